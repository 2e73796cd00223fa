/* Parameters of Digest credentials and challenges (RFC 3261 20.7, 20.44, 25.1; RFC 2617; RFC 3310). */
#include "headers.h"
#include "lex.h"
#include "params.h"
#include "plain.h"
#include "word.h"

/* In annotations: the auth-param at i is x, a value. */
#define AUTH_PARAM_PARTS(x, s, n, i) AuthParamParts((x).found, (x).quoted, (x).value, (x).whole, s, n, i)

/*@ requires range: i <= j <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* The SWS that a quoted-string brings, if there is one at i: the index behind it. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SwsEnd(s, n, i);
    ensures range: i <= \result <= n; */
static inline size_t blank_scan(const uint8_t *s, size_t n, size_t i)
{
    return i < n && s[i] > ' ' ? i : sip_sws_scan(s, n, i);
}

/* Where the value of an auth-param ends, or SIP_NPOS; and the value, without its quotes. */
typedef struct { size_t end; bool quoted; sip_span span; } auth_value;

/* token / quoted-string at i, behind EQUAL */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result.end, AuthValueEnd(s, n, i));
    ensures range: \result.end != SIP_NPOS ==> i < \result.end <= n;
    ensures quoted: \result.quoted == QuoteBit(s, n, i);
    ensures token: \result.end != SIP_NPOS && QuoteBit(s, n, i) == 0 ==>
      \result.span.at == i && \result.span.at + \result.span.len == \result.end;
    ensures text: \result.end != SIP_NPOS && QuoteBit(s, n, i) == 1 ==>
      \result.span.at == SwsEnd(s, n, i) + 1 && \result.span.at + \result.span.len == \result.end - 1;
    ensures inside: \result.end != SIP_NPOS ==> Inside(\result.span, i, \result.end); */
static inline auth_value value_scan(const uint8_t *s, size_t n, size_t i)
{
    auth_value r = { SIP_NPOS, false, { 0, 0 } };
    size_t q = blank_scan(s, n, i);
    if (q < n && s[q] == '"') {
        r.quoted = true;
        r.end = sip_quoted(s, n, q);
        if (r.end != SIP_NPOS)
            r.span = span(q + 1, r.end - 1);
    } else {
        r.end = sip_token(s, n, i);
        if (r.end != SIP_NPOS)
            r.span = span(i, r.end);
    }
    return r;
}

/* Where an auth-param ends, or SIP_NPOS; where its name ends; and itself. */
typedef struct { size_t end, name_end; sip_auth_param param; } auth_param;

/* auth-param = token EQUAL ( token / quoted-string ) at i */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result.end, AuthParamEnd(s, n, i));
    ensures range: \result.end != SIP_NPOS ==> i < \result.name_end < \result.end <= n;
    ensures name: \result.end != SIP_NPOS ==> \result.name_end == TokenEnd(s, n, i);
    ensures parts: \result.end != SIP_NPOS ==> AUTH_PARAM_PARTS(\result.param, s, n, i);
    ensures inside: \result.end != SIP_NPOS ==>
      Inside(\result.param.whole, i, \result.end) && Inside(\result.param.value, i, \result.end); */
static auth_param auth_param_scan(const uint8_t *s, size_t n, size_t i)
{
    auth_param r = { SIP_NPOS, i, { false, false, { 0, 0 }, { 0, 0 } } };
    size_t e = sip_token(s, n, i);
    if (e == SIP_NPOS)
        return r;
    size_t v = sip_separator(s, n, e, '=');
    if (v == SIP_NPOS)
        return r;
    //@ assert equal: v == AuthEqualEnd(s, n, i);
    auth_value x = value_scan(s, n, v);
    if (x.end == SIP_NPOS)
        return r;
    r.end = x.end;
    r.name_end = e;
    r.param.found = true;
    r.param.quoted = x.quoted;
    r.param.value = x.span;
    r.param.whole = span(i, x.end);
    return r;
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

/* What WordBit reads byte by byte is SameWord. */
/*@ ghost
    /@ terminates \true; exits \false; assigns \nothing;
       ensures exact: WordBit(s, i, j, w, len) == 1 <==> SameWord(s, i, j, w, len);
       ensures bit: 0 <= WordBit(s, i, j, w, len) <= 1; @/
    static void word_bit(const uint8_t *s, size_t i, size_t j, const char *w, size_t len)
    {
        (void)s;
        (void)i;
        (void)j;
        (void)w;
        size_t k = 0;
        /@ loop invariant range: 0 <= k <= len;
           loop invariant bit: 0 <= WordRun(s, i, w, k) <= 1;
           loop invariant run: WordRun(s, i, w, k) == 1 <==>
             \forall integer b; 0 <= b < k ==> Lower(s[i + b]) == Lower(w[b]);
           loop assigns k;
           loop variant len - k; @/
        while (k < len) {
            /@ assert step: WordRun(s, i, w, k + 1) == (Lower(s[i + k]) == Lower(w[k]) ? WordRun(s, i, w, k) : 0); @/
            k++;
        }
        /@ assert whole: WordRun(s, i, w, len) == 1 <==>
             \forall integer b; 0 <= b < len ==> Lower(s[i + b]) == Lower(w[b]); @/
        /@ assert split: WordBit(s, i, j, w, len) == 1 <==> (j - i == len && WordRun(s, i, w, len) == 1); @/
    } */

/* Where no auth-param is, the list is none. */
/*@ ghost
    /@ requires none: AuthParamEnd(s, n, i) < 0;
       terminates \true; exits \false; assigns \nothing;
       ensures exact: AuthFound(s, n, i, w, len, f) == -2; @/
    static void nothing_here(const uint8_t *s, size_t n, size_t i, const char *w, size_t len, int64_t f)
    {
        (void)s;
        (void)n;
        (void)i;
        (void)w;
        (void)len;
        (void)f;
        /@ assert taken: AuthTaken(s, n, i, w, len, f) == f || AuthTaken(s, n, i, w, len, f) == i ||
             AuthTaken(s, n, i, w, len, f) == -2; @/
        /@ assert next: AuthNext(s, n, i) < 0; @/
    } */

/* Of a list of auth-params: whether it reads well, and the one that was looked for. */
typedef struct { bool ok; sip_auth_param param; } looked;

/* auth-param *( COMMA auth-param ) over the whole of s[i..n), and the one of that name. Not ok where the list is
 * malformed or has the name twice; nothing is found then. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF && \valid_read(name + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures inside: \result.param.found ==> Inside(\result.param.whole, i, n) && Inside(\result.param.value, i, n);
    ensures any: len == 0 ==> (\result.ok <==> AuthListBit(s, n, i) == 1);
    ensures refused: !\result.ok ==> !\result.param.found && AuthFound(s, n, i, name, len, -1) == -2;
    ensures exact: \result.ok ==>
      AuthFound(s, n, i, name, len, -1) == (\result.param.found ? \result.param.whole.at : -1);
    ensures one: \result.param.found ==> AUTH_PARAM_PARTS(\result.param, s, n, \result.param.whole.at); */
static looked params_scan(const uint8_t *s, size_t n, size_t i, const char *name, size_t len)
{
    const looked refused = { false, { false, false, { 0, 0 }, { 0, 0 } } };
    looked r = { true, { false, false, { 0, 0 }, { 0, 0 } } };
    size_t j = i;
    //@ ghost int64_t at = -1;
    /*@ loop invariant range: i <= j <= n && r.ok;
        loop invariant inside: r.param.found ==> Inside(r.param.whole, i, n) && Inside(r.param.value, i, n);
        loop invariant list: AuthListBit(s, n, i) == AuthListBit(s, n, j);
        loop invariant place: at == (r.param.found ? r.param.whole.at : -1);
        loop invariant one: r.param.found ==> AUTH_PARAM_PARTS(r.param, s, n, at);
        loop invariant rest: AuthFound(s, n, i, name, len, -1) == AuthFound(s, n, j, name, len, at);
        loop assigns j, r, at;
        loop variant n - j; */
    for (;;) {
        auth_param p = auth_param_scan(s, n, j);
        //@ assert bad: p.end == SIP_NPOS ==> AuthParamEnd(s, n, j) < 0;
        //@ ghost if (p.end == SIP_NPOS) nothing_here(s, n, j, name, len, at);
        if (p.end == SIP_NPOS)
            return refused;
        bool hit = sip_equal_nocase(s, j, p.name_end, name, len);
        //@ assert name: p.name_end == TokenEnd(s, n, j);
        //@ ghost word_bit(s, j, p.name_end, name, len);
        //@ assert bit: WordBit(s, j, p.name_end, name, len) == (hit ? 1 : 0);
        if (hit) {
            //@ assert twice: r.param.found ==> AuthTaken(s, n, j, name, len, at) == -2;
            if (r.param.found)
                return refused;
            r.param = p.param;
            //@ ghost at = (int64_t)j;
        }
        //@ assert taken: AuthTaken(s, n, j, name, len, \at(at, LoopCurrent)) == at && at >= -1;
        //@ assert end: AuthParamEnd(s, n, j) == p.end;
        //@ assert last: p.end == n ==> AuthFound(s, n, j, name, len, \at(at, LoopCurrent)) == at;
        if (p.end == n)
            return r;
        size_t c = sip_separator(s, n, p.end, ',');
        //@ assert comma: Found(c, AuthNext(s, n, j));
        if (c == SIP_NPOS)
            return refused;
        //@ assert next: AuthFound(s, n, j, name, len, \at(at, LoopCurrent)) == AuthFound(s, n, c, name, len, at);
        j = c;
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
    //@ assert place: i == ValueStart(m, k) && n == ValueStop(m, k);
    //@ assert start: Found(j, AuthStart(s, m, k));
    if (j == SIP_NPOS)
        return none;
    looked r = params_scan(s, n, j, name, len);
    return r.param;
}

/* The len bytes at i and j are equal without regard to ASCII case. */
/*@ requires readable: \valid_read(s + (i .. i + len - 1)) && \valid_read(s + (j .. j + len - 1));
    requires range: i + len <= SIP_NPOS && j + len <= SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameBytes(s, i, j, len); */
static inline bool same(const uint8_t *s, size_t i, size_t j, size_t len)
{
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant equal: SameBytes(s, i, j, k);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        if (s[i + k] != s[j + k] && sip_letter_order(s[i + k], s[j + k]) != 0)
            return false;
        //@ assert letter: Lower(s[i + k]) == Lower(s[j + k]);
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
        bool hit = a->entry[k].name.len == len && sip_word_at(s, a->entry[k].name.at, name, len);
        //@ assert hit: hit <==> EntryNamed(s, a, k, name, len);
        if (hit)
            return a->entry[k].param;
    }
    return none;
}

/*@ // the names of the first entries lie in readable text
    predicate NamesText(uint8_t *s, sip_auth *a, integer count) = \forall integer k; 0 <= k < count ==>
      0 < a->entry[k].name.len && a->entry[k].name.at + a->entry[k].name.len < SIP_NPOS &&
      \valid_read(s + (0 .. a->entry[k].name.at + a->entry[k].name.len - 1)); */

/* Some entry before the last one has its name. */
/*@ requires readable: \valid_read(a) && last < SIP_AUTH_PARAMS_MAX;
    requires names: NamesText(s, a, last + 1);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \exists integer k; 0 <= k < last && SameName(s, a, k, last); */
static bool name_taken(const uint8_t *s, const sip_auth *a, uint32_t last)
{
    /*@ loop invariant range: 0 <= k <= last;
        loop invariant before: \forall integer j; 0 <= j < k ==> !SameName(s, a, j, last);
        loop assigns k;
        loop variant last - k; */
    for (uint32_t k = 0; k < last; k++) {
        const sip_span *x = &a->entry[k].name, *y = &a->entry[last].name;
        bool taken = x->len == y->len && same(s, x->at, y->at, x->len);
        //@ assert taken: taken <==> SameName(s, a, k, last);
        if (taken)
            return true;
    }
    return false;
}

/*@ logic integer NameHash(integer len, integer last) = (len % 32 + 5 * Lower(last)) % 32; */

/* Of names that differ in nothing but case always the same: upper and lower case are 32 apart. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == NameHash(len, last);
    ensures range: \result < 32; */
static inline size_t name_hash(size_t len, uint8_t last)
{
    return (len % 32 + 5u * last) % 32;
}

/*@ logic integer HashOf(uint8_t *s, sip_auth *a, integer k) =
      NameHash(a->entry[k].name.len, s[a->entry[k].name.at + a->entry[k].name.len - 1]); */

/* Names that are the same have one hash. */
/*@ ghost
    /@ requires readable: \valid_read(a) && last < SIP_AUTH_PARAMS_MAX && NamesText(s, a, last + 1);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: \forall integer k; 0 <= k < last && SameName(s, a, k, last) ==>
         HashOf(s, a, k) == HashOf(s, a, last); @/
    static void same_names_hash(const uint8_t *s, const sip_auth *a, uint32_t last)
    {
        (void)s;
        (void)a;
        uint32_t j = 0;
        /@ loop invariant range: 0 <= j <= last;
           loop invariant before: \forall integer k; 0 <= k < j && SameName(s, a, k, last) ==>
             HashOf(s, a, k) == HashOf(s, a, last);
           loop assigns j;
           loop variant last - j; @/
        while (j < last) {
            /@ assert length: SameName(s, a, j, last) ==> a->entry[j].name.len == a->entry[last].name.len; @/
            /@ assert letter: SameName(s, a, j, last) ==>
                 Lower(s[a->entry[j].name.at + a->entry[j].name.len - 1]) ==
                 Lower(s[a->entry[last].name.at + a->entry[last].name.len - 1]); @/
            /@ assert hash: SameName(s, a, j, last) ==> HashOf(s, a, j) == HashOf(s, a, last); @/
            j++;
        }
    } */

/* Entry k becomes the auth-param at i, and those before it stay. */
/*@ requires writable: \valid(a) && k < SIP_AUTH_PARAMS_MAX;
    requires range: i < x.name_end <= 0xFFFFFFFF;
    terminates \true; exits \false;
    assigns a->entry[k].name.at, a->entry[k].name.len, a->entry[k].param.found, a->entry[k].param.quoted,
      a->entry[k].param.value.at, a->entry[k].param.value.len, a->entry[k].param.whole.at, a->entry[k].param.whole.len;
    ensures inside: \forall integer b, integer n; \old(EntriesIn(a, k, b, n)) && b <= i && x.name_end <= n &&
      x.param.found && Inside(x.param.whole, b, n) && Inside(x.param.value, b, n) ==> EntriesIn(a, k + 1, b, n);
    ensures entries: \forall integer n, integer b; \old(EntriesAre(a, k, s, n, b)) && i == AuthAt(s, n, b, k) &&
      x.name_end == TokenEnd(s, n, i) && AUTH_PARAM_PARTS(x.param, s, n, i) ==> EntriesAre(a, k + 1, s, n, b);
    ensures name: a->entry[k].name.at == i && a->entry[k].name.len == x.name_end - i;
    ensures hash: HashOf(s, a, k) == NameHash(x.name_end - i, s[x.name_end - 1]);
    ensures hashes: \forall integer j; 0 <= j < k ==> HashOf(s, a, j) == \old(HashOf(s, a, j)); */
static inline void entry_put(const uint8_t *s, sip_auth *a, uint32_t k, size_t i, auth_param x)
{
    (void)s; /* in the contract alone */
    a->entry[k].name.at = (uint32_t)i;
    a->entry[k].name.len = (uint32_t)(x.name_end - i);
    a->entry[k].param.found = x.param.found;
    a->entry[k].param.quoted = x.param.quoted;
    a->entry[k].param.value.at = x.param.value.at;
    a->entry[k].param.value.len = x.param.value.len;
    a->entry[k].param.whole.at = x.param.whole.at;
    a->entry[k].param.whole.len = x.param.whole.len;
    /*@ assert names: \forall integer j; 0 <= j < k ==> a->entry[j].name.at == \at(a->entry[j].name.at, Pre) &&
          a->entry[j].name.len == \at(a->entry[j].name.len, Pre); */
    /*@ assert flags: \forall integer j; 0 <= j < k ==>
          a->entry[j].param.found == \at(a->entry[j].param.found, Pre) &&
          a->entry[j].param.quoted == \at(a->entry[j].param.quoted, Pre); */
    /*@ assert values: \forall integer j; 0 <= j < k ==>
          a->entry[j].param.value.at == \at(a->entry[j].param.value.at, Pre) &&
          a->entry[j].param.value.len == \at(a->entry[j].param.value.len, Pre); */
    /*@ assert wholes: \forall integer j; 0 <= j < k ==>
          a->entry[j].param.whole.at == \at(a->entry[j].param.whole.at, Pre) &&
          a->entry[j].param.whole.len == \at(a->entry[j].param.whole.len, Pre); */
    /*@ assert new: a->entry[k].name.at == i && a->entry[k].name.len == x.name_end - i &&
          a->entry[k].param.found == x.param.found && a->entry[k].param.quoted == x.param.quoted &&
          a->entry[k].param.value.at == x.param.value.at && a->entry[k].param.value.len == x.param.value.len &&
          a->entry[k].param.whole.at == x.param.whole.at && a->entry[k].param.whole.len == x.param.whole.len; */
    /*@ assert others: \forall integer n, integer b, integer j;
          0 <= j < k && \at(AuthParamIs(&a->entry[j].param, s, n, b), Pre) ==>
          AuthParamIs(&a->entry[j].param, s, n, b); */
    /*@ assert last: \forall integer n, integer b; AUTH_PARAM_PARTS(x.param, s, n, b) ==>
          AuthParamIs(&a->entry[k].param, s, n, b); */
}

/* The names of entries are the tokens in the text. */
/*@ ghost
    /@ requires readable: \valid_read(a) && j <= k < SIP_AUTH_PARAMS_MAX;
       requires first: a->entry[j].name.at + a->entry[j].name.len == TokenEnd(s, n, a->entry[j].name.at);
       requires second: a->entry[k].name.at + a->entry[k].name.len == TokenEnd(s, n, a->entry[k].name.at);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: SameTokens(s, n, a->entry[j].name.at, a->entry[k].name.at) <==> SameName(s, a, j, k); @/
    static void name_is_token(const uint8_t *s, size_t n, const sip_auth *a, uint32_t j, uint32_t k)
    {
        (void)s;
        (void)n;
        (void)a;
        (void)j;
        (void)k;
        /@ assert length: TokenEnd(s, n, a->entry[j].name.at) - a->entry[j].name.at == a->entry[j].name.len &&
             TokenEnd(s, n, a->entry[k].name.at) - a->entry[k].name.at == a->entry[k].name.len; @/
    }

    /@ requires readable: \valid_read(a) && k < SIP_AUTH_PARAMS_MAX;
       requires entries: EntriesAre(a, k + 1, s, n, i);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: \forall integer j; 0 <= j < k ==>
         (SameTokens(s, n, AuthAt(s, n, i, j), AuthAt(s, n, i, k)) <==> SameName(s, a, j, k)); @/
    static void names_are_tokens(const uint8_t *s, size_t n, size_t i, const sip_auth *a, uint32_t k)
    {
        (void)s;
        (void)n;
        (void)i;
        (void)a;
        uint32_t j = 0;
        /@ assert last: a->entry[k].name.at == AuthAt(s, n, i, k) &&
             a->entry[k].name.at + a->entry[k].name.len == TokenEnd(s, n, a->entry[k].name.at); @/
        /@ loop invariant range: 0 <= j <= k;
           loop invariant before: \forall integer x; 0 <= x < j ==>
             (SameTokens(s, n, AuthAt(s, n, i, x), AuthAt(s, n, i, k)) <==> SameName(s, a, x, k));
           loop assigns j;
           loop variant k - j; @/
        while (j < k) {
            /@ assert here: a->entry[j].name.at == AuthAt(s, n, i, j) &&
                 a->entry[j].name.at + a->entry[j].name.len == TokenEnd(s, n, a->entry[j].name.at); @/
            name_is_token(s, n, a, j, k);
            /@ assert step: SameTokens(s, n, AuthAt(s, n, i, j), AuthAt(s, n, i, k)) <==> SameName(s, a, j, k); @/
            j++;
        }
    } */

/* auth-param *( COMMA auth-param ) over the whole of s[i..n): how many there are; 0: the list is malformed, has a name
 * twice, or too many of them. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns out->entry[0 .. SIP_AUTH_PARAMS_MAX - 1];
    ensures exact: \result > 0 <==> AuthReads(s, n, i, i, 0, SIP_AUTH_PARAMS_MAX);
    ensures entries: \result > 0 ==> EntriesAre(out, \result, s, n, i);
    ensures end: \result > 0 ==> AuthParamEnd(s, n, AuthAt(s, n, i, \result - 1)) == n;
    ensures inside: \result <= SIP_AUTH_PARAMS_MAX && EntriesIn(out, \result, i, n); */
static uint32_t entries_scan(const uint8_t *s, size_t n, size_t i, sip_auth *out)
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
        loop invariant marked: \forall integer a; 0 <= a < k ==>
          0 <= HashOf(s, out, a) < 32 && hit[HashOf(s, out, a)] != 0;
        loop assigns j, k, hit[0 .. 31], out->entry[0 .. SIP_AUTH_PARAMS_MAX - 1];
        loop variant n - j; */
    for (;;) {
        auth_param x = auth_param_scan(s, n, j);
        if (x.end == SIP_NPOS)
            return 0;
        entry_put(s, out, k, j, x);
        size_t hash = name_hash(x.name_end - j, s[x.name_end - 1]);
        //@ assert marked: \forall integer a; 0 <= a < k ==> 0 <= HashOf(s, out, a) < 32 && hit[HashOf(s, out, a)] != 0;
        //@ assert inside: EntriesIn(out, k + 1, i, n);
        //@ assert entries: EntriesAre(out, k + 1, s, n, i);
        //@ assert names: NamesText(s, out, k + 1);
        //@ assert hash: hash == HashOf(s, out, k);
        //@ ghost same_names_hash(s, out, k);
        //@ ghost names_are_tokens(s, n, i, out, k);
        if (hit[hash] && name_taken(s, out, k))
            return 0;
        //@ assert differ: \forall integer a; 0 <= a < k ==> !SameName(s, out, a, k);
        hit[hash] = true;
        //@ assert new: \forall integer a; 0 <= a < k ==> !SameTokens(s, n, AuthAt(s, n, i, a), j);
        //@ assert end: AuthParamEnd(s, n, j) == x.end;
        /*@ assert step: AuthReads(s, n, i, j, k, SIP_AUTH_PARAMS_MAX) <==> (x.end == n ||
              (AuthNext(s, n, j) >= 0 && AuthReads(s, n, i, AuthNext(s, n, j), k + 1, SIP_AUTH_PARAMS_MAX))); */
        k++;
        if (x.end == n)
            return k;
        size_t c = sip_separator(s, n, x.end, ',');
        //@ assert comma: Found(c, AuthNext(s, n, j));
        if (c == SIP_NPOS || k == SIP_AUTH_PARAMS_MAX)
            return 0;
        //@ assert at: AuthAt(s, n, i, k) == AuthNext(s, n, AuthAt(s, n, i, k - 1));
        j = c;
    }
}

/* The entries stay. */
/*@ requires writable: \valid(out);
    terminates \true; exits \false; assigns out->count;
    ensures exact: out->count == count;
    ensures entries: \forall integer n, integer i; \old(EntriesAre(out, count, s, n, i)) ==>
      EntriesAre(out, count, s, n, i);
    ensures inside: \forall integer i, integer n; \old(EntriesIn(out, count, i, n)) ==> EntriesIn(out, count, i, n); */
static inline void count_set(const uint8_t *s, sip_auth *out, uint32_t count)
{
    (void)s; /* in the contract alone */
    out->count = count;
}

bool sip_auth_read(const uint8_t *s, const sip_message *m, size_t k, sip_auth *out)
{
    out->count = 0;
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    size_t j = scheme_scan(s, n, i, m->header[k].id);
    //@ assert place: i == \at(ValueStart(m, k), Pre) && n == \at(ValueStop(m, k), Pre);
    //@ assert id: m->header[k].id == \at(m->header[k].id, Pre);
    //@ assert start: Found(j, \at(AuthStart(s, m, k), Pre));
    if (j == SIP_NPOS)
        return false;
    uint32_t count = entries_scan(s, n, j, out);
    //@ assert same: n == ValueStop(m, k) && i == ValueStart(m, k);
    //@ assert wider: EntriesIn(out, count, i, n);
    count_set(s, out, count);
    return count > 0;
}

/* Digest and other schemes have one form (RFC 3261 25.1, other-response). */
bool sip_auth_valid(const uint8_t *s, const sip_message *m, size_t k)
{
    if (k >= m->headers)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    //@ assert place: i == ValueStart(m, k) && n == ValueStop(m, k);
    size_t j = i;
    if (m->header[k].id != SIP_H_AUTHENTICATION_INFO) {
        size_t e = sip_token_scan(s, n, i);
        j = e == SIP_NPOS ? e : sip_sws_scan(s, n, e);
        //@ assert scheme: j == SIP_NPOS || j == e ? SchemeEnd(s, n, i) < 0 : j == SchemeEnd(s, n, i);
        if (j == SIP_NPOS || j == e)
            return false;
    }
    //@ assert list: m->header[k].id != SIP_H_AUTHENTICATION_INFO ==> j == SchemeEnd(s, n, i);
    return params_scan(s, n, j, "", 0).ok;
}
