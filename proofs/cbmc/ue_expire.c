// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: whatever the event, the UE first deletes each set that is over, once, and leaves the others as they are; the invariant holds after it
// bound: none in states and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-23 CR2-7.4.1a-17 CR2-7.4-09
#include "ue_any.h"

void harness(void)
{
    ue before, after;
    sa_actions a;
    uint64_t now;
    sa_set s, t;

    __CPROVER_assume(ue_valid(&before));
    after = before;
    run_out(&after, now, &a);
    s = set_of(&before.sets, watched);
    t = set_of(&after.sets, watched);
    __CPROVER_assert(ue_valid(&after), "kept");
    __CPROVER_assert(nothing_over(&after.sets, now), "nothing that is over stays");
    __CPROVER_assert(a.count == (uint32_t)seen.all[SA_DELETE] + seen.all[SA_ABORT] && a.count <= 4,
                     "deletions, and the end of a registration that hung on a set");
    __CPROVER_assert(seen.of[SA_DELETE] == (ended(&s, now) ? 1 : 0) && !seen.stray, "each that is over, once");
    __CPROVER_assert(s.state == SA_NONE || ended(&s, now) || kept_set(&s, &t), "no other");
    __CPROVER_assert(t.state == SA_NONE || s.state != SA_NONE, "none is made");
}
