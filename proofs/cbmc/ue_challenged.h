/* A challenge, good or not: two harnesses, with which the solver is done long before it is with one. */
#include "ue_table.h"

static bool challenged(bool good)
{
    ue_case c = any_table_case(UE_CHALLENGE);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume((c.e.autn == UE_AUTN_OK) == good && nothing_over(&c.before.sets, c.e.now));
    ue_state_facts(&c.before, c.e.now, v);
    ue_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}
