/* What the contracts of the address scanners say about concrete texts. The asserts are steps towards the checks. */
#include "../../src/core/iptext.h"

void ip4(void)
{
    const uint8_t s[9] = { '1', '.', '2', '.', '3', '.', '2', '5', '6' };
    //@ assert first: Decimal(&s[0], 0, 1) == 1 && Ip4Part2(&s[0], 9, 0) == 2;
    //@ assert second: Decimal(&s[0], 2, 3) == 2 && Ip4Part3(&s[0], 9, 0) == 4;
    //@ assert third: Decimal(&s[0], 4, 5) == 3 && Ip4Part4(&s[0], 9, 0) == 6;
    //@ assert one_digit: Decimal(&s[0], 6, 7) == 2;
    //@ assert two_digits: Decimal(&s[0], 6, 8) == 25;
    //@ assert three_digits: Decimal(&s[0], 6, 9) == 256;
    //@ assert fourth: OctetEnd(&s[0], 9, 6) == 8;
    ip4_text r = ip4_scan(s, 9, 0);
    //@ check longest: r.end == 8;
    //@ check octets: r.a == 1 && r.b == 2 && r.c == 3 && r.d == 25;
}

void ip4_none(void)
{
    const uint8_t s[6] = { '1', '.', '2', '.', '3', '.' };
    ip4_text cut = ip4_scan(s, 6, 0), empty = ip4_scan(s, 6, 6);
    //@ check cut: cut.end == SIP_NPOS;
    //@ check empty: empty.end == SIP_NPOS;
}

void ip6(void)
{
    const uint8_t s[3] = { ':', ':', 'a' };
    bool any = ip6_parse(s, 0, 2).ok, one = ip6_parse(s, 0, 3).ok, empty = ip6_parse(s, 3, 3).ok;
    //@ check any: any;
    //@ check one: one;
    //@ check empty: !empty;
}

void ip6_words(void)
{
    const uint8_t s[5] = { '1', ':', ':', 'a', 'b' };
    //@ assert groups: H16End(&s[0], 5, 0) == 1 && H16End(&s[0], 5, 3) == 5;
    //@ assert no_v4: Ip4End(&s[0], 5, 0) == -1 && Ip4End(&s[0], 5, 3) == -1;
    //@ assert first: HexNumber(&s[0], 0, 1) == 1;
    //@ assert digit: HexNumber(&s[0], 3, 4) == 10;
    //@ assert last: HexNumber(&s[0], 3, 5) == 0xab;
    //@ assert count: Ip6Count(&s[0], 5, 0, 0) == 2 && Ip6Before(&s[0], 0, 5) == 1;
    ip6_text r = ip6_parse(s, 0, 5);
    //@ check whole: r.ok;
    //@ check first: r.w[0] == 1;
    //@ check gap: r.w[1] == 0 && r.w[6] == 0;
    //@ check last: r.w[7] == 0xab;
}

void ip6_none(void)
{
    const uint8_t s[5] = { ':', ':', 'a', ':', ':' };
    //@ assert group: H16End(&s[0], 5, 2) == 3 && Ip4End(&s[0], 5, 2) == -1;
    //@ assert again: Ip6RestBit(&s[0], 5, 2, 0, 1) == 0;
    bool twice = ip6_parse(s, 0, 5).ok, open = ip6_parse(s, 0, 4).ok, first = ip6_parse(s, 2, 5).ok;
    //@ check twice: !twice;
    //@ check open: !open;
    //@ check first: first;
}
