/* The best of several by rank: what the choice of a mechanism comes down to, once its list has been read. */
#ifndef SECAGREE_BEST_H
#define SECAGREE_BEST_H
#include "ipsec3gpp.h"

/* The index of the one that no other beats; SIP_NPOS where none takes part. */
/*@ requires readable: \valid_read(rank + (0 .. n - 1)) && n < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures none: \result == SIP_NPOS <==> \forall integer k; 0 <= k < n ==> rank[k] <= SEC_NO_RANK;
    ensures member: \result != SIP_NPOS ==> \result < n && rank[\result] > SEC_NO_RANK;
    ensures best: \result != SIP_NPOS ==>
      \forall integer k; 0 <= k < n ==> !RankBeats(rank[k], k, rank[\result], \result); */
size_t sec_best(const int32_t *rank, size_t n);

/* Where a pair of algorithms stands among own[0..n), best first: n for the first of them, 1 for the last. */
/*@ requires readable: \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result == SEC_NO_RANK || 0 < \result <= n;
    ensures exact: \result == PairRank(own, n, pair.alg, pair.ealg); */
int32_t sec_pair_rank(sec_pair pair, const sec_pair *own, size_t n);

#endif
