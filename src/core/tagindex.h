/* A fixed index from 32-bit tags to 32-bit values: two-choice buckets, no heap, nothing moves.
 * A tag may occur several times. Where the tag is a keyed hash, collisions cannot be forced. */
#ifndef SECAGREE_TAGINDEX_H
#define SECAGREE_TAGINDEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef TIX_W
#define TIX_W 16u            /* slots in a bucket: 128 bytes; filled to 0.83 before the first bucket pair is full */
#endif
#define TIX_NONE UINT32_MAX  /* value of a free slot; never a value of an entry */

typedef struct { uint32_t tag, val; } tix_slot;
typedef struct { tix_slot s[TIX_W]; } tix_bucket;

/* Slot j of bucket b, if found. */
typedef struct { bool found; uint32_t b, j; } tix_pos;

#include "../../spec/logic/tagindex.h"

/* The two buckets of a tag in an index of nb. */
/*@ requires some: 1 <= nb;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == TixHome1(tag, nb);
    ensures range: 0 <= \result < nb; */
uint32_t tix_home1(uint32_t tag, uint32_t nb);

/*@ requires some: 1 <= nb;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == TixHome2(tag, nb);
    ensures range: 0 <= \result < nb; */
uint32_t tix_home2(uint32_t tag, uint32_t nb);

/* All slots free. */
/*@ requires writable: \valid(x + (0 .. nb - 1));
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: TixOk(x, nb);
    ensures empty: \forall integer b, j; TixSlot(nb, b, j) ==> !TixUsed(x, b, j); */
void tix_init(tix_bucket *x, uint32_t nb);

/* The places of a tag are numbered 0..TIX_END-1: first bucket, then second. */
#define TIX_END (2u * TIX_W)

/* The first place, from `from` on, that holds an entry with this tag; TIX_END if there is none. Each entry once. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && 1 <= nb;
    requires place: from <= TIX_END;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures range: from <= \result <= TIX_END;
    ensures hit: \result < TIX_END ==>
              TixTagged(x, TixBucketAt(tag, nb, \result), TixSlotAt(\result), tag);
    ensures first: TixClear(x, nb, tag, from, \result);
    ensures home: 0 <= TixHome1(tag, nb) < nb && 0 <= TixHome2(tag, nb) < nb;
    ensures none: TixOk(x, nb) && from == 0 && \result == TIX_END ==> TixNoTag(x, nb, tag); */
uint32_t tix_next(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t from);

/* What stands in a place of the tag. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && 1 <= nb;
    requires place: place < TIX_END;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == x[TixBucketAt(tag, nb, place)].s[TixSlotAt(place)].val; */
uint32_t tix_at(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t place);

/* Where the entry (tag, val) is. */
/*@ requires readable: \valid_read(x + (0 .. nb - 1)) && 1 <= nb;
    requires ok: TixOk(x, nb);
    requires value: val != TIX_NONE;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures hit: \result.found ==> TixSlot(nb, \result.b, \result.j) && TixEntry(x, \result.b, \result.j, tag, val);
    ensures miss: !\result.found ==> TixAbsent(x, nb, tag, val); */
tix_pos tix_find(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* Adds the entry in the emptier of its two buckets; not found if both are full. */
/*@ requires writable: \valid(x + (0 .. nb - 1)) && 1 <= nb;
    requires ok: TixOk(x, nb);
    requires value: val != TIX_NONE;
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: TixOk(x, nb);
    ensures full: !\result.found <==> TixFull{Pre}(x, TixHome1(tag, nb)) && TixFull{Pre}(x, TixHome2(tag, nb));
    ensures added: \result.found ==> TixSlot(nb, \result.b, \result.j) && !TixUsed{Pre}(x, \result.b, \result.j) &&
              TixEntry(x, \result.b, \result.j, tag, val);
    ensures kept: \result.found ==> TixOthersSame{Pre,Post}(x, nb, \result.b, \result.j);
    ensures refused: !\result.found ==> TixSame{Pre,Post}(x, nb); */
tix_pos tix_add(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* Removes one entry (tag, val); not found if there is none. */
/*@ requires writable: \valid(x + (0 .. nb - 1)) && 1 <= nb;
    requires ok: TixOk(x, nb);
    requires value: val != TIX_NONE;
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: TixOk(x, nb);
    ensures iff: !\result.found <==> TixAbsent{Pre}(x, nb, tag, val);
    ensures gone: \result.found ==> TixSlot(nb, \result.b, \result.j) &&
              TixEntry{Pre}(x, \result.b, \result.j, tag, val) && !TixUsed(x, \result.b, \result.j);
    ensures kept: \result.found ==> TixOthersSame{Pre,Post}(x, nb, \result.b, \result.j);
    ensures refused: !\result.found ==> TixSame{Pre,Post}(x, nb); */
tix_pos tix_remove(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* The entry (tag, old) becomes (tag, val); not found if there is none. */
/*@ requires writable: \valid(x + (0 .. nb - 1)) && 1 <= nb;
    requires ok: TixOk(x, nb);
    requires value: old != TIX_NONE && val != TIX_NONE;
    terminates \true;
    exits \false;
    assigns x[0 .. nb - 1];
    ensures ok: TixOk(x, nb);
    ensures iff: !\result.found <==> TixAbsent{Pre}(x, nb, tag, old);
    ensures changed: \result.found ==> TixSlot(nb, \result.b, \result.j) &&
              TixEntry{Pre}(x, \result.b, \result.j, tag, old) && TixEntry(x, \result.b, \result.j, tag, val);
    ensures kept: \result.found ==> TixOthersSame{Pre,Post}(x, nb, \result.b, \result.j);
    ensures refused: !\result.found ==> TixSame{Pre,Post}(x, nb); */
tix_pos tix_change(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t old, uint32_t val);

#endif
