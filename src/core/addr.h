/* IP addresses in one form: 16 bytes in network order, IPv4 as the mapped ::ffff:a.b.c.d (RFC 4291 2.5.5.2). */
#ifndef SECAGREE_ADDR_H
#define SECAGREE_ADDR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { uint8_t b[16]; } ip_addr;

bool addr_is_v4(const ip_addr *a);
bool addr_equal(const ip_addr *a, const ip_addr *b);

/* The sum of the eight 16-bit words modulo 0xffff, as the UDP and TCP checksums see the address (RFC 1071). */
uint32_t addr_sum16(const ip_addr *a);

/* The whole of s[i..j) as an IPv4 or IPv6 address without brackets (RFC 3261 25.1); false leaves *out as it was. */
bool addr_parse(const uint8_t *s, size_t i, size_t j, ip_addr *out);

#define ADDR_TEXT_MAX 40u
/* Text of the address (RFC 5952), NUL ended; returns its length. */
size_t addr_print(const ip_addr *a, char out[ADDR_TEXT_MAX]);

#endif
