#include "digest.h"
#include "hextext.h"
#include "keys.h"
#include <nettle/md5.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <string.h>

typedef struct { digest_hash hash; struct md5_ctx md5; struct sha256_ctx sha256; } hasher;

digest_bytes digest_text(const char *text)
{
    return (digest_bytes){ (const uint8_t *)text, strlen(text) };
}

static void hash_init(hasher *h, digest_hash hash)
{
    h->hash = hash;
    md5_init(&h->md5);
    sha256_init(&h->sha256);
}

static void hash_bytes(hasher *h, digest_bytes b)
{
    if (b.n == 0)
        return;
    if (h->hash == DIGEST_MD5)
        md5_update(&h->md5, b.n, b.p);
    else
        sha256_update(&h->sha256, b.n, b.p);
}

static void hash_text(hasher *h, const char *text)
{
    hash_bytes(h, digest_text(text));
}

/* Lower-case hex: LHEX of RFC 2617 3.1.3. Wipes the state, which has seen the password. */
static void hash_hex(hasher *h, char out[DIGEST_HEX_MAX])
{
    uint8_t d[SHA256_DIGEST_SIZE];
    size_t n = h->hash == DIGEST_MD5 ? MD5_DIGEST_SIZE : SHA256_DIGEST_SIZE;

    if (h->hash == DIGEST_MD5)
        md5_digest(&h->md5, n, d);
    else
        sha256_digest(&h->sha256, n, d);
    hex_print(d, n, out);
    secret_wipe(d, sizeof d);
    secret_wipe(h, sizeof *h);
}

void digest_ha1(const digest_input *in, char out[DIGEST_HEX_MAX])
{
    hasher h;

    hash_init(&h, in->hash);
    hash_bytes(&h, in->username);
    hash_text(&h, ":");
    hash_bytes(&h, in->realm);
    hash_text(&h, ":");
    hash_bytes(&h, in->password);
    hash_hex(&h, out);
}

/* SP, HTAB, CR and LF of the value stand only in LWS: a parsed Security-Server value holds no bare CR or LF. */
static bool is_lws(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void hash_collapsed(hasher *h, digest_bytes v)
{
    size_t i = 0;

    while (i < v.n) {
        size_t j = i;

        while (j < v.n && is_lws(v.p[j]) == is_lws(v.p[i]))
            j++;
        if (is_lws(v.p[i]))
            hash_text(h, " ");
        else
            hash_bytes(h, (digest_bytes){ v.p + i, j - i });
        i = j;
    }
}

/* security_server NULL: the plain A2 */
static void hash_a2(const digest_input *in, const digest_bytes *security_server, char out[DIGEST_HEX_MAX])
{
    char body[DIGEST_HEX_MAX];
    hasher h;

    if (in->qop == DIGEST_QOP_AUTH_INT) {
        hash_init(&h, in->hash);
        hash_bytes(&h, in->body);
        hash_hex(&h, body);
    }
    hash_init(&h, in->hash);
    hash_bytes(&h, in->method);
    hash_text(&h, ":");
    hash_bytes(&h, in->uri);
    if (in->qop == DIGEST_QOP_AUTH_INT) {
        hash_text(&h, ":");
        hash_text(&h, body);
    }
    if (security_server != NULL) {
        hash_text(&h, ":");
        hash_collapsed(&h, *security_server);
    }
    hash_hex(&h, out);
}

void digest_ha2(const digest_input *in, char out[DIGEST_HEX_MAX])
{
    hash_a2(in, NULL, out);
}

/* KD(H(A1), nonce [":" nc ":" cnonce ":" qop] ":" H(A2)) (RFC 2617 3.2.2.1) */
static void hash_request(const digest_input *in, const char *ha2, char out[DIGEST_HEX_MAX])
{
    char ha1[DIGEST_HEX_MAX];
    hasher h;

    digest_ha1(in, ha1);
    hash_init(&h, in->hash);
    hash_text(&h, ha1);
    hash_text(&h, ":");
    hash_bytes(&h, in->nonce);
    hash_text(&h, ":");
    if (in->qop != DIGEST_QOP_NONE) {
        hash_bytes(&h, in->nc);
        hash_text(&h, ":");
        hash_bytes(&h, in->cnonce);
        hash_text(&h, in->qop == DIGEST_QOP_AUTH ? ":auth:" : ":auth-int:");
    }
    hash_text(&h, ha2);
    hash_hex(&h, out);
    secret_wipe(ha1, sizeof ha1);
}

void digest_response(const digest_input *in, char out[DIGEST_HEX_MAX])
{
    char ha2[DIGEST_HEX_MAX];

    hash_a2(in, NULL, ha2);
    hash_request(in, ha2, out);
}

void digest_verify(const digest_input *in, digest_bytes security_server, char out[DIGEST_HEX_MAX])
{
    char ha2[DIGEST_HEX_MAX];

    hash_a2(in, &security_server, ha2);
    hash_request(in, ha2, out);
}
