// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: whatever the event, the P-CSCF first deletes each set that is over, once, and leaves the others as they are; the invariant holds after it
// bound: none in states and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.2a-24 CR2-7.4.2a-17 CR2-7.4-09
#include "pcscf_any.h"

void harness(void)
{
    pcscf before, after;
    sa_actions a;
    uint64_t now;
    uint32_t id, k;
    const sa_set *s, *t;

    __CPROVER_assume(pcscf_valid(&before) && id != 0);
    after = before;
    a.count = 0;
    expire(&after, now, &a);
    s = sa_sets_get(&before.sets, id);
    t = sa_sets_get(&after.sets, id);
    __CPROVER_assert(pcscf_valid(&after), "kept");
    __CPROVER_assert(nothing_over(&after.sets, now), "nothing that is over stays");
    __CPROVER_assert(a.count <= 3 && (k >= a.count || a.a[k].kind == SA_DELETE), "deletions alone");
    __CPROVER_assert(times(&a, SA_DELETE, id) == (s != NULL && ended(s, now) ? 1 : 0), "each that is over, once");
    __CPROVER_assert(s == NULL || ended(s, now) ||
                     (t != NULL && same_set(s, t) && s->state == t->state && s->expires_at == t->expires_at), "no other");
    __CPROVER_assert(t == NULL || s != NULL, "none is made");
}
