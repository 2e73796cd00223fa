/* Notes of the actions, for the harnesses of the two machines: the functions here stand in for those of the same name in
 * src/core/sa.c (CBMC takes the first definition in the order of file names). The list itself, eight elements and a place
 * that is not known, would be most of the solver's work: sa_list.c proves its functions, *_memory.c that it has room. */
#include "notes.h"

uint32_t watched;
notes seen;

static void note(sa_actions *a, sa_action_kind kind, uint32_t set, uint32_t code, sa_req req)
{
    bool mine = set == watched;

    __CPROVER_assert(req != SA_REQ_NONE, "each action names its requirement");
    a->count++;
    seen.count++;
    seen.all[kind]++;
    seen.of[kind] += mine ? 1 : 0;
    seen.code[kind] = code;
    seen.stray = seen.stray || (mine && kind != SA_DISCARD && set != 0 && seen.there == (kind == SA_INSTALL));
    seen.there = mine && (kind == SA_INSTALL || kind == SA_DELETE) ? kind == SA_INSTALL : seen.there;
    seen.sets -= kind == SA_DELETE ? 1 : 0;
    seen.sets += kind == SA_INSTALL ? 1 : 0;
    seen.most = kind == SA_INSTALL && seen.sets > seen.most ? seen.sets : seen.most;
}

void sa_act(sa_actions *a, sa_action_kind kind, uint32_t set, uint32_t code, sa_req req)
{
    note(a, kind, set, code, req);
}

void sa_act_at(sa_actions *a, sa_action_kind kind, uint32_t set, uint64_t at, sa_req req)
{
    seen.at = set == watched ? at : seen.at;
    note(a, kind, set, 0, req);
}
