// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the UE is the row of spec/states/ue.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here a new address, authentication asked for, and time that passes
// bound: none in states, events and times but the last millisecond of 2^64; addresses of 8 bits (machine.h)
// requirements: PAT-08 PAT-09 CR2-6.1.4-03 CR2-7.4.1a-23
#include "ue_table.h"

/* The sets that are over go first; every event begins so (ue_expire.c). */
static bool ticks(void)
{
    ue_case c = any_table_case(UE_TICK);
    int v[F_COUNT] = { 0 };

    ue_state_facts(&c.before, c.e.now, v);
    v[F_OVER] = over_at(&c.before.sets, c.e.now);
    row_start();
    expire(&c.after, c.e.now, &c.a);
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}

void harness(void)
{
    __CPROVER_assert(refines(UE_NEW_ADDRESS), "the row for an address");
    __CPROVER_assert(refines(UE_REAUTHENTICATE), "the row for authentication asked for");
    __CPROVER_assert(ticks(), "the row for a tick");
}
