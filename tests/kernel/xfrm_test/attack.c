#include "scenarios.h"
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A datagram of the UE's over SA 1 as it stood on the wire. */
static packet caught(int wire, const ends *e, bool delivered)
{
    packet p;

    memset(&p, 0, sizeof p);
    while (wire_next(wire, &p))
        ;
    if (passes(e->uc, &e->p, PS, e->ps, 300) != delivered)
        check(false, "the datagram that is to be caught");
    while (wire_next(wire, &p) && !(p.esp && !p.downlink))
        ;
    return p;
}

static unsigned arrived(int fd)
{
    char text[256];
    unsigned n = 0;

    usleep(300000);
    while (recv(fd, text, sizeof text, MSG_DONTWAIT) >= 0)
        n++;
    return n;
}

static void inject(int wire, const packet *p)
{
    if (send(wire, p->frame, p->n, 0) != (ssize_t)p->n)
        die("inject");
}

/* RFC 4303 3.4.3, 3.4.4: seen before, and changed on the way. */
static void replayed_and_changed(int wire, int attacker, const ends *e)
{
    packet p = caught(wire, e, true), q = p;
    unsigned long n = xstat(1, "XfrmInStateSeqError");

    inject(attacker, &p);
    check(arrived(e->ps) == 0 && xstat(1, "XfrmInStateSeqError") == n + 1,
          "the same packet again: dropped as a replay");
    n = xstat(1, "XfrmInStateProtoError");
    q.frame[14 + 40 + 8 + 10] ^= 1;
    q.frame[14 + 40 + 7] = (uint8_t)(q.frame[14 + 40 + 7] + 3); /* a number not seen yet */
    inject(attacker, &q);
    check(arrived(e->ps) == 0 && xstat(1, "XfrmInStateProtoError") == n + 1,
          "one bit changed: dropped, the ICV is wrong");
    q = p;
    q.frame[14 + 40 + 7] = (uint8_t)(q.frame[14 + 40 + 7] + 3);
    inject(attacker, &q);
    check(arrived(e->ps) == 0 && xstat(1, "XfrmInStateProtoError") == n + 2,
          "a new sequence number before the old packet: dropped, the ICV covers it");
    check(udp_works(e, 1000) == 15, "genuine traffic goes on");
}

/* The source address is not covered by the ICV in transport mode: outside the prefix the selector refuses it. The
 * packet must be unseen, or it would only be a replay: the P-CSCF has no state when it is made. */
static void another_source(int wire, int attacker, const sa_params *p, xfrm_set s[2], const ends *e)
{
    esp_keys k = s[1].k;

    xfrm_set_remove(xf[1], &s[1]);
    packet q = caught(wire, e, false);
    xfrm_set_install(xf[1], &s[1], p, &k, 51, 0);
    q.frame[14 + 8 + 7] = 5; /* 2001:db8:1:1::a becomes 2001:db8:1:5::6: the checksum sees no difference */
    q.frame[14 + 8 + 15] = 6;
    unsigned long n = xstat(1, "XfrmInStateMismatch");
    inject(attacker, &q);
    check(arrived(e->ps) == 0 && xstat(1, "XfrmInStateMismatch") == n + 1,
          "an unseen packet with a source outside the prefix: dropped, the selector does not fit");
}

/* AKA 6.1.2.1: with a wrong IK the message is dropped by IPsec, and nobody answers. */
static void wrong_key(int wire)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    esp_keys k = keys(p.alg, p.ealg), wrong = k;
    xfrm_set s[2];
    packet q;

    wrong.ik[0] ^= 1;
    bool ok = xfrm_set_install(xf[0], &s[0], &p, &wrong, 52, 0) && xfrm_set_install(xf[1], &s[1], &p, &k, 52, 0);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    unsigned long n = xstat(1, "XfrmInStateProtoError");
    while (wire_next(wire, &q))
        ;
    bool delivered = passes(e.uc, &e.p, PS, e.ps, 300);
    wire_count w = wire_read(wire);
    check(ok && !delivered && xstat(1, "XfrmInStateProtoError") == n + 1 && w.esp == 1 && w.clear == 0,
          "a UE with another IK: dropped at the P-CSCF, and no answer on the wire");
    close_ends(&e);
    remove_both(s);
}

/* The UE's SA 1 and SA 4 with exchanged SPIs: right keys, right prefix, wrong SA. */
static void wrong_sa(void)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL), q = p;
    esp_keys k = keys(p.alg, p.ealg);
    xfrm_set s[2];

    q.spi_ps = p.spi_pc;
    q.spi_pc = p.spi_ps;
    bool ok = xfrm_set_install(xf[0], &s[0], &q, &k, 53, 0) && xfrm_set_install(xf[1], &s[1], &p, &k, 53, 0);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    unsigned long n = xstat(1, "XfrmInStateMismatch") + xstat(1, "XfrmInTmplMismatch");
    bool delivered = passes(e.uc, &e.p, PS, e.ps, 300) || passes(e.us, &e.p, PC, e.pc, 300);
    check(ok && !delivered && xstat(1, "XfrmInStateMismatch") + xstat(1, "XfrmInTmplMismatch") == n + 2,
          "valid ESP on the other SA of the same UE: dropped, the selector does not fit");
    close_ends(&e);
    remove_both(s);
}

static void swap(uint8_t *a, uint8_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t c = a[i];

        a[i] = b[i];
        b[i] = c;
    }
}

/* All SAs have one key. With equal SPIs on both sides (CR2-7.1-04 forbids it) a packet sent back to its sender has a
 * valid ICV there and uses up a sequence number, though the selector stops it: such a set is refused. */
static void reflected(int wire)
{
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL), q = p;
    xfrm_set s[2];
    packet r;

    q.spi_ps = p.spi_us;
    esp_keys k = keys(p.alg, p.ealg);
    check(!xfrm_set_install(xf[0], &s[0], &q, &k, 54, 0) && has(0, 0, 0), "refused: %s", xfrm_error(xf[0]));
    bool ok = install_both(&p, s, 54, 0);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    int bait = bound(XFRM_ROLE_UE, SOCK_DGRAM, &p.ue_addr, PS);
    r = caught(wire, &e, true);
    swap(r.frame, r.frame + 6, 6);
    swap(r.frame + 14 + 8, r.frame + 14 + 24, 16);
    unsigned long n = xstat(0, "XfrmInNoStates");
    inject(wire, &r);
    check(ok && arrived(bait) == 0 && arrived(e.uc) == 0 && xstat(0, "XfrmInNoStates") == n + 1,
          "the UE's own packet sent back to it: dropped, no state has this SPI there");
    check(udp_works(&e, 1000) == 15, "genuine traffic goes on");
    close(bait);
    close_ends(&e);
    remove_both(s);
}

void scenario_attack(void)
{
    open_both();
    sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
    xfrm_set s[2];
    int wire = wire_open(), attacker = wire_at(XFRM_ROLE_UE);

    install_both(&p, s, 51, 0);
    ends e = open_ends(&p.ue_addr, &p.p_addr, true);
    replayed_and_changed(wire, attacker, &e);
    another_source(wire, attacker, &p, s, &e);
    close_ends(&e);
    remove_both(s);
    wrong_key(wire);
    wrong_sa();
    reflected(wire);
    check(has(0, 0, 0) && has(1, 0, 0), "nothing is left");
    close(wire);
    close(attacker);
}
