#include "print.h"

void sip_put(sip_out *o, const uint8_t *s, size_t len)
{
    if (o->full || len > o->cap - o->n) {
        o->full = true;
        return;
    }
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant text: \forall integer m; 0 <= m < k ==> o->s[o->n + m] == s[m];
        loop assigns k, o->s[o->n .. o->n + len - 1];
        loop variant len - k; */
    for (size_t k = 0; k < len; k++)
        o->s[o->n + k] = s[k];
    o->n += len;
}

void sip_put_text(sip_out *o, const char *text)
{
    size_t len = 0;

    /*@ loop invariant range: 0 <= len <= TextEnd(text, 0);
        loop assigns len;
        loop variant TextEnd(text, 0) - len; */
    while (text[len] != '\0')
        len++;
    if (o->full || len > o->cap - o->n) {
        o->full = true;
        return;
    }
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant text: \forall integer m; 0 <= m < k ==> o->s[o->n + m] == text[m];
        loop assigns k, o->s[o->n .. o->n + len - 1];
        loop variant len - k; */
    for (size_t k = 0; k < len; k++)
        o->s[o->n + k] = (uint8_t)text[k];
    o->n += len;
}
