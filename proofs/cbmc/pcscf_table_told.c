// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_nth.c
// property: each step of the P-CSCF is the row of spec/states/pcscf.tsv that fits its state and event: there is one, its actions come in order with their requirements, and the machine is then as it says; here authentication asked for or registration ended by the network, and time that passes
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-6.1.4-03 CR2-7.1-R8 CR2-7.4.2a-24
#include "pcscf_table.h"

/* The sets that are over go, and nothing else happens; every event begins so (pcscf_expire.c). */
static bool ticks(void)
{
    pcscf_case c = any_table_case(PCSCF_TICK);
    int v[F_COUNT] = { 0 };

    v[F_OVER] = over_at(&c.before.sets, c.e.now);
    row_start();
    expire(&c.after, c.e.now, &c.a);
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}

void harness(void)
{
    __CPROVER_assert(refines(PCSCF_REAUTHENTICATE), "the row for authentication asked for");
    __CPROVER_assert(refines(PCSCF_DEREGISTERED), "the row for the end of the registration");
    __CPROVER_assert(ticks(), "the row for a tick");
}
