#include "../../src/core/chars.h"
#include "../../src/core/lex.h"
#include "../../spec/ref/ref_lex.h"
#include "guard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define NONE SIP_NPOS

typedef size_t scanner(const uint8_t *s, size_t n, size_t i);
typedef struct { const char *text; size_t len, end; } scan_case;
#define CASE(text, end) { text, sizeof(text) - 1, end }

static void expect_scans(scanner *scan, const scan_case *c, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        size_t end = scan(guard_place(c[k].text, c[k].len), c[k].len, 0);
        if (end != c[k].end)
            fail_msg("\"%s\": end %zd, expected %zd", c[k].text, (ssize_t)end, (ssize_t)c[k].end);
    }
}
#define SCANS(scan, cases) expect_scans(scan, cases, sizeof(cases) / sizeof(cases[0]))

static void classes_of_every_byte(void **state)
{
    (void)state;
    for (unsigned c = 0; c < 256; c++) {
        uint8_t b = (uint8_t)c, quoted[3] = { '"', b, '"' };
        bool digit = c >= '0' && c <= '9', alpha = (c | 32) >= 'a' && (c | 32) <= 'z';
        assert_int_equal(sip_is_token(b), ref_token(&b, 0, 1));
        assert_int_equal(sip_is_digit(b), digit);
        assert_int_equal(sip_is_alpha(b), alpha);
        assert_int_equal(sip_is_alphanum(b), digit || alpha);
        assert_int_equal(sip_is_label(b), digit || alpha || c == '-');
        assert_int_equal(sip_is_wsp(b), c == 32 || c == 9);
        assert_int_equal(sip_is_hex(b), digit || (alpha && (c | 32) <= 'f'));
        assert_int_equal(sip_is_lhex(b), digit || (c >= 'a' && c <= 'f'));
        assert_int_equal(sip_is_utf8_cont(b), c / 64 == 2);
        assert_int_equal(sip_is_quoted(b), ref_quoted(quoted, 0, 3));
    }
}

static void token(void **state)
{
    static const scan_case c[] = {
        CASE("", NONE), CASE(";", NONE), CASE("a", 1), CASE("ipsec-3gpp;q=0.1", 10), CASE("aes-cbc", 7),
        CASE("-.!%*_+`'~", 10), CASE("a/b", 1), CASE("a:b", 1), CASE("a\"b", 1), CASE("a\0b", 1), CASE("\x80", NONE),
        CASE("a\xC3\xA4", 1), CASE("a b", 1),
    };

    (void)state;
    SCANS(sip_token_scan, c);
    assert_int_equal(sip_token_scan((const uint8_t *)"ab;cd", 5, 3), 5);
    assert_int_equal(sip_token_scan((const uint8_t *)"ab", 2, 2), NONE);
}

static void white_space(void **state)
{
    static const scan_case wsp[] = { CASE("", 0), CASE("a", 0), CASE(" \t a", 3), CASE("  ", 2), CASE(" \r\n ", 1) };
    static const scan_case sws[] = {
        CASE("", 0), CASE("a", 0), CASE("  a", 2), CASE(" \r\n a", 4), CASE("\r\n\ta", 3), CASE("\r\n", 0),
        CASE(" \r\n", 1), CASE(" \r\na", 1), CASE("\r \n", 0), CASE("\n ", 0), CASE("\r\n \r\n a", 3),
        CASE("  \r\n  \t", 7), CASE("\r", 0), CASE("\r\n\n ", 0),
    };

    (void)state;
    SCANS(sip_wsp_scan, wsp);
    SCANS(sip_sws_scan, sws);
}

static size_t comma(const uint8_t *s, size_t n, size_t i) { return sip_separator_scan(s, n, i, ','); }

static void separator(void **state)
{
    static const scan_case c[] = {
        CASE("", NONE), CASE(",", 1), CASE(" , a", 3), CASE("\r\n ,\r\n a", 7), CASE(" ; ", NONE), CASE("  ", NONE),
        CASE(",,", 1), CASE(",\r\n", 1), CASE("\r\n,", NONE),
    };

    (void)state;
    SCANS(comma, c);
}

static void quoted_string(void **state)
{
    static const scan_case c[] = {
        CASE("", NONE), CASE("\"", NONE), CASE("\"\"", 2), CASE("a\"\"", NONE), CASE("\"a\"b\"", 3), CASE("\"\\\"\"", 4),
        CASE("\"\\\"", NONE), CASE("\"\\", NONE), CASE("\"\\\\\"", 4), CASE("\"\\\r\"", NONE), CASE("\"\\\n\"", NONE),
        CASE("\"\\\0\"", 4), CASE("\"\\\x7F\"", 4), CASE("\"\\\x80\"", NONE), CASE("\"\x7F\"", NONE),
        CASE("\"\0\"", NONE), CASE("\"\t \"", 4), CASE("\"a\r\n b\"", 7), CASE("\"a\r\nb\"", NONE),
        CASE("\"\r\n \r\n \"", 8), CASE("\"\r\n\"", NONE), CASE("\"\r \"", NONE), CASE("\"\n \"", NONE),
        CASE("\"\xC3\xA4\"", 4), CASE("\"\xC3\"", NONE), CASE("\"\xE2\x82\xAC\"", 5), CASE("\"\xE2\x82\"", NONE),
        CASE("\"\xF0\x9F\x98\x80\"", 6), CASE("\"\xF8\x80\x80\x80\x80\"", 7), CASE("\"\xFC\x80\x80\x80\x80\x80\"", 8),
        CASE("\"\xFC\x80\x80\x80\x80\"", NONE), CASE("\"\xFE\x80\"", NONE), CASE("\"\x80\"", NONE), CASE("\"\xBF\"", NONE),
        CASE("\"\xFD\x80\x80\x80\x80", NONE), CASE("\"\xC3", NONE), CASE("\"\r\n", NONE), CASE("\"[]^{}|,;\"", 10),
    };

    (void)state;
    SCANS(sip_quoted_scan, c);
}

static void host(void **state)
{
    static const scan_case c[] = {
        CASE("", NONE), CASE("a", 1), CASE("a.", 2), CASE("a..", 2), CASE(".a", NONE), CASE("-a", NONE), CASE("a-", 1),
        CASE("a-b", 3), CASE("a--b-", 4), CASE("1", NONE), CASE("1.", NONE), CASE("1.a", 3), CASE("a.1", 2),
        CASE("a.1.b", 5), CASE("a.b-.c", 3), CASE("pcscf1.ims.example:5060", 18), CASE("3gpp.org;x", 8),
        CASE("192.0.2.1", 9), CASE("192.0.2.1:5060", 9), CASE("192.0.2", NONE), CASE("192.0.2.", NONE),
        CASE("192.0.2.256", 10), CASE("256.0.2.1", NONE), CASE("01.2.3.4", NONE), CASE("1.2.3.04", 7),
        CASE("1.2.3.4.5", 7), CASE("1.2.3.4.example", 15), CASE("1.2.3.4a", 7), CASE("1.2.3.4.a-", 9),
        CASE("[::1]", 5), CASE("[::1]:5060", 5), CASE("[::1", NONE), CASE("[]", NONE), CASE("[1.2.3.4]", NONE),
        CASE("[::ffff:1.2.3.4]", 16), CASE("[:::1.2.3.4]", NONE), CASE("[2001:db8::1%25]", NONE), CASE("[", NONE),
        CASE("a_b", 1), CASE("[1:2:3:4:5:6:7:8]", 17), CASE("[1:2:3:4:5:6:7]", NONE), CASE("[1:2:3:4:5:6:7::8]", NONE),
        CASE("\xC3\xA4", NONE),
    };

    (void)state;
    SCANS(sip_host_scan, c);
}

static void expect_number(const char *text, uint32_t max, sip_number_code code, uint32_t value, size_t end)
{
    size_t n = strlen(text);
    sip_number r = sip_number_scan(guard_place(text, n), n, 0, max);

    assert_int_equal(r.code, code);
    assert_int_equal(r.value, value);
    assert_int_equal(r.end, end);
}

static void number(void **state)
{
    (void)state;
    expect_number("", 9, SIP_NUMBER_NONE, 0, 0);
    expect_number("x1", 9, SIP_NUMBER_NONE, 0, 0);
    expect_number("-1", 9, SIP_NUMBER_NONE, 0, 0);
    expect_number("0", 0, SIP_NUMBER_OK, 0, 1);
    expect_number("1", 0, SIP_NUMBER_OVERFLOW, 0, 1);
    expect_number("5061;", 65535, SIP_NUMBER_OK, 5061, 4);
    expect_number("65535", 65535, SIP_NUMBER_OK, 65535, 5);
    expect_number("65536", 65535, SIP_NUMBER_OVERFLOW, 0, 5);
    expect_number("4294967295", UINT32_MAX, SIP_NUMBER_OK, 4294967295u, 10);
    expect_number("4294967296", UINT32_MAX, SIP_NUMBER_OVERFLOW, 0, 10);
    expect_number("4294967297", UINT32_MAX, SIP_NUMBER_OVERFLOW, 0, 10);
    expect_number("0000000000000000000004294967295", UINT32_MAX, SIP_NUMBER_OK, 4294967295u, 31);
    expect_number("18446744073709551617", UINT32_MAX, SIP_NUMBER_OVERFLOW, 0, 20);
    expect_number("99999999999999999999999999999999a", 7, SIP_NUMBER_OVERFLOW, 0, 32);
}

static void expect_qvalue(const char *text, int q)
{
    size_t n = strlen(text);

    assert_int_equal(sip_qvalue(guard_place(text, n), 0, n), q);
}

static void qvalue(void **state)
{
    (void)state;
    expect_qvalue("", -1);
    expect_qvalue("0", 0);
    expect_qvalue("1", 1000);
    expect_qvalue("0.", 0);
    expect_qvalue("1.", 1000);
    expect_qvalue("0.1", 100);
    expect_qvalue("0.10", 100);
    expect_qvalue("0.123", 123);
    expect_qvalue("0.999", 999);
    expect_qvalue("1.000", 1000);
    expect_qvalue("1.001", -1);
    expect_qvalue("1.1", -1);
    expect_qvalue("0.1234", -1);
    expect_qvalue("2", -1);
    expect_qvalue(".5", -1);
    expect_qvalue("00", -1);
    expect_qvalue("0,5", -1);
    expect_qvalue("0.a", -1);
    expect_qvalue("0.1a", -1);
    expect_qvalue("0.12a", -1);
    assert_int_equal(sip_qvalue((const uint8_t *)"q=0.5", 2, 5), 500);
    assert_int_equal(sip_qvalue((const uint8_t *)"q=0.5", 3, 2), -1);
}

static void equal_nocase(void **state)
{
    const uint8_t *s = guard_place("xIpSec-3GPP", 11);

    (void)state;
    assert_true(sip_equal_nocase(s, 1, 11, "ipsec-3gpp", 10));
    assert_true(sip_equal_nocase(s, 1, 1, "", 0));
    assert_false(sip_equal_nocase(s, 1, 10, "ipsec-3gpp", 10));
    assert_false(sip_equal_nocase(s, 1, 11, "ipsec-3gpq", 10));
    assert_false(sip_equal_nocase(s, 3, 2, "", 0));
    assert_false(sip_equal_nocase((const uint8_t *)"[", 0, 1, "{", 1)); /* the case bit concerns letters alone */
    assert_false(sip_equal_nocase((const uint8_t *)"@", 0, 1, "`", 1));
    assert_false(sip_equal_nocase((const uint8_t *)"\xE9", 0, 1, "i", 1));
}

static void every_text_of_four_bytes_agrees(void **state)
{
    static const char set[] = "a0-.\" \t\r\n\\;[:]\xC3\xA4";
    const size_t m = sizeof(set) - 1;

    (void)state;
    for (size_t x = 0; x < m * m * m * m; x++) {
        char text[4] = { set[x % m], set[x / m % m], set[x / m / m % m], set[x / m / m / m] };
        for (size_t n = 0; n <= 4; n++) {
            const uint8_t *s = guard_place(text, n);
            assert_int_equal(sip_token_scan(s, n, 0), ref_longest(ref_token, s, n, 0));
            assert_int_equal(sip_sws_scan(s, n, 0), ref_longest(ref_sws, s, n, 0));
            assert_int_equal(sip_quoted_scan(s, n, 0), ref_longest(ref_quoted, s, n, 0));
            assert_int_equal(sip_host_scan(s, n, 0), ref_longest(ref_host, s, n, 0));
            assert_int_equal(sip_separator_scan(s, n, 0, ';'), ref_longest_separator(s, n, 0, ';'));
        }
    }
}

static void every_host_of_seven_bytes_agrees(void **state)
{
    static const char set[] = "a1-.[:]";
    const size_t m = sizeof(set) - 1;

    (void)state;
    for (size_t x = 0; x < m * m * m * m * m * m * m; x++) {
        char text[7];
        const uint8_t *s;
        for (size_t k = 0, y = x; k < 7; k++, y /= m)
            text[k] = set[y % m];
        s = guard_place(text, 7);
        assert_int_equal(sip_host_scan(s, 7, 0), ref_longest(ref_host, s, 7, 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_of_every_byte), cmocka_unit_test(token), cmocka_unit_test(white_space),
        cmocka_unit_test(separator), cmocka_unit_test(quoted_string), cmocka_unit_test(host), cmocka_unit_test(number),
        cmocka_unit_test(qvalue), cmocka_unit_test(equal_nocase), cmocka_unit_test(every_text_of_four_bytes_agrees),
        cmocka_unit_test(every_host_of_seven_bytes_agrees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
