/* The SA table under load: ns per operation, and as a ratio to a pointer chase over the memory that a lookup reads,
 * taken in the same run. Arguments: numbers of UEs (default 10000 100000 1000000). Each UE has three sets. */
#include "../../src/core/siphash.h"
#include "../../src/ims/sat_memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOOKUPS 1000000u /* different questions */
#define STEPS 250000u    /* of them in one pass */
#define PASSES 12u       /* of each kind, in turn, so that all share the machine's noise; the best one counts */

typedef struct { ip_addr a; uint16_t ue_port, p_port; } query;
typedef enum { RANDOM, PATTERN, GUESSED_KEY } choice;

static uint64_t seed;
static volatile uint32_t sink; /* keeps the chase from being optimised away */

static uint64_t rnd(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed * 0x2545f4914f6cdd1du;
}

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void *must(void *p)
{
    if (p == NULL) {
        fputs("no memory\n", stderr);
        exit(3);
    }
    return p;
}

/* Lines of which each names another one, all in one cycle (Sattolo's shuffle). */
typedef struct { uint32_t *line; size_t n; uint32_t at; } cycle;

static cycle cycle_of(size_t bytes)
{
    cycle c = { NULL, bytes / 64, 0 };
    uint32_t *order = must(malloc(c.n * sizeof *order));

    c.line = must(aligned_alloc(128, (bytes + 127) / 128 * 128));
    for (size_t i = 0; i < c.n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = c.n - 1; i > 0; i--) {
        size_t k = rnd() % i;
        uint32_t o = order[i];

        order[i] = order[k];
        order[k] = o;
    }
    for (size_t i = 0; i < c.n; i++)
        c.line[(size_t)order[i] * 16] = order[(i + 1) % c.n];
    free(order);
    return c;
}

/* One random cache line a step. */
static void chase(cycle *c, double *best)
{
    double t = now_ns();
    uint32_t at = c->at;

    for (uint32_t i = 0; i < STEPS; i++)
        at = c->line[(size_t)at * 16];
    t = (now_ns() - t) / STEPS;
    c->at = at;
    sink = at;
    *best = t < *best ? t : *best;
}

/* The i-th UE's address. GUESSED_KEY: found by trying, so that under the key 0, 0 all tags share their upper bits, and
 * with them their buckets' neighbourhood; the table has another key. */
static ip_addr address(uint32_t i, choice how)
{
    ip_addr a = { { 0x20, 0x01 } };
    static uint64_t tried;
    uint64_t v = how == RANDOM ? rnd() : (uint64_t)i << 13; /* 48 bits of it */

    for (bool done = how != GUESSED_KEY; !done;) {
        uint64_t w[3] = { 0x2001000000000000u + ++tried, 0, 64 };

        v = tried;
        done = siphash13(0, 0, w, 3) % 64 == 0;
    }
    for (int b = 0; b < 6; b++)
        a.b[2 + b] = (uint8_t)(v >> (40 - 8 * b));
    for (int b = 12; b < 16; b++)
        a.b[b] = (uint8_t)rnd();
    return a;
}

static sa_params params(const ip_addr *a, uint8_t len, uint32_t i, unsigned set)
{
    sa_params p = { .spi_uc = 0x80000000u + 2 * set, .spi_us = 0x80000001u + 2 * set, .spi_pc = 256 + 6 * i + 2 * set,
                    .spi_ps = 257 + 6 * i + 2 * set, .port_uc = (uint16_t)(30000 + i % 30000 + set),
                    .port_us = (uint16_t)(20000 + i % 9000), .port_pc = (uint16_t)(7000 + set), .port_ps = 5064 };

    p.ue.addr = *a;
    p.ue.len = len;
    p.ue_addr = *a;
    return p;
}

typedef struct { sat_memory m; sa_table t; query *q; uint32_t ues, full; double insert; } bench;

static void fill(bench *b, uint32_t ues, uint32_t lengths, choice how)
{
    const uint8_t length[2] = { 64, 128 };
    ip_addr *a = must(malloc(ues * sizeof *a));

    must(sat_memory_new(&b->m, ues, lengths) ? b : NULL);
    must(sat_init(&b->t, &b->m, (sat_key){ rnd(), rnd() }, length, lengths, PROFILE_IMS) ? b : NULL);
    b->q = must(malloc(LOOKUPS * sizeof *b->q));
    b->ues = ues;
    b->full = 0;
    for (uint32_t i = 0; i < ues; i++)
        a[i] = address(i, how);
    b->insert = now_ns();
    for (uint32_t i = 0; i < ues; i++) {
        for (unsigned k = 0; k < SAT_SETS; k++) {
            sa_params p = params(&a[i], lengths == 2 && i % 2 == 0 ? 128 : 64, i, k);
            uint32_t expires = 600 + (uint32_t)(rnd() % 7200);

            b->full += sat_insert(&b->t, &p, i, i, (sat_kind)k, expires).status != SAT_OK ? 1 : 0;
        }
    }
    b->insert = (now_ns() - b->insert) / ues / SAT_SETS;
    for (uint32_t i = 0; i < LOOKUPS; i++) {
        uint32_t ue = (uint32_t)(rnd() % ues);
        sa_params p = params(&a[ue], 0, ue, (unsigned)(rnd() % 3));
        bool pair = rnd() % 2 == 0;

        b->q[i] = (query){ a[ue], pair ? p.port_us : p.port_uc, pair ? p.port_pc : p.port_ps };
    }
    free(a);
}

/* serial: the next lookup waits for what the last one read in the UE's record: the length, always even. A wait for the
 * status would be none, since the processor guesses the branches that lead to it. */
static void lookups(const bench *b, unsigned pass, bool serial, double *best)
{
    const query *q = b->q + pass * STEPS % LOOKUPS;
    uint32_t found = 0, wait = 0;
    double t = now_ns();

    for (uint32_t i = 0; i < STEPS; i++) {
        sat_ref r = sat_find(&b->t, &q[i + wait].a, q[i + wait].ue_port, q[i + wait].p_port);

        found += r.status == SAT_OK ? 1 : 0;
        if (serial)
            wait = r.length & 1u;
    }
    t = (now_ns() - t) / STEPS;
    *best = t < *best ? t : *best;
    if (found != STEPS) {
        fprintf(stderr, "%u lookups of %u failed\n", STEPS - found, STEPS);
        exit(1);
    }
}

static void empty(bench *b, double *remove, double *sweep)
{
    uint32_t half = b->t.sets / 2, n = 0, last = 0, when = 0;
    double t = now_ns();

    for (uint32_t i = 0; n < half; i += 7919) { /* any order but the one of insertion */
        sat_ref r = sat_find_spi(&b->t, 256 + 2 * (uint32_t)((uint64_t)i % ((uint64_t)b->ues * 3)));

        n += r.status == SAT_OK && sat_remove(&b->t, r) == SAT_OK ? 1 : 0;
    }
    *remove = (now_ns() - t) / half;
    n = b->t.sets;
    t = now_ns();
    while (sat_next_expiry(&b->t, &when)) {
        if (when < last)
            exit(1);
        last = when;
        (void)sat_remove(&b->t, sat_expired(&b->t, when));
    }
    *sweep = (now_ns() - t) / n;
}

static void finish(bench *b)
{
    sat_memory_free(&b->m);
    free(b->q);
}

typedef struct { double serial, ratio, bytes; } figures; /* ns, of it to the chase, bytes per UE */

static figures measure(uint32_t ues, uint32_t lengths)
{
    bench b;
    double hop = 1e18, all = 1e18, serial = 1e18, overlapped = 1e18, remove, sweep;
    cycle read, whole;
    size_t bytes;

    fill(&b, ues, lengths, RANDOM);
    bytes = sat_memory_bytes(&b.m);
    read = cycle_of((size_t)ues * sizeof(sat_hot) + (size_t)b.m.prefix_buckets * sizeof(tix_bucket));
    whole = cycle_of(bytes);
    for (unsigned pass = 0; pass < PASSES; pass++) {
        chase(&read, &hop);
        lookups(&b, pass, true, &serial);
        chase(&whole, &all);
        lookups(&b, pass, false, &overlapped);
    }
    free(read.line);
    free(whole.line);
    empty(&b, &remove, &sweep);
    printf("%8u %7u %7.1f %7.1f %7.1f %7.2f %8.2f %7.1f %7.2f %7.0f %7.0f %7.0f %6.1f %5u\n", ues, lengths, hop, all,
           serial, serial / hop, serial / all, overlapped, overlapped / hop, b.insert, remove, sweep,
           (double)bytes / ues, b.full);
    finish(&b);
    return (figures){ serial, serial / hop, (double)bytes / ues };
}

/* Returns the worst case as a ratio to random addresses. */
static double adversary(uint32_t ues)
{
    static const char *const names[] = { "random", "regular pattern", "colliding under a guessed key" };
    double best[3] = { 1e18, 1e18, 1e18 }, worst = 0;
    bench b[3];

    printf("\nchosen addresses, %u UEs, one length: ns serialised, ratio to random, refused\n", ues);
    for (choice how = RANDOM; how <= GUESSED_KEY; how++)
        fill(&b[how], ues, 1, how);
    for (unsigned pass = 0; pass < PASSES; pass++) {
        for (choice how = RANDOM; how <= GUESSED_KEY; how++)
            lookups(&b[how], pass, true, &best[how]);
    }
    for (choice how = RANDOM; how <= GUESSED_KEY; how++) {
        printf("  %-30s %7.1f %5.2f %5u\n", names[how], best[how], best[how] / best[RANDOM], b[how].full);
        worst = how != RANDOM && best[how] / best[RANDOM] > worst ? best[how] / best[RANDOM] : worst;
        finish(&b[how]);
    }
    return worst;
}

/* A line of the table of targets; a smaller figure is the better one. */
static void target(const char *name, double must, double ambitious, double measured)
{
    const char *met = measured <= ambitious ? "ambitious" : measured <= must ? "must" : "missed";

    printf("%-46s %7g %9g %9.2f %s\n", name, must, ambitious, measured, met);
}

int main(int argc, char **argv)
{
    static const uint32_t standard[] = { 10000, 100000, 1000000 };
    uint32_t n = argc > 1 ? (uint32_t)argc - 1 : 3, ues = 0;
    double worst;
    figures of[3] = { { 0 } }; /* the last row's, by lengths */
    double growth[3] = { 0 };

    seed = 0x9e3779b97f4a7c15u;
    printf("SA table, three sets a UE; ns; chase: one random line a step over what a lookup reads, and over all\n");
    printf("%8s %7s %7s %7s %7s %7s %8s %7s %7s %7s %7s %7s %6s %5s\n", "UEs", "lengths", "chase", "ch.all", "serial",
           "/chase", "/ch.all", "overlap", "/chase", "insert", "remove", "sweep", "B/UE", "full");
    for (uint32_t lengths = 1; lengths <= 2; lengths++) {
        for (uint32_t i = 0; i < n; i++) {
            double above = of[lengths].serial;

            ues = argc > 1 ? (uint32_t)strtoul(argv[i + 1], NULL, 10) : standard[i];
            of[lengths] = measure(ues, lengths);
            growth[lengths] = i > 0 ? of[lengths].serial / above : 0;
            if (i > 0)
                printf("%8s %7s against the row above: %.2f\n", "", "", growth[lengths]);
        }
    }
    worst = adversary(ues);
    printf("\n%-46s %7s %9s %9s\n", "target (serialised, the largest table)", "must", "ambitious", "measured");
    target("one prefix length / pointer chase", 2.0, 1.5, of[1].ratio);
    target("two prefix lengths / pointer chase", 2.5, 1.8, of[2].ratio);
    if (n > 1) {
        target("one length / the table before it (1M / 100k)", 4, 3.2, growth[1]);
        target("two lengths / the table before it (1M / 100k)", 4, 3.2, growth[2]);
    }
    target("bytes per UE, one length", 256, 128, of[1].bytes);
    target("bytes per UE, two lengths", 256, 128, of[2].bytes);
    target("chosen addresses / random ones", 1.5, 1.5, worst);
    return 0;
}
