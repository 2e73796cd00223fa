/* UDP endpoints over libuv (RFC 3261 18): one for each local (address, port) of a role.
 *
 * A role names the endpoint that a message leaves from, because over IPsec the local port decides which SA protects
 * it (TS 33.203 7.1); an endpoint can be opened and closed at run time, because a UE changes its address. */
#ifndef SECAGREE_NET_H
#define SECAGREE_NET_H
#include "../core/addr.h"
#include <uv.h>

#define NET_DATAGRAM_MAX 65535u

typedef struct net_endpoint net_endpoint;

/* One datagram as it came. bytes live until the callback returns. */
typedef struct {
    net_endpoint *endpoint; /* where it arrived */
    ip_addr src;            /* from whom */
    uint16_t port;
    const uint8_t *bytes;
    size_t n;
    bool truncated;         /* it was longer than NET_DATAGRAM_MAX: bytes hold only its beginning */
} net_datagram;

/* May send, and may open and close endpoints, this one included. */
typedef void net_receive(void *user, const net_datagram *d);

/* Where a message goes and what it leaves from. */
typedef struct { net_endpoint *endpoint; ip_addr dst; uint16_t port; } net_path;

typedef struct { uint64_t received, truncated, sent, failed; } net_counters;

/* Binds a UDP socket to (addr, port) on the loop and starts to receive. IPv6 sockets take IPv6 only. port 0 lets the
 * system choose (net_port tells). 0 and *out, or a negative error number of libuv (net_error) and *out NULL:
 * UV_EADDRINUSE, UV_EADDRNOTAVAIL (the interface does not have the address), UV_EACCES, UV_ENOMEM. */
int net_open(uv_loop_t *loop, const ip_addr *addr, uint16_t port, net_receive *receive, void *user,
             net_endpoint **out);

/* Sends one datagram at once. 0, or a negative error number: UV_EPERM where a block policy of the kernel forbids the
 * packet, UV_ENETUNREACH, UV_EMSGSIZE, UV_EAGAIN where the socket is full, UV_EINVAL where the families differ. */
int net_send(const net_path *path, const uint8_t *bytes, size_t n);

/* Stops at once: no callback comes any more. Memory goes when the loop turns. NULL is no error. A layer of transactions
 * that may use the endpoint is told first (transactions_forget_endpoint). */
void net_close(net_endpoint *e);

const ip_addr *net_addr(const net_endpoint *e);
uint16_t net_port(const net_endpoint *e);
const net_counters *net_count(const net_endpoint *e);

/* A sentence for an error number of this module, with what it means here: "EPERM: a policy of the kernel blocks it". */
const char *net_error(int error);

#define NET_TEXT_MAX (ADDR_TEXT_MAX + 8u)
/* "[2001:db8::1]:5060" or "192.0.2.1:5060", NUL ended; returns its length. */
size_t net_print(const ip_addr *addr, uint16_t port, char out[NET_TEXT_MAX]);

#endif
