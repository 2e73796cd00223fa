#include "satable_in.h"

#if defined(__GNUC__) && !defined(__FRAMAC__) && !defined(__CPROVER__)
#define PREFETCH(p) __builtin_prefetch(p)
#else
#define PREFETCH(p) ((void)(p))
#endif

/* The UE's set that has this inbound SA; pair B has none in CR1. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> \result.ue == ue && \result.kind < SAT_SETS &&
              SatPair(t, ue, \result.kind, \result.pair, ue_port, p_port) && \result.length == t->m.hot[ue].len;
    ensures miss: \result.status == SAT_ABSENT ==> SatNoPair(t, ue, ue_port, p_port); */
static sat_ref inbound(const sa_table *t, uint32_t ue, uint16_t ue_port, uint16_t p_port)
{
    const sat_hot *h = &t->m.hot[ue];

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant passed: \forall integer i; 0 <= i < k ==>
          !SatPair(t, ue, i, 0, ue_port, p_port) && !SatPair(t, ue, i, 1, ue_port, p_port);
        loop assigns k;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (h->port_uc[k] == 0)
            continue;
        if (h->port_uc[k] == ue_port && h->port_ps[k] == p_port)
            return sat_at(ue, k, 0, h->len);
        if (t->per_set == 2 && h->port_us[k] == ue_port && h->port_pc[k] == p_port)
            return sat_at(ue, k, 1, h->len);
    }
    return sat_refuse(SAT_ABSENT);
}

/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatNet(t, ue, net.hi, net.lo, len); */
static bool is_net(const sa_table *t, uint32_t ue, sel_addr net, unsigned len)
{
    const sat_hot *h = &t->m.hot[ue];

    return h->net.hi == net.hi && h->net.lo == net.lo && h->len == len;
}

uint32_t sat_next_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint32_t from)
{
    const tix_bucket *x = t->m.by_prefix;
    uint32_t nb = t->m.prefix_buckets;
    uint32_t at = tix_next(x, nb, tag, from);

    /*@ loop invariant range: from <= at <= TIX_END;
        loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(tag, nb, at), TixSlotAt(at), tag);
        loop invariant passed: SatNetClear(t, tag, net.hi, net.lo, len, from, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END && !is_net(t, tix_at(x, nb, tag, at), net, len)) {
        //@ assert first: SatNetClearIn(t, TixHome1(tag, nb), tag, net.hi, net.lo, len, from, at + 1);
        /*@ assert second: TixHome1(tag, nb) != TixHome2(tag, nb) ==>
              SatNetClearIn(t, TixHome2(tag, nb), tag, net.hi, net.lo, len, from - TIX_W, at + 1 - TIX_W); */
        at = tix_next(x, nb, tag, at + 1);
        //@ assert first_next: SatNetClearIn(t, TixHome1(tag, nb), tag, net.hi, net.lo, len, from, at);
    }
    return at;
}

/* Among the UEs of one prefix: whose set has this inbound SA. */
/*@ requires ok: SatMemory(t) && SatIndexed(t);
    requires tag: tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatLive(t, \result.ue) && \result.kind < SAT_SETS &&
              SatNet(t, \result.ue, net.hi, net.lo, len) && \result.length == len &&
              SatPair(t, \result.ue, \result.kind, \result.pair, ue_port, p_port);
    ensures miss: \result.status == SAT_ABSENT ==> \forall integer ue;
              SatLive(t, ue) && SatNet(t, ue, net.hi, net.lo, len) ==> SatNoPair(t, ue, ue_port, p_port); */
static sat_ref find_in_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint16_t ue_port,
                           uint16_t p_port)
{
    uint32_t at = sat_next_net(t, tag, net, len, 0);

    /*@ loop invariant net: SatNetAt(t, tag, net.hi, net.lo, len, at);
        loop invariant passed: SatNetPassed(t, tag, net.hi, net.lo, len, ue_port, p_port, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at);
        sat_ref r = inbound(t, ue, ue_port, p_port);

        if (r.status == SAT_OK)
            return r;
        at = sat_next_net(t, tag, net, len, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(t->m.prefix_buckets, b, j) &&
          TixTagged(t->m.by_prefix, b, j, tag) && SatNet(t, t->m.by_prefix[b].s[j].val, net.hi, net.lo, len) ==>
          SatNoPair(t, t->m.by_prefix[b].s[j].val, ue_port, p_port); */
    return sat_refuse(SAT_ABSENT);
}

bool sat_applies(const sa_table *t, uint32_t i, sel_addr a)
{
    return t->count[i] > 0 && (t->length[i] >= 96 || !sel_is_v4(a));
}

/* One tag for each length. */
typedef struct { uint32_t v[SAT_LENGTHS]; } tags;

/* The tags of the address at each present length. All that finding may need is asked for before any of it is. */
/*@ requires ok: SatMemory(t) && SatLengths(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \forall integer i, sel_addr m; 0 <= i < t->lengths && SatApplies(t, i, a) &&
              SelMasked(m, a, t->length[i]) ==>
              \result.v[i] == SatTag(t->key.k0, t->key.k1, m.hi, m.lo, t->length[i]); */
static tags tags_of(const sa_table *t, sel_addr a)
{
    const tix_bucket *x = t->m.by_prefix;
    uint32_t nb = t->m.prefix_buckets;
    tags r = { { 0 } };

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant done: \forall integer k, sel_addr m; 0 <= k < i && SatApplies(t, k, a) &&
          SelMasked(m, a, t->length[k]) ==> r.v[k] == SatTag(t->key.k0, t->key.k1, m.hi, m.lo, t->length[k]);
        loop assigns i, r;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        if (!sat_applies(t, i, a))
            continue;
        r.v[i] = sat_tag(t, sel_mask(a, t->length[i]), t->length[i]);
        PREFETCH(&x[tix_home1(r.v[i], nb)].s[0]);
        PREFETCH(&x[tix_home1(r.v[i], nb)].s[TIX_W / 2]);
        PREFETCH(&x[tix_home2(r.v[i], nb)].s[0]);
        PREFETCH(&x[tix_home2(r.v[i], nb)].s[TIX_W / 2]);
        PREFETCH(&t->m.hot[tix_home1(r.v[i], t->m.capacity)]);
        PREFETCH(&t->m.hot[tix_home2(r.v[i], t->m.capacity)]);
    }
    return r;
}

sat_ref sat_find(const sa_table *t, const ip_addr *ue, uint16_t ue_port, uint16_t p_port)
{
    sel_addr a = sel_addr_of(ue);
    tags tag = tags_of(t, a);

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant passed: \forall integer k; 0 <= k < i ==> SatLengthPassed(t, a, ue_port, p_port, t->length[k]);
        loop assigns i;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        sat_ref r = sat_refuse(SAT_ABSENT);

        if (sat_applies(t, i, a))
            r = find_in_net(t, tag.v[i], sel_mask(a, t->length[i]), t->length[i], ue_port, p_port);
        //@ assert order: \forall integer k; 0 <= k < t->lengths && t->length[k] > t->length[i] ==> k < i;
        //@ assert longer: SatLongest(t, a, ue_port, p_port, t->length[i]);
        //@ assert found: r.status == SAT_OK ==> SatCovers(t, r.ue, a);
        if (r.status == SAT_OK)
            return r;
        //@ assert here: SatLengthPassed(t, a, ue_port, p_port, t->length[i]);
    }
    return sat_refuse(SAT_ABSENT);
}

/* The UE's set that has this SPI of the P-CSCF. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> \result.ue == ue && \result.kind < SAT_SETS &&
              SatSpi(t, ue, \result.kind, \result.pair, spi) && \result.length == t->m.hot[ue].len;
    ensures miss: \result.status == SAT_ABSENT ==> SatNoSpi(t, ue, spi); */
static sat_ref has_spi(const sa_table *t, uint32_t ue, uint32_t spi)
{
    const sat_cold *c = &t->m.cold[ue];

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant passed: \forall integer i; 0 <= i < k ==>
          !SatSpi(t, ue, i, 0, spi) && !SatSpi(t, ue, i, 1, spi);
        loop assigns k;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] == 0)
            continue;
        if (c->spi_ps[k] == spi)
            return sat_at(ue, k, 0, t->m.hot[ue].len);
        if (t->per_set == 2 && c->spi_pc[k] == spi)
            return sat_at(ue, k, 1, t->m.hot[ue].len);
    }
    return sat_refuse(SAT_ABSENT);
}

sat_ref sat_find_spi(const sa_table *t, uint32_t spi)
{
    const tix_bucket *x = t->m.by_spi;
    uint32_t nb = t->m.spi_buckets;
    uint32_t at = tix_next(x, nb, spi, 0);

    /*@ loop invariant range: 0 <= at <= TIX_END;
        loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(spi, nb, at), TixSlotAt(at), spi);
        loop invariant passed: SatSpiPassed(t, spi, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(x, nb, spi, at);
        sat_ref r = has_spi(t, ue, spi);

        if (r.status == SAT_OK)
            return r;
        //@ assert none: SatNoSpi(t, ue, spi);
        //@ assert first: at < TIX_W ==> SatNoSpi(t, x[TixHome1(spi, nb)].s[at].val, spi);
        //@ assert second: TIX_W <= at ==> SatNoSpi(t, x[TixHome2(spi, nb)].s[at - TIX_W].val, spi);
        //@ assert one_more: SatSpiPassed(t, spi, at + 1);
        at = tix_next(x, nb, spi, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, spi) ==>
          SatNoSpi(t, x[b].s[j].val, spi); */
    return sat_refuse(SAT_ABSENT);
}
