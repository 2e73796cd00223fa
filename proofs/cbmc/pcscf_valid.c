// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: the P-CSCF's invariant holds at the start and is kept by every event: roles of the three slots, P-CSCF SPIs unlike the UE's, one server port, other client ports, no old set that outlives the established one
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR1-7.1-05 CR1-7.1-14 CR1-7.1-15 CR1-7.1-26 CR1-7.1-R3a CR1-7.2-SM6-1 CR2-7.1-04 CR2-7.1-05 CR2-7.1-P1 CR2-7.1-P8 CR2-7.1-R3 CR2-7.1-R3a CR2-7.4-02 CR2-7.4-03
#include "pcscf_any.h"

void harness(void)
{
    pcscf first;
    pcscf_case c;

    c = take(c);
    pcscf_init(&first);
    __CPROVER_assert(pcscf_valid(&first), "base");
    __CPROVER_assert(pcscf_valid(&c.after), "kept");
}
