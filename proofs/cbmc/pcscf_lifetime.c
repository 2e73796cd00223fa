// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: a temporary set of the P-CSCF ends with reg-await-auth; a network-initiated authentication leaves the established set and the old one no more than the time it names; 64*T1 after the first use of the new set by the UE the old one is over
// bound: none in states, events and times (other events: pcscf_told.c); addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-07 CR2-7.4.2a-17 CR2-6.1.4-03
#include "pcscf_by.h"

static void check_await(void)
{
    pcscf_case c;

    by(PCSCF_CHALLENGE, &c);
    if (any(SA_INSTALL))
        __CPROVER_assert(c.after.sets.temp.expires_at == plus(c.e.now, c.before.times.reg_await_auth), "await");
}

static void check_shortened(void)
{
    pcscf_case c;
    sa_set *cur = &c.after.sets.cur, *old = &c.after.sets.old, *was = &c.before.sets.cur;
    uint64_t left;

    by(PCSCF_REAUTHENTICATE, &c);
    left = plus(c.e.now, (uint64_t)c.e.seconds * 1000);
    if (was->state != SA_NONE)
        __CPROVER_assert(cur->expires_at == (left < was->expires_at ? left : was->expires_at), "shortened");
    __CPROVER_assert(old->state != SA_OLD || old->expires_at <= left, "the old set, too");
}

static void check_drain(pcscf_event_kind kind)
{
    pcscf_case c;
    sa_set *cur = &c.after.sets.cur, *old = &c.after.sets.old, *was = &c.before.sets.cur;

    by(kind, &c);
    if (cur->id == was->id && cur->used && !was->used && old->state == SA_OLD)
        __CPROVER_assert(old->expires_at <= plus(c.e.now, c.before.times.drain), "the old set drains");
}

void harness(void)
{
    check_await();
    check_shortened();
    check_drain(PCSCF_MESSAGE);
    check_drain(PCSCF_REGISTER);
}
