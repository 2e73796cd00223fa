/* The world of the models here: the UE machine, the P-CSCF machine, the S-CSCF behind it, and a network that loses,
 * repeats, reorders and delays, and into which anybody writes. Each move is one event of this world; the machines in it
 * step by the functions of src/core. */
#ifndef SECAGREE_SPIN_WORLD_H
#define SECAGREE_SPIN_WORLD_H
#include "../../src/core/pcscf.h"
#include "../../src/core/ue.h"

#define FLIGHT 3 /* messages on the way at a time; one more is lost */

typedef enum { REGISTER_START, REGISTER_ANSWER, CHALLENGE_401, ACCEPTED_200, REJECTED_403, REQUEST } message_kind;

/* key 0: in clear; else that of the set, the SPI of the receiver, and the port that it comes from. */
typedef struct {
    message_kind kind;
    uint32_t key, spi, cseq, nonce;
    sa_offer offer;
    sa_answer answer;
    uint16_t port;
    uint8_t alg;
    bool to_p;
} message;

/* A REGISTER that the S-CSCF has. marked: as protected by the latest authentication. response: it answers a challenge,
 * that of the nonce. */
typedef struct {
    uint32_t on, cseq, nonce, transaction;
    bool there, marked, response;
} forwarded;

/* The network holds the messages m[0..n[, the oldest first. nonces: challenges so far; a challenge's number is its
 * sequence number and the key of the set that it makes. sqn: the highest that the UE has taken. displaced: a REGISTER
 * in clear took the place of one that came on a set that still stands. */
typedef struct {
    ue u;
    pcscf p;
    message m[FLIGHT];
    forwarded f;
    uint32_t n, cseq, sqn, nonces;
    bool displaced;
    uint64_t now;
} world;

/* ---- The start: nobody is registered. And where else a search may begin: registered; SM7 of a second registration on
 * its way; registered a second time, so that there is an old set ---- */

typedef enum { REGISTERED, CHALLENGED_AGAIN, RENEWED } situation;

void starts(world *w, sec_profile profile);
void goes_to(world *w, situation s); /* from the start, with no loss on the way */

/* ---- Moves ---- */

void registers(world *w, bool clear); /* the UE; clear: although it has a set */
void times_out(world *w);             /* the UE hears no answer to its REGISTER */
void sends(world *w, bool from_ue);   /* a request, on the set that the machine says */
void delivers(world *w, uint32_t k);  /* message k arrives */
void repeats(world *w, uint32_t k);   /* it arrives, and a copy stays on the way */
void loses(world *w, uint32_t k);
void writes(world *w, message_kind kind); /* somebody, in clear: an SM1, or an answer to the UE's last REGISTER */
void decides(world *w, bool challenge);   /* the S-CSCF; challenge: also where it need not */
void is_silent(world *w);                 /* the S-CSCF: the P-CSCF gives up */
void passes(world *w, uint64_t ms);       /* time */

/* ---- What holds after every move ---- */

bool valid(const world *w);         /* the invariants of both machines */
bool own_challenge(const world *w); /* no set was made by a challenge that the S-CSCF did not send */
bool waits(const world *w);         /* the answer to a protected REGISTER finds it */
bool agree(const world *w);         /* both ends, on every set that both use, also while completes() runs on */
bool completes(const world *w);     /* from here a registration comes to its end, once nothing is lost any more */

bool is_complete(const world *w);   /* both have the set of the last challenge, and nothing runs */

/* ---- What the search reaches: at its end it prints how often each deed was done, and the line of each move ---- */

typedef enum { DEED_REGISTERED, DEED_RENEWED, DEED_DELIVERED, DEED_COUNT } deed;

void no_deeds(void); /* a move begins */
void notes_deed(deed d);
void count_deeds(const char *file, unsigned line); /* it ends; the place where the model has it */

#endif
