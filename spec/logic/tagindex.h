/* The tag index in logic: which buckets a tag has, what stands in a slot, and what did not change. */
#ifndef SECAGREE_LOGIC_TAGINDEX_H
#define SECAGREE_LOGIC_TAGINDEX_H

/*@ logic integer TixHome(integer tag, integer nb, integer factor) =
      ((tag * factor) % 4294967296) * nb / 4294967296;
    logic integer TixHome1(integer tag, integer nb) = TixHome(tag, nb, 2654435761);
    logic integer TixHome2(integer tag, integer nb) = TixHome(tag, nb, 3266489917);

    predicate TixSlot(integer nb, integer b, integer j) = 0 <= b < nb && 0 <= j < TIX_W;
    predicate TixUsed{L}(tix_bucket *x, integer b, integer j) = x[b].s[j].val != TIX_NONE;
    predicate TixTagged{L}(tix_bucket *x, integer b, integer j, integer tag) =
      x[b].s[j].tag == tag && x[b].s[j].val != TIX_NONE;
    predicate TixEntry{L}(tix_bucket *x, integer b, integer j, integer tag, integer val) =
      x[b].s[j].tag == tag && x[b].s[j].val == val;
    predicate TixHomeOf(integer b, integer tag, integer nb) = b == TixHome1(tag, nb) || b == TixHome2(tag, nb);

    // The invariant: an entry stands in one of its two buckets.
    predicate TixOk{L}(tix_bucket *x, integer nb) = \forall integer b, j;
      TixSlot(nb, b, j) && x[b].s[j].val != TIX_NONE ==> TixHomeOf(b, x[b].s[j].tag, nb);

    // Of the whole index, not of two buckets.
    predicate TixAbsent{L}(tix_bucket *x, integer nb, integer tag, integer val) = \forall integer b, j;
      TixSlot(nb, b, j) ==> !TixEntry(x, b, j, tag, val);
    predicate TixNoTag{L}(tix_bucket *x, integer nb, integer tag) = \forall integer b, j;
      TixSlot(nb, b, j) ==> !TixTagged(x, b, j, tag);
    predicate TixFull{L}(tix_bucket *x, integer b) = \forall integer j;
      0 <= j < TIX_W ==> x[b].s[j].val != TIX_NONE;

    // A place of a tag: slots of its first bucket, then of its second.
    logic integer TixBucketAt(integer tag, integer nb, integer place) =
      place < TIX_W ? TixHome1(tag, nb) : TixHome2(tag, nb);
    logic integer TixSlotAt(integer place) = place < TIX_W ? place : place - TIX_W;

    // No place of the tag in [from, to) holds it; where both buckets are one, the second need not be looked at.
    predicate TixClear{L}(tix_bucket *x, integer nb, integer tag, integer from, integer to) =
      (\forall integer j; 0 <= j < TIX_W && from <= j < to ==> !TixTagged(x, TixHome1(tag, nb), j, tag)) &&
      (\forall integer j; 0 <= j < TIX_W && from <= j + TIX_W < to && TixHome1(tag, nb) != TixHome2(tag, nb) ==>
        !TixTagged(x, TixHome2(tag, nb), j, tag));

    // Every slot but (b, j) is as it was.
    predicate TixOthersSame{L1,L2}(tix_bucket *x, integer nb, integer b, integer j) = \forall integer c, k;
      0 <= c < nb && 0 <= k < TIX_W && (c != b || k != j) ==>
        \at(x[c].s[k].tag, L1) == \at(x[c].s[k].tag, L2) && \at(x[c].s[k].val, L1) == \at(x[c].s[k].val, L2);
    predicate TixSame{L1,L2}(tix_bucket *x, integer nb) = TixOthersSame{L1,L2}(x, nb, -1, -1);
*/

#endif
