#include "aka.h"
#include "keys.h"
#include "milenage.h"
#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <string.h>

static void xor6(uint8_t out[6], const uint8_t a[6], const uint8_t b[6])
{
    for (int i = 0; i < 6; i++)
        out[i] = (uint8_t)(a[i] ^ b[i]);
}

void aka_vector_make(const aka_secret *secret, const uint8_t rand[16], uint64_t sqn, aka_vector *out)
{
    uint8_t text[6], ak[6], mac_a[8], mac_s[8];

    sqn_put(sqn, text);
    memcpy(out->rand, rand, 16);
    milenage_f2345(secret->k, secret->opc, rand, out->xres, out->ck, out->ik, ak);
    milenage_f1(secret->k, secret->opc, rand, text, secret->amf, mac_a, mac_s);
    xor6(out->autn, text, ak);
    memcpy(out->autn + 6, secret->amf, 2);
    memcpy(out->autn + 8, mac_a, 8);
    secret_wipe(ak, sizeof ak);
    secret_wipe(mac_s, sizeof mac_s);
}

aka_verdict aka_challenge_check(const aka_secret *secret, sqn_array *seen, const uint8_t rand[16],
                                const uint8_t autn[16], aka_answer *out)
{
    uint8_t sqn[6], ak[6], xmac[8], mac_s[8];
    aka_verdict verdict = AKA_OK;

    memset(out, 0, sizeof *out);
    milenage_f2345(secret->k, secret->opc, rand, out->res, out->ck, out->ik, ak);
    xor6(sqn, autn, ak);
    milenage_f1(secret->k, secret->opc, rand, sqn, autn + 6, xmac, mac_s);
    if (!memeql_sec(xmac, autn + 8, sizeof xmac))
        verdict = AKA_MAC_FAILURE; /* AKA-5.1.1-4, AKA-6.1.1-14: before any look at SQN */
    else if (sqn_array_accept(seen, sqn_get(sqn)) != SQN_FRESH)
        verdict = AKA_SYNC_FAILURE; /* AKA-6.1.3-1 */
    if (verdict == AKA_OK)
        out->sqn = sqn_get(sqn);
    else
        secret_wipe(out, sizeof *out);
    if (verdict == AKA_SYNC_FAILURE)
        aka_auts_make(secret, rand, sqn_array_highest(seen), out->auts);
    secret_wipe(ak, sizeof ak);
    secret_wipe(xmac, sizeof xmac);
    secret_wipe(mac_s, sizeof mac_s);
    return verdict;
}

static const uint8_t amf_star[2] = { 0, 0 };

void aka_auts_make(const aka_secret *secret, const uint8_t rand[16], uint64_t sqn_ms, uint8_t auts[AKA_AUTS_LEN])
{
    uint8_t sqn[6], ak_star[6], mac_a[8];

    sqn_put(sqn_ms, sqn);
    milenage_f5_star(secret->k, secret->opc, rand, ak_star);
    milenage_f1(secret->k, secret->opc, rand, sqn, amf_star, mac_a, auts + 6);
    xor6(auts, sqn, ak_star);
    secret_wipe(ak_star, sizeof ak_star);
    secret_wipe(mac_a, sizeof mac_a);
}

bool aka_auts_verify(const aka_secret *secret, const uint8_t rand[16], const uint8_t auts[AKA_AUTS_LEN],
                     uint64_t *sqn_ms)
{
    uint8_t sqn[6], ak_star[6], mac_a[8], mac_s[8];
    bool good;

    milenage_f5_star(secret->k, secret->opc, rand, ak_star);
    xor6(sqn, auts, ak_star);
    milenage_f1(secret->k, secret->opc, rand, sqn, amf_star, mac_a, mac_s);
    good = memeql_sec(mac_s, auts + 6, sizeof mac_s) != 0;
    if (good)
        *sqn_ms = sqn_get(sqn);
    secret_wipe(ak_star, sizeof ak_star);
    secret_wipe(mac_a, sizeof mac_a);
    secret_wipe(mac_s, sizeof mac_s);
    return good;
}

size_t aka_nonce_print(const uint8_t rand[16], const uint8_t autn[16], const uint8_t *data, size_t n, char *out,
                       size_t cap)
{
    uint8_t raw[BASE64_DECODE_LENGTH(AKA_NONCE_MAX)];

    if (n > sizeof raw - 32 || BASE64_ENCODE_RAW_LENGTH(32 + n) > cap)
        return 0;
    memcpy(raw, rand, 16);
    memcpy(raw + 16, autn, 16);
    if (n > 0)
        memcpy(raw + 32, data, n);
    base64_encode_raw(out, 32 + n, raw);
    return BASE64_ENCODE_RAW_LENGTH(32 + n);
}

/* All of s[0..n) as base64; nettle skips white space, which RFC 3310 does not allow. -1: no base64, or more than cap
 * octets. */
static int decode(const uint8_t *s, size_t n, uint8_t *out, size_t cap)
{
    struct base64_decode_ctx ctx;
    uint8_t raw[BASE64_DECODE_LENGTH(AKA_NONCE_MAX)];
    size_t len = 0;

    if (n > AKA_NONCE_MAX || n % 4 != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s[i] <= ' ')
            return -1;
    }
    base64_decode_init(&ctx);
    if (!base64_decode_update(&ctx, &len, raw, n, (const char *)s) || !base64_decode_final(&ctx) || len > cap)
        return -1;
    memcpy(out, raw, len);
    return (int)len;
}

bool aka_nonce_read(const uint8_t *s, size_t n, uint8_t rand[16], uint8_t autn[16], size_t *data_len)
{
    uint8_t raw[BASE64_DECODE_LENGTH(AKA_NONCE_MAX)];
    int len = decode(s, n, raw, sizeof raw);

    if (len < 32)
        return false;
    memcpy(rand, raw, 16);
    memcpy(autn, raw + 16, 16);
    *data_len = (size_t)len - 32;
    return true;
}

void aka_auts_print(const uint8_t auts[AKA_AUTS_LEN], char out[AKA_AUTS_TEXT + 1])
{
    base64_encode_raw(out, AKA_AUTS_LEN, auts);
    out[AKA_AUTS_TEXT] = '\0';
}

bool aka_auts_read(const uint8_t *s, size_t n, uint8_t auts[AKA_AUTS_LEN])
{
    uint8_t raw[AKA_AUTS_LEN];

    if (decode(s, n, raw, sizeof raw) != (int)AKA_AUTS_LEN)
        return false;
    memcpy(auts, raw, sizeof raw);
    return true;
}

static const char *const algorithm_names[AKA_ALGORITHM_COUNT] = { "AKAv1-MD5", "AKAv2-MD5", "AKAv2-SHA-256" };

const char *aka_algorithm_name(aka_algorithm a)
{
    return a < AKA_ALGORITHM_COUNT ? algorithm_names[a] : "";
}

digest_hash aka_algorithm_hash(aka_algorithm a)
{
    return a == AKA_V2_SHA_256 ? DIGEST_SHA_256 : DIGEST_MD5;
}

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

bool aka_algorithm_read(const uint8_t *s, size_t n, aka_algorithm *out)
{
    for (int a = 0; a < AKA_ALGORITHM_COUNT; a++) {
        const char *name = algorithm_names[a];
        size_t i = 0;

        if (strlen(name) != n)
            continue;
        while (i < n && lower(s[i]) == lower((uint8_t)name[i]))
            i++;
        if (i == n) {
            *out = (aka_algorithm)a;
            return true;
        }
    }
    return false;
}

static size_t password_v2(digest_hash hash, const uint8_t *key, size_t key_len, uint8_t *out)
{
    static const char label[] = "http-digest-akav2-password";
    uint8_t prf[SHA256_DIGEST_SIZE];
    size_t n = hash == DIGEST_MD5 ? MD5_DIGEST_SIZE : SHA256_DIGEST_SIZE;
    struct hmac_md5_ctx md5;
    struct hmac_sha256_ctx sha256;

    if (hash == DIGEST_MD5) {
        hmac_md5_set_key(&md5, key_len, key);
        hmac_md5_update(&md5, sizeof label - 1, (const uint8_t *)label);
        hmac_md5_digest(&md5, n, prf);
        secret_wipe(&md5, sizeof md5);
    } else {
        hmac_sha256_set_key(&sha256, key_len, key);
        hmac_sha256_update(&sha256, sizeof label - 1, (const uint8_t *)label);
        hmac_sha256_digest(&sha256, n, prf);
        secret_wipe(&sha256, sizeof sha256);
    }
    base64_encode_raw((char *)out, n, prf);
    secret_wipe(prf, sizeof prf);
    return BASE64_ENCODE_RAW_LENGTH(n);
}

size_t aka_password(aka_algorithm a, const uint8_t *res, size_t res_len, const uint8_t ik[16], const uint8_t ck[16],
                    uint8_t out[AKA_PASSWORD_MAX])
{
    uint8_t key[16 + 32];
    size_t n;

    if (res_len > 16) /* TS 33.102 6.3.7 */
        return 0;
    if (a == AKA_V1_MD5) {
        memcpy(out, res, res_len);
        return res_len;
    }
    memcpy(key, res, res_len);
    memcpy(key + res_len, ik, 16);
    memcpy(key + res_len + 16, ck, 16);
    n = password_v2(aka_algorithm_hash(a), key, res_len + 32, out);
    secret_wipe(key, sizeof key);
    return n;
}
