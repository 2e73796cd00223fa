/* What the contracts of the address scanners say about concrete texts. */
#include "../../src/core/iptext.h"

void ip4(void)
{
    const uint8_t s[9] = { '1', '.', '2', '.', '3', '.', '2', '5', '6' };
    ip4_text r = ip4_scan(s, 9, 0), cut = ip4_scan(s, 6, 0), empty = ip4_scan(s, 9, 9);
    //@ check longest: r.end == 8;
    //@ check octets: r.a == 1 && r.b == 2 && r.c == 3 && r.d == 25;
    //@ check cut: cut.end == SIP_NPOS;
    //@ check empty: empty.end == SIP_NPOS;
}

void ip6(void)
{
    const uint8_t s[5] = { ':', ':', 'a', ':', ':' };
    bool any = ip6_parse(s, 0, 2).ok, one = ip6_parse(s, 0, 3).ok, twice = ip6_parse(s, 0, 5).ok;
    bool open = ip6_parse(s, 0, 4).ok, first = ip6_parse(s, 2, 5).ok, empty = ip6_parse(s, 3, 3).ok;
    //@ check any: any;
    //@ check one: one;
    //@ check twice: !twice;
    //@ check open: !open;
    //@ check first: first;
    //@ check empty: !empty;
}
