/* What the contracts of the message reader say about concrete texts, of functions that are not yet proved. */
#include "../../src/core/message.h"

void datagram(void)
{
    const uint8_t s[1] = { '(' }, cut[2] = { 'A', ' ' }, method[2] = { 'A', '(' };
    sip_message m;
    sip_message_result empty = sip_message_parse(s, 0, &m), none = sip_message_parse(s, 1, &m);
    sip_message_result open = sip_message_parse(cut, 2, &m), other = sip_message_parse(method, 2, &m);
    //@ check empty: empty.code == SIP_MESSAGE_EMPTY;
    //@ check no_method: none.code == SIP_MESSAGE_START_LINE && none.at == 0;
    //@ check cut: open.code == SIP_MESSAGE_NO_BLANK_LINE && open.at == 2;
    //@ check no_space: other.code == SIP_MESSAGE_START_LINE && other.at == 1;
}

void version(void)
{
    const uint8_t s[7] = { 's', 'i', 'p', '/', '2', '.', '1' };
    sip_message m;
    sip_message_result r = sip_message_parse(s, 7, &m), cut = sip_message_parse(s, 6, &m);
    //@ check other: r.code == SIP_MESSAGE_VERSION && r.at == 0;
    //@ check cut: cut.code == SIP_MESSAGE_NO_BLANK_LINE && cut.at == 6;
}

void response(void)
{
    const uint8_t s[17] = { 'S', 'I', 'P', '/', '2', '.', '0', ' ', '2', '0', '0', ' ', '\r', '\n', '\r', '\n', 'x' };
    sip_message m;
    sip_message_result r = sip_message_parse(s, 17, &m);
    //@ check ok: r.code == SIP_MESSAGE_OK && r.at == 17;
    //@ check line: !m.request && m.status == 200 && m.headers == 0;
    //@ check body: m.body.at == 16 && m.body.len == 1;
}

void stream(void)
{
    const uint8_t s[3] = { '\r', '\n', '\r' }, bad[3] = { '\r', '\n', '(' };
    sip_message m;
    sip_message_result nothing = sip_message_frame(s, 0, &m), empty = sip_message_frame(s, 3, &m);
    sip_message_result none = sip_message_frame(bad, 3, &m);
    //@ check nothing: nothing.code == SIP_MESSAGE_MORE && nothing.at == 0;
    //@ check crlf: empty.code == SIP_MESSAGE_MORE && empty.at == 2;
    //@ check no_method: none.code == SIP_MESSAGE_START_LINE && none.at == 2;
}
