/* Sets of security associations in tests: the actions that a row of spec/states asks for, and example sets. */
#ifndef SECAGREE_TEST_SETS_H
#define SECAGREE_TEST_SETS_H
#include "example.h"
#include "table.h"

/* What the words of a row mean in one case: the sets before it, and those to which lifetimes and moves are done. */
typedef struct {
    sa_sets before;
    sa_sets *after;
    uint32_t on, sm1, from;
    bool idle; /* UE: no registration runs */
    uint64_t now, reg, left; /* left: also when the registration is over */
    ip_addr to;
} meaning;

static inline sa_set *slot(sa_sets *s, char role)
{
    return role == 'T' || role == 'N' ? &s->temp : role == 'C' ? &s->cur : &s->old;
}

static inline uint32_t set_id(meaning *m, const char *w)
{
    if (strcmp(w, "clear") == 0)
        return 0;
    if (strcmp(w, "on") == 0)
        return m->on;
    if (strcmp(w, "sm1") == 0)
        return m->sm1;
    if (strcmp(w, "T.from") == 0)
        return m->from;
    if (strcmp(w, "N") == 0)
        return m->before.next_id;
    if (strlen(w) != 1 || strchr("TCO", *w) == NULL)
        fail_msg("set '%s'", w);
    return slot(&m->before, *w)->id;
}

static inline uint64_t time_of(meaning *m, const char *w)
{
    if (strcmp(w, "await") == 0)
        return m->now + 240000;
    if (strcmp(w, "drain") == 0)
        return m->now + 128000;
    if (strcmp(w, "reg") == 0)
        return m->reg;
    if (strcmp(w, "left") == 0 || strcmp(w, "period") == 0)
        return m->left;
    return slot(&m->before, *w)->expires_at;
}

/* The requirement of a cell: A, or A/B where B is its id in profile cr1. */
static inline sa_req requirement_of_cell(const char *cell)
{
    static char pair[SA_REQ_COUNT][48];

    for (int k = 1; k < SA_REQ_COUNT; k++) {
        const char *a = sa_requirement(PROFILE_IMS, (sa_req)k), *b = sa_requirement(PROFILE_CR1, (sa_req)k);

        if (pair[k][0] == '\0')
            snprintf(pair[k], sizeof pair[k], strcmp(a, b) == 0 ? "%s" : "%s/%s", a, b);
        if (strcmp(pair[k], cell) == 0)
            return (sa_req)k;
    }
    fail_msg("requirement '%s'", cell);
    return SA_REQ_NONE;
}

static inline void want(sa_actions *a, sa_action_kind kind, uint32_t set, uint32_t code, uint64_t at, sa_req req)
{
    sa_action x = { .kind = kind, .set = set, .code = code, .at = at, .req = req };

    assert_true(a->count < SA_ACTIONS_MAX);
    a->a[a->count++] = x;
}

static inline void want_lifetime(meaning *m, char *role, char *w, const char *req, sa_actions *a)
{
    uint32_t id = set_id(m, role);
    char *open = strchr(w, '('), *x, *y;
    uint64_t at;

    if (open == NULL) {
        at = time_of(m, w);
    } else {
        *open = '\0';
        x = open + 1;
        y = strchr(x, ',');
        *y++ = '\0';
        y[strcspn(y, ")")] = '\0';
        if (strcmp(w, "later") == 0 && slot(&m->before, *y)->state == SA_NONE)
            at = time_of(m, x);
        else if (strcmp(w, "later") == 0)
            at = time_of(m, x) > time_of(m, y) ? time_of(m, x) : time_of(m, y);
        else
            at = time_of(m, x) < time_of(m, y) ? time_of(m, x) : time_of(m, y);
        if (strcmp(w, "earlier") == 0 && at == slot(&m->before, *role)->expires_at)
            return;
    }
    slot(m->after, *role)->expires_at = at;
    want(a, SA_LIFETIME, id, 0, at, requirement_of_cell(req));
}

static inline void want_moves(meaning *m, sa_actions *a)
{
    for (const char *p = "TCO"; *p != '\0'; p++) {
        sa_set *s = slot(m->after, *p);

        if (s->state == SA_NONE || !prefix_match(&s->p.ue, &m->to) || addr_equal(&s->p.ue_addr, &m->to))
            continue;
        s->p.ue_addr = m->to;
        want(a, SA_MOVE, s->id, 0, 0, SA_REQ_PAT_08);
    }
}

/* One action word with its arguments. */
static inline void want_action(meaning *m, char *w, const char *req, sa_actions *a)
{
    char *arg = strchr(w, '('), *more;
    uint32_t id, code = 0;

    *arg++ = '\0';
    arg[strlen(arg) - 1] = '\0';
    more = strchr(arg, ',');
    if (more != NULL)
        *more++ = '\0';
    if (strcmp(w, "lifetime") == 0) {
        want_lifetime(m, arg, more, req, a);
        return;
    }
    id = set_id(m, arg);
    if (more != NULL && strcmp(w, "register") == 0) {
        while (strcmp(sa_register_name((sa_register)code), more) != 0)
            code++;
    } else if (more != NULL) {
        code = (uint32_t)strtoul(more, NULL, 10);
    }
    if (strcmp(w, "delete") == 0)
        drop(slot(m->after, *arg));
    if ((strcmp(w, "delete") == 0 && id == 0) || (strcmp(w, "abort?") == 0 && m->idle))
        return;
    w[strcspn(w, "?")] = '\0';
    for (int k = SA_FORWARD; k <= SA_REREGISTER; k++) {
        if (strcmp(sa_action_name((sa_action_kind)k), w) == 0) {
            want(a, (sa_action_kind)k, id, code, 0, requirement_of_cell(req));
            return;
        }
    }
    fail_msg("action '%s'", w);
}

/* The actions that a row asks for. */
static inline sa_actions want_actions(meaning *m, const row *r)
{
    sa_actions a = { .count = 0 };
    char words[256], reqs[256], *save, *save2, *req;

    if (strcmp(r->actions, "-") == 0)
        return a;
    strcpy(words, r->actions);
    strcpy(reqs, r->reqs);
    req = strcmp(reqs, "-") == 0 ? NULL : strtok_r(reqs, " ", &save2);
    for (char *w = strtok_r(words, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save)) {
        if (strcmp(w, "move") == 0) {
            want_moves(m, &a);
            continue;
        }
        if (req == NULL)
            fail_msg("line %d: too few requirements", r->line);
        want_action(m, w, req, &a);
        req = strtok_r(NULL, " ", &save2);
    }
    if (req != NULL)
        fail_msg("line %d: too many requirements", r->line);
    return a;
}

static inline void show_actions(char *out, const sa_actions *a)
{
    *out = '\0';
    for (uint32_t k = 0; k < a->count; k++) {
        const sa_action *x = &a->a[k];

        out += sprintf(out, " %s(%u,%u,%llu)%s/%s", sa_action_name(x->kind), x->set, x->code, (unsigned long long)x->at,
                       sa_requirement(PROFILE_IMS, x->req), sa_requirement(PROFILE_CR1, x->req));
    }
}

static inline bool actions_equal(const sa_actions *a, const sa_actions *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t k = 0; k < a->count; k++) {
        const sa_action *x = &a->a[k], *y = &b->a[k];

        if (x->kind != y->kind || x->set != y->set || x->code != y->code || x->at != y->at || x->req != y->req)
            return false;
    }
    return true;
}

static inline bool set_equal(const sa_set *a, const sa_set *b)
{
    return a->state == b->state && a->id == b->id && a->used == b->used && a->expires_at == b->expires_at &&
           params_equal(&a->p, &b->p);
}

static inline bool sets_equal(const sa_sets *a, const sa_sets *b)
{
    return set_equal(&a->temp, &b->temp) && set_equal(&a->cur, &b->cur) && set_equal(&a->old, &b->old) &&
           a->next_id == b->next_id;
}

/* ---- example values ---- */

/* Set k: its SPIs and client ports are its own, its server ports those of all. */
static inline sa_params example_params(uint32_t k, bool many)
{
    static ip_prefix wide, narrow;
    static ip_addr ue, p_cscf;
    sa_params p = { .alg = ALG_HMAC_SHA_1_96, .ealg = EALG_NULL };

    if (wide.len == 0) {
        wide = example_prefix("2001:db8::1", 64);
        narrow = example_prefix("2001:db8::1", 128);
        ue = example_addr("2001:db8::1");
        p_cscf = example_addr("2001:db8:ffff::1");
    }

    p.spi_uc = 0x1000 + k;
    p.spi_us = 0x2000 + k;
    p.spi_pc = 0x3000 + k;
    p.spi_ps = 0x4000 + k;
    p.port_uc = (uint16_t)(6000 + k);
    p.port_us = 5100;
    p.port_pc = (uint16_t)(7000 + k);
    p.port_ps = 5062;
    p.ue = many ? wide : narrow;
    p.ue_addr = ue;
    p.p_addr = p_cscf;
    return p;
}

/* Sets as profile cr1 has them: one SPI of each end; the old one has a server port of its own. */
static inline void one_pair_each(sa_sets *s)
{
    sa_set *all[] = { &s->temp, &s->cur, &s->old };

    s->profile = PROFILE_CR1;
    for (int k = 0; k < 3; k++) {
        all[k]->p.spi_uc = 0;
        all[k]->p.spi_pc = 0;
    }
    if (s->old.state != SA_NONE)
        s->old.p.port_us = 5300;
}

static inline sa_set example_set(sa_state state, uint32_t id, bool many, uint64_t expires_at)
{
    sa_set s = { .state = state, .id = id, .expires_at = expires_at };

    s.p = example_params(id, many);
    return s;
}

#endif
