// cbmc: --unwind 13 -D REF_QUOTED_MAX=10
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_quoted_scan gives the longest match of quoted-string
// bound: all byte strings of at most 10 bytes, from the first byte
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 10

static void longest(size_t r, bool ends_at_j, bool ends_at_r, size_t j)
{
    __CPROVER_assert(r == SIP_NPOS || ends_at_r, "the answer is a match");
    __CPROVER_assert(!ends_at_j || (r != SIP_NPOS && j <= r), "no match is longer, none is missed");
}

void harness(void)
{
    uint8_t s[N];
    size_t n, i = 0, j;

    __CPROVER_assume(n <= N && j <= n); // j: any end
    size_t r = sip_quoted_scan(s, n, i);
    longest(r, ref_quoted(s, i, j), r <= n && ref_quoted(s, i, r), j);
}
