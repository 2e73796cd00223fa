#include "port.h"
#include "satable_in.h"

typedef struct { bool port, spi; } sat_clash;

/* CR2-7.1-P1, -U1; Z-14: a set of one pair is one of cr1. */
/*@ requires ok: \valid_read(t) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatPortsOk(t->per_set, p); */
static bool ports_ok(const sa_table *t, const sa_params *p)
{
    bool cr1 = t->per_set == 1;

    return port_ok(cr1, p->port_uc) && port_ok(cr1, p->port_us) && port_ok(cr1, p->port_pc) &&
           port_ok(cr1, p->port_ps) && p->port_uc != p->port_us && p->port_pc != p->port_ps;
}

/* A set of CR1 has spi_ps and spi_us alone. */
/*@ requires ok: \valid_read(t) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatSpisReserved(t->per_set, p); */
static bool spis_reserved(const sa_table *t, const sa_params *p)
{
    return p->spi_ps < SAT_SPI_MIN || p->spi_us < SAT_SPI_MIN ||
           (t->per_set == 2 && (p->spi_pc < SAT_SPI_MIN || p->spi_uc < SAT_SPI_MIN));
}

/*@ requires ok: \valid_read(t) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatSpisDiffer(t->per_set, p); */
static bool spis_differ(const sa_table *t, const sa_params *p)
{
    return p->spi_ps != p->spi_us &&
           (t->per_set == 1 || (p->spi_pc != p->spi_ps && p->spi_pc != p->spi_us && p->spi_pc != p->spi_uc &&
                                p->spi_uc != p->spi_ps && p->spi_uc != p->spi_us));
}

/* An SPI that the UE offers is one of the row's. */
/*@ requires ok: \valid_read(t) && \valid_read(r);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> spi == r->spi_us || (own && spi == r->spi_ps) ||
              (t->per_set == 2 && (spi == r->spi_uc || (own && spi == r->spi_pc))); */
static bool ue_spi_in(const sa_table *t, const sat_row *r, uint32_t spi, bool own)
{
    return spi == r->spi_us || (own && spi == r->spi_ps) ||
           (t->per_set == 2 && (spi == r->spi_uc || (own && spi == r->spi_pc)));
}

/*@ requires ok: \valid_read(t) && \valid_read(r) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures one: t->per_set != 2 ==> (\result <==> p->spi_us == r->spi_us || (own && p->spi_us == r->spi_ps));
    ensures two: t->per_set == 2 ==> (\result <==> p->spi_us == r->spi_us || p->spi_us == r->spi_uc ||
              p->spi_uc == r->spi_us || p->spi_uc == r->spi_uc || (own && (p->spi_us == r->spi_ps ||
              p->spi_us == r->spi_pc || p->spi_uc == r->spi_ps || p->spi_uc == r->spi_pc))); */
static bool ue_spis_in(const sa_table *t, const sat_row *r, const sa_params *p, bool own)
{
    return ue_spi_in(t, r, p->spi_us, own) || (t->per_set == 2 && ue_spi_in(t, r, p->spi_uc, own));
}

/* CR2-7.1-R3. The same user's sets share port_us (CR2-7.1-U8), so there the P-CSCF's client port must differ. */
/*@ requires ok: \valid_read(r) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> p->port_uc == r->port_uc || p->port_uc == r->port_us || p->port_us == r->port_uc ||
              (p->port_us == r->port_us && (!own || p->port_pc == r->port_pc)); */
static bool ports_in(const sat_row *r, const sa_params *p, bool own)
{
    return p->port_uc == r->port_uc || p->port_uc == r->port_us || p->port_us == r->port_uc ||
           (p->port_us == r->port_us && (!own || p->port_pc == r->port_pc));
}

/*@ // What meets the UE's sets has been noted; of the places before `to` of a tag; of prefixes of one length.
    predicate SatNoted{L}(sa_table *t, integer ue, sa_params *p, integer impi, sat_ref skip, sat_clash c) =
      (SatPortsClash(t, ue, p, impi, skip) ==> c.port == 1) && (SatSpisClash(t, ue, p, impi, skip) ==> c.spi == 1);
    predicate SatNetHere{L}(sa_table *t, integer tag, sel_addr net, integer len, integer at) =
      (at < TIX_W || TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets)) &&
      TixTagged(t->m.by_prefix, TixBucketAt(tag, t->m.prefix_buckets, at), TixSlotAt(at), tag) &&
      SatNet(t, SatUeAt(t, tag, at), net.hi, net.lo, len);
    predicate SatNetNoted{L}(sa_table *t, integer tag, sel_addr net, integer len, sa_params *p, integer impi,
                             sat_ref skip, sat_clash c, integer to) =
      \forall integer at; 0 <= at < to && SatNetHere(t, tag, net, len, at) ==>
        SatNoted(t, SatUeAt(t, tag, at), p, impi, skip, c);
    predicate SatLengthNoted{L}(sa_table *t, sel_addr net, integer len, sa_params *p, integer impi, sat_ref skip,
                                sat_clash c) =
      \forall integer ue; SatLive(t, ue) && t->m.hot[ue].len == len && SatCovers(t, ue, net) ==>
        SatNoted(t, ue, p, impi, skip, c);
    logic integer SatUserAt{L}(sa_table *t, integer impi, integer at) =
      t->m.by_impi[TixBucketAt(impi, t->m.impi_buckets, at)].s[TixSlotAt(at)].val;
    predicate SatUserHere{L}(sa_table *t, integer impi, integer at) =
      (at < TIX_W || TixHome1(impi, t->m.impi_buckets) != TixHome2(impi, t->m.impi_buckets)) &&
      TixTagged(t->m.by_impi, TixBucketAt(impi, t->m.impi_buckets, at), TixSlotAt(at), impi);
    predicate SatUserNoted{L}(sa_table *t, sa_params *p, integer impi, sat_ref skip, integer spi, integer to) =
      \forall integer at; 0 <= at < to && SatUserHere(t, impi, at) &&
        SatSpisClash(t, SatUserAt(t, impi, at), p, impi, skip) ==> spi == 1; */

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: (\result.port == 1 <==> a.port == 1 || b.port == 1) &&
              (\result.spi == 1 <==> a.spi == 1 || b.spi == 1); */
static sat_clash either(sat_clash a, sat_clash b)
{
    sat_clash c = { a.port || b.port, a.spi || b.spi };

    return c;
}

/* Of one UE. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures port: \result.port == 1 <==> SatPortsClash(t, ue, p, impi, skip);
    ensures spi: \result.spi == 1 <==> SatSpisClash(t, ue, p, impi, skip); */
static sat_clash clash_with(const sa_table *t, uint32_t ue, const sa_params *p, uint32_t impi, sat_ref skip)
{
    bool own = t->m.hot[ue].impi == impi;
    sat_clash c = { false, false };

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant port: c.port == 1 <==> \exists integer i; 0 <= i < k && SatCounts(t, ue, i, skip) &&
          SatPortsMeet(t, ue, i, p, impi);
        loop invariant spi: c.spi == 1 <==> \exists integer i; 0 <= i < k && SatCounts(t, ue, i, skip) &&
          SatUeSpisMeet(t, ue, i, p, impi);
        loop assigns k, c;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        sat_row r = sat_row_get(t, ue, k);
        bool ports, spis;

        if (r.port_uc == 0 || (ue == skip.ue && k == skip.kind))
            continue;
        ports = ports_in(&r, p, own);
        spis = ue_spis_in(t, &r, p, own);
        //@ assert ports: ports == 1 <==> SatPortsMeet(t, ue, k, p, impi);
        //@ assert spis: spis == 1 <==> SatUeSpisMeet(t, ue, k, p, impi);
        if (ports)
            c.port = true;
        if (spis)
            c.spi = true;
    }
    return c;
}

/* Of the UEs of one prefix. */
/*@ requires ok: SatMemory(t) && SatIndexed(t) && \valid_read(p);
    requires tag: tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures port: \result.port == 1 ==> \exists integer ue; SatLive(t, ue) &&
              SatNet(t, ue, net.hi, net.lo, len) && SatPortsClash(t, ue, p, impi, skip);
    ensures spi: \result.spi == 1 ==> \exists integer ue; SatLive(t, ue) &&
              SatNet(t, ue, net.hi, net.lo, len) && SatSpisClash(t, ue, p, impi, skip);
    ensures all: \forall integer ue; SatLive(t, ue) && SatNet(t, ue, net.hi, net.lo, len) ==>
              SatNoted(t, ue, p, impi, skip, \result); */
static sat_clash clash_in_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, const sa_params *p,
                              uint32_t impi, sat_ref skip)
{
    const tix_bucket *x = t->m.by_prefix;
    uint32_t nb = t->m.prefix_buckets;
    uint32_t at = sat_next_net(t, tag, net, len, 0);
    sat_clash c = { false, false };

    /*@ loop invariant net: SatNetAt(t, tag, net.hi, net.lo, len, at);
        loop invariant port: c.port == 1 ==> \exists integer ue; SatLive(t, ue) &&
          SatNet(t, ue, net.hi, net.lo, len) && SatPortsClash(t, ue, p, impi, skip);
        loop invariant spi: c.spi == 1 ==> \exists integer ue; SatLive(t, ue) &&
          SatNet(t, ue, net.hi, net.lo, len) && SatSpisClash(t, ue, p, impi, skip);
        loop invariant passed: SatNetNoted(t, tag, net, len, p, impi, skip, c, at);
        loop assigns at, c;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(x, nb, tag, at), next;

        c = either(c, clash_with(t, ue, p, impi, skip));
        //@ assert here: SatNoted(t, SatUeAt(t, tag, at), p, impi, skip, c);
        //@ assert noted: SatNetNoted(t, tag, net, len, p, impi, skip, c, at + 1);
        next = sat_next_net(t, tag, net, len, at + 1);
        //@ assert clear: \forall integer q; at < q < next ==> !SatNetHere(t, tag, net, len, q);
        at = next;
    }
    /*@ assert one: \forall integer j; 0 <= j < TIX_W && TixTagged(x, TixHome1(tag, nb), j, tag) &&
          SatNet(t, x[TixHome1(tag, nb)].s[j].val, net.hi, net.lo, len) ==>
          SatNetHere(t, tag, net, len, j) && SatUeAt(t, tag, j) == x[TixHome1(tag, nb)].s[j].val; */
    /*@ assert two: \forall integer j; 0 <= j < TIX_W && TixHome1(tag, nb) != TixHome2(tag, nb) &&
          TixTagged(x, TixHome2(tag, nb), j, tag) && SatNet(t, x[TixHome2(tag, nb)].s[j].val, net.hi, net.lo, len) ==>
          SatNetHere(t, tag, net, len, j + TIX_W) && SatUeAt(t, tag, j + TIX_W) == x[TixHome2(tag, nb)].s[j].val; */
    //@ assert home: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, tag) ==> TixHomeOf(b, tag, nb);
    /*@ assert all: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, tag) &&
          SatNet(t, x[b].s[j].val, net.hi, net.lo, len) ==> SatNoted(t, x[b].s[j].val, p, impi, skip, c); */
    return c;
}

/* Of the UEs whose prefixes hold the new one: of each length that is not longer. */
/*@ requires ok: SatOk(t) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures port: \result.port == 1 ==> \exists integer ue; SatLive(t, ue) && SatAbove(t, ue, net, p->ue.len) &&
              SatPortsClash(t, ue, p, impi, skip);
    ensures spi: \result.spi == 1 ==> \exists integer ue; SatLive(t, ue) && SatAbove(t, ue, net, p->ue.len) &&
              SatSpisClash(t, ue, p, impi, skip);
    ensures all: \forall integer ue; SatLive(t, ue) && SatAbove(t, ue, net, p->ue.len) ==>
              SatNoted(t, ue, p, impi, skip, \result); */
static sat_clash clash_above(const sa_table *t, const sa_params *p, sel_addr net, uint32_t impi, sat_ref skip)
{
    sat_clash c = { false, false };

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant port: c.port == 1 ==> \exists integer ue; SatLive(t, ue) &&
          SatAbove(t, ue, net, p->ue.len) && SatPortsClash(t, ue, p, impi, skip);
        loop invariant spi: c.spi == 1 ==> \exists integer ue; SatLive(t, ue) &&
          SatAbove(t, ue, net, p->ue.len) && SatSpisClash(t, ue, p, impi, skip);
        loop invariant passed: \forall integer k; 0 <= k < i && t->length[k] <= p->ue.len ==>
          SatLengthNoted(t, net, t->length[k], p, impi, skip, c);
        loop assigns i, c;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        unsigned len = t->length[i];
        sel_addr m = sel_mask(net, len);
        sat_clash found = { false, false };

        if (len <= p->ue.len && sat_applies(t, i, net))
            found = clash_in_net(t, sat_tag(t, m, len), m, len, p, impi, skip);
        /*@ assert cover: SatApplies(t, i, net) ==> \forall integer ue; SatLive(t, ue) &&
              SatNet(t, ue, m.hi, m.lo, len) ==> SatCovers(t, ue, net); */
        //@ assert here: len <= p->ue.len ==> SatLengthNoted(t, net, len, p, impi, skip, found);
        c = either(c, found);
    }
    return c;
}

/* Of the UEs whose prefixes lie inside the new one: they are in the chain that begins with `from`. */
/*@ requires ok: SatMemory(t) && SatChains(t) && \valid_read(p) && (from == SAT_NONE || SatLive(t, from));
    requires length: p->ue.len <= 128;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures port: \result.port == 1 ==> \exists integer ue; SatLive(t, ue) && SatBelow(t, ue, net, p->ue.len) &&
              SatPortsClash(t, ue, p, impi, skip);
    ensures spi: \result.spi == 1 ==> \exists integer ue; SatLive(t, ue) && SatBelow(t, ue, net, p->ue.len) &&
              SatSpisClash(t, ue, p, impi, skip);
    ensures all: \forall integer ue; SatReach(t, from, t->used, ue) && SatBelow(t, ue, net, p->ue.len) ==>
              SatNoted(t, ue, p, impi, skip, \result); */
static sat_clash clash_below(const sa_table *t, uint32_t from, const sa_params *p, sel_addr net, uint32_t impi,
                             sat_ref skip)
{
    sat_clash c = { false, false };
    uint32_t ue = from;

    /*@ loop invariant range: 0 <= steps <= t->used && (ue == SAT_NONE || SatLive(t, ue));
        loop invariant port: c.port == 1 ==> \exists integer u; SatLive(t, u) &&
          SatBelow(t, u, net, p->ue.len) && SatPortsClash(t, u, p, impi, skip);
        loop invariant spi: c.spi == 1 ==> \exists integer u; SatLive(t, u) &&
          SatBelow(t, u, net, p->ue.len) && SatSpisClash(t, u, p, impi, skip);
        loop invariant passed: \forall integer u; SatReach(t, from, t->used, u) ==> SatReach(t, ue, steps, u) ||
          (SatBelow(t, u, net, p->ue.len) ==> SatNoted(t, u, p, impi, skip, c));
        loop assigns steps, ue, c;
        loop variant steps; */
    for (uint32_t steps = t->used; ue != SAT_NONE && steps > 0; steps--) {
        if (t->m.hot[ue].len > p->ue.len && sel_covers(net, p->ue.len, t->m.hot[ue].net))
            c = either(c, clash_with(t, ue, p, impi, skip));
        //@ assert here: SatBelow(t, ue, net, p->ue.len) ==> SatNoted(t, ue, p, impi, skip, c);
        ue = t->m.cold[ue].next;
    }
    return c;
}

/* Of the UEs of one IMPI: the SPIs alone. */
/*@ requires ok: SatMemory(t) && SatUsers(t) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures spi: \result ==> \exists integer ue; SatLive(t, ue) && t->m.hot[ue].impi == impi &&
              SatSpisClash(t, ue, p, impi, skip);
    ensures all: \forall integer ue; SatLive(t, ue) && t->m.hot[ue].impi == impi &&
              SatSpisClash(t, ue, p, impi, skip) ==> \result == 1; */
static bool clash_impi(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip)
{
    const tix_bucket *x = t->m.by_impi;
    uint32_t nb = t->m.impi_buckets;
    uint32_t at = tix_next(x, nb, impi, 0);
    bool spi = false;

    /*@ loop invariant range: 0 <= at <= TIX_END;
        loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(impi, nb, at), TixSlotAt(at), impi);
        loop invariant spi: spi == 1 ==> \exists integer ue; SatLive(t, ue) && t->m.hot[ue].impi == impi &&
          SatSpisClash(t, ue, p, impi, skip);
        loop invariant passed: SatUserNoted(t, p, impi, skip, spi, at);
        loop assigns at, spi;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(x, nb, impi, at), next;

        //@ assert live: SatLive(t, ue) && t->m.hot[ue].impi == impi;
        if (clash_with(t, ue, p, impi, skip).spi)
            spi = true;
        //@ assert here: SatSpisClash(t, SatUserAt(t, impi, at), p, impi, skip) ==> spi == 1;
        //@ assert noted: SatUserNoted(t, p, impi, skip, spi, at + 1);
        next = tix_next(x, nb, impi, at + 1);
        //@ assert clear: \forall integer q; at < q < next ==> !SatUserHere(t, impi, q);
        at = next;
    }
    /*@ assert one: \forall integer j; 0 <= j < TIX_W && TixTagged(x, TixHome1(impi, nb), j, impi) ==>
          SatUserHere(t, impi, j) && SatUserAt(t, impi, j) == x[TixHome1(impi, nb)].s[j].val; */
    /*@ assert two: \forall integer j; 0 <= j < TIX_W && TixHome1(impi, nb) != TixHome2(impi, nb) &&
          TixTagged(x, TixHome2(impi, nb), j, impi) ==>
          SatUserHere(t, impi, j + TIX_W) && SatUserAt(t, impi, j + TIX_W) == x[TixHome2(impi, nb)].s[j].val; */
    //@ assert home: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, impi) ==> TixHomeOf(b, impi, nb);
    /*@ assert all: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, impi) &&
          SatSpisClash(t, x[b].s[j].val, p, impi, skip) ==> spi == 1; */
    return spi;
}

/*@ requires ok: SatOk(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result ==> SatSpiTied(t, spi, skip);
    ensures free: !\result ==> SatSpiFree(t, spi) || (SatLive(t, skip.ue) &&
              (SatSpi(t, skip.ue, skip.kind, 0, spi) || SatSpi(t, skip.ue, skip.kind, 1, spi))); */
static bool spi_taken(const sa_table *t, uint32_t spi, sat_ref skip)
{
    sat_ref r = sat_find_spi(t, spi);

    return r.status == SAT_OK && (r.ue != skip.ue || r.kind != skip.kind);
}

/*@ requires ok: \valid_read(t) && \valid_read(p) && SatLengths(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \forall sel_addr a; SelWords(a, &p->ue.addr) ==> (\result <==> SatAllowed(t, p->ue.len, a)); */
static bool length_allowed(const sa_table *t, const sa_params *p)
{
    sel_addr a = sel_addr_of(&p->ue.addr);

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant passed: \forall integer k; 0 <= k < i ==> t->length[k] != p->ue.len;
        loop assigns i;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        if (t->length[i] == p->ue.len)
            return p->ue.len >= 96 || !sel_is_v4(a);
    }
    return false;
}

/*@ requires ok: \valid_read(t) && \valid_read(p) && SatLengths(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures length: \forall sel_addr a; SelWords(a, &p->ue.addr) ==>
              (\result == SAT_LENGTH <==> !SatAllowed(t, p->ue.len, a));
    ensures outside: \forall sel_addr a, b; SelWords(a, &p->ue.addr) && SelWords(b, &p->ue_addr) &&
              \result != SAT_LENGTH ==> (\result == SAT_OUTSIDE <==> !SelCovers(a, p->ue.len, b));
    ensures port: \result != SAT_LENGTH && \result != SAT_OUTSIDE ==>
              (\result == SAT_PORT_BAD <==> !SatPortsOk(t->per_set, p));
    ensures reserved: \result == SAT_SPI_RESERVED || \result == SAT_SPI_CLASH || \result == SAT_OK ==>
              (\result == SAT_SPI_RESERVED <==> SatSpisReserved(t->per_set, p));
    ensures differ: \result == SAT_SPI_CLASH || \result == SAT_OK ==>
              (\result == SAT_OK <==> SatSpisDiffer(t->per_set, p));
    ensures code: \result == SAT_OK || \result == SAT_LENGTH || \result == SAT_OUTSIDE ||
              \result == SAT_PORT_BAD || \result == SAT_SPI_RESERVED || \result == SAT_SPI_CLASH; */
static sat_status check_values(const sa_table *t, const sa_params *p)
{
    if (!length_allowed(t, p))
        return SAT_LENGTH;
    if (!sel_covers(sel_addr_of(&p->ue.addr), p->ue.len, sel_addr_of(&p->ue_addr)))
        return SAT_OUTSIDE;
    if (!ports_ok(t, p))
        return SAT_PORT_BAD;
    if (spis_reserved(t, p))
        return SAT_SPI_RESERVED;
    return spis_differ(t, p) ? SAT_OK : SAT_SPI_CLASH;
}

/* What the new set meets: the sets of UEs whose prefixes overlap, and those of the same user. */
/*@ requires ok: SatOk(t) && SatUsers(t) && SatChains(t) && \valid_read(p);
    requires length: SatAllowed(t, p->ue.len, net);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures port: \result.port == 1 ==> \exists integer ue; SatLive(t, ue) &&
              SatOverlaps(t, ue, net, p->ue.len) && SatPortsClash(t, ue, p, impi, skip);
    ensures spi: \result.spi == 1 ==> \exists integer ue; SatLive(t, ue) &&
              (SatOverlaps(t, ue, net, p->ue.len) || t->m.hot[ue].impi == impi) &&
              SatSpisClash(t, ue, p, impi, skip);
    ensures apart: SatChained(t) ==> \forall integer ue; SatLive(t, ue) && SatOverlaps(t, ue, net, p->ue.len) ==>
              SatNoted(t, ue, p, impi, skip, \result);
    ensures user: \forall integer ue; SatLive(t, ue) && t->m.hot[ue].impi == impi &&
              SatSpisClash(t, ue, p, impi, skip) ==> \result.spi == 1; */
static sat_clash clashes(const sa_table *t, const sa_params *p, sel_addr net, uint32_t impi, sat_ref skip)
{
    uint32_t head = sat_cover_head(t, net);
    sat_clash c = clash_above(t, p, net, impi, skip);

    //@ assert head: head == SAT_NONE || SatLive(t, head);
    c = either(c, clash_below(t, head, p, net, impi, skip));
    //@ assert one: t->lengths <= 1 ==> \forall integer ue; SatLive(t, ue) ==> t->m.hot[ue].len == p->ue.len;
    c.spi = c.spi || clash_impi(t, p, impi, skip);
    return c;
}

sat_status sat_check(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip)
{
    sat_status s = check_values(t, p);
    sel_addr a = sel_addr_of(&p->ue.addr);
    uint32_t count = sat_count(t, impi, SEL_IN);
    sat_clash c;

    /*@ assert over: SatOver(t, impi, skip) <==>
          count + t->per_set > t->limit + (skip.ue == SAT_NONE ? 0 : t->per_set); */
    if (s != SAT_OK)
        return s;
    if (count + t->per_set > t->limit + (skip.ue == SAT_NONE ? 0 : t->per_set))
        return SAT_LIMIT;
    if (spi_taken(t, p->spi_ps, skip) || (t->per_set == 2 && spi_taken(t, p->spi_pc, skip)))
        return SAT_SPI_IN_USE;
    c = clashes(t, p, a, impi, skip);
    if (c.port)
        return SAT_PORT_IN_USE;
    return c.spi ? SAT_SPI_CLASH : SAT_OK;
}
