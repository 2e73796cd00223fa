#include "scenarios.h"
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

/* What the UE has seen at the old address is known at the new one from the start: the replay window went along, and not
 * only the checksum stops it. */
static void replay_to(int wire, const ends *e)
{
    unsigned long seq = xstat(0, "XfrmInStateSeqError");
    packet p;

    for (unsigned i = 0; i < kepts; i++) {
        p = kept[i];
        set_destination(&p, &e->ue);
        if (send(wire, p.frame, p.n, 0) != (ssize_t)p.n)
            die("replay");
    }
    for (unsigned k = 0; k < 200 && xstat(0, "XfrmInStateSeqError") - seq < kepts; k++)
        usleep(10000);
    while (wire_next(wire, &p))
        ;
    seq = xstat(0, "XfrmInStateSeqError") - seq;
    check(kepts > 0 && seq == kepts, "%u packets seen at the old address, sent to the new one: %lu dropped as replays",
          kepts, seq);
}

/* What the UE's kernel refused so far, by XFRM or by the checksum. */
static unsigned long refused(void)
{
    return drops(0) + stat_of(0, "/proc/thread-self/net/snmp6", "Udp6InCsumErrors");
}

/* Every kept packet is sent once more to every address of the UE. */
static void replay_all(int wire, const ends *e, unsigned n)
{
    unsigned long seq = xstat(0, "XfrmInStateSeqError"), all = drops(0), before = refused();
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
    for (unsigned k = 0; k < 200 && refused() - before < sent; k++)
        usleep(10000);
    usleep(50000); /* what comes late, if anything does */
    unsigned delivered = drain_sockets(e, n);
    seq = xstat(0, "XfrmInStateSeqError") - seq;
    all = drops(0) - all;
    sum = stat_of(0, "/proc/thread-self/net/snmp6", "Udp6InCsumErrors") - sum;
    while (wire_next(wire, &p))
        ;
    check(sent == kepts * n && delivered == 0 && seq > 0 && all + sum == sent,
          "%u packets kept from the wire, each sent again to %u addresses: %u delivered; "
          "%lu dropped by the replay window, %lu otherwise by XFRM, %lu by the checksum", kepts, n, delivered, seq,
          all - seq, sum);
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

static void add(wire_count *sum, wire_count w)
{
    sum->esp += w.esp;
    sum->clear += w.clear;
    sum->repeated += w.repeated;
}

/* Everything on the wire so far. The flood pauses: a slow machine would never come to the end of it. */
static void read_between(int wire, pid_t flooding, wire_count *sum)
{
    kill(flooding, SIGSTOP);
    add(sum, wire_read(wire));
    kill(flooding, SIGCONT);
}

/* Moves one after the other, so that the flood gets its turns in the midst of them: for three seconds, and until there
 * was enough to see, however slow the machine. */
static void no_repetition(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B);
    time_t start = time(NULL);
    wire_count sum = { 0, 0, 0 };
    unsigned moves = 0;
    xfrm_set s[2];

    wire_forget();
    install_both(&p, s, 22, 0);
    int wire = wire_open();
    pid_t child = flood(&p.p_addr, &p.ue_addr, &b);
    while ((time(NULL) < start + 3 || ((moves <= 100 || sum.esp <= 1000) && time(NULL) < start + 40)) &&
           xfrm_p_move(xf[1], &s[1], moves % 2 ? &p.ue_addr : &b))
        if (moves++ % 8 == 0)
            read_between(wire, child, &sum);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    add(&sum, wire_read(wire));
    close(wire);
    check(time(NULL) >= start + 3 && moves > 100 && sum.esp > 1000 && sum.repeated == 0 && sum.clear == 0,
          "%u moves under a flood: %u ESP packets on the wire, %u repeated sequence numbers, %u in clear%s", moves,
          sum.esp, sum.repeated, sum.clear, xfrm_error(xf[1]));
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
        replay_to(wire, &e[i]);
        check(added && passes(e[i].uc, &p.p_addr, PS, e[i].ps, 1000) &&
              passes(e[i - 1].us, &p.p_addr, PC, e[i].pc, 1000),
              "rotation %u: uplink works from the new and the old address before the P-CSCF does anything", i);
        clock_gettime(CLOCK_MONOTONIC, &t2);
        bool moved = xfrm_p_move(xf[1], &s[1], &e[i].ue);
        double ue = (double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6;
        clock_gettime(CLOCK_MONOTONIC, &t1);
        double pcscf = (double)(t1.tv_sec - t2.tv_sec) * 1e3 + (double)(t1.tv_nsec - t2.tv_nsec) / 1e6;
        check(moved && udp_works(&e[i], 1000) == 15,
              "rotation %u: all four SAs at the new address (UE %.1f ms, P-CSCF %.1f ms)", i, ue, pcscf);
        keep(wire);
        replay_all(wire, e, 3);
        check(udp_works(&e[i], 1000) == 15, "rotation %u: genuine traffic goes on", i);
        keep(wire);
    }
    check(has(0, 8, 4) && has(1, 4, 4), "8 states at the UE while two addresses drain, 4 at the P-CSCF");
    check(xfrm_ue_drop_address(xf[0], &s[0], &e[0].ue) && xfrm_ue_drop_address(xf[0], &s[0], &e[1].ue) && has(0, 4, 4),
          "the old addresses dropped: 4 states");
    replay_all(wire, e, 3);
    check(!xfrm_ue_drop_address(xf[0], &s[0], &e[2].ue) && udp_works(&e[2], 1000) == 15,
          "the present address is not dropped");
    check(tcp_works(XFRM_ROLE_UE, &e[2].ue, UC, &p.p_addr, PS) &&
          tcp_works(XFRM_ROLE_PCSCF, &p.p_addr, PC, &e[2].ue, US),
          "TCP at the last address");
    close(wire);
    for (unsigned i = 0; i < 3; i++)
        close_ends(&e[i]);
    remove_both(s);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
}

static bool answers(int from, int into, const char *text)
{
    char got[16] = "";
    size_t n = strlen(text);

    return send(from, text, n, 0) == (ssize_t)n && wait_in(into, 2000) &&
           recv(into, got, n, MSG_WAITALL) == (ssize_t)n && memcmp(got, text, n) == 0;
}

/* The UE's first sign from its new address is a TCP connection: the kernel asks for a state for the SYN-ACK. */
static void tcp_first(int wire, const ends *b, xfrm_set s[2])
{
    int l = bound(XFRM_ROLE_PCSCF, SOCK_STREAM, &b->p, PS), c = bound(XFRM_ROLE_UE, SOCK_STREAM, &b->ue, UC), a = -1;
    struct sockaddr_storage to;
    socklen_t size = sock_address(&b->p, PS, &to);
    struct timespec t0, t1;
    xfrm_event ev;
    bool asked = false, given = false;

    listen(l, 1);
    while (xfrm_event_next(xf[1], &ev))
        ;
    fcntl(c, F_SETFL, O_NONBLOCK);
    clock_gettime(CLOCK_MONOTONIC, &t0);
    connect(c, (struct sockaddr *)&to, size);
    while (!asked && wait_in(xfrm_event_fd(xf[1]), 2000) && xfrm_event_next(xf[1], &ev))
        asked = ev.kind == XFRM_EVENT_ACQUIRE && ev.id == s[1].id && ev.sa == 2 && addr_equal(&ev.address, &b->ue);
    for (unsigned k = 1; k <= 2; k++) {
        xfrm_fail_at(xf[1], k);
        check(!xfrm_p_provisional(xf[1], &s[1], ev.sa, &ev.address, 10) && s[1].addresses == 1,
              "message %u of 2 of a provisional state fails: %s", k, xfrm_error(xf[1]));
    }
    given = asked && xfrm_p_provisional(xf[1], &s[1], ev.sa, &ev.address, 10);
    if (given && wait_in(l, 2000))
        a = accept(l, NULL, NULL);
    clock_gettime(CLOCK_MONOTONIC, &t1);
    fcntl(c, F_SETFL, 0);
    check(a >= 0 && answers(c, a, "REGISTER") && answers(a, c, "200 OK"),
          "TCP from a new address: the kernel asks, a provisional state answers (accepted after %.0f ms)",
          (double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6);
    check(has(1, 5, 4), "the P-CSCF has one state more for the time being");
    check(xfrm_p_move(xf[1], &s[1], &b->ue) && has(1, 4, 4) && answers(c, a, "OPTIONS") && answers(a, c, "200 OK"),
          "the downlink moves there, and the connection goes on");
    close(a);
    close(c);
    close(l);
    wire_count w = wire_read(wire);
    check(w.esp > 10 && w.clear == 0 && w.repeated == 0, "%u ESP packets on the wire, %u in clear, %u repeated numbers",
          w.esp, w.clear, w.repeated);
}

static void provisional(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B), c = addr(UE_C);
    xfrm_set s[2];

    wire_forget();
    install_both(&p, s, 24, 600);
    int wire = wire_open();
    xfrm_ue_add_address(xf[0], &s[0], &b, 30);
    ends e = { .ue = b, .p = p.p_addr };
    tcp_first(wire, &e, s);
    xfrm_ue_add_address(xf[0], &s[0], &c, 30);
    e = open_ends(&c, &p.p_addr, true);
    check(xfrm_p_provisional(xf[1], &s[1], 2, &c, 1) && has(1, 5, 4) && passes(e.ps, &c, UC, e.uc, 1000),
          "a provisional state of one second carries a datagram");
    sleep(2);
    check(has(1, 4, 4), "and ends by itself");
    check(xfrm_p_move(xf[1], &s[1], &c) && udp_works(&e, 1000) == 15,
          "the downlink moves there later, with numbers above those it used");
    check(wire_read(wire).repeated == 0, "no number twice on the wire");
    close(wire);
    close_ends(&e);
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

void scenario_rotate(void)
{
    open_both();
    two_rotations();
    no_repetition();
    provisional();
    many_rotations();
}
