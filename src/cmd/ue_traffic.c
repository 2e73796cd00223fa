/* What the UE sends and receives besides REGISTER: OPTIONS in both directions, on the SA that the machine names. */
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

static bool text_is(const uint8_t *s, sip_span span, const char *text)
{
    return span.len == strlen(text) && memcmp(s + span.at, text, span.len) == 0;
}

bool ut_which_set(ut *t, const net_datagram *d, uint32_t *on)
{
    uint16_t port = net_port(d->endpoint);
    *on = 0;
    if (port == t->c.port)
        return true;
    *on = sa_sets_find(&t->m.sets, port, d->port);
    return *on != 0;
}

static bool is_register_answer(const uint8_t *s, const sip_message *m)
{
    sip_cseq cseq;
    return !m->request && sip_cseq_read(s, m, &cseq) && text_is(s, cseq.method, "REGISTER");
}

/* What the machine would discard must not end the transaction of the REGISTER, such as an answer on another set or a
 * forged 200 in clear (CR2-7.4.1a-03, -11): a copy of it is asked. The requirement, or NULL. */
static const char *stray_answer(const ut *t, uint32_t on, uint32_t status)
{
    ue copy = t->m;
    ue_event e = { .now = ut_now(t), .on = on, .code = status, .seconds = 1 };
    e.kind = status == 401 ? UE_CHALLENGE : status >= 200 && status < 300 ? UE_ACCEPTED : UE_REJECTED;
    sa_actions list = ue_step(&copy, &e);
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.a[i].kind == SA_DISCARD)
            return sa_requirement(t->c.profile, list.a[i].req);
    }
    return NULL;
}

bool ut_admit(void *user, const net_datagram *d, const sip_message *m)
{
    ut *t = user;
    uint32_t on;
    sip_via via;
    bool found = ut_which_set(t, d, &on);
    if (!addr_equal(&d->src, &t->c.pcscf)) {
        role_discard(&t->r, d, "CR2-7.1-4", "not from the P-CSCF");
        return false;
    }
    if (found && is_register_answer(d->bytes, m)) {
        const char *fault = stray_answer(t, on, m->status);
        if (fault != NULL)
            role_discard(&t->r, d, fault, "no answer to REGISTER is due there");
        return fault == NULL;
    }
    ue_event e = { .kind = UE_MESSAGE, .now = ut_now(t), .on = on, .request = m->request, .protected_port = !found };
    if (!m->request) {
        e.code = m->status;
        if (sip_via_read(d->bytes, m, &via) && text_is(d->bytes, via.branch, t->options_branch))
            e.request_on = t->options_on;
    }
    sa_actions list = ue_step(&t->m, &e);
    bool delivered = false;
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.a[i].kind == SA_DISCARD)
            role_discard(&t->r, d, sa_requirement(t->c.profile, list.a[i].req), "the SA machine");
        else if (list.a[i].kind == SA_LIFETIME)
            ut_set_lifetime(t, list.a[i].set, list.a[i].at);
        else if (list.a[i].kind == SA_DELETE)
            ut_set_delete(t, list.a[i].set);
        delivered = delivered || list.a[i].kind == SA_DELIVER;
    }
    return delivered;
}

/* The set that the machine sends on; false: it must not be sent. */
static bool which_to_send_on(ut *t, bool request, uint32_t on, uint32_t *set)
{
    ue_event e = { .kind = UE_SEND, .now = ut_now(t), .request = request, .on = on };
    sa_actions list = ue_step(&t->m, &e);
    bool found = false;
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.a[i].kind == SA_SEND) {
            *set = list.a[i].set;
            found = true;
        } else if (list.a[i].kind == SA_DELETE) {
            ut_set_delete(t, list.a[i].set);
        } else if (list.a[i].kind == SA_DISCARD) {
            log_refusal(t->r.log, "not-sent", sa_requirement(t->c.profile, list.a[i].req), "request=%d", (int)request);
        }
    }
    return found;
}

void ut_request_came(void *user, const net_datagram *d, const sip_message *m)
{
    ut *t = user;
    role_text text;
    uint32_t on, set;
    server_received got = server_receive(t->r.tx, d, m, &t->c.times);
    if (got.verdict == SERVER_RETRANSMISSION)
        return;
    if (got.verdict != SERVER_NEW || !ut_which_set(t, d, &on) || !which_to_send_on(t, false, on, &set)) {
        server_ignore(t->r.tx, got.id);
        return;
    }
    bool options = text_is(d->bytes, m->method, "OPTIONS");
    role_text_init(&text);
    compose_response(&text.o, d->bytes, m, options ? 200 : 405, options ? "OK" : "Method Not Allowed", t->tag);
    compose_header(&text.o, "Allow", "OPTIONS");
    compose_end(&text.o, NULL, 0);
    net_path path = ut_path(t, set);
    int error = path.endpoint == NULL ? UV_ENOENT : server_respond(t->r.tx, got.id, &path, text.o.s, text.o.n);
    t->options_answered += options && error == 0;
    log_event(t->r.log, "answered", "code=%d set=%u why=\"%s\"", options ? 200 : 405, (unsigned)set,
              error == 0 ? "" : net_error(error));
}

static void on_answer(void *user, const client_result *result)
{
    ut *t = user;
    char why[48];
    if (result->outcome == CLIENT_PROVISIONAL)
        return;
    unsigned code = result->outcome == CLIENT_FINAL ? result->message->status : 0;
    t->options_tx = 0;
    if (code != 0)
        (void)ut_agree_answer(t, t->options_on, AGREE_OPTIONS, result->datagram->bytes, result->message, false);
    snprintf(why, sizeof why, code != 0 ? "OPTIONS got %u" : "OPTIONS got no answer", code);
    ut_step_done(t, code == 200, why);
}

void ut_options(ut *t)
{
    role_text text;
    agree_client_action agreed;
    role_text_init(&text);
    if (!which_to_send_on(t, true, 0, &t->options_on)) {
        ut_step_done(t, false, "there is no SA to send on");
        return;
    }
    if (!ut_agree_request(t, t->options_on, AGREE_OPTIONS, &agreed)) {
        ut_step_done(t, false, "the P-CSCF has refused the list of the SAs");
        return;
    }
    net_path path = ut_path(t, t->options_on);
    int error = UV_EINVAL;
    if (path.endpoint != NULL && transaction_branch(t->options_branch) &&
        ut_options_print(t, &text.o, t->options_on, &agreed, t->options_branch))
        error = client_send(t->r.tx, &path, &t->c.times, text.o.s, text.o.n, on_answer, t, &t->options_tx);
    if (error != 0)
        ut_step_done(t, false, net_error(error));
}
