/* Octets as hex text and back. */
#ifndef SECAGREE_HEXTEXT_H
#define SECAGREE_HEXTEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The NUL-ended text is 2n hex digits of either case; false: *out is not to be used. */
bool hex_read(const char *text, uint8_t *out, size_t n);

/* 2n lower-case digits and a NUL. */
void hex_print(const uint8_t *b, size_t n, char *out);

#endif
