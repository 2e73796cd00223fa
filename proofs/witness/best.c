/* What the contracts of the choice by rank say about concrete ranks. */
#include "../../src/core/best.h"

void ranks(void)
{
    const sec_top none = { SIP_NPOS, SEC_NO_RANK };
    sec_top absent = sec_better(none, 0, SEC_NO_RANK), without_q = sec_better(none, 0, -1);
    sec_top higher = sec_better(without_q, 1, 300), equal = sec_better(higher, 2, 300);
    //@ check absent: absent.at == SIP_NPOS && absent.rank == SEC_NO_RANK;
    //@ check without_q: without_q.at == 0 && without_q.rank == -1;
    //@ check higher: higher.at == 1 && higher.rank == 300;
    //@ check first_of_equals: equal.at == 1;
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
