/* The SA table: each rule by example, and millions of random operations against the plain list of spec/ref. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../../spec/ref/ref_satable.h"

typedef struct { sa_table t; sat_memory m; } world;

static void *lines(size_t n, size_t size)
{
    size_t bytes = (n * size + 127) / 128 * 128;
    void *p = aligned_alloc(128, bytes);

    assert_non_null(p);
    memset(p, 0xa5, bytes); /* the table may not rely on zeroed memory */
    return p;
}

static void open_world(world *w, sat_memory m, const uint8_t *length, uint32_t lengths, sec_profile profile)
{
    m.hot = lines(m.capacity, sizeof *m.hot);
    m.cold = lines(m.capacity, sizeof *m.cold);
    m.heap = lines(m.capacity, sizeof *m.heap);
    m.by_prefix = lines(m.prefix_buckets, sizeof *m.by_prefix);
    m.by_spi = lines(m.spi_buckets, sizeof *m.by_spi);
    m.by_impi = lines(m.impi_buckets, sizeof *m.by_impi);
    m.by_cover = m.cover_buckets > 0 ? lines(m.cover_buckets, sizeof *m.by_cover) : NULL;
    w->m = m;
    assert_true(sat_init(&w->t, &m, (sat_key){ 0x0123456789abcdef, 0xfedcba9876543210 }, length, lengths, profile));
}

static void close_world(world *w)
{
    free(w->m.hot);
    free(w->m.cold);
    free(w->m.heap);
    free(w->m.by_prefix);
    free(w->m.by_spi);
    free(w->m.by_impi);
    free(w->m.by_cover);
}

static ip_addr v6(uint16_t net, uint16_t host)
{
    return (ip_addr){ { 0x20, 0x01, 0x0d, 0xb8, 0, 0, (uint8_t)(net >> 8), (uint8_t)net, 0, 0, 0, 0, 0, 0,
                        (uint8_t)(host >> 8), (uint8_t)host } };
}

static ip_addr v4(uint8_t c, uint8_t d)
{
    return (ip_addr){ { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, c, d } };
}

/* A set with ports and SPIs made from a number. */
static sa_params set_of(ip_addr a, uint8_t len, uint32_t n)
{
    sa_params p = { .spi_uc = 10000 + 2 * n, .spi_us = 10001 + 2 * n, .spi_pc = 50000 + 2 * n,
                    .spi_ps = 50001 + 2 * n, .port_uc = (uint16_t)(20000 + n), .port_us = 6000,
                    .port_pc = (uint16_t)(7000 + n), .port_ps = 5064, .alg = ALG_HMAC_SHA_1_96,
                    .ealg = EALG_AES_CBC };

    p.ue.addr = a;
    p.ue.len = len;
    p.ue_addr = a;
    return p;
}

static const uint8_t two_lengths[] = { 64, 128 };

static void roomy(world *w)
{
    open_world(w, sat_plan(64, 2), two_lengths, 2, PROFILE_IMS);
}

static void test_find(void **state)
{
    world w;
    ip_addr a = v6(1, 1), other = v6(1, 2), outside = v6(2, 1);
    sa_params p = set_of(a, 64, 1);
    sat_ref r;
    sat_set s;

    (void)state;
    roomy(&w);
    assert_int_equal(sat_find(&w.t, &a, p.port_uc, p.port_ps).status, SAT_ABSENT);
    assert_int_equal(sat_insert(&w.t, &p, 7, 70, SAT_TEMP, 100).status, SAT_OK);
    r = sat_find(&w.t, &other, p.port_uc, p.port_ps);
    assert_int_equal(r.status, SAT_OK);
    assert_int_equal(r.pair, 0);
    assert_int_equal(r.kind, SAT_TEMP);
    assert_int_equal(r.length, 64);
    s = sat_get(&w.t, r);
    assert_int_equal(s.impi, 7);
    assert_int_equal(s.impus, 70);
    assert_int_equal(s.expires, 100);
    assert_int_equal(s.sa.spi_pc, p.spi_pc);
    assert_int_equal(s.sa.alg, ALG_HMAC_SHA_1_96);
    assert_int_equal(s.sa.ealg, EALG_AES_CBC);
    assert_memory_equal(&s.sa.ue_addr, &a, sizeof a);
    assert_int_equal(sat_find(&w.t, &a, p.port_us, p.port_pc).pair, 1);
    assert_int_equal(sat_find(&w.t, &a, p.port_us, p.port_ps).status, SAT_ABSENT); /* CR2-7.1-R1a */
    assert_int_equal(sat_find(&w.t, &a, p.port_uc, p.port_pc).status, SAT_ABSENT);
    assert_int_equal(sat_find(&w.t, &outside, p.port_uc, p.port_ps).status, SAT_ABSENT); /* PAT-10 */
    assert_int_equal(sat_find_spi(&w.t, p.spi_ps).pair, 0);
    assert_int_equal(sat_find_spi(&w.t, p.spi_pc).pair, 1);
    assert_int_equal(sat_find_spi(&w.t, p.spi_uc).status, SAT_ABSENT);
    assert_int_equal(sat_find_ue_spi(&w.t, &other, p.spi_us).status, SAT_OK);
    assert_int_equal(sat_find_ue_spi(&w.t, &outside, p.spi_us).status, SAT_ABSENT);
    assert_int_equal(sat_find_ue_spi(&w.t, &other, p.spi_ps).status, SAT_ABSENT);
    close_world(&w);
}

static sat_status insert(world *w, sa_params p, uint32_t impi, sat_kind kind)
{
    return sat_insert(&w->t, &p, impi, impi, kind, 100).status;
}

/* CR2-7.1-R3: both ways round, and for equal prefixes. */
static void test_overlap(void **state)
{
    world w;
    sa_params wide = set_of(v6(1, 0), 64, 1), host = set_of(v6(1, 9), 128, 2), far = set_of(v6(2, 9), 128, 3);

    (void)state;
    roomy(&w);
    assert_int_equal(insert(&w, host, 2, SAT_NEW), SAT_OK);
    assert_int_equal(insert(&w, wide, 1, SAT_NEW), SAT_PORT_IN_USE); /* port_us is equal */
    assert_string_equal(sat_requirement(&w.t, SAT_PORT_IN_USE), "CR2-7.1-R3");
    wide.port_us = 6001;
    wide.port_uc = host.port_us;
    assert_int_equal(insert(&w, wide, 1, SAT_NEW), SAT_PORT_IN_USE);
    wide.port_uc = host.port_uc;
    assert_int_equal(insert(&w, wide, 1, SAT_NEW), SAT_PORT_IN_USE);
    wide.port_uc = 20001;
    assert_int_equal(insert(&w, wide, 1, SAT_NEW), SAT_OK);
    assert_int_equal(insert(&w, far, 3, SAT_NEW), SAT_OK); /* no overlap: equal port_us is no matter */
    host = set_of(v6(1, 10), 128, 4);
    host.port_us = 6001;
    assert_int_equal(insert(&w, host, 4, SAT_NEW), SAT_PORT_IN_USE);
    host.port_us = 6002;
    assert_int_equal(insert(&w, host, 4, SAT_NEW), SAT_OK);
    assert_int_equal(sat_find(&w.t, &host.ue_addr, host.port_uc, host.port_ps).length, 128);
    assert_int_equal(sat_find(&w.t, &host.ue_addr, wide.port_uc, wide.port_ps).length, 64);
    close_world(&w);
}

/* CR2-7.1-R3a: the seventh SA of a direction is the first of a fourth set. */
static void test_limit(void **state)
{
    world w;
    sa_params p[4];

    (void)state;
    roomy(&w);
    for (uint32_t i = 0; i < 4; i++)
        p[i] = set_of(v6(1, 1), 128, i);
    assert_int_equal(insert(&w, p[0], 1, SAT_OLD), SAT_OK);
    assert_int_equal(insert(&w, p[1], 1, SAT_OLD), SAT_OCCUPIED);
    assert_int_equal(insert(&w, p[1], 1, SAT_TEMP), SAT_OK);
    assert_int_equal(insert(&w, p[2], 1, SAT_NEW), SAT_OK);
    assert_int_equal(sat_count(&w.t, 1, SEL_IN), 6);
    assert_int_equal(sat_count(&w.t, 1, SEL_OUT), 6);
    assert_int_equal(insert(&w, set_of(v6(9, 1), 128, 9), 1, SAT_NEW), SAT_LIMIT); /* from another address too */
    assert_string_equal(sat_requirement(&w.t, SAT_LIMIT), "CR2-7.1-R3a");
    assert_int_equal(sat_replace(&w.t, &p[3], 1, 1, SAT_TEMP, 5).status, SAT_OK);
    assert_int_equal(sat_count(&w.t, 1, SEL_IN), 6);
    assert_int_equal(sat_find_spi(&w.t, p[1].spi_ps).status, SAT_ABSENT);
    assert_int_equal(sat_find_spi(&w.t, p[3].spi_ps).status, SAT_OK);
    close_world(&w);
}

static void test_cr1(void **state)
{
    world w;
    sa_params p = set_of(v4(2, 1), 128, 1);
    uint32_t spi = p.spi_pc;

    (void)state;
    open_world(&w, sat_plan(8, 1), two_lengths + 1, 1, PROFILE_CR1);
    p.spi_pc = 0; /* one pair: spi_ps and spi_us alone */
    p.spi_uc = 0;
    p.port_pc = 5061; /* Z-14 */
    assert_int_equal(insert(&w, p, 1, SAT_NEW), SAT_OK);
    assert_int_equal(sat_find(&w.t, &p.ue_addr, p.port_uc, p.port_ps).status, SAT_OK);
    assert_int_equal(sat_find(&w.t, &p.ue_addr, p.port_us, p.port_pc).status, SAT_ABSENT);
    assert_int_equal(sat_find_spi(&w.t, 0).status, SAT_ABSENT);
    assert_int_equal(sat_find_spi(&w.t, spi).status, SAT_ABSENT);
    assert_int_equal(sat_count(&w.t, 1, SEL_IN), 1);
    assert_int_equal(insert(&w, set_of(v4(2, 1), 128, 2), 1, SAT_OLD), SAT_OK);
    assert_int_equal(insert(&w, set_of(v4(2, 1), 128, 3), 1, SAT_TEMP), SAT_OK);
    assert_int_equal(insert(&w, set_of(v4(2, 2), 128, 4), 1, SAT_TEMP), SAT_LIMIT);
    assert_string_equal(sat_requirement(&w.t, SAT_LIMIT), "CR1-7.1-R3a");
    assert_string_equal(sat_requirement(&w.t, SAT_PORT_IN_USE), "CR1-7.1-R3");
    assert_string_equal(sat_requirement(&w.t, SAT_STATUSES), ""); /* no status at all */
    close_world(&w);
}

static void test_refusals(void **state)
{
    world w;
    sa_params p = set_of(v6(1, 1), 128, 1), q;

    (void)state;
    roomy(&w);
    assert_int_equal(insert(&w, p, 1, SAT_NEW), SAT_OK);
    q = set_of(v6(5, 1), 128, 5), q.ue.len = 63;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_LENGTH);
    q.ue.len = 255;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_LENGTH);
    q = set_of(v4(5, 1), 64, 5);
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_LENGTH); /* no IPv4 prefix is that short */
    q = set_of(v6(5, 1), 64, 5), q.ue_addr = v6(6, 1);
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_OUTSIDE);
    q = set_of(v6(5, 1), 64, 5), q.port_ps = 5061;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_PORT_BAD);
    q = set_of(v6(5, 1), 64, 5), q.port_us = q.port_uc;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_PORT_BAD);
    q = set_of(v6(5, 1), 64, 5), q.spi_us = 255;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_SPI_RESERVED);
    assert_string_equal(sat_requirement(&w.t, SAT_SPI_RESERVED), "ESP-2.1-1"); /* as parse names it */
    q = set_of(v6(5, 1), 64, 5), q.spi_ps = q.spi_uc;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_SPI_CLASH);
    q = set_of(v6(5, 1), 64, 5), q.spi_pc = p.spi_ps;
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_SPI_IN_USE);
    q = set_of(v6(1, 1), 128, 5), q.spi_uc = p.spi_us; /* CR2-7.1-03: the same user, another set */
    assert_int_equal(insert(&w, q, 1, SAT_OLD), SAT_SPI_CLASH);
    q.spi_uc = p.spi_ps;
    assert_int_equal(insert(&w, q, 1, SAT_OLD), SAT_SPI_CLASH);
    q = set_of(v6(5, 1), 128, 5), q.spi_uc = p.spi_us; /* another user elsewhere may have that SPI */
    assert_int_equal(insert(&w, q, 5, SAT_NEW), SAT_OK);
    q = set_of(v6(1, 1), 128, 6), q.port_pc = p.port_pc; /* same port_us, same port_pc */
    assert_int_equal(insert(&w, q, 1, SAT_OLD), SAT_PORT_IN_USE);
    q = set_of(v6(1, 1), 128, 6);
    assert_int_equal(sat_replace(&w.t, &q, 1, 1, SAT_OLD, 1).status, SAT_ABSENT);
    assert_int_equal(insert(&w, q, 1, SAT_SETS), SAT_OCCUPIED);
    assert_int_equal(w.t.sets, 2);
    for (unsigned s = 0; s < SAT_STATUSES; s++)
        assert_non_null(sat_requirement(&w.t, (sat_status)s));
    close_world(&w);
}

static void test_full(void **state)
{
    world w;
    sat_memory m = sat_plan(3, 1);

    (void)state;
    open_world(&w, m, two_lengths + 1, 1, PROFILE_IMS);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(insert(&w, set_of(v6(1, (uint16_t)i), 128, i), i, SAT_NEW), SAT_OK);
    assert_int_equal(insert(&w, set_of(v6(1, 3), 128, 3), 3, SAT_NEW), SAT_FULL);
    assert_int_equal(w.t.used, 3);
    assert_int_equal(sat_remove(&w.t, sat_find_spi(&w.t, 50003)), SAT_OK);
    assert_int_equal(insert(&w, set_of(v6(1, 3), 128, 3), 3, SAT_NEW), SAT_OK);
    close_world(&w);
    m.capacity = 40;
    m.prefix_buckets = 1; /* 16 UEs and no more */
    open_world(&w, m, two_lengths + 1, 1, PROFILE_IMS);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(insert(&w, set_of(v6(1, (uint16_t)i), 128, i), i, SAT_NEW), i < 16 ? SAT_OK : SAT_FULL);
    for (uint32_t i = 0; i < 40; i++)
        assert_int_equal(sat_find_spi(&w.t, 50001 + 2 * i).status, i < 16 ? SAT_OK : SAT_ABSENT);
    close_world(&w);
}

static void test_move(void **state)
{
    world w;
    sa_params p = set_of(v6(1, 1), 64, 1), q = set_of(v6(1, 1), 64, 2);
    ip_addr in = v6(1, 77), out = v6(2, 77);
    uint32_t when = 0;
    sat_ref a, b;
    sat_set s;

    (void)state;
    roomy(&w);
    a = sat_insert(&w.t, &p, 1, 1, SAT_NEW, 50);
    b = sat_insert(&w.t, &q, 1, 1, SAT_TEMP, 40);
    assert_int_equal(sat_set_address(&w.t, a, &out), SAT_OUTSIDE);
    assert_int_equal(sat_set_address(&w.t, a, &in), SAT_OK);
    s = sat_get(&w.t, b);
    assert_memory_equal(&s.sa.ue_addr, &in, sizeof in);
    assert_int_equal(sat_set_kind(&w.t, b, SAT_NEW).status, SAT_OCCUPIED);
    a = sat_set_kind(&w.t, a, SAT_OLD);
    b = sat_set_kind(&w.t, b, SAT_NEW);
    assert_int_equal(sat_find_spi(&w.t, p.spi_pc).kind, SAT_OLD);
    assert_int_equal(sat_find_spi(&w.t, q.spi_pc).kind, SAT_NEW);
    assert_true(sat_next_expiry(&w.t, &when));
    assert_int_equal(when, 40);
    assert_int_equal(sat_set_expiry(&w.t, b, 60), SAT_OK);
    assert_int_equal(sat_expired(&w.t, 49).status, SAT_ABSENT);
    assert_int_equal(sat_expired(&w.t, 50).kind, SAT_OLD);
    assert_int_equal(sat_remove(&w.t, sat_expired(&w.t, 60)), SAT_OK);
    assert_int_equal(sat_remove(&w.t, a), SAT_ABSENT);
    assert_int_equal(sat_remove(&w.t, sat_expired(&w.t, 60)), SAT_OK);
    assert_false(sat_next_expiry(&w.t, &when));
    assert_int_equal(w.t.used, 0);
    close_world(&w);
}

static void test_pick(void **state)
{
    world w;
    sa_params p = set_of(v6(1, 1), 128, 1);
    uint32_t avoid[] = { 300, 301, UINT32_MAX }, v = 0;

    (void)state;
    roomy(&w);
    assert_int_equal(insert(&w, p, 1, SAT_NEW), SAT_OK);
    assert_int_equal(sat_new_spi(&w.t, avoid, 3, 300), 302);
    assert_int_equal(sat_new_spi(&w.t, avoid, 3, UINT32_MAX), 256);
    assert_int_equal(sat_new_spi(&w.t, avoid, 3, 3), 259);
    assert_int_equal(sat_new_spi(&w.t, avoid, 3, p.spi_pc), p.spi_ps + 1);
    assert_int_equal(sat_new_port(&w.t, &p, 5060, 5064, 0), 5062);
    assert_int_equal(sat_new_port(&w.t, &p, 5060, 5061, 0), 0);
    assert_int_equal(sat_new_port(&w.t, &p, 7001, 7001, 9), 0); /* port_pc of the present set */
    assert_int_equal(sat_new_port(&w.t, &p, 7000, 7001, 1), 7000);
    assert_true(sat_pick(7, 9, (uint32_t[]){ 7, 9 }, 2, 12345, &v));
    assert_int_equal(v, 8);
    assert_false(sat_pick(7, 9, (uint32_t[]){ 7, 9, 8 }, 3, 1, &v));
    assert_false(sat_pick(9, 7, NULL, 0, 1, &v));
    assert_true(sat_pick(0, UINT32_MAX, (uint32_t[]){ UINT32_MAX }, 1, UINT32_MAX, &v));
    assert_int_equal(v, 0);
    close_world(&w);
}

static void test_init(void **state)
{
    world w;
    sat_memory m;
    const uint8_t twice[] = { 128, 128 }, many[] = { 1, 2, 3, 4, 5 }, big[] = { 129 };
    sat_key k = { 1, 2 };

    (void)state;
    roomy(&w);
    m = w.m;
    assert_false(sat_init(&w.t, &m, k, twice, 2, PROFILE_IMS));
    assert_false(sat_init(&w.t, &m, k, many, 5, PROFILE_IMS));
    assert_false(sat_init(&w.t, &m, k, many, 0, PROFILE_IMS));
    assert_false(sat_init(&w.t, &m, k, big, 1, PROFILE_IMS));
    m.by_cover = NULL;
    assert_false(sat_init(&w.t, &m, k, two_lengths, 2, PROFILE_IMS));
    assert_true(sat_init(&w.t, &m, k, two_lengths, 1, PROFILE_IMS));
    assert_int_equal(sat_plan(UINT32_MAX, 1).capacity, 0);
    close_world(&w);
}

/* ---- random operations against the list ---- */

typedef struct { const char *name; uint8_t length[SAT_LENGTHS]; uint32_t lengths, ues, buckets; sec_profile profile; } plan;

static uint64_t seed;

static uint32_t rnd(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % n;
}

static ip_addr any_addr(void)
{
    switch (rnd(4)) {
    case 0: return v4((uint8_t)(rnd(2) * 128), (uint8_t)rnd(4));
    case 1: return v6((uint16_t)(rnd(3) * 0x100), (uint16_t)(rnd(3) * 0x4001));
    case 2: return v6((uint16_t)rnd(3), (uint16_t)rnd(4));
    default: return v6((uint16_t)rnd(40), 0); /* enough different ones to fill a table */
    }
}

static uint16_t any_port(uint16_t base)
{
    return rnd(50) == 0 ? (uint16_t)(5060 + rnd(2)) : (uint16_t)(base + rnd(6));
}

static uint32_t any_spi(void)
{
    return rnd(100) == 0 ? rnd(256) : 256 + rnd(400);
}

static sa_params any_set(const plan *c)
{
    sa_params p = { .spi_uc = any_spi(), .spi_us = any_spi(), .spi_pc = any_spi(), .spi_ps = any_spi(),
                    .port_uc = any_port(100), .port_us = any_port(103), .port_pc = any_port(200),
                    .port_ps = any_port(203), .alg = ALG_HMAC_SHA_1_96, .ealg = EALG_NULL };
    uint8_t len = c->length[rnd(c->lengths)];

    p.ue_addr = any_addr();
    if (len < 96 && p.ue_addr.b[10] == 0xff)
        len = 128;
    p.ue.addr = rnd(50) == 0 ? any_addr() : p.ue_addr;
    p.ue.len = rnd(100) == 0 ? (uint8_t)rnd(140) : len;
    if (p.ue.len < 128 && rnd(2) == 0) /* host bits are the caller's business */
        p.ue.addr.b[15] ^= 1;
    return p;
}

static void same_set(const world *w, sat_ref r, const ref_set *s)
{
    sat_set g = sat_get(&w->t, r);

    assert_int_equal(g.kind, s->kind);
    assert_int_equal(g.impi, s->impi);
    assert_int_equal(g.impus, s->impus);
    assert_int_equal(g.expires, s->expires);
    assert_int_equal(g.sa.spi_uc, s->p.spi_uc);
    assert_int_equal(g.sa.spi_us, s->p.spi_us);
    assert_int_equal(g.sa.spi_pc, s->p.spi_pc);
    assert_int_equal(g.sa.spi_ps, s->p.spi_ps);
    assert_int_equal(g.sa.port_uc, s->p.port_uc);
    assert_int_equal(g.sa.port_us, s->p.port_us);
    assert_int_equal(g.sa.port_pc, s->p.port_pc);
    assert_int_equal(g.sa.port_ps, s->p.port_ps);
    assert_int_equal(g.sa.ue.len, s->p.ue.len);
    assert_int_equal(r.length, s->p.ue.len);
    assert_true(rsat_in_prefix(&s->p.ue.addr, s->p.ue.len, &g.sa.ue.addr));
    assert_memory_equal(&g.sa.ue_addr, &s->p.ue_addr, sizeof g.sa.ue_addr);
}

static int slot_of(const ref_table *l, const world *w, sat_ref r)
{
    sat_set g = sat_get(&w->t, r);

    return rsat_find_set(l, &g.sa.ue, g.impi, (sat_kind)g.kind);
}

static uint32_t slots_used(const tix_bucket *x, uint32_t nb)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < nb * TIX_W; i++)
        n += x[i / TIX_W].s[i % TIX_W].val != TIX_NONE ? 1 : 0;
    return n;
}

static void same_all(const world *w, const ref_table *l)
{
    uint32_t n = 0, sets = 0;

    for (sat_ref r = sat_each(&w->t, NULL); r.status == SAT_OK; r = sat_each(&w->t, &r)) {
        int i = slot_of(l, w, r);

        assert_true(i >= 0);
        same_set(w, r, &l->s[i]);
        n++;
    }
    for (uint32_t i = 0; i < l->n; i++)
        sets += l->s[i].used ? 1 : 0;
    assert_int_equal(n, sets);
    assert_int_equal(w->t.sets, sets);
    assert_int_equal(w->t.used, rsat_ues(l));
    assert_int_equal(slots_used(w->m.by_prefix, w->m.prefix_buckets), w->t.used); /* nothing is left behind */
    assert_int_equal(slots_used(w->m.by_impi, w->m.impi_buckets), w->t.used);
    assert_int_equal(slots_used(w->m.by_spi, w->m.spi_buckets), sets * w->t.per_set);
    for (uint32_t impi = 0; impi < 12; impi++) {
        uint32_t of = 0;

        for (sat_ref r = sat_find_impi(&w->t, impi, NULL); r.status == SAT_OK; r = sat_find_impi(&w->t, impi, &r)) {
            assert_int_equal(sat_get(&w->t, r).impi, impi);
            of += w->t.per_set;
        }
        assert_int_equal(of, rsat_count(l, impi));
        assert_int_equal(sat_count(&w->t, impi, SEL_IN), of);
    }
}

static void questions(const world *w, const ref_table *l)
{
    ip_addr a = any_addr();
    uint16_t up = any_port(100), pp = any_port(203);
    uint32_t spi = any_spi(), when = 0;
    int pair = 0, i;
    sat_ref r;

    if (rnd(2) == 0 && l->n > 0) { /* something that is likely there */
        const ref_set *s = &l->s[rnd(l->n)];

        a = rnd(4) == 0 ? a : s->p.ue_addr;
        up = rnd(2) == 0 ? s->p.port_uc : s->p.port_us;
        pp = up == s->p.port_uc ? s->p.port_ps : s->p.port_pc;
    }
    i = rsat_find(l, &a, up, pp, &pair);
    r = sat_find(&w->t, &a, up, pp);
    assert_int_equal(r.status, i >= 0 ? SAT_OK : SAT_ABSENT);
    if (i >= 0) {
        assert_int_equal(r.pair, pair);
        same_set(w, r, &l->s[i]);
    }
    i = rsat_find_spi(l, spi, &pair);
    r = sat_find_spi(&w->t, spi);
    assert_int_equal(r.status, i >= 0 ? SAT_OK : SAT_ABSENT);
    if (i >= 0) {
        assert_int_equal(r.pair, pair);
        same_set(w, r, &l->s[i]);
    }
    assert_int_equal(sat_find_ue_spi(&w->t, &a, spi).status == SAT_OK, rsat_ue_spi(l, &a, spi));
    i = rsat_first_expiry(l);
    assert_int_equal(sat_next_expiry(&w->t, &when), i >= 0);
    if (i >= 0)
        assert_int_equal(when, l->s[i].expires);
}

static void allocate(const world *w, const ref_table *l)
{
    sa_params p = any_set(&(plan){ .length = { 128 }, .lengths = 1 });
    uint32_t avoid[2] = { any_spi(), any_spi() };
    uint32_t from = any_spi(), spi = sat_new_spi(&w->t, avoid, 2, from);
    uint16_t port = sat_new_port(&w->t, &p, 198, 209, rnd(1000));
    int pair;

    assert_true(spi >= 256 && spi != avoid[0] && spi != avoid[1] && rsat_find_spi(l, spi, &pair) < 0);
    for (uint32_t v = from < 256 ? from + 256 : from; v < spi; v++) /* and none before it was free */
        assert_true(v == avoid[0] || v == avoid[1] || rsat_find_spi(l, v, &pair) >= 0);
    for (uint16_t v = 198; v <= 209; v++) {
        bool free_port = v != p.port_uc && v != p.port_us && v != p.port_ps && !rsat_port_in_use(l, &p.ue_addr, v);

        if (port == v)
            assert_true(free_port);
        if (port == 0)
            assert_false(free_port);
    }
}

/* The set of kind k becomes kind `to` in the list, as sat_set_kind() does. */
static void rename_set(world *w, ref_table *l, sat_ref r, int i, sat_kind to)
{
    bool taken = rsat_find_set(l, &l->s[i].p.ue, l->s[i].impi, to) >= 0;
    sat_ref q = sat_set_kind(&w->t, r, to);

    assert_int_equal(q.status, taken ? SAT_OCCUPIED : SAT_OK);
    if (!taken)
        l->s[i].kind = to;
}

static void readdress(world *w, ref_table *l, sat_ref r, int i)
{
    ip_addr a = any_addr();
    bool in = rsat_in_prefix(&l->s[i].p.ue.addr, l->s[i].p.ue.len, &a);

    assert_int_equal(sat_set_address(&w->t, r, &a), in ? SAT_OK : SAT_OUTSIDE);
    for (uint32_t k = 0; in && k < l->n; k++) {
        ref_set *s = &l->s[k];

        if (s->used && s->impi == l->s[i].impi && s->p.ue.len == l->s[i].p.ue.len &&
            rsat_in_prefix(&s->p.ue.addr, s->p.ue.len, &l->s[i].p.ue.addr))
            s->p.ue_addr = a;
    }
}

/* A change to a set that is there. */
static void change(world *w, ref_table *l)
{
    int i = (int)rnd(l->n);
    sat_ref r;
    uint32_t when = 1000 + rnd(1000);

    if (!l->s[i].used)
        return;
    r = sat_find_spi(&w->t, l->s[i].p.spi_ps);
    assert_int_equal(r.status, SAT_OK);
    switch (rnd(5)) {
    case 0: rename_set(w, l, r, i, (sat_kind)rnd(3)); break;
    case 1: readdress(w, l, r, i); break;
    case 2:
        assert_int_equal(sat_set_expiry(&w->t, r, when), SAT_OK);
        l->s[i].expires = when;
        break;
    case 3: /* what expires first */
        when = l->s[rsat_first_expiry(l)].expires;
        assert_int_equal(sat_expired(&w->t, when - 1).status, SAT_ABSENT);
        r = sat_expired(&w->t, when);
        i = slot_of(l, w, r);
        assert_int_equal(l->s[i].expires, when);
        /* fall through */
    default:
        assert_int_equal(sat_remove(&w->t, r), SAT_OK);
        assert_int_equal(sat_remove(&w->t, r), SAT_ABSENT);
        l->s[i].used = false;
    }
}

static uint32_t seen[SAT_STATUSES];

static void add(world *w, ref_table *l, const plan *c, bool replace)
{
    sa_params p = any_set(c);
    uint32_t impi = rnd(c->ues > 20 ? 60 : 12), impus = rnd(9), expires = 1000 + rnd(1000);
    sat_kind kind = (sat_kind)rnd(3);
    sat_ref r;
    sat_status s;
    int at = -1;

    if (rnd(2) == 0 && l->n > 0) { /* a user who is there */
        const ref_set *o = &l->s[rnd(l->n)];

        impi = o->impi;
        p.ue = o->p.ue;
        p.ue_addr = o->p.ue_addr;
        p.port_us = rnd(2) == 0 ? o->p.port_us : p.port_us;
    }
    r = replace ? sat_replace(&w->t, &p, impi, impus, kind, expires)
                : sat_insert(&w->t, &p, impi, impus, kind, expires);
    seen[r.status]++;
    if (r.status == SAT_FULL && c->buckets > 0) { /* full before the records are: that changes nothing */
        same_all(w, l);
        return;
    }
    s = replace ? rsat_replace(l, &p, impi, impus, kind, expires, &at)
                : rsat_insert(l, &p, impi, impus, kind, expires, &at);
    assert_int_equal(r.status, s);
    if (s == SAT_OK)
        same_set(w, r, &l->s[at]);
}

static void run(const plan *c, uint32_t steps)
{
    static ref_table l;
    sat_memory m = sat_plan(c->ues, c->lengths);
    world w;

    if (c->buckets > 0)
        m.prefix_buckets = m.impi_buckets = c->buckets; /* where there is one, SPIs have room: full comes late */
    if (c->buckets > 0)
        m.spi_buckets = c->buckets == 1 ? 7 : c->buckets;
    if (c->buckets > 0 && m.cover_buckets > 0)
        m.cover_buckets = c->buckets;
    open_world(&w, m, c->length, c->lengths, c->profile);
    rsat_init(&l, c->ues, c->length, c->lengths, c->profile == PROFILE_CR1);
    for (uint32_t i = 0; i < steps; i++) {
        uint32_t what = rnd(16);

        if (what < 4)
            add(&w, &l, c, what == 0);
        else if (what == 4 && l.n > 0 && w.t.sets > 0)
            change(&w, &l);
        else if (what == 5 && rnd(16) == 0)
            allocate(&w, &l);
        else
            questions(&w, &l);
        if (i % 512 == 0)
            same_all(&w, &l);
    }
    same_all(&w, &l);
    close_world(&w);
}

/* `buckets` forces collisions and full buckets; 0: as sat_plan() says, where full means that the records are. */
static const plan plans[] = {
    { "one length", { 128 }, 1, 12, 0, PROFILE_IMS },
    { "nested", { 64, 128 }, 2, 12, 0, PROFILE_IMS },
    { "four nested lengths", { 48, 128, 64, 120 }, 4, 16, 0, PROFILE_IMS },
    { "nested, one bucket", { 64, 128, 56 }, 3, 30, 1, PROFILE_IMS },
    { "nested, two buckets", { 64, 128, 126 }, 3, 40, 2, PROFILE_IMS },
    { "everything", { 0, 96, 112, 128 }, 4, 16, 0, PROFILE_IMS },
    { "CR1", { 64, 128 }, 2, 12, 0, PROFILE_CR1 },
};

static void test_random(void **state)
{
    const char *n = getenv("SATABLE_STEPS");
    uint32_t steps = n != NULL ? (uint32_t)strtoul(n, NULL, 10) : 1000000;

    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        seed = 0x9e3779b97f4a7c15u + i;
        run(&plans[i], steps);
    }
    for (unsigned s = 0; s < SAT_STATUSES; s++)
        assert_true(seen[s] > 0); /* every status came up */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init),     cmocka_unit_test(test_find), cmocka_unit_test(test_overlap),
        cmocka_unit_test(test_limit),    cmocka_unit_test(test_cr1),  cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_full),     cmocka_unit_test(test_move), cmocka_unit_test(test_pick),
        cmocka_unit_test(test_random),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
