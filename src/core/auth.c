/* Parameters of Digest credentials and challenges (RFC 3261 20.7, 20.44, 25.1; RFC 2617; RFC 3310). */
#include "headers.h"
#include "lex.h"
#include "params.h"
#include "plain.h"
#include "word.h"

/*@ requires range: i <= j <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* auth-param = token EQUAL ( token / quoted-string ) at i: the index behind it, or SIP_NPOS */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(name_end) && \valid(p) && \separated(name_end, p) &&
      \separated(name_end, s + (0 .. n - 1)) && \separated(p, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *name_end, *p;
    ensures exact: Found(\result, AuthParamEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < *name_end < \result <= n;
    ensures name: \result != SIP_NPOS ==> *name_end == TokenEnd(s, n, i);
    ensures parts: \result != SIP_NPOS ==> AuthParamIs(p, s, n, i);
    ensures inside: \result != SIP_NPOS ==> AuthParamIn(p, i, \result);
    ensures kept: \result == SIP_NPOS ==> *p == \old(*p) && *name_end == \old(*name_end); */
static size_t auth_param_scan(const uint8_t *s, size_t n, size_t i, size_t *name_end, sip_auth_param *p)
{
    size_t e = sip_token(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    size_t v = sip_separator(s, n, e, '=');
    if (v == SIP_NPOS)
        return SIP_NPOS;
    size_t q = v < n && s[v] > ' ' ? v : sip_sws_scan(s, n, v); /* quoted-string brings an SWS of its own */
    bool quoted = q < n && s[q] == '"';
    size_t end = quoted ? sip_quoted(s, n, q) : sip_token(s, n, v);
    if (end == SIP_NPOS)
        return SIP_NPOS;
    *name_end = e;
    p->found = true;
    p->quoted = quoted;
    p->value = quoted ? span(q + 1, end - 1) : span(v, end);
    p->whole = span(i, end);
    return end;
}

/*@ requires readable: Text(s, j, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> DigestBit(s, i, j) == 1; */
static bool is_digest(const uint8_t *s, size_t i, size_t j)
{
    return j - i == 6 && sip_is_letter(s[i], 'd') && sip_is_letter(s[i + 1], 'i') && sip_is_letter(s[i + 2], 'g') &&
           sip_is_letter(s[i + 3], 'e') && sip_is_letter(s[i + 4], 's') && sip_is_letter(s[i + 5], 't');
}

/* "Digest" LWS: the index behind it, or SIP_NPOS. Authentication-Info has no scheme. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, id == SIP_H_AUTHENTICATION_INFO ? i : DigestEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i <= \result <= n; */
static size_t scheme_scan(const uint8_t *s, size_t n, size_t i, sip_header_name id)
{
    if (id == SIP_H_AUTHENTICATION_INFO)
        return i;
    size_t e = sip_token_scan(s, n, i);
    if (e == SIP_NPOS || !is_digest(s, i, e))
        return SIP_NPOS;
    size_t b = sip_sws_scan(s, n, e);
    return b > e ? b : SIP_NPOS;
}

/* auth-param *( COMMA auth-param ) over the whole of s[i..n); the one of that name goes to *r. False where the list is
 * malformed or has the name twice. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF && \valid_read(name + (0 .. len - 1));
    requires writable: \valid(r) && \separated(r, s + (0 .. n - 1)) && \separated(r, name + (0 .. len - 1));
    requires none: !r->found;
    terminates \true; exits \false; assigns *r;
    ensures inside: r->found ==> AuthParamIn(r, i, n);
    ensures any: len == 0 ==> (\result <==> AuthListBit(s, n, i) == 1);
    ensures refused: !\result ==> \forall integer t; !AuthFinds(s, n, i, name, len, -1, t);
    ensures none: \result && !r->found ==> \forall integer t; AuthFinds(s, n, i, name, len, -1, t) <==> t == -1;
    ensures one: \result && r->found ==> \exists integer u; i <= u && AuthParamIs(r, s, n, u) &&
      \forall integer t; AuthFinds(s, n, i, name, len, -1, t) <==> t == u; */
static bool params_scan(const uint8_t *s, size_t n, size_t i, const char *name, size_t len, sip_auth_param *r)
{
    size_t j = i;
    //@ ghost size_t one = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant inside: r->found ==> AuthParamIn(r, i, n);
        loop invariant list: AuthListBit(s, n, i) == AuthListBit(s, n, j);
        loop invariant found: r->found ==> i <= one < j && AuthParamIs(r, s, n, one);
        loop invariant rest: \forall integer t; AuthFinds(s, n, i, name, len, -1, t) <==>
          AuthFinds(s, n, j, name, len, r->found ? one : -1, t);
        loop assigns j, *r, one;
        loop variant n - j; */
    for (;;) {
        sip_auth_param p = { false, false, { 0, 0 }, { 0, 0 } };
        size_t name_end = j;
        size_t e = auth_param_scan(s, n, j, &name_end, &p);
        if (e == SIP_NPOS)
            return false;
        if (sip_equal_nocase(s, j, name_end, name, len)) {
            if (r->found)
                return false;
            *r = p;
            //@ ghost one = j;
        }
        if (e == n)
            return true;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return false;
    }
}

/* One that does not parse as a whole, or has the parameter twice, gives nothing. */
sip_auth_param sip_auth_param_find(const uint8_t *s, const sip_message *m, size_t k, const char *name, size_t len)
{
    const sip_auth_param none = { false, false, { 0, 0 }, { 0, 0 } };
    if (k >= m->headers)
        return none;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = scheme_scan(s, n, i, m->header[k].id);
    sip_auth_param r = none;
    return j != SIP_NPOS && params_scan(s, n, j, name, len, &r) ? r : none;
}

/* The len bytes at x and y are equal without regard to ASCII case. */
/*@ requires readable: \valid_read(x + (0 .. len - 1)) && \valid_read(y + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \forall integer k; 0 <= k < len ==> Lower(x[k]) == Lower(y[k]); */
static inline bool same(const uint8_t *x, const uint8_t *y, size_t len)
{
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant equal: \forall integer j; 0 <= j < k ==> Lower(x[j]) == Lower(y[j]);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        if (x[k] != y[k] && sip_letter_order(x[k], y[k]) != 0)
            return false;
    }
    return true;
}

sip_auth_param sip_auth_get(const uint8_t *s, const sip_auth *a, const char *name, size_t len)
{
    const sip_auth_param none = { false, false, { 0, 0 }, { 0, 0 } };
    /*@ loop invariant range: 0 <= k <= a->count;
        loop invariant before: \forall integer j; 0 <= j < k ==> !EntryNamed(s, a, j, name, len);
        loop assigns k;
        loop variant a->count - k; */
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->entry[k].name.len == len && sip_word_at(s, a->entry[k].name.at, name, len))
            return a->entry[k].param;
    }
    return none;
}

/* Some entry before the last one has its name. */
/*@ requires readable: \valid_read(a) && last < SIP_AUTH_PARAMS_MAX;
    requires names: \forall integer k; 0 <= k <= last ==>
      \valid_read(s + (0 .. a->entry[k].name.at + a->entry[k].name.len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \exists integer k; 0 <= k < last && SameName(s, a, k, last); */
static bool name_taken(const uint8_t *s, const sip_auth *a, uint32_t last)
{
    /*@ loop invariant range: 0 <= k <= last;
        loop invariant before: \forall integer j; 0 <= j < k ==> !SameName(s, a, j, last);
        loop assigns k;
        loop variant last - k; */
    for (uint32_t k = 0; k < last; k++) {
        sip_span x = a->entry[k].name, y = a->entry[last].name;
        if (x.len == y.len && same(s + x.at, s + y.at, x.len))
            return true;
    }
    return false;
}

/* Of names that differ in nothing but case always the same. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == (len % 32 + 5 * Lower(last)) % 32; */
static inline size_t name_hash(size_t len, uint8_t last)
{
    uint32_t c = last >= 'A' && last <= 'Z' ? last + 32u : last;
    return (len % 32 + 5 * c) % 32;
}

/* auth-param *( COMMA auth-param ) over the whole of s[i..n); *count of them */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(out) && \valid(count) && \separated(out, count) &&
      \separated(out, s + (0 .. n - 1)) && \separated(count, s + (0 .. n - 1));
    terminates \true; exits \false; assigns out->entry[0 .. SIP_AUTH_PARAMS_MAX - 1], *count;
    ensures exact: \result <==> AuthReads(s, n, i, i, 0, SIP_AUTH_PARAMS_MAX);
    ensures entries: \result ==> EntriesAre(out, *count, s, n, i) &&
      AuthParamEnd(s, n, AuthAt(s, n, i, *count - 1)) == n;
    ensures inside: \result ==> 0 < *count <= SIP_AUTH_PARAMS_MAX && EntriesIn(out, *count, i, n);
    ensures kept: !\result ==> *count == \old(*count); */
static bool entries_scan(const uint8_t *s, size_t n, size_t i, sip_auth *out, uint32_t *count)
{
    size_t j = i;
    uint32_t k = 0;
    bool hit[32] = { false }; /* a name of that hash was read */
    /*@ loop invariant range: i <= j <= n && k < SIP_AUTH_PARAMS_MAX;
        loop invariant inside: EntriesIn(out, k, i, n);
        loop invariant at: j == AuthAt(s, n, i, k);
        loop invariant entries: EntriesAre(out, k, s, n, i);
        loop invariant rest: AuthReads(s, n, i, i, 0, SIP_AUTH_PARAMS_MAX) <==>
          AuthReads(s, n, i, j, k, SIP_AUTH_PARAMS_MAX);
        loop invariant hit: \forall integer a; 0 <= a < k ==>
          hit[(out->entry[a].name.len % 32 + 5 * Lower(s[out->entry[a].name.at + out->entry[a].name.len - 1])) % 32];
        loop assigns j, k, hit[0 .. 31], out->entry[0 .. SIP_AUTH_PARAMS_MAX - 1];
        loop variant n - j; */
    for (;;) {
        size_t name_end = j;
        size_t e = auth_param_scan(s, n, j, &name_end, &out->entry[k].param);
        if (e == SIP_NPOS)
            return false;
        out->entry[k].name = span(j, name_end);
        size_t hash = name_hash(name_end - j, s[name_end - 1]);
        if (hit[hash] && name_taken(s, out, k))
            return false;
        hit[hash] = true;
        k++;
        if (e == n)
            break;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS || k == SIP_AUTH_PARAMS_MAX)
            return false;
    }
    *count = k;
    return true;
}

bool sip_auth_read(const uint8_t *s, const sip_message *m, size_t k, sip_auth *out)
{
    out->count = 0;
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = scheme_scan(s, n, i, m->header[k].id);
    uint32_t count = 0;
    if (j == SIP_NPOS || !entries_scan(s, n, j, out, &count))
        return false;
    out->count = count;
    return true;
}

/* Digest and other schemes have one form (RFC 3261 25.1, other-response). */
bool sip_auth_valid(const uint8_t *s, const sip_message *m, size_t k)
{
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = i;
    if (m->header[k].id != SIP_H_AUTHENTICATION_INFO) {
        size_t e = sip_token_scan(s, n, i);
        j = e == SIP_NPOS ? e : sip_sws_scan(s, n, e);
        if (j == SIP_NPOS || j == e)
            return false;
    }
    sip_auth_param unused = { false, false, { 0, 0 }, { 0, 0 } };
    return params_scan(s, n, j, "", 0, &unused);
}
