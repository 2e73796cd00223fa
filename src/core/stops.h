/* The ends of tokens, found ahead of their use. A scan of each token by itself has a branch that is guessed wrong at
 * most ends, or waits at each end for the one before; this does neither. Indices are at most SIP_MESSAGE_MAX. */
#ifndef SECAGREE_STOPS_H
#define SECAGREE_STOPS_H
#include "chars.h"
#include "lex.h"
#include "plain.h"

#ifndef SIP_STOPS_MAX /* a harness of short strings looks at fewer */
#define SIP_STOPS_MAX 512u    /* bytes that are looked at in one go; each may be a stop */
#endif
#define SIP_STOPS_END 0xFFFFu /* behind the last one where bytes are left; not below any index */

/* Each byte of s[i .. ahead) that no token has, in order, where i is the index that it was filled for. */
typedef struct { size_t ahead; uint16_t at[SIP_STOPS_MAX + 1]; } sip_stops;

/*@ // a token has all of s[i .. j) that was looked at, up to ahead
    predicate StopsRun(uint8_t *s, integer ahead, integer i, integer j) =
      \forall integer p; i <= p < j && p < ahead ==> TokenChar(s[p]);
    // at[a .. c) are the stops of s[i .. j), each byte that no token has
    predicate StopsOf(uint8_t *s, sip_stops *f, integer a, integer c, integer i, integer j) =
      (\forall integer m; a <= m < c ==> i <= f->at[m] < j) &&
      (\forall integer m; a < m < c ==> f->at[m - 1] < f->at[m]) &&
      (\forall integer m; a <= m < c ==> !TokenChar(s[f->at[m]])) &&
      (\forall integer p; i <= p < j && (a < c ==> p < f->at[a]) ==> TokenChar(s[p])) &&
      (\forall integer m, p; a < m < c && f->at[m - 1] < p < f->at[m] ==> TokenChar(s[p])) &&
      (\forall integer p; a < c && f->at[c - 1] < p < j ==> TokenChar(s[p]));
    // the stops of s[..n) that are left, from at[k] on, go up to at[c], behind which none was looked for
    predicate StopsTo(uint8_t *s, sip_stops *f, integer n, integer k, integer c) =
      0 <= k <= c <= SIP_STOPS_MAX && f->ahead <= n <= 65535 && f->at[c] == (f->ahead == n ? n : SIP_STOPS_END) &&
      (\forall integer m; k <= m < c ==> f->at[m] < f->ahead && f->at[m] < f->at[m + 1]) &&
      (\forall integer m; k <= m < c ==> !TokenChar(s[f->at[m]])) &&
      (\forall integer m; k <= m < c ==> StopsRun(s, f->ahead, f->at[m] + 1, f->at[m + 1]));
    predicate Stops(uint8_t *s, sip_stops *f, integer n, integer k) = \exists integer c; StopsTo(s, f, n, k, c);
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
    ensures exact: StopsOf(s, f, c, \result, j, j + 4); */
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

/* The stops of s[i .. j) and those of s[j .. e) are those of s[i .. e). */
/*@ ghost
    /@ requires readable: \valid_read(f) && a <= b <= c <= SIP_STOPS_MAX && i <= j <= e;
       requires first: StopsOf(s, f, a, b, i, j);
       requires second: StopsOf(s, f, b, c, j, e);
       terminates \true; exits \false; assigns \nothing;
       ensures both: StopsOf(s, f, a, c, i, e); @/
    static inline void sip_stops_join(const uint8_t *s, const sip_stops *f, size_t a, size_t b, size_t c, size_t i,
                                      size_t j, size_t e)
    {
        (void)s;
        (void)f;
        (void)a;
        (void)b;
        (void)c;
        (void)i;
        (void)j;
        (void)e;
        /@ assert near: \forall integer m; a <= m < c ==> i <= f->at[m] < e; @/
        /@ assert order: \forall integer m; a < m < c ==> f->at[m - 1] < f->at[m]; @/
        /@ assert before: \forall integer p; i <= p < e && (a < c ==> p < f->at[a]) ==> TokenChar(s[p]); @/
        /@ assert between: \forall integer m, p; a < m < c && f->at[m - 1] < p < f->at[m] ==> TokenChar(s[p]); @/
        /@ assert behind: \forall integer p; a < c && f->at[c - 1] < p < e ==> TokenChar(s[p]); @/
    } */

/* Behind a stop in the text stands another one, and tokens have what is between them. */
/*@ ghost
    /@ requires readable: \valid_read(f);
       requires stops: Stops(s, f, n, k) && f->at[k] < i <= n;
       terminates \true; exits \false; assigns \nothing;
       ensures stops: Stops(s, f, n, k + 1);
       ensures order: f->at[k] < f->at[k + 1];
       ensures run: StopsRun(s, f->ahead, i, f->at[k + 1]); @/
    static inline void sip_stops_next(const uint8_t *s, const sip_stops *f, size_t n, size_t i, uint32_t k)
    {
        (void)s;
        (void)f;
        (void)n;
        (void)i;
        (void)k;
        /@ assert to: \forall integer c; StopsTo(s, f, n, k, c) ==> k < c && StopsTo(s, f, n, k + 1, c); @/
        /@ assert run: \forall integer c; StopsTo(s, f, n, k, c) ==>
             StopsRun(s, f->ahead, f->at[k] + 1, f->at[k + 1]); @/
    } */

/* *k becomes to; the stops stay as they are. */
/*@ requires place: \valid_read(f) && \valid(k) && \separated(k, f);
    requires stops: Stops(s, f, n, to);
    terminates \true; exits \false; assigns *k;
    ensures exact: *k == to;
    ensures stops: Stops(s, f, n, *k);
    ensures ahead: f->ahead == \old(f->ahead); */
static inline void sip_stop_set(const uint8_t *s, const sip_stops *f, size_t n, uint32_t *k, uint32_t to)
{
    (void)s;
    (void)f;
    (void)n; /* in the contract alone */
    *k = to;
    //@ assert to: \forall integer c; \at(StopsTo(s, f, n, to, c), Pre) ==> StopsTo(s, f, n, to, c);
}

/* *k moves on where its stop is below i; without a branch, which would be guessed wrong too often. */
/*@ requires place: \valid_read(f) && \valid(k) && \separated(k, f);
    requires stops: Stops(s, f, n, *k) && i <= n;
    terminates \true; exits \false; assigns *k;
    ensures stops: Stops(s, f, n, *k);
    ensures exact: *k == \old(*k) + (\old(f->at[*k]) < i ? 1 : 0);
    ensures run: \old(StopsRun(s, f->ahead, i, f->at[*k])) ==> StopsRun(s, f->ahead, i, f->at[*k]); */
static inline void sip_stop_pass(const uint8_t *s, const sip_stops *f, size_t n, size_t i, uint32_t *k)
{
    //@ ghost if (f->at[*k] < i) sip_stops_next(s, f, n, i, *k);
    sip_stop_set(s, f, n, k, *k + (f->at[*k] < i));
}

/* The same, where at[0 .. c) are the stops of s[i .. j). */
/*@ requires readable: \valid_read(s + (j .. j + 3)) && \valid(f) && \separated(f, s + (j .. j + 3));
    requires range: c + 4 <= SIP_STOPS_MAX && i <= j && j + 3 <= 65535;
    requires stops: StopsOf(s, f, 0, c, i, j);
    terminates \true; exits \false; assigns f->at[c .. c + 3];
    ensures range: c <= \result <= c + 4;
    ensures stops: StopsOf(s, f, 0, \result, i, j + 4); */
static inline size_t sip_stops_more(const uint8_t *s, size_t i, size_t j, size_t c, sip_stops *f)
{
    (void)i; /* in the contract alone */
    size_t end = sip_stops_four(s, j, c, f);
    //@ assert kept: StopsOf(s, f, 0, c, i, j);
    //@ ghost sip_stops_join(s, f, 0, c, end, i, j, (size_t)(j + 4));
    return end;
}

/* at[c] becomes x; the stops before it stay. */
/*@ requires place: \valid(f) && c <= SIP_STOPS_MAX;
    terminates \true; exits \false; assigns f->at[c];
    ensures exact: f->at[c] == x;
    ensures kept: \forall uint8_t *s, integer i, j; \old(StopsOf(s, f, 0, c, i, j)) ==> StopsOf(s, f, 0, c, i, j); */
static inline void sip_stop_put(sip_stops *f, size_t c, uint16_t x)
{
    f->at[c] = x;
}

/* The stops of the next SIP_STOPS_MAX bytes of s[i..n); the last one is n. A token has s[i..f->ahead). */
/*@ requires readable: Text(s, n, i) && n <= 65535 && StopsPlace(s, n, f) && f->ahead <= n;
    requires run: StopsRun(s, f->ahead, i, f->ahead);
    terminates \true; exits \false; assigns *f;
    ensures stops: Stops(s, f, n, 0);
    ensures behind: i <= f->at[0];
    ensures run: StopsRun(s, f->ahead, i, f->at[0]);
    ensures forward: f->ahead == n || f->ahead > \old(f->ahead); */
static void sip_stops_fill(const uint8_t *s, size_t n, size_t i, sip_stops *f)
{
    size_t first = i > f->ahead ? i : f->ahead;
    size_t end = n - first > SIP_STOPS_MAX ? first + SIP_STOPS_MAX : n;
    size_t j = first, c = 0;
    /*@ loop invariant range: first <= j <= end && c <= j - first;
        loop invariant stops: StopsOf(s, f, 0, c, first, j);
        loop assigns j, c, f->at[0 .. SIP_STOPS_MAX - 1];
        loop variant end - j; */
    while (j + 8 <= end) {
        c = sip_stops_more(s, first, j, c, f);
        c = sip_stops_more(s, first, j + 4, c, f);
        j += 8;
    }
    /*@ loop invariant range: first <= j <= end && c <= j - first;
        loop invariant stops: StopsOf(s, f, 0, c, first, j);
        loop assigns j, c, f->at[0 .. SIP_STOPS_MAX - 1];
        loop variant end - j; */
    while (j < end) {
        //@ ghost size_t a = c;
        sip_stop_put(f, c, (uint16_t)j);
        c += !sip_is_token(s[j]);
        //@ assert one: StopsOf(s, f, a, c, j, j + 1);
        //@ ghost sip_stops_join(s, f, 0, a, c, first, j, (size_t)(j + 1));
        j++;
    }
    sip_stop_put(f, c, (uint16_t)(j == n ? n : SIP_STOPS_END));
    f->ahead = j;
    //@ assert all: StopsOf(s, f, 0, c, first, j);
    //@ assert order: \forall integer m; 0 <= m < c ==> f->at[m] < j && f->at[m] < f->at[m + 1];
    //@ assert none: \forall integer m; 0 <= m < c ==> !TokenChar(s[f->at[m]]);
    //@ assert runs: \forall integer m; 0 <= m < c ==> StopsRun(s, f->ahead, f->at[m] + 1, f->at[m + 1]);
    //@ assert last: StopsTo(s, f, n, 0, c); // the witness for Stops
}

/* The end of the run of token bytes at i, which is the stop at[*k] or the first one of those that are found then. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(k) && \separated(k, f) &&
      \separated(k, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *k) && i <= f->at[*k];
    requires run: StopsRun(s, f->ahead, i, f->at[*k]);
    terminates \true; exits \false; assigns *k, *f;
    ensures stops: Stops(s, f, n, *k);
    ensures exact: \result == f->at[*k] && \result == TokenRun(s, n, i);
    ensures range: i <= \result <= n; */
static inline size_t sip_stop_at(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *k)
{
    /*@ loop invariant range: Stops(s, f, n, *k) && i <= f->at[*k];
        loop invariant run: StopsRun(s, f->ahead, i, f->at[*k]);
        loop assigns *k, *f;
        loop variant n - f->ahead; */
    while (f->at[*k] == SIP_STOPS_END && f->ahead < n) {
        sip_stops_fill(s, n, i, f);
        sip_stop_set(s, f, n, k, 0);
    }
    /*@ assert last: \forall integer c; StopsTo(s, f, n, *k, c) ==> f->at[*k] <= f->ahead &&
          (f->at[*k] < n ==> !TokenChar(s[f->at[*k]])); */
    //@ ghost sip_token_passed(s, n, i, f->at[*k]);
    return f->at[*k];
}

/* The end of the run of token bytes at i, which becomes at[*k]; no stop in [i, at[*k]) was left out before. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(k) && \separated(k, f) &&
      \separated(k, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *k);
    requires run: StopsRun(s, f->ahead, i, f->at[*k]);
    terminates \true; exits \false; assigns *k, *f;
    ensures stops: Stops(s, f, n, *k);
    ensures exact: \result == f->at[*k] && \result == TokenRun(s, n, i);
    ensures range: i <= \result <= n; */
static inline size_t sip_token_end(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *k)
{
    /*@ loop invariant range: Stops(s, f, n, *k);
        loop invariant run: StopsRun(s, f->ahead, i, f->at[*k]);
        loop assigns *k;
        loop variant SIP_STOPS_MAX - *k; */
    while (f->at[*k] < i) {
        //@ ghost sip_stops_next(s, f, n, i, *k);
        sip_stop_set(s, f, n, k, *k + 1);
    }
    return sip_stop_at(s, n, i, f, k);
}

#endif
