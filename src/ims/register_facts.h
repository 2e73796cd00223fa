/* What a registrar needs of a REGISTER, read once (RFC 3261 10.3, RFC 2617 3.2.2, TS 24.229 7.2A.2). */
#ifndef SECAGREE_REGISTER_FACTS_H
#define SECAGREE_REGISTER_FACTS_H
#include "../core/headers.h"
#include "compose.h"
#include "registrar.h"

typedef enum { CONTACT_NONE, CONTACT_ONE, CONTACT_STAR } register_contact;

typedef struct {
    sip_span impu, call_id;         /* To: addr-spec */
    uint32_t cseq;
    register_contact contact;
    sip_span contact_value;         /* ONE: the whole value */
    int64_t expires;                /* asked for, in seconds; -1: nothing was */
    bool credentials;               /* there is an Authorization of scheme Digest with a username */
    sip_span impi, nonce, response, auts, cnonce, nc, uri; /* len 0: empty or absent */
    bool has_auts;
    bool algorithm_ok;              /* absent or AKAv1-MD5 */
    digest_qop qop;
    bool is_protected;              /* integrity-protected="yes" */
} register_facts;

/* code 0: *f is set. Otherwise the refusal, and *f is not to be used. */
registrar_result register_facts_read(const uint8_t *s, const sip_message *m, register_facts *f);

/* Same identity: SIP URIs by user and host, parameters and port aside; other URIs up to their parameters. */
bool register_same_identity(const uint8_t *s, sip_span uri, const char *impu);

/* The span equals the text, octet by octet. */
bool register_span_is(const uint8_t *s, sip_span v, const char *text);

#endif
