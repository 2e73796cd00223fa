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

void no_datagram(void)
{
    const uint8_t s[1] = { '(' };
    sip_message m;
    sip_message_result empty = sip_message_parse(s, 0, &m);
    //@ check empty: empty.code == SIP_MESSAGE_EMPTY;
}

void no_method(void)
{
    const uint8_t s[1] = { '(' };
    sip_message m;
    //@ assert run: TokenRun(&s[0], 1, 0) == 0;
    //@ assert token: TokenEnd(&s[0], 1, 0) == -1;
    //@ assert line: StartCode(&s[0], 1, 0) == SIP_MESSAGE_START_LINE && StartStop(&s[0], 1, 0) == 0;
    sip_message_result r = sip_message_parse(s, 1, &m);
    //@ check code: r.code == SIP_MESSAGE_START_LINE;
    //@ check place: r.at == 0;
}

void stream(void)
{
    const uint8_t s[3] = { '\r', '\n', '\r' };
    sip_message m;
    //@ assert none: CrlfsEnd(&s[0], 0, 0) == 0;
    sip_message_result nothing = sip_message_frame(s, 0, &m);
    //@ check nothing: nothing.code == SIP_MESSAGE_MORE && nothing.at == 0;
    //@ assert behind: CrlfsEnd(&s[0], 3, 2) == 2;
    //@ assert crlf: CrlfsEnd(&s[0], 3, 0) == 2;
    sip_message_result empty = sip_message_frame(s, 3, &m);
    //@ check crlf: empty.code == SIP_MESSAGE_MORE && empty.at == 2;
}
