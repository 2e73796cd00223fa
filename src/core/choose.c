/* Which mechanism wins, on either side: each is read once and gets a rank, and best.h picks. */
#include "best.h"

/* What the choice sees of a mechanism: whether it reads as ipsec-3gpp, and its pair if it does. */
typedef struct { ipsec_code code; bool media; sec_pair pair; } offer;

/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == ReadCode(s, list, k, ProfileOf(profile), tolerant ? 1 : 0);
    ensures pair: \result.code == IPSEC_OK ==> \result.pair.alg == ReadAlg(s, list, k, ProfileOf(profile)) &&
      \result.pair.ealg == ReadEalg(s, list, k, ProfileOf(profile)); */
static offer offer_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, bool tolerant)
{
    ipsec3gpp v = { ALG_COUNT, EALG_COUNT, PROT_ESP, MOD_TRANS, 0, 0, 0, 0, ADDR_PREF_ABSENT };
    uint32_t notes = 0;
    ipsec_result r = tolerant ? ipsec3gpp_read_tolerant(s, list, k, profile, &v, &notes)
                              : ipsec3gpp_read(s, list, k, profile, &v);
    offer o = { r.code, sec_param_find(s, list, k, "mediasec", 8) != SIP_NPOS, { v.alg, v.ealg } };
    return o;
}

/*@ requires readable: ListReadable(s, client) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: ServerBest(s, client, ProfileOf(profile), own, n, \result); */
static size_t server_best(const uint8_t *s, const sec_list *client, sec_profile profile, const sec_pair *own, size_t n)
{
    int32_t rank[SEC_MECHANISMS_MAX];

    /*@ loop invariant range: 0 <= k <= client->count;
        loop invariant ranked: \forall integer m; 0 <= m < k ==>
          rank[m] == ServerRank(s, client, m, ProfileOf(profile), own, n);
        loop assigns k, rank[0 .. SEC_MECHANISMS_MAX - 1];
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++) {
        offer o = offer_read(s, client, k, profile, false);
        rank[k] = o.code == IPSEC_OK ? sec_pair_rank(o.pair, own, n) : SEC_NO_RANK;
    }
    return sec_best(rank, client->count);
}

size_t ipsec3gpp_choose_server(const uint8_t *s, const sec_list *client, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    size_t k = server_best(s, client, profile, own, n);

    if (k != SIP_NPOS)
        (void)ipsec3gpp_read(s, client, (uint32_t)k, profile, out);
    return k;
}

/* A mechanism without q ranks below each that has one; among equals the first stands (RFC 3329 2.3.1, TS 33.203
 * 7.2). */
/*@ requires readable: ListReadable(s, server) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: ClientBest(s, server, ProfileOf(profile), own, n, \result); */
static size_t client_best(const uint8_t *s, const sec_list *server, sec_profile profile, const sec_pair *own, size_t n)
{
    int32_t rank[SEC_MECHANISMS_MAX];

    /*@ loop invariant range: 0 <= k <= server->count;
        loop invariant ranked: \forall integer m; 0 <= m < k ==>
          rank[m] == ClientRank(s, server, m, ProfileOf(profile), own, n);
        loop assigns k, rank[0 .. SEC_MECHANISMS_MAX - 1];
        loop variant server->count - k; */
    for (uint32_t k = 0; k < server->count; k++) {
        offer o = offer_read(s, server, k, profile, false);
        bool known = o.code == IPSEC_OK && sec_pair_rank(o.pair, own, n) != SEC_NO_RANK;
        rank[k] = known ? server->mech[k].q : SEC_NO_RANK;
    }
    return sec_best(rank, server->count);
}

size_t ipsec3gpp_choose_client(const uint8_t *s, const sec_list *server, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    size_t k = client_best(s, server, profile, own, n);

    if (k != SIP_NPOS)
        (void)ipsec3gpp_read(s, server, (uint32_t)k, profile, out);
    return k;
}

/* The client's list has mechanism name, or, where that reads as ipsec-3gpp, one with its pair. */
/*@ requires readable: ListReadable(sc, client) && PartReadable(ss, name) && \valid_read(o) &&
      \valid_read(theirs + (0 .. SEC_MECHANISMS_MAX - 1));
    terminates \true; exits \false; assigns \nothing; */
static bool offered(const uint8_t *ss, sip_part name, const offer *o, const uint8_t *sc, const sec_list *client,
                    const offer *theirs)
{
    /*@ loop invariant range: 0 <= k <= client->count;
        loop assigns k;
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++) {
        bool same = o->code == IPSEC_OK
                        ? theirs[k].code == IPSEC_OK && theirs[k].pair.alg == o->pair.alg &&
                              theirs[k].pair.ealg == o->pair.ealg
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
