/* The P-CSCF towards the registrar: REGISTER passed on, its answers, and the OPTIONS that it sends itself. */
#include "../ims/answer_facts.h"
#include "../ims/request_facts.h"
#include "gm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUTH_MARK "integrity-protected"

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The 128 bits of ik or ck (TS 24.229 7.2A.1). */
static bool read_key(const uint8_t *s, const sip_message *m, size_t header, const char *name, uint8_t out[16])
{
    sip_auth_param p = sip_auth_param_find(s, m, header, name, strlen(name));
    if (!p.found || p.value.len != 32)
        return false;
    for (size_t i = 0; i < 16; i++) {
        int high = hex_digit(s[p.value.at + 2 * i]), low = hex_digit(s[p.value.at + 2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

/* Keeps what the 401 is for: keys, nonce. False: it is not usable. */
static bool keep_challenge(gm_ue *u, const uint8_t *s, const sip_message *m)
{
    size_t h = sip_header_find(m, SIP_H_WWW_AUTHENTICATE, 0);
    if (h == SIP_NPOS || !read_key(s, m, h, "ik", u->ik) || !read_key(s, m, h, "ck", u->ck))
        return false;
    sip_auth_param nonce = sip_auth_param_find(s, m, h, "nonce", 5);
    if (!nonce.found || nonce.value.len == 0 || nonce.value.len >= GM_NONCE_MAX)
        return false;
    memcpy(u->nonce, s + nonce.value.at, nonce.value.len);
    u->nonce[nonce.value.len] = '\0';
    return true;
}

void gm_challenge_print(gm_ue *u, sip_out *o, const uint8_t *s, const sip_message *m, uint32_t set, bool server)
{
    static const char *const keys[] = { "ik", "ck" };
    const gm_set *g = gm_set_by_id(u, set);
    compose_auth(o, s, m, sip_header_find(m, SIP_H_WWW_AUTHENTICATE, 0), keys, 2, NULL);
    if (!server || g == NULL)
        return;
    sip_put_text(o, "Security-Server: ");
    sip_put(o, g->server, g->server_len);
    sip_put_text(o, "\r\n");
}

/* The prefix that the set covers: what was offered where policy admits it, else the one address (PAT-06, PAT-07). */
static void choose_prefix(gm_ue *u, const ip_addr *source, ip_prefix *out)
{
    unsigned offered = u->chosen.addr_pref_length, whole = addr_is_v4(source) ? 32 : 128;
    u->granted = ADDR_PREF_ABSENT;
    if (offered <= whole && u->p->c.prefix_lengths[offered] && prefix_make(source, offered, out))
        u->granted = offered;
    else
        prefix_make(source, whole, out);
}

/* The number of the REGISTER that is answered. */
static uint32_t transaction_of(const gm_step *s)
{
    return (uint32_t)s->request->tx;
}

static void challenged(gm_step *s, uint64_t now, uint32_t on)
{
    gm_ue *u = s->u;
    pcscf_event e = { .kind = PCSCF_CHALLENGE, .now = now, .on = on, .transaction = transaction_of(s), .p_addr = u->p->c.address,
                      .common = u->common, .alg = u->chosen.alg, .ealg = u->chosen.ealg };
    choose_prefix(u, &u->m.sm1.source, &e.ue);
    if (u->common && !gm_answer_make(u, &u->m.sm1.offer, &u->m.sm1.source, &e.answer)) {
        log_refusal(u->p->r.log, "no-values", "CR2-7.1-05", "why=\"no SPI or port is free\"");
        e = (pcscf_event){ .kind = PCSCF_REJECTED, .now = now, .on = on, .transaction = transaction_of(s), .code = 503 };
        s->core = NULL;
    }
    gm_act(s, &e);
    secret_wipe(u->ck, sizeof u->ck);
    secret_wipe(u->ik, sizeof u->ik);
}

static void accepted(gm_step *s, uint64_t now, uint32_t on)
{
    const uint8_t *b = s->core->bytes;
    uint32_t seconds = answer_seconds(b, s->core_m);
    bool fresh = s->u->m.sets.temp.state != SA_NONE && s->u->m.sets.temp.id == on;
    pcscf_event e = { .kind = PCSCF_ACCEPTED, .now = now, .on = on, .transaction = transaction_of(s), .seconds = seconds };
    gm_ue_learn_impus(s->u, b, s->core_m);
    gm_act(s, &e);
    if (fresh)
        s->u->rotations = 0;
    log_event(s->u->p->r.log, seconds > 0 ? "registered" : "deregistered", "impi=%s seconds=%u", s->u->impi,
              (unsigned)seconds);
    if (seconds > 0 && s->u->p->c.options_to_ue)
        gm_probe(s->u);
}

/* The UE may be left without sets and without a REGISTER: the outermost caller releases it. */
static void settle(gm_ue *u, const client_result *result)
{
    gm *p = u->p;
    gm_request *q = u->reg;
    uint64_t now = gm_now(p);
    if (result->outcome == CLIENT_PROVISIONAL || q == NULL)
        return;
    gm_step s = { .u = u, .request = q, .source = q->d.src };
    u->reg_client = 0;
    if (result->outcome == CLIENT_FINAL) {
        s.core = result->datagram;
        s.core_m = result->message;
    }
    uint32_t code = s.core != NULL ? s.core_m->status : 504;
    if (code == 401 && keep_challenge(u, s.core->bytes, s.core_m)) {
        challenged(&s, now, q->on);
    } else if (code >= 200 && code < 300) {
        accepted(&s, now, q->on);
    } else {
        pcscf_event e = { .kind = PCSCF_REJECTED, .now = now, .on = q->on, .transaction = transaction_of(&s),
                          .code = code == 401 ? 500 : code };
        if (code == 401) {
            s.core = NULL;
            log_refusal(p->r.log, "challenge-unusable", "CR2-7.2-SM5-1", "why=\"no ik, ck or nonce\"");
        }
        gm_act(&s, &e);
    }
    u->reg = NULL;
    gm_request_free(q);
}

static void on_answer(void *user, const client_result *result)
{
    settle(user, result);
    gm_ue_release(user);
}

/* The REGISTER is the SM1 that waits for its challenge. */
static bool is_sm1(const gm_ue *u, const gm_request *q)
{
    return u->m.sm1.active && u->m.sm1.on == q->on && u->m.sm1.transaction == (uint32_t)q->tx;
}

/* Keeps the Security-Client of SM1 and what this P-CSCF chooses from it. */
static void keep_offer(gm_ue *u, const gm_request *q)
{
    gm *p = u->p;
    sec_list list = { 0 };
    request_offer offer = request_offer_read(q->d.bytes, &q->m, p->c.profile, p->c.algorithms.pair,
                                             p->c.algorithms.count);
    u->client_len = 0;
    u->common = offer.common;
    if (offer.common)
        u->chosen = offer.chosen;
    if (sec_list_read(q->d.bytes, &q->m, SIP_H_SECURITY_CLIENT, &list).code != SEC_OK)
        return;
    size_t n = sec_list_print(q->d.bytes, &list, u->client, sizeof u->client);
    u->client_len = n == SIP_NPOS ? 0 : n;
}

static void put_forwarded(gm *p, sip_out *o, const gm_request *q, bool integrity, const char *branch)
{
    static const char *const mark[] = { AUTH_MARK };
    compose_set out = COMPOSE_BIT(SIP_H_VIA) | COMPOSE_BIT(SIP_H_MAX_FORWARDS) | COMPOSE_BIT(SIP_H_ROUTE) |
                      COMPOSE_BIT(SIP_H_PATH) | COMPOSE_BIT(SIP_H_AUTHORIZATION) | COMPOSE_BIT(SIP_H_SECURITY_SERVER);
    char host[ADDR_TEXT_MAX], from[ADDR_TEXT_MAX], path[160];
    const uint8_t *b = q->d.bytes;
    net_print(&p->c.core_address, p->c.core_port, path);
    addr_print(&p->c.core_address, host);
    addr_print(&q->d.src, from);
    compose_start_line(o, b, &q->m);
    char via_host[ADDR_TEXT_MAX + 2];
    snprintf(via_host, sizeof via_host, addr_is_v4(&p->c.core_address) ? "%s" : "[%s]", host);
    compose_via(o, "UDP", via_host, p->c.core_port, branch, false);
    compose_via_received(o, b, &q->m, from, q->d.port);
    compose_max_forwards(o, b, &q->m);
    sip_put_text(o, "Path: <sip:");
    sip_put_text(o, path);
    sip_put_text(o, ";lr>\r\n");
    if (q->v.strip_tags) {
        compose_without_option_tag(o, b, &q->m, SIP_H_REQUIRE, "sec-agree");
        compose_without_option_tag(o, b, &q->m, SIP_H_PROXY_REQUIRE, "sec-agree");
        out |= COMPOSE_BIT(SIP_H_REQUIRE) | COMPOSE_BIT(SIP_H_PROXY_REQUIRE);
    }
    out |= q->v.strip_client ? COMPOSE_BIT(SIP_H_SECURITY_CLIENT) : 0;
    out |= q->v.strip_verify ? COMPOSE_BIT(SIP_H_SECURITY_VERIFY) : 0;
    for (size_t k = 0, h; (h = sip_header_find(&q->m, SIP_H_AUTHORIZATION, k)) != SIP_NPOS; k++)
        compose_auth(o, b, &q->m, h, mark, 1, integrity ? AUTH_MARK "=\"yes\"" : AUTH_MARK "=\"no\"");
    compose_copy_headers_except(o, b, &q->m, out);
    compose_end(o, b + q->m.body.at, q->m.body.len);
}

/* The REGISTER gets no answer from the registrar: the machine says whether it gets one of the P-CSCF's own. */
static void unanswered(gm_ue *u, const gm_request *q, uint32_t code)
{
    gm_step s = { .u = u, .request = q, .source = q->d.src };
    pcscf_event e = { .kind = PCSCF_REJECTED, .now = gm_now(u->p), .on = q->on, .transaction = transaction_of(&s),
                      .code = code };
    gm_act(&s, &e);
    if (s.discarded)
        server_ignore(u->p->r.tx, q->tx);
}

/* One REGISTER of a UE is at the registrar at a time; a new one ends what the earlier one waits for. */
static void drop_earlier(gm_ue *u)
{
    gm_request *q = u->reg;
    if (q == NULL)
        return;
    client_cancel(u->p->r.tx, u->reg_client);
    u->reg = NULL;
    u->reg_client = 0;
    unanswered(u, q, 500);
    gm_request_free(q);
}

void gm_forward(gm_ue *u, const gm_request *q, bool integrity)
{
    gm *p = u->p;
    char branch[TRANSACTION_BRANCH_MAX];
    role_text t;
    role_text_init(&t);
    drop_earlier(u);
    if (is_sm1(u, q))
        keep_offer(u, q);
    u->reg = gm_request_copy(q);
    if (u->reg == NULL) {
        unanswered(u, q, 503);
        return;
    }
    net_path path = { p->core, p->c.registrar, p->c.registrar_port };
    int error = UV_EAGAIN;
    if (transaction_branch(branch)) {
        put_forwarded(p, &t.o, q, integrity, branch);
        error = t.o.full ? UV_EMSGSIZE
                         : client_send(p->r.tx, &path, &p->c.core_times, t.o.s, t.o.n, on_answer, u, &u->reg_client);
    }
    if (error != 0) {
        client_result failed = { CLIENT_FAILED, 0, NULL, NULL, error };
        log_event(p->r.log, "forward-failed", "impi=%s why=\"%s\"", u->impi, net_error(error));
        settle(u, &failed);
    }
}

static void on_probe(void *user, const client_result *result)
{
    gm_ue *u = user;
    if (result->outcome == CLIENT_PROVISIONAL)
        return;
    log_event(u->p->r.log, "options-answered", "impi=%s outcome=%d status=%u", u->impi, (int)result->outcome,
              result->message != NULL ? result->message->status : 0);
    u->probe[0] = '\0';
    u->probe_tx = 0;
}

static void put_probe(gm_ue *u, sip_out *o, const net_path *to)
{
    gm *p = u->p;
    char ue[NET_TEXT_MAX], own[NET_TEXT_MAX], value[2 * CONFIG_TEXT_MAX], host[ADDR_TEXT_MAX], via_host[ADDR_TEXT_MAX + 2];
    uint32_t id[2];
    role_random(id, sizeof id);
    net_print(&to->dst, to->port, ue);
    net_print(&p->c.address, p->c.port_ps, own);
    addr_print(&p->c.address, host);
    snprintf(via_host, sizeof via_host, addr_is_v4(&p->c.address) ? "%s" : "[%s]", host);
    snprintf(value, sizeof value, "sip:%s", ue);
    compose_request_line(o, "OPTIONS", value);
    compose_via(o, "UDP", via_host, p->c.port_ps, u->probe, false); /* CR2-7.1-P6: port_ps */
    compose_header_number(o, "Max-Forwards", 70);
    snprintf(value, sizeof value, "<sip:%s>;tag=%08x", own, id[0]);
    compose_header(o, "From", value);
    snprintf(value, sizeof value, "<%s>", u->impus > 0 ? u->impu[0] : "sip:unknown.invalid");
    compose_header(o, "To", value);
    snprintf(value, sizeof value, "%08x%08x", id[0], id[1]);
    compose_header(o, "Call-ID", value);
    compose_header(o, "CSeq", "1 OPTIONS");
    compose_end(o, NULL, 0);
}

void gm_probe(gm_ue *u)
{
    gm *p = u->p;
    role_text t;
    gm_step s = { .u = u };
    pcscf_event e = { .kind = PCSCF_SEND, .now = gm_now(p), .request = true };
    if (u->probe_tx != 0) {
        client_cancel(p->r.tx, u->probe_tx);
        u->probe_tx = 0;
    }
    gm_act(&s, &e);
    net_path path = gm_set_path(u, s.sent ? s.send_on : 0);
    if (path.endpoint == NULL || !transaction_branch(u->probe))
        return;
    u->probe_on = s.send_on;
    role_text_init(&t);
    put_probe(u, &t.o, &path);
    if (client_send(p->r.tx, &path, &p->c.times, t.o.s, t.o.n, on_probe, u, &u->probe_tx) != 0)
        u->probe[0] = '\0';
}
