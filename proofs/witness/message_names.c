/* What the contract of the names of header fields says of short ones. */
#include "../../src/core/message.h"

void id(void)
{
    const uint8_t s[3] = { 'L', '(', 'x' };
    sip_header_name length = sip_header_id(s, 0, 1), none = sip_header_id(s, 1, 2), empty = sip_header_id(s, 1, 1);
    sip_header_name other = sip_header_id(s, 2, 3);
    //@ check length: length == SIP_H_CONTENT_LENGTH;
    //@ check none: none == SIP_H_OTHER;
    //@ check empty: empty == SIP_H_OTHER;
    //@ check other: other != SIP_H_CONTENT_LENGTH && other < SIP_H_COUNT;
}
