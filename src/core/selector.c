#include "selector.h"

/* Products by powers of two and sums rather than shifts and ors, so that WP can read it. */
/*@ requires readable: \valid_read(b + (0 .. 7));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == b[0] * 0x100000000000000 + b[1] * 0x1000000000000 + b[2] * 0x10000000000 +
              b[3] * 0x100000000 + b[4] * 0x1000000 + b[5] * 0x10000 + b[6] * 0x100 + b[7]; */
static uint64_t word_of(const uint8_t *b)
{
    return b[0] * 0x100000000000000u + b[1] * 0x1000000000000u + b[2] * 0x10000000000u + b[3] * 0x100000000u +
           b[4] * UINT64_C(0x1000000) + b[5] * UINT64_C(0x10000) + b[6] * UINT64_C(0x100) + b[7];
}

/* Eight bytes, by value. */
typedef struct { uint8_t b[8]; } octets;

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: w == \result.b[0] * 0x100000000000000 + \result.b[1] * 0x1000000000000 +
              \result.b[2] * 0x10000000000 + \result.b[3] * 0x100000000 + \result.b[4] * 0x1000000 +
              \result.b[5] * 0x10000 + \result.b[6] * 0x100 + \result.b[7]; */
static octets octets_of(uint64_t w)
{
    octets r;
    uint64_t q6 = w / 256u, q5 = q6 / 256u, q4 = q5 / 256u, q3 = q4 / 256u, q2 = q3 / 256u, q1 = q2 / 256u;
    uint64_t q0 = q1 / 256u;

    r.b[7] = (uint8_t)(w % 256u);
    r.b[6] = (uint8_t)(q6 % 256u);
    r.b[5] = (uint8_t)(q5 % 256u);
    r.b[4] = (uint8_t)(q4 % 256u);
    r.b[3] = (uint8_t)(q3 % 256u);
    r.b[2] = (uint8_t)(q2 % 256u);
    r.b[1] = (uint8_t)(q1 % 256u);
    r.b[0] = (uint8_t)q0;
    return r;
}

sel_addr sel_addr_of(const ip_addr *a)
{
    sel_addr r;

    r.hi = word_of(a->b);
    r.lo = word_of(a->b + 8);
    return r;
}

ip_addr sel_addr_back(sel_addr a)
{
    octets hi = octets_of(a.hi), lo = octets_of(a.lo);
    ip_addr r;

    /*@ loop invariant range: 0 <= i <= 8;
        loop invariant done: \forall integer k; 0 <= k < i ==> r.b[k] == hi.b[k] && r.b[k + 8] == lo.b[k];
        loop assigns i, r.b[0 .. 15];
        loop variant 8 - i; */
    for (unsigned i = 0; i < 8; i++) {
        r.b[i] = hi.b[i];
        r.b[i + 8] = lo.b[i];
    }
    return r;
}

/*@ requires range: n <= 63;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SelPow2(n);
    ensures some: \result >= 1; */
static uint64_t power2(unsigned n)
{
    unsigned left = n;
    uint64_t p = 1;

    if (left >= 32) {
        p = p * 0x100000000u;
        left -= 32;
    }
    //@ assert by32: left < 32 && p <= 0x100000000 && SelPow2(n) == p * SelPow2(left);
    if (left >= 16) {
        p = p * 0x10000u;
        left -= 16;
    }
    //@ assert by16: left < 16 && p <= 0x1000000000000 && SelPow2(n) == p * SelPow2(left);
    if (left >= 8) {
        p = p * 0x100u;
        left -= 8;
    }
    //@ assert by8: left < 8 && p <= 0x100000000000000 && SelPow2(n) == p * SelPow2(left);
    if (left >= 4) {
        p = p * 0x10u;
        left -= 4;
    }
    //@ assert by4: left < 4 && p <= 0x1000000000000000 && SelPow2(n) == p * SelPow2(left);
    if (left >= 2) {
        p = p * 4u;
        left -= 2;
    }
    //@ assert by2: left < 2 && p <= 0x4000000000000000 && SelPow2(n) == p * SelPow2(left);
    if (left == 1)
        p = p * 2u;
    return p;
}

/* The upper bits of w; the lower 64 - bits ones are cleared. */
/*@ requires range: bits <= 64;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SelUpper(w, bits);
    ensures word: \forall integer n; 0 <= n ==> SelWordIs(n, \result, w, bits); */
static uint64_t upper(uint64_t w, unsigned bits)
{
    uint64_t p;

    if (bits == 0)
        return 0;
    if (bits == 64)
        return w;
    p = power2(64 - bits);
    //@ assert unit: \forall integer n; 0 <= n && n == n - n % p ==> n % p == 0;
    //@ assert word: \forall integer n; 0 <= n && n % p == 0 ==> (n == w - w % p <==> n / p == w / p);
    return w - w % p;
}

/* The upper bits of w as a number. */
/*@ requires range: bits <= 64;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SelLead(w, bits); */
static uint64_t lead(uint64_t w, unsigned bits)
{
    if (bits == 0)
        return 0;
    if (bits == 64)
        return w;
    return w / power2(64 - bits);
}

sel_addr sel_mask(sel_addr a, unsigned len)
{
    sel_addr r = a;

    if (len > 128)
        return r;
    r.hi = upper(a.hi, len < 64 ? len : 64);
    r.lo = upper(a.lo, len < 64 ? 0 : len - 64);
    return r;
}

bool sel_is_v4(sel_addr a)
{
    return a.hi == 0 && a.lo / 0x100000000u == 0xffffu;
}

bool sel_covers(sel_addr net, unsigned len, sel_addr a)
{
    unsigned hi = len < 64 ? len : 64;

    if (len > 128 || (len < 96 && sel_is_v4(net) != sel_is_v4(a))) /* 96 bits tell the family by themselves */
        return false;
    return lead(net.hi, hi) == lead(a.hi, hi) && lead(net.lo, len - hi) == lead(a.lo, len - hi);
}

bool sel_matches(const sel_rule *r, const sel_packet *p)
{
    return r->ue_port == p->ue_port && r->p_port == p->p_port && r->direction == p->direction &&
           sel_covers(r->net, r->len, p->ue);
}

/* All but the address is the same as in q, and the address is net. */
/*@ requires readable: \valid_read(r) && \valid_read(q);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SelTie(*r, *q, net); */
static bool tie(const sel_rule *r, const sel_rule *q, sel_addr net)
{
    return r->net.hi == net.hi && r->net.lo == net.lo && r->len == q->len && r->ue_port == q->ue_port &&
           r->p_port == q->p_port && r->direction == q->direction;
}

sel_status sel_add(sel_rule *rules, uint32_t n, uint32_t capacity, const sel_rule *r)
{
    sel_addr net;
    sel_rule masked;

    if (r->len > 128)
        return SEL_RANGE;
    if (n >= capacity)
        return SEL_FULL;
    net = sel_mask(r->net, r->len);
    /*@ loop invariant range: 0 <= i <= n;
        loop invariant passed: \forall integer k; 0 <= k < i ==> !SelTie(rules[k], *r, net);
        loop assigns i;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++) {
        if (tie(&rules[i], r, net))
            return SEL_TIE;
    }
    masked = *r;
    masked.net = net;
    //@ assert made: SelMasked(masked.net, r->net, r->len);
    //@ assert untied: \forall integer k; 0 <= k < n ==> !SelTie(rules[k], masked, masked.net);
    rules[n] = masked;
    //@ assert apart: r->net == \at(r->net, Pre) && r->len == \at(r->len, Pre);
    //@ assert placed: rules[n].net == masked.net;
    //@ assert others: \forall integer k; 0 <= k < n ==> !SelTie(rules[k], masked, masked.net);
    return SEL_OK;
}

uint32_t sel_best(const sel_rule *rules, uint32_t n, const sel_packet *p)
{
    uint32_t best = SEL_NONE;

    /*@ loop invariant range: 0 <= i <= n;
        loop invariant best: SelBest(rules, i, *p, best);
        loop assigns i, best;
        loop variant n - i; */
    for (uint32_t i = 0; i < n; i++) {
        if (sel_matches(&rules[i], p) && (best == SEL_NONE || rules[i].len > rules[best].len))
            best = i;
    }
    return best;
}
