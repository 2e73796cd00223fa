// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: whatever the event, the P-CSCF first deletes each set that is over, once, and leaves the others as they are; the invariant holds after it
// bound: none in states and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-24 CR2-7.4.2a-17 CR2-7.4-09
#include "pcscf_any.h"

void harness(void)
{
    pcscf before, after;
    sa_actions a;
    uint64_t now;
    sa_set s, t;

    __CPROVER_assume(pcscf_valid(&before));
    after = before;
    run_out(&after, now, &a);
    s = set_of(&before.sets, watched);
    t = set_of(&after.sets, watched);
    __CPROVER_assert(pcscf_valid(&after), "kept");
    __CPROVER_assert(nothing_over(&after.sets, now), "nothing that is over stays");
    __CPROVER_assert(a.count == seen.all[SA_DELETE] && a.count <= 3, "deletions alone");
    __CPROVER_assert(seen.of[SA_DELETE] == (ended(&s, now) ? 1 : 0) && !seen.stray, "each that is over, once");
    __CPROVER_assert(s.state == SA_NONE || ended(&s, now) || kept_set(&s, &t), "no other");
    __CPROVER_assert(t.state == SA_NONE || s.state != SA_NONE, "none is made");
}
