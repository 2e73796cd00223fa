/* What the contracts of listing the SA table say to a caller. */
#include "../../src/core/satable_in.h"

/* An SPI that a UE at the address chose is found with the set that has it. */
/*@ requires SatOk(t) && \valid_read(a);
    assigns \nothing; */
void ue_spi(const sa_table *t, const ip_addr *a, uint32_t spi)
{
    sat_ref r = sat_find_ue_spi(t, a, spi);
    //@ check own_spi: r.status == SAT_OK && r.pair == 1 ==> t->m.cold[r.ue].spi_us[r.kind] == spi;
    //@ check pair: r.status == SAT_OK && t->per_set == 1 ==> r.pair == 1;
}

/*@ requires SatMemory(t) && SatIndexed(t) && SatLive(t, 3) && SatNet(t, 3, net.hi, net.lo, 64);
    requires t->m.hot[3].impi == 7;
    assigns \nothing; */
void known(const sa_table *t, sel_addr net)
{
    uint32_t ue = sat_known(t, net, 64, 7);
    //@ check found: ue != SAT_NONE && t->m.hot[ue].impi == 7 && t->m.hot[ue].len == 64;
}

/* Going through all sets begins with the first and never goes back. */
/*@ requires SatMemory(t) && SatSet(t, 0, SAT_NEW) && SatSet(t, 1, SAT_OLD);
    assigns \nothing; */
void each(const sa_table *t)
{
    sat_ref first = sat_each(t, NULL);
    //@ check first: first.status == SAT_OK && first.ue == 0;
    sat_ref next = sat_each(t, &first);
    //@ check next: next.status == SAT_OK && (next.ue == 1 || (next.ue == 0 && first.kind < next.kind));
}

/*@ requires SatMemory(t) && SatImpis(t) && t->per_set <= 2;
    assigns \nothing; */
void user(const sa_table *t)
{
    sat_ref r = sat_find_impi(t, 7, NULL);
    uint32_t n = sat_count(t, 7, SEL_IN);
    //@ check impi: r.status == SAT_OK ==> t->m.hot[r.ue].impi == 7 && SatSet(t, r.ue, r.kind);
    //@ check range: n <= 16320;
}
