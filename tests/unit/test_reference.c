/* Security lists against the reference in spec/ref: codes, offsets, every span, typed parameters in every profile,
 * canonical form, comparison and choice, on strings made from the grammar by seed and on strings one edit away. */
#include "../../fuzz/check.h"
#include "../../spec/ref/abnf.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static abnf *grammar;
static unsigned long rounds = 50000;

static void holds(const char *why, const uint8_t *s, size_t n)
{
    if (why != NULL)
        fail_msg("%s: %.*s", why, (int)n, (const char *)s);
}

static void lists_of(const char *name, unsigned long count)
{
    int rule = abnf_rule(grammar, name);
    uint64_t seed = 11;
    uint8_t s[ABNF_TEXT_MAX + 1], near[ABNF_TEXT_MAX + 2];
    for (unsigned long k = 0; k < count;) {
        long n = abnf_make(grammar, rule, &seed, s, 200);
        if (n < 0)
            continue;
        holds(check_list(s, (size_t)n), s, (size_t)n);
        size_t m = abnf_near(&seed, s, (size_t)n, near);
        holds(check_list(near, m), near, m);
        holds(check_compare(s, (size_t)n, near, m), near, m);
        k++;
    }
}

static void test_lists(void **state)
{
    (void)state;
    lists_of("security-list", rounds);
}

static void test_ipsec(void **state)
{
    (void)state;
    lists_of("ims-mechanism", rounds);
}

typedef struct { const char *name; const char *value[14]; } choice;

/* Offers of a real shape, each parameter with good and bad values, in a random order; some left out or put twice. */
static size_t offer(uint64_t *seed, char *t)
{
    static const choice param[] = {
        { "alg", { "hmac-sha-1-96", "HMAC-md5-96", "aes-gmac", "null", "hmac-sha-1-96", "x", "\"null\"" } },
        { "ealg", { "null", "aes-cbc", "aes-gcm", "des-ede3-cbc", "NULL", "aes" } },
        { "prot", { "esp", "ah", "ESP", "e" } },
        { "mod", { "trans", "tun", "UDP-enc-tun", "x" } },
        { "spi-c", { "256", "4294967295", "0000001000", "255", "4294967296", "00000000256", "1x", "[::1]" } },
        { "spi-s", { "257", "1001", "256", "0" } },
        { "port-c", { "5062", "65535", "5060", "0", "65536", "0005062", "x" } },
        { "port-s", { "5063", "1", "5061", "5062" } },
        { "spi", { "1000", "1", "99999999999" } },
        { "port1", { "2000", "5060", "2001" } },
        { "port2", { "2001", "70000" } },
        { "q", { "0.1", "0.5", "1", "0.50", "0" } },
        { "addr-pref-length", { "64", "128", "129", "0", "x" } },
        { "mediasec", { "" } },
        { "x", { "y", "\"a\\\"b\"" } },
    };
    size_t len = (size_t)sprintf(t, "%s", abnf_random(seed) % 16 == 0 ? "tls" : "ipsec-3gpp");
    unsigned start = (unsigned)(abnf_random(seed) % 15), stride = 1 + (unsigned)(abnf_random(seed) % 3) * 3; /* 1 4 7 */
    for (unsigned k = 0; k < 15; k++) {
        const choice *p = &param[(start + k * stride) % 15];
        unsigned r = (unsigned)(abnf_random(seed) % 64), values = 0;
        bool rare = strcmp(p->name, "mediasec") == 0 || strcmp(p->name, "spi") == 0;
        if (r == 0 || (rare && r > 4))
            continue;
        while (values < 14 && p->value[values] != NULL)
            values++;
        const char *v = p->value[abnf_random(seed) % 4 == 0 ? abnf_random(seed) % values : 0];
        len += (size_t)sprintf(t + len, "%s%s%s%s", r % 5 == 1 ? " ; " : ";", p->name, *v == '\0' ? "" : "=", v);
    }
    return len;
}

static void test_offers(void **state)
{
    (void)state;
    uint64_t seed = 5;
    char t[4096], u[4096];
    unsigned long good = 0;
    for (unsigned long k = 0; k < rounds; k++) {
        size_t n = 0, m;
        unsigned mechanisms = 1 + (unsigned)(abnf_random(&seed) % 4);
        for (unsigned j = 0; j < mechanisms; j++) {
            n += (size_t)sprintf(t + n, "%s", j == 0 ? "" : ", ");
            n += offer(&seed, t + n);
        }
        holds(check_list((uint8_t *)t, n), (uint8_t *)t, n);
        m = offer(&seed, u);
        holds(check_compare((uint8_t *)t, n, (uint8_t *)u, m), (uint8_t *)t, n);
        holds(check_compare((uint8_t *)t, n, (uint8_t *)t, n), (uint8_t *)t, n);
        static sec_list list;
        ipsec3gpp v;
        list.count = list.params = 0;
        good += sec_list_parse((uint8_t *)t, 0, n, &list).code == SEC_OK &&
                ipsec3gpp_read((uint8_t *)t, &list, 0, PROFILE_IMS, &v).code == IPSEC_OK;
    }
    assert_true(good > rounds / 50 && good < rounds / 2); /* both outcomes are met */
}

static int load(void **state)
{
    static const char *const file[] = { "lex", "mechanism", "ipsec3gpp" };
    (void)state;
    grammar = abnf_new();
    for (size_t k = 0; grammar != NULL && k < 3; k++) {
        char path[64];
        snprintf(path, sizeof path, "spec/grammar/%s.abnf", file[k]);
        if (!abnf_load(grammar, path))
            return -1;
    }
    return grammar != NULL && abnf_finish(grammar) ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    abnf_free(grammar);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists), cmocka_unit_test(test_ipsec), cmocka_unit_test(test_offers),
    };
    if (getenv("SECAGREE_REFERENCE_N") != NULL)
        rounds = strtoul(getenv("SECAGREE_REFERENCE_N"), NULL, 10);
    return cmocka_run_group_tests(tests, load, unload);
}
