/* One sec-mechanism of a list, and what stands between two (RFC 3329 2.2). */
#ifndef SECAGREE_MECHANISM_READ_H
#define SECAGREE_MECHANISM_READ_H
#include "mechanism.h"
#include "stops.h"
#include "../../spec/logic/list.h"

typedef sec_result step; /* OK: at is the index reached; else the fault */

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == code && \result.at == i; */
static inline step at(sec_code code, size_t i)
{
    step r = { code, i };
    return r;
}

/*@ // *x, and mech[0 .. count) and param[0 .. params), are the same at both places
    predicate Same{A,B}(uint16_t *x) = \at(*x, A) == \at(*x, B);
    predicate MechsSame{A,B}(sec_list *l, integer count) =
      (\forall integer k; 0 <= k < count ==>
        \at(l->mech[k].name.at, A) == \at(l->mech[k].name.at, B) &&
        \at(l->mech[k].name.len, A) == \at(l->mech[k].name.len, B) &&
        \at(l->mech[k].first, A) == \at(l->mech[k].first, B) &&
        \at(l->mech[k].count, A) == \at(l->mech[k].count, B) && \at(l->mech[k].q, A) == \at(l->mech[k].q, B));
    predicate ParamsSame{A,B}(sec_list *l, integer params) =
      (\forall integer k; 0 <= k < params ==>
        \at(l->param[k].name.at, A) == \at(l->param[k].name.at, B) &&
        \at(l->param[k].name.len, A) == \at(l->param[k].name.len, B) &&
        \at(l->param[k].value.at, A) == \at(l->param[k].value.at, B) &&
        \at(l->param[k].value.len, A) == \at(l->param[k].value.len, B)); */

/* SEMI or COMMA, which c is, at i: the index behind it, or SIP_NPOS. Mostly one SP follows, or none, and a branch for
 * that is guessed wrong too often. */
/*@ requires readable: Text(s, n, i);
    requires visible: c > 0x20;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, SeparatorEnd(s, n, i, c));
    ensures comma: c == ',' ==> Found(\result, CommaEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
size_t sec_separator(const uint8_t *s, size_t n, size_t i, uint8_t c);

/* A mechanism, and the index behind it; or the fault. */
typedef struct { step end; sec_mechanism m; } sec_reading;

/* sec-mechanism at i, its parameters into list->param[first ..), up to a fault; no two of them have one name. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && StopsRun(s, f->ahead, i, f->at[*stop]);
    requires writable: \valid(list) && \separated(list, f) && \separated(list, stop) &&
      \separated(list, s + (0 .. n - 1));
    requires first: first <= SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns *stop, *f, list->param[first .. SEC_PARAMS_MAX - 1];
    ensures stops: Stops(s, f, n, *stop);
    ensures name: \result.end.code == SEC_OK ==> PartInside(\result.m.name, i, n) && 0 < \result.m.name.len;
    ensures token: \result.end.code == SEC_OK ==> \result.m.name.at == i && \result.m.name.at + \result.m.name.len ==
      NameEnd(s, n, i);
    ensures none: i >= n || s[i] == ',' <==> \result.end.code == SEC_EMPTY_ELEMENT;
    ensures other: i < n && s[i] != ',' && NameEnd(s, n, i) < 0 <==> \result.end.code == SEC_NAME;
    ensures params: \result.m.first == first && first + \result.m.count <= SEC_PARAMS_MAX &&
      ParamsInside(list, first, first + \result.m.count, i, n);
    ensures from: ParamsFrom(s, n, list, first, first + \result.m.count, NameEnd(s, n, i));
    ensures names: ParamsNames(s, n, list, first, first + \result.m.count);
    ensures values: ParamsValues(s, n, list, first, first + \result.m.count);
    ensures ends: ParamsEnds(s, n, list, first, first + \result.m.count);
    ensures right: ParamsRight(s, n, list, first, first + \result.m.count);
    ensures end: \result.end.code == SEC_OK ==>
      \result.end.at == ParamsBehind(s, n, NameEnd(s, n, i), first, first + \result.m.count);
    ensures last: \result.end.code == SEC_OK ==>
      ParamStart(s, n, NameEnd(s, n, i), first, first + \result.m.count) < 0;
    ensures qvalue: \result.end.code == SEC_OK ==>
      \result.m.q == ParamsQ(s, n, NameEnd(s, n, i), first, first + \result.m.count);
    ensures many: \result.end.code == SEC_TOO_MANY_PARAMS ==> first + \result.m.count == SEC_PARAMS_MAX &&
      ParamStart(s, n, NameEnd(s, n, i), first, first + \result.m.count) >= 0;
    ensures wrong: SEC_PARAM_NAME <= \result.end.code <= SEC_D_VER ==>
      ParamStart(s, n, NameEnd(s, n, i), first, first + \result.m.count) >= 0 &&
      ParamCode(\result.end.code, s, n, ParamStart(s, n, NameEnd(s, n, i), first, first + \result.m.count));
    ensures twice: \result.end.code == SEC_DUPLICATE_PARAM ==> 2 <= \result.m.count;
    ensures q: -1 <= \result.m.q <= 1000;
    ensures ok: \result.end.code == SEC_OK ==> i < \result.end.at <= n && f->at[*stop] <= \result.end.at;
    ensures fault: \result.end.code != SEC_OK ==> \result.end.at <= n;
    ensures code: \result.end.code != SEC_EMPTY_LIST &&
      (\result.end.code <= SEC_DUPLICATE_PARAM || \result.end.code == SEC_TOO_MANY_PARAMS); */
sec_reading sec_mechanism_read(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_list *list,
                               uint32_t first);

#endif
