// cbmc: --unwind 13 -D REF_QUOTED_MAX=10
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_sws_scan gives the longest match of SWS
// bound: all byte strings of at most 10 bytes, from the first byte
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 10

void harness(void)
{
    uint8_t s[N];

    for (size_t n = 0; n <= N; n++) {
        size_t longest = SIP_NPOS;
        for (size_t j = 0; j <= n; j++) {
            if (ref_sws(s, 0, j))
                longest = j;
        }
        __CPROVER_assert(sip_sws_scan(s, n, 0) == longest, "the longest match, or none");
    }
}
