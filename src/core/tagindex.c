#include "tagindex.h"

/* Multiplicative mixing; the product's upper bits choose the bucket, so that nb need not be a power of two. */
/*@ requires some: 1 <= nb;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == TixHome(tag, nb, factor);
    ensures range: 0 <= \result < nb; */
static uint32_t home(uint32_t tag, uint32_t nb, uint32_t factor)
{
    uint64_t mixed = (uint64_t)tag * factor % 0x100000000u;
    //@ assert small: mixed * nb <= 4294967295 * nb;
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
    /*@ loop invariant range: 0 <= b <= nb;
        loop invariant done: \forall integer c, j; 0 <= c < b && 0 <= j < TIX_W ==> x[c].s[j].val == TIX_NONE;
        loop assigns b, x[0 .. nb - 1];
        loop variant nb - b; */
    for (uint32_t b = 0; b < nb; b++) {
        /*@ loop invariant range: 0 <= j <= TIX_W;
            loop invariant done: \forall integer c, k; 0 <= c < b && 0 <= k < TIX_W ==> x[c].s[k].val == TIX_NONE;
            loop invariant here: \forall integer k; 0 <= k < j ==> x[b].s[k].val == TIX_NONE;
            loop assigns j, x[b].s[0 .. TIX_W - 1];
            loop variant TIX_W - j; */
        for (uint32_t j = 0; j < TIX_W; j++) {
            x[b].s[j].tag = 0;
            x[b].s[j].val = TIX_NONE;
        }
    }
}

/* The first slot of bucket b, from `from` on, that holds the tag; TIX_W if there is none. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && b < nb;
    requires slot: from <= TIX_W;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: from <= \result <= TIX_W;
    ensures hit: \result < TIX_W ==> TixTagged(x, b, \result, tag);
    ensures first: \forall integer j; from <= j < \result ==> !TixTagged(x, b, j, tag); */
static uint32_t scan_tag(const tix_bucket *x, uint32_t nb, uint32_t b, uint32_t from, uint32_t tag)
{
    (void)nb; /* only the contract reads it */
    /*@ loop invariant range: from <= j <= TIX_W;
        loop invariant passed: \forall integer k; from <= k < j ==> !TixTagged(x, b, k, tag);
        loop assigns j;
        loop variant TIX_W - j; */
    for (uint32_t j = from; j < TIX_W; j++) {
        if (x[b].s[j].tag == tag && x[b].s[j].val != TIX_NONE)
            return j;
    }
    return TIX_W;
}

/* The slot of bucket b that holds the entry, or TIX_W. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && b < nb;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= TIX_W;
    ensures hit: \result < TIX_W ==> TixEntry(x, b, \result, tag, val);
    ensures miss: \result == TIX_W ==> \forall integer j; 0 <= j < TIX_W ==> !TixEntry(x, b, j, tag, val); */
static uint32_t scan_entry(const tix_bucket *x, uint32_t nb, uint32_t b, uint32_t tag, uint32_t val)
{
    (void)nb;
    /*@ loop invariant range: 0 <= j <= TIX_W;
        loop invariant passed: \forall integer k; 0 <= k < j ==> !TixEntry(x, b, k, tag, val);
        loop assigns j;
        loop variant TIX_W - j; */
    for (uint32_t j = 0; j < TIX_W; j++) {
        if (x[b].s[j].tag == tag && x[b].s[j].val == val)
            return j;
    }
    return TIX_W;
}

/* The first free slot of bucket b, or TIX_W. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && b < nb;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: \result <= TIX_W;
    ensures hit: \result < TIX_W ==> !TixUsed(x, b, \result);
    ensures miss: \result == TIX_W <==> TixFull(x, b); */
static uint32_t scan_free(const tix_bucket *x, uint32_t nb, uint32_t b)
{
    (void)nb;
    /*@ loop invariant range: 0 <= j <= TIX_W;
        loop invariant passed: \forall integer k; 0 <= k < j ==> x[b].s[k].val != TIX_NONE;
        loop assigns j;
        loop variant TIX_W - j; */
    for (uint32_t j = 0; j < TIX_W; j++) {
        if (x[b].s[j].val == TIX_NONE)
            return j;
    }
    return TIX_W;
}

/* Fills the slot (b, j). */
/*@ requires writable: \valid(x + (0 .. nb - 1)) && TixSlot(nb, b, j);
    requires ok: TixOk(x, nb);
    requires home: TixHomeOf(b, tag, nb);
    terminates \true;
    exits \false;
    assigns x[b].s[j];
    ensures ok: TixOk(x, nb);
    ensures filled: TixEntry(x, b, j, tag, val);
    ensures kept: TixOthersSame{Pre,Post}(x, nb, b, j); */
static void put(tix_bucket *x, uint32_t nb, uint32_t b, uint32_t j, uint32_t tag, uint32_t val)
{
    (void)nb;
    x[b].s[j].tag = tag;
    x[b].s[j].val = val;
    //@ assert frame: TixOthersSame{Pre,Here}(x, nb, b, j);
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

    if (r.found) {
        x[r.b].s[r.j].val = TIX_NONE;
        //@ assert frame: TixOthersSame{Pre,Here}(x, nb, r.b, r.j);
    }
    return r;
}

tix_pos tix_change(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t old, uint32_t val)
{
    tix_pos r = tix_find(x, nb, tag, old);

    if (r.found) {
        x[r.b].s[r.j].val = val;
        //@ assert frame: TixOthersSame{Pre,Here}(x, nb, r.b, r.j);
    }
    return r;
}
