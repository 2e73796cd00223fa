/* What the contract of a changed expiry says to a caller. */
#include "../../src/core/satable_in.h"

/* An expiry is the set's own: those of the UE's other sets stay. */
/*@ requires SatHeapWritable(t) && SatHeap(t) && t->m.hot[0].live == 2 && t->m.hot[0].port_uc[SAT_TEMP] == 30000;
    requires t->m.cold[0].expires[SAT_NEW] == 600; */
void expiry(sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_TEMP, 0, 128 };
    sat_status s = sat_set_expiry(t, ref, 900);
    //@ check set: s == SAT_OK && t->m.cold[0].expires[SAT_TEMP] == 900;
    //@ check other: t->m.cold[0].expires[SAT_NEW] == 600;
}
