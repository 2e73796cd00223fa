/* Sequence numbers of AKA: SQN = SEQ || IND (TS 33.102 Annex C).
 * SQN is a 48-bit number here; IND is its low ind_bits bits, SEQ the rest. */
#ifndef SECAGREE_SQN_H
#define SECAGREE_SQN_H
#include <stdbool.h>
#include <stdint.h>

#define SQN_MAX        0xffffffffffffu
#define SQN_IND_BITS   5u                /* a = 32 (TS 33.102 C.3.1) */
#define SQN_ARRAY_MAX  32u
#define SQN_DELTA      (1u << 28)        /* TS 33.102 C.3 */

void sqn_put(uint64_t sqn, uint8_t out[6]);
uint64_t sqn_get(const uint8_t in[6]);

/* HE: the next SQN behind sqn: SEQ + 1, IND stepped cyclically. False, *next untouched: SEQ is used up, it never wraps
 * (TS 33.102 C.1.1.1, C.1.1.2). */
bool sqn_next(uint64_t sqn, uint64_t *next);

/* USIM: the highest accepted SEQ for each IND. delta 0: no limit of jumps. limit 0: no limit L of age. */
typedef struct { uint64_t seq[SQN_ARRAY_MAX]; uint64_t delta, limit; } sqn_array;

void sqn_array_init(sqn_array *a, uint64_t delta, uint64_t limit);

/* The highest SQN accepted so far: what a synchronisation failure reports (TS 33.102 C.2.1). 0 at first. */
uint64_t sqn_array_highest(const sqn_array *a);

/* TS 33.102 C.2.2. Fresh: stores SEQ and returns true. Not fresh: the array is as it was. */
typedef enum { SQN_FRESH, SQN_JUMP, SQN_TOO_OLD, SQN_SEEN } sqn_verdict;
sqn_verdict sqn_array_accept(sqn_array *a, uint64_t sqn);

/* The same answer, nothing stored. */
sqn_verdict sqn_array_check(const sqn_array *a, uint64_t sqn);

/* HE after a good AUTS (TS 33.102 6.3.5): the SQN made from sqn_he would be accepted by a USIM whose highest is sqn_ms,
 * so that the counter stays; else it becomes sqn_ms. */
bool sqn_he_would_be_accepted(uint64_t sqn_he, uint64_t sqn_ms, uint64_t delta);

#endif
