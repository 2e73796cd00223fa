/* What the files of the SA table share. */
#ifndef SECAGREE_SATABLE_IN_H
#define SECAGREE_SATABLE_IN_H
#include "satable.h"

/* The four SAs of one set, by value. */
typedef struct {
    uint32_t spi_uc, spi_us, spi_pc, spi_ps, expires;
    uint16_t port_uc, port_us, port_pc, port_ps;
    uint8_t alg, ealg;
} sat_row;

/*@ predicate SatRow{L}(sat_row r, sa_table *t, integer ue, integer k) =
      r.spi_uc == t->m.cold[ue].spi_uc[k] && r.spi_us == t->m.cold[ue].spi_us[k] &&
      r.spi_pc == t->m.cold[ue].spi_pc[k] && r.spi_ps == t->m.cold[ue].spi_ps[k] &&
      r.expires == t->m.cold[ue].expires[k] && r.port_uc == t->m.hot[ue].port_uc[k] &&
      r.port_us == t->m.hot[ue].port_us[k] && r.port_pc == t->m.hot[ue].port_pc[k] &&
      r.port_ps == t->m.hot[ue].port_ps[k] && r.alg == t->m.hot[ue].alg[k] && r.ealg == t->m.hot[ue].ealg[k]; */

/*@ requires small: kind <= SAT_SETS && pair <= 1 && len <= 255;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result.status == SAT_OK && \result.ue == ue && \result.kind == kind && \result.pair == pair &&
              \result.length == len; */
static inline sat_ref sat_at(uint32_t ue, unsigned kind, unsigned pair, unsigned len)
{
    sat_ref r = { SAT_OK, ue, (uint8_t)kind, (uint8_t)pair, (uint8_t)len };

    return r;
}

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result.status == s && \result.ue == SAT_NONE && \result.kind == SAT_SETS && \result.pair == 0 &&
              \result.length == 0; */
static inline sat_ref sat_refuse(sat_status s)
{
    sat_ref r = { s, SAT_NONE, SAT_SETS, 0, 0 };

    return r;
}

/* The hash of a prefix: it decides where things stand, never what is found. */
/*@ requires readable: \valid_read(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len); */
uint32_t sat_tag(const sa_table *t, sel_addr net, unsigned len);

/* The UE has a set of that kind. */
/*@ requires ok: SatMemory(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatSet(t, ue, kind); */
bool sat_has(const sa_table *t, uint32_t ue, unsigned kind);

/*@ requires ok: SatMemory(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatPresent(t, ref); */
bool sat_present(const sa_table *t, sat_ref ref);

/*@ requires ok: SatMemory(t) && ue < t->m.capacity && kind < SAT_SETS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: SatRow(\result, t, ue, kind); */
sat_row sat_row_get(const sa_table *t, uint32_t ue, unsigned kind);

/*@ requires ok: SatWritable(t) && ue < t->m.capacity && kind < SAT_SETS;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].port_uc[kind], t->m.hot[ue].port_us[kind], t->m.hot[ue].port_pc[kind],
              t->m.hot[ue].port_ps[kind], t->m.hot[ue].alg[kind], t->m.hot[ue].ealg[kind],
              t->m.cold[ue].spi_uc[kind], t->m.cold[ue].spi_us[kind], t->m.cold[ue].spi_pc[kind],
              t->m.cold[ue].spi_ps[kind], t->m.cold[ue].expires[kind];
    ensures spis: row.spi_uc == t->m.cold[ue].spi_uc[kind] && row.spi_us == t->m.cold[ue].spi_us[kind] &&
              row.spi_pc == t->m.cold[ue].spi_pc[kind] && row.spi_ps == t->m.cold[ue].spi_ps[kind];
    ensures ports: row.port_uc == t->m.hot[ue].port_uc[kind] && row.port_us == t->m.hot[ue].port_us[kind] &&
              row.port_pc == t->m.hot[ue].port_pc[kind] && row.port_ps == t->m.hot[ue].port_ps[kind];
    ensures rest: row.expires == t->m.cold[ue].expires[kind] && row.alg == t->m.hot[ue].alg[kind] &&
              row.ealg == t->m.hot[ue].ealg[kind]; */
void sat_row_put(sa_table *t, uint32_t ue, unsigned kind, sat_row row);

/*@ requires ok: SatWritable(t) && ue < t->m.capacity && kind < SAT_SETS;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].port_uc[kind], t->m.hot[ue].port_us[kind], t->m.hot[ue].port_pc[kind],
              t->m.hot[ue].port_ps[kind], t->m.hot[ue].alg[kind], t->m.hot[ue].ealg[kind],
              t->m.cold[ue].spi_uc[kind], t->m.cold[ue].spi_us[kind], t->m.cold[ue].spi_pc[kind],
              t->m.cold[ue].spi_ps[kind], t->m.cold[ue].expires[kind];
    ensures hot: t->m.hot[ue].port_uc[kind] == 0 && t->m.hot[ue].port_us[kind] == 0 &&
              t->m.hot[ue].port_pc[kind] == 0 && t->m.hot[ue].port_ps[kind] == 0 && t->m.hot[ue].alg[kind] == 0 &&
              t->m.hot[ue].ealg[kind] == 0;
    ensures cold: t->m.cold[ue].spi_uc[kind] == 0 && t->m.cold[ue].spi_us[kind] == 0 &&
              t->m.cold[ue].spi_pc[kind] == 0 && t->m.cold[ue].spi_ps[kind] == 0 && t->m.cold[ue].expires[kind] == 0; */
void sat_row_clear(sa_table *t, uint32_t ue, unsigned kind);

/* The UE's earliest expiry. */
/*@ requires ok: SatMemory(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: SatEarliest(t, ue, \result); */
uint32_t sat_earliest(const sa_table *t, uint32_t ue);

/* The i-th length is present and one of the address's family. */
/*@ requires readable: \valid_read(t) && i < SAT_LENGTHS;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatApplies(t, i, a); */
bool sat_applies(const sa_table *t, uint32_t i, sel_addr a);

/* The next place in by_prefix, from `from` on, of a UE with exactly this prefix, whose tag is given; or TIX_END. */
/*@ requires ok: SatMemory(t) && SatIndexed(t) && from <= TIX_END;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: from <= \result;
    ensures net: SatNetAt(t, tag, net.hi, net.lo, len, \result);
    ensures first: SatNetClear(t, tag, net.hi, net.lo, len, from, \result); */
uint32_t sat_next_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint32_t from);

/* The UE (net/len, impi), or SAT_NONE. */
/*@ requires ok: SatMemory(t) && SatIndexed(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result != SAT_NONE ==> SatLive(t, \result) && SatNet(t, \result, net.hi, net.lo, len) &&
              t->m.hot[\result].impi == impi;
    ensures miss: \result == SAT_NONE ==> \forall integer ue;
              SatLive(t, ue) && SatNet(t, ue, net.hi, net.lo, len) ==> t->m.hot[ue].impi != impi; */
uint32_t sat_known(const sa_table *t, sel_addr net, unsigned len, uint32_t impi);

/* The shortest allowed length of the address's family. */
/*@ requires ok: \valid_read(t) && SatLengths(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: SatShortest(t, net, \result); */
unsigned sat_shortest(const sa_table *t, sel_addr net);

/* Why the set may not be added. The set skip is about to go and does not count; skip.ue == SAT_NONE: there is none. */
/*@ requires ok: SatOk(t) && SatUsers(t) && SatChains(t) && \valid_read(p);
    requires small: t->per_set <= 2 && t->limit <= 6;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures length: \forall sel_addr a; SelWords(a, &p->ue.addr) ==>
              (\result == SAT_LENGTH <==> !SatAllowed(t, p->ue.len, a));
    ensures outside: \forall sel_addr a, b; SelWords(a, &p->ue.addr) && SelWords(b, &p->ue_addr) &&
              \result != SAT_LENGTH ==> (\result == SAT_OUTSIDE <==> !SelCovers(a, p->ue.len, b));
    ensures bad: \result != SAT_LENGTH && \result != SAT_OUTSIDE ==>
              (\result == SAT_PORT_BAD <==> !SatPortsOk(t->per_set, p));
    ensures valid: \result == SAT_OK || \result == SAT_LIMIT || \result == SAT_SPI_IN_USE ||
              \result == SAT_PORT_IN_USE ==> \forall sel_addr a, b; SelWords(a, &p->ue.addr) &&
              SelWords(b, &p->ue_addr) ==> SatValid(t, p, a, b);
    ensures reserved: \result == SAT_SPI_RESERVED ==> SatSpisReserved(t->per_set, p);
    ensures limit: \forall sel_addr a, b; SelWords(a, &p->ue.addr) && SelWords(b, &p->ue_addr) &&
              SatValid(t, p, a, b) ==> (\result == SAT_LIMIT <==> SatOver(t, impi, skip));
    ensures tied: \result == SAT_SPI_IN_USE ==>
              SatSpiTied(t, p->spi_ps, skip) || (t->per_set == 2 && SatSpiTied(t, p->spi_pc, skip));
    ensures port: \result == SAT_PORT_IN_USE ==> \forall sel_addr a; SelWords(a, &p->ue.addr) ==>
              \exists integer ue; SatLive(t, ue) && SatOverlaps(t, ue, a, p->ue.len) &&
              SatPortsClash(t, ue, p, impi, skip);
    ensures clash: \result == SAT_SPI_CLASH ==> !SatSpisDiffer(t->per_set, p) ||
              \forall sel_addr a; SelWords(a, &p->ue.addr) ==>
              \exists integer ue; SatLive(t, ue) && (SatOverlaps(t, ue, a, p->ue.len) ||
              t->m.hot[ue].impi == impi) && SatSpisClash(t, ue, p, impi, skip);
    ensures apart: \result == SAT_OK && SatChained(t) ==> \forall sel_addr a, integer ue;
              SelWords(a, &p->ue.addr) && SatLive(t, ue) && SatOverlaps(t, ue, a, p->ue.len) ==>
              !SatPortsClash(t, ue, p, impi, skip) && !SatSpisClash(t, ue, p, impi, skip);
    ensures user: \result == SAT_OK ==> \forall integer ue; SatLive(t, ue) && t->m.hot[ue].impi == impi ==>
              !SatSpisClash(t, ue, p, impi, skip);
    ensures free: \result == SAT_OK ==> SatSpiFree(t, p->spi_ps) || (SatLive(t, skip.ue) &&
              (SatSpi(t, skip.ue, skip.kind, 0, p->spi_ps) || SatSpi(t, skip.ue, skip.kind, 1, p->spi_ps)));
    ensures free_too: \result == SAT_OK && t->per_set == 2 ==> SatSpiFree(t, p->spi_pc) || (SatLive(t, skip.ue) &&
              (SatSpi(t, skip.ue, skip.kind, 0, p->spi_pc) || SatSpi(t, skip.ue, skip.kind, 1, p->spi_pc)));
    ensures code: \result == SAT_OK || SAT_PORT_IN_USE <= \result <= SAT_OUTSIDE; */
sat_status sat_check(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip);

/* A chain through cold[].next of all UEs under the shortest prefix of net whose own prefix is longer; or SAT_NONE. */
/*@ requires ok: SatMemory(t) && SatLengths(t) && SatCover(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures head: \result == SAT_NONE || \result < t->m.capacity;
    ensures one: t->lengths <= 1 ==> \result == SAT_NONE;
    ensures named: \result == SAT_NONE || \exists integer b, j; TixSlot(t->m.cover_buckets, b, j) &&
              t->m.by_cover[b].s[j].val == \result;
    ensures exact: SatHead(t, net, \result); */
uint32_t sat_cover_head(const sa_table *t, sel_addr net);
/*@ requires ok: SatWritable(t) && SatLengths(t) && SatCoverWritable(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev;
    ensures one: t->lengths == 1 ==> \result && t->m.cold[ue].next == SAT_NONE && t->m.cold[ue].prev == SAT_NONE;
    ensures links: SatLinks(t); */
bool sat_cover_add(sa_table *t, uint32_t ue);
/*@ requires ok: SatWritable(t) && SatLengths(t) && SatCoverWritable(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev;
    ensures links: SatLinks(t); */
void sat_cover_remove(sa_table *t, uint32_t ue);

/* The UEs whose sets expire first, as a binary heap over hot[].heap_at. */
/*@ requires ok: SatHeapWritable(t) && t->used < t->m.capacity && SatHeapUes(t, t->used) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ues: SatHeapUes(t, t->used + 1); */
void sat_heap_add(sa_table *t, uint32_t ue, uint32_t when);
/*@ requires ok: SatHeapWritable(t) && t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used;
    terminates \true;
    exits \false;
    assigns t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ues: SatHeapUes(t, t->used - 1); */
void sat_heap_remove(sa_table *t, uint32_t ue);
/*@ requires ok: SatHeapWritable(t) && t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used;
    terminates \true;
    exits \false;
    assigns t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ues: SatHeapUes(t, t->used); */
void sat_heap_change(sa_table *t, uint32_t ue, uint32_t when);

#endif
