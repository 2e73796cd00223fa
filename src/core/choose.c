/* Which mechanism wins, on either side: each is read once and gets a rank, and best.h picks. */
#include "best.h"

static const char MEDIASEC[8] = { 'm', 'e', 'd', 'i', 'a', 's', 'e', 'c' };

/* What the choice sees of a mechanism: whether it reads as ipsec-3gpp, and what of it must be one if it does. */
typedef struct { ipsec_code code; bool media; sec_pair pair; sec_prot prot; sec_mod mod; } offer;

/*@ predicate OfferIs(offer o, integer c, integer alg, integer ealg, integer prot, integer mod) =
      o.code == c && (c == IPSEC_OK ==> o.pair.alg == alg && o.pair.ealg == ealg && o.prot == prot && o.mod == mod); */

/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Media(s, list, k); */
static bool is_media(const uint8_t *s, const sec_list *list, uint32_t k)
{
    return sec_param_find(s, list, k, MEDIASEC, 8) != SIP_NPOS;
}

/* v is written where the code is IPSEC_OK. */
/*@ requires readable: \valid_read(v);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: OfferIs(\result, code, v->alg, v->ealg, v->prot, v->mod);
    ensures media: \result.media <==> media; */
static offer offer_of(ipsec_code code, bool media, const ipsec3gpp *v)
{
    offer o = { code, media, { ALG_COUNT, EALG_COUNT }, PROT_ESP, MOD_TRANS };
    if (code == IPSEC_OK) {
        o.pair.alg = v->alg;
        o.pair.ealg = v->ealg;
        o.prot = v->prot;
        o.mod = v->mod;
    }
    return o;
}

/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: OfferIs(\result, \old(ReadCode(s, list, k, ProfileOf(profile), 0)),
      \old(ReadAlg(s, list, k, ProfileOf(profile))), \old(ReadEalg(s, list, k, ProfileOf(profile))),
      \old(ReadProt(s, list, k, ProfileOf(profile))), \old(ReadMod(s, list, k, ProfileOf(profile))));
    ensures media: \result.media <==> \old(Media(s, list, k)); */
static offer offer_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile)
{
    ipsec3gpp v;
    ipsec_result r = ipsec3gpp_read(s, list, k, profile, &v);
    return offer_of(r.code, is_media(s, list, k), &v);
}

/*@ requires readable: MechanismReadable(s, list, k);
    requires writable: \valid(notes) && \separated(notes, list);
    terminates \true; exits \false; assigns *notes;
    ensures exact: OfferIs(\result, \old(ReadCode(s, list, k, ProfileOf(profile), 1)),
      \old(ReadAlg(s, list, k, ProfileOf(profile))), \old(ReadEalg(s, list, k, ProfileOf(profile))),
      \old(ReadProt(s, list, k, ProfileOf(profile))), \old(ReadMod(s, list, k, ProfileOf(profile))));
    ensures media: \result.media <==> \old(Media(s, list, k)); */
static offer offer_read_tolerant(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                 uint32_t *notes)
{
    ipsec3gpp v;
    ipsec_result r = ipsec3gpp_read_tolerant(s, list, k, profile, &v, notes);
    return offer_of(r.code, is_media(s, list, k), &v);
}

/* The rank of mechanism k, which takes part if it is ESP in transport mode: the SAs of both ends are (TS 33.203 7.1:
 * the mode is not negotiated). A mechanism without q ranks below each that has one (RFC 3329 2.3.1, TS 33.203 7.2). */
/*@ requires readable: MechanismReadable(s, list, k) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == OfferRank(s, list, k, ProfileOf(profile), own, n, by_q ? 1 : 0); */
static int32_t rank_of(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, const sec_pair *own,
                       size_t n, bool by_q)
{
    offer o = offer_read(s, list, k, profile);
    bool fits = o.code == IPSEC_OK && o.prot == PROT_ESP && o.mod == MOD_TRANS;
    int32_t rank = fits ? sec_pair_rank(o.pair, own, n) : SEC_NO_RANK;
    return by_q && rank != SEC_NO_RANK ? list->mech[k].q : rank;
}

/* The first of the highest rank. */
/*@ requires readable: ListReadable(s, list) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: BestOffer(s, list, ProfileOf(profile), own, n, by_q ? 1 : 0, \result); */
static size_t best(const uint8_t *s, const sec_list *list, sec_profile profile, const sec_pair *own, size_t n,
                   bool by_q)
{
    int32_t rank[SEC_MECHANISMS_MAX];
    /*@ loop invariant range: 0 <= k <= list->count;
        loop invariant ranked: Ranked(&rank[0], k, s, list, ProfileOf(profile), own, n, by_q ? 1 : 0);
        loop assigns k, rank[0 .. SEC_MECHANISMS_MAX - 1];
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++)
        rank[k] = rank_of(s, list, k, profile, own, n, by_q);
    return sec_best(rank, list->count);
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
    uint32_t notes = 0; /* of no use here */
    /*@ loop invariant range: 0 <= k <= client->count;
        loop assigns k, theirs[0 .. SEC_MECHANISMS_MAX - 1], notes;
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++)
        theirs[k] = tolerant ? offer_read_tolerant(sc, client, k, profile, &notes) : offer_read(sc, client, k, profile);
    /*@ loop invariant range: 0 <= k <= server->count;
        loop assigns k, rank[0 .. SEC_MECHANISMS_MAX - 1], notes;
        loop variant server->count - k; */
    for (uint32_t k = 0; k < server->count; k++) {
        offer o = tolerant ? offer_read_tolerant(ss, server, k, profile, &notes) : offer_read(ss, server, k, profile);
        bool usable = !o.media && (o.code == IPSEC_OK || o.code == IPSEC_NOT_IPSEC);
        rank[k] = usable && offered(ss, server->mech[k].name, &o, sc, client, theirs) ? server->mech[k].q
                                                                                      : SEC_NO_RANK;
    }
    return sec_best(rank, server->count);
}
