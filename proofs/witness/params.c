/* What the contracts of the header parameters say about concrete texts. The asserts are steps for the provers. */
#include "../../src/core/params.h"

void bare(void)
{
    const uint8_t s[1] = { 'c' };
    sip_param p;
    size_t r = sip_param_scan(s, 1, 0, &p);
    //@ check end: r == 1;
    //@ check bare: p.form == SIP_VALUE_NONE && p.name.at == 0 && p.name.len == 1 && p.value.len == 0;
}

void with_value(void)
{
    const uint8_t s[3] = { 'A', '=', 'b' };
    sip_param p;
    //@ assert name: TokenEnd(&s[0], 3, 0) == 1;
    //@ assert before: SwsEnd(&s[0], 3, 1) == 1;
    //@ assert behind: SwsEnd(&s[0], 3, 2) == 2;
    //@ assert equal: EqualEnd(&s[0], 3, 1) == 2;
    //@ assert plain: QuoteBit(&s[0], 3, 2) == 0 && BracketBit(&s[0], 3, 2) == 0;
    //@ assert value: GenEnd(&s[0], 3, 2) == 3 && GenAt(&s[0], 3, 2) == 2 && GenForm(&s[0], 3, 2) == SIP_VALUE_TOKEN;
    size_t r = sip_param_scan(s, 3, 0, &p);
    //@ check end: r == 3;
    //@ check name: p.name.at == 0 && p.name.len == 1;
    //@ check value: p.form == SIP_VALUE_TOKEN && p.value.at == 2 && p.value.len == 1;
}

void no_name(void)
{
    const uint8_t s[1] = { '=' };
    sip_param p = { { 7, 7 }, { 7, 7 }, SIP_VALUE_NONE };
    size_t r = sip_param_scan(s, 1, 0, &p);
    //@ check none: r == SIP_NPOS;
    //@ check kept: p.name.at == 7 && p.value.len == 7 && p.form == SIP_VALUE_NONE;
}

void quoted_value(void)
{
    const uint8_t s[4] = { 'a', '=', '"', '"' };
    sip_param p;
    //@ assert before: SwsEnd(&s[0], 4, 1) == 1;
    //@ assert behind: SwsEnd(&s[0], 4, 2) == 2;
    //@ assert equal: EqualEnd(&s[0], 4, 1) == 2;
    //@ assert quoted: QuoteBit(&s[0], 4, 2) == 1 && QuotedRest(&s[0], 4, 3) == 4;
    //@ assert value: GenEnd(&s[0], 4, 2) == 4 && GenAt(&s[0], 4, 2) == 2 && GenForm(&s[0], 4, 2) == SIP_VALUE_QUOTED;
    size_t r = sip_param_rest(s, 4, 0, 1, &p);
    //@ check end: r == 4;
    //@ check value: p.form == SIP_VALUE_QUOTED && p.value.at == 2 && p.value.len == 2;
}

void open_quote(void)
{
    const uint8_t s[3] = { 'a', '=', '"' };
    sip_param p = { { 7, 7 }, { 7, 7 }, SIP_VALUE_NONE };
    //@ assert before: SwsEnd(&s[0], 3, 1) == 1;
    //@ assert behind: SwsEnd(&s[0], 3, 2) == 2;
    //@ assert equal: EqualEnd(&s[0], 3, 1) == 2;
    //@ assert quoted: QuoteBit(&s[0], 3, 2) == 1 && QuotedRest(&s[0], 3, 3) == -1;
    //@ assert value: GenEnd(&s[0], 3, 2) == -1;
    size_t r = sip_param_rest(s, 3, 0, 1, &p);
    //@ check none: r == SIP_NPOS;
    //@ check kept: p.name.at == 7 && p.value.len == 7 && p.form == SIP_VALUE_NONE;
}
