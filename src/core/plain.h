/* Text eight bytes at a time. */
#ifndef SECAGREE_PLAIN_H
#define SECAGREE_PLAIN_H
#include <stdbool.h>
#include <stdint.h>

/* All of p[0..8) are SP or visible ASCII (%x20-7E). In each byte, its top bit taken away, the sum with 0x60 has a top
 * bit from 0x20 on, and the sum with 1 at 0x7F alone; no sum carries. */
/*@ requires readable: \valid_read(p + (0 .. 7));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \forall integer k; 0 <= k < 8 ==> 0x20 <= p[k] <= 0x7E; */
static inline bool sip_plain8(const uint8_t *p)
{
    const uint64_t top = 0x8080808080808080u;
    uint64_t w = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
                 (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;

    return (((w & ~top) + 0x6060606060606060u) & ~((w & ~top) + 0x0101010101010101u) & ~w & top) == top;
}

#endif
