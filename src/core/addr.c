#include "addr.h"

bool addr_is_v4(const ip_addr *a)
{
    /*@ loop invariant range: 0 <= k <= 10;
        loop invariant zero: \forall integer m; 0 <= m < k ==> a->b[m] == 0;
        loop assigns k;
        loop variant 10 - k; */
    for (size_t k = 0; k < 10; k++) {
        if (a->b[k] != 0)
            return false;
    }
    return a->b[10] == 0xff && a->b[11] == 0xff;
}

bool addr_equal(const ip_addr *a, const ip_addr *b)
{
    /*@ loop invariant range: 0 <= k <= 16;
        loop invariant equal: \forall integer m; 0 <= m < k ==> a->b[m] == b->b[m];
        loop assigns k;
        loop variant 16 - k; */
    for (size_t k = 0; k < 16; k++) {
        if (a->b[k] != b->b[k])
            return false;
    }
    return true;
}

uint32_t addr_sum16(const ip_addr *a)
{
    uint32_t sum = 0;

    /*@ loop invariant range: 0 <= k <= 8 && sum <= 65535 * k;
        loop invariant value: sum == WordSum(a, k);
        loop assigns k, sum;
        loop variant 8 - k; */
    for (size_t k = 0; k < 8; k++)
        sum += a->b[2 * k] * 256u + a->b[2 * k + 1];
    return sum % 65535u;
}
