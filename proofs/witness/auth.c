/* What the contracts of the readers of credentials and challenges say about concrete texts. The asserts are steps for
 * the provers. */
#include "../../src/core/headers.h"
#include "field.h"

void one(void)
{
    const uint8_t s[3] = { 'A', '=', 'b' };
    sip_message m;
    m.headers = 1;
    field(&m, 0, SIP_H_AUTHENTICATION_INFO, 0, 3);
    //@ assert place: ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 3;
    //@ assert name: TokenEnd(&s[0], 3, 0) == 1;
    //@ assert before: SwsEnd(&s[0], 3, 1) == 1;
    //@ assert behind: SwsEnd(&s[0], 3, 2) == 2;
    //@ assert equal: EqualEnd(&s[0], 3, 1) == 2;
    //@ assert start: AuthEqualEnd(&s[0], 3, 0) == 2;
    //@ assert plain: QuoteBit(&s[0], 3, 2) == 0;
    //@ assert value: TokenEnd(&s[0], 3, 2) == 3;
    //@ assert end: AuthParamEnd(&s[0], 3, 0) == 3;
    //@ assert list: AuthListBit(&s[0], 3, 0) == 1;
    bool valid = sip_auth_valid(s, &m, 0);
    //@ check valid: valid;
}

void named(void)
{
    const uint8_t s[3] = { 'A', '=', 'b' };
    const char a[1] = { 'a' };
    sip_message m;
    m.headers = 1;
    field(&m, 0, SIP_H_AUTHENTICATION_INFO, 0, 3);
    //@ assert place: AuthStart(&s[0], &m, 0) == 0 && ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 3;
    //@ assert name: TokenEnd(&s[0], 3, 0) == 1;
    //@ assert before: SwsEnd(&s[0], 3, 1) == 1;
    //@ assert behind: SwsEnd(&s[0], 3, 2) == 2;
    //@ assert equal: EqualEnd(&s[0], 3, 1) == 2;
    //@ assert start: AuthEqualEnd(&s[0], 3, 0) == 2;
    //@ assert plain: QuoteBit(&s[0], 3, 2) == 0;
    //@ assert value: TokenEnd(&s[0], 3, 2) == 3;
    //@ assert end: AuthParamEnd(&s[0], 3, 0) == 3;
    //@ assert letter: Lower(s[0]) == 'a' && Lower(a[0]) == 'a';
    //@ assert empty: WordRun(&s[0], 0, &a[0], 0) == 1;
    //@ assert run: WordRun(&s[0], 0, &a[0], 1) == 1;
    //@ assert word: WordBit(&s[0], 0, 1, &a[0], 1) == 1;
    //@ assert taken: AuthTaken(&s[0], 3, 0, &a[0], 1, -1) == 0;
    //@ assert here: AuthFound(&s[0], 3, 0, &a[0], 1, -1) == 0;
    sip_auth_param p = sip_auth_param_find(s, &m, 0, a, 1);
    //@ check found: p.found && !p.quoted;
    //@ check whole: p.whole.at == 0 && p.whole.len == 3;
    //@ check value: p.value.at == 2 && p.value.len == 1;
}

void malformed(void)
{
    const uint8_t s[1] = { '=' };
    sip_message m;
    sip_auth out;
    m.headers = 1;
    field(&m, 0, SIP_H_AUTHENTICATION_INFO, 0, 1);
    //@ assert place: AuthStart(&s[0], &m, 0) == 0 && ValueStart(&m, 0) == 0 && ValueStop(&m, 0) == 1;
    //@ assert name: TokenEnd(&s[0], 1, 0) == -1;
    //@ assert end: AuthParamEnd(&s[0], 1, 0) == -1;
    //@ assert list: AuthListBit(&s[0], 1, 0) == 0;
    //@ assert reads: !AuthReads(&s[0], 1, 0, 0, 0, 24);
    bool valid = sip_auth_valid(s, &m, 0), read = sip_auth_read(s, &m, 0, &out);
    //@ check valid: !valid;
    //@ check read: !read && out.count == 0;
}

void absent(void)
{
    const uint8_t s[1] = { '=' };
    const char a[1] = { 'a' };
    sip_message m;
    sip_auth out;
    m.headers = 1;
    field(&m, 0, SIP_H_AUTHENTICATION_INFO, 0, 1);
    sip_auth_param p = sip_auth_param_find(s, &m, 1, a, 1);
    bool valid = sip_auth_valid(s, &m, 1), read = sip_auth_read(s, &m, 1, &out);
    //@ check found: !p.found;
    //@ check valid: !valid;
    //@ check read: !read && out.count == 0;
}

void get(void)
{
    const uint8_t s[7] = { 'a', '=', 'b', ',', 'C', '=', 'd' };
    const char c[1] = { 'c' }, d[1] = { 'd' };
    sip_auth a;
    a.count = 2;
    a.entry[0].name.at = 0;
    a.entry[0].name.len = 1;
    a.entry[1].name.at = 4;
    a.entry[1].name.len = 1;
    a.entry[1].param.found = true;
    a.entry[1].param.value.at = 6;
    //@ assert names: EntryNamed(&s[0], &a, 1, &c[0], 1) && !EntryNamed(&s[0], &a, 0, &c[0], 1);
    //@ assert first: !EntryNamed(&s[0], &a, 0, &d[0], 1);
    //@ assert second: !EntryNamed(&s[0], &a, 1, &d[0], 1);
    //@ assert ends: \forall integer k; 0 <= k < a.count ==> k == 0 || k == 1;
    //@ assert none: \forall integer k; 0 <= k < a.count ==> !EntryNamed(&s[0], &a, k, &d[0], 1);
    sip_auth_param p = sip_auth_get(s, &a, c, 1), none = sip_auth_get(s, &a, d, 1);
    //@ check found: p.found && p.value.at == 6;
    //@ check none: !none.found;
}
