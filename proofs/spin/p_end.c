/* The P-CSCF in the world of world.h: its machine, and what it sends and receives. */
#include "world_in.h"
#include <stddef.h>

void p_gives_up(world *w, const forwarded *f)
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

void p_does(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce)
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

void to_p(world *w, const message *m)
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
