#include "ref_prefix.h"

bool ref_bit(const uint8_t a[16], unsigned k)
{
    return ((a[k / 8] >> (7 - k % 8)) & 1) != 0;
}

bool ref_mapped(const uint8_t a[16])
{
    for (unsigned k = 0; k < 96; k++) {
        if (ref_bit(a, k) != (k >= 80))
            return false;
    }
    return true;
}

bool ref_prefix_match(const uint8_t p[16], unsigned len, const uint8_t a[16])
{
    if (ref_mapped(p) != ref_mapped(a))
        return false;
    for (unsigned k = 0; k < len; k++) {
        if (ref_bit(p, k) != ref_bit(a, k))
            return false;
    }
    return true;
}

/* Two prefixes share an address iff one holds the other: the longer one's own address tells. */
bool ref_prefix_overlap(const uint8_t p[16], unsigned plen, const uint8_t q[16], unsigned qlen)
{
    return plen <= qlen ? ref_prefix_match(p, plen, q) : ref_prefix_match(q, qlen, p);
}

void ref_prefix_mask(const uint8_t a[16], unsigned len, uint8_t out[16])
{
    for (unsigned k = 0; k < 16; k++)
        out[k] = 0;
    for (unsigned k = 0; k < len; k++) {
        if (ref_bit(a, k))
            out[k / 8] = (uint8_t)(out[k / 8] | (1u << (7 - k % 8)));
    }
}

uint32_t ref_ones_sum(const uint8_t a[16])
{
    uint32_t sum = 0;

    for (unsigned k = 0; k < 16; k += 2) {
        sum += (uint32_t)((a[k] << 8) | a[k + 1]);
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum == 0xffff ? 0 : sum;
}
