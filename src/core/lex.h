/* Lexical rules of SIP (RFC 3261 25.1). A scanner reads s[i..n) and returns the index behind the longest match,
 * or SIP_NPOS where the rule does not match at i. */
#ifndef SECAGREE_LEX_H
#define SECAGREE_LEX_H
#include "span.h"
#include "../../spec/logic/lex.h"
#include <stdbool.h>

/* token = 1*tokenchar */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, TokenEnd(s, n, i));
    ensures rule: \result != SIP_NPOS ==> i < \result <= n && Token(s, i, \result);
    ensures longest: \result != SIP_NPOS ==> \forall integer j; \result < j <= n ==> !Token(s, i, j);
    ensures none: \result == SIP_NPOS ==> \forall integer j; i <= j <= n ==> !Token(s, i, j); */
size_t sip_token_scan(const uint8_t *s, size_t n, size_t i);

/* *WSP; never fails */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == WspEnd(s, n, i);
    ensures rule: i <= \result <= n && Wsps(s, i, \result);
    ensures stop: \result < n ==> !Wsp(s[\result]);
    ensures longest: \forall integer j; \result < j <= n ==> !Wsps(s, i, j); */
size_t sip_wsp_scan(const uint8_t *s, size_t n, size_t i);

/* SWS = [LWS], LWS = [*WSP CRLF] 1*WSP; never fails */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SwsEnd(s, n, i);
    ensures rule: i <= \result <= n && SWS(s, i, \result);
    ensures longest: \forall integer j; \result < j <= n ==> !SWS(s, i, j); */
size_t sip_sws_scan(const uint8_t *s, size_t n, size_t i);

/* SWS c SWS: SEMI, COMMA, EQUAL, SLASH, ... */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, SeparatorEnd(s, n, i, c));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
size_t sip_separator_scan(const uint8_t *s, size_t n, size_t i, uint8_t c);

/* DQUOTE *(qdtext / quoted-pair) DQUOTE, the white space before it taken already */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, QuotedEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i + 1 < \result <= n && s[i] == '"' && s[\result - 1] == '"'; */
size_t sip_quoted_scan(const uint8_t *s, size_t n, size_t i);

/* host = hostname / IPv4address / IPv6reference, the addresses by RFC 5954 4.1 */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, HostEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
size_t sip_host_scan(const uint8_t *s, size_t n, size_t i);

typedef enum { SIP_NUMBER_OK, SIP_NUMBER_NONE, SIP_NUMBER_OVERFLOW } sip_number_code;
typedef struct { sip_number_code code; uint32_t value; size_t end; } sip_number;

/* 1*DIGIT of value at most max. end: behind the last digit (i where there is none). value is 0 unless code is OK. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.end == DigitsEnd(s, n, i);
    ensures rule: i <= \result.end <= n && Digits(s, i, \result.end);
    ensures longest: \result.end < n ==> !Digit(s[\result.end]);
    ensures none: \result.code == SIP_NUMBER_NONE <==> \result.end == i;
    ensures ok: \result.code == SIP_NUMBER_OK <==> i < \result.end && Decimal(s, i, \result.end) <= max;
    ensures overflow: \result.code == SIP_NUMBER_OVERFLOW <==> Decimal(s, i, \result.end) > max;
    ensures value: \result.value == (\result.code == SIP_NUMBER_OK ? Decimal(s, i, \result.end) : 0); */
sip_number sip_number_scan(const uint8_t *s, size_t n, size_t i, uint32_t max);

/* The whole of s[i..j) as a qvalue in thousandths, 0..1000; -1 if it is none (RFC 3261 25.1). */
/*@ requires readable: \valid_read(s + (i .. j - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures range: -1 <= \result <= 1000;
    ensures exact: Qvalue(s, i, j) ==> \result == Thousandths(s, i, j);
    ensures none: \result == -1 <==> !Qvalue(s, i, j); */
int32_t sip_qvalue(const uint8_t *s, size_t i, size_t j);

/* s[i..j) equals the NUL-free word w of length len without regard to ASCII case */
/*@ requires readable: \valid_read(s + (i .. j - 1)) && \valid_read(w + (0 .. len - 1));
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (i <= j && j - i == len &&
      \forall integer k; 0 <= k < len ==> Lower(s[i + k]) == Lower(w[k])); */
bool sip_equal_nocase(const uint8_t *s, size_t i, size_t j, const char *w, size_t len);

#endif
