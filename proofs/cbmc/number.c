// cbmc: --unwind 12
// sources: src/core/lex.c spec/ref/ref_lex.c
// property: sip_number_scan ends behind the longest run of digits, and gives its value, or says that it is above the limit
// bound: all byte strings of at most 10 bytes, from the first byte; the limit of a port, 65535
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/lex.h"

#define N 10

void harness(void)
{
    uint8_t s[N];
    size_t n, end = 0;

    __CPROVER_assume(n <= N);
    while (end < n && ref_digits(s, end, end + 1))
        end++;
    sip_number r = sip_number_scan(s, n, 0, 65535);
    uint64_t v = ref_number(s, 0, end, 65535);
    __CPROVER_assert(r.end == end, "the longest run");
    __CPROVER_assert((r.code == SIP_NUMBER_NONE) == (end == 0), "none");
    __CPROVER_assert((r.code == SIP_NUMBER_OVERFLOW) == (v > 65535), "overflow");
    __CPROVER_assert(r.value == (v <= 65535 ? v : 0), "value");
}
