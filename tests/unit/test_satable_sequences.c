/* The SA table by every sequence of operations: all 3200000 sequences of 5 out of 20 operations, so also all shorter
 * ones, each done on a table of three UE records and on the plain list of spec/ref. Each status is the list's; a
 * refusal changes no byte of the table; after every change each question has the list's answer. Two IMPIs; nested and
 * disjoint prefixes of IPv6 and IPv4; every status but those about one set alone, which is checked at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "../../spec/ref/ref_satable.h"

#define OPERATIONS 20u
#define DEPTH 5u
#define SEQUENCES 3200000u
#define UES 3u
#define SETS_MAX 6u /* three of each IMPI */

typedef struct {
    _Alignas(128) tix_bucket by_prefix[2];
    tix_bucket by_spi[2], by_impi[2], by_cover[2];
    _Alignas(64) sat_hot hot[UES];
    sat_cold cold[UES];
    sat_alarm heap[UES];
    sa_table t;
} table;

typedef struct { table w; ref_set s[SETS_MAX]; uint32_t n; } point;

static table w;
static ref_table l;
static point before[DEPTH];
static unsigned path[DEPTH], depth;
static uint32_t sequences, seen[SAT_STATUSES];

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    for (unsigned i = 0; i <= depth; i++)
        print_message("operation %u\n", path[i]);
    fail_msg("%s", what);
}

/* ---- the domain ---- */

enum { NET1 = 1, NET1_HOST, NET1_OTHER, NET2, NET2_HOST, V4_NET, V4_HOST, V4_OTHER, ADDRESSES };

static const ip_addr address[ADDRESSES] = {
    [NET1] = { { 0x20, 1, 0, 0, 0, 0, 0, 1 } },
    [NET1_HOST] = { { 0x20, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1 } },
    [NET1_OTHER] = { { 0x20, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2 } },
    [NET2] = { { 0x20, 1, 0, 0, 0, 0, 0, 2 } },
    [NET2_HOST] = { { 0x20, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1 } },
    [V4_NET] = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 0 } },
    [V4_HOST] = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1 } },
    [V4_OTHER] = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 2 } },
};

static const uint8_t length[] = { 64, 120, 128 };

/* spi: of the P-CSCF, and one more; the UE's are 100 and 101 more, but set 8 takes one of set 0. */
static const struct { uint8_t net, len, now; uint32_t impi, spi; uint16_t uc, us, pc, ps; } sets[] = {
    { NET1, 64, NET1_HOST, 5, 300, 10, 11, 20, 21 },       /* 0 */
    { NET1, 64, NET1_HOST, 5, 302, 14, 11, 22, 21 },       /* 1, 2: the same user's next */
    { NET1, 64, NET1_OTHER, 5, 304, 16, 11, 24, 21 },
    { V4_HOST, 128, V4_HOST, 5, 306, 10, 11, 20, 21 },     /* 3: that user elsewhere */
    { NET1_HOST, 128, NET1_HOST, 8, 308, 12, 13, 20, 21 }, /* 4: inside the prefix of 0 */
    { NET1_HOST, 128, NET1_HOST, 8, 310, 10, 15, 26, 21 }, /* 5: so is this, with a port of 0 */
    { V4_NET, 120, V4_OTHER, 8, 312, 12, 13, 20, 21 },     /* 6: around 3 */
    { NET2, 64, NET2_HOST, 8, 302, 10, 11, 20, 21 },       /* 7: apart, with the SPIs of 1 and the ports of 0 */
    { V4_HOST, 128, V4_HOST, 5, 314, 12, 17, 28, 21 },     /* 8: in place of 3, with a port of 6 and an SPI of 0 */
    { NET1, 64, NET1_HOST, 8, 316, 14, 11, 22, 21 },       /* 9: the prefix of 0 and ports of 0 and 1, another user */
};

#define SETS (sizeof sets / sizeof sets[0])

static sa_params set_of(unsigned n)
{
    uint32_t spi = sets[n].spi;
    sa_params p = { .spi_pc = spi, .spi_ps = spi + 1, .spi_uc = spi + 100, .spi_us = n == 8 ? 401 : spi + 101,
                    .port_uc = sets[n].uc, .port_us = sets[n].us, .port_pc = sets[n].pc, .port_ps = sets[n].ps,
                    .alg = ALG_HMAC_SHA_1_96, .ealg = EALG_AES_CBC };

    p.ue.addr = address[sets[n].net];
    p.ue.len = sets[n].len;
    p.ue_addr = address[sets[n].now];
    return p;
}

/* ---- every question ---- */

static void same_set(sat_ref r, const ref_set *s)
{
    sat_set g = sat_get(&w.t, r);
    const sa_params *a = &g.sa, *b = &s->p;

    must(r.length == b->ue.len && r.kind == s->kind && g.kind == s->kind, "kind, length");
    must(g.impi == s->impi && g.impus == s->impus && g.expires == s->expires, "identities, expiry");
    must(a->spi_uc == b->spi_uc && a->spi_us == b->spi_us && a->spi_pc == b->spi_pc && a->spi_ps == b->spi_ps, "SPIs");
    must(a->port_uc == b->port_uc && a->port_us == b->port_us && a->port_pc == b->port_pc && a->port_ps == b->port_ps,
         "ports");
    must(a->ue.len == b->ue.len && memcmp(&a->ue.addr, &b->ue.addr, sizeof a->ue.addr) == 0, "prefix");
    must(memcmp(&a->ue_addr, &b->ue_addr, sizeof a->ue_addr) == 0, "address");
    must(a->alg == b->alg && a->ealg == b->ealg, "algorithms");
}

/* The set of this SPI; in *i where the list has it. */
static sat_ref by_spi(uint32_t spi, int *i)
{
    int pair = 0;
    sat_ref r = sat_find_spi(&w.t, spi);

    *i = rsat_find_spi(&l, spi, &pair);
    must((r.status == SAT_OK) == (*i >= 0), "find_spi: iff there is one");
    if (*i >= 0) {
        must(r.pair == pair, "find_spi: its pair");
        same_set(r, &l.s[*i]);
    }
    return r;
}

static void by_packet(const ip_addr *a, uint16_t ue_port, uint16_t p_port)
{
    int pair = 0, i = rsat_find(&l, a, ue_port, p_port, &pair);
    sat_ref r = sat_find(&w.t, a, ue_port, p_port);

    must((r.status == SAT_OK) == (i >= 0), "find: iff there is one");
    if (i >= 0) {
        must(r.pair == pair, "find: its pair");
        same_set(r, &l.s[i]);
    }
}

/* The bit of the set's slot in the list. */
static unsigned slot(sat_ref r)
{
    sat_set g = sat_get(&w.t, r);
    int i = rsat_find_set(&l, &g.sa.ue, g.impi, (sat_kind)g.kind);

    must(i >= 0, "iteration: only what there is");
    same_set(r, &l.s[i]);
    return 1u << i;
}

/* Entries of an index of two buckets. */
static uint32_t entries(const tix_bucket *x)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < 2 * TIX_W; i++)
        n += x[i / TIX_W].s[i % TIX_W].val != TIX_NONE ? 1 : 0;
    return n;
}

static void iterate(void)
{
    unsigned all = 0, each = 0, impi = 0;

    for (uint32_t i = 0; i < l.n; i++)
        all |= l.s[i].used ? 1u << i : 0;
    for (sat_ref r = sat_each(&w.t, NULL); r.status == SAT_OK; r = sat_each(&w.t, &r)) {
        must((each & slot(r)) == 0, "each: once");
        each |= slot(r);
    }
    for (uint32_t k = 5; k <= 8; k += 3) {
        for (sat_ref r = sat_find_impi(&w.t, k, NULL); r.status == SAT_OK; r = sat_find_impi(&w.t, k, &r)) {
            must(sat_get(&w.t, r).impi == k && (impi & slot(r)) == 0, "find_impi: that user's, once");
            impi |= slot(r);
        }
        must(sat_count(&w.t, k, SEL_IN) == rsat_count(&l, k), "count");
        must(sat_count(&w.t, k, SEL_OUT) == rsat_count(&l, k), "count of the other direction");
    }
    must(each == all && impi == all, "iteration: all of them");
    must(sat_find_impi(&w.t, 6, NULL).status == SAT_ABSENT && sat_count(&w.t, 6, SEL_IN) == 0, "a user unknown");
    must(w.t.used == rsat_ues(&l) && entries(w.by_prefix) == w.t.used && entries(w.by_impi) == w.t.used &&
         entries(w.by_spi) == 2 * (uint32_t)__builtin_popcount(all), "nothing is left behind in an index");
}

static void expiry(void)
{
    uint32_t when = 0;
    int i = rsat_first_expiry(&l);

    must(sat_next_expiry(&w.t, &when) == (i >= 0), "next_expiry: iff there is one");
    if (i < 0)
        return;
    must(when == l.s[i].expires, "next_expiry: the earliest");
    must(sat_expired(&w.t, when - 1).status == SAT_ABSENT, "expired: not early");
    must(sat_get(&w.t, sat_expired(&w.t, when)).expires == when, "expired: not late");
}

static void ask(void)
{
    static const uint8_t from[] = { NET1_HOST, NET1_OTHER, NET2_HOST, V4_HOST, V4_OTHER };
    static const uint16_t ports[][2] = { { 10, 21 }, { 11, 20 }, { 14, 21 }, { 11, 22 }, { 16, 21 }, { 11, 24 },
                                         { 12, 21 }, { 13, 20 }, { 15, 26 }, { 17, 28 }, { 10, 20 } };
    int i;

    for (unsigned n = 0; n < SETS; n++) {
        sa_params p = set_of(n);

        (void)by_spi(p.spi_pc, &i);
        (void)by_spi(p.spi_ps, &i);
        must((sat_find_ue_spi(&w.t, &p.ue_addr, p.spi_us).status == SAT_OK) == rsat_ue_spi(&l, &p.ue_addr, p.spi_us),
             "find_ue_spi");
    }
    for (unsigned n = 0; n < sizeof ports / sizeof ports[0]; n++) {
        for (unsigned k = 0; k < sizeof from; k++)
            by_packet(&address[from[k]], ports[n][0], ports[n][1]);
    }
    iterate();
    expiry();
}

/* ---- the operations ---- */

static sat_status enter(unsigned n, sat_kind kind, uint32_t when, bool replace)
{
    sa_params p = set_of(n);
    uint32_t impi = sets[n].impi;
    int at = -1;
    sat_ref r = replace ? sat_replace(&w.t, &p, impi, n, kind, when) : sat_insert(&w.t, &p, impi, n, kind, when);
    sat_status s = replace ? rsat_replace(&l, &p, impi, n, kind, when, &at)
                           : rsat_insert(&l, &p, impi, n, kind, when, &at);

    must(r.status == s, "insert, replace: status");
    must(l.n <= SETS_MAX, "no more than six sets");
    if (s == SAT_OK)
        same_set(r, &l.s[at]);
    return s;
}

static sat_status take_away(uint32_t spi)
{
    int i;
    sat_ref r = by_spi(spi, &i);
    sat_status s = i < 0 ? SAT_ABSENT : SAT_OK;

    must(sat_remove(&w.t, r) == s, "remove: status");
    if (i < 0)
        return s;
    l.s[i].used = false;
    must(sat_get(&w.t, r).kind == SAT_SETS && sat_remove(&w.t, r) == SAT_ABSENT, "remove: it is gone");
    (void)by_spi(spi, &i);
    return s;
}

/* The address is the UE's, so all its sets have it. */
static sat_status move(uint32_t spi, unsigned to)
{
    const ip_addr *a = &address[to];
    int i;
    sat_ref r = by_spi(spi, &i);
    bool in = i >= 0 && rsat_in_prefix(&l.s[i].p.ue.addr, l.s[i].p.ue.len, a);
    sat_status s = i < 0 ? SAT_ABSENT : in ? SAT_OK : SAT_OUTSIDE;

    must(sat_set_address(&w.t, r, a) == s, "address: status");
    for (uint32_t k = 0; in && k < l.n; k++) {
        if (l.s[k].impi == l.s[i].impi && memcmp(&l.s[k].p.ue, &l.s[i].p.ue, sizeof l.s[k].p.ue) == 0)
            l.s[k].p.ue_addr = *a;
    }
    return s;
}

static sat_status become(uint32_t spi, sat_kind kind)
{
    int i;
    sat_ref r = by_spi(spi, &i);
    bool taken = i >= 0 && rsat_find_set(&l, &l.s[i].p.ue, l.s[i].impi, kind) >= 0;
    sat_status s = i < 0 ? SAT_ABSENT : taken ? SAT_OCCUPIED : SAT_OK;

    must(sat_set_kind(&w.t, r, kind).status == s, "kind: status");
    if (s == SAT_OK)
        l.s[i].kind = kind;
    return s;
}

/* All that is due goes, the earliest first. */
static sat_status sweep(uint32_t now)
{
    sat_status s = SAT_ABSENT;

    for (;;) {
        int i = rsat_first_expiry(&l);
        sat_ref r = sat_expired(&w.t, now);
        sat_set g = sat_get(&w.t, r);

        must((r.status == SAT_OK) == (i >= 0 && l.s[i].expires <= now), "expired: iff one is due");
        if (r.status != SAT_OK)
            return s;
        must(g.expires == l.s[i].expires, "expired: the earliest");
        i = rsat_find_set(&l, &g.sa.ue, g.impi, (sat_kind)g.kind);
        must(i >= 0 && sat_remove(&w.t, r) == SAT_OK, "expired: it goes");
        l.s[i].used = false;
        s = SAT_OK;
    }
}

static sat_status operate(unsigned what)
{
    switch (what) {
    case 0: return enter(0, SAT_NEW, 5, false);
    case 1: return enter(1, SAT_TEMP, 7, false);
    case 2: return enter(2, SAT_OLD, 4, false);
    case 3: return enter(3, SAT_NEW, 6, false);
    case 4: return enter(4, SAT_NEW, 4, false);
    case 5: return enter(5, SAT_TEMP, 6, false);
    case 6: return enter(6, SAT_NEW, 3, false);
    case 7: return enter(7, SAT_OLD, 9, false);
    case 8: return enter(1, SAT_NEW, 3, true);
    case 9: return enter(5, SAT_NEW, 8, true);
    case 10: return enter(8, SAT_NEW, 2, true);
    case 11: return take_away(300);
    case 12: return take_away(303);
    case 13: return take_away(308);
    case 14: return take_away(306);
    case 15: return move(300, NET1_OTHER);
    case 16: return move(312, NET2_HOST);
    case 17: return enter(9, SAT_OLD, 1, false);
    case 18: return become(302, SAT_NEW);
    default: return sweep(4);
    }
}

/* ---- all sequences ---- */

static void open_table(void)
{
    sat_memory m = { .hot = w.hot, .cold = w.cold, .heap = w.heap, .by_prefix = w.by_prefix, .by_spi = w.by_spi,
                     .by_impi = w.by_impi, .by_cover = w.by_cover, .capacity = UES, .prefix_buckets = 2,
                     .spi_buckets = 2, .impi_buckets = 2, .cover_buckets = 2 };

    memset(&w, 0xa5, sizeof w);
    assert_true(sat_init(&w.t, &m, (sat_key){ 1, 2 }, length, sizeof length, PROFILE_IMS));
    rsat_init(&l, UES, length, sizeof length, false);
}

static void keep(point *p)
{
    memcpy(&p->w, &w, sizeof w);
    memcpy(p->s, l.s, l.n * sizeof l.s[0]);
    p->n = l.n;
}

static void go_back(const point *p)
{
    memcpy(&w, &p->w, sizeof w);
    memcpy(l.s, p->s, p->n * sizeof l.s[0]);
    l.n = p->n;
}

/* The prefix of the sequence is done; now each operation in its place, and each sequence after it. */
static void each_sequence(void)
{
    keep(&before[depth]);
    for (unsigned what = 0; what < OPERATIONS; what++) {
        sat_status s;

        path[depth] = what;
        s = operate(what);
        seen[s]++;
        if (s == SAT_OK)
            ask();
        else
            must(memcmp(&w, &before[depth].w, sizeof w) == 0, "a refusal changes nothing");
        if (depth + 1 == DEPTH) {
            sequences++;
        } else {
            depth++;
            each_sequence();
            depth--;
        }
        go_back(&before[depth]);
    }
}

static void test_sequences(void **state)
{
    (void)state;
    open_table();
    ask();
    each_sequence();
    print_message("%u sequences of %u operations\n", sequences, DEPTH);
    assert_int_equal(sequences, SEQUENCES);
    for (unsigned s = 0; s < SAT_STATUSES; s++)
        assert_int_equal(seen[s] > 0, s != SAT_PORT_BAD && s != SAT_SPI_RESERVED && s != SAT_LENGTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sequences) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
