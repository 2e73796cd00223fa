/* What the contracts of the short header fields say about concrete texts. */
#include "../../src/core/only.h"

/*@ requires \valid(m) && k < SIP_HEADERS_MAX;
    assigns m->header[k];
    ensures m->header[k].id == id && m->header[k].value.at == at && m->header[k].value.len == len; */
static void field(sip_message *m, uint32_t k, sip_header_name id, uint16_t at, uint16_t len)
{
    m->header[k].id = id;
    m->header[k].value.at = at;
    m->header[k].value.len = len;
    //@ check set: m->header[k].value.at == at;
}

void only(void)
{
    sip_message m;
    m.headers = 2;
    field(&m, 0, SIP_H_CSEQ, 0, 1);
    field(&m, 1, SIP_H_EXPIRES, 0, 1);
    size_t second = sip_header_only(&m, SIP_H_EXPIRES), none = sip_header_only(&m, SIP_H_VIA);
    field(&m, 0, SIP_H_EXPIRES, 0, 1);
    size_t twice = sip_header_only(&m, SIP_H_EXPIRES);
    //@ check second: second == 1;
    //@ check none: none == SIP_NPOS;
    //@ check twice: twice == SIP_NPOS;
}

void cseq(void)
{
    const uint8_t s[4] = { '0', '7', ' ', 'A' };
    sip_message m;
    sip_cseq c = { 0, { 0, 0 } }, d = { 9, { 0, 0 } };
    m.headers = 1;
    field(&m, 0, SIP_H_CSEQ, 0, 4);
    bool r = sip_cseq_read(s, &m, &c);
    field(&m, 0, SIP_H_CSEQ, 0, 3);
    bool bare = sip_cseq_read(s, &m, &d);
    //@ check number: r && c.number == 7 && c.method.at == 3 && c.method.len == 1;
    //@ check kept: !bare && d.number == 9;
}

void expires(void)
{
    const uint8_t s[3] = { '6', '0', ' ' };
    sip_message m;
    m.headers = 1;
    field(&m, 0, SIP_H_EXPIRES, 0, 2);
    int64_t r = sip_expires_read(s, &m);
    //@ check value: r == 60;
    field(&m, 0, SIP_H_EXPIRES, 0, 3);
    int64_t bad = sip_expires_read(s, &m);
    //@ check bad: bad == -2;
    field(&m, 0, SIP_H_CSEQ, 0, 2);
    int64_t none = sip_expires_read(s, &m);
    //@ check none: none == -1;
}

void option_tag(void)
{
    const uint8_t s[4] = { 'x', ',', 'B', ',' };
    const char b[1] = { 'b' };
    sip_message m;
    m.headers = 1;
    field(&m, 0, SIP_H_REQUIRE, 0, 3);
    bool r = sip_option_tag(s, &m, SIP_H_REQUIRE, b, 1), other = sip_option_tag(s, &m, SIP_H_SUPPORTED, b, 1);
    field(&m, 0, SIP_H_REQUIRE, 0, 4);
    bool open = sip_option_tag(s, &m, SIP_H_REQUIRE, b, 1);
    //@ check found: r;
    //@ check other: !other;
    //@ check malformed: !open;
}
