#include "prefix.h"

/*@ // the first r bits of two bytes, bit by bit without a quantifier
    predicate SameBits(integer x, integer y, integer r) =
      (r > 0 ==> BitOf(x, 0) == BitOf(y, 0)) && (r > 1 ==> BitOf(x, 1) == BitOf(y, 1)) &&
      (r > 2 ==> BitOf(x, 2) == BitOf(y, 2)) && (r > 3 ==> BitOf(x, 3) == BitOf(y, 3)) &&
      (r > 4 ==> BitOf(x, 4) == BitOf(y, 4)) && (r > 5 ==> BitOf(x, 5) == BitOf(y, 5)) &&
      (r > 6 ==> BitOf(x, 6) == BitOf(y, 6)) && (r > 7 ==> BitOf(x, 7) == BitOf(y, 7));
    predicate ZeroBits(integer x, integer r) = // all but the first r
      (r <= 0 ==> BitOf(x, 0) == 0) && (r <= 1 ==> BitOf(x, 1) == 0) && (r <= 2 ==> BitOf(x, 2) == 0) &&
      (r <= 3 ==> BitOf(x, 3) == 0) && (r <= 4 ==> BitOf(x, 4) == 0) && (r <= 5 ==> BitOf(x, 5) == 0) &&
      (r <= 6 ==> BitOf(x, 6) == 0) && (r <= 7 ==> BitOf(x, 7) == 0);
    // a quotient by 2^(8-r) holds the first r bits: one step per bit
    predicate Byte(integer x) = 0 <= x < 256;
    lemma bits_2: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 64 == y / 64 <==> (x / 128 == y / 128 && x / 64 % 2 == y / 64 % 2));
    lemma bits_3: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 32 == y / 32 <==> (x / 64 == y / 64 && x / 32 % 2 == y / 32 % 2));
    lemma bits_4: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 16 == y / 16 <==> (x / 32 == y / 32 && x / 16 % 2 == y / 16 % 2));
    lemma bits_5: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 8 == y / 8 <==> (x / 16 == y / 16 && x / 8 % 2 == y / 8 % 2));
    lemma bits_6: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 4 == y / 4 <==> (x / 8 == y / 8 && x / 4 % 2 == y / 4 % 2));
    lemma bits_7: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x / 2 == y / 2 <==> (x / 4 == y / 4 && x / 2 % 2 == y / 2 % 2));
    lemma bits_8: \forall integer x, y; Byte(x) && Byte(y) ==>
      (x == y <==> (x / 2 == y / 2 && x % 2 == y % 2)); */

/* The first r bits of x, the others zero. */
/*@ requires range: r < 8;
    terminates \true; exits \false; assigns \nothing;
    ensures same: SameBits(\result, x, r);
    ensures zero: ZeroBits(\result, r);
    ensures last: \result < 255; */
static uint8_t byte_mask(uint8_t x, uint32_t r)
{
    switch (r) {
    case 0: return 0;
    case 1: return (uint8_t)(x - x % 128);
    case 2: return (uint8_t)(x - x % 64);
    case 3: return (uint8_t)(x - x % 32);
    case 4: return (uint8_t)(x - x % 16);
    case 5: return (uint8_t)(x - x % 8);
    case 6: return (uint8_t)(x - x % 4);
    default: return (uint8_t)(x - x % 2);
    }
}

/* The first r bits of x and y are equal. */
/*@ requires range: r < 8;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameBits(x, y, r); */
static bool byte_match(uint8_t x, uint8_t y, uint32_t r)
{
    switch (r) {
    case 0: return true;
    case 1: return x / 128 == y / 128;
    case 2: return x / 64 == y / 64;
    case 3: return x / 32 == y / 32;
    case 4: return x / 16 == y / 16;
    case 5: return x / 8 == y / 8;
    case 6: return x / 4 == y / 4;
    default: return x / 2 == y / 2;
    }
}

/* The first len bits of a and b are equal. */
/*@ requires readable: \valid_read(a) && \valid_read(b) && len <= 128;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SamePrefix(a, b, len); */
static bool bits_match(const ip_addr *a, const ip_addr *b, uint32_t len)
{
    uint32_t left = len, i = 0;

    /*@ loop invariant range: 0 <= i <= 16 && left == len - 8 * i;
        loop invariant equal: \forall integer k; 0 <= k < i ==> a->b[k] == b->b[k];
        loop assigns i, left;
        loop variant left; */
    while (left >= 8) {
        if (a->b[i] != b->b[i]) {
            //@ assert differ: !SameBits(a->b[i], b->b[i], 8); // one of the eight bits
            return false;
        }
        i++;
        left -= 8;
    }
    return i == 16 || byte_match(a->b[i], b->b[i], left);
}

/* The first len bits of a, the others zero. */
/*@ requires readable: \valid_read(a) && len <= 128;
    requires writable: \valid(out) && \separated(a, out);
    terminates \true; exits \false; assigns out->b[0 .. 15];
    ensures same: SamePrefix(out, a, len);
    ensures zero: HostZero(out, len);
    ensures mapped: (len >= 96 ==> \forall integer k; 0 <= k < 12 ==> out->b[k] == a->b[k]) &&
      (len < 96 ==> out->b[11] < 255); */
static void mask(const ip_addr *a, uint32_t len, ip_addr *out)
{
    uint32_t left = len, i = 0;

    /*@ loop invariant range: 0 <= i <= 16 && left == len - 8 * i;
        loop invariant whole: \forall integer k; 0 <= k < i ==> out->b[k] == a->b[k];
        loop assigns i, left, out->b[0 .. 15];
        loop variant left; */
    while (left >= 8) {
        out->b[i] = a->b[i];
        i++;
        left -= 8;
    }
    if (i == 16)
        return;
    out->b[i] = byte_mask(a->b[i], left);
    /*@ loop invariant range: i + 1 <= k <= 16;
        loop invariant rest: \forall integer m; i < m < k ==> out->b[m] == 0;
        loop assigns k, out->b[i + 1 .. 15];
        loop variant 16 - k; */
    for (uint32_t k = i + 1; k < 16; k++)
        out->b[k] = 0;
}

bool prefix_make(const ip_addr *a, unsigned length, ip_prefix *out)
{
    bool v4 = addr_is_v4(a);

    if (length > (v4 ? 32u : 128u))
        return false;
    out->len = (uint8_t)(v4 ? length + 96 : length);
    mask(a, out->len, &out->addr);
    return true;
}

bool prefix_match(const ip_prefix *p, const ip_addr *a)
{
    if (p->len > 128 || addr_is_v4(&p->addr) != addr_is_v4(a))
        return false;
    return bits_match(&p->addr, a, p->len);
}

bool prefix_overlap(const ip_prefix *p, const ip_prefix *q)
{
    if (p->len > 128 || q->len > 128 || addr_is_v4(&p->addr) != addr_is_v4(&q->addr))
        return false;
    return bits_match(&p->addr, &q->addr, p->len < q->len ? p->len : q->len);
}

unsigned prefix_length(const ip_prefix *p)
{
    return addr_is_v4(&p->addr) && p->len >= 96 ? p->len - 96u : p->len;
}
