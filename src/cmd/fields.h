/* What a command prints: named values, as lines of text or as one JSON object. */
#ifndef SECAGREE_FIELDS_H
#define SECAGREE_FIELDS_H
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { json_t *object; } fields;

/* The object begins with "version": 1. */
void fields_open(fields *f);
void fields_text(fields *f, const char *name, const char *value);
void fields_hex(fields *f, const char *name, const uint8_t *octets, size_t n);

/* Prints and forgets them: "name  value" lines in the order given (no empty ones), or a line of JSON. */
void fields_close(fields *f, bool json);

#endif
