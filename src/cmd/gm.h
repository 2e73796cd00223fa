/* The P-CSCF role: what it knows of its UEs, and how its parts call each other.
 *   cmd_pcscf.c  start and stop         gm_request.c  messages from UEs     gm_core.c  answers of the registrar
 *   gm_ue.c      the UEs, found by IMPI gm_sets.c     sets of SAs           gm_act.c   the actions of a step
 * Every decision is made by src/core (agree, pcscf, satable); this code carries it out. */
#ifndef SECAGREE_GM_H
#define SECAGREE_GM_H
#include "../core/agree.h"
#include "../core/pcscf.h"
#include "../core/satable.h"
#include "../ims/compose.h"
#include "../ims/offer.h"
#include "../linux/config.h"
#include "../linux/xfrm.h"
#include "role.h"

#define GM_LIST_MAX  2048u /* a Security-* value in canonical form */
#define GM_NONCE_MAX 256u
#define GM_IMPUS_MAX 8u
#define GM_PORTS_MAX 1024u

/* A set of SAs as it stands in the kernel, and the Security-Server that made it. */
typedef struct {
    uint32_t id;       /* 0: free */
    xfrm_set kernel;
    net_endpoint *pc;  /* (P-CSCF, port_pc) */
    uint8_t server[GM_LIST_MAX];
    size_t server_len;
} gm_set;

/* A request of the UE that waits for an answer: a copy of the datagram, its server transaction, and the verdict of the
 * agreement on it. */
typedef struct { net_datagram d; sip_message m; sip_via via; uint64_t tx; uint32_t on; agree_verdict v; } gm_request;

typedef struct gm gm;
typedef struct {
    gm *p;
    bool used;
    char impi[CONFIG_TEXT_MAX];
    char impu[GM_IMPUS_MAX][CONFIG_TEXT_MAX];
    unsigned impus;
    uint32_t next_same_hash;
    pcscf m;
    gm_set set[3];
    gm_request *reg;            /* the REGISTER that is at the registrar */
    uint64_t reg_client;        /* its client transaction there */
    uint8_t client[GM_LIST_MAX];/* Security-Client of the latest SM1 */
    size_t client_len;
    uint8_t agreed[GM_LIST_MAX];/* that of the SM1 which the temporary set was made for: SM7 repeats it */
    size_t agreed_len;
    ipsec3gpp chosen;           /* the mechanism of it that this P-CSCF prefers */
    bool common;
    char nonce[GM_NONCE_MAX];   /* of the challenge of the temporary set */
    uint8_t ck[16], ik[16];     /* secret; of the challenge in hand */
    unsigned granted;           /* the addr-pref-length of the set being made, or ADDR_PREF_ABSENT */
    uint32_t rotations;         /* since the last authentication */
    char probe[TRANSACTION_BRANCH_MAX]; /* branch of the OPTIONS that is under way to the UE, or "" */
    uint64_t probe_tx;
    uint32_t probe_on;
} gm_ue;

typedef struct { uint16_t port; uint32_t users; net_endpoint *endpoint; } gm_port;

struct gm {
    role r;
    config_pcscf c;
    xfrm *x;
    uv_poll_t kernel_events;
    uv_timer_t tick;
    net_endpoint *clear, *ps, *core;
    gm_port pc[GM_PORTS_MAX];
    sa_table table;
    void *memory;               /* of the table */
    gm_ue *ue;
    uint32_t *hash;             /* heads of chains of UEs, by IMPI */
    uint32_t next_id;           /* of sets in the kernel */
};

/* What a step of the machine is about. */
typedef struct {
    gm_ue *u;
    const gm_request *request;    /* REGISTER and what answers it */
    const net_datagram *core;     /* the registrar's answer, and its index; NULL if there is none */
    const sip_message *core_m;
    ip_addr source;               /* of the message from the UE */
    bool delivered, discarded;    /* set by the actions */
    uint32_t send_on;             /* set that SA_SEND named; valid if sent */
    bool sent;
    sa_req why;                   /* of a discard */
} gm_step;

/* gm_ue.c */
gm_ue *gm_ue_find(gm *p, const uint8_t *impi, size_t n);
gm_ue *gm_ue_get(gm *p, const uint8_t *impi, size_t n); /* made where it is new; NULL: no room */
void gm_ue_release(gm_ue *u);                           /* forgets a UE without sets and without a REGISTER under way */
uint32_t gm_ue_index(const gm_ue *u);                   /* its handle in the SA table */
gm_ue *gm_ue_by_packet(gm *p, const ip_addr *src, uint16_t sport, uint16_t dport, uint32_t *set);
bool gm_ue_has_impu(const gm_ue *u, const uint8_t *s, sip_span uri);
void gm_ue_learn_impus(gm_ue *u, const uint8_t *s, const sip_message *m);

/* gm_sets.c */
gm_set *gm_set_by_id(gm_ue *u, uint32_t id);
bool gm_set_install(gm_ue *u, const sa_set *s);
void gm_set_delete(gm_ue *u, uint32_t id);
void gm_set_lifetime(gm_ue *u, uint32_t id, uint64_t until);
bool gm_set_move(gm_ue *u, uint32_t id, const ip_addr *to);
void gm_sets_sync(gm_ue *u); /* the SA table follows the machine */
bool gm_answer_make(gm_ue *u, const sa_offer *offer, const ip_addr *source, sa_answer *answer);
net_path gm_set_path(gm_ue *u, uint32_t id); /* P-CSCF port_pc to UE port_us; endpoint NULL: no such set */

/* gm_act.c */
void gm_act(gm_step *s, const pcscf_event *e); /* one step of the machine and all that it asks for */
void gm_reply(gm *p, const gm_request *q, unsigned code, gm_ue *u, uint32_t on, bool server, bool require);
gm_request *gm_request_copy(const gm_request *q);
void gm_request_free(gm_request *q);

/* gm_request.c */
bool gm_admit(void *user, const net_datagram *d, const sip_message *m);
void gm_request_came(void *user, const net_datagram *d, const sip_message *m);
sa_verify gm_verify(const gm_ue *u, uint32_t on, const uint8_t *s, const sip_message *m);

/* gm_core.c */
void gm_forward(gm_ue *u, const gm_request *q, bool integrity);
void gm_challenge_print(gm_ue *u, sip_out *o, const uint8_t *s, const sip_message *m, uint32_t set, bool server);
void gm_probe(gm_ue *u); /* an OPTIONS to the UE's present address */

uint64_t gm_now(const gm *p); /* milliseconds of the machines' clock */

#endif
