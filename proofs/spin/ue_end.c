/* The UE in the world of world.h: its machine, and what it sends and receives. */
#include "world_in.h"
#include <stddef.h>

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

void ue_does(world *w, const ue_event *e)
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

void to_ue(world *w, const message *m)
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
