#include "selector.h"

static const uint64_t power2[65] = {
    0x1u, 0x2u, 0x4u, 0x8u, 0x10u, 0x20u, 0x40u, 0x80u, 0x100u, 0x200u, 0x400u, 0x800u, 0x1000u, 0x2000u, 0x4000u,
    0x8000u, 0x10000u, 0x20000u, 0x40000u, 0x80000u, 0x100000u, 0x200000u, 0x400000u, 0x800000u, 0x1000000u,
    0x2000000u, 0x4000000u, 0x8000000u, 0x10000000u, 0x20000000u, 0x40000000u, 0x80000000u, 0x100000000u,
    0x200000000u, 0x400000000u, 0x800000000u, 0x1000000000u, 0x2000000000u, 0x4000000000u, 0x8000000000u,
    0x10000000000u, 0x20000000000u, 0x40000000000u, 0x80000000000u, 0x100000000000u, 0x200000000000u,
    0x400000000000u, 0x800000000000u, 0x1000000000000u, 0x2000000000000u, 0x4000000000000u, 0x8000000000000u,
    0x10000000000000u, 0x20000000000000u, 0x40000000000000u, 0x80000000000000u, 0x100000000000000u,
    0x200000000000000u, 0x400000000000000u, 0x800000000000000u, 0x1000000000000000u, 0x2000000000000000u,
    0x4000000000000000u, 0x8000000000000000u, 0,
};

/* Products by powers of two and sums rather than shifts and ors, so that WP can read it. */
static uint64_t word_of(const uint8_t *b)
{
    return b[0] * 0x100000000000000u + b[1] * 0x1000000000000u + b[2] * 0x10000000000u + b[3] * 0x100000000u +
           b[4] * 0x1000000u + b[5] * 0x10000u + b[6] * 0x100u + b[7] * UINT64_C(1);
}

static void word_to(uint8_t *b, uint64_t w)
{
    uint64_t rest = w;

    for (unsigned i = 8; i > 0; i--) {
        b[i - 1] = (uint8_t)(rest % 256u);
        rest = rest / 256u;
    }
}

sel_addr sel_addr_of(const ip_addr *a)
{
    sel_addr r = { word_of(a->b), word_of(a->b + 8) };

    return r;
}

ip_addr sel_addr_back(sel_addr a)
{
    ip_addr r;

    word_to(r.b, a.hi);
    word_to(r.b + 8, a.lo);
    return r;
}

/* The upper bits of w; the lower 64 - bits ones are cleared. */
static uint64_t upper(uint64_t w, unsigned bits)
{
    if (bits == 0)
        return 0;
    if (bits >= 64)
        return w;
    return w - w % power2[64 - bits];
}

sel_addr sel_mask(sel_addr a, unsigned len)
{
    sel_addr r = a;

    if (len <= 64) {
        r.hi = upper(a.hi, len);
        r.lo = 0;
    } else {
        r.lo = upper(a.lo, len - 64);
    }
    return r;
}

bool sel_is_v4(sel_addr a)
{
    return a.hi == 0 && a.lo / 0x100000000u == 0xffffu;
}

bool sel_covers(sel_addr net, unsigned len, sel_addr a)
{
    sel_addr n = sel_mask(net, len);
    sel_addr m = sel_mask(a, len);

    return sel_is_v4(net) == sel_is_v4(a) && n.hi == m.hi && n.lo == m.lo;
}

bool sel_matches(const sel_rule *r, const sel_packet *p)
{
    return r->ue_port == p->ue_port && r->p_port == p->p_port && r->direction == p->direction &&
           sel_covers(r->net, r->len, p->ue);
}

static bool same_rule(const sel_rule *a, const sel_rule *b)
{
    return a->net.hi == b->net.hi && a->net.lo == b->net.lo && a->len == b->len && a->ue_port == b->ue_port &&
           a->p_port == b->p_port && a->direction == b->direction;
}

sel_status sel_add(sel_rule *rules, uint32_t n, uint32_t capacity, const sel_rule *r)
{
    sel_rule masked = *r;

    if (r->len > 128)
        return SEL_RANGE;
    masked.net = sel_mask(r->net, r->len);
    if (n >= capacity)
        return SEL_FULL;
    for (uint32_t i = 0; i < n; i++) {
        if (same_rule(&rules[i], &masked))
            return SEL_TIE;
    }
    rules[n] = masked;
    return SEL_OK;
}

uint32_t sel_best(const sel_rule *rules, uint32_t n, const sel_packet *p)
{
    uint32_t best = SEL_NONE;

    for (uint32_t i = 0; i < n; i++) {
        if (sel_matches(&rules[i], p) && (best == SEL_NONE || rules[i].len > rules[best].len))
            best = i;
    }
    return best;
}
