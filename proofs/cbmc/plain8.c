// cbmc: --unwind 9
// sources: ,
// property: eight bytes are taken at once exactly where each of them is SP or visible ASCII
// bound: all eight bytes
#include "../../src/core/plain.h"

void __CPROVER_assert(_Bool, const char *);
uint8_t nondet_byte(void);
void harness(void);

void harness(void)
{
    uint8_t p[8];
    bool all = true;

    for (int k = 0; k < 8; k++) {
        p[k] = nondet_byte();
        all = all && p[k] >= 0x20 && p[k] <= 0x7E;
    }
    __CPROVER_assert(sip_plain8(p) == all, "exact");
}
