/* What the contracts of ipsec3gpp.h and profile.h say of concrete mechanisms. */
#include "../../src/core/ipsec3gpp.h"

void profiles(void)
{
    const profile_table *ims = profile_get(PROFILE_IMS);
    //@ check pairs: ims->pairs == 1 && ims->port2_needed == 0 && ims->ah == 0 && ims->udp_enc_tun == 1;
    //@ check algorithms: ims->alg[ALG_HMAC_MD5_96] == 0 && ims->alg[ALG_NULL] == 1 && ims->ealg[EALG_AES_GCM] == 1;
    const profile_table *cr1 = profile_get(PROFILE_CR1);
    //@ check single: cr1->pairs == 0 && cr1->port2_needed == 1 && cr1->ealg[EALG_AES_CBC] == 0;
    const profile_table *other = profile_get(PROFILE_COUNT);
    //@ check none: other->id == PROFILE_IMS;
}

void name(void)
{
    const char *name = profile_name(PROFILE_IMS), *none = profile_name(PROFILE_COUNT);
    //@ check named: \valid_read(name) && \valid_read(none);
}

void another_mechanism(void)
{
    const uint8_t s[3] = { 't', 'l', 's' };
    sec_list list;
    ipsec3gpp v;
    uint32_t notes = 0;
    list.mech[0].name.at = 0;
    list.mech[0].name.len = 3;
    list.mech[0].first = 0;
    list.mech[0].count = 0;
    ipsec_result r = ipsec3gpp_read(s, &list, 0, PROFILE_IMS, &v);
    //@ check refused: r.code == IPSEC_NOT_IPSEC;
    ipsec_result noted = ipsec3gpp_read_noted(s, &list, 0, PROFILE_IMS, &v, &notes);
    //@ check refused_noted: noted.code == IPSEC_NOT_IPSEC;
    ipsec_result tolerant = ipsec3gpp_read_tolerant(s, &list, 0, PROFILE_IMS, &v, &notes);
    //@ check refused_tolerant: tolerant.code == IPSEC_NOT_IPSEC;
    ipsec_reading reading = ipsec3gpp_reading(s, &list, 0, PROFILE_IMS, true);
    //@ check refused_reading: reading.result.code == IPSEC_NOT_IPSEC;
    bool media = sec_is_media(s, &list, 0);
    //@ check no_media: !media;
}

void no_parameters(void)
{
    const uint8_t s[10] = { 'I', 'P', 's', 'e', 'c', '-', '3', 'g', 'p', 'p' };
    sec_list list;
    ipsec3gpp v;
    list.mech[0].name.at = 0;
    list.mech[0].name.len = 10;
    list.mech[0].first = 0;
    list.mech[0].count = 0;
    ipsec_result r = ipsec3gpp_read(s, &list, 0, PROFILE_IMS, &v);
    //@ check missing: r.code == IPSEC_MISSING;
    ipsec_result draft = ipsec3gpp_read(s, &list, 0, PROFILE_DRAFT, &v);
    //@ check not_in_draft: draft.code == IPSEC_NOT_IPSEC;
}
