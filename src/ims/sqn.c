#include "sqn.h"
#include <string.h>

#define IND_MASK ((1u << SQN_IND_BITS) - 1u)

void sqn_put(uint64_t sqn, uint8_t out[6])
{
    for (int i = 0; i < 6; i++)
        out[i] = (uint8_t)(sqn >> (40 - 8 * i));
}

uint64_t sqn_get(const uint8_t in[6])
{
    uint64_t sqn = 0;

    for (int i = 0; i < 6; i++)
        sqn = sqn << 8 | in[i];
    return sqn;
}

bool sqn_next(uint64_t sqn, uint64_t *next)
{
    uint64_t seq = sqn >> SQN_IND_BITS, ind = (sqn + 1) & IND_MASK;

    if (seq >= SQN_MAX >> SQN_IND_BITS)
        return false;
    *next = (seq + 1) << SQN_IND_BITS | ind;
    return true;
}

void sqn_array_init(sqn_array *a, uint64_t delta, uint64_t limit)
{
    memset(a, 0, sizeof *a);
    a->delta = delta;
    a->limit = limit;
}

/* Where two IND hold one SEQ (an HE may number its nodes by IND, TS 33.102 C.1.2), the higher IND is the higher SQN. */
uint64_t sqn_array_highest(const sqn_array *a)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < SQN_ARRAY_MAX; i++) {
        if (a->seq[i] != 0 && a->seq[i] >= a->seq[best])
            best = i;
    }
    return a->seq[best] << SQN_IND_BITS | best;
}

sqn_verdict sqn_array_check(const sqn_array *a, uint64_t sqn)
{
    uint64_t seq = sqn >> SQN_IND_BITS;
    uint64_t highest = sqn_array_highest(a) >> SQN_IND_BITS;

    if (a->delta != 0 && seq > highest && seq - highest > a->delta)
        return SQN_JUMP;
    if (a->limit != 0 && highest > seq && highest - seq >= a->limit)
        return SQN_TOO_OLD;
    return seq > a->seq[sqn & IND_MASK] ? SQN_FRESH : SQN_SEEN;
}

sqn_verdict sqn_array_accept(sqn_array *a, uint64_t sqn)
{
    sqn_verdict v = sqn_array_check(a, sqn);

    if (v == SQN_FRESH)
        a->seq[sqn & IND_MASK] = sqn >> SQN_IND_BITS;
    return v;
}

/* The HE knows only the highest SQN of the USIM, not its array: what is above that one's SEQ and within Delta is
 * accepted whatever the array holds. */
bool sqn_he_would_be_accepted(uint64_t sqn_he, uint64_t sqn_ms, uint64_t delta)
{
    uint64_t next;

    if (!sqn_next(sqn_he, &next))
        return false;
    uint64_t seq = next >> SQN_IND_BITS, seq_ms = sqn_ms >> SQN_IND_BITS;
    return seq > seq_ms && (delta == 0 || seq - seq_ms <= delta);
}
