/* What the contracts of the message reader say about concrete messages. */
#include "../../src/core/message.h"

void header(void)
{
    sip_message m;
    m.headers = 2;
    m.header[0].id = SIP_H_TO;
    m.header[1].id = SIP_H_VIA;
    size_t via = sip_header_find(&m, SIP_H_VIA, 0), second = sip_header_find(&m, SIP_H_VIA, 1);
    size_t to = sip_header_find(&m, SIP_H_TO, 0);
    //@ check second_line: via == 1;
    //@ check no_second: second == SIP_NPOS;
    //@ check first_line: to == 0;
}
