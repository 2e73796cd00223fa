/* Which mechanism wins, on either side: each is read once and gets a rank, and best.h picks. */
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
    size_t top = SIP_NPOS;
    int32_t highest = SEC_NO_RANK;
    /*@ loop invariant range: 0 <= k <= list->count && (top == SIP_NPOS || top < k) && highest >= SEC_NO_RANK;
        loop invariant none: top == SIP_NPOS <==> highest == SEC_NO_RANK;
        loop invariant member: top != SIP_NPOS ==>
          OfferRank(s, list, top, ProfileOf(profile), own, n, by_q ? 1 : 0) == highest;
        loop invariant highest: \forall integer m; 0 <= m < k ==>
          OfferRank(s, list, m, ProfileOf(profile), own, n, by_q ? 1 : 0) <= highest;
        loop invariant first: top != SIP_NPOS ==> \forall integer m; 0 <= m < top ==>
          OfferRank(s, list, m, ProfileOf(profile), own, n, by_q ? 1 : 0) < highest;
        loop assigns k, top, highest;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        int32_t rank = rank_of(s, list, k, profile, own, n, by_q);
        if (rank > highest) {
            top = k;
            highest = rank;
        }
    }
    return top;
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

/* The client's list has mechanism name, or, where that reads as ipsec-3gpp, one with its pair, protocol and mode. */
/*@ predicate Offers(offer *t, sip_part theirs, uint8_t *sc, offer *o, sip_part name, uint8_t *ss) =
      o->code == IPSEC_OK ? t->code == IPSEC_OK && t->pair.alg == o->pair.alg && t->pair.ealg == o->pair.ealg &&
        t->prot == o->prot && t->mod == o->mod :
      t->media == 0 && SameText(ss, name.at, name.len, sc, theirs.at, theirs.len); */

/*@ requires readable: ListReadable(sc, client) && PartReadable(ss, name) && \valid_read(o) &&
      \valid_read(theirs + (0 .. SEC_MECHANISMS_MAX - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \exists integer k; 0 <= k < client->count &&
      Offers(&theirs[k], client->mech[k].name, sc, o, name, ss); */
static bool offered(const uint8_t *ss, sip_part name, const offer *o, const uint8_t *sc, const sec_list *client,
                    const offer *theirs)
{
    /*@ loop invariant range: 0 <= k <= client->count;
        loop invariant none: \forall integer j; 0 <= j < k ==>
          !Offers(&theirs[j], client->mech[j].name, sc, o, name, ss);
        loop assigns k;
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++) {
        bool same = o->code == IPSEC_OK
                        ? theirs[k].code == IPSEC_OK && theirs[k].pair.alg == o->pair.alg &&
                              theirs[k].pair.ealg == o->pair.ealg && theirs[k].prot == o->prot &&
                              theirs[k].mod == o->mod
                        : !theirs[k].media && sec_names_equal(ss, name, sc, client->mech[k].name);
        if (same)
            return true;
    }
    return false;
}

size_t sec_choose_common(const uint8_t *ss, const sec_list *server, const uint8_t *sc, const sec_list *client,
                         sec_profile profile, bool tolerant)
{
    offer theirs[SEC_MECHANISMS_MAX];
    int32_t rank[SEC_MECHANISMS_MAX];
    /*@ loop invariant range: 0 <= k <= client->count;
        loop assigns k, theirs[0 .. SEC_MECHANISMS_MAX - 1];
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++)
        theirs[k] = offer_read(sc, client, k, profile, tolerant);
    /*@ loop invariant range: 0 <= k <= server->count;
        loop assigns k, rank[0 .. SEC_MECHANISMS_MAX - 1];
        loop variant server->count - k; */
    for (uint32_t k = 0; k < server->count; k++) {
        offer o = offer_read(ss, server, k, profile, tolerant);
        bool usable = !o.media && (o.code == IPSEC_OK || o.code == IPSEC_NOT_IPSEC);
        rank[k] = usable && offered(ss, server->mech[k].name, &o, sc, client, theirs) ? server->mech[k].q
                                                                                      : SEC_NO_RANK;
    }
    return sec_best(rank, server->count);
}
