#include "iptext.h"
#include "chars.h"

#define NO_GAP 9u

/* A number and the index behind its digits. */
typedef struct { size_t end; uint32_t value; } digits;

/* What an IPv6 text holds: its 16-bit groups in order, and the number of them before "::" (NO_GAP without one). */
typedef struct { uint16_t w[8]; uint32_t count, gap; } ip6_groups;

/* dec-octet: the longest at i, no leading zero, at most 255; end is i where there is none */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: i <= \result.end <= n && \result.end == OctetEnd(s, n, i);
    ensures value: \result.value == Decimal(s, i, \result.end) && \result.value <= 255;
    ensures rule: i < \result.end ==> DecOctet(s, i, \result.end);
    ensures longest: \forall integer j; \result.end < j <= n ==> !DecOctet(s, i, j); */
static digits octet_scan(const uint8_t *s, size_t n, size_t i)
{
    digits r = { i, 0 };
    uint32_t v;

    if (i >= n || !sip_is_digit(s[i]))
        return r;
    r.value = (uint32_t)s[i] - '0';
    r.end = i + 1;
    if (r.value == 0 || n - i < 2 || !sip_is_digit(s[i + 1]))
        return r;
    r.value = r.value * 10 + ((uint32_t)s[i + 1] - '0');
    r.end = i + 2;
    if (n - i < 3 || !sip_is_digit(s[i + 2]))
        return r;
    v = r.value * 10 + ((uint32_t)s[i + 2] - '0');
    if (v <= 255) {
        r.value = v;
        r.end = i + 3;
    }
    return r;
}

/* dec-octet "." at i; end is SIP_NPOS where there is none */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.end == (OctetDotEnd(s, n, i) < 0 ? SIP_NPOS : OctetDotEnd(s, n, i));
    ensures range: \result.end != SIP_NPOS ==> i < \result.end <= n;
    ensures value: \result.end != SIP_NPOS ==>
      \result.value == Decimal(s, i, \result.end - 1) && \result.value <= 255; */
static digits octet_dot_scan(const uint8_t *s, size_t n, size_t i)
{
    digits r = octet_scan(s, n, i);

    r.end = r.end > i && r.end < n && s[r.end] == '.' ? r.end + 1 : SIP_NPOS;
    return r;
}

ip4_text ip4_scan(const uint8_t *s, size_t n, size_t i)
{
    ip4_text r = { SIP_NPOS, 0, 0, 0, 0 };
    digits a = octet_dot_scan(s, n, i), b, c, d;

    if (a.end == SIP_NPOS)
        return r;
    b = octet_dot_scan(s, n, a.end);
    if (b.end == SIP_NPOS)
        return r;
    c = octet_dot_scan(s, n, b.end);
    if (c.end == SIP_NPOS)
        return r;
    d = octet_scan(s, n, c.end);
    if (d.end == c.end)
        return r;
    r.end = d.end;
    r.a = (uint8_t)a.value;
    r.b = (uint8_t)b.value;
    r.c = (uint8_t)c.value;
    r.d = (uint8_t)d.value;
    return r;
}

/*@ requires hex: Hex(c);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == HexValue(c);
    ensures range: \result < 16; */
static uint32_t hex_value(uint8_t c)
{
    return c % 16u + c / 64u * 9u; /* letters stand behind 64; digits are random, and a branch is guessed wrong */
}

/* h16 = 1*4HEXDIG: the longest at i; end is i where there is none */
/*@ requires readable: \valid_read(s + (0 .. n - 1)) && i <= n < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: i <= \result.end <= n && \result.end == H16End(s, n, i);
    ensures taken: \forall integer k; i <= k < \result.end ==> Hex(s[k]);
    ensures value: \result.value == HexNumber(s, i, \result.end) && \result.value < 0x10000; */
static digits h16_scan(const uint8_t *s, size_t n, size_t i)
{
    digits r = { i, 0 };

    /*@ loop invariant range: i <= r.end <= n && r.end - i <= 4;
        loop invariant taken: \forall integer k; i <= k < r.end ==> Hex(s[k]);
        loop invariant small: (r.end - i == 0 ==> r.value == 0) && (r.end - i == 1 ==> r.value < 0x10) &&
          (r.end - i == 2 ==> r.value < 0x100) && (r.end - i == 3 ==> r.value < 0x1000) && r.value < 0x10000;
        loop invariant value: r.value == HexNumber(s, i, r.end);
        loop assigns r;
        loop variant n - r.end; */
    while (r.end < n && r.end - i < 4 && sip_is_hex(s[r.end])) {
        r.value = r.value * 16 + hex_value(s[r.end]);
        r.end++;
    }
    return r;
}

/* The words of an IPv4address as the groups at t->count. */
/*@ requires writable: \valid(t) && t->count < 7;
    terminates \true; exits \false; assigns t->w[t->count .. t->count + 1], t->count;
    ensures exact: t->count == \old(t->count) + 2 &&
      t->w[\old(t->count)] == q.a * 256 + q.b && t->w[\old(t->count) + 1] == q.c * 256 + q.d; */
static void groups_add_ip4(ip6_groups *t, ip4_text q)
{
    t->w[t->count] = (uint16_t)(q.a * 256u + q.b);
    t->w[t->count + 1] = (uint16_t)(q.c * 256u + q.d);
    t->count += 2;
}

/* What group_read found: a group, and whether the text ends with it; else the next starts at end, behind a colon. */
typedef struct { bool ok, last; size_t end; } group;

/* The group at k of a text that ends at j: h16, or the IPv4address at the end. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && k <= j < SIP_NPOS;
    requires writable: \valid(t) && \separated(t, s + (0 .. j - 1)) && t->count < 8;
    terminates \true; exits \false; assigns t->w[0 .. 7], t->count;
    ensures exact: \result.ok <==> (\old(t->count) < 7 && Ip4End(s, j, k) == j) ||
      (Ip4End(s, j, k) != j && H16End(s, j, k) > k && (H16End(s, j, k) == j || s[H16End(s, j, k)] == ':'));
    ensures v4: \result.ok && Ip4End(s, j, k) == j ==> \result.last && t->count == \old(t->count) + 2 &&
      t->w[\old(t->count)] == Ip4High(s, j, k) && t->w[\old(t->count) + 1] == Ip4Low(s, j, k);
    ensures h16: \result.ok && Ip4End(s, j, k) != j ==> (\result.last <==> H16End(s, j, k) == j) &&
      t->count == \old(t->count) + 1 && t->w[\old(t->count)] == HexNumber(s, k, H16End(s, j, k));
    ensures next: \result.ok && !\result.last ==> Ip4End(s, j, k) != j && k < H16End(s, j, k) < j &&
      s[H16End(s, j, k)] == ':' && \result.end == H16End(s, j, k) + 1;
    ensures kept: \old(t->count) <= t->count <= 8 &&
      \forall integer m; 0 <= m < \old(t->count) ==> t->w[m] == \old(t->w[m]); */
static group group_read(const uint8_t *s, size_t k, size_t j, ip6_groups *t)
{
    group bad = { false, false, 0 }, r = { true, true, 0 };
    digits h = h16_scan(s, j, k);

    // an IPv4address starts with 1*3DIGIT "."
    //@ assert hex: \forall integer m; k <= m < h.end ==> s[m] != '.';
    //@ assert octet: OctetEnd(s, j, k) <= h.end;
    //@ assert dot: OctetDotEnd(s, j, k) >= 0 ==> k < OctetEnd(s, j, k) < j && s[OctetEnd(s, j, k)] == '.';
    //@ assert first: OctetDotEnd(s, j, k) >= 0 ==> h.end == OctetEnd(s, j, k);
    //@ assert second: OctetDotEnd(s, j, k) < 0 ==> Ip4Part3(s, j, k) < 0;
    //@ assert third: Ip4Part3(s, j, k) < 0 ==> Ip4Part4(s, j, k) < 0;
    //@ assert fourth: Ip4Part4(s, j, k) < 0 ==> Ip4End(s, j, k) < 0;
    //@ assert dotted: Ip4End(s, j, k) == j ==> k < h.end < j && s[h.end] == '.';
    if (h.end == k)
        return bad;
    if (h.end < j && s[h.end] == '.') {
        ip4_text q = ip4_scan(s, j, k);
        if (t->count >= 7 || q.end != j)
            return bad;
        groups_add_ip4(t, q);
        return r;
    }
    if (h.end < j && s[h.end] != ':')
        return bad;
    t->w[t->count] = (uint16_t)h.value;
    t->count++;
    r.last = h.end == j;
    r.end = h.end + 1;
    return r;
}

/* "::" stands behind the group at k, and not at the end. */
/*@ ghost
    /@ requires readable: \valid_read(s + (0 .. j - 1)) && k <= j < SIP_NPOS && c < 8;
       requires group: Ip4End(s, j, k) != j && k < H16End(s, j, k) && H16End(s, j, k) + 2 < j;
       requires colons: s[H16End(s, j, k)] == ':' && s[H16End(s, j, k) + 1] == ':';
       terminates \true; exits \false; assigns \nothing;
       ensures rest: Ip6RestBit(s, j, k, c, 0) == Ip6RestBit(s, j, H16End(s, j, k) + 2, c + 1, 1);
       ensures count: Ip6Count(s, j, k, c) == Ip6Count(s, j, H16End(s, j, k) + 2, c + 1); @/
    static void colons_passed(const uint8_t *s, size_t k, size_t j, uint32_t c)
    {
    } */

/* The group at k and the colons behind it; last: the text ends here. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && k <= j < SIP_NPOS;
    requires writable: \valid(t) && \separated(t, s + (0 .. j - 1)) && t->count < 8;
    requires gap: t->gap <= t->count || t->gap == NO_GAP;
    terminates \true; exits \false; assigns t->w[0 .. 7], t->count, t->gap;
    ensures range: t->count <= 8 && (t->gap <= t->count || t->gap == NO_GAP);
    ensures next: \result.ok && !\result.last ==> k < \result.end <= j && t->count == \old(t->count) + 1;
    ensures rest: Ip6RestBit(s, j, k, \old(t->count), \old(t->gap) == NO_GAP ? 0 : 1) ==
      (!\result.ok ? 0 : \result.last ? Ip6FullBit(t->count, t->gap == NO_GAP ? 0 : 1) :
       Ip6RestBit(s, j, \result.end, t->count, t->gap == NO_GAP ? 0 : 1));
    ensures count: \result.ok ==> Ip6Count(s, j, k, \old(t->count)) ==
      (\result.last ? t->count : Ip6Count(s, j, \result.end, t->count));
    ensures first: \result.ok && \old(t->gap) == NO_GAP ==> Ip6Gap(s, j, k, \old(t->count)) ==
      (t->gap != NO_GAP || \result.last ? t->gap : Ip6Gap(s, j, \result.end, t->count));
    ensures again: \old(t->gap) != NO_GAP ==> t->gap == \old(t->gap);
    ensures words: \result.ok ==> \forall integer m; \old(t->count) <= m < t->count ==>
      t->w[m] == Ip6Group(s, j, k, \old(t->count), m);
    ensures more: \result.ok && !\result.last ==> \forall integer m; t->count <= m ==>
      Ip6Group(s, j, k, \old(t->count), m) == Ip6Group(s, j, \result.end, t->count, m);
    ensures kept: \result.ok ==> t->count > \old(t->count) &&
      \forall integer m; 0 <= m < \old(t->count) ==> t->w[m] == \old(t->w[m]); */
static group step_read(const uint8_t *s, size_t k, size_t j, ip6_groups *t)
{
    group g = group_read(s, k, j, t);

    if (!g.ok || g.last || g.end == j || s[g.end] != ':')
        return g;
    if (t->gap != NO_GAP) {
        g.ok = false;
        return g;
    }
    //@ ghost if (g.end + 1 < j) colons_passed(s, k, j, t->count - 1);
    t->gap = t->count;
    g.end++;
    g.last = g.end == j;
    return g;
}

/* Reads all of s[i..j) into groups; a text that is no IPv6address may pass here only by its number of groups. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && i <= j < SIP_NPOS;
    requires writable: \valid(t) && \separated(t, s + (0 .. j - 1));
    terminates \true; exits \false; assigns *t;
    ensures range: t->count <= 8 && (t->gap <= t->count || t->gap == NO_GAP);
    ensures exact: (\result && Ip6FullBit(t->count, t->gap == NO_GAP ? 0 : 1) == 1) <==> Ip6AddressBit(s, i, j) == 1;
    ensures count: \result ==> t->count == Ip6Count(s, j, Ip6First(s, i, j), 0) && t->gap == Ip6Before(s, i, j);
    ensures words: \result ==> \forall integer m; 0 <= m < t->count ==>
      t->w[m] == Ip6Group(s, j, Ip6First(s, i, j), 0, m); */
static bool groups_read(const uint8_t *s, size_t i, size_t j, ip6_groups *t)
{
    size_t k = i;

    t->count = 0;
    t->gap = NO_GAP;
    if (j - k >= 2 && s[k] == ':' && s[k + 1] == ':') {
        t->gap = 0;
        k += 2;
        if (k == j)
            return true;
    }
    //@ ghost size_t first = k;
    //@ assert first: first == Ip6First(s, i, j);
    /*@ loop invariant range: first <= k <= j && t->count <= 8 && (t->gap <= t->count || t->gap == NO_GAP);
        loop invariant rest: Ip6AddressBit(s, i, j) == Ip6RestBit(s, j, k, t->count, t->gap == NO_GAP ? 0 : 1);
        loop invariant count: Ip6Count(s, j, first, 0) == Ip6Count(s, j, k, t->count);
        loop invariant gap: Ip6Before(s, i, j) == (t->gap == NO_GAP ? Ip6Gap(s, j, k, t->count) : t->gap);
        loop invariant words: \forall integer m; 0 <= m < t->count ==> t->w[m] == Ip6Group(s, j, first, 0, m);
        loop invariant more: \forall integer m; t->count <= m ==>
          Ip6Group(s, j, first, 0, m) == Ip6Group(s, j, k, t->count, m);
        loop assigns k, t->w[0 .. 7], t->count, t->gap;
        loop variant 8 - t->count; */
    while (t->count < 8) {
        group g = step_read(s, k, j, t);
        if (!g.ok || g.last)
            return g.ok;
        k = g.end;
    }
    //@ assert full: Ip6RestBit(s, j, k, t->count, t->gap == NO_GAP ? 0 : 1) == 0;
    return false;
}

/* The groups of a full address as its eight words, with zeros in the place of "::". */
/*@ requires readable: \valid_read(t) && t->count <= 8 && (t->gap <= t->count || t->count == 8);
    terminates \true; exits \false; assigns \nothing;
    ensures ok: \result.ok;
    ensures before: \forall integer m; 0 <= m < 8 && m < t->gap ==> \result.w[m] == t->w[m];
    ensures zero: \forall integer m; t->gap <= m < t->gap + 8 - t->count ==> \result.w[m] == 0;
    ensures behind: \forall integer m; t->gap + 8 - t->count <= m < 8 && t->gap <= m ==>
      \result.w[m] == t->w[m - (8 - t->count)]; */
static ip6_text words_spread(const ip6_groups *t)
{
    ip6_text r = { true, { 0, 0, 0, 0, 0, 0, 0, 0 } };
    uint32_t zeros = 8 - t->count;

    /*@ loop invariant range: 0 <= k <= 8;
        loop invariant before: \forall integer m; 0 <= m < k && m < t->gap ==> r.w[m] == t->w[m];
        loop invariant zero: \forall integer m; t->gap <= m < k && m < t->gap + zeros ==> r.w[m] == 0;
        loop invariant behind: \forall integer m; t->gap + zeros <= m < k ==> r.w[m] == t->w[m - zeros];
        loop assigns k, r.w[0 .. 7];
        loop variant 8 - k; */
    for (uint32_t k = 0; k < 8; k++)
        r.w[k] = k < t->gap ? t->w[k] : k < t->gap + zeros ? 0 : t->w[k - zeros];
    return r;
}

ip6_text ip6_parse(const uint8_t *s, size_t i, size_t j)
{
    ip6_groups t = { { 0, 0, 0, 0, 0, 0, 0, 0 }, 0, NO_GAP };
    ip6_text r = { false, { 0, 0, 0, 0, 0, 0, 0, 0 } };

    if (i > j || !groups_read(s, i, j, &t))
        return r;
    if (t.gap == NO_GAP ? t.count != 8 : t.count > 7) /* "::" stands for at least one group (RFC 4291 2.2) */
        return r;
    r = words_spread(&t);
    //@ assert before: \forall integer m; 0 <= m < 8 && m < t.gap ==> r.w[m] == Ip6Word(s, i, j, m);
    //@ assert zero: \forall integer m; t.gap <= m < t.gap + 8 - t.count ==> r.w[m] == Ip6Word(s, i, j, m);
    /*@ assert behind: \forall integer m; t.gap + 8 - t.count <= m < 8 && t.gap <= m ==>
          r.w[m] == Ip6Word(s, i, j, m); */
    return r;
}
