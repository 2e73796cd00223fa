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

/* Installs three sets and blocks, says so, and waits to be killed. */
static void victim(int say)
{
    open_both();
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
#define HOSTS "src 2001:db8:1:1::a dst 2001:db8:2::1 "
#define KEY "auth 'hmac(md5)' 0x00112233445566778899aabbccddeeff "
    static const char *const COMMANDS[] = {
        "ip xfrm state add " HOSTS "proto esp spi 0x9001 reqid 7 mode transport " KEY "enc 'ecb(cipher_null)' ''",
        "ip xfrm state add " HOSTS "proto ah spi 0x9002 reqid 0x49000001 mode transport " KEY,
        "ip xfrm state add " HOSTS "proto esp spi 0x9003 reqid 0x49000001 mode tunnel " KEY "enc 'ecb(cipher_null)' ''",
        "ip xfrm policy add dir in src ::/0 dst 2001:db8:2::1/128 dport 7777 priority 0x4980 action block",
        "ip xfrm policy add dir in src ::/0 dst 2001:db8:2::1/128 dport 7778 priority 0x4980 index 0x50000010 "
            "action block",
        "ip xfrm policy add dir out src ::/0 dst 2001:db8:9::1/128 dport 7779 priority 0x4901 "
            "tmpl proto esp reqid 7 mode transport",
        "ip xfrm policy add dir out src ::/0 dst 2001:db8:9::1/128 dport 7780 priority 5 "
            "tmpl proto esp reqid 0x4a000001 mode transport",
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
              rest.states + rest.policies + rest.blocks == 0, "%s: the sweep removes them%s%s", NS[role],
              swept ? "" : ": ", swept ? "" : xfrm_error(xf[role]));
        check(strcmp(before[role], after) == 0 && has(role, 3, 4), "%s: foreign objects are as they were", NS[role]);
        free(before[role]);
        free(after);
    }
}

#define MANY 1000u

static double ms_since(const struct timespec *t0)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)(t.tv_sec - t0->tv_sec) * 1e3 + (double)(t.tv_nsec - t0->tv_nsec) / 1e6;
}

/* A full P-CSCF: dumps come in many parts, and the foreign objects stand among ours. */
static void swept_many(const char *how)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    esp_keys k = keys(p.alg, p.ealg);
    char *before = dump(XFRM_ROLE_PCSCF), *after;
    struct timespec t0;
    double best[2] = { 1e9, 1e9 }; /* the least disturbed of the first and of the last hundred */
    xfrm_counts n;
    uint32_t i;
    xfrm_set s;

    for (i = 0; i < MANY; i++) {
        p.ue_addr.b[6] = (uint8_t)(1 + i / 256);
        p.ue_addr.b[7] = (uint8_t)i;
        prefix_make(&p.ue_addr, 64, &p.ue);
        p.spi_pc = 0x100000 + 2 * i;
        p.spi_ps = 0x100001 + 2 * i;
        clock_gettime(CLOCK_MONOTONIC, &t0);
        if (!xfrm_set_install(xf[1], &s, &p, &k, i, 600))
            break;
        double ms = ms_since(&t0);
        if ((i < 100 || i >= MANY - 100) && ms < best[i >= 100])
            best[i >= 100] = ms;
    }
    check(i == MANY && has(1, 3 + 4 * (int)MANY, 4 + 4 * (int)MANY),
          "%u sets at the P-CSCF, policies %s: at first %.3f ms each, at last %.3f ms each", i, how,
          best[0], best[1]);
    clock_gettime(CLOCK_MONOTONIC, &t0);
    bool swept = xfrm_sweep(xf[1], &n);
    double sweep_ms = ms_since(&t0);
    after = dump(XFRM_ROLE_PCSCF);
    check(swept && n.states == 4 * MANY && n.policies == 4 * MANY && strcmp(before, after) == 0,
          "swept in %.0f ms; the foreign objects are as they were", sweep_ms);
    free(before);
    free(after);
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

void scenario_sweep(void)
{
    open_both();
    foreign_objects();
    swept_after_kill();
    swept_many("in the kernel's own way");
    check(xfrm_hash_prefixes(xf[1], 24, 64), "policies are hashed by /64%s", xfrm_error(xf[1]));
    swept_many("hashed by /64");
    swept_pending();
    check(has(0, 3, 4) && has(1, 3, 4), "in the end only foreign objects are there");
}
