#include "prefix.h"

/* The first r bits of x, the others zero. */
static uint8_t byte_mask(uint8_t x, uint32_t r)
{
    switch (r) {
    case 0: return 0;
    case 1: return (uint8_t)(x - x % 128);
    case 2: return (uint8_t)(x - x % 64);
    case 3: return (uint8_t)(x - x % 32);
    case 4: return (uint8_t)(x - x % 16);
    case 5: return (uint8_t)(x - x % 8);
    case 6: return (uint8_t)(x - x % 4);
    case 7: return (uint8_t)(x - x % 2);
    default: return x;
    }
}

/* The first r bits of x and y are equal. */
static bool byte_match(uint8_t x, uint8_t y, uint32_t r)
{
    switch (r) {
    case 0: return true;
    case 1: return x / 128 == y / 128;
    case 2: return x / 64 == y / 64;
    case 3: return x / 32 == y / 32;
    case 4: return x / 16 == y / 16;
    case 5: return x / 8 == y / 8;
    case 6: return x / 4 == y / 4;
    case 7: return x / 2 == y / 2;
    default: return x == y;
    }
}

/* The first len bits of a and b are equal. */
static bool bits_match(const ip_addr *a, const ip_addr *b, uint32_t len)
{
    uint32_t left = len, i = 0;

    while (left >= 8) {
        if (a->b[i] != b->b[i])
            return false;
        i++;
        left -= 8;
    }
    return left == 0 || byte_match(a->b[i], b->b[i], left);
}

bool prefix_make(const ip_addr *a, unsigned length, ip_prefix *out)
{
    bool v4 = addr_is_v4(a);
    uint32_t left;

    if (length > (v4 ? 32u : 128u))
        return false;
    left = v4 ? length + 96 : length;
    out->len = (uint8_t)left;
    for (size_t i = 0; i < 16; i++) {
        uint32_t r = left < 8 ? left : 8;
        out->addr.b[i] = byte_mask(a->b[i], r);
        left -= r;
    }
    return true;
}

bool prefix_match(const ip_prefix *p, const ip_addr *a)
{
    if (p->len > 128 || addr_is_v4(&p->addr) != addr_is_v4(a))
        return false;
    return bits_match(&p->addr, a, p->len);
}

bool prefix_overlap(const ip_prefix *p, const ip_prefix *q)
{
    if (p->len > 128 || q->len > 128 || addr_is_v4(&p->addr) != addr_is_v4(&q->addr))
        return false;
    return bits_match(&p->addr, &q->addr, p->len < q->len ? p->len : q->len);
}

unsigned prefix_length(const ip_prefix *p)
{
    return addr_is_v4(&p->addr) && p->len >= 96 ? p->len - 96u : p->len;
}
