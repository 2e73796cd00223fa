/* spec/states/ue.tsv: its facts, and what the words of its column `next` do to a machine. */
#ifndef SECAGREE_TEST_UE_TABLE_H
#define SECAGREE_TEST_UE_TABLE_H
#include "sets.h"
#include "../../src/core/ue.h"

enum {
    F_PROFILE, F_PHASE, F_SM1, F_C, F_O, F_BAD, F_SUSPECT, F_DEREG, F_DUE, F_ASKED, F_COVER, F_MOVED, /* the state */
    F_ON, F_ASK, F_KIND, F_ADDR, F_COVERS, F_OFFER, F_AUTN, F_SERVER, F_ANSWER, F_GRANT, F_WAY, F_SECONDS,
    F_PORT, F_IS, F_CODE, F_OVER, F_COUNT
};

static const fact facts[F_COUNT] = {
    [F_PROFILE] = { "profile", 2, { "ims", "cr1" } },
    [F_PHASE] = { "phase", 3, { "idle", "sent", "answered" } },
    [F_SM1] = { "sm1", 3, { "clear", "C", "gone" } },
    [F_C] = { "C", 3, { "none", "new", "used" } },
    [F_O] = { "O", 2, { "none", "old" } },
    [F_BAD] = { "bad", 2, { "no", "yes" } },
    [F_SUSPECT] = { "suspect", 2, { "no", "yes" } },
    [F_DEREG] = { "dereg", 2, { "no", "yes" } },
    [F_DUE] = { "due", 3, { "no", "later", "now" } },
    [F_ASKED] = { "asked", 2, { "no", "yes" } },
    [F_COVER] = { "cover", 2, { "many", "one" } },
    [F_MOVED] = { "moved", 2, { "no", "yes" } },
    [F_ON] = { "on", 5, { "clear", "T", "C", "O", "none" } },
    [F_ASK] = { "ask", 2, { "protected", "clear" } },
    [F_KIND] = { "kind", 2, { "register", "deregister" } },
    [F_ADDR] = { "addr", 3, { "same", "inside", "outside" } },
    [F_COVERS] = { "covers", 2, { "yes", "no" } },
    [F_OFFER] = { "offer", 12, { "fresh", "low-spi", "equal-spi", "bad-ports", "spi-of-C", "p-spi-of-C", "uc-of-C",
                                 "other-us", "spi-of-O", "uc-of-O", "crossed-C", "crossed-O" } },
    [F_AUTN] = { "autn", 3, { "ok", "mac", "sync" } },
    [F_SERVER] = { "server", 4, { "ok", "missing", "bad", "nothing-common" } },
    [F_ANSWER] = { "answer", 9, { "fresh", "low-spi", "equal-spi", "spi-of-ue", "bad-ports", "other-ps", "pc-of-C",
                                  "pc-of-O", "equal-ports" } },
    [F_GRANT] = { "grant", 2, { "prefix", "one-address" } },
    [F_WAY] = { "way", 2, { "other", "sm1" } },
    [F_SECONDS] = { "seconds", 4, { "0", "600", "1201", "7200" } },
    [F_PORT] = { "port", 2, { "open", "protected" } },
    [F_IS] = { "is", 3, { "request", "response", "stray-response" } },
    [F_CODE] = { "code", 2, { "200", "400" } },
    [F_OVER] = { "over", 8, { "none", "T", "C", "T+C", "O", "T+O", "C+O", "T+C+O" } },
};

static inline ip_prefix cover_of(const ip_addr *a, bool wide)
{
    ip_prefix p;

    assert_true(prefix_make(a, wide ? 64 : 128, &p));
    return p;
}

static inline void drop(sa_set *s)
{
    memset(s, 0, sizeof *s);
}

static inline void over(ue *x)
{
    drop(&x->sets.temp);
    x->phase = UE_IDLE;
    x->sm1_on = 0;
    x->deregister = false;
}

static inline void make_new(ue *x, const ue_event *e)
{
    sa_set *s = &x->sets.temp;

    s->state = SA_TEMPORARY;
    s->id = x->sets.next_id++;
    s->expires_at = e->now + 240000;
    s->p = (sa_params){ x->offer.spi_uc, x->offer.spi_us, e->answer.spi_pc, e->answer.spi_ps, x->offer.port_uc,
                        x->offer.port_us, e->answer.port_pc, e->answer.port_ps, e->alg, e->ealg,
                        e->one_address ? cover_of(&x->addr, false) : x->cover, x->addr, e->p_addr };
    x->phase = UE_ANSWERED;
    x->bad = 0;
}

static inline uint64_t refresh_time(const ue_event *e)
{
    return e->now + (e->seconds > 1200 ? e->seconds - 600u : e->seconds / 2) * 1000;
}

/* One word of the column `next`, done to the machine. reg: the set of the REGISTER that goes out. */
static inline void apply(ue *x, const char *w, const ue_event *e, uint32_t reg)
{
    if (strcmp(w, "over") == 0) {
        over(x);
    } else if (strcmp(w, "start") == 0) {
        x->phase = UE_SENT;
        x->offer = e->offer;
        x->sm1_on = reg;
        x->addr = e->addr;
        x->sm1_addr = e->addr;
        x->cover = e->cover;
        x->deregister = e->deregister;
        x->bad = 0;
        x->refresh_at = UINT64_MAX;
    } else if (strcmp(w, "bad") == 0) {
        x->bad++;
    } else if (strcmp(w, "offer") == 0) {
        x->offer = e->offer;
        x->sm1_addr = x->addr;
    } else if (strcmp(w, "T:=new") == 0) {
        make_new(x, e);
    } else if (strcmp(w, "gone") == 0) {
        over(x);
        drop(&x->sets.cur);
        drop(&x->sets.old);
        x->refresh_at = UINT64_MAX;
        x->suspect = false;
    } else if (strcmp(w, "O:=C") == 0) {
        x->sets.old = x->sets.cur;
        x->sets.old.state = SA_OLD;
        drop(&x->sets.cur);
    } else if (strcmp(w, "C:=T") == 0) {
        x->sets.cur = x->sets.temp;
        x->sets.cur.state = SA_ESTABLISHED;
        over(x);
        x->suspect = false;
        x->refresh_at = refresh_time(e);
    } else if (strcmp(w, "O:=none") == 0) {
        drop(&x->sets.old);
    } else if (strcmp(w, "C:=none") == 0) {
        drop(&x->sets.cur);
        x->refresh_at = UINT64_MAX;
    } else if (strcmp(w, "refresh") == 0) {
        x->refresh_at = refresh_time(e);
    } else if (strcmp(w, "suspect") == 0) {
        x->suspect = true;
    } else if (strcmp(w, "trust") == 0) {
        x->suspect = false;
    } else if (strcmp(w, "used") == 0) {
        x->sets.cur.used = true;
    } else if (strcmp(w, "due:=no") == 0) {
        x->refresh_at = UINT64_MAX;
    } else if (strcmp(w, "asked") == 0) {
        x->asked = x->sets.cur.id;
    } else if (strcmp(w, "addr") == 0) {
        x->addr = e->addr;
    } else {
        fail_msg("next '%s'", w);
    }
}

#endif
