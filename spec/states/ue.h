/* ue.tsv: its facts, taken from a machine and an event, and what the words of its column `next` do to a machine. */
#ifndef SECAGREE_STATES_UE_H
#define SECAGREE_STATES_UE_H
#include "facts.h"
#include "../../src/core/ue.h"

enum {
    F_PROFILE, F_PHASE, F_SM1, F_C, F_O, F_BAD, F_SUSPECT, F_DEREG, F_DUE, F_ASKED, F_MOVED, /* the state */
    F_ON, F_ASK, F_KIND, F_ADDR_T, F_ADDR_C, F_ADDR_O, F_ADDR_REG, F_COVERS, F_OFFER, F_AUTN, F_SERVER, F_ANSWER, F_GRANT, F_WAY, F_SECONDS,
    F_PORT, F_IS, F_CODE, F_OVER, F_COUNT
};

static const fact ue_fact[F_COUNT] = {
    [F_PROFILE] = { "profile", 2, { "ims", "cr1" } },
    [F_PHASE] = { "phase", 3, { "idle", "sent", "answered" } },
    [F_SM1] = { "sm1", 3, { "clear", "C", "gone" } },
    [F_C] = { "C", 3, { "none", "new", "used" } },
    [F_O] = { "O", 2, { "none", "old" } },
    [F_BAD] = { "bad", 2, { "no", "yes" } },
    [F_SUSPECT] = { "suspect", 2, { "no", "yes" } },
    [F_DEREG] = { "dereg", 2, { "no", "yes" } },
    [F_DUE] = { "due", 3, { "no", "later", "now" } },
    [F_ASKED] = { "asked", 2, { "no", "yes" } },
    [F_MOVED] = { "moved", 2, { "no", "yes" } },
    [F_ON] = { "on", 5, { "clear", "T", "C", "O", "none" } },
    [F_ASK] = { "ask", 2, { "protected", "clear" } },
    [F_KIND] = { "kind", 2, { "register", "deregister" } },
    [F_ADDR_T] = { "addr.T", 2, { "in", "out" } },
    [F_ADDR_C] = { "addr.C", 2, { "in", "out" } },
    [F_ADDR_O] = { "addr.O", 2, { "in", "out" } },
    [F_ADDR_REG] = { "addr.reg", 2, { "in", "out" } },
    [F_COVERS] = { "covers", 2, { "yes", "no" } },
    [F_OFFER] = { "offer", 12, { "fresh", "low-spi", "equal-spi", "bad-ports", "spi-of-C", "p-spi-of-C", "uc-of-C",
                                 "other-us", "spi-of-O", "uc-of-O", "crossed-C", "crossed-O" } },
    [F_AUTN] = { "autn", 3, { "ok", "mac", "sync" } },
    [F_SERVER] = { "server", 4, { "ok", "missing", "bad", "nothing-common" } },
    [F_ANSWER] = { "answer", 11, { "fresh", "low-spi", "equal-spi", "spi-of-ue", "bad-ports", "other-ps", "pc-of-C",
                                  "pc-of-O", "equal-ports", "no-id", "other-ps-than-O" } },
    [F_GRANT] = { "grant", 2, { "prefix", "one-address" } },
    [F_WAY] = { "way", 2, { "other", "sm1" } },
    [F_SECONDS] = { "seconds", 4, { "0", "600", "1201", "7200" } },
    [F_PORT] = { "port", 2, { "open", "protected" } },
    [F_IS] = { "is", 3, { "request", "response", "stray-response" } },
    [F_CODE] = { "code", 2, { "200", "400" } },
    [F_OVER] = { "over", 8, { "none", "T", "C", "T+C", "O", "T+O", "C+O", "T+C+O" } },
};

/* ---- the facts ---- */

static inline bool was_asked(const ue *m)
{
    return m->asked != 0 && m->asked == m->sets.cur.id;
}

static inline int offer_fact(const ue *m, const sa_offer *o)
{
    const sa_params *c = &m->sets.cur.p, *d = &m->sets.old.p;
    bool has_c = m->sets.cur.state != SA_NONE, has_o = m->sets.old.state != SA_NONE;

    if (spis_fact(m->sets.profile, o->spi_uc, o->spi_us) != 0)
        return spis_fact(m->sets.profile, o->spi_uc, o->spi_us);
    if (!sa_ports_ok(m->sets.profile, o->port_uc, o->port_us))
        return 3;
    if (has_c && (spi_in(o->spi_uc, c->spi_uc, c->spi_us) || spi_in(o->spi_us, c->spi_uc, c->spi_us)))
        return 4;
    if (has_c && (spi_in(o->spi_uc, c->spi_pc, c->spi_ps) || spi_in(o->spi_us, c->spi_pc, c->spi_ps)))
        return 5;
    if (has_c && o->port_uc == c->port_uc)
        return 6;
    if (has_c && (o->port_uc == c->port_us || o->port_us == c->port_uc))
        return 10;
    if (has_c && o->port_us != c->port_us && (m->sets.profile != PROFILE_CR1 || was_asked(m)))
        return 7;
    if (has_o && (spi_in(o->spi_uc, d->spi_uc, d->spi_us) || spi_in(o->spi_us, d->spi_uc, d->spi_us) ||
                  spi_in(o->spi_uc, d->spi_pc, d->spi_ps) || spi_in(o->spi_us, d->spi_pc, d->spi_ps)))
        return 8;
    if (has_o && o->port_uc == d->port_uc)
        return 9;
    return has_o && (o->port_uc == d->port_us || o->port_us == d->port_uc) ? 11 : 0;
}

static inline int answer_fact(const ue *m, const sa_answer *x)
{
    const sa_set *c = &m->sets.cur, *o = &m->sets.old;

    if (spis_fact(m->sets.profile, x->spi_pc, x->spi_ps) != 0)
        return spis_fact(m->sets.profile, x->spi_pc, x->spi_ps);
    if (spi_in(x->spi_pc, m->offer.spi_uc, m->offer.spi_us) || spi_in(x->spi_ps, m->offer.spi_uc, m->offer.spi_us))
        return 3;
    if (x->port_pc == x->port_ps)
        return 8;
    if (!sa_ports_ok(m->sets.profile, x->port_pc, x->port_ps))
        return 4;
    if (m->sets.next_id == UINT32_MAX)
        return 9;
    if (c->state != SA_NONE && x->port_ps != c->p.port_ps && m->sm1_on == c->id)
        return 5;
    if (c->state != SA_NONE && x->port_pc == c->p.port_pc)
        return 6;
    if (o->state != SA_NONE && x->port_ps != o->p.port_ps && m->sm1_on == c->id)
        return 10;
    return o->state != SA_NONE && x->port_pc == o->p.port_pc ? 7 : 0;
}

/* A set that stands does not cover the address. */
static inline int out_of(const sa_set *s, const ip_addr *a)
{
    return s->state != SA_NONE && !prefix_match(&s->p.ue, a) ? 1 : 0;
}

static inline void ue_state_facts(const ue *m, uint64_t now, int *v)
{
    v[F_PROFILE] = m->sets.profile == PROFILE_CR1;
    v[F_ASKED] = was_asked(m);
    v[F_PHASE] = (int)m->phase;
    v[F_SM1] = m->sm1_on == 0 ? 0 : m->sm1_on == m->sets.cur.id ? 1 : 2;
    v[F_C] = m->sets.cur.state == SA_NONE ? 0 : m->sets.cur.used ? 2 : 1;
    v[F_O] = m->sets.old.state != SA_NONE;
    v[F_BAD] = m->bad > 0;
    v[F_SUSPECT] = m->suspect ? 1 : 0;
    v[F_DEREG] = m->deregister ? 1 : 0;
    v[F_DUE] = m->refresh_at == UINT64_MAX ? 0 : now < m->refresh_at ? 1 : 2;
    v[F_MOVED] = m->phase == UE_SENT && !addr_equal(&m->addr, &m->sm1_addr);
}

static inline void ue_event_facts(const ue *m, const ue_event *e, int *v)
{
    v[F_ON] = place_of(&m->sets, e->on);
    v[F_ASK] = e->clear ? 1 : 0;
    v[F_KIND] = e->deregister ? 1 : 0;
    v[F_ADDR_T] = out_of(&m->sets.temp, &e->addr);
    v[F_ADDR_C] = out_of(&m->sets.cur, &e->addr);
    v[F_ADDR_O] = out_of(&m->sets.old, &e->addr);
    v[F_ADDR_REG] = m->phase != UE_IDLE && !prefix_match(&m->cover, &e->addr);
    v[F_COVERS] = !prefix_match(&e->cover, &e->addr);
    v[F_OFFER] = offer_fact(m, &e->offer);
    v[F_AUTN] = (int)e->autn;
    v[F_SERVER] = (int)e->server;
    v[F_ANSWER] = answer_fact(m, &e->answer);
    v[F_GRANT] = e->one_address ? 1 : 0;
    v[F_WAY] = e->on == m->sm1_on;
    v[F_SECONDS] = e->seconds == 0 ? 0 : 1;
    v[F_PORT] = e->protected_port ? 1 : 0;
    v[F_IS] = e->request ? 0 : e->request_on == e->on ? 1 : 2;
    v[F_CODE] = e->code >= 400;
}

/* ---- what the words of the column `next` do; reg: the set of the REGISTER that goes out ---- */

static inline void over(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    drop(&x->sets.temp);
    x->phase = UE_IDLE;
    x->sm1_on = 0;
    x->deregister = false;
}

static inline void start(ue *x, const ue_event *e, uint32_t reg)
{
    x->phase = UE_SENT;
    x->offer = e->offer;
    x->sm1_on = reg;
    x->addr = e->addr;
    x->sm1_addr = e->addr;
    x->cover = e->cover;
    x->deregister = e->deregister;
    x->bad = 0;
    x->refresh_at = UINT64_MAX;
}

static inline void bad(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->bad++;
}

static inline void offer(ue *x, const ue_event *e, uint32_t reg)
{
    (void)reg;
    x->offer = e->offer;
    x->sm1_addr = x->addr;
}

static inline void T_new(ue *x, const ue_event *e, uint32_t reg)
{
    sa_set *s = &x->sets.temp;

    (void)reg;
    s->state = SA_TEMPORARY;
    s->id = x->sets.next_id++;
    s->used = false;
    s->expires_at = after(e->now, x->times.reg_await_auth);
    s->p = (sa_params){ x->offer.spi_uc, x->offer.spi_us, e->answer.spi_pc, e->answer.spi_ps, x->offer.port_uc,
                        x->offer.port_us, e->answer.port_pc, e->answer.port_ps, e->alg, e->ealg, x->cover, x->addr,
                        e->p_addr };
    if (e->one_address)
        (void)prefix_make(&x->addr, addr_is_v4(&x->addr) ? 32 : 128, &s->p.ue);
    x->phase = UE_ANSWERED;
    x->bad = 0;
}

static inline void C_none(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    drop(&x->sets.cur);
    x->refresh_at = UINT64_MAX;
}

static inline void O_none(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    drop(&x->sets.old);
}

static inline void trust(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->suspect = false;
}

static inline void suspect(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->suspect = true;
}

static inline void gone(ue *x, const ue_event *e, uint32_t reg)
{
    over(x, e, reg);
    C_none(x, e, reg);
    O_none(x, e, reg);
    trust(x, e, reg);
}

static inline void O_C(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->sets.old = x->sets.cur;
    x->sets.old.state = SA_OLD;
    drop(&x->sets.cur);
}

/* To register again 600 s before the end, or at half time. */
static inline void refresh(ue *x, const ue_event *e, uint32_t reg)
{
    (void)reg;
    x->refresh_at = after(e->now, (e->seconds > 1200 ? e->seconds - 600u : e->seconds / 2) * UINT64_C(1000));
}

static inline void C_T(ue *x, const ue_event *e, uint32_t reg)
{
    x->sets.cur = x->sets.temp;
    x->sets.cur.state = SA_ESTABLISHED;
    over(x, e, reg);
    trust(x, e, reg);
    refresh(x, e, reg);
}

static inline void used(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->sets.cur.used = true;
}

static inline void due_no(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->refresh_at = UINT64_MAX;
}

static inline void asked(ue *x, const ue_event *e, uint32_t reg)
{
    (void)e;
    (void)reg;
    x->asked = x->sets.cur.id;
}

static inline void addr(ue *x, const ue_event *e, uint32_t reg)
{
    (void)reg;
    x->addr = e->addr;
}

#endif
