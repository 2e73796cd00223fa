/* The moves of world.h. */
#include "world_in.h"
#include <string.h>

/* The UE's address and its prefix, and the P-CSCF's address with a key in it: the machines only copy that, so the key
 * of a set hides there. */
static const ip_addr ue_addr = { { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };
static const ip_prefix ue_cover = { { { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 } }, 64 };

static ip_addr addr_of_key(uint32_t key)
{
    ip_addr a = { { 0 } };

    a.b[15] = (uint8_t)key;
    return a;
}

uint32_t key_of(const sa_set *s)
{
    return s->p.p_addr.b[15];
}

static sa_answer answer_of(const sa_set *s)
{
    return (sa_answer){ s->p.spi_pc, s->p.spi_ps, s->p.port_pc, s->p.port_ps };
}

static bool same_answer(const sa_answer *a, const sa_answer *b)
{
    return a->spi_pc == b->spi_pc && a->spi_ps == b->spi_ps && a->port_pc == b->port_pc && a->port_ps == b->port_ps;
}

static bool same_offer(const sa_offer *a, const sa_offer *b)
{
    return a->spi_uc == b->spi_uc && a->spi_us == b->spi_us && a->port_uc == b->port_uc && a->port_us == b->port_us;
}

static bool is_cr1(const world *w)
{
    return w->u.sets.profile == PROFILE_CR1;
}

/* ---- Fresh values: numbers that nobody has, neither a machine nor a message. Each SPI and each changing port is a
 * constant of its kind plus such a number, which is below 256. ---- */

static uint32_t larger(uint32_t n, uint32_t spi)
{
    return (spi & 0xff) > n ? spi & 0xff : n;
}

static uint32_t in_sets(const sa_sets *s, uint32_t n)
{
    const sa_set *all[] = { &s->temp, &s->cur, &s->old };

    for (int k = 0; k < 3; k++)
        n = larger(larger(n, all[k]->p.spi_us), all[k]->p.spi_ps);
    return n;
}

static uint32_t fresh(const world *w)
{
    uint32_t n = larger(larger(0, w->u.offer.spi_us), w->p.sm1.offer.spi_us);

    n = in_sets(&w->p.sets, in_sets(&w->u.sets, n));
    for (uint32_t k = 0; k < w->n; k++)
        n = larger(larger(larger(n, w->m[k].spi), w->m[k].offer.spi_us), w->m[k].answer.spi_ps);
    return n + 1;
}

static sa_offer fresh_offer(const world *w)
{
    uint32_t k = fresh(w);

    return (sa_offer){ is_cr1(w) ? 0 : 0x1000 + k, 0x2000 + k, (uint16_t)(10000 + k), 5100 };
}

static sa_answer fresh_answer(const world *w)
{
    uint32_t k = fresh(w);

    return (sa_answer){ is_cr1(w) ? 0 : 0x3000 + k, 0x4000 + k, (uint16_t)(20000 + k), 5062 };
}

/* That of a REGISTER at the P-CSCF. */
static uint32_t fresh_transaction(const world *w)
{
    uint32_t a = w->p.sm1.transaction, b = w->f.transaction;

    return (a > b ? a : b) + 1;
}

/* ---- The network ---- */

static void post(world *w, const message *m)
{
    if (w->n < FLIGHT)
        w->m[w->n++] = *m;
}

void loses(world *w, uint32_t k)
{
    w->n--;
    for (; k < w->n; k++)
        w->m[k] = w->m[k + 1];
    memset(&w->m[w->n], 0, sizeof w->m[w->n]);
}

/* IPsec at the sender. */
static void protect(message *m, const sa_sets *s, uint32_t id)
{
    const sa_set *set = sa_sets_get(s, id);

    if (set == NULL)
        return;
    m->key = key_of(set);
    m->spi = m->to_p ? set->p.spi_ps : set->p.spi_us;
    m->port = m->to_p ? set->p.port_uc : set->p.port_pc;
}

/* IPsec at the receiver: the set whose inbound SA the packet meets, with the same key; false: dropped. In CR1, where
 * SM7 does not repeat what SM1 offered, the selector stops a message of another offer; in CR2 the comparison does. */
static bool receive(const sa_sets *s, const message *m, uint64_t now, uint32_t *on)
{
    const sa_set *all[] = { &s->temp, &s->cur, &s->old };

    *on = 0;
    if (m->key == 0)
        return true;
    for (int k = 0; k < 3; k++) {
        uint32_t spi = m->to_p ? all[k]->p.spi_ps : all[k]->p.spi_us;
        uint16_t port = m->to_p ? all[k]->p.port_uc : all[k]->p.port_pc;

        if (s->profile == PROFILE_CR1 && port != m->port)
            continue;
        if (all[k]->state != SA_NONE && now < all[k]->expires_at && spi == m->spi && key_of(all[k]) == m->key) {
            *on = all[k]->id;
            return true;
        }
    }
    return false;
}

/* ---- The UE ---- */

static void ue_sends(world *w, const sa_action *x)
{
    const sa_set *s = sa_sets_get(&w->u.sets, x->set);
    message m = { .kind = REQUEST, .to_p = true };

    if (x->kind == SA_REGISTER) {
        m.kind = x->code == SA_REGISTER_RESPONSE ? REGISTER_ANSWER : REGISTER_START;
        m.cseq = ++w->cseq;
        m.offer = w->u.offer;
        m.nonce = w->sqn;
        if (s != NULL)
            m.answer = answer_of(s);
    }
    protect(&m, &w->u.sets, x->set);
    post(w, &m);
}

static void ue_does(world *w, const ue_event *e)
{
    uint32_t was = w->u.sets.cur.id;
    sa_actions a = ue_step(&w->u, e);

    for (uint32_t k = 0; k < a.count; k++) {
        if (a.a[k].kind == SA_REGISTER || a.a[k].kind == SA_SEND)
            ue_sends(w, &a.a[k]);
        if (a.a[k].kind == SA_DELIVER)
            notes_deed(DEED_DELIVERED);
    }
    if (e->kind == UE_ACCEPTED && w->u.sets.cur.id != was)
        notes_deed(was == 0 ? DEED_REGISTERED : DEED_RENEWED);
}

void registers(world *w, bool clear)
{
    ue_event e = { .kind = UE_REGISTER, .now = w->now, .clear = clear, .addr = ue_addr, .cover = ue_cover };

    e.offer = fresh_offer(w);
    ue_does(w, &e);
}

void times_out(world *w)
{
    ue_event e = { .kind = UE_TIMEOUT, .now = w->now };

    ue_does(w, &e);
}

static void to_ue(world *w, const message *m)
{
    static const ue_event_kind kinds[] = { [CHALLENGE_401] = UE_CHALLENGE, [ACCEPTED_200] = UE_ACCEPTED,
                                           [REJECTED_403] = UE_REJECTED, [REQUEST] = UE_MESSAGE };
    ue_event e = { .kind = kinds[m->kind], .now = w->now, .seconds = 3600, .code = 403, .request = true };

    if (!receive(&w->u.sets, m, w->now, &e.on) || (m->kind != REQUEST && m->cseq != w->cseq))
        return; /* IPsec, or the transaction layer, drops it */
    if (m->kind == CHALLENGE_401) {
        e.autn = m->nonce == 0 ? UE_AUTN_MAC : m->nonce > w->sqn ? UE_AUTN_OK : UE_AUTN_SYNC;
        e.answer = m->answer;
        e.alg = (sec_alg)m->alg;
        e.p_addr = addr_of_key(m->nonce);
        e.offer = fresh_offer(w);
        if (e.autn == UE_AUTN_OK)
            w->sqn = m->nonce;
    }
    ue_does(w, &e);
}

/* ---- The P-CSCF ---- */

static void p_does(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce);

/* It waits no longer for the S-CSCF's answer to that REGISTER. */
static void p_gives_up(world *w, const forwarded *f)
{
    pcscf_event e = { .kind = PCSCF_REJECTED, .now = w->now, .on = f->on, .transaction = f->transaction, .code = 504 };

    if (f->there)
        p_does(w, &e, f->cseq, 0);
}

static message_kind answer_kind(const pcscf_event *e, const sa_action *x)
{
    if (x->kind == SA_REPLY)
        return REJECTED_403;
    switch (e->kind) {
    case PCSCF_SEND: return REQUEST;
    case PCSCF_CHALLENGE: return CHALLENGE_401;
    case PCSCF_ACCEPTED: return ACCEPTED_200;
    default: return REJECTED_403;
    }
}

/* before: its sets at the event. What is sent on a set that goes is still protected by it. */
static void p_sends(world *w, const pcscf_event *e, const sa_action *x, uint32_t cseq, const sa_sets *before)
{
    message m = { .kind = answer_kind(e, x), .cseq = cseq };

    m.answer = answer_of(&w->p.sets.temp);
    m.alg = (uint8_t)w->p.sets.temp.p.alg;
    m.nonce = key_of(&w->p.sets.temp);
    protect(&m, sa_sets_get(&w->p.sets, x->set) != NULL ? &w->p.sets : before, x->set);
    post(w, &m);
}

/* cseq, nonce: of the REGISTER that the event is about. One REGISTER is at the S-CSCF at a time. */
static void p_does(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce)
{
    forwarded earlier = { .there = false };
    sa_sets before = w->p.sets;
    sa_actions a = pcscf_step(&w->p, e);

    for (uint32_t k = 0; k < a.count; k++) {
        const sa_action *x = &a.a[k];

        if (x->kind == SA_FORWARD) {
            earlier = w->f;
            w->displaced |= earlier.there && x->set == 0 && sa_sets_get(&w->p.sets, earlier.on) != NULL;
            w->f = (forwarded){ x->set, cseq, nonce, e->transaction, true, x->code == 1,
                                e->auth == PCSCF_AUTH_RESPONSE };
        }
        if (x->kind == SA_SEND || x->kind == SA_REPLY)
            p_sends(w, e, x, cseq, &before);
        if (x->kind == SA_DELIVER)
            notes_deed(DEED_DELIVERED);
    }
    p_gives_up(w, &earlier);
}

/* What the caller of the P-CSCF machine sees of a REGISTER. */
static void see_register(world *w, const message *m, pcscf_event *e)
{
    const sa_set *temp = &w->p.sets.temp, *s = sa_sets_get(&w->p.sets, e->on);
    sa_answer sent;
    sa_offer stored;

    e->offered = true;
    e->offer = m->offer;
    e->transaction = fresh_transaction(w);
    if (m->kind == REGISTER_ANSWER && temp->state != SA_NONE && m->nonce == key_of(temp))
        e->auth = PCSCF_AUTH_RESPONSE;
    if (s != NULL) {
        sent = answer_of(s);
        stored = (sa_offer){ s->p.spi_uc, s->p.spi_us, s->p.port_uc, s->p.port_us };
        e->verify = same_answer(&m->answer, &sent) ? SA_VERIFY_EQUAL : SA_VERIFY_DIFFERENT;
        e->client_same = same_offer(&m->offer, &stored);
    }
}

static void to_p(world *w, const message *m)
{
    pcscf_event e = { .kind = PCSCF_REGISTER, .now = w->now, .source = ue_addr, .via_ok = true, .impi_ok = true,
                      .impu_ok = true, .request = true };

    if (!receive(&w->p.sets, m, w->now, &e.on))
        return;
    if (m->kind == REQUEST)
        e.kind = PCSCF_MESSAGE;
    else
        see_register(w, m, &e);
    p_does(w, &e, m->cseq, m->nonce);
}

/* ---- Messages that arrive ---- */

static void arrives(world *w, const message *m)
{
    if (m->to_p)
        to_p(w, m);
    else
        to_ue(w, m);
}

void repeats(world *w, uint32_t k)
{
    message m = w->m[k];

    arrives(w, &m);
}

void delivers(world *w, uint32_t k)
{
    message m = w->m[k];

    loses(w, k);
    arrives(w, &m);
}

void writes(world *w, message_kind kind)
{
    message m = { .kind = kind, .to_p = kind == REGISTER_START, .cseq = w->cseq };

    m.offer = fresh_offer(w);
    m.answer = (sa_answer){ is_cr1(w) ? 0 : 0x5001, 0x5002, 30001, is_cr1(w) ? 5062 : 30002 };
    arrives(w, &m);
}

/* ---- The S-CSCF, time, and requests ---- */

void is_silent(world *w)
{
    forwarded f = w->f;

    memset(&w->f, 0, sizeof w->f);
    p_gives_up(w, &f);
}

/* What is not marked is challenged; a response is right or not; what is marked may be challenged. Every other challenge
 * makes a set with another algorithm. */
void decides(world *w, bool challenge)
{
    forwarded f = w->f;
    pcscf_event e = { .now = w->now, .on = f.on, .transaction = f.transaction, .seconds = 3600, .code = 403,
                      .common = true, .ue = ue_cover };

    memset(&w->f, 0, sizeof w->f);
    if (f.response && f.marked) {
        e.kind = f.nonce == w->nonces ? PCSCF_ACCEPTED : PCSCF_REJECTED;
    } else if (f.marked && !challenge) {
        e.kind = PCSCF_ACCEPTED;
    } else {
        e.kind = PCSCF_CHALLENGE;
        e.answer = fresh_answer(w);
        e.p_addr = addr_of_key(++w->nonces);
        e.alg = w->nonces % 2 == 0 ? ALG_HMAC_SHA_1_96 : ALG_HMAC_MD5_96;
    }
    p_does(w, &e, f.cseq, 0);
}

void passes(world *w, uint64_t ms)
{
    ue_event e = { .kind = UE_TICK };
    pcscf_event f = { .kind = PCSCF_TICK };

    w->now += ms;
    e.now = w->now;
    f.now = w->now;
    ue_does(w, &e);
    p_does(w, &f, 0, 0);
}

void sends(world *w, bool from_ue)
{
    ue_event e = { .kind = UE_SEND, .now = w->now, .request = true };
    pcscf_event f = { .kind = PCSCF_SEND, .now = w->now, .request = true };

    if (from_ue)
        ue_does(w, &e);
    else
        p_does(w, &f, 0, 0);
}

/* ---- The start ---- */

/* One registration without losses, up to that many events after SM1 went out. */
static void register_for(world *w, int events)
{
    registers(w, false);
    for (int k = 0; k < events && (w->n > 0 || w->f.there); k++) {
        if (w->n > 0)
            delivers(w, 0);
        else
            decides(w, true);
    }
}

void starts(world *w, sec_profile profile)
{
    memset(w, 0, sizeof *w);
    ue_init(&w->u);
    pcscf_init(&w->p);
    w->u.sets.profile = profile;
    w->p.sets.profile = profile;
    w->now = 1000;
}

void goes_to(world *w, situation s)
{
    static const int second[] = { [REGISTERED] = 0, [CHALLENGED_AGAIN] = 3, [RENEWED] = 6 };

    register_for(w, 6);
    if (second[s] > 0)
        register_for(w, second[s]);
    no_deeds(); /* these were no moves */
}
