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

/* From and To: *( SEMI from-param ); tag is a token and stands once. */
bool sip_party_read(const uint8_t *s, const sip_message *m, sip_header_name id, sip_party *out)
{
    size_t k = sip_header_only(m, id);
    if (k == SIP_NPOS)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    sip_party r = { { 0, 0 }, { 0, 0 } };
    sip_uri unused;
    size_t j = sip_address_scan(s, n, i, &r.uri, &unused);
    if (j == SIP_NPOS)
        return false;
    /*@ loop invariant range: i <= j <= n;
        loop invariant tag: r.tag.len > 0 ==> Inside(r.tag, i, n);
        loop assigns j, r.tag;
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
        if (p.form != SIP_VALUE_TOKEN || r.tag.len != 0)
            return false;
        r.tag = p.value;
    }
    *out = r;
    return true;
}

/* contact-params: expires is delta-seconds, q is a qvalue, and each stands once. *q: a q was seen. */
/*@ requires readable: \valid_read(p) && ParamText(s, p);
    requires writable: \valid(c) && \valid(q) && \separated(c, q, p);
    requires range: -1 <= c->expires <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns c->expires, *q;
    ensures range: -1 <= c->expires <= 0xFFFFFFFF; */
static bool contact_param(const uint8_t *s, const sip_param *p, sip_contact *c, bool *q)
{
    if (p->name.len == 1 && sip_is_letter(s[p->name.at], 'q')) {
        bool again = *q;
        *q = true;
        return !again && p->form == SIP_VALUE_TOKEN && sip_qvalue(s, p->value.at, end_of(p->value)) >= 0;
    }
    if (!is_expires(s, p))
        return true;
    sip_number v = sip_number_scan(s, end_of(p->value), p->value.at, UINT32_MAX);
    if (p->form != SIP_VALUE_TOKEN || v.code != SIP_NUMBER_OK || v.end != end_of(p->value) || c->expires >= 0)
        return false;
    c->expires = v.value;
    return true;
}

/* contact-param at i: the index behind it, or SIP_NPOS */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(c) && \separated(c, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *c;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> !c->star && ContactIn(c, i, n); */
static size_t contact_scan(const uint8_t *s, size_t n, size_t i, sip_contact *c)
{
    const sip_contact none = { .expires = -1 };
    *c = none;
    sip_uri parts;
    size_t j = sip_address_scan(s, n, i, &c->uri, &parts);
    bool q = false;
    if (j == SIP_NPOS)
        return SIP_NPOS;
    /*@ loop invariant range: i < j <= n;
        loop invariant expires: -1 <= c->expires <= 0xFFFFFFFF;
        loop assigns j, q, c->expires;
        loop variant n - j; */
    for (;;) {
        sip_param p;
        size_t b = sip_separator(s, n, j, ';');
        if (b == SIP_NPOS)
            break;
        j = sip_param_scan(s, n, b, &p);
        if (j == SIP_NPOS || !contact_param(s, &p, c, &q))
            return SIP_NPOS;
    }
    c->host = parts.host;
    c->port = parts.port;
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

/* All lines must read well, and "*" stands alone. */
bool sip_contact_read(const uint8_t *s, const sip_message *m, sip_contact *out)
{
    sip_contact first;
    uint32_t lines = 0;
    //@ ghost uint32_t at = 0;
    /*@ loop invariant range: 0 <= k <= m->headers && lines <= k;
        loop invariant inside: lines > 0 ==> at < k && Named(m, SIP_H_CONTACT, at) &&
          ContactIn(&first, ValueStart(m, at), ValueStop(m, at));
        loop assigns k, lines, first, at;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_CONTACT)
            continue;
        sip_contact c;
        if (!contact_line(s, sip_span_of(m->header[k].value), &c))
            return false;
        if (lines > 0 && (first.star || c.star))
            return false;
        //@ ghost if (lines == 0) at = k;
        if (lines == 0)
            first = c;
        lines++;
    }
    if (lines == 0)
        return false;
    *out = first;
    return true;
}
