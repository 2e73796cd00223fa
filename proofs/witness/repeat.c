/* What the contract of the search for a repeated name says of two names. */
#include "../../src/core/repeat.h"

void repeat(void)
{
    const uint8_t s[3] = { 'a', ';', 'A' };
    sec_param p[2];
    p[0].name.at = 0;
    p[0].name.len = 1;
    p[1].name.at = 2;
    p[1].name.len = 1;
    uint32_t none = sec_name_repeat(s, p, 0), two = sec_name_repeat(s, p, 2);
    //@ check none: none == 0;
    //@ check two: two <= 2;
}
