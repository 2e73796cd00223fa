#include "log.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct event_log { int fd; char role[24]; };

event_log *log_open(const char *role, const char *file)
{
    event_log *log = calloc(1, sizeof *log);
    if (log == NULL)
        return NULL;
    snprintf(log->role, sizeof log->role, "%s", role);
    log->fd = STDERR_FILENO;
    if (file != NULL && file[0] != '\0' && strcmp(file, "-") != 0)
        log->fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log->fd < 0) {
        int kept = errno;
        free(log);
        errno = kept;
        return NULL;
    }
    return log;
}

void log_close(event_log *log)
{
    if (log != NULL && log->fd != STDERR_FILENO)
        close(log->fd);
    free(log);
}

/* text with every byte outside printable ASCII, and the backslash, as \xHH; returns the length, at most cap. */
static size_t escape(const char *text, char *out, size_t cap)
{
    static const char hex[] = "0123456789abcdef";
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        bool plain = c >= 0x20 && c < 0x7f && c != '\\';
        if (n + (plain ? 1 : 4) > cap) {
            memcpy(out + cap - 3, "...", 3);
            return cap;
        }
        if (plain) {
            out[n++] = (char)c;
        } else {
            memcpy(out + n, (char[4]){ '\\', 'x', hex[c >> 4], hex[c & 15] }, 4);
            n += 4;
        }
    }
    return n;
}

static size_t stamp(const event_log *log, char out[64])
{
    struct timeval now;
    struct tm utc;
    gettimeofday(&now, NULL);
    gmtime_r(&now.tv_sec, &utc);
    size_t n = strftime(out, 64, "%Y-%m-%dT%H:%M:%S", &utc);
    int more = snprintf(out + n, 64 - n, ".%06ldZ %s ", (long)now.tv_usec, log->role);
    return more < 0 ? n : n + (size_t)more;
}

/* One write for a line, so that roles can share a file. A log that cannot be written does not stop the role. */
static void put(event_log *log, const char *text)
{
    char line[LOG_LINE_MAX + 1];
    size_t n = stamp(log, line);
    n += escape(text, line + n, LOG_LINE_MAX - n);
    line[n++] = '\n';
    ssize_t done;
    do
        done = write(log->fd, line, n);
    while (done < 0 && errno == EINTR);
}

void log_event(event_log *log, const char *event, const char *format, ...)
{
    if (log == NULL)
        return;
    char text[LOG_LINE_MAX];
    int n = snprintf(text, sizeof text, "%s ", event);
    va_list args;
    va_start(args, format);
    if (n > 0 && (size_t)n < sizeof text)
        vsnprintf(text + n, sizeof text - (size_t)n, format, args);
    va_end(args);
    put(log, text);
}

void log_refusal(event_log *log, const char *event, const char *requirement, const char *format, ...)
{
    if (log == NULL)
        return;
    char text[LOG_LINE_MAX];
    int n = snprintf(text, sizeof text, "%s requirement=%s ", event, requirement);
    va_list args;
    va_start(args, format);
    if (n > 0 && (size_t)n < sizeof text)
        vsnprintf(text + n, sizeof text - (size_t)n, format, args);
    va_end(args);
    put(log, text);
}
