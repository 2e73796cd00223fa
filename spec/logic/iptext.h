/* IPv4address and IPv6address in logic (RFC 5954 4.1). */
#ifndef SECAGREE_LOGIC_IPTEXT_H
#define SECAGREE_LOGIC_IPTEXT_H
#include "chars.h"

/*@ logic integer Decimal(uint8_t *s, integer i, integer j) = // the value of the digits s[i..j)
      j <= i ? 0 : 10 * Decimal(s, i, j - 1) + (s[j - 1] - '0');

    predicate DecOctet(uint8_t *s, integer i, integer j) =
      1 <= j - i <= 3 && (\forall integer k; i <= k < j ==> Digit(s[k])) && (j - i > 1 ==> s[i] != '0') &&
      Decimal(s, i, j) <= 255;
    logic integer OctetEnd(uint8_t *s, integer n, integer i) = // i: none
      !(i < n && DigitBit(s[i]) == 1) ? i :
      (s[i] == '0' || !(i + 1 < n && DigitBit(s[i + 1]) == 1)) ? i + 1 :
      (!(i + 2 < n && DigitBit(s[i + 2]) == 1) || Decimal(s, i, i + 3) > 255) ? i + 2 : i + 3;
    logic integer OctetDotEnd(uint8_t *s, integer n, integer i) = // dec-octet "."; -1: none
      i < 0 ? -1 :
      (OctetEnd(s, n, i) > i && OctetEnd(s, n, i) < n && s[OctetEnd(s, n, i)] == '.') ? OctetEnd(s, n, i) + 1 : -1;
    logic integer OctetLastEnd(uint8_t *s, integer n, integer i) =
      i < 0 ? -1 : OctetEnd(s, n, i) > i ? OctetEnd(s, n, i) : -1;
    logic integer Ip4Part2(uint8_t *s, integer n, integer i) = OctetDotEnd(s, n, i);
    logic integer Ip4Part3(uint8_t *s, integer n, integer i) = OctetDotEnd(s, n, Ip4Part2(s, n, i));
    logic integer Ip4Part4(uint8_t *s, integer n, integer i) = OctetDotEnd(s, n, Ip4Part3(s, n, i));
    logic integer Ip4End(uint8_t *s, integer n, integer i) = OctetLastEnd(s, n, Ip4Part4(s, n, i)); // -1: none

    logic integer HexValue(integer c) =
      ('0' <= c && c <= '9') ? c - '0' : ('a' <= c && c <= 'f') ? c - 'a' + 10 : c - 'A' + 10;
    logic integer HexNumber(uint8_t *s, integer i, integer j) = // the value of the digits s[i..j)
      j <= i ? 0 : 16 * HexNumber(s, i, j - 1) + HexValue(s[j - 1]);
    logic integer H16End(uint8_t *s, integer n, integer i) = // 1*4HEXDIG, the longest; i: none
      !(i < n && HexBit(s[i]) == 1) ? i : !(i + 1 < n && HexBit(s[i + 1]) == 1) ? i + 1 :
      !(i + 2 < n && HexBit(s[i + 2]) == 1) ? i + 2 : !(i + 3 < n && HexBit(s[i + 3]) == 1) ? i + 3 : i + 4;

    // g groups (an IPv4address counts two), z = 1 if "::" was among them: a full address
    logic integer Ip6FullBit(integer g, integer z) = ((z == 0 && g == 8) || (z == 1 && g <= 7)) ? 1 : 0;
    // s[k..j), k at the start of a group, completes an address of which g groups and z are read
    logic integer Ip6RestBit(uint8_t *s, integer j, integer k, integer g, integer z) =
      \let e = H16End(s, j, k);
      g >= 8 ? 0 : (g < 7 && Ip4End(s, j, k) == j) ? Ip6FullBit(g + 2, z) :
      e == k ? 0 : e == j ? Ip6FullBit(g + 1, z) : s[e] != ':' ? 0 :
      !(e + 1 < j && s[e + 1] == ':') ? Ip6RestBit(s, j, e + 1, g + 1, z) :
      z == 1 ? 0 : e + 2 == j ? Ip6FullBit(g + 1, 1) : Ip6RestBit(s, j, e + 2, g + 1, 1);
    logic integer Ip6AddressBit(uint8_t *s, integer i, integer j) = // 1: all of s[i..j) is an IPv6address
      !(i + 1 < j && s[i] == ':' && s[i + 1] == ':') ? Ip6RestBit(s, j, i, 0, 0) :
      i + 2 == j ? 1 : Ip6RestBit(s, j, i + 2, 0, 1);

    logic integer Ip4High(uint8_t *s, integer n, integer i) = // the first two octets of the IPv4address at i
      Decimal(s, i, Ip4Part2(s, n, i) - 1) * 256 + Decimal(s, Ip4Part2(s, n, i), Ip4Part3(s, n, i) - 1);
    logic integer Ip4Low(uint8_t *s, integer n, integer i) =
      Decimal(s, Ip4Part3(s, n, i), Ip4Part4(s, n, i) - 1) * 256 +
      Decimal(s, Ip4Part4(s, n, i), OctetEnd(s, n, Ip4Part4(s, n, i)));
    // of s[k..j), k at the start of group g of an address: the groups in all, those before "::" (9: none), the m-th
    logic integer Ip6Count(uint8_t *s, integer j, integer k, integer g) =
      \let e = H16End(s, j, k);
      k >= j ? g : Ip4End(s, j, k) == j ? g + 2 : e >= j ? g + 1 :
      Ip6Count(s, j, (e + 1 < j && s[e + 1] == ':') ? e + 2 : e + 1, g + 1);
    logic integer Ip6Gap(uint8_t *s, integer j, integer k, integer g) =
      \let e = H16End(s, j, k);
      (k >= j || Ip4End(s, j, k) == j || e >= j) ? 9 :
      (e + 1 < j && s[e + 1] == ':') ? g + 1 : Ip6Gap(s, j, e + 1, g + 1);
    logic integer Ip6Group(uint8_t *s, integer j, integer k, integer g, integer m) =
      \let e = H16End(s, j, k);
      (k >= j || m < g) ? 0 :
      Ip4End(s, j, k) == j ? (m == g ? Ip4High(s, j, k) : m == g + 1 ? Ip4Low(s, j, k) : 0) :
      m == g ? HexNumber(s, k, e) :
      e >= j ? 0 : Ip6Group(s, j, (e + 1 < j && s[e + 1] == ':') ? e + 2 : e + 1, g + 1, m);
    logic integer Ip6First(uint8_t *s, integer i, integer j) = // where the first group starts
      (i + 1 < j && s[i] == ':' && s[i + 1] == ':') ? i + 2 : i;
    logic integer Ip6Before(uint8_t *s, integer i, integer j) = // the groups before "::"
      Ip6First(s, i, j) > i ? 0 : Ip6Gap(s, j, i, 0);
    logic integer Ip6Word(uint8_t *s, integer i, integer j, integer m) = // the m-th of eight words of an IPv6address
      \let f = Ip6First(s, i, j);
      \let z = 8 - Ip6Count(s, j, f, 0);
      m < Ip6Before(s, i, j) ? Ip6Group(s, j, f, 0, m) :
      m >= Ip6Before(s, i, j) + z ? Ip6Group(s, j, f, 0, m - z) : 0;
*/

#endif
