/* What the harnesses of sa_expire and sa_move share: sets and actions field by field, said apart from the code. */
#include "../../src/core/sa.h"
#include <string.h>

static bool same_bytes(const ip_addr *x, const ip_addr *y)
{
    return memcmp(x->b, y->b, 16) == 0;
}

/* All fields of a set but the UE's address. */
static bool same_but_address(const sa_set *s, const sa_set *t)
{
    const sa_params *p = &s->p, *q = &t->p;

    return s->state == t->state && s->id == t->id && s->used == t->used && s->expires_at == t->expires_at &&
           p->spi_uc == q->spi_uc && p->spi_us == q->spi_us && p->spi_pc == q->spi_pc && p->spi_ps == q->spi_ps &&
           p->port_uc == q->port_uc && p->port_us == q->port_us && p->port_pc == q->port_pc &&
           p->port_ps == q->port_ps && p->alg == q->alg && p->ealg == q->ealg && p->ue.len == q->ue.len &&
           same_bytes(&p->ue.addr, &q->ue.addr) && same_bytes(&p->p_addr, &q->p_addr);
}

static bool is_action(const sa_actions *a, uint32_t n, sa_action_kind kind, uint32_t id, sa_req req)
{
    const sa_action *x = &a->a[n];

    return x->kind == kind && x->set == id && x->code == 0 && x->at == 0 && x->req == req;
}

static bool same_action(const sa_action *x, const sa_action *y)
{
    return x->kind == y->kind && x->set == y->set && x->code == y->code && x->at == y->at && x->req == y->req;
}

/* Three actions of one kind, one for each set that is due, behind those that were there: in the order of the slots, each
 * at its place, one too many dropped, and no other action touched. */
static void told(const sa_actions *was, const sa_actions *is, const sa_set *slot[3], const bool due[3],
                 sa_action_kind kind, sa_req req)
{
    uint32_t n = was->count, any;
    unsigned i;

    for (i = 0; i < 3; i++) {
        __CPROVER_assert(!due[i] || n >= SA_ACTIONS_MAX || is_action(is, n, kind, slot[i]->id, req), "told in order");
        if (due[i] && n < SA_ACTIONS_MAX)
            n++;
    }
    __CPROVER_assert(is->count == n, "one action for each, and no other");
    __CPROVER_assume(any < SA_ACTIONS_MAX && (any < was->count || any >= n));
    __CPROVER_assert(same_action(&is->a[any], &was->a[any]), "the others stay");
}

/* What SaValid says of sets side by side; of each alone it says nothing that a set which stays, or goes, can lose. */
static bool in_order(const sa_sets *s)
{
    const sa_set *t = &s->temp, *c = &s->cur, *o = &s->old;

    return (t->state == SA_NONE || t->state == SA_TEMPORARY) && (c->state == SA_NONE || c->state == SA_ESTABLISHED) &&
           (o->state == SA_NONE || o->state == SA_OLD || o->state == SA_CLOSING) &&
           (o->state != SA_OLD || (c->state == SA_ESTABLISHED && o->expires_at <= c->expires_at)) &&
           (t->state == SA_NONE || c->state == SA_NONE || t->id != c->id) &&
           (t->state == SA_NONE || o->state == SA_NONE || t->id != o->id) &&
           (c->state == SA_NONE || o->state == SA_NONE || c->id != o->id);
}
