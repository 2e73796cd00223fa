/* What an agreement on digest changes (RFC 3329 2.4): algorithm and qop of a Digest response are those of
 * Security-Server, in place of those of the challenge; and Security-Verify has d-ver besides what it mirrors. */
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

/* Takes out of each digest of Security-Verify (text s) the d-ver that the server's list (text ss) has not there: the
 * client adds it, and the rest is the mirrored list (R3329-2.4-05). */
void digest_verify_drop(const uint8_t *s, sec_list *verify, const uint8_t *ss, const sec_list *server);

#endif
