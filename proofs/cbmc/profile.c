// cbmc: --unwind 6
// sources: src/core/profile.c
// property: for each profile the table says what it takes and how the machines work in it, for any other number the table of ims: the contract of profile_get
// bound: none
// requirements: CR1-7.1-R3a CR1-7.1-14
#include "../../src/core/profile.h"

/* Said again here, apart from the table. */
static bool takes_alg(sec_profile p, sec_alg a)
{
    if (p == PROFILE_IMS)
        return a == ALG_HMAC_SHA_1_96 || a == ALG_AES_GMAC || a == ALG_NULL;
    return p != PROFILE_DRAFT && (a == ALG_HMAC_MD5_96 || a == ALG_HMAC_SHA_1_96);
}

static bool takes_ealg(sec_profile p, sec_ealg e)
{
    if (p == PROFILE_IMS)
        return e == EALG_NULL || e == EALG_AES_CBC || e == EALG_AES_GCM;
    if (p == PROFILE_IMS_R5 && e == EALG_AES_CBC)
        return true;
    return p != PROFILE_DRAFT && (e == EALG_NULL || e == EALG_DES_EDE3_CBC);
}

void harness(void)
{
    sec_profile asked, p;
    const profile_table *t = profile_get(asked);
    sec_alg a;
    sec_ealg e;

    p = (unsigned)asked < PROFILE_COUNT ? asked : PROFILE_IMS;
    __CPROVER_assume((unsigned)a < ALG_COUNT && (unsigned)e < EALG_COUNT);
    __CPROVER_assert(t->id == p, "its own table");
    __CPROVER_assert(t->ipsec == (p != PROFILE_DRAFT), "ipsec-3gpp");
    __CPROVER_assert(t->pairs == (p == PROFILE_IMS || p == PROFILE_IMS_R5), "pairs");
    __CPROVER_assert(t->port2_needed == (p == PROFILE_CR1) && t->ah == (p == PROFILE_RFC3329), "port2, ah");
    __CPROVER_assert(t->udp_enc_tun == (p == PROFILE_IMS), "UDP-enc-tun");
    __CPROVER_assert(t->alg[a] == takes_alg(p, a) && t->ealg[e] == takes_ealg(p, e), "algorithms");
    __CPROVER_assert(t->cr1 == (p == PROFILE_CR1) && t->one_pair == t->cr1 && t->port_5061 == t->cr1, "cr1");
    __CPROVER_assert(t->us_free == t->cr1 && t->ps_fixed == t->cr1 && t->life_is_period == t->cr1, "cr1, its ports");
    __CPROVER_assert(t->sm7_list_alone == t->cr1, "cr1, its SM7");
}
