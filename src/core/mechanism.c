#include "mechanism.h"
#include "lex.h"
#include "plain.h"
#include "repeat.h"
#include "stops.h"
#include "word.h"

typedef sec_result step; /* OK: at is the index reached; else the fault */

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == code && \result.at == i; */
static step at(sec_code code, size_t i)
{
    step r = { code, i };
    return r;
}

/*@ requires range: i <= j <= 65535;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_part span(size_t i, size_t j)
{
    sip_part r = { (uint16_t)i, (uint16_t)(j - i) };
    return r;
}

/* [ EQUAL gen-value ] of a generic-param whose name ends at i, the stop at[*stop]. A token is the longest of token and
 * host, but for an IPv6reference; quoted-string brings an SWS of its own behind that of EQUAL (RFC 3261 25.1). */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(f, n, *stop) && f->at[*stop] == i;
    requires writable: \valid(p) && \separated(p, f, stop) && \separated(p, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *stop, *f, p->value;
    ensures stops: Stops(f, n, *stop);
    ensures ok: \result.code == SEC_OK ==> i <= \result.at <= n && f->at[*stop] <= \result.at &&
      PartInside(p->value, i, \result.at);
    ensures fault: \result.code != SEC_OK ==> i < \result.at <= n; */
static inline step value_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_param *p)
{
    size_t v;
    if (i < n && s[i] == '=') { /* mostly there is a token right behind it */
        *stop += 1; /* behind the one of EQUAL */
        size_t e = sip_stop_at(s, n, i + 1, f, stop);
        p->value = span(i + 1, e);
        if (e > i + 1)
            return at(SEC_OK, e);
        v = sip_sws_scan(s, n, i + 1);
    } else {
        v = sip_separator(s, n, i, '=');
        p->value = span(i, i);
        if (v == SIP_NPOS)
            return at(SEC_OK, i);
    }
    size_t q = v < n && s[v] > ' ' ? v : sip_sws_scan(s, n, v);
    if (q < n && s[q] == '"') {
        size_t e = sip_quoted(s, n, q);
        p->value = span(q, e == SIP_NPOS ? q : e);
        return e == SIP_NPOS ? at(SEC_QUOTE, q) : at(SEC_OK, e);
    }
    bool host = v < n && s[v] == '[';
    size_t e = host ? sip_host_scan(s, n, v) : sip_token_end(s, n, v, f, stop);
    if (e == SIP_NPOS || e == v)
        return at(SEC_PARAM_VALUE, v);
    p->value = span(v, e);
    return at(SEC_OK, e);
}

sec_value_form sec_param_form(const uint8_t *s, const sec_param *p)
{
    if (p->value.len == 0)
        return SEC_VALUE_NONE;
    uint8_t c = s[p->value.at];
    return c == '"' ? SEC_VALUE_QUOTED : c == '[' ? SEC_VALUE_HOST : SEC_VALUE_TOKEN;
}

/*@ requires readable: SecReadable(s, p) && \valid_read(name + (0 .. len - 1));
    requires lower: \forall integer k; 0 <= k < len ==> 0 <= name[k] && Lower(name[k]) == name[k];
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (p->name.len == len &&
      \forall integer k; 0 <= k < len ==> Lower(s[p->name.at + k]) == Lower(name[k])); */
static bool named(const uint8_t *s, const sec_param *p, const char *name, size_t len)
{
    return p->name.len == len && sip_word_at(s, p->name.at, name, len);
}

/* LDQUOT 32LHEX RDQUOT, the quotes included */
/*@ requires readable: SecReadable(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (p->value.len == 34 && s[p->value.at] == '"' &&
      \forall integer k; p->value.at < k <= p->value.at + 32 ==> Lhex(s[k])); */
static bool d_ver(const uint8_t *s, const sec_param *p)
{
    if (p->value.len != 34 || s[p->value.at] != '"')
        return false;
    size_t first = (size_t)p->value.at + 1;
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

/* A parameter whose name RFC 3329 2.2 defines has the form that it defines; each begins with q or d. *q is set by "q".
 * OK: at is i, or behind the SWS of RDQUOT. */
/*@ requires readable: Text(s, n, i) && SecReadable(s, p) && i <= 65535 && p->name.at <= i && p->value.at <= i;
    requires writable: \valid(q) && \separated(q, p) && \separated(q, s + (0 .. n - 1));
    requires q: -1 <= *q <= 1000;
    terminates \true; exits \false; assigns *q;
    ensures q: -1 <= *q <= 1000;
    ensures range: \result.code == SEC_OK ? i <= \result.at <= n : \result.at <= i; */
static step defined_form(const uint8_t *s, size_t n, size_t i, const sec_param *p, int32_t *q)
{
    size_t fault = p->value.len == 0 ? p->name.at : p->value.at;
    if (named(s, p, "q", 1)) {
        size_t v = p->value.at;
        *q = sec_param_form(s, p) == SEC_VALUE_TOKEN ? sip_qvalue(s, v, v + p->value.len) : -1;
        return *q < 0 ? at(SEC_QVALUE, fault) : at(SEC_OK, i);
    }
    if (named(s, p, "d-ver", 5))
        return d_ver(s, p) ? at(SEC_OK, sip_sws_scan(s, n, i)) : at(SEC_D_VER, fault);
    if ((named(s, p, "d-alg", 5) || named(s, p, "d-qop", 5)) && sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(SEC_PARAM_VALUE, fault);
    return at(SEC_OK, i);
}

/* A bit for the name s[i..e): names with different bits differ, so most need no comparison. The names that a profile
 * defines all have bits of their own. The case of a letter makes no difference: it is one of 32, and so is 3 * 32. */
/*@ requires readable: \valid_read(s + (i .. e - 1)) && i < e && e - i <= 65535;
    terminates \true; exits \false; assigns \nothing; */
static inline uint32_t name_bit(const uint8_t *s, size_t i, size_t e)
{
    return 1u << ((5u * (uint32_t)(e - i) + 3u * s[e - 1]) % 32);
}

/* mech-parameters at i, the SEMI before it taken; *bit: of its name */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(f, n, *stop) && f->at[*stop] < i;
    requires writable: \valid(p) && \valid(q) && \valid(bit) && \separated(p, f, stop, q, bit) &&
      \separated(f, q) && \separated(f, bit) && \separated(stop, q) && \separated(stop, bit) && \separated(q, bit) &&
      \separated(p, s + (0 .. n - 1)) && \separated(q, s + (0 .. n - 1)) && \separated(bit, s + (0 .. n - 1));
    requires q: -1 <= *q <= 1000;
    terminates \true; exits \false; assigns *stop, *f, *p, *q, *bit;
    ensures stops: Stops(f, n, *stop);
    ensures q: -1 <= *q <= 1000;
    ensures ok: \result.code == SEC_OK ==> i < \result.at <= n && f->at[*stop] <= \result.at &&
      PartInside(p->name, i, n) && 0 < p->name.len && PartInside(p->value, i, n);
    ensures fault: \result.code != SEC_OK ==> \result.at <= n; */
static inline step parameter_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_param *p,
                                  int32_t *q, uint32_t *bit)
{
    *stop += 1; /* SEMI is a stop, and so is the SP that may follow */
    *stop += f->at[*stop] < i;
    size_t e = sip_token_end(s, n, i, f, stop);
    if (e == i)
        return at(SEC_PARAM_NAME, i);
    uint8_t first = s[i] | 0x20;
    *bit = name_bit(s, i, e);
    p->name = span(i, e);
    step r = value_scan(s, n, e, f, stop, p);
    return r.code == SEC_OK && (first == 'q' || first == 'd') ? defined_form(s, n, r.at, p, q) : r;
}

/* SEMI or COMMA, which c is, at i: the index behind it, or SIP_NPOS. Mostly one SP follows, or none, and a branch for
 * that is guessed wrong too often. */
/*@ requires readable: Text(s, n, i);
    requires visible: c > 0x20;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static inline size_t separator_scan(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    if (n - i > 2 && s[i] == c) {
        size_t j = i + 1 + (s[i + 1] == ' ');
        if (s[j] > ' ')
            return j;
    }
    return sip_separator(s, n, i, c);
}

/* *( SEMI mech-parameters ) at i, into list->param[m->first ..), m->count of them before a fault. *again: some name may
 * stand twice. */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(f, n, *stop) && f->at[*stop] <= i;
    requires writable: \valid(list) && \valid(m) && \separated(m, list->param + (0 .. SEC_PARAMS_MAX - 1)) &&
      \separated(list, f) && \separated(list, stop) && \separated(list, s + (0 .. n - 1)) &&
      \separated(m, f) && \separated(m, stop) && \separated(m, s + (0 .. n - 1));
    requires first: m->first <= SEC_PARAMS_MAX;
    requires again: \valid(again) && \separated(again, list) && \separated(again, f) && \separated(again, stop) &&
      \separated(again, m) && \separated(again, s + (0 .. n - 1));
    terminates \true; exits \false;
    assigns *stop, *f, list->param[m->first .. SEC_PARAMS_MAX - 1], m->count, m->q, *again;
    ensures stops: Stops(f, n, *stop);
    ensures params: m->first + m->count <= SEC_PARAMS_MAX && ParamsInside(list, m->first, m->first + m->count, i, n);
    ensures q: -1 <= m->q <= 1000;
    ensures ok: \result.code == SEC_OK ==> i <= \result.at <= n && f->at[*stop] <= \result.at;
    ensures fault: \result.code != SEC_OK ==> \result.at <= n; */
static inline step parameters_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_list *list,
                                   sec_mechanism *m, bool *again)
{
    size_t e = i;
    uint32_t k = m->first, names = 0, twice = 0;
    int32_t q = -1;
    step r = at(SEC_OK, i);
    /*@ loop invariant range: i <= e <= n && m->first <= k <= SEC_PARAMS_MAX && -1 <= q <= 1000;
        loop invariant stops: Stops(f, n, *stop) && f->at[*stop] <= e;
        loop invariant ok: r.code == SEC_OK && r.at == e;
        loop invariant params: ParamsInside(list, m->first, k, i, n);
        loop assigns e, k, names, twice, q, r, *stop, *f, list->param[m->first .. SEC_PARAMS_MAX - 1];
        loop variant n - e; */
    for (;;) {
        size_t p = separator_scan(s, n, e, ';');
        if (p == SIP_NPOS)
            break;
        if (k == SEC_PARAMS_MAX) {
            r = at(SEC_TOO_MANY_PARAMS, p);
            break;
        }
        uint32_t bit = 0;
        r = parameter_scan(s, n, p, f, stop, &list->param[k], &q, &bit);
        if (r.code != SEC_OK)
            break;
        twice |= names & bit;
        names |= bit;
        e = r.at;
        k++;
    }
    m->count = (uint16_t)(k - m->first);
    m->q = (int16_t)q;
    *again = twice != 0;
    return r;
}

/* sec-mechanism at i, into m and list->param[m->first ..) */
/*@ requires readable: Text(s, n, i) && StopsPlace(s, n, f) && \valid(stop) && \separated(stop, f) &&
      \separated(stop, s + (0 .. n - 1));
    requires stops: Stops(f, n, *stop);
    requires writable: \valid(list) && \valid(m) && \separated(m, list->param + (0 .. SEC_PARAMS_MAX - 1)) &&
      \separated(list, f) && \separated(list, stop) && \separated(list, s + (0 .. n - 1)) &&
      \separated(m, f) && \separated(m, stop) && \separated(m, s + (0 .. n - 1));
    requires first: m->first <= SEC_PARAMS_MAX && m->count == 0;
    terminates \true; exits \false;
    assigns *stop, *f, list->param[m->first .. SEC_PARAMS_MAX - 1], m->name, m->count, m->q;
    ensures stops: Stops(f, n, *stop);
    ensures name: \result.code == SEC_OK ==> PartInside(m->name, i, n) && 0 < m->name.len;
    ensures params: \result.code == SEC_OK ==> m->first + m->count <= SEC_PARAMS_MAX &&
      ParamsInside(list, m->first, m->first + m->count, i, n) && -1 <= m->q <= 1000;
    ensures ok: \result.code == SEC_OK ==> i < \result.at <= n && f->at[*stop] <= \result.at;
    ensures fault: \result.code != SEC_OK ==> \result.at <= n; */
static inline step mechanism_scan(const uint8_t *s, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_list *list,
                                  sec_mechanism *m)
{
    if (i >= n || s[i] == ',')
        return at(SEC_EMPTY_ELEMENT, i);
    size_t e = sip_token_end(s, n, i, f, stop);
    if (e == i)
        return at(SEC_NAME, i);
    m->name = span(i, e);
    bool again = false;
    step r = parameters_scan(s, n, e, f, stop, list, m, &again);
    if (!again)
        return r;
    uint32_t k = sec_name_repeat(s, &list->param[m->first], m->count);
    return k < m->count ? at(SEC_DUPLICATE_PARAM, list->param[m->first + k].name.at) : r;
}

/* Some mechanism before mech[k] has its q (R3329-2.2-07). */
/*@ requires readable: \valid_read(list) && k < SEC_MECHANISMS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (list->mech[k].q >= 0 &&
      \exists integer j; 0 <= j < k && list->mech[j].q == list->mech[k].q); */
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

/* The offset of the q of mechanism m, for a message. */
/*@ requires readable: \valid_read(list) && \valid_read(m) && m->first + m->count <= SEC_PARAMS_MAX &&
      \forall integer j; m->first <= j < m->first + m->count ==>
        PartReadable(s, list->param[j].name) && PartReadable(s, list->param[j].value);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result <= 65535; */
static size_t q_offset(const uint8_t *s, const sec_list *list, const sec_mechanism *m)
{
    /*@ loop invariant range: 0 <= k <= m->count;
        loop assigns k;
        loop variant m->count - k; */
    for (uint32_t k = 0; k < m->count; k++) {
        if (named(s, &list->param[m->first + k], "q", 1))
            return list->param[m->first + k].value.at;
    }
    return m->name.at;
}

/* The sec-mechanisms of s[i..n), from mech[k] on. *count, *params: what the list holds then. */
/*@ requires readable: Text(s, n, i) && i < n <= 65535;
    requires writable: \valid(list) && \valid(count) && \valid(params) && \valid(notes) &&
      \separated(list, count, params, notes) && \separated(list, s + (0 .. n - 1)) &&
      \separated(count, s + (0 .. n - 1)) && \separated(params, s + (0 .. n - 1)) &&
      \separated(notes, s + (0 .. n - 1));
    requires room: *count <= SEC_MECHANISMS_MAX && *params <= SEC_PARAMS_MAX;
    terminates \true; exits \false;
    assigns *count, *params, *notes, list->mech[*count .. SEC_MECHANISMS_MAX - 1],
      list->param[*params .. SEC_PARAMS_MAX - 1];
    ensures range: \old(*count) <= *count <= SEC_MECHANISMS_MAX && \old(*params) <= *params <= SEC_PARAMS_MAX;
    ensures inside: ListInside(list, \old(*count), *count, *params, i, n);
    ensures some: \result.code == SEC_OK ==> \old(*count) < *count; */
static step list_scan(const uint8_t *s, size_t n, size_t i, sec_list *list, uint32_t *count, uint32_t *params,
                      bool tolerant, uint32_t *notes)
{
    size_t j = i;
    sip_stops f;
    uint32_t stop = 0;
    f.ahead = i;
    f.at[0] = SIP_STOPS_END;
    /*@ loop invariant range: i <= j <= n && \at(*count, Pre) <= *count <= SEC_MECHANISMS_MAX &&
          \at(*params, Pre) <= *params <= SEC_PARAMS_MAX;
        loop invariant stops: Stops(&f, n, stop);
        loop invariant inside: ListInside(list, \at(*count, Pre), *count, *params, i, n);
        loop assigns j, f, stop, *count, *params, *notes, list->mech[\at(*count, Pre) .. SEC_MECHANISMS_MAX - 1],
                     list->param[\at(*params, Pre) .. SEC_PARAMS_MAX - 1];
        loop variant n - j; */
    for (;;) {
        if (*count == SEC_MECHANISMS_MAX)
            return at(SEC_TOO_MANY_MECHANISMS, j);
        sec_mechanism *m = &list->mech[*count];
        m->first = (uint16_t)*params;
        m->count = 0;
        m->q = -1;
        step r = mechanism_scan(s, n, j, &f, &stop, list, m);
        if (r.code != SEC_OK)
            return r;
        if (q_taken(list, *count)) {
            if (!tolerant)
                return at(SEC_DUPLICATE_Q, q_offset(s, list, m));
            *notes |= SEC_NOTE_EQUAL_Q;
        }
        *params += m->count;
        *count += 1;
        j = separator_scan(s, n, r.at, ',');
        if (j == SIP_NPOS) {
            size_t rest = sip_sws_scan(s, n, r.at);
            return r.at == n ? at(SEC_OK, n) : at(SEC_TRAILING, rest == n ? r.at : rest);
        }
        stop += f.at[stop] < j; /* COMMA is mostly a stop, and so is the SP that may follow */
        stop += f.at[stop] < j;
    }
}

/*@ requires takes: ListTakes(s, j, list) && NotesApart(s, j, list, notes);
    terminates \true; exits \false;
    assigns list->count, list->params, *notes, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures parsed: ListParsed(list, \old(list->count), \old(list->params), i, j, \result.code); */
static sec_result list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list, bool tolerant, uint32_t *notes)
{
    if (i >= j)
        return at(SEC_EMPTY_LIST, i);
    if (j > SIP_MESSAGE_MAX)
        return at(SEC_TOO_LONG, SIP_MESSAGE_MAX);
    uint32_t count = list->count, params = list->params;
    sec_result r = list_scan(s, j, i, list, &count, &params, tolerant, notes);
    if (r.code == SEC_OK) {
        list->count = count;
        list->params = params;
    }
    return r;
}

sec_result sec_list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list)
{
    uint32_t notes = 0;
    return list_parse(s, i, j, list, false, &notes);
}

sec_result sec_list_parse_tolerant(const uint8_t *s, size_t i, size_t j, sec_list *list, uint32_t *notes)
{
    return list_parse(s, i, j, list, true, notes);
}

/*@ requires takes: MessageTakes(s, m, list) && NotesBeside(s, m, list, notes);
    terminates \true; exits \false; assigns *list, *notes;
    ensures read: ListRead(list, \result.code); */
static sec_result list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list, bool tolerant,
                            uint32_t *notes)
{
    sec_result r = at(SEC_EMPTY_LIST, 0);
    list->count = 0;
    list->params = 0;
    /*@ loop invariant range: 0 <= k <= m->headers;
        loop invariant read: ListRead(list, r.code);
        loop assigns k, r, *list, *notes;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != id)
            continue;
        size_t i = m->header[k].value.at;
        r = list_parse(s, i, i + m->header[k].value.len, list, tolerant, notes);
        if (r.code != SEC_OK) {
            list->count = 0;
            list->params = 0;
            return r;
        }
    }
    return r;
}

sec_result sec_list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list)
{
    uint32_t notes = 0;
    return list_read(s, m, id, list, false, &notes);
}

sec_result sec_list_read_tolerant(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list,
                                  uint32_t *notes)
{
    return list_read(s, m, id, list, true, notes);
}

size_t sec_param_find(const uint8_t *s, const sec_list *list, uint32_t k, const char *name, size_t len)
{
    uint32_t a = list->mech[k].first, b = a + list->mech[k].count;
    /*@ loop invariant range: a <= j <= b;
        loop invariant other: \forall integer i; a <= i < j ==> !SecNamed(s, list, i, name, len);
        loop assigns j;
        loop variant b - j; */
    for (uint32_t j = a; j < b; j++) {
        if (named(s, &list->param[j], name, len))
            return j;
    }
    return SIP_NPOS;
}
