/* The SA table in logic. A question is answered from the definition over all UEs; the indexes are an invariant. */
#ifndef SECAGREE_LOGIC_SATABLE_H
#define SECAGREE_LOGIC_SATABLE_H

/*@ // Some function of key, prefix and length: nothing is assumed of it (src/core/siphash.c computes it).
    axiomatic SatTag { logic integer SatTag(integer k0, integer k1, integer hi, integer lo, integer len); }

    predicate SatMemory{L}(sa_table *t) =
      \valid_read(t) && 1 <= t->m.capacity < SAT_NONE && 1 <= t->m.prefix_buckets && 1 <= t->m.spi_buckets &&
      \valid_read(t->m.hot + (0 .. t->m.capacity - 1)) && \valid_read(t->m.cold + (0 .. t->m.capacity - 1)) &&
      \valid_read(t->m.by_prefix + (0 .. t->m.prefix_buckets - 1)) &&
      \valid_read(t->m.by_spi + (0 .. t->m.spi_buckets - 1));

    predicate SatLive{L}(sa_table *t, integer ue) = 0 <= ue < t->m.capacity && t->m.hot[ue].live != 0;
    predicate SatNet{L}(sa_table *t, integer ue, integer hi, integer lo, integer len) =
      t->m.hot[ue].net.hi == hi && t->m.hot[ue].net.lo == lo && t->m.hot[ue].len == len;

    // TS 33.203 7.1: (UE port, P-CSCF port) of an inbound SA is (port_uc, port_ps) or, but for CR1, (port_us, port_pc).
    predicate SatPair{L}(sa_table *t, integer ue, integer k, integer pair, integer ue_port, integer p_port) =
      t->m.hot[ue].port_uc[k] != 0 &&
      ((pair == 0 && t->m.hot[ue].port_uc[k] == ue_port && t->m.hot[ue].port_ps[k] == p_port) ||
       (pair == 1 && t->per_set == 2 && t->m.hot[ue].port_us[k] == ue_port && t->m.hot[ue].port_pc[k] == p_port));
    predicate SatNoPair{L}(sa_table *t, integer ue, integer ue_port, integer p_port) = \forall integer k;
      0 <= k < SAT_SETS ==> !SatPair(t, ue, k, 0, ue_port, p_port) && !SatPair(t, ue, k, 1, ue_port, p_port);

    // The SPIs that the P-CSCF chose for a set: spi_ps and, but for CR1, spi_pc.
    predicate SatSpi{L}(sa_table *t, integer ue, integer k, integer pair, integer spi) =
      t->m.hot[ue].port_uc[k] != 0 && ((pair == 0 && t->m.cold[ue].spi_ps[k] == spi) ||
                                       (pair == 1 && t->per_set == 2 && t->m.cold[ue].spi_pc[k] == spi));
    predicate SatNoSpi{L}(sa_table *t, integer ue, integer spi) = \forall integer k;
      0 <= k < SAT_SETS ==> !SatSpi(t, ue, k, 0, spi) && !SatSpi(t, ue, k, 1, spi);

    // No inbound SA has it; and a number in a list.
    predicate SatSpiFree{L}(sa_table *t, integer spi) = \forall integer ue; SatLive(t, ue) ==> SatNoSpi(t, ue, spi);
    predicate SatAmong{L}(uint32_t *l, integer n, integer v) = \exists integer i; 0 <= i < n && l[i] == v;

    // A P-CSCF port that a set of a UE has; one that no UE has which covers the address; those never to choose.
    predicate SatPortOf{L}(sa_table *t, integer ue, integer k, integer port) = t->m.hot[ue].port_uc[k] != 0 &&
      (t->m.hot[ue].port_pc[k] == port || t->m.hot[ue].port_ps[k] == port);
    predicate SatHasPort{L}(sa_table *t, integer ue, integer port) = \exists integer k;
      0 <= k < SAT_SETS && SatPortOf(t, ue, k, port);
    predicate SatPortUnused{L}(sa_table *t, sel_addr a, integer port) = \forall integer ue;
      SatLive(t, ue) && SelCovers(t->m.hot[ue].net, t->m.hot[ue].len, a) ==> !SatHasPort(t, ue, port);
    predicate SatPortTaken{L}(sa_params *offer, integer port) = port == 5060 || port == 5061 ||
      port == offer->port_uc || port == offer->port_us || port == offer->port_ps;

    // Invariant, in parts. What the indexes name is a UE; every UE and every SPI of the P-CSCF is named.
    predicate SatIndexed{L}(sa_table *t) =
      TixOk(t->m.by_prefix, t->m.prefix_buckets) &&
      (\forall integer b, j; TixSlot(t->m.prefix_buckets, b, j) && t->m.by_prefix[b].s[j].val != TIX_NONE ==>
        SatLive(t, t->m.by_prefix[b].s[j].val)) &&
      (\forall integer ue; SatLive(t, ue) ==> \exists integer b, j; TixSlot(t->m.prefix_buckets, b, j) &&
        TixEntry(t->m.by_prefix, b, j, SatTag(t->key.k0, t->key.k1, t->m.hot[ue].net.hi, t->m.hot[ue].net.lo,
                                              t->m.hot[ue].len), ue));
    predicate SatSpiIndexed{L}(sa_table *t) =
      TixOk(t->m.by_spi, t->m.spi_buckets) &&
      (\forall integer b, j; TixSlot(t->m.spi_buckets, b, j) && t->m.by_spi[b].s[j].val != TIX_NONE ==>
        SatLive(t, t->m.by_spi[b].s[j].val)) &&
      (\forall integer ue, k, pair, spi; SatLive(t, ue) && 0 <= k < SAT_SETS && SatSpi(t, ue, k, pair, spi) ==>
        \exists integer b, j; TixSlot(t->m.spi_buckets, b, j) && TixEntry(t->m.by_spi, b, j, spi, ue));
    // Prefixes are masked, and of a length that is counted as present.
    predicate SatMasked{L}(sa_table *t) = \forall integer ue; SatLive(t, ue) ==>
      t->m.hot[ue].len <= 128 && SelMasked(t->m.hot[ue].net, t->m.hot[ue].net, t->m.hot[ue].len) &&
      (SelV4(t->m.hot[ue].net) ==> 96 <= t->m.hot[ue].len) &&
      \exists integer i; 0 <= i < t->lengths && t->length[i] == t->m.hot[ue].len && t->count[i] > 0;
    predicate SatLengths{L}(sa_table *t) = t->lengths <= SAT_LENGTHS &&
      (\forall integer i; 0 <= i < t->lengths ==> t->length[i] <= 128) &&
      (\forall integer i, k; 0 <= i < k < t->lengths ==> t->length[i] > t->length[k]);
    predicate SatOk{L}(sa_table *t) =
      SatMemory(t) && SatIndexed(t) && SatSpiIndexed(t) && SatMasked(t) && SatLengths(t);

    // The inbound SA of a packet from a, and its absence, over all UEs (CR2-7.1-R4).
    predicate SatCovers{L}(sa_table *t, integer ue, sel_addr a) = SelCovers(t->m.hot[ue].net, t->m.hot[ue].len, a);
    predicate SatAbsent{L}(sa_table *t, sel_addr a, integer ue_port, integer p_port) = \forall integer ue;
      SatLive(t, ue) && SatCovers(t, ue, a) ==> SatNoPair(t, ue, ue_port, p_port);
    predicate SatLongest{L}(sa_table *t, sel_addr a, integer ue_port, integer p_port, integer len) =
      \forall integer ue; SatLive(t, ue) && SatCovers(t, ue, a) && len < t->m.hot[ue].len ==>
        SatNoPair(t, ue, ue_port, p_port);

    predicate SatApplies{L}(sa_table *t, integer i, sel_addr a) =
      t->count[i] > 0 && (96 <= t->length[i] || !SelV4(a));
    // Among the UEs with prefixes of one length.
    predicate SatLengthPassed{L}(sa_table *t, sel_addr a, integer ue_port, integer p_port, integer len) =
      \forall integer ue; SatLive(t, ue) && t->m.hot[ue].len == len && SatCovers(t, ue, a) ==>
        SatNoPair(t, ue, ue_port, p_port);

    // Where going through the UEs of one prefix has come to: its next UE, or the end.
    logic integer SatUeAt{L}(sa_table *t, integer tag, integer at) =
      t->m.by_prefix[TixBucketAt(tag, t->m.prefix_buckets, at)].s[TixSlotAt(at)].val;
    predicate SatNetAt{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer at) =
      0 <= at <= TIX_END && (at < TIX_END ==>
        TixTagged(t->m.by_prefix, TixBucketAt(tag, t->m.prefix_buckets, at), TixSlotAt(at), tag) &&
        SatNet(t, SatUeAt(t, tag, at), hi, lo, len) && SatLive(t, SatUeAt(t, tag, at)));
    // No place of the tag in [from, to) has a UE of this prefix; none of those has the SA.
    predicate SatNetClearIn{L}(sa_table *t, integer b, integer tag, integer hi, integer lo, integer len,
                               integer from, integer to) = \forall integer j; 0 <= j < TIX_W && from <= j < to &&
        TixTagged(t->m.by_prefix, b, j, tag) ==> !SatNet(t, t->m.by_prefix[b].s[j].val, hi, lo, len);
    predicate SatNetClear{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer from,
                             integer to) =
      SatNetClearIn(t, TixHome1(tag, t->m.prefix_buckets), tag, hi, lo, len, from, to) &&
      (TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets) ==>
        SatNetClearIn(t, TixHome2(tag, t->m.prefix_buckets), tag, hi, lo, len, from - TIX_W, to - TIX_W));
    predicate SatNetPassed{L}(sa_table *t, integer tag, integer hi, integer lo, integer len, integer ue_port,
                              integer p_port, integer to) =
      (\forall integer j; 0 <= j < TIX_W && j < to &&
        TixTagged(t->m.by_prefix, TixHome1(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          SatNoPair(t, t->m.by_prefix[TixHome1(tag, t->m.prefix_buckets)].s[j].val, ue_port, p_port)) &&
      (\forall integer j; 0 <= j < TIX_W && j + TIX_W < to &&
        TixHome1(tag, t->m.prefix_buckets) != TixHome2(tag, t->m.prefix_buckets) &&
        TixTagged(t->m.by_prefix, TixHome2(tag, t->m.prefix_buckets), j, tag) &&
        SatNet(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, hi, lo, len) ==>
          SatNoPair(t, t->m.by_prefix[TixHome2(tag, t->m.prefix_buckets)].s[j].val, ue_port, p_port));
    predicate SatSpiPassedIn{L}(sa_table *t, integer b, integer spi, integer to) =
      \forall integer j; 0 <= j < TIX_W && j < to && TixTagged(t->m.by_spi, b, j, spi) ==>
        SatNoSpi(t, t->m.by_spi[b].s[j].val, spi);
    lemma SatSpiPassedNext{L}: \forall sa_table *t, integer b, spi, to; SatSpiPassedIn(t, b, spi, to) &&
      (0 <= to ==> SatNoSpi(t, t->m.by_spi[b].s[to].val, spi)) ==> SatSpiPassedIn(t, b, spi, to + 1);
    predicate SatSpiPassed{L}(sa_table *t, integer spi, integer to) =
      SatSpiPassedIn(t, TixHome1(spi, t->m.spi_buckets), spi, to) &&
      (TixHome1(spi, t->m.spi_buckets) != TixHome2(spi, t->m.spi_buckets) ==>
        SatSpiPassedIn(t, TixHome2(spi, t->m.spi_buckets), spi, to - TIX_W));
    lemma SatSpiPassedClear{L}: \forall sa_table *t, integer spi, a, b; SatSpiPassed(t, spi, a) &&
      TixClear(t->m.by_spi, t->m.spi_buckets, spi, a, b) ==> SatSpiPassed(t, spi, b);

    // A set that is there; one that an answer names.
    predicate SatSet{L}(sa_table *t, integer ue, integer k) =
      SatLive(t, ue) && 0 <= k < SAT_SETS && t->m.hot[ue].port_uc[k] != 0;
    predicate SatPresent{L}(sa_table *t, sat_ref r) = r.status == SAT_OK && SatSet(t, r.ue, r.kind);

    // The records may be written, and nothing stands in the place of another.
    predicate SatWritable{L}(sa_table *t) =
      SatMemory(t) && \valid(t) && \valid(t->m.hot + (0 .. t->m.capacity - 1)) &&
      \valid(t->m.cold + (0 .. t->m.capacity - 1)) &&
      \separated(t, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1));

    // What the heap and the chains of covers need so that no access leaves the table.
    predicate SatHeapWritable{L}(sa_table *t) =
      SatWritable(t) && \valid(t->m.heap + (0 .. t->m.capacity - 1)) &&
      \separated(t, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1),
                 t->m.heap + (0 .. t->m.capacity - 1));
    predicate SatHeapUes{L}(sa_table *t, integer n) =
      \forall integer i; 0 <= i < n ==> t->m.heap[i].ue < t->m.capacity;
    predicate SatLinks{L}(sa_table *t) = \forall integer ue; 0 <= ue < t->m.capacity ==>
      (t->m.cold[ue].next == SAT_NONE || t->m.cold[ue].next < t->m.capacity) &&
      (t->m.cold[ue].prev == SAT_NONE || t->m.cold[ue].prev < t->m.capacity);
    predicate SatCover{L}(sa_table *t) = t->lengths > 1 ==>
      1 <= t->m.cover_buckets && \valid_read(t->m.by_cover + (0 .. t->m.cover_buckets - 1)) &&
      TixOk(t->m.by_cover, t->m.cover_buckets) &&
      (\forall integer b, j; TixSlot(t->m.cover_buckets, b, j) && t->m.by_cover[b].s[j].val != TIX_NONE ==>
        t->m.by_cover[b].s[j].val < t->m.capacity);
    predicate SatCoverWritable{L}(sa_table *t) = SatCover(t) && SatLinks(t) && (t->lengths > 1 ==>
      \valid(t->m.by_cover + (0 .. t->m.cover_buckets - 1)) &&
      \separated(t, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1),
                 t->m.by_cover + (0 .. t->m.cover_buckets - 1)));

    // An index that may be written.
    predicate SatIndex{L}(tix_bucket *x, integer nb) = 1 <= nb && \valid(x + (0 .. nb - 1)) && TixOk(x, nb);

    // No part of the table stands in the place of another.
    predicate SatApart{L}(sa_table *t) =
      \separated(t, t->m.hot + (0 .. t->m.capacity - 1), t->m.cold + (0 .. t->m.capacity - 1),
                 t->m.heap + (0 .. t->m.capacity - 1), t->m.by_prefix + (0 .. t->m.prefix_buckets - 1),
                 t->m.by_spi + (0 .. t->m.spi_buckets - 1), t->m.by_impi + (0 .. t->m.impi_buckets - 1),
                 t->m.by_cover + (0 .. t->m.cover_buckets - 1));

    // What the caller gives: each array that is there has its size.
    predicate SatGiven{L}(sat_memory *m) =
      (m->hot != \null ==> \valid(m->hot + (0 .. m->capacity - 1))) &&
      (m->cold != \null ==> \valid(m->cold + (0 .. m->capacity - 1))) &&
      (m->by_prefix != \null ==> \valid(m->by_prefix + (0 .. m->prefix_buckets - 1))) &&
      (m->by_spi != \null ==> \valid(m->by_spi + (0 .. m->spi_buckets - 1))) &&
      (m->by_impi != \null ==> \valid(m->by_impi + (0 .. m->impi_buckets - 1))) &&
      (m->by_cover != \null ==> \valid(m->by_cover + (0 .. m->cover_buckets - 1)));

    // Of one UE: the set of one kind, and what it was before.
    predicate SatRowSame{L1,L2}(sa_table *t, integer ue, integer from, integer to) =
      \at(t->m.cold[ue].spi_uc[from], L1) == \at(t->m.cold[ue].spi_uc[to], L2) &&
      \at(t->m.cold[ue].spi_us[from], L1) == \at(t->m.cold[ue].spi_us[to], L2) &&
      \at(t->m.cold[ue].spi_pc[from], L1) == \at(t->m.cold[ue].spi_pc[to], L2) &&
      \at(t->m.cold[ue].spi_ps[from], L1) == \at(t->m.cold[ue].spi_ps[to], L2) &&
      \at(t->m.cold[ue].expires[from], L1) == \at(t->m.cold[ue].expires[to], L2) &&
      \at(t->m.hot[ue].port_uc[from], L1) == \at(t->m.hot[ue].port_uc[to], L2) &&
      \at(t->m.hot[ue].port_us[from], L1) == \at(t->m.hot[ue].port_us[to], L2) &&
      \at(t->m.hot[ue].port_pc[from], L1) == \at(t->m.hot[ue].port_pc[to], L2) &&
      \at(t->m.hot[ue].port_ps[from], L1) == \at(t->m.hot[ue].port_ps[to], L2) &&
      \at(t->m.hot[ue].alg[from], L1) == \at(t->m.hot[ue].alg[to], L2) &&
      \at(t->m.hot[ue].ealg[from], L1) == \at(t->m.hot[ue].ealg[to], L2);

    // The first end of a UE's sets; and the heap: who is in it, when the first of its sets ends, the earliest on top.
    predicate SatEarliest{L}(sa_table *t, integer ue, integer when) =
      (\forall integer k; 0 <= k < SAT_SETS && t->m.hot[ue].port_uc[k] != 0 ==> when <= t->m.cold[ue].expires[k]) &&
      ((\exists integer k; 0 <= k < SAT_SETS && t->m.hot[ue].port_uc[k] != 0 && t->m.cold[ue].expires[k] == when) ||
       (when == UINT32_MAX && \forall integer k; 0 <= k < SAT_SETS ==> t->m.hot[ue].port_uc[k] == 0));
    predicate SatHeap{L}(sa_table *t) =
      t->used <= t->m.capacity && \valid_read(t->m.heap + (0 .. t->m.capacity - 1)) &&
      (\forall integer ue; SatLive(t, ue) ==>
        0 <= t->m.hot[ue].heap_at < t->used && t->m.heap[t->m.hot[ue].heap_at].ue == ue) &&
      (\forall integer i; 0 <= i < t->used ==> SatLive(t, t->m.heap[i].ue) &&
        SatEarliest(t, t->m.heap[i].ue, t->m.heap[i].when) && t->m.heap[0].when <= t->m.heap[i].when) &&
      (\forall integer ue; SatLive(t, ue) ==> \exists integer k; 0 <= k < SAT_SETS && t->m.hot[ue].port_uc[k] != 0);

    // SelWords of an address by value.
    predicate SatAddrIs(sel_addr w, ip_addr a) =
      w.hi == a.b[0] * 0x100000000000000 + a.b[1] * 0x1000000000000 + a.b[2] * 0x10000000000 +
              a.b[3] * 0x100000000 + a.b[4] * 0x1000000 + a.b[5] * 0x10000 + a.b[6] * 0x100 + a.b[7] &&
      w.lo == a.b[8] * 0x100000000000000 + a.b[9] * 0x1000000000000 + a.b[10] * 0x10000000000 +
              a.b[11] * 0x100000000 + a.b[12] * 0x1000000 + a.b[13] * 0x10000 + a.b[14] * 0x100 + a.b[15];

    // CR2-7.1-P1, -U1; Z-14: in CR1 port 5061 is free.
    predicate SatPortFree(integer per_set, integer port) =
      port != 0 && port != 5060 && (port != 5061 || per_set == 1);
    predicate SatPortsOk{L}(integer per_set, sa_params *p) =
      SatPortFree(per_set, p->port_uc) && SatPortFree(per_set, p->port_us) && SatPortFree(per_set, p->port_pc) &&
      SatPortFree(per_set, p->port_ps) && p->port_uc != p->port_us && p->port_pc != p->port_ps;
    // RFC 4303 2.1; CR2-7.1-03, -04: all SPIs of a set differ. CR1 has two.
    predicate SatSpisReserved{L}(integer per_set, sa_params *p) =
      p->spi_ps < SAT_SPI_MIN || p->spi_us < SAT_SPI_MIN ||
      (per_set == 2 && (p->spi_pc < SAT_SPI_MIN || p->spi_uc < SAT_SPI_MIN));
    predicate SatSpisDiffer{L}(integer per_set, sa_params *p) =
      p->spi_ps != p->spi_us &&
      (per_set != 1 ==> p->spi_pc != p->spi_ps && p->spi_pc != p->spi_us && p->spi_pc != p->spi_uc &&
                        p->spi_uc != p->spi_ps && p->spi_uc != p->spi_us);
    // PAT-03: policy has the length, and it is one of the address's family.
    predicate SatAllowed{L}(sa_table *t, integer len, sel_addr a) =
      (\exists integer i; 0 <= i < t->lengths && t->length[i] == len) && (96 <= len || !SelV4(a));

    // CR2-7.1-R3, -U8: what of a new set may not meet the set k of a UE whose prefix overlaps.
    predicate SatPortsMeet{L}(sa_table *t, integer ue, integer k, sa_params *p, integer impi) =
      p->port_uc == t->m.hot[ue].port_uc[k] || p->port_uc == t->m.hot[ue].port_us[k] ||
      p->port_us == t->m.hot[ue].port_uc[k] ||
      (p->port_us == t->m.hot[ue].port_us[k] &&
       (t->m.hot[ue].impi == impi ==> p->port_pc == t->m.hot[ue].port_pc[k]));
    // CR2-7.1-03, -04: an SPI that the UE offers is one of the set's, or for its own user one of the P-CSCF's.
    predicate SatUeSpiMeets{L}(sa_table *t, integer ue, integer k, integer spi, integer impi) =
      spi == t->m.cold[ue].spi_us[k] || (t->m.hot[ue].impi == impi && spi == t->m.cold[ue].spi_ps[k]) ||
      (t->per_set == 2 && (spi == t->m.cold[ue].spi_uc[k] ||
                           (t->m.hot[ue].impi == impi && spi == t->m.cold[ue].spi_pc[k])));
    predicate SatUeSpisMeet{L}(sa_table *t, integer ue, integer k, sa_params *p, integer impi) =
      SatUeSpiMeets(t, ue, k, p->spi_us, impi) || (t->per_set == 2 && SatUeSpiMeets(t, ue, k, p->spi_uc, impi));
    // The SPIs that the UE chose for a set: spi_us and, but for CR1, spi_uc, which port_uc goes with.
    predicate SatUeSpi{L}(sa_table *t, integer ue, integer k, integer pair, integer spi) =
      t->m.hot[ue].port_uc[k] != 0 && ((pair == 1 && t->m.cold[ue].spi_us[k] == spi) ||
                                       (pair == 0 && t->per_set == 2 && t->m.cold[ue].spi_uc[k] == spi));
    predicate SatNoUeSpi{L}(sa_table *t, integer ue, integer spi) = \forall integer k;
      0 <= k < SAT_SETS ==> !SatUeSpi(t, ue, k, 0, spi) && !SatUeSpi(t, ue, k, 1, spi);

    // What the index by IMPI names is a UE of that IMPI.
    predicate SatImpis{L}(sa_table *t) =
      1 <= t->m.impi_buckets && \valid_read(t->m.by_impi + (0 .. t->m.impi_buckets - 1)) &&
      \forall integer b, j; TixSlot(t->m.impi_buckets, b, j) && t->m.by_impi[b].s[j].val != TIX_NONE ==>
        SatLive(t, t->m.by_impi[b].s[j].val) && t->m.hot[t->m.by_impi[b].s[j].val].impi == t->m.by_impi[b].s[j].tag;
    // And every UE is named there.
    predicate SatUsers{L}(sa_table *t) = SatImpis(t) && TixOk(t->m.by_impi, t->m.impi_buckets) &&
      \forall integer ue; SatLive(t, ue) ==> \exists integer b, j; TixSlot(t->m.impi_buckets, b, j) &&
        TixEntry(t->m.by_impi, b, j, t->m.hot[ue].impi, ue);
    // The sets of the UEs of an IMPI: of those named in the first slots of a bucket; of all.
    logic integer SatSetsIn{L}(sa_table *t, integer b, integer impi, integer to) = to <= 0 ? 0 :
      SatSetsIn(t, b, impi, to - 1) +
      (t->m.by_impi[b].s[to - 1].val != TIX_NONE && t->m.by_impi[b].s[to - 1].tag == impi ?
        t->m.hot[t->m.by_impi[b].s[to - 1].val].live : 0);
    logic integer SatUserSets{L}(sa_table *t, integer impi) =
      SatSetsIn(t, TixHome1(impi, t->m.impi_buckets), impi, TIX_W) +
      (TixHome1(impi, t->m.impi_buckets) == TixHome2(impi, t->m.impi_buckets) ? 0 :
        SatSetsIn(t, TixHome2(impi, t->m.impi_buckets), impi, TIX_W));
    // The order in which all sets are gone through: what comes after an answer, or all where there is none.
    predicate SatAfter{L}(sa_table *t, sat_ref *after, integer ue, integer k) =
      after == \null || t->m.capacity <= after->ue || after->ue < ue || (after->ue == ue && after->kind < k);

    // The id of a requirement: CR1-7.1-ab or CR2-7.1-ab, with a last character c or none; PAT-ab; ESP-2.1-1.
    predicate SatClause{L}(char *s, integer annex, integer a, integer b, integer c) =
      s[0] == 'C' && s[1] == 'R' && s[2] == annex && s[3] == '-' && s[4] == '7' && s[5] == '.' && s[6] == '1' &&
      s[7] == '-' && s[8] == a && s[9] == b && s[10] == c && (c != 0 ==> s[11] == 0);
    predicate SatPattern{L}(char *s, integer a, integer b) =
      s[0] == 'P' && s[1] == 'A' && s[2] == 'T' && s[3] == '-' && s[4] == a && s[5] == b && s[6] == 0;
    predicate SatReserved{L}(char *s) =
      s[0] == 'E' && s[1] == 'S' && s[2] == 'P' && s[3] == '-' && s[4] == '2' && s[5] == '.' && s[6] == '1' &&
      s[7] == '-' && s[8] == '1' && s[9] == 0;

    // A set that counts: not the one about to go. Whether one of a UE's meets the new set.
    predicate SatCounts{L}(sa_table *t, integer ue, integer k, sat_ref skip) =
      t->m.hot[ue].port_uc[k] != 0 && (ue != skip.ue || k != skip.kind);
    predicate SatPortsClash{L}(sa_table *t, integer ue, sa_params *p, integer impi, sat_ref skip) =
      \exists integer k; 0 <= k < SAT_SETS && SatCounts(t, ue, k, skip) && SatPortsMeet(t, ue, k, p, impi);
    predicate SatSpisClash{L}(sa_table *t, integer ue, sa_params *p, integer impi, sat_ref skip) =
      \exists integer k; 0 <= k < SAT_SETS && SatCounts(t, ue, k, skip) && SatUeSpisMeet(t, ue, k, p, impi);

    // UEs whose prefixes overlap net/len: it lies in theirs; theirs, which is longer, lies in it.
    predicate SatAbove{L}(sa_table *t, integer ue, sel_addr net, integer len) =
      t->m.hot[ue].len <= len && SatCovers(t, ue, net);
    predicate SatBelow{L}(sa_table *t, integer ue, sel_addr net, integer len) =
      len < t->m.hot[ue].len && SelCovers(net, len, t->m.hot[ue].net);
    predicate SatOverlaps{L}(sa_table *t, integer ue, sel_addr net, integer len) =
      SatAbove(t, ue, net, len) || SatBelow(t, ue, net, len);

    // The chains of covers hold UEs only. A UE that is reached from another in fewer than n steps.
    predicate SatChains{L}(sa_table *t) = SatCover(t) &&
      (\forall integer ue; SatLive(t, ue) && t->m.cold[ue].next != SAT_NONE ==> SatLive(t, t->m.cold[ue].next)) &&
      (t->lengths > 1 ==> \forall integer b, j;
        TixSlot(t->m.cover_buckets, b, j) && t->m.by_cover[b].s[j].val != TIX_NONE ==>
          SatLive(t, t->m.by_cover[b].s[j].val));
    predicate SatReach{L}(sa_table *t, integer from, integer n, integer ue) = 0 < n && from != SAT_NONE &&
      (from == ue || SatReach(t, t->m.cold[from].next, n - 1, ue));
    // The shortest allowed length of the address's family; two prefixes alike as far as that; the head of a chain.
    predicate SatShortest{L}(sa_table *t, sel_addr net, integer len) = len <= 128 &&
      (len != 128 ==> \exists integer i; 0 <= i < t->lengths && t->length[i] == len && (96 <= len || !SelV4(net))) &&
      (\forall integer i; 0 <= i < t->lengths && (96 <= t->length[i] || !SelV4(net)) ==> len <= t->length[i]);
    predicate SatUnder{L}(sa_table *t, integer ue, sel_addr cover, integer len) =
      SelUpper(t->m.hot[ue].net.hi, SelHiBits(len)) == cover.hi &&
      SelUpper(t->m.hot[ue].net.lo, SelLoBits(len)) == cover.lo;
    predicate SatHead{L}(sa_table *t, sel_addr net, integer ue) = t->lengths > 1 ==>
      \forall integer len, sel_addr cover; SatShortest(t, net, len) && SelMasked(cover, net, len) ==>
        (ue == SAT_NONE ==> \forall integer b, j; TixSlot(t->m.cover_buckets, b, j) && TixTagged(t->m.by_cover, b, j,
          SatTag(t->key.k0, t->key.k1, cover.hi, cover.lo, len)) ==>
            !SatUnder(t, t->m.by_cover[b].s[j].val, cover, len)) &&
        (ue != SAT_NONE ==> SatUnder(t, ue, cover, len) && \exists integer b, j;
          TixSlot(t->m.cover_buckets, b, j) && TixEntry(t->m.by_cover, b, j,
          SatTag(t->key.k0, t->key.k1, cover.hi, cover.lo, len), ue));
    // Where several lengths are allowed: every UE whose prefix lies in another is reached from the head for that.
    predicate SatChained{L}(sa_table *t) = t->lengths > 1 ==> \forall sel_addr net, integer len, head, ue;
      SatLive(t, ue) && SatAllowed(t, len, net) && SatBelow(t, ue, net, len) && SatHead(t, net, head) ==>
        SatReach(t, head, t->used, ue);

    // What is wrong with a new set by itself; the SAs of its user would be too many; an SPI is tied to another set.
    predicate SatValid{L}(sa_table *t, sa_params *p, sel_addr a, sel_addr now) =
      SatAllowed(t, p->ue.len, a) && SelCovers(a, p->ue.len, now) && SatPortsOk(t->per_set, p) &&
      !SatSpisReserved(t->per_set, p) && SatSpisDiffer(t->per_set, p);
    predicate SatOver{L}(sa_table *t, integer impi, sat_ref skip) =
      SatUserSets(t, impi) * t->per_set + t->per_set > t->limit + (skip.ue == SAT_NONE ? 0 : t->per_set);
    predicate SatSpiTied{L}(sa_table *t, integer spi, sat_ref skip) = \exists integer ue, k, pair;
      SatLive(t, ue) && 0 <= k < SAT_SETS && SatSpi(t, ue, k, pair, spi) && (ue != skip.ue || k != skip.kind);

    // What a change of the table needs beyond what finding does: all of it can be written, the heap and the chains name
    // records, the first free one is free; each UE is in the heap, has a set, and is counted under its length; no two
    // have the same prefix and IMPI.
    predicate SatEditable{L}(sa_table *t) =
      SatHeapWritable(t) && SatApart(t) && SatCoverWritable(t) && SatHeapUes(t, t->used) &&
      t->used <= t->m.capacity && SatIndex(t->m.by_prefix, t->m.prefix_buckets) &&
      SatIndex(t->m.by_spi, t->m.spi_buckets) && SatIndex(t->m.by_impi, t->m.impi_buckets) &&
      (t->free_head == SAT_NONE || (t->free_head < t->m.capacity && !SatLive(t, t->free_head))) &&
      (\forall integer i; 0 <= i < t->lengths ==> t->count[i] <= t->used) &&
      (\forall integer ue; SatLive(t, ue) ==>
        t->m.hot[ue].live <= SAT_SETS && t->m.hot[ue].heap_at < t->used && 0 < t->sets) &&
      (\forall integer u, v; SatLive(t, u) && SatLive(t, v) && t->m.hot[u].impi == t->m.hot[v].impi &&
        SatNet(t, u, t->m.hot[v].net.hi, t->m.hot[v].net.lo, t->m.hot[v].len) ==> u == v);
    // Of one record; of all there is.
    predicate SatUeSame{L1,L2}(sa_table *t, integer ue) =
      \at(t->m.hot[ue].net.hi, L1) == \at(t->m.hot[ue].net.hi, L2) &&
      \at(t->m.hot[ue].net.lo, L1) == \at(t->m.hot[ue].net.lo, L2) &&
      \at(t->m.hot[ue].len, L1) == \at(t->m.hot[ue].len, L2) &&
      \at(t->m.hot[ue].live, L1) == \at(t->m.hot[ue].live, L2) &&
      \at(t->m.hot[ue].tag, L1) == \at(t->m.hot[ue].tag, L2) &&
      \at(t->m.hot[ue].impi, L1) == \at(t->m.hot[ue].impi, L2) &&
      \at(t->m.hot[ue].impus, L1) == \at(t->m.hot[ue].impus, L2) &&
      \at(t->m.hot[ue].heap_at, L1) == \at(t->m.hot[ue].heap_at, L2) &&
      \at(t->m.cold[ue].now.hi, L1) == \at(t->m.cold[ue].now.hi, L2) &&
      \at(t->m.cold[ue].now.lo, L1) == \at(t->m.cold[ue].now.lo, L2) &&
      \at(t->m.cold[ue].next, L1) == \at(t->m.cold[ue].next, L2) &&
      \at(t->m.cold[ue].prev, L1) == \at(t->m.cold[ue].prev, L2) &&
      \forall integer k; 0 <= k < SAT_SETS ==> SatRowSame{L1,L2}(t, ue, k, k);
    predicate SatUnchanged{L1,L2}(sa_table *t) =
      \at(t->used, L1) == \at(t->used, L2) && \at(t->sets, L1) == \at(t->sets, L2) &&
      \at(t->free_head, L1) == \at(t->free_head, L2) &&
      (\forall integer i; 0 <= i < SAT_LENGTHS ==> \at(t->count[i], L1) == \at(t->count[i], L2)) &&
      (\forall integer ue; SatUeSame{L1,L2}(t, ue)) &&
      (\forall integer i; \at(t->m.heap[i].when, L1) == \at(t->m.heap[i].when, L2) &&
        \at(t->m.heap[i].ue, L1) == \at(t->m.heap[i].ue, L2)) &&
      (\forall integer b, j; \at(t->m.by_prefix[b].s[j].tag, L1) == \at(t->m.by_prefix[b].s[j].tag, L2) &&
        \at(t->m.by_prefix[b].s[j].val, L1) == \at(t->m.by_prefix[b].s[j].val, L2) &&
        \at(t->m.by_spi[b].s[j].tag, L1) == \at(t->m.by_spi[b].s[j].tag, L2) &&
        \at(t->m.by_spi[b].s[j].val, L1) == \at(t->m.by_spi[b].s[j].val, L2) &&
        \at(t->m.by_impi[b].s[j].tag, L1) == \at(t->m.by_impi[b].s[j].tag, L2) &&
        \at(t->m.by_impi[b].s[j].val, L1) == \at(t->m.by_impi[b].s[j].val, L2) &&
        \at(t->m.by_cover[b].s[j].tag, L1) == \at(t->m.by_cover[b].s[j].tag, L2) &&
        \at(t->m.by_cover[b].s[j].val, L1) == \at(t->m.by_cover[b].s[j].val, L2));
    // The set of that kind that the UE (p->ue, impi) has.
    predicate SatHas{L}(sa_table *t, sel_addr net, integer len, integer impi, integer k) = \exists integer ue;
      SatSet(t, ue, k) && SatNet(t, ue, net.hi, net.lo, len) && t->m.hot[ue].impi == impi;
*/

#endif
