/* An arbitrary UE machine in a valid state, an arbitrary event, and the step: what holds here holds in every state
 * that the machine can ever be in, because ue_valid.c proves that it stays valid. A step first deletes the sets that
 * are over (ue_expire.c); here the rest of it runs, on sets that all live, and a.count starts at 0. */
#include "machine.h"

/* ue_memory.c checks each access, conversion and overflow of the step; the others leave that out to be quick. */
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
#include "../../src/core/ue.c"

typedef struct { ue before, after; ue_event e; sa_actions a; } ue_case;

/* The step from any valid state, by any event of the kind that stands there. (A value, no pointer: much less for the
 * solver.) */
static ue_case take(ue_case c)
{
    __CPROVER_assume((unsigned)c.e.autn <= UE_AUTN_SYNC && (unsigned)c.e.server <= UE_SERVER_NONE);
    __CPROVER_assume(ue_valid(&c.before) && nothing_over(&c.before.sets, c.e.now));
    c.after = c.before;
    c.a.count = 0;
    watch(&c.before.sets);
    handle(&c.after, &c.e, &c.a);
    noted(&c.a);
    return c;
}

/* By any event of a kind that there is; ue_valid.c and ue_memory.c take any number for the kind. */
static inline ue_case any_case(void)
{
    ue_case c;

    __CPROVER_assume((unsigned)c.e.kind <= UE_TICK);
    return take(c);
}

/* The first half of a step: the sets that are over go. */
static inline void run_out(ue *x, uint64_t now, sa_actions *a)
{
    a->count = 0;
    watch(&x->sets);
    expire(x, now, a);
    noted(a);
}

/* The set of that id when the event comes, or one of no state. */
static inline sa_set live(const ue_case *c, uint32_t id)
{
    return set_of(&c->before.sets, id);
}

/* What its profile says. */
static inline const profile_table *rules(const ue_case *c)
{
    return profile_get(c->before.sets.profile);
}
