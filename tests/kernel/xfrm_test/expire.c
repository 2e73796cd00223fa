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

static unsigned expired(xfrm *x, uint32_t id)
{
    unsigned sas = 0;
    xfrm_event ev;

    while (xfrm_event_next(x, &ev))
        if (ev.kind == XFRM_EVENT_EXPIRED && ev.id == id)
            sas |= 1u << (ev.sa - 1);
    return sas;
}

void scenario_expire(void)
{
    open_both();
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
    check(xfrm_ue_add_address(xf[0], &drained, &b, 2) && has(0, 14, 12),
          "a third takes a new address; the old one drains 2 s");
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    check(udp_works(&e, 1000) == 15, "traffic while it lasts");
    sleep(4);
    check(has(0, 8, 12) && has(1, 0, 4), "after 2 s the kernel has removed by itself the states of the first set, "
          "and the drained address of the third");
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
