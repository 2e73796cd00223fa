// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: a failed authentication deletes the new set and keeps the others as they were; the failure goes on the set of SM7, after that the set is deleted
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-19 CR2-7.4.2a-20 CR2-7.4.2a-21 CR2-7.4.2a-22 CR2-7.2-SM7-3 CR2-7.2-SM7-4
#include "pcscf_any.h"

/* The set in that slot stands untouched unless its time is over. */
static void kept(const pcscf_case *c, const sa_set *s, const sa_set *t)
{
    if (live(c, s->id) != NULL)
        __CPROVER_assert(same_set(s, t) && s->state == t->state && s->expires_at == t->expires_at && s->used == t->used,
                         "kept");
}

/* A failed authentication deletes the new set and keeps the others as they were; the failure goes on the set of SM7,
 * after that the set is deleted. */
static void check_failed(const pcscf_case *c)
{
    uint32_t temp = c->before.sets.temp.id;
    bool sm7 = live(c, temp) != NULL && c->e.on == temp;
    bool rejected = sm7 && c->e.kind == PCSCF_REJECTED && c->before.answered;
    bool altered = sm7 && c->e.kind == PCSCF_REGISTER && any(&c->a, SA_REPLY) && c->e.via_ok && c->e.impi_ok;

    if (rejected || altered) {
        __CPROVER_assert(c->after.sets.temp.state == SA_NONE && does(&c->a, SA_DELETE, temp), "the new set goes");
        __CPROVER_assert(does(&c->a, rejected ? SA_SEND : SA_REPLY, temp), "the failure goes on the new set");
        kept(c, &c->before.sets.cur, &c->after.sets.cur);
        kept(c, &c->before.sets.old, &c->after.sets.old);
    }
    if (c->e.kind == PCSCF_REJECTED && answers_sm1(&c->before, &c->e) && !rejected &&
        (c->e.on == 0 || live(c, c->e.on) != NULL)) {
        __CPROVER_assert(does(&c->a, SA_SEND, c->e.on), "a failure goes where SM1 came");
        kept(c, &c->before.sets.cur, &c->after.sets.cur);
        kept(c, &c->before.sets.old, &c->after.sets.old);
    }
}

void harness(void)
{
    pcscf_case c = any_case();

    check_failed(&c);
}
