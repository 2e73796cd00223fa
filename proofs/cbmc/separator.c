// cbmc: --unwind 11 -D REF_QUOTED_MAX=8
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_separator_scan gives the longest match of SWS c SWS for every visible c
// bound: all byte strings of at most 8 bytes, from the first byte
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 8

void harness(void)
{
    uint8_t s[N];
    uint8_t c;

    __CPROVER_assume(c > ' ' && c < 0x7F);
    for (size_t n = 0; n <= N; n++) {
        size_t longest = SIP_NPOS;
        for (size_t j = 0; j <= n; j++) {
            if (ref_separator(s, 0, j, c))
                longest = j;
        }
        __CPROVER_assert(sip_separator_scan(s, n, 0, c) == longest, "the longest match, or none");
    }
}
