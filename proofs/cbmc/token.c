// cbmc: --unwind 15 -D REF_QUOTED_MAX=12
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_token_scan gives the longest match of token
// bound: all byte strings of at most 12 bytes, from the first byte
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 12

void harness(void)
{
    uint8_t s[N];

    for (size_t n = 0; n <= N; n++) {
        size_t longest = SIP_NPOS;
        for (size_t j = 0; j <= n; j++) {
            if (ref_token(s, 0, j))
                longest = j;
        }
        __CPROVER_assert(sip_token_scan(s, n, 0) == longest, "the longest match, or none");
    }
}
