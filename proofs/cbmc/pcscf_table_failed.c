// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the P-CSCF is the row of spec/states/pcscf.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a REGISTER that it rejects, an installation that failed
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-19 CR2-7.4.2a-20 CR2-7.4.2a-21 CR2-7.4.2a-22
#include "pcscf_table.h"

void harness(void)
{
    __CPROVER_assert(refines(PCSCF_REJECTED), "the row for a failure");
    __CPROVER_assert(refines(PCSCF_INSTALL_FAILED), "the row for a set that could not be installed");
}
