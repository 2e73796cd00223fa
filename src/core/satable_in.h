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

bool sat_has(const sa_table *t, uint32_t ue, unsigned kind);
bool sat_present(const sa_table *t, sat_ref ref);
sat_row sat_row_get(const sa_table *t, uint32_t ue, unsigned kind);
void sat_row_put(sa_table *t, uint32_t ue, unsigned kind, const sat_row *row);
void sat_row_clear(sa_table *t, uint32_t ue, unsigned kind);
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
    ensures range: from <= \result <= TIX_END;
    ensures hit: \result < TIX_END ==> TixTagged(t->m.by_prefix, TixBucketAt(tag, t->m.prefix_buckets, \result),
              TixSlotAt(\result), tag);
    ensures net: \result < TIX_END ==> SatNet(t,
              t->m.by_prefix[TixBucketAt(tag, t->m.prefix_buckets, \result)].s[TixSlotAt(\result)].val,
              net.hi, net.lo, len);
    ensures live: \result < TIX_END ==> SatLive(t,
              t->m.by_prefix[TixBucketAt(tag, t->m.prefix_buckets, \result)].s[TixSlotAt(\result)].val);
    ensures first: SatNetClear(t, tag, net.hi, net.lo, len, from, \result); */
uint32_t sat_next_net(const sa_table *t, uint32_t tag, sel_addr net, unsigned len, uint32_t from);

/* The UE (net/len, impi), or SAT_NONE. */
uint32_t sat_known(const sa_table *t, sel_addr net, unsigned len, uint32_t impi);

/* The shortest allowed length of the address's family. */
unsigned sat_shortest(const sa_table *t, sel_addr net);

/* Why the set may not be added. The set skip is about to go and does not count; skip.ue == SAT_NONE: there is none. */
sat_status sat_check(const sa_table *t, const sa_params *p, uint32_t impi, sat_ref skip);

/* A chain through cold[].next of all UEs under the shortest prefix of net whose own prefix is longer; or SAT_NONE. */
uint32_t sat_cover_head(const sa_table *t, sel_addr net);
bool sat_cover_add(sa_table *t, uint32_t ue);
void sat_cover_remove(sa_table *t, uint32_t ue);

/* The UEs whose sets expire first, as a binary heap over hot[].heap_at. */
void sat_heap_add(sa_table *t, uint32_t ue, uint32_t when);
void sat_heap_remove(sa_table *t, uint32_t ue);
void sat_heap_change(sa_table *t, uint32_t ue, uint32_t when);

#endif
