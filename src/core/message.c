#include "message.h"
#include "chars.h"
#include "lex.h"
#include "plain.h"
#include "uri.h"

/*@ predicate Short(uint8_t *s, integer n, integer i) = Text(s, n, i) && n <= SIP_MESSAGE_MAX;
    // where a step can stand: OK behind what it took, MORE at the end, a fault inside
    predicate Stands(sip_message_result r, integer i, integer n) =
      i <= r.at <= n && (r.code == SIP_MESSAGE_MORE ==> r.at == n) &&
      SIP_MESSAGE_OK <= r.code <= SIP_MESSAGE_TOO_LONG && r.code != SIP_MESSAGE_EMPTY; */

/* HEADER_IS of a value */
#define FIELD_IS(s, n, x, i) \
    HeaderIs(s, n, i, (x).id, (x).name.at, (x).name.len, (x).value.at, (x).value.len, (x).line.at, (x).line.len)

typedef sip_message_result step; /* OK: at is the index reached; MORE: the input ended; else the fault */

/* Bytes that a header value or reason phrase may hold as they stand: HTAB, SP, %x21-7E and UTF8-CONT. */
static const uint8_t TEXT[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

/* What of TEXT a reason phrase leaves out: " # % < > [ \ ] ^ ` { | } (RFC 3261 25.1, Reason-Phrase). */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> ReasonBit(c) == 1; */
static bool reason_byte(uint8_t c)
{
    return sip_is_alphanum(c) ||
           (TEXT[c] == 1 && c != '"' && c != '#' && c != '%' && c != '<' && c != '>' && c != '[' && c != '\\' &&
            c != ']' && c != '^' && c != '`' && c != '{' && c != '|' && c != '}');
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Wsp(c); */
static bool blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == code && \result.at == i; */
static step at(sip_message_code code, size_t i)
{
    step r = { code, i };
    return r;
}

/* x becomes [i, j). Field by field: WP follows that better than a whole structure. */
/*@ requires range: i <= j <= SIP_MESSAGE_MAX;
    requires writable: \valid(x);
    terminates \true; exits \false; assigns x->at, x->len;
    ensures exact: x->at == i && x->len == j - i; */
static void span_set(sip_span *x, size_t i, size_t j)
{
    x->at = (uint32_t)i;
    x->len = (uint32_t)(j - i);
}

/* [i, j) */
/*@ requires range: i <= j <= SIP_MESSAGE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_part part(size_t i, size_t j)
{
    sip_part r = { (uint16_t)i, (uint16_t)(j - i) };
    return r;
}

/* The fault of a byte that no text holds. */
/*@ requires readable: \valid_read(s + i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.code == ByteFault(s[i]); */
static step byte_fault(const uint8_t *s, size_t i)
{
    if (s[i] == '\r' || s[i] == '\n')
        return at(SIP_MESSAGE_LINE_END, i);
    return at(s[i] >= 0x80 ? SIP_MESSAGE_UTF8 : SIP_MESSAGE_BYTE, i);
}

/* The fault of a byte that stands where another has to: code, but for a byte that no text holds. */
/*@ requires readable: \valid_read(s + i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.code == PlaceFault(code, s[i]); */
static step place_fault(sip_message_code code, const uint8_t *s, size_t i)
{
    return s[i] >= 0x80 || TEXT[s[i]] == 1 ? at(code, i) : byte_fault(s, i);
}

/* CRLF at i. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, CrlfCode(s, n, i), n, i, i + 2);
    ensures rule: \result.code == SIP_MESSAGE_OK <==> (i + 1 < n && s[i] == '\r' && s[i + 1] == '\n'); */
static step crlf_scan(const uint8_t *s, size_t n, size_t i)
{
    if (i >= n)
        return at(SIP_MESSAGE_MORE, n);
    if (s[i] != '\r')
        return byte_fault(s, i);
    if (n - i < 2)
        return at(SIP_MESSAGE_MORE, n);
    return s[i + 1] == '\n' ? at(SIP_MESSAGE_OK, i + 2) : at(SIP_MESSAGE_LINE_END, i);
}

/* Number of UTF8-CONT after a lead byte, 0 where the byte leads nothing (RFC 3261 25.1, UTF8-NONASCII). */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Utf8Tail(c); */
static size_t utf8_follow(uint8_t c)
{
    if (c < 0xC0 || c > 0xFD)
        return 0;
    return c < 0xE0 ? 1 : c < 0xF0 ? 2 : c < 0xF8 ? 3 : c < 0xFC ? 4 : 5;
}

/* UTF8-NONASCII at i, where a byte above 0xBF stands. */
/*@ requires readable: Text(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, Utf8Code(s, n, i), n, i, i + 1 + Utf8Tail(s[i]));
    ensures rule: \result.code == SIP_MESSAGE_OK ==> Utf8NonAscii(s, i, \result.at);
    ensures none: \result.code == SIP_MESSAGE_UTF8 ==> \forall integer j; i <= j <= n ==> !Utf8NonAscii(s, i, j);
    ensures more: \result.code == SIP_MESSAGE_MORE ==> Utf8Tail(s[i]) > 0 && i + Utf8Tail(s[i]) >= n &&
      \forall integer k; i < k < n ==> Utf8Cont(s[k]);
    ensures codes: \result.code == SIP_MESSAGE_OK || \result.code == SIP_MESSAGE_UTF8 ||
      \result.code == SIP_MESSAGE_MORE; */
static step utf8_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t follow = utf8_follow(s[i]);
    size_t k = 1;
    /*@ loop invariant range: 1 <= k <= follow + 1 && i + k <= n;
        loop invariant rest: Utf8Rest(s, n, i, 1) == Utf8Rest(s, n, i, k);
        loop invariant taken: \forall integer j; i < j < i + k ==> Utf8Cont(s[j]);
        loop assigns k;
        loop variant follow + 1 - k; */
    while (k <= follow) {
        if (n - i <= k)
            return at(SIP_MESSAGE_MORE, n);
        if (s[i + k] < 0x80 || s[i + k] > 0xBF)
            return at(SIP_MESSAGE_UTF8, i);
        k++;
    }
    return follow == 0 ? at(SIP_MESSAGE_UTF8, i) : at(SIP_MESSAGE_OK, i + k);
}

static const uint8_t VERSION[7] = { 's', 'i', 'p', '/', '2', '.', '0' };

/* SIP-Version at i: without regard to case, and 2.0 alone is spoken here. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, VersionCode(s, n, i), n, i, i + 7); */
static step version_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t k = 0;
    /*@ loop invariant range: 0 <= k <= 7 && i + k <= n;
        loop invariant rest: VersionRest(s, n, i, 0) == VersionRest(s, n, i, k);
        loop assigns k;
        loop variant 7 - k; */
    while (k < 7) {
        if (n - i <= k)
            return at(SIP_MESSAGE_MORE, n);
        uint8_t c = s[i + k];
        if (c >= 'A' && c <= 'Z')
            c = (uint8_t)(c + 32);
        if (c != VERSION[k])
            return at(SIP_MESSAGE_VERSION, i);
        k++;
    }
    return at(SIP_MESSAGE_OK, i + 7);
}

/* One SP at i. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, SpaceCode(s, n, i), n, i, i + 1); */
static step space_scan(const uint8_t *s, size_t n, size_t i)
{
    if (i >= n)
        return at(SIP_MESSAGE_MORE, n);
    return s[i] == ' ' ? at(SIP_MESSAGE_OK, i + 1) : at(SIP_MESSAGE_START_LINE, i);
}

/* Request-Line = Method SP Request-URI SP SIP-Version CRLF */
/*@ requires readable: Short(s, n, i);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false;
    assigns m->request, m->method, m->uri, m->status, m->reason;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, RequestCode(s, n, i), n, RequestStop(s, n, i), RequestStop(s, n, i) + 2) ||
      (UriBit(s, n, i) == 1 && UriEnd(s, n, i) < n && \result.code == SIP_MESSAGE_START_LINE &&
       UriAt(s, n, i) <= \result.at <= UriEnd(s, n, i));
    ensures read: \result.code == SIP_MESSAGE_OK ==> LINE_IS(RequestIs, s, n, m, i);
    ensures ends: \result.code == SIP_MESSAGE_OK ==> i + 2 <= \result.at; */
static step request_line(const uint8_t *s, size_t n, size_t i, sip_message *m)
{
    size_t e = sip_token_scan(s, n, i);
    if (e == SIP_NPOS)
        return at(SIP_MESSAGE_START_LINE, i);
    step r = space_scan(s, n, e);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    size_t u = r.at;
    size_t v = u;
    /*@ loop invariant range: u <= v <= n;
        loop invariant rest: VisibleRun(s, n, u) == VisibleRun(s, n, v);
        loop assigns v;
        loop variant n - v; */
    while (v < n && s[v] > ' ' && s[v] < 0x7F)
        v++;
    //@ assert uri: u == UriAt(s, n, i) && v == UriEnd(s, n, i) && UriBit(s, n, i) == 1;
    if (v >= n)
        return at(SIP_MESSAGE_MORE, n);
    size_t stop = sip_uri_scan(s, v, u);
    if (stop != v)
        return at(SIP_MESSAGE_START_LINE, stop == SIP_NPOS ? u : stop);
    r = space_scan(s, n, v);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert space: r.at == v + 1 && SpaceCode(s, n, v) == SIP_MESSAGE_OK;
    r = version_scan(s, n, r.at);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert version: r.at == v + 8 && VersionCode(s, n, v + 1) == SIP_MESSAGE_OK;
    m->request = true;
    span_set(&m->method, i, e);
    span_set(&m->uri, u, v);
    m->status = 0;
    span_set(&m->reason, i, i);
    if (r.at < n && s[r.at] != '\r')
        return place_fault(SIP_MESSAGE_START_LINE, s, r.at);
    return crlf_scan(s, n, r.at);
}

/* Status-Code = 3DIGIT, 100 to 699 */
/*@ requires readable: Text(s, n, i);
    requires writable: \valid(status) && \separated(status, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *status;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, StatusCode(s, n, i), n, i, i + 3);
    ensures value: \result.code == SIP_MESSAGE_OK ==> 100 <= *status <= 699 && *status == StatusValue(s, i);
    ensures kept: \result.code != SIP_MESSAGE_OK ==> *status == \old(*status); */
static step status_scan(const uint8_t *s, size_t n, size_t i, uint32_t *status)
{
    if (i >= n || n - i < 3)
        return at(SIP_MESSAGE_MORE, n);
    uint32_t a = s[i], b = s[i + 1], c = s[i + 2];
    if (a < '1' || a > '6' || b < '0' || b > '9' || c < '0' || c > '9')
        return at(SIP_MESSAGE_STATUS_CODE, i);
    *status = 100 * (a - '0') + 10 * (b - '0') + (c - '0');
    return at(SIP_MESSAGE_OK, i + 3);
}

/* escaped = "%" HEXDIG HEXDIG, where a per cent sign stands at i */
/*@ requires readable: Text(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, EscapedCode(s, n, i), n, i, i + 3); */
static step escaped_scan(const uint8_t *s, size_t n, size_t i)
{
    if (n - i < 3)
        return at(SIP_MESSAGE_MORE, n);
    bool hex = sip_is_hex(s[i + 1]) && sip_is_hex(s[i + 2]);
    return hex ? at(SIP_MESSAGE_OK, i + 3) : at(SIP_MESSAGE_START_LINE, i);
}

/* Reason-Phrase up to the CR that ends it */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, ReasonCode(s, n, ReasonStop(s, n, i)), n, ReasonStop(s, n, i), ReasonStop(s, n, i));
    ensures stop: \result.code == SIP_MESSAGE_OK ==> \result.at < n && s[\result.at] == '\r'; */
static step reason_scan(const uint8_t *s, size_t n, size_t i)
{
    step r = at(SIP_MESSAGE_OK, i);
    /*@ loop invariant range: r.code == SIP_MESSAGE_OK && i <= r.at <= n;
        loop invariant rest: ReasonStop(s, n, i) == ReasonStop(s, n, r.at);
        loop assigns r;
        loop variant n - r.at; */
    while (r.at < n && s[r.at] != '\r') {
        uint8_t c = s[r.at];
        if (reason_byte(c))
            r.at++;
        else if (c == '%')
            r = escaped_scan(s, n, r.at);
        else if (c >= 0xC0)
            r = utf8_scan(s, n, r.at);
        else
            return TEXT[c] == 1 ? at(SIP_MESSAGE_START_LINE, r.at) : byte_fault(s, r.at);
        if (r.code != SIP_MESSAGE_OK)
            return r;
    }
    return r.at < n ? r : at(SIP_MESSAGE_MORE, n);
}

/* Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF, where "SIP/" was seen */
/*@ requires readable: Short(s, n, i);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false;
    assigns m->request, m->method, m->uri, m->status, m->reason;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, StatusLineCode(s, n, i), n, StatusLineStop(s, n, i), StatusLineStop(s, n, i) + 2);
    ensures read: \result.code == SIP_MESSAGE_OK ==> LINE_IS(StatusIs, s, n, m, i) &&
      100 <= m->status <= 699;
    ensures ends: \result.code == SIP_MESSAGE_OK ==> i + 2 <= \result.at; */
static step status_line(const uint8_t *s, size_t n, size_t i, sip_message *m)
{
    uint32_t status = 0;
    step r = version_scan(s, n, i);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert version: r.at == i + 7 && VersionCode(s, n, i) == SIP_MESSAGE_OK;
    r = space_scan(s, n, r.at);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert space: r.at == i + 8 && SpaceCode(s, n, i + 7) == SIP_MESSAGE_OK;
    r = status_scan(s, n, r.at, &status);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert status: r.at == i + 11 && StatusCode(s, n, i + 8) == SIP_MESSAGE_OK && status == StatusValue(s, i + 8);
    r = space_scan(s, n, r.at);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    size_t reason = r.at;
    //@ assert at: reason == i + 12 && SpaceCode(s, n, i + 11) == SIP_MESSAGE_OK;
    r = reason_scan(s, n, reason);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert stop: r.at == ReasonStop(s, n, i + 12) && ReasonCode(s, n, r.at) == SIP_MESSAGE_OK;
    m->request = false;
    span_set(&m->method, i, i);
    span_set(&m->uri, i, i);
    m->status = status;
    span_set(&m->reason, reason, r.at);
    return crlf_scan(s, n, r.at);
}

/* "SIP" at i, in any case. */
/*@ requires readable: \valid_read(s + (i .. i + 2)) && i + 2 < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (Lower(s[i]) == 's' && Lower(s[i + 1]) == 'i' && Lower(s[i + 2]) == 'p'); */
static bool sip_at(const uint8_t *s, size_t i)
{
    return (s[i] == 'S' || s[i] == 's') && (s[i + 1] == 'I' || s[i + 1] == 'i') && (s[i + 2] == 'P' || s[i + 2] == 'p');
}

/*@ requires readable: Short(s, n, i) && i < n;
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false;
    assigns m->request, m->method, m->uri, m->status, m->reason;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, StartCode(s, n, i), n, StartStop(s, n, i), StartStop(s, n, i) + 2) ||
      UriFault(\result, s, n, i);
    ensures read: \result.code == SIP_MESSAGE_OK ==> LINE_IS(StartIs, s, n, m, i);
    ensures ends: \result.code == SIP_MESSAGE_OK ==> i + 2 <= \result.at; */
static step start_line(const uint8_t *s, size_t n, size_t i, sip_message *m)
{
    size_t e = sip_token_scan(s, n, i);
    if (e == n)
        return at(SIP_MESSAGE_MORE, n);
    if (e != SIP_NPOS && e - i == 3 && s[e] == '/' && sip_at(s, i))
        return status_line(s, n, i, m);
    return request_line(s, n, i, m);
}

/* The run of SP and visible ASCII at i, or a part of it where fewer than 16 bytes are left. */
/*@ requires readable: Short(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n;
    ensures taken: \forall integer k; i <= k < \result ==> TextBit(s[k]) == 1; */
static inline size_t plain_run(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant taken: \forall integer k; i <= k < j ==> TextBit(s[k]) == 1;
        loop assigns j;
        loop variant n - j; */
    while (j + 16 <= n) {
        uint64_t a = sip_plain_stops(s, j), b = sip_plain_stops(s, j + 8);
        if (a != 0 || b != 0) { /* no branch for which of them it is */
            size_t k = sip_first_stop(a);
            return j + k + (k / 8) * sip_first_stop(b);
        }
        j += 16;
    }
    return j;
}

/* The run of text at i. */
/*@ requires readable: Short(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n;
    ensures taken: \forall integer k; i <= k < \result ==> TextBit(s[k]) == 1;
    ensures stop: \result < n ==> TextBit(s[\result]) == 0; */
static inline size_t text_run(const uint8_t *s, size_t n, size_t i)
{
    size_t j = plain_run(s, n, i);
    /*@ loop invariant range: i <= j <= n;
        loop invariant taken: \forall integer k; i <= k < j ==> TextBit(s[k]) == 1;
        loop assigns j;
        loop variant n - j; */
    while (j < n && TEXT[s[j]] == 1)
        j = plain_run(s, n, j + 1);
    return j;
}

/* Text is passed over item by item. */
/*@ ghost
    /@ requires readable: Text(s, n, i) && i <= j <= n;
       requires text: \forall integer k; i <= k < j ==> TextBit(s[k]) == 1;
       terminates \true; exits \false; assigns \nothing;
       ensures exact: ValueStop(s, n, i) == ValueStop(s, n, j); @/
    static void text_passed(const uint8_t *s, size_t n, size_t i, size_t j)
    {
        size_t k = i;
        /@ loop invariant range: i <= k <= j;
           loop invariant rest: ValueStop(s, n, i) == ValueStop(s, n, k);
           loop assigns k;
           loop variant j - k; @/
        while (k < j)
            k++;
    } */

/* The second byte of a quoted-pair: a control byte, too, but no CR and no LF. */
/*@ requires readable: 0 < i && \valid_read(s + (i - 1 .. i));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> PairBit(s, i) == 1; */
static bool quoted_pair(const uint8_t *s, size_t i)
{
    return s[i] < 0x80 && s[i] != '\r' && s[i] != '\n' && s[i - 1] == '\\';
}

/* What stands at i, where no text does. OK: at is the index behind a quoted-pair, a fold or UTF8-NONASCII, or i itself
 * where a CRLF stands there that ends the value. */
/*@ requires readable: Short(s, n, i) && 0 < i < n && \valid_read(s + (i - 1));
    requires stop: TextBit(s[i]) == 0;
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures item: ValueItem(s, n, i) > 0 ==> \result.code == SIP_MESSAGE_OK && \result.at == i + ValueItem(s, n, i);
    ensures none: ValueItem(s, n, i) == 0 ==> Reads(\result, ValueCode(s, n, i), n, i, i);
    ensures end: \result.code == SIP_MESSAGE_OK && \result.at == i ==> ValueItem(s, n, i) == 0 && i + 2 < n &&
      s[i] == '\r' && s[i + 1] == '\n' && !Wsp(s[i + 2]); */
static inline step break_scan(const uint8_t *s, size_t n, size_t i)
{
    if (quoted_pair(s, i))
        return at(SIP_MESSAGE_OK, i + 1);
    step r = s[i] >= 0xC0 ? utf8_scan(s, n, i) : crlf_scan(s, n, i);
    if (r.code != SIP_MESSAGE_OK || s[i] != '\r')
        return r;
    if (r.at >= n)
        return at(SIP_MESSAGE_MORE, n);
    return blank(s[r.at]) ? r : at(SIP_MESSAGE_OK, i);
}

/* Header value up to the CRLF that ends it, folds taken (RFC 3261 7.3.1); OK: at is the index of that CRLF. */
/*@ requires readable: Short(s, n, i) && 0 < i && \valid_read(s + (i - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, ValueCode(s, n, ValueStop(s, n, i)), n, ValueStop(s, n, i), ValueStop(s, n, i));
    ensures stop: \result.code == SIP_MESSAGE_OK ==> \result.at + 2 < n && s[\result.at] == '\r' &&
      s[\result.at + 1] == '\n' && !Wsp(s[\result.at + 2]); */
static step value_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    if (n - j > 2 && s[j] == '\r' && s[j + 1] == '\n' && s[j + 2] > ' ') /* mostly it ends here */
        return at(SIP_MESSAGE_OK, j);
    j = text_run(s, n, i);
    //@ ghost text_passed(s, n, i, j);
    /*@ loop invariant range: i <= j <= n && (j < n ==> TextBit(s[j]) == 0);
        loop invariant rest: ValueStop(s, n, i) == ValueStop(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n) {
        step r = break_scan(s, n, j);
        if (r.code != SIP_MESSAGE_OK || r.at == j)
            return r;
        //@ assert item: ValueItem(s, n, j) > 0 && r.at == j + ValueItem(s, n, j);
        //@ assert over: ValueStop(s, n, j) == ValueStop(s, n, r.at);
        j = text_run(s, n, r.at);
        //@ ghost text_passed(s, n, r.at, j);
    }
    return at(SIP_MESSAGE_MORE, n);
}

/* The value s[i..j) without the LWS around it. CR and LF stand in folds alone, so each counts as blank. */
/*@ requires readable: \valid_read(s + (i .. j - 1)) && i <= j <= SIP_MESSAGE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: ValueRead(s, \result.at, \result.at + \result.len, i, j); */
static inline sip_part trim(const uint8_t *s, size_t i, size_t j)
{
    size_t a = i, b = j;
    if (j - i > 1 && s[i] == ' ' && s[i + 1] > ' ' && s[j - 1] > ' ') /* mostly it is one SP */
        return part(i + 1, j);
    /*@ loop invariant range: i <= a <= j;
        loop invariant taken: \forall integer k; i <= k < a ==> Outer(s[k]);
        loop assigns a;
        loop variant j - a; */
    while (a < j && (blank(s[a]) || s[a] == '\r' || s[a] == '\n'))
        a++;
    /*@ loop invariant range: a <= b <= j;
        loop invariant taken: \forall integer k; b <= k < j ==> Outer(s[k]);
        loop assigns b;
        loop variant b - a; */
    while (b > a && (blank(s[b - 1]) || s[b - 1] == '\r' || s[b - 1] == '\n'))
        b--;
    return part(a, b);
}

/* The first colon in s[i .. i + 16), or i + 16. */
/*@ requires readable: \valid_read(s + (i .. i + 15)) && i <= SIP_MESSAGE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= i + 16;
    ensures before: \forall integer k; i <= k < \result ==> s[k] != ':';
    ensures stop: \result < i + 16 ==> s[\result] == ':'; */
static inline size_t colon_scan(const uint8_t *s, size_t i)
{
    size_t k = sip_first_stop(sip_colons(s, i));
    return i + k + (k / 8) * sip_first_stop(sip_colons(s, i + 8));
}

/* A header-name: the index behind it, or SIP_NPOS, and which one it is. */
typedef struct { size_t end; sip_header_name id; } name;

/* header-name at i. Mostly it is a known one, a token then, with a colon right behind it: there is no branch for its
 * length. */
/*@ requires readable: Short(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result.end, TokenEnd(s, n, i));
    ensures range: \result.end != SIP_NPOS ==> i < \result.end <= n;
    ensures id: SIP_H_OTHER <= \result.id < SIP_H_COUNT;
    ensures length: \result.end != SIP_NPOS ==>
      (\result.id == SIP_H_CONTENT_LENGTH <==> LengthName(s, i, \result.end)); */
static inline name name_scan(const uint8_t *s, size_t n, size_t i)
{
    name r = { SIP_NPOS, SIP_H_OTHER };
    if (n - i > 16) {
        r.end = colon_scan(s, i);
        if (s[r.end] == ':')
            r.id = sip_header_id_in(s, n, i, r.end);
        if (r.id != SIP_H_OTHER) {
            //@ ghost sip_token_passed(s, n, i, r.end);
            return r;
        }
    }
    r.end = sip_token(s, n, i);
    if (r.end != SIP_NPOS)
        r.id = sip_header_id_in(s, n, i, r.end);
    return r;
}

/* A message-header, and the index behind its CRLF; or the fault. */
typedef struct { step end; sip_header field; } line;

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.end == r; */
static inline line no_line(step r)
{
    line x = { r, { SIP_H_OTHER, { 0, 0 }, { 0, 0 }, { 0, 0 } } };
    return x;
}

/* message-header at i */
/*@ requires readable: Short(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures range: Stands(\result.end, i, n) && (\result.end.code == SIP_MESSAGE_OK ==> i < \result.end.at);
    ensures exact: Reads(\result.end, HeaderCode(s, n, i), n, HeaderStop(s, n, i), HeaderStop(s, n, i) + 2);
    ensures read: \result.end.code == SIP_MESSAGE_OK ==> FIELD_IS(s, n, \result.field, i);
    ensures inside: \result.end.code == SIP_MESSAGE_OK ==> PartInside(\result.field.name, i, n) &&
      PartInside(\result.field.value, i, n) && PartInside(\result.field.line, i, n);
    ensures ends: \result.end.code == SIP_MESSAGE_OK ==>
      \result.field.line.at + \result.field.line.len == \result.end.at; */
static inline line header_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t t = plain_run(s, n, i); /* of the name as well, so that the scan of that one is not waited for */
    name known = name_scan(s, n, i);
    size_t e = known.end;
    if (e == SIP_NPOS)
        return no_line(place_fault(SIP_MESSAGE_HEADER_NAME, s, i));
    size_t c = e < n && s[e] == ':' ? e : sip_wsp_scan(s, n, e); /* HCOLON: blanks, but no fold, before the colon */
    //@ assert colon: c == ColonAt(s, n, i);
    if (c >= n)
        return no_line(at(SIP_MESSAGE_MORE, n));
    if (s[c] != ':')
        return no_line(at(SIP_MESSAGE_COLON, c));
    //@ ghost if (c < t) text_passed(s, n, c + 1, t);
    size_t v = c < t ? t : c + 1;
    //@ assert stop: HeaderStop(s, n, i) == ValueStop(s, n, v);
    step r = value_scan(s, n, v);
    if (r.code != SIP_MESSAGE_OK)
        return no_line(r);
    //@ assert code: HeaderCode(s, n, i) == SIP_MESSAGE_OK && r.at == HeaderStop(s, n, i) && e == TokenEnd(s, n, i);
    line x = { at(SIP_MESSAGE_OK, r.at + 2), { known.id, part(i, e), trim(s, c + 1, r.at), part(i, r.at + 2) } };
    return x;
}

/*@ // the first k lines lie in s[0 .. n), are header fields, and stand one behind the other up to j, from i on
    predicate LinesInside(sip_message *m, integer k, integer n) =
      \forall integer x; 0 <= x < k ==> HeaderInside(&m->header[x], 0, n);
    predicate LinesAre(uint8_t *s, integer n, sip_message *m, integer k) =
      \forall integer x; 0 <= x < k ==> HEADER_IS(s, n, &m->header[x], m->header[x].line.at);
    predicate LinesJoin(sip_message *m, integer k, integer i, integer j) = (k == 0 ==> j == i) &&
      (k > 0 ==> m->header[0].line.at == i && j == m->header[k - 1].line.at + m->header[k - 1].line.len) &&
      \forall integer x; 0 < x < k ==>
        m->header[x].line.at == m->header[x - 1].line.at + m->header[x - 1].line.len; */

/* Header field k becomes x, and those before it stay. */
/*@ requires writable: \valid(m) && k < SIP_HEADERS_MAX;
    terminates \true; exits \false;
    assigns m->header[k].id, m->header[k].name.at, m->header[k].name.len, m->header[k].value.at,
      m->header[k].value.len, m->header[k].line.at, m->header[k].line.len;
    ensures inside: \forall integer n; \old(LinesInside(m, k, n)) && PartInside(x.name, 0, n) &&
      PartInside(x.value, 0, n) && PartInside(x.line, 0, n) ==> LinesInside(m, k + 1, n);
    ensures read: \forall integer n; \old(LinesAre(s, n, m, k)) && FIELD_IS(s, n, x, x.line.at) ==>
      LinesAre(s, n, m, k + 1);
    ensures joined: \forall integer i, integer j; \old(LinesJoin(m, k, i, j)) ==> LinesJoin(m, k, i, j);
    ensures line: m->header[k].line.at == x.line.at && m->header[k].line.len == x.line.len; */
static inline void header_put(const uint8_t *s, sip_message *m, uint32_t k, sip_header x)
{
    (void)s; /* in the contract alone */
    m->header[k].id = x.id;
    m->header[k].name.at = x.name.at;
    m->header[k].name.len = x.name.len;
    m->header[k].value.at = x.value.at;
    m->header[k].value.len = x.value.len;
    m->header[k].line.at = x.line.at;
    m->header[k].line.len = x.line.len;
    /*@ assert names: \forall integer j; 0 <= j < k ==> m->header[j].name.at == \at(m->header[j].name.at, Pre) &&
          m->header[j].name.len == \at(m->header[j].name.len, Pre); */
    /*@ assert values: \forall integer j; 0 <= j < k ==> m->header[j].value.at == \at(m->header[j].value.at, Pre) &&
          m->header[j].value.len == \at(m->header[j].value.len, Pre); */
    /*@ assert lines: \forall integer j; 0 <= j < k ==> m->header[j].line.at == \at(m->header[j].line.at, Pre) &&
          m->header[j].line.len == \at(m->header[j].line.len, Pre); */
    /*@ assert new: m->header[k].name.at == x.name.at && m->header[k].name.len == x.name.len &&
          m->header[k].value.at == x.value.at && m->header[k].value.len == x.value.len &&
          m->header[k].line.at == x.line.at && m->header[k].line.len == x.line.len; */
    /*@ assert ends: k > 0 ==> m->header[0].line.at == \at(m->header[0].line.at, Pre) &&
          m->header[k - 1].line.at == \at(m->header[k - 1].line.at, Pre) &&
          m->header[k - 1].line.len == \at(m->header[k - 1].line.len, Pre); */
    /*@ assert chain: \forall integer j; 0 < j < k &&
          \at(m->header[j].line.at == m->header[j - 1].line.at + m->header[j - 1].line.len, Pre) ==>
          m->header[j].line.at == m->header[j - 1].line.at + m->header[j - 1].line.len; */
    /*@ assert joined: \forall integer i, integer j; \at(LinesJoin(m, k, i, j), Pre) ==> LinesJoin(m, k, i, j); */
    /*@ assert others: \forall integer n, integer j; 0 <= j < k && \at(HeaderInside(&m->header[j], 0, n), Pre) ==>
          HeaderInside(&m->header[j], 0, n); */
    /*@ assert last: \forall integer n; PartInside(x.name, 0, n) && PartInside(x.value, 0, n) &&
          PartInside(x.line, 0, n) ==> HeaderInside(&m->header[k], 0, n); */
}

/* One more line stands behind the first k of them. */
/*@ ghost
    /@ requires readable: \valid_read(m) && k < SIP_HEADERS_MAX;
       requires join: LinesJoin(m, k, i, m->header[k].line.at);
       terminates \true; exits \false; assigns \nothing;
       ensures join: LinesJoin(m, k + 1, i, m->header[k].line.at + m->header[k].line.len); @/
    static void line_joined(const sip_message *m, uint32_t k, size_t i)
    {
        (void)m;
        (void)k;
        (void)i;
    } */

/* The header fields and the empty line; OK: at is the index behind it */
/*@ requires readable: Short(s, n, i);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns m->headers, m->header[0 .. SIP_HEADERS_MAX - 1];
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, HeadersCode(s, n, i), n, HeadersStop(s, n, i), HeadersStop(s, n, i) + 2);
    ensures read: \result.code == SIP_MESSAGE_OK ==> m->headers == LinesCount(s, n, i, 0) &&
      LinesRead(s, n, m, m->headers, i);
    ensures spans: \result.code == SIP_MESSAGE_OK ==> INDEXED(m, 0, n);
    ensures ends: \result.code == SIP_MESSAGE_OK ==> i + 2 <= \result.at; */
static step headers_scan(const uint8_t *s, size_t n, size_t i, sip_message *m)
{
    size_t j = i;
    uint32_t k = 0;
    /*@ loop invariant range: i <= j <= n && 0 <= k <= SIP_HEADERS_MAX;
        loop invariant rest: LinesStop(s, n, i, 0) == LinesStop(s, n, j, k) &&
          LinesCount(s, n, i, 0) == LinesCount(s, n, j, k);
        loop invariant join: LinesJoin(m, k, i, j);
        loop invariant read: LinesAre(s, n, m, k);
        loop invariant inside: LinesInside(m, k, n);
        loop assigns j, k, m->header[0 .. SIP_HEADERS_MAX - 1];
        loop variant n - j; */
    while (j < n && s[j] != '\r') {
        if (k == SIP_HEADERS_MAX)
            return at(SIP_MESSAGE_TOO_MANY_HEADERS, j);
        line x = header_scan(s, n, j);
        if (x.end.code != SIP_MESSAGE_OK)
            return x.end;
        //@ assert one: LineBit(s, n, j, k) == 1 && x.end.at == HeaderStop(s, n, j) + 2;
        //@ assert stop: LinesStop(s, n, j, k) == LinesStop(s, n, x.end.at, k + 1);
        //@ assert count: LinesCount(s, n, j, k) == LinesCount(s, n, x.end.at, k + 1);
        header_put(s, m, k, x.field);
        //@ ghost line_joined(m, k, i);
        j = x.end.at;
        k++;
    }
    m->headers = k;
    //@ assert join: LinesJoin(m, k, i, j);
    //@ assert read: LinesAre(s, n, m, k);
    return crlf_scan(s, n, j);
}

/* The whole of s[i..j) as a number of 32 bits. */
/*@ requires readable: Text(s, j, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == SIP_NUMBER_OK <==> NumberIs(s, i, j, Decimal(s, i, j));
    ensures value: \result.code == SIP_NUMBER_OK ==> NumberIs(s, i, j, \result.value); */
static sip_number whole_number(const uint8_t *s, size_t i, size_t j)
{
    sip_number v = sip_number_scan(s, j, i, UINT32_MAX);
    //@ assert whole: Digits(s, i, j) ==> v.end == j; // or the byte at v.end were a digit
    if (v.code == SIP_NUMBER_OK && v.end != j)
        v.code = SIP_NUMBER_NONE;
    return v;
}

/* What all Content-Length fields say: code OK, whether there is one, its value, and the offset of the last; or the
 * fault and its offset. */
typedef struct { sip_message_code code; bool found; uint32_t length; size_t at; } stated;

/*@ requires readable: Text(s, n, 0) && \valid_read(m) && INDEXED(m, 0, n);
    terminates \true; exits \false; assigns \nothing;
    ensures codes: \result.code == SIP_MESSAGE_OK || \result.code == SIP_MESSAGE_CONTENT_LENGTH ||
      \result.code == SIP_MESSAGE_LENGTH_DIFFERS;
    ensures range: \result.at <= n;
    ensures none: \result.code == SIP_MESSAGE_OK ==> (\result.found <==> !NoLength(m, m->headers));
    ensures exact: \result.code == SIP_MESSAGE_OK ==> Lengths(s, m, m->headers, \result.length);
    ensures last: \result.code == SIP_MESSAGE_OK && \result.found ==> \exists integer k; LastLength(m, k, \result.at);
    ensures bad: \result.code == SIP_MESSAGE_CONTENT_LENGTH ==> SomeBadLength(s, m, \result.at);
    ensures differs: \result.code == SIP_MESSAGE_LENGTH_DIFFERS ==> SomeOtherLength(s, m, \result.at); */
static stated content_length(const uint8_t *s, size_t n, const sip_message *m)
{
    stated r = { SIP_MESSAGE_OK, false, 0, 0 };
    (void)n; /* in the contract alone */
    //@ ghost uint32_t last = 0;
    /*@ loop invariant range: 0 <= k <= m->headers && r.at <= n && r.code == SIP_MESSAGE_OK;
        loop invariant none: r.found <==> !NoLength(m, k);
        loop invariant equal: Lengths(s, m, k, r.length);
        loop invariant last: r.found ==> last < k && m->header[last].id == SIP_H_CONTENT_LENGTH &&
          r.at == m->header[last].value.at &&
          \forall integer j; last < j < k ==> m->header[j].id != SIP_H_CONTENT_LENGTH;
        loop assigns k, last, r;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_CONTENT_LENGTH)
            continue;
        sip_part x = m->header[k].value;
        sip_number v = whole_number(s, x.at, (size_t)x.at + x.len);
        if (v.code != SIP_NUMBER_OK) {
            //@ assert bad: BadLength(s, m, k, r.length, x.at); // the witness
            r.code = SIP_MESSAGE_CONTENT_LENGTH;
            r.at = x.at;
            return r;
        }
        if (r.found && v.value != r.length) {
            //@ assert differs: OtherLength(s, m, k, r.length, x.at); // the witness
            r.code = SIP_MESSAGE_LENGTH_DIFFERS;
            r.at = x.at;
            return r;
        }
        //@ assert value: LengthIs(s, m->header[k].value, v.value);
        //@ assert before: Lengths(s, m, k, v.value);
        r.found = true;
        r.length = v.value;
        r.at = x.at;
        //@ ghost last = k;
    }
    //@ assert last: r.found ==> LastLength(m, last, r.at); // the witness
    return r;
}

/* Start line and header fields; OK: at is the index of the body */
/*@ requires readable: Short(s, n, i) && i < n;
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *m;
    ensures range: Stands(\result, i, n);
    ensures exact: Reads(\result, HeadCode(s, n, i), n, HeadStop(s, n, i), HeadStop(s, n, i) + 2) ||
      UriFault(\result, s, n, i);
    ensures read: \result.code == SIP_MESSAGE_OK ==> HEAD_READ(s, n, m, i);
    ensures spans: \result.code == SIP_MESSAGE_OK ==> INDEXED(m, 0, n);
    ensures ends: \result.code == SIP_MESSAGE_OK ==> i + 4 <= \result.at; */
static step head_scan(const uint8_t *s, size_t n, size_t i, sip_message *m)
{
    m->headers = 0;
    span_set(&m->body, i, i);
    step r = start_line(s, n, i, m);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    return headers_scan(s, n, r.at, m);
}

/* The body is s[i..j), and the lines stay. */
/*@ requires range: i <= j <= SIP_MESSAGE_MAX;
    requires writable: \valid(m);
    terminates \true; exits \false; assigns m->body.at, m->body.len;
    ensures exact: m->body.at == i && m->body.len == j - i;
    ensures none: \forall integer k; k <= SIP_HEADERS_MAX ==> (\old(NoLength(m, k)) <==> NoLength(m, k));
    ensures lengths: \forall integer k, integer v; k <= SIP_HEADERS_MAX && \old(Lengths(s, m, k, v)) ==>
      Lengths(s, m, k, v);
    ensures lines: \forall integer n, integer k, integer a; k <= SIP_HEADERS_MAX && \old(LinesRead(s, n, m, k, a)) ==>
      LinesRead(s, n, m, k, a); */
static void body_set(const uint8_t *s, sip_message *m, size_t i, size_t j)
{
    (void)s; /* in the contract alone */
    span_set(&m->body, i, j);
}

/* The body of a datagram, at b: up to its end, or as long as Content-Length says (RFC 3261 18.3). */
/*@ requires readable: Text(s, n, 0) && b <= n <= SIP_MESSAGE_MAX;
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1)) && INDEXED(m, 0, n);
    terminates \true; exits \false; assigns m->body.at, m->body.len;
    ensures codes: \result.code == SIP_MESSAGE_OK || \result.code == SIP_MESSAGE_CONTENT_LENGTH ||
      \result.code == SIP_MESSAGE_LENGTH_DIFFERS || \result.code == SIP_MESSAGE_TRUNCATED;
    ensures range: \result.at <= n;
    ensures ends: \result.code == SIP_MESSAGE_OK ==> m->body.at == b && b + m->body.len == \result.at;
    ensures read: \result.code == SIP_MESSAGE_OK ==> BodyRead(s, m, b, n);
    ensures bad: \result.code == SIP_MESSAGE_CONTENT_LENGTH ==> SomeBadLength(s, m, \result.at);
    ensures differs: \result.code == SIP_MESSAGE_LENGTH_DIFFERS ==> SomeOtherLength(s, m, \result.at);
    ensures truncated: \result.code == SIP_MESSAGE_TRUNCATED ==> TooMuch(s, m, n - b, \result.at);
    ensures lines: \forall integer k, integer i; k <= SIP_HEADERS_MAX && \old(LinesRead(s, n, m, k, i)) ==>
      LinesRead(s, n, m, k, i); */
static step datagram_body(const uint8_t *s, size_t n, size_t b, sip_message *m)
{
    stated c = content_length(s, n, m);
    if (c.code != SIP_MESSAGE_OK)
        return at(c.code, c.at);
    if (c.found && c.length > n - b)
        return at(SIP_MESSAGE_TRUNCATED, c.at);
    body_set(s, m, b, c.found ? b + c.length : n);
    return at(SIP_MESSAGE_OK, b + m->body.len);
}

sip_message_result sip_message_parse(const uint8_t *s, size_t n, sip_message *m)
{
    if (n == 0)
        return at(SIP_MESSAGE_EMPTY, 0);
    if (n > SIP_MESSAGE_MAX)
        return at(SIP_MESSAGE_TOO_LONG, SIP_MESSAGE_MAX);
    step r = head_scan(s, n, 0, m);
    if (r.code == SIP_MESSAGE_MORE)
        return at(SIP_MESSAGE_NO_BLANK_LINE, n);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert head: HeadCode(s, n, 0) == SIP_MESSAGE_OK && r.at == HeadStop(s, n, 0) + 2;
    return datagram_body(s, n, r.at, m);
}

/* CRLFs before the start line are no part of a message (RFC 3261 7.5): the index behind them. */
/*@ requires readable: Text(s, n, 0);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == CrlfsEnd(s, n, 0) && \result <= n; */
static size_t leading_crlf(const uint8_t *s, size_t n)
{
    size_t j = 0;
    /*@ loop invariant range: 0 <= j <= n;
        loop invariant rest: CrlfsEnd(s, n, 0) == CrlfsEnd(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (n - j >= 2 && s[j] == '\r' && s[j + 1] == '\n')
        j += 2;
    return j;
}

//@ predicate Beyond(uint8_t *s, sip_message *m, integer max) = \exists integer i; TooMuch(s, m, max, i);

/* The body of a message at i in a stream, which is at b: as long as Content-Length says, which a stream needs (RFC 3261
 * 20.14). */
/*@ requires readable: Text(s, n, 0) && i <= b <= n <= SIP_MESSAGE_MAX;
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1)) && INDEXED(m, 0, n);
    terminates \true; exits \false; assigns m->body.at, m->body.len;
    ensures codes: \result.code == SIP_MESSAGE_OK || \result.code == SIP_MESSAGE_CONTENT_LENGTH ||
      \result.code == SIP_MESSAGE_LENGTH_DIFFERS || \result.code == SIP_MESSAGE_TOO_LONG ||
      \result.code == SIP_MESSAGE_MORE;
    ensures range: \result.at <= n;
    ensures ends: \result.code == SIP_MESSAGE_OK ==> m->body.at == b && b + m->body.len == \result.at;
    ensures read: \result.code == SIP_MESSAGE_OK ==> !NoLength(m, m->headers) &&
      \forall integer end; BodyRead(s, m, b, end);
    ensures bad: \result.code == SIP_MESSAGE_CONTENT_LENGTH ==> SomeBadLength(s, m, \result.at) ||
      (NoLength(m, m->headers) && \result.at == b);
    ensures differs: \result.code == SIP_MESSAGE_LENGTH_DIFFERS ==> SomeOtherLength(s, m, \result.at);
    ensures long: \result.code == SIP_MESSAGE_TOO_LONG ==> TooMuch(s, m, SIP_MESSAGE_MAX - b, \result.at);
    ensures more: \result.code == SIP_MESSAGE_MORE ==> n < SIP_MESSAGE_MAX && \result.at == i &&
      Beyond(s, m, n - b);
    ensures lines: \forall integer k, integer a; k <= SIP_HEADERS_MAX && \old(LinesRead(s, n, m, k, a)) ==>
      LinesRead(s, n, m, k, a); */
static step stream_body(const uint8_t *s, size_t n, size_t i, size_t b, sip_message *m)
{
    stated c = content_length(s, n, m);
    if (c.code != SIP_MESSAGE_OK)
        return at(c.code, c.at);
    if (!c.found)
        return at(SIP_MESSAGE_CONTENT_LENGTH, b);
    if (c.length > SIP_MESSAGE_MAX - b)
        return at(SIP_MESSAGE_TOO_LONG, c.at);
    if (c.length > n - b) {
        //@ assert more: TooMuch(s, m, n - b, c.at); // the witness
        return at(SIP_MESSAGE_MORE, i);
    }
    body_set(s, m, b, b + c.length);
    return at(SIP_MESSAGE_OK, b + c.length);
}

sip_message_result sip_message_frame(const uint8_t *s, size_t n, sip_message *m)
{
    size_t end = n > SIP_MESSAGE_MAX ? SIP_MESSAGE_MAX : n;
    size_t i = leading_crlf(s, end);
    //@ assert place: end == Limit(n) && i == StreamAt(s, n);
    if (end - i == 0 || (end - i == 1 && s[i] == '\r'))
        return at(SIP_MESSAGE_MORE, i);
    step r = head_scan(s, end, i, m);
    if (r.code == SIP_MESSAGE_MORE)
        return end == SIP_MESSAGE_MAX ? at(SIP_MESSAGE_TOO_LONG, end) : at(SIP_MESSAGE_MORE, i);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    //@ assert head: HeadCode(s, end, i) == SIP_MESSAGE_OK && r.at == HeadStop(s, end, i) + 2;
    r = stream_body(s, end, i, r.at, m);
    //@ assert more: r.code == SIP_MESSAGE_MORE ==> Beyond(s, m, end - (HeadStop(s, end, i) + 2));
    //@ assert far: r.code == SIP_MESSAGE_MORE ==> \exists integer k; TooMuch(s, m, end - (HeadStop(s, end, i) + 2), k);
    return r;
}

size_t sip_header_find(const sip_message *m, sip_header_name id, size_t k)
{
    size_t left = k;
    /*@ loop invariant range: 0 <= j <= m->headers && left <= k;
        loop invariant exact: left == k - Fields(m, id, j);
        loop invariant absent: k == 0 ==> \forall integer i; 0 <= i < j ==> m->header[i].id != id;
        loop assigns j, left;
        loop variant m->headers - j; */
    for (uint32_t j = 0; j < m->headers; j++) {
        if (m->header[j].id != id)
            continue;
        if (left == 0)
            return j;
        left--;
    }
    return SIP_NPOS;
}
