/* Ranks, and the best of those seen so far: what the choice of a mechanism comes down to. */
#ifndef SECAGREE_BEST_H
#define SECAGREE_BEST_H
#include "ipsec3gpp.h"

/* The first of the highest rank so far; at: SIP_NPOS and rank: SEC_NO_RANK where none has taken part. */
typedef struct { size_t at; int32_t rank; } sec_top;

/* The best of top and of k, which comes behind it and takes part unless its rank is SEC_NO_RANK. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures higher: rank > top.rank ==> \result.at == k && \result.rank == rank;
    ensures kept: rank <= top.rank ==> \result.at == top.at && \result.rank == top.rank; */
sec_top sec_better(sec_top top, size_t k, int32_t rank);

/* Where a pair of algorithms stands among own[0..n), best first: n for the first of them, 1 for the last. */
/*@ requires readable: \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result == SEC_NO_RANK || 0 < \result <= n;
    ensures exact: \result == PairRank(own, n, pair.alg, pair.ealg); */
int32_t sec_pair_rank(sec_pair pair, const sec_pair *own, size_t n);

#endif
