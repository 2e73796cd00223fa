#include "common.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/xfrm.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *const NS[2] = { "ue", "pcscf" };
unsigned passed, failed;
xfrm *xf[2];

bool check(bool ok, const char *what, ...)
{
    va_list ap;

    if (ok)
        passed++;
    else
        failed++;
    printf("%s", ok ? "ok      " : "FAILED  ");
    va_start(ap, what);
    vprintf(what, ap);
    va_end(ap);
    printf("\n");
    fflush(stdout);
    return ok;
}

void die(const char *what)
{
    printf("FAILED  %s: %s\n", what, strerror(errno));
    exit(1);
}

void enter(xfrm_role role)
{
    char path[64];

    snprintf(path, sizeof path, "/run/netns/%s", NS[role]);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || setns(fd, CLONE_NEWNET) < 0)
        die(path);
    close(fd);
}

static void open_role(xfrm_role role)
{
    char why[XFRM_ERROR_MAX];

    enter(role);
    xf[role] = xfrm_open(role, why);
    if (!xf[role]) {
        printf("FAILED  %s\n", why);
        exit(1);
    }
}

void open_both(void)
{
    open_role(XFRM_ROLE_UE);
    open_role(XFRM_ROLE_PCSCF);
}

ip_addr addr(const char *text)
{
    ip_addr a;

    if (!addr_parse((const uint8_t *)text, 0, strlen(text), &a))
        die(text);
    return a;
}

sa_params params(const char *ue, const char *p, unsigned length, sec_alg alg, sec_ealg ealg)
{
    sa_params s = { .spi_uc = 0x1001, .spi_us = 0x1002, .spi_pc = 0x2001, .spi_ps = 0x2002, .port_uc = UC,
                    .port_us = US, .port_pc = PC, .port_ps = PS, .alg = alg, .ealg = ealg };

    s.ue_addr = addr(ue);
    s.p_addr = addr(p);
    if (!prefix_make(&s.ue_addr, length, &s.ue))
        die("prefix");
    return s;
}

esp_keys keys(sec_alg alg, sec_ealg ealg)
{
    static const uint8_t ck[16] = { 0xb4, 0x0b, 0xa9, 0xa3, 0xc5, 0x8b, 0x2a, 0x05, 0xbb, 0xf0, 0xd9, 0x87, 1, 2, 3 };
    static const uint8_t ik[16] = { 0xf7, 0x69, 0xbc, 0xd7, 0x51, 0x04, 0x46, 0x04, 0x12, 0x76, 0x72, 0x71, 5, 6 };
    esp_keys k;

    if (!esp_keys_expand(alg, ealg, ck, ik, &k))
        die("keys");
    return k;
}

unsigned long stat_of(xfrm_role role, const char *file, const char *key)
{
    char line[160], name[80];
    unsigned long v, out = 0;

    enter(role);
    FILE *f = fopen(file, "r");
    if (!f)
        die(file);
    while (fgets(line, sizeof line, f))
        if (sscanf(line, "%79s %lu", name, &v) == 2 && strcmp(name, key) == 0)
            out = v;
    fclose(f);
    return out;
}

unsigned long xstat(xfrm_role role, const char *key)
{
    return stat_of(role, "/proc/thread-self/net/xfrm_stat", key);
}

unsigned long drops(xfrm_role role)
{
    char line[160], name[80];
    unsigned long v, sum = 0;

    enter(role);
    FILE *f = fopen("/proc/thread-self/net/xfrm_stat", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "%79s %lu", name, &v) == 2)
            sum += v;
    if (f)
        fclose(f);
    return sum;
}

/* The kernel's own list: how many objects a dump of that type answers with (XFRM_MSG_GETSA, XFRM_MSG_GETPOLICY). */
static int kernel_count(xfrm_role role, uint16_t type)
{
    struct nlmsghdr ask = { .nlmsg_len = NLMSG_HDRLEN, .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP };
    static _Alignas(8) char buffer[65536];
    int count = 0;

    enter(role);
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_XFRM);
    if (fd < 0 || send(fd, &ask, sizeof ask, 0) < 0)
        die("dump");
    for (;;) {
        ssize_t n = recv(fd, buffer, sizeof buffer, 0);
        const struct nlmsghdr *h = (struct nlmsghdr *)buffer;

        if (n <= 0)
            die("dump");
        for (; n > 0 && NLMSG_OK(h, (size_t)n); h = NLMSG_NEXT(h, n)) {
            if (h->nlmsg_type == NLMSG_DONE) {
                close(fd);
                return count;
            }
            if (h->nlmsg_type == NLMSG_ERROR)
                die("dump");
            count++;
        }
    }
}

bool has(xfrm_role role, int states, int policies)
{
    int s = kernel_count(role, XFRM_MSG_GETSA), p = kernel_count(role, XFRM_MSG_GETPOLICY);

    if (s == states && p == policies)
        return true;
    printf("        %s has %d states and %d policies, wanted %d and %d\n", NS[role], s, p, states, policies);
    return false;
}

char *dump(xfrm_role role)
{
    char *text = NULL;
    size_t n = 0;
    char line[512];

    enter(role);
    FILE *out = open_memstream(&text, &n), *f = popen("ip xfrm state list; ip xfrm policy list", "r");
    while (f && fgets(line, sizeof line, f))
        if (!strstr(line, "anti-replay context")) /* counts packets */
            fputs(line, out);
    if (f)
        pclose(f);
    fclose(out);
    return text;
}

socklen_t sock_address(const ip_addr *a, uint16_t port, struct sockaddr_storage *out)
{
    memset(out, 0, sizeof *out);
    if (addr_is_v4(a)) {
        struct sockaddr_in *s = (struct sockaddr_in *)out;

        s->sin_family = AF_INET;
        s->sin_port = htons(port);
        memcpy(&s->sin_addr, a->b + 12, 4);
        return sizeof *s;
    }
    struct sockaddr_in6 *s = (struct sockaddr_in6 *)out;

    s->sin6_family = AF_INET6;
    s->sin6_port = htons(port);
    memcpy(&s->sin6_addr, a->b, 16);
    return sizeof *s;
}

int bound(xfrm_role role, int type, const ip_addr *a, uint16_t port)
{
    struct sockaddr_storage sa;
    socklen_t n = sock_address(a, port, &sa);
    int on = 1;

    enter(role);
    int fd = socket(sa.ss_family, type | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, (struct sockaddr *)&sa, n) < 0)
        die("bind");
    return fd;
}

int wait_in(int fd, int ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };

    return poll(&p, 1, ms) == 1;
}

bool send_text(int fd, const ip_addr *to, uint16_t port, const char *text)
{
    struct sockaddr_storage sa;
    socklen_t n = sock_address(to, port, &sa);

    return sendto(fd, text, strlen(text), 0, (struct sockaddr *)&sa, n) == (ssize_t)strlen(text);
}

int sending(int fd, const ip_addr *to, uint16_t port)
{
    return send_text(fd, to, port, "x") ? 0 : errno;
}

bool passes(int from, const ip_addr *to, uint16_t port, int into, int ms)
{
    static unsigned serial;
    char text[64], got[64];

    snprintf(text, sizeof text, "datagram %u", ++serial);
    if (!send_text(from, to, port, text))
        return false;
    while (wait_in(into, ms)) {
        ssize_t n = recv(into, got, sizeof got, 0);

        if (n == (ssize_t)strlen(text) && memcmp(got, text, (size_t)n) == 0)
            return true;
    }
    return false;
}

ends open_ends(const ip_addr *ue, const ip_addr *p, bool p_too)
{
    ends e = { bound(XFRM_ROLE_UE, SOCK_DGRAM, ue, UC), bound(XFRM_ROLE_UE, SOCK_DGRAM, ue, US), -1, -1, *ue, *p };

    if (p_too) {
        e.pc = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PC);
        e.ps = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PS);
    }
    return e;
}

void close_ends(const ends *e)
{
    close(e->uc);
    close(e->us);
    if (e->pc >= 0)
        close(e->pc);
    if (e->ps >= 0)
        close(e->ps);
}

unsigned udp_works(const ends *e, int ms)
{
    return (passes(e->uc, &e->p, PS, e->ps, ms) ? 1u : 0) | (passes(e->ps, &e->ue, UC, e->uc, ms) ? 2u : 0) |
           (passes(e->pc, &e->ue, US, e->us, ms) ? 4u : 0) | (passes(e->us, &e->p, PC, e->pc, ms) ? 8u : 0);
}

bool tcp_works(xfrm_role from, const ip_addr *a, uint16_t port, const ip_addr *to, uint16_t to_port)
{
    xfrm_role other = from == XFRM_ROLE_UE ? XFRM_ROLE_PCSCF : XFRM_ROLE_UE;
    int l = bound(other, SOCK_STREAM, to, to_port), c = bound(from, SOCK_STREAM, a, port), s = -1;
    struct linger hard = { 1, 0 };
    struct timeval limit = { 2, 0 };
    struct sockaddr_storage sa;
    socklen_t n = sock_address(to, to_port, &sa);
    char got[8] = "";
    bool ok;

    setsockopt(c, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit); /* bounds connect() too */
    setsockopt(c, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ok = listen(l, 1) == 0 && connect(c, (struct sockaddr *)&sa, n) == 0 && wait_in(l, 2000);
    if (ok)
        s = accept(l, NULL, NULL);
    ok = ok && s >= 0 && send(c, "abc", 3, 0) == 3 && wait_in(s, 2000) && recv(s, got, 3, MSG_WAITALL) == 3 &&
         send(s, "def", 3, 0) == 3 && recv(c, got + 3, 3, MSG_WAITALL) == 3 && memcmp(got, "abcdef", 6) == 0;
    setsockopt(c, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(c);
    if (s >= 0) { /* the reset is there before the SAs go: nothing is left that the kernel would send later, in clear */
        ok = ok && wait_in(s, 2000) && recv(s, got, 1, 0) < 0 && errno == ECONNRESET;
        close(s);
    }
    close(l);
    return ok;
}

int wire_open(void)
{
    return wire_at(XFRM_ROLE_PCSCF);
}

int wire_at(xfrm_role role)
{
    int size = 16 << 20;

    enter(role);
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
    struct sockaddr_ll ll = { .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL) };

    ll.sll_ifindex = (int)if_nametoindex("eth0");
    if (fd < 0 || bind(fd, (struct sockaddr *)&ll, sizeof ll) < 0)
        die("packet socket");
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    return fd;
}

static uint32_t be32(const uint8_t *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

bool wire_next(int fd, packet *p)
{
    struct sockaddr_ll ll;

    for (;;) {
        socklen_t n = sizeof ll;
        ssize_t got = recvfrom(fd, p->frame, sizeof p->frame, MSG_DONTWAIT, (struct sockaddr *)&ll, &n);
        const uint8_t *ip = p->frame + 14;

        if (got < 0)
            return false;
        bool six = got > 54 && p->frame[12] == 0x86 && p->frame[13] == 0xdd;
        bool four = got > 34 && p->frame[12] == 8 && p->frame[13] == 0;
        if (!six && !four)
            continue;
        uint8_t proto = six ? ip[6] : ip[9];
        const uint8_t *l4 = six ? ip + 40 : ip + 20;
        if (proto != 50 && proto != 17 && proto != 6)
            continue;
        p->n = (size_t)got;
        p->esp = proto == 50;
        p->spi = p->esp ? be32(l4) : 0;
        p->seq = p->esp ? be32(l4 + 4) : 0;
        p->downlink = ll.sll_pkttype == PACKET_OUTGOING;
        if (six)
            memcpy(p->dst.b, ip + 24, 16);
        return true;
    }
}

#define SEEN_MAX (1u << 23)
static uint8_t seen[4][SEEN_MAX / 8]; /* by SA; no scenario comes to higher numbers */

void wire_forget(void)
{
    memset(seen, 0, sizeof seen);
}

static unsigned sa_of_spi(uint32_t spi)
{
    return spi == 0x2002 ? 0 : spi == 0x1001 ? 1 : spi == 0x1002 ? 2 : 3;
}

wire_count wire_read(int fd)
{
    wire_count c = { 0, 0, 0 };
    packet p;

    while (wire_next(fd, &p)) {
        if (!p.esp) {
            c.clear++;
            continue;
        }
        c.esp++;
        uint8_t *byte = &seen[sa_of_spi(p.spi)][p.seq % SEEN_MAX / 8], bit = (uint8_t)(1u << (p.seq % 8));

        c.repeated += (*byte & bit) != 0;
        *byte |= bit;
    }
    return c;
}

bool install_both(const sa_params *p, xfrm_set s[2], uint32_t id, uint64_t hard)
{
    esp_keys k = keys(p->alg, p->ealg);

    for (unsigned role = 0; role < 2; role++)
        if (!xfrm_set_install(xf[role], &s[role], p, &k, id, hard)) {
            printf("        %s: %s\n", NS[role], xfrm_error(xf[role]));
            return false;
        }
    return true;
}

void remove_both(xfrm_set s[2])
{
    for (unsigned role = 0; role < 2; role++)
        if (!xfrm_set_remove(xf[role], &s[role]))
            check(false, "remove: %s", xfrm_error(xf[role]));
}

