/* The UE's step beside a row of spec/states/ue.tsv. */
#include "ue_any.h"
#include "table.h"
#include "../../spec/states/ue.h"
#include "../../spec/states/ue_rows.h"

/* The set that SM6 made covers nothing that its registration does not. */
static bool narrower(const ue *m)
{
    const ip_prefix *p = &m->sets.temp.p.ue;

    return m->phase != UE_ANSWERED || (p->len >= m->cover.len && prefix_match(&m->cover, &p->addr));
}

/* Any valid state and any event of the kind, which is known before the solver begins. */
static ue_case any_table_case(ue_event_kind kind)
{
    ue_case c;

    __CPROVER_assume((unsigned)c.e.autn <= UE_AUTN_SYNC && (unsigned)c.e.server <= UE_SERVER_NONE);
    __CPROVER_assume(c.e.now < UINT64_MAX);
    __CPROVER_assume(ue_valid(&c.before) && narrower(&c.before) && plain_sets(&c.before.sets));
    __CPROVER_assume((int)c.before.suspect <= 1 && (int)c.before.deregister <= 1 && (int)c.e.deregister <= 1);
    c.e.kind = kind;
    c.after = c.before;
    c.a.count = 0;
    return c;
}

static bool same_offer(const sa_offer *a, const sa_offer *b)
{
    return a->spi_uc == b->spi_uc && a->spi_us == b->spi_us && a->port_uc == b->port_uc && a->port_us == b->port_us;
}

/* While no registration runs, the count of bad challenges and what was offered say nothing. */
static bool same_registration(const ue *a, const ue *b)
{
    return a->phase == b->phase && a->sm1_on == b->sm1_on && a->deregister == b->deregister &&
           (a->phase == UE_IDLE || (a->bad == b->bad && same_offer(&a->offer, &b->offer) &&
                                    addr_equal(&a->addr, &b->addr) && addr_equal(&a->sm1_addr, &b->sm1_addr) &&
                                    addr_equal(&a->cover.addr, &b->cover.addr) && a->cover.len == b->cover.len));
}

/* The step was the row: its actions, one after the other, and the state that it leaves. */
static bool was_row(const int *v, const ue_case *c)
{
    ue want = c->before;
    bool fits = ue_row(v, &c->before, &c->e, &want);

    return fits && same_actions(c->a.count) && same_sets(&c->after.sets, &want.sets) &&
           same_registration(&c->after, &want) && c->after.suspect == want.suspect && c->after.asked == want.asked &&
           c->after.refresh_at == want.refresh_at && narrower(&c->after);
}

static inline bool refines(ue_event_kind kind)
{
    ue_case c = any_table_case(kind);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume(nothing_over(&c.before.sets, c.e.now));
    ue_state_facts(&c.before, c.e.now, v);
    ue_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}
