#include "satable_in.h"

/*@ // No chain of the tag in the first slots of a bucket is under the cover; none before place `to`.
    predicate SatCoverPassedIn{L}(sa_table *t, integer b, integer tag, sel_addr cover, integer len, integer to) =
      \forall integer j; 0 <= j < TIX_W && j < to && TixTagged(t->m.by_cover, b, j, tag) ==>
        !SatUnder(t, t->m.by_cover[b].s[j].val, cover, len);
    lemma SatCoverPassedNext{L}: \forall sa_table *t, sel_addr cover, integer b, tag, len, to;
      SatCoverPassedIn(t, b, tag, cover, len, to) &&
      (0 <= to ==> !SatUnder(t, t->m.by_cover[b].s[to].val, cover, len)) ==>
        SatCoverPassedIn(t, b, tag, cover, len, to + 1);
    predicate SatCoverPassed{L}(sa_table *t, integer tag, sel_addr cover, integer len, integer to) =
      SatCoverPassedIn(t, TixHome1(tag, t->m.cover_buckets), tag, cover, len, to) &&
      (TixHome1(tag, t->m.cover_buckets) != TixHome2(tag, t->m.cover_buckets) ==>
        SatCoverPassedIn(t, TixHome2(tag, t->m.cover_buckets), tag, cover, len, to - TIX_W));
    lemma SatCoverPassedClear{L}: \forall sa_table *t, sel_addr cover, integer tag, len, a, b;
      SatCoverPassed(t, tag, cover, len, a) && TixClear(t->m.by_cover, t->m.cover_buckets, tag, a, b) ==>
        SatCoverPassed(t, tag, cover, len, b); */

/*@ requires ok: SatMemory(t) && ue < t->m.capacity && len <= 128;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SatUnder(t, ue, cover, len); */
static bool under(const sa_table *t, uint32_t ue, sel_addr cover, unsigned len)
{
    sel_addr net = sel_mask(t->m.hot[ue].net, len);

    return net.hi == cover.hi && net.lo == cover.lo;
}

/* The first UE of the cover's chain, or SAT_NONE. */
/*@ requires ok: SatMemory(t) && SatCover(t) && 1 < t->lengths && len <= 128;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures head: \result != SAT_NONE ==> \result < t->m.capacity && SatUnder(t, \result, cover, len) &&
              \exists integer b, j; TixSlot(t->m.cover_buckets, b, j) &&
              TixEntry(t->m.by_cover, b, j, tag, \result);
    ensures none: \result == SAT_NONE ==> \forall integer b, j; TixSlot(t->m.cover_buckets, b, j) &&
              TixTagged(t->m.by_cover, b, j, tag) ==> !SatUnder(t, t->m.by_cover[b].s[j].val, cover, len); */
static uint32_t chain_of(const sa_table *t, uint32_t tag, sel_addr cover, unsigned len)
{
    const tix_bucket *x = t->m.by_cover;
    uint32_t nb = t->m.cover_buckets;
    uint32_t at = tix_next(x, nb, tag, 0);

    /*@ loop invariant range: 0 <= at <= TIX_END;
        loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(tag, nb, at), TixSlotAt(at), tag);
        loop invariant passed: SatCoverPassed(t, tag, cover, len, at);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        uint32_t ue = tix_at(x, nb, tag, at);
        //@ assert head: ue < t->m.capacity;
        if (under(t, ue, cover, len))
            return ue;
        //@ assert first: at < TIX_W ==> !SatUnder(t, x[TixHome1(tag, nb)].s[at].val, cover, len);
        //@ assert second: TIX_W <= at ==> !SatUnder(t, x[TixHome2(tag, nb)].s[at - TIX_W].val, cover, len);
        //@ assert one_more: SatCoverPassed(t, tag, cover, len, at + 1);
        at = tix_next(x, nb, tag, at + 1);
    }
    /*@ assert all: \forall integer b, j; TixSlot(nb, b, j) && TixTagged(x, b, j, tag) ==>
          !SatUnder(t, x[b].s[j].val, cover, len); */
    return SAT_NONE;
}

uint32_t sat_cover_head(const sa_table *t, sel_addr net)
{
    unsigned len = sat_shortest(t, net);
    sel_addr cover = sel_mask(net, len);
    uint32_t tag = sat_tag(t, cover, len);
    uint32_t head = t->lengths > 1 ? chain_of(t, tag, cover, len) : SAT_NONE;

    //@ assert one: \forall integer l; t->lengths > 0 && SatShortest(t, net, l) ==> l == len;
    return head;
}

bool sat_cover_add(sa_table *t, uint32_t ue)
{
    sel_addr net = t->m.hot[ue].net;
    unsigned len = sat_shortest(t, net);
    uint32_t tag = sat_tag(t, sel_mask(net, len), len);
    uint32_t head = SAT_NONE;
    bool named = true;

    if (t->lengths > 1 && t->m.hot[ue].len != len) {
        head = sat_cover_head(t, net);
        if (head == SAT_NONE)
            named = tix_add(t->m.by_cover, t->m.cover_buckets, tag, ue).found;
        else
            named = tix_change(t->m.by_cover, t->m.cover_buckets, tag, head, ue).found;
    }
    //@ assert same: t->lengths == \at(t->lengths, Pre) && t->m.capacity == \at(t->m.capacity, Pre);
    //@ assert links: SatLinks(t);
    t->m.cold[ue].prev = SAT_NONE;
    t->m.cold[ue].next = head;
    if (head != SAT_NONE)
        t->m.cold[head].prev = ue;
    return named;
}

void sat_cover_remove(sa_table *t, uint32_t ue)
{
    sel_addr net = t->m.hot[ue].net;
    unsigned len = sat_shortest(t, net);
    uint32_t tag = sat_tag(t, sel_mask(net, len), len);
    uint32_t next = t->m.cold[ue].next;
    uint32_t prev = t->m.cold[ue].prev;

    if (t->lengths <= 1 || t->m.hot[ue].len == len)
        return;
    if (next != SAT_NONE)
        t->m.cold[next].prev = prev;
    if (prev != SAT_NONE)
        t->m.cold[prev].next = next;
    //@ assert links: SatLinks(t);
    if (prev == SAT_NONE && next != SAT_NONE)
        (void)tix_change(t->m.by_cover, t->m.cover_buckets, tag, ue, next);
    else if (prev == SAT_NONE)
        (void)tix_remove(t->m.by_cover, t->m.cover_buckets, tag, ue);
    //@ assert same: t->m.capacity == \at(t->m.capacity, Pre);
}
