// cbmc: --unwind 9 --slice-formula -D STEPS=7
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: from the start, over every sequence of seven events of the UE: the invariant holds, a set that is over goes and is not used, each set is installed once and deleted once and used in between alone, at most three sets stand, and a message is delivered only on a set that was authenticated
// bound: 7 events of any kind with any values, both profiles; addresses of 8 bits (machine.h)
// requirements: CR2-7.4-09 CR2-7.1-R3a CR1-7.1-R3a CR2-7.4-01 CR2-7.4.1a-23 CR2-7.1-4
#include "ue_any.h"

/* What has happened to the set that is watched. */
static bool answered, accepted;

/* One event, not before the last one. The step is that of the machine, sets that are over first. */
static uint64_t check_step(ue *m, uint64_t since)
{
    notes was = seen;
    ue_event e;
    sa_set s, t;
    bool here, failed, over;

    __CPROVER_assume((unsigned)e.kind <= UE_TICK && e.now >= since);
    __CPROVER_assume((unsigned)e.autn <= UE_AUTN_SYNC && (unsigned)e.server <= UE_SERVER_NONE);
    s = set_of(&m->sets, watched);
    here = s.state == SA_TEMPORARY;
    over = ended(&s, e.now);
    (void)ue_step(m, &e);
    t = set_of(&m->sets, watched);
    failed = here && e.kind == UE_INSTALL_FAILED && e.on == watched && seen.there && t.state == SA_NONE;
    seen.there = seen.there && !failed; /* it never was: the kernel refused it */
    seen.sets = standing(&m->sets);
    __CPROVER_assert(ue_valid(m), "the invariant");
    __CPROVER_assert(!over || (t.state == SA_NONE && seen.of[SA_DELIVER] == was.of[SA_DELIVER] &&
                               seen.of[SA_SEND] == was.of[SA_SEND]), "what is over goes, unused");
    __CPROVER_assert(!seen.stray && seen.there == (t.state != SA_NONE), "installed once, deleted once");
    __CPROVER_assert(seen.most <= 3, "three sets at most");
    if (seen.of[SA_DELIVER] != was.of[SA_DELIVER])
        __CPROVER_assert((watched == 0 && e.code >= 400) || (answered && accepted), "delivered on what was authenticated");
    answered = answered || (seen.of[SA_REGISTER] != was.of[SA_REGISTER] && e.autn == UE_AUTN_OK);
    accepted = accepted || (e.kind == UE_ACCEPTED && e.on == watched && seen.of[SA_LIFETIME] != was.of[SA_LIFETIME]);
    return e.now;
}

void harness(void)
{
    ue m;
    uint64_t now;
    bool cr1;

    ue_init(&m);
    m.sets.profile = cr1 ? PROFILE_CR1 : PROFILE_IMS;
    watch(&m.sets);
    for (uint32_t k = 0; k < STEPS; k++)
        now = check_step(&m, now);
}
