/* Decision tables of spec/states: read them, and find the first row that fits. */
#ifndef SECAGREE_TEST_TABLE_H
#define SECAGREE_TEST_TABLE_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "../../spec/states/facts.h"

#define FACTS_MAX 32
#define ROWS_MAX  256

typedef struct {
    int line;
    unsigned mask[FACTS_MAX]; /* bit v: value v of that fact fits */
    char *event, *next, *actions, *reqs;
    long hits;
} row;

typedef struct { int n; row r[ROWS_MAX]; const fact *facts; int nfacts; } table;

static inline int fact_index(const fact *f, int n, const char *name, size_t len)
{
    for (int i = 0; i < n; i++) {
        if (strlen(f[i].name) == len && strncmp(f[i].name, name, len) == 0)
            return i;
    }
    fail_msg("no fact '%.*s'", (int)len, name);
    return 0;
}

static inline unsigned value_bit(const fact *f, const char *v, size_t len)
{
    for (int i = 0; i < f->n; i++) {
        if (strlen(f->value[i]) == len && strncmp(f->value[i], v, len) == 0)
            return 1u << i;
    }
    fail_msg("fact %s has no value '%.*s'", f->name, (int)len, v);
    return 0;
}

/* One condition: name=v|v or name!=v|v. */
static inline void add_condition(table *t, row *r, const char *s)
{
    const char *eq = strchr(s, '=');
    bool neg;
    unsigned bits = 0;
    int k;

    if (eq == NULL)
        fail_msg("line %d: condition '%s'", r->line, s);
    neg = eq > s && eq[-1] == '!';
    k = fact_index(t->facts, t->nfacts, s, (size_t)(eq - s) - (neg ? 1 : 0));
    for (const char *v = eq + 1; *v != '\0';) {
        size_t len = strcspn(v, "|");

        bits |= value_bit(&t->facts[k], v, len);
        v += len + (v[len] == '|');
    }
    r->mask[k] &= neg ? ~bits : bits;
}

static inline void add_conditions(table *t, row *r, char *cell)
{
    if (strcmp(cell, "-") == 0)
        return;
    for (char *save, *p = strtok_r(cell, " ", &save); p != NULL; p = strtok_r(NULL, " ", &save))
        add_condition(t, r, p);
}

/* Columns: state, event, guard, next, actions, requirements. */
static inline void table_read(table *t, const char *path, const fact *facts, int nfacts)
{
    static char text[1 << 17];
    FILE *f = fopen(path, "r");
    size_t n;
    int line = 0;

    if (f == NULL)
        fail_msg("%s cannot be read", path);
    n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    t->n = 0;
    t->facts = facts;
    t->nfacts = nfacts;
    for (char *p = text, *e; *p != '\0'; p = e + 1) {
        char *cell[6];
        row *r = &t->r[t->n];

        line++;
        e = strchr(p, '\n');
        if (e == NULL)
            fail_msg("%s: no line end", path);
        *e = '\0';
        if (*p == '#' || strncmp(p, "state\t", 6) == 0)
            continue;
        for (int k = 0; k < 6; k++) {
            cell[k] = p;
            p += strcspn(p, "\t");
            if (k < 5 && *p != '\t')
                fail_msg("%s:%d: %d columns", path, line, k + 1);
            *p++ = '\0';
        }
        assert_true(t->n < ROWS_MAX);
        r->line = line;
        r->hits = 0;
        for (int k = 0; k < nfacts; k++)
            r->mask[k] = ~0u;
        r->event = cell[1];
        r->next = cell[3];
        r->actions = cell[4];
        r->reqs = cell[5];
        add_conditions(t, r, cell[0]);
        add_conditions(t, r, cell[2]);
        t->n++;
    }
}

static inline row *table_match(table *t, const char *event, const int *v)
{
    for (int i = 0; i < t->n; i++) {
        row *r = &t->r[i];
        int k = 0;

        if (strcmp(r->event, event) != 0)
            continue;
        while (k < t->nfacts && (r->mask[k] >> v[k] & 1u) != 0)
            k++;
        if (k == t->nfacts) {
            r->hits++;
            return r;
        }
    }
    return NULL;
}

/* A row that no case reaches says nothing. */
static inline void table_all_hit(const table *t)
{
    for (int i = 0; i < t->n; i++) {
        if (t->r[i].hits == 0)
            fail_msg("line %d is never reached", t->r[i].line);
    }
}

#endif
