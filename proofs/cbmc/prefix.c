// cbmc: --unwind 129
// sources: src/core/prefix.c src/core/addr.c spec/ref/ref_prefix.c
// property: prefix_match, prefix_overlap, prefix_make and addr_is_v4 agree with a reading bit by bit; two prefixes overlap iff an address lies in both
// bound: none: all pairs of 128-bit addresses, every length 0..255
#include "../../spec/ref/ref_prefix.h"
#include "../../src/core/prefix.h"

void harness(void)
{
    ip_prefix p, q, made;
    ip_addr a;
    unsigned length;
    uint8_t want[16];

    __CPROVER_assert(addr_is_v4(&a) == ref_mapped(a.b), "addr_is_v4");
    __CPROVER_assert(prefix_match(&p, &a) == (p.len <= 128 && ref_prefix_match(p.addr.b, p.len, a.b)), "prefix_match");
    __CPROVER_assert(prefix_overlap(&p, &q) ==
        (p.len <= 128 && q.len <= 128 && ref_prefix_overlap(p.addr.b, p.len, q.addr.b, q.len)), "prefix_overlap");
    __CPROVER_assert(!(prefix_match(&p, &a) && prefix_match(&q, &a)) || prefix_overlap(&p, &q), "common implies overlap");
    __CPROVER_assert(!prefix_overlap(&p, &q) || (p.len <= q.len ? prefix_match(&p, &q.addr) && prefix_match(&q, &q.addr)
        : prefix_match(&q, &p.addr) && prefix_match(&p, &p.addr)), "overlap implies common");
    if (prefix_make(&a, length, &made)) {
        ref_prefix_mask(a.b, made.len, want);
        for (unsigned k = 0; k < 16; k++)
            __CPROVER_assert(made.addr.b[k] == want[k], "masked");
        __CPROVER_assert(prefix_length(&made) == length && prefix_match(&made, &a), "length and match");
    } else {
        __CPROVER_assert(length > (ref_mapped(a.b) ? 32u : 128u), "refused only out of range");
    }
}
