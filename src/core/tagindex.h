/* A fixed index from 32-bit tags to 32-bit values: two-choice buckets, no heap, nothing moves.
 * A tag may occur several times. Where the tag is a keyed hash, collisions cannot be forced. */
#ifndef SECAGREE_TAGINDEX_H
#define SECAGREE_TAGINDEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIX_W 16u            /* slots in a bucket: 128 bytes; filled to 0.83 before the first bucket pair is full */
#define TIX_NONE UINT32_MAX  /* value of a free slot; never a value of an entry */

typedef struct { uint32_t tag, val; } tix_slot;
typedef struct { tix_slot s[TIX_W]; } tix_bucket;

/* Slot j of bucket b, if found. */
typedef struct { bool found; uint32_t b, j; } tix_pos;

/* The two buckets of a tag in an index of nb. */
uint32_t tix_home1(uint32_t tag, uint32_t nb);
uint32_t tix_home2(uint32_t tag, uint32_t nb);

/* All slots free. */
void tix_init(tix_bucket *x, uint32_t nb);

/* The places of a tag are numbered 0..TIX_END-1: first bucket, then second. */
#define TIX_END (2u * TIX_W)

/* The first place, from `from` on, that holds an entry with this tag; TIX_END if there is none. Each entry once. */
uint32_t tix_next(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t from);

/* What stands in a place of the tag. */
uint32_t tix_at(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t place);

/* Where the entry (tag, val) is. */
tix_pos tix_find(const tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* Adds the entry in the emptier of its two buckets; not found if both are full. */
tix_pos tix_add(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* Removes one entry (tag, val); not found if there is none. */
tix_pos tix_remove(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t val);

/* The entry (tag, old) becomes (tag, val); not found if there is none. */
tix_pos tix_change(tix_bucket *x, uint32_t nb, uint32_t tag, uint32_t old, uint32_t val);

#endif
