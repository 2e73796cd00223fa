/* What the contracts of the SA table's own file say to a caller. */
#include "../../src/core/satable_in.h"

void plan(void)
{
    sat_memory m = sat_plan(1000000, 2), one = sat_plan(1, 1), none = sat_plan(4000000000u, 1);
    //@ check capacity: m.capacity == 1000000 && one.capacity == 1;
    //@ check room: m.prefix_buckets > 62500 && m.spi_buckets > 375000 && one.spi_buckets >= 1;
    //@ check too_many: none.capacity == 0;
}

/* What is there, and its data. */
/*@ requires SatMemory(t) && t->m.hot[0].live == 1 && t->m.hot[0].port_uc[SAT_NEW] == 30000;
    requires t->m.hot[0].port_uc[SAT_OLD] == 0 && t->m.cold[0].spi_ps[SAT_NEW] == 777 && t->m.hot[0].len == 64;
    requires t->m.cold[0].expires[SAT_NEW] == 600 && t->m.hot[0].port_uc[SAT_TEMP] == 0;
    assigns \nothing; */
void read(const sa_table *t)
{
    sat_ref ref = { SAT_OK, 0, SAT_NEW, 0, 64 }, old = { SAT_OK, 0, SAT_OLD, 0, 64 }, no = sat_refuse(SAT_ABSENT);
    bool has = sat_has(t, 0, SAT_NEW), has_old = sat_has(t, 0, SAT_OLD), beyond = sat_has(t, 0, SAT_SETS);
    bool present = sat_present(t, ref), refused = sat_present(t, no);
    sat_row r = sat_row_get(t, 0, SAT_NEW);
    sat_set s = sat_get(t, ref), none = sat_get(t, old);
    uint32_t when = sat_earliest(t, 0);
    //@ check has: has && !has_old && !beyond && present && !refused;
    //@ check row: r.port_uc == 30000 && r.spi_ps == 777;
    //@ check set: s.kind == SAT_NEW && s.sa.spi_ps == 777 && s.sa.ue.len == 64 && s.expires == 600;
    //@ check none: none.kind == SAT_SETS;
    //@ check when: when == 600;
}

/*@ requires SatLengths(t) && \valid_read(t) && t->lengths == 2 && t->length[0] == 128 && t->length[1] == 64;
    assigns \nothing; */
void shortest(const sa_table *t, sel_addr v4, sel_addr v6)
{
    bool is4 = sel_is_v4(v4), is6 = !sel_is_v4(v6);
    unsigned a = sat_shortest(t, v4), b = sat_shortest(t, v6);
    //@ check v4: is4 ==> a == 128;
    //@ check v6: is6 ==> b == 64;
}

/* What is over is found with the earliest first; before its time nothing is. */
/*@ requires SatMemory(t) && SatHeap(t) && SatSet(t, 0, SAT_NEW) && t->m.cold[0].expires[SAT_NEW] == 600; */
void expiry(const sa_table *t)
{
    sat_ref late = sat_expired(t, 600);
    //@ check over: late.status == SAT_OK;
    //@ check first: t->m.cold[late.ue].expires[late.kind] <= 600;
    sat_ref now = sat_expired(t, 0);
    //@ check not_yet: now.status == SAT_OK ==> t->m.cold[now.ue].expires[now.kind] == 0;
}

/*@ requires SatMemory(t) && SatHeap(t) && SatSet(t, 0, SAT_NEW) && t->m.cold[0].expires[SAT_NEW] == 600;
    requires \valid(when) && \separated(when, t, t->m.heap + (0 .. t->m.capacity - 1),
              t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1)); */
void next(const sa_table *t, uint32_t *when)
{
    bool some = sat_next_expiry(t, when);
    //@ check some: some && *when <= 600;
}

/* The same refusal has its own paragraph in CR1. */
/*@ requires \valid_read(cr1) && \valid_read(cr2) && cr1->per_set == 1 && cr2->per_set == 2;
    assigns \nothing; */
void reason(const sa_table *cr1, const sa_table *cr2)
{
    const char *one = sat_requirement(cr1, SAT_LIMIT), *two = sat_requirement(cr2, SAT_LIMIT);
    const char *outside = sat_requirement(cr2, SAT_OUTSIDE), *full = sat_requirement(cr2, SAT_FULL);
    //@ check annex: one[2] == '1' && two[2] == '2' && two[8] == 'R' && two[10] == 'a' && two[11] == 0;
    //@ check pattern: outside[0] == 'P' && outside[4] == '1' && outside[5] == '0' && outside[6] == 0;
    //@ check none: full[0] == 0;
}
