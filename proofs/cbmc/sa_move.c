// cbmc: --unwind 17
// sources: src/core/sa.c src/core/prefix.c src/core/addr.c
// property: each set that covers the address and has another one is told of by a MOVE, in the order of the slots, and has it; any other address, set and action stays as it is
// bound: none
// requirements: PAT-08
#include "set.h"

static bool is_moving(const sa_set *s, const ip_addr *to)
{
    return s->state != SA_NONE && prefix_match(&s->p.ue, to) && !same_bytes(&s->p.ue_addr, to);
}

static void slot_follows(const sa_set *was, const sa_set *is, const ip_addr *to)
{
    __CPROVER_assert(same_but_address(is, was), "the set is as it was");
    __CPROVER_assert(same_bytes(&is->p.ue_addr, is_moving(was, to) ? to : &was->p.ue_addr), "but for its address");
    __CPROVER_assert(!prefix_match(&was->p.ue, &was->p.ue_addr) || prefix_match(&is->p.ue, &is->p.ue_addr),
                     "which stays inside its prefix");
}

void harness(void)
{
    sa_sets was, is;
    sa_actions before, after;
    ip_addr to;

    is = was;
    after = before;
    sa_move(&is, &to, &after);
    slot_follows(&was.temp, &is.temp, &to);
    slot_follows(&was.cur, &is.cur, &to);
    slot_follows(&was.old, &is.old, &to);
    __CPROVER_assert(is.next_id == was.next_id && is.profile == was.profile, "nothing else is written");
    __CPROVER_assert(!in_order(&was) || in_order(&is), "sets in order stay in order");
    told(&before, &after, (const sa_set *[]){ &was.temp, &was.cur, &was.old },
         (bool[]){ is_moving(&was.temp, &to), is_moving(&was.cur, &to), is_moving(&was.old, &to) }, SA_MOVE,
         SA_REQ_PAT_08);
}
