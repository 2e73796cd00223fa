/* Lexical rules of SIP (RFC 3261 25.1). A scanner reads s[i..n) and returns the index behind the longest match,
 * or SIP_NPOS where the rule does not match at i. */
#ifndef SECAGREE_LEX_H
#define SECAGREE_LEX_H
#include "span.h"
#include <stdbool.h>

/* token = 1*tokenchar */
size_t sip_token_scan(const uint8_t *s, size_t n, size_t i);

/* *WSP; never fails */
size_t sip_wsp_scan(const uint8_t *s, size_t n, size_t i);

/* SWS = [LWS], LWS = [*WSP CRLF] 1*WSP; never fails */
size_t sip_sws_scan(const uint8_t *s, size_t n, size_t i);

/* SWS c SWS: SEMI, COMMA, EQUAL, SLASH, ... */
size_t sip_separator_scan(const uint8_t *s, size_t n, size_t i, uint8_t c);

/* DQUOTE *(qdtext / quoted-pair) DQUOTE, the white space before it taken already */
size_t sip_quoted_scan(const uint8_t *s, size_t n, size_t i);

/* host = hostname / IPv4address / IPv6reference */
size_t sip_host_scan(const uint8_t *s, size_t n, size_t i);

typedef enum { SIP_NUMBER_OK, SIP_NUMBER_NONE, SIP_NUMBER_OVERFLOW } sip_number_code;
typedef struct { sip_number_code code; uint32_t value; size_t end; } sip_number;

/* 1*DIGIT of value at most max. end: behind the last digit (i where there is none). value is 0 unless code is OK. */
sip_number sip_number_scan(const uint8_t *s, size_t n, size_t i, uint32_t max);

/* The whole of s[i..j) as a qvalue in thousandths, 0..1000; -1 if it is none (RFC 3261 25.1). */
int32_t sip_qvalue(const uint8_t *s, size_t i, size_t j);

/* s[i..j) equals the NUL-free word w of length len without regard to ASCII case */
bool sip_equal_nocase(const uint8_t *s, size_t i, size_t j, const char *w, size_t len);

#endif
