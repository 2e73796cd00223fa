/* Non-INVITE client and server transactions over UDP (RFC 3261 17.1.2, 17.2.2, 17.1.3, 17.2.3).
 *
 * In IMS a response comes from and goes to other ports than its request (TS 33.203 7.1: the UE sends from port_uc to
 * port_ps and gets the response from port_pc at port_us). So a response finds its transaction by the topmost Via
 * (branch and sent-by) and the method of CSeq alone, whatever the ports, and the caller names the path of a response.
 * Whether a message came over the right SA is the caller's check, made before the message is handed in here.
 *
 * One layer serves one role. All is bounded: at most max_transactions at once; a retransmission adds no state. Where
 * the table is full of transactions that are over but for repetitions, the one that is over for longest gives way: a
 * flood of requests that are refused at once does not keep others out for 64*T1. */
#ifndef SECAGREE_TRANSACTION_H
#define SECAGREE_TRANSACTION_H
#include "../core/message.h"
#include "net.h"
#include "transaction_table.h"

typedef struct transactions transactions;

typedef struct {
    uint64_t requests_resent, responses_resent, timeouts, requests_absorbed, responses_absorbed, unmatched, full,
             spared; /* gave way before their time */
} transaction_counters;

/* max_transactions: 1 to TRANSACTIONS_MAX. NULL: no memory, or no random numbers. */
transactions *transactions_open(uv_loop_t *loop, size_t max_transactions);

/* Drops every transaction without a callback; memory goes when the loop turns. */
void transactions_close(transactions *l);

const transaction_counters *transactions_count(const transactions *l);

/* Client ------------------------------------------------------------------------------------------------------- */

typedef enum {
    CLIENT_PROVISIONAL, /* 1xx; more will come */
    CLIENT_FINAL,       /* 200..699; the last call */
    CLIENT_TIMEOUT,     /* timer F, 64*T1 after the request; the last call */
    CLIENT_FAILED       /* a retransmission could not be sent, or the endpoint is gone: see error; the last call */
} client_outcome;

typedef struct {
    client_outcome outcome;
    uint64_t id;
    const net_datagram *datagram; /* the response as it came; NULL for CLIENT_TIMEOUT and CLIENT_FAILED */
    const sip_message *message;   /* its index into datagram->bytes; NULL likewise */
    int error;                    /* CLIENT_FAILED: an error number for net_error */
} client_result;

/* All that result points to lives until the callback returns. May send, respond, cancel. */
typedef void client_done(void *user, const client_result *result);

/* Sends the request bytes[0..n) (copied) and starts its transaction. Its topmost Via must have a branch that begins
 * with z9hG4bK (RFC 3261 8.1.1.7). 0 and *id (may be NULL), or a negative error number, then no callback comes:
 * UV_EINVAL (not a request with Via, branch and CSeq, or INVITE or ACK), UV_EEXIST (the branch is in use), UV_ENOBUFS
 * (too many transactions), UV_ENOMEM, or what net_send said. */
int client_send(transactions *l, const net_path *path, const transaction_times *times, const uint8_t *bytes, size_t n,
                client_done *done, void *user, uint64_t *id);

/* Hands in a response that is parsed already. True: it belonged to a transaction (and was passed on, or absorbed as a
 * repetition). False: it belongs to none; drop it (RFC 3261 18.1.2). */
bool client_receive(transactions *l, const net_datagram *d, const sip_message *m);

/* From now on the request is sent again by that path: the UE's address has moved. False: no such id. */
bool client_redirect(transactions *l, uint64_t id, const net_path *path);

/* Forgets the transaction; no callback comes. An unknown id is no error. */
void client_cancel(transactions *l, uint64_t id);

/* Server ------------------------------------------------------------------------------------------------------- */

typedef enum {
    SERVER_NEW,            /* id is set: answer it with server_respond, or server_ignore */
    SERVER_RETRANSMISSION, /* dealt with: the last response was sent again, or there is none yet */
    SERVER_STATELESS,      /* INVITE and ACK have no transaction here: answer without state (405), never answer ACK */
    SERVER_UNREADABLE,     /* no topmost Via, sent-by or CSeq to key it by: 400 without state, or discard */
    SERVER_FULL            /* too many transactions, or no memory: discard and count */
} server_verdict;

typedef struct { server_verdict verdict; uint64_t id; } server_received; /* id is 0 unless SERVER_NEW */

/* Hands in a request that is parsed already. A request whose branch lacks z9hG4bK is matched by the second rule of RFC
 * 3261 17.2.3: Request-URI, To tag, From tag, Call-ID, CSeq and the topmost Via. */
server_received server_receive(transactions *l, const net_datagram *d, const sip_message *m,
                               const transaction_times *times);

/* Answers: sends bytes[0..n) (copied) by the path; the status is read from its start line. A retransmitted request is
 * then answered again by the same path. 0, or UV_ENOENT (no such id, or answered finally already), UV_EINVAL (not a
 * response), UV_ENOMEM, or what net_send said: the transaction stands all the same, a retransmission tries again. */
int server_respond(transactions *l, uint64_t id, const net_path *path, const uint8_t *bytes, size_t n);

/* The user will not answer (a silent discard). A retransmission of the request will then be new. */
void server_ignore(transactions *l, uint64_t id);

/* The endpoint is about to be closed. Its client transactions end with CLIENT_FAILED and UV_ECANCELED (redirect or
 * cancel first what should go on); responses that would be sent again from it are no longer sent. */
void transactions_forget_endpoint(transactions *l, const net_endpoint *e);

/* A fresh branch, "z9hG4bK" and 24 hexadecimal digits from the system's random source (RFC 3261 8.1.1.7), NUL ended.
 * False: the source failed. */
#define TRANSACTION_BRANCH_MAX 32u
bool transaction_branch(char out[TRANSACTION_BRANCH_MAX]);

#endif
