/* Messages from the UEs: who sent them, over which SA, and what is wrong with them. */
#include "../ims/request_facts.h"
#include "gm.h"
#include <string.h>

static bool text_is(const uint8_t *s, sip_span span, const char *text)
{
    return span.len == strlen(text) && memcmp(s + span.at, text, span.len) == 0;
}

/* Security-Verify against the Security-Server that went out for the set (RFC 3329 2.3.1). */
sa_verify gm_verify(const gm_ue *u, uint32_t on, const uint8_t *s, const sip_message *m)
{
    const gm_set *g = gm_set_by_id((gm_ue *)u, on);
    return request_verify(s, m, g == NULL ? NULL : g->server, g == NULL ? 0 : g->server_len);
}

/* The Security-Client of SM7 repeats that of the SM1 that was challenged (CR2-7.2-SM7-4). */
static bool client_same(const gm_ue *u, const uint8_t *s, const sip_message *m)
{
    sec_list got = { 0 }, stored = { 0 };
    return u->agreed_len > 0 && sec_list_read(s, m, SIP_H_SECURITY_CLIENT, &got).code == SEC_OK &&
           sec_list_parse(u->agreed, 0, u->agreed_len, &stored).code == SEC_OK &&
           sec_list_compare(s, &got, u->agreed, &stored).code == SEC_EQUAL;
}

static bool host_is(const uint8_t *s, sip_span host, const ip_addr *a)
{
    ip_addr named;
    size_t i = host.at, j = host.at + host.len;
    if (j > i + 1 && s[i] == '[' && s[j - 1] == ']') {
        i++;
        j--;
    }
    return addr_parse(s, i, j, &named) && addr_equal(&named, a);
}

/* The topmost Via names the packet's source. A host name is not resolved: it is not the UE's address (CR2-7.1-R2). */
static bool via_names_source(const net_datagram *d, const sip_via *via)
{
    return host_is(d->bytes, via->host, &d->src);
}

/* So does the Contact, where there is one: only then may the downlink follow to a new address. */
static bool contact_names_source(const net_datagram *d, const sip_message *m)
{
    sip_contact contact;
    return sip_header_find(m, SIP_H_CONTACT, 0) == SIP_NPOS ||
           (sip_contact_read(d->bytes, m, &contact) &&
            (contact.star || host_is(d->bytes, contact.host, &d->src)));
}

/* The header fields that every request must have (RFC 3261 8.1.1); their names for the log, or NULL. */
static const char *missing(const uint8_t *s, const sip_message *m)
{
    sip_cseq cseq;
    sip_party party;
    if (!sip_cseq_read(s, m, &cseq) || cseq.method.len != m->method.len ||
        memcmp(s + cseq.method.at, s + m->method.at, m->method.len) != 0)
        return "CSeq";
    if (!sip_party_read(s, m, SIP_H_FROM, &party))
        return "From";
    if (!sip_party_read(s, m, SIP_H_TO, &party))
        return "To";
    return sip_header_find(m, SIP_H_CALL_ID, 0) == SIP_NPOS ? "Call-ID" : NULL;
}

/* The IMPI: the username of the credentials, else the public identity without its scheme (TS 24.229 5.2.2). */
static sip_span impi_of(const uint8_t *s, const sip_message *m)
{
    sip_party to;
    sip_span none = { 0, 0 };
    size_t h = sip_header_find(m, SIP_H_AUTHORIZATION, 0);
    if (h != SIP_NPOS) {
        sip_auth_param p = sip_auth_param_find(s, m, h, "username", 8);
        return p.found ? p.value : none;
    }
    if (!sip_party_read(s, m, SIP_H_TO, &to) || to.uri.len < 5 || memcmp(s + to.uri.at, "sip:", 4) != 0)
        return none;
    return (sip_span){ to.uri.at + 4, to.uri.len - 4 };
}

/* What the credentials answer (pcscf_auth): only the nonce of the challenge of the temporary set counts. */
static pcscf_auth auth_of(const gm_ue *u, const uint8_t *s, const sip_message *m)
{
    size_t h = sip_header_find(m, SIP_H_AUTHORIZATION, 0);
    if (h == SIP_NPOS || u->nonce[0] == '\0' || u->m.sets.temp.state == SA_NONE)
        return PCSCF_AUTH_NONE;
    sip_auth_param nonce = sip_auth_param_find(s, m, h, "nonce", 5);
    sip_auth_param response = sip_auth_param_find(s, m, h, "response", 8);
    if (!nonce.found || !text_is(s, nonce.value, u->nonce))
        return PCSCF_AUTH_NONE;
    if (sip_auth_param_find(s, m, h, "auts", 4).found)
        return PCSCF_AUTH_AUTS;
    return response.found && response.value.len > 0 ? PCSCF_AUTH_RESPONSE : PCSCF_AUTH_FAILURE;
}

static request_offer offer_of(const gm *p, const uint8_t *s, const sip_message *m)
{
    return request_offer_read(s, m, p->c.profile, p->c.algorithms.pair, p->c.algorithms.count);
}

/* Not even an answer may go out on the set: the machine, of which a copy is asked, would discard such a message there
 * though nothing else were wrong with it (CR2-7.4.2a-01, -02). */
static bool wrong_set(const gm *p, const gm_ue *u, const gm_request *q, bool is_register)
{
    if (u == NULL)
        return false;
    pcscf copy = u->m;
    pcscf_event e = { .kind = is_register ? PCSCF_REGISTER : PCSCF_MESSAGE, .now = gm_now(p), .on = q->on,
                      .source = sa_sets_get(&u->m.sets, q->on)->p.ue_addr, .transaction = (uint32_t)q->tx,
                      .auth = auth_of(u, q->d.bytes, &q->m), .verify = SA_VERIFY_EQUAL, .via_ok = true, .impi_ok = true,
                      .impu_ok = true, .client_same = true, .request = true };
    sa_actions list = pcscf_step(&copy, &e);
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.a[i].kind == SA_DISCARD)
            return true;
    }
    return false;
}

/* What RFC 3329 says of a request, which came on that set of the UE (0: in clear). */
static agree_verdict judge(const gm *p, const gm_ue *u, uint32_t on, const uint8_t *s, const sip_message *m)
{
    const gm_set *g = u == NULL ? NULL : gm_set_by_id((gm_ue *)u, on);
    agree_facts f = { .profile = p->c.profile, .enabled = true, .demanded = true, .protected = on != 0 };
    request_facts_ipsec(s, m, p->c.algorithms.pair, p->c.algorithms.count, g == NULL ? NULL : g->server,
                        g == NULL ? 0 : g->server_len, &f);
    return agree_server(&f);
}

/* RFC 3329 first. False: the request is answered or discarded already. Another Security-Verify in a REGISTER is the
 * machine's to answer: in SM7 it ends the registration (CR2-7.2-SM7-5). */
static bool agreed(gm *p, gm_ue *u, const gm_request *q, bool is_register)
{
    const agree_verdict *v = &q->v;
    if (v->outcome == AGREE_PROCEED || (is_register && v->req == AGREE_REQ_R3329_2_3_1_25))
        return true;
    if (v->outcome == AGREE_REFUSE) {
        log_refusal(p->r.log, "refused", agree_requirement(v->req), "code=%u", (unsigned)v->code);
        gm_reply(p, q, v->code, u, q->on, v->add_server, v->add_require);
    } else {
        role_discard(&p->r, &q->d, agree_requirement(v->req), "the security agreement");
        server_ignore(p->r.tx, q->tx);
    }
    return false;
}

static void after_step(gm *p, const gm_step *s, const gm_request *q)
{
    if (s->discarded) {
        role_discard(&p->r, &q->d, sa_requirement(p->c.profile, s->why), "the SA machine");
        server_ignore(p->r.tx, q->tx);
    }
}

static void register_came(gm *p, gm_ue *u, const gm_request *q)
{
    const uint8_t *s = q->d.bytes;
    sip_span impi = impi_of(s, &q->m);
    bool ours = u != NULL;
    if (!ours)
        u = gm_ue_get(p, s + impi.at, impi.len);
    if (u == NULL) {
        bool full = impi.len > 0 && impi.len < CONFIG_TEXT_MAX;
        gm_reply(p, q, full ? 503 : 400, NULL, 0, false, false);
        return;
    }
    request_offer offer = offer_of(p, s, &q->m);
    pcscf_event e = { .kind = PCSCF_REGISTER, .transaction = (uint32_t)q->tx, .now = gm_now(p), .on = q->on, .source = q->d.src };
    e.via_ok = via_names_source(&q->d, &q->via);
    e.verify = gm_verify(u, q->on, s, &q->m);
    e.impi_ok = !ours || (strlen(u->impi) == impi.len && memcmp(u->impi, s + impi.at, impi.len) == 0) ||
                sip_header_find(&q->m, SIP_H_AUTHORIZATION, 0) == SIP_NPOS;
    e.auth = auth_of(u, s, &q->m);
    e.offered = offer.usable;
    e.offer = offer.offer;
    e.client_same = client_same(u, s, &q->m);
    if (e.offered) {
        sat_ref taken = sat_find(&p->table, &q->d.src, e.offer.port_uc, p->c.port_ps);
        e.pair_taken = taken.status == SAT_OK && sat_get(&p->table, taken).impi != gm_ue_index(u);
    }
    gm_step step = { .u = u, .request = q, .source = q->d.src };
    gm_act(&step, &e);
    after_step(p, &step, q);
    gm_ue_release(u);
}

static void message_came(gm *p, gm_ue *u, const gm_request *q)
{
    const uint8_t *s = q->d.bytes;
    sip_party from;
    const sa_set *set = sa_sets_get(&u->m.sets, q->on);
    bool moved = !addr_equal(&set->p.ue_addr, &q->d.src);
    if (moved && u->rotations >= p->c.max_rotations) {
        role_discard(&p->r, &q->d, "PAT-08", "more changes of address than max-rotations");
        server_ignore(p->r.tx, q->tx);
        return;
    }
    pcscf_event e = { .kind = PCSCF_MESSAGE, .now = gm_now(p), .on = q->on, .source = q->d.src, .request = true };
    e.via_ok = via_names_source(&q->d, &q->via) && contact_names_source(&q->d, &q->m);
    e.verify = gm_verify(u, q->on, s, &q->m);
    e.impu_ok = sip_party_read(s, &q->m, SIP_H_FROM, &from) && gm_ue_has_impu(u, s, from.uri);
    gm_step step = { .u = u, .request = q, .source = q->d.src };
    gm_act(&step, &e);
    after_step(p, &step, q);
    if (!step.delivered)
        return;
    gm_step out = { .u = u };
    pcscf_event send = { .kind = PCSCF_SEND, .now = e.now, .on = q->on };
    gm_act(&out, &send);
    if (out.sent)
        gm_reply(p, q, request_method(s, q->m.method) == AGREE_OPTIONS ? 200 : 405, u, out.send_on, false, false);
    if (moved && p->c.options_to_ue && e.via_ok)
        gm_probe(u);
}

/* Responses are the UE's answers to requests of the P-CSCF; the machine says whether the SA is the right one. */
static bool admit_response(gm *p, gm_ue *u, uint32_t on, const net_datagram *d, const sip_message *m)
{
    sip_via via;
    gm_step step = { .u = u, .source = d->src };
    pcscf_event e = { .kind = PCSCF_MESSAGE, .now = gm_now(p), .on = on, .source = d->src, .impu_ok = true };
    if (sip_via_read(d->bytes, m, &via) && u->probe[0] != '\0' && text_is(d->bytes, via.branch, u->probe))
        e.request_on = u->probe_on;
    gm_act(&step, &e);
    if (step.discarded)
        role_discard(&p->r, d, sa_requirement(p->c.profile, step.why), "the SA machine");
    return step.delivered;
}

bool gm_admit(void *user, const net_datagram *d, const sip_message *m)
{
    gm *p = user;
    uint32_t on;
    if (d->endpoint == p->core) {
        bool ok = addr_equal(&d->src, &p->c.registrar) && !m->request;
        if (!ok)
            role_discard(&p->r, d, "TD-13", "not a response of the registrar");
        return ok;
    }
    if (d->endpoint == p->clear) {
        bool ok = m->request && judge(p, NULL, 0, d->bytes, m).outcome != AGREE_DISCARD;
        if (!ok)
            role_discard(&p->r, d, "CR2-7.1-3", "only REGISTER may come in clear");
        return ok;
    }
    if (d->endpoint != p->ps) {
        role_discard(&p->r, d, "CR2-7.1-P5", "nothing is received at the client port over UDP");
        return false;
    }
    gm_ue *u = gm_ue_by_packet(p, &d->src, d->port, p->c.port_ps, &on);
    if (u == NULL) {
        role_discard(&p->r, d, "CR2-7.1-R4", "no SA for this address and these ports");
        return false;
    }
    return m->request || admit_response(p, u, on, d, m);
}

void gm_request_came(void *user, const net_datagram *d, const sip_message *m)
{
    gm *p = user;
    uint32_t on = 0;
    gm_ue *u = d->endpoint == p->ps ? gm_ue_by_packet(p, &d->src, d->port, p->c.port_ps, &on) : NULL;
    sip_via via;
    server_received got = server_receive(p->r.tx, d, m, &p->c.times);
    if (got.verdict == SERVER_RETRANSMISSION)
        return;
    if (got.verdict != SERVER_NEW || !sip_via_read(d->bytes, m, &via)) {
        role_discard(&p->r, d, "TD-18", got.verdict == SERVER_FULL ? "too many transactions" : "no transaction");
        server_ignore(p->r.tx, got.id);
        return;
    }
    gm_request q = { *d, *m, via, got.id, on, judge(p, u, on, d->bytes, m) };
    const char *fault = missing(d->bytes, m);
    bool is_register = text_is(d->bytes, m->method, "REGISTER"), wrong = wrong_set(p, u, &q, is_register);
    if (fault != NULL && !wrong) {
        log_refusal(p->r.log, "refused", "TD-18", "code=400 field=%s", fault);
        gm_reply(p, &q, 400, u, on, false, false);
    } else if (wrong || agreed(p, u, &q, is_register)) {
        if (is_register)
            register_came(p, u, &q);
        else
            message_came(p, u, &q);
    }
}
