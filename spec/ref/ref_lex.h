/* The lexical rules of RFC 3261 25.1 said again: slow, obvious, and sharing nothing with src. Every rule is a test of
 * one whole span; the longest match is found by trying every end. */
#ifndef SECAGREE_REF_LEX_H
#define SECAGREE_REF_LEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REF_NONE ((size_t)-1)

/* s[i..j) is in the rule */
bool ref_token(const uint8_t *s, size_t i, size_t j);
bool ref_wsps(const uint8_t *s, size_t i, size_t j);
bool ref_lws(const uint8_t *s, size_t i, size_t j);
bool ref_sws(const uint8_t *s, size_t i, size_t j);
bool ref_separator(const uint8_t *s, size_t i, size_t j, uint8_t c);
bool ref_quoted(const uint8_t *s, size_t i, size_t j); /* without the SWS before DQUOTE; at most REF_QUOTED_MAX bytes */
bool ref_hostname(const uint8_t *s, size_t i, size_t j);
bool ref_ip4(const uint8_t *s, size_t i, size_t j);
bool ref_ip6(const uint8_t *s, size_t i, size_t j);
bool ref_host(const uint8_t *s, size_t i, size_t j);
bool ref_digits(const uint8_t *s, size_t i, size_t j);
bool ref_qvalue(const uint8_t *s, size_t i, size_t j);

#ifndef REF_QUOTED_MAX
#define REF_QUOTED_MAX 4096
#endif

/* The longest j in [i, n] with rule(s, i, j), or REF_NONE. */
typedef bool ref_rule(const uint8_t *s, size_t i, size_t j);
size_t ref_longest(ref_rule *rule, const uint8_t *s, size_t n, size_t i);
size_t ref_longest_separator(const uint8_t *s, size_t n, size_t i, uint8_t c);

/* The number that digits s[i..j) write, or max + 1 if it is above max. */
uint64_t ref_number(const uint8_t *s, size_t i, size_t j, uint32_t max);
/* Thousandths of a qvalue. */
int ref_thousandths(const uint8_t *s, size_t i, size_t j);
bool ref_equal_nocase(const uint8_t *s, size_t i, size_t j, const char *w, size_t len);

/* The 16 bytes of an address text, IPv4 as mapped; false if it is none. */
bool ref_addr(const uint8_t *s, size_t i, size_t j, uint8_t out[16]);

#endif
