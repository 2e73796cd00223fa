// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: the UE's invariant holds at the start and is kept by every event: one registration at a time, SPIs of its own that no set has twice, one server port, other client ports, no old set that outlives the established one
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR1-7.1-04 CR1-7.1-20 CR1-7.1-23 CR1-7.1-R6 CR2-7.1-03 CR2-7.1-R6 CR2-7.1-U1 CR2-7.1-U8 CR2-7.4-02 CR2-7.4-03 CR2-7.4.1a-01
#include "ue_any.h"

void harness(void)
{
    ue first;
    ue_case c;

    c = take(c);
    ue_init(&first);
    __CPROVER_assert(ue_valid(&first), "base");
    __CPROVER_assert(ue_valid(&c.after), "kept");
}
