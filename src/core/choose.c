/* Which mechanism wins, on either side: the first of the highest rank of those that take part. */
#include "best.h"

/* What the choice sees of a mechanism: whether it reads as ipsec-3gpp, and what of it must be one if it does. */
typedef struct { ipsec_code code; bool media; sec_pair pair; sec_prot prot; sec_mod mod; } offer;

/*@ predicate OfferIs(offer o, integer c, integer alg, integer ealg, integer prot, integer mod) =
      o.code == c && (c == IPSEC_OK ==> o.pair.alg == alg && o.pair.ealg == ealg && o.prot == prot && o.mod == mod); */

/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: OfferIs(\result, ReadCode(s, list, k, ProfileOf(profile), tolerant),
      ReadAlg(s, list, k, ProfileOf(profile)), ReadEalg(s, list, k, ProfileOf(profile)),
      ReadProt(s, list, k, ProfileOf(profile)), ReadMod(s, list, k, ProfileOf(profile)));
    ensures media: \result.media <==> Media(s, list, k); */
static offer offer_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, bool tolerant)
{
    ipsec_reading x = ipsec3gpp_reading(s, list, k, profile, tolerant);
    offer o = { x.result.code, sec_is_media(s, list, k), { x.v.alg, x.v.ealg }, x.v.prot, x.v.mod };
    return o;
}

/* The rank of mechanism k, which takes part if it is ESP in transport mode: the SAs of both ends are (TS 33.203 7.1:
 * the mode is not negotiated). A mechanism without q ranks below each that has one (RFC 3329 2.3.1, TS 33.203 7.2). */
/*@ requires readable: MechanismReadable(s, list, k) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == OfferRank(s, list, k, ProfileOf(profile), own, n, by_q ? 1 : 0); */
static int32_t rank_of(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, const sec_pair *own,
                       size_t n, bool by_q)
{
    int32_t q = list->mech[k].q;
    offer o = offer_read(s, list, k, profile, false);
    bool fits = o.code == IPSEC_OK && o.prot == PROT_ESP && o.mod == MOD_TRANS;
    int32_t rank = fits ? sec_pair_rank(o.pair, own, n) : SEC_NO_RANK;
    return by_q && rank != SEC_NO_RANK ? q : rank;
}

/* The first of the highest rank. */
/*@ requires readable: ListReadable(s, list) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: BestOffer(s, list, ProfileOf(profile), own, n, by_q ? 1 : 0, \result); */
static size_t best(const uint8_t *s, const sec_list *list, sec_profile profile, const sec_pair *own, size_t n,
                   bool by_q)
{
    sec_top top = { SIP_NPOS, SEC_NO_RANK };
    /*@ loop invariant range: 0 <= k <= list->count && (top.at == SIP_NPOS || top.at < k) && top.rank >= SEC_NO_RANK;
        loop invariant none: top.at == SIP_NPOS <==> top.rank == SEC_NO_RANK;
        loop invariant member: top.at != SIP_NPOS ==>
          OfferRank(s, list, top.at, ProfileOf(profile), own, n, by_q ? 1 : 0) == top.rank;
        loop invariant highest: \forall integer m; 0 <= m < k ==>
          OfferRank(s, list, m, ProfileOf(profile), own, n, by_q ? 1 : 0) <= top.rank;
        loop invariant first: top.at != SIP_NPOS ==> \forall integer m; 0 <= m < top.at ==>
          OfferRank(s, list, m, ProfileOf(profile), own, n, by_q ? 1 : 0) < top.rank;
        loop assigns k, top;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++)
        top = sec_better(top, k, rank_of(s, list, k, profile, own, n, by_q));
    return top.at;
}

size_t ipsec3gpp_choose_server(const uint8_t *s, const sec_list *client, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    size_t k = best(s, client, profile, own, n, false);
    if (k != SIP_NPOS)
        (void)ipsec3gpp_read(s, client, (uint32_t)k, profile, out);
    return k;
}

size_t ipsec3gpp_choose_client(const uint8_t *s, const sec_list *server, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    size_t k = best(s, server, profile, own, n, true);
    if (k != SIP_NPOS)
        (void)ipsec3gpp_read(s, server, (uint32_t)k, profile, out);
    return k;
}

/* Whether a list has an ipsec-3gpp mechanism with the pair, the protocol and the mode of o. */
/*@ requires readable: ListReadable(s, list);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==>
      HasOffer(s, list, ProfileOf(profile), tolerant, o.pair.alg, o.pair.ealg, o.prot, o.mod); */
static bool has_offer(const uint8_t *s, const sec_list *list, offer o, sec_profile profile, bool tolerant)
{
    /*@ loop invariant range: 0 <= k <= list->count;
        loop invariant none: \forall integer j; 0 <= j < k ==>
          !OfferOf(s, list, j, ProfileOf(profile), tolerant, o.pair.alg, o.pair.ealg, o.prot, o.mod);
        loop assigns k;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        offer x = offer_read(s, list, k, profile, tolerant);
        bool same = x.code == IPSEC_OK && x.pair.alg == o.pair.alg && x.pair.ealg == o.pair.ealg &&
                    x.prot == o.prot && x.mod == o.mod;
        /*@ assert same: same <==>
              OfferOf(s, list, k, ProfileOf(profile), tolerant, o.pair.alg, o.pair.ealg, o.prot, o.mod); */
        if (same)
            return true;
    }
    return false;
}

/* Whether a list has a mechanism with that name of sn, other than for media. */
/*@ requires readable: ListReadable(s, list) && PartReadable(sn, name);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> HasName(s, list, sn, name.at, name.len); */
static bool has_name(const uint8_t *s, const sec_list *list, const uint8_t *sn, sip_part name)
{
    /*@ loop invariant range: 0 <= k <= list->count;
        loop invariant none: \forall integer j; 0 <= j < k ==> !Named(s, list, j, sn, name.at, name.len);
        loop assigns k;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        if (!sec_is_media(s, list, k) && sec_names_equal(sn, name, s, list->mech[k].name))
            return true;
    }
    return false;
}

/* Whether mechanism j of the server's list, which must not be for media, is in the client's list too. */
/*@ requires readable: ListReadable(ss, server) && MechanismReadable(ss, server, j) && ListReadable(sc, client);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> TakesPart(ss, server, j, sc, client, ProfileOf(profile), tolerant); */
static bool takes_part(const uint8_t *ss, const sec_list *server, uint32_t j, const uint8_t *sc, const sec_list *client,
                       sec_profile profile, bool tolerant)
{
    offer o = offer_read(ss, server, j, profile, tolerant);
    bool offered = o.code == IPSEC_OK ? has_offer(sc, client, o, profile, tolerant)
                                      : o.code == IPSEC_NOT_IPSEC && has_name(sc, client, ss, server->mech[j].name);
    //@ assert common: offered <==> Common(ss, server, j, sc, client, ProfileOf(profile), tolerant);
    return offered && !o.media;
}

size_t sec_choose_common(const uint8_t *ss, const sec_list *server, const uint8_t *sc, const sec_list *client,
                         sec_profile profile, bool tolerant)
{
    sec_top top = { SIP_NPOS, SEC_NO_RANK };
    /*@ loop invariant range: 0 <= j <= server->count && (top.at == SIP_NPOS || top.at < j) && top.rank >= SEC_NO_RANK;
        loop invariant none: top.at == SIP_NPOS <==> top.rank == SEC_NO_RANK;
        loop invariant member: top.at != SIP_NPOS ==>
          TakesPart(ss, server, top.at, sc, client, ProfileOf(profile), tolerant) && server->mech[top.at].q == top.rank;
        loop invariant highest: \forall integer m; 0 <= m < j &&
          TakesPart(ss, server, m, sc, client, ProfileOf(profile), tolerant) ==> server->mech[m].q <= top.rank;
        loop invariant first: top.at != SIP_NPOS ==> \forall integer m; 0 <= m < top.at &&
          TakesPart(ss, server, m, sc, client, ProfileOf(profile), tolerant) ==> server->mech[m].q < top.rank;
        loop assigns j, top;
        loop variant server->count - j; */
    for (uint32_t j = 0; j < server->count; j++) {
        bool takes = takes_part(ss, server, j, sc, client, profile, tolerant);
        top = sec_better(top, j, takes ? server->mech[j].q : SEC_NO_RANK);
    }
    /*@ assert no_member: top.at == SIP_NPOS ==> \forall integer m; 0 <= m < server->count ==>
          !TakesPart(ss, server, m, sc, client, ProfileOf(profile), tolerant); */
    /*@ assert a_member: top.at != SIP_NPOS ==> top.at < server->count &&
          TakesPart(ss, server, top.at, sc, client, ProfileOf(profile), tolerant); */
    /*@ assert best: top.at != SIP_NPOS ==> \forall integer m; 0 <= m < server->count &&
          TakesPart(ss, server, m, sc, client, ProfileOf(profile), tolerant) ==>
            !RankBeats(server->mech[m].q, m, server->mech[top.at].q, top.at); */
    return top.at;
}
