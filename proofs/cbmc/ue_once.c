// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: each set that the UE installed stands, with the same values, until it is deleted, once, and no action is about a set that is not installed; what could not be installed is not deleted; an id is given once; never more than three sets (six SAs in each direction, three in cr1), also between two actions
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4-09 CR2-7.1-R3a CR1-7.1-R3a CR2-7.1-R8 CR2-7.2-SM6-6 CR2-7.4.1a-23 CR2-7.1-R7 CR2-6.1-02
#include "ue_any.h"

void harness(void)
{
    ue_case c = any_case();
    sa_set s = live(&c, watched), t = set_of(&c.after.sets, watched);
    bool failed = c.e.kind == UE_INSTALL_FAILED && s.state == SA_TEMPORARY && t.state == SA_NONE;

    __CPROVER_assert(seen.most <= 3, "three sets at most");
    __CPROVER_assert(!seen.stray, "what is used or deleted is installed, and what is installed is new");
    __CPROVER_assert(seen.there == (t.state != SA_NONE || failed), "nothing is lost and nothing kept");
    __CPROVER_assert(!failed || c.e.on == watched, "what could not be installed");
    __CPROVER_assert(s.state == SA_NONE || t.state == SA_NONE || same_set(&s, &t), "the values never change");
    __CPROVER_assert(seen.of[SA_INSTALL] == 0 || watched == c.before.sets.next_id, "a new id");
    __CPROVER_assert(c.after.sets.next_id == c.before.sets.next_id + seen.all[SA_INSTALL], "given once");
}
