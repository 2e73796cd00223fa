/* Text into a buffer of the caller's. After the first overflow nothing more is written and full stays set. */
#ifndef SECAGREE_PRINT_H
#define SECAGREE_PRINT_H
#include "span.h"
#include <stdbool.h>

typedef struct { uint8_t *s; size_t cap, n; bool full; } sip_out;

/*@ predicate OutValid(sip_out *o) = \valid(o) && o->n <= o->cap && \valid(o->s + (0 .. o->cap - 1)) &&
      \separated(o, o->s + (0 .. o->cap - 1));
    predicate Apart(sip_out *o, uint8_t *s, integer len) =
      \separated(s + (0 .. len - 1), o) && \separated(s + (0 .. len - 1), o->s + (0 .. o->cap - 1));
    // the index of the first NUL at or behind k
    logic integer TextEnd(char *t, integer k) = t[k] == 0 ? k : TextEnd(t, k + 1);
    predicate CText(char *t) = 0 <= TextEnd(t, 0) < SIP_NPOS && \valid_read(t + (0 .. TextEnd(t, 0))) &&
      t[TextEnd(t, 0)] == 0 && \forall integer k; 0 <= k < TextEnd(t, 0) ==> t[k] != 0;
    predicate CTextApart(sip_out *o, char *t) = \separated(t + (0 .. TextEnd(t, 0)), o) &&
      \separated(t + (0 .. TextEnd(t, 0)), o->s + (0 .. o->cap - 1)); */

/*@ requires out: OutValid(o);
    requires readable: \valid_read(s + (0 .. len - 1)) && Apart(o, s, len);
    terminates \true; exits \false; assigns o->n, o->full, o->s[o->n .. o->n + len - 1];
    ensures valid: OutValid(o);
    behavior fits:
      assumes !o->full && len <= o->cap - o->n;
      ensures size: o->n == \old(o->n) + len && !o->full;
      ensures text: \forall integer k; 0 <= k < len ==> o->s[\old(o->n) + k] == s[k];
    behavior overflow:
      assumes o->full || len > o->cap - o->n;
      assigns o->full;
      ensures full: o->full;
      ensures kept: o->n == \old(o->n) && \forall integer k; 0 <= k < o->cap ==> o->s[k] == \old(o->s[k]);
    complete behaviors; disjoint behaviors; */
void sip_put(sip_out *o, const uint8_t *s, size_t len);

/* A NUL ended text, without the NUL. */
/*@ requires out: OutValid(o);
    requires readable: CText(text) && CTextApart(o, text);
    requires ascii: \forall integer k; 0 <= k < TextEnd(text, 0) ==> text[k] > 0;
    terminates \true; exits \false; assigns o->n, o->full, o->s[o->n .. o->n + TextEnd(text, 0) - 1];
    ensures valid: OutValid(o);
    behavior fits:
      assumes !o->full && TextEnd(text, 0) <= o->cap - o->n;
      ensures size: o->n == \old(o->n) + TextEnd(text, 0) && !o->full;
      ensures text: \forall integer k; 0 <= k < \old(TextEnd(text, 0)) ==> o->s[\old(o->n) + k] == text[k];
    behavior overflow:
      assumes o->full || TextEnd(text, 0) > o->cap - o->n;
      assigns o->full;
      ensures full: o->full;
      ensures kept: o->n == \old(o->n) && \forall integer k; 0 <= k < o->cap ==> o->s[k] == \old(o->s[k]);
    complete behaviors; disjoint behaviors; */
void sip_put_text(sip_out *o, const char *text);

/* A number in decimal, without leading zeros. */
/*@ requires out: OutValid(o);
    terminates \true; exits \false; assigns o->n, o->full, o->s[o->n .. o->n + 9];
    ensures valid: OutValid(o);
    ensures range: !o->full ==> !\old(o->full) && \old(o->n) < o->n <= \old(o->n) + 10;
    ensures kept: o->full ==> o->n == \old(o->n); */
void sip_put_number(sip_out *o, uint32_t v);

#endif
