// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the P-CSCF is the row of spec/states/pcscf.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a REGISTER
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-01 CR2-7.4.2a-09 CR2-7.1-R2 CR2-7.1-R3 CR2-7.1-R4 CR2-7.2-SM7-3 CR2-7.2-SM7-4
#include "pcscf_table.h"

void harness(void)
{
    __CPROVER_assert(refines(PCSCF_REGISTER), "the row for a REGISTER");
}
