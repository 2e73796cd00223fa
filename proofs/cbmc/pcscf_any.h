/* An arbitrary P-CSCF machine in a valid state, an arbitrary event, and the step: what holds here holds in every state
 * that the machine can ever be in, because pcscf_valid.c proves that it stays valid. A step first deletes the sets that
 * are over (pcscf_expire.c); here the rest of it runs, on sets that all live, and a.count starts at 0. */
#include "machine.h"

/* pcscf_memory.c checks each access, conversion and overflow of the step; the others leave that out to be quick. */
#ifndef ALL_CHECKS
#pragma CPROVER check push
#pragma CPROVER check disable "bounds"
#pragma CPROVER check disable "pointer"
#pragma CPROVER check disable "pointer-overflow"
#pragma CPROVER check disable "conversion"
#pragma CPROVER check disable "signed-overflow"
#pragma CPROVER check disable "unsigned-overflow"
#pragma CPROVER check disable "undefined-shift"
#endif
#include "../../src/core/pcscf.c"

typedef struct { pcscf before, after; pcscf_event e; sa_actions a; } pcscf_case;

/* The step from any valid state, by any event of the kind that stands there. (A value, no pointer: much less for the
 * solver.) */
static pcscf_case take(pcscf_case c)
{
    __CPROVER_assume((unsigned)c.e.auth <= PCSCF_AUTH_FAILURE && (unsigned)c.e.verify <= SA_VERIFY_MALFORMED);
    __CPROVER_assume(pcscf_valid(&c.before) && nothing_over(&c.before.sets, c.e.now));
    c.after = c.before;
    c.a.count = 0;
    watch(&c.before.sets);
    handle(&c.after, &c.e, &c.a);
    noted(&c.a);
    return c;
}

/* By any event of a kind that there is; pcscf_valid.c and pcscf_memory.c take any number for the kind. */
static inline pcscf_case any_case(void)
{
    pcscf_case c;

    __CPROVER_assume((unsigned)c.e.kind <= PCSCF_TICK);
    return take(c);
}

/* The first half of a step: the sets that are over go. */
static inline void run_out(pcscf *x, uint64_t now, sa_actions *a)
{
    a->count = 0;
    watch(&x->sets);
    expire(x, now, a);
    noted(a);
}

/* The set of that id when the event comes, or one of no state. */
static inline sa_set live(const pcscf_case *c, uint32_t id)
{
    return set_of(&c->before.sets, id);
}

/* What its profile says. */
static inline const profile_table *rules(const pcscf_case *c)
{
    return profile_get(c->before.sets.profile);
}
