/* Profiles: which names, values and limits hold (TS 33.203 by release, RFC 3329, the older draft). */
#ifndef SECAGREE_PROFILE_H
#define SECAGREE_PROFILE_H
#include <stdbool.h>
#include <stdint.h>

typedef enum { PROFILE_IMS, PROFILE_IMS_R5, PROFILE_CR1, PROFILE_RFC3329, PROFILE_DRAFT, PROFILE_COUNT } sec_profile;

typedef enum { ALG_HMAC_MD5_96, ALG_HMAC_SHA_1_96, ALG_AES_GMAC, ALG_NULL, ALG_COUNT } sec_alg;
typedef enum { EALG_NULL, EALG_DES_EDE3_CBC, EALG_AES_CBC, EALG_AES_GCM, EALG_COUNT } sec_ealg;

/* What a profile accepts in an ipsec-3gpp mechanism, and how the machines work in it. */
typedef struct {
    sec_profile id;
    bool ipsec;              /* the mechanism exists in it */
    bool pairs;              /* spi-c, spi-s, port-c, port-s; else spi, port1, port2 */
    bool port2_needed;       /* cr1: both ports are told (CR1-7.1-16) */
    bool ah, udp_enc_tun;
    bool alg[ALG_COUNT];
    bool ealg[EALG_COUNT];

    /* How the machines of sa.h work in it; where all are false, as CR2 has it. */
    bool cr1;                /* CR1 counts, where it has the rule */
    bool one_pair;           /* a set is one SA in each direction, with one SPI of each end (CR1-7.1-R3a, Z-02) */
    bool port_5061;          /* 5060 alone is no protected port (Z-14) */
    bool us_free;            /* port_us stays only where the network asked for authentication (CR1-7.1-24) */
    bool ps_fixed;           /* the P-CSCF has one port_ps for ever, not for one registration (CR1-7.1-14, Z-13) */
    bool life_is_period;     /* an SA lives as long as the registration (CR1-7.1-R9, Z-07) */
    bool sm7_list_alone;     /* SM7 repeats the P-CSCF's list alone, not Security-Client (CR1-7.2-SM7-2, Z-11) */
} profile_table;

/*@ // What a profile takes (TS 33.203 Annex H, RFC 3329 Appendix A): 1 or 0. v: an algorithm.
    logic integer ProfileOf(integer p) = (0 <= p && p < PROFILE_COUNT) ? p : PROFILE_IMS;
    logic integer IpsecBit(integer p) = p == PROFILE_DRAFT ? 0 : 1;
    logic integer PairsBit(integer p) = (p == PROFILE_IMS || p == PROFILE_IMS_R5) ? 1 : 0;
    logic integer Port2Bit(integer p) = p == PROFILE_CR1 ? 1 : 0;
    logic integer AhBit(integer p) = p == PROFILE_RFC3329 ? 1 : 0;
    logic integer UdpEncTunBit(integer p) = p == PROFILE_IMS ? 1 : 0;
    logic integer AlgBit(integer p, integer v) =
      p == PROFILE_IMS ? ((v == ALG_HMAC_SHA_1_96 || v == ALG_AES_GMAC || v == ALG_NULL) ? 1 : 0) :
      (p != PROFILE_DRAFT && (v == ALG_HMAC_MD5_96 || v == ALG_HMAC_SHA_1_96)) ? 1 : 0;
    logic integer EalgBit(integer p, integer v) =
      p == PROFILE_IMS ? ((v == EALG_NULL || v == EALG_AES_CBC || v == EALG_AES_GCM) ? 1 : 0) :
      (p != PROFILE_DRAFT && (v == EALG_NULL || v == EALG_DES_EDE3_CBC || (p == PROFILE_IMS_R5 && v == EALG_AES_CBC)))
      ? 1 : 0;
    predicate ProfileTable(profile_table *t) = \valid_read(t) && 0 <= t->id < PROFILE_COUNT &&
      t->ipsec == IpsecBit(t->id) && t->pairs == PairsBit(t->id) && t->port2_needed == Port2Bit(t->id) &&
      t->ah == AhBit(t->id) && t->udp_enc_tun == UdpEncTunBit(t->id) &&
      t->alg[ALG_HMAC_MD5_96] == AlgBit(t->id, ALG_HMAC_MD5_96) &&
      t->alg[ALG_HMAC_SHA_1_96] == AlgBit(t->id, ALG_HMAC_SHA_1_96) &&
      t->alg[ALG_AES_GMAC] == AlgBit(t->id, ALG_AES_GMAC) && t->alg[ALG_NULL] == AlgBit(t->id, ALG_NULL) &&
      t->ealg[EALG_NULL] == EalgBit(t->id, EALG_NULL) &&
      t->ealg[EALG_DES_EDE3_CBC] == EalgBit(t->id, EALG_DES_EDE3_CBC) &&
      t->ealg[EALG_AES_CBC] == EalgBit(t->id, EALG_AES_CBC) &&
      t->ealg[EALG_AES_GCM] == EalgBit(t->id, EALG_AES_GCM); */

/* The table of a profile; that of PROFILE_IMS for a number that is none. */
/*@ terminates \true; exits \false; assigns \result \from profile;
    ensures exact: ProfileTable(\result) && \result->id == ProfileOf(profile);
    ensures machines: profile != PROFILE_CR1 ==> !\result->cr1 && !\result->one_pair && !\result->port_5061 &&
      !\result->us_free && !\result->ps_fixed && !\result->life_is_period && !\result->sm7_list_alone;
    ensures cr1: profile == PROFILE_CR1 ==> \result->cr1 && \result->one_pair && \result->port_5061 &&
      \result->us_free && \result->ps_fixed && \result->life_is_period && \result->sm7_list_alone; */
const profile_table *profile_get(sec_profile profile);

#define PROFILE_NAME_MAX 8u
/*@ terminates \true; exits \false; assigns \result \from profile;
    ensures readable: \valid_read(\result); */
const char *profile_name(sec_profile profile); /* "ims", "ims-r5", "cr1", "rfc3329", "draft" */

#endif
