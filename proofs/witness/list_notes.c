/* What the contract of the notes of a list says of small ones. */
#include "../../src/core/ipsec3gpp.h"

void notes(void)
{
    const uint8_t s[3] = { 't', 'l', 's' };
    sec_list list;
    list.count = 0;
    uint32_t none = sec_list_notes(s, &list, PROFILE_IMS, true);
    //@ check none: none == 0;
    list.count = 1;
    list.mech[0].name.at = 0;
    list.mech[0].name.len = 3;
    list.mech[0].first = 0;
    list.mech[0].count = 0;
    list.mech[0].q = 500;
    //@ assert count: list.count == 1;
    sec_list_notes(s, &list, PROFILE_DRAFT, false);
    //@ check kept: list.count == 1 && list.mech[0].q == 500;
}
