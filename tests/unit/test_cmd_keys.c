/* secagree keys: what it prints, and every way to call it wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_keys.c"
#include "../../src/cmd/fields.c"
#include "command.h"

#define CK " --ck b40ba9a3c58b2a05bbf0d987b21bf8cb"
#define IK " --ik f769bcd751044604127672711c6d3441"

static void test_text(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_keys, "keys --alg hmac-sha-1-96 --ealg aes-cbc" CK IK), EXIT_CONFORMS);
    assert_string_equal(printed, "alg          hmac-sha-1-96\nealg         aes-cbc\n"
                                 "ik_esp       f769bcd751044604127672711c6d344100000000\n"
                                 "ck_esp       b40ba9a3c58b2a05bbf0d987b21bf8cb\n");
    assert_string_equal(complained, "");
}

static void test_json(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_keys, "keys --json --alg AES-GMAC --ealg NULL" CK IK), EXIT_CONFORMS);
    assert_string_equal(printed, "{\"version\":1,\"alg\":\"aes-gmac\",\"ealg\":\"null\","
                                 "\"ik_esp\":\"f769bcd751044604127672711c6d3441\",\"ck_esp\":\"\","
                                 "\"salt\":\"dbc2b1c2\"}\n");
}

static void test_pair_not_allowed(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_keys, "keys --alg null --ealg aes-cbc" CK IK), EXIT_VIOLATES);
    assert_string_equal(printed, "");
    assert_non_null(strstr(complained, "Annex H"));
}

static void test_usage(void **state)
{
    static const char *const bad[] = {
        "keys",
        "keys --alg null --ealg aes-gcm" CK,
        "keys --alg null --ealg aes-gcm" IK,
        "keys --alg null" CK IK,
        "keys --ealg aes-gcm" CK IK,
        "keys --alg sha --ealg null" CK IK,
        "keys --alg hmac-sha-1-96 --ealg des" CK IK,
        "keys --alg hmac-sha-1-96 --ealg null --ck 00" IK,
        "keys --alg hmac-sha-1-96 --ealg null --ik g769bcd751044604127672711c6d3441" CK,
        "keys --alg hmac-sha-1-96 --alg null --ealg null" CK IK,
        "keys --alg hmac-sha-1-96 --ealg null more" CK IK,
        "keys --alg hmac-sha-1-96 --ealg null --what" CK IK,
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(run_line(cmd_keys, bad[i]), EXIT_USAGE);
        assert_string_equal(printed, "");
        assert_non_null(strstr(complained, "usage: secagree keys"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text), cmocka_unit_test(test_json), cmocka_unit_test(test_pair_not_allowed),
        cmocka_unit_test(test_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
