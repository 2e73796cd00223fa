/* The security agreement of RFC 3329 at both ends, as pure functions of facts: what a server does with a request, what
 * a client does with the answer, and which header field may stand where (RFC 3329 2.3.1, 2.3.2, 2.4, 2.6; TS 33.203
 * and TS 24.229 for the IMS profiles). spec/states/agree.tsv is the same as a table. */
#ifndef SECAGREE_AGREE_H
#define SECAGREE_AGREE_H
#include "profile.h"
#include <stdbool.h>

typedef enum { AGREE_REGISTER, AGREE_ACK, AGREE_CANCEL, AGREE_PRACK, AGREE_OPTIONS, AGREE_OTHER } agree_method;

typedef enum {
    AGREE_NONE, AGREE_DIGEST, AGREE_TLS, AGREE_IPSEC_IKE, AGREE_IPSEC_MAN, AGREE_IPSEC_3GPP
} agree_mechanism;

#define AGREE_REQ_LIST(X) \
    X(R3329_2_1_02, "R3329-2.1-02") X(R3329_2_2_04, "R3329-2.2-04") X(R3329_2_2_08, "R3329-2.2-08") \
    X(R3329_2_3_1_01, "R3329-2.3.1-01") X(R3329_2_3_1_03, "R3329-2.3.1-03") X(R3329_2_3_1_06, "R3329-2.3.1-06") \
    X(R3329_2_3_1_08, "R3329-2.3.1-08") X(R3329_2_3_1_14, "R3329-2.3.1-14") X(R3329_2_3_1_15, "R3329-2.3.1-15") \
    X(R3329_2_3_1_17, "R3329-2.3.1-17") X(R3329_2_3_1_18, "R3329-2.3.1-18") X(R3329_2_3_1_20, "R3329-2.3.1-20") \
    X(R3329_2_3_1_24, "R3329-2.3.1-24") X(R3329_2_3_1_25, "R3329-2.3.1-25") X(R3329_2_3_1_27, "R3329-2.3.1-27") \
    X(R3329_2_3_2_01, "R3329-2.3.2-01") X(R3329_2_3_2_02, "R3329-2.3.2-02") X(R3329_2_3_2_04, "R3329-2.3.2-04") \
    X(R3329_2_3_2_06, "R3329-2.3.2-06") X(R3329_2_3_2_07, "R3329-2.3.2-07") X(R3329_2_4_07, "R3329-2.4-07") \
    X(R3329_2_6_01, "R3329-2.6-01") X(R3329_2_6_02, "R3329-2.6-02") X(R3329_2_6_03, "R3329-2.6-03") \
    X(R3329_3_01, "R3329-3-01") X(R3329_3_02, "R3329-3-02") X(R3329_3_03, "R3329-3-03") \
    X(R3329_4_1_03, "R3329-4.1-03") X(R3329_6_04, "R3329-6-04") \
    X(R3329_2_5_01, "R3329-2.5-01") \
    X(CR2_7_1_3, "CR2-7.1-3") X(CR2_7_2_SM1_1, "CR2-7.2-SM1-1") X(CR2_7_2_SM7_3, "CR2-7.2-SM7-3")

#define AGREE_REQ_ENUM(id, name) AGREE_REQ_##id,
typedef enum { AGREE_REQ_NONE, AGREE_REQ_LIST(AGREE_REQ_ENUM) AGREE_REQ_COUNT } agree_req;
#undef AGREE_REQ_ENUM

/* ---- Server (a UA's first hop) ---- */

typedef enum { AGREE_VERIFY_ABSENT, AGREE_VERIFY_EQUAL, AGREE_VERIFY_DIFFERENT, AGREE_VERIFY_MALFORMED } agree_verify;
typedef enum { AGREE_CLIENT_ABSENT, AGREE_CLIENT_OK, AGREE_CLIENT_MALFORMED } agree_client_list;

/* The server's facts about a request. */
typedef struct {
    sec_profile profile;
    bool enabled;      /* the extension is on at this interface (3) */
    bool demanded;     /* local policy demands the agreement here (2.3.2) */
    agree_method method;
    bool protected;    /* came over the agreed mechanism: its SA, TLS connection, Digest credentials that are good */
    bool direct_tls;   /* came over TLS that RFC 3263 led to, without an agreement (3) */
    uint32_t vias;     /* number of Via values; 0: none, or malformed */
    bool require, proxy_require, supported; /* sec-agree stands in that header field */
    agree_client_list client;
    agree_verify verify;       /* Security-Verify against the server's own static list */
    agree_mechanism preferred; /* the server's highest-q mechanism that the client has too; NONE where none is common */
} agree_facts;

typedef enum { AGREE_PROCEED, AGREE_REFUSE, AGREE_DISCARD } agree_outcome;
typedef enum { AGREE_NO_CHALLENGE, AGREE_PROXY_AUTHENTICATE, AGREE_WWW_AUTHENTICATE } agree_challenge;

typedef struct {
    agree_outcome outcome;
    uint32_t code;            /* REFUSE: 400, 420, 421, 494, 502 */
    bool add_server;          /* the answer has Security-Server with the whole static list */
    bool add_require;         /* the answer has Require: sec-agree */
    agree_challenge challenge;/* the answer has this header field with a Digest challenge */
    bool strip_tags;          /* PROCEED: take sec-agree out of Require and Proxy-Require; an empty field goes too */
    bool strip_client;        /* PROCEED: keep Security-Client and take it out */
    bool strip_verify;        /* PROCEED: take Security-Verify out */
    bool server_in_401;       /* PROCEED: a 401 to this request gets Security-Server (IMS REGISTER, Z-04) */
    bool one_via;             /* draft: the answer keeps the topmost Via alone, so that the previous hop takes it */
    agree_req req;
} agree_verdict;

/* ---- Client ---- */

typedef enum {
    AGREE_CLIENT_OFF,     /* no agreement: nothing offered yet, or TLS was found by RFC 3263 */
    AGREE_CLIENT_OFFERED, /* Security-Client went out */
    AGREE_CLIENT_AGREED,  /* a mechanism was chosen and started */
    AGREE_CLIENT_ABORTED
} agree_phase;

typedef struct { agree_phase phase; agree_mechanism chosen; uint32_t tries; } agree_client;

typedef enum {
    AGREE_EV_START,  /* a first request to the first hop is to be sent */
    AGREE_EV_ANSWER, /* a final response to it came */
    AGREE_EV_REQUEST,/* a later request is to be sent */
    AGREE_EV_LOST    /* the mechanism ended or failed: TLS closed, IKE failed, SA expired (2.4, 2.5) */
} agree_event_kind;

typedef struct {
    agree_event_kind kind;
    sec_profile profile;
    agree_method method;   /* of the request sent, or answered */
    bool located_tls;      /* START: RFC 3263 led to TLS already */
    /* ANSWER */
    uint32_t code;
    bool server_present;   /* Security-Server is there */
    bool server_ok;        /* it is well formed and no two q are equal */
    agree_mechanism best;  /* the highest-q mechanism among those that the client knows; NONE where it knows none */
    bool complete;         /* what that mechanism needs is there: challenge for digest, all parameters for ipsec-3gpp */
} agree_client_event;

typedef enum {
    AGREE_DO_SEND,    /* send the request with the header fields below */
    AGREE_DO_START,   /* start mechanism `start`, then send the request again over it */
    AGREE_DO_DELIVER, /* the response has nothing to do with the agreement: hand it up */
    AGREE_DO_ABORT    /* the agreement failed; the caller may start again (2.3.1) */
} agree_client_do;

/* Where the mechanism is started, and what is sent over it goes (2.4). */
typedef enum {
    AGREE_TO_NEXT_HOP,    /* where the request goes anyway */
    AGREE_TO_SIPS,        /* tls, whatever the scheme: RFC 3263 gets the URI of RFC 3261 8.1.2, a sip URI read as sips */
    AGREE_TO_REQUEST_HOST /* ipsec-ike: IKE with the host part of the Request-URI of the first request */
} agree_peer;

typedef struct {
    agree_client_do act;
    agree_mechanism start;
    agree_peer peer;                                      /* START, and SEND over the mechanism */
    bool add_client, add_verify, add_tags, add_supported; /* tags: sec-agree in Require and Proxy-Require */
    bool add_d_ver;                                       /* digest: d-ver in Security-Verify (2.4) */
    bool verify_in_body; /* digest of the draft: Security-Verify in a body as well, protected by qop=auth-int (3.5) */
    bool over_mechanism;                                  /* the request goes over the agreed mechanism */
    agree_req req;
} agree_client_action;

#define AGREE_TRIES_MAX 2u

/* ---- Table 1 of RFC 3329 2.6 ---- */

typedef enum { AGREE_SECURITY_CLIENT, AGREE_SECURITY_SERVER, AGREE_SECURITY_VERIFY } agree_header;
typedef enum { AGREE_ALLOWED, AGREE_FORBIDDEN, AGREE_DISPUTED } agree_place; /* DISPUTED: the RFC contradicts itself */

#include "../../spec/logic/agree.h"

/* ---- The functions ---- */

/*@ requires readable: \valid_read(f);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: AgreeServed(f, \result); */
agree_verdict agree_server(const agree_facts *f);

/*@ requires writable: \valid(c);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeIs(*c, AGREE_CLIENT_OFF, AGREE_NONE, 0); */
void agree_client_init(agree_client *c);

/*@ requires writable: \valid(c);
    requires readable: \valid_read(e) && \separated(c, e);
    terminates \true;
    exits \false;
    assigns c->phase, c->chosen, c->tries;
    ensures exact: AgreeSteps(\old(*c), e, *c, \result); */
agree_client_action agree_client_step(agree_client *c, const agree_client_event *e);

/* May the header field stand in a request (status 0) or response of that method? *req names the rule. */
/*@ requires writable: \valid(req);
    terminates \true;
    exits \false;
    assigns *req;
    ensures exact: \result == AgreePlace(profile, h, method, status);
    ensures rule: *req == AgreePlaceRule(h); */
agree_place agree_may_stand(sec_profile profile, agree_header h, agree_method method, uint32_t status, agree_req *req);

/*@ terminates \true; exits \false; assigns \result \from req;
    ensures readable: \valid_read(\result); */
const char *agree_requirement(agree_req req); /* "R3329-2.3.1-08"; "" for AGREE_REQ_NONE */
/*@ terminates \true; exits \false; assigns \result \from m;
    ensures readable: \valid_read(\result); */
const char *agree_mechanism_name(agree_mechanism m);
/*@ terminates \true; exits \false; assigns \result \from profile, m;
    ensures readable: \valid_read(\result); */
const char *agree_mechanism_word(sec_profile profile, agree_mechanism m); /* in a list; "" where the profile has none */

#endif
