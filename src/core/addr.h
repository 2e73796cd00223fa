/* IP addresses in one form: 16 bytes in network order, IPv4 as the mapped ::ffff:a.b.c.d (RFC 4291 2.5.5.2). */
#ifndef SECAGREE_ADDR_H
#define SECAGREE_ADDR_H
#include "span.h"
#include "../../spec/logic/iptext.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { uint8_t b[16]; } ip_addr;

/*@ predicate V4Mapped(ip_addr *a) =
      (\forall integer k; 0 <= k < 10 ==> a->b[k] == 0) && a->b[10] == 0xff && a->b[11] == 0xff;
    predicate SameAddr(ip_addr *a, ip_addr *b) = \forall integer k; 0 <= k < 16 ==> a->b[k] == b->b[k];
    logic integer Word(ip_addr *a, integer k) = a->b[2 * k] * 256 + a->b[2 * k + 1];
    logic integer WordSum(ip_addr *a, integer n) = // of the first n 16-bit words
      n <= 0 ? 0 : WordSum(a, n - 1) + Word(a, n - 1); */
#include "../../spec/logic/addrtext.h"

/*@ requires readable: \valid_read(a);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> V4Mapped(a); */
bool addr_is_v4(const ip_addr *a);

/*@ requires readable: \valid_read(a) && \valid_read(b);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameAddr(a, b); */
bool addr_equal(const ip_addr *a, const ip_addr *b);

/* The sum of the eight 16-bit words modulo 0xffff, as the UDP and TCP checksums see the address (RFC 1071). */
/*@ requires readable: \valid_read(a);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == WordSum(a, 8) % 65535; */
uint32_t addr_sum16(const ip_addr *a);

/* The whole of s[i..j) as an IPv4 or IPv6 address without brackets (RFC 5954 4.1); false leaves *out as it was.
 * The text ::ffff:a.b.c.d gives the IPv4 address a.b.c.d, the two being one here. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && j < SIP_NPOS;
    requires writable: \valid(out) && \separated(out, s + (0 .. j - 1));
    terminates \true; exits \false; assigns *out;
    ensures exact: \result <==> \old(i < j && (Ip4End(s, j, i) == j || Ip6AddressBit(s, i, j) == 1));
    ensures v4: \old(i < j && Ip4End(s, j, i) == j) ==>
      V4Mapped(out) && Word(out, 6) == \old(Ip4High(s, j, i)) && Word(out, 7) == \old(Ip4Low(s, j, i));
    ensures v6: \old(i < j && Ip4End(s, j, i) != j && Ip6AddressBit(s, i, j) == 1) ==>
      \forall integer m; 0 <= m < 8 ==> Word(out, m) == \old(Ip6Word(s, i, j, m));
    ensures kept: !\result ==> \forall integer k; 0 <= k < 16 ==> out->b[k] == \old(out->b[k]); */
bool addr_parse(const uint8_t *s, size_t i, size_t j, ip_addr *out);

#define ADDR_TEXT_MAX 40u
/* Text of the address (RFC 5952), NUL ended; returns its length. */
/*@ requires readable: \valid_read(a);
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures v4: V4Mapped(a) ==> V4Text(a, out, \result);
    ensures v6: !V4Mapped(a) ==> \forall integer g; LongestZeros(a, g) ==> V6Text(a, g, out, \result); */
size_t addr_print(const ip_addr *a, char out[ADDR_TEXT_MAX]);

#endif
