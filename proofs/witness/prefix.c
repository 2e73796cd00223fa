/* What the contracts of prefixes say about concrete addresses. */
#include "../../src/core/prefix.h"

void v6(void)
{
    ip_addr a = { { 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1 } };
    ip_addr b = { { 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 2, 9, 9, 9, 9, 9, 9, 9, 9 } };
    ip_addr c = { { 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1 } };
    ip_prefix p = { a, 64 }, q = { c, 63 }, whole = { a, 128 }, bad = { a, 129 };
    bool inside = prefix_match(&p, &b), outside = prefix_match(&p, &c), odd = prefix_match(&q, &b);
    bool other = prefix_match(&whole, &b), never = prefix_match(&bad, &a);
    bool meet = prefix_overlap(&p, &q), apart = prefix_overlap(&whole, &(ip_prefix){ c, 128 });
    unsigned n = prefix_length(&p);
    //@ check inside: inside;
    //@ check outside: !outside;
    //@ check odd_length: odd;
    //@ check whole: !other;
    //@ check bad_length: !never;
    //@ check meet: meet;
    //@ check apart: !apart;
    //@ check length: n == 64;
}

void v4(void)
{
    ip_addr a = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 2, 3 } };
    ip_prefix p = { { { 0 } }, 0 }, none = { { { 0 } }, 0 }, all = { { { 0 } }, 0 };
    bool good = prefix_make(&a, 8, &p), bad = prefix_make(&a, 33, &none), crosses = prefix_match(&all, &a);
    unsigned n = prefix_length(&p);
    //@ check good: good && p.len == 104;
    //@ check length: n == 8;
    //@ check out_of_range: !bad && none.len == 0;
    //@ check families_apart: !crosses;
}
