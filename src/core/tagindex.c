#include "tagindex.h"

/* Multiplicative mixing; the product's upper bits choose the bucket, so that nb need not be a power of two. */
static uint32_t home(uint32_t tag, uint32_t nb, uint32_t factor)
{
    uint64_t mixed = ((uint64_t)tag * factor) % 0x100000000u;
    uint64_t at = mixed * nb / 0x100000000u;

    return (uint32_t)at;
}

uint32_t tix_home1(uint32_t tag, uint32_t nb)
{
    return home(tag, nb, 0x9e3779b1u);
}

uint32_t tix_home2(uint32_t tag, uint32_t nb)
{
    return home(tag, nb, 0xc2b2ae3du);
}

void tix_init(tix_bucket *x, uint32_t nb)
{
    for (uint32_t b = 0; b < nb; b++) {
        for (uint32_t j = 0; j < TIX_W; j++) {
            x[b].s[j].tag = 0;
            x[b].s[j].val = TIX_NONE;
        }
    }
}

/* The first slot of bucket b, from `from` on, that holds the tag; TIX_W if there is none. */
static uint32_t scan_tag(const tix_bucket *x, uint32_t nb, uint32_t b, uint32_t from, uint32_t tag)
{
    (void)nb; /* only the contract reads it */
    for (uint32_t j = from; j < TIX_W; j++) {
        if (x[b].s[j].tag == tag && x[b].s[j].val != TIX_NONE)
            return j;
    }
    return TIX_W;
}

static uint32_t scan_entry(const tix_bucket *x, uint32_t nb, uint32_t b, uint32_t tag, uint32_t val)
{
    (void)nb;
    for (uint32_t j = 0; j < TIX_W; j++) {
        if (x[b].s[j].tag == tag && x[b].s[j].val == val)
            return j;
    }
    return TIX_W;
}

static uint32_t scan_free(const tix_bucket *x, uint32_t nb, uint32_t b)
{
    (void)nb;
    for (uint32_t j = 0; j < TIX_W; j++) {
        if (x[b].s[j].val == TIX_NONE)
            return j;
    }
    return TIX_W;
}

static void put(tix_bucket *x, uint32_t nb, uint32_t b, uint32_t j, uint32_t tag, uint32_t val)
{
    (void)nb;
    x[b].s[j].tag = tag;
    x[b].s[j].val = val;
}

uint32_t tix_next(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t from)
{
    uint32_t b1 = tix_home1(tag, nb);
    uint32_t b2 = tix_home2(tag, nb);
    uint32_t j = TIX_W;

    if (from < TIX_W) {
        j = scan_tag(x, nb, b1, from, tag);
        if (j < TIX_W)
            return j;
    }
    if (b1 == b2)
        return TIX_END;
    return TIX_W + scan_tag(x, nb, b2, from < TIX_W ? 0 : from - TIX_W, tag);
}

uint32_t tix_at(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t place)
{
    if (place < TIX_W)
        return x[tix_home1(tag, nb)].s[place].val;
    return x[tix_home2(tag, nb)].s[place - TIX_W].val;
}

tix_pos tix_find(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val)
{
    tix_pos r = { true, tix_home1(tag, nb), 0 };

    r.j = scan_entry(x, nb, r.b, tag, val);
    if (r.j < TIX_W)
        return r;
    r.b = tix_home2(tag, nb);
    r.j = scan_entry(x, nb, r.b, tag, val);
    r.found = r.j < TIX_W;
    return r;
}

tix_pos tix_add(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val)
{
    tix_pos r = { true, tix_home1(tag, nb), 0 };
    uint32_t b2 = tix_home2(tag, nb);
    uint32_t j2 = scan_free(x, nb, b2);

    r.j = scan_free(x, nb, r.b);
    if (j2 < r.j) { /* slots fill from the left, so its bucket is the emptier one */
        r.b = b2;
        r.j = j2;
    }
    if (r.j < TIX_W)
        put(x, nb, r.b, r.j, tag, val);
    else
        r.found = false;
    return r;
}

tix_pos tix_remove(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val)
{
    tix_pos r = tix_find(x, nb, tag, val);

    if (r.found)
        x[r.b].s[r.j].val = TIX_NONE;
    return r;
}

tix_pos tix_change(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t old, uint32_t val)
{
    tix_pos r = tix_find(x, nb, tag, old);

    if (r.found)
        x[r.b].s[r.j].val = val;
    return r;
}
