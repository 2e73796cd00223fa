/* secagree compare: which lists are equal, and where two differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_compare.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

#define HEX32 "0123456789abcdef0123456789abcdef"
#define D_VER "d-ver=\"" HEX32 "\""

static void test_lists(void **state)
{
    static const struct { const char *server, *verify, *says; } cases[] = {
        { "tls;q=0.1", "TLS;Q=0.100", "equal" },
        { "tls;a=1;b", "tls;b;a=1", "equal" },
        { "tls,digest", "digest,tls", "different-name in mechanism 1" },
        { "tls,digest", "tls", "different-count in mechanism 2" },
        { "tls", "tls;q=1", "extra-parameter in mechanism 1" },
        { "tls;q=1", "tls", "missing-parameter in mechanism 1" },
        { "a;b=c", "a;b=\"c\"", "different-value in mechanism 1" },
        { "digest;q=1", "digest;q=1;" D_VER, "equal" }, /* the client adds it (R3329-2.4-05) */
        { "tls,DIGEST;d-qop=auth;q=1", "tls,digest;d-qop=auth;" D_VER ";q=1", "equal" },
        { "digest;q=1;" D_VER, "digest;q=1;" D_VER, "equal" },
        { "digest;q=1;" D_VER, "digest;q=1", "missing-parameter in mechanism 1" },
        { "tls;q=1", "tls;q=1;" D_VER, "extra-parameter in mechanism 1" },
        { "digest;q=1", "digest;q=0.9;" D_VER, "different-value in mechanism 1" },
        { "digest;q=1,tls", "digest;q=1;" D_VER ",tls;x", "extra-parameter in mechanism 2" },
    };
    char line[512];

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        bool equal = strcmp(cases[k].says, "equal") == 0;
        snprintf(line, sizeof line, "compare --server %s --verify %s", cases[k].server, cases[k].verify);
        if (run_line(cmd_compare, line) != (equal ? EXIT_CONFORMS : EXIT_VIOLATES) ||
            strncmp(printed, cases[k].says, strlen(cases[k].says)) != 0)
            fail_msg("%s: %s", line, printed);
    }
}

static void test_tolerant(void **state)
{
    json_t *o;

    (void)state;
    assert_int_equal(run_line(cmd_compare, "compare --tolerant --json --server ipsec-3gpp;ealg=null;q=1 "
                              "--verify ipsec-3gpp"), EXIT_CONFORMS);
    o = json_loads(printed, 0, NULL);
    assert_true(json_is_true(json_object_get(o, "equal")));
    assert_int_equal(json_array_size(json_object_get(o, "notes")), 2);
    json_decref(o);
}

static void test_usage(void **state)
{
    static const char *const bad[] = { "compare", "compare --server tls", "compare --server tls --verify tls x",
                                       "compare --server @no/such --verify tls", "compare --server tls;; --verify tls" };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(run_line(cmd_compare, bad[k]), EXIT_USAGE);
        assert_string_not_equal(complained, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists), cmocka_unit_test(test_tolerant), cmocka_unit_test(test_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
