/* What the contracts of editing the SA table say to a caller. */
#include "../../src/core/satable_in.h"

/* A UE that moves inside its prefix is moved, one that leaves it is not, and no other is touched (PAT-08, PAT-10). */
/*@ requires SatWritable(t) && SatMasked(t) && 2 <= t->m.capacity && t->m.hot[0].live == 1 && t->m.hot[1].live == 1;
    requires t->m.hot[0].port_uc[SAT_NEW] == 30000 && t->m.hot[0].len == 128;
    requires \valid_read(now) && \separated(now, t->m.cold + (0 .. t->m.capacity - 1)); */
void move(sa_table *t, const ip_addr *now)
{
    sel_addr before = t->m.cold[0].now, other = t->m.cold[1].now, a = sel_addr_of(now);
    sat_ref ref = { SAT_OK, 0, SAT_NEW, 0, 128 };
    bool inside = sel_covers(t->m.hot[0].net, 128, a);
    sat_status s = sat_set_address(t, ref, now);
    //@ assert words: SelWords(a, now);
    //@ assert covers: inside <==> SatCovers(t, 0, a);
    //@ assert present: SatPresent(t, ref);
    //@ check moved: inside ==> s == SAT_OK && SelWords(t->m.cold[0].now, now);
    //@ check outside: !inside ==> s == SAT_OUTSIDE && t->m.cold[0].now == before;
    //@ check other: t->m.cold[1].now == other;
}

/* The temporary set becomes the new one. */
/*@ requires SatWritable(t) && t->m.hot[0].live == 2;
    requires t->m.hot[0].port_uc[SAT_TEMP] == 30000 && t->m.hot[0].port_uc[SAT_NEW] == 0;
    requires t->m.cold[0].spi_ps[SAT_TEMP] == 777; */
void change_kind(sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_TEMP, 1, 128 }, s;
    s = sat_set_kind(t, ref, SAT_NEW);
    //@ check done: s.status == SAT_OK && s.kind == SAT_NEW && s.pair == 1;
    //@ check moved: t->m.hot[0].port_uc[SAT_NEW] == 30000 && t->m.cold[0].spi_ps[SAT_NEW] == 777;
}

/* A kind that is there does not give way, and a set that is not there does not change. */
/*@ requires SatWritable(t) && t->m.hot[0].live == 2 && t->m.hot[0].port_uc[SAT_TEMP] == 30000;
    requires t->m.hot[0].port_uc[SAT_OLD] == 40000; */
void occupied(sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_TEMP, 1, 128 }, r;
    r = sat_set_kind(t, ref, SAT_OLD);
    //@ check occupied: r.status == SAT_OCCUPIED;
}

/*@ requires SatWritable(t) && t->m.hot[0].live == 0; */
void absent(sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_TEMP, 1, 128 }, r;
    r = sat_set_kind(t, ref, SAT_OLD);
    //@ check absent: r.status == SAT_ABSENT;
}

/*@ requires SatWritable(t) && 2 <= t->m.capacity && t->m.hot[1].port_ps[SAT_OLD] == 5064; */
void rows(sa_table *t)
{
    sat_row r = { 1000, 1001, 1002, 1003, 60, 30000, 30001, 5062, 5063, 1, 2 };
    sat_row_put(t, 0, SAT_OLD, &r);
    //@ check put: t->m.hot[0].port_ps[SAT_OLD] == 5063 && t->m.cold[0].spi_uc[SAT_OLD] == 1000;
    //@ check other: t->m.hot[1].port_ps[SAT_OLD] == 5064;
    sat_row_clear(t, 0, SAT_OLD);
    //@ check clear: t->m.hot[0].port_ps[SAT_OLD] == 0 && t->m.cold[0].spi_uc[SAT_OLD] == 0;
}
