/* Addresses of a network interface over rtnetlink (RTM_NEWADDR, RTM_DELADDR). */
#include "address.h"
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <sys/socket.h>

static int exchange(struct nlmsghdr *message)
{
    char buffer[4096];
    int error = 0;
    struct mnl_socket *socket = mnl_socket_open(NETLINK_ROUTE);
    if (socket == NULL)
        return errno;
    if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
        mnl_socket_sendto(socket, message, message->nlmsg_len) < 0) {
        error = errno;
    } else {
        ssize_t n = mnl_socket_recvfrom(socket, buffer, sizeof buffer);
        if (n < 0 || mnl_cb_run(buffer, (size_t)n, 1, mnl_socket_get_portid(socket), NULL, NULL) < 0)
            error = errno;
    }
    mnl_socket_close(socket);
    return error;
}

static int change(uint16_t type, uint16_t flags, const char *interface, const ip_addr *a)
{
    char buffer[256];
    unsigned index = if_nametoindex(interface);
    bool v4 = addr_is_v4(a);
    if (index == 0)
        return ENODEV;
    struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
    message->nlmsg_type = type;
    message->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | NLM_F_ACK | flags);
    message->nlmsg_seq = 1;
    struct ifaddrmsg *body = mnl_nlmsg_put_extra_header(message, sizeof *body);
    body->ifa_family = v4 ? AF_INET : AF_INET6;
    body->ifa_prefixlen = v4 ? 32 : 128;
    body->ifa_flags = v4 ? 0 : IFA_F_NODAD;
    body->ifa_scope = RT_SCOPE_UNIVERSE;
    body->ifa_index = index;
    mnl_attr_put(message, IFA_LOCAL, v4 ? 4 : 16, v4 ? a->b + 12 : a->b);
    return exchange(message);
}

int address_add(const char *interface, const ip_addr *a)
{
    return change(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, interface, a);
}

int address_remove(const char *interface, const ip_addr *a)
{
    return change(RTM_DELADDR, 0, interface, a);
}
