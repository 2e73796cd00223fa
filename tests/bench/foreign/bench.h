/* What the parser bench shares: the messages, and what each parser is asked for. */
#ifndef SECAGREE_BENCH_H
#define SECAGREE_BENCH_H
#include <stdbool.h>
#include <stddef.h>

#define SET 256u /* varied messages of each kind */
#define TEXT_MAX 3000u

typedef enum { KIND_REG1, KIND_REG2, KIND_401, KIND_INVITE, KINDS } kind;
typedef struct { char s[TEXT_MAX]; size_t n; } text;

extern const char *const kind_name[KINDS];

/* Message k of that kind, always the same one. The first of a set has as many mechanisms as the kind is described
 * with; the others have 1 to 6. */
void make_message(kind w, unsigned k, text *out);

/* The security values that a parser found, as text: lists in the order client, server, verify; a mechanism is its name
 * and its parameters sorted, all in lower case. */
typedef struct { char s[8192]; size_t n; } facts;
void facts_list(facts *f, char list);                     /* a list begins: 'c', 's' or 'v' */
void facts_mechanism(facts *f, const char *s, size_t n);  /* its name */
void facts_param(facts *f, const char *name, size_t n, const char *value, size_t m);
void facts_end(facts *f); /* the mechanism ends */

/* Level L1: the message, every mechanism of the Security-* lists, Via, CSeq, Require, Contact, Authorization and
 * WWW-Authenticate. f is NULL where time is taken. False where something is missing or malformed. */
/* parser_typed: parser_secagree, and every ipsec-3gpp mechanism as algorithms and numbers, which no other gives. */
typedef struct { const char *name; bool (*init)(void); bool (*parse)(const char *s, size_t n, facts *f); } parser;
extern const parser parser_secagree, parser_typed, parser_sofia, parser_osip, parser_re;

int secagree_hostile(const char *s, size_t n); /* 0: read */
size_t secagree_result(size_t *message, size_t *list); /* bytes of what a message gives, and of its parts */

#endif
