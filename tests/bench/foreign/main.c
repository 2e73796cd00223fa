/* Parsers side by side. tests/bench/foreign/run gathers what this prints into one table.
 *   (nothing)            all parsers extract the same security values; ns per message; hostile input
 *   --heap               heap allocations per message, under tests/bench/foreign/heap.c
 *   --loop PARSER KIND N the first message of the kind N times, for an instruction count */
#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const parser *const parsers[] = { &parser_secagree, &parser_typed, &parser_sofia, &parser_osip, &parser_re };
#define PARSERS (sizeof parsers / sizeof parsers[0])
enum { OURS, TYPED, SOFIA, OSIP, RE };
#define PASSES 60u /* of each parser and kind, in turn, so that all share the machine's noise; the best one counts */
#define HOSTILE 65000u
#define HOSTILE_ROUNDS 20u /* of all hostile messages in turn, so that they share the machine's noise as well */

static text set[KINDS][SET];
static size_t bytes[KINDS];
static double best[KINDS][PARSERS];

extern unsigned long heap_calls __attribute__((weak)); /* of heap.c, where that is loaded */

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* A line of the table of targets; less: a smaller figure is the better one. */
static void row(const char *name, double measured, double must, double ambitious, const char *unit, bool less)
{
    printf("row\t%s\t%g\t%g\t%g\t%s\t%d\n", name, measured, must, ambitious, unit, less);
}

static void make_sets(void)
{
    for (unsigned w = 0; w < KINDS; w++) {
        for (unsigned k = 0; k < SET; k++) {
            make_message((kind)w, k, &set[w][k]);
            bytes[w] += set[w][k].n;
        }
    }
}

/* One message by one parser, which leaves the bytes as they were. */
static void extract(unsigned p, const text *x, facts *f)
{
    static char was[TEXT_MAX];

    memcpy(was, x->s, x->n);
    f->n = 0;
    f->s[0] = 0;
    if (!parsers[p]->parse(x->s, x->n, f)) {
        printf("%s does not parse this:\n%s\n", parsers[p]->name, x->s);
        exit(1);
    }
    if (p <= TYPED && memcmp(was, x->s, x->n) != 0) {
        printf("%s wrote to its input\n", parsers[p]->name);
        exit(1);
    }
}

static void agree(void)
{
    static facts mine, other;
    size_t values = 0;

    for (unsigned w = 0; w < KINDS; w++) {
        for (unsigned k = 0; k < SET; k++) {
            extract(OURS, &set[w][k], &mine);
            for (const char *c = mine.s; *c; c++)
                values += *c == ';';
            for (unsigned p = TYPED; p < PARSERS; p++) {
                extract(p, &set[w][k], &other);
                if (mine.n == 0 || strcmp(mine.s, other.s) == 0)
                    continue;
                printf("in\n%s\nsecagree extracts\n%s%s extracts\n%s", set[w][k].s, mine.s, parsers[p]->name, other.s);
                exit(1);
            }
        }
    }
    printf("%u messages, %zu security parameters: all parsers extract the same\n\n", KINDS * SET, values);
}

static double pass(const parser *p, const text *x)
{
    double t = now_ns();

    for (unsigned k = 0; k < SET; k++) {
        if (!p->parse(x[k].s, x[k].n, NULL))
            exit(1);
    }
    return (now_ns() - t) / SET;
}

static void times(void)
{
    printf("ns per message (ratio to secagree), the least of %u passes\n%-8s%7s", PASSES, "", "bytes");
    for (unsigned p = 0; p < PARSERS; p++)
        printf("%18s", parsers[p]->name);
    for (unsigned i = 0; i < PASSES; i++) {
        for (unsigned w = 0; w < KINDS; w++) {
            for (unsigned q = 0; q < PARSERS; q++) {
                unsigned p = (q + i) % PARSERS; /* the first finds the set out of the cache: each in turn */
                double t = pass(parsers[p], set[w]);

                best[w][p] = i == 0 || t < best[w][p] ? t : best[w][p];
            }
        }
    }
    for (unsigned w = 0; w < KINDS; w++) {
        printf("\n%-8s%7zu", kind_name[w], bytes[w] / SET);
        for (unsigned p = 0; p < PARSERS; p++)
            printf("%10.0f (%5.2f)", best[w][p], best[w][p] / best[w][0]);
    }
    printf("\n\n");
}

static double worst(unsigned p, const double *through)
{
    double least = 1e18;

    for (unsigned w = 0; w < KINDS; w++) {
        double r = best[w][p] / best[w][OURS] / (through ? through[w] : 1);

        least = r < least ? r : least;
    }
    return least;
}

/* libosip2 over the other one, at L1, measured once with both built from source */
static const double over_kamailio[KINDS] = { 1.574, 1.646, 1.744, 2.054 };
static const double over_pjsip[KINDS] = { 3.683, 3.471, 3.903, 4.556 };

static void ratios(void)
{
    row("faster than sofia-sip", worst(SOFIA, NULL), 3.5, 5.5, "x", false);
    row("faster than libosip2", worst(OSIP, NULL), 7, 10, "x", false);
    row("faster than Kamailio, through libosip2", worst(OSIP, over_kamailio), 4, 6.5, "x", false);
    row("faster than pjsip, through libosip2", worst(OSIP, over_pjsip), 2, 3, "x", false);
}

/* What is repeated in which header field, to fill a message of 64 KB. */
typedef struct { const char *name, *field, *unit, *end; bool legal; } hostile;

static const hostile hostiles[] = {
    { "; in Via", "Via: SIP/2.0/UDP a", ";", "", false },
    { "; in Contact", "Contact: <sip:a@b>", ";", "", false },
    { "; in Security-Client", "Security-Client: ipsec-3gpp", ";", "", false },
    { "; in Subject", "Subject: ", ";", "", true },
    { ", in Via", "Via: SIP/2.0/UDP a", ",", "", false },
    { ", in Contact", "Contact: <sip:a@b>", ",", "", false },
    { ", in Security-Client", "Security-Client: ipsec-3gpp", ",", "", false },
    { "\" in Contact", "Contact: ", "\"", "", false },
    { "\" in Security-Client", "Security-Client: ipsec-3gpp;a=", "\"", "", false },
    { "folds in Via", "Via: SIP/2.0/UDP a", "\r\n ", ";b", false },
    { "folds in Contact", "Contact: <sip:a@b>", "\r\n ", ";b", false },
    { "folds in Security-Client", "Security-Client: a", "\r\n ", ";b", false },
    { "folds in Subject", "Subject: a", "\r\n ", "b", true },
    { ";a in Via", "Via: SIP/2.0/UDP a", ";a", "", true },
    { ";a in Contact", "Contact: <sip:a@b>", ";a", "", true },
    { "; a=\"\" in Contact", "Contact: <sip:a@b>", "; a=\"\"", "", true },
    { "\\\" in Contact", "Contact: <sip:a@b>;c=\"", "\\\"", "\"", true },
    { "values of Via", "Via: SIP/2.0/UDP a", ",SIP/2.0/UDP a", "", true },
    { "values of Contact", "Contact: <sip:a@b>", ",<sip:a@b>", "", true },
    { "dots in a host", "Via: SIP/2.0/UDP a", ".a", "", true },
    { "hyphens in a host", "Via: SIP/2.0/UDP a", "-", "a", true },
};

static size_t fill(char *s, const hostile *h)
{
    static const char start[] = "REGISTER sip:a SIP/2.0\r\nCSeq: 1 REGISTER\r\n";
    size_t n = (size_t)sprintf(s, "%s%s", start, h->field), unit = strlen(h->unit);

    while (n + unit < HOSTILE) {
        memcpy(s + n, h->unit, unit);
        n += unit;
    }
    return n + (size_t)sprintf(s + n, "%s\r\n\r\n", h->end);
}

/* The least of a few runs, one right behind the other. */
static double hostile_ns(const char *s, size_t n, int *answer)
{
    double least = 1e18;

    for (unsigned i = 0; i < PASSES / HOSTILE_ROUNDS; i++) {
        double t = now_ns();

        *answer = secagree_hostile(s, n);
        t = (now_ns() - t) / (double)n;
        least = t < least ? t : least;
    }
    return least;
}

/* As many header fields, and as many parameters of one mechanism, as are taken. */
static size_t crowd(char *s, bool fields)
{
    size_t n = (size_t)sprintf(s, "REGISTER sip:a SIP/2.0\r\nCSeq: 1 REGISTER\r\n");

    if (fields) {
        for (unsigned i = 0; i < 127; i++)
            n += (size_t)sprintf(s + n, "a: %0490u\r\n", i);
        return n + (size_t)sprintf(s + n, "\r\n");
    }
    n += (size_t)sprintf(s + n, "Security-Client: a");
    for (unsigned i = 0; i < 256; i++)
        n += (size_t)sprintf(s + n, ";%0220u", i);
    return n + (size_t)sprintf(s + n, "\r\n\r\n");
}

#define HOSTILES (sizeof hostiles / sizeof hostiles[0])

static double hostile_best[HOSTILES + 2];

static void hostile_run(unsigned i, bool first)
{
    static char s[HOSTILE + 4096];
    size_t n = i < HOSTILES ? fill(s, &hostiles[i]) : crowd(s, i == HOSTILES);
    bool legal = i >= HOSTILES || hostiles[i].legal;
    int answer = 0;
    double t = hostile_ns(s, n, &answer);

    if (legal != (answer == 0)) {
        printf("hostile message %u was to be %s\n", i, legal ? "read" : "refused");
        exit(1);
    }
    hostile_best[i] = first || t < hostile_best[i] ? t : hostile_best[i];
}

static void hostile_all(void)
{
    static const char *const more[2] = { "128 header fields", "256 parameters of long equal names" };
    double reg2 = best[KIND_REG2][OURS] * SET / (double)bytes[KIND_REG2], top = 0;

    for (unsigned r = 0; r < HOSTILE_ROUNDS; r++) {
        for (unsigned i = 0; i < HOSTILES + 2; i++)
            hostile_run(i, r == 0);
    }
    printf("hostile messages of 64 KB: ns per byte, ratio to those of reg2; the least of %u passes\n", PASSES);
    for (unsigned i = 0; i < HOSTILES + 2; i++) {
        double t = hostile_best[i];

        printf("  %-34s %8.2f %8.2f  %s\n", i < HOSTILES ? hostiles[i].name : more[i - HOSTILES], t, t / reg2,
               i >= HOSTILES || hostiles[i].legal ? "read" : "refused");
        top = t / reg2 > top ? t / reg2 : top;
    }
    row("hostile input: ns/byte over reg2's", top, 4, 2, "x", true);
    puts("");
}

static void result_size(void)
{
    size_t message, list, all = secagree_result(&message, &list);

    printf("result: %zu bytes in all; the index of the message %zu, each of the two lists %zu\n\n", all, message, list);
    row("result per message", (double)all / 1024, 8, 4, "KB", true);
}

static int heap(void)
{
    unsigned long mine = 0;

    printf("heap allocations per message\n%-8s", "");
    for (unsigned p = 0; p < PARSERS; p++)
        printf("%18s", parsers[p]->name);
    for (unsigned w = 0; w < KINDS; w++) {
        printf("\n%-8s", kind_name[w]);
        for (unsigned p = 0; p < PARSERS; p++) {
            bool ok = parsers[p]->parse(set[w][1].s, set[w][1].n, NULL); /* what is asked for once, at first */
            unsigned long before = heap_calls;

            if (!ok || !parsers[p]->parse(set[w][0].s, set[w][0].n, NULL))
                return 1;
            printf("%18lu", heap_calls - before);
            mine += p == OURS ? heap_calls - before : 0;
        }
    }
    puts("\n");
    row("heap allocations", (double)mine, 0, 0, "", true);
    return 0;
}

static int loop(char **argv)
{
    unsigned p = (unsigned)atoi(argv[0]), w = (unsigned)atoi(argv[1]), n = (unsigned)atoi(argv[2]);
    bool ok = p < PARSERS && w < KINDS;

    if (ok) {
        make_message((kind)w, 0, &set[w][0]);
        printf("%s %s %zu\n", parsers[p]->name, kind_name[w], set[w][0].n);
    }
    for (unsigned i = 0; ok && i < n; i++)
        ok = parsers[p]->parse(set[w][0].s, set[w][0].n, NULL);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    for (unsigned p = 0; p < PARSERS; p++) {
        if (!parsers[p]->init()) {
            fprintf(stderr, "%s does not start\n", parsers[p]->name);
            return 3;
        }
    }
    if (argc == 5 && strcmp(argv[1], "--loop") == 0)
        return loop(argv + 2);
    make_sets();
    if (argc == 2 && strcmp(argv[1], "--heap") == 0)
        return heap();
    agree();
    times();
    ratios();
    hostile_all();
    result_size();
    return 0;
}
