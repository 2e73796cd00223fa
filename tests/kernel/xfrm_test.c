/* What src/linux/xfrm.h promises, tried on a kernel: run by tests/kernel/run inside two namespaces (see lib.sh).
 * The verdicts rest on the wire (a packet socket), on /proc/net/xfrm_stat and on ip(8), not on the program's belief. */
#include "../../src/linux/xfrm.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
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

enum { UC = 5061, US = 5062, PC = 6061, PS = 6062 };
static const char *const NS[2] = { "ue", "pcscf" };
static unsigned passed, failed;
static xfrm *xf[2]; /* by xfrm_role */

/* --- helpers ---------------------------------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static bool check(bool ok, const char *what, ...)
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

static void die(const char *what)
{
    printf("FAILED  %s: %s\n", what, strerror(errno));
    exit(1);
}

static void enter(xfrm_role role)
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

static ip_addr addr(const char *text)
{
    ip_addr a;

    if (!addr_parse((const uint8_t *)text, 0, strlen(text), &a))
        die(text);
    return a;
}

#define UE_A "2001:db8:1:1::a"
#define UE_B "2001:db8:1:1:b0b:1:2:3"
#define UE_C "2001:db8:1:1:c0c:4:5:6"
#define P_6 "2001:db8:2::1"

static sa_params params(const char *ue, const char *p, unsigned length, sec_alg alg, sec_ealg ealg)
{
    sa_params s = { .spi_uc = 0x1001, .spi_us = 0x1002, .spi_pc = 0x2001, .spi_ps = 0x2002, .port_uc = UC,
                    .port_us = US, .port_pc = PC, .port_ps = PS, .alg = alg, .ealg = ealg };

    s.ue_addr = addr(ue);
    s.p_addr = addr(p);
    if (!prefix_make(&s.ue_addr, length, &s.ue))
        die("prefix");
    return s;
}

static esp_keys keys(sec_alg alg, sec_ealg ealg)
{
    static const uint8_t ck[16] = { 0xb4, 0x0b, 0xa9, 0xa3, 0xc5, 0x8b, 0x2a, 0x05, 0xbb, 0xf0, 0xd9, 0x87, 1, 2, 3, 4 };
    static const uint8_t ik[16] = { 0xf7, 0x69, 0xbc, 0xd7, 0x51, 0x04, 0x46, 0x04, 0x12, 0x76, 0x72, 0x71, 5, 6, 7, 8 };
    esp_keys k;

    if (!esp_keys_expand(alg, ealg, ck, ik, &k))
        die("keys");
    return k;
}

static unsigned long stat_of(xfrm_role role, const char *file, const char *key)
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

static unsigned long xstat(xfrm_role role, const char *key)
{
    return stat_of(role, "/proc/thread-self/net/xfrm_stat", key);
}

/* All drops that XFRM counts in that namespace. */
static unsigned long drops(xfrm_role role)
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

/* ip(8)'s view: objects of that kind ("state" or "policy"). */
static int ip_count(xfrm_role role, const char *kind)
{
    char command[96], line[512];
    int n = 0;

    enter(role);
    snprintf(command, sizeof command, "ip xfrm %s list", kind);
    FILE *f = popen(command, "r");
    while (f && fgets(line, sizeof line, f))
        n += strncmp(line, "src ", 4) == 0;
    if (f)
        pclose(f);
    return n;
}

static bool has(xfrm_role role, int states, int policies)
{
    int s = ip_count(role, "state"), p = ip_count(role, "policy");

    if (s == states && p == policies)
        return true;
    printf("        %s has %d states and %d policies, wanted %d and %d\n", NS[role], s, p, states, policies);
    return false;
}

/* --- sockets ---------------------------------------------------------------------------------------------------- */

static socklen_t sock_address(const ip_addr *a, uint16_t port, struct sockaddr_storage *out)
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

static int bound(xfrm_role role, int type, const ip_addr *a, uint16_t port)
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

static int wait_in(int fd, int ms)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };

    return poll(&p, 1, ms) == 1;
}

static bool send_text(int fd, const ip_addr *to, uint16_t port, const char *text)
{
    struct sockaddr_storage sa;
    socklen_t n = sock_address(to, port, &sa);

    return sendto(fd, text, strlen(text), 0, (struct sockaddr *)&sa, n) == (ssize_t)strlen(text);
}

/* The errno of sending. */
static int sending(int fd, const ip_addr *to, uint16_t port)
{
    return send_text(fd, to, port, "x") ? 0 : errno;
}

/* A datagram of its own text goes out at one socket and arrives at the other within ms. */
static bool passes(int from, const ip_addr *to, uint16_t port, int into, int ms)
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

/* The sockets of the four SAs. */
typedef struct { int uc, us, pc, ps; ip_addr ue, p; } ends;

static ends open_ends(const ip_addr *ue, const ip_addr *p, bool p_too)
{
    ends e = { bound(XFRM_ROLE_UE, SOCK_DGRAM, ue, UC), bound(XFRM_ROLE_UE, SOCK_DGRAM, ue, US), -1, -1, *ue, *p };

    if (p_too) {
        e.pc = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PC);
        e.ps = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PS);
    }
    return e;
}

static void close_ends(const ends *e)
{
    close(e->uc);
    close(e->us);
    if (e->pc >= 0)
        close(e->pc);
    if (e->ps >= 0)
        close(e->ps);
}

/* A bit for each SA (1, 2, 4, 8) that carried a datagram. */
static unsigned udp_works(const ends *e, int ms)
{
    return (passes(e->uc, &e->p, PS, e->ps, ms) ? 1u : 0) | (passes(e->ps, &e->ue, UC, e->uc, ms) ? 2u : 0) |
           (passes(e->pc, &e->ue, US, e->us, ms) ? 4u : 0) | (passes(e->us, &e->p, PC, e->pc, ms) ? 8u : 0);
}

static bool tcp_works(xfrm_role from, const ip_addr *a, uint16_t port, const ip_addr *to, uint16_t to_port)
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
    if (s >= 0)
        close(s);
    close(l);
    return ok;
}

/* --- the wire --------------------------------------------------------------------------------------------------- */

typedef struct { uint8_t frame[1600]; size_t n; uint32_t spi, seq; bool esp, downlink; ip_addr dst; } packet;

static int wire_open(void)
{
    int size = 16 << 20;

    enter(XFRM_ROLE_PCSCF);
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

/* The next ESP, UDP or TCP packet on the wire; false when there is none left. */
static bool wire_next(int fd, packet *p)
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

typedef struct { unsigned esp, clear, repeated; } wire_count;

#define SEEN_MAX 65536
static uint8_t seen[4][SEEN_MAX / 8]; /* by SA; numbers above are not expected here */

static unsigned sa_of_spi(uint32_t spi)
{
    return spi == 0x2002 ? 0 : spi == 0x1001 ? 1 : spi == 0x1002 ? 2 : 3;
}

static wire_count wire_read(int fd)
{
    wire_count c = { 0, 0, 0 };
    packet p;

    while (wire_next(fd, &p)) {
        if (!p.esp) {
            c.clear++;
            continue;
        }
        c.esp++;
        if (p.seq < SEEN_MAX) {
            uint8_t *byte = &seen[sa_of_spi(p.spi)][p.seq / 8], bit = (uint8_t)(1u << (p.seq % 8));

            if (*byte & bit)
                c.repeated++;
            *byte |= bit;
        }
    }
    return c;
}

/* --- scenario install ------------------------------------------------------------------------------------------- */

static const struct { sec_alg alg; sec_ealg ealg; const char *name; } PAIRS[] = {
    { ALG_HMAC_SHA_1_96, EALG_NULL, "hmac-sha-1-96/null" },
    { ALG_HMAC_SHA_1_96, EALG_AES_CBC, "hmac-sha-1-96/aes-cbc" },
    { ALG_HMAC_SHA_1_96, EALG_DES_EDE3_CBC, "hmac-sha-1-96/des-ede3-cbc" },
    { ALG_HMAC_MD5_96, EALG_NULL, "hmac-md5-96/null" },
    { ALG_HMAC_MD5_96, EALG_AES_CBC, "hmac-md5-96/aes-cbc" },
    { ALG_HMAC_MD5_96, EALG_DES_EDE3_CBC, "hmac-md5-96/des-ede3-cbc" },
    { ALG_AES_GMAC, EALG_NULL, "aes-gmac/null" },
    { ALG_NULL, EALG_AES_GCM, "null/aes-gcm" },
};

static bool install_both(const sa_params *p, xfrm_set s[2], uint32_t id, uint64_t hard)
{
    esp_keys k = keys(p->alg, p->ealg);

    for (unsigned role = 0; role < 2; role++)
        if (!xfrm_set_install(xf[role], &s[role], p, &k, id, hard)) {
            printf("        %s: %s\n", NS[role], xfrm_error(xf[role]));
            return false;
        }
    return true;
}

static void remove_both(xfrm_set s[2])
{
    for (unsigned role = 0; role < 2; role++)
        if (!xfrm_set_remove(xf[role], &s[role]))
            check(false, "remove: %s", xfrm_error(xf[role]));
}

static void one_pair(unsigned pair, const char *ue, const char *p_addr, unsigned length)
{
    sa_params p = params(ue, p_addr, length, PAIRS[pair].alg, PAIRS[pair].ealg);
    unsigned long before = drops(0) + drops(1);
    xfrm_counts n = { 0, 0, 0, 0 };
    xfrm_set s[2];
    bool good = install_both(&p, s, pair * 100 + length, 600);
    int wire = wire_open();
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    unsigned udp = udp_works(&e, 1000);

    close_ends(&e);
    bool tcp = tcp_works(XFRM_ROLE_UE, &p.ue_addr, UC, &p.p_addr, PS) &&
               tcp_works(XFRM_ROLE_PCSCF, &p.p_addr, PC, &p.ue_addr, US);
    wire_count w = wire_read(wire);

    close(wire);
    bool there = has(0, 4, 4) && has(1, 4, 4) && xfrm_count(xf[1], &n) && n.states == 4 && n.policies == 4;
    unsigned long lost = drops(0) + drops(1) - before;
    remove_both(s);
    bool empty = has(0, 0, 0) && has(1, 0, 0);
    check(good && udp == 15 && tcp && w.clear == 0 && w.esp >= 16 && there && lost == 0 && empty,
          "%-26s %s/%u: UDP on SAs %x, TCP %s, %u ESP and %u clear on the wire, %lu drops", PAIRS[pair].name, ue, length,
          udp, tcp ? "both ways" : "FAILED", w.esp, w.clear, lost);
}

/* The index of a policy is ours to choose: a sweep knows block policies by it. */
static void indices(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    char line[256];
    unsigned chosen = 0;
    xfrm_set s[2];

    install_both(&p, s, 0x123456, 0);
    xfrm_block_install(xf[1], &p);
    enter(XFRM_ROLE_PCSCF);
    FILE *f = popen("ip -d -s xfrm policy list", "r");
    while (f && fgets(line, sizeof line, f)) {
        const char *i = strstr(line, "index ");
        unsigned long v = i ? strtoul(i + 6, NULL, 10) : 0;

        chosen += (v & XFRM_INDEX_MASK) == XFRM_INDEX_PCSCF || (v & XFRM_INDEX_MASK) == (XFRM_INDEX_PCSCF | XFRM_INDEX_BLOCK);
    }
    if (f)
        pclose(f);
    check(chosen == 8, "the kernel keeps the index of each of %u policies", chosen);
    remove_both(s);
    xfrm_block_remove(xf[1], &p);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
}

static void scenario_install(void)
{
    static const unsigned six[] = { 64, 128, 60 }, four[] = { 32, 24 };

    for (unsigned i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        for (unsigned k = 0; k < 3; k++)
            one_pair(i, UE_A, P_6, six[k]);
        for (unsigned k = 0; k < 2; k++)
            one_pair(i, "198.51.100.10", "203.0.113.1", four[k]);
    }
    indices();
}

/* --- scenario undo ---------------------------------------------------------------------------------------------- */

static char *dump(xfrm_role role)
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

static void undo_installs(xfrm_role role)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_AES_CBC);
    esp_keys k = keys(p.alg, p.ealg);
    unsigned n = xfrm_requests(xf[role]);
    xfrm_set s;

    check(xfrm_set_install(xf[role], &s, &p, &k, 1, 0) && xfrm_set_remove(xf[role], &s), "%s: installs and removes",
          NS[role]);
    n = 8;
    for (unsigned i = 1; i <= n; i++) {
        xfrm_fail_at(xf[role], i);
        bool ok = xfrm_set_install(xf[role], &s, &p, &k, 1, 0);

        check(!ok && xfrm_errno(xf[role]) == EINVAL && has(role, 0, 0), "%s: message %u of %u fails, nothing stays: %s",
              NS[role], i, n, xfrm_error(xf[role]));
    }
    n = role == XFRM_ROLE_UE ? 6 : 4;
    for (unsigned i = 1; i <= n; i++) {
        xfrm_fail_at(xf[role], i);
        bool ok = xfrm_block_install(xf[role], &p);

        check(!ok && has(role, 0, 0), "%s: block policy %u of %u fails, nothing stays", NS[role], i, n);
    }
    xfrm_fail_at(xf[role], 0);
    check(xfrm_block_install(xf[role], &p) && has(role, 0, (int)n) && xfrm_block_install(xf[role], &p) &&
          has(role, 0, (int)n) && xfrm_block_remove(xf[role], &p) && has(role, 0, (int)n) &&
          xfrm_block_remove(xf[role], &p) && has(role, 0, 0), "%s: block policies are counted", NS[role]);
}

/* A second UE that meets the first one's SPIs or selectors is refused, and the first notices nothing. */
static void undo_collisions(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL), q;
    esp_keys k = keys(p.alg, p.ealg);
    xfrm_set s[2], other;

    install_both(&p, s, 7, 0);
    char *before = dump(XFRM_ROLE_PCSCF);

    q = p;
    q.spi_uc += 16, q.spi_us += 16, q.spi_pc += 16, q.spi_ps += 16;
    bool ok = xfrm_set_install(xf[1], &other, &q, &k, 8, 0);
    char *after = dump(XFRM_ROLE_PCSCF);
    check(!ok && xfrm_errno(xf[1]) == EEXIST && strcmp(before, after) == 0, "equal selectors: %s", xfrm_error(xf[1]));
    free(after);
    q = p;
    q.port_uc += 16, q.port_us += 16, q.spi_uc += 16, q.spi_us += 16, q.spi_ps += 16;
    ok = xfrm_set_install(xf[1], &other, &q, &k, 8, 0);
    after = dump(XFRM_ROLE_PCSCF);
    check(!ok && xfrm_errno(xf[1]) == EEXIST && strcmp(before, after) == 0, "an equal SPI: %s", xfrm_error(xf[1]));
    free(after);
    free(before);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    check(udp_works(&e, 1000) == 15, "the first set works on");
    close_ends(&e);
    remove_both(s);
}

/* A rotation that fails at its k-th message leaves all as it was, and the next attempt succeeds. */
static void undo_rotations(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B);
    xfrm_set s[2];

    install_both(&p, s, 9, 600);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true), f = open_ends(&b, &p.p_addr, false);
    f.pc = dup(e.pc);
    f.ps = dup(e.ps);
    udp_works(&e, 1000);
    char *before = dump(XFRM_ROLE_UE);
    for (unsigned k = 1; k <= 6; k++) {
        xfrm_fail_at(xf[0], k);
        bool ok = xfrm_ue_add_address(xf[0], &s[0], &b, 30);
        char *after = dump(XFRM_ROLE_UE);

        check(!ok && strcmp(before, after) == 0 && udp_works(&e, 1000) == 15, "UE: message %u of 6 of a rotation fails: %s", k,
              xfrm_error(xf[0]));
        free(after);
    }
    free(before);
    xfrm_fail_at(xf[0], 0);
    check(xfrm_ue_add_address(xf[0], &s[0], &b, 30) && has(0, 6, 4), "UE: the rotation succeeds: 6 states");
    for (unsigned k = 1; k <= 6; k++) {
        xfrm_fail_at(xf[1], k);
        bool ok = xfrm_p_move(xf[1], &s[1], &b);

        check(!ok && has(1, 4, 4) && udp_works(&e, 1000) == 15, "P-CSCF: message %u of 6 of a move fails: %s", k,
              xfrm_error(xf[1]));
    }
    xfrm_fail_at(xf[1], 0);
    check(xfrm_p_move(xf[1], &s[1], &b) && has(1, 4, 4) && udp_works(&f, 1000) == 15, "P-CSCF: the move succeeds");
    close_ends(&e);
    close_ends(&f);
    remove_both(s);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
}

static void refusals(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL), q = p;
    esp_keys k = keys(p.alg, p.ealg);
    xfrm_set s;

    q.spi_us = 255;
    check(!xfrm_set_install(xf[0], &s, &q, &k, 1, 0), "refused: %s", xfrm_error(xf[0]));
    q = p;
    q.ue_addr = addr("2001:db8:1:2::a");
    check(!xfrm_set_install(xf[0], &s, &q, &k, 1, 0), "refused: %s", xfrm_error(xf[0]));
    check(!xfrm_set_install(xf[0], &s, &p, &k, XFRM_ID_MAX + 1, 0), "refused: %s", xfrm_error(xf[0]));
    xfrm_set_install(xf[0], &s, &p, &k, 1, 0);
    ip_addr out = addr("2001:db8:1:2::a"), same = addr("2001:db8:1:1:0:0:a:0");
    check(!xfrm_ue_add_address(xf[0], &s, &out, 30), "refused: %s", xfrm_error(xf[0]));
    check(!xfrm_ue_add_address(xf[0], &s, &same, 30), "refused: %s", xfrm_error(xf[0]));
    check(has(0, 4, 4), "the set is as it was");
    xfrm_set_remove(xf[0], &s);
}

static void scenario_undo(void)
{
    undo_installs(XFRM_ROLE_UE);
    undo_installs(XFRM_ROLE_PCSCF);
    undo_collisions();
    undo_rotations();
    refusals();
}

/* --- scenario sweep --------------------------------------------------------------------------------------------- */

/* Installs three sets and blocks, says so, and waits to be killed. */
static void victim(int say)
{
    open_role(XFRM_ROLE_PCSCF);
    open_role(XFRM_ROLE_UE);
    for (uint32_t i = 0; i < 3; i++) {
        sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
        xfrm_set s[2];

        p.spi_uc += i * 16, p.spi_us += i * 16, p.spi_pc += i * 16, p.spi_ps += i * 16;
        p.port_uc = (uint16_t)(p.port_uc + i * 16), p.port_us = (uint16_t)(p.port_us + i * 16);
        install_both(&p, s, i + XFRM_ID_MAX - 2, 0);
        xfrm_block_install(xf[0], &p);
        xfrm_block_install(xf[1], &p);
    }
    if (write(say, "x", 1) == 1)
        pause();
    _exit(1);
}

static void foreign_objects(void)
{
    static const char *const COMMANDS[] = {
        "ip xfrm state add src 2001:db8:1:1::a dst 2001:db8:2::1 proto esp spi 0x9001 reqid 7 mode transport auth "
            "'hmac(md5)' 0x00112233445566778899aabbccddeeff enc 'ecb(cipher_null)' ''",
        "ip xfrm state add src 2001:db8:1:1::a dst 2001:db8:2::1 proto ah spi 0x9002 reqid 0x49000001 mode transport auth "
            "'hmac(md5)' 0x00112233445566778899aabbccddeeff",
        "ip xfrm state add src 2001:db8:1:1::a dst 2001:db8:2::1 proto esp spi 0x9003 reqid 0x49000001 mode tunnel auth "
            "'hmac(md5)' 0x00112233445566778899aabbccddeeff enc 'ecb(cipher_null)' ''",
        "ip xfrm policy add dir in src ::/0 dst 2001:db8:2::1/128 dport 7777 priority 0x4980 action block",
        "ip xfrm policy add dir in src ::/0 dst 2001:db8:2::1/128 dport 7778 priority 0x4980 action block index 0x50000010",
        "ip xfrm policy add dir out src ::/0 dst 2001:db8:9::1/128 dport 7779 priority 0x4901 tmpl proto esp reqid 7 mode "
            "transport",
        "ip xfrm policy add dir out src ::/0 dst 2001:db8:9::1/128 dport 7780 priority 5 tmpl proto esp reqid 0x4a000001 "
            "mode transport",
    };

    for (unsigned role = 0; role < 2; role++) {
        enter(role);
        for (unsigned i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
            if (system(COMMANDS[i]) != 0)
                check(false, "foreign object %u", i);
    }
}

static void swept_after_kill(void)
{
    char *before[2] = { dump(0), dump(1) };
    int pipes[2], status;
    char c;

    if (pipe(pipes) < 0)
        die("pipe");
    pid_t child = fork();
    if (child == 0)
        victim(pipes[1]);
    bool installed = wait_in(pipes[0], 10000) && read(pipes[0], &c, 1) == 1;
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    close(pipes[0]);
    close(pipes[1]);
    check(installed && WIFSIGNALED(status), "a process with 3 sets and block policies at each end is killed");
    for (unsigned role = 0; role < 2; role++) {
        xfrm_counts n, rest;
        unsigned blocks = role == XFRM_ROLE_UE ? 14 : 4;
        bool counted = xfrm_count(xf[role], &n);

        check(counted && n.states == 12 && n.policies == 12 && n.blocks == blocks && has(role, 15, 16 + (int)blocks),
              "%s: its objects stay behind: %u states, %u policies, %u block policies", NS[role], n.states, n.policies,
              n.blocks);
        bool swept = xfrm_sweep(xf[role], &n);
        char *after = dump(role);
        check(swept && n.states == 12 && n.policies == 12 && n.blocks == blocks && xfrm_count(xf[role], &rest) &&
              rest.states + rest.policies + rest.blocks == 0, "%s: the sweep removes them%s%s", NS[role], swept ? "" : ": ",
              swept ? "" : xfrm_error(xf[role]));
        check(strcmp(before[role], after) == 0 && has(role, 3, 4), "%s: foreign objects are as they were", NS[role]);
        free(before[role]);
        free(after);
    }
}

/* A state that only waits for its SA (no SPI yet) is ours too. */
static void swept_pending(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B);
    xfrm_counts n = { 0, 0, 0, 0 };
    xfrm_event ev = { .kind = XFRM_EVENT_LOST };
    xfrm_set s[2];

    install_both(&p, s, 1, 0);
    while (xfrm_event_next(xf[1], &ev))
        ;
    int fd = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &p.p_addr, PS);
    send_text(fd, &b, UC, "to an address without a state");
    close(fd);
    bool heard = wait_in(xfrm_event_fd(xf[1]), 1000) && xfrm_event_next(xf[1], &ev);
    check(heard && ev.kind == XFRM_EVENT_ACQUIRE && ev.id == 1 && ev.sa == 2 && addr_equal(&ev.address, &b),
          "a packet to a further address makes the kernel ask for SA 2 there");
    check(xfrm_count(xf[1], &n) && n.pending == 1 && n.states == 4, "the kernel keeps a pending state for it");
    check(xfrm_sweep(xf[1], &n) && n.pending == 1 && has(1, 3, 4), "the sweep removes it too");
    xfrm_set_remove(xf[0], &s[0]);
}

static void scenario_sweep(void)
{
    foreign_objects();
    swept_after_kill();
    swept_pending();
    check(has(0, 3, 4) && has(1, 3, 4), "in the end only foreign objects are there");
}

/* --- scenario rotate -------------------------------------------------------------------------------------------- */

#define KEPT_MAX 64
static packet kept[KEPT_MAX];
static unsigned kepts;

static void set_destination(packet *p, const ip_addr *a)
{
    memcpy(p->frame + 14 + 24, a->b, 16);
}

static unsigned drain_sockets(const ends *e, unsigned n)
{
    unsigned got = 0;
    char text[2048];

    for (unsigned i = 0; i < n; i++)
        for (int fd = 0; fd < 2; fd++)
            while (recv(fd ? e[i].us : e[i].uc, text, sizeof text, MSG_DONTWAIT) >= 0)
                got++;
    return got;
}

/* Keeps the downlink packets of the wire. */
static void keep(int wire)
{
    packet p;

    while (wire_next(wire, &p))
        if (p.esp && p.downlink && kepts < KEPT_MAX)
            kept[kepts++] = p;
}

/* Every kept packet is sent once more to every address of the UE. */
static void replay_all(int wire, const ends *e, unsigned n)
{
    unsigned long seq = xstat(0, "XfrmInStateSeqError"), all = drops(0);
    unsigned long sum = stat_of(0, "/proc/thread-self/net/snmp6", "Udp6InCsumErrors");
    unsigned sent = 0;
    packet p;

    drain_sockets(e, n);
    for (unsigned i = 0; i < kepts; i++)
        for (unsigned k = 0; k < n; k++) {
            p = kept[i];
            set_destination(&p, &e[k].ue);
            sent += send(wire, p.frame, p.n, 0) == (ssize_t)p.n;
        }
    usleep(100000);
    unsigned delivered = drain_sockets(e, n);
    seq = xstat(0, "XfrmInStateSeqError") - seq;
    all = drops(0) - all;
    sum = stat_of(0, "/proc/thread-self/net/snmp6", "Udp6InCsumErrors") - sum;
    while (wire_next(wire, &p))
        ;
    check(sent == kepts * n && delivered == 0 && seq > 0 && all + sum == sent,
          "%u packets kept from the wire, each sent again to %u addresses: %u delivered; %lu dropped by the replay window, "
          "%lu otherwise by XFRM, %lu by the checksum", kepts, n, delivered, seq, all - seq, sum);
}

/* Downlink packets to both addresses as fast as can be, until killed. */
static pid_t flood(const ip_addr *p, const ip_addr *a, const ip_addr *b)
{
    pid_t child = fork();

    if (child != 0)
        return child;
    int s = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PS), c = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, p, PC);
    for (;;) {
        send_text(s, a, UC, "flood");
        send_text(s, b, UC, "flood");
        send_text(c, a, US, "flood");
        send_text(c, b, US, "flood");
    }
}

static void no_repetition(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B);
    unsigned moves = 0;
    wire_count w, sum = { 0, 0, 0 };
    xfrm_set s[2];

    memset(seen, 0, sizeof seen);
    install_both(&p, s, 22, 0);
    int wire = wire_open();
    pid_t child = flood(&p.p_addr, &p.ue_addr, &b);
    for (; moves < 40; moves++) {
        if (!xfrm_p_move(xf[1], &s[1], moves % 2 ? &p.ue_addr : &b)) {
            check(false, "move %u: %s", moves, xfrm_error(xf[1]));
            break;
        }
        usleep(20000);
        w = wire_read(wire);
        sum.esp += w.esp, sum.clear += w.clear, sum.repeated += w.repeated;
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    w = wire_read(wire);
    sum.esp += w.esp, sum.clear += w.clear, sum.repeated += w.repeated;
    close(wire);
    check(moves == 40 && sum.esp > 200 && sum.repeated == 0 && sum.clear == 0,
          "%u moves under a flood: %u ESP packets on the wire, %u repeated sequence numbers, %u in clear", moves, sum.esp,
          sum.repeated, sum.clear);
    xfrm_sweep(xf[1], NULL);
    xfrm_set_remove(xf[0], &s[0]);
}

static void two_rotations(void)
{
    static const char *const TEXT[3] = { UE_A, UE_B, UE_C };
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ends e[3];
    xfrm_set s[2];
    int wire;

    install_both(&p, s, 21, 600);
    for (unsigned i = 0; i < 3; i++) {
        ip_addr a = addr(TEXT[i]);

        e[i] = open_ends(&a, &p.p_addr, i == 0);
        if (i) {
            e[i].pc = dup(e[0].pc);
            e[i].ps = dup(e[0].ps);
        }
    }
    wire = wire_open();
    check(udp_works(&e[0], 1000) == 15, "traffic on all four SAs at the first address");
    keep(wire);
    for (unsigned i = 1; i < 3; i++) {
        struct timespec t0, t1, t2;

        clock_gettime(CLOCK_MONOTONIC, &t0);
        bool added = xfrm_ue_add_address(xf[0], &s[0], &e[i].ue, 30);
        clock_gettime(CLOCK_MONOTONIC, &t1);
        check(added && passes(e[i].uc, &p.p_addr, PS, e[i].ps, 1000) && passes(e[i - 1].us, &p.p_addr, PC, e[i].pc, 1000),
              "rotation %u: uplink works from the new and the old address before the P-CSCF does anything", i);
        clock_gettime(CLOCK_MONOTONIC, &t2);
        bool moved = xfrm_p_move(xf[1], &s[1], &e[i].ue);
        double ue = (double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6;
        clock_gettime(CLOCK_MONOTONIC, &t1);
        double pcscf = (double)(t1.tv_sec - t2.tv_sec) * 1e3 + (double)(t1.tv_nsec - t2.tv_nsec) / 1e6;
        check(moved && udp_works(&e[i], 1000) == 15, "rotation %u: all four SAs at the new address (UE %.1f ms, P-CSCF %.1f ms)",
              i, ue, pcscf);
        keep(wire);
        replay_all(wire, e, 3);
        check(udp_works(&e[i], 1000) == 15, "rotation %u: genuine traffic goes on", i);
        keep(wire);
    }
    check(has(0, 8, 4) && has(1, 4, 4), "8 states at the UE while two addresses drain, 4 at the P-CSCF");
    check(xfrm_ue_drop_address(xf[0], &s[0], &e[0].ue) && xfrm_ue_drop_address(xf[0], &s[0], &e[1].ue) && has(0, 4, 4),
          "the old addresses dropped: 4 states");
    replay_all(wire, e, 3);
    check(!xfrm_ue_drop_address(xf[0], &s[0], &e[2].ue) && udp_works(&e[2], 1000) == 15, "the present address is not dropped");
    check(tcp_works(XFRM_ROLE_UE, &e[2].ue, UC, &p.p_addr, PS) && tcp_works(XFRM_ROLE_PCSCF, &p.p_addr, PC, &e[2].ue, US),
          "TCP at the last address");
    close(wire);
    for (unsigned i = 0; i < 3; i++)
        close_ends(&e[i]);
    remove_both(s);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
}

/* More rotations than addresses fit: the oldest leaves. */
static void many_rotations(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    esp_keys k = keys(p.alg, p.ealg);
    bool good = true;
    xfrm_set s;

    xfrm_set_install(xf[0], &s, &p, &k, 23, 600);
    for (unsigned i = 1; i < XFRM_ROTATIONS_MAX && good; i++) {
        ip_addr a = p.ue_addr;

        a.b[15] = (uint8_t)(0x10 + i);
        good = xfrm_ue_add_address(xf[0], &s, &a, 30);
    }
    check(good && has(0, 2 + 2 * (int)XFRM_ADDRESSES_MAX, 4), "%u rotations: states of the last %u addresses",
          XFRM_ROTATIONS_MAX - 1, XFRM_ADDRESSES_MAX);
    ip_addr one_more = addr(UE_C);
    check(!xfrm_ue_add_address(xf[0], &s, &one_more, 30), "refused: %s", xfrm_error(xf[0]));
    check(xfrm_set_remove(xf[0], &s) && has(0, 0, 0), "nothing is left");
}

static void scenario_rotate(void)
{
    two_rotations();
    no_repetition();
    many_rotations();
}

/* --- scenario block --------------------------------------------------------------------------------------------- */

static void scenario_block(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B), outside = addr("2001:db8:1:2::f"), registrar = addr("2001:db8:2::5");
    xfrm_set s[2];
    esp_keys k = keys(p.alg, p.ealg);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    int other = bound(XFRM_ROLE_UE, SOCK_DGRAM, &b, 9999), p_other = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &p.p_addr, 9998);
    int stranger = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &registrar, 5060);
    int clear_port = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &p.p_addr, 5060);
    unsigned long n;

    check(udp_works(&e, 1000) == 15, "before: clear packets reach all ports");
    xfrm_set_install(xf[1], &s[1], &p, &k, 31, 0);
    check(passes(other, &p.p_addr, PS, e.ps, 200), "states and policies alone let a clear packet from another port in");
    check(xfrm_block_install(xf[1], &p) && has(1, 4, 8), "P-CSCF: 4 block policies");
    n = xstat(1, "XfrmInPolBlock");
    check(!passes(other, &p.p_addr, PS, e.ps, 200) && !passes(other, &p.p_addr, PC, e.pc, 200) &&
          xstat(1, "XfrmInPolBlock") == n + 2, "P-CSCF: clear packets to port_ps and port_pc are dropped (XfrmInPolBlock +2)");
    n = xstat(1, "XfrmInTmplMismatch");
    check(!passes(e.uc, &p.p_addr, PS, e.ps, 200) && xstat(1, "XfrmInTmplMismatch") == n + 1,
          "P-CSCF: so are those with the UE's own ports (XfrmInTmplMismatch +1)");
    check(passes(other, &p.p_addr, 5060, clear_port, 1000), "P-CSCF: port 5060 takes clear packets");
    n = xstat(1, "XfrmOutPolBlock");
    check(sending(e.ps, &b, 9999) == EPERM && sending(e.pc, &b, 9999) == EPERM && xstat(1, "XfrmOutPolBlock") == n + 2,
          "P-CSCF: nothing leaves its protected ports in clear: EPERM");
    xfrm_set_remove(xf[1], &s[1]);
    check(xfrm_block_remove(xf[1], &p) && has(1, 0, 0), "P-CSCF: set and block policies removed");

    xfrm_set_install(xf[0], &s[0], &p, &k, 31, 0);
    check(xfrm_block_install(xf[0], &p) && has(0, 4, 10), "UE: 6 block policies");
    n = xstat(0, "XfrmInPolBlock");
    check(!passes(p_other, &p.ue_addr, UC, e.uc, 200) && !passes(p_other, &p.ue_addr, US, e.us, 200) &&
          xstat(0, "XfrmInPolBlock") == n + 2, "UE: clear packets from the P-CSCF to its protected ports are dropped");
    check(!passes(stranger, &p.ue_addr, UC, e.uc, 200) && !passes(stranger, &p.ue_addr, US, e.us, 200) &&
          xstat(0, "XfrmInPolBlock") == n + 4, "UE: so are those from anyone else");
    n = xstat(0, "XfrmOutPolBlock");
    check(sending(other, &p.p_addr, PS) == EPERM && xstat(0, "XfrmOutPolBlock") == n + 1,
          "UE: sending in clear to a protected port is refused with EPERM (XfrmOutPolBlock +1)");
    int far = bound(XFRM_ROLE_UE, SOCK_DGRAM, &outside, UC);
    check(sending(e.uc, &p.p_addr, 5060) == EPERM && sending(e.us, &p.p_addr, 5060) == EPERM,
          "UE: nothing leaves its protected ports in clear");
    check(sending(far, &p.p_addr, PS) == EPERM, "UE: so is sending from outside the prefix");
    close(far);
    check(passes(other, &p.p_addr, 5060, clear_port, 1000), "UE: port 5060 is reached in clear");

    xfrm_set_install(xf[1], &s[1], &p, &k, 31, 0);
    xfrm_block_install(xf[1], &p);
    check(udp_works(&e, 1000) == 15, "protected traffic passes the block policies");
    remove_both(s);
    check(sending(e.uc, &p.p_addr, PS) == EPERM, "with the set gone the ports stay blocked");
    check(xfrm_block_remove(xf[0], &p) && xfrm_block_remove(xf[1], &p) && has(0, 0, 0) && has(1, 0, 0), "nothing is left");
    check(udp_works(&e, 1000) == 15, "after: clear packets reach all ports");
    close_ends(&e);
    close(other);
    close(p_other);
    close(clear_port);
    close(stranger);
}

/* --- scenario expire -------------------------------------------------------------------------------------------- */

static unsigned expired(xfrm *x, uint32_t id)
{
    unsigned sas = 0;
    xfrm_event ev;

    while (xfrm_event_next(x, &ev))
        if (ev.kind == XFRM_EVENT_EXPIRED && ev.id == id)
            sas |= 1u << (ev.sa - 1);
    return sas;
}

static void scenario_expire(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL), q = p;
    esp_keys k = keys(p.alg, p.ealg);
    ip_addr b = addr(UE_B);
    xfrm_set s[2], longer, drained;
    xfrm_counts n = { 0, 0, 0, 0 };

    install_both(&p, s, 41, 2);
    q.spi_uc += 16, q.spi_us += 16, q.spi_pc += 16, q.spi_ps += 16, q.port_uc += 16, q.port_us += 16;
    xfrm_set_install(xf[0], &longer, &q, &k, 42, 2);
    check(xfrm_set_lifetime(xf[0], &longer, 60), "a set of 2 s is given 60 s");
    q.spi_uc += 16, q.spi_us += 16, q.spi_pc += 16, q.spi_ps += 16, q.port_uc += 16, q.port_us += 16;
    xfrm_set_install(xf[0], &drained, &q, &k, 43, 0);
    check(xfrm_ue_add_address(xf[0], &drained, &b, 2) && has(0, 14, 12), "a third takes a new address; the old one drains 2 s");
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    check(udp_works(&e, 1000) == 15, "traffic while it lasts");
    sleep(4);
    check(has(0, 8, 12) && has(1, 0, 4), "after 2 s the kernel has removed the states of the first set by itself, and the "
          "drained address of the third");
    check(expired(xf[1], 41) == 15, "and says so for each of the four SAs");
    check(udp_works(&e, 200) == 0, "no traffic any more, and none in clear: the policies are still there");
    check(xfrm_count(xf[1], &n) && n.pending == 2 && xfrm_sweep(xf[1], NULL) && has(1, 0, 0),
          "what the P-CSCF wanted to send left 2 pending states, which a sweep removes");
    sleep(5);
    check(has(0, 8, 8) && has(1, 0, 0), "5 s later its policies are gone too; the set of 60 s and the third stand");
    close_ends(&e);
    check(xfrm_set_remove(xf[0], &s[0]) && xfrm_set_remove(xf[0], &longer) && xfrm_set_remove(xf[0], &drained) &&
          has(0, 0, 0), "removing what is gone already is no error; nothing is left");
}

/* --- main ------------------------------------------------------------------------------------------------------- */

int main(int argc, char **argv)
{
    static const struct { const char *name; void (*run)(void); } ALL[] = {
        { "install", scenario_install }, { "undo", scenario_undo }, { "sweep", scenario_sweep },
        { "rotate", scenario_rotate }, { "block", scenario_block }, { "expire", scenario_expire },
    };

    for (unsigned i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (argc == 2 && strcmp(argv[1], ALL[i].name) == 0) {
            open_role(XFRM_ROLE_UE);
            open_role(XFRM_ROLE_PCSCF);
            ALL[i].run();
            xfrm_close(xf[0]);
            xfrm_close(xf[1]);
            printf("%u passed, %u failed\n", passed, failed);
            return failed != 0;
        }
    fprintf(stderr, "usage: xfrm_test install|undo|sweep|rotate|block|expire\n");
    return 3;
}
