/* What the contracts of the short header fields say about concrete texts. */
#include "../../src/core/only.h"
#include "field.h"

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
    //@ assert only: Only(&m, SIP_H_CSEQ) == 0 && ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 4;
    //@ assert digits: DigitsEnd(&s[0], 4, 0) == 2 && DigitsEnd(&s[0], 3, 0) == 2;
    //@ assert number: Decimal(&s[0], 0, 2) == 7;
    //@ assert white: SwsEnd(&s[0], 4, 2) == 3 && SwsEnd(&s[0], 3, 2) == 3;
    //@ assert method: TokenEnd(&s[0], 4, 3) == 4 && TokenEnd(&s[0], 3, 3) == -1;
    //@ assert whole: CSeqBit(&s[0], 4, 0) == 1 && CSeqBit(&s[0], 3, 0) == 0;
    bool r = sip_cseq_read(s, &m, &c);
    field(&m, 0, SIP_H_CSEQ, 0, 3);
    //@ assert still: Only(&m, SIP_H_CSEQ) == 0 && ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 3;
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
    //@ assert still: Only(&m, SIP_H_EXPIRES) == 0 && ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 3;
    //@ assert digits: DigitsEnd(&s[0], 3, 0) == 2;
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
    //@ assert place: ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 3;
    //@ assert first: TokenEnd(&s[0], 3, 0) == 1 && CommaEnd(&s[0], 3, 1) == 2;
    //@ assert second: TokenEnd(&s[0], 3, 2) == 3 && SameWord(&s[0], 2, 3, &b[0], 1);
    //@ assert last: TokensBit(&s[0], 3, 2) == 1 && AnyWord(&s[0], 3, 2, &b[0], 1);
    //@ assert both: TokensBit(&s[0], 3, 0) == 1 && AnyWord(&s[0], 3, 0, &b[0], 1);
    //@ assert word: HasWord(&s[0], 3, 0, &b[0], 1);
    //@ assert has: Named(&m, SIP_H_REQUIRE, 0) && HasWord(&s[0], ValueStop(&m, 0), ValueStart(&m, 0), &b[0], 1);
    bool r = sip_option_tag(s, &m, SIP_H_REQUIRE, b, 1), other = sip_option_tag(s, &m, SIP_H_SUPPORTED, b, 1);
    field(&m, 0, SIP_H_REQUIRE, 0, 4);
    //@ assert longer: ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 4;
    //@ assert tokens: TokenEnd(&s[0], 4, 0) == 1 && TokenEnd(&s[0], 4, 2) == 3 && TokenEnd(&s[0], 4, 4) == -1;
    //@ assert commas: CommaEnd(&s[0], 4, 1) == 2 && CommaEnd(&s[0], 4, 3) == 4;
    //@ assert none: TokensBit(&s[0], 4, 4) == 0 && TokensBit(&s[0], 4, 2) == 0 && TokensBit(&s[0], 4, 0) == 0;
    bool open = sip_option_tag(s, &m, SIP_H_REQUIRE, b, 1);
    //@ check found: r;
    //@ check other: !other;
    //@ check malformed: !open;
}
