/* The choice of a mechanism in logic (RFC 3329 2.3.1, TS 33.203 7.2). To be included behind sec_pair of ipsec3gpp.h. */
#ifndef SECAGREE_LOGIC_CHOOSE_H
#define SECAGREE_LOGIC_CHOOSE_H

#define SEC_NO_RANK (-2) /* takes no part; a mechanism without q has -1 */

/*@ // where a pair of algorithms stands in own[p .. n); n: nowhere
    logic integer PairIndex(sec_pair *own, integer n, integer p, integer alg, integer ealg) =
      p >= n ? n : (own[p].alg == alg && own[p].ealg == ealg) ? p : PairIndex(own, n, p + 1, alg, ealg);
    logic integer PairRank(sec_pair *own, integer n, integer alg, integer ealg) =
      PairIndex(own, n, 0, alg, ealg) < n ? n - PairIndex(own, n, 0, alg, ealg) : SEC_NO_RANK;
    // mechanism k by the order of own[0 .. n), and by q among those whose pair is in own
    logic integer ServerRank(uint8_t *s, sec_list *l, integer k, integer p, sec_pair *own, integer n) =
      ReadCode(s, l, k, p, 0) == IPSEC_OK ? PairRank(own, n, ReadAlg(s, l, k, p), ReadEalg(s, l, k, p)) : SEC_NO_RANK;
    logic integer ClientRank(uint8_t *s, sec_list *l, integer k, integer p, sec_pair *own, integer n) =
      ServerRank(s, l, k, p, own, n) != SEC_NO_RANK ? l->mech[k].q : SEC_NO_RANK;
    // a stands before b: a higher rank, or the earlier of equals
    predicate RankBeats(integer ra, integer a, integer rb, integer b) = ra > rb || (ra == rb && a < b);
    // r is the mechanism that no other beats, or SIP_NPOS where none takes part
    predicate ServerBest(uint8_t *s, sec_list *l, integer p, sec_pair *own, integer n, integer r) =
      (r == SIP_NPOS && \forall integer k; 0 <= k < l->count ==> ServerRank(s, l, k, p, own, n) <= SEC_NO_RANK) ||
      (0 <= r < l->count && ServerRank(s, l, r, p, own, n) > SEC_NO_RANK && \forall integer k; 0 <= k < l->count ==>
        !RankBeats(ServerRank(s, l, k, p, own, n), k, ServerRank(s, l, r, p, own, n), r));
    predicate ClientBest(uint8_t *s, sec_list *l, integer p, sec_pair *own, integer n, integer r) =
      (r == SIP_NPOS && \forall integer k; 0 <= k < l->count ==> ClientRank(s, l, k, p, own, n) <= SEC_NO_RANK) ||
      (0 <= r < l->count && ClientRank(s, l, r, p, own, n) > SEC_NO_RANK && \forall integer k; 0 <= k < l->count ==>
        !RankBeats(ClientRank(s, l, k, p, own, n), k, ClientRank(s, l, r, p, own, n), r));
*/

#endif
