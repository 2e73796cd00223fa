/* A small SA table beside the plain list of spec/ref. Two UEs; prefixes of one and two bits; two buckets of one slot
 * each, so that everything collides. What src/core/selector.c is proved to do is said again here with bits, and the
 * hash is one that all prefixes share: it must not matter. */
#include "../../spec/ref/ref_satable.h"
#include "../../src/core/satable_in.h"

#define UES 2u
#ifndef LENGTHS
#define LENGTHS 2 /* or 1: prefixes of two bits alone */
#endif
#ifndef SPI_BUCKETS
#define SPI_BUCKETS 32
#endif

static sat_hot hot[UES];
static sat_cold cold[UES];
static sat_alarm alarms[UES];
static tix_bucket by_prefix[2], by_spi[SPI_BUCKETS], by_impi[2], by_cover[2];

typedef struct { sa_table t; ref_table l; } small;

sel_addr sel_addr_of(const ip_addr *a)
{
    sel_addr r = { (uint64_t)a->b[0] << 56, a->b[15] }; /* the others are zero in every address here */

    return r;
}

ip_addr sel_addr_back(sel_addr a)
{
    ip_addr r = { { 0 } };

    r.b[0] = (uint8_t)(a.hi >> 56);
    r.b[15] = (uint8_t)(a.lo & 0xff);
    return r;
}

bool sel_is_v4(sel_addr a)
{
    return a.hi == 0 && a.lo >> 32 == 0xffff;
}

/* All lengths here are 0, 1 or 2. */
sel_addr sel_mask(sel_addr a, unsigned len)
{
    a.hi &= len == 0 ? 0 : len == 1 ? UINT64_C(1) << 63 : UINT64_C(3) << 62;
    a.lo = 0;
    return a;
}

bool sel_covers(sel_addr net, unsigned len, sel_addr a)
{
    return sel_is_v4(net) == sel_is_v4(a) && sel_mask(net, len).hi == sel_mask(a, len).hi;
}

uint32_t sat_tag(const sa_table *t, sel_addr net, unsigned len)
{
    (void)t;
    (void)net;
    (void)len;
    return 5;
}

static ip_addr some_addr(void)
{
    ip_addr a = { { 0 } };
    uint8_t x;

    a.b[0] = (uint8_t)(x & 0xc0);
    a.b[15] = 1;
    return a;
}

/* Few values, so that they meet often. */
static sa_params some_set(void)
{
    sa_params p = { 0 };
    uint8_t x, y;

    p.spi_pc = 256u + (x & 3u);
    p.spi_ps = 256u + (x >> 2 & 3u);
    p.spi_uc = 257u + (x >> 4 & 3u);
    p.spi_us = 258u + (x >> 6 & 3u);
    p.port_uc = (uint16_t)(10 + (y & 1u));
    p.port_us = (uint16_t)(11 + (y >> 1 & 1u));
    p.port_pc = (uint16_t)(20 + (y >> 2 & 1u));
    p.port_ps = (uint16_t)(21 + (y >> 3 & 1u));
    p.ue.addr = p.ue_addr = some_addr();
    p.ue.len = LENGTHS == 1 ? 2 : (uint8_t)(1 + (y >> 4 & 1u));
    return p;
}

static void open_small(small *w)
{
    static const uint8_t length[2] = { 3 - LENGTHS, 2 };
    sat_memory a = { .hot = hot, .cold = cold, .heap = alarms, .by_prefix = by_prefix, .by_spi = by_spi,
                     .by_impi = by_impi, .by_cover = by_cover, .capacity = UES, .prefix_buckets = 2,
                     .spi_buckets = SPI_BUCKETS, .impi_buckets = 2, .cover_buckets = 2 };

    __CPROVER_assert(sat_init(&w->t, &a, (sat_key){ 1, 2 }, length, LENGTHS, PROFILE_IMS), "init");
    rsat_init(&w->l, UES, length, LENGTHS, false);
}

static bool equal_params(const sa_params *a, const sa_params *b)
{
    return a->spi_uc == b->spi_uc && a->spi_us == b->spi_us && a->spi_pc == b->spi_pc && a->spi_ps == b->spi_ps &&
           a->port_uc == b->port_uc && a->port_us == b->port_us && a->port_pc == b->port_pc &&
           a->port_ps == b->port_ps && a->ue.len == b->ue.len && a->ue_addr.b[0] == b->ue_addr.b[0];
}

static bool same_set(const small *w, sat_ref r, int i)
{
    sat_set s = sat_get(&w->t, r);
    const ref_set *o = &w->l.s[i];

    return s.kind == o->kind && s.impi == o->impi && s.impus == o->impus && s.expires == o->expires &&
           equal_params(&s.sa, &o->p);
}

/* A set with values of its own for each n, in both; it fits. */
static void put(small *w, uint8_t first, uint8_t len, uint32_t impi, uint32_t n, sat_kind kind)
{
    sa_params p = { .spi_pc = 256u + 2 * n, .spi_ps = 257u + 2 * n, .spi_uc = 400u + 2 * n, .spi_us = 401u + 2 * n,
                    .port_uc = (uint16_t)(10 + 2 * n), .port_us = (uint16_t)(11 + 2 * n),
                    .port_pc = (uint16_t)(20 + 2 * n), .port_ps = 21 };
    int at;

    p.ue.addr.b[0] = p.ue_addr.b[0] = first;
    p.ue.addr.b[15] = p.ue_addr.b[15] = 1;
    p.ue.len = len;
    __CPROVER_assert(sat_insert(&w->t, &p, impi, 1, kind, 7 - n).status == SAT_OK, "the set fits");
    __CPROVER_assert(rsat_insert(&w->l, &p, impi, 1, kind, 7 - n, &at) == SAT_OK, "the set fits the list");
}

/* Every question has the same answer. */
static void same_answers(const small *w)
{
    ip_addr a = some_addr();
    sa_params q = some_set();
    uint8_t x;
    uint32_t impi = 5u + (x & 1u) * 3u;
    uint32_t when = 0;
    int pair = 0, i = rsat_find(&w->l, &a, q.port_uc, q.port_ps, &pair);
    sat_ref r = sat_find(&w->t, &a, q.port_uc, q.port_ps);

    __CPROVER_assert((r.status == SAT_OK) == (i >= 0), "find: iff there is one");
    __CPROVER_assert(i < 0 || (r.pair == pair && same_set(w, r, i)), "find: the longest");
    i = rsat_find(&w->l, &a, q.port_us, q.port_pc, &pair);
    r = sat_find(&w->t, &a, q.port_us, q.port_pc);
    __CPROVER_assert((r.status == SAT_OK) == (i >= 0) && (i < 0 || same_set(w, r, i)), "find: pair B");
    i = rsat_find_spi(&w->l, q.spi_pc, &pair);
    r = sat_find_spi(&w->t, q.spi_pc);
    __CPROVER_assert((r.status == SAT_OK) == (i >= 0), "find_spi: iff there is one");
    __CPROVER_assert(i < 0 || (r.pair == pair && same_set(w, r, i)), "find_spi: that one");
    __CPROVER_assert(sat_count(&w->t, impi, SEL_IN) == rsat_count(&w->l, impi), "count");
    i = rsat_first_expiry(&w->l);
    __CPROVER_assert(sat_next_expiry(&w->t, &when) == (i >= 0), "next_expiry: iff there is one");
    __CPROVER_assert(i < 0 || when == w->l.s[i].expires, "next_expiry: the earliest");
}

/* Any set comes. SAT_FULL of the table where the list has room is an index that is full; then nothing
 * may have changed. */
static void some_insert(small *w, bool replace)
{
    sa_params p = some_set();
    uint8_t x, when;
    uint32_t impi = 5u + (x & 1u) * 3u; /* both have two different buckets here */
    sat_kind kind = (sat_kind)((x >> 1 & 3u) % 3u);
    sat_ref r = replace ? sat_replace(&w->t, &p, impi, x, kind, when) : sat_insert(&w->t, &p, impi, x, kind, when);
    int at = -1;
    sat_status s = SAT_FULL;

    if (r.status != SAT_FULL)
        s = replace ? rsat_replace(&w->l, &p, impi, x, kind, when, &at)
                    : rsat_insert(&w->l, &p, impi, x, kind, when, &at);
    __CPROVER_assert(r.status == s, "insert, replace: same status");
    __CPROVER_assert(s != SAT_OK || same_set(w, r, at), "insert, replace: that set");
}

/* A set that is there, or is not, goes. */
static void some_removal(small *w)
{
    uint8_t x;
    uint32_t spi = 256u + (x & 3u);
    int pair = 0, i = rsat_find_spi(&w->l, spi, &pair);
    sat_ref r = sat_find_spi(&w->t, spi);

    __CPROVER_assert((r.status == SAT_OK) == (i >= 0), "find_spi before a removal");
    __CPROVER_assert(sat_remove(&w->t, r) == (i >= 0 ? SAT_OK : SAT_ABSENT), "remove");
    __CPROVER_assert(sat_remove(&w->t, r) == SAT_ABSENT, "remove twice");
    if (i >= 0)
        w->l.s[i].used = false;
}

/* A set that is there, or is not, changes in any way. */
static void some_change(small *w)
{
    uint8_t x, when;
    uint32_t spi = 256u + (x & 3u);
    int pair = 0, i = rsat_find_spi(&w->l, spi, &pair);
    sat_ref r = sat_find_spi(&w->t, spi);
    sat_kind kind = (sat_kind)((x >> 4 & 3u) % 3u);

    __CPROVER_assert((r.status == SAT_OK) == (i >= 0), "find_spi before a change");
    if (i < 0)
        return;
    if ((x >> 2 & 3u) == 0) {
        bool taken = rsat_find_set(&w->l, &w->l.s[i].p.ue, w->l.s[i].impi, kind) >= 0;

        __CPROVER_assert(sat_set_kind(&w->t, r, kind).status == (taken ? SAT_OCCUPIED : SAT_OK), "set_kind");
        w->l.s[i].kind = taken ? w->l.s[i].kind : kind;
    } else if ((x >> 2 & 3u) == 1) {
        __CPROVER_assert(sat_set_expiry(&w->t, r, when) == SAT_OK, "set_expiry");
        w->l.s[i].expires = when;
    } else if ((x >> 2 & 3u) == 2) {
        ip_addr a = some_addr();
        bool in = rsat_in_prefix(&w->l.s[i].p.ue.addr, w->l.s[i].p.ue.len, &a);

        __CPROVER_assert(sat_set_address(&w->t, r, &a) == (in ? SAT_OK : SAT_OUTSIDE), "set_address");
        w->l.s[i].p.ue_addr = in ? a : w->l.s[i].p.ue_addr; /* its UE has no other set here */
    } else {
        __CPROVER_assert(sat_remove(&w->t, r) == SAT_OK, "remove");
        __CPROVER_assert(sat_remove(&w->t, r) == SAT_ABSENT, "remove twice");
        w->l.s[i].used = false;
    }
}
