/* Typed reading of the header fields that a registration needs (RFC 3261 20, 25.1; RFC 2617; RFC 3310). */
#ifndef SECAGREE_HEADERS_H
#define SECAGREE_HEADERS_H
#include "addr.h"
#include "message.h"
#include "uri.h"
#include "../../spec/logic/headers.h"

/*@ logic integer ValueStart(sip_message *m, integer k) = m->header[k].value.at;
    logic integer ValueStop(sip_message *m, integer k) = m->header[k].value.at + m->header[k].value.len;
    // the value of every header field lies in readable text
    predicate Values(uint8_t *s, sip_message *m) = m->headers <= SIP_HEADERS_MAX &&
      \forall integer k; 0 <= k < m->headers ==> \valid_read(s + (0 .. ValueStop(m, k) - 1));
    predicate Named(sip_message *m, integer id, integer k) = 0 <= k < m->headers && m->header[k].id == id;
    predicate NoneNamed(sip_message *m, integer id) =
      \forall integer k; 0 <= k < m->headers ==> m->header[k].id != id;
    // header field k is the first of that name
    predicate First(sip_message *m, integer id, integer k) = Named(m, id, k) &&
      \forall integer j; 0 <= j < k ==> m->header[j].id != id;
    // of the first k header fields: how many have that name, and which is the last that has; -1: none
    logic integer NamedLast(sip_message *m, integer id, integer k) =
      k <= 0 ? -1 : m->header[k - 1].id == id ? k - 1 : NamedLast(m, id, k - 1);
    // the one header field of that name; -1: none, or several
    logic integer Only(sip_message *m, integer id) =
      Fields(m, id, m->headers) == 1 ? NamedLast(m, id, m->headers) : -1; */

/* In annotations: *out is no part of the text of the values. */
#define SIP_APART(out, s, m) \
    (\forall integer k_; 0 <= k_ < (m)->headers ==> \separated(out, (s) + (0 .. ValueStop(m, k_) - 1)))

/* One Via value. port is 0 where absent; sent_by is the host text (brackets included). */
typedef struct { sip_span transport, host, branch, received; uint32_t port; bool rport; uint32_t rport_value;
                 sip_span value; } sip_via; /* value: the whole of this Via value */

/*@ // what was read lies in [i, j)
    predicate ViaIn(sip_via *v, integer i, integer j) =
      Inside(v->value, i, j) && Inside(v->transport, i, j) && Inside(v->host, i, j) && v->port <= 65535 &&
      (v->branch.len > 0 ==> Inside(v->branch, i, j)) && (v->received.len > 0 ==> Inside(v->received, i, j)) &&
      v->rport_value <= 65535;
    // the via-parm at i of s[i..n)
    predicate ViaIs(sip_via *v, uint8_t *s, integer n, integer i) =
      v->transport.at == TransportAt(s, n, i) && v->transport.at + v->transport.len == ProtocolEnd(s, n, i) &&
      v->host.at == ViaHostAt(s, n, i) && v->host.at + v->host.len == HostEnd(s, n, ViaHostAt(s, n, i)) &&
      v->port == SentByPort(s, n, ViaHostAt(s, n, i)) && v->value.at == i && i + v->value.len == ViaEnd(s, n, i);
    logic integer ViaSum(uint8_t *s, sip_message *m, integer k) = // of the first k header fields
      k <= 0 ? 0 : ViaSum(s, m, k - 1) +
      (m->header[k - 1].id == SIP_H_VIA ? ViaCount(s, ValueStop(m, k - 1), ValueStart(m, k - 1), 0) : 0); */

/* Number of Via values in the message, counted over lines and commas; SIP_NPOS if one is malformed. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing;
    ensures bad: \result == SIP_NPOS <==> \exists integer k; Named(m, SIP_H_VIA, k) &&
      ViaCount(s, ValueStop(m, k), ValueStart(m, k), 0) < 0;
    ensures exact: \result != SIP_NPOS ==> \result == ViaSum(s, m, m->headers);
    ensures range: \result == SIP_NPOS || \result <= 65535 * m->headers; */
size_t sip_via_count(const uint8_t *s, const sip_message *m);

/* The topmost value; false leaves *top as it was. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(top) && \separated(top, m) && SIP_APART(top, s, m);
    terminates \true; exits \false; assigns *top;
    ensures none: \old(NoneNamed(m, SIP_H_VIA)) ==> !\result;
    ensures exact: \forall integer k; \old(First(m, SIP_H_VIA, k)) ==>
      (\result <==> ViaCount(s, ValueStop(m, k), ValueStart(m, k), 0) >= 0);
    ensures parts: \forall integer k; \result && \old(First(m, SIP_H_VIA, k)) ==>
      ViaIs(top, s, ValueStop(m, k), ValueStart(m, k)) && ViaIn(top, ValueStart(m, k), ValueStop(m, k));
    ensures kept: !\result ==> *top == \old(*top); */
bool sip_via_read(const uint8_t *s, const sip_message *m, sip_via *top);

typedef struct { uint32_t number; sip_span method; } sip_cseq;

/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(out) && \separated(out, m) && SIP_APART(out, s, m);
    terminates \true; exits \false; assigns *out;
    ensures exact: \let k = \old(Only(m, SIP_H_CSEQ));
      \result <==> (k >= 0 && CSeqBit(s, ValueStop(m, k), ValueStart(m, k)) == 1);
    ensures parts: \let k = \old(Only(m, SIP_H_CSEQ)); \result ==>
      out->number == Decimal(s, ValueStart(m, k), DigitsEnd(s, ValueStop(m, k), ValueStart(m, k))) &&
      out->method.at == CSeqBlank(s, ValueStop(m, k), ValueStart(m, k)) &&
      out->method.at + out->method.len == ValueStop(m, k);
    ensures kept: !\result ==> *out == \old(*out); */
bool sip_cseq_read(const uint8_t *s, const sip_message *m, sip_cseq *out);

/* From and To: addr-spec without brackets, and tag (len 0 where absent). */
typedef struct { sip_span uri, tag; } sip_party;

/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(out) && \separated(out, m) && SIP_APART(out, s, m);
    terminates \true; exits \false; assigns *out;
    ensures spans: \let k = \old(Only(m, id)); \result ==> k >= 0 &&
      Inside(out->uri, ValueStart(m, k), ValueStop(m, k)) &&
      (out->tag.len > 0 ==> Inside(out->tag, ValueStart(m, k), ValueStop(m, k)));
    ensures kept: !\result ==> out->uri == \old(out->uri) && out->tag == \old(out->tag); */
bool sip_party_read(const uint8_t *s, const sip_message *m, sip_header_name id, sip_party *out);

/* The first Contact: addr-spec, host and port of it (0 where absent), expires (-1 where absent). */
typedef struct { bool star; sip_span uri, host; uint32_t port; int64_t expires; } sip_contact;

/*@ // what was read of one contact-param, or the star, lies in [i, j)
    predicate ContactIn(sip_contact *c, integer i, integer j) =
      (!c->star ==> Inside(c->uri, i, j)) && (c->star ==> c->uri.len == 0 && c->host.len == 0) &&
      (c->host.len > 0 ==> c->host.at + c->host.len <= j && c->port <= 65535) && -1 <= c->expires <= 0xFFFFFFFF; */

/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(out) && \separated(out, m) && SIP_APART(out, s, m);
    terminates \true; exits \false; assigns *out;
    ensures spans: \result ==> \exists integer k; \old(Named(m, SIP_H_CONTACT, k)) &&
      ContactIn(out, ValueStart(m, k), ValueStop(m, k));
    ensures kept: !\result ==> *out == \old(*out); */
bool sip_contact_read(const uint8_t *s, const sip_message *m, sip_contact *out);

/* Expires in seconds, -1 where absent, -2 where malformed. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing;
    ensures range: -2 <= \result <= 0xFFFFFFFF;
    ensures absent: \result == -1 <==> NoneNamed(m, SIP_H_EXPIRES);
    ensures exact: \let k = Only(m, SIP_H_EXPIRES);
      \result >= 0 <==> (k >= 0 && NumberBit(s, ValueStart(m, k), ValueStop(m, k), 0xFFFFFFFF) == 1);
    ensures value: \let k = Only(m, SIP_H_EXPIRES); \result >= 0 ==>
      \result == Decimal(s, ValueStart(m, k), ValueStop(m, k)); */
int64_t sip_expires_read(const uint8_t *s, const sip_message *m);

/* The option tag stands in some header field of that name (Require, Proxy-Require, Supported, Unsupported). */
/*@ requires readable: \valid_read(m) && Values(s, m) && \valid_read(tag + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \exists integer k; Named(m, id, k) &&
      HasWord(s, ValueStop(m, k), ValueStart(m, k), tag, len); */
bool sip_option_tag(const uint8_t *s, const sip_message *m, sip_header_name id, const char *tag, size_t len);

/* The parameter of credentials or a challenge of scheme Digest in header field k; the value without its quotes. */
typedef struct { bool found, quoted; sip_span value, whole; } sip_auth_param; /* whole: name "=" value */

/*@ // what was read lies in [i, j)
    predicate AuthParamIn(sip_auth_param *p, integer i, integer j) =
      p->found && Inside(p->whole, i, j) && Inside(p->value, i, j);
    // found, quoted, value and whole of the auth-param at i of s[i..n)
    predicate AuthParamParts(integer f, integer q, sip_span v, sip_span w, uint8_t *s, integer n, integer i) =
      f == 1 && w.at == i && i + w.len == AuthParamEnd(s, n, i) &&
      q == QuoteBit(s, n, AuthEqualEnd(s, n, i)) &&
      (q == 1 ==> v.at == SwsEnd(s, n, AuthEqualEnd(s, n, i)) + 1 && v.at + v.len == AuthParamEnd(s, n, i) - 1) &&
      (q == 0 ==> v.at == AuthEqualEnd(s, n, i) && v.at + v.len == AuthParamEnd(s, n, i));
    predicate AuthParamIs(sip_auth_param *p, uint8_t *s, integer n, integer i) =
      AuthParamParts(p->found, p->quoted, p->value, p->whole, s, n, i);
    // where the list of header field k begins; Authentication-Info has no scheme; -1: none
    logic integer AuthStart(uint8_t *s, sip_message *m, integer k) =
      m->header[k].id == SIP_H_AUTHENTICATION_INFO ? ValueStart(m, k) :
      DigestEnd(s, ValueStop(m, k), ValueStart(m, k)); */

/*@ requires readable: \valid_read(m) && Values(s, m) && \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.found <==> (k < m->headers && AuthStart(s, m, k) >= 0 &&
      AuthFound(s, ValueStop(m, k), AuthStart(s, m, k), name, len, -1) >= 0);
    ensures param: \result.found ==> AuthParamParts(\result.found, \result.quoted, \result.value, \result.whole, s,
      ValueStop(m, k), AuthFound(s, ValueStop(m, k), AuthStart(s, m, k), name, len, -1));
    ensures inside: \result.found ==> k < m->headers && Inside(\result.whole, ValueStart(m, k), ValueStop(m, k)) &&
      Inside(\result.value, ValueStart(m, k), ValueStop(m, k)); */
sip_auth_param sip_auth_param_find(const uint8_t *s, const sip_message *m, size_t k, const char *name, size_t len);

/* All parameters of such a field, in order, in one pass. False, with count 0, where the field does not read well, has a
 * name twice, or has more than SIP_AUTH_PARAMS_MAX of them. */
#define SIP_AUTH_PARAMS_MAX 24u
typedef struct { sip_span name; sip_auth_param param; } sip_auth_entry;
typedef struct { uint32_t count; sip_auth_entry entry[SIP_AUTH_PARAMS_MAX]; } sip_auth;

/*@ // every entry lies in [i, j)
    predicate EntriesIn(sip_auth *a, integer count, integer i, integer j) =
      \forall integer k; 0 <= k < count ==> 0 < a->entry[k].name.len && Inside(a->entry[k].name, i, j) &&
      AuthParamIn(&a->entry[k].param, i, j);
    predicate AuthIn(sip_auth *a, integer i, integer j) =
      a->count <= SIP_AUTH_PARAMS_MAX && EntriesIn(a, a->count, i, j);
    // the first entries are the parameters of the list at i of s[i..n), in order
    predicate EntriesAre(sip_auth *a, integer count, uint8_t *s, integer n, integer i) =
      \forall integer k; 0 <= k < count ==> a->entry[k].name.at == AuthAt(s, n, i, k) &&
      a->entry[k].name.at + a->entry[k].name.len == TokenEnd(s, n, AuthAt(s, n, i, k)) &&
      AuthParamIs(&a->entry[k].param, s, n, AuthAt(s, n, i, k));
    predicate SameName(uint8_t *s, sip_auth *a, integer j, integer k) =
      a->entry[j].name.len == a->entry[k].name.len &&
      SameBytes(s, a->entry[j].name.at, a->entry[k].name.at, a->entry[j].name.len);
    predicate EntryNamed(uint8_t *s, sip_auth *a, integer k, char *w, integer len) =
      SameWord(s, a->entry[k].name.at, a->entry[k].name.at + a->entry[k].name.len, w, len); */

/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(out) && \separated(out, m) && SIP_APART(out, s, m);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result <==> \old(k < m->headers && AuthStart(s, m, k) >= 0 &&
      AuthReads(s, ValueStop(m, k), AuthStart(s, m, k), AuthStart(s, m, k), 0, SIP_AUTH_PARAMS_MAX));
    ensures none: !\result ==> out->count == 0;
    ensures entries: \result ==> EntriesAre(out, out->count, s, ValueStop(m, k), \old(AuthStart(s, m, k))) &&
      AuthParamEnd(s, ValueStop(m, k), AuthAt(s, ValueStop(m, k), \old(AuthStart(s, m, k)), out->count - 1)) ==
      ValueStop(m, k);
    ensures inside: \result ==> 0 < out->count && AuthIn(out, ValueStart(m, k), ValueStop(m, k)); */
bool sip_auth_read(const uint8_t *s, const sip_message *m, size_t k, sip_auth *out);

/* The parameter of that name, a word in lower case, in what sip_auth_read gave. */
/*@ requires readable: \valid_read(a) && a->count <= SIP_AUTH_PARAMS_MAX && \valid_read(name + (0 .. len - 1));
    requires names: \forall integer k; 0 <= k < a->count ==>
      \valid_read(s + (0 .. a->entry[k].name.at + a->entry[k].name.len - 1)) &&
      a->entry[k].name.at + a->entry[k].name.len < SIP_NPOS;
    requires lower: \forall integer k; 0 <= k < len ==> 0 <= name[k] && Lower(name[k]) == name[k];
    terminates \true; exits \false; assigns \nothing;
    ensures first: \forall integer k; 0 <= k < a->count && EntryNamed(s, a, k, name, len) &&
      (\forall integer j; 0 <= j < k ==> !EntryNamed(s, a, j, name, len)) ==> \result == a->entry[k].param;
    ensures none: (\forall integer k; 0 <= k < a->count ==> !EntryNamed(s, a, k, name, len)) ==> !\result.found; */
sip_auth_param sip_auth_get(const uint8_t *s, const sip_auth *a, const char *name, size_t len);

/* Header field k is a scheme (none in Authentication-Info) and a list of auth-params (RFC 3261 25.1). */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (k < m->headers && (m->header[k].id == SIP_H_AUTHENTICATION_INFO ?
      AuthListBit(s, ValueStop(m, k), ValueStart(m, k)) == 1 :
      (SchemeEnd(s, ValueStop(m, k), ValueStart(m, k)) >= 0 &&
       AuthListBit(s, ValueStop(m, k), SchemeEnd(s, ValueStop(m, k), ValueStart(m, k))) == 1))); */
bool sip_auth_valid(const uint8_t *s, const sip_message *m, size_t k);

/* Every header field of that name matches its grammar; true where there is none. A name without a reader here, and
 * SIP_H_OTHER, is true. *at: the offset of the first value that does not match. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(at) && \separated(at, m) && SIP_APART(at, s, m);
    terminates \true; exits \false; assigns *at;
    ensures at: !\result ==> *at <= SIP_MESSAGE_MAX; */
bool sip_header_valid(const uint8_t *s, const sip_message *m, sip_header_name id, size_t *at);

/* Call-ID = word [ "@" word ], the one of the message */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(out) && \separated(out, m) && SIP_APART(out, s, m);
    terminates \true; exits \false; assigns *out;
    ensures spans: \result ==> \exists integer k; \old(Named(m, SIP_H_CALL_ID, k)) && 0 < out->len &&
      out->at == ValueStart(m, k) && out->at + out->len == ValueStop(m, k);
    ensures kept: !\result ==> *out == \old(*out); */
bool sip_call_id_read(const uint8_t *s, const sip_message *m, sip_span *out);

/* Number of entries of a list of addresses over all its header fields: Route, Record-Route, Path, Service-Route,
 * P-Associated-URI, P-Asserted-Identity, P-Preferred-Identity; SIP_NPOS if one is malformed. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result == SIP_NPOS || \result <= 65535 * m->headers; */
size_t sip_address_count(const uint8_t *s, const sip_message *m, sip_header_name id);

#endif
