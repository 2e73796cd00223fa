/* What the contracts of the header parameters say about concrete texts. */
#include "../../src/core/params.h"

void generic_param(void)
{
    const uint8_t s[7] = { 'A', ' ', '=', ' ', 'b', ';', 'c' };
    const char a[1] = { 'a' };
    sip_param p, bare;
    size_t r = sip_param_scan(s, 7, 0, &p), last = sip_param_scan(s, 7, 6, &bare);
    bool named = sip_param_is(s, &p, a, 1);
    //@ check end: r == 5 && last == 7;
    //@ check value: p.form == SIP_VALUE_TOKEN && p.name.at == 0 && p.name.len == 1;
    //@ check place: p.value.at == 4 && p.value.len == 1;
    //@ check bare: bare.form == SIP_VALUE_NONE && bare.value.len == 0;
    //@ check named: named;
}

void quoted_value(void)
{
    const uint8_t s[5] = { 'a', '=', '"', '"', '=' };
    sip_param p = { { 7, 7 }, { 7, 7 }, SIP_VALUE_NONE };
    size_t r = sip_param_rest(s, 5, 0, 1, &p), open = sip_param_rest(s, 3, 0, 1, &p);
    size_t none = sip_param_scan(s, 5, 4, &p);
    //@ check end: r == 4;
    //@ check open: open == SIP_NPOS;
    //@ check none: none == SIP_NPOS;
    //@ check kept: p.form == SIP_VALUE_QUOTED && p.value.at == 2 && p.value.len == 2;
}
