/* Header fields with a value of a few tokens: CSeq, Expires, and the lists of option tags (RFC 3261 20, 25.1). */
#include "headers.h"
#include "lex.h"
#include "only.h"
#include "word.h"

#define CSEQ_MAX 2147483647u /* less than 2**31 (RFC 3261 8.1.1.5) */

size_t sip_header_only(const sip_message *m, sip_header_name id)
{
    size_t at = SIP_NPOS, count = 0;
    /*@ loop invariant range: 0 <= k <= m->headers && count <= k;
        loop invariant count: count == Fields(m, id, k);
        loop invariant last: count > 0 ==> at == NamedLast(m, id, k) && Named(m, id, at);
        loop assigns k, at, count;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        bool hit = m->header[k].id == id;
        at = hit ? k : at;
        count += hit;
    }
    return count == 1 ? at : SIP_NPOS;
}

/* Behind the LWS at i, if there is one: no byte of it is of a token. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SwsEnd(s, n, i);
    ensures range: i <= \result <= n && SWS(s, i, \result);
    ensures longest: \forall integer j; \result < j <= n ==> !SWS(s, i, j);
    ensures white: \forall integer k; i <= k < \result ==> !TokenChar(s[k]); */
static size_t white_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t b = sip_sws_scan(s, n, i);
    //@ assert fold: Wsps(s, i, b) || \exists integer k; i <= k < b && Folded(s, i, k, b);
    //@ assert kinds: \forall integer k; i <= k < b ==> Wsp(s[k]) || s[k] == '\r' || s[k] == '\n';
    return b;
}

/* 1*DIGIT LWS Method as the whole of s[i..n) */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *out;
    ensures exact: \result <==> CSeqBit(s, n, i) == 1;
    ensures rule: \result ==> CSeqParts(s, i, DigitsEnd(s, n, i), CSeqBlank(s, n, i), n);
    ensures none: !\result ==> \forall integer d, b; !CSeqParts(s, i, d, b, n);
    ensures parts: \result ==> out->number == Decimal(s, i, DigitsEnd(s, n, i)) &&
      out->method.at == CSeqBlank(s, n, i) && out->method.at + out->method.len == n;
    ensures kept: !\result ==> *out == \old(*out); */
static bool cseq_scan(const uint8_t *s, size_t i, size_t n, sip_cseq *out)
{
    sip_number v = sip_number_scan(s, n, i, CSEQ_MAX);
    //@ assert first: \forall integer d, b; LWS(s, d, b) ==> !Digit(s[d]);
    //@ assert digits: \forall integer d, b; CSeqParts(s, i, d, b, n) ==> d == v.end;
    if (v.code != SIP_NUMBER_OK)
        return false;
    size_t b = white_scan(s, n, v.end);
    //@ assert token: \forall integer k; Token(s, k, n) ==> TokenChar(s[k]);
    //@ assert blank: \forall integer e; LWS(s, v.end, e) && Token(s, e, n) ==> e == b;
    if (b == v.end || sip_token_scan(s, n, b) != n)
        return false;
    out->number = v.value;
    out->method.at = (uint32_t)b;
    out->method.len = (uint32_t)(n - b);
    return true;
}

bool sip_cseq_read(const uint8_t *s, const sip_message *m, sip_cseq *out)
{
    size_t k = sip_header_only(m, SIP_H_CSEQ);
    if (k == SIP_NPOS)
        return false;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    //@ assert place: Only(m, SIP_H_CSEQ) == k && i == ValueStart(m, k) && n == ValueStop(m, k);
    return cseq_scan(s, i, n, out);
}

/* 1*DIGIT up to 2**32-1 as the whole of s[i..n); -2 if it is not that. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result == -2 || 0 <= \result <= 0xFFFFFFFF;
    ensures exact: \result >= 0 <==> NumberBit(s, i, n, 0xFFFFFFFF) == 1;
    ensures value: \result >= 0 ==> \result == Decimal(s, i, n); */
static int64_t seconds_of(const uint8_t *s, size_t i, size_t n)
{
    sip_number v = sip_number_scan(s, n, i, UINT32_MAX);
    return v.code == SIP_NUMBER_OK && v.end == n ? (int64_t)v.value : -2;
}

/* Expires = delta-seconds, up to 2**32-1 (RFC 3261 20.19) */
int64_t sip_expires_read(const uint8_t *s, const sip_message *m)
{
    size_t k = sip_header_only(m, SIP_H_EXPIRES);
    if (k == SIP_NPOS) {
        size_t any = sip_header_find(m, SIP_H_EXPIRES, 0);
        //@ assert any: any == SIP_NPOS <==> NoneNamed(m, SIP_H_EXPIRES);
        return any == SIP_NPOS ? -1 : -2;
    }
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    //@ assert place: Only(m, SIP_H_EXPIRES) == k && i == ValueStart(m, k) && n == ValueStop(m, k);
    return seconds_of(s, i, n);
}

/* token *( COMMA token ) over the whole of s[i..n), and one of them is the tag */
/*@ requires readable: Text(s, n, i) && \valid_read(tag + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> HasWord(s, n, i, tag, len); */
static bool tag_in(const uint8_t *s, size_t i, size_t n, const char *tag, size_t len)
{
    size_t j = i;
    bool found = false;
    /*@ loop invariant range: i <= j <= n;
        loop invariant list: TokensBit(s, n, i) == TokensBit(s, n, j);
        loop invariant word: AnyWord(s, n, i, tag, len) <==> (found || AnyWord(s, n, j, tag, len));
        loop assigns j, found;
        loop variant n - j; */
    for (;;) {
        size_t e = sip_token_scan(s, n, j);
        if (e == SIP_NPOS)
            return false;
        //@ assert token: TokenEnd(s, n, j) == e && e >= 0;
        bool hit = e - j == len && sip_equal_nocase(s, j, e, tag, len);
        //@ assert same: hit <==> SameWord(s, j, e, tag, len);
        /*@ assert step: AnyWord(s, n, j, tag, len) <==>
              (hit || (CommaEnd(s, n, e) >= 0 && AnyWord(s, n, CommaEnd(s, n, e), tag, len))); */
        found = found || hit;
        if (e == n)
            return found;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return false;
        //@ assert next: CommaEnd(s, n, e) == j && e != n;
        //@ assert rest: TokensBit(s, n, \at(j, LoopCurrent)) == TokensBit(s, n, j);
    }
}

bool sip_option_tag(const uint8_t *s, const sip_message *m, sip_header_name id, const char *tag, size_t len)
{
    /*@ loop invariant range: 0 <= k <= m->headers;
        loop invariant before: \forall integer j; 0 <= j < k && m->header[j].id == id ==>
          !HasWord(s, ValueStop(m, j), ValueStart(m, j), tag, len);
        loop assigns k;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
        if (m->header[k].id == id && tag_in(s, i, n, tag, len))
            return true;
    }
    return false;
}
