/* A REGISTER to start, by how many sets it finds established or old: three harnesses, with which the solver is done
 * long before it is with one. */
#include "ue_table.h"

static bool registers(int found)
{
    ue_case c = any_table_case(UE_REGISTER);
    int v[F_COUNT] = { 0 };

    __CPROVER_assume((c.before.sets.cur.state != SA_NONE) == (found > 0));
    __CPROVER_assume((c.before.sets.old.state != SA_NONE) == (found > 1));
    __CPROVER_assume(nothing_over(&c.before.sets, c.e.now));
    ue_state_facts(&c.before, c.e.now, v);
    ue_event_facts(&c.before, &c.e, v);
    row_start();
    handle(&c.after, &c.e, &c.a);
    return was_row(v, &c);
}
