/* What the contract of checking a new set says to a caller. */
#include "../../src/core/satable_in.h"

/* A set that is let in keeps the ports of a UE above it free, and its own SPIs are not reserved. */
/*@ requires SatOk(t) && SatUsers(t) && SatChains(t) && SatChained(t) && \valid_read(p);
    requires t->per_set == 2 && t->limit == 6 && SatLive(t, 3) && t->m.hot[3].len == 64;
    requires p->ue.len == 64 && t->m.hot[3].port_uc[SAT_NEW] == 30000;
    assigns \nothing; */
void check(const sa_table *t, const sa_params *p)
{
    sel_addr a = sel_addr_of(&p->ue.addr), now = sel_addr_of(&p->ue_addr);
    bool above = sel_covers(t->m.hot[3].net, 64, a);
    sat_ref none = sat_refuse(SAT_ABSENT);
    sat_status s = sat_check(t, p, 7, none);
    //@ assert words: SelWords(a, &p->ue.addr) && SelWords(now, &p->ue_addr);
    //@ assert over: above ==> SatOverlaps(t, 3, a, 64);
    //@ assert counts: SatCounts(t, 3, SAT_NEW, none);
    //@ check ports: s == SAT_OK && above ==> p->port_uc != 30000 && p->port_us != 30000;
    //@ check reserved: s == SAT_OK ==> p->spi_ps >= 256 && p->spi_us >= 256 && p->spi_pc >= 256;
    //@ check free: s == SAT_OK ==> SatSpiFree(t, p->spi_ps);
}
