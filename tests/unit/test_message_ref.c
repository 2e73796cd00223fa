/* The message reader against the slow one of spec/ref, on messages with some bytes changed: the same code at the same
 * offset, the same header fields, the same body; as a datagram and as a stream. */
#include "../../spec/ref/ref_message.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define ROUNDS 150000
#define LONGEST 1024

static const char *const SEEDS[] = {
    "SIP/2.0 200 OK %41 \xC3\xA9x\r\nVia: x\r\nl: 2\r\nContent-Length : 2\r\n\r\nab",
    "REGISTER sip:a@b.c SIP/2.0\r\nTo: <sip:x>\r\n \tfold\r\nContent-Length: 0\r\nX : \xE2\x82\xAC y  \r\n\r\n",
    "\r\n\r\nsip/2.0 100 \r\nl:0\r\n\r\n",
    "A sip:b SIP/2.0\r\nm:x\r\nCONTENT-LENGTH: 00003\r\nname-of-more-than-sixteen: aaaaaaaaaaaaaaaaaaaaaaaaaaaa "
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\nCall-ID:c\r\n\r\nabc",
};
static const char *const PIECES[] = {
    "\r\n", " ", "\t", ":", "\r", "\n", "%", "%4", "\xC3", "\xA9", "\xFD", "\xFF", "\x7F", "l: 1\r\n", "/", "\"", "z",
    "l:4294967296\r\n", "SIP/", "\r\n\r\n", "\xF0\x80\x80\x80", " SIP/2.0", "l:70000\r\n", "l: \r\n", "0", "9",
};

static uint64_t state = 1;

static size_t any(size_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % below;
}

/* One change of s[0..n): bytes go in, out or become others; the result is the new length. */
static size_t change(uint8_t *s, size_t n)
{
    size_t i = any(n + 1), kind = any(8);
    if (kind < 3) {
        const char *piece = PIECES[any(sizeof PIECES / sizeof *PIECES)];
        size_t len = strlen(piece);
        memmove(s + i + len, s + i, n - i);
        memcpy(s + i, piece, len);
        return n + len;
    }
    if (kind < 6) {
        size_t len = 1 + any(3) * any(2);
        len = len < n - i ? len : n - i;
        memmove(s + i, s + i + len, n - i - len);
        return n - len;
    }
    if (kind < 7 && i < n)
        s[i] = (uint8_t)any(256);
    return kind < 7 ? n : i;
}

static bool outer(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void same(const uint8_t *s, sip_message_result r, const sip_message *m, sip_message_result want,
                 const ref_message *ref)
{
    assert_int_equal(r.code, want.code);
    assert_int_equal(r.at, want.at);
    if (r.code != SIP_MESSAGE_OK)
        return;
    assert_int_equal(m->headers, ref->lines);
    assert_int_equal(m->body.at, ref->body);
    assert_int_equal(m->body.at + m->body.len, ref->body_end);
    for (size_t k = 0; k < ref->lines; k++) {
        const ref_line *l = &ref->line[k];
        const sip_header *h = &m->header[k];
        size_t i = l->colon + 1, j = l->stop;
        while (i < j && outer(s[i]))
            i++;
        while (j > i && outer(s[j - 1]))
            j--;
        assert_int_equal(h->name.at, l->at);
        assert_int_equal(h->name.at + h->name.len, l->name_end);
        assert_int_equal(h->value.at, i);
        assert_int_equal(h->value.at + h->value.len, j);
        assert_int_equal(h->line.at, l->at);
        assert_int_equal(h->line.at + h->line.len, l->stop + 2);
    }
}

static void both(const uint8_t *s, size_t n, size_t *seen)
{
    static sip_message m;
    static ref_message ref;
    sip_message_result want = ref_message_parse(s, n, &ref);
    same(s, sip_message_parse(s, n, &m), &m, want, &ref);
    seen[want.code]++;
    want = ref_message_frame(s, n, &ref);
    same(s, sip_message_frame(s, n, &m), &m, want, &ref);
    seen[want.code]++;
}

static void test_changed(void **unused)
{
    size_t seen[SIP_MESSAGE_TOO_LONG + 1] = { 0 };
    (void)unused;
    for (size_t round = 0; round < ROUNDS; round++) {
        uint8_t s[LONGEST];
        const char *seed = SEEDS[any(sizeof SEEDS / sizeof *SEEDS)];
        size_t n = strlen(seed);
        memcpy(s, seed, n);
        for (size_t k = any(5); k > 0; k--)
            n = change(s, n);
        both(s, n, seen);
    }
    for (int code = SIP_MESSAGE_OK; code <= SIP_MESSAGE_TOO_LONG; code++)
        assert_true(seen[code] > 0 || code == SIP_MESSAGE_TOO_MANY_HEADERS);
}

/* The limits: one header field too many, and a message at the greatest length and above it. */
static void test_limits(void **unused)
{
    static uint8_t s[SIP_MESSAGE_MAX + 2];
    static const char line[] = "SIP/2.0 200 \r\n";
    size_t seen[SIP_MESSAGE_TOO_LONG + 1] = { 0 }, n = strlen(line);
    (void)unused;
    memcpy(s, line, n);
    for (size_t k = 0; k < SIP_HEADERS_MAX; k++, n += 4)
        memcpy(s + n, "a:\r\n", 4);
    memcpy(s + n, "\r\n", 2);
    both(s, n + 2, seen);
    memcpy(s + n, "a:\r\n\r\n", 6);
    both(s, n + 6, seen);
    assert_true(seen[SIP_MESSAGE_TOO_MANY_HEADERS] == 2);
    memset(s + strlen(line), 'a', sizeof s - strlen(line));
    for (n = SIP_MESSAGE_MAX - 1; n <= sizeof s; n++)
        both(s, n, seen);
    assert_true(seen[SIP_MESSAGE_TOO_LONG] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
