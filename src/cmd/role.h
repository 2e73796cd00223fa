/* What the three roles of the driver share: the event loop, the way of a datagram to its handler, a clean stop. */
#ifndef SECAGREE_ROLE_H
#define SECAGREE_ROLE_H
#include "../core/headers.h"
#include "../core/print.h"
#include "../linux/log.h"
#include "../linux/transaction.h"

#define ROLE_TEXT_MAX 16384u /* the longest message that a role writes itself */

typedef struct role role;
typedef struct { uint64_t requests, responses, malformed, discarded; } role_counters;

/* A request that parses, and is no retransmission of one that is being dealt with. */
typedef void role_request(void *user, const net_datagram *d, const sip_message *m);
/* Before anything else is done with a message: false discards it (the handler has logged why). */
typedef bool role_admit(void *user, const net_datagram *d, const sip_message *m);
typedef void role_stop(void *user); /* SIGTERM or SIGINT */

struct role {
    uv_loop_t loop;
    uv_signal_t term, interrupt;
    event_log *log;
    transactions *tx;
    role_counters count;
    role_admit *admit;
    role_request *request;
    role_stop *stop;
    void *user;
};

/* False: one sentence went to standard error. The handlers are set already. */
bool role_open(role *r, const char *name, const char *log_file, size_t max_transactions);
/* Runs until role_quit. */
void role_run(role *r);
void role_quit(role *r);
void role_close(role *r);

/* The net_receive of every endpoint of a role; user is the role. */
void role_receive(void *user, const net_datagram *d);

/* A datagram that is thrown away: counted, and logged with the requirement that asks for it. */
void role_discard(role *r, const net_datagram *d, const char *requirement, const char *why);

/* Opens an endpoint of the role; NULL: one sentence went to standard error and the log. */
net_endpoint *role_bind(role *r, const ip_addr *addr, uint16_t port);

/* Where the response to an unprotected request goes (RFC 3261 18.2.2, RFC 3581 4). */
net_path role_response_path(const net_datagram *d, const sip_via *via);

/* The arguments "-c FILE" of a role; NULL where there is none. False: usage was printed. */
bool role_arguments(int argc, char **argv, const char **file, bool *stepwise);

void role_random(void *p, size_t n); /* from the system's random source; ends the program if it fails */
uint64_t role_seconds(void);         /* a clock that never steps back */
/* The lifetime that the kernel gets for a set which a machine ends at `until`, both in ms of the machine's clock: longer
 * by some seconds, only a net below it. */
uint64_t role_kernel_seconds(uint64_t now, uint64_t until);

/* Text of a message under construction; the bytes are in text. */
typedef struct { sip_out o; uint8_t text[ROLE_TEXT_MAX]; } role_text;
void role_text_init(role_text *t);

#endif
