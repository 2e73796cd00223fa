/* Text of IP addresses (RFC 5954 4.1, which replaces IPv4address and IPv6address of RFC 3261 25.1). */
#ifndef SECAGREE_IPTEXT_H
#define SECAGREE_IPTEXT_H
#include "span.h"
#include "../../spec/logic/iptext.h"
#include <stdbool.h>

/* The longest IPv4address (four dec-octets) at i: the index behind it, or SIP_NPOS with out as it was. */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    requires writable: \valid(out + (0 .. 3)) && \separated(out + (0 .. 3), s + (0 .. n - 1));
    terminates \true; exits \false; assigns out[0 .. 3];
    ensures exact: \result == (Ip4End(s, n, i) < 0 ? SIP_NPOS : Ip4End(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures value: \result != SIP_NPOS ==>
      out[0] == Decimal(s, i, Ip4Part2(s, n, i) - 1) &&
      out[1] == Decimal(s, Ip4Part2(s, n, i), Ip4Part3(s, n, i) - 1) &&
      out[2] == Decimal(s, Ip4Part3(s, n, i), Ip4Part4(s, n, i) - 1) &&
      out[3] == Decimal(s, Ip4Part4(s, n, i), \result);
    ensures kept: \result == SIP_NPOS ==> \forall integer k; 0 <= k < 4 ==> out[k] == \old(out[k]); */
size_t ip4_scan(const uint8_t *s, size_t n, size_t i, uint8_t out[4]);

/* The whole of s[i..j) as an IPv6address, without brackets; false leaves out as it was. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && j < SIP_NPOS;
    requires writable: \valid(out + (0 .. 15)) && \separated(out + (0 .. 15), s + (0 .. j - 1));
    terminates \true; exits \false; assigns out[0 .. 15];
    ensures exact: \result <==> i <= j && Ip6AddressBit(s, i, j) == 1;
    ensures kept: !\result ==> \forall integer k; 0 <= k < 16 ==> out[k] == \old(out[k]); */
bool ip6_parse(const uint8_t *s, size_t i, size_t j, uint8_t out[16]);

#endif
