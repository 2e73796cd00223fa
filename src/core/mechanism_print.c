/* Canonical form: names, tokens and hosts in lower case, q without trailing zeros, one SP for each LWS. */
#include "mechanism.h"
#include "lex.h"
#include "print.h"

/*@ requires out: OutValid(o);
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures full: o->full != 0 <==> (\old(o->full) != 0 || \old(o->n) == o->cap);
    ensures fits: o->full == 0 ==> o->n == \old(o->n) + 1 && o->s[\old(o->n)] == c;
    ensures kept: o->full != 0 ==> o->n == \old(o->n);
    ensures text: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]); */
static void put_byte(sip_out *o, uint8_t c)
{
    if (o->full || o->n == o->cap) {
        o->full = true;
        return;
    }
    o->s[o->n] = c;
    o->n++;
}

/* The bytes of x, letters in lower case. */
/*@ requires out: OutValid(o);
    requires readable: PartReadable(s, x) && PartApart(o->s, o->cap, s, x) &&
      \separated(o, s + (0 .. x.at + x.len - 1));
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]);
    ensures full: o->full != 0 <==> (\old(o->full) != 0 || x.len > o->cap - \old(o->n));
    ensures fits: o->full == 0 ==> o->n == \old(o->n) + x.len;
    ensures text: o->full == 0 ==> \forall integer m; \old(o->n) <= m < \old(o->n) + x.len ==>
      o->s[m] == Lower(s[x.at + (m - \old(o->n))]); */
static void put_lower(sip_out *o, const uint8_t *s, sip_part x)
{
    /*@ loop invariant range: 0 <= k <= x.len;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer m; 0 <= m < \at(o->n, Pre) ==> o->s[m] == \at(o->s[m], Pre);
        loop invariant full: o->full != 0 <==> (\at(o->full, Pre) != 0 || k > o->cap - \at(o->n, Pre));
        loop invariant fits: o->full == 0 ==> o->n == \at(o->n, Pre) + k;
        loop invariant same: \forall integer m; x.at <= m < x.at + x.len ==> s[m] == \at(s[m], Pre);
        loop invariant text: o->full == 0 ==> \forall integer m; \at(o->n, Pre) <= m < \at(o->n, Pre) + k ==>
          o->s[m] == Lower(s[x.at + (m - \at(o->n, Pre))]);
        loop assigns k, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant x.len - k; */
    for (size_t k = 0; k < x.len; k++) {
        uint8_t c = s[x.at + k];
        put_byte(o, c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c);
    }
}

/*@ // an absent q is written as 0; how many bytes v thousandths take, and the m-th of them
    logic integer QOf(integer q) = q < 0 ? 0 : q;
    logic integer QLength(integer v) = v % 1000 == 0 ? 1 : v % 100 == 0 ? 3 : v % 10 == 0 ? 4 : 5;
    logic integer QByte(integer v, integer m) =
      m == 0 ? '0' + v / 1000 : m == 1 ? '.' : m == 2 ? '0' + v / 100 % 10 : m == 3 ? '0' + v / 10 % 10 :
      '0' + v % 10; */

/* 0..1000 thousandths: "0", "0.5", "0.125", "1" */
/*@ requires out: OutValid(o);
    requires range: -1 <= q <= 1000;
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]);
    ensures full: o->full != 0 <==> (\old(o->full) != 0 || QLength(QOf(q)) > o->cap - \old(o->n));
    ensures fits: o->full == 0 ==> o->n == \old(o->n) + QLength(QOf(q));
    ensures text: o->full == 0 ==> \forall integer m; \old(o->n) <= m < o->n ==>
      o->s[m] == QByte(QOf(q), m - \old(o->n));
    ensures read: o->full == 0 ==> Qvalue(o->s, \old(o->n), o->n) &&
      Thousandths(o->s, \old(o->n), o->n) == QOf(q); */
static void put_qvalue(sip_out *o, int32_t q)
{
    uint32_t v = q < 0 ? 0 : (uint32_t)q;
    put_byte(o, (uint8_t)('0' + v / 1000));
    v %= 1000;
    if (v == 0)
        return;
    put_byte(o, '.');
    put_byte(o, (uint8_t)('0' + v / 100));
    if (v % 100 != 0)
        put_byte(o, (uint8_t)('0' + v / 10 % 10));
    if (v % 10 != 0)
        put_byte(o, (uint8_t)('0' + v % 10));
}

/* The index behind the white space at i; CR and LF stand in folds alone. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n;
    ensures taken: \forall integer m; i <= m < \result ==> s[m] == ' ' || s[m] == '\t' || s[m] == '\r' || s[m] == '\n';
    ensures stop: \result < n ==> s[\result] != ' ' && s[\result] != '\t' && s[\result] != '\r' &&
      s[\result] != '\n';
    ensures exact: \result == WhiteEnd(s, n, i); */
static size_t lws_end(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant taken: \forall integer m; i <= m < j ==>
          s[m] == ' ' || s[m] == '\t' || s[m] == '\r' || s[m] == '\n';
        loop invariant rest: WhiteEnd(s, n, i) == WhiteEnd(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n'))
        j++;
    return j;
}

/*@ // how many bytes a quoted-string has from i on, each LWS as one SP (p = 1: behind a backslash)
    logic integer QuotedCount(uint8_t *s, integer e, integer i, integer p) =
      i >= e ? 0 :
      1 + QuotedCount(s, e, QuotedNext(s, e, i, p), (p == 0 && s[i] == '\\') ? 1 : 0);

    // one step: at a backslash, behind it, and at a byte that stands for itself alone
    lemma escape_count{L}: \forall uint8_t *s, integer e, i; i < e && s[i] == '\\' ==>
      QuotedCount(s, e, i, 0) == 1 + QuotedCount(s, e, i + 1, 1);
    lemma escape_nth{L}: \forall uint8_t *s, integer e, i, k; i < e && s[i] == '\\' && 1 <= k ==>
      QuotedNth(s, e, i, 0, k) == QuotedNth(s, e, i + 1, 1, k - 1);
    lemma pair_count{L}: \forall uint8_t *s, integer e, i; i < e ==>
      QuotedCount(s, e, i, 1) == 1 + QuotedCount(s, e, i + 1, 0);
    lemma pair_nth{L}: \forall uint8_t *s, integer e, i, k; i < e && 1 <= k ==>
      QuotedNth(s, e, i, 1, k) == QuotedNth(s, e, i + 1, 0, k - 1);
    lemma plain_count{L}: \forall uint8_t *s, integer e, i;
      i < e && WhiteBit(s[i]) == 0 && (s[i] == '\\' ==> i + 1 == e) ==>
      QuotedCount(s, e, i, 0) == 1 + QuotedCount(s, e, i + 1, 0);
    lemma plain_nth{L}: \forall uint8_t *s, integer e, i, k;
      i < e && WhiteBit(s[i]) == 0 && (s[i] == '\\' ==> i + 1 == e) && 1 <= k ==>
      QuotedNth(s, e, i, 0, k) == QuotedNth(s, e, i + 1, 0, k - 1); */

/* A quoted-string with each LWS in it as one SP; a quoted-pair stays as it is. These are the bytes that two of them are
 * compared by. */
/*@ requires out: OutValid(o);
    requires readable: PartReadable(s, x) && PartApart(o->s, o->cap, s, x) &&
      \separated(o, s + (0 .. x.at + x.len - 1));
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]);
    ensures full: o->full != 0 <==>
      (\old(o->full) != 0 || \old(QuotedCount(s, x.at + x.len, x.at, 0)) > o->cap - \old(o->n));
    ensures fits: o->full == 0 ==> o->n == \old(o->n) + \old(QuotedCount(s, x.at + x.len, x.at, 0));
    ensures text: o->full == 0 ==> \forall integer m; \old(o->n) <= m < o->n ==>
      o->s[m] == QuotedNth{Pre}(s, x.at + x.len, x.at, 0, m - \old(o->n)); */
static void put_quoted(sip_out *o, const uint8_t *s, sip_part x)
{
    size_t end = (size_t)x.at + x.len;
    size_t j = x.at;
    // m: how many bytes were put; the words of logic are those of the text as it was, which stays
    //@ ghost size_t m = 0;
    /*@ loop invariant range: x.at <= j <= end && m <= j - x.at;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer k; 0 <= k < \at(o->n, Pre) ==> o->s[k] == \at(o->s[k], Pre);
        loop invariant same: \forall integer k; x.at <= k < end ==> s[k] == \at(s[k], Pre);
        loop invariant count: QuotedCount{Pre}(s, end, x.at, 0) == m + QuotedCount{Pre}(s, end, j, 0);
        loop invariant rest: \forall integer k; m <= k ==>
          QuotedNth{Pre}(s, end, x.at, 0, k) == QuotedNth{Pre}(s, end, j, 0, k - m);
        loop invariant full: o->full != 0 <==> (\at(o->full, Pre) != 0 || m > o->cap - \at(o->n, Pre));
        loop invariant fits: o->full == 0 ==> o->n == \at(o->n, Pre) + m;
        loop invariant text: o->full == 0 ==> \forall integer k; \at(o->n, Pre) <= k < o->n ==>
          o->s[k] == QuotedNth{Pre}(s, end, x.at, 0, k - \at(o->n, Pre));
        loop assigns j, m, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant end - j; */
    while (j < end) {
        //@ assert apart: \forall integer k; x.at <= k < end ==> \separated(s + k, o->s + (0 .. o->cap - 1));
        //@ assert byte: s[j] == \at(s[\at(j, Here)], Pre);
        //@ assert here: QuotedNth{Pre}(s, end, x.at, 0, m) == QuotedByte(s[j], 0);
        if (s[j] == '\\' && end - j > 1) {
            //@ assert nexts: QuotedNext{Pre}(s, end, j, 0) == j + 1 && QuotedNext{Pre}(s, end, j + 1, 1) == j + 2;
            //@ assert count: QuotedCount{Pre}(s, end, j, 0) == 1 + QuotedCount{Pre}(s, end, j + 1, 1);
            //@ assert count_2: QuotedCount{Pre}(s, end, j + 1, 1) == 1 + QuotedCount{Pre}(s, end, j + 2, 0);
            /*@ assert rest: \forall integer k; 1 <= k ==>
                  QuotedNth{Pre}(s, end, j, 0, k) == QuotedNth{Pre}(s, end, j + 1, 1, k - 1); */
            /*@ assert rest_2: \forall integer k; 1 <= k ==>
                  QuotedNth{Pre}(s, end, j + 1, 1, k) == QuotedNth{Pre}(s, end, j + 2, 0, k - 1); */
            //@ assert pair: QuotedNth{Pre}(s, end, x.at, 0, m + 1) == s[j + 1];
            put_byte(o, s[j]);
            //@ assert same: \forall integer k; x.at <= k < end ==> s[k] == \at(s[k], Pre);
            //@ assert kept: \forall integer k; 0 <= k < \at(o->n, Pre) ==> o->s[k] == \at(o->s[k], Pre);
            /*@ assert text: o->full == 0 ==> \forall integer k; \at(o->n, Pre) <= k < o->n ==>
                  o->s[k] == QuotedNth{Pre}(s, end, x.at, 0, k - \at(o->n, Pre)); */
            //@ assert fits: o->full == 0 ==> o->n == \at(o->n, Pre) + m + 1;
            //@ assert second: QuotedNth{Pre}(s, end, x.at, 0, m + 1) == s[j + 1];
            put_byte(o, s[j + 1]);
            //@ assert fits: o->full == 0 ==> o->n == \at(o->n, Pre) + m + 2;
            /*@ assert last: o->full == 0 ==>
                  o->s[\at(o->n, Pre) + m + 1] == QuotedNth{Pre}(s, end, x.at, 0, m + 1); */
            /*@ assert text: o->full == 0 ==> \forall integer k; \at(o->n, Pre) <= k < \at(o->n, Pre) + m + 1 ==>
                  o->s[k] == QuotedNth{Pre}(s, end, x.at, 0, k - \at(o->n, Pre)); */
            j += 2;
            //@ ghost m += 2;
        } else if (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n') {
            put_byte(o, ' ');
            /*@ ghost
                size_t first = j, w = j + 1; */
            j = lws_end(s, end, j);
            /*@ ghost
                /@ loop invariant range: first < w <= j;
                   loop invariant rest: WhiteEnd{Pre}(s, end, first + 1) == WhiteEnd{Pre}(s, end, w);
                   loop assigns w;
                   loop variant j - w; @/
                while (w < j)
                    w++;
                m++; */
            //@ assert next: QuotedNext{Pre}(s, end, first, 0) == j;
            //@ assert count: QuotedCount{Pre}(s, end, first, 0) == 1 + QuotedCount{Pre}(s, end, j, 0);
            /*@ assert rest: \forall integer k; 1 <= k ==>
                  QuotedNth{Pre}(s, end, first, 0, k) == QuotedNth{Pre}(s, end, j, 0, k - 1); */
        } else {
            //@ assert next: QuotedNext{Pre}(s, end, j, 0) == j + 1 && (s[j] == '\\' ==> j + 1 == end);
            //@ assert count: QuotedCount{Pre}(s, end, j, 0) == 1 + QuotedCount{Pre}(s, end, j + 1, 0);
            /*@ assert rest: \forall integer k; 1 <= k ==>
                  QuotedNth{Pre}(s, end, j, 0, k) == QuotedNth{Pre}(s, end, j + 1, 0, k - 1); */
            put_byte(o, s[j]);
            j++;
            //@ ghost m++;
        }
    }
}

/*@ requires out: OutValid(o);
    requires readable: SecReadable(s, p) && PartApart(o->s, o->cap, s, p->name) &&
      PartApart(o->s, o->cap, s, p->value) && \separated(o, s + (0 .. p->name.at + p->name.len - 1)) &&
      \separated(o, s + (0 .. p->value.at + p->value.len - 1)) && \separated(o, p) &&
      \separated(p, o->s + (0 .. o->cap - 1));
    requires range: -1 <= q <= 1000;
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]); */
static void put_param(sip_out *o, const uint8_t *s, const sec_param *p, int32_t q)
{
    put_byte(o, ';');
    put_lower(o, s, p->name);
    if (sec_param_form(s, p) == SEC_VALUE_NONE)
        return;
    put_byte(o, '=');
    if (p->name.len == 1 && sip_equal_nocase(s, p->name.at, (size_t)p->name.at + 1, "q", 1))
        put_qvalue(o, q);
    else if (sec_param_form(s, p) == SEC_VALUE_QUOTED)
        put_quoted(o, s, p->value);
    else
        put_lower(o, s, p->value);
}

/*@ requires out: OutValid(o);
    requires readable: MechanismReadable(s, list, k) && MechanismApart(o->s, o->cap, s, list, k) &&
      \separated(o, list) && \separated(list, o->s + (0 .. o->cap - 1)) &&
      \separated(o, s + (0 .. list->mech[k].name.at + list->mech[k].name.len - 1)) &&
      \forall integer j; list->mech[k].first <= j < list->mech[k].first + list->mech[k].count ==>
        \separated(o, s + (0 .. list->param[j].name.at + list->param[j].name.len - 1)) &&
        \separated(o, s + (0 .. list->param[j].value.at + list->param[j].value.len - 1));
    requires range: -1 <= list->mech[k].q <= 1000;
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]); */
static void put_mechanism(sip_out *o, const uint8_t *s, const sec_list *list, uint32_t k)
{
    const sec_mechanism *m = &list->mech[k];
    put_lower(o, s, m->name);
    /*@ loop invariant range: 0 <= j <= m->count;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer m; 0 <= m < \at(o->n, Pre) ==> o->s[m] == \at(o->s[m], Pre);
        loop assigns j, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant m->count - j; */
    for (uint32_t j = 0; j < m->count; j++)
        put_param(o, s, &list->param[m->first + j], m->q);
}

/*@ requires out: OutValid(o);
    requires readable: ListReadable(s, list) && ListQ(list) && \separated(o, list) &&
      \separated(list, o->s + (0 .. o->cap - 1));
    requires apart: \forall integer k; 0 <= k < list->count ==> MechanismApart(o->s, o->cap, s, list, k);
    requires names: \forall integer k; 0 <= k < list->count ==>
      \separated(o, s + (0 .. list->mech[k].name.at + list->mech[k].name.len - 1));
    requires params: \forall integer k, j; 0 <= k < list->count &&
      list->mech[k].first <= j < list->mech[k].first + list->mech[k].count ==>
        \separated(o, s + (0 .. list->param[j].name.at + list->param[j].name.len - 1)) &&
        \separated(o, s + (0 .. list->param[j].value.at + list->param[j].value.len - 1));
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]);
    ensures empty: list->count == 0 ==> o->n == \old(o->n) && o->full == \old(o->full); */
static void put_list(sip_out *o, const uint8_t *s, const sec_list *list)
{
    /*@ loop invariant range: 0 <= k <= list->count;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer m; 0 <= m < \at(o->n, Pre) ==> o->s[m] == \at(o->s[m], Pre);
        loop invariant empty: k == 0 ==> o->n == \at(o->n, Pre) && o->full == \at(o->full, Pre);
        loop assigns k, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        if (k > 0) {
            put_byte(o, ',');
            put_byte(o, ' ');
        }
        put_mechanism(o, s, list, k);
    }
}

size_t sec_list_print(const uint8_t *s, const sec_list *list, uint8_t *out, size_t cap)
{
    sip_out o = { out, cap, 0, false };
    // o makes no difference to what can be read
    //@ assert part: \forall sip_part x; PartReadable{Pre}(s, x) ==> PartReadable(s, x);
    //@ assert mechanism: \forall integer k; MechanismReadable{Pre}(s, list, k) ==> MechanismReadable(s, list, k);
    //@ assert list: ListReadable(s, list);
    put_list(&o, s, list);
    return o.full ? SIP_NPOS : o.n;
}
