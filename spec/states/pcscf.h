/* pcscf.tsv: its facts, taken from a machine and an event, and what the words of its column `next` do to a machine. */
#ifndef SECAGREE_STATES_PCSCF_H
#define SECAGREE_STATES_PCSCF_H
#include "facts.h"
#include "../../src/core/pcscf.h"

enum {
    F_PROFILE, F_T, F_FROM, F_ANSWERED, F_C, F_O, F_SM1, F_SM1_AUTH, F_SM1_OFFER, F_COVER, /* the state */
    F_ON, F_PORT, F_SOURCE, F_VIA, F_IMPI, F_VERIFY, F_AUTH, F_OFFER, F_CLIENT, F_TAKEN,
    F_WHICH, F_COMMON, F_ANSWER, F_ANSWERS, F_SECONDS, F_IS, F_IMPU, F_OVER, F_COUNT
};

static const fact pcscf_fact[F_COUNT] = {
    [F_PROFILE] = { "profile", 2, { "ims", "cr1" } },
    [F_T] = { "T", 2, { "none", "some" } },
    [F_FROM] = { "T.from", 4, { "clear", "C", "O", "gone" } },
    [F_ANSWERED] = { "answered", 2, { "no", "yes" } },
    [F_C] = { "C", 3, { "none", "new", "used" } },
    [F_O] = { "O", 3, { "none", "old", "closing" } },
    [F_SM1] = { "sm1", 5, { "none", "clear", "C", "O", "was-C" } },
    [F_SM1_AUTH] = { "sm1.auth", 2, { "none", "other" } },
    [F_SM1_OFFER] = { "sm1.offer", 4, { "fresh", "none", "uc-of-C", "uc-of-O" } },
    [F_COVER] = { "cover", 2, { "many", "one" } },
    [F_ON] = { "on", 5, { "clear", "T", "C", "O", "none" } },
    [F_PORT] = { "port", 2, { "open", "protected" } },
    [F_SOURCE] = { "source", 3, { "same", "inside", "outside" } },
    [F_VIA] = { "via", 2, { "same", "other" } },
    [F_IMPI] = { "impi", 2, { "same", "other" } },
    [F_VERIFY] = { "verify", 4, { "absent", "equal", "different", "malformed" } },
    [F_AUTH] = { "auth", 4, { "none", "response", "auts", "failure" } },
    [F_OFFER] = { "offer", 6, { "none", "fresh", "bad-ports", "other-us", "uc-of-C", "uc-of-O" } },
    [F_CLIENT] = { "client", 2, { "same", "other" } },
    [F_TAKEN] = { "taken", 2, { "no", "yes" } },
    [F_WHICH] = { "which", 2, { "this", "another" } },
    [F_COMMON] = { "common", 2, { "yes", "no" } },
    [F_ANSWER] = { "answer", 13, { "fresh", "low-spi", "equal-spi", "spi-of-ue", "spi-of-C", "spi-of-O", "bad-ports",
                                   "pc-of-C", "pc-of-O", "other-ps", "bad-cover", "equal-ports", "no-id" } },
    [F_ANSWERS] = { "answers", 3, { "nothing", "sm1", "T" } },
    [F_SECONDS] = { "seconds", 3, { "0", "600", "7200" } },
    [F_IS] = { "is", 3, { "request", "response", "stray-response" } },
    [F_IMPU] = { "impu", 2, { "same", "other" } },
    [F_OVER] = { "over", 8, { "none", "T", "C", "T+C", "O", "T+O", "C+O", "T+C+O" } },
};

/* ---- the facts ---- */

/* The client port of the UE stands in the set, for an address that the set covers. */
static inline bool takes(const sa_set *s, const ip_addr *a, uint16_t port_uc)
{
    return s->state != SA_NONE && s->p.port_uc == port_uc && prefix_match(&s->p.ue, a);
}

static inline int offer_fact(const pcscf *m, const pcscf_event *e)
{
    const sa_set *on = e->on == 0 ? NULL : sa_sets_get(&m->sets, e->on);

    if (!e->offered)
        return 0;
    if (!sa_ports_ok(m->sets.profile, e->offer.port_uc, e->offer.port_us))
        return 2;
    if (m->sets.profile != PROFILE_CR1 && on != NULL && on->p.port_us != e->offer.port_us)
        return 3;
    if (takes(&m->sets.cur, &e->source, e->offer.port_uc))
        return 4;
    return takes(&m->sets.old, &e->source, e->offer.port_uc) ? 5 : 1;
}

static inline bool spi_clash(const sa_answer *x, const sa_set *s)
{
    return s->state != SA_NONE &&
           (spi_in(x->spi_pc, s->p.spi_pc, s->p.spi_ps) || spi_in(x->spi_ps, s->p.spi_pc, s->p.spi_ps));
}

static inline int answer_fact(const pcscf *m, const pcscf_event *e)
{
    const sa_answer *x = &e->answer;
    const sa_offer *u = &m->sm1.offer;
    const sa_set *c = &m->sets.cur, *o = &m->sets.old;

    if (spis_fact(m->sets.profile, x->spi_pc, x->spi_ps) != 0)
        return spis_fact(m->sets.profile, x->spi_pc, x->spi_ps);
    if (spi_in(x->spi_pc, u->spi_uc, u->spi_us) || spi_in(x->spi_ps, u->spi_uc, u->spi_us))
        return 3;
    if (x->port_pc == x->port_ps)
        return 11;
    if (!sa_ports_ok(m->sets.profile, x->port_pc, x->port_ps))
        return 6;
    if (m->port_ps != 0 && x->port_ps != m->port_ps)
        return 9;
    if (!prefix_match(&e->ue, &m->sm1.source))
        return 10;
    if (m->sets.next_id == UINT32_MAX)
        return 12;
    if (spi_clash(x, c))
        return 4;
    if (c->state != SA_NONE && x->port_pc == c->p.port_pc)
        return 7;
    if (c->state != SA_NONE && x->port_ps != c->p.port_ps)
        return 9;
    if (spi_clash(x, o))
        return 5;
    return o->state != SA_NONE && x->port_pc == o->p.port_pc ? 8 : 0;
}

/* The set that the event's addresses are about: that of the message, or in clear the one that has its client port. */
static inline const sa_set *about(const pcscf *m, const pcscf_event *e)
{
    if (e->on != 0 && sa_sets_get(&m->sets, e->on) != NULL)
        return sa_sets_get(&m->sets, e->on);
    return takes(&m->sets.old, &e->source, e->offer.port_uc) ? &m->sets.old : &m->sets.cur;
}

static inline int sm1_place(const pcscf *m, uint32_t id)
{
    return id == 0 ? 0 : id == m->sets.cur.id ? 1 : id == m->sets.old.id && m->sets.old.state == SA_OLD ? 2 : 3;
}

static inline void pcscf_state_facts(const pcscf *m, int *v)
{
    v[F_PROFILE] = m->sets.profile == PROFILE_CR1;
    v[F_T] = m->sets.temp.state != SA_NONE;
    v[F_FROM] = sm1_place(m, m->temp_on);
    v[F_ANSWERED] = m->answered ? 1 : 0;
    v[F_C] = m->sets.cur.state == SA_NONE ? 0 : m->sets.cur.used ? 2 : 1;
    v[F_O] = m->sets.old.state == SA_NONE ? 0 : m->sets.old.state == SA_OLD ? 1 : 2;
    v[F_SM1] = !m->sm1.active ? 0 : 1 + sm1_place(m, m->sm1.on);
    if (v[F_SM1] == 3 && m->sm1.marked)
        v[F_SM1] = 4;
    v[F_SM1_AUTH] = m->sm1.active && m->sm1.auth != PCSCF_AUTH_NONE;
}

/* The UE's client port of the SM1 that is stored stands in the set, for an address that the new set is to cover. */
static inline bool again(const pcscf *m, const pcscf_event *e, const sa_set *s)
{
    return s->state != SA_NONE && m->sm1.offer.port_uc == s->p.port_uc && prefix_overlap(&e->ue, &s->p.ue);
}

static inline int sm1_offer_fact(const pcscf *m, const pcscf_event *e)
{
    if (!m->sm1.active || !m->sm1.offered)
        return m->sm1.active ? 1 : 0;
    return again(m, e, &m->sets.cur) ? 2 : again(m, e, &m->sets.old) ? 3 : 0;
}

static inline void pcscf_event_facts(const pcscf *m, const pcscf_event *e, int *v)
{

    v[F_COVER] = about(m, e)->p.ue.len == 128;
    v[F_SM1_OFFER] = sm1_offer_fact(m, e);
    v[F_ON] = place_of(&m->sets, e->on);
    v[F_PORT] = e->protected_port ? 1 : 0;
    v[F_SOURCE] = address_in(about(m, e), &e->source);
    v[F_VIA] = !e->via_ok;
    v[F_IMPI] = !e->impi_ok;
    v[F_VERIFY] = (int)e->verify;
    v[F_AUTH] = (int)e->auth;
    v[F_OFFER] = offer_fact(m, e);
    v[F_CLIENT] = !e->client_same;
    v[F_TAKEN] = e->pair_taken ? 1 : 0;
    v[F_COMMON] = !e->common;
    v[F_ANSWER] = answer_fact(m, e);
    v[F_ANSWERS] = v[F_ON] == 1 ? 2 : m->sm1.active && e->on == m->sm1.on && e->transaction == m->sm1.transaction;
    v[F_SECONDS] = e->seconds == 0 ? 0 : 1;
    v[F_IS] = e->request ? 0 : e->request_on == e->on ? 1 : 2;
    v[F_IMPU] = !e->impu_ok;
}

/* ---- what the words of the column `next` do ---- */

static inline void T_none(pcscf *x, const pcscf_event *e)
{
    (void)e;
    drop(&x->sets.temp);
}

static inline void C_none(pcscf *x, const pcscf_event *e)
{
    (void)e;
    drop(&x->sets.cur);
}

static inline void O_none(pcscf *x, const pcscf_event *e)
{
    (void)e;
    drop(&x->sets.old);
}

static inline void T_new(pcscf *x, const pcscf_event *e)
{
    sa_set *s = &x->sets.temp;

    s->state = SA_TEMPORARY;
    s->id = x->sets.next_id++;
    s->used = false;
    s->expires_at = after(e->now, x->times.reg_await_auth);
    s->p = (sa_params){ x->sm1.offer.spi_uc, x->sm1.offer.spi_us, e->answer.spi_pc, e->answer.spi_ps,
                        x->sm1.offer.port_uc, x->sm1.offer.port_us, e->answer.port_pc, e->answer.port_ps,
                        e->alg, e->ealg, e->ue, x->sm1.source, e->p_addr };
    x->temp_on = x->sm1.on;
    x->answered = false;
    if (x->sets.profile == PROFILE_CR1)
        x->port_ps = e->answer.port_ps;
}

static inline void sm1_none(pcscf *x, const pcscf_event *e)
{
    static const pcscf_sm1 none = { .active = false };

    (void)e;
    x->sm1 = none;
}

static inline void sm1_on(pcscf *x, const pcscf_event *e)
{
    x->sm1 = (pcscf_sm1){ true, e->on, e->transaction, e->auth, e->offered, e->offer, e->source,
                          e->on != 0 && e->on == x->sets.cur.id };
}

static inline void answered(pcscf *x, const pcscf_event *e)
{
    (void)e;
    x->answered = true;
}

static inline void used(pcscf *x, const pcscf_event *e)
{
    (void)e;
    x->sets.cur.used = true;
}

static inline void O_C(pcscf *x, const pcscf_event *e)
{
    x->sets.old = x->sets.cur;
    x->sets.old.state = SA_OLD;
    C_none(x, e);
}

static inline void C_T(pcscf *x, const pcscf_event *e)
{
    x->sets.cur = x->sets.temp;
    x->sets.cur.state = SA_ESTABLISHED;
    T_none(x, e);
}

static inline void close_with(pcscf *x, const pcscf_event *e, sa_set last)
{
    T_none(x, e);
    C_none(x, e);
    sm1_none(x, e);
    x->sets.old = last;
    x->sets.old.state = SA_CLOSING;
}

static inline void X_O(pcscf *x, const pcscf_event *e)
{
    close_with(x, e, x->sets.old);
}

static inline void X_C(pcscf *x, const pcscf_event *e)
{
    close_with(x, e, x->sets.cur);
}

static inline void X_T(pcscf *x, const pcscf_event *e)
{
    close_with(x, e, x->sets.temp);
}

/* What holds after each event: nothing hangs on a set that is gone. */
static inline void tidy(pcscf *x)
{
    if (x->sets.temp.state == SA_NONE) {
        x->temp_on = 0;
        x->answered = false;
    }
    if (x->sm1.active && x->sm1.on != 0 && x->sm1.on != x->sets.cur.id &&
        !(x->sm1.on == x->sets.old.id && x->sets.old.state == SA_OLD))
        sm1_none(x, NULL);
}

#endif
