// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a challenge
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-05 CR2-7.4.1a-07 CR2-7.4.1a-21 CR2-7.1-04
#include "ue_table.h"

/* The good ones and the others apart: the solver is done with the two long before it is with all at once. */
static bool challenged(bool good)
{
    ue_case c = any_table_case(UE_CHALLENGE);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume((c.e.autn == UE_AUTN_OK) == good && nothing_over(&c.before.sets, c.e.now));
    ue_state_facts(&c.before, c.e.now, v);
    ue_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}

void harness(void)
{
    __CPROVER_assert(challenged(true), "the row for a good challenge");
    __CPROVER_assert(challenged(false), "the row for a challenge that is not good");
}
