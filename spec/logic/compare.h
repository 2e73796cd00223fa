/* Comparison of lists of mechanisms in logic (RFC 3329 2.3.1, RFC 3261 7.3.1). To be included behind mechanism.h of
 * this folder. */
#ifndef SECAGREE_LOGIC_COMPARE_H
#define SECAGREE_LOGIC_COMPARE_H

/*@ predicate SameByte(uint8_t *sa, integer i, uint8_t *sb, integer j, integer k) =
      Lower(sa[i + k]) == Lower(sb[j + k]);
    predicate SameText(uint8_t *sa, integer i, integer m, uint8_t *sb, integer j, integer n) =
      m == n && \forall integer k; 0 <= k < n ==> SameByte(sa, i, sb, j, k);

    // the k-th byte that a quoted-string stands for from i on (p = 1: behind a backslash); any LWS stands for one SP,
    // -1 for the end
    logic integer WhiteBit(integer c) = (c == ' ' || c == '\t' || c == '\r' || c == '\n') ? 1 : 0;
    logic integer WhiteEnd(uint8_t *s, integer e, integer i) =
      (i < e && WhiteBit(s[i]) == 1) ? WhiteEnd(s, e, i + 1) : i;
    logic integer QuotedByte(integer c, integer p) = (p == 0 && WhiteBit(c) == 1) ? ' ' : c;
    logic integer QuotedNext(uint8_t *s, integer e, integer i, integer p) =
      (p == 0 && WhiteBit(s[i]) == 1) ? WhiteEnd(s, e, i + 1) : i + 1;
    logic integer QuotedNth(uint8_t *s, integer e, integer i, integer p, integer k) =
      i >= e ? -1 : k <= 0 ? QuotedByte(s[i], p) :
      QuotedNth(s, e, QuotedNext(s, e, i, p), (p == 0 && s[i] == '\\') ? 1 : 0, k - 1);
    predicate SameQuoted(uint8_t *sa, integer i, integer e, uint8_t *sb, integer j, integer f) =
      \forall integer k; 0 <= k ==> QuotedNth(sa, e, i, 0, k) == QuotedNth(sb, f, j, 0, k);

    predicate SameName(uint8_t *sa, sec_param *p, uint8_t *sb, sec_param *o) =
      SameText(sa, p->name.at, p->name.len, sb, o->name.at, o->name.len);
    logic integer IsQ(uint8_t *s, sec_param *p) = (p->name.len == 1 && Lower(s[p->name.at]) == 'q') ? 1 : 0;
    // q is compared as a number
    predicate SameValue(uint8_t *sa, sec_param *p, integer qa, uint8_t *sb, sec_param *o, integer qb) =
      (IsQ(sa, p) == 1 ==> qa == qb) &&
      (IsQ(sa, p) == 0 ==> SecForm(sa, p) == SecForm(sb, o)) &&
      (IsQ(sa, p) == 0 && SecForm(sa, p) == SEC_VALUE_QUOTED ==>
        SameQuoted(sa, p->value.at, p->value.at + p->value.len, sb, o->value.at, o->value.at + o->value.len)) &&
      (IsQ(sa, p) == 0 && SecForm(sa, p) != SEC_VALUE_QUOTED ==>
        SameText(sa, p->value.at, p->value.len, sb, o->value.at, o->value.len));

    // param[f .. e) of b has no name like that of p
    predicate Absent(uint8_t *sa, sec_param *p, uint8_t *sb, sec_list *b, integer f, integer e) =
      \forall integer j; f <= j < e ==> !SameName(sa, p, sb, &b->param[j]);
    // the first of mechanism k of b with the name of p has an equal value
    predicate Agrees(uint8_t *sa, sec_param *p, integer q, uint8_t *sb, sec_list *b, integer k) =
      \exists integer j; b->mech[k].first <= j < b->mech[k].first + b->mech[k].count &&
        SameName(sa, p, sb, &b->param[j]) && Absent(sa, p, sb, b, b->mech[k].first, j) &&
        SameValue(sa, p, q, sb, &b->param[j], b->mech[k].q);

    predicate Word3(uint8_t *s, sip_part x, integer a, integer b, integer c) =
      x.len == 3 && Lower(s[x.at]) == a && Lower(s[x.at + 1]) == b && Lower(s[x.at + 2]) == c;
    predicate Word4(uint8_t *s, sip_part x, integer a, integer b, integer c, integer d) =
      x.len == 4 && Lower(s[x.at]) == a && Lower(s[x.at + 1]) == b && Lower(s[x.at + 2]) == c &&
      Lower(s[x.at + 3]) == d;
    predicate Trans(uint8_t *s, sip_part x) =
      x.len == 5 && Lower(s[x.at]) == 't' && Lower(s[x.at + 1]) == 'r' && Lower(s[x.at + 2]) == 'a' &&
      Lower(s[x.at + 3]) == 'n' && Lower(s[x.at + 4]) == 's';
    // a default of TS 33.203 Annex H that is named
    predicate NamesDefault(uint8_t *s, sec_param *p) = SecForm(s, p) == SEC_VALUE_TOKEN &&
      ((Word4(s, p->name, 'e', 'a', 'l', 'g') && Word4(s, p->value, 'n', 'u', 'l', 'l')) ||
       (Word4(s, p->name, 'p', 'r', 'o', 't') && Word3(s, p->value, 'e', 's', 'p')) ||
       (Word3(s, p->name, 'm', 'o', 'd') && Trans(s, p->value)));

    // parameter i of a, of mechanism k, against mechanism k of b
    predicate Fits(uint8_t *sa, sec_list *a, integer i, uint8_t *sb, sec_list *b, integer k, integer tolerant) =
      Agrees(sa, &a->param[i], a->mech[k].q, sb, b, k) ||
      (tolerant != 0 && (IsQ(sa, &a->param[i]) == 1 || NamesDefault(sa, &a->param[i])) &&
       Absent(sa, &a->param[i], sb, b, b->mech[k].first, b->mech[k].first + b->mech[k].count));
    predicate Covered(uint8_t *sa, sec_list *a, uint8_t *sb, sec_list *b, integer k, integer tolerant) =
      \forall integer i; a->mech[k].first <= i < a->mech[k].first + a->mech[k].count ==>
        Fits(sa, a, i, sb, b, k, tolerant);
    predicate SameMechanismName(uint8_t *sa, sec_list *a, uint8_t *sb, sec_list *b, integer k) =
      SameText(sa, a->mech[k].name.at, a->mech[k].name.len, sb, b->mech[k].name.at, b->mech[k].name.len);
    predicate SameMechanism(uint8_t *sa, sec_list *a, uint8_t *sb, sec_list *b, integer k, integer tolerant) =
      SameMechanismName(sa, a, sb, b, k) && Covered(sa, a, sb, b, k, tolerant) && Covered(sb, b, sa, a, k, tolerant);
    predicate SameList(uint8_t *sa, sec_list *a, uint8_t *sb, sec_list *b, integer tolerant) =
      a->count == b->count && \forall integer k; 0 <= k < a->count ==> SameMechanism(sa, a, sb, b, k, tolerant);

    // no mechanism has two parameters of one name: what the parser takes (SEC_DUPLICATE_PARAM)
    predicate Distinct(uint8_t *s, sec_list *l) =
      \forall integer k, i; 0 <= k < l->count && l->mech[k].first <= i < l->mech[k].first + l->mech[k].count ==>
        Absent(s, &l->param[i], s, l, l->mech[k].first, i);
*/

#endif
