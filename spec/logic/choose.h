/* The choice of a mechanism in logic (RFC 3329 2.3.1, TS 33.203 7.2). To be included behind sec_pair of ipsec3gpp.h. */
#ifndef SECAGREE_LOGIC_CHOOSE_H
#define SECAGREE_LOGIC_CHOOSE_H

#define SEC_NO_RANK (-2) /* takes no part; a mechanism without q has -1 */

/*@ // an entry for media (TS 24.229 7.2A.7)
    predicate MediaAt(uint8_t *s, sec_list *l, integer j) =
      l->param[j].name.len == 8 && Kind8(s, l->param[j].name.at) == KIND_MEDIASEC;
    predicate Media(uint8_t *s, sec_list *l, integer k) =
      \exists integer j; l->mech[k].first <= j < l->mech[k].first + l->mech[k].count && MediaAt(s, l, j);
    // where a pair of algorithms stands in own[p .. n); n: nowhere
    logic integer PairIndex(sec_pair *own, integer n, integer p, integer alg, integer ealg) =
      p >= n ? n : (own[p].alg == alg && own[p].ealg == ealg) ? p : PairIndex(own, n, p + 1, alg, ealg);
    logic integer PairRank(sec_pair *own, integer n, integer alg, integer ealg) =
      PairIndex(own, n, 0, alg, ealg) < n ? n - PairIndex(own, n, 0, alg, ealg) : SEC_NO_RANK;
    // mechanism k, if ESP in transport mode, by the order of own[0 .. n), and by q among those whose pair is in own
    logic integer ServerRank(uint8_t *s, sec_list *l, integer k, integer p, sec_pair *own, integer n) =
      ReadCode(s, l, k, p, 0) == IPSEC_OK && ReadProt(s, l, k, p) == PROT_ESP && ReadMod(s, l, k, p) == MOD_TRANS ?
      PairRank(own, n, ReadAlg(s, l, k, p), ReadEalg(s, l, k, p)) : SEC_NO_RANK;
    logic integer ClientRank(uint8_t *s, sec_list *l, integer k, integer p, sec_pair *own, integer n) =
      ServerRank(s, l, k, p, own, n) != SEC_NO_RANK ? l->mech[k].q : SEC_NO_RANK;
    // one of the two, by the side that chooses; q: 0 or 1
    logic integer OfferRank(uint8_t *s, sec_list *l, integer k, integer p, sec_pair *own, integer n, integer q) =
      q == 0 ? ServerRank(s, l, k, p, own, n) : ClientRank(s, l, k, p, own, n);
    // a stands before b: a higher rank, or the earlier of equals
    predicate RankBeats(integer ra, integer a, integer rb, integer b) = ra > rb || (ra == rb && a < b);
    // r is the mechanism that no other beats, or SIP_NPOS where none takes part
    predicate BestOffer(uint8_t *s, sec_list *l, integer p, sec_pair *own, integer n, integer q, integer r) =
      (r == SIP_NPOS && \forall integer k; 0 <= k < l->count ==> OfferRank(s, l, k, p, own, n, q) <= SEC_NO_RANK) ||
      (0 <= r < l->count && OfferRank(s, l, r, p, own, n, q) > SEC_NO_RANK && \forall integer k; 0 <= k < l->count ==>
        !RankBeats(OfferRank(s, l, k, p, own, n, q), k, OfferRank(s, l, r, p, own, n, q), r));
    predicate ServerBest(uint8_t *s, sec_list *l, integer p, sec_pair *own, integer n, integer r) =
      BestOffer(s, l, p, own, n, 0, r);
    predicate ClientBest(uint8_t *s, sec_list *l, integer p, sec_pair *own, integer n, integer r) =
      BestOffer(s, l, p, own, n, 1, r);
    // mechanism k reads as ipsec-3gpp, with that pair of algorithms, protocol and mode; t: tolerant
    predicate OfferOf(uint8_t *s, sec_list *l, integer k, integer p, integer t, integer alg, integer ealg, integer prot,
                      integer mod) =
      ReadCode(s, l, k, p, t) == IPSEC_OK && ReadAlg(s, l, k, p) == alg && ReadEalg(s, l, k, p) == ealg &&
      ReadProt(s, l, k, p) == prot && ReadMod(s, l, k, p) == mod;
    // mechanism k has that name and is not for media
    predicate Named(uint8_t *s, sec_list *l, integer k, uint8_t *sn, integer at, integer len) =
      !Media(s, l, k) && SameText(sn, at, len, s, l->mech[k].name.at, l->mech[k].name.len);
    // a list has such a mechanism
    predicate HasOffer(uint8_t *s, sec_list *l, integer p, integer t, integer alg, integer ealg, integer prot,
                       integer mod) =
      \exists integer k; 0 <= k < l->count && OfferOf(s, l, k, p, t, alg, ealg, prot, mod);
    predicate HasName(uint8_t *s, sec_list *l, uint8_t *sn, integer at, integer len) =
      \exists integer k; 0 <= k < l->count && Named(s, l, k, sn, at, len);
    // the client's list c has mechanism j of the server's list l
    predicate Common(uint8_t *s, sec_list *l, integer j, uint8_t *sc, sec_list *c, integer p, integer t) =
      (ReadCode(s, l, j, p, t) == IPSEC_OK &&
       HasOffer(sc, c, p, t, ReadAlg(s, l, j, p), ReadEalg(s, l, j, p), ReadProt(s, l, j, p), ReadMod(s, l, j, p))) ||
      (ReadCode(s, l, j, p, t) == IPSEC_NOT_IPSEC &&
       HasName(sc, c, s, l->mech[j].name.at, l->mech[j].name.len));
    predicate TakesPart(uint8_t *s, sec_list *l, integer j, uint8_t *sc, sec_list *c, integer p, integer t) =
      !Media(s, l, j) && Common(s, l, j, sc, c, p, t);
    // r is the one of these that no other beats, or SIP_NPOS where there is none
    predicate CommonBest(uint8_t *s, sec_list *l, uint8_t *sc, sec_list *c, integer p, integer t, integer r) =
      (r == SIP_NPOS && \forall integer j; 0 <= j < l->count ==> !TakesPart(s, l, j, sc, c, p, t)) ||
      (0 <= r < l->count && TakesPart(s, l, r, sc, c, p, t) &&
       \forall integer j; 0 <= j < l->count && TakesPart(s, l, j, sc, c, p, t) ==>
         !RankBeats(l->mech[j].q, j, l->mech[r].q, r));
*/

#endif
