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
          "%-26s %s/%u: UDP on SAs %x, TCP %s, %u ESP and %u clear on the wire, %lu drops", PAIRS[pair].name, ue,
          length, udp, tcp ? "both ways" : "FAILED", w.esp, w.clear, lost);
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

        chosen += (v & XFRM_INDEX_MASK & ~XFRM_INDEX_BLOCK) == XFRM_INDEX_PCSCF;
    }
    if (f)
        pclose(f);
    check(chosen == 8, "the kernel keeps the index of each of %u policies", chosen);
    remove_both(s);
    xfrm_block_remove(xf[1], &p);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
}

void scenario_install(void)
{
    open_both();
    static const unsigned six[] = { 64, 128, 60 }, four[] = { 32, 24 };

    for (unsigned i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        for (unsigned k = 0; k < 3; k++)
            one_pair(i, UE_A, P_6, six[k]);
        for (unsigned k = 0; k < 2; k++)
            one_pair(i, "198.51.100.10", "203.0.113.1", four[k]);
    }
    indices();
}
