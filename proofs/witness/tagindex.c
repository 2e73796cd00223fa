/* What the contracts of the tag index say to a caller who sees nothing else. */
#include "../../src/core/tagindex.h"

/*@ requires \valid(x + (0 .. nb - 1)) && 1 <= nb;
    assigns x[0 .. nb - 1]; */
void empty(tix_bucket *x, uint32_t nb, uint32_t tag)
{
    tix_init(x, nb);
    uint32_t at = tix_next(x, nb, tag, 0);
    tix_pos p = tix_find(x, nb, tag, 7);
    uint32_t b1 = tix_home1(tag, nb), b2 = tix_home2(tag, nb);
    //@ check homes: b1 < nb && b2 < nb;
    //@ check no_tag: at == TIX_END;
    //@ check absent: !p.found;
}

/* What is added is found, keeps its value, and is gone once removed; the other entries stay. */
/*@ requires \valid(x + (0 .. nb - 1)) && 1 <= nb && TixOk(x, nb) && val != TIX_NONE && other != TIX_NONE;
    requires tag != tag2 || val != other;
    assigns x[0 .. nb - 1]; */
void round_trip(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val, uint32_t tag2, uint32_t other)
{
    tix_pos before = tix_find(x, nb, tag2, other);
    tix_pos added = tix_add(x, nb, tag, val);
    //@ check kept: before.found ==> TixEntry(x, before.b, before.j, tag2, other);
    tix_pos found = tix_find(x, nb, tag, val);
    //@ check findable: added.found ==> found.found;
    uint32_t at = tix_next(x, nb, tag, 0);
    //@ check tagged: added.found ==> at < TIX_END;
}

/*@ requires \valid(x + (0 .. nb - 1)) && 1 <= nb && TixOk(x, nb) && val != TIX_NONE && TixAbsent(x, nb, tag, val);
    assigns x[0 .. nb - 1]; */
void once(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val)
{
    tix_pos r = tix_remove(x, nb, tag, val);
    tix_pos c = tix_change(x, nb, tag, val, 9);
    //@ check nothing_to_remove: !r.found;
    //@ check nothing_to_change: !c.found;
}

/*@ requires \valid_read(x + (0 .. nb - 1)) && 1 <= nb;
    assigns \nothing; */
void value(tix_bucket *x, uint32_t nb, uint32_t tag)
{
    uint32_t v = tix_at(x, nb, tag, 3);
    //@ check exact: v == x[TixHome1(tag, nb)].s[3].val;
}
