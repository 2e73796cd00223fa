/* name-addr and addr-spec (RFC 3261 20.10, 25.1). */
#ifndef SECAGREE_ADDRESS_H
#define SECAGREE_ADDRESS_H
#include "span.h"
#include "uri.h"
#include <stdbool.h>

/*@ // s[i..n) can be read, and the results stand apart from it and from each other
    predicate AddressPlace(uint8_t *s, integer n, integer i, sip_span *uri, sip_uri *parts) =
      Text(s, n, i) && n <= 0xFFFFFFFF && \valid(uri) && \valid(parts) && \separated(uri, parts) &&
      \separated(uri, s + (0 .. n - 1)) && \separated(parts, s + (0 .. n - 1));
    // what was read lies in [i, j); another URI than SIP has no host
    predicate UriIn(sip_span *uri, integer i, integer j) = i <= uri->at && 0 < uri->len && uri->at + uri->len <= j;
    predicate PartsIn(sip_uri *parts, integer j) =
      parts->host.len > 0 ==> parts->host.at + parts->host.len <= j && parts->port <= 65535; */

/* name-addr at i: the index behind ">", or SIP_NPOS; *uri is what stands between the brackets, and *parts are
 * those of a SIP URI. */
/*@ requires place: AddressPlace(s, n, i, uri, parts);
    terminates \true; exits \false; assigns *uri, *parts;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> UriIn(uri, i, \result);
    ensures parts: \result != SIP_NPOS ==> PartsIn(parts, \result); */
size_t sip_name_addr_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts);

/* name-addr / addr-spec: the index behind it, and behind the SWS of RAQUOT; SIP_NPOS if there is none. An addr-spec
 * outside of brackets holds no comma, semicolon or question mark. */
/*@ requires place: AddressPlace(s, n, i, uri, parts);
    terminates \true; exits \false; assigns *uri, *parts;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> UriIn(uri, i, \result);
    ensures parts: \result != SIP_NPOS ==> PartsIn(parts, \result); */
size_t sip_address_scan(const uint8_t *s, size_t n, size_t i, sip_span *uri, sip_uri *parts);

#endif
