/* What the contracts of the lexer say about concrete texts. */
#include "../../src/core/lex.h"

void token(void)
{
    const uint8_t s[4] = { 'a', '-', ';', 'b' };
    size_t r = sip_token_scan(s, 4, 0), none = sip_token_scan(s, 4, 2), last = sip_token_scan(s, 4, 3);
    size_t empty = sip_token_scan(s, 4, 4);
    //@ check longest: r == 2;
    //@ check invalid: none == SIP_NPOS;
    //@ check end: last == 4;
    //@ check empty: empty == SIP_NPOS;
}

void white_space(void)
{
    const uint8_t s[7] = { ' ', '\r', '\n', '\t', 'x', '\r', '\n' };
    size_t w = sip_wsp_scan(s, 7, 0), f = sip_sws_scan(s, 7, 0), x = sip_sws_scan(s, 7, 4), open = sip_sws_scan(s, 7, 5);
    size_t empty = sip_wsp_scan(s, 7, 7);
    //@ check wsp: w == 1;
    //@ check folded: f == 4;
    //@ check none: x == 4;
    //@ check no_fold_without_wsp: open == 5;
    //@ check empty: empty == 7;
}

void separator(void)
{
    const uint8_t s[5] = { ' ', ';', ' ', 'a', ';' };
    size_t r = sip_separator_scan(s, 5, 0, ';'), other = sip_separator_scan(s, 5, 0, ',');
    size_t bare = sip_separator_scan(s, 5, 4, ';'), none = sip_separator_scan(s, 5, 3, ';');
    //@ check both_sides: r == 3;
    //@ check other: other == SIP_NPOS;
    //@ check bare: bare == 5;
    //@ check none: none == SIP_NPOS;
}

void quoted_string(void)
{
    const uint8_t s[6] = { '"', '\\', '"', 0xC3, 0xA4, '"' };
    size_t r = sip_quoted_scan(s, 6, 0), open = sip_quoted_scan(s, 5, 0), cut = sip_quoted_scan(s, 4, 0);
    size_t other = sip_quoted_scan(s, 6, 1), empty = sip_quoted_scan(s, 6, 6);
    //@ check pair_and_utf8: r == 6;
    //@ check open: open == SIP_NPOS;
    //@ check cut_utf8: cut == SIP_NPOS;
    //@ check other: other == SIP_NPOS;
    //@ check empty: empty == SIP_NPOS;
}

void host(void)
{
    const uint8_t s[4] = { 'a', '.', '-', 'b' }, v6[4] = { '[', ':', ':', ']' };
    size_t r = sip_host_scan(s, 4, 0), none = sip_host_scan(s, 4, 2), last = sip_host_scan(s, 4, 3);
    size_t any = sip_host_scan(v6, 4, 0), open = sip_host_scan(v6, 3, 0), empty = sip_host_scan(s, 4, 4);
    //@ check name_with_dot: r == 2;
    //@ check none: none == SIP_NPOS;
    //@ check last: last == 4;
    //@ check v6: any == 4;
    //@ check open: open == SIP_NPOS;
    //@ check empty: empty == SIP_NPOS;
}

void number(void)
{
    const uint8_t s[3] = { '2', '5', '6' }, x[1] = { 'x' };
    sip_number r = sip_number_scan(s, 3, 0, 256), over = sip_number_scan(s, 3, 0, 255), none = sip_number_scan(x, 1, 0, 9);
    //@ check value: r.code == SIP_NUMBER_OK && r.value == 256 && r.end == 3;
    //@ check overflow: over.code == SIP_NUMBER_OVERFLOW && over.value == 0 && over.end == 3;
    //@ check none: none.code == SIP_NUMBER_NONE && none.value == 0 && none.end == 0;
}

void qvalue(void)
{
    const uint8_t a[5] = { '0', '.', '1', '2', '5' }, b[5] = { '1', '.', '0', '0', '1' };
    int32_t r = sip_qvalue(a, 0, 5), dot = sip_qvalue(a, 0, 2), one = sip_qvalue(b, 0, 4), over = sip_qvalue(b, 0, 5);
    int32_t empty = sip_qvalue(a, 2, 2);
    //@ check thousandths: r == 125;
    //@ check dot: dot == 0;
    //@ check one: one == 1000;
    //@ check over: over == -1;
    //@ check empty: empty == -1;
}

void equal_nocase(void)
{
    const uint8_t s[2] = { 'A', '[' };
    const char a[2] = { 'a', '[' }, b[2] = { 'a', '{' };
    bool same = sip_equal_nocase(s, 0, 2, a, 2), other = sip_equal_nocase(s, 0, 2, b, 2);
    bool shorter = sip_equal_nocase(s, 0, 1, a, 2), empty = sip_equal_nocase(s, 1, 1, a, 0);
    //@ check letters: same;
    //@ check no_letters: !other;
    //@ check shorter: !shorter;
    //@ check empty: empty;
}
