/* IMS AKA over Digest: vectors, the checks of both sides, nonce, password (TS 33.102 6.3; RFC 3310; RFC 4169). */
#ifndef SECAGREE_AKA_H
#define SECAGREE_AKA_H
#include "digest.h"
#include "sqn.h"
#include <stdbool.h>

/* What ISIM and HSS share. Wipe it with secret_wipe (keys.h) after use. */
typedef struct { uint8_t k[16], opc[16], amf[2]; } aka_secret;

#define AKA_RES_LEN  8u  /* Milenage; TS 33.102 6.3.7 allows 4 to 16 octets */
#define AKA_AUTS_LEN 14u
typedef struct { uint8_t rand[16], autn[16], xres[AKA_RES_LEN], ck[16], ik[16]; } aka_vector;

/* HE: the authentication vector of that SQN (TS 33.102 6.3.2). */
void aka_vector_make(const aka_secret *secret, const uint8_t rand[16], uint64_t sqn, aka_vector *out);

/* UE: MAC first, then SQN (TS 33.102 6.3.3). OK: res, ck, ik are set and the SQN counts as used. SYNC_FAILURE: auts is
 * set. All else in *out is zero. */
typedef enum { AKA_OK, AKA_MAC_FAILURE, AKA_SYNC_FAILURE } aka_verdict;
typedef struct { uint8_t res[AKA_RES_LEN], ck[16], ik[16], auts[AKA_AUTS_LEN]; uint64_t sqn; } aka_answer;
aka_verdict aka_challenge_check(const aka_secret *secret, sqn_array *seen, const uint8_t rand[16],
                                const uint8_t autn[16], aka_answer *out);

/* AUTS = (SQN_MS xor AK*) || MAC-S, with AMF* = 0 (TS 33.102 6.3.3). */
void aka_auts_make(const aka_secret *secret, const uint8_t rand[16], uint64_t sqn_ms, uint8_t auts[AKA_AUTS_LEN]);

/* HE: false for a wrong MAC-S; *sqn_ms is then as it was (TS 33.102 6.3.5). */
bool aka_auts_verify(const aka_secret *secret, const uint8_t rand[16], const uint8_t auts[AKA_AUTS_LEN],
                     uint64_t *sqn_ms);

/* nonce = base64(RAND || AUTN || server data) (RFC 3310 3.2). Text without NUL; returns its length, 0 where cap is too
 * small. */
#define AKA_NONCE_MAX 256u
size_t aka_nonce_print(const uint8_t rand[16], const uint8_t autn[16], const uint8_t *data, size_t n, char *out,
                       size_t cap);

/* False for text that is no base64, decodes to less than 32 octets, or is longer than AKA_NONCE_MAX. data_len: how many
 * octets of server data stand behind AUTN. */
bool aka_nonce_read(const uint8_t *s, size_t n, uint8_t rand[16], uint8_t autn[16], size_t *data_len);

/* auts parameter: base64 of 14 octets (RFC 3310 3.4). */
#define AKA_AUTS_TEXT 20u
void aka_auts_print(const uint8_t auts[AKA_AUTS_LEN], char out[AKA_AUTS_TEXT + 1]);
bool aka_auts_read(const uint8_t *s, size_t n, uint8_t auts[AKA_AUTS_LEN]);

/* algorithm = "AKAv" 1*DIGIT "-" hash (RFC 3310 3.1) */
typedef enum { AKA_V1_MD5, AKA_V2_MD5, AKA_V2_SHA_256, AKA_ALGORITHM_COUNT } aka_algorithm;
const char *aka_algorithm_name(aka_algorithm a);
digest_hash aka_algorithm_hash(aka_algorithm a);
bool aka_algorithm_read(const uint8_t *s, size_t n, aka_algorithm *out); /* without case */

/* AKAv1: the octets of RES (RFC 3310 3.3). AKAv2: base64(HMAC(RES || IK || CK, "http-digest-akav2-password"))
 * (RFC 4169 3). Returns the length; wipe out after use. */
#define AKA_PASSWORD_MAX 48u
size_t aka_password(aka_algorithm a, const uint8_t *res, size_t res_len, const uint8_t ik[16], const uint8_t ck[16],
                    uint8_t out[AKA_PASSWORD_MAX]);

#endif
