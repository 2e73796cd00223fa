/* Algorithm and qop of a Digest response where the agreement chose digest: those of Security-Server stand in place of
 * those of the challenge (RFC 3329 2.4). */
#ifndef SECAGREE_DIGEST_TERMS_H
#define SECAGREE_DIGEST_TERMS_H
#include "../core/headers.h"
#include "../core/mechanism.h"
#include "digest.h"

typedef struct { digest_hash hash; digest_qop qop; } digest_terms;

/* Mechanism k of the list (text ss) and the challenge in header field h of the message (text s). False: one of them
 * asks for what is not known here, or the challenge does not read well. qop="auth,auth-int" is auth, unless d-qop says
 * otherwise. */
bool digest_terms_read(const uint8_t *ss, const sec_list *server, uint32_t k, const uint8_t *s, const sip_message *m,
                       size_t h, digest_terms *out);

#endif
