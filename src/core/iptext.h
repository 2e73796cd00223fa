/* Text of IP addresses (RFC 5954 4.1, which replaces IPv4address and IPv6address of RFC 3261 25.1). */
#ifndef SECAGREE_IPTEXT_H
#define SECAGREE_IPTEXT_H
#include "span.h"
#include "../../spec/logic/iptext.h"
#include <stdbool.h>

/* a.b.c.d, and the index behind it (SIP_NPOS where there is none) */
typedef struct { size_t end; uint8_t a, b, c, d; } ip4_text;

/* The longest IPv4address (four dec-octets) at i. */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.end == (Ip4End(s, n, i) < 0 ? SIP_NPOS : Ip4End(s, n, i));
    ensures range: \result.end != SIP_NPOS ==> i < \result.end <= n;
    ensures value: \result.end != SIP_NPOS ==>
      \result.a == Decimal(s, i, Ip4Part2(s, n, i) - 1) &&
      \result.b == Decimal(s, Ip4Part2(s, n, i), Ip4Part3(s, n, i) - 1) &&
      \result.c == Decimal(s, Ip4Part3(s, n, i), Ip4Part4(s, n, i) - 1) &&
      \result.d == Decimal(s, Ip4Part4(s, n, i), \result.end); */
ip4_text ip4_scan(const uint8_t *s, size_t n, size_t i);

/* The eight words of an IPv6address; all 0 unless ok */
typedef struct { bool ok; uint16_t w[8]; } ip6_text;

/* The whole of s[i..j) as an IPv6address, without brackets. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && j < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.ok <==> i <= j && Ip6AddressBit(s, i, j) == 1;
    ensures words: \result.ok ==> \forall integer m; 0 <= m < 8 ==> \result.w[m] == Ip6Word(s, i, j, m);
    ensures kept: !\result.ok ==> \forall integer m; 0 <= m < 8 ==> \result.w[m] == 0; */
ip6_text ip6_parse(const uint8_t *s, size_t i, size_t j);

#endif
