/* name-addr and addr-spec (RFC 3261 20.10, 25.1). */
#ifndef SECAGREE_ADDRESS_H
#define SECAGREE_ADDRESS_H
#include "span.h"
#include "uri.h"
#include <stdbool.h>

/* name-addr at i: the index behind ">", or SIP_NPOS; *uri is what stands between the brackets, and *parts are
 * those of a SIP URI. */
size_t sip_name_addr_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts);

/* name-addr / addr-spec: the index behind it, and behind the SWS of RAQUOT; SIP_NPOS if there is none. An addr-spec
 * outside of brackets holds no comma, semicolon or question mark. */
size_t sip_address_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts);

#endif
