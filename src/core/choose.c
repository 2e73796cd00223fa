/* Which mechanism wins, on either side. */
#include "ipsec3gpp.h"

static bool pair_is(const ipsec3gpp *v, const sec_pair *p)
{
    return v->alg == p->alg && v->ealg == p->ealg;
}

/* The first mechanism of the list that reads well and has this pair, or SIP_NPOS; *out is set with it. */
static size_t first_with(const uint8_t *s, const sec_list *list, sec_profile profile, const sec_pair *pair,
                         ipsec3gpp *out)
{
    /*@ loop invariant 0 <= k <= list->count;
        loop assigns k, *out;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        ipsec3gpp v;
        if (ipsec3gpp_read(s, list, k, profile, &v).code == IPSEC_OK && pair_is(&v, pair)) {
            *out = v;
            return k;
        }
    }
    return SIP_NPOS;
}

size_t ipsec3gpp_choose_server(const uint8_t *s, const sec_list *client, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    /*@ loop invariant 0 <= p <= n;
        loop assigns p, *out;
        loop variant n - p; */
    for (size_t p = 0; p < n; p++) {
        size_t k = first_with(s, client, profile, &own[p], out);
        if (k != SIP_NPOS)
            return k;
    }
    return SIP_NPOS;
}

/* The pair is one of the terminal's own. */
static bool known(const ipsec3gpp *v, const sec_pair *own, size_t n)
{
    /*@ loop invariant 0 <= p <= n;
        loop assigns p;
        loop variant n - p; */
    for (size_t p = 0; p < n; p++) {
        if (pair_is(v, &own[p]))
            return true;
    }
    return false;
}

/* A mechanism without q ranks below each that has one; among equals the first stands (RFC 3329 2.3.1, TS 33.203
 * 7.2). */
size_t ipsec3gpp_choose_client(const uint8_t *s, const sec_list *server, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out)
{
    size_t best = SIP_NPOS;
    int32_t best_q = -2;
    /*@ loop invariant 0 <= k <= server->count;
        loop assigns k, best, best_q, *out;
        loop variant server->count - k; */
    for (uint32_t k = 0; k < server->count; k++) {
        ipsec3gpp v;
        if (server->mech[k].q <= best_q || ipsec3gpp_read(s, server, k, profile, &v).code != IPSEC_OK ||
            !known(&v, own, n))
            continue;
        best = k;
        best_q = server->mech[k].q;
        *out = v;
    }
    return best;
}

static ipsec_code reads(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, bool tolerant,
                        ipsec3gpp *v)
{
    uint32_t notes = 0;
    ipsec_result r = tolerant ? ipsec3gpp_read_tolerant(s, list, k, profile, v, &notes)
                              : ipsec3gpp_read(s, list, k, profile, v);
    return r.code;
}

/* The client's list has a mechanism with that name, and, given a pair, with that pair. */
static bool offered(const uint8_t *ss, sip_part name, const ipsec3gpp *pair, const uint8_t *sc, const sec_list *client,
                    sec_profile profile, bool tolerant)
{
    /*@ loop invariant 0 <= k <= client->count;
        loop assigns k;
        loop variant client->count - k; */
    for (uint32_t k = 0; k < client->count; k++) {
        ipsec3gpp v;
        if (pair == NULL && sec_names_equal(ss, name, sc, client->mech[k].name) &&
            sec_param_find(sc, client, k, "mediasec", 8) == SIP_NPOS)
            return true;
        if (pair != NULL && reads(sc, client, k, profile, tolerant, &v) == IPSEC_OK && v.alg == pair->alg &&
            v.ealg == pair->ealg)
            return true;
    }
    return false;
}

/* Both sides can use mechanism k of the server's list. */
static bool common(const uint8_t *ss, const sec_list *server, uint32_t k, const uint8_t *sc, const sec_list *client,
                   sec_profile profile, bool tolerant)
{
    ipsec3gpp v;
    ipsec_code code = reads(ss, server, k, profile, tolerant, &v);
    if (sec_param_find(ss, server, k, "mediasec", 8) != SIP_NPOS)
        return false;
    if (code != IPSEC_OK && code != IPSEC_NOT_IPSEC)
        return false;
    return offered(ss, server->mech[k].name, code == IPSEC_OK ? &v : NULL, sc, client, profile, tolerant);
}

size_t sec_choose_common(const uint8_t *ss, const sec_list *server, const uint8_t *sc, const sec_list *client,
                         sec_profile profile, bool tolerant)
{
    size_t best = SIP_NPOS;
    int32_t best_q = -2;
    /*@ loop invariant 0 <= k <= server->count;
        loop assigns k, best, best_q;
        loop variant server->count - k; */
    for (uint32_t k = 0; k < server->count; k++) {
        if (server->mech[k].q > best_q && common(ss, server, k, sc, client, profile, tolerant)) {
            best = k;
            best_q = server->mech[k].q;
        }
    }
    return best;
}
