/* What the contract of printing a list says of small ones. */
#include "../../src/core/mechanism.h"

void print(void)
{
    const uint8_t s[3] = { 't', 'l', 's' };
    uint8_t out[8] = { 0 };
    sec_list list;
    list.count = 0;
    size_t none = sec_list_print(s, &list, out, 8);
    size_t nowhere = sec_list_print(s, &list, out, 0);
    //@ check none: none == 0 && nowhere == 0;
    list.count = 1;
    list.mech[0].name.at = 0;
    list.mech[0].name.len = 3;
    list.mech[0].first = 0;
    list.mech[0].count = 0;
    list.mech[0].q = -1;
    //@ assert count: list.count == 1;
    size_t one = sec_list_print(s, &list, out, 8);
    //@ check one: one == SIP_NPOS || one <= 8;
    //@ check kept: list.count == 1 && s[0] == 't';
}
