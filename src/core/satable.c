#include "satable_in.h"

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == entries / 25 * 2 + 2;
    ensures room: entries < \result * TIX_W; */
static uint32_t buckets_for(uint32_t entries)
{
    return entries / 25u * 2u + 2u; /* 0.78 of 16 slots each */
}

sat_memory sat_plan(uint32_t ues, uint32_t lengths)
{
    sat_memory m = { 0 };

    if (ues > UINT32_MAX / 32u)
        return m;
    m.capacity = ues;
    m.prefix_buckets = buckets_for(ues);
    m.spi_buckets = buckets_for(ues * 2u * SAT_SETS);
    m.impi_buckets = buckets_for(ues);
    m.cover_buckets = lengths > 1 ? buckets_for(ues) : 0;
    return m;
}

/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> 0 < m->capacity < SAT_NONE && m->hot != \null && m->cold != \null &&
              m->heap != \null && m->by_prefix != \null && 0 < m->prefix_buckets && m->by_spi != \null &&
              0 < m->spi_buckets && m->by_impi != \null && 0 < m->impi_buckets &&
              (lengths != 1 ==> m->by_cover != \null && 0 < m->cover_buckets); */
static bool memory_ok(const sat_memory *m, uint32_t lengths)
{
    return m->capacity > 0 && m->capacity < SAT_NONE && m->hot != NULL && m->cold != NULL && m->heap != NULL &&
           m->by_prefix != NULL && m->prefix_buckets > 0 && m->by_spi != NULL && m->spi_buckets > 0 &&
           m->by_impi != NULL && m->impi_buckets > 0 &&
           (lengths == 1 || (m->by_cover != NULL && m->cover_buckets > 0));
}

/* Puts a length in its place, longest first; false if it is there already. */
/*@ requires ok: \valid(t) && SatLengths(t) && t->lengths < SAT_LENGTHS && len <= 128;
    terminates \true;
    exits \false;
    assigns t->lengths, t->length[0 .. SAT_LENGTHS - 1];
    ensures one_more: t->lengths == \old(t->lengths) + 1;
    ensures sorted: \result ==> SatLengths(t);
    ensures there: \exists integer i; 0 <= i < t->lengths && t->length[i] == len;
    ensures kept: \forall integer i; 0 <= i < \old(t->lengths) ==>
              t->length[i] == \old(t->length[i]) || t->length[i + 1] == \old(t->length[i]);
    ensures new: \result <==> \forall integer i; 0 <= i < \old(t->lengths) ==> \old(t->length[i]) != len; */
static bool add_length(sa_table *t, uint8_t len)
{
    uint32_t at = t->lengths;

    /*@ loop invariant range: at <= t->lengths;
        loop invariant before: \forall integer i; 0 <= i < at ==> t->length[i] == \at(t->length[i], Pre);
        loop invariant moved: \forall integer i; at < i <= t->lengths ==> t->length[i] == \at(t->length[i - 1], Pre);
        loop invariant shorter: \forall integer i; at <= i < t->lengths ==> \at(t->length[i], Pre) < len;
        loop assigns at, t->length[0 .. SAT_LENGTHS - 1];
        loop variant at; */
    while (at > 0 && t->length[at - 1] < len) {
        t->length[at] = t->length[at - 1];
        at--;
    }
    t->length[at] = len;
    t->lengths++;
    //@ assert after: \forall integer i; at < i < t->lengths ==> t->length[i] < len;
    //@ assert before: (at > 0 ==> len < t->length[at - 1]) ==> \forall integer i; 0 <= i < at ==> len < t->length[i];
    //@ assert order: \forall integer i, k; at < i < k < t->lengths ==> t->length[i] > t->length[k];
    //@ assert same: \forall integer i, k; 0 <= i < k < at ==> t->length[i] > t->length[k];
    return at == 0 || t->length[at - 1] != len;
}

/*@ requires writable: \valid(hot + (0 .. n - 1));
    terminates \true;
    exits \false;
    assigns hot[0 .. n - 1].live;
    ensures none: \forall integer i; 0 <= i < n ==> hot[i].live == 0; */
static void clear_live(sat_hot *hot, uint32_t n)
{
    /*@ loop invariant range: 0 <= i <= n;
        loop invariant none: \forall integer k; 0 <= k < i ==> hot[k].live == 0;
        loop assigns i, hot[0 .. n - 1].live;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++)
        hot[i].live = 0;
}

/* All records in the chain of free ones. */
/*@ requires writable: \valid(cold + (0 .. n - 1)) && n < SAT_NONE;
    terminates \true;
    exits \false;
    assigns cold[0 .. n - 1].prev, cold[0 .. n - 1].next;
    ensures prev: \forall integer i; 0 <= i < n ==> cold[i].prev == (i > 0 ? i - 1 : SAT_NONE);
    ensures next: \forall integer i; 0 <= i < n ==> cold[i].next == (i + 1 < n ? i + 1 : SAT_NONE); */
static void chain_free(sat_cold *cold, uint32_t n)
{
    uint32_t prev = SAT_NONE;

    /*@ loop invariant range: 0 <= i <= n && prev == (i > 0 ? i - 1 : SAT_NONE);
        loop invariant prev: \forall integer k; 0 <= k < i ==> cold[k].prev == (k > 0 ? k - 1 : SAT_NONE);
        loop invariant next: \forall integer k; 0 <= k < i ==> cold[k].next == (k + 1 < n ? k + 1 : SAT_NONE);
        loop assigns i, prev, cold[0 .. n - 1].prev, cold[0 .. n - 1].next;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++) {
        cold[i].prev = prev;
        cold[i].next = i + 1 < n ? i + 1 : SAT_NONE;
        prev = i;
    }
}

/* No UE, and nothing in the indexes. */
/*@ requires writable: \valid(m.hot + (0 .. m.capacity - 1)) && \valid(m.cold + (0 .. m.capacity - 1)) &&
              \valid(m.by_prefix + (0 .. m.prefix_buckets - 1)) && \valid(m.by_spi + (0 .. m.spi_buckets - 1)) &&
              \valid(m.by_impi + (0 .. m.impi_buckets - 1)) && m.capacity < SAT_NONE &&
              (covers ==> \valid(m.by_cover + (0 .. m.cover_buckets - 1)));
    requires apart: \separated(m.hot + (0 .. m.capacity - 1), m.cold + (0 .. m.capacity - 1),
              m.by_prefix + (0 .. m.prefix_buckets - 1), m.by_spi + (0 .. m.spi_buckets - 1),
              m.by_impi + (0 .. m.impi_buckets - 1), m.by_cover + (0 .. m.cover_buckets - 1));
    terminates \true;
    exits \false;
    assigns m.hot[0 .. m.capacity - 1].live, m.cold[0 .. m.capacity - 1].prev, m.cold[0 .. m.capacity - 1].next,
              m.by_prefix[0 .. m.prefix_buckets - 1], m.by_spi[0 .. m.spi_buckets - 1],
              m.by_impi[0 .. m.impi_buckets - 1], m.by_cover[0 .. m.cover_buckets - 1];
    ensures live: \forall integer i; 0 <= i < m.capacity ==> m.hot[i].live == 0;
    ensures prefix: \forall integer b, j; TixSlot(m.prefix_buckets, b, j) ==> !TixUsed(m.by_prefix, b, j);
    ensures spi: \forall integer b, j; TixSlot(m.spi_buckets, b, j) ==> !TixUsed(m.by_spi, b, j); */
static void clear_all(sat_memory m, bool covers)
{
    clear_live(m.hot, m.capacity);
    chain_free(m.cold, m.capacity);
    tix_init(m.by_prefix, m.prefix_buckets);
    tix_init(m.by_spi, m.spi_buckets);
    tix_init(m.by_impi, m.impi_buckets);
    if (covers)
        tix_init(m.by_cover, m.cover_buckets);
}

/* The allowed lengths, which were none; false if one is too long or is there twice. */
/*@ requires ok: \valid(t) && t->lengths == 0 && lengths <= SAT_LENGTHS && \valid_read(length + (0 .. lengths - 1));
    requires apart: \separated(t, length + (0 .. lengths - 1));
    terminates \true;
    exits \false;
    assigns t->lengths, t->length[0 .. SAT_LENGTHS - 1];
    ensures ok: \result ==> SatLengths(t) && t->lengths == lengths; */
static bool add_lengths(sa_table *t, const uint8_t *length, uint32_t lengths)
{
    /*@ loop invariant range: 0 <= i <= lengths && t->lengths == i;
        loop invariant sorted: SatLengths(t);
        loop assigns i, t->lengths, t->length[0 .. SAT_LENGTHS - 1];
        loop variant lengths - i; */
    for (uint32_t i = 0; i < lengths; i++) {
        if (length[i] > 128 || !add_length(t, length[i]))
            return false;
    }
    return true;
}

bool sat_init(sa_table *t, const sat_memory *m, sat_key key, const uint8_t *length, uint32_t lengths,
              sec_profile profile)
{
    uint32_t per_set = profile == PROFILE_CR1 ? 1 : 2;
    sa_table z = { .m = *m, .key = key, .limit = 3 * per_set, .per_set = per_set };

    if (lengths < 1 || lengths > SAT_LENGTHS || !memory_ok(m, lengths) || !add_lengths(&z, length, lengths))
        return false;
    clear_all(z.m, lengths > 1);
    *t = z;
    return true;
}

bool sat_has(const sa_table *t, uint32_t ue, unsigned kind)
{
    return ue < t->m.capacity && kind < SAT_SETS && t->m.hot[ue].live > 0 && t->m.hot[ue].port_uc[kind] != 0;
}

bool sat_present(const sa_table *t, sat_ref ref)
{
    return ref.status == SAT_OK && sat_has(t, ref.ue, ref.kind);
}

unsigned sat_shortest(const sa_table *t, sel_addr net)
{
    unsigned best = 128;

    /*@ loop invariant range: 0 <= i <= t->lengths;
        loop invariant found: best == 128 || \exists integer k; 0 <= k < i && t->length[k] == best &&
          (96 <= t->length[k] || !SelV4(net));
        loop invariant shortest: best <= 128 && \forall integer k; 0 <= k < i &&
          (96 <= t->length[k] || !SelV4(net)) ==> best <= t->length[k];
        loop assigns i, best;
        loop variant t->lengths - i; */
    for (uint32_t i = 0; i < t->lengths; i++) {
        if (t->length[i] >= 96 || !sel_is_v4(net))
            best = t->length[i];
    }
    return best;
}

sat_row sat_row_get(const sa_table *t, uint32_t ue, unsigned kind)
{
    const sat_hot *h = &t->m.hot[ue];
    const sat_cold *c = &t->m.cold[ue];
    sat_row r = { c->spi_uc[kind],  c->spi_us[kind],  c->spi_pc[kind],  c->spi_ps[kind],  c->expires[kind],
                  h->port_uc[kind], h->port_us[kind], h->port_pc[kind], h->port_ps[kind], h->alg[kind],
                  h->ealg[kind] };

    return r;
}

sat_set sat_get(const sa_table *t, sat_ref ref)
{
    sat_set s = { .kind = SAT_SETS };
    sat_row r;

    if (!sat_present(t, ref))
        return s;
    r = sat_row_get(t, ref.ue, ref.kind);
    s.sa = (sa_params){ .spi_uc = r.spi_uc, .spi_us = r.spi_us, .spi_pc = r.spi_pc, .spi_ps = r.spi_ps,
                        .port_uc = r.port_uc, .port_us = r.port_us, .port_pc = r.port_pc, .port_ps = r.port_ps,
                        .alg = (sec_alg)r.alg, .ealg = (sec_ealg)r.ealg };
    s.sa.ue.addr = sel_addr_back(t->m.hot[ref.ue].net);
    s.sa.ue.len = t->m.hot[ref.ue].len;
    s.sa.ue_addr = sel_addr_back(t->m.cold[ref.ue].now);
    s.impi = t->m.hot[ref.ue].impi;
    s.impus = t->m.hot[ref.ue].impus;
    s.expires = r.expires;
    s.kind = ref.kind;
    return s;
}

bool sat_next_expiry(const sa_table *t, uint32_t *when)
{
    if (t->used == 0)
        return false;
    /*@ assert each: \forall integer ue; SatLive(t, ue) ==> SatEarliest(t, ue, t->m.heap[t->m.hot[ue].heap_at].when) &&
          t->m.heap[0].when <= t->m.heap[t->m.hot[ue].heap_at].when; */
    //@ assert least: \forall integer ue, k; SatSet(t, ue, k) ==> t->m.heap[0].when <= t->m.cold[ue].expires[k];
    *when = t->m.heap[0].when;
    return true;
}

uint32_t sat_earliest(const sa_table *t, uint32_t ue)
{
    uint32_t when = UINT32_MAX;

    /*@ loop invariant range: 0 <= k <= SAT_SETS;
        loop invariant least: \forall integer i; 0 <= i < k && t->m.hot[ue].port_uc[i] != 0 ==>
          when <= t->m.cold[ue].expires[i];
        loop invariant some: (\exists integer i; 0 <= i < k && t->m.hot[ue].port_uc[i] != 0 &&
          t->m.cold[ue].expires[i] == when) || when == UINT32_MAX;
        loop assigns k, when;
        loop variant SAT_SETS - k; */
    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] != 0 && t->m.cold[ue].expires[k] < when)
            when = t->m.cold[ue].expires[k];
    }
    return when;
}

sat_ref sat_expired(const sa_table *t, uint32_t now)
{
    uint32_t when, ue;
    unsigned k = 0;

    if (t->used == 0 || t->m.heap[0].when > now)
        return sat_refuse(SAT_ABSENT);
    when = t->m.heap[0].when;
    ue = t->m.heap[0].ue;
    /* one of its sets ends then, so that if no other does the last one does */
    /*@ loop invariant range: 0 <= k < SAT_SETS;
        loop invariant passed: \forall integer i; 0 <= i < k ==>
          t->m.hot[ue].port_uc[i] == 0 || t->m.cold[ue].expires[i] != when;
        loop assigns k;
        loop variant SAT_SETS - k; */
    while (k + 1 < SAT_SETS && (t->m.hot[ue].port_uc[k] == 0 || t->m.cold[ue].expires[k] != when))
        k++;
    return sat_at(ue, k, 0, t->m.hot[ue].len);
}

const char *sat_requirement(const sa_table *t, sat_status s)
{
    bool cr1 = t->per_set == 1;

    switch (s) {
    case SAT_PORT_IN_USE:
        return cr1 ? "CR1-7.1-R3" : "CR2-7.1-R3";
    case SAT_PORT_BAD:
        return "CR2-7.1-P1";
    case SAT_SPI_IN_USE:
        return "CR2-7.1-05";
    case SAT_SPI_RESERVED:
        return "ESP-2.1-1";
    case SAT_SPI_CLASH:
        return "CR2-7.1-04";
    case SAT_LIMIT:
        return cr1 ? "CR1-7.1-R3a" : "CR2-7.1-R3a";
    case SAT_LENGTH:
        return "PAT-03";
    case SAT_OUTSIDE:
        return "PAT-10";
    default:
        return "";
    }
}
