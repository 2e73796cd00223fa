#include "params.h"
#include "lex.h"
#include "plain.h"
#include "word.h"

/* gen-value at i: a token is the longest of token and host, but for an IPv6reference. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(p) && \separated(p, s + (0 .. n - 1));
    terminates \true; exits \false; assigns p->form, p->value.at;
    ensures exact: Found(\result, GenEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i <= p->value.at < \result <= n;
    ensures parts: p->value.at == GenAt(s, n, i) && p->form == GenForm(s, n, i); */
static size_t value_scan(const uint8_t *s, size_t n, size_t i, sip_param *p)
{
    size_t q = i < n && s[i] > ' ' ? i : sip_sws_scan(s, n, i); /* quoted-string brings an SWS of its own */
    if (q < n && s[q] == '"') {
        p->form = SIP_VALUE_QUOTED;
        p->value.at = (uint32_t)q;
        return sip_quoted(s, n, q);
    }
    p->value.at = (uint32_t)i;
    if (i < n && s[i] == '[') {
        p->form = SIP_VALUE_HOST;
        return sip_host_scan(s, n, i);
    }
    p->form = SIP_VALUE_TOKEN;
    return sip_token(s, n, i);
}

size_t sip_param_rest(const uint8_t *s, size_t n, size_t i, size_t e, sip_param *p)
{
    sip_param r = { { (uint32_t)i, (uint32_t)(e - i) }, { (uint32_t)e, 0 }, SIP_VALUE_NONE };
    size_t end = e, v = sip_separator(s, n, e, '=');
    if (v != SIP_NPOS) {
        end = value_scan(s, n, v, &r);
        if (end == SIP_NPOS)
            return SIP_NPOS;
        r.value.len = (uint32_t)(end - r.value.at);
    }
    *p = r;
    return end;
}

size_t sip_param_scan(const uint8_t *s, size_t n, size_t i, sip_param *p)
{
    size_t e = sip_token(s, n, i);
    return e == SIP_NPOS ? SIP_NPOS : sip_param_rest(s, n, i, e, p);
}
