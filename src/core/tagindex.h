/* A fixed index from 32-bit tags to 32-bit values: two-choice buckets of one cache line, no heap, nothing moves.
 * A tag may occur several times. Where the tag is a keyed hash, collisions cannot be forced. */
#ifndef SECAGREE_TAGINDEX_H
#define SECAGREE_TAGINDEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIX_W 8u             /* slots in a bucket: 64 bytes */
#define TIX_NONE UINT32_MAX  /* value of a free slot; never a value of an entry */

typedef struct { uint32_t tag, val; } tix_slot;
typedef struct { tix_slot s[TIX_W]; } tix_bucket;
typedef struct { tix_bucket *b; uint32_t nb; } tag_index;

#endif
