// cbmc: --unwind 2
// sources: src/core/agree.c
// property: the server processes a request only if its list came back unmodified or no agreement is demanded; 494 and 421 carry the whole list, whatever the client offered, and a challenge where digest is best; several Vias get 502; nothing of the agreement goes past the hop
// bound: none: all facts
// requirements: R3329-2.1-08 R3329-2.3.1-08 R3329-2.3.1-09 R3329-2.3.1-10 R3329-2.3.1-11 R3329-2.3.1-13 R3329-2.3.1-22 R3329-2.3.1-24 R3329-2.3.1-25 R3329-2.3.1-26 R3329-2.3.1-27 R3329-2.3.2-03 R3329-2.3.2-04 R3329-2.3.2-05 R3329-2.3.2-06 R3329-2.3.2-07 R3329-2.3.2-08 R3329-2.3.2-09 R3329-2.4-03 R3329-3-03 CR2-7.1-3 DRAFT-3.4.1-3 DRAFT-3.4.1-7
#include "../../src/core/agree.h"

static bool in_order(const agree_facts *f)
{
    return (unsigned)f->profile < PROFILE_COUNT && (unsigned)f->method <= AGREE_OTHER &&
           (unsigned)f->client <= AGREE_CLIENT_MALFORMED &&
           (unsigned)f->verify <= AGREE_VERIFY_MALFORMED && (unsigned)f->preferred <= AGREE_IPSEC_3GPP;
}

static bool ims(const agree_facts *f)
{
    return f->profile != PROFILE_RFC3329 && f->profile != PROFILE_DRAFT;
}

/* What the verdict says of a generic request: 2.3.1 and 2.3.2. */
static void generic(const agree_facts *f, const agree_verdict *v)
{
    bool tags = f->require || f->proxy_require, altered = f->verify > AGREE_VERIFY_EQUAL;
    bool answerable = f->method != AGREE_ACK && f->method != AGREE_CANCEL;
    bool refused = v->outcome == AGREE_REFUSE && (v->code == 494 || v->code == 421);

    __CPROVER_assert(!(f->protected && altered) || v->outcome != AGREE_PROCEED, "only an unmodified list");
    __CPROVER_assert(!(f->demanded && !f->protected && !f->direct_tls) || v->outcome != AGREE_PROCEED,
                     "demanded: every unprotected request is challenged");
    if (f->protected || f->direct_tls || !answerable)
        return;
    if (f->vias == 1 && tags)
        __CPROVER_assert(v->outcome == AGREE_REFUSE && v->code == 494, "asked for: 494");
    if (f->vias == 1 && !tags && f->demanded)
        __CPROVER_assert(refused && v->code == (f->supported ? 494 : 421) && v->add_require, "494 or 421 with Require");
    if (f->vias > 1 && f->demanded && f->profile != PROFILE_DRAFT)
        __CPROVER_assert(v->outcome == AGREE_REFUSE && v->code == 502, "several Vias");
    __CPROVER_assert(!refused || f->preferred != AGREE_DIGEST || v->challenge != AGREE_NO_CHALLENGE, "challenge");
}

void harness(void)
{
    agree_facts f, g;
    agree_verdict v, w;
    agree_client_list other;
    agree_mechanism common;

    __CPROVER_assume(in_order(&f));
    v = agree_server(&f);
    __CPROVER_assert(v.req != AGREE_REQ_NONE && v.req < AGREE_REQ_COUNT, "every verdict names its rule");
    __CPROVER_assert((v.outcome == AGREE_REFUSE) == (v.code != 0), "a code where it is refused");
    __CPROVER_assert((v.code != 494 && v.code != 421) || v.add_server, "the list is there");
    if (!f.enabled)
        return;
    if (v.outcome == AGREE_PROCEED && (f.protected || ims(&f))) {
        __CPROVER_assert(v.strip_tags == (f.require || f.proxy_require), "no tag goes on");
        __CPROVER_assert(v.strip_verify == (f.verify != AGREE_VERIFY_ABSENT), "no Security-Verify goes on");
        __CPROVER_assert(v.strip_client == (f.client != AGREE_CLIENT_ABSENT), "no Security-Client goes on");
    }
    if (ims(&f)) {
        __CPROVER_assert(f.protected || f.method == AGREE_REGISTER || v.outcome == AGREE_DISCARD, "only REGISTER in clear");
        return;
    }
    generic(&f, &v);
    __CPROVER_assume((unsigned)other <= AGREE_CLIENT_MALFORMED && (unsigned)common <= AGREE_IPSEC_3GPP);
    g = f; /* the same request with another offer: attack 3 of section 5 */
    g.client = other;
    g.preferred = common;
    w = agree_server(&g);
    __CPROVER_assert(v.outcome == w.outcome && v.code == w.code && v.add_server == w.add_server &&
                     v.add_require == w.add_require, "the list does not depend on the offer");
}
