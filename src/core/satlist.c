#include "satable_in.h"

/*@ // No UE of this prefix at the tag's places before `to` is the IMPI's.
    predicate SatKnownPassed{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer impi,
                                integer to) =
      (\forall integer j; 0 <= j < TIX_W && j < to &&
        TixTagged(t->m.by_prefix, TixHome1(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          t->m.hot[t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val].impi != impi) &&
      (\forall integer j; 0 <= j < TIX_W && j + TIX_W < to &&
        TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets) &&
        TixTagged(t->m.by_prefix, TixHome2(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          t->m.hot[t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val].impi != impi); */

uint32_t sat_known(const sa_table *t, sel_addr net, unsigned len, uint32_t impi)
{
    uint32_t tag = sat_tag(t, net, len);
    uint32_t at = sat_next_net(t, tag, net, len, 0);

    /*@ loop invariant net: SatNetAt(t, tag, net.hi, net.lo, len, at);
        loop invariant passed: SatKnownPassed(t, tag, net.hi, net.lo, len, impi, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at);

        if (t->m.hot[ue].impi == impi)
            return ue;
        at = sat_next_net(t, tag, net, len, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(t->m.prefix_buckets, b, j) &&
          TixTagged(t->m.by_prefix, b, j, tag) && SatNet(t, t->m.by_prefix[b].s[j].val, net.hi, net.lo, len) ==>
          t->m.hot[t->m.by_prefix[b].s[j].val].impi != impi; */
    return SAT_NONE;
}

/* The UE's set that has this SPI of the UE: port_uc is where SPI uc receives, and CR1 has none there. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> \result.ue == ue && \result.kind < SAT_SETS &&
              SatUeSpi(t, ue, \result.kind, \result.pair, spi) && \result.length == t->m.hot[ue].len;
    ensures miss: \result.status == SAT_ABSENT ==> SatNoUeSpi(t, ue, spi); */
static sat_ref has_ue_spi(const sa_table *t, uint32_t ue, uint32_t spi)
{
    const sat_cold *c = &t->m.cold[ue];

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant passed: \forall integer i; 0 <= i < k ==>
          !SatUeSpi(t, ue, i, 0, spi) && !SatUeSpi(t, ue, i, 1, spi);
        loop assigns k;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] == 0)
            continue;
        if (t->per_set == 2 && c->spi_uc[k] == spi)
            return sat_at(ue, k, 0, t->m.hot[ue].len);
        if (c->spi_us[k] == spi)
            return sat_at(ue, k, 1, t->m.hot[ue].len);
    }
    return sat_refuse(SAT_ABSENT);
}

/*@ // No UE of this prefix at the tag's places before `to` has the SPI.
    predicate SatUeSpiPassed{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer spi,
                                integer to) =
      (\forall integer j; 0 <= j < TIX_W && j < to &&
        TixTagged(t->m.by_prefix, TixHome1(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          SatNoUeSpi(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, spi)) &&
      (\forall integer j; 0 <= j < TIX_W && j + TIX_W < to &&
        TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets) &&
        TixTagged(t->m.by_prefix, TixHome2(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          SatNoUeSpi(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, spi));
    predicate SatUeSpiLength{L}(sa_table *t, sel_addr a, integer spi, integer len) =
      \forall integer u; SatLive(t, u) && t->m.hot[u].len == len && SatCovers(t, u, a) ==> SatNoUeSpi(t, u, spi); */

/* Among the UEs of one prefix: whose set has this SPI of the UE. */
/*@ requires ok: SatMemory(t) && SatIndexed(t);
    requires tag: tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatLive(t, \result.ue) && \result.kind < SAT_SETS &&
              SatNet(t, \result.ue, net.hi, net.lo, len) && \result.length == len &&
              SatUeSpi(t, \result.ue, \result.kind, \result.pair, spi);
    ensures miss: \result.status == SAT_ABSENT ==> \forall integer ue;
              SatLive(t, ue) && SatNet(t, ue, net.hi, net.lo, len) ==> SatNoUeSpi(t, ue, spi); */
static sat_ref ue_spi_in_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint32_t spi)
{
    uint32_t at = sat_next_net(t, tag, net, len, 0);

    /*@ loop invariant net: SatNetAt(t, tag, net.hi, net.lo, len, at);
        loop invariant passed: SatUeSpiPassed(t, tag, net.hi, net.lo, len, spi, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        sat_ref r = has_ue_spi(t, tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at), spi);

        if (r.status == SAT_OK)
            return r;
        at = sat_next_net(t, tag, net, len, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(t->m.prefix_buckets, b, j) &&
          TixTagged(t->m.by_prefix, b, j, tag) && SatNet(t, t->m.by_prefix[b].s[j].val, net.hi, net.lo, len) ==>
          SatNoUeSpi(t, t->m.by_prefix[b].s[j].val, spi); */
    return sat_refuse(SAT_ABSENT);
}

sat_ref sat_find_ue_spi(const sa_table *t, const ip_addr *ue, uint32_t spi)
{
    sel_addr a = sel_addr_of(ue);

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant passed: \forall integer k; 0 <= k < i ==> SatUeSpiLength(t, a, spi, t->length[k]);
        loop assigns i;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        sel_addr net = sel_mask(a, t->length[i]);
        sat_ref r = sat_refuse(SAT_ABSENT);

        if (sat_applies(t, i, a))
            r = ue_spi_in_net(t, sat_tag(t, net, t->length[i]), net, t->length[i], spi);
        //@ assert found: r.status == SAT_OK ==> SatCovers(t, r.ue, a);
        if (r.status == SAT_OK)
            return r;
        //@ assert here: SatUeSpiLength(t, a, spi, t->length[i]);
    }
    return sat_refuse(SAT_ABSENT);
}

/* The UE's first set of kind `from` or later. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> \result.ue == ue && from <= \result.kind < SAT_SETS &&
              t->m.hot[ue].port_uc[\result.kind] != 0 && \result.pair == 0 && \result.length == t->m.hot[ue].len;
    ensures first: \forall integer k; from <= k < SAT_SETS && (\result.status == SAT_OK ==> k < \result.kind) ==>
              t->m.hot[ue].port_uc[k] == 0; */
static sat_ref set_from(const sa_table *t, uint32_t ue, unsigned from)
{
    /*@ loop invariant range: from <= k && (k <= SAT_SETS || k == from);
        loop invariant passed: \forall integer i; from <= i < k ==> t->m.hot[ue].port_uc[i] == 0;
        loop assigns k;
        loop variant SAT_SETS - k; */
    for (unsigned k = from; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] != 0)
            return sat_at(ue, k, 0, t->m.hot[ue].len);
    }
    return sat_refuse(SAT_ABSENT);
}

sat_ref sat_find_impi(const sa_table *t, uint32_t impi, const sat_ref *after)
{
    const tix_bucket *x = t->m.by_impi;
    uint32_t nb = t->m.impi_buckets;
    uint32_t at = tix_next(x, nb, impi, 0);
    sat_ref r = sat_refuse(SAT_ABSENT);

    if (after != NULL) {
        if (!sat_present(t, *after))
            return r;
        r = set_from(t, after->ue, after->kind + 1u);
        if (r.status == SAT_OK)
            return r;
        /*@ loop invariant range: 0 <= at <= TIX_END;
            loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(impi, nb, at), TixSlotAt(at), impi);
            loop assigns at;
            loop variant TIX_END - at; */
        while (at < TIX_END && tix_at(x, nb, impi, at) != after->ue)
            at = tix_next(x, nb, impi, at + 1);
        at = at < TIX_END ? tix_next(x, nb, impi, at + 1) : TIX_END;
    }
    /*@ assert live: at < TIX_END ==> SatLive(t, x[TixBucketAt(impi, nb, at)].s[TixSlotAt(at)].val) &&
          t->m.hot[x[TixBucketAt(impi, nb, at)].s[TixSlotAt(at)].val].impi == impi; */
    return at < TIX_END ? set_from(t, tix_at(x, nb, impi, at), 0) : r;
}

sat_ref sat_each(const sa_table *t, const sat_ref *after)
{
    sat_ref r = sat_refuse(SAT_ABSENT);
    uint32_t ue = 0;

    if (after != NULL && after->ue < t->m.capacity) {
        ue = after->ue;
        if (t->m.hot[ue].live > 0)
            r = set_from(t, ue, after->kind + 1u);
        ue++;
    }
    /*@ loop invariant range: 0 <= ue <= t->m.capacity;
        loop invariant later: after == \null || t->m.capacity <= after->ue || after->ue < ue;
        loop invariant code: r.status == SAT_OK || r.status == SAT_ABSENT;
        loop invariant hit: r.status == SAT_OK ==> r.ue < ue && SatSet(t, r.ue, r.kind) &&
          SatAfter(t, after, r.ue, r.kind) && r.pair == 0 && r.length == t->m.hot[r.ue].len;
        loop invariant first: \forall integer u, k; u < ue && SatSet(t, u, k) && SatAfter(t, after, u, k) ==>
          r.status == SAT_OK && (r.ue < u || (r.ue == u && r.kind <= k));
        loop assigns ue, r;
        loop variant t->m.capacity - ue; */
    while (r.status != SAT_OK && ue < t->m.capacity) {
        if (t->m.hot[ue].live > 0)
            r = set_from(t, ue, 0);
        ue++;
    }
    return r;
}

/* The sets of the UEs of an IMPI that one bucket names. */
/*@ requires ok: SatMemory(t) && SatImpis(t) && b < t->m.impi_buckets;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SatSetsIn(t, b, impi, TIX_W);
    ensures range: \result <= 255 * TIX_W; */
static uint32_t sets_in(const sa_table *t, uint32_t b, uint32_t impi)
{
    uint32_t sets = 0;

    /*@ loop invariant range: 0 <= j <= TIX_W && sets <= 255 * j;
        loop invariant sum: sets == SatSetsIn(t, b, impi, j);
        loop assigns j, sets;
        loop variant TIX_W - j; */
    for (uint32_t j = 0; j < TIX_W; j++) {
        tix_slot s = t->m.by_impi[b].s[j];

        if (s.val != TIX_NONE && s.tag == impi) {
            //@ assert live: SatLive(t, s.val);
            sets += t->m.hot[s.val].live;
        }
    }
    return sets;
}

uint32_t sat_count(const sa_table *t, uint32_t impi, sel_direction direction)
{
    uint32_t b1 = tix_home1(impi, t->m.impi_buckets);
    uint32_t b2 = tix_home2(impi, t->m.impi_buckets);
    uint32_t sets = sets_in(t, b1, impi);

    (void)direction; /* a set has as many SAs in as out */
    if (b2 != b1)
        sets += sets_in(t, b2, impi);
    //@ assert sum: sets == SatUserSets(t, impi) && sets <= 255 * TIX_END;
    //@ assert none: t->per_set == 0 ==> sets * t->per_set == 0;
    //@ assert one: t->per_set == 1 ==> sets * t->per_set == sets;
    //@ assert two: t->per_set == 2 ==> sets * t->per_set == 2 * sets;
    //@ assert cases: t->per_set == 0 || t->per_set == 1 || t->per_set == 2;
    return sets * t->per_set;
}
