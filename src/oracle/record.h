/* C structs from JSON objects, by tables: one row a member. What is unknown, out of place or badly formed is refused
 * with a sentence that names the member. */
#ifndef SECAGREE_RECORD_H
#define SECAGREE_RECORD_H
#include "../core/sa.h"
#include <jansson.h>

typedef enum {
    RECORD_BOOL, RECORD_U32, RECORD_U64, /* U64: up to RECORD_U64_MAX */
    RECORD_WORD,                         /* an enum by the names of its values */
    RECORD_OFFER, RECORD_ANSWER,         /* objects of two SPIs and two ports */
    RECORD_ADDR, RECORD_PREFIX           /* "2001:db8::1", "2001:db8::/64" */
} record_type;

/* kinds: the kinds of event that have the member, needed: those that must have it; bit k stands for kind k. Where it is
 * left out a truth value is `otherwise`, and all else 0. */
typedef struct {
    const char *name;
    record_type type;
    size_t at;                 /* offset in the struct */
    const char *const *words;  /* WORD: the names, the last followed by NULL */
    uint32_t kinds, needed;
    bool otherwise;
} record_member;

#define RECORD_FAULT_MAX 160u
#define RECORD_U64_MAX   (UINT64_C(1) << 53) /* every JSON reader keeps a number up to here exactly */

/* Members of o that `known` names (a list that NULL ends) are none of the table's. false: *fault says why, and *out is
 * not to be used. */
bool record_read(const json_t *o, const record_member *table, size_t n, unsigned kind, const char *const *known,
                 void *out, char fault[RECORD_FAULT_MAX]);

/* The index of the word, or -1. */
int record_word(const char *const *words, const char *word);

/* The member `name` of o as one of the words; false with a fault where it is absent or none of them. */
bool record_kind(const json_t *o, const char *name, const char *const *words, unsigned *out,
                 char fault[RECORD_FAULT_MAX]);

/* Sets the fault and returns false. */
bool record_refuse(char fault[RECORD_FAULT_MAX], const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
