#include "../../src/core/print.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void put_fills_to_the_brim(void **state)
{
    uint8_t area[6] = "......";
    sip_out o = { area, 5, 0, false };

    (void)state;
    sip_put(&o, (const uint8_t *)"ab", 2);
    sip_put_text(&o, "c");
    sip_put(&o, (const uint8_t *)"", 0);
    assert_int_equal(o.n, 3);
    sip_put_text(&o, "de");
    assert_false(o.full);
    assert_memory_equal(area, "abcde.", 6);
    sip_put_text(&o, "");
    assert_false(o.full);
    sip_put(&o, (const uint8_t *)"f", 1);
    assert_true(o.full);
    assert_int_equal(o.n, 5);
    assert_memory_equal(area, "abcde.", 6);
}

static void overflow_writes_nothing_and_stays(void **state)
{
    uint8_t area[4] = "....";
    sip_out o = { area, 4, 0, false };

    (void)state;
    sip_put_text(&o, "abcde");
    assert_true(o.full);
    sip_put_text(&o, "a");
    sip_put(&o, (const uint8_t *)"a", 1);
    sip_put_number(&o, 1);
    assert_true(o.full);
    assert_int_equal(o.n, 0);
    assert_memory_equal(area, "....", 4);
}

static void numbers(void **state)
{
    static const uint32_t v[] = {
        0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10000, 65535, 99999, 100000, 999999, 1000000, 9999999, 10000000, 99999999,
        100000000, 999999999, 1000000000, 4294967295u,
    };

    (void)state;
    for (size_t k = 0; k < sizeof v / sizeof v[0]; k++) {
        uint8_t area[16];
        char expected[16];
        sip_out o = { area, sizeof area, 0, false };
        int n = snprintf(expected, sizeof expected, "%u", v[k]);
        sip_put_number(&o, v[k]);
        assert_int_equal(o.n, n);
        assert_memory_equal(area, expected, (size_t)n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_fills_to_the_brim), cmocka_unit_test(overflow_writes_nothing_and_stays),
        cmocka_unit_test(numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
