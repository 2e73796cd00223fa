// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the P-CSCF is the row of spec/states/pcscf.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here another message that came, or is to be sent
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-10 CR2-7.4.2a-17 CR2-7.4.2a-18 CR2-7.1-R4a
#include "pcscf_table.h"

void harness(void)
{
    __CPROVER_assert(refines(PCSCF_MESSAGE), "the row for a message");
    __CPROVER_assert(refines(PCSCF_SEND), "the row for one to send");
}
