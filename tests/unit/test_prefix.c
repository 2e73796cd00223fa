#include "../../src/core/prefix.h"
#include "../../spec/ref/ref_prefix.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static ip_addr addr(const char *text)
{
    ip_addr a;

    if (!addr_parse((const uint8_t *)text, 0, strlen(text), &a))
        fail_msg("%s is no address", text);
    return a;
}

static ip_prefix prefix(const char *text, unsigned length)
{
    ip_addr a = addr(text);
    ip_prefix p;

    assert_true(prefix_make(&a, length, &p));
    return p;
}

static bool match(const char *text, unsigned length, const char *other)
{
    ip_prefix p = prefix(text, length);
    ip_addr a = addr(other);

    return prefix_match(&p, &a);
}

static bool overlap(const char *a, unsigned la, const char *b, unsigned lb)
{
    ip_prefix p = prefix(a, la), q = prefix(b, lb);

    assert_int_equal(prefix_overlap(&p, &q), prefix_overlap(&q, &p));
    return prefix_overlap(&p, &q);
}

static void make_masks_host_bits(void **state)
{
    ip_addr a = addr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"), v4 = addr("255.255.255.255");
    uint8_t expected[16];
    ip_prefix p;

    (void)state;
    for (unsigned length = 0; length <= 128; length++) {
        assert_true(prefix_make(&a, length, &p));
        ref_prefix_mask(a.b, length, expected);
        assert_memory_equal(p.addr.b, expected, 16);
        assert_int_equal(prefix_length(&p), length);
    }
    for (unsigned length = 0; length <= 32; length++) {
        assert_true(prefix_make(&v4, length, &p));
        ref_prefix_mask(v4.b, length + 96, expected);
        assert_memory_equal(p.addr.b, expected, 16);
        assert_int_equal(p.len, length + 96);
        assert_int_equal(prefix_length(&p), length);
    }
}

static void make_refuses_out_of_range(void **state)
{
    ip_addr a = addr("2001:db8::1"), v4 = addr("192.0.2.1");
    ip_prefix p, before;

    (void)state;
    memset(&p, 0x5A, sizeof p);
    before = p;
    assert_false(prefix_make(&a, 129, &p));
    assert_false(prefix_make(&v4, 33, &p));
    assert_false(prefix_make(&v4, 4294967295u, &p)); /* + 96 would wrap */
    assert_memory_equal(&p, &before, sizeof p);
}

static void match_by_length(void **state)
{
    (void)state;
    assert_true(match("2001:db8:1:2::", 64, "2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assert_false(match("2001:db8:1:2::", 64, "2001:db8:1:3::"));
    assert_true(match("2001:db8:1:2::", 63, "2001:db8:1:3::"));
    assert_true(match("2001:db8::1", 128, "2001:db8::1"));
    assert_false(match("2001:db8::1", 128, "2001:db8::2"));
    assert_true(match("192.0.2.0", 24, "192.0.2.255"));
    assert_false(match("192.0.2.0", 24, "192.0.3.0"));
    assert_true(match("192.0.2.0", 23, "192.0.3.0"));
    assert_true(match("10.0.0.0", 0, "255.1.1.1"));
}

static void match_keeps_families_apart(void **state)
{
    (void)state;
    assert_true(match("::", 0, "2001:db8::1"));
    assert_false(match("::", 0, "192.0.2.1"));
    assert_false(match("::", 80, "192.0.2.1"));
    assert_false(match("0.0.0.0", 0, "::"));
    assert_false(match("0.0.0.0", 0, "::fffe:0:0"));
}

static void match_refuses_a_bad_length(void **state)
{
    ip_prefix p = prefix("2001:db8::1", 128);
    ip_addr a = p.addr;

    (void)state;
    p.len = 129;
    assert_false(prefix_match(&p, &a));
    assert_false(prefix_overlap(&p, &p));
}

static void overlap_either_way(void **state)
{
    (void)state;
    assert_true(overlap("2001:db8::", 32, "2001:db8:1:2::", 64));
    assert_false(overlap("2001:db8:1:1::", 64, "2001:db8:1:2::", 64));
    assert_true(overlap("2001:db8:1:2::", 64, "2001:db8:1:2::7", 128));
    assert_true(overlap("10.0.0.0", 8, "10.1.2.3", 32));
    assert_false(overlap("10.0.0.0", 8, "11.0.0.0", 8));
    assert_false(overlap("::", 0, "10.0.0.0", 8));
    assert_true(overlap("::", 0, "1::", 16));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make_masks_host_bits), cmocka_unit_test(make_refuses_out_of_range),
        cmocka_unit_test(match_by_length), cmocka_unit_test(match_keeps_families_apart),
        cmocka_unit_test(match_refuses_a_bad_length), cmocka_unit_test(overlap_either_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
