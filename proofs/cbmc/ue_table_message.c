// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here another message that came
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-02 CR2-7.4.1a-15 CR2-7.4.1a-17 CR2-7.1-4
#include "ue_table.h"

void harness(void)
{
    __CPROVER_assert(refines(UE_MESSAGE), "the row for a message");
}
