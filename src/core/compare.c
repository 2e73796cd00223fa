/* Comparison of two lists: mechanisms in order, parameters in any order (RFC 3329 2.3.1, RFC 3261 7.3.1). */
#include "lex.h"
#include "mechanism.h"

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Lower(c); */
static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> WhiteBit(c) == 1; */
static bool white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool sec_names_equal(const uint8_t *sa, sip_part a, const uint8_t *sb, sip_part b)
{
    if (a.len != b.len)
        return false;
    /*@ loop invariant range: 0 <= k <= a.len;
        loop invariant same: \forall integer m; 0 <= m < k ==> SameByte(sa, a.at, sb, b.at, m);
        loop assigns k;
        loop variant a.len - k; */
    for (size_t k = 0; k < a.len; k++) {
        if (lower(sa[a.at + k]) != lower(sb[b.at + k])) {
            //@ assert bytes: !SameByte(sa, a.at, sb, b.at, k);
            return false;
        }
    }
    return true;
}

/* The byte that c stands for in a quoted-string; each LWS is one SP, a quoted-pair keeps its byte. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == QuotedByte(c, pair ? 1 : 0); */
static uint8_t quoted_byte(uint8_t c, bool pair)
{
    return !pair && white(c) ? (uint8_t)' ' : c;
}

/* Behind the byte or the LWS at i. */
/*@ requires readable: \valid_read(s + (0 .. e - 1)) && i < e < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures range: i < \result <= e;
    ensures exact: \result == QuotedNext(s, e, i, pair ? 1 : 0); */
static size_t quoted_next(const uint8_t *s, size_t e, size_t i, bool pair)
{
    size_t j = i + 1;

    if (pair || !white(s[i]))
        return j;
    /*@ loop invariant range: i < j <= e;
        loop invariant rest: WhiteEnd(s, e, i + 1) == WhiteEnd(s, e, j);
        loop assigns j;
        loop variant e - j; */
    while (j < e && white(s[j]))
        j++;
    return j;
}

/*@ requires readable: PartReadable(sa, a) && PartReadable(sb, b);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameQuoted(sa, a.at, a.at + a.len, sb, b.at, b.at + b.len); */
static bool equal_quoted(const uint8_t *sa, sip_part a, const uint8_t *sb, sip_part b)
{
    size_t i = a.at, e = i + a.len, j = b.at, f = j + b.len;
    bool p = false, q = false; /* behind a backslash */

    // m: how many bytes have been found equal
    //@ ghost size_t m = 0;
    /*@ loop invariant range: a.at <= i <= e && b.at <= j <= f && m <= i - a.at;
        loop invariant same: \forall integer k; 0 <= k < m ==>
          QuotedNth(sa, e, a.at, 0, k) == QuotedNth(sb, f, b.at, 0, k);
        loop invariant rest_a: \forall integer k; m <= k ==>
          QuotedNth(sa, e, a.at, 0, k) == QuotedNth(sa, e, i, p ? 1 : 0, k - m);
        loop invariant rest_b: \forall integer k; m <= k ==>
          QuotedNth(sb, f, b.at, 0, k) == QuotedNth(sb, f, j, q ? 1 : 0, k - m);
        loop assigns i, j, p, q, m;
        loop variant e - i; */
    while (i < e && j < f) {
        size_t x = i, y = j;
        //@ assert here: QuotedNth(sa, e, a.at, 0, m) == QuotedByte(sa[i], p ? 1 : 0);
        //@ assert there: QuotedNth(sb, f, b.at, 0, m) == QuotedByte(sb[j], q ? 1 : 0);
        if (quoted_byte(sa[i], p) != quoted_byte(sb[j], q))
            return false;
        i = quoted_next(sa, e, x, p);
        p = !p && sa[x] == '\\';
        j = quoted_next(sb, f, y, q);
        q = !q && sb[y] == '\\';
        //@ ghost m++;
    }
    //@ assert end_a: QuotedNth(sa, e, a.at, 0, m) == QuotedNth(sa, e, i, p ? 1 : 0, 0);
    //@ assert end_b: QuotedNth(sb, f, b.at, 0, m) == QuotedNth(sb, f, j, q ? 1 : 0, 0);
    return i == e && j == f;
}

/* The parameter of mechanism k of list b with the name of p, or SIP_NPOS. */
/*@ requires readable: SecReadable(sa, p) && MechanismReadable(sb, b, k);
    terminates \true; exits \false; assigns \nothing;
    ensures none: \result == SIP_NPOS ==>
      Absent(sa, p, sb, b, b->mech[k].first, b->mech[k].first + b->mech[k].count);
    ensures exact: \result != SIP_NPOS ==> b->mech[k].first <= \result < b->mech[k].first + b->mech[k].count &&
      SameName(sa, p, sb, &b->param[\result]) && Absent(sa, p, sb, b, b->mech[k].first, \result); */
static size_t counterpart(const uint8_t *sa, const sec_param *p, const uint8_t *sb, const sec_list *b, uint32_t k)
{
    uint32_t first = b->mech[k].first, end = first + b->mech[k].count;

    /*@ loop invariant range: first <= j <= end;
        loop invariant absent: Absent(sa, p, sb, b, first, j);
        loop assigns j;
        loop variant end - j; */
    for (uint32_t j = first; j < end; j++) {
        if (sec_names_equal(sa, p->name, sb, b->param[j].name))
            return j;
    }
    return SIP_NPOS;
}

/*@ requires readable: SecReadable(sa, p) && SecReadable(sb, o);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameValue(sa, p, qa, sb, o, qb); */
static bool equal_value(const uint8_t *sa, const sec_param *p, int32_t qa, const uint8_t *sb, const sec_param *o,
                        int32_t qb)
{
    if (p->name.len == 1 && lower(sa[p->name.at]) == 'q')
        return qa == qb;
    sec_value_form form = sec_param_form(sa, p);
    if (form != sec_param_form(sb, o))
        return false;
    if (form == SEC_VALUE_QUOTED)
        return equal_quoted(sa, p->value, sb, o->value);
    return sec_names_equal(sa, p->value, sb, o->value);
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == code && \result.mech == mech && \result.at_a == at_a && \result.at_b == at_b; */
static sec_compared differ(sec_difference code, uint32_t mech, size_t at_a, size_t at_b)
{
    sec_compared r = { code, mech, at_a, at_b };
    return r;
}

/*@ predicate Letter(uint8_t *s, sip_part x, char *word, integer len, integer k) =
      k < len ==> Lower(s[x.at + k]) == Lower(word[k]); */

/*@ requires readable: PartReadable(s, x) && \valid_read(word + (0 .. len - 1)) && len <= 5;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (x.len == len && Letter(s, x, word, len, 0) && Letter(s, x, word, len, 1) &&
      Letter(s, x, word, len, 2) && Letter(s, x, word, len, 3) && Letter(s, x, word, len, 4)); */
static bool is(const uint8_t *s, sip_part x, const char *word, size_t len)
{
    return sip_equal_nocase(s, x.at, (size_t)x.at + x.len, word, len);
}

/* The note under which tolerance leaves out p, or 0: q, or a default of TS 33.203 Annex H that is named. */
/*@ requires readable: SecReadable(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures q: \result == SEC_NOTE_Q_DROPPED <==> IsQ(s, p) == 1;
    ensures named: \result == SEC_NOTE_DEFAULT <==> IsQ(s, p) == 0 && NamesDefault(s, p);
    ensures exact: \result == SEC_NOTE_Q_DROPPED || \result == SEC_NOTE_DEFAULT || \result == 0; */
static uint32_t may_lack(const uint8_t *s, const sec_param *p)
{
    if (is(s, p->name, "q", 1))
        return SEC_NOTE_Q_DROPPED;
    bool ealg = is(s, p->name, "ealg", 4) && is(s, p->value, "null", 4);
    //@ assert ealg: ealg <==> Word4(s, p->name, 'e', 'a', 'l', 'g') && Word4(s, p->value, 'n', 'u', 'l', 'l');
    bool prot = is(s, p->name, "prot", 4) && is(s, p->value, "esp", 3);
    //@ assert prot: prot <==> Word4(s, p->name, 'p', 'r', 'o', 't') && Word3(s, p->value, 'e', 's', 'p');
    bool mod = is(s, p->name, "mod", 3) && is(s, p->value, "trans", 5);
    //@ assert mod: mod <==> Word3(s, p->name, 'm', 'o', 'd') && Trans(s, p->value);
    return ealg || prot || mod ? SEC_NOTE_DEFAULT : 0;
}

/* Every parameter of mechanism k of a stands in that of b with an equal value. */
/*@ requires readable: MechanismReadable(sa, a, k) && MechanismReadable(sb, b, k);
    requires writable: \valid(notes) && \separated(notes, a) && \separated(notes, b);
    terminates \true; exits \false; assigns *notes;
    ensures exact: \result.code == SEC_EQUAL <==> Covered(sa, a, sb, b, k, tolerant);
    ensures codes: \result.code == SEC_EQUAL || \result.code == SEC_MISSING_PARAM ||
      \result.code == SEC_DIFFERENT_VALUE;
    ensures first: \result.code != SEC_EQUAL ==> \exists integer i;
      a->mech[k].first <= i < a->mech[k].first + a->mech[k].count && !Fits(sa, a, i, sb, b, k, tolerant) &&
      (\forall integer m; a->mech[k].first <= m < i ==> Fits(sa, a, m, sb, b, k, tolerant)) &&
      \result.at_a == (\result.code == SEC_MISSING_PARAM ? a->param[i].name.at : a->param[i].value.at);
    ensures kept: !tolerant ==> *notes == \old(*notes); */
static sec_compared covered(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, uint32_t k,
                            bool tolerant, uint32_t *notes)
{
    uint32_t first = a->mech[k].first, end = first + a->mech[k].count;

    /*@ loop invariant range: first <= i <= end;
        loop invariant fit: \forall integer m; first <= m < i ==> Fits(sa, a, m, sb, b, k, tolerant);
        loop invariant kept: !tolerant ==> *notes == \at(*notes, Pre);
        loop assigns i, *notes;
        loop variant end - i; */
    for (uint32_t i = first; i < end; i++) {
        const sec_param *p = &a->param[i];
        size_t j = counterpart(sa, p, sb, b, k);
        if (j == SIP_NPOS) {
            uint32_t note = tolerant ? may_lack(sa, p) : 0;
            //@ assert alone: Fits(sa, a, i, sb, b, k, tolerant) <==> note != 0;
            if (note == 0)
                return differ(SEC_MISSING_PARAM, 0, p->name.at, b->mech[k].name.at);
            *notes |= note;
        } else {
            bool same = equal_value(sa, p, a->mech[k].q, sb, &b->param[j], b->mech[k].q);
            //@ assert value: same <==> SameValue(sa, p, a->mech[k].q, sb, &b->param[j], b->mech[k].q);
            //@ assert agrees: same ==> Agrees(sa, p, a->mech[k].q, sb, b, k);
            /*@ assert one: \forall integer x; b->mech[k].first <= x < b->mech[k].first + b->mech[k].count &&
                  SameName(sa, p, sb, &b->param[x]) && Absent(sa, p, sb, b, b->mech[k].first, x) ==> x == j; */
            //@ assert differs: !same ==> !Agrees(sa, p, a->mech[k].q, sb, b, k);
            //@ assert present: !Absent(sa, p, sb, b, b->mech[k].first, b->mech[k].first + b->mech[k].count);
            //@ assert found: Fits(sa, a, i, sb, b, k, tolerant) <==> same;
            if (!same)
                return differ(SEC_DIFFERENT_VALUE, 0, p->value.at, b->param[j].value.at);
        }
    }
    return differ(SEC_EQUAL, 0, 0, 0);
}

/*@ requires readable: MechanismReadable(sa, a, k) && MechanismReadable(sb, b, k);
    requires writable: \valid(notes) && \separated(notes, a) && \separated(notes, b);
    terminates \true; exits \false; assigns *notes;
    ensures exact: \result.code == SEC_EQUAL <==> SameMechanism(sa, a, sb, b, k, tolerant);
    ensures name: \result.code == SEC_DIFFERENT_NAME <==> !SameMechanismName(sa, a, sb, b, k);
    ensures extra: \result.code == SEC_EXTRA_PARAM <==> SameMechanismName(sa, a, sb, b, k) &&
      Covered(sa, a, sb, b, k, tolerant) && !Covered(sb, b, sa, a, k, tolerant);
    ensures mech: \result.mech == k && \result.code != SEC_DIFFERENT_COUNT;
    ensures kept: !tolerant ==> *notes == \old(*notes); */
static sec_compared compare_mechanism(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b,
                                      uint32_t k, bool tolerant, uint32_t *notes)
{
    size_t name = a->mech[k].name.at;

    if (!sec_names_equal(sa, a->mech[k].name, sb, b->mech[k].name))
        return differ(SEC_DIFFERENT_NAME, k, name, b->mech[k].name.at);
    sec_compared r = covered(sa, a, sb, b, k, tolerant, notes);
    if (r.code == SEC_EQUAL) {
        sec_compared back = covered(sb, b, sa, a, k, tolerant, notes);
        if (back.code != SEC_EQUAL)
            r = differ(SEC_EXTRA_PARAM, k, name, back.at_a);
    }
    r.mech = k;
    return r;
}

/*@ requires readable: ListReadable(sa, a) && ListReadable(sb, b);
    requires writable: \valid(notes) && \separated(notes, a) && \separated(notes, b);
    terminates \true; exits \false; assigns *notes;
    ensures exact: \result.code == SEC_EQUAL <==> SameList(sa, a, sb, b, tolerant);
    ensures count: \result.code == SEC_DIFFERENT_COUNT ==> a->count != b->count &&
      \result.mech == (a->count < b->count ? a->count : b->count);
    ensures first: \result.code != SEC_EQUAL ==> \result.mech <= a->count && \result.mech <= b->count &&
      \forall integer m; 0 <= m < \result.mech ==> SameMechanism(sa, a, sb, b, m, tolerant);
    ensures differ: \result.code != SEC_EQUAL && \result.code != SEC_DIFFERENT_COUNT ==>
      \result.mech < a->count && \result.mech < b->count &&
      !SameMechanism(sa, a, sb, b, \result.mech, tolerant);
    ensures kept: !tolerant ==> *notes == \old(*notes); */
static sec_compared compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, bool tolerant,
                            uint32_t *notes)
{
    uint32_t common = a->count < b->count ? a->count : b->count;

    /*@ loop invariant range: 0 <= k <= common;
        loop invariant same: \forall integer m; 0 <= m < k ==> SameMechanism(sa, a, sb, b, m, tolerant);
        loop invariant kept: !tolerant ==> *notes == \at(*notes, Pre);
        loop assigns k, *notes;
        loop variant common - k; */
    for (uint32_t k = 0; k < common; k++) {
        sec_compared r = compare_mechanism(sa, a, sb, b, k, tolerant, notes);
        if (r.code != SEC_EQUAL)
            return r;
    }
    if (a->count == b->count)
        return differ(SEC_EQUAL, 0, 0, 0);
    return differ(SEC_DIFFERENT_COUNT, common, a->count > common ? a->mech[common].name.at : SIP_NPOS,
                  b->count > common ? b->mech[common].name.at : SIP_NPOS);
}

sec_compared sec_list_compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b)
{
    uint32_t notes = 0;
    return compare(sa, a, sb, b, false, &notes);
}

sec_compared sec_list_compare_tolerant(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b,
                                       uint32_t *notes)
{
    return compare(sa, a, sb, b, true, notes);
}
