/* What the contracts of comparison say: that it is an equivalence relation, and what two concrete names give. */
#include "../../src/core/mechanism.h"

void names(void)
{
    const uint8_t s[6] = { 'T', 'l', 's', 't', 'L', 'x' };
    sip_part a = { 0, 2 }, b = { 3, 2 }, c = { 4, 2 }, d = { 3, 3 }, none = { 0, 0 };
    bool same = sec_names_equal(s, a, s, b), other = sec_names_equal(s, a, s, c), longer = sec_names_equal(s, a, s, d);
    bool empty = sec_names_equal(s, none, s, none);
    //@ check any_case: same;
    //@ assert second: Lower(s[1]) != Lower(s[5]);
    //@ check other: !other;
    //@ check longer: !longer;
    //@ check empty: empty;
}

/*@ requires ListReadable(s, a) && Distinct(s, a);
    assigns \nothing; */
void reflexive(const uint8_t *s, const sec_list *a)
{
    //@ assert names: \forall integer k; 0 <= k < a->count ==> SameMechanismName(s, a, s, a, k);
    /*@ assert values: \forall integer i; 0 <= i < SEC_PARAMS_MAX ==> \forall integer q;
          SameName(s, &a->param[i], s, &a->param[i]) && SameValue(s, &a->param[i], q, s, &a->param[i], q); */
    /*@ assert agree: \forall integer k, i; 0 <= k < a->count && a->mech[k].first <= i < a->mech[k].first +
          a->mech[k].count ==> Agrees(s, &a->param[i], a->mech[k].q, s, a, k); */
    sec_compared r = sec_list_compare(s, a, s, a);
    //@ check reflexive: r.code == SEC_EQUAL;
}

/*@ requires ListReadable(sa, a) && ListReadable(sb, b);
    assigns \nothing; */
void symmetric(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b)
{
    //@ assert bytes: \forall integer i, j, k; SameByte(sa, i, sb, j, k) <==> SameByte(sb, j, sa, i, k);
    //@ assert texts: \forall integer i, m, j, n; SameText(sa, i, m, sb, j, n) <==> SameText(sb, j, n, sa, i, m);
    sec_compared r = sec_list_compare(sa, a, sb, b), back = sec_list_compare(sb, b, sa, a);
    //@ check symmetric: r.code == SEC_EQUAL <==> back.code == SEC_EQUAL;
}

/* What covers mechanism k of b, and b that of a: it covers a. */
/*@ requires ListReadable(sa, a) && ListReadable(sb, b) && ListReadable(sc, c) && k < a->count && k < b->count;
    requires k < c->count && Covered(sa, a, sb, b, k, 0) && Covered(sb, b, sc, c, k, 0);
    assigns \nothing;
    ensures covered: Covered(sa, a, sc, c, k, 0); */
static void covered_in(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, const uint8_t *sc,
                       const sec_list *c, uint32_t k)
{
    /*@ assert bytes: \forall integer i, j, l, x; SameByte(sa, i, sb, j, x) && SameByte(sb, j, sc, l, x) ==>
          SameByte(sa, i, sc, l, x); */
    /*@ assert each: \forall integer i, m, j, n, l, o, x; SameText(sa, i, m, sb, j, n) &&
          SameText(sb, j, n, sc, l, o) && 0 <= x < m ==>
            SameByte(sa, i, sb, j, x) && SameByte(sb, j, sc, l, x) && SameByte(sa, i, sc, l, x); */
    /*@ assert texts: \forall integer i, m, j, n, l, o; SameText(sa, i, m, sb, j, n) && SameText(sb, j, n, sc, l, o)
          ==> SameText(sa, i, m, sc, l, o); */
    /*@ assert either: \forall integer i, m, j, n, l, o; SameText(sa, i, m, sb, j, n) && SameText(sa, i, m, sc, l, o)
          ==> \forall integer x; 0 <= x < m ==>
            SameByte(sa, i, sb, j, x) && SameByte(sa, i, sc, l, x) && SameByte(sb, j, sc, l, x); */
    /*@ assert beside: \forall integer i, m, j, n, l, o; SameText(sa, i, m, sb, j, n) && SameText(sa, i, m, sc, l, o)
          ==> SameText(sb, j, n, sc, l, o); */
    /*@ assert absent: \forall sec_param *p, *o, integer f, e; SameName(sa, p, sb, o) && Absent(sb, o, sc, c, f, e) ==>
          Absent(sa, p, sc, c, f, e); */
    /*@ assert q: \forall sec_param *p, *o; SameName(sa, p, sb, o) ==> SameByte(sa, p->name.at, sb, o->name.at, 0) ||
          p->name.len == 0; */
    /*@ assert is_q: \forall sec_param *p, *o; SameName(sa, p, sb, o) ==> IsQ(sa, p) == IsQ(sb, o); */
    /*@ assert values: \forall sec_param *p, *o, *r, integer t, u, v; SameName(sa, p, sb, o) &&
          SameName(sb, o, sc, r) && SameValue(sa, p, t, sb, o, u) && SameValue(sb, o, u, sc, r, v) ==>
            SameValue(sa, p, t, sc, r, v); */
    /*@ assert agrees: \forall sec_param *p, *o, integer t, u; SameName(sa, p, sb, o) &&
          SameValue(sa, p, t, sb, o, u) && Agrees(sb, o, u, sc, c, k) ==> Agrees(sa, p, t, sc, c, k); */
    /*@ assert fit_a: \forall integer i; Fits(sa, a, i, sb, b, k, 0) ==>
          Agrees(sa, &a->param[i], a->mech[k].q, sb, b, k); */
    /*@ assert here: \forall integer i; a->mech[k].first <= i < a->mech[k].first + a->mech[k].count ==>
          Agrees(sa, &a->param[i], a->mech[k].q, sb, b, k); */
    /*@ assert fit_b: \forall integer j; Fits(sb, b, j, sc, c, k, 0) ==>
          Agrees(sb, &b->param[j], b->mech[k].q, sc, c, k); */
    /*@ assert there: \forall integer j; b->mech[k].first <= j < b->mech[k].first + b->mech[k].count ==>
          Agrees(sb, &b->param[j], b->mech[k].q, sc, c, k); */
    /*@ assert on: \forall integer i; a->mech[k].first <= i < a->mech[k].first + a->mech[k].count ==>
          Agrees(sa, &a->param[i], a->mech[k].q, sc, c, k); */
    return;
}

/* a and b are equal in mechanism k, and b and c. */
/*@ requires ListReadable(sa, a) && ListReadable(sb, b) && ListReadable(sc, c) && k < a->count && k < b->count;
    requires k < c->count && SameMechanism(sa, a, sb, b, k, 0) && SameMechanism(sb, b, sc, c, k, 0);
    assigns \nothing;
    ensures transitive: SameMechanism(sa, a, sc, c, k, 0); */
void transitive_in(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, const uint8_t *sc,
                   const sec_list *c, uint32_t k)
{
    /*@ assert bytes: \forall integer i, j, l, x; SameByte(sa, i, sb, j, x) && SameByte(sb, j, sc, l, x) ==>
          SameByte(sa, i, sc, l, x); */
    /*@ assert each: \forall integer i, m, j, n, l, o, x; SameText(sa, i, m, sb, j, n) &&
          SameText(sb, j, n, sc, l, o) && 0 <= x < m ==>
            SameByte(sa, i, sb, j, x) && SameByte(sb, j, sc, l, x) && SameByte(sa, i, sc, l, x); */
    /*@ assert texts: \forall integer i, m, j, n, l, o; SameText(sa, i, m, sb, j, n) && SameText(sb, j, n, sc, l, o)
          ==> SameText(sa, i, m, sc, l, o); */
    //@ check name: SameMechanismName(sa, a, sc, c, k);
    covered_in(sa, a, sb, b, sc, c, k);
    covered_in(sc, c, sb, b, sa, a, k);
}

/*@ requires ListReadable(sa, a) && ListReadable(sb, b) && ListReadable(sc, c);
    assigns \nothing; */
void transitive(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, const uint8_t *sc,
                const sec_list *c)
{
    sec_compared r = sec_list_compare(sa, a, sb, b), t = sec_list_compare(sb, b, sc, c);
    sec_compared u = sec_list_compare(sa, a, sc, c);
    if (r.code != SEC_EQUAL || t.code != SEC_EQUAL)
        return;
    /*@ loop invariant range: 0 <= k <= a->count;
        loop invariant same: \forall integer m; 0 <= m < k ==> SameMechanism(sa, a, sc, c, m, 0);
        loop assigns k;
        loop variant a->count - k; */
    for (uint32_t k = 0; k < a->count; k++)
        transitive_in(sa, a, sb, b, sc, c, k);
    //@ check transitive: u.code == SEC_EQUAL;
}

/*@ requires ListReadable(sa, a) && ListReadable(sb, b) && \valid(notes) && \separated(notes, a);
    requires \separated(notes, b) && a->count == 1 && b->count == 2;
    assigns *notes; */
void counts(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, uint32_t *notes)
{
    sec_compared r = sec_list_compare(sa, a, sb, b), t = sec_list_compare_tolerant(sa, a, sb, b, notes);
    //@ check unequal: r.code != SEC_EQUAL && t.code != SEC_EQUAL;
    //@ check count: r.code == SEC_DIFFERENT_COUNT ==> r.mech == 1;
}
