#include "satable_in.h"

typedef struct { bool found; uint32_t v; } pick;

/*@ requires readable: \valid_read(used + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatAmong(used, n, v); */
static bool among(const uint32_t *used, uint32_t n, uint32_t v)
{
    /*@ loop invariant range: 0 <= i <= n;
        loop invariant passed: \forall integer k; 0 <= k < i ==> used[k] != v;
        loop assigns i;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++) {
        if (used[i] == v)
            return true;
    }
    return false;
}

/* The first number in lo..hi that is not used. */
/*@ requires readable: \valid_read(used + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result.found ==> lo <= \result.v <= hi && !SatAmong(used, n, \result.v);
    ensures miss: !\result.found ==> \forall integer v; lo <= v <= hi ==> SatAmong(used, n, v); */
static pick unused(uint32_t lo, uint32_t hi, const uint32_t *used, uint32_t n)
{
    pick r = { false, 0 };

    /*@ loop invariant range: lo <= v && (v <= hi + 1 || v == lo) && !r.found;
        loop invariant passed: \forall integer u; lo <= u < v ==> SatAmong(used, n, u);
        loop assigns v, r;
        loop variant hi + 1 - v; */
    for (uint64_t v = lo; v <= hi; v++) {
        r.v = (uint32_t)v;
        if (!among(used, n, r.v)) {
            r.found = true;
            return r;
        }
    }
    return r;
}

bool sat_pick(uint32_t lo, uint32_t hi, const uint32_t *used, uint32_t n, uint32_t random, uint32_t *out)
{
    uint32_t first;
    pick r;

    if (lo > hi)
        return false;
    first = hi - lo == UINT32_MAX ? random : lo + random % (hi - lo + 1);
    r = unused(first, hi, used, n);
    if (!r.found && first > lo)
        r = unused(lo, first - 1, used, n);
    if (r.found)
        *out = r.v;
    return r.found;
}

/* The first SPI in lo..hi that the P-CSCF may choose. */
/*@ requires ok: SatOk(t) && \valid_read(avoid + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result.found ==> lo <= \result.v <= hi && !SatAmong(avoid, n, \result.v) &&
              SatSpiFree(t, \result.v);
    ensures miss: !\result.found ==> \forall integer v; lo <= v <= hi ==> SatAmong(avoid, n, v) || !SatSpiFree(t, v); */
static pick free_spi(const sa_table *t, uint32_t lo, uint32_t hi, const uint32_t *avoid, uint32_t n)
{
    pick r = { false, 0 };

    /*@ loop invariant range: lo <= v && (v <= hi + 1 || v == lo) && !r.found;
        loop invariant passed: \forall integer u; lo <= u < v ==> SatAmong(avoid, n, u) || !SatSpiFree(t, u);
        loop assigns v, r;
        loop variant hi + 1 - v; */
    for (uint64_t v = lo; v <= hi; v++) {
        r.v = (uint32_t)v;
        if (!among(avoid, n, r.v) && sat_find_spi(t, r.v).status != SAT_OK) {
            r.found = true;
            return r;
        }
    }
    return r;
}

uint32_t sat_new_spi(const sa_table *t, const uint32_t *avoid, uint32_t n, uint32_t random)
{
    uint32_t first = random < SAT_SPI_MIN ? random + SAT_SPI_MIN : random;
    pick r = free_spi(t, first, UINT32_MAX, avoid, n);

    if (!r.found && first > SAT_SPI_MIN)
        r = free_spi(t, SAT_SPI_MIN, first - 1, avoid, n);
    return r.found ? r.v : 0;
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
