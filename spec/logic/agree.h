/* The security agreement in logic: spec/states/agree.tsv, the lines that start with `end=server` and `end=client`, one
 * line of a `?:` chain for each of its rows, in its order (RFC 3329 2.3.1, 2.3.2, 2.6). */
#ifndef SECAGREE_LOGIC_AGREE_H
#define SECAGREE_LOGIC_AGREE_H

/*@ logic boolean AgreeIms(integer profile) =
      profile == PROFILE_IMS || profile == PROFILE_IMS_R5 || profile == PROFILE_CR1;
    logic boolean AgreeSilent(integer method) = method == AGREE_ACK || method == AGREE_CANCEL; // no answer goes back
    logic boolean AgreeAsked{L}(agree_facts *f) = f->require != 0 || f->proxy_require != 0;
    logic boolean AgreeAltered{L}(agree_facts *f) =
      f->verify == AGREE_VERIFY_DIFFERENT || f->verify == AGREE_VERIFY_MALFORMED;

    // ---- What a server does ----

    predicate AgreeAddsNothing(agree_verdict v) =
      !v.add_server && !v.add_require && v.challenge == AGREE_NO_CHALLENGE && !v.one_via;
    predicate AgreeStripsNothing(agree_verdict v) =
      !v.strip_tags && !v.strip_client && !v.strip_verify && !v.server_in_401;
    predicate AgreeEnds(agree_verdict v, integer outcome, integer code, integer req) =
      v.outcome == outcome && v.code == code && v.req == req;

    // `discard`; a bare `420`, `400`, `502`; `proceed` and nothing else
    predicate AgreeDiscards(agree_verdict v, integer req) =
      AgreeEnds(v, AGREE_DISCARD, 0, req) && AgreeAddsNothing(v) && AgreeStripsNothing(v);
    predicate AgreeRefuses(agree_verdict v, integer code, integer req) =
      AgreeEnds(v, AGREE_REFUSE, code, req) && AgreeAddsNothing(v) && AgreeStripsNothing(v);
    predicate AgreePasses(agree_verdict v, integer req) =
      AgreeEnds(v, AGREE_PROCEED, 0, req) && AgreeAddsNothing(v) && AgreeStripsNothing(v);

    // `proceed -tags`
    predicate AgreeUntags{L}(agree_facts *f, agree_verdict v, integer req) =
      AgreeEnds(v, AGREE_PROCEED, 0, req) && AgreeAddsNothing(v) && (v.strip_tags <==> AgreeAsked(f)) &&
      !v.strip_client && !v.strip_verify && !v.server_in_401;

    // `proceed -tags -client -verify`, and 401list for an IMS REGISTER
    predicate AgreeAccepts{L}(agree_facts *f, agree_verdict v, integer req) =
      AgreeEnds(v, AGREE_PROCEED, 0, req) && AgreeAddsNothing(v) && (v.strip_tags <==> AgreeAsked(f)) &&
      (v.strip_client <==> f->client != AGREE_CLIENT_ABSENT) &&
      (v.strip_verify <==> f->verify != AGREE_VERIFY_ABSENT) &&
      (v.server_in_401 <==> AgreeIms(f->profile) && f->method == AGREE_REGISTER);

    // `494 +list +proxy-auth +www-auth +one-via`, with +require or without
    logic integer AgreeChallenge{L}(agree_facts *f) =
      f->preferred != AGREE_DIGEST ? AGREE_NO_CHALLENGE :
      f->profile == PROFILE_RFC3329 ? AGREE_PROXY_AUTHENTICATE :
      f->profile == PROFILE_DRAFT ? AGREE_WWW_AUTHENTICATE : AGREE_NO_CHALLENGE;
    predicate AgreeLists{L}(agree_facts *f, agree_verdict v, integer code, integer require, integer req) =
      AgreeEnds(v, AGREE_REFUSE, code, req) && v.add_server && (v.add_require <==> require != 0) &&
      v.challenge == AgreeChallenge(f) && (v.one_via <==> f->profile == PROFILE_DRAFT && f->vias > 1) &&
      AgreeStripsNothing(v);

    // enabled=no
    predicate AgreeDisabled{L}(agree_facts *f, agree_verdict v) =
      AgreeAsked(f) && !AgreeSilent(f->method) ? AgreeRefuses(v, 420, AGREE_REQ_R3329_6_04) :
      AgreePasses(v, AGREE_REQ_R3329_3_01);

    // method=ack|cancel
    predicate AgreeUnanswerable{L}(agree_facts *f, agree_verdict v) =
      f->protected == 0 && f->demanded != 0 ? AgreeDiscards(v, AGREE_REQ_R3329_3_03) :
      f->protected == 0 && AgreeAsked(f) ? AgreeDiscards(v, AGREE_REQ_R3329_2_3_1_08) :
      f->protected == 0 ? AgreeAccepts(f, v, AGREE_REQ_R3329_2_3_2_01) :
      AgreeAltered(f) ? AgreeDiscards(v, AGREE_REQ_R3329_2_3_1_24) :
      AgreeAccepts(f, v, AGREE_REQ_R3329_2_3_1_27);

    // protected=yes; an IMS REGISTER without Security-Verify is judged by the registration machine
    logic boolean AgreeMissesVerify{L}(agree_facts *f) =
      f->method != AGREE_PRACK && (f->method != AGREE_REGISTER || !AgreeIms(f->profile)) &&
      (f->demanded != 0 || (!AgreeIms(f->profile) && AgreeAsked(f)));
    predicate AgreeProtected{L}(agree_facts *f, agree_verdict v) =
      AgreeAltered(f) ? AgreeLists(f, v, 494, 0, AGREE_REQ_R3329_2_3_1_25) :
      f->verify == AGREE_VERIFY_ABSENT && AgreeMissesVerify(f) ?
        AgreeLists(f, v, 494, 0, AGREE_REQ_R3329_2_3_1_24) :
      AgreeAccepts(f, v, AGREE_REQ_R3329_2_3_1_27);

    // protected=no profile=ims method=register
    predicate AgreeRegister{L}(agree_facts *f, agree_verdict v) =
      !AgreeAsked(f) && f->supported != 0 ? AgreeLists(f, v, 494, 1, AGREE_REQ_R3329_2_3_2_07) :
      !AgreeAsked(f) ? AgreeLists(f, v, 421, 1, AGREE_REQ_R3329_2_3_2_06) :
      f->client == AGREE_CLIENT_ABSENT ? AgreeLists(f, v, 421, 1, AGREE_REQ_CR2_7_2_SM1_1) :
      f->client == AGREE_CLIENT_MALFORMED ? AgreeRefuses(v, 400, AGREE_REQ_R3329_2_2_04) :
      f->preferred != AGREE_IPSEC_3GPP ? AgreeLists(f, v, 494, 1, AGREE_REQ_R3329_2_3_1_08) :
      AgreeAccepts(f, v, AGREE_REQ_R3329_2_1_02);

    // protected=no profile!=ims
    predicate AgreeUnprotected{L}(agree_facts *f, agree_verdict v) =
      AgreeAsked(f) && f->demanded != 0 ? AgreeLists(f, v, 494, 1, AGREE_REQ_R3329_2_3_1_08) :
      AgreeAsked(f) ? AgreeLists(f, v, 494, 0, AGREE_REQ_R3329_2_3_1_08) :
      f->demanded == 0 ? AgreeAccepts(f, v, AGREE_REQ_R3329_2_3_2_01) :
      f->supported != 0 ? AgreeLists(f, v, 494, 1, AGREE_REQ_R3329_2_3_2_07) :
      AgreeLists(f, v, 421, 1, AGREE_REQ_R3329_2_3_2_06);

    // vias=many, and more than the topmost would see the answer
    logic boolean AgreeFarHop{L}(agree_facts *f) =
      f->vias > 1 && f->profile != PROFILE_DRAFT &&
      (AgreeIms(f->profile) || f->demanded != 0 || AgreeAsked(f));

    // any other method than ACK and CANCEL
    predicate AgreeAnswerable{L}(agree_facts *f, agree_verdict v) =
      f->vias == 0 ? AgreeRefuses(v, 400, AGREE_REQ_R3329_2_3_2_02) :
      AgreeFarHop(f) ? AgreeRefuses(v, 502, AGREE_REQ_R3329_2_3_2_04) :
      f->protected != 0 ? AgreeProtected(f, v) :
      AgreeIms(f->profile) ? AgreeRegister(f, v) : AgreeUnprotected(f, v);

    logic boolean AgreeClearBarred{L}(agree_facts *f) = // profile=ims protected=no method!=register
      f->protected == 0 && f->method != AGREE_REGISTER && AgreeIms(f->profile);
    logic boolean AgreeFoundTls{L}(agree_facts *f) = // profile!=ims protected=no tls=yes
      f->protected == 0 && f->direct_tls != 0 && !AgreeIms(f->profile);

    predicate AgreeServed{L}(agree_facts *f, agree_verdict v) =
      f->enabled == 0 ? AgreeDisabled(f, v) :
      AgreeClearBarred(f) ? AgreeDiscards(v, AGREE_REQ_CR2_7_1_3) :
      AgreeFoundTls(f) ? AgreeAccepts(f, v, AGREE_REQ_R3329_3_02) :
      AgreeSilent(f->method) ? AgreeUnanswerable(f, v) : AgreeAnswerable(f, v);

    // ---- Table 1 (2.6) ----

    logic boolean AgreeBarred(integer method) = // has none of the three header fields
      method == AGREE_ACK || method == AGREE_CANCEL || method == AGREE_PRACK;
    logic boolean AgreeServerCode(integer profile, integer method, integer status) =
      status == 421 || status == 494 ||
      (profile == PROFILE_DRAFT && (status == 401 || status == 407)) ||
      (AgreeIms(profile) && method == AGREE_REGISTER && status == 401);
    logic integer AgreePlace(integer profile, integer h, integer method, integer status) =
      h == AGREE_SECURITY_SERVER ?
        (!AgreeBarred(method) && AgreeServerCode(profile, method, status) ? AGREE_ALLOWED : AGREE_FORBIDDEN) :
      status != 0 ? AGREE_FORBIDDEN :
      h == AGREE_SECURITY_VERIFY && method == AGREE_ACK ? AGREE_DISPUTED : // 4.1 and 4.2 show it
      AgreeBarred(method) ? AGREE_FORBIDDEN : AGREE_ALLOWED;
    logic integer AgreePlaceRule(integer h) =
      h == AGREE_SECURITY_SERVER ? AGREE_REQ_R3329_2_6_02 :
      h == AGREE_SECURITY_CLIENT ? AGREE_REQ_R3329_2_6_01 : AGREE_REQ_R3329_2_6_03;

    // ---- What a client does: c before, d after, x the action ----

    predicate AgreeIs(agree_client d, integer phase, integer chosen, integer tries) =
      d.phase == phase && d.chosen == chosen && d.tries == tries;
    predicate AgreeKept(agree_client c, agree_client d) = AgreeIs(d, c.phase, c.chosen, c.tries);

    // Where what is sent over the mechanism goes, or (start) where it is started (2.4)
    logic integer AgreePeer(integer m, integer start) =
      m == AGREE_TLS ? AGREE_TO_SIPS :
      m == AGREE_IPSEC_IKE && start != 0 ? AGREE_TO_REQUEST_HOST : AGREE_TO_NEXT_HOP;

    // `send`, `start`, `deliver`, `abort`, and the header fields; a digest protects the list by d-ver or in the body
    predicate AgreeActs(agree_client_action x, integer act, integer start, integer peer, integer over, integer req) =
      x.act == act && x.start == start && x.peer == peer && (x.over_mechanism <==> over != 0) && x.req == req;
    predicate AgreeAdds(agree_client_action x, integer client, integer verify, integer tags, integer supported) =
      (x.add_client <==> client != 0) && (x.add_verify <==> verify != 0) && (x.add_tags <==> tags != 0) &&
      (x.add_supported <==> supported != 0);
    predicate AgreeVerifies(agree_client_action x, integer digest, integer profile) =
      (x.add_d_ver <==> digest != 0 && profile != PROFILE_DRAFT) &&
      (x.verify_in_body <==> digest != 0 && profile == PROFILE_DRAFT);
    predicate AgreePlain(agree_client_action x, integer act, integer req) =
      AgreeActs(x, act, AGREE_NONE, AGREE_TO_NEXT_HOP, 0, req) && AgreeAdds(x, 0, 0, 0, 0) && AgreeVerifies(x, 0, 0);

    // `abort`, next `aborted`; in IMS the sets that live stay good, so what is agreed stays
    predicate AgreeStays{L}(agree_client c, agree_client_event *e, agree_client d) =
      c.phase == AGREE_CLIENT_AGREED && AgreeIms(e->profile) ? AgreeKept(c, d) :
      AgreeIs(d, AGREE_CLIENT_ABORTED, AGREE_NONE, c.tries);
    predicate AgreeAborts{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x,
                             integer req) =
      AgreeStays(c, e, d) && AgreePlain(x, AGREE_DO_ABORT, req);

    // `send +supported`; without it in ACK
    predicate AgreeUnagreed{L}(agree_client_event *e, agree_client_action x, integer req) =
      AgreeActs(x, AGREE_DO_SEND, AGREE_NONE, AGREE_TO_NEXT_HOP, 0, req) &&
      AgreeAdds(x, 0, 0, 0, e->method == AGREE_ACK ? 0 : 1) && AgreeVerifies(x, 0, 0);

    // `send +client +tags +supported`
    predicate AgreeOffers(agree_client_action x) =
      AgreeActs(x, AGREE_DO_SEND, AGREE_NONE, AGREE_TO_NEXT_HOP, 0, AGREE_REQ_R3329_2_3_1_03) &&
      AgreeAdds(x, 1, 0, 1, 1) && AgreeVerifies(x, 0, 0);

    // `send .. over`: on the agreed mechanism
    predicate AgreeOver{L}(agree_client c, agree_client_event *e, agree_client_action x,
                           integer client, integer verify, integer tags, integer req) =
      AgreeActs(x, AGREE_DO_SEND, AGREE_NONE, AgreePeer(c.chosen, 0), 1, req) &&
      AgreeAdds(x, client, verify, tags, 0) &&
      AgreeVerifies(x, verify != 0 && c.chosen == AGREE_DIGEST ? 1 : 0, e->profile);
    logic boolean AgreeMirrors(integer method) = method != AGREE_CANCEL && method != AGREE_PRACK;
    logic integer AgreeLaterRule(integer method) =
      method == AGREE_ACK ? AGREE_REQ_R3329_4_1_03 :
      method == AGREE_CANCEL || method == AGREE_PRACK ? AGREE_REQ_R3329_2_6_03 : AGREE_REQ_R3329_2_3_1_20;
    logic boolean AgreeOffersAnew{L}(agree_client_event *e) = e->method == AGREE_REGISTER && AgreeIms(e->profile);
    predicate AgreeLater{L}(agree_client c, agree_client_event *e, agree_client_action x) =
      e->method == AGREE_ACK ? AgreeOver(c, e, x, 0, 1, 0, AGREE_REQ_R3329_4_1_03) :
      e->method == AGREE_CANCEL ? AgreeOver(c, e, x, 0, 0, 0, AGREE_REQ_R3329_2_6_03) :
      e->method == AGREE_PRACK ? AgreeOver(c, e, x, 0, 0, 1, AGREE_REQ_R3329_2_6_03) :
      AgreeOffersAnew(e) ? AgreeOver(c, e, x, 1, 1, 1, AGREE_REQ_R3329_2_3_1_20) :
      AgreeOver(c, e, x, 0, 1, 1, AGREE_REQ_R3329_2_3_1_20);

    // event start
    predicate AgreeStarted{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      c.phase == AGREE_CLIENT_AGREED ? AgreeKept(c, d) && AgreeLater(c, e, x) :
      e->located_tls != 0 ? AgreeKept(c, d) && AgreeUnagreed(e, x, AGREE_REQ_R3329_2_3_1_01) :
      AgreeBarred(e->method) ? AgreeKept(c, d) && AgreeUnagreed(e, x, AGREE_REQ_R3329_2_6_01) :
      c.tries >= AGREE_TRIES_MAX ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_3_1_18) :
      AgreeIs(d, AGREE_CLIENT_OFFERED, c.chosen, c.tries + 1) && AgreeOffers(x);

    // event answer: `start` where nothing is missing; else the answer decides nothing, or ends the agreement
    predicate AgreeChosen{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      e->server_present == 0 ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_3_1_17) :
      e->server_ok == 0 ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_2_08) :
      e->best == AGREE_NONE ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_3_1_14) :
      e->complete == 0 ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_3_1_17) :
      AgreeIs(d, AGREE_CLIENT_AGREED, e->best, c.tries) &&
      AgreeActs(x, AGREE_DO_START, e->best, AgreePeer(e->best, 1), 0, AGREE_REQ_R3329_2_3_1_15) &&
      AgreeAdds(x, 0, 0, 0, 0) && AgreeVerifies(x, 0, 0);
    predicate AgreeDelivers{L}(agree_client_event *e, agree_client_action x) =
      AgreePlain(x, AGREE_DO_DELIVER, e->server_present != 0 ? AGREE_REQ_R3329_2_6_02 : AGREE_REQ_R3329_2_3_2_01);
    logic boolean AgreeDecides{L}(agree_client_event *e) =
      !AgreeBarred(e->method) && AgreeServerCode(e->profile, e->method, e->code);
    predicate AgreeOfferAnswered{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      e->code == 420 ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_6_04) :
      e->code == 502 ? AgreeAborts(c, e, d, x, AGREE_REQ_R3329_2_3_2_04) :
      AgreeDecides(e) ? AgreeChosen(c, e, d, x) :
      AgreeIs(d, AGREE_CLIENT_OFF, c.chosen, 0) && AgreeDelivers(e, x);
    predicate AgreeLaterAnswered{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      e->code == 421 || e->code == 494 ?
        AgreeIs(d, AGREE_CLIENT_ABORTED, AGREE_NONE, c.tries) &&
        AgreePlain(x, AGREE_DO_ABORT, AGREE_REQ_R3329_2_3_1_25) :
      AgreeIms(e->profile) && AgreeDecides(e) ? AgreeChosen(c, e, d, x) :
      AgreeIs(d, AGREE_CLIENT_AGREED, c.chosen, 0) && AgreeDelivers(e, x);
    predicate AgreeAnswered{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      c.phase == AGREE_CLIENT_OFFERED ? AgreeOfferAnswered(c, e, d, x) :
      c.phase == AGREE_CLIENT_AGREED ? AgreeLaterAnswered(c, e, d, x) :
      AgreeKept(c, d) && AgreeDelivers(e, x);

    // events later (AGREE_EV_REQUEST) and lost
    predicate AgreeRequested{L}(agree_client c, agree_client_event *e, agree_client_action x) =
      c.phase == AGREE_CLIENT_AGREED ? AgreeLater(c, e, x) :
      c.phase == AGREE_CLIENT_OFF ? AgreeUnagreed(e, x, AGREE_REQ_R3329_2_3_2_01) :
      AgreePlain(x, AGREE_DO_ABORT, AGREE_REQ_R3329_2_3_1_20);
    predicate AgreeLost(agree_client c, agree_client d, agree_client_action x) =
      AgreeIs(d, AGREE_CLIENT_ABORTED, AGREE_NONE, c.tries) &&
      AgreePlain(x, AGREE_DO_ABORT, c.chosen == AGREE_IPSEC_IKE ? AGREE_REQ_R3329_2_4_07 : AGREE_REQ_R3329_2_5_01);

    predicate AgreeSteps{L}(agree_client c, agree_client_event *e, agree_client d, agree_client_action x) =
      e->kind == AGREE_EV_START ? AgreeStarted(c, e, d, x) :
      e->kind == AGREE_EV_ANSWER ? AgreeAnswered(c, e, d, x) :
      e->kind == AGREE_EV_REQUEST ? AgreeKept(c, d) && AgreeRequested(c, e, x) : AgreeLost(c, d, x);
*/

#endif
