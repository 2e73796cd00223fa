/* What the contracts of the security agreement say about concrete requests, answers and states. */
#include "../../src/core/agree.h"

/* A generic request that asks for the agreement gets 494, the list, and the challenge that digest needs. */
void asked(void)
{
    agree_facts f = { .profile = PROFILE_RFC3329, .enabled = true, .demanded = true, .method = AGREE_OTHER, .vias = 1,
                      .require = true, .proxy_require = true, .client = AGREE_CLIENT_OK, .preferred = AGREE_DIGEST };
    agree_verdict v = agree_server(&f);
    //@ check refused: v.outcome == AGREE_REFUSE && v.code == 494 && v.req == AGREE_REQ_R3329_2_3_1_08;
    //@ check answer: v.add_server && v.add_require && v.challenge == AGREE_PROXY_AUTHENTICATE && !v.one_via;
    //@ check kept: !v.strip_tags && !v.strip_client && !v.strip_verify && !v.server_in_401;
}

/* Not asked for: 421 where it is demanded, 502 behind another hop, untouched where it is not demanded. */
void plain(void)
{
    agree_facts f = { .profile = PROFILE_RFC3329, .enabled = true, .demanded = true, .method = AGREE_OTHER, .vias = 1 };
    agree_verdict v = agree_server(&f), far, free;
    f.vias = 2;
    far = agree_server(&f);
    f.demanded = false;
    free = agree_server(&f);
    //@ check demanded: v.outcome == AGREE_REFUSE && v.code == 421 && v.add_server && v.add_require;
    //@ check far: far.outcome == AGREE_REFUSE && far.code == 502 && !far.add_server;
    //@ check free: free.outcome == AGREE_PROCEED && free.code == 0 && !free.strip_tags;
}

/* Over the agreed mechanism only the list that went out is good, and it goes no further. */
void verify(void)
{
    agree_facts f = { .profile = PROFILE_RFC3329, .enabled = true, .method = AGREE_OTHER, .protected = true, .vias = 1,
                      .require = true, .verify = AGREE_VERIFY_EQUAL };
    agree_verdict good = agree_server(&f), altered, absent;
    f.verify = AGREE_VERIFY_DIFFERENT;
    altered = agree_server(&f);
    f.verify = AGREE_VERIFY_ABSENT;
    absent = agree_server(&f);
    //@ check good: good.outcome == AGREE_PROCEED && good.strip_tags && good.strip_verify && !good.strip_client;
    //@ check altered: altered.code == 494 && altered.req == AGREE_REQ_R3329_2_3_1_25;
    //@ check absent: absent.code == 494 && absent.req == AGREE_REQ_R3329_2_3_1_24;
}

/* In IMS clear text is for REGISTER alone; the first one goes on, and its 401 has the list. */
void ims(void)
{
    agree_facts f = { .profile = PROFILE_IMS, .enabled = true, .method = AGREE_REGISTER, .vias = 1, .require = true,
                      .proxy_require = true, .client = AGREE_CLIENT_OK, .preferred = AGREE_IPSEC_3GPP };
    agree_verdict v = agree_server(&f), other, none, off;
    f.client = AGREE_CLIENT_ABSENT;
    none = agree_server(&f);
    f.method = AGREE_OTHER;
    other = agree_server(&f);
    f.enabled = false;
    off = agree_server(&f);
    //@ check first: v.outcome == AGREE_PROCEED && v.strip_client && v.strip_tags && v.server_in_401;
    //@ check none: none.outcome == AGREE_REFUSE && none.code == 421 && none.req == AGREE_REQ_CR2_7_2_SM1_1;
    //@ check other: other.outcome == AGREE_DISCARD && other.req == AGREE_REQ_CR2_7_1_3;
    //@ check off: off.outcome == AGREE_REFUSE && off.code == 420;
}

/* A client offers, is told the list, starts the best mechanism, and mirrors the list over it. */
void agrees(void)
{
    agree_client c;
    agree_client_event e = { .kind = AGREE_EV_START, .profile = PROFILE_RFC3329, .method = AGREE_OTHER, .code = 494,
                             .server_present = true, .server_ok = true, .best = AGREE_TLS, .complete = true };
    agree_client_action offer, start, later;
    agree_client_init(&c);
    //@ check off: c.phase == AGREE_CLIENT_OFF && c.chosen == AGREE_NONE && c.tries == 0;
    offer = agree_client_step(&c, &e);
    //@ check offer: offer.act == AGREE_DO_SEND && offer.add_client && offer.add_tags && !offer.over_mechanism;
    //@ check offered: c.phase == AGREE_CLIENT_OFFERED && c.tries == 1;
    e.kind = AGREE_EV_ANSWER;
    start = agree_client_step(&c, &e);
    //@ check start: start.act == AGREE_DO_START && start.start == AGREE_TLS && start.peer == AGREE_TO_SIPS;
    //@ check agreed: c.phase == AGREE_CLIENT_AGREED && c.chosen == AGREE_TLS;
    e.kind = AGREE_EV_REQUEST;
    later = agree_client_step(&c, &e);
    //@ check later: later.act == AGREE_DO_SEND && later.add_verify && later.over_mechanism && !later.add_client;
    //@ check stays: c.phase == AGREE_CLIENT_AGREED && c.chosen == AGREE_TLS && c.tries == 1;
}

/* Nothing that is missing is made up, and what is refused or lost is over. */
void aborts(void)
{
    agree_client c = { AGREE_CLIENT_OFFERED, AGREE_NONE, 1 }, d = { AGREE_CLIENT_AGREED, AGREE_DIGEST, 1 };
    agree_client g = { AGREE_CLIENT_AGREED, AGREE_IPSEC_IKE, 0 };
    agree_client_event e = { .kind = AGREE_EV_ANSWER, .profile = PROFILE_RFC3329, .method = AGREE_OTHER, .code = 421,
                             .server_present = true, .server_ok = true, .best = AGREE_DIGEST };
    agree_client_action missing = agree_client_step(&c, &e), refused = agree_client_step(&d, &e), lost;
    e.kind = AGREE_EV_LOST;
    lost = agree_client_step(&g, &e);
    //@ check missing: missing.act == AGREE_DO_ABORT && missing.req == AGREE_REQ_R3329_2_3_1_17;
    //@ check aborted: c.phase == AGREE_CLIENT_ABORTED && c.chosen == AGREE_NONE && c.tries == 1;
    //@ check refused: refused.req == AGREE_REQ_R3329_2_3_1_25 && d.phase == AGREE_CLIENT_ABORTED;
    //@ check lost: lost.req == AGREE_REQ_R3329_2_4_07 && g.phase == AGREE_CLIENT_ABORTED && g.chosen == AGREE_NONE;
}

/* A digest protects the list it mirrors: by d-ver, in the draft in the body. */
void digest(void)
{
    agree_client c = { AGREE_CLIENT_AGREED, AGREE_DIGEST, 1 };
    agree_client_event e = { .kind = AGREE_EV_REQUEST, .profile = PROFILE_RFC3329, .method = AGREE_OTHER };
    agree_client_action now = agree_client_step(&c, &e), draft;
    e.profile = PROFILE_DRAFT;
    draft = agree_client_step(&c, &e);
    //@ check now: now.add_d_ver && !now.verify_in_body && now.peer == AGREE_TO_NEXT_HOP;
    //@ check draft: !draft.add_d_ver && draft.verify_in_body;
}

void table_1(void)
{
    agree_req why, other;
    agree_place ack = agree_may_stand(PROFILE_IMS, AGREE_SECURITY_VERIFY, AGREE_ACK, 0, &why);
    agree_place list = agree_may_stand(PROFILE_IMS, AGREE_SECURITY_SERVER, AGREE_REGISTER, 401, &other);
    agree_place generic = agree_may_stand(PROFILE_RFC3329, AGREE_SECURITY_SERVER, AGREE_REGISTER, 401, &other);
    agree_place answer = agree_may_stand(PROFILE_RFC3329, AGREE_SECURITY_CLIENT, AGREE_OTHER, 200, &other);
    //@ check ack: ack == AGREE_DISPUTED && why == AGREE_REQ_R3329_2_6_03;
    //@ check list: list == AGREE_ALLOWED;
    //@ check generic: generic == AGREE_FORBIDDEN;
    //@ check answer: answer == AGREE_FORBIDDEN && other == AGREE_REQ_R3329_2_6_01;
}
