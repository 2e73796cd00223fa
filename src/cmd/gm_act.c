/* The actions of the P-CSCF machine, carried out. */
#include "gm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

gm_request *gm_request_copy(const gm_request *q)
{
    gm_request *copy = malloc(sizeof *copy + q->d.n);
    if (copy == NULL)
        return NULL;
    *copy = *q;
    copy->d.bytes = memcpy(copy + 1, q->d.bytes, q->d.n);
    return copy;
}

void gm_request_free(gm_request *q)
{
    free(q);
}

static net_path answer_path(gm_ue *u, const gm_request *q, uint32_t on)
{
    net_path path = { NULL, { { 0 } }, 0 };
    if (on == 0)
        path = role_response_path(&q->d, &q->via);
    else if (u != NULL)
        path = gm_set_path(u, on);
    return path;
}

/* A REGISTER of a UE gets its answer on the set, or in clear for 0. */
static void answer(gm *p, gm_ue *u, const gm_request *q, uint32_t on, const sip_out *o)
{
    net_path path = answer_path(u, q, on);
    int error = UV_ENOENT;
    if (path.endpoint != NULL && !o->full)
        error = server_respond(p->r.tx, q->tx, &path, o->s, o->n);
    if (error != 0)
        log_event(p->r.log, "answer-failed", "set=%u why=\"%s\"", (unsigned)on, net_error(error));
}

/* Security-Server of the set that the answer goes on; in clear the list without SPIs and ports. */
static void put_server(gm *p, gm_ue *u, uint32_t on, sip_out *o)
{
    const gm_set *g = u == NULL ? NULL : gm_set_by_id(u, on);
    sip_put_text(o, "Security-Server: ");
    if (g != NULL)
        sip_put(o, g->server, g->server_len);
    else
        offer_server(o, p->c.profile, p->c.algorithms.pair, p->c.algorithms.count, NULL, ADDR_PREF_ABSENT);
    sip_put_text(o, "\r\n");
}

void gm_reply(gm *p, const gm_request *q, unsigned code, gm_ue *u, uint32_t on, bool server, bool require)
{
    char host[ADDR_TEXT_MAX];
    role_text t;
    role_text_init(&t);
    addr_print(&q->d.src, host);
    compose_response_from(&t.o, q->d.bytes, &q->m, code, compose_reason(code), "pcscf", host, q->d.port);
    if (require)
        compose_header(&t.o, "Require", "sec-agree");
    if (server)
        put_server(p, u, on, &t.o);
    if (code == 405)
        compose_header(&t.o, "Allow", "REGISTER, OPTIONS");
    compose_end(&t.o, NULL, 0);
    answer(p, u, q, on, &t.o);
    log_event(p->r.log, "answered", "code=%u set=%u", code, (unsigned)on);
}

/* A refusal of the SA machine's own: Security-Server goes with it wherever it may stand (RFC 3329 2.6). */
static void refuse(gm_ue *u, const gm_request *q, const sa_action *a)
{
    agree_req why;
    bool server = agree_may_stand(u->p->c.profile, AGREE_SECURITY_SERVER, AGREE_REGISTER, a->code, &why) ==
                  AGREE_ALLOWED;
    gm_reply(u->p, q, a->code, u, a->set, server, a->code == 421);
}

/* The registrar's answer on its way to the UE: our Via off, keys and lists of the other hop out, ours in. */
static void send_core_answer(gm_step *s, const pcscf_event *e, uint32_t on)
{
    gm *p = s->u->p;
    role_text t;
    if (s->core == NULL || s->request == NULL) {
        if (s->request != NULL)
            gm_reply(p, s->request, e->code, s->u, on, false, false);
        return;
    }
    role_text_init(&t);
    compose_start_line(&t.o, s->core->bytes, s->core_m);
    compose_pop_first(&t.o, s->core->bytes, s->core_m, SIP_H_VIA);
    compose_set drop = COMPOSE_BIT(SIP_H_VIA) | COMPOSE_BIT(SIP_H_SECURITY_SERVER);
    if (e->kind == PCSCF_CHALLENGE)
        drop |= COMPOSE_BIT(SIP_H_WWW_AUTHENTICATE);
    compose_copy_headers_except(&t.o, s->core->bytes, s->core_m, drop);
    if (e->kind == PCSCF_CHALLENGE)
        gm_challenge_print(s->u, &t.o, s->core->bytes, s->core_m, s->u->m.sets.temp.id,
                           s->request->v.server_in_401);
    compose_end(&t.o, s->core->bytes + s->core_m->body.at, s->core_m->body.len);
    answer(p, s->u, s->request, on, &t.o);
}

/* One action; false: the actions that follow must not be done. */
static bool act(gm_step *s, const pcscf_event *e, const sa_action *a)
{
    gm_ue *u = s->u;
    switch (a->kind) {
    case SA_FORWARD:
        gm_forward(u, s->request, a->code == 1);
        break;
    case SA_REPLY:
        if (s->request != NULL)
            refuse(u, s->request, a);
        break;
    case SA_SEND:
        s->sent = true;
        s->send_on = a->set;
        if (e->kind != PCSCF_SEND)
            send_core_answer(s, e, a->set);
        break;
    case SA_INSTALL:
        return gm_set_install(u, sa_sets_get(&u->m.sets, a->set));
    case SA_DELETE:
        gm_set_delete(u, a->set);
        break;
    case SA_LIFETIME:
        gm_set_lifetime(u, a->set, a->at);
        break;
    case SA_MOVE:
        u->rotations += gm_set_move(u, a->set, &s->source) ? 1 : 0;
        break;
    case SA_DELIVER:
        s->delivered = true;
        break;
    case SA_DISCARD:
        s->discarded = true;
        s->why = a->req;
        break;
    default: /* SA_ABORT; SA_REGISTER and SA_REREGISTER are the UE's */
        break;
    }
    return true;
}

void gm_act(gm_step *s, const pcscf_event *e)
{
    sa_actions list = pcscf_step(&s->u->m, e);
    for (uint32_t i = 0; i < list.count; i++) {
        const sa_action *a = &list.a[i];
        log_event(s->u->p->r.log, "step", "impi=%s event=%s action=%s set=%u code=%u requirement=%s", s->u->impi,
                  pcscf_event_name(e->kind), sa_action_name(a->kind), (unsigned)a->set, (unsigned)a->code,
                  sa_requirement(s->u->m.sets.profile, a->req));
        if (!act(s, e, a)) {
            pcscf_event failed = { .kind = PCSCF_INSTALL_FAILED, .now = e->now, .on = a->set };
            gm_act(s, &failed);
            break;
        }
    }
    gm_sets_sync(s->u);
}
