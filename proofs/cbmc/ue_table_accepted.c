// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a REGISTER that was accepted
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: CR2-7.4-01 CR2-7.4.1a-11 CR2-7.4.1a-12 CR2-7.4.1a-22
#include "model/life_row.h"
#include "ue_table.h"

void harness(void)
{
    __CPROVER_assert(refines(UE_ACCEPTED), "the row for a success");
}
