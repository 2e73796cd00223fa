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

void scenario_block(void)
{
    open_both();
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    ip_addr b = addr(UE_B), outside = addr("2001:db8:1:2::f"), registrar = addr("2001:db8:2::5");
    xfrm_set s[2];
    esp_keys k = keys(p.alg, p.ealg);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    int other = bound(XFRM_ROLE_UE, SOCK_DGRAM, &b, 9999);
    int p_other = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &p.p_addr, 9998);
    int stranger = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &registrar, 5060);
    int clear_port = bound(XFRM_ROLE_PCSCF, SOCK_DGRAM, &p.p_addr, 5060);
    unsigned long n;

    check(udp_works(&e, 1000) == 15, "before: clear packets reach all ports");
    xfrm_set_install(xf[1], &s[1], &p, &k, 31, 0);
    check(passes(other, &p.p_addr, PS, e.ps, 200), "states and policies alone let a clear packet from another port in");
    check(xfrm_block_install(xf[1], &p) && has(1, 4, 8), "P-CSCF: 4 block policies");
    n = xstat(1, "XfrmInPolBlock");
    check(!passes(other, &p.p_addr, PS, e.ps, 200) && !passes(other, &p.p_addr, PC, e.pc, 200) &&
          xstat(1, "XfrmInPolBlock") == n + 2, "P-CSCF: clear packets to port_ps and port_pc are dropped");
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
    check(xfrm_block_remove(xf[0], &p) && xfrm_block_remove(xf[1], &p) && has(0, 0, 0) && has(1, 0, 0),
          "nothing is left");
    check(udp_works(&e, 1000) == 15, "after: clear packets reach all ports");
    close_ends(&e);
    close(other);
    close(p_other);
    close(clear_port);
    close(stranger);
}
