// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the P-CSCF is the row of spec/states/pcscf.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a REGISTER that the S-CSCF accepts
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-11 CR2-7.4.2a-12 CR2-7.4.2a-13 CR2-7.4.2a-16 CR2-7.4.2a-23
#include "model/life_row.h"
#include "pcscf_table.h"

void harness(void)
{
    __CPROVER_assert(refines(PCSCF_ACCEPTED), "the row for a success");
}
