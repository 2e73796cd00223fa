/* The UE role: what it knows, and how its parts call each other.
 *   cmd_ue.c       start and stop         ue_register.c  REGISTER and its answers     ue_text.c  requests as text
 *   ue_steps.c     what it does when      ue_traffic.c   OPTIONS in both directions   ue_sets.c  sets of SAs, addresses
 *   ue_agree.c     the security agreement
 * Every decision is made by src/core (agree, ue, ipsec3gpp, prefix); this code carries it out. */
#ifndef SECAGREE_UE_ROLE_H
#define SECAGREE_UE_ROLE_H
#include "../core/agree.h"
#include "../core/satable.h"
#include "../core/ue.h"
#include "../ims/aka.h"
#include "../ims/compose.h"
#include "../ims/offer.h"
#include "../linux/config.h"
#include "../linux/xfrm.h"
#include "role.h"

#define UT_LIST_MAX      2048u
#define UT_ADDRESSES_MAX XFRM_ADDRESSES_MAX
#define UT_ENDPOINTS_MAX 32u

/* A set of SAs as it stands in the kernel, and the agreement that it was made by, which ends with it. */
typedef struct {
    uint32_t id; /* 0: free */
    xfrm_set kernel;
    agree_client agree;
    uint8_t server[UT_LIST_MAX]; /* Security-Server, mirrored in Security-Verify */
    size_t server_len;
} ut_set;

typedef struct { ip_addr addr; uint16_t port; net_endpoint *endpoint; } ut_endpoint;

/* An address that was left: it goes on receiving until then. */
typedef struct { ip_addr addr; uint64_t until; } ut_drain;

typedef struct ut ut;
struct ut {
    role r;
    config_ue c;
    xfrm *x;
    uv_poll_t kernel_events;
    uv_timer_t tick, wait;
    ue m;
    ut_set set[3];
    ut_endpoint endpoint[UT_ENDPOINTS_MAX];
    ip_addr now;                       /* the present address */
    ut_drain drain[UT_ADDRESSES_MAX];
    unsigned draining;
    aka_secret secret;
    sqn_array seen;

    /* the registration under way or in force */
    char call_id[40], tag[20];
    uint32_t cseq;
    agree_client agree;                /* of a registration in clear, until there is a set */
    uint8_t client[UT_LIST_MAX];       /* Security-Client of SM1 */
    size_t client_len;
    char nonce[AKA_NONCE_MAX + 1], realm[CONFIG_TEXT_MAX], opaque[CONFIG_TEXT_MAX];
    bool qop_auth;
    aka_algorithm algorithm;
    aka_answer answer;                 /* secret: RES, CK, IK, AUTS of the challenge in hand */
    ipsec3gpp chosen;
    uint8_t server[UT_LIST_MAX];
    size_t server_len;
    uint64_t register_tx, options_tx;
    uint32_t register_on, options_on;
    char options_branch[TRANSACTION_BRANCH_MAX];

    /* the script */
    bool stepwise, failed;
    size_t step;
    uv_pipe_t input;
    char line[64];
    unsigned options_answered;         /* requests of the P-CSCF that were answered */
};

/* ut_sets (ue_sets.c) */
ut_set *ut_set_by_id(ut *t, uint32_t id);
bool ut_set_install(ut *t, const sa_set *s);
void ut_set_delete(ut *t, uint32_t id);
void ut_set_lifetime(ut *t, uint32_t id, uint64_t until);
bool ut_set_move(ut *t, uint32_t id);
bool ut_new_address(ut *t, ip_addr *to);   /* inside the prefix, safe for the live sets, on the interface */
bool ut_drains(ut *t);                     /* ends the addresses whose time is over */
net_endpoint *ut_bind(ut *t, const ip_addr *addr, uint16_t port);
net_path ut_path(ut *t, uint32_t set);     /* set 0: in clear */
bool ut_offer_make(ut *t, sa_offer *offer, bool keep_port_us);

/* ue_agree.c */
agree_client *ut_agreement(ut *t, uint32_t set); /* set 0: in clear; NULL: there is no such set */
/* A request is to be sent on the set: *x says with which header fields; false: it must not be sent. */
bool ut_agree_request(ut *t, uint32_t set, agree_method method, agree_client_action *x);
/* The answer to one came. START: the mechanism is in t->chosen, the list to repeat in t->server. keyed: the answer has a
 * challenge of AKA. */
agree_client_action ut_agree_answer(ut *t, uint32_t set, agree_method method, const uint8_t *s, const sip_message *m,
                                    bool keyed);

/* ue_text.c: the requests, whole; x: what they carry of the agreement */
bool ut_register_print(ut *t, sip_out *o, uint32_t set, sa_register which, const agree_client_action *x,
                       const char *branch);
bool ut_options_print(ut *t, sip_out *o, uint32_t set, const agree_client_action *x, const char *branch);

/* ue_register.c */
void ut_step(ut *t, const ue_event *e);    /* one step of the machine and all that it asks for */
void ut_register(ut *t, bool clear, bool deregister);

/* ue_traffic.c */
bool ut_admit(void *user, const net_datagram *d, const sip_message *m);
void ut_request_came(void *user, const net_datagram *d, const sip_message *m);
void ut_options(ut *t);
bool ut_which_set(ut *t, const net_datagram *d, uint32_t *on); /* false: in clear at a protected port */

/* ue_steps.c */
void ut_steps_start(ut *t);
void ut_step_done(ut *t, bool ok, const char *why); /* the step of the script that runs is over */
bool ut_step_registers(const ut *t); /* the step that runs is a registration, not one that a timer started */
void ut_rotate(ut *t);

uint64_t ut_now(const ut *t);

#endif
