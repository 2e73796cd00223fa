/* A SIP message as an index into the caller's bytes: start line, header fields, body (RFC 3261 7, 18.3, 25.1). */
#ifndef SECAGREE_MESSAGE_H
#define SECAGREE_MESSAGE_H
#include "lex.h"
#include "span.h"
#include <stdbool.h>

#define SIP_MESSAGE_MAX 65535u
#define SIP_HEADERS_MAX 128u

/* A slice of a message, in half the room: no offset in a message is above SIP_MESSAGE_MAX. */
typedef struct { uint16_t at, len; } sip_part;

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == x.at && \result.len == x.len; */
static inline sip_span sip_span_of(sip_part x)
{
    sip_span r = { x.at, x.len };
    return r;
}

typedef enum {
    SIP_H_OTHER, SIP_H_VIA, SIP_H_FROM, SIP_H_TO, SIP_H_CALL_ID, SIP_H_CSEQ, SIP_H_MAX_FORWARDS, SIP_H_CONTACT,
    SIP_H_EXPIRES, SIP_H_CONTENT_LENGTH, SIP_H_CONTENT_TYPE, SIP_H_ROUTE, SIP_H_RECORD_ROUTE, SIP_H_PATH,
    SIP_H_SERVICE_ROUTE, SIP_H_REQUIRE, SIP_H_PROXY_REQUIRE, SIP_H_SUPPORTED, SIP_H_UNSUPPORTED,
    SIP_H_AUTHORIZATION, SIP_H_PROXY_AUTHORIZATION, SIP_H_WWW_AUTHENTICATE, SIP_H_PROXY_AUTHENTICATE,
    SIP_H_AUTHENTICATION_INFO, SIP_H_SECURITY_CLIENT, SIP_H_SECURITY_SERVER, SIP_H_SECURITY_VERIFY,
    SIP_H_P_ASSOCIATED_URI, SIP_H_P_ACCESS_NETWORK_INFO, SIP_H_P_PREFERRED_IDENTITY, SIP_H_P_ASSERTED_IDENTITY,
    SIP_H_COUNT
} sip_header_name;

/* line: the whole field with its CRLF (and folds); value: without leading and trailing LWS. */
typedef struct { sip_header_name id; sip_part name, value, line; } sip_header;

typedef enum {
    SIP_MESSAGE_OK, SIP_MESSAGE_MORE, /* MORE: a stream must give more bytes */
    SIP_MESSAGE_EMPTY, SIP_MESSAGE_START_LINE, SIP_MESSAGE_VERSION, SIP_MESSAGE_STATUS_CODE, SIP_MESSAGE_HEADER_NAME,
    SIP_MESSAGE_COLON, SIP_MESSAGE_LINE_END, SIP_MESSAGE_BYTE, SIP_MESSAGE_UTF8, SIP_MESSAGE_NO_BLANK_LINE,
    SIP_MESSAGE_CONTENT_LENGTH, SIP_MESSAGE_LENGTH_DIFFERS, SIP_MESSAGE_TRUNCATED, SIP_MESSAGE_TOO_MANY_HEADERS,
    SIP_MESSAGE_TOO_LONG
} sip_message_code;

typedef struct { sip_message_code code; size_t at; } sip_message_result; /* at: offset of the fault, else bytes used */

typedef struct {
    bool request;
    sip_span method, uri;      /* request */
    uint32_t status;           /* response: 100..699 */
    sip_span reason;
    uint32_t headers;
    sip_header header[SIP_HEADERS_MAX];
    sip_span body;
} sip_message;

#include "../../spec/logic/message.h" /* speaks of the codes */

/*@ predicate Inside(sip_span x, integer i, integer n) = i <= x.at && x.at + x.len <= n;
    predicate PartInside(sip_part x, integer i, integer n) = i <= x.at && x.at + x.len <= n;
    predicate HeaderInside(sip_header *h, integer i, integer n) =
      i <= h->name.at && h->name.at + h->name.len <= n && i <= h->value.at && h->value.at + h->value.len <= n &&
      i <= h->line.at && h->line.at + h->line.len <= n;

    // a rule from i on that ends at j; its fault is at e
    predicate Reads(sip_message_result r, integer code, integer n, integer e, integer j) =
      r.code == code && r.at == LeftAt(code, n, e, j);
    // the URI of the request line at i has a fault, which is one of its own grammar
    predicate UriFault(sip_message_result r, uint8_t *s, integer n, integer i) =
      StatusBit(s, n, i) == 0 && UriBit(s, n, i) == 1 && UriEnd(s, n, i) < n && r.code == SIP_MESSAGE_START_LINE &&
      UriAt(s, n, i) <= r.at <= UriEnd(s, n, i);

    // a start line at i with these fields: the place and length of method, URI and reason, and the status
    predicate RequestIs(uint8_t *s, integer n, integer i, integer request, integer m, integer m_len, integer u,
                        integer u_len, integer status, integer r, integer r_len) =
      request != 0 && m == i && m_len == TokenEnd(s, n, i) - i && u == UriAt(s, n, i) &&
      u_len == UriEnd(s, n, i) - u && status == 0 && r == i && r_len == 0;
    predicate StatusIs(uint8_t *s, integer n, integer i, integer request, integer m, integer m_len, integer u,
                       integer u_len, integer status, integer r, integer r_len) =
      request == 0 && m == i && m_len == 0 && u == i && u_len == 0 && status == StatusValue(s, i + 8) &&
      r == i + 12 && r_len == ReasonStop(s, n, i + 12) - r;
    predicate StartIs(uint8_t *s, integer n, integer i, integer request, integer m, integer m_len, integer u,
                      integer u_len, integer status, integer r, integer r_len) =
      StatusBit(s, n, i) == 1 ? StatusIs(s, n, i, request, m, m_len, u, u_len, status, r, r_len) :
      RequestIs(s, n, i, request, m, m_len, u, u_len, status, r, r_len);

    // s[a..b) is s[i..j) without the white space around it; CR and LF stand in folds alone
    predicate ValueRead(uint8_t *s, integer a, integer b, integer i, integer j) =
      i <= a <= b <= j && (a < b ==> !Outer(s[a]) && !Outer(s[b - 1])) && (a == b ==> a == j) &&
      (\forall integer k; i <= k < a ==> Outer(s[k])) && \forall integer k; b <= k < j ==> Outer(s[k]);
    // a header field at i with these fields: the places and lengths of name, value and line
    predicate HeaderIs(uint8_t *s, integer n, integer i, integer id, integer name, integer name_len, integer value,
                       integer value_len, integer line, integer line_len) =
      HeaderCode(s, n, i) == SIP_MESSAGE_OK && name == i && name_len == TokenEnd(s, n, i) - i &&
      (id == SIP_H_CONTENT_LENGTH <==> LengthName(s, i, TokenEnd(s, n, i))) && line == i &&
      line_len == HeaderStop(s, n, i) + 2 - i &&
      ValueRead(s, value, value + value_len, ColonAt(s, n, i) + 1, HeaderStop(s, n, i)); */

/* The fields of *h and *m are read where these stand, not inside of a predicate: so WP sees which of them a store
 * leaves. */
#define HEADER_IS(s, n, h, i) \
    HeaderIs(s, n, i, (h)->id, (h)->name.at, (h)->name.len, (h)->value.at, (h)->value.len, (h)->line.at, \
             (h)->line.len)
#define LINE_IS(rule, s, n, m, i) \
    rule(s, n, i, (m)->request, (m)->method.at, (m)->method.len, (m)->uri.at, (m)->uri.len, (m)->status, \
         (m)->reason.at, (m)->reason.len)
#define INDEXED(m, i, n) \
    ((m)->headers <= SIP_HEADERS_MAX && \
     (\forall integer k; 0 <= k < (m)->headers ==> HeaderInside(&(m)->header[k], i, n)))
#define HEAD_READ(s, n, m, i) \
    (LINE_IS(StartIs, s, n, m, i) && (m)->headers == LinesCount(s, n, StartStop(s, n, i) + 2, 0) && \
     LinesRead(s, n, m, (m)->headers, StartStop(s, n, i) + 2))

/*@ // the first k lines from i on, one behind the other
    predicate LinesRead(uint8_t *s, integer n, sip_message *m, integer k, integer i) =
      (k > 0 ==> m->header[0].line.at == i) &&
      (\forall integer x; 0 <= x < k ==> HEADER_IS(s, n, &m->header[x], m->header[x].line.at)) &&
      \forall integer x; 0 < x < k ==>
        m->header[x].line.at == m->header[x - 1].line.at + m->header[x - 1].line.len;

    // s[i..j) is digits that write a number of 32 bits, v
    predicate NumberIs(uint8_t *s, integer i, integer j, integer v) =
      i < j && Digits(s, i, j) && Decimal(s, i, j) == v && v <= 0xFFFFFFFF;
    predicate LengthIs(uint8_t *s, sip_part x, integer v) = NumberIs(s, x.at, x.at + x.len, v);
    predicate IsLength(uint8_t *s, sip_part x) = LengthIs(s, x, Decimal(s, x.at, x.at + x.len));
    predicate LengthField(sip_message *m, integer k) =
      0 <= k < m->headers && m->header[k].id == SIP_H_CONTENT_LENGTH;
    // each Content-Length of the first k header fields writes v
    predicate Lengths(uint8_t *s, sip_message *m, integer k, integer v) =
      \forall integer j; 0 <= j < k && m->header[j].id == SIP_H_CONTENT_LENGTH ==>
        LengthIs(s, m->header[j].value, v);
    predicate NoLength(sip_message *m, integer k) =
      \forall integer j; 0 <= j < k ==> m->header[j].id != SIP_H_CONTENT_LENGTH;
    // the k-th field is the last Content-Length, and its value is at i
    predicate LastLength(sip_message *m, integer k, integer i) = LengthField(m, k) && i == m->header[k].value.at &&
      \forall integer j; k < j < m->headers ==> m->header[j].id != SIP_H_CONTENT_LENGTH;
    // the k-th is the first that is no length, or that is another one than v before it; its value is at i
    predicate BadLength(uint8_t *s, sip_message *m, integer k, integer v, integer i) = LengthField(m, k) &&
      i == m->header[k].value.at && Lengths(s, m, k, v) && !IsLength(s, m->header[k].value);
    predicate OtherLength(uint8_t *s, sip_message *m, integer k, integer v, integer i) = LengthField(m, k) &&
      i == m->header[k].value.at && !NoLength(m, k) && Lengths(s, m, k, v) && IsLength(s, m->header[k].value) &&
      !LengthIs(s, m->header[k].value, v); */

/*@ // the body of the message whose head ends before b, by its Content-Length; by end where it has none
    predicate BodyRead(uint8_t *s, sip_message *m, integer b, integer end) = m->body.at == b &&
      (NoLength(m, m->headers) ? m->body.at + m->body.len == end : Lengths(s, m, m->headers, m->body.len));
    predicate SomeBadLength(uint8_t *s, sip_message *m, integer i) =
      \exists integer k, integer v; BadLength(s, m, k, v, i);
    predicate SomeOtherLength(uint8_t *s, sip_message *m, integer i) =
      \exists integer k, integer v; OtherLength(s, m, k, v, i);
    // all agree on a length above max; the last one is at i
    predicate TooMuch(uint8_t *s, sip_message *m, integer max, integer i) =
      (\exists integer v; v > max && Lengths(s, m, m->headers, v)) && \exists integer k; LastLength(m, k, i);
    // a head that is none; where the text ends inside it, the answer is (code, at)
    predicate HeadFault(sip_message_result r, uint8_t *s, integer n, integer i, integer code, integer at) =
      UriFault(r, s, n, i) || (HeadCode(s, n, i) != SIP_MESSAGE_OK &&
        (HeadCode(s, n, i) == SIP_MESSAGE_MORE ? r.code == code && r.at == at :
         r.code == HeadCode(s, n, i) && r.at == HeadStop(s, n, i)));
    // a head that is whole; the codes are those of a body that is not
    predicate Framed(sip_message_result r, uint8_t *s, integer n, integer i, integer code, integer other) =
      HeadCode(s, n, i) == SIP_MESSAGE_OK &&
      (r.code == SIP_MESSAGE_OK || r.code == SIP_MESSAGE_CONTENT_LENGTH || r.code == SIP_MESSAGE_LENGTH_DIFFERS ||
       r.code == code || r.code == other);
    // a stream in which nothing of a message stands yet
    predicate Waits(uint8_t *s, integer n, integer i) = i == n || (i + 1 == n && s[i] == '\r'); */

/* One datagram: the message is the whole of s[0..n). */
/*@ requires readable: Text(s, n, 0);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *m;
    ensures codes: SIP_MESSAGE_OK <= \result.code <= SIP_MESSAGE_TOO_LONG && \result.code != SIP_MESSAGE_MORE;
    ensures range: \result.at <= n;
    ensures spans: \result.code == SIP_MESSAGE_OK ==> INDEXED(m, 0, n) && Inside(m->body, 4, n) &&
      m->body.at + m->body.len == \result.at;
    ensures empty: n == 0 <==> \result.code == SIP_MESSAGE_EMPTY;
    ensures long: n > SIP_MESSAGE_MAX ==> \result.code == SIP_MESSAGE_TOO_LONG && \result.at == SIP_MESSAGE_MAX;
    ensures exact: 0 < n <= SIP_MESSAGE_MAX ==> HeadFault(\result, s, n, 0, SIP_MESSAGE_NO_BLANK_LINE, n) ||
      Framed(\result, s, n, 0, SIP_MESSAGE_TRUNCATED, SIP_MESSAGE_TRUNCATED);
    ensures head: 0 < n <= SIP_MESSAGE_MAX && HeadCode(s, n, 0) == SIP_MESSAGE_OK ==>
      UriFault(\result, s, n, 0) || HEAD_READ(s, n, m, 0);
    ensures read: \result.code == SIP_MESSAGE_OK ==> BodyRead(s, m, HeadStop(s, n, 0) + 2, n);
    ensures bad: 0 < n <= SIP_MESSAGE_MAX && HeadCode(s, n, 0) == SIP_MESSAGE_OK &&
      \result.code == SIP_MESSAGE_CONTENT_LENGTH ==> SomeBadLength(s, m, \result.at);
    ensures differs: 0 < n <= SIP_MESSAGE_MAX && HeadCode(s, n, 0) == SIP_MESSAGE_OK &&
      \result.code == SIP_MESSAGE_LENGTH_DIFFERS ==> SomeOtherLength(s, m, \result.at);
    ensures truncated: 0 < n <= SIP_MESSAGE_MAX && HeadCode(s, n, 0) == SIP_MESSAGE_OK &&
      \result.code == SIP_MESSAGE_TRUNCATED ==> TooMuch(s, m, n - (HeadStop(s, n, 0) + 2), \result.at); */
sip_message_result sip_message_parse(const uint8_t *s, size_t n, sip_message *m);

/* A stream: the first message of s[0..n); OK says how many bytes it took, MORE asks for more. A message with the CRLFs
 * before it is too long above SIP_MESSAGE_MAX bytes. */
/*@ requires readable: Text(s, n, 0);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *m;
    ensures codes: SIP_MESSAGE_OK <= \result.code <= SIP_MESSAGE_TOO_LONG;
    ensures range: \result.at <= n;
    ensures spans: \result.code == SIP_MESSAGE_OK ==> INDEXED(m, 0, n) && Inside(m->body, 4, n) &&
      m->body.at + m->body.len == \result.at;
    ensures waits: Waits(s, Limit(n), StreamAt(s, n)) ==> \result.code == SIP_MESSAGE_MORE &&
      \result.at == StreamAt(s, n);
    ensures exact: !Waits(s, Limit(n), StreamAt(s, n)) ==>
      HeadFault(\result, s, Limit(n), StreamAt(s, n), n < SIP_MESSAGE_MAX ? SIP_MESSAGE_MORE : SIP_MESSAGE_TOO_LONG,
        n < SIP_MESSAGE_MAX ? StreamAt(s, n) : SIP_MESSAGE_MAX) ||
      Framed(\result, s, Limit(n), StreamAt(s, n), SIP_MESSAGE_MORE, SIP_MESSAGE_TOO_LONG);
    ensures head: !Waits(s, Limit(n), StreamAt(s, n)) && HeadCode(s, Limit(n), StreamAt(s, n)) == SIP_MESSAGE_OK ==>
      UriFault(\result, s, Limit(n), StreamAt(s, n)) || HEAD_READ(s, Limit(n), m, StreamAt(s, n));
    ensures read: \result.code == SIP_MESSAGE_OK ==> !NoLength(m, m->headers) &&
      BodyRead(s, m, HeadStop(s, Limit(n), StreamAt(s, n)) + 2, n);
    ensures bad: \result.code == SIP_MESSAGE_CONTENT_LENGTH &&
      HeadCode(s, Limit(n), StreamAt(s, n)) == SIP_MESSAGE_OK ==> SomeBadLength(s, m, \result.at) ||
      (NoLength(m, m->headers) && \result.at == HeadStop(s, Limit(n), StreamAt(s, n)) + 2);
    ensures differs: \result.code == SIP_MESSAGE_LENGTH_DIFFERS &&
      HeadCode(s, Limit(n), StreamAt(s, n)) == SIP_MESSAGE_OK ==> SomeOtherLength(s, m, \result.at);
    ensures long: \result.code == SIP_MESSAGE_TOO_LONG &&
      HeadCode(s, Limit(n), StreamAt(s, n)) == SIP_MESSAGE_OK ==>
      TooMuch(s, m, SIP_MESSAGE_MAX - (HeadStop(s, Limit(n), StreamAt(s, n)) + 2), \result.at);
    ensures more: \result.code == SIP_MESSAGE_MORE && !Waits(s, Limit(n), StreamAt(s, n)) &&
      HeadCode(s, Limit(n), StreamAt(s, n)) == SIP_MESSAGE_OK ==> \result.at == StreamAt(s, n) &&
      \exists integer k; TooMuch(s, m, Limit(n) - (HeadStop(s, Limit(n), StreamAt(s, n)) + 2), k); */
sip_message_result sip_message_frame(const uint8_t *s, size_t n, sip_message *m);

/* The known header field whose name, in full or compact form, is s[i..j); SIP_H_OTHER where there is none. */
/*@ requires readable: Text(s, j, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: SIP_H_OTHER <= \result < SIP_H_COUNT;
    ensures token: \result != SIP_H_OTHER ==> Token(s, i, j);
    ensures length: \result == SIP_H_CONTENT_LENGTH <==> LengthName(s, i, j); */
sip_header_name sip_header_id(const uint8_t *s, size_t i, size_t j);

/* The same, with less work where s[0..n) goes on behind j. */
/*@ requires readable: Text(s, n, j) && i <= j;
    terminates \true; exits \false; assigns \nothing;
    ensures range: SIP_H_OTHER <= \result < SIP_H_COUNT;
    ensures token: \result != SIP_H_OTHER ==> Token(s, i, j);
    ensures length: \result == SIP_H_CONTENT_LENGTH <==> LengthName(s, i, j); */
sip_header_name sip_header_id_in(const uint8_t *s, size_t n, size_t i, size_t j);
/*@ terminates \true; exits \false; assigns \nothing;
    ensures readable: \valid_read(\result); */
const char *sip_header_text(sip_header_name id); /* "Via", ...; "" for SIP_H_OTHER */

/*@ // how many of the first k header fields have that name
    logic integer Fields(sip_message *m, integer id, integer k) =
      k <= 0 ? 0 : Fields(m, id, k - 1) + (m->header[k - 1].id == id ? 1 : 0); */

/* Index of the k-th header field (from 0) of that name, or SIP_NPOS. */
/*@ requires readable: \valid_read(m) && m->headers <= SIP_HEADERS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> \result < m->headers && m->header[\result].id == id;
    ensures exact: \result != SIP_NPOS ==> Fields(m, id, \result) == k;
    ensures none: \result == SIP_NPOS ==> Fields(m, id, m->headers) <= k;
    ensures absent: \result == SIP_NPOS && k == 0 ==>
      \forall integer i; 0 <= i < m->headers ==> m->header[i].id != id; */
size_t sip_header_find(const sip_message *m, sip_header_name id, size_t k);

/*@ terminates \true; exits \false; assigns \nothing;
    ensures readable: \valid_read(\result); */
const char *sip_message_error_name(sip_message_code code);
/*@ terminates \true; exits \false; assigns \nothing;
    ensures readable: \valid_read(\result); */
const char *sip_message_requirement(sip_message_code code); /* id of spec/requirements.tsv */

#endif
