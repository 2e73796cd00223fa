// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: both halves of the step of the P-CSCF are free of invalid accesses, overflows and silent conversions, and their actions are never more than the list has room for
// bound: none in states, events and times; addresses of 8 bits (machine.h)
#define ALL_CHECKS
#include "pcscf_any.h"

void harness(void)
{
    pcscf_case c;
    pcscf x;
    sa_actions a;
    uint64_t now;

    c = take(c);
    __CPROVER_assert(c.a.count <= 3 + standing(&c.before.sets), "of the event, with the deletion of each set");
    __CPROVER_assume(pcscf_valid(&x));
    run_out(&x, now, &a);
    __CPROVER_assert(a.count + 3 + standing(&x.sets) <= SA_ACTIONS_MAX, "with those before it");
}
