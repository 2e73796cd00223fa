/* secagree parse: what an input is taken for, where a fault is shown, and what reaches the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_parse.c"
#include "../../src/cmd/parse_report.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

static int on_text(const char *line, const char *text)
{
    return run_on_text(cmd_parse, line, text);
}

#define START "OPTIONS sip:a SIP/2.0\r\n"

static void test_kinds(void **state)
{
    static const struct { const char *text, *kind; int status; } cases[] = {
        { START "\r\n", "message", EXIT_CONFORMS },
        { "SIP/2.0 200 OK\r\n\r\n", "message", EXIT_CONFORMS },
        { "OPTIONS sip:a SIP/3.0\r\n\r\n", "message", EXIT_VIOLATES },
        { "OPTIONS sip:a HTTP/1.1\r\n\r\n", "message", EXIT_VIOLATES },
        { "OPTIONS :a SIP/2.0\r\nX: y\r\n\r\n", "message", EXIT_VIOLATES },
        { "OPTIONS\tsip:a SIP/2.0\r\nVia: x\r\n\r\n", "message", EXIT_VIOLATES },
        { "Via: SIP/2.0/UDP a\r\n", "header", EXIT_CONFORMS },
        { "Via : SIP/2.0/UDP a\r\n", "header", EXIT_CONFORMS },
        { "Via \t: SIP/2.0/UDP a\n", "header", EXIT_CONFORMS },
        { "v:\r\n SIP/2.0/UDP a", "header", EXIT_CONFORMS },
        { "Content-Length: 5\r\n", "header", EXIT_CONFORMS }, /* there is no body to be cut short */
        { "Content-Length: x\r\n", "header", EXIT_VIOLATES },
        { "X: y\r\n", "header", EXIT_CANNOT_TELL },
        { "Content-Type: ;;\r\n", "header", EXIT_CANNOT_TELL },
        { "Security-Client: tls\r\n", "header", EXIT_CONFORMS },
        { "tls;q=0.5", "list", EXIT_CONFORMS },
        { " tls;q=0.5 \r\n", "list", EXIT_CONFORMS },
        { "tls;a=\"b:c\"", "list", EXIT_CONFORMS },
        { "", "list", EXIT_VIOLATES },
    };
    char says[32];

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        int status = on_text("parse %s", cases[k].text);
        snprintf(says, sizeof says, ": %s, profile ims", cases[k].kind);
        if (status != cases[k].status || strstr(printed, says) == NULL)
            fail_msg("%s: %d %s", cases[k].text, status, printed);
    }
}

/* The field that is at fault, not the first of its name. */
static void test_places(void **state)
{
    static const struct { const char *text; size_t at; } cases[] = {
        { "Via: SIP/2.0/UDP a\r\nVia: SIP/2.0/UDP\r\n", 25 },
        { "Via: x\r\nVia: SIP/2.0/UDP a\r\n", 5 },
        { "m: <sip:a>\r\nm: <sip:b>;q=2\r\n", 15 },
        { "m: <sip:a>\r\nm: *\r\n", 15 },
        { "CSeq: 1 A\r\nCSeq: 1 A\r\n", 17 },
        { "Max-Forwards: 1\r\nMax-Forwards: 1\r\n", 31 },
        { "Route: <sip:a>\r\nRoute: sip:a\r\n", 23 },
        { "Security-Client: tls;q=1\r\nSecurity-Client: digest;q=1\r\n", 52 },
    };
    char says[32];

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        assert_int_equal(on_text("parse %s", cases[k].text), EXIT_VIOLATES);
        snprintf(says, sizeof says, " at byte %zu (", cases[k].at);
        if (strstr(printed, says) == NULL)
            fail_msg("%s: %s", cases[k].text, printed);
    }
}

/* Faults stand in the order of the input; a line for each of several files has the first. */
static void test_order(void **state)
{
    json_t *o, *errors;

    (void)state;
    assert_int_equal(on_text("parse --json %s", START "Security-Client: ;\r\nRequire: ,\r\nVia: x\r\n\r\n"),
                     EXIT_VIOLATES);
    o = json_loads(printed, 0, NULL);
    errors = json_object_get(o, "errors");
    assert_int_equal(json_array_size(errors), 3);
    assert_string_equal(json_string_value(json_object_get(json_array_get(errors, 0), "where")), "Security-Client");
    assert_string_equal(json_string_value(json_object_get(json_array_get(errors, 1), "where")), "Require");
    assert_string_equal(json_string_value(json_object_get(json_array_get(errors, 2), "where")), "Via");
    json_decref(o);
    assert_int_equal(on_text("parse /dev/null %s", START "Security-Client: ;\r\nVia: x\r\n\r\n"), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "violates: Security-Client: mechanism-name at byte 40 "));
}

static void test_q(void **state)
{
    (void)state;
    assert_int_equal(on_text("parse --json %s", "tls;q=0.1, digest;q=0.123, ipsec-ike;q=1, ipsec-man;q=0."), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "\"q\":0.1,"));
    assert_non_null(strstr(printed, "\"q\":0.123,"));
    assert_non_null(strstr(printed, "\"q\":1.0,"));
    assert_non_null(strstr(printed, "\"q\":0.0,"));
}

/* A quoted-pair may hold any control byte: the terminal does not get it, and NUL ends nothing. */
static void test_control_bytes(void **state)
{
    static const char text[] = "tls;a=\"\\\0b\\\33[31m\"";
    json_t *o, *list;
    char line[64];
    FILE *f = tmpfile();

    (void)state;
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, sizeof text - 1, f), sizeof text - 1);
    fflush(f);
    snprintf(line, sizeof line, "parse /dev/fd/%d", fileno(f));
    assert_int_equal(run_line(cmd_parse, line), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "list: tls;a=\"\\\\x00b\\\\x1b[31m\"\n"));
    snprintf(line, sizeof line, "parse --json /dev/fd/%d", fileno(f));
    rewind(f);
    assert_int_equal(run_line(cmd_parse, line), EXIT_CONFORMS);
    o = json_loads(printed, JSON_ALLOW_NUL, NULL);
    list = json_object_get(json_object_get(o, "lists"), "list");
    assert_int_equal(json_string_length(json_object_get(list, "canonical")), sizeof text - 1);
    json_decref(o);
    fclose(f);
}

static void test_directory(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_parse, "parse --json tests/unit"), EXIT_VIOLATES);
    assert_int_equal(run_line(cmd_parse, "parse spec/trace no/such/file"), EXIT_USAGE);
    assert_non_null(strstr(complained, "no/such/file: No such file"));
}

static void test_usage(void **state)
{
    static const char *const bad[] = { "parse --what", "parse --profile x", "parse no/such/file" };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(run_line(cmd_parse, bad[k]), EXIT_USAGE);
        assert_string_not_equal(complained, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds), cmocka_unit_test(test_places), cmocka_unit_test(test_order), cmocka_unit_test(test_q),
        cmocka_unit_test(test_control_bytes), cmocka_unit_test(test_directory), cmocka_unit_test(test_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
