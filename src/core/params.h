/* Header parameters: SEMI generic-param (RFC 3261 25.1). */
#ifndef SECAGREE_PARAMS_H
#define SECAGREE_PARAMS_H
#include "word.h"
#include <stdbool.h>

typedef enum { SIP_VALUE_NONE, SIP_VALUE_TOKEN, SIP_VALUE_HOST, SIP_VALUE_QUOTED } sip_value_form;
typedef struct { sip_span name, value; sip_value_form form; } sip_param; /* a quoted value keeps its quotes */

/* token [ EQUAL gen-value ] at i: the index behind it, or SIP_NPOS, and *p is as it was then. */
size_t sip_param_scan(const uint8_t *s, size_t n, size_t i, sip_param *p);

/* The same, where the token s[i..e) was read already. */
size_t sip_param_rest(const uint8_t *s, size_t n, size_t i, size_t e, sip_param *p);

/* The name is that lower-case word, without regard to case. */
static inline bool sip_param_is(const uint8_t *s, const sip_param *p, const char *name, size_t len)
{
    return p->name.len == len && sip_word_at(s, p->name.at, name, len);
}

#endif
