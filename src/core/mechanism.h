/* A list of security mechanisms: Security-Client, Security-Server, Security-Verify (RFC 3329 2.2). */
#ifndef SECAGREE_MECHANISM_H
#define SECAGREE_MECHANISM_H
#include "message.h"

#define SEC_MECHANISMS_MAX 32u
#define SEC_PARAMS_MAX     256u

typedef enum { SEC_VALUE_NONE, SEC_VALUE_TOKEN, SEC_VALUE_HOST, SEC_VALUE_QUOTED } sec_value_form;
typedef struct { sip_part name, value; } sec_param; /* a quoted value keeps its quotes */

/* Parameters param[first .. first + count) of the list. q: thousandths, or -1 where absent. */
typedef struct { sip_part name; uint16_t first, count; int16_t q; } sec_mechanism;

typedef struct {
    uint32_t count, params;
    sec_mechanism mech[SEC_MECHANISMS_MAX];
    sec_param param[SEC_PARAMS_MAX];
} sec_list;

typedef enum {
    SEC_OK, SEC_EMPTY_LIST, SEC_EMPTY_ELEMENT, SEC_NAME, SEC_PARAM_NAME, SEC_PARAM_VALUE, SEC_QUOTE, SEC_QVALUE,
    SEC_D_VER, SEC_DUPLICATE_PARAM, SEC_DUPLICATE_Q, SEC_TRAILING, SEC_TOO_MANY_MECHANISMS, SEC_TOO_MANY_PARAMS,
    SEC_TOO_LONG
} sec_code;
typedef struct { sec_code code; size_t at; } sec_result; /* at: offset of the fault */

#include "../../spec/logic/mechanism.h"
#include "../../spec/logic/compare.h"

/*@ // what the list names of s stands apart from out[0 .. cap)
    predicate PartApart(uint8_t *out, integer cap, uint8_t *s, sip_part x) =
      \separated(out + (0 .. cap - 1), s + (0 .. x.at + x.len - 1));
    predicate MechanismApart(uint8_t *out, integer cap, uint8_t *s, sec_list *l, integer k) =
      PartApart(out, cap, s, l->mech[k].name) &&
      \forall integer j; l->mech[k].first <= j < l->mech[k].first + l->mech[k].count ==>
        PartApart(out, cap, s, l->param[j].name) && PartApart(out, cap, s, l->param[j].value); */

/* The form of a parameter's value, which its first byte tells. */
/*@ requires readable: SecReadable(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SecForm(s, p); */
sec_value_form sec_param_form(const uint8_t *s, const sec_param *p);

/* Appends the mechanisms of the header value s[i..j) to *list (count = params = 0 at first). SEC_TOO_LONG: j is above
 * SIP_MESSAGE_MAX. */
/*@ requires takes: ListTakes(s, j, list);
    terminates \true; exits \false;
    assigns list->count, list->params, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1];
    ensures parsed: ListParsed(list, \old(list->count), \old(list->params), i, j, \result.code); */
sec_result sec_list_parse(const uint8_t *s, size_t i, size_t j, sec_list *list);

/* The list over all header fields of that name in the message; SEC_EMPTY_LIST where there is none. */
/*@ requires takes: MessageTakes(s, m, list);
    terminates \true; exits \false; assigns *list;
    ensures read: ListRead(list, \result.code); */
sec_result sec_list_read(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list);

/* Notes: what is accepted but deserves a word. T: with tolerance alone, and refused without it. */
#define SEC_NOTE_EQUAL_Q      0x001u /* T two mechanisms with the same q; the earlier one is preferred (R3329-2.2-07) */
#define SEC_NOTE_OLD_ALG      0x002u /* T an alg that the profile has dropped: hmac-md5-96 */
#define SEC_NOTE_OLD_EALG     0x004u /* T an ealg that the profile has dropped: des-ede3-cbc */
#define SEC_NOTE_INCOMPLETE   0x008u /* T ipsec-3gpp without its mandatory parameters: kept out of the choice */
#define SEC_NOTE_Q_DROPPED    0x010u /* T one list has a q where the other has none */
#define SEC_NOTE_DEFAULT      0x020u /* T one list names a default that the other leaves out */
#define SEC_NOTE_SPI_DIGITS   0x040u /* an SPI of other than ten digits (Z-05) */
#define SEC_NOTE_NO_EALG      0x080u /* ealg left out: null */
#define SEC_NOTE_NO_PROT      0x100u /* prot or mod left out: esp, trans */
#define SEC_NOTE_Q_ORDER      0x200u /* the order of q is not the order of the list (Z-23) */
#define SEC_NOTE_CLIENT_Q     0x400u /* q in Security-Client (R3329-2.3.1-05) */
#define SEC_NOTE_UNREGISTERED 0x800u /* a mechanism name that is not registered (R3329-2.2-05) */
#define SEC_NOTE_NOT_DIGEST   0x1000u /* d-alg, d-qop or d-ver without digest (R3329-2.2-10) */
#define SEC_NOTE_MEDIASEC     0x2000u /* an entry for media, kept out of the choice (TS 24.229 7.2A.7) */
#define SEC_NOTE_LAST         SEC_NOTE_MEDIASEC
/*@ terminates \true; exits \false; assigns \result \from note;
    ensures readable: \valid_read(\result); */
const char *sec_note_name(uint32_t note); /* the word of one bit; "" for what is none */

/* Parse with tolerance: a deviation marked T is accepted and added to *notes. All else is refused as above. */
/*@ requires takes: ListTakes(s, j, list) && NotesApart(s, j, list, notes);
    terminates \true; exits \false;
    assigns list->count, list->params, list->mech[list->count .. SEC_MECHANISMS_MAX - 1],
      list->param[list->params .. SEC_PARAMS_MAX - 1], *notes;
    ensures parsed: ListParsed(list, \old(list->count), \old(list->params), i, j, \result.code); */
sec_result sec_list_parse_tolerant(const uint8_t *s, size_t i, size_t j, sec_list *list, uint32_t *notes);
/*@ requires takes: MessageTakes(s, m, list) && NotesBeside(s, m, list, notes);
    terminates \true; exits \false; assigns *list, *notes;
    ensures read: ListRead(list, \result.code); */
sec_result sec_list_read_tolerant(const uint8_t *s, const sip_message *m, sip_header_name id, sec_list *list,
                                  uint32_t *notes);

/* Canonical form; returns its length, or SIP_NPOS where cap is too small. */
/*@ requires readable: ListReadable(s, list) && ListQ(list);
    requires writable: \valid(out + (0 .. cap - 1)) && \separated(out + (0 .. cap - 1), list);
    requires apart: \forall integer k; 0 <= k < list->count ==> MechanismApart(out, cap, s, list, k);
    terminates \true; exits \false; assigns out[0 .. cap - 1];
    ensures range: \result == SIP_NPOS || \result <= cap;
    ensures empty: list->count == 0 ==> \result == 0; */
size_t sec_list_print(const uint8_t *s, const sec_list *list, uint8_t *out, size_t cap);

/* RFC 3329 2.3.1: same mechanisms in the same order, equal parameters (spec/decisions.md). */
typedef enum {
    SEC_EQUAL, SEC_DIFFERENT_COUNT, SEC_DIFFERENT_NAME, SEC_MISSING_PARAM, SEC_EXTRA_PARAM, SEC_DIFFERENT_VALUE
} sec_difference;
typedef struct { sec_difference code; uint32_t mech; size_t at_a, at_b; } sec_compared; /* the first difference */
/*@ requires readable: ListReadable(sa, a) && ListReadable(sb, b);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == SEC_EQUAL <==> SameList(sa, a, sb, b, 0);
    ensures count: \result.code == SEC_DIFFERENT_COUNT ==> a->count != b->count &&
      \result.mech == (a->count < b->count ? a->count : b->count);
    ensures first: \result.code != SEC_EQUAL ==> \result.mech <= a->count && \result.mech <= b->count &&
      \forall integer k; 0 <= k < \result.mech ==> SameMechanism(sa, a, sb, b, k, 0);
    ensures differ: \result.code != SEC_EQUAL && \result.code != SEC_DIFFERENT_COUNT ==>
      \result.mech < a->count && \result.mech < b->count && !SameMechanism(sa, a, sb, b, \result.mech, 0); */
sec_compared sec_list_compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b);

/* The same, but a q or an explicit default that one list alone has is noted, no difference. */
/*@ requires readable: ListReadable(sa, a) && ListReadable(sb, b);
    requires writable: \valid(notes) && \separated(notes, a) && \separated(notes, b);
    terminates \true; exits \false; assigns *notes;
    ensures exact: \result.code == SEC_EQUAL <==> SameList(sa, a, sb, b, 1);
    ensures count: \result.code == SEC_DIFFERENT_COUNT ==> a->count != b->count &&
      \result.mech == (a->count < b->count ? a->count : b->count);
    ensures first: \result.code != SEC_EQUAL ==> \result.mech <= a->count && \result.mech <= b->count &&
      \forall integer k; 0 <= k < \result.mech ==> SameMechanism(sa, a, sb, b, k, 1);
    ensures differ: \result.code != SEC_EQUAL && \result.code != SEC_DIFFERENT_COUNT ==>
      \result.mech < a->count && \result.mech < b->count && !SameMechanism(sa, a, sb, b, \result.mech, 1); */
sec_compared sec_list_compare_tolerant(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b,
                                       uint32_t *notes);

/* Equal without regard to ASCII case. */
/*@ requires readable: PartReadable(sa, a) && PartReadable(sb, b);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameText(sa, a.at, a.len, sb, b.at, b.len); */
bool sec_names_equal(const uint8_t *sa, sip_part a, const uint8_t *sb, sip_part b);

/* The parameter of mechanism k with that lower-case name, or SIP_NPOS; an index into list->param. */
/*@ requires readable: MechanismReadable(s, list, k) && \valid_read(name + (0 .. len - 1));
    requires lower: \forall integer j; 0 <= j < len ==> 0 <= name[j] && Lower(name[j]) == name[j];
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==>
      list->mech[k].first <= \result < list->mech[k].first + list->mech[k].count;
    ensures hit: \result != SIP_NPOS ==> SecNamed(s, list, \result, name, len);
    ensures first: \forall integer j; list->mech[k].first <= j < list->mech[k].first + list->mech[k].count &&
      j < \result ==> !SecNamed(s, list, j, name, len); */
size_t sec_param_find(const uint8_t *s, const sec_list *list, uint32_t k, const char *name, size_t len);

/*@ terminates \true; exits \false; assigns \result \from d;
    ensures readable: \valid_read(\result); */
const char *sec_difference_name(sec_difference d);
/*@ terminates \true; exits \false; assigns \result \from code;
    ensures readable: \valid_read(\result); */
const char *sec_error_name(sec_code code);
/*@ terminates \true; exits \false; assigns \result \from code;
    ensures readable: \valid_read(\result); */
const char *sec_requirement(sec_code code);

#endif
