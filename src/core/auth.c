/* Parameters of Digest credentials and challenges (RFC 3261 20.7, 20.44, 25.1; RFC 2617; RFC 3310). */
#include "headers.h"
#include "lex.h"
#include "plain.h"
#include "word.h"

static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* auth-param = token EQUAL ( token / quoted-string ) at i: the index behind it, or SIP_NPOS */
static size_t auth_param_scan(const uint8_t *s, size_t n, size_t i, size_t *name_end, sip_auth_param *p)
{
    size_t e = sip_token(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    size_t v = sip_separator(s, n, e, '=');
    if (v == SIP_NPOS)
        return SIP_NPOS;
    size_t q = v < n && s[v] > ' ' ? v : sip_sws_scan(s, n, v); /* quoted-string brings an SWS of its own */
    bool quoted = q < n && s[q] == '"';
    size_t end = quoted ? sip_quoted(s, n, q) : sip_token(s, n, v);
    if (end == SIP_NPOS)
        return SIP_NPOS;
    *name_end = e;
    p->found = true;
    p->quoted = quoted;
    p->value = quoted ? span(q + 1, end - 1) : span(v, end);
    p->whole = span(i, end);
    return end;
}

/* "Digest" LWS: the index behind it, or SIP_NPOS. Authentication-Info has no scheme. */
static size_t scheme_scan(const uint8_t *s, size_t n, size_t i, sip_header_name id)
{
    if (id == SIP_H_AUTHENTICATION_INFO)
        return i;
    size_t e = sip_token_scan(s, n, i);
    if (e == SIP_NPOS || !sip_equal_nocase(s, i, e, "digest", 6))
        return SIP_NPOS;
    size_t b = sip_sws_scan(s, n, e);
    return b > e ? b : SIP_NPOS;
}

/* auth-param *( COMMA auth-param ) over the whole of s[i..n); the one of that name goes to *r. False where the list is
 * malformed or has the name twice. */
static bool params_scan(const uint8_t *s, size_t n, size_t i, const char *name, size_t len, sip_auth_param *r)
{
    size_t j = i;
    /*@ loop invariant i <= j <= n;
        loop assigns j, *r;
        loop variant n - j; */
    for (;;) {
        sip_auth_param p = { false, false, { 0, 0 }, { 0, 0 } };
        size_t name_end = j;
        size_t e = auth_param_scan(s, n, j, &name_end, &p);
        if (e == SIP_NPOS)
            return false;
        if (sip_equal_nocase(s, j, name_end, name, len)) {
            if (r->found)
                return false;
            *r = p;
        }
        if (e == n)
            return true;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return false;
    }
}

/* One that does not parse as a whole, or has the parameter twice, gives nothing. */
sip_auth_param sip_auth_param_find(const uint8_t *s, const sip_message *m, size_t k, const char *name, size_t len)
{
    const sip_auth_param none = { false, false, { 0, 0 }, { 0, 0 } };
    if (k >= m->headers)
        return none;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = scheme_scan(s, n, i, m->header[k].id);
    sip_auth_param r = none;
    return j != SIP_NPOS && params_scan(s, n, j, name, len, &r) ? r : none;
}

/* The len bytes at x and y are equal without regard to ASCII case. */
static inline bool same(const uint8_t *x, const uint8_t *y, size_t len)
{
    /*@ loop invariant 0 <= k <= len;
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        if (x[k] != y[k] && sip_letter_order(x[k], y[k]) != 0)
            return false;
    }
    return true;
}

sip_auth_param sip_auth_get(const uint8_t *s, const sip_auth *a, const char *name, size_t len)
{
    const sip_auth_param none = { false, false, { 0, 0 }, { 0, 0 } };
    const uint8_t *w = (const uint8_t *)name;
    /*@ loop invariant 0 <= k <= a->count;
        loop assigns k;
        loop variant a->count - k; */
    for (uint32_t k = 0; k < a->count; k++) {
        const uint8_t *x = s + a->entry[k].name.at;
        if (a->entry[k].name.len == len && (x[0] | 0x20) == (w[0] | 0x20) && same(x, w, len))
            return a->entry[k].param;
    }
    return none;
}

/* Some entry before the last one has its name. */
static bool name_taken(const uint8_t *s, const sip_auth *a, uint32_t last)
{
    /*@ loop invariant 0 <= k <= last;
        loop assigns k;
        loop variant last - k; */
    for (uint32_t k = 0; k < last; k++) {
        sip_span x = a->entry[k].name, y = a->entry[last].name;
        if (x.len == y.len && same(s + x.at, s + y.at, x.len))
            return true;
    }
    return false;
}

/* auth-param *( COMMA auth-param ) over the whole of s[i..n); *count of them */
static bool entries_scan(const uint8_t *s, size_t n, size_t i, sip_auth *out, uint32_t *count)
{
    size_t j = i;
    uint32_t k = 0, names = 0;
    /*@ loop invariant i <= j <= n && k < SIP_AUTH_PARAMS_MAX;
        loop assigns j, k, names, out->entry[0 .. SIP_AUTH_PARAMS_MAX - 1];
        loop variant n - j; */
    for (;;) {
        size_t name_end = j;
        size_t e = auth_param_scan(s, n, j, &name_end, &out->entry[k].param);
        if (e == SIP_NPOS)
            return false;
        out->entry[k].name = span(j, name_end);
        uint32_t bit = 1u << ((name_end - j + 5u * (s[name_end - 1] | 0x20)) % 32); /* of one name always the same */
        if ((names & bit) != 0 && name_taken(s, out, k))
            return false;
        names |= bit;
        k++;
        if (e == n)
            break;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS || k == SIP_AUTH_PARAMS_MAX)
            return false;
    }
    *count = k;
    return true;
}

bool sip_auth_read(const uint8_t *s, const sip_message *m, size_t k, sip_auth *out)
{
    out->count = 0;
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = scheme_scan(s, n, i, m->header[k].id);
    uint32_t count = 0;
    if (j == SIP_NPOS || !entries_scan(s, n, j, out, &count))
        return false;
    out->count = count;
    return true;
}

/* Digest and other schemes have one form (RFC 3261 25.1, other-response). */
bool sip_auth_valid(const uint8_t *s, const sip_message *m, size_t k)
{
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = i;
    if (m->header[k].id != SIP_H_AUTHENTICATION_INFO) {
        size_t e = sip_token_scan(s, n, i);
        j = e == SIP_NPOS ? e : sip_sws_scan(s, n, e);
        if (j == SIP_NPOS || j == e)
            return false;
    }
    sip_auth_param unused = { false, false, { 0, 0 }, { 0, 0 } };
    return params_scan(s, n, j, "", 0, &unused);
}
