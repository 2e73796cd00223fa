/* One action of a step, whichever: what holds of it holds of each. The functions here stand in for those of the same name
 * in src/core/sa.c, as those of action_notes.c do. */
#include "nth.h"

uint32_t nth;
sa_action did;

void sa_act(sa_actions *a, sa_action_kind kind, uint32_t set, uint32_t code, sa_req req)
{
    if (a->count == nth)
        did = (sa_action){ kind, set, code, 0, req };
    a->count++;
}

void sa_act_at(sa_actions *a, sa_action_kind kind, uint32_t set, uint64_t at, sa_req req)
{
    if (a->count == nth)
        did = (sa_action){ kind, set, 0, at, req };
    a->count++;
}
