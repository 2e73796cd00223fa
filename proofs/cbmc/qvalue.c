// cbmc: --unwind 13
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_qvalue gives the thousandths of the reference or refuses with it; sip_equal_nocase agrees with it
// bound: all byte strings of at most 10 bytes, every start; words of at most 6 bytes
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 10
#define W 6

void harness(void)
{
    uint8_t s[N];
    char w[W];
    size_t n, i, len;

    __CPROVER_assume(n <= N && i <= n && len <= W);
    for (size_t k = 0; k < W; k++)
        __CPROVER_assume(w[k] >= 0);
    __CPROVER_assert(sip_qvalue(s, i, n) == (ref_qvalue(s, i, n) ? ref_thousandths(s, i, n) : -1), "qvalue");
    __CPROVER_assert(sip_equal_nocase(s, i, n, w, len) == ref_equal_nocase(s, i, n, w, len), "equal_nocase");
}
