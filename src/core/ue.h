/* The UE: registration and security associations as a pure step function (TS 33.203 6.1.4, 7.1, 7.2, 7.4.1a, CR2;
 * TS 24.229 5.1.1). Events in, actions out; time, SPIs and ports are arguments. spec/states/ue.tsv is the same machine
 * as a table. */
#ifndef SECAGREE_UE_H
#define SECAGREE_UE_H
#include "sa.h"

/* What the USIM said of the AUTN (33.102; a MAC failure wins over a synchronisation failure). */
typedef enum { UE_AUTN_OK, UE_AUTN_MAC, UE_AUTN_SYNC } ue_autn;

/* What agree_client made of the Security-Server of the 401. */
typedef enum {
    UE_SERVER_OK,      /* a mechanism was chosen and is complete */
    UE_SERVER_MISSING, /* no Security-Server, or a parameter of the chosen mechanism is missing (R3329-2.3.1-17) */
    UE_SERVER_BAD,     /* malformed, or two equal q values (R3329-2.2-08) */
    UE_SERVER_NONE     /* nothing in common */
} ue_server;

typedef enum {
    UE_REGISTER,       /* start a registration, re-registration or de-registration */
    UE_CHALLENGE,      /* 401 came */
    UE_ACCEPTED,       /* 200 to REGISTER came */
    UE_REJECTED,       /* another final response to REGISTER came */
    UE_TIMEOUT,        /* no final response to the REGISTER came (timer F) */
    UE_INSTALL_FAILED, /* the set of an INSTALL could not be installed; the actions after it were not done */
    UE_MESSAGE,        /* a message came that is not a response to REGISTER */
    UE_SEND,           /* a message other than REGISTER is to be sent: on which set? */
    UE_NEW_ADDRESS,    /* the UE now sends from `addr` */
    UE_REAUTHENTICATE, /* the network asks for authentication (notification): `seconds` left for the set */
    UE_TICK            /* time passes */
} ue_event_kind;

/* One event. `now` counts for every kind; the other fields for the kinds named. */
typedef struct {
    ue_event_kind kind;
    uint64_t now;

    /* CHALLENGE, ACCEPTED, REJECTED, MESSAGE: the set it came on (sa_sets_find), 0 in clear.
     * SEND: response: the set that its request came on. INSTALL_FAILED: the set. */
    uint32_t on;

    /* REGISTER, CHALLENGE (taken into use only where the challenge is bad): fresh values. offer.port_us is that of the
     * established set where there is one (CR2-7.4-02; in cr1 only where the network has asked for authentication). */
    sa_offer offer;

    /* REGISTER */
    bool clear;      /* send it in clear although there is an established set (CR2-7.4-06, -08) */
    bool deregister; /* expires 0 */

    /* REGISTER, NEW_ADDRESS */
    ip_addr addr;    /* the UE's address */
    ip_prefix cover; /* REGISTER: the addresses that the set shall cover (addr-pref-length: PAT-04, PAT-05) */

    /* CHALLENGE */
    ue_autn autn;
    ue_server server;
    sec_alg alg;
    sec_ealg ealg;
    sa_answer answer;
    bool one_address; /* the P-CSCF does not grant addr-pref-length: the set covers the UE's address alone (PAT-07) */
    ip_addr p_addr;

    /* ACCEPTED: seconds that the registration lasts, 0: de-registered.
     * REAUTHENTICATE: seconds left to the established set. */
    uint32_t seconds;

    /* REJECTED, MESSAGE (response) */
    uint32_t code;

    /* MESSAGE, SEND */
    bool request;        /* else a response */
    uint32_t request_on; /* MESSAGE: response: the set that its request went out on, 0 where there is none */
    bool protected_port; /* MESSAGE: in clear, but to a protected port of the UE (CR2-7.1-U2) */
} ue_event;

/* IDLE: no registration runs. SENT: SM1 (or the REGISTER that refuses a challenge) went out. ANSWERED: SM7 went out. */
typedef enum { UE_IDLE, UE_SENT, UE_ANSWERED } ue_phase;

/* ue_init: times SA_TIMES, sets.profile PROFILE_IMS; the caller may set others before the first event. */
typedef struct {
    sa_times times;
    sa_sets sets;
    ue_phase phase;
    uint32_t sm1_on;     /* the set that SM1 went out on, 0 in clear; IDLE: 0 */
    sa_offer offer;      /* of SM1 */
    ip_addr addr;        /* the UE's present address */
    ip_addr sm1_addr;    /* its address at SM1: the one that a set without the prefix is for (CR2-7.1-07) */
    ip_prefix cover;
    bool deregister;
    bool suspect;        /* a protected REGISTER found no answer: the next one goes in clear (CR2-7.4-08) */
    uint32_t bad;        /* bad challenges in a row; the second ends the registration */
    uint32_t asked;      /* the set that stood when the network asked for authentication, 0: it has not */
    uint64_t refresh_at; /* when the next re-registration is due, UINT64_MAX: not */
} ue;

#define UE_BAD_MAX 2u

void ue_init(ue *m);

/* One event. The result lists what to do, in order. Sets whose lifetime is over at e->now are deleted first, whatever
 * the event. After an INSTALL the parameters stand in m->sets.temp. */
sa_actions ue_step(ue *m, const ue_event *e);

/* When the next TICK is due at the latest. */
uint64_t ue_next(const ue *m);

/* The invariant of the machine, as executable text; CBMC and the unit tests check it after every step. */
bool ue_valid(const ue *m);

const char *ue_event_name(ue_event_kind k); /* "register" */
const char *ue_phase_name(ue_phase p);      /* "idle" */

#endif
