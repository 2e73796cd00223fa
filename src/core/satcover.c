#include "satable_in.h"

/* The chain's place in by_cover, or TIX_END. */
/*@ requires ok: SatMemory(t) && SatCover(t) && 1 < t->lengths;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: 0 <= \result <= TIX_END;
    ensures head: \result < TIX_END ==>
              t->m.by_cover[TixBucketAt(tag, t->m.cover_buckets, \result)].s[TixSlotAt(\result)].val < t->m.capacity; */
static uint32_t chain_at(const sa_table *t, uint32_t tag, sel_addr cover, unsigned len)
{
    const tix_bucket *x = t->m.by_cover;
    uint32_t nb = t->m.cover_buckets;
    uint32_t at = tix_next(x, nb, tag, 0);

    /*@ loop invariant range: 0 <= at <= TIX_END;
        loop invariant hit: at < TIX_END ==> TixTagged(x, TixBucketAt(tag, nb, at), TixSlotAt(at), tag);
        loop assigns at;
        loop variant TIX_END - at; */
    while (at < TIX_END) {
        /*@ assert head: x[TixBucketAt(tag, nb, at)].s[TixSlotAt(at)].val < t->m.capacity; */
        sel_addr head = sel_mask(t->m.hot[tix_at(x, nb, tag, at)].net, len);

        if (head.hi == cover.hi && head.lo == cover.lo)
            return at;
        at = tix_next(x, nb, tag, at + 1);
    }
    return TIX_END;
}

uint32_t sat_cover_head(const sa_table *t, sel_addr net)
{
    unsigned len = sat_shortest(t, net);
    sel_addr cover = sel_mask(net, len);
    uint32_t tag = sat_tag(t, cover, len);
    uint32_t at = t->lengths > 1 ? chain_at(t, tag, cover, len) : TIX_END;

    return at < TIX_END ? tix_at(t->m.by_cover, t->m.cover_buckets, tag, at) : SAT_NONE;
}

bool sat_cover_add(sa_table *t, uint32_t ue)
{
    sel_addr net = t->m.hot[ue].net;
    unsigned len = sat_shortest(t, net);
    uint32_t head = sat_cover_head(t, net);
    uint32_t tag = sat_tag(t, sel_mask(net, len), len);

    t->m.cold[ue].prev = SAT_NONE;
    t->m.cold[ue].next = SAT_NONE;
    if (t->lengths == 1 || t->m.hot[ue].len == len)
        return true;
    if (head == SAT_NONE)
        return tix_add(t->m.by_cover, t->m.cover_buckets, tag, ue).found;
    t->m.cold[ue].next = head;
    t->m.cold[head].prev = ue;
    return tix_change(t->m.by_cover, t->m.cover_buckets, tag, head, ue).found;
}

void sat_cover_remove(sa_table *t, uint32_t ue)
{
    sel_addr net = t->m.hot[ue].net;
    unsigned len = sat_shortest(t, net);
    uint32_t tag = sat_tag(t, sel_mask(net, len), len);
    uint32_t next = t->m.cold[ue].next;
    uint32_t prev = t->m.cold[ue].prev;

    if (t->lengths == 1 || t->m.hot[ue].len == len)
        return;
    if (next != SAT_NONE)
        t->m.cold[next].prev = prev;
    if (prev != SAT_NONE)
        t->m.cold[prev].next = next;
    else if (next != SAT_NONE)
        (void)tix_change(t->m.by_cover, t->m.cover_buckets, tag, ue, next);
    else
        (void)tix_remove(t->m.by_cover, t->m.cover_buckets, tag, ue);
}
