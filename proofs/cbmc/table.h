/* A row of spec/states beside a step: the actions of both, one at a place that is any, and the sets. */
#include "model/nth.h"
#include "../../spec/states/row.h"

static uint32_t row_count; /* how many actions the row has */
static sa_action row_nth;  /* the one at that place */

static void row_start(void)
{
    uint32_t any;

    nth = any;
    row_count = 0;
}

static void row_at(sa_action_kind kind, uint32_t set, uint32_t code, uint64_t at, sa_req req)
{
    if (row_count == nth)
        row_nth = (sa_action){ kind, set, code, at, req };
    row_count++;
}

static bool same_actions(uint32_t count)
{
    const sa_action *r = &row_nth;

    return count == row_count && (nth >= count || (did.kind == r->kind && did.set == r->set && did.code == r->code &&
                                                   did.at == r->at && did.req == r->req));
}

/* A bool that is neither 0 nor 1, which memory of any content may hold, does not count either. */
static bool plain_sets(const sa_sets *s)
{
    return (int)s->temp.used <= 1 && (int)s->cur.used <= 1 && (int)s->old.used <= 1;
}

/* What else an empty slot holds does not count. */
static bool same_slot(const sa_set *s, const sa_set *t)
{
    if (s->state == SA_NONE && t->state == SA_NONE)
        return s->id == t->id;
    return kept_set(s, t) && s->p.ue.len == t->p.ue.len && addr_equal(&s->p.ue.addr, &t->p.ue.addr) &&
           addr_equal(&s->p.p_addr, &t->p.p_addr);
}

static bool same_sets(const sa_sets *s, const sa_sets *t)
{
    return same_slot(&s->temp, &t->temp) && same_slot(&s->cur, &t->cur) && same_slot(&s->old, &t->old) &&
           s->next_id == t->next_id && s->profile == t->profile;
}
