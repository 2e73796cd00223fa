#include "satable_in.h"

/*@ requires readable: \valid_read(p) && p->alg <= 255 && p->ealg <= 255;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures spis: \result.spi_uc == p->spi_uc && \result.spi_us == p->spi_us && \result.spi_pc == p->spi_pc &&
              \result.spi_ps == p->spi_ps;
    ensures ports: \result.port_uc == p->port_uc && \result.port_us == p->port_us && \result.port_pc == p->port_pc &&
              \result.port_ps == p->port_ps;
    ensures rest: \result.expires == expires && \result.alg == p->alg && \result.ealg == p->ealg; */
static sat_row row_of(const sa_params *p, uint32_t expires)
{
    sat_row r = { p->spi_uc,  p->spi_us,  p->spi_pc,  p->spi_ps,       expires,         p->port_uc,
                  p->port_us, p->port_pc, p->port_ps, (uint8_t)p->alg, (uint8_t)p->ealg };

    return r;
}

void sat_row_put(sa_table *t, uint32_t ue, unsigned kind, sat_row row)
{
    sat_hot *h = &t->m.hot[ue];
    sat_cold *c = &t->m.cold[ue];

    h->port_uc[kind] = row.port_uc;
    h->port_us[kind] = row.port_us;
    h->port_pc[kind] = row.port_pc;
    h->port_ps[kind] = row.port_ps;
    h->alg[kind] = row.alg;
    h->ealg[kind] = row.ealg;
    c->spi_uc[kind] = row.spi_uc;
    c->spi_us[kind] = row.spi_us;
    c->spi_pc[kind] = row.spi_pc;
    c->spi_ps[kind] = row.spi_ps;
    c->expires[kind] = row.expires;
}

void sat_row_clear(sa_table *t, uint32_t ue, unsigned kind)
{
    const sat_row none = { 0 };

    sat_row_put(t, ue, kind, none);
}

/* Where new entries stand: of two, both or none. */
typedef struct { bool ok; tix_pos a, b; } entries;

/*@ // A new entry; what stands in the other slots is as it was.
    predicate SatIn(tix_pos p, integer b, integer j) = p.found == 1 && b == p.b && j == p.j;
    predicate SatEntered{L1,L2}(tix_bucket *x, integer nb, tix_pos p, integer tag, integer val) =
      p.found == 1 && TixSlot(nb, p.b, p.j) && \at(x[p.b].s[p.j].val, L1) == TIX_NONE &&
      \at(x[p.b].s[p.j].tag, L2) == tag && \at(x[p.b].s[p.j].val, L2) == val;
    predicate SatButTwo{L1,L2}(tix_bucket *x, integer nb, tix_pos p, tix_pos q) = \forall integer b, j;
      TixSlot(nb, b, j) && !SatIn(p, b, j) && !SatIn(q, b, j) ==>
        \at(x[b].s[j].tag, L1) == \at(x[b].s[j].tag, L2) && \at(x[b].s[j].val, L1) == \at(x[b].s[j].val, L2);
    predicate SatButOne{L1,L2}(tix_bucket *x, integer nb, tix_pos p) = \forall integer b, j;
      TixSlot(nb, b, j) && !SatIn(p, b, j) ==>
        \at(x[b].s[j].tag, L1) == \at(x[b].s[j].tag, L2) && \at(x[b].s[j].val, L1) == \at(x[b].s[j].val, L2);
    // The same entries in the same places; what a free slot's tag is does not matter.
    predicate SatSame{L1,L2}(tix_bucket *x, integer nb) = \forall integer b, j; TixSlot(nb, b, j) ==>
      \at(x[b].s[j].val, L1) == \at(x[b].s[j].val, L2) &&
      (\at(x[b].s[j].val, L1) != TIX_NONE ==> \at(x[b].s[j].tag, L1) == \at(x[b].s[j].tag, L2));
    // An entry is gone, if it was there, and no other.
    predicate SatGone{L1,L2}(tix_bucket *x, integer nb, tix_pos p, integer tag, integer val) =
      (p.found == 1 ==> TixSlot(nb, p.b, p.j) && TixEntry{L1}(x, p.b, p.j, tag, val) &&
        \at(x[p.b].s[p.j].val, L2) == TIX_NONE) &&
      (p.found != 1 ==> TixAbsent{L1}(x, nb, tag, val));
    // The slots that named others, or none, are as they were; at most one entry names val; none does.
    predicate SatOthers{L1,L2}(tix_bucket *x, integer nb, integer val) = \forall integer b, j;
      TixSlot(nb, b, j) && \at(x[b].s[j].val, L1) != val ==>
        \at(x[b].s[j].tag, L1) == \at(x[b].s[j].tag, L2) && \at(x[b].s[j].val, L1) == \at(x[b].s[j].val, L2);
    predicate SatOnce{L}(tix_bucket *x, integer nb, integer tag, integer val) = \forall integer b, j, c, k;
      TixSlot(nb, b, j) && TixSlot(nb, c, k) && x[b].s[j].val == val && x[c].s[k].val == val ==>
        b == c && j == k && x[b].s[j].tag == tag;
    predicate SatNoneOf{L}(tix_bucket *x, integer nb, integer val) = \forall integer b, j;
      TixSlot(nb, b, j) ==> x[b].s[j].val != val; */

/* What was entered is free again. */
/*@ requires writable: p.found == 1 ==> p.j < TIX_W && \valid(&x[p.b].s[p.j].val);
    terminates \true;
    exits \false;
    assigns x[p.b].s[p.j].val;
    ensures free: p.found == 1 ==> x[p.b].s[p.j].val == TIX_NONE;
    ensures kept: p.found != 1 ==> x[p.b].s[p.j].val == \old(x[p.b].s[p.j].val); */
static void drop(tix_bucket *x, tix_pos p)
{
    if (p.found)
        x[p.b].s[p.j].val = TIX_NONE;
}

/* The SPIs that the P-CSCF chose in a set: one in CR1, else two. All or nothing. */
/*@ requires ok: SatIndex(x, nb) && ue != TIX_NONE;
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: SatIndex(x, nb);
    ensures ps: \result.ok ==> SatEntered{Pre,Post}(x, nb, \result.a, ps, ue);
    ensures pc: \result.ok && two ==> SatEntered{Pre,Post}(x, nb, \result.b, pc, ue);
    ensures one: \result.ok && !two ==> \result.b.found != 1;
    ensures kept: \result.ok ==> SatButTwo{Pre,Post}(x, nb, \result.a, \result.b);
    ensures refused: !\result.ok ==> SatSame{Pre,Post}(x, nb); */
static entries add_spis(tix_bucket *x, uint32_t nb, uint32_t ue, uint32_t ps, uint32_t pc, bool two)
{
    entries r = { false, { false, 0, 0 }, { false, 0, 0 } };

    r.a = tix_add(x, nb, ps, ue);
    if (!r.a.found)
        return r;
    if (two) {
        r.b = tix_add(x, nb, pc, ue);
        if (!r.b.found) {
            drop(x, r.a);
            return r;
        }
    }
    r.ok = true;
    return r;
}

/* Nothing else goes. */
/*@ requires ok: SatIndex(x, nb) && ue != TIX_NONE;
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: SatIndex(x, nb);
    ensures ps: SatGone{Pre,Post}(x, nb, \result.a, ps, ue);
    ensures pc: two && pc != ps ==> SatGone{Pre,Post}(x, nb, \result.b, pc, ue);
    ensures one: !two ==> \result.b.found != 1;
    ensures kept: SatButTwo{Pre,Post}(x, nb, \result.a, \result.b); */
static entries remove_spis(tix_bucket *x, uint32_t nb, uint32_t ue, uint32_t ps, uint32_t pc, bool two)
{
    entries r = { true, { false, 0, 0 }, { false, 0, 0 } };

    r.a = tix_remove(x, nb, ps, ue);
    if (two)
        r.b = tix_remove(x, nb, pc, ue);
    return r;
}

/* A UE by its prefix's tag in x and by its IMPI in y; in both or in none. */
/*@ requires ok: SatIndex(x, nx) && SatIndex(y, ny) && ue != TIX_NONE;
    requires apart: \separated(x + (0 .. nx - 1), y + (0 .. ny - 1));
    terminates \true;
    exits \false;
    assigns x[0 .. nx - 1], y[0 .. ny - 1];
    ensures ok: SatIndex(x, nx) && SatIndex(y, ny);
    ensures tag: \result.ok ==> SatEntered{Pre,Post}(x, nx, \result.a, tag, ue);
    ensures impi: \result.ok ==> SatEntered{Pre,Post}(y, ny, \result.b, impi, ue);
    ensures kept: \result.ok ==> SatButOne{Pre,Post}(x, nx, \result.a);
    ensures kept_impi: \result.ok ==> SatButOne{Pre,Post}(y, ny, \result.b);
    ensures refused: !\result.ok ==> SatSame{Pre,Post}(x, nx);
    ensures refused_impi: !\result.ok ==> SatSame{Pre,Post}(y, ny); */
static entries add_both(tix_bucket *x, uint32_t nx, uint32_t tag, tix_bucket *y, uint32_t ny, uint32_t impi,
                        uint32_t ue)
{
    entries r = { false, { false, 0, 0 }, { false, 0, 0 } };

    r.a = tix_add(x, nx, tag, ue);
    if (!r.a.found)
        return r;
    //@ assert other: TixSame{Pre,Here}(y, ny);
    r.b = tix_add(y, ny, impi, ue);
    //@ assert still: SatEntered{Pre,Here}(x, nx, r.a, tag, ue) && SatButOne{Pre,Here}(x, nx, r.a);
    r.ok = r.b.found;
    if (!r.ok)
        drop(x, r.a);
    return r;
}

/*@ requires ok: SatIndex(x, nx) && SatIndex(y, ny) && ue != TIX_NONE;
    requires apart: \separated(x + (0 .. nx - 1), y + (0 .. ny - 1));
    terminates \true;
    exits \false;
    assigns x[0 .. nx - 1], y[0 .. ny - 1];
    ensures ok: SatIndex(x, nx) && SatIndex(y, ny);
    ensures tag: SatGone{Pre,Post}(x, nx, \result.a, tag, ue);
    ensures impi: SatGone{Pre,Post}(y, ny, \result.b, impi, ue);
    ensures kept: SatButOne{Pre,Post}(x, nx, \result.a);
    ensures kept_impi: SatButOne{Pre,Post}(y, ny, \result.b); */
static entries remove_both(tix_bucket *x, uint32_t nx, uint32_t tag, tix_bucket *y, uint32_t ny, uint32_t impi,
                           uint32_t ue)
{
    entries r = { true, { false, 0, 0 }, { false, 0, 0 } };

    r.a = tix_remove(x, nx, tag, ue);
    //@ assert other: TixSame{Pre,Here}(y, ny);
    r.b = tix_remove(y, ny, impi, ue);
    //@ assert still: SatGone{Pre,Here}(x, nx, r.a, tag, ue) && SatButOne{Pre,Here}(x, nx, r.a);
    return r;
}

/* A free record, not yet taken, or SAT_NONE. Any would do: those that follow from the tag are the ones that finding
 * asks the memory for before it knows the record. */
/*@ requires ok: SatMemory(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures free: \result != t->free_head ==> \result < t->m.capacity && !SatLive(t, \result);
    ensures none: \result == SAT_NONE ==> t->free_head == SAT_NONE;
    ensures home: !SatLive(t, TixHome1(tag, t->m.capacity)) ==> \result == TixHome1(tag, t->m.capacity); */
static uint32_t spare(const sa_table *t, uint32_t tag)
{
    uint32_t first = tix_home1(tag, t->m.capacity);
    uint32_t second = tix_home2(tag, t->m.capacity);

    if (t->m.hot[first].live == 0)
        return first;
    return t->m.hot[second].live == 0 ? second : t->free_head;
}

/* Out of the chain of free records, where its neighbours were next and prev. */
/*@ requires ok: SatWritable(t);
    requires next: next == SAT_NONE || next < t->m.capacity;
    requires prev: prev == SAT_NONE || prev < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.cold[next].prev, t->m.cold[prev].next, t->free_head;
    ensures next: next != SAT_NONE ==> t->m.cold[next].prev == prev;
    ensures prev: prev != SAT_NONE ==> t->m.cold[prev].next == next && t->free_head == \old(t->free_head);
    ensures head: prev == SAT_NONE ==> t->free_head == next; */
static void take(sa_table *t, uint32_t next, uint32_t prev)
{
    if (next != SAT_NONE)
        t->m.cold[next].prev = prev;
    if (prev != SAT_NONE)
        t->m.cold[prev].next = next;
    else
        t->free_head = next;
}

/*@ requires ok: SatWritable(t) && ue < t->m.capacity;
    requires head: t->free_head == SAT_NONE || t->free_head < t->m.capacity;
    requires busy: t->free_head != ue;
    terminates \true;
    exits \false;
    assigns t->m.cold[ue].prev, t->m.cold[ue].next, t->m.cold[t->free_head].prev, t->free_head;
    ensures head: t->free_head == ue && t->m.cold[ue].prev == SAT_NONE;
    ensures next: t->m.cold[ue].next == \old(t->free_head);
    ensures prev: \old(t->free_head) != SAT_NONE ==> t->m.cold[\old(t->free_head)].prev == ue; */
static void give_back(sa_table *t, uint32_t ue)
{
    t->m.cold[ue].prev = SAT_NONE;
    t->m.cold[ue].next = t->free_head;
    if (t->free_head != SAT_NONE)
        t->m.cold[t->free_head].prev = ue;
    t->free_head = ue;
}

/* By prefix, by IMPI and in the chain of its cover; all or nothing. */
/*@ requires ok: SatWritable(t) && SatLengths(t) && SatCoverWritable(t) && SatApart(t) && ue < t->m.capacity;
    requires indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    terminates \true;
    exits \false;
    assigns t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_impi[0 .. t->m.impi_buckets - 1],
              t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev;
    ensures indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    ensures links: SatLinks(t);
    ensures cover: SatCover(t);
    ensures tag: \result.ok ==> SatEntered{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets, \result.a,
              t->m.hot[ue].tag, ue);
    ensures impi: \result.ok ==> SatEntered{Pre,Post}(t->m.by_impi, t->m.impi_buckets, \result.b,
              t->m.hot[ue].impi, ue);
    ensures kept: \result.ok ==> SatButOne{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets, \result.a);
    ensures kept_impi: \result.ok ==> SatButOne{Pre,Post}(t->m.by_impi, t->m.impi_buckets, \result.b);
    ensures refused: !\result.ok ==> SatSame{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets);
    ensures refused_impi: !\result.ok ==> SatSame{Pre,Post}(t->m.by_impi, t->m.impi_buckets); */
static entries link_ue(sa_table *t, uint32_t ue)
{
    uint32_t tag = t->m.hot[ue].tag, impi = t->m.hot[ue].impi;
    entries r = { false, { false, 0, 0 }, { false, 0, 0 } };

    if (!sat_cover_add(t, ue))
        return r;
    r = add_both(t->m.by_prefix, t->m.prefix_buckets, tag, t->m.by_impi, t->m.impi_buckets, impi, ue);
    if (!r.ok)
        sat_cover_remove(t, ue);
    return r;
}

/*@ requires ok: \valid(t) && SatLengths(t);
    requires room: \forall integer i; 0 <= i < t->lengths && t->length[i] == len ==>
              (more ==> t->count[i] < UINT32_MAX) && (!more ==> 0 < t->count[i]);
    terminates \true;
    exits \false;
    assigns t->count[0 .. t->lengths - 1];
    ensures more: more ==> \forall integer i; 0 <= i < t->lengths && t->length[i] == len ==>
              t->count[i] == \old(t->count[i]) + 1;
    ensures less: !more ==> \forall integer i; 0 <= i < t->lengths && t->length[i] == len ==>
              t->count[i] == \old(t->count[i]) - 1;
    ensures kept: \forall integer i; 0 <= i < t->lengths && t->length[i] != len ==>
              t->count[i] == \old(t->count[i]); */
static void count_length(sa_table *t, unsigned len, bool more)
{
    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant more: more ==> \forall integer k; 0 <= k < i && t->length[k] == len ==>
          t->count[k] == \at(t->count[k], Pre) + 1;
        loop invariant less: !more ==> \forall integer k; 0 <= k < i && t->length[k] == len ==>
          t->count[k] == \at(t->count[k], Pre) - 1;
        loop invariant kept: \forall integer k; 0 <= k < t->lengths && (i <= k || t->length[k] != len) ==>
          t->count[k] == \at(t->count[k], Pre);
        loop assigns i, t->count[0 .. t->lengths - 1];
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        if (t->length[i] == len)
            t->count[i] = more ? t->count[i] + 1 : t->count[i] - 1;
    }
}

/* The record of a UE without sets. */
/*@ requires ok: SatWritable(t) && ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].net, t->m.hot[ue].tag, t->m.hot[ue].impi, t->m.hot[ue].len, t->m.hot[ue].live,
              t->m.hot[ue].port_uc[0 .. 2];
    ensures net: t->m.hot[ue].net == net && t->m.hot[ue].len == len;
    ensures tag: t->m.hot[ue].tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    ensures impi: t->m.hot[ue].impi == impi;
    ensures none: t->m.hot[ue].live == 0 && t->m.hot[ue].port_uc[0] == 0 && t->m.hot[ue].port_uc[1] == 0 &&
              t->m.hot[ue].port_uc[2] == 0; */
static void write_ue(sa_table *t, uint32_t ue, sel_addr net, uint8_t len, uint32_t impi)
{
    sat_hot *h = &t->m.hot[ue];

    h->net = net;
    h->tag = sat_tag(t, net, len);
    h->impi = impi;
    h->len = len;
    h->live = 0;
    h->port_uc[SAT_OLD] = 0;
    h->port_uc[SAT_TEMP] = 0;
    h->port_uc[SAT_NEW] = 0;
}

/* Takes the spare record for a UE without sets. */
/*@ requires ok: SatWritable(t) && SatLengths(t) && SatCoverWritable(t) && SatApart(t) && ue < t->m.capacity;
    requires indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    requires room: \forall integer i; 0 <= i < t->lengths ==> t->count[i] < UINT32_MAX;
    terminates \true;
    exits \false;
    assigns t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_impi[0 .. t->m.impi_buckets - 1],
              t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev, t->m.hot[ue].net, t->m.hot[ue].tag, t->m.hot[ue].impi,
              t->m.hot[ue].len, t->m.hot[ue].live, t->m.hot[ue].port_uc[0 .. 2], t->free_head,
              t->count[0 .. t->lengths - 1];
    ensures indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    ensures links: SatLinks(t);
    ensures cover: SatCover(t);
    ensures net: t->m.hot[ue].net == net && t->m.hot[ue].len == len;
    ensures tag: t->m.hot[ue].tag == SatTag(t->key.k0, t->key.k1, net.hi, net.lo, len);
    ensures impi: t->m.hot[ue].impi == impi;
    ensures none: t->m.hot[ue].live == 0 && t->m.hot[ue].port_uc[0] == 0 && t->m.hot[ue].port_uc[1] == 0 &&
              t->m.hot[ue].port_uc[2] == 0;
    ensures prefixes: \result.ok ==> SatEntered{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets, \result.a,
              t->m.hot[ue].tag, ue);
    ensures users: \result.ok ==> SatEntered{Pre,Post}(t->m.by_impi, t->m.impi_buckets, \result.b, impi, ue);
    ensures kept: \result.ok ==> SatButOne{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets, \result.a);
    ensures kept_impi: \result.ok ==> SatButOne{Pre,Post}(t->m.by_impi, t->m.impi_buckets, \result.b);
    ensures refused: !\result.ok ==> SatSame{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets);
    ensures refused_impi: !\result.ok ==> SatSame{Pre,Post}(t->m.by_impi, t->m.impi_buckets);
    ensures count: \forall integer i; 0 <= i < t->lengths ==>
              t->count[i] == \old(t->count[i]) + (\result.ok && t->length[i] == len ? 1 : 0);
    ensures head: !\result.ok ==> t->free_head == \old(t->free_head); */
static entries join(sa_table *t, uint32_t ue, sel_addr net, uint8_t len, uint32_t impi)
{
    uint32_t next = t->m.cold[ue].next;
    uint32_t prev = t->m.cold[ue].prev;
    entries r;

    write_ue(t, ue, net, len, impi);
    r = link_ue(t, ue);
    if (!r.ok) {
        t->m.cold[ue].next = next; /* it is still free */
        t->m.cold[ue].prev = prev;
        return r;
    }
    take(t, next, prev);
    count_length(t, len, true);
    return r;
}

/* The UE without sets is known no longer, and its record is free. */
/*@ requires ok: SatHeapWritable(t) && SatLengths(t) && SatCoverWritable(t) && SatApart(t);
    requires indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires counted: \forall integer i; 0 <= i < t->lengths && t->length[i] == t->m.hot[ue].len ==> 0 < t->count[i];
    requires free: t->free_head != ue && (t->free_head == SAT_NONE || t->free_head < t->m.capacity);
    terminates \true;
    exits \false;
    assigns t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_impi[0 .. t->m.impi_buckets - 1],
              t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev, t->m.heap[0 .. t->m.capacity - 1],
              t->m.hot[0 .. t->m.capacity - 1].heap_at, t->used, t->free_head, t->count[0 .. t->lengths - 1];
    ensures indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    ensures links: SatLinks(t);
    ensures cover: SatCover(t);
    ensures ues: t->used == \old(t->used) - 1 && SatHeapUes(t, t->used);
    ensures free: t->free_head == ue && t->m.cold[ue].prev == SAT_NONE;
    ensures count: \forall integer i; 0 <= i < t->lengths ==>
              t->count[i] == \old(t->count[i]) - (t->length[i] == t->m.hot[ue].len ? 1 : 0);
    ensures kept: SatOthers{Pre,Post}(t->m.by_prefix, t->m.prefix_buckets, ue);
    ensures kept_impi: SatOthers{Pre,Post}(t->m.by_impi, t->m.impi_buckets, ue);
    ensures gone: SatOnce{Pre}(t->m.by_prefix, t->m.prefix_buckets, t->m.hot[ue].tag, ue) ==>
              SatNoneOf(t->m.by_prefix, t->m.prefix_buckets, ue);
    ensures gone_impi: SatOnce{Pre}(t->m.by_impi, t->m.impi_buckets, t->m.hot[ue].impi, ue) ==>
              SatNoneOf(t->m.by_impi, t->m.impi_buckets, ue); */
static void dismiss(sa_table *t, uint32_t ue)
{
    uint32_t tag = t->m.hot[ue].tag, impi = t->m.hot[ue].impi;

    sat_heap_remove(t, ue);
    t->used--;
    count_length(t, t->m.hot[ue].len, false);
    sat_cover_remove(t, ue);
    (void)remove_both(t->m.by_prefix, t->m.prefix_buckets, tag, t->m.by_impi, t->m.impi_buckets, impi, ue);
    give_back(t, ue);
}

/* The set's data, and the UE's: where it is now, and its public identities. */
/*@ requires ok: SatWritable(t) && ue < t->m.capacity && kind < SAT_SETS;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].port_uc[kind], t->m.hot[ue].port_us[kind], t->m.hot[ue].port_pc[kind],
              t->m.hot[ue].port_ps[kind], t->m.hot[ue].alg[kind], t->m.hot[ue].ealg[kind],
              t->m.cold[ue].spi_uc[kind], t->m.cold[ue].spi_us[kind], t->m.cold[ue].spi_pc[kind],
              t->m.cold[ue].spi_ps[kind], t->m.cold[ue].expires[kind], t->m.cold[ue].now, t->m.hot[ue].impus;
    ensures spis: r.spi_uc == t->m.cold[ue].spi_uc[kind] && r.spi_us == t->m.cold[ue].spi_us[kind] &&
              r.spi_pc == t->m.cold[ue].spi_pc[kind] && r.spi_ps == t->m.cold[ue].spi_ps[kind];
    ensures ports: r.port_uc == t->m.hot[ue].port_uc[kind] && r.port_us == t->m.hot[ue].port_us[kind] &&
              r.port_pc == t->m.hot[ue].port_pc[kind] && r.port_ps == t->m.hot[ue].port_ps[kind];
    ensures rest: r.expires == t->m.cold[ue].expires[kind] && r.alg == t->m.hot[ue].alg[kind] &&
              r.ealg == t->m.hot[ue].ealg[kind];
    ensures ue: t->m.cold[ue].now == now && t->m.hot[ue].impus == impus; */
static void store(sa_table *t, uint32_t ue, sat_kind kind, sat_row r, sel_addr now, uint32_t impus)
{
    sat_row_put(t, ue, kind, r);
    t->m.cold[ue].now = now;
    t->m.hot[ue].impus = impus;
}

/* One more set of a UE that is known. */
/*@ requires ok: SatHeapWritable(t) && SatIndex(t->m.by_spi, t->m.spi_buckets) && SatApart(t);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires kind: kind < SAT_SETS;
    requires room: t->m.hot[ue].live < 255 && t->sets < UINT32_MAX;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue], t->m.cold[ue], t->m.by_spi[0 .. t->m.spi_buckets - 1], t->m.heap[0 .. t->m.capacity - 1],
              t->m.hot[0 .. t->m.capacity - 1].heap_at, t->sets; */
static bool add_set(sa_table *t, uint32_t ue, sat_kind kind, sat_row r, sel_addr now, uint32_t impus)
{
    if (!add_spis(t->m.by_spi, t->m.spi_buckets, ue, r.spi_ps, r.spi_pc, t->per_set == 2).ok)
        return false;
    store(t, ue, kind, r, now, impus);
    t->m.hot[ue].live++;
    t->sets++;
    sat_heap_change(t, ue, sat_earliest(t, ue));
    return true;
}

/* Where the UE of a new set goes: its prefix, its user, where it is now and its public identities. */
typedef struct { sel_addr net, now; uint32_t impi, impus; uint8_t len; } place;

/* A UE in a spare record, with its first set. */
/*@ requires ok: SatHeapWritable(t) && SatLengths(t) && SatCoverWritable(t) && SatApart(t) && ue < t->m.capacity;
    requires indexes: SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets) &&
              SatIndex(t->m.by_spi, t->m.spi_buckets);
    requires room: t->used < t->m.capacity && SatHeapUes(t, t->used) && t->sets < UINT32_MAX &&
              \forall integer i; 0 <= i < t->lengths ==> t->count[i] < UINT32_MAX;
    requires kind: kind < SAT_SETS && at.len <= 128;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue], t->m.cold[ue], t->m.by_prefix[0 .. t->m.prefix_buckets - 1],
              t->m.by_impi[0 .. t->m.impi_buckets - 1], t->m.by_spi[0 .. t->m.spi_buckets - 1],
              t->m.by_cover[0 .. t->m.cover_buckets - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev, t->m.heap[0 .. t->m.capacity - 1],
              t->m.hot[0 .. t->m.capacity - 1].heap_at, t->used, t->sets, t->free_head,
              t->count[0 .. t->lengths - 1]; */
static bool add_ue(sa_table *t, uint32_t ue, sat_kind kind, sat_row r, place at)
{
    tix_bucket *x = t->m.by_spi;
    uint32_t nb = t->m.spi_buckets;
    entries e = add_spis(x, nb, ue, r.spi_ps, r.spi_pc, t->per_set == 2);

    if (!e.ok)
        return false;
    if (!join(t, ue, at.net, at.len, at.impi).ok) {
        drop(x, e.a);
        drop(x, e.b);
        return false;
    }
    store(t, ue, kind, r, at.now, at.impus);
    sat_heap_add(t, ue, r.expires);
    t->used++;
    t->m.hot[ue].live++;
    t->sets++;
    return true;
}

/* A set that is in order, to its UE or to a new one. */
/*@ requires ok: SatMemory(t) && SatIndexed(t) && SatLengths(t) && SatEditable(t) && at.len <= 128;
    terminates \true;
    exits \false;
    assigns t->m.hot[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at,
              t->m.cold[0 .. t->m.capacity - 1], t->m.cold[0 .. t->m.capacity - 1].next,
              t->m.cold[0 .. t->m.capacity - 1].prev, t->m.heap[0 .. t->m.capacity - 1],
              t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_spi[0 .. t->m.spi_buckets - 1],
              t->m.by_impi[0 .. t->m.impi_buckets - 1], t->m.by_cover[0 .. t->m.cover_buckets - 1], t->used, t->sets,
              t->free_head, t->count[0 .. t->lengths - 1];
    ensures occupied: \result.status == SAT_OCCUPIED <==>
              kind >= SAT_SETS || \old(SatHas(t, at.net, at.len, at.impi, kind));
    ensures code: \result.status == SAT_OK || \result.status == SAT_OCCUPIED || \result.status == SAT_FULL;
    ensures at: \result.status == SAT_OK ==> \result.ue < \old(t->m.capacity) && \result.kind == kind &&
              \result.pair == 0 && \result.length == at.len;
    ensures refused: \result.status == SAT_OCCUPIED ==> SatUnchanged{Pre,Post}(t); */
static sat_ref enter(sa_table *t, sat_kind kind, sat_row r, place at)
{
    uint32_t ue = sat_known(t, at.net, at.len, at.impi);
    bool done;

    if ((unsigned)kind >= SAT_SETS || (ue != SAT_NONE && t->m.hot[ue].port_uc[kind] != 0))
        return sat_refuse(SAT_OCCUPIED);
    if (t->sets == UINT32_MAX)
        return sat_refuse(SAT_FULL);
    if (ue != SAT_NONE) {
        done = add_set(t, ue, kind, r, at.now, at.impus);
    } else {
        ue = t->used < t->m.capacity ? spare(t, sat_tag(t, at.net, at.len)) : SAT_NONE;
        done = ue != SAT_NONE && add_ue(t, ue, kind, r, at);
    }
    return done ? sat_at(ue, kind, 0, at.len) : sat_refuse(SAT_FULL);
}

sat_ref sat_insert(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires)
{
    sat_status s = sat_check(t, p, impi, sat_refuse(SAT_ABSENT));
    place at = { sel_mask(sel_addr_of(&p->ue.addr), p->ue.len), sel_addr_of(&p->ue_addr), impi, impus, p->ue.len };

    return s == SAT_OK ? enter(t, kind, row_of(p, expires), at) : sat_refuse(s);
}

/* The UE's set of that kind gives way. All or nothing. */
/*@ requires ok: SatHeapWritable(t) && SatIndex(t->m.by_spi, t->m.spi_buckets) && SatApart(t);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires kind: kind < SAT_SETS;
    terminates \true;
    exits \false;
    assigns t->m.hot[ue], t->m.cold[ue], t->m.by_spi[0 .. t->m.spi_buckets - 1], t->m.heap[0 .. t->m.capacity - 1],
              t->m.hot[0 .. t->m.capacity - 1].heap_at; */
static bool change_set(sa_table *t, uint32_t ue, sat_kind kind, sat_row r, sel_addr now, uint32_t impus)
{
    tix_bucket *x = t->m.by_spi;
    uint32_t nb = t->m.spi_buckets;
    bool two = t->per_set == 2;
    sat_row old = sat_row_get(t, ue, kind);

    if (!add_spis(x, nb, ue, r.spi_ps, r.spi_pc, two).ok)
        return false;
    (void)remove_spis(x, nb, ue, old.spi_ps, old.spi_pc, two);
    store(t, ue, kind, r, now, impus);
    sat_heap_change(t, ue, sat_earliest(t, ue));
    return true;
}

sat_ref sat_replace(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires)
{
    sel_addr net = sel_mask(sel_addr_of(&p->ue.addr), p->ue.len);
    sel_addr now = sel_addr_of(&p->ue_addr);
    sat_row r = row_of(p, expires);
    uint8_t len = p->ue.len;
    uint32_t ue = len <= 128 ? sat_known(t, net, len, impi) : SAT_NONE;
    sat_status s;

    if ((unsigned)kind >= SAT_SETS || ue == SAT_NONE || t->m.hot[ue].port_uc[kind] == 0)
        return sat_refuse(SAT_ABSENT);
    s = sat_check(t, p, impi, sat_at(ue, kind, 0, len));
    if (s != SAT_OK)
        return sat_refuse(s);
    return change_set(t, ue, kind, r, now, impus) ? sat_at(ue, kind, 0, len) : sat_refuse(SAT_FULL);
}

/* The set goes, and the UE with its last set. */
/*@ requires ok: SatHeapWritable(t) && SatIndex(t->m.by_spi, t->m.spi_buckets) && SatApart(t);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires kind: kind < SAT_SETS;
    requires ue: SatLengths(t) && SatCoverWritable(t) && 0 < t->m.hot[ue].live && 0 < t->sets &&
              SatIndex(t->m.by_prefix, t->m.prefix_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets);
    requires counted: \forall integer i; 0 <= i < t->lengths && t->length[i] == t->m.hot[ue].len ==> 0 < t->count[i];
    requires free: t->free_head != ue && (t->free_head == SAT_NONE || t->free_head < t->m.capacity);
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].port_uc[kind], t->m.hot[ue].port_us[kind], t->m.hot[ue].port_pc[kind],
              t->m.hot[ue].port_ps[kind], t->m.hot[ue].alg[kind], t->m.hot[ue].ealg[kind],
              t->m.cold[ue].spi_uc[kind], t->m.cold[ue].spi_us[kind], t->m.cold[ue].spi_pc[kind],
              t->m.cold[ue].spi_ps[kind], t->m.cold[ue].expires[kind], t->m.hot[ue].live, t->sets,
              t->m.by_prefix[0 .. t->m.prefix_buckets - 1], t->m.by_impi[0 .. t->m.impi_buckets - 1],
              t->m.by_spi[0 .. t->m.spi_buckets - 1], t->m.by_cover[0 .. t->m.cover_buckets - 1],
              t->m.cold[0 .. t->m.capacity - 1].next, t->m.cold[0 .. t->m.capacity - 1].prev,
              t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at, t->used, t->free_head,
              t->count[0 .. t->lengths - 1];
    ensures gone: t->m.hot[ue].port_uc[kind] == 0; */
static void remove_set(sa_table *t, uint32_t ue, unsigned kind)
{
    sat_row old = sat_row_get(t, ue, kind);

    (void)remove_spis(t->m.by_spi, t->m.spi_buckets, ue, old.spi_ps, old.spi_pc, t->per_set == 2);
    sat_row_clear(t, ue, kind);
    t->m.hot[ue].live--;
    t->sets--;
    if (t->m.hot[ue].live == 0)
        dismiss(t, ue);
    else
        sat_heap_change(t, ue, sat_earliest(t, ue));
}

sat_status sat_remove(sa_table *t, sat_ref ref)
{
    if (!sat_present(t, ref))
        return SAT_ABSENT;
    remove_set(t, ref.ue, ref.kind);
    return SAT_OK;
}

sat_ref sat_set_kind(sa_table *t, sat_ref ref, sat_kind kind)
{
    sat_row r;

    if (!sat_present(t, ref))
        return sat_refuse(SAT_ABSENT);
    if ((unsigned)kind >= SAT_SETS || t->m.hot[ref.ue].port_uc[kind] != 0)
        return sat_refuse(SAT_OCCUPIED);
    r = sat_row_get(t, ref.ue, ref.kind);
    sat_row_put(t, ref.ue, kind, r);
    sat_row_clear(t, ref.ue, ref.kind);
    return sat_at(ref.ue, kind, ref.pair, ref.length);
}

sat_status sat_set_expiry(sa_table *t, sat_ref ref, uint32_t expires)
{
    if (!sat_present(t, ref))
        return SAT_ABSENT;
    t->m.cold[ref.ue].expires[ref.kind] = expires;
    //@ assert entered: t->m.cold[ref.ue].expires[ref.kind] == expires;
    sat_heap_change(t, ref.ue, sat_earliest(t, ref.ue));
    return SAT_OK;
}

sat_status sat_set_address(sa_table *t, sat_ref ref, const ip_addr *now)
{
    sel_addr a = sel_addr_of(now);

    if (!sat_present(t, ref))
        return SAT_ABSENT;
    if (!sel_covers(t->m.hot[ref.ue].net, t->m.hot[ref.ue].len, a))
        return SAT_OUTSIDE;
    t->m.cold[ref.ue].now = a;
    return SAT_OK;
}
