/* What the contracts of the SA table say to a caller. */
#include "../../src/core/satable_in.h"

/* The answer is an SA of that packet; and where there is none, no UE that covers the address has these ports. */
/*@ requires SatOk(t) && \valid_read(a);
    assigns \nothing; */
void find(const sa_table *t, const ip_addr *a, uint32_t spi)
{
    sat_ref r = sat_find(t, a, 30000, 5064), s = sat_find_spi(t, spi);
    sel_addr w = sel_addr_of(a);
    //@ check own_ports: r.status == SAT_OK && r.pair == 0 ==> t->m.hot[r.ue].port_ps[r.kind] == 5064;
    //@ check covers: r.status == SAT_OK ==> SelCovers(t->m.hot[r.ue].net, t->m.hot[r.ue].len, w);
    //@ check absent: r.status == SAT_ABSENT ==> SatAbsent(t, w, 30000, 5064);
    //@ check spi: s.status == SAT_OK && s.pair == 0 ==> t->m.cold[s.ue].spi_ps[s.kind] == spi;
}

/* A fresh SPI is none that the table would find. */
/*@ requires SatOk(t) && \valid_read(avoid + (0 .. 1));
    assigns \nothing; */
void fresh(const sa_table *t, const uint32_t *avoid)
{
    uint32_t spi = sat_new_spi(t, avoid, 2, 12345);
    if (spi == 0)
        return;
    sat_ref r = sat_find_spi(t, spi);
    //@ check unused: r.status == SAT_ABSENT;
    //@ check not_reserved: spi >= 256;
    //@ check not_avoided: spi != avoid[0] && spi != avoid[1];
}

void pick(void)
{
    uint32_t used[2] = { 7, 9 }, v = 0;
    bool some = sat_pick(7, 9, used, 2, 123, &v);
    bool none = sat_pick(9, 7, used, 2, 1, &v);
    //@ check never_used: some ==> v != 7 && v != 9 && 7 <= v <= 9;
    //@ check empty_range: !none || v != 7;
}

/*@ requires SatMemory(t) && SatIndexed(t) && SatLengths(t) && t->lengths == 1;
    assigns \nothing; */
void parts(const sa_table *t, sel_addr a)
{
    uint32_t tag = sat_tag(t, a, 64), at = sat_next_net(t, tag, a, 64, 0);
    bool applies = sat_applies(t, 0, a);
    sat_ref here = sat_at(3, SAT_NEW, 1, 64), none = sat_refuse(SAT_FULL);
    //@ check range: at <= TIX_END;
    //@ check applies: applies ==> t->count[0] > 0;
    //@ check at: here.ue == 3 && here.kind == SAT_NEW && here.pair == 1;
    //@ check refuse: none.status == SAT_FULL;
}
