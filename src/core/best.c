#include "best.h"

sec_top sec_better(sec_top top, size_t k, int32_t rank)
{
    sec_top next = { k, rank };
    return rank > top.rank ? next : top;
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
