/* Text into a buffer of the caller's. After the first overflow nothing more is written and full stays set. */
#ifndef SECAGREE_PRINT_H
#define SECAGREE_PRINT_H
#include "span.h"
#include <stdbool.h>

typedef struct { uint8_t *s; size_t cap, n; bool full; } sip_out;

void sip_put(sip_out *o, const uint8_t *s, size_t len);
void sip_put_text(sip_out *o, const char *text); /* NUL ended */
void sip_put_number(sip_out *o, uint32_t v);

#endif
