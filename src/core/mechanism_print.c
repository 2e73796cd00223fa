/* Canonical form: names, tokens and hosts in lower case, q without trailing zeros, one SP for each LWS. */
#include "mechanism.h"
#include "lex.h"
#include "print.h"

static void put_byte(sip_out *o, uint8_t c)
{
    sip_put(o, &c, 1);
}

static void put_lower(sip_out *o, const uint8_t *s, sip_part x)
{
    /*@ loop invariant 0 <= k <= x.len;
        loop assigns k, *o, o->s[0 .. o->cap - 1];
        loop variant x.len - k; */
    for (size_t k = 0; k < x.len; k++) {
        uint8_t c = s[x.at + k];
        put_byte(o, c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c);
    }
}

/* 0..1000 thousandths: "0", "0.5", "0.125", "1" */
static void put_qvalue(sip_out *o, int32_t q)
{
    uint32_t v = (uint32_t)q;
    sip_put_number(o, v / 1000);
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
static size_t lws_end(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n'))
        j++;
    return j;
}

/* A quoted-string with each LWS in it as one SP; a quoted-pair stays as it is. */
static void put_quoted(sip_out *o, const uint8_t *s, sip_part x)
{
    size_t end = (size_t)x.at + x.len;
    size_t j = x.at;
    /*@ loop invariant x.at <= j <= end;
        loop assigns j, *o, o->s[0 .. o->cap - 1];
        loop variant end - j; */
    while (j < end) {
        if (s[j] == '\\' && end - j > 1) {
            sip_put(o, s + j, 2);
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

static void put_mechanism(sip_out *o, const uint8_t *s, const sec_list *list, const sec_mechanism *m)
{
    put_lower(o, s, m->name);
    /*@ loop invariant 0 <= k <= m->count;
        loop assigns k, *o, o->s[0 .. o->cap - 1];
        loop variant m->count - k; */
    for (uint32_t k = 0; k < m->count; k++)
        put_param(o, s, &list->param[m->first + k], m->q);
}

size_t sec_list_print(const uint8_t *s, const sec_list *list, uint8_t *out, size_t cap)
{
    sip_out o = { out, cap, 0, false };
    /*@ loop invariant 0 <= k <= list->count;
        loop assigns k, o, out[0 .. cap - 1];
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        if (k > 0) {
            put_byte(&o, ',');
            put_byte(&o, ' ');
        }
        put_mechanism(&o, s, list, &list->mech[k]);
    }
    return o.full ? SIP_NPOS : o.n;
}
