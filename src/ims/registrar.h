/* S-CSCF and HSS in one: answers a REGISTER that a P-CSCF forwards (TS 33.203 6.1, TS 24.229 5.4.1, RFC 3310).
 * A pure function of the request, the time and random octets; the subscribers are its state. Retransmissions are the
 * transaction layer's: a request given twice is two requests. */
#ifndef SECAGREE_REGISTRAR_H
#define SECAGREE_REGISTRAR_H
#include "aka.h"
#include "compose.h"

#define REGISTRAR_IMPUS_MAX  8u
#define REGISTRAR_TEXT_MAX   256u /* an identity, a Call-ID */
#define REGISTRAR_VALUE_MAX  1024u /* a Contact value */

/* The registration flag of an IMPU in the HSS (AKA-6.1.1-03, -04, -18, AKA-6.1.2.2-4). */
typedef enum { IMPU_NOT_REGISTERED, IMPU_PENDING, IMPU_REGISTERED, IMPU_UNREGISTERED } impu_flag;
typedef struct { char uri[REGISTRAR_TEXT_MAX]; impu_flag flag; } registrar_impu;

/* An authentication under way: its vector serves once and is wiped after that (AKA-6.1.1-09). */
typedef struct {
    bool active;
    aka_vector av;
    char nonce[AKA_NONCE_MAX + 1], call_id[REGISTRAR_TEXT_MAX];
    uint64_t until; /* reg-await-auth */
} registrar_auth;

/* The one binding of a subscriber. contact: the value without its expires parameter. */
typedef struct {
    bool active;
    char contact[REGISTRAR_VALUE_MAX], call_id[REGISTRAR_TEXT_MAX];
    uint32_t cseq;
    uint64_t until;
} registrar_binding;

/* The IMPUs form one implicit registration set (AKA-6.1.1-19). sqn: the last one given out. */
typedef struct {
    char impi[REGISTRAR_TEXT_MAX];
    registrar_impu impu[REGISTRAR_IMPUS_MAX];
    uint32_t impus;
    aka_secret secret;
    uint64_t sqn;
    registrar_auth auth;
    registrar_binding binding;
    bool reauthenticate; /* the network asks for a new authentication (CR2-6.1.4-01) */
} registrar_subscriber;

typedef struct {
    char realm[REGISTRAR_TEXT_MAX];         /* of the challenge; the home domain */
    char domain[REGISTRAR_TEXT_MAX];        /* host of the Request-URI of a REGISTER; empty: any */
    char service_route[REGISTRAR_TEXT_MAX]; /* value of Service-Route; empty: none */
    bool authenticate_reregistration;       /* AKA-5.1.2-2 */
    uint32_t min_expires, max_expires, default_expires, reg_await_auth; /* seconds */
    uint64_t delta;                         /* of the USIMs, for the resynchronisation */
    registrar_subscriber *subscriber;
    size_t count;
} registrar;

/* The defaults: no subscriber, realm "ims.example", re-registrations authenticated; 60, 600000, 3600, 240 seconds. */
void registrar_init(registrar *r);

/* Wipes the secrets and gives the memory back. */
void registrar_free(registrar *r);

/* A copy of *sub. False: no memory, or its IMPI or one of its IMPUs is there already. */
bool registrar_add(registrar *r, const registrar_subscriber *sub);

/* Subscribers and settings of an INI file (see registrar_config.c for the keys). False: error[] is one sentence. */
#define REGISTRAR_ERROR_MAX 320u
bool registrar_load(registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX]);

/* The SQN of each subscriber, so that none is given out twice after a restart (TS 33.102 C.1). A state file that is not
 * there is no error; a lower SQN than the one in memory is not taken over. */
bool registrar_state_load(registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX]);
bool registrar_state_save(const registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX]);

/* Octets that nobody can foretell, new for each call. */
typedef struct { uint8_t rand[16], tag[8]; } registrar_random;

/* code: of the response in *out; 0: there is none to send. requirement: what asked for a refusal, else NULL.
 * what: for the log; never a secret. */
typedef struct { unsigned code; const char *requirement, *what; } registrar_result;

/* The whole response to the request m in s. now: seconds of a clock that never steps back. If out->full is set, there
 * is nothing to send. */
registrar_result registrar_request(registrar *r, const uint8_t *s, const sip_message *m, uint64_t now,
                                   const registrar_random *rnd, sip_out *out);

/* Timers: authentications without an answer fail, registrations end (AKA-6.1.2.3-1). registrar_request does so for the
 * subscriber it serves. */
void registrar_tick(registrar *r, uint64_t now);

/* Asks for a new authentication of the IMPI: its next REGISTER is challenged, and the registration ends in `seconds`
 * at the latest (CR2-6.1.4-01, -05). False: unknown or not registered. */
bool registrar_reauthenticate(registrar *r, const char *impi, uint32_t seconds, uint64_t now);

/* State, as the network may ask for it. The flag of an unknown IMPU is IMPU_NOT_REGISTERED; 0 seconds: no binding. */
impu_flag registrar_flag(registrar *r, const char *impu, uint64_t now);
uint32_t registrar_seconds_left(registrar *r, const char *impi, uint64_t now);
bool registrar_await_auth(registrar *r, const char *impi, uint64_t now);
const registrar_subscriber *registrar_find(const registrar *r, const char *impi);

#endif
