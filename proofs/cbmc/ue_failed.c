// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: a registration that ends without success leaves the other sets as they were; a de-registered UE has no set, and without an established set there is no service; what stays after a change of address moves
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-18 CR2-7.4.1a-20 CR2-7.4.1a-21 AKA-6.1.2.2-1 CR2-7.1-R8 CR2-7.4.1a-10 PAT-08 PAT-09
#include "ue_any.h"

/* The set in that slot stands untouched unless its time is over. */
static void kept(const ue_case *c, const sa_set *s, const sa_set *t)
{
    if (live(c, s->id) != NULL)
        __CPROVER_assert(same_set(s, t) && s->state == t->state && s->expires_at == t->expires_at && s->used == t->used,
                         "kept");
}

/* When a registration ends without success the temporary set goes and the others stay as they were. */
static void check_failed(const ue_case *c)
{
    if (any(&c->a, SA_ABORT)) {
        __CPROVER_assert(c->after.sets.temp.state == SA_NONE, "the new set goes");
        __CPROVER_assert(c->after.phase == UE_IDLE || c->e.kind == UE_REGISTER, "no registration runs");
        if (c->e.kind != UE_NEW_ADDRESS) {
            kept(c, &c->before.sets.cur, &c->after.sets.cur);
            kept(c, &c->before.sets.old, &c->after.sets.old);
        }
    }
    if (c->e.kind == UE_REJECTED && !any(&c->a, SA_DISCARD))
        __CPROVER_assert(any(&c->a, SA_ABORT), "a failure ends the registration");
}

/* A de-registered UE has no set; without an established set no request is sent and nothing protected is delivered;
 * outside the prefix of a set the set is not used any more. */
static void check_gone(const ue_case *c)
{
    const sa_sets *s = &c->after.sets;
    uint32_t id;

    if (c->e.kind == UE_ACCEPTED && !any(&c->a, SA_DISCARD) && (c->e.seconds == 0 || c->before.deregister))
        __CPROVER_assert(s->temp.state == SA_NONE && s->cur.state == SA_NONE && s->old.state == SA_NONE, "no set");
    if (live(c, c->before.sets.cur.id) == NULL)
        __CPROVER_assert(!any(&c->a, SA_SEND) && (!any(&c->a, SA_DELIVER) || c->e.on == 0), "no service");
    if (c->e.kind == UE_NEW_ADDRESS && sa_sets_get(s, id) != NULL)
        __CPROVER_assert(addr_equal(&sa_sets_get(s, id)->p.ue_addr, &c->e.addr), "every set that stays moves");
}

void harness(void)
{
    ue_case c = any_case();

    check_failed(&c);
    check_gone(&c);
}
