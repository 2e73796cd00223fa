/* The moves of world.h that are not the UE's own. */
#include "world_in.h"
#include <string.h>

void post(world *w, const message *m)
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
