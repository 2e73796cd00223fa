#include "siphash.h"

typedef struct { uint64_t v0, v1, v2, v3; } sip_state;

static inline uint64_t rotl(uint64_t x, unsigned n)
{
    return (x << n) | (x >> (64u - n));
}

static inline sip_state rounds(sip_state s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        s.v0 += s.v1;
        s.v2 += s.v3;
        s.v1 = rotl(s.v1, 13) ^ s.v0;
        s.v3 = rotl(s.v3, 16) ^ s.v2;
        s.v0 = rotl(s.v0, 32) + s.v3;
        s.v2 += s.v1;
        s.v3 = rotl(s.v3, 21) ^ s.v0;
        s.v1 = rotl(s.v1, 17) ^ s.v2;
        s.v2 = rotl(s.v2, 32);
    }
    return s;
}

static inline sip_state block(sip_state s, uint64_t w, uint32_t c)
{
    s.v3 ^= w;
    s = rounds(s, c);
    s.v0 ^= w;
    return s;
}

/* c rounds for a block and d at the end; the last block holds the length in bytes modulo 256. */
static inline uint64_t sip(uint64_t k0, uint64_t k1, const uint64_t *w, uint32_t n, uint32_t c, uint32_t d)
{
    sip_state s = { k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
                    k1 ^ 0x7465646279746573u };

    for (uint32_t i = 0; i < n; i++)
        s = block(s, w[i], c);
    s = block(s, (uint64_t)(n % 32u * 8u) << 56, c);
    s.v2 ^= 0xffu;
    s = rounds(s, d);
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

uint64_t siphash13(uint64_t k0, uint64_t k1, const uint64_t *w, uint32_t n)
{
    return sip(k0, k1, w, n, 1, 3);
}

uint64_t siphash24(uint64_t k0, uint64_t k1, const uint64_t *w, uint32_t n)
{
    return sip(k0, k1, w, n, 2, 4);
}
