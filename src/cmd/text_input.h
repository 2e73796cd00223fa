/* What parse, choose and compare share: reading inputs, faults with a caret line, and text as JSON. */
#ifndef SECAGREE_TEXT_INPUT_H
#define SECAGREE_TEXT_INPUT_H
#include "../core/ipsec3gpp.h"
#include <jansson.h>
#include <stdio.h>

typedef struct { uint8_t *s; size_t n; } text_input;

/* The bytes of a file, of standard input for "-", or of the text itself where from_text; false with errno set. */
bool text_read(const char *name, text_input *out);
bool text_copy(const char *text, text_input *out);
void text_free(text_input *t);

/* The line of offset at, with a caret under the byte; a byte that would not print is a dot. */
void text_caret(FILE *f, const uint8_t *s, size_t n, size_t at);

/* A JSON string of any bytes: those that are no UTF-8 text become \xNN. */
json_t *text_json(const uint8_t *s, size_t n);

bool text_profile(const char *name, sec_profile *out);

/* The argument of --profile; false, and reported on stderr, where it is none. */
bool text_profile_argument(const char *command, const char *name, sec_profile *out);

/* An argument LIST of the command: the list itself, or @FILE. A line end at its end is dropped. False, and reported on
 * stderr, where it cannot be read. */
bool text_list_argument(const char *command, const char *arg, text_input *out);

/* s[*i..*j): a header value without the LWS around it (RFC 3261 25.1). */
void text_value(const uint8_t *s, size_t n, size_t *i, size_t *j);

/* Bytes for a terminal: a control byte becomes \xNN. */
void text_print(FILE *f, const uint8_t *s, size_t n);

/* The list as text, reported on stderr where it does not parse. */
bool text_list_parse(const char *what, const text_input *t, bool tolerant, sec_list *list, uint32_t *notes);

void text_notes(FILE *f, const char *indent, uint32_t notes);
json_t *text_notes_json(uint32_t notes);

#endif
