/* What the contracts of the choice by rank say about concrete ranks. */
#include "../../src/core/best.h"

void ranks(void)
{
    const int32_t r[4] = { -1, 300, SEC_NO_RANK, 300 };
    size_t all = sec_best(r, 4), one = sec_best(r, 1), none = sec_best(r + 2, 1), empty = sec_best(r, 0);
    //@ assert second: RankBeats(r[1], 1, r[0], 0) && RankBeats(r[1], 1, r[3], 3) && r[2] <= SEC_NO_RANK;
    //@ check highest_and_first: all == 1;
    //@ check without_q: one == 0;
    //@ check none: none == SIP_NPOS;
    //@ check empty: empty == SIP_NPOS;
}

void pairs(void)
{
    const sec_pair own[2] = { { ALG_AES_GMAC, EALG_NULL }, { ALG_HMAC_SHA_1_96, EALG_NULL } };
    const sec_pair other = { ALG_NULL, EALG_AES_GCM };
    //@ assert end: PairIndex(&own[0], 2, 2, ALG_NULL, EALG_AES_GCM) == 2;
    //@ assert second: PairIndex(&own[0], 2, 1, ALG_HMAC_SHA_1_96, EALG_NULL) == 1;
    //@ assert other: PairIndex(&own[0], 2, 1, ALG_NULL, EALG_AES_GCM) == 2;
    int32_t first = sec_pair_rank(own[0], own, 2), last = sec_pair_rank(own[1], own, 2);
    int32_t none = sec_pair_rank(other, own, 2);
    //@ check first: first == 2;
    //@ check last: last == 1;
    //@ check none: none == SEC_NO_RANK;
}
