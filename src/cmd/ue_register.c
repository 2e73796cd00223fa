/* The UE's registration: the machine's actions carried out, REGISTER sent, its answers turned into events. */
#include "../ims/answer_facts.h"
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

static void on_answer(void *user, const client_result *result);

static void new_call(ut *t)
{
    uint32_t random[6];
    role_random(random, sizeof random);
    snprintf(t->call_id, sizeof t->call_id, "%08x%08x%08x", random[0], random[1], random[2]);
    snprintf(t->tag, sizeof t->tag, "%08x", random[3]);
    t->cseq = random[4] % 1000 + 1;
}

/* The whole Security-Client list with the offer of SM1; SM7 repeats it byte by byte (CR2-7.2-SM7-2). */
static void print_client(ut *t)
{
    sip_out o = { t->client, sizeof t->client, 0, false };
    unsigned length = prefix_length(&t->m.cover);
    bool whole = t->m.cover.len == 128;
    offer_client(&o, t->c.profile, t->c.algorithms.pair, t->c.algorithms.count, &t->m.offer,
                 whole ? ADDR_PREF_ABSENT : length);
    t->client_len = o.n;
}

/* 0, or a negative error number. */
static int put_register(ut *t, uint32_t set, sa_register which)
{
    char branch[TRANSACTION_BRANCH_MAX];
    agree_client_action agreed;
    role_text text;
    role_text_init(&text);
    net_path path = ut_path(t, set);
    if (!ut_agree_request(t, set, AGREE_REGISTER, &agreed))
        return UV_ECANCELED;
    if (path.endpoint == NULL || !transaction_branch(branch) ||
        !ut_register_print(t, &text.o, set, which, &agreed, branch))
        return UV_EINVAL;
    return client_send(t->r.tx, &path, &t->c.times, text.o.s, text.o.n, on_answer, t, &t->register_tx);
}

static void send_register(ut *t, uint32_t set, sa_register which)
{
    t->cseq++;
    if (which != SA_REGISTER_RESPONSE)
        print_client(t);
    if (t->register_tx != 0)
        client_cancel(t->r.tx, t->register_tx);
    t->register_on = set;
    int error = put_register(t, set, which);
    log_event(t->r.log, "register", "kind=%s set=%u why=\"%s\"", sa_register_name(which), (unsigned)set,
              error == 0 ? "" : net_error(error));
    if (error != 0) {
        ue_event e = { .kind = UE_TIMEOUT, .now = ut_now(t) };
        t->register_tx = 0;
        ut_step(t, &e);
    }
}

/* One action; false: the actions that follow must not be done. */
static bool act(ut *t, const ue_event *e, const sa_action *a)
{
    switch (a->kind) {
    case SA_REGISTER:
        send_register(t, a->set, (sa_register)a->code);
        break;
    case SA_INSTALL:
        return ut_set_install(t, sa_sets_get(&t->m.sets, a->set));
    case SA_DELETE:
        ut_set_delete(t, a->set);
        break;
    case SA_LIFETIME:
        ut_set_lifetime(t, a->set, a->at);
        break;
    case SA_MOVE:
        t->failed = !ut_set_move(t, a->set) || t->failed;
        break;
    case SA_REREGISTER:
        ut_register(t, false, false);
        break;
    default: /* SEND, DELIVER and DISCARD are read by who made the event; ABORT ends in an idle phase */
        break;
    }
    (void)e;
    return true;
}

void ut_step(ut *t, const ue_event *e)
{
    sa_actions list = ue_step(&t->m, e);
    for (uint32_t i = 0; i < list.count; i++) {
        const sa_action *a = &list.a[i];
        log_event(t->r.log, "step", "event=%s action=%s set=%u code=%u requirement=%s", ue_event_name(e->kind),
                  sa_action_name(a->kind), (unsigned)a->set, (unsigned)a->code,
                  sa_requirement(t->c.profile, a->req));
        if (!act(t, e, a)) {
            ue_event failed = { .kind = UE_INSTALL_FAILED, .now = e->now, .on = a->set };
            ut_step(t, &failed);
            return;
        }
    }
}

void ut_register(ut *t, bool clear, bool deregister)
{
    bool known = t->m.sets.cur.state != SA_NONE;
    const agree_client *agreed = ut_agreement(t, t->m.sets.cur.id);
    ue_event e = { .kind = UE_REGISTER, .now = ut_now(t), .clear = clear, .deregister = deregister, .addr = t->now };
    if (agreed == NULL || agreed->phase != AGREE_CLIENT_AGREED)
        e.clear = true; /* no agreement, or one whose list the P-CSCF has refused: only in clear can a new one start */
    agree_client_init(&t->agree);
    if (!known)
        new_call(t);
    if (!ut_offer_make(t, &e.offer, known) || !prefix_make(&t->now, t->c.prefix_length, &e.cover)) {
        if (ut_step_registers(t))
            ut_step_done(t, false, "no SPI or port is free");
        return;
    }
    ut_step(t, &e);
}

static bool keep(char *out, size_t size, const uint8_t *s, sip_auth_param p)
{
    if (!p.found || p.value.len >= size)
        return false;
    memcpy(out, s + p.value.at, p.value.len);
    out[p.value.len] = '\0';
    return true;
}

/* The challenge as the USIM sees it; false: it cannot be read at all. */
static bool read_challenge(ut *t, const uint8_t *s, const sip_message *m, ue_autn *verdict)
{
    uint8_t rand[16], autn[16];
    size_t data, h = sip_header_find(m, SIP_H_WWW_AUTHENTICATE, 0);
    if (h == SIP_NPOS)
        return false;
    sip_auth_param algorithm = sip_auth_param_find(s, m, h, "algorithm", 9);
    sip_auth_param qop = sip_auth_param_find(s, m, h, "qop", 3);
    if (!keep(t->nonce, sizeof t->nonce, s, sip_auth_param_find(s, m, h, "nonce", 5)) ||
        !keep(t->realm, sizeof t->realm, s, sip_auth_param_find(s, m, h, "realm", 5)) || !algorithm.found ||
        !aka_algorithm_read(s + algorithm.value.at, algorithm.value.len, &t->algorithm) ||
        !aka_nonce_read((const uint8_t *)t->nonce, strlen(t->nonce), rand, autn, &data))
        return false;
    t->qop_auth = qop.found;
    aka_verdict v = aka_challenge_check(&t->secret, &t->seen, rand, autn, &t->answer);
    *verdict = v == AKA_OK ? UE_AUTN_OK : v == AKA_MAC_FAILURE ? UE_AUTN_MAC : UE_AUTN_SYNC;
    return true;
}

/* What the agreement made of Security-Server, in the words of the registration machine. */
static ue_server server_of(const agree_client_action *x)
{
    if (x->act == AGREE_DO_START)
        return UE_SERVER_OK;
    return x->req == AGREE_REQ_R3329_2_2_08 ? UE_SERVER_BAD
         : x->req == AGREE_REQ_R3329_2_3_1_14 ? UE_SERVER_NONE : UE_SERVER_MISSING;
}

static void challenged(ut *t, const uint8_t *s, const sip_message *m, uint32_t on)
{
    ue_event e = { .kind = UE_CHALLENGE, .now = ut_now(t), .on = on, .p_addr = t->c.pcscf };
    bool keyed = read_challenge(t, s, m, &e.autn);
    agree_client_action x = ut_agree_answer(t, t->register_on, AGREE_REGISTER, s, m, keyed);
    if (!keyed) {
        e = (ue_event){ .kind = UE_REJECTED, .now = ut_now(t), .on = on, .code = 401 };
        log_refusal(t->r.log, "challenge-unusable", "AKA-6.1.1-10", "why=\"no AKA challenge\"");
    } else {
        e.server = server_of(&x);
        e.alg = t->chosen.alg;
        e.ealg = t->chosen.ealg;
        e.answer = (sa_answer){ t->chosen.spi_c, t->chosen.spi_s, t->chosen.port_c, t->chosen.port_s };
        e.one_address = t->chosen.addr_pref_length != prefix_length(&t->m.cover);
        if (!ut_offer_make(t, &e.offer, t->m.sets.cur.state != SA_NONE))
            e.offer = (sa_offer){ 0 }; /* none is free: a good challenge needs none, a bad one ends the registration */
    }
    ut_step(t, &e);
}

static void accepted(ut *t, const uint8_t *s, const sip_message *m, uint32_t on)
{
    ue_event e = { .kind = UE_ACCEPTED, .now = ut_now(t), .on = on, .seconds = answer_seconds(s, m) };
    ut_step(t, &e);
    log_event(t->r.log, e.seconds > 0 ? "registered" : "deregistered", "seconds=%u", (unsigned)e.seconds);
}

static void final(ut *t, const uint8_t *s, const sip_message *m, uint32_t on)
{
    if (m->status == 401) {
        challenged(t, s, m, on);
        return;
    }
    (void)ut_agree_answer(t, t->register_on, AGREE_REGISTER, s, m, false);
    if (m->status < 300) {
        accepted(t, s, m, on);
    } else {
        ue_event e = { .kind = UE_REJECTED, .now = ut_now(t), .on = on, .code = m->status };
        ut_step(t, &e);
    }
}

static void on_answer(void *user, const client_result *result)
{
    ut *t = user;
    uint32_t on = 0, code = 0;
    bool leaving = t->m.deregister;
    if (result->outcome == CLIENT_PROVISIONAL)
        return;
    t->register_tx = 0;
    if (result->outcome == CLIENT_FINAL) {
        code = result->message->status;
        ut_which_set(t, result->datagram, &on);
        final(t, result->datagram->bytes, result->message, on);
    }
    if (t->m.phase != UE_IDLE && t->register_tx == 0) { /* no answer, and none comes now */
        ue_event e = { .kind = UE_TIMEOUT, .now = ut_now(t) };
        ut_step(t, &e);
    }
    if (t->m.phase != UE_IDLE || t->register_tx != 0 || !ut_step_registers(t))
        return;
    bool registered = t->m.sets.cur.state != SA_NONE;
    char why[48];
    snprintf(why, sizeof why, code != 0 ? "REGISTER got %u" : "REGISTER got no answer", (unsigned)code);
    ut_step_done(t, code >= 200 && code < 300 && registered == !leaving, why);
}
