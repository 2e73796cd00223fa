/* secagree choose: the choice and the SAs by profile, what stays out of the choice and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_choose.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

#define U "ipsec-3gpp;alg=hmac-sha-1-96;spi-c=1111;spi-s=2222;port-c=5062;port-s=5064"
#define P "ipsec-3gpp;alg=hmac-sha-1-96;q=0.5;spi-c=3333;spi-s=4444;port-c=7000;port-s=5066"
#define ONE_PAIR "ipsec-3gpp;alg=hmac-md5-96;port1=5062;port2=5064;spi="

static void test_pairs(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_choose, "choose --client " U " --server " P), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "SA 1: UE port 5062 -> P-CSCF port 5066, spi 4444"));
    assert_non_null(strstr(printed, "SA 4: UE port 5064 -> P-CSCF port 7000, spi 3333"));
    assert_null(strstr(printed, "violation"));
    assert_int_equal(run_line(cmd_choose, "choose --client " P " --server " P), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "violation: an SPI of the P-CSCF is one of the UE's (CR2-7.1-04)"));
}

/* A mode or protocol that the client did not offer is not chosen, however high its q. */
static void test_mode(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_choose, "choose --client " U ";mod=trans --server " P ";mod=UDP-enc-tun,"
                              U ";q=0.1;mod=trans"), EXIT_VIOLATES); /* the SPIs are the client's own */
    assert_non_null(strstr(printed, "mechanism 2 of the server's list"));
    assert_int_equal(run_line(cmd_choose, "choose --client " U ";mod=tun --server " P), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "reason: no mechanism of the server's list is known to the client"));
    assert_int_equal(run_line(cmd_choose, "choose --client " U ";mod=tun --server " P ";mod=tun"), EXIT_CONFORMS);
}

/* Where a side has one SPI, the one that it has not is no clash. */
static void test_one_pair(void **state)
{
    static const char *const profile[] = { "cr1", "rfc3329" };
    char line[512];

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        snprintf(line, sizeof line, "choose --profile %s --client " ONE_PAIR "1111 --server " ONE_PAIR "2222", profile[k]);
        assert_int_equal(run_line(cmd_choose, line), EXIT_CONFORMS);
        assert_null(strstr(printed, "violation"));
        snprintf(line, sizeof line, "choose --profile %s --client " ONE_PAIR "1111 --server " ONE_PAIR "1111", profile[k]);
        assert_int_equal(run_line(cmd_choose, line), EXIT_VIOLATES);
        assert_non_null(strstr(printed, "(CR1-7.1-05)"));
    }
}

static void test_rank(void **state)
{
    static const struct { const char *server, *chosen; } cases[] = {
        { "tls;q=0.2,digest;q=0.3", "mechanism 2 of the server's list, digest, q 0.300" },
        { "digest,tls;q=0.0", "mechanism 2 of the server's list, tls, q 0.000" },
        { "digest,tls", "mechanism 1 of the server's list, digest\n" },
        { "ipsec-man;q=1,tls;q=0.1", "mechanism 2 of the server's list, tls, q 0.100" },
        { "tls;mediasec;q=1,tls;q=0.1", "mechanism 2 of the server's list, tls, q 0.100" },
    };
    char line[512];

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        snprintf(line, sizeof line, "choose --client tls,digest --server %s", cases[k].server);
        assert_int_equal(run_line(cmd_choose, line), EXIT_CONFORMS);
        if (strstr(printed, cases[k].chosen) == NULL)
            fail_msg("%s: %s", cases[k].server, printed);
    }
    assert_int_equal(run_line(cmd_choose, "choose --client tls --server digest"), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "reason: no mechanism of the server's list is known to the client"));
}

static void test_not_in_choice(void **state)
{
    json_t *o, *out;

    (void)state;
    assert_int_equal(run_line(cmd_choose, "choose --client ipsec-3gpp --server " P), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "not in the choice: mechanism 1 of the client's list: missing-parameter at byte 0 "
                                    "(CR2-7.2-SM1-1)"));
    assert_int_equal(run_line(cmd_choose, "choose --json --client tls," U " --server tls;q=0.1,ipsec-3gpp;q=0.2"),
                     EXIT_CONFORMS);
    o = json_loads(printed, 0, NULL);
    out = json_object_get(o, "not_in_choice");
    assert_int_equal(json_array_size(out), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(out, 0), "list")), "server");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(out, 0), "mechanism")), 1);
    json_decref(o);
}

/* Tolerance says what it took. */
static void test_notes(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_choose, "choose --tolerant --profile ims --client ipsec-3gpp,tls --server tls"),
                     EXIT_CONFORMS);
    assert_non_null(strstr(printed, "note: incomplete-mechanism\n"));
    assert_int_equal(run_line(cmd_choose, "choose --tolerant --client ipsec-3gpp;alg=hmac-md5-96;spi-c=1111;spi-s=2222;"
                              "port-c=5062;port-s=5064 --server ipsec-3gpp;alg=hmac-md5-96;q=0.5;spi-c=3333;spi-s=4444;"
                              "port-c=7000;port-s=5066"), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "note: old-alg\n"));
}

/* A value is read without the LWS around it; offsets count from the input's first byte. */
static void test_lists(void **state)
{
    static const struct { const char *text; bool good; const char *says; } cases[] = {
        { " \r\n tls;q=1 \r\n \r\n\t", true, "" },
        { "tls\r\n\r\n", true, "" }, /* line ends at the end of a file */
        { "\r\ntls", false, "at byte 0 " },
        { "  tls;;", false, "at byte 6 " },
        { " \t", false, "empty-list at byte 2 " },
        { "tls \r\n\r\n digest", false, "at byte 4 " },
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        int status = run_on_text(cmd_choose, "choose --client tls --server @%s", cases[k].text);
        if (status != (cases[k].good ? EXIT_CONFORMS : EXIT_USAGE) || strstr(complained, cases[k].says) == NULL)
            fail_msg("%zu: %d %s", k, status, complained);
    }
}

static void test_usage(void **state)
{
    static const char *const bad[] = { "choose", "choose --client tls", "choose --client tls --server tls x",
                                       "choose --profile x --client tls --server tls", "choose --what",
                                       "choose --client @no/such --server tls", "choose --client tls --server @src" };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(run_line(cmd_choose, bad[k]), EXIT_USAGE);
        assert_string_not_equal(complained, "");
    }
    assert_non_null(strstr(complained, "@src: Is a directory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs), cmocka_unit_test(test_mode), cmocka_unit_test(test_one_pair), cmocka_unit_test(test_rank),
        cmocka_unit_test(test_not_in_choice), cmocka_unit_test(test_notes), cmocka_unit_test(test_lists),
        cmocka_unit_test(test_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
