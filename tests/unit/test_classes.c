/* Every string of up to six bytes, over one byte of each class that the grammar of a security list tells apart, against
 * the reference in spec/ref: no string of that size is left to chance. */
#include "../../fuzz/check.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define LEN 6u

/* A letter, q in both cases, digits that a qvalue tells apart, each sign of the grammar, SP, and a byte of no rule. CR
 * and LF are left to the folds of test_mechanism. */
static const uint8_t CLASS[] = { 'a', 'q', 'Q', '0', '1', '.', ';', ',', '=', '"', '\\', '[', ']', ':', ' ', 0x80 };

static void test_every_string(void **state)
{
    (void)state;
    unsigned long strings = 0;
    for (size_t n = 0; n <= LEN; n++) {
        size_t digit[LEN] = { 0 }, k = 0;
        uint8_t s[LEN];
        do {
            for (k = 0; k < n; k++)
                s[k] = CLASS[digit[k]];
            const char *why = check_list(s, n);
            if (why != NULL)
                fail_msg("%s: %.*s", why, (int)n, (const char *)s);
            strings++;
            for (k = n; k > 0 && ++digit[k - 1] == sizeof CLASS; k--)
                digit[k - 1] = 0;
        } while (k > 0);
    }
    assert_int_equal(strings, 1 + 16 + 256 + 4096 + 65536 + 1048576 + 16777216);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_string) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
