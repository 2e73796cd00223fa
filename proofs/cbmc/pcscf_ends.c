// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: each success gives the established set of the P-CSCF the end that sa_life_end says (proved: the later of registration plus 30 s and the end of the set before; in cr1 the registration) for the sets, the time and the seconds of that success, and the old set none after it; a de-registration leaves 64*T1 at most
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-12 CR2-7.4.2a-23 CR2-7.1-R8 CR1-7.1-R9
#include "model/life.h"
#include "pcscf_by.h"

/* A success is one that went on to the UE. */
static void check_success(void)
{
    pcscf_case c;
    const sa_sets *s = &c.after.sets;

    by(PCSCF_ACCEPTED, &c);
    if (!any(SA_SEND))
        return;
    if (c.e.seconds != 0) {
        __CPROVER_assert(s->cur.state == SA_ESTABLISHED && s->cur.expires_at == life.is, "the end of a success");
        __CPROVER_assert(asked_for(&c.before.sets, &c.before.times, c.e.now, c.e.seconds), "of this one");
        __CPROVER_assert(s->old.state != SA_OLD || s->old.expires_at <= s->cur.expires_at, "the old set no longer");
    } else {
        __CPROVER_assert(s->old.state == SA_CLOSING && s->old.expires_at <= plus(c.e.now, c.before.times.drain),
                         "64*T1 for the 200");
    }
}

static void check_deregistered(void)
{
    pcscf_case c;
    const sa_sets *s = &c.after.sets;

    by(PCSCF_DEREGISTERED, &c);
    __CPROVER_assert(s->temp.state == SA_NONE && s->cur.state == SA_NONE, "no set in use");
    if (c.before.sets.cur.state != SA_NONE)
        __CPROVER_assert(s->old.expires_at <= plus(c.e.now, c.before.times.drain), "64*T1 at most");
}

void harness(void)
{
    check_success();
    check_deregistered();
}
