/* What the contracts of printing say about a small buffer. */
#include "../../src/core/print.h"

void put(void)
{
    uint8_t area[3] = { 0, 0, 0 };
    const uint8_t ab[2] = { 'a', 'b' };
    sip_out o = { area, 3, 0, false };
    sip_put(&o, ab, 2);
    //@ check fits: o.n == 2 && !o.full && area[0] == 'a' && area[1] == 'b';
    sip_put(&o, ab, 2);
    //@ check overflow: o.n == 2 && o.full;
    sip_put(&o, ab, 0);
    //@ check stays: o.n == 2 && o.full;
}

void put_text(void)
{
    uint8_t area[1] = { 0 };
    const char a[2] = { 'a', 0 };
    sip_out o = { area, 1, 0, false };
    //@ assert end: TextEnd(&a[0], 1) == 1 && TextEnd(&a[0], 0) == 1; // the definition unfolded
    sip_put_text(&o, a);
    //@ check fits: o.n == 1 && !o.full && area[0] == 'a';
    sip_put_text(&o, a);
    //@ check overflow: o.n == 1 && o.full;
}
