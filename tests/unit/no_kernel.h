/* What the tests of the roles have in place of a kernel's SAs, and the sockets of the other ends. */
#ifndef TESTS_NO_KERNEL_H
#define TESTS_NO_KERNEL_H
#include "example.h"
#include "../../src/linux/xfrm.h"
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

static unsigned installed, removed; /* sets put into the kernel, and taken out of it */

bool xfrm_set_install(xfrm *x, xfrm_set *s, const sa_params *params, const esp_keys *k, uint32_t id, uint64_t seconds)
{
    (void)x, (void)k, (void)seconds;
    s->id = id;
    s->p = *params;
    installed++;
    return true;
}

bool xfrm_set_remove(xfrm *x, xfrm_set *s)
{
    (void)x, (void)s;
    removed++;
    return true;
}

bool xfrm_set_lifetime(xfrm *x, xfrm_set *s, uint64_t seconds)
{
    (void)x, (void)s, (void)seconds;
    return true;
}

bool xfrm_block_install(xfrm *x, const sa_params *params)
{
    (void)x, (void)params;
    return true;
}

bool xfrm_block_remove(xfrm *x, const sa_params *params)
{
    (void)x, (void)params;
    return true;
}

const char *xfrm_error(const xfrm *x)
{
    (void)x;
    return "";
}

/* A socket of the loopback, and its port. */
static inline int open_end(unsigned *port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
    *port = ntohs(at.sin_port);
    return fd;
}

#endif
