/* The P-CSCF's step beside a row of spec/states/pcscf.tsv. */
#include "pcscf_any.h"
#include "table.h"
#include "../../spec/states/pcscf.h"
#include "../../spec/states/pcscf_rows.h"

static bool same_sm1(const pcscf_sm1 *a, const pcscf_sm1 *b)
{
    if (!a->active || !b->active)
        return !a->active && !b->active;
    return a->on == b->on && a->transaction == b->transaction && a->auth == b->auth &&
           !a->offered == !b->offered && a->offer.spi_uc == b->offer.spi_uc && a->offer.spi_us == b->offer.spi_us &&
           a->offer.port_uc == b->offer.port_uc && a->offer.port_us == b->offer.port_us &&
           addr_equal(&a->source, &b->source) && !a->marked == !b->marked;
}

/* Any valid state and any event of the kind, which is known before the solver begins. */
static pcscf_case any_table_case(pcscf_event_kind kind)
{
    pcscf_case c;

    __CPROVER_assume((unsigned)c.e.auth <= PCSCF_AUTH_FAILURE && (unsigned)c.e.verify <= SA_VERIFY_MALFORMED);
    __CPROVER_assume(pcscf_valid(&c.before) && plain_sets(&c.before.sets) && (int)c.before.answered <= 1);
    c.e.kind = kind;
    c.after = c.before;
    c.a.count = 0;
    return c;
}

/* The step was the row: its actions, one after the other, and the state that it leaves. */
static bool was_row(const int *v, const pcscf_case *c)
{
    pcscf want = c->before;
    bool fits = pcscf_row(v, &c->before, &c->e, &want);

    tidy(&want);
    return fits && same_actions(c->a.count) && same_sets(&c->after.sets, &want.sets) &&
           same_sm1(&c->after.sm1, &want.sm1) && c->after.temp_on == want.temp_on &&
           c->after.answered == want.answered && c->after.port_ps == want.port_ps;
}

static inline bool refines(pcscf_event_kind kind)
{
    pcscf_case c = any_table_case(kind);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume(nothing_over(&c.before.sets, c.e.now));
    pcscf_state_facts(&c.before, v);
    pcscf_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}
