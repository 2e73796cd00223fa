#include "keys.h"
#include <nettle/hmac.h>
#include <string.h>

/* A plain memset before the end of a lifetime may be optimised away; a store through volatile may not. */
void secret_wipe(void *p, size_t n)
{
    volatile uint8_t *b = p;

    for (size_t i = 0; i < n; i++)
        b[i] = 0;
}

/* The last 32 bits of KDF(CK || IK, FC || P0 || L0) (TS 33.220 Annex B.2, TS 33.203 Annex I). */
static void kdf_salt(const uint8_t ck[16], const uint8_t ik[16], uint8_t fc, const char *p0, uint8_t salt[4])
{
    struct hmac_sha256_ctx ctx;
    uint8_t key[32], digest[32];
    size_t n = strlen(p0);
    uint8_t l0[2] = { (uint8_t)(n >> 8), (uint8_t)n };

    memcpy(key, ck, 16);
    memcpy(key + 16, ik, 16);
    hmac_sha256_set_key(&ctx, sizeof key, key);
    hmac_sha256_update(&ctx, 1, &fc);
    hmac_sha256_update(&ctx, n, (const uint8_t *)p0);
    hmac_sha256_update(&ctx, sizeof l0, l0);
    hmac_sha256_digest(&ctx, sizeof digest, digest);
    memcpy(salt, digest + 28, 4);
    secret_wipe(&ctx, sizeof ctx);
    secret_wipe(key, sizeof key);
    secret_wipe(digest, sizeof digest);
}

/* alg null goes only with aes-gcm, and aes-gcm and aes-gmac with no other partner than null (TS 33.203 Annex H). */
static bool pair_allowed(sec_alg alg, sec_ealg ealg)
{
    switch (alg) {
    case ALG_HMAC_MD5_96:
    case ALG_HMAC_SHA_1_96:
        return ealg == EALG_NULL || ealg == EALG_DES_EDE3_CBC || ealg == EALG_AES_CBC;
    case ALG_AES_GMAC:
        return ealg == EALG_NULL;
    case ALG_NULL:
        return ealg == EALG_AES_GCM;
    case ALG_COUNT:
        break;
    }
    return false;
}

static void expand_integrity(sec_alg alg, const uint8_t ck[16], const uint8_t ik[16], esp_keys *out)
{
    if (alg == ALG_NULL)
        return;
    memcpy(out->ik, ik, 16);
    out->ik_len = 16;
    if (alg == ALG_HMAC_SHA_1_96) { /* IK and 32 zero bits */
        out->ik_len = 20;
    } else if (alg == ALG_AES_GMAC) {
        kdf_salt(ck, ik, 0x58, "AES_GMAC_SALT", out->salt);
        out->salt_len = 4;
    }
}

static void expand_encryption(sec_ealg ealg, const uint8_t ck[16], const uint8_t ik[16], esp_keys *out)
{
    if (ealg == EALG_NULL)
        return;
    memcpy(out->ck, ck, 16);
    out->ck_len = 16;
    if (ealg == EALG_DES_EDE3_CBC) { /* CK1 CK2 CK1 */
        memcpy(out->ck + 16, ck, 8);
        out->ck_len = 24;
    } else if (ealg == EALG_AES_GCM) {
        kdf_salt(ck, ik, 0x59, "AES_GCM_SALT", out->salt);
        out->salt_len = 4;
    }
}

bool esp_keys_expand(sec_alg alg, sec_ealg ealg, const uint8_t ck[16], const uint8_t ik[16], esp_keys *out)
{
    memset(out, 0, sizeof *out);
    if (!pair_allowed(alg, ealg))
        return false;
    expand_integrity(alg, ck, ik, out);
    expand_encryption(ealg, ck, ik, out);
    return true;
}
