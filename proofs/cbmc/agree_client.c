// cbmc: --unwind 2
// sources: src/core/agree.c
// property: the client agrees only on a complete, well-formed list from a response that may carry one; it mirrors a list only when agreed, over the mechanism, and never in CANCEL or PRACK; a refusal of the mirrored list ends the agreement
// bound: none: every state, every event
// requirements: R3329-2.3.1-01 R3329-2.3.1-03 R3329-2.3.1-06 R3329-2.3.1-15 R3329-2.3.1-17 R3329-2.3.1-18 R3329-2.3.1-19 R3329-2.3.1-20 R3329-2.3.1-21 R3329-2.2-08 R3329-2.4-01 R3329-2.4-05 R3329-2.6-01 R3329-2.6-03 R3329-5-02 R3329-5-04
#include "../../src/core/agree.h"

static bool valid(const agree_client *c)
{
    return (unsigned)c->phase <= AGREE_CLIENT_ABORTED && (unsigned)c->chosen <= AGREE_IPSEC_3GPP && c->tries <= AGREE_TRIES_MAX &&
           (c->phase == AGREE_CLIENT_AGREED) == (c->chosen != AGREE_NONE);
}

void harness(void)
{
    agree_client first, c, d;
    agree_client_event e;
    agree_client_action x;
    bool agreed;

    agree_client_init(&first);
    __CPROVER_assert(valid(&first), "base");
    __CPROVER_assume(valid(&c) && (unsigned)e.kind <= AGREE_EV_LOST && (unsigned)e.profile < PROFILE_COUNT &&
                     (unsigned)e.method <= AGREE_OTHER &&
                     (unsigned)e.best <= AGREE_IPSEC_3GPP);
    d = c;
    x = agree_client_step(&d, &e);
    agreed = c.phase == AGREE_CLIENT_AGREED;
    __CPROVER_assert(valid(&d), "kept");
    __CPROVER_assert(x.req != AGREE_REQ_NONE && x.req < AGREE_REQ_COUNT, "every action names its rule");
    __CPROVER_assert(d.phase != AGREE_CLIENT_AGREED || agreed || x.act == AGREE_DO_START, "agreed by starting");
    if (x.act == AGREE_DO_START) {
        __CPROVER_assert(e.kind == AGREE_EV_ANSWER && e.server_present && e.server_ok && e.complete, "complete");
        __CPROVER_assert(x.start == e.best && d.chosen == e.best && e.best != AGREE_NONE, "the best is started");
    }
    __CPROVER_assert(!(x.add_verify || x.over_mechanism) || (agreed && x.act == AGREE_DO_SEND), "mirrored when agreed");
    __CPROVER_assert(!x.add_verify || (x.over_mechanism && e.method != AGREE_CANCEL && e.method != AGREE_PRACK),
                     "mirrored over the mechanism");
    __CPROVER_assert((x.add_d_ver || x.verify_in_body) == (x.add_verify && c.chosen == AGREE_DIGEST) &&
                     !(x.add_d_ver && x.verify_in_body), "digest protects the list");
    __CPROVER_assert((x.peer == AGREE_TO_SIPS) == ((x.act == AGREE_DO_START && x.start == AGREE_TLS) ||
                                                   (x.over_mechanism && c.chosen == AGREE_TLS)), "tls goes to sips");
    __CPROVER_assert(!x.add_client || (x.add_tags && e.method != AGREE_ACK && e.method != AGREE_CANCEL &&
                                       e.method != AGREE_PRACK), "an offer has its tags");
    __CPROVER_assert(!(agreed && e.kind == AGREE_EV_REQUEST) || (x.act == AGREE_DO_SEND && x.over_mechanism),
                     "all later requests use the mechanism");
    __CPROVER_assert(!(agreed && e.kind == AGREE_EV_ANSWER && (e.code == 494 || e.code == 421)) ||
                     (x.act == AGREE_DO_ABORT && d.phase == AGREE_CLIENT_ABORTED), "a refused list ends the agreement");
    __CPROVER_assert(!(e.kind == AGREE_EV_START && e.located_tls && !agreed) || !x.add_client, "not over RFC 3263's TLS");
}
