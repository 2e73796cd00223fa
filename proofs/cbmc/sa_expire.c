// cbmc: --unwind 17
// sources: src/core/sa.c
// property: each set whose time is over is told of by a DELETE, in the order of the slots, and of it nothing is left; any other set, and any other action, stays as it is
// bound: none
// requirements: CR2-7.4.1a-23 CR2-7.4.2a-24
#include "set.h"

static bool is_over(const sa_set *s, uint64_t now)
{
    return s->state != SA_NONE && now >= s->expires_at;
}

/* The slot after: empty in all its fields where the set was over, else as it was. */
static void slot_follows(const sa_set *was, const sa_set *is, uint64_t now)
{
    static const sa_set none;
    const sa_set *want = is_over(was, now) ? &none : was;

    __CPROVER_assert(same_but_address(is, want), "nothing of it is left, or all");
    __CPROVER_assert(same_bytes(&is->p.ue_addr, &want->p.ue_addr), "nor the UE's address, or it too");
    __CPROVER_assert(!is_over(is, now), "it lives");
}

void harness(void)
{
    sa_sets was, is;
    sa_actions before, after;
    uint64_t now;
    sa_req req;

    is = was;
    after = before;
    sa_expire(&is, now, &after, req);
    slot_follows(&was.temp, &is.temp, now);
    slot_follows(&was.cur, &is.cur, now);
    slot_follows(&was.old, &is.old, now);
    __CPROVER_assert(is.next_id == was.next_id && is.profile == was.profile, "nothing else is written");
    __CPROVER_assert(!in_order(&was) || in_order(&is), "sets in order stay in order");
    told(&before, &after, (const sa_set *[]){ &was.temp, &was.cur, &was.old },
         (bool[]){ is_over(&was.temp, now), is_over(&was.cur, now), is_over(&was.old, now) }, SA_DELETE, req);
}
