/* From, To and Contact (RFC 3261 20.10, 20.20, 20.39, 25.1). */
#include "address.h"
#include "headers.h"
#include "lex.h"
#include "only.h"
#include "params.h"
#include "word.h"

/*@ requires range: x.at + x.len <= SIZE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == x.at + x.len; */
static size_t end_of(sip_span x)
{
    return (size_t)x.at + x.len;
}

/*@ requires readable: \valid_read(p) && ParamText(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures length: \result ==> p->name.len == 3; */
static bool is_tag(const uint8_t *s, const sip_param *p)
{
    size_t i = p->name.at;
    return p->name.len == 3 && sip_is_letter(s[i], 't') && sip_is_letter(s[i + 1], 'a') &&
           sip_is_letter(s[i + 2], 'g');
}

/*@ requires readable: \valid_read(p) && ParamText(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures length: \result ==> p->name.len == 7; */
static bool is_expires(const uint8_t *s, const sip_param *p)
{
    size_t i = p->name.at;
    return p->name.len == 7 && sip_is_letter(s[i], 'e') && sip_is_letter(s[i + 1], 'x') &&
           sip_is_letter(s[i + 2], 'p') && sip_is_letter(s[i + 3], 'i') && sip_is_letter(s[i + 4], 'r') &&
           sip_is_letter(s[i + 5], 'e') && sip_is_letter(s[i + 6], 's');
}

/* *( SEMI from-param ) up to the end; tag is a token and stands once */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(tag) && \separated(tag, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *tag;
    ensures inside: \result && tag->len > 0 ==> Inside(*tag, i, n); */
static bool party_params(const uint8_t *s, size_t n, size_t i, sip_span *tag)
{
    sip_span found = { 0, 0 };
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant tag: found.len > 0 ==> Inside(found, i, n);
        loop assigns j, found;
        loop variant n - j; */
    while (j < n) {
        sip_param p;
        size_t b = sip_separator(s, n, j, ';');
        if (b == SIP_NPOS)
            return false;
        j = sip_param_scan(s, n, b, &p);
        if (j == SIP_NPOS)
            return false;
        if (!is_tag(s, &p))
            continue;
        if (p.form != SIP_VALUE_TOKEN || found.len != 0)
            return false;
        found = p.value;
    }
    *tag = found;
    return true;
}

/* The whole of s[i..n) as From or To. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *out;
    ensures spans: \result ==> Inside(out->uri, i, n) && (out->tag.len > 0 ==> Inside(out->tag, i, n));
    ensures kept: !\result ==> out->uri == \old(out->uri) && out->tag == \old(out->tag); */
static bool party_scan(const uint8_t *s, size_t i, size_t n, sip_party *out)
{
    sip_span uri, tag;
    sip_uri unused;
    size_t j = sip_address_scan(s, n, i, &uri, &unused);
    if (j == SIP_NPOS || !party_params(s, n, j, &tag))
        return false;
    out->uri = uri;
    out->tag = tag;
    return true;
}

bool sip_party_read(const uint8_t *s, const sip_message *m, sip_header_name id, sip_party *out)
{
    size_t k = sip_header_only(m, id);
    return k != SIP_NPOS && party_scan(s, m->header[k].value.at, end_of(sip_span_of(m->header[k].value)), out);
}

/* contact-params: expires is delta-seconds, q is a qvalue, and each stands once. *q: a q was seen. */
/*@ requires readable: \valid_read(p) && ParamText(s, p);
    requires writable: \valid(expires) && \valid(q) && \separated(expires, q, p);
    requires range: -1 <= *expires <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns *expires, *q;
    ensures range: -1 <= *expires <= 0xFFFFFFFF; */
static bool contact_param(const uint8_t *s, const sip_param *p, int64_t *expires, bool *q)
{
    if (p->name.len == 1 && sip_is_letter(s[p->name.at], 'q')) {
        bool again = *q;
        *q = true;
        return !again && p->form == SIP_VALUE_TOKEN && sip_qvalue(s, p->value.at, end_of(p->value)) >= 0;
    }
    if (!is_expires(s, p))
        return true;
    sip_number v = sip_number_scan(s, end_of(p->value), p->value.at, UINT32_MAX);
    if (p->form != SIP_VALUE_TOKEN || v.code != SIP_NUMBER_OK || v.end != end_of(p->value) || *expires >= 0)
        return false;
    *expires = v.value;
    return true;
}

/* *( SEMI contact-params ) at i: the index behind them, or SIP_NPOS; *expires is -1 where there is none. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(expires) && \separated(expires, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *expires;
    ensures range: \result != SIP_NPOS ==> i <= \result <= n;
    ensures expires: -1 <= *expires <= 0xFFFFFFFF; */
static size_t contact_params(const uint8_t *s, size_t n, size_t i, int64_t *expires)
{
    size_t j = i;
    bool q = false;
    *expires = -1;
    /*@ loop invariant range: i <= j <= n;
        loop invariant expires: -1 <= *expires <= 0xFFFFFFFF;
        loop assigns j, q, *expires;
        loop variant n - j; */
    for (;;) {
        sip_param p;
        size_t b = sip_separator(s, n, j, ';');
        if (b == SIP_NPOS)
            return j;
        j = sip_param_scan(s, n, b, &p);
        if (j == SIP_NPOS || !contact_param(s, &p, expires, &q))
            return SIP_NPOS;
    }
}

/* contact-param at i: the index behind it, or SIP_NPOS */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(c) && \separated(c, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *c;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> !c->star && ContactIn(c, i, n); */
static size_t contact_scan(const uint8_t *s, size_t n, size_t i, sip_contact *c)
{
    sip_span uri;
    sip_uri parts;
    int64_t expires;
    size_t j = sip_address_scan(s, n, i, &uri, &parts);
    if (j == SIP_NPOS)
        return SIP_NPOS;
    j = contact_params(s, n, j, &expires);
    c->star = false;
    c->uri = uri;
    c->host = parts.host;
    c->port = parts.port;
    c->expires = expires;
    return j;
}

/* contact-param *( COMMA contact-param ) over the whole of s[i..n); the first goes to *first */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(first) && \separated(first, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *first;
    ensures inside: \result ==> !first->star && ContactIn(first, i, n); */
static bool contacts_scan(const uint8_t *s, size_t i, size_t n, sip_contact *first)
{
    size_t e = contact_scan(s, n, i, first);
    /*@ loop invariant range: e == SIP_NPOS || i < e <= n;
        loop invariant first: e != SIP_NPOS ==> !first->star && ContactIn(first, i, n);
        loop assigns e;
        loop variant n - e; */
    while (e < n) {
        sip_contact other;
        size_t j = sip_separator(s, n, e, ',');
        e = j == SIP_NPOS ? SIP_NPOS : contact_scan(s, n, j, &other);
    }
    return e == n;
}

/* One Contact header field: "*", or a list whose first entry goes to *out. */
/*@ requires readable: Text(s, value.at + value.len, value.at);
    requires range: value.at + value.len <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. value.at + value.len - 1));
    terminates \true; exits \false; assigns *out;
    ensures inside: \result ==> ContactIn(out, value.at, value.at + value.len); */
static bool contact_line(const uint8_t *s, sip_span value, sip_contact *out)
{
    const sip_contact star = { .star = true, .expires = -1 };
    size_t i = value.at, n = end_of(value);
    if (n - i != 1 || s[i] != '*')
        return contacts_scan(s, i, n, out);
    *out = star;
    return true;
}

/* The header field that the first Contact stands in, which goes to *first; SIP_NPOS where there is none. All lines must
 * read well, and "*" stands alone. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(first) && \separated(first, m);
    terminates \true; exits \false; assigns *first;
    ensures inside: \result != SIP_NPOS ==> Named(m, SIP_H_CONTACT, \result) &&
      ContactIn(first, ValueStart(m, \result), ValueStop(m, \result)); */
static size_t contact_first(const uint8_t *s, const sip_message *m, sip_contact *first)
{
    size_t at = SIP_NPOS;
    /*@ loop invariant range: 0 <= k <= m->headers;
        loop invariant inside: at != SIP_NPOS ==> Named(m, SIP_H_CONTACT, at) &&
          ContactIn(first, ValueStart(m, at), ValueStop(m, at));
        loop assigns k, at, *first;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_CONTACT)
            continue;
        sip_contact c;
        if (!contact_line(s, sip_span_of(m->header[k].value), &c))
            return SIP_NPOS;
        if (at != SIP_NPOS && (first->star || c.star))
            return SIP_NPOS;
        if (at == SIP_NPOS) {
            *first = c;
            at = k;
        }
    }
    return at;
}

bool sip_contact_read(const uint8_t *s, const sip_message *m, sip_contact *out)
{
    sip_contact first;
    size_t at = contact_first(s, m, &first);
    if (at == SIP_NPOS)
        return false;
    *out = first;
    //@ assert inside: Named(m, SIP_H_CONTACT, at) && ContactIn(out, ValueStart(m, at), ValueStop(m, at));
    return true;
}
