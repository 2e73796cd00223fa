// cbmc: --unwind 7
// sources: src/core/agree.c
// property: bidding down: whoever changes the offer, the server's list in the first answer, or the mirrored list, a request is processed only over the mechanism that the unchanged list leads the client to (RFC 3329 section 5, attacks 1 to 4)
// bound: five mechanisms with any distinct q; one exchange; a mechanism keeps the integrity of what it carries
// requirements: R3329-5-01 R3329-5-04 R3329-5-05 R3329-5-06 R3329-5-07 R3329-2.1-04 R3329-1.2-01
#include "../../src/core/agree.h"

/* q of each mechanism in thousandths plus one; 0: not in the list. */
typedef struct { uint32_t q[AGREE_IPSEC_3GPP + 1]; } list;

static bool same(const list *a, const list *b)
{
    bool same = true;

    for (unsigned k = AGREE_DIGEST; k <= AGREE_IPSEC_3GPP; k++)
        same = same && a->q[k] == b->q[k];
    return same;
}

/* The highest q among those that the client knows. */
static agree_mechanism best(const list *l, const bool known[AGREE_IPSEC_3GPP + 1])
{
    agree_mechanism m = AGREE_NONE;
    uint32_t q = 0;

    for (unsigned k = AGREE_DIGEST; k <= AGREE_IPSEC_3GPP; k++) {
        if (known[k] && l->q[k] > q) {
            q = l->q[k];
            m = (agree_mechanism)k;
        }
    }
    return m;
}

static bool distinct(const list *l)
{
    bool good = true;

    for (unsigned k = AGREE_DIGEST; k <= AGREE_IPSEC_3GPP; k++) {
        good = good && l->q[k] <= 1001;
        for (unsigned j = AGREE_DIGEST; j < k; j++)
            good = good && (l->q[k] == 0 || l->q[k] != l->q[j]);
    }
    return good;
}

void harness(void)
{
    list server, seen, mirrored;
    bool known[AGREE_IPSEC_3GPP + 1], broken;
    agree_client c;
    agree_client_event e = { .kind = AGREE_EV_START, .profile = PROFILE_RFC3329, .method = AGREE_OTHER };
    agree_facts f = { .profile = PROFILE_RFC3329, .enabled = true, .demanded = true, .method = AGREE_OTHER, .vias = 1,
                      .client = AGREE_CLIENT_OK };
    agree_client_action x;
    agree_verdict v;

    __CPROVER_assume(distinct(&server) && distinct(&seen) && distinct(&mirrored));
    agree_client_init(&c);
    x = agree_client_step(&c, &e);
    f.require = x.add_tags;
    f.proxy_require = x.add_tags;
    __CPROVER_assume((unsigned)f.preferred <= AGREE_IPSEC_3GPP); /* the offer that arrives may be any (attack 3) */
    v = agree_server(&f);
    __CPROVER_assert(v.code == 494 && v.add_server, "the list is sent");
    e.kind = AGREE_EV_ANSWER; /* with any list (attack 1) */
    e.code = v.code;
    e.server_present = true;
    e.server_ok = true;
    e.best = best(&seen, known);
    e.complete = true;
    x = agree_client_step(&c, &e);
    if (x.act != AGREE_DO_START)
        return;
    e.kind = AGREE_EV_REQUEST;
    x = agree_client_step(&c, &e);
    __CPROVER_assert(x.add_verify && x.over_mechanism, "the list is mirrored over the mechanism");
    if (!broken)
        mirrored = seen; /* else any: attack 2, or a replay (attack 4); the mechanism's integrity check fails */
    f.protected = !broken;
    f.verify = same(&mirrored, &server) ? AGREE_VERIFY_EQUAL : AGREE_VERIFY_DIFFERENT;
    v = agree_server(&f);
    __CPROVER_assert(v.outcome != AGREE_PROCEED || c.chosen == best(&server, known), "no bidding down");
    __CPROVER_assert(v.outcome != AGREE_PROCEED || !broken, "nothing unprotected is processed");
}
