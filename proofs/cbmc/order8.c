// cbmc: --unwind 9
// sources: ,
// property: sip_order8 puts any two runs of eight bytes in the order of the numbers that they write with 0x20 set, the first byte lowest; of eight bytes that tokens have it calls those equal that are so but for case, and no others
// bound: none

/* Words are cut there on purpose. */
#pragma CPROVER check push
#pragma CPROVER check disable "unsigned-overflow"
#pragma CPROVER check disable "conversion"
#include "../../src/core/plain.h"
#pragma CPROVER check pop
#include "name_bytes.h"

void __CPROVER_assert(_Bool, const char *);
uint8_t nondet_byte(void);
void harness(void);

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static int folded(uint8_t c)
{
    return c / 32 % 2 == 1 ? c : c + 32;
}

void harness(void)
{
    uint8_t x[8], y[8];
    bool tokens = true, same = true;
    int sign = 0;

    for (size_t k = 0; k < 8; k++) {
        x[k] = nondet_byte();
        y[k] = nondet_byte();
        int d = folded(x[k]) - folded(y[k]);
        sign = d == 0 ? sign : d; /* a later byte counts for more */
        tokens = tokens && token(x[k]) && token(y[k]);
        same = same && lower(x[k]) == lower(y[k]);
    }
    int got = sip_order8(x, y);
    __CPROVER_assert((got < 0) == (sign < 0) && (got > 0) == (sign > 0), "order");
    __CPROVER_assert(!tokens || (got == 0) == same, "tokens");
}
