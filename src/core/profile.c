#include "profile.h"

static const profile_table TABLE[PROFILE_COUNT] = {
    [PROFILE_IMS] = { .id = PROFILE_IMS, .ipsec = true, .pairs = true, .udp_enc_tun = true,
        .alg = { [ALG_HMAC_SHA_1_96] = true, [ALG_AES_GMAC] = true, [ALG_NULL] = true },
        .ealg = { [EALG_NULL] = true, [EALG_AES_CBC] = true, [EALG_AES_GCM] = true } },
    [PROFILE_IMS_R5] = { .id = PROFILE_IMS_R5, .ipsec = true, .pairs = true,
        .alg = { [ALG_HMAC_MD5_96] = true, [ALG_HMAC_SHA_1_96] = true },
        .ealg = { [EALG_NULL] = true, [EALG_DES_EDE3_CBC] = true, [EALG_AES_CBC] = true } },
    [PROFILE_CR1] = { .id = PROFILE_CR1, .ipsec = true, .port2_needed = true,
        .alg = { [ALG_HMAC_MD5_96] = true, [ALG_HMAC_SHA_1_96] = true },
        .ealg = { [EALG_NULL] = true, [EALG_DES_EDE3_CBC] = true }, .cr1 = true, .one_pair = true, .port_5061 = true,
        .us_free = true, .ps_fixed = true, .life_is_period = true, .sm7_list_alone = true },
    [PROFILE_RFC3329] = { .id = PROFILE_RFC3329, .ipsec = true, .ah = true,
        .alg = { [ALG_HMAC_MD5_96] = true, [ALG_HMAC_SHA_1_96] = true },
        .ealg = { [EALG_NULL] = true, [EALG_DES_EDE3_CBC] = true } },
    [PROFILE_DRAFT] = { .id = PROFILE_DRAFT, .ipsec = false },
};

const profile_table *profile_get(sec_profile profile)
{
    return &TABLE[(unsigned)profile < PROFILE_COUNT ? profile : PROFILE_IMS];
}

const char *profile_name(sec_profile profile)
{
    static const char *const name[PROFILE_COUNT] = { "ims", "ims-r5", "cr1", "rfc3329", "draft" };
    return (unsigned)profile < PROFILE_COUNT ? name[profile] : "";
}
