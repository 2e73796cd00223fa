#include "net.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct net_endpoint {
    uv_udp_t udp;
    ip_addr addr;
    uint16_t port;
    net_receive *receive;
    void *user;
    net_counters count;
    uint8_t buffer[NET_DATAGRAM_MAX];
};

typedef union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage room;
} socket_addr;

static void to_socket(const ip_addr *a, uint16_t port, socket_addr *out)
{
    memset(out, 0, sizeof *out);
    if (addr_is_v4(a)) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        memcpy(&out->v4.sin_addr, a->b + 12, 4);
    } else {
        out->v6.sin6_family = AF_INET6;
        out->v6.sin6_port = htons(port);
        memcpy(&out->v6.sin6_addr, a->b, 16);
    }
}

static void from_socket(const struct sockaddr *sa, ip_addr *addr, uint16_t *port)
{
    memset(addr, 0, sizeof *addr);
    if (sa->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *)sa;
        addr->b[10] = addr->b[11] = 0xff;
        memcpy(addr->b + 12, &v4->sin_addr, 4);
        *port = ntohs(v4->sin_port);
    } else {
        const struct sockaddr_in6 *v6 = (const void *)sa;
        memcpy(addr->b, &v6->sin6_addr, 16);
        *port = ntohs(v6->sin6_port);
    }
}

static void on_alloc(uv_handle_t *h, size_t suggested, uv_buf_t *buf)
{
    (void)suggested;
    net_endpoint *e = h->data;
    *buf = uv_buf_init((char *)e->buffer, sizeof e->buffer);
}

static void on_receive(uv_udp_t *udp, ssize_t n, const uv_buf_t *buf, const struct sockaddr *from, unsigned flags)
{
    net_endpoint *e = udp->data;
    if (n < 0) {
        e->count.failed++;
        return;
    }
    if (from == NULL) /* nothing more to read; an empty datagram has an address */
        return;
    net_datagram d = { .endpoint = e, .bytes = (const uint8_t *)buf->base, .n = (size_t)n,
                       .truncated = (flags & UV_UDP_PARTIAL) != 0 };
    from_socket(from, &d.src, &d.port);
    e->count.received++;
    e->count.truncated += d.truncated;
    e->receive(e->user, &d);
}

static void on_close(uv_handle_t *h)
{
    free(h->data);
}

void net_close(net_endpoint *e)
{
    if (e == NULL || uv_is_closing((uv_handle_t *)&e->udp))
        return;
    uv_udp_recv_stop(&e->udp);
    uv_close((uv_handle_t *)&e->udp, on_close);
}

static int start(net_endpoint *e)
{
    socket_addr sa;
    to_socket(&e->addr, e->port, &sa);
    int error = uv_udp_bind(&e->udp, &sa.any, addr_is_v4(&e->addr) ? 0 : UV_UDP_IPV6ONLY);
    int len = sizeof sa;
    if (error == 0)
        error = uv_udp_getsockname(&e->udp, &sa.any, &len);
    if (error == 0) {
        ip_addr bound;
        from_socket(&sa.any, &bound, &e->port);
        error = uv_udp_recv_start(&e->udp, on_alloc, on_receive);
    }
    return error;
}

int net_open(uv_loop_t *loop, const ip_addr *addr, uint16_t port, net_receive *receive, void *user, net_endpoint **out)
{
    *out = NULL;
    net_endpoint *e = calloc(1, sizeof *e);
    if (e == NULL)
        return UV_ENOMEM;
    e->addr = *addr;
    e->port = port;
    e->receive = receive;
    e->user = user;
    int error = uv_udp_init_ex(loop, &e->udp, addr_is_v4(addr) ? AF_INET : AF_INET6);
    if (error != 0) {
        free(e);
        return error;
    }
    e->udp.data = e;
    error = start(e);
    if (error != 0)
        net_close(e);
    else
        *out = e;
    return error;
}

int net_send(const net_path *path, const uint8_t *bytes, size_t n)
{
    net_endpoint *e = path->endpoint;
    int error = 0;
    if (addr_is_v4(&e->addr) != addr_is_v4(&path->dst) || path->port == 0)
        error = UV_EINVAL;
    else if (n > NET_DATAGRAM_MAX)
        error = UV_EMSGSIZE;
    if (error == 0) {
        socket_addr to;
        to_socket(&path->dst, path->port, &to);
        uv_buf_t buf = { .base = (char *)bytes, .len = n };
        int sent = uv_udp_try_send(&e->udp, &buf, 1, &to.any);
        error = sent < 0 ? sent : 0;
    }
    if (error == 0)
        e->count.sent++;
    else
        e->count.failed++;
    return error;
}

const ip_addr *net_addr(const net_endpoint *e) { return &e->addr; }
uint16_t net_port(const net_endpoint *e) { return e->port; }
const net_counters *net_count(const net_endpoint *e) { return &e->count; }

const char *net_error(int error)
{
    switch (error) {
    case 0: return "no error";
    case UV_EPERM: return "EPERM: a policy or filter of the kernel blocks the packet";
    case UV_EACCES: return "EACCES: no permission for this address or port";
    case UV_EADDRINUSE: return "EADDRINUSE: another socket has this address and port";
    case UV_EADDRNOTAVAIL: return "EADDRNOTAVAIL: no interface has this address (or it is not yet ready)";
    case UV_EAGAIN: return "EAGAIN: the socket is full, or the kernel has no security association yet";
    case UV_EINVAL: return "EINVAL: the message, the address family or the port does not fit";
    case UV_EMSGSIZE: return "EMSGSIZE: the message is longer than a datagram may be";
    case UV_ENETUNREACH: return "ENETUNREACH: no route to the network";
    case UV_EHOSTUNREACH: return "EHOSTUNREACH: the host cannot be reached";
    case UV_ENOBUFS: return "ENOBUFS: no room for another transaction or packet";
    case UV_ENOMEM: return "ENOMEM: no memory";
    case UV_ENOENT: return "ENOENT: no such transaction, or its final response is sent already";
    case UV_EEXIST: return "EEXIST: the branch is in use";
    case UV_ECANCELED: return "ECANCELED: the endpoint is closed";
    case UV_ESRCH: return "ESRCH: no security association for the packet";
    default: return uv_strerror(error);
    }
}

size_t net_print(const ip_addr *addr, uint16_t port, char out[NET_TEXT_MAX])
{
    char text[ADDR_TEXT_MAX];
    addr_print(addr, text);
    int n = snprintf(out, NET_TEXT_MAX, addr_is_v4(addr) ? "%s:%u" : "[%s]:%u", text, (unsigned)port);
    return n < 0 ? 0 : (size_t)n;
}
