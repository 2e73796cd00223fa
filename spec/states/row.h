/* What a row of the tables does, in C. The includer has row_at, which takes the actions one after the other. */
#ifndef SECAGREE_STATES_ROW_H
#define SECAGREE_STATES_ROW_H
#include "facts.h"

#define IS(fact, values) ((unsigned)(values) >> v[fact] & 1u)

static void row_at(sa_action_kind kind, uint32_t set, uint32_t code, uint64_t at, sa_req req);

static void row_act(sa_action_kind kind, uint32_t set, uint32_t code, sa_req req)
{
    row_at(kind, set, code, 0, req);
}

/* Where there is no set, nothing is deleted. */
static void row_delete(sa_set *s, uint32_t id, sa_req req)
{
    drop(s);
    if (id != 0)
        row_act(SA_DELETE, id, 0, req);
}

static void row_life(sa_set *s, uint32_t id, uint64_t at, sa_req req)
{
    s->expires_at = at;
    row_at(SA_LIFETIME, id, 0, at, req);
}

static void row_earlier(sa_set *s, uint32_t id, uint64_t at, sa_req req)
{
    if (s->state != SA_NONE && at < s->expires_at)
        row_life(s, id, at, req);
}

static void row_move(sa_set *s, const ip_addr *to)
{
    if (s->state == SA_NONE || !prefix_match(&s->p.ue, to) || addr_equal(&s->p.ue_addr, to))
        return;
    s->p.ue_addr = *to;
    row_act(SA_MOVE, s->id, 0, SA_REQ_PAT_08);
}

static void row_moves(sa_sets *s, const ip_addr *to)
{
    row_move(&s->temp, to);
    row_move(&s->cur, to);
    row_move(&s->old, to);
}

#endif
