/* The notes of action_notes.c, and by which requirement the latest message was discarded. */
#include "reasons.h"

#define sa_act note_act
#include "action_notes.c"
#undef sa_act

sa_req why;

void sa_act(sa_actions *a, sa_action_kind kind, uint32_t set, uint32_t code, sa_req req)
{
    why = kind == SA_DISCARD ? req : why;
    note_act(a, kind, set, code, req);
}
