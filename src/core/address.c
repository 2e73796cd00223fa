#include "address.h"
#include "lex.h"
#include "uri.h"

/*@ requires range: i <= j <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* *( token LWS ): the index behind it */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n; */
static size_t tokens_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    for (;;) {
        size_t e = sip_token_scan(s, n, j);
        if (e == SIP_NPOS)
            return j;
        size_t b = sip_sws_scan(s, n, e);
        if (b == e)
            return j;
        j = b;
    }
}

size_t sip_name_addr_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts)
{
    size_t q = sip_sws_scan(s, n, i);
    size_t b = q < n && s[q] == '"' ? sip_quoted_scan(s, n, q) : tokens_scan(s, n, i);
    if (b == SIP_NPOS)
        return SIP_NPOS;
    b = sip_sws_scan(s, n, b); /* of LAQUOT */
    if (b >= n || s[b] != '<')
        return SIP_NPOS;
    size_t e = sip_uri_parts(s, n, b + 1, parts);
    if (e == SIP_NPOS || e >= n || s[e] != '>')
        return SIP_NPOS;
    *uri = span(b + 1, e);
    return e + 1;
}

/* addr-spec outside of <>: no comma, semicolon or question mark in it (RFC 3261 20.10). */
/*@ requires place: AddressPlace(s, n, i, uri, parts);
    terminates \true; exits \false; assigns *uri, *parts;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> UriIn(uri, i, \result);
    ensures parts: \result != SIP_NPOS ==> PartsIn(parts, \result); */
static size_t addr_spec_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] > ' ' && s[j] != ',' && s[j] != ';' && s[j] != '?')
        j++;
    if (sip_uri_parts(s, j, i, parts) != j)
        return SIP_NPOS;
    *uri = span(i, j);
    return j;
}

size_t sip_address_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts)
{
    size_t e = sip_name_addr_scan(s, n, i, uri, parts);
    return e != SIP_NPOS ? sip_sws_scan(s, n, e) : addr_spec_scan(s, n, i, uri, parts);
}
