/* What the contracts of the address scanners say about concrete texts. */
#include "../../src/core/iptext.h"

void ip4(void)
{
    const uint8_t s[9] = { '1', '.', '2', '.', '3', '.', '2', '5', '6' };
    uint8_t out[4] = { 9, 9, 9, 9 }, none[4] = { 9, 9, 9, 9 };
    size_t r = ip4_scan(s, 9, 0, out), cut = ip4_scan(s, 6, 0, none), empty = ip4_scan(s, 9, 9, none);
    //@ check longest: r == 8;
    //@ check octets: out[0] == 1 && out[1] == 2 && out[2] == 3 && out[3] == 25;
    //@ check cut: cut == SIP_NPOS;
    //@ check empty: empty == SIP_NPOS;
    //@ check kept: none[0] == 9 && none[3] == 9;
}

void ip6(void)
{
    const uint8_t s[5] = { ':', ':', 'a', ':', ':' };
    uint8_t out[16] = { 0 };
    bool any = ip6_parse(s, 0, 2, out), one = ip6_parse(s, 0, 3, out), twice = ip6_parse(s, 0, 5, out);
    bool open = ip6_parse(s, 0, 4, out), first = ip6_parse(s, 2, 5, out), empty = ip6_parse(s, 3, 3, out);
    //@ check any: any;
    //@ check one: one;
    //@ check twice: !twice;
    //@ check open: !open;
    //@ check first: first;
    //@ check empty: !empty;
}
