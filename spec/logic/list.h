/* What a list of security mechanisms says, in logic (RFC 3329 2.2). To be included behind the types of mechanism.h. */
#ifndef SECAGREE_LOGIC_LIST_H
#define SECAGREE_LOGIC_LIST_H

/* What a mech-parameter is. mechanism.c reads one, and has the definition. What is proved of lists holds whatever it is,
 * and is easier to prove without. */
#ifdef SEC_MECH_PARAMETER
#include "params.h"
/*@ // s[i .. i + n) is that name but for case
    predicate SameLetter(uint8_t *s, integer i, char *name, integer k) = Lower(s[i + k]) == Lower(name[k]);
    predicate NamedAt(uint8_t *s, integer i, integer n, char *name, integer len) =
      n == len && \forall integer k; 0 <= k < len ==> SameLetter(s, i, name, k);

    // 1: the name s[i .. i + len) is q, or d- and these three letters
    logic integer QName(uint8_t *s, integer i, integer len) = (len == 1 && Lower(s[i]) == 'q') ? 1 : 0;
    logic integer DName(uint8_t *s, integer i, integer len, integer a, integer b, integer c) =
      (len == 5 && Lower(s[i]) == 'd' && s[i + 1] == '-' && Lower(s[i + 2]) == a && Lower(s[i + 3]) == b &&
       Lower(s[i + 4]) == c) ? 1 : 0;
    logic integer DVerName(uint8_t *s, integer i, integer len) = DName(s, i, len, 'v', 'e', 'r');
    logic integer DTokenName(uint8_t *s, integer i, integer len) =
      DName(s, i, len, 'a', 'l', 'g') == 1 ? 1 : DName(s, i, len, 'q', 'o', 'p');

    // the value s[v .. v + m) is that of d-ver, of q
    predicate DVer(uint8_t *s, integer v, integer m) =
      m == 34 && s[v] == '"' && \forall integer k; v < k <= v + 32 ==> Lhex(s[k]);
    predicate QValue(uint8_t *s, integer v, integer m) =
      SecValueForm(s, v, m) == SEC_VALUE_TOKEN && Qvalue(s, v, v + m);
    // the form of that value under the name s[i .. i + len) is that code: OK, or the fault
    predicate FormCode(integer code, uint8_t *s, integer i, integer len, integer v, integer m) =
      (QName(s, i, len) == 1 ==>
        (QValue(s, v, m) <==> code == SEC_OK) && (code == SEC_OK || code == SEC_QVALUE)) &&
      (DVerName(s, i, len) == 1 ==>
        (DVer(s, v, m) <==> code == SEC_OK) && (code == SEC_OK || code == SEC_D_VER)) &&
      (DTokenName(s, i, len) == 1 ==>
        code == (SecValueForm(s, v, m) == SEC_VALUE_TOKEN ? SEC_OK : SEC_PARAM_VALUE)) &&
      (QName(s, i, len) == 0 && DVerName(s, i, len) == 0 && DTokenName(s, i, len) == 0 ==> code == SEC_OK);

    // the mech-parameter whose name is s[i .. e), or that at i: where its value begins, which ends at ParamRest; its
    // code; the index behind it (d-ver brings an SWS of its own); the q of its mechanism, which was q before it
    logic integer ValueAt(uint8_t *s, integer n, integer e) =
      EqualEnd(s, n, e) < 0 ? e : GenAt(s, n, EqualEnd(s, n, e));
    predicate CodeFrom(integer code, uint8_t *s, integer n, integer i, integer e) =
      (e < 0 <==> code == SEC_PARAM_NAME) &&
      (e >= 0 && ParamRest(s, n, e) < 0 ==>
        code == (QuoteBit(s, n, EqualEnd(s, n, e)) == 1 ? SEC_QUOTE : SEC_PARAM_VALUE)) &&
      (e >= 0 && ParamRest(s, n, e) >= 0 ==>
        FormCode(code, s, i, e - i, ValueAt(s, n, e), ParamRest(s, n, e) - ValueAt(s, n, e)));
    logic integer BehindFrom(uint8_t *s, integer n, integer i, integer e) =
      DVerName(s, i, e - i) == 1 ? SwsEnd(s, n, ParamRest(s, n, e)) : ParamRest(s, n, e);
    logic integer QFrom(uint8_t *s, integer n, integer i, integer e, integer q) =
      QName(s, i, e - i) == 1 ? Thousandths(s, ValueAt(s, n, e), ParamRest(s, n, e)) : q;
    predicate ParamCode(integer code, uint8_t *s, integer n, integer i) = CodeFrom(code, s, n, i, TokenEnd(s, n, i));
    logic integer ParamBehind(uint8_t *s, integer n, integer i) = BehindFrom(s, n, i, TokenEnd(s, n, i));
    logic integer ParamQ(uint8_t *s, integer n, integer i, integer q) = QFrom(s, n, i, TokenEnd(s, n, i), q);
    // x is what it says
    predicate Param(sec_param x, uint8_t *s, integer n, integer i) =
      x.name.at == i && x.name.at + x.name.len == TokenEnd(s, n, i) &&
      x.value.at == ValueAt(s, n, TokenEnd(s, n, i)) && x.value.at + x.value.len == ParamEnd(s, n, i);

    // *( SEMI mech-parameters ) at e, numbered from a on: the index behind those up to k; where number k begins, or -1;
    // q of those up to k
    logic integer ParamsBehind(uint8_t *s, integer n, integer e, integer a, integer k) =
      k <= a ? e : ParamBehind(s, n, SeparatorEnd(s, n, ParamsBehind(s, n, e, a, k - 1), ';'));
    logic integer ParamStart(uint8_t *s, integer n, integer e, integer a, integer k) =
      SeparatorEnd(s, n, ParamsBehind(s, n, e, a, k), ';');
    logic integer ParamsQ(uint8_t *s, integer n, integer e, integer a, integer k) =
      k <= a ? -1 : ParamQ(s, n, ParamStart(s, n, e, a, k - 1), ParamsQ(s, n, e, a, k - 1));

    // behind the name at i, behind the COMMA at i, or -1
    logic integer NameEnd(uint8_t *s, integer n, integer i) = TokenEnd(s, n, i);
    logic integer CommaEnd(uint8_t *s, integer n, integer i) = SeparatorEnd(s, n, i, ',');
*/
#else
/*@ axiomatic MechParameter {
      logic integer NameEnd(uint8_t *s, integer n, integer i) reads s[0 ..];
      logic integer ValueAt(uint8_t *s, integer n, integer e) reads s[0 ..];
      logic integer ParamEnd(uint8_t *s, integer n, integer i) reads s[0 ..];
      predicate ParamCode(integer code, uint8_t *s, integer n, integer i) reads s[0 ..];
      logic integer ParamsBehind(uint8_t *s, integer n, integer e, integer a, integer k) reads s[0 ..];
      logic integer ParamStart(uint8_t *s, integer n, integer e, integer a, integer k) reads s[0 ..];
      logic integer ParamsQ(uint8_t *s, integer n, integer e, integer a, integer k) reads s[0 ..];
      logic integer CommaEnd(uint8_t *s, integer n, integer i) reads s[0 ..];
    } */
#endif

/*@ // param[a .. b) begin where those at e do; have their names; have their values, up to their ends; are right
    predicate ParamsFrom(uint8_t *s, integer n, sec_list *l, integer a, integer b, integer e) =
      \forall integer k; a <= k < b ==> l->param[k].name.at == ParamStart(s, n, e, a, k);
    predicate ParamsNames(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].name.at + l->param[k].name.len == NameEnd(s, n, l->param[k].name.at);
    predicate ParamsValues(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].value.at == ValueAt(s, n, NameEnd(s, n, l->param[k].name.at));
    predicate ParamsEnds(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].value.at + l->param[k].value.len == ParamEnd(s, n, l->param[k].name.at);
    predicate ParamsRight(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==> ParamCode(SEC_OK, s, n, l->param[k].name.at);
    // these are one that is right: where it begins, its name ends, its value begins and ends; param[a .. b) are
    predicate RightParam(uint8_t *s, integer n, integer i, integer e, integer v, integer w) =
      e == NameEnd(s, n, i) && v == ValueAt(s, n, e) && w == ParamEnd(s, n, i) && ParamCode(SEC_OK, s, n, i);
    predicate RightParams(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==> RightParam(s, n, l->param[k].name.at,
        l->param[k].name.at + l->param[k].name.len, l->param[k].value.at, l->param[k].value.at + l->param[k].value.len);

    // sec-mechanism *( COMMA sec-mechanism ) at i, held by mech[a ..) and param[p ..): where the name of mech[k] ends,
    // and its parameters do; the index behind it
    logic integer MechName(sec_list *l, integer k) = l->mech[k].name.at + l->mech[k].name.len;
    logic integer MechParams(sec_list *l, integer k) = l->mech[k].first + l->mech[k].count;
    logic integer MechBehind(uint8_t *s, integer n, sec_list *l, integer k) =
      ParamsBehind(s, n, MechName(l, k), l->mech[k].first, MechParams(l, k));
    // a mechanism that begins there, with its first parameter at p, is the one behind mech[k]
    predicate MechNext(uint8_t *s, integer n, sec_list *l, integer k, integer i, integer p) =
      i == CommaEnd(s, n, MechBehind(s, n, l, k)) && p == MechParams(l, k);
    // mech[a .. b): the first one begins there, each other one behind the one before
    predicate MechsBegin(sec_list *l, integer a, integer b, integer p, integer i) =
      a < b ==> l->mech[a].name.at == i && l->mech[a].first == p;
    predicate MechsFollow(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer j, integer k; a <= j < k < b && k - j <= 1 ==>
        MechNext(s, n, l, j, l->mech[k].name.at, l->mech[k].first);
    // each has its name, all the parameters behind it, and their q; these begin where the text has them
    predicate Mech(uint8_t *s, integer n, integer i, integer e, integer a, integer b, integer q) =
      e == NameEnd(s, n, i) && ParamStart(s, n, e, a, b) < 0 && q == ParamsQ(s, n, e, a, b);
    predicate Mechs(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==> Mech(s, n, l->mech[k].name.at, MechName(l, k), l->mech[k].first,
        MechParams(l, k), l->mech[k].q);
    predicate MechsParams(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k, integer j; a <= k < b && l->mech[k].first <= j < MechParams(l, k) ==>
        l->param[j].name.at == ParamStart(s, n, MechName(l, k), l->mech[k].first, j);
    // no q of these is that of a mechanism before
    predicate MechsApart(sec_list *l, integer a, integer b) =
      \forall integer j, integer k; 0 <= j < k && a <= k < b && l->mech[k].q >= 0 ==> l->mech[j].q != l->mech[k].q;
    // mech[a .. b) lie in s[i .. n), their parameters in param[p .. q)
    predicate MechsInside(sec_list *l, integer a, integer b, integer p, integer q, integer i, integer n) =
      \forall integer k; a <= k < b ==> PartInside(l->mech[k].name, i, n) && 0 < l->mech[k].name.len &&
        -1 <= l->mech[k].q <= 1000 && p <= l->mech[k].first && MechParams(l, k) <= q;
    // mech[a .. b) and param[p .. q) are what s[i .. n) begins with; what it says, no less
    predicate SecPart(uint8_t *s, integer i, integer n, sec_list *l, integer a, integer b, integer p, integer q) =
      MechsBegin(l, a, b, p, i) && MechsFollow(s, n, l, a, b) && Mechs(s, n, l, a, b) && MechsParams(s, n, l, a, b) &&
      MechsInside(l, a, b, p, q, i, n) && RightParams(s, n, l, p, q);
    predicate SecList(uint8_t *s, integer i, integer n, sec_list *l, integer a, integer b, integer p, integer q) =
      a < b && SecPart(s, i, n, l, a, b, p, q) && MechBehind(s, n, l, b - 1) == n && MechParams(l, b - 1) == q;
*/

#endif
