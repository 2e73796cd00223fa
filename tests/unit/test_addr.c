#include "../../src/core/addr.h"
#include "../../spec/ref/ref_lex.h"
#include "../../spec/ref/ref_prefix.h"
#include "guard.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static ip_addr parsed(const char *text)
{
    ip_addr a = { { 0 } };
    size_t n = strlen(text);

    if (!addr_parse(guard_place(text, n), 0, n, &a))
        fail_msg("%s is refused", text);
    return a;
}

static void refused(const char *text)
{
    ip_addr a, before;
    size_t n = strlen(text);

    memset(&a, 0x5A, sizeof a);
    before = a;
    if (addr_parse(guard_place(text, n), 0, n, &a))
        fail_msg("%s is accepted", text);
    assert_memory_equal(&a, &before, sizeof a);
}

static void parse_v4(void **state)
{
    static const uint8_t expected[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1 };
    ip_addr a = parsed("192.0.2.1");

    (void)state;
    assert_memory_equal(a.b, expected, 16);
    assert_true(addr_is_v4(&a));
    (void)parsed("0.0.0.0");
    (void)parsed("255.255.255.255");
}

static void refuse_v4(void **state)
{
    (void)state;
    refused("");
    refused("1.2.3");
    refused("1.2.3.");
    refused("1.2.3.4.");
    refused("1.2.3.4.5");
    refused("256.2.3.4");
    refused("1.2.3.256");
    refused("1.2.3.1000");
    refused("01.2.3.4"); /* octal for some, decimal for others */
    refused("1.2.3.00");
    refused("1..3.4");
    refused(" 1.2.3.4");
    refused("1.2.3.4 ");
    refused("0x1.2.3.4");
}

static void parse_v6(void **state)
{
    static const char *const text[] = {
        "::", "::1", "1::", "2001:db8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8",
        "::ffff:192.0.2.1", "64:ff9b::192.0.2.33", "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "fe80::1:2:3:4", "ABCD:EF01::",
        "0000:0000:0000:0000:0000:0000:0000:0001", "1:2:3:4:5::1.2.3.4", "a::b:0:0:c",
    };

    (void)state;
    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++) {
        struct in6_addr expected;
        ip_addr a = parsed(text[k]);
        assert_int_equal(inet_pton(AF_INET6, text[k], &expected), 1);
        assert_memory_equal(a.b, &expected, 16);
    }
}

static void refuse_v6(void **state)
{
    static const char *const text[] = {
        ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:", "1:2:3:4:5:6:7:8::",
        "1:2:3:4::5:6:7:8", "::1::", "1:::2", "12345::", "g::", "::1.2.3", "::1.2.3.256", "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4::", "::1.2.3.4:5", "[::1]", "::1%eth0", "fe80::1/64", ":1:2:3:4:5:6:7:8", "1:2:3:4:5:6::1.2.3.4",
        ":::1.2.3.4", "::00001",
    };

    (void)state;
    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++)
        refused(text[k]);
}

static void expect_print(const char *from, const char *to)
{
    char out[ADDR_TEXT_MAX];
    ip_addr a = parsed(from), again;
    size_t n = addr_print(&a, out);

    assert_string_equal(out, to);
    assert_int_equal(n, strlen(to));
    again = parsed(out);
    assert_true(addr_equal(&a, &again));
}

/* The examples of RFC 5952 2 and 4, and the edges of the rule for "::". */
static void print_rfc5952(void **state)
{
    (void)state;
    expect_print("2001:0db8::0001", "2001:db8::1");
    expect_print("2001:db8:0:0:0:0:2:1", "2001:db8::2:1");
    expect_print("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1");
    expect_print("2001:0:0:1:0:0:0:1", "2001:0:0:1::1");
    expect_print("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
    expect_print("2001:DB8::AAAA", "2001:db8::aaaa");
    expect_print("::", "::");
    expect_print("0:0:0:0:0:0:0:1", "::1");
    expect_print("1:0:0:0:0:0:0:0", "1::");
    expect_print("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::");
    expect_print("0:2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8");
    expect_print("10:200:3000:1:20:300:4000:5", "10:200:3000:1:20:300:4000:5");
    expect_print("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    expect_print("::ffff:192.0.2.1", "192.0.2.1"); /* one form for IPv4 */
    expect_print("255.255.255.255", "255.255.255.255");
    expect_print("0.10.100.9", "0.10.100.9");
    expect_print("::1.2.3.4", "::102:304");
}

static uint32_t rnd(uint32_t *x)
{
    *x = *x * 1664525u + 1013904223u;
    return *x >> 8;
}

static void print_then_parse(void **state)
{
    uint32_t seed = 1;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char out[ADDR_TEXT_MAX], libc[INET6_ADDRSTRLEN];
        ip_addr a, again;
        size_t n;
        for (size_t k = 0; k < 16; k += 2) {
            bool zero = rnd(&seed) % 2 == 0;
            a.b[k] = zero ? 0 : (uint8_t)(rnd(&seed) % 3);
            a.b[k + 1] = zero ? 0 : (uint8_t)rnd(&seed);
        }
        n = addr_print(&a, out);
        assert_int_equal(n, strlen(out));
        again = parsed(out);
        assert_true(addr_equal(&a, &again));
        if (addr_is_v4(&a) || inet_ntop(AF_INET6, a.b, libc, sizeof libc) == NULL || strchr(libc, '.') != NULL)
            continue; /* libc writes ::1.2.3.4 for an IPv4-compatible address */
        assert_string_equal(out, libc);
    }
}

static void every_short_text_agrees(void **state)
{
    static const char set[] = "1:.0fg";
    const size_t m = sizeof set - 1;

    (void)state;
    for (size_t n = 0; n <= 7; n++) {
        size_t all = 1;
        for (size_t k = 0; k < n; k++)
            all *= m;
        for (size_t x = 0; x < all; x++) {
            char text[7];
            uint8_t expected[16];
            ip_addr a;
            const uint8_t *s;
            bool good;
            for (size_t k = 0, y = x; k < n; k++, y /= m)
                text[k] = set[y % m];
            s = guard_place(text, n);
            good = addr_parse(s, 0, n, &a);
            assert_int_equal(good, ref_addr(s, 0, n, expected));
            if (good)
                assert_memory_equal(a.b, expected, 16);
        }
    }
}

static void is_v4(void **state)
{
    (void)state;
    for (size_t k = 0; k < 12; k++) {
        ip_addr a = parsed("1.2.3.4");
        a.b[k] ^= 1;
        assert_false(addr_is_v4(&a));
    }
}

static void equal(void **state)
{
    ip_addr a = parsed("2001:db8::1"), b = a;

    (void)state;
    assert_true(addr_equal(&a, &b));
    for (size_t k = 0; k < 16; k++) {
        b = a;
        b.b[k] ^= 0x80;
        assert_false(addr_equal(&a, &b));
    }
}

static void sum16(void **state)
{
    uint32_t seed = 7;
    ip_addr a = parsed("ffff:ffff::"), b = parsed("::");

    (void)state;
    assert_int_equal(addr_sum16(&a), 0);
    assert_int_equal(addr_sum16(&b), 0);
    a = parsed("2001:db8::1");
    assert_int_equal(addr_sum16(&a), 0x2001 + 0xdb8 + 1);
    for (int round = 0; round < 10000; round++) {
        for (size_t k = 0; k < 16; k++)
            a.b[k] = (uint8_t)rnd(&seed);
        assert_int_equal(addr_sum16(&a), ref_ones_sum(a.b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parse_v4), cmocka_unit_test(refuse_v4), cmocka_unit_test(parse_v6), cmocka_unit_test(refuse_v6),
        cmocka_unit_test(print_rfc5952), cmocka_unit_test(print_then_parse), cmocka_unit_test(every_short_text_agrees),
        cmocka_unit_test(is_v4), cmocka_unit_test(equal), cmocka_unit_test(sum16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
