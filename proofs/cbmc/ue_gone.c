// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_reasons.c
// property: what comes to the UE on a set that is gone, a message or the answer to a REGISTER, and a response that is to go on it, is discarded by the requirement, and nothing else is done; a set whose end has come is gone before that (ue_expire)
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-R7 CR2-7.4.1a-03 CR2-7.4.1a-11 CR2-7.4.1a-14 CR2-7.4.1a-23 CR1-7.1-R7
#include "ue_any.h"
#include "model/reasons.h"

static sa_req reason(ue_event_kind kind)
{
    switch (kind) {
    case UE_ACCEPTED: return SA_REQ_CR2_7_4_1A_11;
    case UE_REJECTED: return SA_REQ_CR2_7_4_1A_03;
    case UE_SEND: return SA_REQ_CR2_7_4_1A_14;
    default: return SA_REQ_CR2_7_1_R7;
    }
}

void harness(void)
{
    ue_case c;
    sa_set s;

    __CPROVER_assume(c.e.kind == UE_MESSAGE || c.e.kind == UE_ACCEPTED || c.e.kind == UE_REJECTED ||
                     (c.e.kind == UE_SEND && !c.e.request));
    c = take(c);
    s = live(&c, watched);
    __CPROVER_assume(watched != 0 && c.e.on == watched && s.state == SA_NONE);
    __CPROVER_assert(seen.count == 1 && seen.of[SA_DISCARD] == 1, "discarded");
    __CPROVER_assert(why == reason(c.e.kind), "by the requirement");
    __CPROVER_assert(untouched(&c.before.sets, &c.after.sets), "the sets stay as they are");
}
