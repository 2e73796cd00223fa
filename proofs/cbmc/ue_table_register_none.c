// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here the start of a registration, to a UE with no set
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-01 CR2-7.1-03 CR2-7.4-04 CR2-7.4-06 PAT-06
#include "ue_registers.h"

void harness(void)
{
    __CPROVER_assert(registers(0), "the row for it, with no set");
}
