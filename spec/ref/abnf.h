/* An interpreter of ABNF (RFC 5234): reads the grammar files of spec/grammar, tells whether a string is in a rule, and
 * makes strings that are. It knows nothing of SIP and shares nothing with src.
 * One extension stands in prose-val: <RULE but not "a" "b"> is RULE without these words (in any case). */
#ifndef SECAGREE_ABNF_H
#define SECAGREE_ABNF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ABNF_TEXT_MAX 511u /* longest string that is matched or made */

typedef struct abnf abnf;

abnf *abnf_new(void);
void abnf_free(abnf *g);

/* Adds the rules of a file. False: abnf_error says what is wrong. A rule that is there already must not come again. */
bool abnf_load(abnf *g, const char *path);

/* To be called behind the last load: every rule that is used must be there. */
bool abnf_finish(abnf *g);
const char *abnf_error(const abnf *g);

int abnf_rule(const abnf *g, const char *name); /* -1 where there is none */

/* s[0..n) is in the rule; n at most ABNF_TEXT_MAX. */
bool abnf_match(abnf *g, int rule, const uint8_t *s, size_t n);

/* A string of the rule, chosen by *seed, at most cap bytes; its length, or -1 if this try grew too long. */
long abnf_make(abnf *g, int rule, uint64_t *seed, uint8_t *out, size_t cap);

/* A string one edit away: a byte put in, taken out or changed, or two neighbours exchanged. cap at least n + 1. */
size_t abnf_near(uint64_t *seed, const uint8_t *s, size_t n, uint8_t *out);

uint64_t abnf_random(uint64_t *seed);

#endif
