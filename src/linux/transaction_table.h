/* Non-INVITE transactions as a table of state machines (RFC 3261 17.1.2, 17.2.2, figures 6 and 8, unreliable
 * transport). No clock and no socket: the caller passes the time in milliseconds and does what an action says. */
#ifndef SECAGREE_TRANSACTION_TABLE_H
#define SECAGREE_TRANSACTION_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* T1: round-trip estimate; T2: longest interval between retransmissions; T4: longest life of a message in the network.
 * Milliseconds. Timers: E starts at T1 and doubles to T2; F and J are 64*T1; K is T4. */
typedef struct { uint32_t t1, t2, t4; } transaction_times;

#define TRANSACTION_TIMES_CORE ((transaction_times){ 500, 4000, 5000 })    /* RFC 3261 17.1.1.1 */
#define TRANSACTION_TIMES_GM   ((transaction_times){ 2000, 16000, 17000 }) /* TS 24.229 7.7: UE, and P-CSCF to UE */

#define TRANSACTION_KEY_MAX 1024u
#define TRANSACTION_NEVER   UINT64_MAX

typedef enum { TRANSACTION_FREE, TRANSACTION_TRYING, TRANSACTION_PROCEEDING, TRANSACTION_COMPLETED } transaction_state;
typedef enum { TRANSACTION_CLIENT, TRANSACTION_SERVER } transaction_side;

typedef struct {
    transaction_state state;
    transaction_side side;
    uint64_t id;            /* never 0, never used twice */
    transaction_times times;
    uint64_t retransmit_at; /* timer E, or TRANSACTION_NEVER */
    uint64_t interval;      /* the last value of timer E */
    uint64_t ends_at;       /* timer F, K or J; a server that never answers: 128*T1 */
    uint8_t *key;           /* owned */
    size_t key_len;
    uint32_t bucket, place; /* in the table's head and heap */
    uint32_t next;          /* in the bucket; of a free slot: the next free one */
    uint32_t older, newer;  /* in Completed: in the order in which they came there */
} transaction;

/* Slots found by a keyed hash of the key and by id; timers in a heap: no step takes longer than log(size). */
typedef struct {
    transaction *slot;
    size_t size, used;
    uint64_t generation;     /* ids given out */
    uint64_t secret[2];      /* of the hash: nobody else can make keys collide */
    uint32_t *head, *heap;   /* by hash, first slot of the bucket; slots, the earliest timer first */
    uint32_t free, oldest, newest;
} transaction_table;

/* What the caller has to do. */
typedef enum {
    TRANSACTION_NOTHING,
    TRANSACTION_PASS,       /* client: give the response to the user */
    TRANSACTION_RESEND,     /* client: send the request again; server: send the last response again */
    TRANSACTION_TIMEOUT,    /* client: timer F; tell the user, the transaction is gone */
    TRANSACTION_END         /* timer K or J; the transaction is gone */
} transaction_action;

/* size: 1 to TRANSACTIONS_MAX; secret: random. False: no memory, or another size. */
#define TRANSACTIONS_MAX 0xffffffu
bool transaction_table_open(transaction_table *t, size_t size, const uint64_t secret[2]);
void transaction_table_close(transaction_table *t);

/* The slot of that key or id, or NULL. */
transaction *transaction_find(const transaction_table *t, transaction_side side, const uint8_t *key, size_t n);
transaction *transaction_by_id(const transaction_table *t, uint64_t id);

/* A new transaction in Trying; its request is sent (client) or has come (server). NULL where the table is full, the key
 * is longer than TRANSACTION_KEY_MAX or in use, or there is no memory. */
transaction *transaction_start(transaction_table *t, transaction_side side, const transaction_times *times,
                               const uint8_t *key, size_t n, uint64_t now);

/* Client: a response with that status came. */
transaction_action transaction_client_response(transaction_table *t, transaction *x, uint32_t status, uint64_t now);

/* Server: the request came again. */
transaction_action transaction_server_request(const transaction *x);

/* Server: the user answers with that status. False in Completed: a final response is the last. */
bool transaction_server_respond(transaction_table *t, transaction *x, uint32_t status, uint64_t now);

void transaction_drop(transaction_table *t, transaction *x);

/* The transaction longest in Completed, or NULL. It waits for repetitions only: a full table can spare it. */
transaction *transaction_spare(const transaction_table *t);

/* The earliest time at which a timer fires, or TRANSACTION_NEVER. */
uint64_t transaction_next(const transaction_table *t);

/* Fires one timer that is due: *id says whose, and what to do. TRANSACTION_NOTHING where none is due. After
 * TRANSACTION_TIMEOUT and TRANSACTION_END the slot still stands, for the caller to drop. */
transaction_action transaction_due(transaction_table *t, uint64_t now, uint64_t *id);

#endif
