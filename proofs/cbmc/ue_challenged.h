/* A challenge, by what its AUTN says: three harnesses, with which the solver is done long before it is with one. */
#include "ue_table.h"

static bool challenged(ue_autn autn)
{
    ue_case c = any_table_case(UE_CHALLENGE);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume(c.e.autn == autn && nothing_over(&c.before.sets, c.e.now));
    ue_state_facts(&c.before, c.e.now, v);
    ue_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}
