/* What the contract of beginning an SA table says to a caller. */
#include "../../src/core/satable_in.h"

/* A table that begins is empty and in order, with the limit of its profile. */
/*@ requires \valid(t) && \valid_read(m) && \valid_read(length + (0 .. 1)) && SatGiven(m);
    requires \separated(t, m, length + (0 .. SAT_LENGTHS - 1), m->hot + (0 .. m->capacity - 1),
              m->cold + (0 .. m->capacity - 1), m->by_prefix + (0 .. m->prefix_buckets - 1),
              m->by_spi + (0 .. m->spi_buckets - 1), m->by_impi + (0 .. m->impi_buckets - 1),
              m->by_cover + (0 .. m->cover_buckets - 1)); */
void begin(sa_table *t, const sat_memory *m, sat_key key, const uint8_t *length)
{
    bool none = sat_init(t, m, key, length, 0, PROFILE_IMS);
    bool ok = sat_init(t, m, key, length, 2, PROFILE_IMS);
    //@ check none: !none;
    //@ check limit: ok ==> t->limit == 6 && t->per_set == 2;
    //@ check empty: ok ==> !SatLive(t, 0);
}
