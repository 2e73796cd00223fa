/* Text eight bytes at a time, so that the end of most words is found without a branch for each byte. */
#ifndef SECAGREE_PLAIN_H
#define SECAGREE_PLAIN_H
#include "chars.h"
#include "lex.h"

#define SIP_EACH_BYTE 0x0101010101010101u

/*@ requires readable: \valid_read(p + (0 .. 7));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == p[0] + 0x100 * (p[1] + 0x100 * (p[2] + 0x100 * (p[3] + 0x100 * (p[4] + 0x100 * (p[5] +
      0x100 * (p[6] + 0x100 * p[7])))))); */
static inline uint64_t sip_word8(const uint8_t *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/*@ // the first byte of a word with a top bit, from the low end; 8: none
    logic integer FirstStop(integer w) =
      (w & 0x80) != 0 ? 0 : (w & 0x8000) != 0 ? 1 : (w & 0x800000) != 0 ? 2 : (w & 0x80000000) != 0 ? 3 :
      (w & 0x8000000000) != 0 ? 4 : (w & 0x800000000000) != 0 ? 5 : (w & 0x80000000000000) != 0 ? 6 :
      (w & 0x8000000000000000) != 0 ? 7 : 8;
    predicate Marks(integer w) = (w & 0x7F7F7F7F7F7F7F7F) == 0; // top bits alone
    // the word w marks the first byte of s[i..i + 8) that is not SP or visible ASCII; 0 marks none
    predicate PlainStop(integer w, uint8_t *s, integer i) = Marks(w) && 0 <= FirstStop(w) <= 8 &&
      (w == 0 <==> FirstStop(w) == 8) && (\forall integer k; i <= k < i + FirstStop(w) ==> 0x20 <= s[k] <= 0x7E) &&
      (FirstStop(w) < 8 ==> !(0x20 <= s[i + FirstStop(w)] <= 0x7E));
    // the same for what stands in a quoted-string as it is, but for HTAB
    predicate QuotedStop(integer w, uint8_t *s, integer i) = Marks(w) && 0 <= FirstStop(w) <= 8 &&
      (w == 0 <==> FirstStop(w) == 8) && (\forall integer k; i <= k < i + FirstStop(w) ==> QuotedChar(s[k])) &&
      (FirstStop(w) < 8 ==> s[i + FirstStop(w)] == '\t' || !QuotedChar(s[i + FirstStop(w)]));
    // the first colon
    predicate ColonStop(integer w, uint8_t *s, integer i) = Marks(w) && 0 <= FirstStop(w) <= 8 &&
      (w == 0 <==> FirstStop(w) == 8) && (\forall integer k; i <= k < i + FirstStop(w) ==> s[k] != ':') &&
      (FirstStop(w) < 8 ==> s[i + FirstStop(w)] == ':'); */

/* A top bit in the first byte of s[i..i + 8) that is neither SP nor visible ASCII (%x20-7E), and perhaps in bytes
 * behind it; 0 where all are. Of x - 0x20 and x + 1 such a byte alone gives one a top bit; before it nothing
 * carries. */
/*@ requires readable: \valid_read(s + (i .. i + 7));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: PlainStop(\result, s, i); */
static inline uint64_t sip_plain_stops(const uint8_t *s, size_t i)
{
    uint64_t w = sip_word8(s + i);

    return ((w - 0x20 * SIP_EACH_BYTE) | (w + SIP_EACH_BYTE)) & 0x80 * SIP_EACH_BYTE;
}

/* The same for quoted text without escapes: DQUOTE and backslash are stops, too. Either differs from itself by 0, and
 * 0 less 1 has a top bit; the difference of another byte below 0x80 has none, less 1. */
/*@ requires readable: \valid_read(s + (i .. i + 7));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: QuotedStop(\result, s, i); */
static inline uint64_t sip_quoted_stops(const uint8_t *s, size_t i)
{
    uint64_t w = sip_word8(s + i);
    uint64_t quote = (w ^ '"' * SIP_EACH_BYTE) - SIP_EACH_BYTE, escape = (w ^ '\\' * SIP_EACH_BYTE) - SIP_EACH_BYTE;

    return ((w - 0x20 * SIP_EACH_BYTE) | (w + SIP_EACH_BYTE) | quote | escape) & 0x80 * SIP_EACH_BYTE;
}

/* A top bit in the first colon of s[i..i + 8), and perhaps in bytes behind it; 0 where there is none. */
/*@ requires readable: \valid_read(s + (i .. i + 7));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: ColonStop(\result, s, i); */
static inline uint64_t sip_colons(const uint8_t *s, size_t i)
{
    uint64_t x = sip_word8(s + i) ^ ':' * SIP_EACH_BYTE;

    return (x - SIP_EACH_BYTE) & ~x & 0x80 * SIP_EACH_BYTE;
}

/* The first byte of stops with a top bit, or 8: the low bits of the bytes before it, summed up by the product. */
/*@ requires marks: Marks(stops);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == FirstStop(stops); */
static inline size_t sip_first_stop(uint64_t stops)
{
    uint64_t low = stops >> 7;

    return (size_t)((((low - 1) & ~low & SIP_EACH_BYTE) * SIP_EACH_BYTE) >> 56);
}

/* 0 if p[0..8) is w but for case, as far as w is not NUL. Of the bytes of w, which are below 0x80, letters have a bit
 * 0x40 and hyphens have none; and the sum with 0x7F has a top bit but for NUL. */
/*@ requires readable: \valid_read(p + (0 .. 7)) && \valid_read(w + (0 .. 7));
    requires lower: \forall integer k; 0 <= k < 8 ==> w[k] == 0 || w[k] == '-' || 'a' <= w[k] <= 'z';
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == 0 <==> \forall integer k; 0 <= k < 8 && w[k] != 0 ==> Lower(p[k]) == w[k]; */
static inline uint64_t sip_differs8(const uint8_t *p, const uint8_t *w)
{
    uint64_t x = sip_word8(w);
    uint64_t given = ((x + 0x7F * SIP_EACH_BYTE) >> 7 & SIP_EACH_BYTE) * 0xFF, cases = x >> 1 & 0x20 * SIP_EACH_BYTE;

    return (sip_word8(p) ^ x) & given & ~cases;
}

/*@ // a byte with 0x20 set, in which the cases of a letter differ; and eight of them as a number, the first one lowest
    logic integer Folded(integer c) =
      ((0x20 <= c && c < 0x40) || (0x60 <= c && c < 0x80) || (0xA0 <= c && c < 0xC0) || 0xE0 <= c) ? c : c + 0x20;
    logic integer FoldedFrom(uint8_t *p, integer k) = k >= 8 ? 0 : Folded(p[k]) + 0x100 * FoldedFrom(p, k + 1);
    logic integer Folded8(uint8_t *p) = FoldedFrom(p, 0);
    predicate Tokens8(uint8_t *p) = TokenChar(p[0]) && TokenChar(p[1]) && TokenChar(p[2]) && TokenChar(p[3]) &&
      TokenChar(p[4]) && TokenChar(p[5]) && TokenChar(p[6]) && TokenChar(p[7]);
    predicate SameLetters8(uint8_t *p, uint8_t *q) = Lower(p[0]) == Lower(q[0]) && Lower(p[1]) == Lower(q[1]) &&
      Lower(p[2]) == Lower(q[2]) && Lower(p[3]) == Lower(q[3]) && Lower(p[4]) == Lower(q[4]) &&
      Lower(p[5]) == Lower(q[5]) && Lower(p[6]) == Lower(q[6]) && Lower(p[7]) == Lower(q[7]); */

/* Less than, equal to or greater than 0 in an order of names, where x[0..8) and y[0..8) are equal but for case. Two
 * bytes of a token that differ in 0x20 alone are one letter. */
/*@ requires readable: \valid_read(x + (0 .. 7)) && \valid_read(y + (0 .. 7));
    terminates \true; exits \false; assigns \nothing;
    ensures before: \result < 0 <==> Folded8(x) < Folded8(y);
    ensures behind: \result > 0 <==> Folded8(x) > Folded8(y);
    ensures exact: Tokens8(x) && Tokens8(y) ==> (\result == 0 <==> SameLetters8(x, y)); */
static inline int sip_order8(const uint8_t *x, const uint8_t *y)
{
    uint64_t a = sip_word8(x) | 0x20 * SIP_EACH_BYTE, b = sip_word8(y) | 0x20 * SIP_EACH_BYTE;

    return (a > b) - (a < b);
}

/* The number of ones at the low end of the index; a row has 32. */
static const uint8_t sip_low_ones[256] = {
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 5,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 6,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 5,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 7,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 5,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 6,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 5,
    0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0, 8,
};

/* The number of bytes of s[i..i + 8) before the first that no token has. */
/*@ requires readable: \valid_read(s + (i .. i + 7));
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result <= 8;
    ensures taken: \forall integer k; i <= k < i + \result ==> TokenChar(s[k]);
    ensures stop: \result < 8 ==> !TokenChar(s[i + \result]); */
static inline size_t sip_token8(const uint8_t *s, size_t i)
{
    const uint8_t *t = sip_class_token, *p = s + i;
    unsigned a = t[p[0]] + 2u * t[p[1]], b = t[p[2]] + 2u * t[p[3]];
    unsigned c = t[p[4]] + 2u * t[p[5]], d = t[p[6]] + 2u * t[p[7]];

    return sip_low_ones[a + 4 * b + 16 * (c + 4 * d)];
}

/* A run of bytes is passed over byte by byte. */
/*@ ghost
    /@ requires readable: Text(s, n, i) && i <= j <= n;
       requires taken: \forall integer k; i <= k < j ==> TokenChar(s[k]);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: TokenRun(s, n, i) == TokenRun(s, n, j); @/
    static inline void sip_token_passed(const uint8_t *s, size_t n, size_t i, size_t j)
    {
        size_t k = i;
        /@ loop invariant range: i <= k <= j;
           loop invariant rest: TokenRun(s, n, i) == TokenRun(s, n, k);
           loop assigns k;
           loop variant j - k; @/
        while (k < j)
            k++;
    }

    /@ requires readable: Text(s, n, i) && i <= j <= n;
       requires taken: \forall integer k; i <= k < j ==> QuotedChar(s[k]);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: QuotedRest(s, n, i) == QuotedRest(s, n, j); @/
    static inline void sip_quoted_passed(const uint8_t *s, size_t n, size_t i, size_t j)
    {
        size_t k = i;
        /@ loop invariant range: i <= k <= j;
           loop invariant rest: QuotedRest(s, n, i) == QuotedRest(s, n, k);
           loop assigns k;
           loop variant j - k; @/
        while (k < j) {
            /@ assert item: s[k] != '"' && QuotedItem(s, n, k) == 1; @/
            /@ assert next: QuotedRest(s, n, k) == QuotedRest(s, n, k + 1); @/
            k++;
        }
    } */

/* As sip_token_scan; with the table of low ones there is no branch for the length of a short token. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, TokenEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static inline size_t sip_token(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i, k = 8;
    /*@ loop invariant range: i <= j <= n && k <= 8 && (k < 8 ==> !TokenChar(s[j]));
        loop invariant rest: TokenRun(s, n, i) == TokenRun(s, n, j);
        loop assigns j, k;
        loop variant n - j + (k == 8 ? 1 : 0); */
    while (k == 8 && n - j >= 8) {
        k = sip_token8(s, j);
        //@ ghost sip_token_passed(s, n, j, (size_t)(j + k));
        j += k;
    }
    /*@ loop invariant range: i <= j <= n && (k < 8 ==> !TokenChar(s[j]));
        loop invariant rest: TokenRun(s, n, i) == TokenRun(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (k == 8 && j < n && sip_is_token(s[j]))
        j++;
    //@ assert end: TokenRun(s, n, j) == j;
    return j > i ? j : SIP_NPOS;
}

/* As sip_quoted_scan, which is left what is not visible ASCII up to the quote. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, QuotedEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i + 1 < \result <= n && s[i] == '"' && s[\result - 1] == '"'; */
static inline size_t sip_quoted(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i + 1;
    uint64_t stops = 0;
    if (i >= n || s[i] != '"')
        return SIP_NPOS;
    /*@ loop invariant range: i < j <= n;
        loop invariant rest: QuotedRest(s, n, i + 1) == QuotedRest(s, n, j);
        loop assigns j, stops;
        loop variant n - j + (stops == 0 ? 1 : 0); */
    while (stops == 0 && n - j >= 8) {
        stops = sip_quoted_stops(s, j);
        size_t k = stops == 0 ? 8 : sip_first_stop(stops);
        //@ assert taken: \forall integer m; j <= m < j + k ==> QuotedChar(s[m]);
        //@ ghost sip_quoted_passed(s, n, j, (size_t)(j + k));
        j += k;
    }
    /*@ loop invariant range: i < j <= n;
        loop invariant rest: QuotedRest(s, n, i + 1) == QuotedRest(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && sip_is_quoted(s[j])) {
        //@ ghost sip_quoted_passed(s, n, j, (size_t)(j + 1));
        j++;
    }
    return j < n && s[j] == '"' ? j + 1 : sip_quoted_scan(s, n, i);
}

#endif
