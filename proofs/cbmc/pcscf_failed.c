// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: a failed authentication deletes the new set and keeps the others as they were; the failure goes on the set of SM7, after that the set is deleted
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-19 CR2-7.4.2a-20 CR2-7.4.2a-21 CR2-7.4.2a-22 CR2-7.2-SM7-3 CR2-7.2-SM7-4
#include "pcscf_any.h"

/* A failed authentication deletes the new set and keeps the others as they were; the failure goes on the set of SM7,
 * after that the set is deleted. */
static void check_failed(const pcscf_case *c)
{
    const sa_sets *s = &c->before.sets, *t = &c->after.sets;
    bool sm7 = s->temp.state != SA_NONE && c->e.on == s->temp.id;
    bool rejected = sm7 && c->e.kind == PCSCF_REJECTED && c->before.answered;
    bool altered = sm7 && c->e.kind == PCSCF_REGISTER && any(SA_REPLY) && c->e.via_ok && c->e.impi_ok;
    bool sm1 = c->e.kind == PCSCF_REJECTED && answers_sm1(&c->before, &c->e) && !rejected;

    if (rejected || altered) {
        __CPROVER_assert(t->temp.state == SA_NONE && !lacks(SA_DELETE, s->temp.id), "the new set goes");
        __CPROVER_assert(!lacks(rejected ? SA_SEND : SA_REPLY, s->temp.id), "the failure goes on the new set");
        __CPROVER_assert(!seen.stray, "and before it goes");
    }
    if (sm1)
        __CPROVER_assert(!lacks(SA_SEND, c->e.on), "a failure goes where SM1 came");
    if (rejected || altered || sm1)
        __CPROVER_assert(kept_set(&s->cur, &t->cur) && kept_set(&s->old, &t->old), "kept");
}

void harness(void)
{
    pcscf_case c = any_case();

    check_failed(&c);
}
