/* A SIP message as an index into the caller's bytes: start line, header fields, body (RFC 3261 7, 18.3, 25.1). */
#ifndef SECAGREE_MESSAGE_H
#define SECAGREE_MESSAGE_H
#include "../../spec/logic/message.h"
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

/*@ predicate Inside(sip_span x, integer i, integer n) = i <= x.at && x.at + x.len <= n;
    predicate PartInside(sip_part x, integer i, integer n) = i <= x.at && x.at + x.len <= n;
    // every part of every header field lies in [i, n)
    predicate Indexed(sip_message *m, integer i, integer n) = m->headers <= SIP_HEADERS_MAX &&
      \forall integer k; 0 <= k < m->headers ==> PartInside(m->header[k].name, i, n) &&
      PartInside(m->header[k].value, i, n) && PartInside(m->header[k].line, i, n); */

/* One datagram: the message is the whole of s[0..n). */
/*@ requires readable: Text(s, n, 0);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *m;
    ensures codes: SIP_MESSAGE_OK <= \result.code <= SIP_MESSAGE_TOO_LONG && \result.code != SIP_MESSAGE_MORE;
    ensures range: \result.at <= n;
    ensures spans: \result.code == SIP_MESSAGE_OK ==> Indexed(m, 0, n) && Inside(m->body, 4, n) &&
      m->body.at + m->body.len == \result.at;
    ensures empty: n == 0 <==> \result.code == SIP_MESSAGE_EMPTY; */
sip_message_result sip_message_parse(const uint8_t *s, size_t n, sip_message *m);

/* A stream: the first message of s[0..n); OK says how many bytes it took, MORE asks for more. A message with the CRLFs
 * before it is too long above SIP_MESSAGE_MAX bytes. */
/*@ requires readable: Text(s, n, 0);
    requires writable: \valid(m) && \separated(m, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *m;
    ensures codes: SIP_MESSAGE_OK <= \result.code <= SIP_MESSAGE_TOO_LONG;
    ensures range: \result.at <= n;
    ensures spans: \result.code == SIP_MESSAGE_OK ==> Indexed(m, 0, n) && Inside(m->body, 4, n) &&
      m->body.at + m->body.len == \result.at; */
sip_message_result sip_message_frame(const uint8_t *s, size_t n, sip_message *m);

/* The known header field whose name, in full or compact form, is s[i..j); SIP_H_OTHER where there is none. */
/*@ requires readable: \valid_read(s + (i .. j - 1)) && i <= j;
    terminates \true; exits \false; assigns \nothing;
    ensures range: SIP_H_OTHER <= \result < SIP_H_COUNT; */
sip_header_name sip_header_id(const uint8_t *s, size_t i, size_t j);

/* The same, with less work where s[0..n) goes on behind j. */
/*@ requires readable: Text(s, n, j) && i <= j;
    terminates \true; exits \false; assigns \nothing;
    ensures range: SIP_H_OTHER <= \result < SIP_H_COUNT; */
sip_header_name sip_header_id_in(const uint8_t *s, size_t n, size_t i, size_t j);
const char *sip_header_text(sip_header_name id); /* "Via", ...; "" for SIP_H_OTHER */

/* Index of the k-th header field (from 0) of that name, or SIP_NPOS. */
/*@ requires readable: \valid_read(m) && m->headers <= SIP_HEADERS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> \result < m->headers && m->header[\result].id == id;
    ensures none: k == 0 && \result == SIP_NPOS ==> \forall integer j; 0 <= j < m->headers ==>
      m->header[j].id != id;
    ensures first: k == 0 && \result != SIP_NPOS ==> \forall integer j; 0 <= j < \result ==>
      m->header[j].id != id; */
size_t sip_header_find(const sip_message *m, sip_header_name id, size_t k);

const char *sip_message_error_name(sip_message_code code);
const char *sip_message_requirement(sip_message_code code); /* id of spec/requirements.tsv */

#endif
