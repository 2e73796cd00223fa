#include "print.h"

void sip_put(sip_out *o, const uint8_t *s, size_t len)
{
    if (o->full || len > o->cap - o->n) {
        o->full = true;
        return;
    }
    for (size_t k = 0; k < len; k++)
        o->s[o->n + k] = s[k];
    o->n += len;
}

void sip_put_text(sip_out *o, const char *text)
{
    size_t len = 0;

    while (text[len] != '\0')
        len++;
    if (o->full || len > o->cap - o->n) {
        o->full = true;
        return;
    }
    for (size_t k = 0; k < len; k++)
        o->s[o->n + k] = (uint8_t)text[k];
    o->n += len;
}

void sip_put_number(sip_out *o, uint32_t v)
{
    uint8_t d[10];
    size_t k = 10;

    do {
        k--;
        d[k] = (uint8_t)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    sip_put(o, d + k, 10 - k);
}
