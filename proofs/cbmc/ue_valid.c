// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: the UE's invariant holds at the start and is kept by every event: one registration at a time, SPIs of its own that no set has twice, one server port, other client ports, no old set that outlives the established one
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR1-7.1-04 CR1-7.1-20 CR1-7.1-23 CR1-7.1-R6 CR2-7.1-03 CR2-7.1-R6 CR2-7.1-U1 CR2-7.1-U8 CR2-7.4-02 CR2-7.4-03 CR2-7.4.1a-01
#include "ue_any.h"

/* One after the other the parts of the invariant are quick work for the solver, and then so is the whole. */
static void part(bool holds)
{
    __CPROVER_assert(holds, "kept, a part");
    __CPROVER_assume(holds);
}

static void kept(const ue *m)
{
    const sa_sets *s = &m->sets;

    part(roles_in_order(s));
    part(phase_in_order(m));
    part(set_in_order(m, &s->temp));
    part(set_in_order(m, &s->cur));
    part(set_in_order(m, &s->old));
    part(apart(m, &s->temp, &s->cur));
    part(apart(m, &s->temp, &s->old));
    part(apart(m, &s->cur, &s->old));
    __CPROVER_assert(ue_valid(m), "kept, the whole");
}

void harness(void)
{
    ue first;
    ue_case c;

    c = take(c);
    ue_init(&first);
    __CPROVER_assert(ue_valid(&first), "base");
    kept(&c.after);
}
