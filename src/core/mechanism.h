/* A list of security mechanisms: Security-Client, Security-Server, Security-Verify (RFC 3329 2.2). */
#ifndef SECAGREE_MECHANISM_H
#define SECAGREE_MECHANISM_H
#include "message.h"

#define SEC_MECHANISMS_MAX 32u
#define SEC_PARAMS_MAX     256u

typedef enum { SEC_VALUE_NONE, SEC_VALUE_TOKEN, SEC_VALUE_HOST, SEC_VALUE_QUOTED } sec_value_form;
typedef struct { sip_span name, value; sec_value_form form; } sec_param; /* a quoted value keeps its quotes */

/* Parameters param[first .. first + count) of the list. q: thousandths, or -1 where absent. */
typedef struct { sip_span name; uint32_t first, count; int32_t q; } sec_mechanism;

typedef struct {
    uint32_t count, params;
    sec_mechanism mech[SEC_MECHANISMS_MAX];
    sec_param param[SEC_PARAMS_MAX];
} sec_list;

typedef enum {
    SEC_OK, SEC_EMPTY_LIST, SEC_EMPTY_ELEMENT, SEC_NAME, SEC_PARAM_NAME, SEC_PARAM_VALUE, SEC_QUOTE, SEC_QVALUE,
    SEC_D_VER, SEC_DUPLICATE_PARAM, SEC_DUPLICATE_Q, SEC_TRAILING, SEC_TOO_MANY_MECHANISMS, SEC_TOO_MANY_PARAMS
} sec_code;
typedef struct { sec_code code; size_t at; } sec_result; /* at: offset of the fault */

/* Appends the mechanisms of the header value s[i..j) to *list (count = params = 0 at first). */
sec_result sec_list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list);

/* The list over all header fields of that name in the message; SEC_EMPTY_LIST where there is none. */
sec_result sec_list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list);

/* The same with tolerance for what the field sends: the deviations are accepted and named in *notes, never silently.
 * Everything else is refused as above. */
#define SEC_NOTE_EQUAL_Q 1u /* two mechanisms with the same q (R3329-2.2-07); the earlier one is preferred */
sec_result sec_list_parse_tolerant(const uint8_t *s, size_t i, size_t j, sec_list *list, uint32_t *notes);
sec_result sec_list_read_tolerant(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list,
                                  uint32_t *notes);

/* Canonical form; returns its length, or SIP_NPOS where cap is too small. */
size_t sec_list_print(const uint8_t *s, const sec_list *list, uint8_t *out, size_t cap);

/* RFC 3329 2.3.1: same mechanisms in the same order, equal parameters (spec/decisions.md). */
typedef enum {
    SEC_EQUAL, SEC_DIFFERENT_COUNT, SEC_DIFFERENT_NAME, SEC_MISSING_PARAM, SEC_EXTRA_PARAM, SEC_DIFFERENT_VALUE
} sec_difference;
typedef struct { sec_difference code; uint32_t mech; size_t at_a, at_b; } sec_compared; /* the first difference */
sec_compared sec_list_compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b);

/* The parameter of mechanism k with that lower-case name, or SIP_NPOS; an index into list->param. */
size_t sec_param_find(const uint8_t *s, const sec_list *list, uint32_t k, const char *name, size_t len);

const char *sec_difference_name(sec_difference d);
const char *sec_error_name(sec_code code);
const char *sec_requirement(sec_code code);

#endif
