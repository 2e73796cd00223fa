/* What the contracts of the reader of Via say about concrete texts. The asserts are steps for the provers. */
#include "../../src/core/headers.h"
#include "field.h"

void no_protocol(void)
{
    const uint8_t s[1] = { '/' };
    sip_message m;
    sip_via v = { .port = 9 };
    m.headers = 1;
    field(&m, 0, SIP_H_VIA, 0, 1);
    //@ assert place: ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 1 && First(&m, SIP_H_VIA, 0);
    //@ assert token: TokenEnd(&s[0], 1, 0) == -1;
    //@ assert via: ProtocolEnd(&s[0], 1, 0) == -1 && ViaEnd(&s[0], 1, 0) == -1;
    //@ assert none: ViaCount(&s[0], 1, 0, 0) == -1;
    //@ assert named: Named(&m, SIP_H_VIA, 0) && ViaCount(&s[0], ValueStop(&m, 0), ValueStart(&m, 0), 0) < 0;
    size_t count = sip_via_count(s, &m);
    bool r = sip_via_read(s, &m, &v);
    //@ check malformed: count == SIP_NPOS;
    //@ check kept: !r && v.port == 9;
}

void other_name(void)
{
    const uint8_t s[1] = { '/' };
    sip_message m;
    sip_via v = { .port = 9 };
    m.headers = 1;
    field(&m, 0, SIP_H_TO, 0, 1);
    //@ assert none: NoneNamed(&m, SIP_H_VIA);
    //@ assert sum: ViaSum(&s[0], &m, 0) == 0 && ViaSum(&s[0], &m, 1) == 0;
    //@ assert values: Values(&s[0], &m);
    size_t count = sip_via_count(s, &m);
    bool r = sip_via_read(s, &m, &v);
    //@ check none: count == 0;
    //@ check kept: !r && v.port == 9;
}
