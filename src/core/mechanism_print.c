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
    ensures text: o->full == 0 ==> \forall integer m; 0 <= m < x.len ==> o->s[\old(o->n) + m] == Lower(s[x.at + m]); */
static void put_lower(sip_out *o, const uint8_t *s, sip_part x)
{
    /*@ loop invariant range: 0 <= k <= x.len;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer m; 0 <= m < \at(o->n, Pre) ==> o->s[m] == \at(o->s[m], Pre);
        loop invariant full: o->full != 0 <==> (\at(o->full, Pre) != 0 || k > o->cap - \at(o->n, Pre));
        loop invariant text: o->full == 0 ==> o->n == \at(o->n, Pre) + k &&
          \forall integer m; 0 <= m < k ==> o->s[\at(o->n, Pre) + m] == Lower(s[x.at + m]);
        loop assigns k, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant x.len - k; */
    for (size_t k = 0; k < x.len; k++) {
        uint8_t c = s[x.at + k];
        put_byte(o, c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c);
    }
}

/* 0..1000 thousandths: "0", "0.5", "0.125", "1" */
/*@ requires out: OutValid(o);
    requires range: -1 <= q <= 1000;
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]); */
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
      s[\result] != '\n'; */
static size_t lws_end(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant taken: \forall integer m; i <= m < j ==>
          s[m] == ' ' || s[m] == '\t' || s[m] == '\r' || s[m] == '\n';
        loop assigns j;
        loop variant n - j; */
    while (j < n && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n'))
        j++;
    return j;
}

/* A quoted-string with each LWS in it as one SP; a quoted-pair stays as it is. */
/*@ requires out: OutValid(o);
    requires readable: PartReadable(s, x) && PartApart(o->s, o->cap, s, x) &&
      \separated(o, s + (0 .. x.at + x.len - 1));
    terminates \true; exits \false; assigns o->n, o->full, o->s[0 .. o->cap - 1];
    ensures valid: OutValid(o);
    ensures forward: \old(o->n) <= o->n;
    ensures sticky: \old(o->full) != 0 ==> o->full != 0;
    ensures kept: \forall integer m; 0 <= m < \old(o->n) ==> o->s[m] == \old(o->s[m]); */
static void put_quoted(sip_out *o, const uint8_t *s, sip_part x)
{
    size_t end = (size_t)x.at + x.len;
    size_t j = x.at;
    /*@ loop invariant range: x.at <= j <= end;
        loop invariant valid: OutValid(o) && \at(o->n, Pre) <= o->n && (\at(o->full, Pre) != 0 ==> o->full != 0);
        loop invariant kept: \forall integer m; 0 <= m < \at(o->n, Pre) ==> o->s[m] == \at(o->s[m], Pre);
        loop assigns j, o->n, o->full, o->s[0 .. o->cap - 1];
        loop variant end - j; */
    while (j < end) {
        if (s[j] == '\\' && end - j > 1) {
            put_byte(o, s[j]);
            put_byte(o, s[j + 1]);
            j += 2;
        } else if (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n') {
            put_byte(o, ' ');
            j = lws_end(s, end, j);
        } else {
            put_byte(o, s[j]);
            j++;
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

size_t sec_list_print(const uint8_t *s, const sec_list *list, uint8_t *out, size_t cap)
{
    sip_out o = { out, cap, 0, false };
    /*@ loop invariant range: 0 <= k <= list->count;
        loop invariant out: OutValid(&o) && o.s == out && o.cap == cap;
        loop invariant empty: k == 0 ==> o.n == 0 && o.full == 0;
        loop assigns k, o, out[0 .. cap - 1];
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        if (k > 0) {
            put_byte(&o, ',');
            put_byte(&o, ' ');
        }
        put_mechanism(&o, s, list, k);
    }
    return o.full ? SIP_NPOS : o.n;
}
