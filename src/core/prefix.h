/* Address prefixes: the part of an address that one SA covers (GB 0216000.0, addr-pref-length). */
#ifndef SECAGREE_PREFIX_H
#define SECAGREE_PREFIX_H
#include "addr.h"

/* len counts bits of the 16-byte form: an IPv4 prefix of length L has len 96 + L. Host bits are zero. */
typedef struct { ip_addr addr; uint8_t len; } ip_prefix;

/*@ // bit j of a byte, 0 the most significant; bit k of an address is bit k % 8 of its byte k / 8
    logic integer BitOf(integer x, integer j) =
      j == 0 ? x / 128 : j == 1 ? x / 64 % 2 : j == 2 ? x / 32 % 2 : j == 3 ? x / 16 % 2 :
      j == 4 ? x / 8 % 2 : j == 5 ? x / 4 % 2 : j == 6 ? x / 2 % 2 : x % 2;
    // the first n bits are equal
    predicate SamePrefix(ip_addr *a, ip_addr *b, integer n) =
      \forall integer i, j; 0 <= i && 0 <= j < 8 && 8 * i + j < n ==> BitOf(a->b[i], j) == BitOf(b->b[i], j);
    // the bits behind the first n are zero
    predicate HostZero(ip_addr *a, integer n) =
      \forall integer i, j; 0 <= i < 16 && 0 <= j < 8 && n <= 8 * i + j ==> BitOf(a->b[i], j) == 0;
    predicate SameFamily(ip_addr *a, ip_addr *b) = V4Mapped(a) <==> V4Mapped(b); */

/* The prefix of a at a length in the address's own family (0..32 for IPv4, 0..128 for IPv6); false if out of range. */
/*@ requires readable: \valid_read(a);
    requires writable: \valid(out) && \separated(a, out);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result <==> (V4Mapped(a) ==> length <= 32) && length <= 128;
    ensures length: \result ==> (V4Mapped(a) ==> out->len == length + 96) && (!V4Mapped(a) ==> out->len == length);
    ensures masked: \result ==> SamePrefix(&out->addr, a, out->len) && HostZero(&out->addr, out->len);
    ensures family: \result ==> SameFamily(&out->addr, a);
    ensures kept: !\result ==> out->len == \old(out->len) &&
      \forall integer k; 0 <= k < 16 ==> out->addr.b[k] == \old(out->addr.b[k]); */
bool prefix_make(const ip_addr *a, unsigned length, ip_prefix *out);

/* a lies in p: same family, and the first p->len bits are equal. */
/*@ requires readable: \valid_read(p) && \valid_read(a);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> p->len <= 128 && SameFamily(&p->addr, a) && SamePrefix(&p->addr, a, p->len); */
bool prefix_match(const ip_prefix *p, const ip_addr *a);

/* Some address lies in both: then the longer one's own does. */
/*@ requires readable: \valid_read(p) && \valid_read(q);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> p->len <= 128 && q->len <= 128 && SameFamily(&p->addr, &q->addr) &&
      SamePrefix(&p->addr, &q->addr, \min(p->len, q->len)); */
bool prefix_overlap(const ip_prefix *p, const ip_prefix *q);

/* The length in the family's own terms: 0..32 or 0..128. */
/*@ requires readable: \valid_read(p);
    terminates \true; exits \false; assigns \nothing;
    ensures v4: V4Mapped(&p->addr) && p->len >= 96 ==> \result == p->len - 96;
    ensures v6: !V4Mapped(&p->addr) || p->len < 96 ==> \result == p->len; */
unsigned prefix_length(const ip_prefix *p);

#endif
