/* The UE machine and the P-CSCF machine over a network that loses, repeats, reorders and delays, and into which anybody
 * writes: every run of up to DEPTH events from four states, in profile ims and in cr1. Both ends agree on each set
 * that both use, and from every state on a registration completes once the losses stop. */
#include "example.h"
#include "../../src/core/pcscf.h"
#include "../../src/core/ue.h"

#define DEPTH     6                /* COMPOSITION_DEPTH=7 in the environment: a minute */
#define FLIGHT    3                /* messages on the way at a time; one more is lost */
#define SEEN_SIZE (1u << 23)

typedef enum { REGISTER_START, REGISTER_ANSWER, CHALLENGE_401, ACCEPTED_200, REJECTED_403, REQUEST } message_kind;

/* key 0: in clear; else the set's key, the SPI of the receiver, and the port that it comes from. */
typedef struct {
    message_kind kind;
    bool to_p;
    uint16_t port;
    uint32_t key, spi, cseq, nonce;
    sa_offer offer;
    sa_answer answer;
} message;

/* A REGISTER that the S-CSCF has, and the challenge that it waits for. */
typedef struct { bool there, marked, response; uint32_t on, cseq, nonce, transaction; } forwarded;

typedef struct {
    ue u;
    pcscf p;
    message m[FLIGHT];
    uint32_t n, fresh, cseq, sqn, nonces, transactions;
    forwarded f;
    uint64_t now;
} world;

static ip_addr ue_addr;
static ip_prefix ue_cover;
static uint64_t *seen;
static long states, completed;

/* The key of a set hides in its P-CSCF address, which the machines only copy. */
static uint32_t key_of(const sa_set *s)
{
    return s->p.p_addr.b[15];
}

static ip_addr addr_of_key(uint32_t key)
{
    ip_addr a = { { 0 } };

    a.b[15] = (uint8_t)key;
    return a;
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

static sa_offer fresh_offer(world *w)
{
    uint32_t k = ++w->fresh;
    sa_offer o = { is_cr1(w) ? 0 : 0x1000 + k, 0x2000 + k, (uint16_t)(10000 + k), 5100 };

    return o;
}

static void post(world *w, const message *m)
{
    if (w->n < FLIGHT)
        w->m[w->n++] = *m;
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

/* ---- what the ends do ---- */

static void protect(message *m, const sa_sets *s, uint32_t id)
{
    const sa_set *set = sa_sets_get(s, id);

    m->key = set == NULL ? 0 : key_of(set);
    m->spi = set == NULL ? 0 : m->to_p ? set->p.spi_ps : set->p.spi_us;
    m->port = set == NULL ? 0 : m->to_p ? set->p.port_uc : set->p.port_pc;
}

static void ue_does(world *w, const sa_actions *a)
{
    for (uint32_t k = 0; k < a->count; k++) {
        const sa_action *x = &a->a[k];
        const sa_set *s = sa_sets_get(&w->u.sets, x->set);
        message m = { .to_p = true };

        if (x->kind == SA_REGISTER) {
            m.kind = x->code == SA_REGISTER_RESPONSE ? REGISTER_ANSWER : REGISTER_START;
            m.cseq = ++w->cseq;
            m.offer = w->u.offer;
            m.nonce = w->sqn;
            if (s != NULL)
                m.answer = answer_of(s);
        } else if (x->kind == SA_SEND) {
            m.kind = REQUEST;
        } else {
            continue;
        }
        protect(&m, &w->u.sets, x->set);
        post(w, &m);
    }
}

static void p_step(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce);

/* The P-CSCF waits no longer for the S-CSCF's answer to that REGISTER. */
static void p_gives_up(world *w, const forwarded *f)
{
    pcscf_event e = { .kind = PCSCF_REJECTED, .now = w->now, .on = f->on, .transaction = f->transaction, .code = 504 };

    if (f->there)
        p_step(w, &e, f->cseq, 0);
}

/* e: what the P-CSCF acts upon; cseq: of the REGISTER that it is about. One REGISTER is at the S-CSCF at a time. */
static void p_does(world *w, const pcscf_event *e, const sa_actions *a, uint32_t cseq, uint32_t nonce, sa_sets *before)
{
    forwarded earlier = { .there = false };

    for (uint32_t k = 0; k < a->count; k++) {
        const sa_action *x = &a->a[k];
        message m = { .to_p = false, .cseq = cseq };

        if (x->kind == SA_FORWARD) {
            earlier = w->f;
            w->f = (forwarded){ true, x->code == 1, e->auth == PCSCF_AUTH_RESPONSE, x->set, cseq, nonce,
                                e->transaction };
            continue;
        }
        if (x->kind == SA_SEND && e->kind == PCSCF_SEND)
            m.kind = REQUEST;
        else if (x->kind == SA_SEND && e->kind == PCSCF_CHALLENGE)
            m.kind = CHALLENGE_401;
        else if (x->kind == SA_SEND)
            m.kind = e->kind == PCSCF_ACCEPTED ? ACCEPTED_200 : REJECTED_403;
        else if (x->kind == SA_REPLY)
            m.kind = REJECTED_403;
        else
            continue;
        m.answer = answer_of(&w->p.sets.temp);
        m.nonce = key_of(&w->p.sets.temp);
        protect(&m, sa_sets_get(&w->p.sets, x->set) != NULL ? &w->p.sets : before, x->set);
        post(w, &m);
    }
    p_gives_up(w, &earlier);
}

static void p_step(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce)
{
    sa_sets before = w->p.sets;
    sa_actions a = pcscf_step(&w->p, e);

    p_does(w, e, &a, cseq, nonce, &before);
    assert_true(pcscf_valid(&w->p));
}

static void ue_do(world *w, const ue_event *e)
{
    sa_actions a = ue_step(&w->u, e);

    ue_does(w, &a);
    assert_true(ue_valid(&w->u));
}

/* ---- events ---- */

static void ue_register(world *w, bool clear)
{
    ue_event e = { .kind = UE_REGISTER, .now = w->now, .clear = clear, .addr = ue_addr, .cover = ue_cover };

    e.offer = fresh_offer(w);
    ue_do(w, &e);
}

static void ue_timeout(world *w)
{
    ue_event e = { .kind = UE_TIMEOUT, .now = w->now };

    ue_do(w, &e);
}

static void to_p(world *w, const message *m)
{
    pcscf_event e = { .kind = PCSCF_REGISTER, .now = w->now, .source = ue_addr, .via_ok = true, .impi_ok = true,
                      .impu_ok = true, .request = true };
    const sa_set *s;
    sa_answer sent;
    sa_offer stored;

    if (!receive(&w->p.sets, m, w->now, &e.on))
        return;
    s = sa_sets_get(&w->p.sets, e.on);
    if (m->kind == REQUEST) {
        e.kind = PCSCF_MESSAGE;
        e.verify = SA_VERIFY_ABSENT;
        p_step(w, &e, 0, 0);
        return;
    }
    e.offered = true;
    e.offer = m->offer;
    e.transaction = ++w->transactions;
    if (m->kind == REGISTER_ANSWER && w->p.sets.temp.state != SA_NONE && m->nonce == key_of(&w->p.sets.temp))
        e.auth = PCSCF_AUTH_RESPONSE;
    if (s != NULL) {
        sent = answer_of(s);
        stored = (sa_offer){ s->p.spi_uc, s->p.spi_us, s->p.port_uc, s->p.port_us };
        e.verify = same_answer(&m->answer, &sent) ? SA_VERIFY_EQUAL : SA_VERIFY_DIFFERENT;
        e.client_same = same_offer(&m->offer, &stored);
    }
    p_step(w, &e, m->cseq, m->nonce);
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
        e.p_addr = addr_of_key(m->nonce);
        e.offer = fresh_offer(w);
        if (e.autn == UE_AUTN_OK)
            w->sqn = m->nonce;
    }
    ue_do(w, &e);
}

/* Message k arrives; kept: a copy stays on the way. */
static void deliver(world *w, uint32_t k, bool keep)
{
    message m = w->m[k];

    if (!keep) {
        w->n--;
        for (uint32_t j = k; j < w->n; j++)
            w->m[j] = w->m[j + 1];
        memset(&w->m[w->n], 0, sizeof w->m[w->n]);
    }
    if (m.to_p)
        to_p(w, &m);
    else
        to_ue(w, &m);
}

/* No answer of the S-CSCF. */
static void s_cscf_silent(world *w)
{
    forwarded f = w->f;

    memset(&w->f, 0, sizeof w->f);
    p_gives_up(w, &f);
}

/* The S-CSCF: what is not marked is challenged; a response is right or not; what is marked may be challenged. */
static void s_cscf(world *w, bool challenge)
{
    forwarded f = w->f;
    pcscf_event e = { .now = w->now, .on = f.on, .transaction = f.transaction, .seconds = 3600, .code = 403,
                      .common = true, .ue = ue_cover };
    uint32_t k;

    memset(&w->f, 0, sizeof w->f);
    if (f.response && f.marked) {
        e.kind = f.nonce == w->nonces ? PCSCF_ACCEPTED : PCSCF_REJECTED;
    } else if (f.marked && !challenge) {
        e.kind = PCSCF_ACCEPTED;
    } else {
        e.kind = PCSCF_CHALLENGE;
        k = ++w->fresh;
        e.answer = (sa_answer){ is_cr1(w) ? 0 : 0x3000 + k, 0x4000 + k, (uint16_t)(20000 + k), 5062 };
        e.p_addr = addr_of_key(++w->nonces);
    }
    p_step(w, &e, f.cseq, 0);
}

static void wait_for(world *w, uint64_t ms)
{
    ue_event e = { .kind = UE_TICK };
    pcscf_event f = { .kind = PCSCF_TICK };

    w->now += ms;
    e.now = w->now;
    f.now = w->now;
    ue_do(w, &e);
    p_step(w, &f, 0, 0);
}

static void send_request(world *w, bool from_ue)
{
    ue_event e = { .kind = UE_SEND, .now = w->now, .request = true };
    pcscf_event f = { .kind = PCSCF_SEND, .now = w->now, .request = true };

    if (from_ue)
        ue_do(w, &e);
    else
        p_step(w, &f, 0, 0);
}

/* Somebody writes in clear: an SM1 of his own, or an answer to the UE's last REGISTER. */
static void inject(world *w, message_kind kind)
{
    message m = { .kind = kind, .to_p = kind == REGISTER_START, .cseq = w->cseq };

    m.offer = fresh_offer(w);
    m.answer = (sa_answer){ is_cr1(w) ? 0 : 0x5001, 0x5002, 30001, is_cr1(w) ? 5062 : 30002 };
    if (m.to_p)
        to_p(w, &m);
    else
        to_ue(w, &m);
}

/* Event number k of the world; false: there is no such event now. */
static bool event(world *w, int k)
{
    if (k < FLIGHT)
        return k < (int)w->n ? deliver(w, (uint32_t)k, false), true : false;
    if (k < 2 * FLIGHT)
        return k - FLIGHT < (int)w->n ? deliver(w, (uint32_t)(k - FLIGHT), true), true : false;
    switch (k - 2 * FLIGHT) {
    case 0: return ue_register(w, false), true;
    case 1: return w->u.sets.cur.state != SA_NONE ? ue_register(w, true), true : false;
    case 2: return w->f.there ? s_cscf(w, false), true : false;
    case 3: return w->f.there && w->f.marked && !w->f.response ? s_cscf(w, true), true : false;
    case 4: return w->u.phase != UE_IDLE ? ue_timeout(w), true : false;
    case 5: return send_request(w, true), true;
    case 6: return send_request(w, false), true;
    case 7: return wait_for(w, 129000), true;
    case 8: return wait_for(w, 241000), true;
    case 9: return inject(w, REGISTER_START), true;
    case 10: return inject(w, CHALLENGE_401), true;
    case 11: return inject(w, REJECTED_403), true;
    case 12: return inject(w, ACCEPTED_200), true;
    case 13: return w->n > 0 ? w->n--, true : false; /* the latest message is lost */
    case 14: return w->f.there ? s_cscf_silent(w), true : false;
    default: return false;
    }
}
#define EVENTS (2 * FLIGHT + 15)

/* ---- what holds ---- */

/* A set that both have by its key and that SM7 has confirmed is the same at both: SPIs, ports, algorithms. Before SM7 the
 * P-CSCF may hold an offer that was changed on its way; then SM7 is refused (CR2-7.2-SM7-4). */
static void check_agreement(const world *w)
{
    const sa_set *a[] = { &w->u.sets.temp, &w->u.sets.cur, &w->u.sets.old };
    const sa_set *b[] = { &w->p.sets.temp, &w->p.sets.cur, &w->p.sets.old };

    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            if (a[i]->state != SA_NONE && b[j]->state != SA_NONE && key_of(a[i]) == key_of(b[j]) &&
                (b[j]->state != SA_TEMPORARY || w->p.answered))
                assert_true(params_equal(&a[i]->p, &b[j]->p));
        }
    }
    if (w->u.sets.cur.state != SA_NONE) /* nobody else's challenge ever made a set */
        assert_true(key_of(&w->u.sets.cur) != 0 && key_of(&w->u.sets.cur) <= w->nonces);
}

/* The answer to a REGISTER that came protected finds that REGISTER, whatever came in clear since, as long as its set
 * stands. */
static void check_waits(const world *w)
{
    const forwarded *f = &w->f;

    if (!f->there || f->on == 0 || sa_sets_get(&w->p.sets, f->on) == NULL)
        return;
    if (f->on == w->p.sets.temp.id)
        assert_true(w->p.answered);
    else
        assert_true(w->p.sm1.active && w->p.sm1.on == f->on && w->p.sm1.transaction == f->transaction);
}

/* No more losses: the UE tries, at most three times, and both ends have the same established set. */
static void check_completes(world w)
{
    for (int attempt = 0; attempt < 3; attempt++) {
        s_cscf_silent(&w);
        w.n = 0;
        if (w.u.phase != UE_IDLE)
            ue_timeout(&w);
        ue_register(&w, false);
        for (int k = 0; k < 8 && (w.n > 0 || w.f.there); k++) {
            if (w.n > 0)
                deliver(&w, 0, false);
            else
                s_cscf(&w, true);
        }
        check_agreement(&w);
        if (w.u.phase == UE_IDLE && w.u.sets.cur.state != SA_NONE && w.p.sets.cur.state != SA_NONE &&
            key_of(&w.u.sets.cur) == key_of(&w.p.sets.cur) && key_of(&w.u.sets.cur) == w.nonces) {
            completed++;
            return;
        }
    }
    fail_msg("the registration does not complete");
}

/* 64-bit FNV-1a over the world; true: new. */
static bool is_new(const world *w, int left)
{
    uint64_t h = 14695981039346656037u;
    const uint8_t *p = (const uint8_t *)w;

    for (size_t k = 0; k < sizeof *w; k++)
        h = (h ^ p[k]) * 1099511628211u;
    h = (h ^ (uint64_t)left) * 1099511628211u | 1;
    for (uint32_t at = (uint32_t)(h >> 32) % SEEN_SIZE;; at = (at + 1) % SEEN_SIZE) {
        if (seen[at] == h)
            return false;
        if (seen[at] == 0) {
            seen[at] = h;
            return true;
        }
    }
}

static void explore(const world *w, int left)
{
    for (int k = 0; k < EVENTS; k++) {
        world next = *w;

        if (!event(&next, k))
            continue;
        if (!is_new(&next, left))
            continue;
        states++;
        assert_true(states < SEEN_SIZE / 2);
        check_agreement(&next);
        check_waits(&next);
        check_completes(next);
        if (left > 1)
            explore(&next, left - 1);
    }
}

static void start(world *w, sec_profile profile)
{
    memset(w, 0, sizeof *w);
    ue_init(&w->u);
    pcscf_init(&w->p);
    w->u.sets.profile = profile;
    w->p.sets.profile = profile;
    w->now = 1000;
}

/* One registration without losses, up to the given number of events. */
static void run(world *w, int events)
{
    ue_register(w, false);
    for (int k = 0; k < events && (w->n > 0 || w->f.there); k++) {
        if (w->n > 0)
            deliver(w, 0, false);
        else
            s_cscf(w, true);
    }
}

static void explore_from(const world *w, const char *what)
{
    const char *more = getenv("COMPOSITION_DEPTH");
    int depth = more != NULL ? atoi(more) : DEPTH;

    states = 0;
    completed = 0;
    seen = calloc(SEEN_SIZE, sizeof *seen);
    assert_non_null(seen);
    explore(w, depth);
    print_message("%s, profile %s: %ld states to depth %d, a registration completes from each\n", what,
                  profile_name(w->u.sets.profile), states, depth);
    assert_int_equal(states, completed);
    free(seen);
}

static int setup(void **unused)
{
    (void)unused;
    ue_addr = example_addr("2001:db8::1");
    ue_cover = example_prefix("2001:db8::1", 64);
    return 0;
}

static const sec_profile profiles[] = { PROFILE_IMS, PROFILE_CR1 };

static void test_from_nothing(void **unused)
{
    world w;

    (void)unused;
    for (int k = 0; k < 2; k++) {
        start(&w, profiles[k]);
        explore_from(&w, "nothing");
    }
}

static void test_from_registered(void **unused)
{
    world w;

    (void)unused;
    for (int k = 0; k < 2; k++) {
        start(&w, profiles[k]);
        run(&w, 6);
        assert_true(w.u.phase == UE_IDLE && w.u.sets.cur.state == SA_ESTABLISHED && w.n == 0);
        explore_from(&w, "registered");
    }
}

static void test_from_challenged_again(void **unused)
{
    world w;

    (void)unused;
    for (int k = 0; k < 2; k++) {
        start(&w, profiles[k]);
        run(&w, 6);
        run(&w, 3);
        assert_true(w.u.phase == UE_ANSWERED && w.u.sets.cur.state == SA_ESTABLISHED && w.n == 1);
        explore_from(&w, "challenged again");
    }
}

static void test_from_renewed(void **unused)
{
    world w;

    (void)unused;
    for (int k = 0; k < 2; k++) {
        start(&w, profiles[k]);
        run(&w, 6);
        run(&w, 6);
        assert_true(w.u.phase == UE_IDLE && w.u.sets.old.state == SA_OLD && w.p.sets.old.state == SA_OLD);
        explore_from(&w, "renewed");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_nothing), cmocka_unit_test(test_from_registered),
        cmocka_unit_test(test_from_challenged_again), cmocka_unit_test(test_from_renewed)
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
