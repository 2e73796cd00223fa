// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: no event lets a set of the UE live longer, but the success of a registration the established one; each new end is told, and no other
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-07 CR2-7.4.1a-12 CR2-7.4.1a-17 CR2-7.4.1a-22
#include "ue_any.h"

void harness(void)
{
    ue_case c = any_case();
    sa_set s = live(&c, watched), t = set_of(&c.after.sets, watched);

    if (t.state == SA_NONE)
        return;
    if (s.state != SA_NONE && t.expires_at > s.expires_at)
        __CPROVER_assert(c.e.kind == UE_ACCEPTED && c.e.seconds != 0 && t.state == SA_ESTABLISHED, "longer");
    if (s.state == SA_NONE || t.expires_at != s.expires_at)
        __CPROVER_assert(seen.of[SA_LIFETIME] != 0, "told");
    if (seen.of[SA_LIFETIME] != 0)
        __CPROVER_assert(seen.at == t.expires_at, "as it is");
}
