/* What the contracts of selectors say about concrete addresses and rules. */
#include "../../src/core/selector.h"

void words(void)
{
    ip_addr a = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 2, 3 } };
    sel_addr w = sel_addr_of(&a);
    bool v4 = sel_is_v4(w);
    ip_addr back = sel_addr_back(w);
    //@ check lo: w.hi == 0 && w.lo == 0xffff0a010203;
    //@ check family: v4;
    //@ check back: back.b[15] == 3 && back.b[12] == 10 && back.b[0] == 0;
}

void mask(void)
{
    sel_addr a = { 0x20010db800010002, 5 }, b = { 0x20010db800010002, 9 }, c = { 0x20010db800010003, 5 };
    sel_addr m = sel_mask(a, 64), whole = sel_mask(a, 128), over = sel_mask(a, 200);
    bool in = sel_covers(m, 64, b), out = sel_covers(m, 64, c), exact = sel_covers(a, 128, b), never = sel_covers(a, 129, a);
    //@ check masked: m.hi == 0x20010db800010002 && m.lo == 0;
    //@ check whole: whole.hi == a.hi && whole.lo == 5;
    //@ check over: over.lo == 5;
    //@ check in: in;
    //@ check out: !out;
    //@ check exact: !exact;
    //@ check never: !never;
}

/* A rule once added stands masked; the longer of two that match is the best. */
void best(void)
{
    sel_rule r[2] = { { { 0x20010db800000000, 0 }, 30000, 5064, 64, SEL_IN },
                      { { 0x20010db800000000, 7 }, 30000, 5064, 128, SEL_IN } };
    sel_packet p = { { 0x20010db800000000, 7 }, 30000, 5064, SEL_IN }, q = { { 1, 7 }, 30000, 5064, SEL_IN };
    bool first = sel_matches(&r[0], &p), second = sel_matches(&r[1], &p);
    uint32_t i = sel_best(r, 2, &p), j = sel_best(r, 1, &q);
    //@ check matches: first && second;
    //@ check longest: i == 1;
    //@ check none: j == SEL_NONE;
}

/*@ requires \valid(rules + (0 .. 3)) && \valid_read(r) && \separated(rules + (0 .. 3), r);
    assigns rules[2]; */
void add(sel_rule *rules, const sel_rule *r)
{
    sel_status s = sel_add(rules, 2, 4, r);
    //@ check room: s != SEL_FULL;
    //@ check range: r->len > 128 ==> s == SEL_RANGE;
    //@ check kept_length: s == SEL_OK ==> rules[2].len == r->len;
}
