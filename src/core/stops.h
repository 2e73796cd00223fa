/* The ends of tokens, found ahead of their use. A scan of each token by itself has a branch that is guessed wrong at
 * most ends, or waits at each end for the one before; this does neither. Indices are at most SIP_MESSAGE_MAX. */
#ifndef SECAGREE_STOPS_H
#define SECAGREE_STOPS_H
#include "chars.h"
#include "lex.h"

#define SIP_STOPS_MAX 512u    /* bytes that are looked at in one go; each may be a stop */
#define SIP_STOPS_END 0xFFFFu /* behind the last one where bytes are left; not below any index */

/* Each byte of s[i .. ahead) that no token has, in order, where i is the index that it was filled for. */
typedef struct { size_t ahead; uint16_t at[SIP_STOPS_MAX + 1]; } sip_stops;

/*@ // the stops of s[..n) that are left, from at[k] on, go up to at[c], behind which none was looked for
    predicate StopsTo(sip_stops *f, integer n, integer k, integer c) =
      0 <= k <= c <= SIP_STOPS_MAX && f->ahead <= n <= 65535 && f->at[c] == (f->ahead == n ? n : SIP_STOPS_END) &&
      (\forall integer m; k <= m < c ==> f->at[m] < n && f->at[m] < f->at[m + 1]);
    predicate Stops(sip_stops *f, integer n, integer k) = \exists integer c; StopsTo(f, n, k, c);
    predicate StopsPlace(uint8_t *s, integer n, sip_stops *f) =
      \valid(f) && \separated(f, s + (0 .. n - 1)); */

/* Of four bytes, of which a bit tells if a token has it: the indices of those that no token has, 16 bits for each from
 * the lowest on, and their number. */
static const struct { uint64_t index; uint32_t count; } sip_stops_of[16] = {
    { 0x0003000200010000, 4 }, { 0x0000000300020001, 3 }, { 0x0000000300020000, 3 }, { 0x0000000000030002, 2 },
    { 0x0000000300010000, 3 }, { 0x0000000000030001, 2 }, { 0x0000000000030000, 2 }, { 0x0000000000000003, 1 },
    { 0x0000000200010000, 3 }, { 0x0000000000020001, 2 }, { 0x0000000000020000, 2 }, { 0x0000000000000002, 1 },
    { 0x0000000000010000, 2 }, { 0x0000000000000001, 1 }, { 0x0000000000000000, 1 }, { 0x0000000000000000, 0 },
};

/* The stops of s[j .. j + 4) from at[c] on. Four are written down at any rate; the result is behind the last one. */
/*@ requires readable: \valid_read(s + (j .. j + 3)) && \valid(f) && \separated(f, s + (j .. j + 3));
    requires range: c + 3 <= SIP_STOPS_MAX && j + 3 <= 65535;
    terminates \true; exits \false; assigns f->at[c .. c + 3];
    ensures range: c <= \result <= c + 4;
    ensures near: \forall integer m; c <= m < \result ==> j <= f->at[m] < j + 4;
    ensures order: \forall integer m; c < m < \result ==> f->at[m - 1] < f->at[m]; */
static inline size_t sip_stops_four(const uint8_t *s, size_t j, size_t c, sip_stops *f)
{
    const uint8_t *t = sip_class_token;
    unsigned four = t[s[j]] + 2u * t[s[j + 1]] + 4 * (t[s[j + 2]] + 2u * t[s[j + 3]]);
    uint64_t index = sip_stops_of[four].index + j * 0x0001000100010001u;

    f->at[c] = (uint16_t)index;
    f->at[c + 1] = (uint16_t)(index >> 16);
    f->at[c + 2] = (uint16_t)(index >> 32);
    f->at[c + 3] = (uint16_t)(index >> 48);
    return c + sip_stops_of[four].count;
}

/* The stops of the next SIP_STOPS_MAX bytes of s[i..n); the last one is n. */
/*@ requires readable: Text(s, n, i) && n <= 65535 && StopsPlace(s, n, f) && f->ahead <= n;
    terminates \true; exits \false; assigns *f;
    ensures stops: Stops(f, n, 0);
    ensures behind: i <= f->at[0];
    ensures forward: f->ahead == n || f->ahead > \old(f->ahead); */
static void sip_stops_fill(const uint8_t *s, size_t n, size_t i, sip_stops *f)
{
    size_t first = i > f->ahead ? i : f->ahead;
    size_t end = n - first > SIP_STOPS_MAX ? first + SIP_STOPS_MAX : n;
    size_t j = first, c = 0;
    /*@ loop invariant range: first <= j <= end && c <= j - first;
        loop invariant near: \forall integer m; 0 <= m < c ==> first <= f->at[m] < j;
        loop invariant order: \forall integer m; 0 < m < c ==> f->at[m - 1] < f->at[m];
        loop assigns j, c, f->at[0 .. SIP_STOPS_MAX - 1];
        loop variant end - j; */
    while (j + 8 <= end) {
        c = sip_stops_four(s, j, c, f);
        c = sip_stops_four(s, j + 4, c, f);
        j += 8;
    }
    /*@ loop invariant range: first <= j <= end && c <= j - first;
        loop invariant near: \forall integer m; 0 <= m < c ==> first <= f->at[m] < j;
        loop invariant order: \forall integer m; 0 < m < c ==> f->at[m - 1] < f->at[m];
        loop assigns j, c, f->at[0 .. SIP_STOPS_MAX - 1];
        loop variant end - j; */
    while (j < end) {
        f->at[c] = (uint16_t)j;
        c += sip_class_token[s[j]] == 0;
        j++;
    }
    f->at[c] = (uint16_t)(j == n ? n : SIP_STOPS_END);
    f->ahead = j;
    //@ assert last: StopsTo(f, n, 0, c); // the witness for Stops
}

/* The stop at[*k], where it is not below i, or the first one of those that are found then. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(k) && \separated(k, f) &&
      \separated(k, s + (0 .. n - 1));
    requires stops: Stops(f, n, *k) && i <= f->at[*k];
    terminates \true; exits \false; assigns *k, *f;
    ensures stops: Stops(f, n, *k);
    ensures exact: \result == f->at[*k];
    ensures range: i <= \result <= n; */
static inline size_t sip_stop_at(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *k)
{
    /*@ loop invariant range: Stops(f, n, *k) && i <= f->at[*k];
        loop assigns *k, *f;
        loop variant n - f->ahead; */
    while (f->at[*k] == SIP_STOPS_END && f->ahead < n) {
        sip_stops_fill(s, n, i, f);
        *k = 0;
    }
    return f->at[*k];
}

/* The end of the run of token bytes at i, which becomes at[*k]; before, no stop in [i, that one) was left out. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(k) && \separated(k, f) &&
      \separated(k, s + (0 .. n - 1));
    requires stops: Stops(f, n, *k);
    terminates \true; exits \false; assigns *k, *f;
    ensures stops: Stops(f, n, *k);
    ensures exact: \result == f->at[*k];
    ensures range: i <= \result <= n; */
static inline size_t sip_token_end(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *k)
{
    /*@ loop invariant range: Stops(f, n, *k);
        loop assigns *k;
        loop variant SIP_STOPS_MAX - *k; */
    while (f->at[*k] < i)
        *k += 1;
    return sip_stop_at(s, n, i, f, k);
}

#endif
