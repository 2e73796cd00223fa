/* The P-CSCF towards one UE (one IMPI): registration and security associations as a pure step function
 * (TS 33.203 6.1.4, 6.1.5, 7.1, 7.2, 7.4.2a, CR2; TS 24.229 5.2.2). Events in, actions out; time, SPIs and ports are
 * arguments. spec/states/pcscf.tsv is the same machine as a table. */
#ifndef SECAGREE_PCSCF_H
#define SECAGREE_PCSCF_H
#include "sa.h"

/* Does the Authorization of a REGISTER answer the challenge of the temporary set (the nonce is that of its 401)? A
 * re-REGISTER that repeats the nonce and response of an earlier, finished authentication is NONE. */
typedef enum {
    PCSCF_AUTH_NONE,     /* no Authorization, empty nonce, or the nonce of another challenge */
    PCSCF_AUTH_RESPONSE, /* this challenge's nonce, with a response and no auts: SM7 */
    PCSCF_AUTH_AUTS,     /* this challenge's nonce, with auts: synchronisation failure */
    PCSCF_AUTH_FAILURE   /* this challenge's nonce, empty response, no auts: network authentication failure */
} pcscf_auth;

typedef enum {
    PCSCF_REGISTER,      /* a REGISTER came from the UE */
    PCSCF_CHALLENGE,     /* the S-CSCF answers it with 401, IK and CK */
    PCSCF_ACCEPTED,      /* the S-CSCF answers it with 200 */
    PCSCF_REJECTED,      /* any other final answer, and 504 where none came */
    PCSCF_INSTALL_FAILED,/* the set of an INSTALL could not be installed (and nothing of it is left in the kernel); the
                          * actions after that INSTALL were not done */
    PCSCF_MESSAGE,       /* a message other than REGISTER came from the UE's side */
    PCSCF_SEND,          /* a message other than a response to REGISTER is to go to the UE: on which set? */
    PCSCF_REAUTHENTICATE,/* the S-CSCF asks the UE to authenticate again (notification): `seconds` left for the set */
    PCSCF_DEREGISTERED,  /* the network has de-registered the last public identity of the UE */
    PCSCF_TICK           /* time passes */
} pcscf_event_kind;

/* One event. `now` counts for every kind; the other fields for the kinds named. */
typedef struct {
    pcscf_event_kind kind;
    uint64_t now;

    /* REGISTER, MESSAGE: the set it came on (sa_sets_find or the SA table), 0 in clear.
     * CHALLENGE, ACCEPTED, REJECTED: the set that the REGISTER so answered came on, 0 in clear.
     * SEND: response: the set of its request. INSTALL_FAILED: the set. */
    uint32_t on;

    /* REGISTER; CHALLENGE, ACCEPTED, REJECTED: which REGISTER this is, or is answered: any number that the caller gives
     * to each transaction. Two in clear are told apart by it alone. */
    uint32_t transaction;

    /* REGISTER, MESSAGE */
    ip_addr source;      /* source address of the packet */
    bool protected_port; /* in clear, but to a protected port of the P-CSCF (CR2-7.1-P2) */
    bool via_ok;         /* the topmost Via names `source` (names resolved first: CR2-7.1-R2, R2a) */
    sa_verify verify;    /* Security-Verify against what went out for the set `on` */

    /* REGISTER */
    bool impi_ok;        /* the IMPI of Authorization is this machine's (absent on a protected one: true) */
    pcscf_auth auth;
    bool offered;        /* Security-Client was read and has a usable ipsec-3gpp mechanism */
    sa_offer offer;      /* its SPIs and ports */
    bool client_same;    /* the whole Security-Client equals that of SM1 of the temporary set (CR2-7.2-SM7-4; in cr1 SM7
                          * does not repeat it: CR1-7.2-SM7-2) */
    bool pair_taken;     /* (source, offer.port_uc) belongs to a set of another IMPI (CR2-7.1-R3) */

    /* CHALLENGE: fresh values chosen by the caller */
    bool common;         /* some algorithm of the P-CSCF's own list is in the UE's (CR2-7.2-SM6-2) */
    sec_alg alg;
    sec_ealg ealg;
    sa_answer answer;
    ip_prefix ue;        /* the addresses that the set shall cover: of the source of SM1 (PAT-06, PAT-07) */
    ip_addr p_addr;

    /* ACCEPTED: seconds until the last registered public identity expires, 0: none is left (de-registration).
     * REAUTHENTICATE: seconds left to the established set. */
    uint32_t seconds;

    /* REJECTED */
    uint32_t code;

    /* MESSAGE, SEND */
    bool request;        /* else a response */
    uint32_t request_on; /* MESSAGE: response: the set that its request went out on */
    bool impu_ok;        /* MESSAGE: the public identity belongs to this IMPI (CR2-7.1-R4a) */
} pcscf_event;

/* A REGISTER that went on to the S-CSCF and was not on the temporary set: SM1. */
typedef struct {
    bool active;
    uint32_t on;    /* the set it came on; 0: in clear */
    uint32_t transaction;
    pcscf_auth auth;
    bool offered;
    sa_offer offer;
    ip_addr source;
    bool marked;    /* it went on as protected: that was the set of the latest authentication (CR2-6.1.5-02) */
} pcscf_sm1;

/* pcscf_init: times SA_TIMES, sets.profile PROFILE_IMS; the caller may set others before the first event. */
typedef struct {
    sa_times times;
    sa_sets sets;
    pcscf_sm1 sm1;
    uint32_t temp_on; /* where the SM1 of the temporary set came: a set, 0 in clear */
    bool answered;    /* SM7 went on to the S-CSCF */
    uint16_t port_ps; /* cr1: that of the first set, which all others have (CR1-7.1-14); else 0 */
} pcscf;

void pcscf_init(pcscf *m);

/* One event. The result lists what to do, in order. Sets whose lifetime is over at e->now are deleted first, whatever
 * the event. After an INSTALL the parameters stand in m->sets.temp. The replies: 421 carries Require: sec-agree and
 * Security-Server, 494 Security-Server, as agree.h says. A CHALLENGE that ends in SA_SEND takes Security-Server for
 * m->sets.temp with it. */
sa_actions pcscf_step(pcscf *m, const pcscf_event *e);

/* The invariant of the machine, as executable text; CBMC and the unit tests check it after every step. */
bool pcscf_valid(const pcscf *m);

const char *pcscf_event_name(pcscf_event_kind k); /* "register" */

#endif
