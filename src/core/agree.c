/* RFC 3329 at the server, at the client, and its Table 1. */
#include "agree.h"

#define AGREE_REQ_NAME(id, name) name,
static const char *const requirement_names[AGREE_REQ_COUNT] = { "", AGREE_REQ_LIST(AGREE_REQ_NAME) };
#undef AGREE_REQ_NAME

static const char *const mechanism_names[] = { "", "digest", "tls", "ipsec-ike", "ipsec-man", "ipsec-3gpp" };

const char *agree_requirement(agree_req req)
{
    return (unsigned)req < AGREE_REQ_COUNT ? requirement_names[req] : "";
}

const char *agree_mechanism_name(agree_mechanism m)
{
    return (unsigned)m <= AGREE_IPSEC_3GPP ? mechanism_names[m] : "";
}

/* The draft (3.3) has a digest of its own, and knows no ipsec-3gpp. */
const char *agree_mechanism_word(sec_profile profile, agree_mechanism m)
{
    if (profile == PROFILE_DRAFT && m == AGREE_DIGEST)
        return "digest-integrity";
    return profile == PROFILE_DRAFT && m == AGREE_IPSEC_3GPP ? "" : agree_mechanism_name(m);
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeIms(p); */
static bool is_ims(sec_profile p)
{
    return p == PROFILE_IMS || p == PROFILE_IMS_R5 || p == PROFILE_CR1;
}

/* sec-agree stands where the next hop must heed it (6). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeAsked(f); */
static bool tagged(const agree_facts *f)
{
    return f->require || f->proxy_require;
}

/* No response can be sent, so there is nothing to refuse with (RFC 3261 17, 9.2). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeSilent(m); */
static bool unanswerable(agree_method m)
{
    return m == AGREE_ACK || m == AGREE_CANCEL;
}

/* None of the three header fields stands in it (2.6). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeBarred(m); */
static bool bars(agree_method m)
{
    return m == AGREE_PRACK || unanswerable(m);
}

/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeUntags(f, \result, req); */
static agree_verdict proceed(const agree_facts *f, agree_req req)
{
    agree_verdict v = { .outcome = AGREE_PROCEED, .req = req };

    v.strip_tags = tagged(f);
    return v;
}

/* The request is good: nothing of the agreement goes past this hop (2.3.1; R3329-2.1-08). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeAccepts(f, \result, req); */
static agree_verdict agreed(const agree_facts *f, agree_req req)
{
    agree_verdict v = proceed(f, req);

    v.strip_client = f->client != AGREE_CLIENT_ABSENT;
    v.strip_verify = f->verify != AGREE_VERIFY_ABSENT;
    v.server_in_401 = is_ims(f->profile) && f->method == AGREE_REGISTER;
    return v;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeDiscards(\result, req); */
static agree_verdict discard(agree_req req)
{
    agree_verdict v = { .outcome = AGREE_DISCARD, .req = req };

    return v;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeRefuses(\result, code, req); */
static agree_verdict refuse(uint32_t code, agree_req req)
{
    agree_verdict v = { .outcome = AGREE_REFUSE, .code = code, .req = req };

    return v;
}

/* 421 or 494 with the whole list, and what the best common mechanism needs (2.3.1, 2.3.2). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeLists(f, \result, code, require, req); */
static agree_verdict refuse_with_list(const agree_facts *f, uint32_t code, bool require, agree_req req)
{
    agree_verdict v = refuse(code, req);

    v.add_server = true;
    v.add_require = require;
    v.one_via = f->profile == PROFILE_DRAFT && f->vias > 1;
    if (f->preferred == AGREE_DIGEST && f->profile == PROFILE_RFC3329)
        v.challenge = AGREE_PROXY_AUTHENTICATE;
    else if (f->preferred == AGREE_DIGEST && f->profile == PROFILE_DRAFT)
        v.challenge = AGREE_WWW_AUTHENTICATE;
    return v;
}

/* The list that came back is not the server's own. */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeAltered(f); */
static bool altered(const agree_facts *f)
{
    return f->verify == AGREE_VERIFY_DIFFERENT || f->verify == AGREE_VERIFY_MALFORMED;
}

/* ACK and CANCEL: good, or dropped. */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeUnanswerable(f, \result); */
static agree_verdict judge_unanswerable(const agree_facts *f)
{
    if (f->protected)
        return altered(f) ? discard(AGREE_REQ_R3329_2_3_1_24) : agreed(f, AGREE_REQ_R3329_2_3_1_27);
    if (f->demanded)
        return discard(AGREE_REQ_R3329_3_03);
    return tagged(f) ? discard(AGREE_REQ_R3329_2_3_1_08) : agreed(f, AGREE_REQ_R3329_2_3_2_01);
}

/* A protected request without Security-Verify is refused where the agreement is demanded, or was asked for by its
 * tags. PRACK may not carry it (2.6); of an IMS REGISTER the registration machine judges it (pcscf.h). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeMissesVerify(f); */
static bool misses_verify(const agree_facts *f)
{
    if (f->method == AGREE_PRACK || (is_ims(f->profile) && f->method == AGREE_REGISTER))
        return false;
    return f->demanded || (!is_ims(f->profile) && tagged(f));
}

/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeProtected(f, \result); */
static agree_verdict judge_protected(const agree_facts *f)
{
    if (altered(f))
        return refuse_with_list(f, 494, false, AGREE_REQ_R3329_2_3_1_25);
    if (f->verify == AGREE_VERIFY_ABSENT && misses_verify(f))
        return refuse_with_list(f, 494, false, AGREE_REQ_R3329_2_3_1_24);
    return agreed(f, AGREE_REQ_R3329_2_3_1_27);
}

/* The first REGISTER of an IMS registration goes on, and the list comes with its 401 (Z-04). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeRegister(f, \result); */
static agree_verdict judge_ims_register(const agree_facts *f)
{
    if (!tagged(f))
        return f->supported ? refuse_with_list(f, 494, true, AGREE_REQ_R3329_2_3_2_07)
                            : refuse_with_list(f, 421, true, AGREE_REQ_R3329_2_3_2_06);
    if (f->client == AGREE_CLIENT_ABSENT)
        return refuse_with_list(f, 421, true, AGREE_REQ_CR2_7_2_SM1_1);
    if (f->client == AGREE_CLIENT_MALFORMED)
        return refuse(400, AGREE_REQ_R3329_2_2_04);
    if (f->preferred != AGREE_IPSEC_3GPP)
        return refuse_with_list(f, 494, true, AGREE_REQ_R3329_2_3_1_08);
    return agreed(f, AGREE_REQ_R3329_2_1_02);
}

/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeUnprotected(f, \result); */
static agree_verdict judge_unprotected(const agree_facts *f)
{
    if (tagged(f))
        return refuse_with_list(f, 494, f->demanded, AGREE_REQ_R3329_2_3_1_08);
    if (!f->demanded)
        return agreed(f, AGREE_REQ_R3329_2_3_2_01);
    if (f->supported)
        return refuse_with_list(f, 494, true, AGREE_REQ_R3329_2_3_2_07);
    return refuse_with_list(f, 421, true, AGREE_REQ_R3329_2_3_2_06);
}

/* The extension is off: what insists on it is refused as unknown (RFC 3261 8.2.2.3), all else passes untouched. */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeDisabled(f, \result); */
static agree_verdict judge_disabled(const agree_facts *f)
{
    agree_verdict v = { .outcome = AGREE_PROCEED, .req = AGREE_REQ_R3329_3_01 };

    return tagged(f) && !unanswerable(f->method) ? refuse(420, AGREE_REQ_R3329_6_04) : v;
}

/* The server does not see the client itself, and its answer would not reach it alone (2.3.2). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeFarHop(f); */
static bool far_hop(const agree_facts *f)
{
    if (f->vias <= 1 || f->profile == PROFILE_DRAFT)
        return false;
    return is_ims(f->profile) || f->demanded || tagged(f);
}

/* In IMS nothing but REGISTER comes in clear (TS 33.203 7.1). */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeClearBarred(f); */
static bool clear_barred(const agree_facts *f)
{
    return !f->protected && f->method != AGREE_REGISTER && is_ims(f->profile);
}

/* TLS that RFC 3263 led to needs no agreement (3); IMS has none. */
/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeFoundTls(f); */
static bool found_tls(const agree_facts *f)
{
    return !f->protected && f->direct_tls && !is_ims(f->profile);
}

/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeAnswerable(f, \result); */
static agree_verdict judge_answerable(const agree_facts *f)
{
    if (f->vias == 0)
        return refuse(400, AGREE_REQ_R3329_2_3_2_02);
    if (far_hop(f))
        return refuse(502, AGREE_REQ_R3329_2_3_2_04);
    if (f->protected)
        return judge_protected(f);
    return is_ims(f->profile) ? judge_ims_register(f) : judge_unprotected(f);
}

agree_verdict agree_server(const agree_facts *f)
{
    if (!f->enabled)
        return judge_disabled(f);
    if (clear_barred(f))
        return discard(AGREE_REQ_CR2_7_1_3);
    if (found_tls(f))
        return agreed(f, AGREE_REQ_R3329_3_02);
    if (unanswerable(f->method))
        return judge_unanswerable(f);
    return judge_answerable(f);
}

void agree_client_init(agree_client *c)
{
    c->phase = AGREE_CLIENT_OFF;
    c->chosen = AGREE_NONE;
    c->tries = 0;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreePlain(\result, what, req); */
static agree_client_action act(agree_client_do what, agree_req req)
{
    agree_client_action x = { .act = what, .req = req };

    return x;
}

/* Ends the agreement; in IMS the sets that live stay good, only the new agreement fails. */
/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeAborts(\old(*c), e, *c, \result, req); */
static agree_client_action abort_agreement(agree_client *c, const agree_client_event *e, agree_req req)
{
    if (c->phase != AGREE_CLIENT_AGREED || !is_ims(e->profile)) {
        c->phase = AGREE_CLIENT_ABORTED;
        c->chosen = AGREE_NONE;
    }
    return act(AGREE_DO_ABORT, req);
}

/* Where what is sent over the mechanism goes, or where it is started (2.4). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == AgreePeer(m, start); */
static agree_peer peer_of(agree_mechanism m, bool start)
{
    return m == AGREE_TLS ? AGREE_TO_SIPS
         : start && m == AGREE_IPSEC_IKE ? AGREE_TO_REQUEST_HOST : AGREE_TO_NEXT_HOP;
}

/* A request without an agreement says that one is possible (2.3.2); Supported has no place in ACK (RFC 3261 20). */
/*@ requires readable: \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeUnagreed(e, \result, req); */
static agree_client_action unagreed(const agree_client_event *e, agree_req req)
{
    agree_client_action x = act(AGREE_DO_SEND, req);

    x.add_supported = e->method != AGREE_ACK;
    return x;
}

/* Security-Verify goes with it; ACK repeats it (4.1, Z-09), PRACK and CANCEL do not have it (2.6). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeMirrors(m); */
static bool mirrors(agree_method m)
{
    return m != AGREE_CANCEL && m != AGREE_PRACK;
}

/* The rule that a later request follows. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == AgreeLaterRule(m); */
static agree_req later_rule(agree_method m)
{
    if (m == AGREE_ACK)
        return AGREE_REQ_R3329_4_1_03;
    return mirrors(m) ? AGREE_REQ_R3329_2_3_1_20 : AGREE_REQ_R3329_2_6_03;
}

/* An IMS REGISTER offers anew, whatever is agreed. */
/*@ requires readable: \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeOffersAnew(e); */
static bool offers_anew(const agree_client_event *e)
{
    return e->method == AGREE_REGISTER && is_ims(e->profile);
}

/* Later requests: mirrored list, tags, and the channel (2.3.1). Require and Proxy-Require have no place in ACK and
 * CANCEL (RFC 3261 20). */
/*@ requires readable: \valid_read(c) && \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeLater(*c, e, \result); */
static agree_client_action later_request(const agree_client *c, const agree_client_event *e)
{
    agree_client_action x = act(AGREE_DO_SEND, later_rule(e->method));

    x.over_mechanism = true;
    x.peer = peer_of(c->chosen, false);
    x.add_verify = mirrors(e->method);
    x.add_tags = !unanswerable(e->method);
    x.add_client = offers_anew(e);
    if (x.add_verify && c->chosen == AGREE_DIGEST) {
        x.add_d_ver = e->profile != PROFILE_DRAFT;
        x.verify_in_body = e->profile == PROFILE_DRAFT;
    }
    return x;
}

/* A request that offers. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeOffers(\result); */
static agree_client_action offer(void)
{
    agree_client_action x = act(AGREE_DO_SEND, AGREE_REQ_R3329_2_3_1_03);

    x.add_client = true;
    x.add_tags = true;
    x.add_supported = true;
    return x;
}

/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeStarted(\old(*c), e, *c, \result); */
static agree_client_action on_start(agree_client *c, const agree_client_event *e)
{
    if (c->phase == AGREE_CLIENT_AGREED)
        return later_request(c, e);
    if (e->located_tls)
        return unagreed(e, AGREE_REQ_R3329_2_3_1_01);
    if (bars(e->method))
        return unagreed(e, AGREE_REQ_R3329_2_6_01);
    if (c->tries >= AGREE_TRIES_MAX)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_3_1_18);
    c->phase = AGREE_CLIENT_OFFERED;
    c->tries++;
    return offer();
}

/* The response is one that may carry Security-Server, and so decides the agreement (2.6, Z-04). */
/*@ requires readable: \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeDecides(e); */
static bool decides(const agree_client_event *e)
{
    agree_req why;

    return agree_may_stand(e->profile, AGREE_SECURITY_SERVER, e->method, e->code, &why) == AGREE_ALLOWED;
}

/* 2.3.1: the highest q among what the client knows, if nothing is missing that it needs. */
/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeChosen(\old(*c), e, *c, \result); */
static agree_client_action choose(agree_client *c, const agree_client_event *e)
{
    agree_client_action x = act(AGREE_DO_START, AGREE_REQ_R3329_2_3_1_15);

    if (!e->server_present)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_3_1_17);
    if (!e->server_ok)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_2_08);
    if (e->best == AGREE_NONE)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_3_1_14);
    if (!e->complete)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_3_1_17);
    c->phase = AGREE_CLIENT_AGREED;
    c->chosen = e->best;
    x.start = e->best;
    x.peer = peer_of(e->best, true);
    return x;
}

/* The answer has nothing to do with the agreement. */
/*@ requires readable: \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeDelivers(e, \result); */
static agree_client_action deliver(const agree_client_event *e)
{
    return act(AGREE_DO_DELIVER, e->server_present ? AGREE_REQ_R3329_2_6_02 : AGREE_REQ_R3329_2_3_2_01);
}

/* The answer to an offer. */
/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeOfferAnswered(\old(*c), e, *c, \result); */
static agree_client_action answer_to_offer(agree_client *c, const agree_client_event *e)
{
    if (e->code == 420)
        return abort_agreement(c, e, AGREE_REQ_R3329_6_04);
    if (e->code == 502)
        return abort_agreement(c, e, AGREE_REQ_R3329_2_3_2_04);
    if (decides(e))
        return choose(c, e);
    c->phase = AGREE_CLIENT_OFF; /* answered without an agreement, so no try has failed */
    c->tries = 0;
    return deliver(e);
}

/* The answer to a request over the mechanism; in IMS a REGISTER agrees anew. */
/*@ requires agreed: c->phase == AGREE_CLIENT_AGREED;
    requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeLaterAnswered(\old(*c), e, *c, \result); */
static agree_client_action answer_to_later(agree_client *c, const agree_client_event *e)
{
    if (e->code == 421 || e->code == 494) {
        c->phase = AGREE_CLIENT_ABORTED; /* the server does not find its list in ours: attack 1 of section 5 */
        c->chosen = AGREE_NONE;
        return act(AGREE_DO_ABORT, AGREE_REQ_R3329_2_3_1_25);
    }
    if (is_ims(e->profile) && decides(e))
        return choose(c, e);
    c->tries = 0;
    return deliver(e);
}

/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeAnswered(\old(*c), e, *c, \result); */
static agree_client_action on_answer(agree_client *c, const agree_client_event *e)
{
    if (c->phase == AGREE_CLIENT_OFFERED)
        return answer_to_offer(c, e);
    if (c->phase == AGREE_CLIENT_AGREED)
        return answer_to_later(c, e);
    return deliver(e);
}

/*@ requires readable: \valid_read(c) && \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeRequested(*c, e, \result); */
static agree_client_action on_request(const agree_client *c, const agree_client_event *e)
{
    if (c->phase == AGREE_CLIENT_AGREED)
        return later_request(c, e);
    if (c->phase == AGREE_CLIENT_OFF)
        return unagreed(e, AGREE_REQ_R3329_2_3_2_01);
    return act(AGREE_DO_ABORT, AGREE_REQ_R3329_2_3_1_20); /* nothing is agreed, so nothing can be mirrored */
}

/*@ requires writable: \valid(c);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen;
    ensures exact: AgreeLost(\old(*c), *c, \result); */
static agree_client_action on_lost(agree_client *c)
{
    agree_req why = c->chosen == AGREE_IPSEC_IKE ? AGREE_REQ_R3329_2_4_07 : AGREE_REQ_R3329_2_5_01;

    c->phase = AGREE_CLIENT_ABORTED;
    c->chosen = AGREE_NONE;
    return act(AGREE_DO_ABORT, why);
}

agree_client_action agree_client_step(agree_client *c, const agree_client_event *e)
{
    if (e->kind == AGREE_EV_START)
        return on_start(c, e);
    if (e->kind == AGREE_EV_ANSWER)
        return on_answer(c, e);
    if (e->kind == AGREE_EV_REQUEST)
        return on_request(c, e);
    return on_lost(c);
}

/* Where Security-Server may stand (2.6; the draft adds 401 and 407, IMS the 401 to REGISTER: Z-04). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> AgreeServerCode(profile, method, status); */
static bool server_code(sec_profile profile, agree_method method, uint32_t status)
{
    if (status == 421 || status == 494)
        return true;
    if (profile == PROFILE_DRAFT)
        return status == 401 || status == 407;
    return is_ims(profile) && method == AGREE_REGISTER && status == 401;
}

agree_place agree_may_stand(sec_profile profile, agree_header h, agree_method method, uint32_t status, agree_req *req)
{
    bool barred = bars(method);

    if (h == AGREE_SECURITY_SERVER) {
        *req = AGREE_REQ_R3329_2_6_02;
        return !barred && server_code(profile, method, status) ? AGREE_ALLOWED : AGREE_FORBIDDEN;
    }
    *req = h == AGREE_SECURITY_CLIENT ? AGREE_REQ_R3329_2_6_01 : AGREE_REQ_R3329_2_6_03;
    if (status != 0)
        return AGREE_FORBIDDEN;
    if (h == AGREE_SECURITY_VERIFY && method == AGREE_ACK)
        return AGREE_DISPUTED; /* 2.6 bars it, 4.1 and 4.2 show it (Z-09) */
    return barred ? AGREE_FORBIDDEN : AGREE_ALLOWED;
}
