/* Header parameters: SEMI generic-param (RFC 3261 25.1). */
#ifndef SECAGREE_PARAMS_H
#define SECAGREE_PARAMS_H
#include "word.h"
#include "../../spec/logic/params.h"
#include <stdbool.h>

typedef enum { SIP_VALUE_NONE, SIP_VALUE_TOKEN, SIP_VALUE_HOST, SIP_VALUE_QUOTED } sip_value_form;
typedef struct { sip_span name, value; sip_value_form form; } sip_param; /* a quoted value keeps its quotes */

/*@ // both parts lie in readable text
    predicate ParamText(uint8_t *s, sip_param *p) =
      p->name.at + p->name.len < SIP_NPOS && \valid_read(s + (0 .. p->name.at + p->name.len - 1)) &&
      p->value.at + p->value.len < SIP_NPOS && \valid_read(s + (0 .. p->value.at + p->value.len - 1));
    // what was read of s[i..n), the name up to e
    predicate ParamIs(sip_param *p, uint8_t *s, integer n, integer i, integer e) =
      p->name.at == i && p->name.len == e - i &&
      (EqualEnd(s, n, e) < 0 ==> p->form == SIP_VALUE_NONE && p->value.at == e && p->value.len == 0) &&
      (EqualEnd(s, n, e) >= 0 ==> p->form == GenForm(s, n, EqualEnd(s, n, e)) &&
       p->value.at == GenAt(s, n, EqualEnd(s, n, e)) &&
       p->value.at + p->value.len == GenEnd(s, n, EqualEnd(s, n, e))); */

/* token [ EQUAL gen-value ] at i: the index behind it, or SIP_NPOS, and *p is as it was then. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(p) && \separated(p, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *p;
    ensures exact: Found(\result, ParamEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures inside: \result != SIP_NPOS ==> p->name.at == i && 0 < p->name.len &&
      i + p->name.len <= p->value.at && p->value.at + p->value.len <= \result;
    ensures form: \result != SIP_NPOS ==> (p->form == SIP_VALUE_NONE <==> p->value.len == 0);
    ensures parts: \result != SIP_NPOS ==> ParamIs(p, s, n, i, TokenEnd(s, n, i));
    ensures kept: \result == SIP_NPOS ==> *p == \old(*p); */
size_t sip_param_scan(const uint8_t *s, size_t n, size_t i, sip_param *p);

/* The same, where the token s[i..e) was read already. */
/*@ requires readable: Text(s, n, e) && i < e && n <= 0xFFFFFFFF;
    requires writable: \valid(p) && \separated(p, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *p;
    ensures exact: Found(\result, ParamRest(s, n, e));
    ensures range: \result != SIP_NPOS ==> e <= \result <= n;
    ensures inside: \result != SIP_NPOS ==> p->name.at == i && p->name.len == e - i &&
      e <= p->value.at && p->value.at + p->value.len <= \result;
    ensures form: \result != SIP_NPOS ==> (p->form == SIP_VALUE_NONE <==> p->value.len == 0);
    ensures parts: \result != SIP_NPOS ==> ParamIs(p, s, n, i, e);
    ensures kept: \result == SIP_NPOS ==> *p == \old(*p); */
size_t sip_param_rest(const uint8_t *s, size_t n, size_t i, size_t e, sip_param *p);

/* The byte is that lower-case letter, without regard to case. */
/*@ requires lower: 'a' <= w <= 'z';
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Lower(c) == w; */
static inline bool sip_is_letter(uint8_t c, uint8_t w)
{
    return c == w || c + 32 == w;
}

/* The name is that lower-case word, without regard to case. */
/*@ requires readable: \valid_read(p) && ParamText(s, p) && \valid_read(name + (0 .. len - 1));
    requires lower: \forall integer k; 0 <= k < len ==> 0 <= name[k] && Lower(name[k]) == name[k];
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (p->name.len == len &&
      \forall integer k; 0 <= k < len ==> Lower(s[p->name.at + k]) == Lower(name[k])); */
static inline bool sip_param_is(const uint8_t *s, const sip_param *p, const char *name, size_t len)
{
    return p->name.len == len && sip_word_at(s, p->name.at, name, len);
}

#endif
