#define SEC_MECH_PARAMETER /* in spec/logic/list.h */
#include "mechanism_read.h"
#include "lex.h"
#include "plain.h"
#include "repeat.h"
#include "word.h"

/*@ requires range: i <= j <= 65535;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_part span(size_t i, size_t j)
{
    sip_part r = { (uint16_t)i, (uint16_t)(j - i) };
    return r;
}

/* The value of a parameter, and the index behind it; or the fault. */
typedef struct { step end; sip_part value; } value;

/*@ // v is the gen-value at i, or its fault
    predicate GenValue(value v, uint8_t *s, integer n, integer i) =
      (GenEnd(s, n, i) >= 0 ==> v.end.code == SEC_OK && v.end.at == GenEnd(s, n, i) && v.value.at == GenAt(s, n, i) &&
        v.value.len == GenEnd(s, n, i) - GenAt(s, n, i)) &&
      (GenEnd(s, n, i) < 0 ==> v.end.at == GenAt(s, n, i) &&
        v.end.code == (QuoteBit(s, n, i) == 1 ? SEC_QUOTE : SEC_PARAM_VALUE));
    // v is the value of a generic-param whose name ends at e, or its fault; it may have none
    predicate ParamValue(value v, uint8_t *s, integer n, integer e) =
      (ParamRest(s, n, e) >= 0 ==> v.end.code == SEC_OK && v.end.at == ParamRest(s, n, e) &&
        v.value.at == ValueAt(s, n, e) && v.value.len == ParamRest(s, n, e) - ValueAt(s, n, e)) &&
      (ParamRest(s, n, e) < 0 ==>
        v.end.code == (QuoteBit(s, n, EqualEnd(s, n, e)) == 1 ? SEC_QUOTE : SEC_PARAM_VALUE)); */

/*@ requires range: i <= j <= 65535;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.end.code == code && \result.end.at == e && \result.value.at == i &&
      \result.value.len == j - i; */
static inline value value_at(sec_code code, size_t e, size_t i, size_t j)
{
    value r = { at(code, e), span(i, j) };
    return r;
}

/* quoted-string at i, where a quote stands */
/*@ requires readable: Text(s, n, i) && i < n <= 65535;
    terminates \true; exits \false; assigns \nothing;
    ensures ok: \result.end.code == SEC_OK ==> i < \result.end.at <= n &&
      PartInside(\result.value, i, \result.end.at);
    ensures exact: QuotedEnd(s, n, i) >= 0 ? \result.end.code == SEC_OK && \result.end.at == QuotedEnd(s, n, i) &&
        \result.value.at == i && \result.value.len == QuotedEnd(s, n, i) - i :
      \result.end.code == SEC_QUOTE && \result.end.at == i; */
static inline value quoted_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t e = sip_quoted(s, n, i);
    return e == SIP_NPOS ? value_at(SEC_QUOTE, i, i, i) : value_at(SEC_OK, e, i, e);
}

/* gen-value at i. A token is the longest of token and host, but for an IPv6reference; quoted-string brings an SWS of
 * its own behind that of EQUAL (RFC 3261 25.1). */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && f->at[*stop] <= i;
    terminates \true; exits \false; assigns *stop, *f;
    ensures stops: Stops(s, f, n, *stop);
    ensures exact: GenValue(\result, s, n, i);
    ensures ok: \result.end.code == SEC_OK ==> i <= \result.end.at <= n && f->at[*stop] <= \result.end.at &&
      PartInside(\result.value, i, \result.end.at);
    ensures fault: \result.end.code != SEC_OK ==> i <= \result.end.at <= n; */
static inline value gen_value_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop)
{
    size_t q = i < n && s[i] > ' ' ? i : sip_sws_scan(s, n, i);
    if (q < n && s[q] == '"')
        return quoted_scan(s, n, q);
    bool host = i < n && s[i] == '[';
    size_t e = host ? sip_host_scan(s, n, i) : sip_token_end(s, n, i, f, stop);
    return e == SIP_NPOS || e == i ? value_at(SEC_PARAM_VALUE, i, i, i) : value_at(SEC_OK, e, i, e);
}

/* [ EQUAL gen-value ] of a generic-param whose name ends at i, the stop at[*stop] */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && f->at[*stop] == i;
    terminates \true; exits \false; assigns *stop, *f;
    ensures stops: Stops(s, f, n, *stop);
    ensures exact: ParamValue(\result, s, n, i);
    ensures ok: \result.end.code == SEC_OK ==> i <= \result.end.at <= n && f->at[*stop] <= \result.end.at &&
      PartInside(\result.value, i, \result.end.at);
    ensures fault: \result.end.code != SEC_OK ==> i <= \result.end.at <= n; */
static inline value value_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop)
{
    size_t v;
    if (i < n && s[i] == '=') { /* mostly there is a token right behind it */
        //@ ghost sip_stops_next(s, f, n, (size_t)(i + 1), *stop);
        sip_stop_set(s, f, n, stop, *stop + 1); /* behind the one of EQUAL */
        //@ assert next: Stops(s, f, n, *stop) && i < f->at[*stop];
        size_t e = sip_stop_at(s, n, i + 1, f, stop);
        //@ assert before: WspEnd(s, n, i) == i && SwsEnd(s, n, i) == i;
        //@ assert from: SeparatorFrom(s, n, i, '=') == SwsEnd(s, n, i + 1);
        //@ assert equal: EqualEnd(s, n, i) == SwsEnd(s, n, i + 1);
        if (e > i + 1) {
            //@ assert behind: TokenChar(s[i + 1]) && SwsEnd(s, n, i + 1) == i + 1;
            //@ assert token: QuoteBit(s, n, i + 1) == 0 && BracketBit(s, n, i + 1) == 0;
            return value_at(SEC_OK, e, i + 1, e);
        }
        v = sip_sws_scan(s, n, i + 1);
    } else {
        v = sip_separator(s, n, i, '=');
        if (v == SIP_NPOS)
            return value_at(SEC_OK, i, i, i);
    }
    return gen_value_scan(s, n, v, f, stop);
}

/* The form of the value x. */
/*@ requires readable: PartReadable(s, x);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SecValueForm(s, x.at, x.len); */
static sec_value_form value_form(const uint8_t *s, sip_part x)
{
    if (x.len == 0)
        return SEC_VALUE_NONE;
    uint8_t c = s[x.at];
    return c == '"' ? SEC_VALUE_QUOTED : c == '[' ? SEC_VALUE_HOST : SEC_VALUE_TOKEN;
}

sec_value_form sec_param_form(const uint8_t *s, const sec_param *p)
{
    return value_form(s, p->value);
}

/* The name x is that one but for case. */
/*@ requires readable: PartReadable(s, x) && \valid_read(name + (0 .. len - 1));
    requires lower: \forall integer k; 0 <= k < len ==> 0 <= name[k] && Lower(name[k]) == name[k];
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (x.len == len &&
      \forall integer k; 0 <= k < len ==> Lower(s[x.at + k]) == Lower(name[k]));
    ensures letters: \result <==> NamedAt(s, x.at, x.len, name, len); */
static bool named(const uint8_t *s, sip_part x, const char *name, size_t len)
{
    return x.len == len && sip_word_at(s, x.at, name, len);
}

/*@ logic integer FaultAt(sec_param p) = p.value.len == 0 ? p.name.at : p.value.at; */

/* LDQUOT 32LHEX RDQUOT, the quotes included */
/*@ requires readable: PartReadable(s, x);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> DVer(s, x.at, x.len); */
static bool d_ver(const uint8_t *s, sip_part x)
{
    if (x.len != 34 || s[x.at] != '"')
        return false;
    size_t first = (size_t)x.at + 1;
    /*@ loop invariant range: first <= k <= first + 32;
        loop invariant taken: \forall integer m; first <= m < k ==> Lhex(s[m]);
        loop assigns k;
        loop variant first + 32 - k; */
    for (size_t k = first; k < first + 32; k++) {
        uint8_t c = s[k];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return true;
}

/* The name x is q; d-ver; d-alg or d-qop. */
/*@ requires readable: PartReadable(s, x);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> QName(s, x.at, x.len) == 1; */
static bool q_named(const uint8_t *s, sip_part x)
{
    const char *q = "q";
    bool r = named(s, x, q, 1);
    //@ assert one: r <==> x.len == 1 && SameLetter(s, x.at, q, 0);
    return r;
}

/*@ requires readable: PartReadable(s, x) && \valid_read(w + (0 .. 4));
    requires word: w[0] == 'd' && w[1] == '-' && 'a' <= w[2] <= 'z' && 'a' <= w[3] <= 'z' && 'a' <= w[4] <= 'z';
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> DName(s, x.at, x.len, w[2], w[3], w[4]) == 1; */
static bool d_named(const uint8_t *s, sip_part x, const char *w)
{
    //@ assert head: Lower(w[0]) == 'd' && Lower(w[1]) == '-';
    //@ assert tail: Lower(w[2]) == w[2] && Lower(w[3]) == w[3] && Lower(w[4]) == w[4];
    //@ assert each: \forall integer k; 0 <= k < 5 ==> k == 0 || k == 1 || k == 2 || k == 3 || k == 4;
    bool r = named(s, x, w, 5);
    /*@ assert five: r <==> x.len == 5 && SameLetter(s, x.at, w, 0) && SameLetter(s, x.at, w, 1) &&
          SameLetter(s, x.at, w, 2) && SameLetter(s, x.at, w, 3) && SameLetter(s, x.at, w, 4); */
    return r;
}

/*@ requires readable: PartReadable(s, x);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> DVerName(s, x.at, x.len) == 1; */
static bool d_ver_named(const uint8_t *s, sip_part x)
{
    return d_named(s, x, "d-ver");
}

/*@ requires readable: PartReadable(s, x);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> DTokenName(s, x.at, x.len) == 1; */
static bool d_token_named(const uint8_t *s, sip_part x)
{
    return d_named(s, x, "d-alg") || d_named(s, x, "d-qop");
}

/* What a parameter of a defined form ends with, and the q of its mechanism then. */
typedef struct { step end; int32_t q; } form;

/* A parameter whose name RFC 3329 2.2 defines has the form that it defines; each begins with q or d. q: as read so far.
 * OK: at is i, or behind the SWS of RDQUOT. */
/*@ requires readable: Text(s, n, i) && PartReadable(s, p.name) && PartReadable(s, p.value);
    requires behind: i <= 65535 && p.name.at <= i && p.value.at <= i;
    requires q: -1 <= q <= 1000;
    terminates \true; exits \false; assigns \nothing;
    ensures q: -1 <= \result.q <= 1000;
    ensures range: \result.end.code == SEC_OK ? i <= \result.end.at <= n : \result.end.at <= i;
    ensures code: \result.end.code == SEC_OK || SEC_PARAM_VALUE <= \result.end.code <= SEC_D_VER;
    ensures exact: FormCode(\result.end.code, s, p.name.at, p.name.len, p.value.at, p.value.len);
    ensures fault: \result.end.code != SEC_OK ==> \result.end.at == FaultAt(p);
    ensures behind: \result.end.code == SEC_OK ==> \result.end.at ==
      (DVerName(s, p.name.at, p.name.len) == 1 ? SwsEnd(s, n, i) : i);
    ensures value: \result.end.code == SEC_OK ==> \result.q ==
      (QName(s, p.name.at, p.name.len) == 1 ? Thousandths(s, p.value.at, p.value.at + p.value.len) : q); */
static form defined_form(const uint8_t *s, size_t n, size_t i, sec_param p, int32_t q)
{
    size_t fault = p.value.len == 0 ? p.name.at : p.value.at;
    form r = { at(SEC_OK, i), q };
    if (q_named(s, p.name)) {
        size_t v = p.value.at;
        r.q = value_form(s, p.value) == SEC_VALUE_TOKEN ? sip_qvalue(s, v, v + p.value.len) : -1;
        if (r.q < 0)
            r.end = at(SEC_QVALUE, fault);
    } else if (d_ver_named(s, p.name)) {
        r.end = d_ver(s, p.value) ? at(SEC_OK, sip_sws_scan(s, n, i)) : at(SEC_D_VER, fault);
    } else if (d_token_named(s, p.name) && value_form(s, p.value) != SEC_VALUE_TOKEN) {
        r.end = at(SEC_PARAM_VALUE, fault);
    }
    return r;
}

/* 2 to the power of k */
static const uint32_t BIT[32] = {
    1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,  1u << 8,  1u << 9,  1u << 10,
    1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15, 1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21,
    1u << 22, 1u << 23, 1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31,
};

/* A bit for the name s[i..e): names with different bits differ, so most need no comparison. The names that a profile
 * defines all have bits of their own. The case of a letter makes no difference: it is one of 32, and so is 3 * 32. */
/*@ requires readable: \valid_read(s + (i .. e - 1)) && i < e && e - i <= 65535;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == BIT[(5 * (e - i) + 3 * s[e - 1]) % 32]; */
static inline uint32_t name_bit(const uint8_t *s, size_t i, size_t e)
{
    return BIT[(5u * (uint32_t)(e - i) + 3u * s[e - 1]) % 32];
}

/* A parameter, the index behind it, the bit of its name and the q of its mechanism; or the fault. */
typedef struct { step end; sec_param p; uint32_t bit; int32_t q; } parameter;

/* The parameter whose name is s[i..e) and whose value is v; q: as read so far */
/*@ requires readable: Text(s, n, i) && i < e && e <= n <= 65535;
    requires value: ParamValue(v, s, n, e) &&
      (v.end.code == SEC_OK ==> v.end.at <= n && PartInside(v.value, e, v.end.at));
    requires q: -1 <= q <= 1000;
    terminates \true; exits \false; assigns \nothing;
    ensures q: -1 <= \result.q <= 1000;
    ensures ok: \result.end.code == SEC_OK ==> v.end.code == SEC_OK && v.end.at <= \result.end.at <= n;
    ensures fault: \result.end.code != SEC_OK ==> \result.end.at <= v.end.at;
    ensures code: \result.end.code == SEC_OK || SEC_PARAM_VALUE <= \result.end.code <= SEC_D_VER;
    ensures part: \result.p.name.at == i && \result.p.name.len == e - i && \result.p.value.at == v.value.at &&
      \result.p.value.len == v.value.len;
    ensures exact: CodeFrom(\result.end.code, s, n, i, e);
    ensures good: \result.end.code == SEC_OK ==> \result.end.at == BehindFrom(s, n, i, e);
    ensures qvalue: \result.end.code == SEC_OK ==> \result.q == QFrom(s, n, i, e, q); */
static inline parameter parameter_of(const uint8_t *s, size_t n, size_t i, size_t e, value v, int32_t q)
{
    parameter r = { v.end, { span(i, e), v.value }, name_bit(s, i, e), q };
    uint8_t first = s[i];
    //@ assert no_q: first != 'q' && first != 'Q' ==> QName(s, i, e - i) == 0;
    //@ assert no_d: first != 'd' && first != 'D' ==> DVerName(s, i, e - i) == 0 && DTokenName(s, i, e - i) == 0;
    if (v.end.code == SEC_OK && (first == 'q' || first == 'd' || first == 'Q' || first == 'D')) {
        form d = defined_form(s, n, v.end.at, r.p, q);
        r.end = d.end;
        r.q = d.q;
        //@ assert form: FormCode(d.end.code, s, i, e - i, v.value.at, v.value.len);
    }
    return r;
}

/* mech-parameters at i, the SEMI before it taken; q: as read so far */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && f->at[*stop] < i;
    requires q: -1 <= q <= 1000;
    terminates \true; exits \false; assigns *stop, *f;
    ensures stops: Stops(s, f, n, *stop);
    ensures q: -1 <= \result.q <= 1000;
    ensures ok: \result.end.code == SEC_OK ==> i < \result.end.at <= n && f->at[*stop] <= \result.end.at;
    ensures inside: \result.end.code == SEC_OK ==> PartInside(\result.p.name, i, n) && 0 < \result.p.name.len &&
      PartInside(\result.p.value, i, n);
    ensures exact: ParamCode(\result.end.code, s, n, i);
    ensures part: ParamEnd(s, n, i) >= 0 ==> Param(\result.p, s, n, i);
    ensures good: \result.end.code == SEC_OK ==> ParamEnd(s, n, i) >= 0;
    ensures end: \result.end.code == SEC_OK ==> \result.end.at == ParamBehind(s, n, i);
    ensures qvalue: \result.end.code == SEC_OK ==> \result.q == ParamQ(s, n, i, q);
    ensures fault: \result.end.code != SEC_OK ==> \result.end.at <= n;
    ensures code: \result.end.code == SEC_OK || SEC_PARAM_NAME <= \result.end.code <= SEC_D_VER; */
static inline parameter parameter_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, int32_t q)
{
    parameter r = { at(SEC_PARAM_NAME, i), { { 0, 0 }, { 0, 0 } }, 0, q };
    //@ ghost sip_stops_next(s, f, n, i, *stop);
    sip_stop_set(s, f, n, stop, *stop + 1); /* SEMI is a stop, and so is the SP that may follow */
    sip_stop_pass(s, f, n, i, stop);
    //@ assert sp: Stops(s, f, n, *stop) && StopsRun(s, f->ahead, i, f->at[*stop]);
    size_t e = sip_token_end(s, n, i, f, stop);
    if (e == i)
        return r;
    //@ assert name: TokenEnd(s, n, i) == e;
    value v = value_scan(s, n, e, f, stop);
    //@ assert rest: ParamEnd(s, n, i) == ParamRest(s, n, e);
    r = parameter_of(s, n, i, e, v, q);
    //@ assert from: BehindFrom(s, n, i, e) == ParamBehind(s, n, i);
    return r;
}

inline size_t sec_separator(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    if (n - i > 2 && s[i] == c) {
        size_t j = i + 1 + (s[i + 1] == ' ');
        if (s[j] > ' ') {
            //@ assert before: SwsEnd(s, n, i) == i;
            //@ assert white: WspEnd(s, n, j) == j && WspEnd(s, n, i + 1) == j;
            return j;
        }
    }
    return sip_separator(s, n, i, c);
}

/* param[k] becomes x. */
/*@ requires writable: \valid(list) && k < SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns list->param[k];
    ensures exact: list->param[k].name.at == x.name.at && list->param[k].name.len == x.name.len &&
      list->param[k].value.at == x.value.at && list->param[k].value.len == x.value.len;
    ensures same: ParamsSame{Pre,Post}(list, k); */
static inline void param_set(sec_list *list, uint32_t k, sec_param x)
{
    list->param[k].name.at = x.name.at;
    list->param[k].name.len = x.name.len;
    list->param[k].value.at = x.value.at;
    list->param[k].value.len = x.value.len;
}

/* The same, behind param[first .. k), which are those of s[..n) at e; these and the stops stay. */
/*@ requires readable: Text(s, n, e);
    requires writable: \valid(list) && k < SEC_PARAMS_MAX && \valid_read(f) && \separated(list, f);
    requires from: ParamsFrom(s, n, list, first, k, e);
    requires names: ParamsNames(s, n, list, first, k);
    requires values: ParamsValues(s, n, list, first, k);
    requires ends: ParamsEnds(s, n, list, first, k);
    requires right: ParamsRight(s, n, list, first, k);
    requires new: Param(x, s, n, ParamStart(s, n, e, first, k)) &&
      ParamCode(SEC_OK, s, n, ParamStart(s, n, e, first, k));
    terminates \true; exits \false;
    assigns list->param[k];
    ensures params: \forall integer a, integer i, integer n; \old(ParamsInside(list, a, k, i, n)) &&
      PartInside(x.name, i, n) && 0 < x.name.len && PartInside(x.value, i, n) ==> ParamsInside(list, a, k + 1, i, n);
    ensures from: ParamsFrom(s, n, list, first, k + 1, e);
    ensures names: ParamsNames(s, n, list, first, k + 1);
    ensures values: ParamsValues(s, n, list, first, k + 1);
    ensures ends: ParamsEnds(s, n, list, first, k + 1);
    ensures right: ParamsRight(s, n, list, first, k + 1);
    ensures same: ParamsSame{Pre,Post}(list, k);
    ensures stops: \forall uint8_t *s, integer n, c; \old(Stops(s, f, n, c)) ==> Stops(s, f, n, c);
    ensures at: \forall integer c; 0 <= c <= SIP_STOPS_MAX ==> f->at[c] == \old(f->at[c]); */
static inline void param_put(const uint8_t *s, size_t n, size_t e, const sip_stops *f, sec_list *list, uint32_t first,
                             uint32_t k, sec_param x)
{
    (void)s;
    (void)n;
    (void)e;
    (void)f;
    (void)first; /* in the contract alone */
    param_set(list, k, x);
    //@ assert at: \forall integer c; 0 <= c <= SIP_STOPS_MAX ==> f->at[c] == \at(f->at[c], Pre);
    /*@ assert to: \forall uint8_t *s, integer n, c, e; \at(StopsTo(s, f, n, c, e), Pre) ==> StopsTo(s, f, n, c, e); */
}

/* How many parameters were read before end, the q among them, and whether some name may stand twice. */
typedef struct { step end; uint32_t count; int32_t q; bool again; } parameters;

/* *( SEMI mech-parameters ) at i, into list->param[first ..) */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(s, f, n, *stop) && f->at[*stop] <= i;
    requires writable: \valid(list) && \separated(list, f) && \separated(list, stop) &&
      \separated(list, s + (0 .. n - 1));
    requires first: first <= SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns *stop, *f, list->param[first .. SEC_PARAMS_MAX - 1];
    ensures stops: Stops(s, f, n, *stop);
    ensures params: first + \result.count <= SEC_PARAMS_MAX && ParamsInside(list, first, first + \result.count, i, n);
    ensures q: -1 <= \result.q <= 1000;
    ensures from: ParamsFrom(s, n, list, first, first + \result.count, i);
    ensures names: ParamsNames(s, n, list, first, first + \result.count);
    ensures values: ParamsValues(s, n, list, first, first + \result.count);
    ensures ends: ParamsEnds(s, n, list, first, first + \result.count);
    ensures right: ParamsRight(s, n, list, first, first + \result.count);
    ensures end: \result.end.code == SEC_OK ==>
      ParamStart(s, n, i, first, first + \result.count) < 0 &&
      \result.end.at == ParamsBehind(s, n, i, first, first + \result.count);
    ensures qvalue: \result.end.code == SEC_OK ==> \result.q == ParamsQ(s, n, i, first, first + \result.count);
    ensures more: \result.end.code != SEC_OK ==> ParamStart(s, n, i, first, first + \result.count) >= 0;
    ensures again: \result.again ==> 2 <= \result.count;
    ensures many: \result.end.code == SEC_TOO_MANY_PARAMS ==> first + \result.count == SEC_PARAMS_MAX;
    ensures wrong: \result.end.code != SEC_OK && \result.end.code != SEC_TOO_MANY_PARAMS ==>
      ParamCode(\result.end.code, s, n, ParamStart(s, n, i, first, first + \result.count));
    ensures ok: \result.end.code == SEC_OK ==> i <= \result.end.at <= n && f->at[*stop] <= \result.end.at;
    ensures fault: \result.end.code != SEC_OK ==> \result.end.at <= n;
    ensures code: \result.end.code == SEC_OK || \result.end.code == SEC_TOO_MANY_PARAMS ||
      SEC_PARAM_NAME <= \result.end.code <= SEC_D_VER; */
static inline parameters parameters_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop,
                                         sec_list *list, uint32_t first)
{
    parameters r = { at(SEC_OK, i), 0, -1, false };
    uint32_t k = first, names = 0, twice = 0;
    /*@ loop invariant range: i <= r.end.at <= n && first <= k <= SEC_PARAMS_MAX && -1 <= r.q <= 1000;
        loop invariant stops: Stops(s, f, n, *stop) && f->at[*stop] <= r.end.at;
        loop invariant ok: r.end.code == SEC_OK;
        loop invariant params: ParamsInside(list, first, k, i, n);
        loop invariant from: ParamsFrom(s, n, list, first, k, i);
        loop invariant names: ParamsNames(s, n, list, first, k);
        loop invariant values: ParamsValues(s, n, list, first, k);
        loop invariant ends: ParamsEnds(s, n, list, first, k);
        loop invariant right: ParamsRight(s, n, list, first, k);
        loop invariant behind: r.end.at == ParamsBehind(s, n, i, first, k);
        loop invariant qvalue: r.q == ParamsQ(s, n, i, first, k);
        loop invariant none: k == first ==> names == 0;
        loop invariant again: k <= first + 1 ==> twice == 0;
        loop assigns k, names, twice, r, *stop, *f, list->param[first .. SEC_PARAMS_MAX - 1];
        loop variant n - r.end.at; */
    for (;;) {
        size_t p = sec_separator(s, n, r.end.at, ';');
        if (p == SIP_NPOS)
            break;
        //@ assert start: p == ParamStart(s, n, i, first, k);
        if (k == SEC_PARAMS_MAX) {
            r.end = at(SEC_TOO_MANY_PARAMS, p);
            break;
        }
        parameter x = parameter_scan(s, n, p, f, stop, r.q);
        r.end = x.end;
        r.q = x.q;
        //@ assert same: ParamsSame{LoopCurrent,Here}(list, k);
        //@ assert from: ParamsFrom(s, n, list, first, k, i);
        //@ assert names: ParamsNames(s, n, list, first, k);
        //@ assert values: ParamsValues(s, n, list, first, k);
        //@ assert ends: ParamsEnds(s, n, list, first, k);
        //@ assert right: ParamsRight(s, n, list, first, k);
        if (x.end.code != SEC_OK)
            break;
        //@ assert before: ParamsInside(list, first, k, i, n);
        //@ assert one: Param(x.p, s, n, p) && ParamCode(SEC_OK, s, n, p);
        param_put(s, n, i, f, list, first, k, x.p);
        //@ assert behind: x.end.at == ParamsBehind(s, n, i, first, k + 1);
        twice |= names & x.bit;
        names |= x.bit;
        k++;
    }
    r.count = k - first;
    r.again = twice != 0;
    return r;
}

/* The offset of the first name among these parameters that stands twice, or SIP_NPOS. */
/*@ requires readable: Text(s, n, i) && \valid_read(list);
    requires params: first + count <= SEC_PARAMS_MAX && ParamsInside(list, first, first + count, i, n);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result == SIP_NPOS || \result <= n;
    ensures name: \result != SIP_NPOS ==> \exists integer k; first <= k < first + count &&
      \result == list->param[k].name.at; */
static size_t name_twice(const uint8_t *s, size_t n, size_t i, const sec_list *list, uint32_t first, uint32_t count)
{
    const sec_param *p = &list->param[first];
    (void)n;
    (void)i; /* in the contract alone */
    /*@ assert inside: \forall integer j; first <= j < first + count ==>
          list->param[j].name.at + list->param[j].name.len <= n; */
    //@ assert from: \forall integer k; 0 <= k < count ==> p[k].name.at + p[k].name.len <= n;
    //@ assert params: \forall integer k; 0 <= k < count ==> \valid_read(p + k);
    //@ assert names: \forall integer k; 0 <= k < count ==> PartReadable(s, p[k].name);
    uint32_t k = sec_name_repeat(s, p, count);
    //@ assert one: k < count ==> p[k].name.at == list->param[first + k].name.at;
    return k < count ? p[k].name.at : SIP_NPOS;
}

sec_reading sec_mechanism_read(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_list *list,
                               uint32_t first)
{
    sec_reading r = { at(SEC_EMPTY_ELEMENT, i), { { 0, 0 }, (uint16_t)first, 0, -1 } };
    if (i >= n || s[i] == ',')
        return r;
    size_t e = sip_token_end(s, n, i, f, stop);
    if (e == i) {
        r.end = at(SEC_NAME, i);
        return r;
    }
    //@ assert token: TokenEnd(s, n, i) == e;
    parameters x = parameters_scan(s, n, e, f, stop, list, first);
    r.end = x.end;
    r.m.name = span(i, e);
    r.m.count = (uint16_t)x.count;
    r.m.q = (int16_t)x.q;
    if (x.again) {
        size_t twice = name_twice(s, n, i, list, first, x.count);
        if (twice != SIP_NPOS)
            r.end = at(SEC_DUPLICATE_PARAM, twice);
    }
    return r;
}

size_t sec_param_find(const uint8_t *s, const sec_list *list, uint32_t k, const char *name, size_t len)
{
    uint32_t a = list->mech[k].first, b = a + list->mech[k].count;
    /*@ loop invariant range: a <= j <= b;
        loop invariant other: \forall integer i; a <= i < j ==> !SecNamed(s, list, i, name, len);
        loop assigns j;
        loop variant b - j; */
    for (uint32_t j = a; j < b; j++) {
        if (named(s, list->param[j].name, name, len))
            return j;
    }
    return SIP_NPOS;
}
