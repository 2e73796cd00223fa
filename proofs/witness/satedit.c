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
    sat_row_put(t, 0, SAT_OLD, r);
    //@ check put: t->m.hot[0].port_ps[SAT_OLD] == 5063 && t->m.cold[0].spi_uc[SAT_OLD] == 1000;
    //@ check other: t->m.hot[1].port_ps[SAT_OLD] == 5064;
    sat_row_clear(t, 0, SAT_OLD);
    //@ check clear: t->m.hot[0].port_ps[SAT_OLD] == 0 && t->m.cold[0].spi_uc[SAT_OLD] == 0;
}

/* What does not go in: a set with a port that is none, a kind that is none. */
/*@ requires SatOk(t) && SatUsers(t) && SatChains(t) && SatEditable(t) && t->per_set == 2 && t->limit == 6;
    requires \valid_read(p) && p->alg <= 255 && p->ealg <= 255 && p->port_uc == 0; */
void insert_bad(sa_table *t, const sa_params *p)
{
    sel_addr a = sel_addr_of(&p->ue.addr), b = sel_addr_of(&p->ue_addr);
    sat_ref r = sat_insert(t, p, 7, 1, SAT_NEW, 9);
    //@ assert words: SelWords{Pre}(a, &p->ue.addr) && SelWords{Pre}(b, &p->ue_addr);
    //@ check bad: r.status != SAT_OK;
}

/*@ requires SatOk(t) && SatUsers(t) && SatChains(t) && SatEditable(t) && t->per_set == 2 && t->limit == 6;
    requires \valid_read(p) && p->alg <= 255 && p->ealg <= 255; */
void insert_no_kind(sa_table *t, const sa_params *p)
{
    uint32_t sets = t->sets;
    sat_ref r = sat_insert(t, p, 7, 1, SAT_SETS, 9);
    //@ check none: r.status != SAT_OK && r.status != SAT_FULL;
    //@ check same: t->sets == sets;
}

/* In an empty table there is nothing to replace. */
/*@ requires SatOk(t) && SatUsers(t) && SatChains(t) && SatEditable(t) && t->per_set == 2 && t->limit == 6;
    requires \valid_read(p) && p->alg <= 255 && p->ealg <= 255 && \forall integer ue; !SatLive(t, ue); */
void replace_none(sa_table *t, const sa_params *p)
{
    sel_addr a = sel_addr_of(&p->ue.addr), net = sel_mask(a, p->ue.len);
    uint8_t len = p->ue.len;
    uint32_t used = t->used;
    sat_ref r = sat_replace(t, p, 7, 1, SAT_NEW, 9);
    //@ assert words: SelWords{Pre}(a, &p->ue.addr);
    //@ assert masked: len <= 128 ==> SelMasked(net, a, len);
    //@ check absent: r.status == SAT_ABSENT && t->used == used;
}

/* What an answer does not name stays; what it names goes. */
/*@ requires SatOk(t) && SatEditable(t) && t->m.hot[0].live == 1 && t->m.hot[0].port_uc[SAT_NEW] == 30000; */
void remove_one(sa_table *t)
{
    sat_ref none = { SAT_ABSENT, 0, SAT_NEW, 0, 128 };
    uint32_t sets = t->sets;
    sat_status s = sat_remove(t, none);
    //@ check absent: s == SAT_ABSENT && t->sets == sets;
}

/*@ requires SatOk(t) && SatEditable(t) && t->m.hot[0].live == 1 && t->m.hot[0].port_uc[SAT_NEW] == 30000; */
void remove_it(sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_NEW, 0, 128 };
    sat_status s = sat_remove(t, ref);
    //@ check gone: s == SAT_OK && t->m.hot[0].port_uc[SAT_NEW] == 0;
}
