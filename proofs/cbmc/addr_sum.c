// cbmc: --unwind 17
// sources: src/core/addr.c spec/ref/ref_prefix.c
// property: addr_sum16 is the one's complement sum of RFC 1071, addr_equal is equality
// bound: equality: none; the sum: all addresses of three words that are not zero
#include "../../spec/ref/ref_prefix.h"
#include "../../src/core/addr.h"

void harness(void)
{
    ip_addr a, b;
    unsigned k;

    __CPROVER_assume(k < 16);
    __CPROVER_assert(!addr_equal(&a, &b) || a.b[k] == b.b[k], "equal addresses have equal bytes");
    b = a;
    __CPROVER_assert(addr_equal(&a, &b), "a copy is equal");
    for (unsigned m = 6; m < 16; m++)
        __CPROVER_assume(a.b[m] == 0);
    __CPROVER_assert(addr_sum16(&a) == ref_ones_sum(a.b), "addr_sum16");
}
