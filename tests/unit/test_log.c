/* The event log: one line an event, whatever the text holds. */
#include "../../src/linux/log.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char name[] = "build/test_log.XXXXXX";
static char text[3 * LOG_LINE_MAX];

static event_log *fresh(void)
{
    strcpy(name, "build/test_log.XXXXXX");
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    close(fd);
    unlink(name);
    event_log *log = log_open("pcscf", name);
    assert_non_null(log);
    return log;
}

static size_t finish(event_log *log)
{
    log_close(log);
    FILE *f = fopen(name, "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    unlink(name);
    return n;
}

static void test_form(void **state)
{
    struct stat st;
    unsigned year, part[6];
    char tail[200];
    (void)state;
    event_log *log = fresh();
    log_event(log, "sent", "method=%s n=%d", "REGISTER", 7);
    log_refusal(log, "discard", "CR2-7.1-3", "from=%s", "[::1]:5060");
    assert_int_equal(stat(name, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    finish(log);
    int got = sscanf(text, "%4u-%2u-%2uT%2u:%2u:%2u.%6uZ %199[^\n]", &year, &part[0], &part[1], &part[2], &part[3],
                     &part[4], &part[5], tail);
    assert_int_equal(got, 8);
    assert_true(year >= 2024);
    assert_string_equal(tail, "pcscf sent method=REGISTER n=7");
    assert_non_null(strstr(text, "Z pcscf discard requirement=CR2-7.1-3 from=[::1]:5060\n"));
}

/* What a message holds cannot forge a line or command a terminal. */
static void test_bytes(void **state)
{
    (void)state;
    event_log *log = fresh();
    log_event(log, "x", "a=%s", "1\r\n2026-01-01 forged\t\x1b[2J\xc3\xa4\x7f\\x41");
    size_t n = finish(log);
    assert_non_null(strstr(text, "a=1\\x0d\\x0a2026-01-01 forged\\x09\\x1b[2J\\xc3\\xa4\\x7f\\x5cx41\n"));
    assert_ptr_equal(strchr(text, '\n'), text + n - 1); /* one line */
    for (size_t i = 0; i + 1 < n; i++)
        assert_true(text[i] >= 0x20 && text[i] < 0x7f);
}

static void test_length(void **state)
{
    static char longer[2 * LOG_LINE_MAX];
    (void)state;
    for (int c = 0; c < 2; c++) { /* plain, and four times as long when written */
        memset(longer, c == 0 ? 'a' : 1, sizeof longer - 1);
        event_log *log = fresh();
        log_event(log, "long", "%s", longer);
        log_event(log, "next", "%s", "");
        finish(log);
        char *end = strchr(text, '\n');
        assert_non_null(end);
        assert_true(end - text <= LOG_LINE_MAX);
        assert_memory_equal(end - 3, "...", 3);
        assert_non_null(strstr(end, "pcscf next \n"));
    }
}

static void test_no_log(void **state)
{
    (void)state;
    log_event(NULL, "x", "%s", "y");
    log_refusal(NULL, "x", "R", "%s", "y");
    log_close(NULL);
    assert_null(log_open("ue", "build/no-such-directory/log"));
    event_log *log = log_open("ue", "-");
    assert_non_null(log);
    log_close(log); /* standard error stays open */
    assert_int_equal(write(STDERR_FILENO, "", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form), cmocka_unit_test(test_bytes), cmocka_unit_test(test_length),
        cmocka_unit_test(test_no_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
