/* Profiles: which names, values and limits hold (TS 33.203 by release, RFC 3329, the older draft). */
#ifndef SECAGREE_PROFILE_H
#define SECAGREE_PROFILE_H
#include <stdint.h>

typedef enum { PROFILE_IMS, PROFILE_IMS_R5, PROFILE_CR1, PROFILE_RFC3329, PROFILE_DRAFT, PROFILE_COUNT } sec_profile;

typedef enum { ALG_HMAC_MD5_96, ALG_HMAC_SHA_1_96, ALG_AES_GMAC, ALG_NULL, ALG_COUNT } sec_alg;
typedef enum { EALG_NULL, EALG_DES_EDE3_CBC, EALG_AES_CBC, EALG_AES_GCM, EALG_COUNT } sec_ealg;

#endif
