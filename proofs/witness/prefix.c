/* What the contracts of prefixes say about concrete addresses. */
#include "../../src/core/prefix.h"

/*@ predicate V6(ip_addr *a) = !V4Mapped(a);
    predicate Equal(ip_addr *a, ip_addr *b, integer n) = \forall integer i; 0 <= i < n ==> a->b[i] == b->b[i]; */

/*@ requires \valid_read(p) && \valid_read(a) && V6(&p->addr) && V6(a) && Equal(&p->addr, a, 8) && p->len == 64;
    assigns \nothing; */
void inside(const ip_prefix *p, const ip_addr *a)
{
    bool r = prefix_match(p, a);
    unsigned n = prefix_length(p);
    //@ check inside: r;
    //@ check length: n == 64;
}

/*@ requires \valid_read(p) && \valid_read(a) && V6(&p->addr) && V6(a) && p->addr.b[7] == 2 && a->b[7] == 3;
    requires p->len == 64;
    assigns \nothing; */
void outside(const ip_prefix *p, const ip_addr *a)
{
    bool r = prefix_match(p, a);
    //@ assert differ: BitOf(p->addr.b[7], 7) != BitOf(a->b[7], 7);
    //@ check outside: !r;
}

/*@ requires \valid_read(p) && \valid_read(a) && V6(&p->addr) && V6(a) && Equal(&p->addr, a, 7);
    requires p->addr.b[7] == 2 && a->b[7] == 3 && p->len == 63;
    assigns \nothing; */
void odd_length(const ip_prefix *p, const ip_addr *a)
{
    bool r = prefix_match(p, a);
    //@ assert bits: \forall integer j; 0 <= j < 7 ==> BitOf(2, j) == BitOf(3, j);
    //@ assert same: SamePrefix(&p->addr, a, 63);
    //@ check odd_length: r;
}

/*@ requires \valid_read(p) && \valid_read(a) && p->len == 129;
    assigns \nothing; */
void bad_length(const ip_prefix *p, const ip_addr *a)
{
    bool r = prefix_match(p, a);
    //@ check bad_length: !r;
}

/*@ requires \valid_read(p) && \valid_read(q) && V6(&p->addr) && V6(&q->addr) && Equal(&p->addr, &q->addr, 8);
    requires p->len == 64 && q->len == 128;
    assigns \nothing; */
void meet(const ip_prefix *p, const ip_prefix *q)
{
    bool r = prefix_overlap(p, q);
    //@ check meet: r;
}

/*@ requires \valid_read(p) && \valid_read(q) && V6(&p->addr) && V6(&q->addr) && p->len == 128 && q->len == 128;
    requires p->addr.b[15] == 1 && q->addr.b[15] == 2;
    assigns \nothing; */
void apart(const ip_prefix *p, const ip_prefix *q)
{
    bool r = prefix_overlap(p, q);
    //@ assert differ: BitOf(p->addr.b[15], 7) != BitOf(q->addr.b[15], 7);
    //@ check apart: !r;
}

void v4(void)
{
    ip_addr a = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 2, 3 } };
    ip_prefix p = { { { 0 } }, 0 }, none = { { { 0 } }, 0 }, all = { { { 0 } }, 0 };
    bool good = prefix_make(&a, 8, &p), bad = prefix_make(&a, 33, &none), crosses = prefix_match(&all, &a);
    unsigned n = prefix_length(&p);
    //@ check good: good && p.len == 104;
    //@ check length: n == 8;
    //@ check out_of_range: !bad && none.len == 0;
    //@ check families_apart: !crosses;
}
