/* Text of IP addresses (RFC 5954 4.1, which replaces IPv4address and IPv6address of RFC 3261 25.1). */
#ifndef SECAGREE_IPTEXT_H
#define SECAGREE_IPTEXT_H
#include "span.h"
#include <stdbool.h>

/* The longest IPv4address (four dec-octets) at i: the index behind it, or SIP_NPOS with out as it was. */
size_t ip4_scan(const uint8_t *s, size_t n, size_t i, uint8_t out[4]);

/* The whole of s[i..j) as an IPv6address, without brackets; false leaves out as it was. */
bool ip6_parse(const uint8_t *s, size_t i, size_t j, uint8_t out[16]);

#endif
