// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_reasons.c
// property: what comes from the UE on a set that is gone, a message or a REGISTER, and a response that is to go on it, is discarded by the requirement, and nothing else is done; a set whose end has come is gone before that (pcscf_expire)
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-R4 CR2-7.4.2a-15 CR2-7.4.2a-24 CR1-7.1-R4 CR1-7.1-31
#include "pcscf_any.h"
#include "model/reasons.h"

void harness(void)
{
    pcscf_case c;
    sa_set s;
    bool response = c.e.kind == PCSCF_SEND && !c.e.request;

    __CPROVER_assume(c.e.kind == PCSCF_REGISTER || c.e.kind == PCSCF_MESSAGE || response);
    c = take(c);
    s = live(&c, watched);
    __CPROVER_assume(watched != 0 && c.e.on == watched && s.state == SA_NONE);
    __CPROVER_assert(seen.count == 1 && seen.of[SA_DISCARD] == 1, "discarded");
    __CPROVER_assert(why == (response ? SA_REQ_CR2_7_4_2A_15 : SA_REQ_CR2_7_1_R4), "by the requirement");
    __CPROVER_assert(untouched(&c.before.sets, &c.after.sets), "the sets stay as they are");
}
