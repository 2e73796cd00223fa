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

/* One UE whose prefix overlaps, or that has the same IMPI. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity && \valid_read(p) && \valid(c);
    requires apart: \separated(c, t, p, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1));
    terminates \true;
    exits \false;
    assigns *c;
    ensures port: c->port == 1 <==> \old(c->port) == 1 || (overlap && \exists integer k; 0 <= k < SAT_SETS &&
              SatCounts(t, ue, k, skip) && SatPortsMeet(t, ue, k, p, impi));
    ensures spi: c->spi == 1 <==> \old(c->spi) == 1 || (\exists integer k; 0 <= k < SAT_SETS &&
              SatCounts(t, ue, k, skip) && SatUeSpisMeet(t, ue, k, p, impi)); */
static void clash_with(const sa_table *t, uint32_t ue, const sa_params *p, uint32_t impi, sat_ref skip, bool overlap,
                       sat_clash *c)
{
    bool own = t->m.hot[ue].impi == impi;

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant port: c->port == 1 <==> \at(c->port, Pre) == 1 || (overlap && \exists integer i; 0 <= i < k &&
          SatCounts(t, ue, i, skip) && SatPortsMeet(t, ue, i, p, impi));
        loop invariant spi: c->spi == 1 <==> \at(c->spi, Pre) == 1 || (\exists integer i; 0 <= i < k &&
          SatCounts(t, ue, i, skip) && SatUeSpisMeet(t, ue, i, p, impi));
        loop assigns k, *c;
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
        if (overlap && ports)
            c->port = true;
        if (spis)
            c->spi = true;
    }
}

/* The UEs whose prefixes hold the new one: one probe for each length that is not longer. */
static void clash_above(const sa_table *t, const sa_params *p, sel_addr net, uint32_t impi, sat_ref skip,
                        sat_clash *c)
{
    for (uint32_t i = 0; i < t->lengths; i++) {
        sel_addr m = sel_mask(net, t->length[i]);
        uint32_t tag = sat_tag(t, m, t->length[i]);
        uint32_t at = TIX_END;

        if (t->length[i] <= p->ue.len && sat_applies(t, i, net))
            at = sat_next_net(t, tag, m, t->length[i], 0);
        while (at < TIX_END) {
            clash_with(t, tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at), p, impi, skip, true, c);
            at = sat_next_net(t, tag, m, t->length[i], at + 1);
        }
    }
}

/* The UEs whose prefixes lie inside the new one: among those under the same shortest prefix. */
static void clash_below(const sa_table *t, const sa_params *p, sel_addr net, uint32_t impi, sat_ref skip,
                        sat_clash *c)
{
    uint32_t ue = sat_cover_head(t, net);

    for (uint32_t steps = t->used; ue != SAT_NONE && steps > 0; steps--) {
        if (t->m.hot[ue].len > p->ue.len && sel_covers(net, p->ue.len, t->m.hot[ue].net))
            clash_with(t, ue, p, impi, skip, true, c);
        ue = t->m.cold[ue].next;
    }
}

static void clash_impi(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip, sat_clash *c)
{
    uint32_t at = tix_next(t->m.by_impi, t->m.impi_buckets, impi, 0);

    while (at < TIX_END) {
        clash_with(t, tix_at(t->m.by_impi, t->m.impi_buckets, impi, at), p, impi, skip, false, c);
        at = tix_next(t->m.by_impi, t->m.impi_buckets, impi, at + 1);
    }
}

/*@ requires ok: SatOk(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures found: \result ==> \exists integer ue, k, pair; SatLive(t, ue) && 0 <= k < SAT_SETS &&
              SatSpi(t, ue, k, pair, spi) && (ue != skip.ue || k != skip.kind);
    ensures free: !\result ==> SatSpiFree(t, spi) || SatSpi(t, skip.ue, skip.kind, 0, spi) ||
              SatSpi(t, skip.ue, skip.kind, 1, spi); */
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

sat_status sat_check(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip)
{
    sat_status s = check_values(t, p);
    sel_addr net = sel_mask(sel_addr_of(&p->ue.addr), p->ue.len);
    sat_clash c = { false, false };
    uint32_t count = sat_count(t, impi, SEL_IN);

    if (s != SAT_OK)
        return s;
    if (count + t->per_set > t->limit + (skip.ue == SAT_NONE ? 0 : t->per_set))
        return SAT_LIMIT;
    if (spi_taken(t, p->spi_ps, skip) || (t->per_set == 2 && spi_taken(t, p->spi_pc, skip)))
        return SAT_SPI_IN_USE;
    clash_above(t, p, net, impi, skip, &c);
    clash_below(t, p, net, impi, skip, &c);
    clash_impi(t, p, impi, skip, &c);
    if (c.port)
        return SAT_PORT_IN_USE;
    return c.spi ? SAT_SPI_CLASH : SAT_OK;
}
