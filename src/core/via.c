/* Via (RFC 3261 20.42, 25.1; RFC 3581 for rport). */
#include "headers.h"
#include "lex.h"
#include "plain.h"
#include "params.h"
#include "word.h"

static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* protocol-name SLASH protocol-version SLASH transport */
static size_t protocol_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t j = i;
    /*@ loop invariant 0 <= part <= 2 && i <= j <= n;
        loop assigns part, j;
        loop variant 2 - part; */
    for (unsigned part = 0; part < 2; part++) {
        size_t e = sip_token_scan(s, n, j);
        if (e == SIP_NPOS)
            return SIP_NPOS;
        j = sip_separator(s, n, e, '/');
        if (j == SIP_NPOS)
            return SIP_NPOS;
    }
    size_t e = sip_token_scan(s, n, j);
    if (e != SIP_NPOS)
        v->transport = span(j, e);
    return e;
}

/* sent-by = host [ COLON port ] */
static size_t sent_by_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t e = sip_host_scan(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    v->host = span(i, e);
    v->port = 0;
    size_t c = sip_separator(s, n, e, ':');
    if (c == SIP_NPOS)
        return e;
    sip_number p = sip_number_scan(s, n, c, 65535);
    if (p.code != SIP_NUMBER_OK)
        return SIP_NPOS;
    v->port = p.value;
    return p.end;
}

static size_t end_of(sip_span x)
{
    return (size_t)x.at + x.len;
}

/* The whole of the value is 1*DIGIT up to max. */
static bool number_whole(const uint8_t *s, const sip_param *p, uint32_t max, uint32_t *out)
{
    sip_number v = sip_number_scan(s, end_of(p->value), p->value.at, max);
    if (p->form != SIP_VALUE_TOKEN || v.code != SIP_NUMBER_OK || v.end != end_of(p->value))
        return false;
    *out = v.value;
    return true;
}

/* received = IPv4address / IPv6address; the field also puts brackets around the latter, which is accepted. The value
 * of an IPv6address without brackets is no gen-value, so it is scanned here. */
static size_t received_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t eq = sip_separator(s, n, i, '=');
    if (eq == SIP_NPOS)
        return SIP_NPOS;
    size_t j = eq;
    /*@ loop invariant eq <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] != ';' && s[j] != ',' && s[j] != ' ' && s[j] != '\t' && s[j] != '\r')
        j++;
    bool bracket = j - eq >= 2 && s[eq] == '[' && s[j - 1] == ']';
    ip_addr unused;
    if (!addr_parse(s, bracket ? eq + 1 : eq, bracket ? j - 1 : j, &unused))
        return SIP_NPOS;
    v->received = span(eq, j);
    return j;
}

/* Which of the parameters that may stand once have been seen. */
typedef struct { bool ttl, maddr; } seen;

static bool first_time(bool *flag)
{
    bool was = *flag;
    *flag = true;
    return !was;
}

static bool is_host(const uint8_t *s, const sip_param *p)
{
    return (p->form == SIP_VALUE_TOKEN || p->form == SIP_VALUE_HOST) &&
           sip_host_scan(s, end_of(p->value), p->value.at) == end_of(p->value);
}

/* A parameter that RFC 3261 25.1 or RFC 3581 defines has its form, and stands once. */
static bool defined_param(const uint8_t *s, const sip_param *p, sip_via *v, seen *f)
{
    uint32_t unused = 0;
    if (sip_param_is(s, p, "branch", 6)) {
        bool first = v->branch.len == 0;
        v->branch = p->value;
        return first && p->form == SIP_VALUE_TOKEN;
    }
    if (sip_param_is(s, p, "rport", 5))
        return first_time(&v->rport) &&
               (p->form == SIP_VALUE_NONE || number_whole(s, p, 65535, &v->rport_value));
    if (sip_param_is(s, p, "ttl", 3))
        return first_time(&f->ttl) && p->value.len <= 3 && number_whole(s, p, 255, &unused);
    if (sip_param_is(s, p, "maddr", 5))
        return first_time(&f->maddr) && is_host(s, p);
    return true;
}

/* via-params at i, the SEMI before it taken */
static size_t via_param_scan(const uint8_t *s, size_t n, size_t i, sip_via *v, seen *f)
{
    size_t e = sip_token(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    if (e - i == 8 && sip_word_at(s, i, "received", 8))
        return v->received.len == 0 ? received_scan(s, n, e, v) : SIP_NPOS;
    sip_param p;
    e = sip_param_rest(s, n, i, e, &p);
    return e != SIP_NPOS && defined_param(s, &p, v, f) ? e : SIP_NPOS;
}

/* via-parm at i: the index behind it, or SIP_NPOS */
static size_t via_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    static const sip_via none;
    *v = none;
    size_t e = protocol_scan(s, n, i, v);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    size_t b = sip_sws_scan(s, n, e);
    if (b == e) /* LWS is needed */
        return SIP_NPOS;
    size_t j = sent_by_scan(s, n, b, v);
    if (j == SIP_NPOS)
        return SIP_NPOS;
    seen f = { false, false };
    /*@ loop invariant i <= j <= n;
        loop assigns j, f, *v;
        loop variant n - j; */
    for (;;) {
        size_t p = sip_separator(s, n, j, ';');
        if (p == SIP_NPOS)
            break;
        j = via_param_scan(s, n, p, v, &f);
        if (j == SIP_NPOS)
            return SIP_NPOS;
    }
    v->value = span(i, j);
    return j;
}

/* The via-parms of one header value; SIP_NPOS if one is malformed. The first goes to *first. */
static size_t line_count(const uint8_t *s, size_t i, size_t n, sip_via *first)
{
    size_t count = 0;
    size_t j = i;
    /*@ loop invariant i <= j <= n && count <= j - i;
        loop assigns j, count, *first;
        loop variant n - j; */
    for (;;) {
        sip_via other;
        size_t e = via_scan(s, n, j, count == 0 ? first : &other);
        if (e == SIP_NPOS)
            return SIP_NPOS;
        count++;
        if (e == n)
            return count;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return SIP_NPOS;
    }
}

size_t sip_via_count(const uint8_t *s, const sip_message *m)
{
    size_t count = 0;
    /*@ loop invariant 0 <= k <= m->headers;
        loop assigns k, count;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_VIA)
            continue;
        sip_via unused;
        size_t c = line_count(s, m->header[k].value.at, end_of(sip_span_of(m->header[k].value)), &unused);
        if (c == SIP_NPOS)
            return SIP_NPOS;
        count += c;
    }
    return count;
}

bool sip_via_read(const uint8_t *s, const sip_message *m, sip_via *top)
{
    size_t k = sip_header_find(m, SIP_H_VIA, 0);
    if (k == SIP_NPOS)
        return false;
    sip_via v;
    if (line_count(s, m->header[k].value.at, end_of(sip_span_of(m->header[k].value)), &v) == SIP_NPOS)
        return false;
    *top = v;
    return true;
}
