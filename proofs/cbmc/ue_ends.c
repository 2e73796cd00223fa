// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: each success gives the established set of the UE the end that sa_life_end says (proved: the later of registration plus 30 s and the end of the set before; in cr1 the registration) for the sets, the time and the seconds of that success, and the old set none after it; a de-registration leaves no set
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-12 CR2-7.4.1a-22 CR2-7.1-R8 CR1-7.1-R9
#include "model/life.h"
#include "ue_by.h"

static void check_success(void)
{
    ue_case c;
    const sa_sets *s = &c.after.sets;

    by(UE_ACCEPTED, &c);
    if (any(SA_DISCARD))
        return;
    if (c.e.seconds == 0 || c.before.deregister) {
        __CPROVER_assert(standing(s) == 0, "no set");
        return;
    }
    __CPROVER_assert(s->cur.state == SA_ESTABLISHED && s->cur.expires_at == life.is, "the end of a success");
    __CPROVER_assert(asked_for(&c.before.sets, &c.before.times, c.e.now, c.e.seconds), "of this one");
    __CPROVER_assert(s->old.state != SA_OLD || s->old.expires_at <= s->cur.expires_at, "the old set no longer");
}

void harness(void)
{
    check_success();
}
