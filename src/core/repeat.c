#include "repeat.h"
#include "plain.h"
#include "word.h"

/* Less than, equal to or greater than 0 as name a stands before, with or behind name b: the shorter first. Names
 * that are equal but for case are so here; of tokens no others are. */
/*@ requires readable: PartReadable(s, a) && PartReadable(s, b);
    terminates \true; exits \false; assigns \nothing;
    ensures shorter: a.len < b.len ==> \result < 0;
    ensures longer: a.len > b.len ==> \result > 0; */
static int order(const uint8_t *s, sip_part a, sip_part b)
{
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    size_t k = 0;
    int d = 0;
    /*@ loop invariant range: 0 <= k <= a.len;
        loop assigns k, d;
        loop variant a.len - k; */
    while (d == 0 && a.len - k >= 8) {
        d = sip_order8(s + a.at + k, s + b.at + k);
        k += 8;
    }
    /*@ loop invariant range: 0 <= k <= a.len;
        loop assigns k, d;
        loop variant a.len - k; */
    while (d == 0 && k < a.len) {
        d = sip_letter_order(s[a.at + k], s[b.at + k]);
        k++;
    }
    return d;
}

/* Merges from[a..m) and from[m..b), each in order, into to[a..b). Of equal names the earlier parameter comes first. */
/*@ requires readable: a <= m <= b <= SEC_PARAMS_MAX && \valid_read(from + (a .. b - 1)) &&
      NameIndices(s, param, from, a, b);
    requires writable: \valid(to + (a .. b - 1)) && \separated(to + (a .. b - 1), from + (a .. b - 1));
    terminates \true; exits \false; assigns to[a .. b - 1];
    ensures indices: NameIndices(s, param, to, a, b); */
static void merge(const uint8_t *s, const sec_param *param, const uint32_t *from, uint32_t *to, uint32_t a, uint32_t m,
                  uint32_t b)
{
    uint32_t i = a, j = m;
    /*@ loop invariant range: a <= k <= b && a <= i <= m <= j <= b && k - a == (i - a) + (j - m);
        loop invariant from: \forall integer p; a <= p < b ==> from[p] == \at(from[p], Pre);
        loop invariant indices: NameIndices(s, param, to, a, k);
        loop assigns k, i, j, to[a .. b - 1];
        loop variant b - k; */
    for (uint32_t k = a; k < b; k++) {
        //@ assert now: NameIndices(s, param, from, a, b);
        bool first = i < m && (j == b || order(s, param[from[i]].name, param[from[j]].name) <= 0);
        //@ assert one: NameReadable(s, param, from[\at(first != 0 ? i : j, Here)]);
        //@ assert apart: \forall integer p; a <= p < b ==> \separated(to + k, from + p);
        to[k] = first ? from[i] : from[j];
        //@ assert kept: \forall integer p; a <= p < k ==> to[p] == \at(to[p], LoopCurrent);
        //@ assert new: NameReadable(s, param, to[k]);
        //@ assert still: \forall integer p; a <= p < b ==> from[p] == \at(from[p], Pre);
        i += first;
        j += !first;
    }
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == (a < b ? a : b); */
static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* One level: runs of that width become runs of twice that. */
/*@ requires readable: n <= SEC_PARAMS_MAX && \valid_read(from + (0 .. n - 1)) &&
      NameIndices(s, param, from, 0, n);
    requires writable: \valid(to + (0 .. n - 1)) && \separated(to + (0 .. n - 1), from + (0 .. n - 1));
    requires width: 1 <= width <= SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns to[0 .. n - 1];
    ensures indices: NameIndices(s, param, to, 0, n); */
static void merge_level(const uint8_t *s, const sec_param *param, const uint32_t *from, uint32_t *to, uint32_t n,
                        uint32_t width)
{
    /*@ loop invariant range: 0 <= a <= n + 2 * width;
        loop invariant from: \forall integer p; 0 <= p < n ==> from[p] == \at(from[p], Pre);
        loop invariant indices: NameIndices(s, param, to, 0, a < n ? a : n);
        loop assigns a, to[0 .. n - 1];
        loop variant n - a; */
    for (uint32_t a = 0; a < n; a += 2 * width)
        merge(s, param, from, to, a, least(a + width, n), least(a + 2 * width, n));
}

/* One of the indices. */
/*@ ghost
    /@ requires indices: NameIndices(s, param, x, 0, n) && 0 <= k < n;
       terminates \true; exits \false; assigns \nothing;
       ensures readable: NameReadable(s, param, x[k]); @/
    static void name_at(const uint8_t *s, const sec_param *param, const uint32_t *x, uint32_t n, uint32_t k)
    {
        (void)s;
        (void)param;
        (void)x;
        (void)n;
        (void)k;
    } */

/* The least of x[1 .. n) whose name its neighbour before it has, or n where none is. */
/*@ requires readable: n <= SEC_PARAMS_MAX && \valid_read(x + (0 .. n - 1)) && NameIndices(s, param, x, 0, n);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result <= n; */
static uint32_t first_again(const uint8_t *s, const sec_param *param, const uint32_t *x, uint32_t n)
{
    uint32_t found = n;
    /*@ loop invariant range: 1 <= k && found <= n;
        loop assigns k, found;
        loop variant n - k; */
    for (uint32_t k = 1; k < n; k++) {
        uint32_t a = x[k - 1], b = x[k];
        /*@ ghost
            name_at(s, param, x, n, (uint32_t)(k - 1));
            name_at(s, param, x, n, k); */
        //@ assert names: NameReadable(s, param, a) && NameReadable(s, param, b);
        if (b < found && order(s, param[a].name, param[b].name) == 0)
            found = b;
    }
    return found;
}

uint32_t sec_name_repeat(const uint8_t *s, const sec_param *param, uint32_t n)
{
    uint32_t index[2 * SEC_PARAMS_MAX]; /* two halves: what is merged, and what it becomes */
    uint32_t side = 0, width = 1;
    /*@ loop invariant range: 0 <= k <= n;
        loop invariant indices: NameIndices(s, param, &index[0], 0, k);
        loop assigns k, index[0 .. n - 1];
        loop variant n - k; */
    for (uint32_t k = 0; k < n; k++)
        index[k] = k;
    /*@ loop invariant range: (side == 0 || side == SEC_PARAMS_MAX) && 1 <= width <= 2 * SEC_PARAMS_MAX;
        loop invariant indices: NameIndices(s, param, index + side, 0, n);
        loop assigns width, side, index[0 .. 2 * SEC_PARAMS_MAX - 1];
        loop variant n - width; */
    while (width < n) {
        uint32_t other = SEC_PARAMS_MAX - side;
        merge_level(s, param, index + side, index + other, n, width);
        side = other;
        width *= 2;
    }
    return first_again(s, param, index + side, n);
}
