/* Numbers in decimal. */
#include "print.h"

/*@ logic integer Power10(integer k) = // 10^k, at least the range of v for k = 10
      k <= 0 ? 1 : 10 * Power10(k - 1); */

void sip_put_number(sip_out *o, uint32_t v)
{
    uint8_t d[10];
    size_t k = 10;

    /*@ loop invariant range: 0 < k <= 10;
        loop invariant room: v < Power10(k); // so many digits are left at most
        loop assigns k, v, d[0 .. 9];
        loop variant v; */
    do {
        k--;
        d[k] = (uint8_t)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    sip_put(o, d + k, 10 - k);
}
