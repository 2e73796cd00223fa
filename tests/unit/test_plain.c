/* The scans of eight bytes at a time give what those of one byte give, wherever the text stands against its end. */
#include "../../src/core/chars.h"
#include "../../src/core/mechanism.h"
#include "../../src/core/plain.h"
#include "../../src/core/stops.h"
#include "../../src/core/word.h"
#include "guard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LEN 40u

/* Every byte at every place of a text of that length, with another stop at some place behind it. */
static void each(void (*check)(const uint8_t *s, size_t n), const char *fill)
{
    for (size_t n = 1; n <= LEN; n += n < 20 ? 1 : 7) {
        for (size_t place = 0; place < n; place++) {
            for (unsigned c = 0; c < 256; c++) {
                uint8_t t[LEN];
                for (size_t k = 0; k < n; k++)
                    t[k] = (uint8_t)fill[k % strlen(fill)];
                t[place] = (uint8_t)c;
                if (c % 3 == 1 && place + 3 < n)
                    t[place + 3] = (uint8_t)(c * 7);
                check(guard_place(t, n), n);
            }
        }
    }
}

static void check_token(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i <= n && i < 3; i++)
        assert_int_equal(sip_token(s, n, i), sip_token_scan(s, n, i));
}

static void test_token(void **state)
{
    (void)state;
    each(check_token, "alg-Z~9");
}

static void check_quoted(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i <= n && i < 3; i++)
        assert_int_equal(sip_quoted(s, n, i), sip_quoted_scan(s, n, i));
}

static void test_quoted(void **state)
{
    (void)state;
    each(check_quoted, "\"abcdefghijkl");
    each(check_quoted, "\"ab \xC3\xA9 fgh\\\"ijklmn opqrs");
}

static void check_colons(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i + 8 <= n; i++) {
        size_t k = 0;
        while (k < 8 && s[i + k] != ':')
            k++;
        assert_int_equal(sip_first_stop(sip_colons(s, i)), k);
    }
}

static void test_colons(void **state)
{
    (void)state;
    each(check_colons, "Contact");
    each(check_colons, "a:;9z::");
}

/* Each byte of a token against each other one at each place, the rest equal but for case. */
static void test_order(void **state)
{
    (void)state;
    for (unsigned pair = 0; pair < 65536; pair++) {
        uint8_t a = (uint8_t)pair, b = (uint8_t)(pair >> 8);
        if (!sip_is_token(a) || !sip_is_token(b))
            continue;
        for (size_t place = 0; place < 8; place++) {
            uint8_t x[8] = "port-S~9", y[8] = "pOrt-s~9";
            x[place] = a;
            y[place] = b;
            int xy = sip_order8(x, y), yx = sip_order8(y, x);
            assert_int_equal(xy == 0, sip_letter_order(a, b) == 0);
            assert_true(xy == -yx);
        }
    }
}

/* The end of the token at each place of the text, in order. */
static void check_stops(const uint8_t *s, size_t n)
{
    sip_stops f;
    uint32_t k = 0;
    f.ahead = 0;
    f.at[0] = SIP_STOPS_END;
    for (size_t i = 0; i <= n; i += 1 + i % 3) {
        size_t e = sip_token_scan(s, n, i);
        assert_int_equal(sip_token_end(s, n, i, &f, &k), e == SIP_NPOS ? i : e);
    }
}

static void test_stops(void **state)
{
    (void)state;
    each(check_stops, "a");
    each(check_stops, "spi-c=1;");
    each(check_stops, ";;;");
}

/* More stops than are found at once, and none for longer than that; up to the greatest index. */
static void test_long(void **state)
{
    static uint8_t s[SIP_MESSAGE_MAX];
    (void)state;
    for (size_t gap = 1; gap < 40000; gap = gap * 2 + 1) {
        for (size_t k = 0; k < sizeof s; k++)
            s[k] = k % gap == gap - 1 ? ';' : 'a';
        check_stops(s, sizeof s);
        check_stops(s, sizeof s - 5);
    }
    memset(s, 'a', sizeof s);
    static sec_list list;
    assert_int_equal(sec_list_parse(s, 0, sizeof s, &list).code, SEC_OK);
    assert_int_equal(list.mech[0].name.len, sizeof s);
}

/* A name of a header field is found in a long text as in a short one, and is no other name. */
static void test_names(void **state)
{
    (void)state;
    for (int id = SIP_H_OTHER + 1; id < SIP_H_COUNT; id++) {
        const char *name = sip_header_text((sip_header_name)id);
        size_t len = strlen(name);
        for (size_t place = 0; place < len; place++) {
            for (unsigned c = 1; c < 256; c++) {
                uint8_t t[64];
                memset(t, 'x', sizeof t);
                memcpy(t, name, len);
                t[place] = (uint8_t)c;
                const uint8_t *s = guard_place(t, sizeof t);
                assert_int_equal(sip_header_id_in(s, sizeof t, 0, len), sip_header_id(s, 0, len));
                assert_int_equal(sip_header_id(s, 0, len) == (sip_header_name)id,
                                 sip_equal_nocase(s, 0, len, name, len));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_token), cmocka_unit_test(test_quoted), cmocka_unit_test(test_stops),
        cmocka_unit_test(test_long),  cmocka_unit_test(test_names),  cmocka_unit_test(test_colons),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
