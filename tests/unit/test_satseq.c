/* Every sequence of up to four operations on an SA table of two UEs (SATABLE_DEPTH: of more), each followed by every
 * question, against the plain list of spec/ref. The sets are few and meet often: nested prefixes, one user at two
 * addresses, ports and SPIs that are in use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "../../spec/ref/ref_satable.h"

#define UES 2u
#define BUCKETS 2u
#define SETS 5u
#define ROOM 6u /* sets of two UEs */

typedef struct {
    _Alignas(128) sat_hot hot[UES];
    _Alignas(128) tix_bucket by_prefix[BUCKETS], by_spi[BUCKETS], by_impi[BUCKETS], by_cover[BUCKETS];
    sat_cold cold[UES];
    sat_alarm heap[UES];
    sa_table t;
} table;

static table now;
static ref_table list;
static const uint8_t lengths[] = { 64, 128 };
static uint64_t sequences;
static uint32_t met[SAT_STATUSES];

/* The last two bytes of 2001:db8::/32 tell the address apart. */
static ip_addr address(uint8_t net, uint8_t host)
{
    return (ip_addr){ { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, net, 0, 0, 0, 0, 0, 0, 0, host } };
}

/* What is said of one set: where, whose, and what meets what others have. */
static const struct { uint8_t net, host, len, n, port_us; uint32_t impi; } sets[SETS] = {
    { 1, 0, 64, 0, 40, 5 },  { 1, 7, 128, 1, 40, 8 }, /* the UE port of the first, inside its prefix */
    { 1, 0, 64, 2, 40, 5 },  { 1, 7, 128, 3, 42, 8 }, /* further sets of both */
    { 2, 7, 128, 0, 43, 5 }, /* the SPIs of the first */
};

static sa_params params(unsigned i)
{
    uint32_t n = sets[i].n;
    sa_params p = { .spi_pc = 300 + 2 * n, .spi_ps = 301 + 2 * n, .spi_uc = 400 + 2 * n, .spi_us = 401 + 2 * n,
                    .port_uc = (uint16_t)(30 + n), .port_us = sets[i].port_us, .port_pc = (uint16_t)(50 + n),
                    .port_ps = 60 };

    p.ue.addr = p.ue_addr = address(sets[i].net, sets[i].host);
    p.ue.len = sets[i].len;
    return p;
}

static void same_set(sat_ref r, int i)
{
    sat_set g = sat_get(&now.t, r);
    const ref_set *s = &list.s[i];

    assert_int_equal(g.kind, s->kind);
    assert_int_equal(g.impi, s->impi);
    assert_int_equal(g.impus, s->impus);
    assert_int_equal(g.expires, s->expires);
    assert_int_equal(g.sa.spi_ps, s->p.spi_ps);
    assert_int_equal(g.sa.spi_uc, s->p.spi_uc);
    assert_int_equal(g.sa.port_us, s->p.port_us);
    assert_int_equal(g.sa.port_pc, s->p.port_pc);
    assert_memory_equal(&g.sa.ue_addr, &s->p.ue_addr, sizeof g.sa.ue_addr);
}

static uint32_t slots_used(const tix_bucket *x)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < BUCKETS * TIX_W; i++)
        n += x[i / TIX_W].s[i % TIX_W].val != TIX_NONE ? 1 : 0;
    return n;
}

/* Of every set, whether or not it is there: from its address and another, by its SPIs, its user's count. */
static void questions(void)
{
    uint32_t when = 0, n = 0;
    int first = rsat_first_expiry(&list), pair = 0;

    for (unsigned i = 0; i < SETS; i++) {
        sa_params p = params(i);
        ip_addr other = address(sets[i].net, 9);
        int a = rsat_find(&list, &p.ue_addr, p.port_uc, p.port_ps, &pair);
        int b = rsat_find(&list, &other, p.port_us, p.port_pc, &pair), s = rsat_find_spi(&list, p.spi_pc, &pair);
        sat_ref ra = sat_find(&now.t, &p.ue_addr, p.port_uc, p.port_ps);
        sat_ref rb = sat_find(&now.t, &other, p.port_us, p.port_pc), rs = sat_find_spi(&now.t, p.spi_pc);

        assert_int_equal(ra.status == SAT_OK, a >= 0);
        assert_int_equal(rb.status == SAT_OK, b >= 0);
        assert_int_equal(rs.status == SAT_OK, s >= 0);
        if (a >= 0)
            same_set(ra, a);
        if (b >= 0)
            same_set(rb, b);
        if (s >= 0)
            same_set(rs, s);
        assert_int_equal(sat_find_ue_spi(&now.t, &other, p.spi_us).status == SAT_OK,
                         rsat_ue_spi(&list, &other, p.spi_us));
        assert_int_equal(sat_count(&now.t, sets[i].impi, SEL_IN), rsat_count(&list, sets[i].impi));
    }
    assert_int_equal(sat_next_expiry(&now.t, &when), first >= 0);
    if (first >= 0)
        assert_int_equal(when, list.s[first].expires);
    for (sat_ref r = sat_each(&now.t, NULL); r.status == SAT_OK; r = sat_each(&now.t, &r))
        n++;
    assert_int_equal(n, now.t.sets);
    assert_int_equal(now.t.used, rsat_ues(&list));
    assert_int_equal(slots_used(now.by_spi), 2 * n); /* nothing is left behind */
    assert_int_equal(slots_used(now.by_impi), now.t.used);
    assert_int_equal(slots_used(now.by_prefix), now.t.used);
}

static void put(unsigned i, sat_kind kind, bool replace)
{
    sa_params p = params(i);
    uint32_t when = 10 + (7 * i + kind) % 4;
    int at = -1;
    sat_ref r = replace ? sat_replace(&now.t, &p, sets[i].impi, i, kind, when)
                        : sat_insert(&now.t, &p, sets[i].impi, i, kind, when);
    sat_status s = replace ? rsat_replace(&list, &p, sets[i].impi, i, kind, when, &at)
                           : rsat_insert(&list, &p, sets[i].impi, i, kind, when, &at);

    met[r.status]++;
    assert_int_equal(r.status, s);
    if (s == SAT_OK)
        same_set(r, at);
}

/* The sets of a UE share its address. */
static void readdress(int i, ip_addr a)
{
    ip_prefix ue = list.s[i].p.ue;

    for (uint32_t k = 0; k < list.n; k++) {
        if (rsat_find_set(&list, &ue, list.s[i].impi, list.s[k].kind) == (int)k)
            list.s[k].p.ue_addr = a;
    }
}

/* Of the set with this SPI, if there is one. */
static void change(unsigned i, unsigned how)
{
    int pair = 0, at = rsat_find_spi(&list, params(i).spi_ps, &pair);
    sat_ref r = sat_find_spi(&now.t, params(i).spi_ps);
    ip_addr a = address(1, 8);
    sat_status s;
    bool in, taken;

    assert_int_equal(r.status == SAT_OK, at >= 0);
    if (at < 0) {
        assert_int_equal(sat_remove(&now.t, r), SAT_ABSENT);
    } else if (how == 0) {
        assert_int_equal(sat_remove(&now.t, r), SAT_OK);
        assert_int_equal(sat_remove(&now.t, r), SAT_ABSENT);
        list.s[at].used = false;
    } else if (how == 1) {
        taken = rsat_find_set(&list, &list.s[at].p.ue, list.s[at].impi, SAT_OLD) >= 0;
        assert_int_equal(sat_set_kind(&now.t, r, SAT_OLD).status, taken ? SAT_OCCUPIED : SAT_OK);
        list.s[at].kind = taken ? list.s[at].kind : SAT_OLD;
    } else if (how == 2) {
        in = rsat_in_prefix(&list.s[at].p.ue.addr, list.s[at].p.ue.len, &a);
        s = sat_set_address(&now.t, r, &a);
        met[s]++;
        assert_int_equal(s, in ? SAT_OK : SAT_OUTSIDE);
        if (in)
            readdress(at, a);
    } else {
        assert_int_equal(sat_set_expiry(&now.t, r, 5 + i), SAT_OK);
        list.s[at].expires = 5 + i;
    }
}

#define OPERATIONS (SETS * 8u)

static void operation(unsigned what)
{
    unsigned i = what % SETS, how = what / SETS;

    if (how < 4)
        put(i, how % 2 == 0 ? SAT_OLD : SAT_NEW, how >= 2);
    else
        change(i, how - 4);
}

static void sequences_of(unsigned depth)
{
    table before = now;
    ref_set sets_before[ROOM];
    uint32_t n = list.n;

    memcpy(sets_before, list.s, sizeof sets_before);
    for (unsigned what = 0; what < OPERATIONS && depth > 0; what++) {
        operation(what);
        questions();
        sequences++;
        sequences_of(depth - 1);
        now = before;
        list.n = n;
        memcpy(list.s, sets_before, sizeof sets_before);
    }
}

static void test_sequences(void **state)
{
    const char *depth = getenv("SATABLE_DEPTH");
    sat_memory m = { .hot = now.hot, .cold = now.cold, .heap = now.heap, .by_prefix = now.by_prefix,
                     .by_spi = now.by_spi, .by_impi = now.by_impi, .by_cover = now.by_cover, .capacity = UES,
                     .prefix_buckets = BUCKETS, .spi_buckets = BUCKETS, .impi_buckets = BUCKETS,
                     .cover_buckets = BUCKETS };

    (void)state;
    assert_true(sat_init(&now.t, &m, (sat_key){ 1, 2 }, lengths, 2, PROFILE_IMS));
    rsat_init(&list, UES, lengths, 2, false);
    sequences_of(depth != NULL ? (unsigned)strtoul(depth, NULL, 10) : 4);
    assert_true(sequences >= OPERATIONS + OPERATIONS * OPERATIONS);
    assert_true(met[SAT_OK] > 0 && met[SAT_OCCUPIED] > 0 && met[SAT_ABSENT] > 0 && met[SAT_PORT_IN_USE] > 0);
    assert_true(met[SAT_SPI_IN_USE] > 0 && met[SAT_FULL] > 0 && met[SAT_OUTSIDE] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sequences) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
