// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: a registration that ends without success leaves the other sets as they were; a de-registered UE has no set, and without an established set there is no service; what stays after a change of address moves
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-18 CR2-7.4.1a-20 CR2-7.4.1a-21 AKA-6.1.2.2-1 CR2-7.1-R8 CR2-7.4.1a-10 PAT-08 PAT-09
#include "ue_any.h"

/* When a registration ends without success the temporary set goes and the others stay as they were. */
static void check_failed(const ue_case *c)
{
    const sa_sets *s = &c->before.sets, *t = &c->after.sets;

    if (any(SA_ABORT)) {
        __CPROVER_assert(t->temp.state == SA_NONE, "the new set goes");
        __CPROVER_assert(c->after.phase == UE_IDLE || c->e.kind == UE_REGISTER, "no registration runs");
        __CPROVER_assert(c->e.kind == UE_NEW_ADDRESS || (kept_set(&s->cur, &t->cur) && kept_set(&s->old, &t->old)),
                         "kept");
    }
    if (c->e.kind == UE_REJECTED && !any(SA_DISCARD))
        __CPROVER_assert(any(SA_ABORT), "a failure ends the registration");
}

/* A de-registered UE has no set; without an established set no request is sent and nothing protected is delivered;
 * outside the prefix of a set the set is not used any more. */
static void check_gone(const ue_case *c)
{
    const sa_sets *s = &c->after.sets;
    sa_set t = set_of(s, watched);

    if (c->e.kind == UE_ACCEPTED && !any(SA_DISCARD) && (c->e.seconds == 0 || c->before.deregister))
        __CPROVER_assert(standing(s) == 0, "no set");
    if (c->before.sets.cur.state == SA_NONE)
        __CPROVER_assert(!any(SA_SEND) && (seen.of[SA_DELIVER] == 0 || watched == 0), "no service");
    if (c->e.kind == UE_NEW_ADDRESS && t.state != SA_NONE)
        __CPROVER_assert(addr_equal(&t.p.ue_addr, &c->e.addr), "every set that stays moves");
}

void harness(void)
{
    ue_case c = any_case();

    check_failed(&c);
    check_gone(&c);
}
