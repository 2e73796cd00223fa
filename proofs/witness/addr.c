/* What the contracts of address arithmetic say about concrete addresses. */
#include "../../src/core/addr.h"

void families(void)
{
    ip_addr v4 = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1 } };
    ip_addr v6 = { { 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1 } };
    ip_addr near = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe, 192, 0, 2, 1 } };
    bool a = addr_is_v4(&v4), b = addr_is_v4(&v6), c = addr_is_v4(&near);
    //@ check v4: a;
    //@ check v6: !b;
    //@ check near: !c;
}

void equality(void)
{
    ip_addr a = { { 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };
    ip_addr b = { { 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 } };
    bool same = addr_equal(&a, &a), other = addr_equal(&a, &b);
    //@ check same: same;
    //@ check last_byte: !other;
}

void sum(void)
{
    ip_addr a = { { 0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };
    ip_addr f = { { 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 } };
    uint32_t r = addr_sum16(&a), zero = addr_sum16(&f);
    //@ check words: r == 0x2001 + 0x0db8 + 1;
    //@ check wraps: zero == 0;
}
