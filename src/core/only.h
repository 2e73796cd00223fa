/* The header field that a message may have once. */
#ifndef SECAGREE_ONLY_H
#define SECAGREE_ONLY_H
#include "headers.h"

/* The one header field of that name, or SIP_NPOS: one that may stand only once is refused twice (RFC 3261 7.3.1). */
/*@ requires readable: \valid_read(m) && m->headers <= SIP_HEADERS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, Only(m, id));
    ensures named: \result != SIP_NPOS ==> Named(m, id, \result); */
size_t sip_header_only(const sip_message *m, sip_header_name id);

#endif
