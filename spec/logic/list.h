/* What a list of security mechanisms says, in logic (RFC 3329 2.2). To be included behind the types of mechanism.h. */
#ifndef SECAGREE_LOGIC_LIST_H
#define SECAGREE_LOGIC_LIST_H
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
    // param[a .. b) begin where those at e do; have their names; have their values, up to their ends; are right
    predicate ParamsFrom(uint8_t *s, integer n, sec_list *l, integer a, integer b, integer e) =
      \forall integer k; a <= k < b ==> l->param[k].name.at == ParamStart(s, n, e, a, k);
    predicate ParamsNames(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].name.at + l->param[k].name.len == TokenEnd(s, n, l->param[k].name.at);
    predicate ParamsValues(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].value.at == ValueAt(s, n, TokenEnd(s, n, l->param[k].name.at));
    predicate ParamsEnds(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==>
        l->param[k].value.at + l->param[k].value.len == ParamEnd(s, n, l->param[k].name.at);
    predicate ParamsRight(uint8_t *s, integer n, sec_list *l, integer a, integer b) =
      \forall integer k; a <= k < b ==> ParamCode(SEC_OK, s, n, l->param[k].name.at);
*/

#endif
