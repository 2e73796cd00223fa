/* The header field that a message may have once. */
#ifndef SECAGREE_ONLY_H
#define SECAGREE_ONLY_H
#include "headers.h"

/* The one header field of that name, or SIP_NPOS: one that may stand only once is refused twice (RFC 3261 7.3.1). */
/*@ requires readable: \valid_read(m) && m->headers <= SIP_HEADERS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures one: \result != SIP_NPOS ==> Only(m, id, \result);
    ensures alone: \forall integer k; Only(m, id, k) ==> k == \result;
    ensures none: \result == SIP_NPOS ==> \forall integer k; !Only(m, id, k); */
size_t sip_header_only(const sip_message *m, sip_header_name id);

#endif
