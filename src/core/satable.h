/* The SAs of all UEs of a P-CSCF (TS 33.203 7.1, CR2-7.1-R1..R4): found by (UE address, UE port, P-CSCF port), by SPI
 * and by IMPI. An SA may cover a prefix (GB 0216000.0). The caller gives all memory, the hash key, the time and random
 * numbers. A refusal changes nothing, and sat_requirement() names the requirement behind it. */
#ifndef SECAGREE_SATABLE_H
#define SECAGREE_SATABLE_H
#include "sa.h"
#include "selector.h"
#include "tagindex.h"

/* A UE has at most three sets (TS 33.203 7.4.1a): the one in use, the one being set up, the one being replaced. */
typedef enum { SAT_OLD, SAT_TEMP, SAT_NEW, SAT_SETS } sat_kind;

typedef enum {
    SAT_OK,
    SAT_ABSENT,       /* nothing matches */
    SAT_OCCUPIED,     /* the UE has a set of that kind */
    SAT_PORT_IN_USE,  /* CR2-7.1-R3: a UE port is in use where the prefixes overlap */
    SAT_PORT_BAD,     /* CR2-7.1-P1, -U1: 0, 5060, 5061, or both ports of one side equal */
    SAT_SPI_IN_USE,   /* CR2-7.1-05: an SPI of the P-CSCF is tied to another inbound SA */
    SAT_SPI_RESERVED, /* RFC 4303 2.1: 0 to 255 */
    SAT_SPI_CLASH,    /* CR2-7.1-04: an SPI of the P-CSCF equals one of the UE's; -03: the UE's are not unique */
    SAT_LIMIT,        /* CR2-7.1-R3a: more than six SAs in a direction for one IMPI (CR1-7.1-R3a: three) */
    SAT_LENGTH,       /* PAT-03: a prefix length that policy does not allow */
    SAT_OUTSIDE,      /* PAT-10: the UE's address is outside its prefix */
    SAT_FULL,         /* no room: refused, nothing changed */
    SAT_STATUSES
} sat_status;

/* Where a set is. Stays true until that set is removed or its kind changes. pair: 0 is (port_uc, port_ps), 1 is
 * (port_us, port_pc); it matters where one SA was looked for. length: prefix length matched, in the 16-byte form. */
typedef struct { sat_status status; uint32_t ue; uint8_t kind, pair, length; } sat_ref;

/* One set with its row's data; p_addr of sa_params is not kept and comes back as zero. */
typedef struct { sa_params sa; uint32_t impi, impus, expires; uint8_t kind; } sat_set;

typedef struct { uint64_t k0, k1; } sat_key;

/* What finding needs stands in one cache line, the rest in another array. */
typedef struct {
    sel_addr net;
    uint16_t port_uc[SAT_SETS], port_ps[SAT_SETS], port_us[SAT_SETS], port_pc[SAT_SETS]; /* 0: no such set */
    uint32_t tag, impi, impus, heap_at;
    uint8_t len, live; /* prefix length; number of sets, 0 if this is no UE */
    uint8_t alg[SAT_SETS], ealg[SAT_SETS];
} sat_hot;

typedef struct {
    sel_addr now; /* the UE's present address */
    uint32_t spi_uc[SAT_SETS], spi_us[SAT_SETS], spi_pc[SAT_SETS], spi_ps[SAT_SETS], expires[SAT_SETS];
    uint32_t next, prev; /* other UEs under the same shortest prefix; or other free records */
} sat_cold;

typedef struct { uint32_t when, ue; } sat_alarm;

#define SAT_LENGTHS 4u

/* All arrays are the caller's; sat_plan() tells their sizes. */
typedef struct {
    sat_hot *hot;          /* [capacity], aligned to 64 bytes */
    sat_cold *cold;        /* [capacity] */
    sat_alarm *heap;       /* [capacity] */
    tix_bucket *by_prefix; /* aligned to 128 bytes, as the next three */
    tix_bucket *by_spi;
    tix_bucket *by_impi;
    tix_bucket *by_cover;  /* may be NULL where one length alone is allowed */
    uint32_t capacity, prefix_buckets, spi_buckets, impi_buckets, cover_buckets;
} sat_memory;

typedef struct {
    sat_memory m;
    sat_key key;
    uint32_t used, free_head;        /* UEs present; the first record of the chain of free ones */
    uint32_t sets;                   /* sets present */
    uint32_t limit, per_set;         /* SAs in a direction: for one IMPI; of one set */
    uint32_t lengths;                /* allowed lengths, longest first, and how many UEs have each */
    uint8_t length[SAT_LENGTHS];
    uint32_t count[SAT_LENGTHS];
} sa_table;

#define SAT_NONE UINT32_MAX /* no UE */
#define SAT_SPI_MIN 256u    /* RFC 4303 2.1: 0 to 255 are reserved */

#include "../../spec/logic/satable.h"

/* The numbers of elements for so many UEs with three sets each; pointers stay NULL. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures large: ues > UINT32_MAX / 32 ==> \result.capacity == 0;
    ensures capacity: ues <= UINT32_MAX / 32 ==> \result.capacity == ues;
    ensures prefix: ues <= UINT32_MAX / 32 ==> ues < \result.prefix_buckets * TIX_W;
    ensures impi: ues <= UINT32_MAX / 32 ==> ues < \result.impi_buckets * TIX_W;
    ensures spi: ues <= UINT32_MAX / 32 ==> 2 * SAT_SETS * ues < \result.spi_buckets * TIX_W;
    ensures cover: ues <= UINT32_MAX / 32 && lengths > 1 ==> ues < \result.cover_buckets * TIX_W; */
sat_memory sat_plan(uint32_t ues, uint32_t lengths);

/* An empty table. lengths: 1..4 different ones of the 16-byte form (IPv4 length L is 96 + L), in any order. profile:
 * PROFILE_CR1 has one SA per direction in a set and three for an IMPI, all others two and six. False: out of range. */
/*@ requires given: \valid(t) && \valid_read(m) &&
              (lengths <= SAT_LENGTHS ==> \valid_read(length + (0 .. lengths - 1)));
    requires memory: SatGiven(m);
    requires apart: \separated(t, m, length + (0 .. SAT_LENGTHS - 1), m->hot + (0 .. m->capacity - 1),
              m->cold + (0 .. m->capacity - 1), m->by_prefix + (0 .. m->prefix_buckets - 1),
              m->by_spi + (0 .. m->spi_buckets - 1), m->by_impi + (0 .. m->impi_buckets - 1),
              m->by_cover + (0 .. m->cover_buckets - 1));
    terminates \true;
    exits \false;
    assigns *t, m->hot[0 .. m->capacity - 1].live, m->cold[0 .. m->capacity - 1].prev,
              m->cold[0 .. m->capacity - 1].next, m->by_prefix[0 .. m->prefix_buckets - 1],
              m->by_spi[0 .. m->spi_buckets - 1], m->by_impi[0 .. m->impi_buckets - 1],
              m->by_cover[0 .. m->cover_buckets - 1];
    ensures ok: \result ==> SatOk(t);
    ensures empty: \result ==> \forall integer ue; !SatLive(t, ue);
    ensures profile: \result ==> t->per_set == (profile == PROFILE_CR1 ? 1 : 2) &&
              t->limit == (profile == PROFILE_CR1 ? 3 : 6) && t->used == 0 && t->sets == 0 && t->lengths == lengths;
    ensures count: \result ==> 1 <= lengths <= SAT_LENGTHS; */
bool sat_init(sa_table *t, const sat_memory *m, sat_key key, const uint8_t *length, uint32_t lengths,
              sec_profile profile);

/* The inbound SA of a packet (CR2-7.1-R4), longest prefix first; SAT_ABSENT if there is none. */
/*@ requires ok: SatOk(t) && \valid_read(ue);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatLive(t, \result.ue) && \result.kind < SAT_SETS &&
              SatPair(t, \result.ue, \result.kind, \result.pair, ue_port, p_port) &&
              \result.length == t->m.hot[\result.ue].len;
    ensures covers: \result.status == SAT_OK ==> \forall sel_addr a; SelWords(a, ue) ==> SatCovers(t, \result.ue, a);
    ensures longest: \result.status == SAT_OK ==> \forall sel_addr a; SelWords(a, ue) ==>
              SatLongest(t, a, ue_port, p_port, \result.length);
    ensures miss: \result.status == SAT_ABSENT ==> \forall sel_addr a; SelWords(a, ue) ==>
              SatAbsent(t, a, ue_port, p_port); */
sat_ref sat_find(const sa_table *t, const ip_addr *ue, uint16_t ue_port, uint16_t p_port);

/* By an SPI that the P-CSCF chose (its inbound SAs; unique in the table). */
/*@ requires ok: SatOk(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatLive(t, \result.ue) && \result.kind < SAT_SETS &&
              SatSpi(t, \result.ue, \result.kind, \result.pair, spi) && \result.length == t->m.hot[\result.ue].len;
    ensures miss: \result.status == SAT_ABSENT ==> \forall integer ue; SatLive(t, ue) ==> SatNoSpi(t, ue, spi); */
sat_ref sat_find_spi(const sa_table *t, uint32_t spi);

/* By an SPI that a UE at this address chose (the P-CSCF's outbound SAs; unique for one UE only). */
/*@ requires ok: SatOk(t) && \valid_read(ue);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatLive(t, \result.ue) && \result.kind < SAT_SETS &&
              SatUeSpi(t, \result.ue, \result.kind, \result.pair, spi) &&
              \result.length == t->m.hot[\result.ue].len;
    ensures covers: \result.status == SAT_OK ==> \forall sel_addr a; SelWords(a, ue) ==> SatCovers(t, \result.ue, a);
    ensures miss: \result.status == SAT_ABSENT ==> \forall sel_addr a, integer u; SelWords(a, ue) &&
              SatLive(t, u) && SatCovers(t, u, a) ==> SatNoUeSpi(t, u, spi); */
sat_ref sat_find_ue_spi(const sa_table *t, const ip_addr *ue, uint32_t spi);

/* The sets of an IMPI, one after another: after == NULL gives the first. */
/*@ requires ok: SatMemory(t) && SatImpis(t) && (after == \null || \valid_read(after));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures set: \result.status == SAT_OK ==> SatSet(t, \result.ue, \result.kind) && \result.pair == 0 &&
              \result.length == t->m.hot[\result.ue].len;
    ensures impi: \result.status == SAT_OK && (after == \null || t->m.hot[after->ue].impi == impi) ==>
              t->m.hot[\result.ue].impi == impi;
    ensures none: \result.status == SAT_ABSENT && after == \null && SatUsers(t) &&
              (\forall integer ue; SatLive(t, ue) ==> \exists integer k; SatSet(t, ue, k)) ==>
              \forall integer ue; SatLive(t, ue) ==> t->m.hot[ue].impi != impi; */
sat_ref sat_find_impi(const sa_table *t, uint32_t impi, const sat_ref *after);

/* All sets, in no order: after == NULL gives the first. Removing the set last returned is allowed on the way. */
/*@ requires ok: SatMemory(t) && (after == \null || \valid_read(after));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatSet(t, \result.ue, \result.kind) &&
              SatAfter(t, after, \result.ue, \result.kind) && \result.pair == 0 &&
              \result.length == t->m.hot[\result.ue].len;
    ensures next: \forall integer ue, k; SatSet(t, ue, k) && SatAfter(t, after, ue, k) ==>
              \result.status == SAT_OK && (\result.ue < ue || (\result.ue == ue && \result.kind <= k)); */
sat_ref sat_each(const sa_table *t, const sat_ref *after);

/* The set's data; kind is SAT_SETS if there is no such set. */
/*@ requires ok: SatMemory(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures kind: SatPresent(t, ref) ==> \result.kind == ref.kind;
    ensures none: !SatPresent(t, ref) ==> \result.kind == SAT_SETS;
    ensures spis: SatPresent(t, ref) ==>
              \result.sa.spi_uc == t->m.cold[ref.ue].spi_uc[ref.kind] &&
              \result.sa.spi_us == t->m.cold[ref.ue].spi_us[ref.kind] &&
              \result.sa.spi_pc == t->m.cold[ref.ue].spi_pc[ref.kind] &&
              \result.sa.spi_ps == t->m.cold[ref.ue].spi_ps[ref.kind];
    ensures ports: SatPresent(t, ref) ==>
              \result.sa.port_uc == t->m.hot[ref.ue].port_uc[ref.kind] &&
              \result.sa.port_us == t->m.hot[ref.ue].port_us[ref.kind] &&
              \result.sa.port_pc == t->m.hot[ref.ue].port_pc[ref.kind] &&
              \result.sa.port_ps == t->m.hot[ref.ue].port_ps[ref.kind];
    ensures algs: SatPresent(t, ref) ==> \result.sa.alg == t->m.hot[ref.ue].alg[ref.kind] &&
              \result.sa.ealg == t->m.hot[ref.ue].ealg[ref.kind];
    ensures net: SatPresent(t, ref) ==> SatAddrIs(t->m.hot[ref.ue].net, \result.sa.ue.addr) &&
              \result.sa.ue.len == t->m.hot[ref.ue].len;
    ensures now: SatPresent(t, ref) ==> SatAddrIs(t->m.cold[ref.ue].now, \result.sa.ue_addr);
    ensures ue: SatPresent(t, ref) ==> \result.impi == t->m.hot[ref.ue].impi &&
              \result.impus == t->m.hot[ref.ue].impus && \result.expires == t->m.cold[ref.ue].expires[ref.kind]; */
sat_set sat_get(const sa_table *t, sat_ref ref);

/* Adds the four SAs of a UE. The UE is (prefix, IMPI); its first set makes it known. Refuses as sat_status says. Also
 * notes ue_addr as the UE's present address, and impus as its public identities. */
/*@ requires ok: SatOk(t) && SatUsers(t) && SatChains(t) && SatEditable(t);
    requires small: 1 <= t->per_set <= 2 && t->limit <= 6;
    requires given: \valid_read(p) && p->alg <= 255 && p->ealg <= 255;
    terminates \true;
    exits \false;
    assigns t->m.hot[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at,
              t->m.cold[0 .. t->m.capacity - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev, t->m.heap[0 .. t->m.capacity - 1],
              t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_spi[0 .. t->m.spi_buckets - 1],
              t->m.by_impi[0 .. t->m.impi_buckets - 1], t->m.by_cover[0 .. t->m.cover_buckets - 1], t->used, t->sets,
              t->free_head, t->count[0 .. t->lengths - 1];
    ensures length: \forall sel_addr a; SelWords{Pre}(a, &p->ue.addr) ==>
              (\result.status == SAT_LENGTH <==> \old(!SatAllowed(t, p->ue.len, a)));
    ensures outside: \forall sel_addr a, b; SelWords{Pre}(a, &p->ue.addr) && SelWords{Pre}(b, &p->ue_addr) &&
              \result.status != SAT_LENGTH ==> (\result.status == SAT_OUTSIDE <==> \old(!SelCovers(a, p->ue.len, b)));
    ensures bad: \result.status != SAT_LENGTH && \result.status != SAT_OUTSIDE ==>
              (\result.status == SAT_PORT_BAD <==> \old(!SatPortsOk(t->per_set, p)));
    ensures reserved: \result.status == SAT_SPI_RESERVED ==> \old(SatSpisReserved(t->per_set, p));
    ensures limit: \forall sel_addr a, b, sat_ref none; SelWords{Pre}(a, &p->ue.addr) &&
              SelWords{Pre}(b, &p->ue_addr) && none.ue == SAT_NONE && \old(SatValid(t, p, a, b)) ==>
              (\result.status == SAT_LIMIT <==> \old(SatOver(t, impi, none)));
    ensures valid: \result.status == SAT_OK ==> \forall sel_addr a, b; SelWords{Pre}(a, &p->ue.addr) &&
              SelWords{Pre}(b, &p->ue_addr) ==> \old(SatValid(t, p, a, b));
    ensures free: \result.status == SAT_OK ==> \old(SatSpiFree(t, p->spi_ps)) &&
              (\old(t->per_set) == 2 ==> \old(SatSpiFree(t, p->spi_pc)));
    ensures apart: \result.status == SAT_OK && \old(SatChained(t)) ==> \forall sel_addr a, integer ue, sat_ref none;
              none.ue == SAT_NONE && SelWords{Pre}(a, &p->ue.addr) && \old(SatLive(t, ue)) &&
              \old(SatOverlaps(t, ue, a, p->ue.len)) ==>
              \old(!SatPortsClash(t, ue, p, impi, none)) && \old(!SatSpisClash(t, ue, p, impi, none));
    ensures occupied: \result.status == SAT_OK || \result.status == SAT_FULL ==> kind < SAT_SETS &&
              \forall sel_addr a, net; SelWords{Pre}(a, &p->ue.addr) && SelMasked(net, a, \old(p->ue.len)) ==>
              \old(!SatHas(t, net, p->ue.len, impi, kind));
    ensures code: \result.status == SAT_OK || \result.status == SAT_OCCUPIED || \result.status == SAT_FULL ||
              SAT_PORT_IN_USE <= \result.status <= SAT_OUTSIDE;
    ensures at: \result.status == SAT_OK ==> \result.ue < \old(t->m.capacity) && \result.kind == kind &&
              \result.pair == 0 && \result.length == \old(p->ue.len);
    ensures refused: \result.status != SAT_OK && \result.status != SAT_FULL ==> SatUnchanged{Pre,Post}(t); */
sat_ref sat_insert(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires);

/* The same in place of the UE's present set of that kind; if refused the present set stays. */
/*@ requires ok: SatOk(t) && SatUsers(t) && SatChains(t) && SatEditable(t);
    requires small: 1 <= t->per_set <= 2 && t->limit <= 6;
    requires given: \valid_read(p) && p->alg <= 255 && p->ealg <= 255;
    terminates \true;
    exits \false;
    assigns t->m.hot[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at,
              t->m.cold[0 .. t->m.capacity - 1], t->m.heap[0 .. t->m.capacity - 1],
              t->m.by_spi[0 .. t->m.spi_buckets - 1];
    ensures absent: \forall sel_addr a, net; SelWords{Pre}(a, &p->ue.addr) && SelMasked(net, a, \old(p->ue.len)) &&
              \old(p->ue.len) <= 128 ==>
              (\result.status == SAT_ABSENT <==> \old(!SatHas(t, net, p->ue.len, impi, kind)));
    ensures long: \old(p->ue.len) > 128 ==> \result.status == SAT_ABSENT;
    ensures valid: \result.status == SAT_OK ==> \forall sel_addr a, b; SelWords{Pre}(a, &p->ue.addr) &&
              SelWords{Pre}(b, &p->ue_addr) ==> \old(SatValid(t, p, a, b));
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT || \result.status == SAT_FULL ||
              SAT_PORT_IN_USE <= \result.status <= SAT_OUTSIDE;
    ensures at: \result.status == SAT_OK ==> \old(SatSet(t, \result.ue, kind)) && \result.kind == kind &&
              \result.pair == 0 && \result.length == \old(p->ue.len);
    ensures refused: \result.status != SAT_OK && \result.status != SAT_FULL ==> SatUnchanged{Pre,Post}(t); */
sat_ref sat_replace(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires);

/* Removes one set, and the UE with its last set. SAT_OK or SAT_ABSENT. */
/*@ requires ok: SatOk(t) && SatEditable(t);
    terminates \true;
    exits \false;
    assigns t->m.hot[ref.ue].port_uc[ref.kind], t->m.hot[ref.ue].port_us[ref.kind],
              t->m.hot[ref.ue].port_pc[ref.kind], t->m.hot[ref.ue].port_ps[ref.kind],
              t->m.hot[ref.ue].alg[ref.kind], t->m.hot[ref.ue].ealg[ref.kind], t->m.cold[ref.ue].spi_uc[ref.kind],
              t->m.cold[ref.ue].spi_us[ref.kind], t->m.cold[ref.ue].spi_pc[ref.kind],
              t->m.cold[ref.ue].spi_ps[ref.kind], t->m.cold[ref.ue].expires[ref.kind], t->m.hot[ref.ue].live,
              t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_impi[0 .. t->m.impi_buckets - 1],
              t->m.by_spi[0 .. t->m.spi_buckets - 1], t->m.by_cover[0 .. t->m.cover_buckets - 1],
              t->m.cold[0 .. t->m.capacity - 1].next, t->m.cold[0 .. t->m.capacity - 1].prev,
              t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at, t->used, t->sets,
              t->free_head, t->count[0 .. t->lengths - 1];
    ensures absent: \result == SAT_ABSENT <==> \old(!SatPresent(t, ref));
    ensures code: \result == SAT_OK || \result == SAT_ABSENT;
    ensures gone: \result == SAT_OK ==> t->m.hot[ref.ue].port_uc[ref.kind] == 0;
    ensures refused: \result == SAT_ABSENT ==> SatUnchanged{Pre,Post}(t); */
sat_status sat_remove(sa_table *t, sat_ref ref);

/* The set becomes another kind, which must be free (SAT_OCCUPIED). */
/*@ requires ok: SatWritable(t) && ref.pair <= 1;
    terminates \true;
    exits \false;
    assigns t->m.hot[ref.ue].port_uc[0 .. 2], t->m.hot[ref.ue].port_us[0 .. 2], t->m.hot[ref.ue].port_pc[0 .. 2],
              t->m.hot[ref.ue].port_ps[0 .. 2], t->m.hot[ref.ue].alg[0 .. 2], t->m.hot[ref.ue].ealg[0 .. 2],
              t->m.cold[ref.ue].spi_uc[0 .. 2], t->m.cold[ref.ue].spi_us[0 .. 2], t->m.cold[ref.ue].spi_pc[0 .. 2],
              t->m.cold[ref.ue].spi_ps[0 .. 2], t->m.cold[ref.ue].expires[0 .. 2];
    ensures absent: \result.status == SAT_ABSENT <==> \old(!SatPresent(t, ref));
    ensures done: \result.status == SAT_OK <==>
              \old(SatPresent(t, ref) && kind < SAT_SETS && t->m.hot[ref.ue].port_uc[kind] == 0);
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT || \result.status == SAT_OCCUPIED;
    ensures at: \result.status == SAT_OK ==> \result.ue == ref.ue && \result.kind == kind &&
              \result.pair == ref.pair && \result.length == ref.length;
    ensures moved_hot: \result.status == SAT_OK ==>
              t->m.hot[ref.ue].port_uc[kind] == \old(t->m.hot[ref.ue].port_uc[ref.kind]) &&
              t->m.hot[ref.ue].port_us[kind] == \old(t->m.hot[ref.ue].port_us[ref.kind]) &&
              t->m.hot[ref.ue].port_pc[kind] == \old(t->m.hot[ref.ue].port_pc[ref.kind]) &&
              t->m.hot[ref.ue].port_ps[kind] == \old(t->m.hot[ref.ue].port_ps[ref.kind]) &&
              t->m.hot[ref.ue].alg[kind] == \old(t->m.hot[ref.ue].alg[ref.kind]) &&
              t->m.hot[ref.ue].ealg[kind] == \old(t->m.hot[ref.ue].ealg[ref.kind]);
    ensures moved_cold: \result.status == SAT_OK ==>
              t->m.cold[ref.ue].spi_uc[kind] == \old(t->m.cold[ref.ue].spi_uc[ref.kind]) &&
              t->m.cold[ref.ue].spi_us[kind] == \old(t->m.cold[ref.ue].spi_us[ref.kind]) &&
              t->m.cold[ref.ue].spi_pc[kind] == \old(t->m.cold[ref.ue].spi_pc[ref.kind]) &&
              t->m.cold[ref.ue].spi_ps[kind] == \old(t->m.cold[ref.ue].spi_ps[ref.kind]) &&
              t->m.cold[ref.ue].expires[kind] == \old(t->m.cold[ref.ue].expires[ref.kind]);
    ensures gone: \result.status == SAT_OK ==> !SatSet(t, ref.ue, ref.kind);
    ensures kept: \forall integer k; 0 <= k < SAT_SETS && (\result.status == SAT_OK ==> k != kind && k != ref.kind) ==>
              SatRowSame{Pre,Post}(t, ref.ue, k, k); */
sat_ref sat_set_kind(sa_table *t, sat_ref ref, sat_kind kind);

/*@ requires ok: SatHeapWritable(t) && SatHeap(t);
    terminates \true;
    exits \false;
    assigns t->m.cold[ref.ue].expires[0 .. 2], t->m.heap[0 .. t->m.capacity - 1],
              t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures absent: \result == SAT_ABSENT <==> \old(!SatPresent(t, ref));
    ensures code: \result == SAT_OK || \result == SAT_ABSENT;
    ensures set: \result == SAT_OK ==> t->m.cold[ref.ue].expires[ref.kind] == expires;
    ensures kept: \forall integer k; 0 <= k < SAT_SETS && (\result == SAT_OK ==> k != ref.kind) ==>
              t->m.cold[ref.ue].expires[k] == \old(t->m.cold[ref.ue].expires[k]);
    ensures ues: SatHeapUes(t, t->used); */
sat_status sat_set_expiry(sa_table *t, sat_ref ref, uint32_t expires);

/* PAT-08: the UE now sends from another address; SAT_OUTSIDE if that is not in its prefix. */
/*@ requires ok: SatWritable(t) && SatMasked(t);
    requires readable: \valid_read(now) && \separated(now, t->m.cold + (0 .. t->m.capacity - 1));
    terminates \true;
    exits \false;
    assigns t->m.cold[ref.ue].now;
    ensures absent: \result == SAT_ABSENT <==> !SatPresent(t, ref);
    ensures inside: SatPresent(t, ref) ==> \forall sel_addr a; SelWords(a, now) ==>
              (\result == SAT_OK <==> SatCovers(t, ref.ue, a));
    ensures code: \result == SAT_OK || \result == SAT_ABSENT || \result == SAT_OUTSIDE;
    ensures moved: \result == SAT_OK ==> SelWords(t->m.cold[ref.ue].now, now);
    ensures kept: \result != SAT_OK ==> t->m.cold[ref.ue].now == \old(t->m.cold[ref.ue].now); */
sat_status sat_set_address(sa_table *t, sat_ref ref, const ip_addr *now);

/* SAs of an IMPI in one direction, which is the same number for both (CR2-7.1-R3a). */
/*@ requires ok: SatMemory(t) && SatImpis(t) && t->per_set <= 2;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SatUserSets(t, impi) * t->per_set;
    ensures range: \result <= 255 * TIX_END * t->per_set; */
uint32_t sat_count(const sa_table *t, uint32_t impi, sel_direction direction);

/* The earliest expiry of any set, in seconds on the caller's clock; false if the table is empty. */
/*@ requires ok: SatMemory(t) && SatHeap(t);
    requires writable: \valid(when) && \separated(when, t, t->m.heap + (0 .. t->m.capacity - 1),
              t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1));
    terminates \true;
    exits \false;
    assigns *when;
    ensures none: !\result <==> \forall integer ue; !SatLive{Pre}(t, ue);
    ensures first: \result ==> \forall integer ue, k; SatSet{Pre}(t, ue, k) ==>
              *when <= \at(t->m.cold[ue].expires[k], Pre);
    ensures some: \result ==> \exists integer ue, k; SatSet{Pre}(t, ue, k) &&
              *when == \at(t->m.cold[ue].expires[k], Pre);
    ensures kept: !\result ==> *when == \old(*when); */
bool sat_next_expiry(const sa_table *t, uint32_t *when);

/* A set with expires <= now, earliest first, or SAT_ABSENT. The caller reads it, then removes it, and asks again. */
/*@ requires ok: SatMemory(t) && SatHeap(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures code: \result.status == SAT_OK || \result.status == SAT_ABSENT;
    ensures hit: \result.status == SAT_OK ==> SatSet(t, \result.ue, \result.kind) &&
              t->m.cold[\result.ue].expires[\result.kind] <= now && \result.length == t->m.hot[\result.ue].len;
    ensures first: \result.status == SAT_OK ==> \forall integer ue, k; SatSet(t, ue, k) ==>
              t->m.cold[\result.ue].expires[\result.kind] <= t->m.cold[ue].expires[k];
    ensures none: \result.status == SAT_ABSENT ==> \forall integer ue, k; SatSet(t, ue, k) ==>
              now < t->m.cold[ue].expires[k]; */
sat_ref sat_expired(const sa_table *t, uint32_t now);

/* An SPI for a new inbound SA of the P-CSCF: not reserved, not in use, none of avoid[0..n) (the UE's own, and the one
 * just taken for the same set). random: where to begin. 0 if there is none. */
/*@ requires ok: SatOk(t) && \valid_read(avoid + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures free: \result != 0 ==> SAT_SPI_MIN <= \result && !SatAmong(avoid, n, \result) && SatSpiFree(t, \result);
    ensures none: \result == 0 ==> \forall integer v; SAT_SPI_MIN <= v <= UINT32_MAX ==>
              SatAmong(avoid, n, v) || !SatSpiFree(t, v); */
uint32_t sat_new_spi(const sa_table *t, const uint32_t *avoid, uint32_t n, uint32_t random);

/* A port_pc in lo..hi for a new set of the UE at this address (Z-18: it changes at each challenge): none that a set
 * of a UE there has, none of the UE's ports, not port_ps, not 5060 or 5061. 0 if there is none. */
/*@ requires ok: SatOk(t) && \valid_read(offer);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result != 0 ==> lo <= \result <= hi && !SatPortTaken(offer, \result);
    ensures unused: \result != 0 ==> \forall sel_addr a; SelWords(a, &offer->ue_addr) ==>
              SatPortUnused(t, a, \result);
    ensures none: \result == 0 && lo != 0 ==> \forall sel_addr a, integer v; SelWords(a, &offer->ue_addr) &&
              lo <= v <= hi ==> SatPortTaken(offer, v) || !SatPortUnused(t, a, v); */
uint16_t sat_new_port(const sa_table *t, const sa_params *offer, uint16_t lo, uint16_t hi, uint32_t random);

/* A number in lo..hi that is none of used[0..n), beginning at a random place; false if there is none. Also how a UE
 * picks new SPIs and ports (CR2-7.1-R6). */
/*@ requires readable: \valid_read(used + (0 .. n - 1)) && \valid(out) && \separated(out, used + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns *out;
    ensures found: \result ==> lo <= *out <= hi && !SatAmong(used, n, *out);
    ensures none: !\result ==> *out == \old(*out) && \forall integer v; lo <= v <= hi ==> SatAmong(used, n, v); */
bool sat_pick(uint32_t lo, uint32_t hi, const uint32_t *used, uint32_t n, uint32_t random, uint32_t *out);

/* Why refused: an id of spec/requirements.tsv, or "" for SAT_OK, SAT_ABSENT, SAT_OCCUPIED and SAT_FULL. */
/*@ requires readable: \valid_read(t);
    terminates \true;
    exits \false;
    assigns \result \from t->per_set, s;
    ensures port: s == SAT_PORT_IN_USE ==> SatClause(\result, t->per_set == 1 ? '1' : '2', 'R', '3', 0);
    ensures bad: s == SAT_PORT_BAD ==> SatClause(\result, '2', 'P', '1', 0);
    ensures spi: s == SAT_SPI_IN_USE ==> SatClause(\result, '2', '0', '5', 0);
    ensures reserved: s == SAT_SPI_RESERVED ==> SatReserved(\result);
    ensures clash: s == SAT_SPI_CLASH ==> SatClause(\result, '2', '0', '4', 0);
    ensures limit: s == SAT_LIMIT ==> SatClause(\result, t->per_set == 1 ? '1' : '2', 'R', '3', 'a');
    ensures length: s == SAT_LENGTH ==> SatPattern(\result, '0', '3');
    ensures outside: s == SAT_OUTSIDE ==> SatPattern(\result, '1', '0');
    ensures none: s == SAT_OK || s == SAT_ABSENT || s == SAT_OCCUPIED || s == SAT_FULL || s >= SAT_STATUSES ==>
              \result[0] == 0; */
const char *sat_requirement(const sa_table *t, sat_status s);

#endif
