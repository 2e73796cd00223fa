#include "best.h"

size_t sec_best(const int32_t *rank, size_t n)
{
    size_t best = SIP_NPOS;
    int32_t highest = SEC_NO_RANK;

    /*@ loop invariant range: 0 <= k <= n && highest >= SEC_NO_RANK && (best == SIP_NPOS || best < k);
        loop invariant none: best == SIP_NPOS <==> highest == SEC_NO_RANK;
        loop invariant member: best != SIP_NPOS ==> rank[best] == highest;
        loop invariant highest: \forall integer m; 0 <= m < k ==> rank[m] <= highest;
        loop invariant first: best != SIP_NPOS ==> \forall integer m; 0 <= m < best ==> rank[m] < highest;
        loop assigns k, best, highest;
        loop variant n - k; */
    for (size_t k = 0; k < n; k++) {
        if (rank[k] > highest) {
            best = k;
            highest = rank[k];
        }
    }
    return best;
}

int32_t sec_pair_rank(sec_pair pair, const sec_pair *own, size_t n)
{
    /*@ loop invariant range: 0 <= k <= n;
        loop invariant rest: PairIndex(own, n, 0, pair.alg, pair.ealg) == PairIndex(own, n, k, pair.alg, pair.ealg);
        loop assigns k;
        loop variant n - k; */
    for (size_t k = 0; k < n; k++) {
        if (own[k].alg == pair.alg && own[k].ealg == pair.ealg)
            return (int32_t)(n - k);
    }
    return SEC_NO_RANK;
}
