/* Address prefixes: the part of an address that one SA covers (GB 0216000.0, addr-pref-length). */
#ifndef SECAGREE_PREFIX_H
#define SECAGREE_PREFIX_H
#include "addr.h"

/* len counts bits of the 16-byte form: an IPv4 prefix of length L has len 96 + L. Host bits are zero. */
typedef struct { ip_addr addr; uint8_t len; } ip_prefix;

/* The prefix of a at a length in the address's own family (0..32 for IPv4, 0..128 for IPv6); false if out of range. */
bool prefix_make(const ip_addr *a, unsigned length, ip_prefix *out);

/* a lies in p: same family, and the first p->len bits are equal. */
bool prefix_match(const ip_prefix *p, const ip_addr *a);

/* Some address lies in both. */
bool prefix_overlap(const ip_prefix *p, const ip_prefix *q);

/* The length in the family's own terms: 0..32 or 0..128. */
unsigned prefix_length(const ip_prefix *p);

#endif
