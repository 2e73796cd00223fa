#include "params.h"
#include "lex.h"
#include "word.h"

/* gen-value at i: a token is the longest of token and host, but for an IPv6reference. */
static size_t value_scan(const uint8_t *s, size_t n, size_t i, sip_param *p)
{
    size_t q = sip_sws_scan(s, n, i); /* quoted-string brings an SWS of its own */
    if (q < n && s[q] == '"') {
        p->form = SIP_VALUE_QUOTED;
        p->value.at = (uint32_t)q;
        return sip_quoted_scan(s, n, q);
    }
    p->value.at = (uint32_t)i;
    if (i < n && s[i] == '[') {
        p->form = SIP_VALUE_HOST;
        return sip_host_scan(s, n, i);
    }
    p->form = SIP_VALUE_TOKEN;
    return sip_token_scan(s, n, i);
}

size_t sip_param_scan(const uint8_t *s, size_t n, size_t i, sip_param *p)
{
    size_t e = sip_token_scan(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    sip_param r = { { (uint32_t)i, (uint32_t)(e - i) }, { (uint32_t)e, 0 }, SIP_VALUE_NONE };
    size_t v = sip_separator(s, n, e, '=');
    if (v != SIP_NPOS) {
        e = value_scan(s, n, v, &r);
        if (e == SIP_NPOS)
            return SIP_NPOS;
        r.value.len = (uint32_t)(e - r.value.at);
    }
    *p = r;
    return e;
}

bool sip_param_is(const uint8_t *s, const sip_param *p, const char *name, size_t len)
{
    return p->name.len == len && sip_word_at(s, p->name.at, name, len);
}
