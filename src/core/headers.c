/* CSeq, From, To, Contact, Expires, and the lists of option tags. */
#include "address.h"
#include "headers.h"
#include "lex.h"
#include "params.h"
#include "word.h"

#define CSEQ_MAX 2147483647u /* less than 2**31 (RFC 3261 8.1.1.5) */

static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

static size_t end_of(sip_span x)
{
    return (size_t)x.at + x.len;
}

/* The one header field of that name, or SIP_NPOS: one that may stand only once is refused twice (RFC 3261 7.3.1). */
static size_t only(const sip_message *m, sip_header_name id)
{
    size_t at = SIP_NPOS, count = 0;
    /*@ loop invariant 0 <= k <= m->headers && count <= k && (count > 0 ==> at < m->headers);
        loop assigns k, at, count;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        bool hit = m->header[k].id == id;
        at = hit ? k : at;
        count += hit;
    }
    return count == 1 ? at : SIP_NPOS;
}

/* CSeq = 1*DIGIT LWS Method */
bool sip_cseq_read(const uint8_t *s, const sip_message *m, sip_cseq *out)
{
    size_t k = only(m, SIP_H_CSEQ);
    if (k == SIP_NPOS)
        return false;
    size_t i = m->header[k].value.at, n = end_of(sip_span_of(m->header[k].value));
    sip_number v = sip_number_scan(s, n, i, CSEQ_MAX);
    if (v.code != SIP_NUMBER_OK)
        return false;
    size_t b = sip_sws_scan(s, n, v.end);
    if (b == v.end || sip_token_scan(s, n, b) != n)
        return false;
    out->number = v.value;
    out->method = span(b, n);
    return true;
}

/* From and To: *( SEMI from-param ); tag is a token and stands once. */
bool sip_party_read(const uint8_t *s, const sip_message *m, sip_header_name id, sip_party *out)
{
    size_t k = only(m, id);
    if (k == SIP_NPOS)
        return false;
    size_t i = m->header[k].value.at, n = end_of(sip_span_of(m->header[k].value));
    sip_party r = { { 0, 0 }, { 0, 0 } };
    sip_uri unused;
    size_t j = sip_address_scan(s, n, i, &r.uri, &unused);
    if (j == SIP_NPOS)
        return false;
    /*@ loop invariant i <= j <= n;
        loop assigns j, r;
        loop variant n - j; */
    while (j < n) {
        sip_param p;
        size_t b = sip_separator(s, n, j, ';');
        if (b == SIP_NPOS)
            return false;
        j = sip_param_scan(s, n, b, &p);
        if (j == SIP_NPOS)
            return false;
        if (!sip_param_is(s, &p, "tag", 3))
            continue;
        if (p.form != SIP_VALUE_TOKEN || r.tag.len != 0)
            return false;
        r.tag = p.value;
    }
    *out = r;
    return true;
}

/* contact-params: expires is delta-seconds, q is a qvalue, and each stands once. *q: a q was seen. */
static bool contact_param(const uint8_t *s, const sip_param *p, sip_contact *c, bool *q)
{
    if (sip_param_is(s, p, "q", 1)) {
        bool again = *q;
        *q = true;
        return !again && p->form == SIP_VALUE_TOKEN && sip_qvalue(s, p->value.at, end_of(p->value)) >= 0;
    }
    if (!sip_param_is(s, p, "expires", 7))
        return true;
    sip_number v = sip_number_scan(s, end_of(p->value), p->value.at, UINT32_MAX);
    if (p->form != SIP_VALUE_TOKEN || v.code != SIP_NUMBER_OK || v.end != end_of(p->value) || c->expires >= 0)
        return false;
    c->expires = v.value;
    return true;
}

/* contact-param at i: the index behind it, or SIP_NPOS */
static size_t contact_scan(const uint8_t *s, size_t n, size_t i, sip_contact *c)
{
    static const sip_contact none = { .expires = -1 };
    *c = none;
    sip_uri parts;
    size_t j = sip_address_scan(s, n, i, &c->uri, &parts);
    bool q = false;
    if (j == SIP_NPOS)
        return SIP_NPOS;
    /*@ loop invariant i <= j <= n;
        loop assigns j, q, *c;
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
static bool contacts_scan(const uint8_t *s, size_t i, size_t n, sip_contact *first)
{
    size_t j = i;
    bool more = false;
    /*@ loop invariant i <= j <= n;
        loop assigns j, more, *first;
        loop variant n - j; */
    for (;;) {
        sip_contact other;
        size_t e = contact_scan(s, n, j, more ? &other : first);
        if (e == SIP_NPOS)
            return false;
        if (e == n)
            return true;
        more = true;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return false;
    }
}

/* One Contact header field: "*", or a list whose first entry goes to *out. */
static bool contact_line(const uint8_t *s, sip_span value, sip_contact *out)
{
    static const sip_contact star = { .star = true, .expires = -1 };
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
    /*@ loop invariant 0 <= k <= m->headers && lines <= k;
        loop assigns k, lines, first;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_CONTACT)
            continue;
        sip_contact c;
        if (!contact_line(s, sip_span_of(m->header[k].value), &c))
            return false;
        if (lines > 0 && (first.star || c.star))
            return false;
        if (lines == 0)
            first = c;
        lines++;
    }
    if (lines == 0)
        return false;
    *out = first;
    return true;
}

/* Expires = delta-seconds, up to 2**32-1 (RFC 3261 20.19) */
int64_t sip_expires_read(const uint8_t *s, const sip_message *m)
{
    size_t k = only(m, SIP_H_EXPIRES);
    if (k == SIP_NPOS)
        return sip_header_find(m, SIP_H_EXPIRES, 0) == SIP_NPOS ? -1 : -2;
    size_t n = end_of(sip_span_of(m->header[k].value));
    sip_number v = sip_number_scan(s, n, m->header[k].value.at, UINT32_MAX);
    return v.code == SIP_NUMBER_OK && v.end == n ? (int64_t)v.value : -2;
}

/* token *( COMMA token ) over the whole of s[i..n), and one of them is the tag */
static bool tag_in(const uint8_t *s, size_t i, size_t n, const char *tag, size_t len)
{
    size_t j = i;
    bool found = false;
    /*@ loop invariant i <= j <= n;
        loop assigns j, found;
        loop variant n - j; */
    for (;;) {
        size_t e = sip_token_scan(s, n, j);
        if (e == SIP_NPOS)
            return false;
        found = found || (e - j == len && sip_equal_nocase(s, j, e, tag, len));
        if (e == n)
            return found;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return false;
    }
}

bool sip_option_tag(const uint8_t *s, const sip_message *m, sip_header_name id, const char *tag, size_t len)
{
    /*@ loop invariant 0 <= k <= m->headers;
        loop assigns k;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id == id && tag_in(s, m->header[k].value.at, end_of(sip_span_of(m->header[k].value)), tag, len))
            return true;
    }
    return false;
}
