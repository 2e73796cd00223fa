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
    sec_compared r = sec_list_compare(sa, a, sb, b), back = sec_list_compare(sb, b, sa, a);
    //@ check symmetric: r.code == SEC_EQUAL <==> back.code == SEC_EQUAL;
}

/* a and b are equal in mechanism k, and b and c. */
/*@ requires ListReadable(sa, a) && ListReadable(sb, b) && ListReadable(sc, c) && k < a->count && k < b->count;
    requires k < c->count && SameMechanism(sa, a, sb, b, k, 0) && SameMechanism(sb, b, sc, c, k, 0);
    assigns \nothing;
    ensures transitive: SameMechanism(sa, a, sc, c, k, 0); */
void transitive_in(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, const uint8_t *sc,
                   const sec_list *c, uint32_t k)
{
    //@ check name: SameMechanismName(sa, a, sc, c, k);
    return;
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
