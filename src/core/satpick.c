#include "satable_in.h"

static bool among(const uint32_t *used, uint32_t n, uint32_t v)
{
    for (uint32_t i = 0; i < n; i++) {
        if (used[i] == v)
            return true;
    }
    return false;
}

bool sat_pick(uint32_t lo, uint32_t hi, const uint32_t *used, uint32_t n, uint32_t random, uint32_t *out)
{
    uint32_t first;
    uint32_t v;

    if (lo > hi)
        return false;
    first = hi - lo == UINT32_MAX ? random : lo + random % (hi - lo + 1);
    v = first;
    do {
        if (!among(used, n, v)) {
            *out = v;
            return true;
        }
        v = v == hi ? lo : v + 1;
    } while (v != first);
    return false;
}

uint32_t sat_new_spi(const sa_table *t, const uint32_t *avoid, uint32_t n, uint32_t random)
{
    uint32_t first = random < 256 ? random + 256 : random;
    uint32_t v = first;

    do {
        if (!among(avoid, n, v) && sat_find_spi(t, v).status != SAT_OK)
            return v;
        v = v == UINT32_MAX ? 256 : v + 1; /* RFC 4303 2.1: 0 to 255 are reserved */
    } while (v != first);
    return 0;
}

/* A UE at this address, or one whose IMPI is the same, has the P-CSCF port in a set. */
static bool ports_have(const sat_hot *h, uint16_t port)
{
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (h->port_uc[k] != 0 && (h->port_pc[k] == port || h->port_ps[k] == port))
            return true;
    }
    return false;
}

static bool port_in_use(const sa_table *t, sel_addr a, uint16_t port)
{
    for (uint32_t i = 0; i < t->lengths; i++) {
        sel_addr net = sel_mask(a, t->length[i]);
        uint32_t tag = sat_tag(t, net, t->length[i]);
        uint32_t at = sat_applies(t, i, a) ? sat_next_net(t, tag, net, t->length[i], 0) : TIX_END;

        while (at < TIX_END) {
            if (ports_have(&t->m.hot[tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at)], port))
                return true;
            at = sat_next_net(t, tag, net, t->length[i], at + 1);
        }
    }
    return false;
}

uint16_t sat_new_port(const sa_table *t, const sa_params *offer, uint16_t lo, uint16_t hi, uint32_t random)
{
    sel_addr a = sel_addr_of(&offer->ue_addr);
    uint32_t own[5] = { 5060, 5061, offer->port_uc, offer->port_us, offer->port_ps };
    uint32_t v = 0;

    if (lo == 0 || lo > hi)
        return 0;
    v = lo + random % (hi - lo + 1u);
    for (uint32_t tried = 0; tried <= (uint32_t)hi - lo; tried++) {
        if (!among(own, 5, v) && !port_in_use(t, a, (uint16_t)v))
            return (uint16_t)v;
        v = v == hi ? lo : v + 1;
    }
    return 0;
}
