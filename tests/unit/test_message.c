/* Message index and framing (RFC 3261 7, 18.3, 25.1). */
#include "../../src/core/message.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

static sip_message m;

/* The text at the end of a page behind which nothing is mapped. */
static const uint8_t *edge(const char *text, size_t n)
{
    static uint8_t *base;
    size_t page = (size_t)sysconf(_SC_PAGESIZE), room = 32 * page;
    if (base == NULL) {
        base = mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        assert_true(base != MAP_FAILED);
        assert_int_equal(mprotect(base + room, page, PROT_NONE), 0);
    }
    assert_true(n <= room);
    memcpy(base + room - n, text, n);
    return base + room - n;
}

static sip_message_result parse(const char *text)
{
    size_t n = strlen(text);
    return sip_message_parse(edge(text, n), n, &m);
}

static void is_text(const char *text, sip_span x, const char *want)
{
    assert_int_equal(x.len, strlen(want));
    assert_memory_equal(text + x.at, want, x.len);
}

static void fails(const char *text, sip_message_code code, size_t at)
{
    sip_message_result r = parse(text);
    assert_string_equal(sip_message_error_name(r.code), sip_message_error_name(code));
    assert_int_equal(r.at, at);
}

static const char REGISTER[] =
    "REGISTER sip:home1.net SIP/2.0\r\n"
    "Via: SIP/2.0/UDP [5555::aaa]:5060;branch=z9hG4bK1\r\n"
    "f: <sip:u@home1.net>;tag=1\r\n"
    "TO \t: <sip:u@home1.net>\r\n"
    "Security-Client: ipsec-3gpp; alg=hmac-sha-1-96,\r\n"
    "  tls \r\n"
    "X-Other:\r\n"
    "l: 4\r\n\r\nbody";

static void test_request(void **state)
{
    (void)state;
    sip_message_result r = parse(REGISTER);
    assert_int_equal(r.code, SIP_MESSAGE_OK);
    assert_int_equal(r.at, sizeof REGISTER - 1);
    assert_true(m.request);
    is_text(REGISTER, m.method, "REGISTER");
    is_text(REGISTER, m.uri, "sip:home1.net");
    assert_int_equal(m.headers, 6);
    assert_int_equal(m.header[0].id, SIP_H_VIA);
    assert_int_equal(m.header[1].id, SIP_H_FROM);
    assert_int_equal(m.header[2].id, SIP_H_TO);
    assert_int_equal(m.header[3].id, SIP_H_SECURITY_CLIENT);
    is_text(REGISTER, sip_span_of(m.header[3].value), "ipsec-3gpp; alg=hmac-sha-1-96,\r\n  tls");
    is_text(REGISTER, sip_span_of(m.header[3].line), "Security-Client: ipsec-3gpp; alg=hmac-sha-1-96,\r\n  tls \r\n");
    assert_int_equal(m.header[4].id, SIP_H_OTHER);
    assert_int_equal(m.header[4].value.len, 0);
    is_text(REGISTER, m.body, "body");
    assert_int_equal(sip_header_find(&m, SIP_H_TO, 0), 2);
    assert_true(sip_header_find(&m, SIP_H_TO, 1) == SIP_NPOS);
}

static void test_response(void **state)
{
    (void)state;
    const char *text = "sip/2.0 494 Security Agreement Required %41\xc3\xa4\r\nContent-Length: 0\r\n\r\n";
    sip_message_result r = parse(text);
    assert_int_equal(r.code, SIP_MESSAGE_OK);
    assert_false(m.request);
    assert_int_equal(m.status, 494);
    is_text(text, m.reason, "Security Agreement Required %41\xc3\xa4");
    assert_int_equal(parse("SIP/2.0 200 \r\n\r\n").code, SIP_MESSAGE_OK);
}

static void test_start_line_faults(void **state)
{
    (void)state;
    fails("", SIP_MESSAGE_EMPTY, 0);
    fails("\r\n", SIP_MESSAGE_START_LINE, 0);
    fails("A  sip:a SIP/2.0\r\n\r\n", SIP_MESSAGE_START_LINE, 2);
    fails("A sip:a@b  SIP/2.0\r\n\r\n", SIP_MESSAGE_VERSION, 10);
    fails("A sip: SIP/2.0\r\n\r\n", SIP_MESSAGE_START_LINE, 2);
    fails("A sip:a@b;x^ SIP/2.0\r\n\r\n", SIP_MESSAGE_START_LINE, 11);
    fails("A sip:a SIP/3.0\r\n\r\n", SIP_MESSAGE_VERSION, 8);
    fails("A sip:a SIP/2.0 \r\n\r\n", SIP_MESSAGE_START_LINE, 15);
    fails("A sip:a SIP/2.00\r\n\r\n", SIP_MESSAGE_START_LINE, 15);
    fails("A sip:a SIP/2.0\xc3\xa4\r\n\r\n", SIP_MESSAGE_START_LINE, 15);
    fails("A sip:a SIP/2.0\x01\r\n\r\n", SIP_MESSAGE_BYTE, 15);
    fails("A sip:a SIP/2.0\n\r\n", SIP_MESSAGE_LINE_END, 15);
    fails("\xef\xbb\xbf" "A sip:a SIP/2.0\r\n\r\n", SIP_MESSAGE_START_LINE, 0);
    fails("SIP/2.0 99 x\r\n\r\n", SIP_MESSAGE_STATUS_CODE, 8);
    fails("SIP/2.0 700 x\r\n\r\n", SIP_MESSAGE_STATUS_CODE, 8);
    fails("SIP/2.0 200\r\n\r\n", SIP_MESSAGE_START_LINE, 11);
    fails("SIP/2.0 200 a\"b\r\n\r\n", SIP_MESSAGE_START_LINE, 13);
    fails("SIP/2.0 200 a%4\r\n\r\n", SIP_MESSAGE_START_LINE, 13);
    fails("SIP/1.0 200 x\r\n\r\n", SIP_MESSAGE_VERSION, 0);
}

#define START "A sip:a SIP/2.0\r\n" /* 17 bytes */

static void test_header_faults(void **state)
{
    (void)state;
    fails(START, SIP_MESSAGE_NO_BLANK_LINE, 17);
    fails(START "a: b\r\n", SIP_MESSAGE_NO_BLANK_LINE, 23);
    fails(START " a: b\r\n\r\n", SIP_MESSAGE_HEADER_NAME, 17);
    fails(START ": b\r\n\r\n", SIP_MESSAGE_HEADER_NAME, 17);
    fails(START "a\r\n :b\r\n\r\n", SIP_MESSAGE_COLON, 18);
    fails(START "a b: c\r\n\r\n", SIP_MESSAGE_COLON, 19);
    fails(START "a: b\nc: d\r\n\r\n", SIP_MESSAGE_LINE_END, 21);
    fails(START "a: b\rc: d\r\n\r\n", SIP_MESSAGE_LINE_END, 21);
    fails(START "a: \x01\r\n\r\n", SIP_MESSAGE_BYTE, 20);
    fails(START "a: \x7f\r\n\r\n", SIP_MESSAGE_BYTE, 20);
    fails(START "a: \xff\r\n\r\n", SIP_MESSAGE_UTF8, 20);
    fails(START "a: \xc3(\r\n\r\n", SIP_MESSAGE_UTF8, 20);
    fails(START "a: \xe2\x82\r\n\r\n", SIP_MESSAGE_UTF8, 20);
    fails(START "\x80: b\r\n\r\n", SIP_MESSAGE_HEADER_NAME, 17);
    fails(START "\xff: b\r\n\r\n", SIP_MESSAGE_HEADER_NAME, 17);
    fails(START "\xef\xbb\xbf" "a: b\r\n\r\n", SIP_MESSAGE_HEADER_NAME, 17);
    fails(START "\x01: b\r\n\r\n", SIP_MESSAGE_BYTE, 17);
    fails(START "\n\r\n\r\n", SIP_MESSAGE_LINE_END, 17);
    assert_int_equal(parse(START "a: \xe2\x82\xac \x80\r\n\r\n").code, SIP_MESSAGE_OK);
    /* the second byte of a quoted-pair may be a control byte, but no CR and no LF (RFC 4475 3.1.1.2) */
    assert_int_equal(parse(START "t: \"\\\x07\\\x7f\" <sip:a>\r\n\r\n").code, SIP_MESSAGE_OK);
    fails(START "a: \\\n\r\n\r\n", SIP_MESSAGE_LINE_END, 21);
    fails(START "a: \\\x07\x07\r\n\r\n", SIP_MESSAGE_BYTE, 22);
    assert_int_equal(sip_message_parse(edge(START "a: \0\r\n\r\n", 26), 26, &m).code, SIP_MESSAGE_BYTE);
}

static void test_limits(void **state)
{
    (void)state;
    static char text[70000];
    strcpy(text, START);
    for (int k = 0; k < 128; k++)
        strcat(text, "a:b\r\n");
    strcat(text, "\r\n");
    assert_int_equal(parse(text).code, SIP_MESSAGE_OK);
    assert_int_equal(m.headers, 128);
    text[strlen(text) - 2] = 0;
    strcat(text, "a:b\r\n\r\n");
    fails(text, SIP_MESSAGE_TOO_MANY_HEADERS, 17 + 128 * 5);
    memset(text, 'a', sizeof text);
    assert_int_equal(sip_message_parse((const uint8_t *)text, 65536, &m).code, SIP_MESSAGE_TOO_LONG);
    assert_int_equal(sip_message_frame((const uint8_t *)text, 65536, &m).code, SIP_MESSAGE_TOO_LONG);
    assert_int_equal(sip_message_frame((const uint8_t *)text, 65534, &m).code, SIP_MESSAGE_MORE);
    memset(text, '\r', sizeof text); /* CRLFs before a message count: the most of them that leave it room, and one more */
    const char *one = START "l: 0\r\n\r\n";
    for (size_t k = 1; k < sizeof text; k += 2)
        text[k] = '\n';
    for (size_t over = 0; over <= 2; over += 2) {
        size_t before = (SIP_MESSAGE_MAX - strlen(one)) / 2 * 2 + over;
        memcpy(text + before, one, strlen(one));
        assert_int_equal(sip_message_frame((const uint8_t *)text, before + strlen(one), &m).code,
                         over == 0 ? SIP_MESSAGE_OK : SIP_MESSAGE_TOO_LONG);
        text[before] = '\r';
        text[before + 1] = '\n';
    }
    fails(START "l: 99999999999\r\n\r\n", SIP_MESSAGE_CONTENT_LENGTH, 20);
    const char *big = START "l: 65510\r\n\r\n";
    sip_message_result r = sip_message_frame((const uint8_t *)big, strlen(big), &m);
    assert_int_equal(r.code, SIP_MESSAGE_TOO_LONG);
    assert_int_equal(r.at, 20);
}

static void test_content_length(void **state)
{
    (void)state;
    fails(START "l: 5\r\n\r\nbody", SIP_MESSAGE_TRUNCATED, 20);
    fails(START "l: 4x\r\n\r\nbody", SIP_MESSAGE_CONTENT_LENGTH, 20);
    fails(START "l:\r\n\r\nbody", SIP_MESSAGE_CONTENT_LENGTH, 19);
    fails(START "l: 4\r\nContent-Length: 3\r\n\r\nbody", SIP_MESSAGE_LENGTH_DIFFERS, 39);
    sip_message_result r = parse(START "l: 2\r\nContent-Length: 02\r\n\r\nbody");
    assert_int_equal(r.code, SIP_MESSAGE_OK);
    assert_int_equal(m.body.len, 2);
    assert_int_equal(r.at, m.body.at + 2);
    assert_int_equal(parse(START "\r\nbody").code, SIP_MESSAGE_OK);
    assert_int_equal(m.body.len, 4);
}

static void test_frame(void **state)
{
    (void)state;
    static char two[4096];
    strcpy(two, "\r\n\r\n");
    strcat(two, REGISTER);
    size_t first = strlen(two);
    strcat(two, REGISTER);
    for (size_t n = 0; n <= strlen(two); n++) {
        sip_message_result r = sip_message_frame(edge(two, n), n, &m);
        if (n < first) {
            assert_int_equal(r.code, SIP_MESSAGE_MORE);
            assert_int_equal(r.at, n < 4 ? n / 2 * 2 : 4);
        } else {
            assert_int_equal(r.code, SIP_MESSAGE_OK);
            assert_int_equal(r.at, first);
            is_text(two, m.body, "body");
        }
    }
    const char *bare = START "\r\n";
    sip_message_result r = sip_message_frame((const uint8_t *)bare, strlen(bare), &m);
    assert_int_equal(r.code, SIP_MESSAGE_CONTENT_LENGTH);
    assert_int_equal(r.at, 19);
}

static void test_names(void **state)
{
    (void)state;
    for (int id = 1; id < SIP_H_COUNT; id++) {
        const char *t = sip_header_text((sip_header_name)id);
        assert_true(strlen(t) > 0);
        assert_int_equal(sip_header_id((const uint8_t *)t, 0, strlen(t)), id);
    }
    assert_int_equal(sip_header_id((const uint8_t *)"V", 0, 1), SIP_H_VIA);
    assert_int_equal(sip_header_id((const uint8_t *)"k", 0, 1), SIP_H_SUPPORTED);
    assert_int_equal(sip_header_id((const uint8_t *)"x", 0, 1), SIP_H_OTHER);
    assert_int_equal(sip_header_id((const uint8_t *)"", 0, 0), SIP_H_OTHER);
    for (int c = SIP_MESSAGE_EMPTY; c <= SIP_MESSAGE_TOO_LONG; c++) {
        assert_true(strlen(sip_message_error_name((sip_message_code)c)) > 0);
        assert_true(strlen(sip_message_requirement((sip_message_code)c)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),        cmocka_unit_test(test_response),
        cmocka_unit_test(test_start_line_faults), cmocka_unit_test(test_header_faults),
        cmocka_unit_test(test_limits),         cmocka_unit_test(test_content_length),
        cmocka_unit_test(test_frame),          cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
