/* HTTP Digest as SIP uses it: H(A1), H(A2), response (RFC 2617 3.2.2; RFC 7616 for SHA-256), and the digest-verify
 * parameter of the security agreement (RFC 3329 2.2). */
#ifndef SECAGREE_DIGEST_H
#define SECAGREE_DIGEST_H
#include <stddef.h>
#include <stdint.h>

typedef enum { DIGEST_MD5, DIGEST_SHA_256 } digest_hash;
typedef enum { DIGEST_QOP_NONE, DIGEST_QOP_AUTH, DIGEST_QOP_AUTH_INT } digest_qop;

#define DIGEST_HEX_MAX 65u /* 64 lower-case hex digits and a NUL; MD5 uses 33 of it */

typedef struct { const uint8_t *p; size_t n; } digest_bytes;
digest_bytes digest_text(const char *text);

/* The strings that go into a response, as they stand between the quotes. nc and cnonce: only with a qop. body: only
 * with auth-int. The password may hold any octets (RFC 3310 3.3: RES). */
typedef struct {
    digest_hash hash;
    digest_qop qop;
    digest_bytes username, realm, password, nonce, nc, cnonce, method, uri, body;
} digest_input;

/* H(A1) = H(username ":" realm ":" password) */
void digest_ha1(const digest_input *in, char out[DIGEST_HEX_MAX]);

/* H(A2), A2 = method ":" uri, with auth-int followed by ":" H(body). */
void digest_ha2(const digest_input *in, char out[DIGEST_HEX_MAX]);

/* request-digest */
void digest_response(const digest_input *in, char out[DIGEST_HEX_MAX]);

/* d-ver: a response whose A2 ends in ":" and the value of Security-Server, every run of LWS in it as one SP
 * (R3329-2.2-13, -14, -15). Values of several header fields: joined by the caller with ", ". */
void digest_verify(const digest_input *in, digest_bytes security_server, char out[DIGEST_HEX_MAX]);

#endif
