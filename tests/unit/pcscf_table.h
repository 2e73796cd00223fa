/* spec/states/pcscf.tsv: its facts, and what the words of its column `next` do to a machine. */
#ifndef SECAGREE_TEST_PCSCF_TABLE_H
#define SECAGREE_TEST_PCSCF_TABLE_H
#include "sets.h"
#include "../../src/core/pcscf.h"

enum {
    F_PROFILE, F_T, F_FROM, F_ANSWERED, F_C, F_O, F_SM1, F_SM1_AUTH, F_SM1_OFFER, F_COVER, /* the state */
    F_ON, F_PORT, F_SOURCE, F_VIA, F_IMPI, F_VERIFY, F_AUTH, F_OFFER, F_CLIENT, F_TAKEN,
    F_WHICH, F_COMMON, F_ANSWER, F_ANSWERS, F_SECONDS, F_IS, F_IMPU, F_OVER, F_COUNT
};

static const fact facts[F_COUNT] = {
    [F_PROFILE] = { "profile", 2, { "ims", "cr1" } },
    [F_T] = { "T", 2, { "none", "some" } },
    [F_FROM] = { "T.from", 4, { "clear", "C", "O", "gone" } },
    [F_ANSWERED] = { "answered", 2, { "no", "yes" } },
    [F_C] = { "C", 3, { "none", "new", "used" } },
    [F_O] = { "O", 3, { "none", "old", "closing" } },
    [F_SM1] = { "sm1", 5, { "none", "clear", "C", "O", "was-C" } },
    [F_SM1_AUTH] = { "sm1.auth", 2, { "none", "other" } },
    [F_SM1_OFFER] = { "sm1.offer", 3, { "fresh", "none", "uc-of-C" } },
    [F_COVER] = { "cover", 2, { "many", "one" } },
    [F_ON] = { "on", 5, { "clear", "T", "C", "O", "none" } },
    [F_PORT] = { "port", 2, { "open", "protected" } },
    [F_SOURCE] = { "source", 3, { "same", "inside", "outside" } },
    [F_VIA] = { "via", 2, { "same", "other" } },
    [F_IMPI] = { "impi", 2, { "same", "other" } },
    [F_VERIFY] = { "verify", 4, { "absent", "equal", "different", "malformed" } },
    [F_AUTH] = { "auth", 4, { "none", "response", "auts", "failure" } },
    [F_OFFER] = { "offer", 6, { "none", "fresh", "bad-ports", "other-us", "uc-of-C", "uc-of-O" } },
    [F_CLIENT] = { "client", 2, { "same", "other" } },
    [F_TAKEN] = { "taken", 2, { "no", "yes" } },
    [F_WHICH] = { "which", 2, { "this", "another" } },
    [F_COMMON] = { "common", 2, { "yes", "no" } },
    [F_ANSWER] = { "answer", 12, { "fresh", "low-spi", "equal-spi", "spi-of-ue", "spi-of-C", "spi-of-O", "bad-ports",
                                   "pc-of-C", "pc-of-O", "other-ps", "bad-cover", "equal-ports" } },
    [F_ANSWERS] = { "answers", 3, { "nothing", "sm1", "T" } },
    [F_SECONDS] = { "seconds", 3, { "0", "600", "7200" } },
    [F_IS] = { "is", 3, { "request", "response", "stray-response" } },
    [F_IMPU] = { "impu", 2, { "same", "other" } },
    [F_OVER] = { "over", 8, { "none", "T", "C", "T+C", "O", "T+O", "C+O", "T+C+O" } },
};

static inline void make_new(pcscf *x, const pcscf_event *e)
{
    sa_set *s = &x->sets.temp;

    s->state = SA_TEMPORARY;
    s->id = x->sets.next_id++;
    s->used = false;
    s->expires_at = e->now + 240000;
    s->p = (sa_params){ x->sm1.offer.spi_uc, x->sm1.offer.spi_us, e->answer.spi_pc, e->answer.spi_ps,
                        x->sm1.offer.port_uc, x->sm1.offer.port_us, e->answer.port_pc, e->answer.port_ps,
                        e->alg, e->ealg, e->ue, x->sm1.source, e->p_addr };
    x->temp_on = x->sm1.on;
    if (x->sets.profile == PROFILE_CR1)
        x->port_ps = e->answer.port_ps;
}

static inline void drop(sa_set *s)
{
    memset(s, 0, sizeof *s);
}

/* One word of the column `next`, done to the machine. */
static inline void apply(pcscf *x, const char *w, const pcscf_event *e)
{
    if (strcmp(w, "T:=none") == 0) {
        drop(&x->sets.temp);
    } else if (strcmp(w, "C:=none") == 0) {
        drop(&x->sets.cur);
    } else if (strcmp(w, "O:=none") == 0) {
        drop(&x->sets.old);
    } else if (strcmp(w, "T:=new") == 0) {
        drop(&x->sets.temp);
        make_new(x, e);
        x->answered = false;
    } else if (strcmp(w, "sm1:=none") == 0) {
        memset(&x->sm1, 0, sizeof x->sm1);
    } else if (strcmp(w, "sm1:=on") == 0) {
        x->sm1 = (pcscf_sm1){ true, e->on, e->transaction, e->auth, e->offered, e->offer, e->source,
                                e->on != 0 && e->on == x->sets.cur.id };
    } else if (strcmp(w, "answered") == 0) {
        x->answered = true;
    } else if (strcmp(w, "used") == 0) {
        x->sets.cur.used = true;
    } else if (strcmp(w, "O:=C") == 0) {
        x->sets.old = x->sets.cur;
        x->sets.old.state = SA_OLD;
        drop(&x->sets.cur);
    } else if (strcmp(w, "C:=T") == 0) {
        x->sets.cur = x->sets.temp;
        x->sets.cur.state = SA_ESTABLISHED;
        drop(&x->sets.temp);
    } else if (strcmp(w, "X:=O") == 0) {
        x->sets.old.state = SA_CLOSING;
        drop(&x->sets.temp);
        drop(&x->sets.cur);
        memset(&x->sm1, 0, sizeof x->sm1);
    } else if (strcmp(w, "X:=T") == 0 || strcmp(w, "X:=C") == 0) {
        x->sets.old = w[3] == 'T' ? x->sets.temp : x->sets.cur;
        x->sets.old.state = SA_CLOSING;
        drop(&x->sets.temp);
        drop(&x->sets.cur);
        memset(&x->sm1, 0, sizeof x->sm1);
    } else {
        fail_msg("next '%s'", w);
    }
}

/* What holds after each event: nothing hangs on a set that is gone. */
static inline void tidy(pcscf *x)
{
    if (x->sets.temp.state == SA_NONE) {
        x->temp_on = 0;
        x->answered = false;
    }
    if (x->sm1.active && x->sm1.on != 0 && x->sm1.on != x->sets.cur.id &&
        !(x->sm1.on == x->sets.old.id && x->sets.old.state == SA_OLD))
        memset(&x->sm1, 0, sizeof x->sm1);
}

#endif
