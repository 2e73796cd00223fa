// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a good challenge
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-05 CR2-7.4.1a-07 CR2-7.1-04
#include "ue_challenged.h"

void harness(void)
{
    __CPROVER_assert(challenged(UE_AUTN_OK), "the row for a good challenge");
}
