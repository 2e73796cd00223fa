/* A slice of the caller's bytes, by offset. Nothing is copied and the input is never written. */
#ifndef SECAGREE_SPAN_H
#define SECAGREE_SPAN_H
#include <stddef.h>
#include <stdint.h>

#define SIP_NPOS SIZE_MAX /* what a scanner returns when the rule does not match */

typedef struct { uint32_t at, len; } sip_span; /* bytes [at, at + len) of the caller's buffer */

#endif
