/* Looking for a repeated name takes linear time: the bytes that are compared are counted, so the answer is the same on
 * every machine. */
#include "../../src/core/plain.h"
#include "../../src/core/word.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static size_t compared;
#define sip_letter_order(x, y) (compared++, sip_letter_order(x, y))
#define sip_order8(x, y) (compared += 8, sip_order8(x, y))
#include "../../src/core/repeat.c"
#undef sip_letter_order
#undef sip_order8

#define LEVELS 9u /* what repeat.h states */

static uint8_t text[SIP_MESSAGE_MAX];
static sec_param param[SEC_PARAMS_MAX];

/* Name k is len bytes of text, all alike but for its number, which stands at byte place. */
static void make(uint32_t n, uint32_t len, uint32_t place, const uint32_t *number)
{
    memset(text, 'a', sizeof text);
    for (uint32_t k = 0; k < n; k++) {
        char digits[4];
        snprintf(digits, sizeof digits, "%03u", (unsigned)number[k] % 1000);
        memcpy(text + k * len + place, digits, 3);
        if (k % 2 == 1)
            text[k * len + (place == 0 ? 3 : 0)] = 'A';
        param[k].name = (sip_part){ (uint16_t)(k * len), (uint16_t)len };
    }
}

static void search(uint32_t n, uint32_t len, uint32_t want)
{
    compared = 0;
    assert_int_equal(sec_name_repeat(text, param, n), want);
    if (compared > LEVELS * n * len)
        fail_msg("%zu bytes compared for %u names of %u bytes", compared, (unsigned)n, (unsigned)len);
}

/* Number k of n: rising, falling, from both ends in turn, or in bit-reversed order, which halves every run. */
static uint32_t numbered(uint32_t order, uint32_t k, uint32_t n)
{
    if (order < 2)
        return order == 0 ? k : n - 1 - k;
    if (order == 2)
        return k % 2 == 0 ? k / 2 : n - 1 - k / 2;
    uint32_t r = 0;
    for (uint32_t bit = 0; bit < 8; bit++)
        r |= (k >> bit & 1) << (7 - bit);
    return r;
}

static void test_all_differ(void **state)
{
    (void)state;
    const uint32_t sizes[] = { 1, 2, 3, 16, 17, 100, 255, 256 };
    uint32_t number[SEC_PARAMS_MAX];
    for (uint32_t order = 0; order < 4; order++) {
        for (size_t z = 0; z < sizeof sizes / sizeof sizes[0]; z++) {
            uint32_t n = sizes[z];
            for (uint32_t k = 0; k < n; k++)
                number[k] = numbered(order, k, n);
            make(n, 255, 252, number);
            search(n, 255, n);
            make(n, 4, 0, number);
            search(n, 4, n);
        }
    }
}

/* The first that repeats is found, wherever it and the one before it stand. */
static void test_repeats(void **state)
{
    (void)state;
    uint32_t number[SEC_PARAMS_MAX];
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) {
        uint32_t n = 2 + (seed >> 16) % 255, want = n;
        for (uint32_t k = 0; k < n; k++) {
            seed = seed * 1103515245 + 12345;
            number[k] = (seed >> 16) % (round % 2 == 0 ? 1000 : 40);
            for (uint32_t j = 0; j < k && want == n; j++)
                want = number[j] == number[k] ? k : n;
        }
        make(n, 8, 5, number);
        search(n, 8, want);
    }
}

/* Names of all lengths: the first name is the longest, and each is the start of the one before. */
static void test_prefixes(void **state)
{
    (void)state;
    memset(text, 'a', sizeof text);
    size_t bytes = 0;
    for (uint32_t k = 0; k < SEC_PARAMS_MAX; k++) {
        param[k].name = (sip_part){ 0, (uint16_t)(60000 - k) };
        bytes += 60000 - k;
    }
    compared = 0;
    assert_int_equal(sec_name_repeat(text, param, SEC_PARAMS_MAX), SEC_PARAMS_MAX);
    assert_true(compared <= LEVELS * bytes);
    param[255].name.len = 60000;
    assert_int_equal(sec_name_repeat(text, param, SEC_PARAMS_MAX), 255);
    assert_int_equal(sec_name_repeat(text, param, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_differ),
        cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_prefixes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
