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

/* A set of the UE has the P-CSCF port. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatHasPort(t, ue, port); */
static bool ports_have(const sa_table *t, uint32_t ue, uint16_t port)
{
    const sat_hot *h = &t->m.hot[ue];

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant passed: \forall integer i; 0 <= i < k ==> !SatPortOf(t, ue, i, port);
        loop assigns k;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (h->port_uc[k] != 0 && (h->port_pc[k] == port || h->port_ps[k] == port))
            return true;
    }
    return false;
}

/*@ // No UE of this prefix at the tag's places before `to` has the port; none of those with prefixes of one length.
    predicate SatPortPassed{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer port,
                               integer to) =
      (\forall integer j; 0 <= j < TIX_W && j < to &&
        TixTagged(t->m.by_prefix, TixHome1(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          !SatHasPort(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, port)) &&
      (\forall integer j; 0 <= j < TIX_W && j + TIX_W < to &&
        TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets) &&
        TixTagged(t->m.by_prefix, TixHome2(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          !SatHasPort(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, port));
    predicate SatPortLength{L}(sa_table *t, sel_addr a, integer port, integer len) =
      \forall integer ue; SatLive(t, ue) && t->m.hot[ue].len == len && SatCovers(t, ue, a) ==>
        !SatHasPort(t, ue, port); */

/* Among the UEs of one prefix: one that has the port, or SAT_NONE. */
/*@ requires ok: SatMemory(t) && SatIndexed(t);
    requires tag: tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result != SAT_NONE ==> SatLive(t, \result) && SatNet(t, \result, net.hi, net.lo, len) &&
              SatHasPort(t, \result, port);
    ensures miss: \result == SAT_NONE ==> \forall integer ue;
              SatLive(t, ue) && SatNet(t, ue, net.hi, net.lo, len) ==> !SatHasPort(t, ue, port); */
static uint32_t port_in_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint16_t port)
{
    uint32_t at = sat_next_net(t, tag, net, len, 0);

    /*@ loop invariant net: SatNetAt(t, tag, net.hi, net.lo, len, at);
        loop invariant passed: SatPortPassed(t, tag, net.hi, net.lo, len, port, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at);

        if (ports_have(t, ue, port))
            return ue;
        at = sat_next_net(t, tag, net, len, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(t->m.prefix_buckets, b, j) &&
          TixTagged(t->m.by_prefix, b, j, tag) && SatNet(t, t->m.by_prefix[b].s[j].val, net.hi, net.lo, len) ==>
          !SatHasPort(t, t->m.by_prefix[b].s[j].val, port); */
    return SAT_NONE;
}

/* A UE that covers the address has the P-CSCF port in a set. */
/*@ requires ok: SatOk(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> !SatPortUnused(t, a, port); */
static bool port_in_use(const sa_table *t, sel_addr a, uint16_t port)
{
    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant passed: \forall integer k; 0 <= k < i ==> SatPortLength(t, a, port, t->length[k]);
        loop assigns i;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        sel_addr net = sel_mask(a, t->length[i]);
        uint32_t ue = SAT_NONE;

        if (sat_applies(t, i, a))
            ue = port_in_net(t, sat_tag(t, net, t->length[i]), net, t->length[i], port);
        //@ assert found: ue != SAT_NONE ==> SatCovers(t, ue, a);
        if (ue != SAT_NONE)
            return true;
        //@ assert here: SatPortLength(t, a, port, t->length[i]);
    }
    return false;
}

/* 5060, 5061, and what the UE offers. */
/*@ requires readable: \valid_read(offer);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatPortTaken(offer, port); */
static bool port_taken(const sa_params *offer, uint32_t port)
{
    return port == 5060 || port == 5061 || port == offer->port_uc || port == offer->port_us || port == offer->port_ps;
}

/* The first port in lo..hi that the P-CSCF may choose towards this address. */
/*@ requires ok: SatOk(t) && \valid_read(offer);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result.found ==> lo <= \result.v <= hi && !SatPortTaken(offer, \result.v) &&
              SatPortUnused(t, a, \result.v);
    ensures miss: !\result.found ==> \forall integer v; lo <= v <= hi ==>
              SatPortTaken(offer, v) || !SatPortUnused(t, a, v); */
static pick free_port(const sa_table *t, sel_addr a, uint16_t lo, uint16_t hi, const sa_params *offer)
{
    pick r = { false, 0 };

    /*@ loop invariant range: lo <= v && (v <= hi + 1 || v == lo) && !r.found;
        loop invariant passed: \forall integer u; lo <= u < v ==> SatPortTaken(offer, u) || !SatPortUnused(t, a, u);
        loop assigns v, r;
        loop variant hi + 1 - v; */
    for (uint32_t v = lo; v <= hi; v++) {
        r.v = v;
        if (!port_taken(offer, v) && !port_in_use(t, a, (uint16_t)v)) {
            r.found = true;
            return r;
        }
    }
    return r;
}

uint16_t sat_new_port(const sa_table *t, const sa_params *offer, uint16_t lo, uint16_t hi, uint32_t random)
{
    sel_addr a = sel_addr_of(&offer->ue_addr);
    uint16_t first;
    pick r;

    if (lo == 0 || lo > hi)
        return 0;
    first = (uint16_t)(lo + random % ((uint32_t)hi - lo + 1));
    r = free_port(t, a, first, hi, offer);
    if (!r.found && first > lo)
        r = free_port(t, a, lo, (uint16_t)(first - 1), offer);
    return r.found ? (uint16_t)r.v : 0;
}
