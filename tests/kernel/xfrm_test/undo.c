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

        check(!ok && strcmp(before, after) == 0 && udp_works(&e, 1000) == 15,
              "UE: message %u of 6 of a rotation fails: %s", k, xfrm_error(xf[0]));
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

void scenario_undo(void)
{
    open_both();
    undo_installs(XFRM_ROLE_UE);
    undo_installs(XFRM_ROLE_PCSCF);
    undo_collisions();
    undo_rotations();
    refusals();
}
