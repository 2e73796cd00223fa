/* What the contracts of sets and lists of actions say about concrete ones. */
#include "../../src/core/sa.h"

void times(void)
{
    uint64_t a = sa_after(1000, 5), full = sa_after(UINT64_MAX - 4, 5), last = sa_after(UINT64_MAX - 5, 5);
    //@ check sum: a == 1005;
    //@ check full: full == UINT64_MAX;
    //@ check last: last == UINT64_MAX;
}

/* Ports and SPIs: 5061 is free in cr1 alone, and cr1 has one SPI at each end. */
void values(void)
{
    bool good = sa_ports_ok(PROFILE_IMS, 5062, 5064), same = sa_ports_ok(PROFILE_IMS, 5062, 5062);
    bool sips = sa_ports_ok(PROFILE_IMS, 5061, 5064), free = sa_ports_ok(PROFILE_CR1, 5061, 5064);
    bool sip = sa_ports_ok(PROFILE_CR1, 5064, 5060), zero = sa_ports_ok(PROFILE_IMS, 0, 5064);
    bool two = sa_spis_ok(PROFILE_IMS, 256, 257), reserved = sa_spis_ok(PROFILE_IMS, 255, 257);
    bool equal = sa_spis_ok(PROFILE_IMS, 257, 257), one = sa_spis_ok(PROFILE_CR1, 0, 256);
    bool both = sa_spis_ok(PROFILE_CR1, 257, 256);
    bool in = sa_spi_in(300, 299, 300), out = sa_spi_in(301, 299, 300), none = sa_spi_in(0, 0, 300);
    //@ check ports: good && !same && !sips && free && !sip && !zero;
    //@ check spis: two && !reserved && !equal && one && !both;
    //@ check in: in && !out && !none;
}

/*@ requires \valid_read(s) && \valid_read(t) && \valid_read(to) && s->profile == PROFILE_IMS;
    requires s->temp.id == 3 && s->cur.id == 2 && s->old.id == 1;
    requires s->temp.state == SA_TEMPORARY && s->cur.state == SA_ESTABLISHED && s->old.state == SA_OLD;
    requires s->temp.expires_at == 500 && s->cur.expires_at == 2000 && s->old.expires_at == 1000;
    assigns \nothing; */
void sets(const sa_sets *s, const sa_times *t, const ip_addr *to)
{
    uint64_t next = sa_sets_next_expiry(s), end = sa_life_end(s, t, 0, 1);
    bool now = sa_over(&s->temp, 500), before = sa_over(&s->temp, 499);
    const sa_set *cur = sa_sets_get(s, 2), *none = sa_sets_get(s, 0), *other = sa_sets_get(s, 4);
    bool covers = sa_covers(&s->old, to);
    //@ check next: next == 500;
    //@ check end: end >= 2000;
    //@ check over: now && !before;
    //@ check get: cur == &s->cur && none == \null && other == \null;
    //@ check covers: covers ==> s->old.p.ue.len <= 128;
}

/*@ requires \valid(s) && \valid(a) && \separated(s, a) && a->count == 0 && s->state == SA_OLD && s->id == 7;
    requires s->expires_at == 900;
    assigns *s, *a; */
void ends(sa_set *s, sa_actions *a)
{
    sa_shorten(s, 1000, a, SA_REQ_CR2_7_1_R8);
    //@ check later: a->count == 0 && s->expires_at == 900;
    sa_shorten(s, 800, a, SA_REQ_CR2_7_1_R8);
    //@ check earlier: a->count == 1 && s->expires_at == 800 && a->a[0].kind == SA_LIFETIME && a->a[0].at == 800;
    sa_set_end(s, 5000, a, SA_REQ_CR2_7_4_1A_12);
    //@ check end: a->count == 2 && s->expires_at == 5000 && a->a[1].set == 7 && a->a[1].at == 5000;
}

/*@ requires \valid(a) && a->count == 7;
    assigns *a; */
void list(sa_actions *a)
{
    sa_act(a, SA_REPLY, 4, 494, SA_REQ_R3329_2_3_1_25);
    //@ check reply: a->count == 8 && a->a[7].kind == SA_REPLY && a->a[7].code == 494 && a->a[7].at == 0;
    sa_act_at(a, SA_LIFETIME, 5, 99, SA_REQ_CR2_7_1_R8);
    //@ check full: a->count == 8 && a->a[7].kind == SA_REPLY && a->a[7].set == 4;
}

/*@ requires \valid_read(s) && \valid_read(ue) && s->old.state == SA_NONE && s->temp.state == SA_NONE;
    requires s->cur.state == SA_ESTABLISHED && s->cur.id == 2 && s->cur.p.port_uc == 5062 && s->cur.p.port_ps == 5064;
    requires s->cur.p.port_us == 5066 && s->cur.p.port_pc == 5068;
    assigns \nothing; */
void find(const sa_sets *s, const ip_addr *ue)
{
    uint32_t b = sa_sets_find(s, 5066, 5068), mixed = sa_sets_find(s, 5062, 5068), a = sa_sets_find(s, 5062, 5064);
    uint32_t at = sa_sets_find_at(s, ue, 5062, 5064), far = sa_sets_find_at(s, ue, 5062, 5068);
    //@ check pair_b: b == 2;
    //@ check mixed: mixed == 0 && far == 0;
    //@ check pair_a: s->profile == PROFILE_IMS ==> a == 2;
    //@ check cr1: s->profile == PROFILE_CR1 ==> a == 0;
    //@ check here: SaCovers(&s->cur, ue) ==> at == 2;
    //@ check away: !SaCovers(&s->cur, ue) ==> at == 0;
}
