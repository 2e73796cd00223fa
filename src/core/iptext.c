#include "iptext.h"
#include "chars.h"

#define NO_GAP 9u

/* What an IPv6 text holds: its 16-bit groups in order, and the number of them before "::" (NO_GAP without one). */
typedef struct { uint16_t w[8]; uint32_t count, gap; } ip6_groups;

/* dec-octet: the longest at i, no leading zero, at most 255; i where there is none */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *out;
    ensures exact: i <= \result <= n && \result == OctetEnd(s, n, i);
    ensures value: i < \result ==> *out == Decimal(s, i, \result);
    ensures rule: i < \result ==> DecOctet(s, i, \result);
    ensures longest: \forall integer j; \result < j <= n ==> !DecOctet(s, i, j); */
static size_t octet_scan(const uint8_t *s, size_t n, size_t i, uint8_t *out)
{
    uint32_t v;

    if (i >= n || !sip_is_digit(s[i]))
        return i;
    v = (uint32_t)s[i] - '0';
    *out = (uint8_t)v;
    if (v == 0 || n - i < 2 || !sip_is_digit(s[i + 1]))
        return i + 1;
    v = v * 10 + ((uint32_t)s[i + 1] - '0');
    *out = (uint8_t)v;
    if (n - i < 3 || !sip_is_digit(s[i + 2]) || v * 10 + ((uint32_t)s[i + 2] - '0') > 255)
        return i + 2;
    *out = (uint8_t)(v * 10 + ((uint32_t)s[i + 2] - '0'));
    return i + 3;
}

size_t ip4_scan(const uint8_t *s, size_t n, size_t i, uint8_t out[4])
{
    uint8_t a = 0, b = 0, c = 0, d = 0;
    size_t j = octet_scan(s, n, i, &a), k;

    if (j == i || j >= n || s[j] != '.')
        return SIP_NPOS;
    k = octet_scan(s, n, j + 1, &b);
    if (k == j + 1 || k >= n || s[k] != '.')
        return SIP_NPOS;
    j = octet_scan(s, n, k + 1, &c);
    if (j == k + 1 || j >= n || s[j] != '.')
        return SIP_NPOS;
    k = octet_scan(s, n, j + 1, &d);
    if (k == j + 1)
        return SIP_NPOS;
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
    return k;
}

/*@ requires hex: Hex(c);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == HexValue(c);
    ensures range: \result < 16; */
static uint32_t hex_value(uint8_t c)
{
    return sip_is_digit(c) ? (uint32_t)c - '0' : c >= 'a' ? (uint32_t)c - 'a' + 10 : (uint32_t)c - 'A' + 10;
}

/* h16 = 1*4HEXDIG: the longest at i; i where there is none */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *out;
    ensures exact: i <= \result <= n && \result == H16End(s, n, i);
    ensures value: *out == HexNumber(s, i, \result); */
static size_t h16_scan(const uint8_t *s, size_t n, size_t i, uint16_t *out)
{
    uint32_t v = 0;
    size_t j = i;

    /*@ loop invariant range: i <= j <= n && j - i <= 4;
        loop invariant taken: \forall integer k; i <= k < j ==> Hex(s[k]);
        loop invariant small: (j - i == 0 ==> v == 0) && (j - i == 1 ==> v < 0x10) && (j - i == 2 ==> v < 0x100) &&
          (j - i == 3 ==> v < 0x1000) && v < 0x10000;
        loop invariant value: v == HexNumber(s, i, j);
        loop assigns j, v;
        loop variant n - j; */
    while (j < n && j - i < 4 && sip_is_hex(s[j])) {
        v = v * 16 + hex_value(s[j]);
        j++;
    }
    *out = (uint16_t)v;
    return j;
}

/* Reads all of s[i..j) into groups; a text that is no IPv6address may pass here only by its number of groups. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && i <= j < SIP_NPOS;
    requires writable: \valid(t) && \separated(t, s + (0 .. j - 1));
    terminates \true; exits \false; assigns *t;
    ensures range: t->count <= 8 && (t->gap <= t->count || t->gap == NO_GAP);
    ensures exact: (\result && Ip6FullBit(t->count, t->gap == NO_GAP ? 0 : 1) == 1) <==> Ip6AddressBit(s, i, j) == 1; */
static bool groups_read(const uint8_t *s, size_t i, size_t j, ip6_groups *t)
{
    size_t k = i;
    uint8_t q[4];

    t->count = 0;
    t->gap = NO_GAP;
    if (j - k >= 2 && s[k] == ':' && s[k + 1] == ':') {
        t->gap = 0;
        k += 2;
        if (k == j)
            return true;
    }
    /*@ loop invariant range: i <= k <= j && t->count <= 8 && (t->gap <= t->count || t->gap == NO_GAP);
        loop invariant rest: Ip6AddressBit(s, i, j) == Ip6RestBit(s, j, k, t->count, t->gap == NO_GAP ? 0 : 1);
        loop assigns k, *t, q[0 .. 3];
        loop variant 8 - t->count; */
    while (t->count < 8) {
        size_t e;
        if (t->count < 7 && ip4_scan(s, j, k, q) == j) {
            t->w[t->count] = (uint16_t)(q[0] * 256u + q[1]);
            t->w[t->count + 1] = (uint16_t)(q[2] * 256u + q[3]);
            t->count += 2;
            return true;
        }
        e = h16_scan(s, j, k, &t->w[t->count]);
        if (e == k)
            return false;
        t->count++;
        if (e == j)
            return true;
        if (s[e] != ':')
            return false;
        k = e + 1;
        if (k < j && s[k] == ':') {
            if (t->gap != NO_GAP)
                return false;
            t->gap = t->count;
            k++;
            if (k == j)
                return true;
        }
    }
    return false;
}

bool ip6_parse(const uint8_t *s, size_t i, size_t j, uint8_t out[16])
{
    ip6_groups t = { { 0, 0, 0, 0, 0, 0, 0, 0 }, 0, NO_GAP };

    if (i > j || !groups_read(s, i, j, &t))
        return false;
    if (t.gap == NO_GAP ? t.count != 8 : t.count > 7) /* "::" stands for at least one group (RFC 4291 2.2) */
        return false;
    /*@ loop invariant range: 0 <= k <= 8;
        loop assigns k, out[0 .. 15];
        loop variant 8 - k; */
    for (uint32_t k = 0; k < 8; k++) {
        uint32_t zeros = 8 - t.count;
        uint32_t w = t.gap == NO_GAP || k < t.gap ? t.w[k] : k - t.gap < zeros ? 0 : t.w[k - zeros];
        out[2 * k] = (uint8_t)(w / 256);
        out[2 * k + 1] = (uint8_t)(w % 256);
    }
    return true;
}
