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

void sat_row_put(sa_table *t, uint32_t ue, unsigned kind, const sat_row *row)
{
    sat_hot *h = &t->m.hot[ue];
    sat_cold *c = &t->m.cold[ue];

    h->port_uc[kind] = row->port_uc;
    h->port_us[kind] = row->port_us;
    h->port_pc[kind] = row->port_pc;
    h->port_ps[kind] = row->port_ps;
    h->alg[kind] = row->alg;
    h->ealg[kind] = row->ealg;
    c->spi_uc[kind] = row->spi_uc;
    c->spi_us[kind] = row->spi_us;
    c->spi_pc[kind] = row->spi_pc;
    c->spi_ps[kind] = row->spi_ps;
    c->expires[kind] = row->expires;
}

void sat_row_clear(sa_table *t, uint32_t ue, unsigned kind)
{
    const sat_row none = { 0 };

    sat_row_put(t, ue, kind, &none);
}

/*@ predicate SatSpiWritable{L}(sa_table *t) = \valid_read(t) && 1 <= t->m.spi_buckets &&
      \valid(t->m.by_spi + (0 .. t->m.spi_buckets - 1)) && TixOk(t->m.by_spi, t->m.spi_buckets);
    // The same entries in the same places; what a free slot's tag is does not matter.
    predicate SatSpisSame{L1,L2}(tix_bucket *x, integer nb) = \forall integer b, j; TixSlot(nb, b, j) ==>
      \at(x[b].s[j].val, L1) == \at(x[b].s[j].val, L2) &&
      (\at(x[b].s[j].val, L1) != TIX_NONE ==> \at(x[b].s[j].tag, L1) == \at(x[b].s[j].tag, L2)); */

/* Which SPIs the P-CSCF chose in this set: one in CR1, else two. All or nothing. */
/*@ requires ok: SatSpiWritable(t) && ue != TIX_NONE && \valid_read(r);
    requires apart: \separated(t->m.by_spi + (0 .. t->m.spi_buckets - 1), t, r);
    requires new: TixAbsent(t->m.by_spi, t->m.spi_buckets, r->spi_ps, ue);
    terminates \true;
    exits \false;
    assigns t->m.by_spi[0 .. t->m.spi_buckets - 1];
    ensures ok: SatSpiWritable(t);
    ensures ps: \result ==> !TixAbsent(t->m.by_spi, t->m.spi_buckets, r->spi_ps, ue);
    ensures pc: \result && t->per_set != 1 ==> !TixAbsent(t->m.by_spi, t->m.spi_buckets, r->spi_pc, ue);
    ensures kept: \forall integer b, j; TixSlot(t->m.spi_buckets, b, j) && TixUsed{Pre}(t->m.by_spi, b, j) ==>
              t->m.by_spi[b].s[j].tag == \old(t->m.by_spi[b].s[j].tag) &&
              t->m.by_spi[b].s[j].val == \old(t->m.by_spi[b].s[j].val);
    ensures refused: !\result ==> SatSpisSame{Pre,Post}(t->m.by_spi, t->m.spi_buckets); */
static bool add_spis(sa_table *t, uint32_t ue, const sat_row *r)
{
    tix_bucket *x = t->m.by_spi;
    uint32_t nb = t->m.spi_buckets;
    tix_pos ps = tix_add(x, nb, r->spi_ps, ue);

    if (!ps.found)
        return false;
    /*@ assert one: \forall integer b, j; TixSlot(nb, b, j) && TixEntry(x, b, j, r->spi_ps, ue) ==>
          b == ps.b && j == ps.j; */
    /*@ assert first: \forall integer b, j; TixSlot(nb, b, j) && TixUsed{Pre}(t->m.by_spi, b, j) ==> TixUsed(x, b, j) &&
          x[b].s[j].tag == \at(t->m.by_spi[b].s[j].tag, Pre) &&
          x[b].s[j].val == \at(t->m.by_spi[b].s[j].val, Pre); */
    if (t->per_set == 1 || tix_add(x, nb, r->spi_pc, ue).found) {
        //@ assert still: TixEntry(x, ps.b, ps.j, r->spi_ps, ue);
        return true;
    }
    //@ assert same: TixEntry(x, ps.b, ps.j, r->spi_ps, ue);
    /*@ assert still_one: \forall integer b, j; TixSlot(nb, b, j) && TixEntry(x, b, j, r->spi_ps, ue) ==>
          b == ps.b && j == ps.j; */
    (void)tix_remove(x, nb, r->spi_ps, ue);
    //@ assert gone: !TixUsed(x, ps.b, ps.j);
    //@ assert again: SatSpisSame{Pre,Here}(x, nb);
    return false;
}

/* Nothing else goes. */
/*@ requires ok: SatSpiWritable(t) && ue != TIX_NONE && \valid_read(r);
    requires apart: \separated(t->m.by_spi + (0 .. t->m.spi_buckets - 1), t, r);
    terminates \true;
    exits \false;
    assigns t->m.by_spi[0 .. t->m.spi_buckets - 1];
    ensures ok: SatSpiWritable(t);
    ensures ps: TixAbsent{Pre}(t->m.by_spi, t->m.spi_buckets, r->spi_ps, ue) ||
              \exists integer b, j; TixSlot(t->m.spi_buckets, b, j) &&
              TixEntry{Pre}(t->m.by_spi, b, j, r->spi_ps, ue) && !TixUsed(t->m.by_spi, b, j);
    ensures pc: t->per_set != 2 || r->spi_pc == r->spi_ps ||
              TixAbsent{Pre}(t->m.by_spi, t->m.spi_buckets, r->spi_pc, ue) ||
              \exists integer b, j; TixSlot(t->m.spi_buckets, b, j) &&
              TixEntry{Pre}(t->m.by_spi, b, j, r->spi_pc, ue) && !TixUsed(t->m.by_spi, b, j);
    ensures kept: \forall integer b, j; TixSlot(t->m.spi_buckets, b, j) &&
              (\old(t->m.by_spi[b].s[j].val) != ue || (\old(t->m.by_spi[b].s[j].tag) != r->spi_ps &&
               (t->per_set != 2 || \old(t->m.by_spi[b].s[j].tag) != r->spi_pc))) ==>
              t->m.by_spi[b].s[j].tag == \old(t->m.by_spi[b].s[j].tag) &&
              t->m.by_spi[b].s[j].val == \old(t->m.by_spi[b].s[j].val); */
static void remove_spis(sa_table *t, uint32_t ue, const sat_row *r)
{
    tix_bucket *x = t->m.by_spi;
    uint32_t nb = t->m.spi_buckets;

    (void)tix_remove(x, nb, r->spi_ps, ue);
    /*@ assert first: TixAbsent{Pre}(t->m.by_spi, nb, r->spi_ps, ue) || \exists integer b, j; TixSlot(nb, b, j) &&
          TixEntry{Pre}(t->m.by_spi, b, j, r->spi_ps, ue) && !TixUsed(x, b, j); */
    /*@ assert used: \forall integer b, j; TixSlot(nb, b, j) && TixUsed(x, b, j) ==>
          x[b].s[j].tag == \at(t->m.by_spi[b].s[j].tag, Pre) && x[b].s[j].val == \at(t->m.by_spi[b].s[j].val, Pre); */
    /*@ assert others: \forall integer b, j; TixSlot(nb, b, j) && !TixEntry{Pre}(t->m.by_spi, b, j, r->spi_ps, ue) ==>
          x[b].s[j].tag == \at(t->m.by_spi[b].s[j].tag, Pre) && x[b].s[j].val == \at(t->m.by_spi[b].s[j].val, Pre); */
    if (t->per_set == 2)
        (void)tix_remove(x, nb, r->spi_pc, ue);
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
static bool link_ue(sa_table *t, uint32_t ue)
{
    const sat_hot *h = &t->m.hot[ue];

    if (!tix_add(t->m.by_prefix, t->m.prefix_buckets, h->tag, ue).found)
        return false;
    if (tix_add(t->m.by_impi, t->m.impi_buckets, h->impi, ue).found) {
        if (sat_cover_add(t, ue))
            return true;
        (void)tix_remove(t->m.by_impi, t->m.impi_buckets, h->impi, ue);
    }
    (void)tix_remove(t->m.by_prefix, t->m.prefix_buckets, h->tag, ue);
    return false;
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

/* Takes the spare record for a UE without sets; it is known from now on. */
static bool join(sa_table *t, uint32_t ue, const sa_params *p, uint32_t impi, uint32_t impus, uint32_t expires)
{
    uint32_t next = t->m.cold[ue].next;
    uint32_t prev = t->m.cold[ue].prev;
    sat_hot h = { 0 };
    sat_cold c = { 0 };

    h.net = sel_mask(sel_addr_of(&p->ue.addr), p->ue.len);
    h.len = p->ue.len;
    h.tag = sat_tag(t, h.net, h.len);
    h.impi = impi;
    h.impus = impus;
    t->m.hot[ue] = h;
    t->m.cold[ue] = c;
    if (!link_ue(t, ue)) {
        t->m.cold[ue].next = next; /* it is still free */
        t->m.cold[ue].prev = prev;
        return false;
    }
    take(t, next, prev);
    sat_heap_add(t, ue, expires);
    t->used++;
    count_length(t, h.len, true);
    return true;
}

static void dismiss(sa_table *t, uint32_t ue)
{
    sat_hot *h = &t->m.hot[ue];

    sat_heap_remove(t, ue);
    t->used--;
    count_length(t, h->len, false);
    sat_cover_remove(t, ue);
    (void)tix_remove(t->m.by_impi, t->m.impi_buckets, h->impi, ue);
    (void)tix_remove(t->m.by_prefix, t->m.prefix_buckets, h->tag, ue);
    give_back(t, ue);
}

/* The set's data, and the UE's: where it is now, and its public identities. */
/*@ requires ok: SatHeapWritable(t) && t->used <= t->m.capacity && SatHeapUes(t, t->used);
    requires there: ue < t->m.capacity && t->m.hot[ue].heap_at < t->used && kind < SAT_SETS;
    requires given: \valid_read(p) && \valid_read(r) &&
              \separated(r, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1)) &&
              \separated(p, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1));
    terminates \true;
    exits \false;
    assigns t->m.hot[ue].port_uc[kind], t->m.hot[ue].port_us[kind], t->m.hot[ue].port_pc[kind],
              t->m.hot[ue].port_ps[kind], t->m.hot[ue].alg[kind], t->m.hot[ue].ealg[kind],
              t->m.cold[ue].spi_uc[kind], t->m.cold[ue].spi_us[kind], t->m.cold[ue].spi_pc[kind],
              t->m.cold[ue].spi_ps[kind], t->m.cold[ue].expires[kind], t->m.cold[ue].now, t->m.hot[ue].impus,
              t->m.heap[0 .. t->m.capacity - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ports: t->m.hot[ue].port_uc[kind] == \old(r->port_uc) && t->m.hot[ue].port_us[kind] == \old(r->port_us) &&
              t->m.hot[ue].port_pc[kind] == \old(r->port_pc) && t->m.hot[ue].port_ps[kind] == \old(r->port_ps);
    ensures algs: t->m.hot[ue].alg[kind] == \old(r->alg) && t->m.hot[ue].ealg[kind] == \old(r->ealg);
    ensures now: SelWords{Pre}(t->m.cold[ue].now, &p->ue_addr);
    ensures ues: SatHeapUes(t, t->used); */
static void store(sa_table *t, uint32_t ue, sat_kind kind, const sa_params *p, const sat_row *r, uint32_t impus)
{
    /*@ assert apart: \separated(t, &t->m.hot[ue], &t->m.cold[ue]) && \separated(p, &t->m.hot[ue], &t->m.cold[ue]) &&
          \separated(r, &t->m.hot[ue], &t->m.cold[ue]); */
    //@ assert elsewhere: \forall integer i; 0 <= i < t->used ==> \separated(&t->m.heap[i].ue, &t->m.hot[ue].impus);
    //@ assert writable: \valid(&t->m.hot[ue]) && \valid(&t->m.cold[ue]);
    //@ assert heap_apart: \separated(t->m.heap + (0 .. t->m.capacity - 1), &t->m.hot[ue], &t->m.cold[ue]);
    sat_row_put(t, ue, kind, r);
    //@ assert fixed: t->m.capacity == \at(t->m.capacity, Pre) && t->used == \at(t->used, Pre);
    //@ assert heap: SatHeapUes(t, t->used);
    //@ assert prefixes: t->m.prefix_buckets == \at(t->m.prefix_buckets, Pre);
    //@ assert spis: t->m.spi_buckets == \at(t->m.spi_buckets, Pre);
    //@ assert read: SatMemory(t);
    //@ assert write: SatWritable(t);
    //@ assert memory: SatHeapWritable(t);
    //@ assert at: t->m.hot[ue].heap_at == \at(t->m.hot[ue].heap_at, Pre);
    //@ assert given: \forall integer i; 0 <= i < 16 ==> p->ue_addr.b[i] == \at(p->ue_addr.b[i], Pre);
    t->m.cold[ue].now = sel_addr_of(&p->ue_addr);
    //@ assert moved: SelWords{Pre}(t->m.cold[ue].now, &p->ue_addr);
    //@ assert heap_at: t->m.hot[ue].heap_at == \at(t->m.hot[ue].heap_at, Pre);
    //@ assert heap_moved: SatHeapUes(t, t->used);
    t->m.hot[ue].impus = impus;
    //@ assert still: t->m.capacity == \at(t->m.capacity, Pre) && t->used == \at(t->used, Pre);
    //@ assert heap_still: SatHeapUes(t, t->used);
    //@ assert prefixes_still: t->m.prefix_buckets == \at(t->m.prefix_buckets, Pre);
    //@ assert spis_still: t->m.spi_buckets == \at(t->m.spi_buckets, Pre);
    //@ assert read_still: SatMemory(t);
    //@ assert write_still: SatWritable(t);
    //@ assert memory_still: SatHeapWritable(t);
    //@ assert at_still: t->m.hot[ue].heap_at == \at(t->m.hot[ue].heap_at, Pre);
    sat_heap_change(t, ue, sat_earliest(t, ue));
}

sat_ref sat_insert(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires)
{
    sat_status s = sat_check(t, p, impi, sat_refuse(SAT_ABSENT));
    sel_addr net = sel_mask(sel_addr_of(&p->ue.addr), p->ue.len);
    sat_row r = row_of(p, expires);
    uint32_t known, ue;

    if (s != SAT_OK)
        return sat_refuse(s);
    known = sat_known(t, net, p->ue.len, impi);
    if ((unsigned)kind >= SAT_SETS || (known != SAT_NONE && t->m.hot[known].port_uc[kind] != 0))
        return sat_refuse(SAT_OCCUPIED);
    ue = known != SAT_NONE ? known : spare(t, sat_tag(t, net, p->ue.len));
    if (ue == SAT_NONE || !add_spis(t, ue, &r))
        return sat_refuse(SAT_FULL);
    if (known == SAT_NONE && !join(t, ue, p, impi, impus, expires)) {
        remove_spis(t, ue, &r);
        return sat_refuse(SAT_FULL);
    }
    store(t, ue, kind, p, &r, impus);
    t->m.hot[ue].live++;
    t->sets++;
    return sat_at(ue, kind, 0, p->ue.len);
}

sat_ref sat_replace(sa_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind, uint32_t expires)
{
    sel_addr net = sel_mask(sel_addr_of(&p->ue.addr), p->ue.len);
    sat_row r = row_of(p, expires);
    uint32_t ue = p->ue.len <= 128 ? sat_known(t, net, p->ue.len, impi) : SAT_NONE;
    sat_row old;
    sat_status s;

    if ((unsigned)kind >= SAT_SETS || ue == SAT_NONE || t->m.hot[ue].port_uc[kind] == 0)
        return sat_refuse(SAT_ABSENT);
    s = sat_check(t, p, impi, sat_at(ue, kind, 0, p->ue.len));
    if (s != SAT_OK)
        return sat_refuse(s);
    old = sat_row_get(t, ue, kind);
    if (!add_spis(t, ue, &r))
        return sat_refuse(SAT_FULL);
    remove_spis(t, ue, &old);
    store(t, ue, kind, p, &r, impus);
    return sat_at(ue, kind, 0, p->ue.len);
}

sat_status sat_remove(sa_table *t, sat_ref ref)
{
    sat_row old;

    if (!sat_present(t, ref))
        return SAT_ABSENT;
    old = sat_row_get(t, ref.ue, ref.kind);
    remove_spis(t, ref.ue, &old);
    sat_row_clear(t, ref.ue, ref.kind);
    t->m.hot[ref.ue].live--;
    t->sets--;
    if (t->m.hot[ref.ue].live == 0)
        dismiss(t, ref.ue);
    else
        sat_heap_change(t, ref.ue, sat_earliest(t, ref.ue));
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
    sat_row_put(t, ref.ue, kind, &r);
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
