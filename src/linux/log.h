/* The event log of a role: one line an event.
 *
 *   2026-01-31T12:00:00.123456Z pcscf registered ue=[2001:db8:1:1::1]:5062 spi_ps=4097
 *
 * time (UTC), role, event, then what the caller says, by custom words of the form name=value. Bytes outside printable
 * ASCII are written as \xHH, so that what a message holds cannot forge a line. Every line is flushed: the log of a
 * killed process is whole. Secrets (K, OP, OPc, CK, IK, RES and what is derived from them) are never passed in here. */
#ifndef SECAGREE_LOG_H
#define SECAGREE_LOG_H
#include <stdbool.h>

#define LOG_LINE_MAX 2048 /* a longer line ends in "..." */

typedef struct event_log event_log;

/* Appends to the file, which is made with mode 0600; NULL, "" or "-" is standard error. NULL: errno says why. */
event_log *log_open(const char *role, const char *file);
void log_close(event_log *log);

/* An event of the role: log_event(log, "sent", "method=%.*s to=%s", ...). A NULL log writes nothing. */
void log_event(event_log *log, const char *event, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A discard, an abort or a refusal, with the id of the requirement that asks for it (spec/requirements.tsv). */
void log_refusal(event_log *log, const char *event, const char *requirement, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
