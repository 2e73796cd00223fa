/* Lists of security mechanisms, from one header field or from all of a message (RFC 3329 2.2). */
#include "mechanism_read.h"

/*@ // what the mechanism at i is refused for, the first c parameters of which, numbered from p on, have no fault; of a
    // repeated name nothing is said
    predicate MechFault(integer code, uint8_t *s, integer n, integer i, integer p, integer c) =
      (code == SEC_EMPTY_ELEMENT <==> i >= n || s[i] == ',') &&
      (code == SEC_NAME <==> i < n && s[i] != ',' && NameEnd(s, n, i) < 0) &&
      (\forall integer k; p <= k < p + c ==> ParamCode(SEC_OK, s, n, ParamStart(s, n, NameEnd(s, n, i), p, k))) &&
      (code == SEC_TOO_MANY_PARAMS ==> p + c == SEC_PARAMS_MAX &&
        ParamStart(s, n, NameEnd(s, n, i), p, p + c) >= 0) &&
      (SEC_PARAM_NAME <= code <= SEC_D_VER ==> ParamStart(s, n, NameEnd(s, n, i), p, p + c) >= 0 &&
        ParamCode(code, s, n, ParamStart(s, n, NameEnd(s, n, i), p, p + c)));
    // mech[k] is the one at i; a mechanism before it has its q
    predicate MechAt(uint8_t *s, integer n, integer i, sec_list *l, integer k) = l->mech[k].name.at == i &&
      Mech(s, n, i, MechName(l, k), l->mech[k].first, MechParams(l, k), l->mech[k].q);
    predicate QTwice(sec_list *l, integer k) =
      0 <= l->mech[k].q && \exists integer j; 0 <= j < k && l->mech[j].q == l->mech[k].q;
    // the mechanism behind mech[a .. b), the first of which is at i, is at j
    predicate NextAt(uint8_t *s, integer n, integer i, sec_list *l, integer a, integer b, integer j) =
      0 <= j && (a < b ? j == CommaEnd(s, n, MechBehind(s, n, l, b - 1)) : j == i);
    // what the list at i is refused for behind mech[a .. b), the parameters of which end at q
    predicate ListFault(integer code, uint8_t *s, integer n, integer i, sec_list *l, integer a, integer b, integer q) =
      code == SEC_TRAILING ? a < b && MechBehind(s, n, l, b - 1) != n &&
        CommaEnd(s, n, MechBehind(s, n, l, b - 1)) < 0 :
      \exists integer j; NextAt(s, n, i, l, a, b, j) &&
        (code == SEC_TOO_MANY_MECHANISMS ? b == SEC_MECHANISMS_MAX :
         code == SEC_DUPLICATE_Q ? MechAt(s, n, j, l, b) && QTwice(l, b) :
         \exists integer c; 0 <= c && MechFault(code, s, n, j, q, c));
*/

/* Some mechanism before mech[k] has its q (R3329-2.2-07). */
/*@ requires readable: \valid_read(list) && k < SEC_MECHANISMS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> QTwice(list, k);
    ensures apart: \forall integer a; !\result && 0 <= a && MechsApart(list, a, k) ==> MechsApart(list, a, k + 1); */
static bool q_taken(const sec_list *list, uint32_t k)
{
    int32_t q = list->mech[k].q;
    /*@ loop invariant range: 0 <= j <= k;
        loop invariant other: \forall integer i; 0 <= i < j ==> list->mech[i].q != q;
        loop assigns j;
        loop variant k - j; */
    for (uint32_t j = 0; q >= 0 && j < k; j++) {
        if (list->mech[j].q == q)
            return true;
    }
    return false;
}

/* The offset of the q of mechanism k, for a message. */
/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result <= 65535; */
static size_t q_offset(const uint8_t *s, const sec_list *list, uint32_t k)
{
    size_t j = sec_param_find(s, list, k, "q", 1);
    return j == SIP_NPOS ? list->mech[k].name.at : list->param[j].value.at;
}

/* mech[k] becomes m; those before it, the parameters and the stops stay. */
/*@ requires writable: \valid(list) && k < SEC_MECHANISMS_MAX && \valid_read(f) && \separated(list, f);
    requires range: m.first + m.count <= SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns list->mech[k];
    ensures name: MechName(list, k) == m.name.at + m.name.len && list->mech[k].name.at == m.name.at;
    ensures exact: list->mech[k].first == m.first && list->mech[k].count == m.count && list->mech[k].q == m.q &&
      MechParams(list, k) == m.first + m.count;
    ensures behind: \forall uint8_t *s, integer n; MechBehind(s, n, list, k) ==
      ParamsBehind(s, n, m.name.at + m.name.len, m.first, m.first + m.count);
    ensures mechs: MechsSame{Pre,Post}(list, k);
    ensures others: ParamsSame{Pre,Post}(list, SEC_PARAMS_MAX);
    ensures begin: \forall integer a, p, i; \old(MechsBegin(list, a, k, p, i)) && 0 <= a &&
      (k == a ==> m.name.at == i && m.first == p) ==> MechsBegin(list, a, k + 1, p, i);
    ensures follow: \forall uint8_t *s, integer n, a; \old(MechsFollow(s, n, list, a, k)) && 0 <= a &&
      (a < k ==> \old(MechNext(s, n, list, k - 1, m.name.at, m.first))) ==> MechsFollow(s, n, list, a, k + 1);
    ensures each: \forall uint8_t *s, integer n, a; \old(Mechs(s, n, list, a, k)) && 0 <= a &&
      Mech(s, n, m.name.at, m.name.at + m.name.len, m.first, m.first + m.count, m.q) ==> Mechs(s, n, list, a, k + 1);
    ensures it: \forall uint8_t *s, integer n;
      \old(Mech(s, n, m.name.at, m.name.at + m.name.len, m.first, m.first + m.count, m.q)) ==>
      MechAt(s, n, m.name.at, list, k);
    ensures params: \forall uint8_t *s, integer n, a, p, b; \old(MechsParams(s, n, list, a, k)) && 0 <= a &&
      \old(MechsInside(list, a, k, p, m.first, b, n)) &&
      \old(ParamsFrom(s, n, list, m.first, m.first + m.count, m.name.at + m.name.len)) ==>
      MechsParams(s, n, list, a, k + 1);
    ensures inside: \forall integer a, p, i, n; \old(MechsInside(list, a, k, p, m.first, i, n)) && 0 <= a &&
      PartInside(m.name, i, n) && 0 < m.name.len && -1 <= m.q <= 1000 && p <= m.first ==>
      MechsInside(list, a, k + 1, p, m.first + m.count, i, n);
    ensures within: \forall integer a, b, i, n; 0 <= a && b <= SEC_PARAMS_MAX &&
      \old(ParamsInside(list, a, b, i, n)) ==> ParamsInside(list, a, b, i, n);
    ensures right: \forall uint8_t *s, integer n, a, b; 0 <= a && b <= SEC_PARAMS_MAX &&
      \old(RightParams(s, n, list, a, b)) ==> RightParams(s, n, list, a, b);
    ensures apart: \forall integer a; 0 <= a && \old(MechsApart(list, a, k)) ==> MechsApart(list, a, k);
    ensures stops: \forall uint8_t *s, integer n, c; \old(Stops(s, f, n, c)) ==> Stops(s, f, n, c);
    ensures at: \forall integer c; 0 <= c <= SIP_STOPS_MAX ==> f->at[c] == \old(f->at[c]); */
static inline void mech_put(const sip_stops *f, sec_list *list, uint32_t k, sec_mechanism m)
{
    (void)f; /* in the contract alone */
    list->mech[k].name.at = m.name.at;
    list->mech[k].name.len = m.name.len;
    list->mech[k].first = m.first;
    list->mech[k].count = m.count;
    list->mech[k].q = m.q;
    //@ assert at: \forall integer c; 0 <= c <= SIP_STOPS_MAX ==> f->at[c] == \at(f->at[c], Pre);
    /*@ assert order: \forall uint8_t *s, integer n, c, e, m; \at(StopsTo(s, f, n, c, e), Pre) && c <= m < e ==>
          f->at[m] < f->ahead && f->at[m] < f->at[m + 1]; */
    /*@ assert none: \forall uint8_t *s, integer n, c, e, m; \at(StopsTo(s, f, n, c, e), Pre) && c <= m < e ==>
          !TokenChar(s[f->at[m]]); */
    /*@ assert runs: \forall uint8_t *s, integer n, c, e, m; \at(StopsTo(s, f, n, c, e), Pre) && c <= m < e ==>
          StopsRun(s, f->ahead, f->at[m] + 1, f->at[m + 1]); */
    /*@ assert last: \forall uint8_t *s, integer n, c, e; \at(StopsTo(s, f, n, c, e), Pre) ==>
          0 <= c <= e <= SIP_STOPS_MAX && f->ahead <= n <= 65535 &&
          f->at[e] == (f->ahead == n ? n : SIP_STOPS_END); */
    /*@ assert to: \forall uint8_t *s, integer n, c, e; \at(StopsTo(s, f, n, c, e), Pre) ==> StopsTo(s, f, n, c, e); */
}

/* What a list holds behind end, and what deserves a word. */
typedef struct { step end; uint32_t count, params, notes; } contents;

/* The sec-mechanism at i, behind those that r counts. */
/*@ requires readable: Text(s, n, i) && n <= 65535 && StopsPlace(s, n, f) && \valid(stop) &&
      \separated(stop, f) && \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && StopsRun(s, f->ahead, i, f->at[*stop]);
    requires writable: \valid(list) && \separated(list, f) && \separated(list, stop) &&
      \separated(list, s + (0 .. n - 1));
    requires range: list->count <= r.count < SEC_MECHANISMS_MAX && list->params <= r.params <= SEC_PARAMS_MAX;
    terminates \true; exits \false;
    assigns *stop, *f, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures stops: Stops(s, f, n, *stop);
    ensures range: r.params <= \result.params <= SEC_PARAMS_MAX &&
      \result.count == r.count + (\result.end.code == SEC_OK ? 1 : 0);
    ensures ok: \result.end.code == SEC_OK ==> i < \result.end.at <= n && f->at[*stop] <= \result.end.at;
    ensures end: \result.end.code == SEC_OK ==> \result.end.at == MechBehind(s, n, list, r.count);
    ensures next: \result.end.code == SEC_OK ==> \result.params == MechParams(list, r.count);
    ensures begin: \forall integer a, p, b; \old(MechsBegin(list, a, r.count, p, b)) && 0 <= a <= r.count &&
      (r.count == a ==> i == b && r.params == p) ==> MechsBegin(list, a, \result.count, p, b);
    ensures follow: \forall integer a; \old(MechsFollow(s, n, list, a, r.count)) && 0 <= a <= r.count &&
      (a < r.count ==> \old(MechNext(s, n, list, r.count - 1, i, r.params))) ==>
      MechsFollow(s, n, list, a, \result.count);
    ensures each: \forall integer a; \old(Mechs(s, n, list, a, r.count)) && 0 <= a <= r.count ==>
      Mechs(s, n, list, a, \result.count);
    ensures params: \forall integer a, p, b; \old(MechsParams(s, n, list, a, r.count)) && 0 <= a <= r.count &&
      \old(MechsInside(list, a, r.count, p, r.params, b, n)) ==> MechsParams(s, n, list, a, \result.count);
    ensures inside: \forall integer a, p, b; 0 <= a <= r.count && p <= r.params && b <= i &&
      \old(MechsInside(list, a, r.count, p, r.params, b, n)) ==>
      MechsInside(list, a, \result.count, p, \result.params, b, n);
    ensures within: \forall integer p, b; 0 <= p <= r.params && b <= i &&
      \old(ParamsInside(list, p, r.params, b, n)) ==> ParamsInside(list, p, \result.params, b, n);
    ensures right: \forall integer p; 0 <= p <= r.params && \old(RightParams(s, n, list, p, r.params)) ==>
      RightParams(s, n, list, p, \result.params);
    ensures apart: \forall integer a; 0 <= a <= r.count && !tolerant && \old(MechsApart(list, a, r.count)) ==>
      MechsApart(list, a, \result.count);
    ensures mechs: MechsSame{Pre,Post}(list, r.count);
    ensures others: ParamsSame{Pre,Post}(list, r.params);
    ensures none: \result.end.code != SEC_OK ==> \result.params == r.params;
    ensures stay: \forall integer k; 0 <= k < r.count ==> MechBehind(s, n, list, k) == \old(MechBehind(s, n, list, k));
    ensures fault: \exists integer c; 0 <= c && MechFault(\result.end.code, s, n, i, r.params, c);
    ensures twice: \result.end.code == SEC_DUPLICATE_Q ==> !tolerant && QTwice(list, r.count);
    ensures it: \result.end.code == SEC_DUPLICATE_Q ==> MechAt(s, n, i, list, r.count);
    ensures code: \result.end.code != SEC_EMPTY_LIST && \result.end.code != SEC_TOO_LONG &&
      \result.end.code != SEC_TRAILING && \result.end.code != SEC_TOO_MANY_MECHANISMS; */
static inline contents mechanism_add(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop,
                                     sec_list *list, contents r, bool tolerant)
{
    sec_reading x = sec_mechanism_read(s, n, i, f, stop, list, r.params);
    //@ assert mech_at: \forall integer k; 0 <= k < r.count ==> Same{Pre,Here}(&list->mech[k].name.at);
    //@ assert mech_len: \forall integer k; 0 <= k < r.count ==> Same{Pre,Here}(&list->mech[k].name.len);
    //@ assert mech_first: \forall integer k; 0 <= k < r.count ==> Same{Pre,Here}(&list->mech[k].first);
    //@ assert mech_count: \forall integer k; 0 <= k < r.count ==> Same{Pre,Here}(&list->mech[k].count);
    //@ assert mechs: MechsSame{Pre,Here}(list, r.count);
    //@ assert name_at: \forall integer k; 0 <= k < r.params ==> Same{Pre,Here}(&list->param[k].name.at);
    //@ assert name_len: \forall integer k; 0 <= k < r.params ==> Same{Pre,Here}(&list->param[k].name.len);
    //@ assert value_at: \forall integer k; 0 <= k < r.params ==> Same{Pre,Here}(&list->param[k].value.at);
    //@ assert value_len: \forall integer k; 0 <= k < r.params ==> Same{Pre,Here}(&list->param[k].value.len);
    //@ assert others: ParamsSame{Pre,Here}(list, r.params);
    //@ assert new: RightParams(s, n, list, r.params, r.params + x.m.count);
    //@ assert at: x.end.code == SEC_OK ==> x.m.name.at == i;
    //@ assert name: x.end.code == SEC_OK ==> x.m.name.at + x.m.name.len == NameEnd(s, n, x.m.name.at);
    /*@ assert last: x.end.code == SEC_OK ==>
          ParamStart(s, n, x.m.name.at + x.m.name.len, x.m.first, x.m.first + x.m.count) < 0; */
    /*@ assert qvalue: x.end.code == SEC_OK ==>
          x.m.q == ParamsQ(s, n, x.m.name.at + x.m.name.len, x.m.first, x.m.first + x.m.count); */
    /*@ assert mech: x.end.code == SEC_OK ==> Mech(s, n, x.m.name.at, x.m.name.at + x.m.name.len, x.m.first,
          x.m.first + x.m.count, x.m.q); */
    /*@ assert begin: \forall integer a, p, b; \at(MechsBegin(list, a, r.count, p, b), Pre) && 0 <= a ==>
          MechsBegin(list, a, r.count, p, b); */
    //@ assert named: \forall integer k; 0 <= k < r.count ==> MechName(list, k) == \at(MechName(list, k), Pre);
    //@ assert ended: \forall integer k; 0 <= k < r.count ==> MechParams(list, k) == \at(MechParams(list, k), Pre);
    /*@ assert behind: \forall integer k; 0 <= k < r.count ==>
          MechBehind(s, n, list, k) == \at(MechBehind(s, n, list, k), Pre); */
    /*@ assert next: \forall integer k, i, p; 0 <= k < r.count && \at(MechNext(s, n, list, k, i, p), Pre) ==>
          MechNext(s, n, list, k, i, p); */
    /*@ assert one: \forall integer k; 0 <= k < r.count && \at(Mech(s, n, list->mech[k].name.at,
            MechName(list, k), list->mech[k].first, MechParams(list, k), list->mech[k].q), Pre) ==>
          Mech(s, n, list->mech[k].name.at, MechName(list, k), list->mech[k].first,
            MechParams(list, k), list->mech[k].q); */
    /*@ assert ones: \forall integer a, k; a <= k < r.count && \at(Mechs(s, n, list, a, r.count), Pre) && 0 <= a ==>
          Mech(s, n, list->mech[k].name.at, MechName(list, k), list->mech[k].first,
            MechParams(list, k), list->mech[k].q); */
    /*@ assert each: \forall integer a; \at(Mechs(s, n, list, a, r.count), Pre) && 0 <= a ==>
          Mechs(s, n, list, a, r.count); */
    /*@ assert two: \forall integer a, j, k; \at(MechsFollow(s, n, list, a, r.count), Pre) && 0 <= a <= j &&
          j < k < r.count && k - j <= 1 ==> MechNext(s, n, list, j, list->mech[k].name.at, list->mech[k].first); */
    /*@ assert follow: \forall integer a; \at(MechsFollow(s, n, list, a, r.count), Pre) && 0 <= a ==>
          MechsFollow(s, n, list, a, r.count); */
    /*@ assert apart: \forall integer a; 0 <= a && \at(MechsApart(list, a, r.count), Pre) ==>
          MechsApart(list, a, r.count); */
    /*@ assert inside: \forall integer a, p, b; \at(MechsInside(list, a, r.count, p, r.params, b, n), Pre) && 0 <= a ==>
          MechsInside(list, a, r.count, p, r.params, b, n); */
    /*@ assert their: \forall integer a, p, b, k, j; \at(MechsParams(s, n, list, a, r.count), Pre) &&
          MechsInside(list, a, r.count, p, r.params, b, n) && 0 <= a <= k < r.count &&
          list->mech[k].first <= j < MechParams(list, k) ==>
          list->param[j].name.at == ParamStart(s, n, MechName(list, k), list->mech[k].first, j); */
    /*@ assert params: \forall integer a, p, b; \at(MechsParams(s, n, list, a, r.count), Pre) && 0 <= a &&
          MechsInside(list, a, r.count, p, r.params, b, n) ==> MechsParams(s, n, list, a, r.count); */
    /*@ assert within: \forall integer p, b; 0 <= p && b <= i && \at(ParamsInside(list, p, r.params, b, n), Pre) ==>
          ParamsInside(list, p, r.params + x.m.count, b, n); */
    /*@ assert stay: \forall integer k; 0 <= k < r.params && \at(RightParam(s, n, list->param[k].name.at,
            list->param[k].name.at + list->param[k].name.len, list->param[k].value.at,
            list->param[k].value.at + list->param[k].value.len), Pre) ==>
          RightParam(s, n, list->param[k].name.at, list->param[k].name.at + list->param[k].name.len,
            list->param[k].value.at, list->param[k].value.at + list->param[k].value.len); */
    /*@ assert old: \forall integer p, k; 0 <= p <= k < r.params && \at(RightParams(s, n, list, p, r.params), Pre) ==>
          RightParam(s, n, list->param[k].name.at, list->param[k].name.at + list->param[k].name.len,
            list->param[k].value.at, list->param[k].value.at + list->param[k].value.len); */
    /*@ assert all: \forall integer p, k; 0 <= p <= k < r.params + x.m.count &&
          \at(RightParams(s, n, list, p, r.params), Pre) ==>
          RightParam(s, n, list->param[k].name.at, list->param[k].name.at + list->param[k].name.len,
            list->param[k].value.at, list->param[k].value.at + list->param[k].value.len); */
    /*@ assert right: \forall integer p; 0 <= p && \at(RightParams(s, n, list, p, r.params), Pre) ==>
          RightParams(s, n, list, p, r.params + x.m.count); */
    //@ assert fault: MechFault(x.end.code, s, n, i, r.params, x.m.count);
    //@ assert no_fault: x.end.code == SEC_OK ==> MechFault(SEC_DUPLICATE_Q, s, n, i, r.params, x.m.count);
    r.end = x.end;
    if (x.end.code != SEC_OK)
        return r;
    //@ assert own: ParamsFrom(s, n, list, x.m.first, x.m.first + x.m.count, x.m.name.at + x.m.name.len);
    mech_put(f, list, r.count, x.m);
    /*@ assert placed: \forall integer a; \at(Mechs(s, n, list, a, r.count), Pre) && 0 <= a ==>
          Mechs(s, n, list, a, r.count + 1); */
    /*@ assert numbered: \forall integer a, p, b; \at(MechsParams(s, n, list, a, r.count), Pre) &&
          \at(MechsInside(list, a, r.count, p, r.params, b, n), Pre) && 0 <= a ==>
          MechsParams(s, n, list, a, r.count + 1); */
    /*@ assert kept: \forall integer p; 0 <= p && \at(RightParams(s, n, list, p, r.params), Pre) ==>
          RightParams(s, n, list, p, r.params + x.m.count); */
    //@ assert end: x.end.at == MechBehind(s, n, list, r.count);
    //@ assert readable: MechanismReadable(s, list, r.count);
    //@ assert it: MechAt(s, n, i, list, r.count);
    if (q_taken(list, r.count)) {
        if (!tolerant) {
            r.end = at(SEC_DUPLICATE_Q, q_offset(s, list, r.count));
            return r;
        }
        r.notes |= SEC_NOTE_EQUAL_Q;
    }
    r.params += x.m.count;
    r.count += 1;
    return r;
}

/* The sec-mechanisms of s[i..n), behind those that the list holds. */
/*@ requires readable: Text(s, n, i) && i < n <= 65535 && StopsPlace(s, n, f) && \valid(stop) &&
      \separated(stop, f) && \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && StopsRun(s, f->ahead, i, f->at[*stop]);
    requires writable: \valid(list) && \separated(list, f) && \separated(list, stop) &&
      \separated(list, s + (0 .. n - 1)) && ListRoom(list);
    terminates \true; exits \false;
    assigns *stop, *f, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures range: list->count <= \result.count <= SEC_MECHANISMS_MAX &&
      list->params <= \result.params <= SEC_PARAMS_MAX;
    ensures begin: MechsBegin(list, list->count, \result.count, list->params, i);
    ensures follow: MechsFollow(s, n, list, list->count, \result.count);
    ensures each: Mechs(s, n, list, list->count, \result.count);
    ensures params: MechsParams(s, n, list, list->count, \result.count);
    ensures inside: MechsInside(list, list->count, \result.count, list->params, \result.params, i, n);
    ensures within: ParamsInside(list, list->params, \result.params, i, n);
    ensures right: RightParams(s, n, list, list->params, \result.params);
    ensures apart: !tolerant ==> MechsApart(list, list->count, \result.count);
    ensures last: \result.end.code == SEC_OK ==>
      MechBehind(s, n, list, \result.count - 1) == n && MechParams(list, \result.count - 1) == \result.params;
    ensures some: \result.end.code == SEC_OK ==> list->count < \result.count;
    ensures end: \result.end.code == SEC_OK ==> \result.end.at == n;
    ensures mechs: MechsSame{Pre,Post}(list, list->count);
    ensures others: ParamsSame{Pre,Post}(list, list->params);
    ensures fault: \result.end.code != SEC_OK ==>
      ListFault(\result.end.code, s, n, i, list, list->count, \result.count, \result.params);
    ensures code: \result.end.code != SEC_EMPTY_LIST && \result.end.code != SEC_TOO_LONG &&
      (tolerant ==> \result.end.code != SEC_DUPLICATE_Q); */
static inline contents mechanisms_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop,
                                       sec_list *list, bool tolerant)
{
    contents r = { at(SEC_OK, i), list->count, list->params, 0 };
    size_t j = i;
    //@ ghost uint32_t count = list->count;
    //@ ghost uint32_t params = list->params;
    /*@ loop invariant range: i <= j <= n && count <= r.count <= SEC_MECHANISMS_MAX &&
          params <= r.params <= SEC_PARAMS_MAX;
        loop invariant room: list->count == count && list->params == params;
        loop invariant stops: Stops(s, f, n, *stop) && StopsRun(s, f->ahead, j, f->at[*stop]);
        loop invariant begin: MechsBegin(list, count, r.count, params, i);
        loop invariant follow: MechsFollow(s, n, list, count, r.count);
        loop invariant each: Mechs(s, n, list, count, r.count);
        loop invariant mine: MechsParams(s, n, list, count, r.count);
        loop invariant inside: MechsInside(list, count, r.count, params, r.params, i, n);
        loop invariant within: ParamsInside(list, params, r.params, i, n);
        loop invariant right: RightParams(s, n, list, params, r.params);
        loop invariant apart: !tolerant ==> MechsApart(list, count, r.count);
        loop invariant first: r.count == count ==> j == i && r.params == params;
        loop invariant next: count < r.count ==> MechNext(s, n, list, r.count - 1, j, r.params);
        loop invariant mechs: MechsSame{Pre,Here}(list, count);
        loop invariant others: ParamsSame{Pre,Here}(list, params);
        loop assigns j, r, *stop, *f, list->mech[count .. SEC_MECHANISMS_MAX - 1],
                     list->param[params .. SEC_PARAMS_MAX - 1];
        loop variant n - j; */
    for (;;) {
        //@ assert next: NextAt(s, n, i, list, count, r.count, j);
        if (r.count == SEC_MECHANISMS_MAX) {
            r.end = at(SEC_TOO_MANY_MECHANISMS, j);
            break;
        }
        r = mechanism_add(s, n, j, f, stop, list, r, tolerant);
        //@ assert fault: r.end.code != SEC_OK ==> NextAt(s, n, i, list, count, r.count, j);
        //@ assert room: list->count == count && list->params == params;
        //@ assert mechs: MechsSame{Pre,Here}(list, count);
        //@ assert others: ParamsSame{Pre,Here}(list, params);
        if (r.end.code != SEC_OK)
            break;
        j = sec_separator(s, n, r.end.at, ',');
        if (j == SIP_NPOS) {
            size_t rest = sip_sws_scan(s, n, r.end.at);
            r.end = r.end.at == n ? at(SEC_OK, n) : at(SEC_TRAILING, rest == n ? r.end.at : rest);
            break;
        }
        sip_stop_pass(s, f, n, j, stop); /* COMMA is mostly a stop, and so is the SP that may follow */
        sip_stop_pass(s, f, n, j, stop);
    }
    //@ assert kept: list->count == count && list->params == params;
    //@ assert within: ParamsInside(list, list->params, r.params, i, n);
    //@ assert right: RightParams(s, n, list, list->params, r.params);
    return r;
}

/* The same; the stops are found on the way. */
/*@ requires readable: Text(s, n, i) && i < n <= 65535;
    requires writable: \valid(list) && \separated(list, s + (0 .. n - 1)) && ListRoom(list);
    terminates \true; exits \false;
    assigns list->mech[list->count .. SEC_MECHANISMS_MAX - 1], list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures range: list->count <= \result.count <= SEC_MECHANISMS_MAX &&
      list->params <= \result.params <= SEC_PARAMS_MAX;
    ensures inside: ListInside(list, list->count, \result.count, \result.params, i, n);
    ensures list: \result.end.code == SEC_OK ==>
      SecList(s, i, n, list, list->count, \result.count, list->params, \result.params);
    ensures apart: !tolerant ==> MechsApart(list, list->count, \result.count);
    ensures some: \result.end.code == SEC_OK ==> list->count < \result.count;
    ensures end: \result.end.code == SEC_OK ==> \result.end.at == n;
    ensures kept: \forall integer a, integer b, integer c; 0 <= a &&
      \old(ListInside(list, a, list->count, list->params, b, c)) ==>
      ListInside(list, a, \old(list->count), \old(list->params), b, c);
    ensures fault: \result.end.code != SEC_OK ==>
      ListFault(\result.end.code, s, n, i, list, list->count, \result.count, \result.params);
    ensures before: SecPart(s, i, n, list, list->count, \result.count, list->params, \result.params);
    ensures code: \result.end.code != SEC_EMPTY_LIST && \result.end.code != SEC_TOO_LONG &&
      (tolerant ==> \result.end.code != SEC_DUPLICATE_Q); */
static contents list_scan(const uint8_t *s, size_t n, size_t i, sec_list *list, bool tolerant)
{
    sip_stops f;
    uint32_t stop = 0;
    f.ahead = i;
    f.at[0] = SIP_STOPS_END;
    //@ assert none: StopsTo(s, &f, n, 0, 0); // the witness for Stops
    contents r = mechanisms_scan(s, n, i, &f, &stop, list, tolerant);
    //@ assert mechs: MechsSame{Pre,Here}(list, list->count);
    //@ assert params: ParamsSame{Pre,Here}(list, list->params);
    //@ assert each: \forall integer k; list->count <= k < r.count ==> MechanismInside(list, k, i, n);
    /*@ assert one: \forall integer k, b, c; 0 <= k < list->count && MechParams(list, k) <= list->params &&
          \at(MechanismInside(list, k, b, c), Pre) ==> MechanismInside(list, k, b, c); */
    /*@ assert ones: \forall integer a, b, c, k; 0 <= a <= k < list->count &&
          \at(ListInside(list, a, list->count, list->params, b, c), Pre) ==>
          MechanismInside(list, k, b, c) && MechParams(list, k) <= list->params; */
    return r;
}

/* How a value was read, and what deserves a word. */
typedef struct { step end; uint32_t notes; } verdict;

/*@ requires takes: ListTakes(s, j, list);
    terminates \true; exits \false;
    assigns list->count, list->params, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures kept: \forall integer a, integer b, integer c; 0 <= a &&
      \old(ListInside(list, a, list->count, list->params, b, c)) ==>
      ListInside(list, a, \old(list->count), \old(list->params), b, c);
    ensures parsed: ListParsed(list, \old(list->count), \old(list->params), i, j, \result.end.code);
    ensures list: \result.end.code == SEC_OK ==>
      SecList(s, i, j, list, \old(list->count), list->count, \old(list->params), list->params);
    ensures apart: !tolerant ==> MechsApart(list, \old(list->count), list->count);
    ensures long: \result.end.code == SEC_TOO_LONG ==> j > SIP_MESSAGE_MAX && \result.end.at == SIP_MESSAGE_MAX;
    ensures end: \result.end.code == SEC_OK ==> j <= SIP_MESSAGE_MAX && \result.end.at == j;
    ensures none: \result.end.code == SEC_EMPTY_LIST ==> \result.end.at == i;
    ensures fault: i < j <= SIP_MESSAGE_MAX && \result.end.code != SEC_OK ==> \exists integer b, q;
      SecPart(s, i, j, list, list->count, b, list->params, q) &&
      ListFault(\result.end.code, s, j, i, list, list->count, b, q);
    ensures tolerant: tolerant ==> \result.end.code != SEC_DUPLICATE_Q; */
static verdict list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list, bool tolerant)
{
    verdict v = { at(SEC_EMPTY_LIST, i), 0 };
    if (i >= j)
        return v;
    v.end = at(SEC_TOO_LONG, SIP_MESSAGE_MAX);
    if (j > SIP_MESSAGE_MAX)
        return v;
    contents r = list_scan(s, j, i, list, tolerant);
    if (r.end.code == SEC_OK) {
        list->count = r.count;
        list->params = r.params;
    }
    v.end = r.end;
    v.notes = r.notes;
    return v;
}

sec_result sec_list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list)
{
    return list_parse(s, i, j, list, false).end;
}

sec_result sec_list_parse_tolerant(const uint8_t *s, size_t i, size_t j, sec_list *list, uint32_t *notes)
{
    verdict v = list_parse(s, i, j, list, true);
    *notes |= v.notes;
    return v.end;
}

/* One more value of a list that is read from several. */
/*@ requires takes: ListTakes(s, j, list);
    requires inside: ListInside(list, 0, list->count, list->params, 0, 65535);
    terminates \true; exits \false;
    assigns list->count, list->params, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures room: ListRoom(list);
    ensures list: \result.end.code == SEC_OK ==>
      SecList(s, i, j, list, \old(list->count), list->count, \old(list->params), list->params);
    ensures inside: ListInside(list, 0, list->count, list->params, 0, 65535); */
static verdict list_add(const uint8_t *s, size_t i, size_t j, sec_list *list, bool tolerant)
{
    //@ ghost uint32_t count = list->count;
    //@ ghost uint32_t params = list->params;
    verdict v = list_parse(s, i, j, list, tolerant);
    //@ assert before: ListInside(list, 0, count, params, 0, 65535);
    //@ assert room: count <= list->count && params <= list->params;
    /*@ assert wide: \forall integer a, integer b; v.end.code == SEC_OK && ParamsInside(list, a, b, i, j) ==>
          ParamsInside(list, a, b, 0, 65535); */
    /*@ assert each: \forall integer k; v.end.code == SEC_OK && MechanismInside(list, k, i, j) ==>
          MechanismInside(list, k, 0, 65535); */
    //@ assert behind: ListInside(list, count, list->count, list->params, 0, 65535);
    return v;
}

/*@ requires takes: MessageTakes(s, m, list);
    terminates \true; exits \false; assigns *list;
    ensures read: ListRead(list, \result.end.code); */
static verdict list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list, bool tolerant)
{
    verdict r = { at(SEC_EMPTY_LIST, 0), 0 };
    list->count = 0;
    list->params = 0;
    /*@ loop invariant range: 0 <= k <= m->headers;
        loop invariant read: ListRead(list, r.end.code);
        loop assigns k, r, *list;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != id)
            continue;
        size_t i = m->header[k].value.at;
        verdict v = list_add(s, i, i + m->header[k].value.len, list, tolerant);
        r.end = v.end;
        r.notes |= v.notes;
        if (r.end.code != SEC_OK) {
            list->count = 0;
            list->params = 0;
            return r;
        }
    }
    return r;
}

sec_result sec_list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list)
{
    return list_read(s, m, id, list, false).end;
}

sec_result sec_list_read_tolerant(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list,
                                  uint32_t *notes)
{
    verdict v = list_read(s, m, id, list, true);
    *notes |= v.notes;
    return v.end;
}
