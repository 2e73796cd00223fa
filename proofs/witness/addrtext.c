/* What the contracts of address texts say about concrete ones. The asserts are steps towards the checks. */
#include "../../src/core/addr.h"

void parse_v4(void)
{
    const uint8_t s[7] = { '1', '.', '2', '.', '3', '.', '4' };
    ip_addr a = { { 0 } };
    //@ assert first: Decimal(&s[0], 0, 1) == 1 && Ip4Part2(&s[0], 7, 0) == 2;
    //@ assert second: Decimal(&s[0], 2, 3) == 2 && Ip4Part3(&s[0], 7, 0) == 4;
    //@ assert third: Decimal(&s[0], 4, 5) == 3 && Ip4Part4(&s[0], 7, 0) == 6;
    //@ assert fourth: Decimal(&s[0], 6, 7) == 4 && OctetEnd(&s[0], 7, 6) == 7;
    bool r = addr_parse(s, 0, 7, &a);
    //@ check accepted: r;
    //@ check mapped: V4Mapped(&a);
    //@ check octets: Word(&a, 6) == 0x0102 && Word(&a, 7) == 0x0304;
}

void parse_v6(void)
{
    const uint8_t s[4] = { ':', ':', 'a', 'b' };
    ip_addr a = { { 0 } };
    //@ assert group: H16End(&s[0], 4, 2) == 4 && Ip4End(&s[0], 4, 2) == -1 && Ip4End(&s[0], 4, 0) == -1;
    //@ assert digit: HexNumber(&s[0], 2, 3) == 10;
    //@ assert value: HexNumber(&s[0], 2, 4) == 0xab;
    //@ assert whole: Ip6AddressBit(&s[0], 0, 4) == 1;
    //@ assert words: Ip6Word(&s[0], 0, 4, 0) == 0 && Ip6Word(&s[0], 0, 4, 7) == 0xab;
    bool r = addr_parse(s, 0, 4, &a);
    //@ check accepted: r;
    //@ check first: Word(&a, 0) == 0;
    //@ check last: Word(&a, 7) == 0xab;
}

void parse_none(void)
{
    const uint8_t s[3] = { '1', ':', ':' };
    ip_addr a = { { 7 } };
    //@ assert group: H16End(&s[0], 2, 0) == 1 && Ip4End(&s[0], 2, 0) == -1;
    bool r = addr_parse(s, 0, 2, &a), empty = addr_parse(s, 0, 0, &a);
    //@ check open: !r;
    //@ check empty: !empty;
    //@ check kept: a.b[0] == 7;
}

void print_v4(void)
{
    ip_addr a = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 10 } };
    char out[ADDR_TEXT_MAX];
    //@ assert second: V4At(&a, 13) == 4;
    //@ assert third: V4At(&a, 14) == 6;
    //@ assert fourth: V4At(&a, 15) == 8;
    //@ assert end: V4At(&a, 16) == 11;
    size_t n = addr_print(&a, out);
    //@ assert dots: \forall integer k, p; 12 < k < 16 && p + 1 == V4At(&a, k) ==> out[p] == '.';
    //@ assert k12: OctetText(&out[0], 0, 192);
    //@ assert k13: OctetText(&out[0], 4, 0);
    //@ assert k14: OctetText(&out[0], 6, 2);
    //@ assert k15: OctetText(&out[0], 8, 10);
    //@ check length: n == 10 && out[10] == 0;
    //@ check octets: out[0] == '1' && out[1] == '9' && out[2] == '2' && out[4] == '0' && out[6] == '2';
    //@ check last: out[8] == '1' && out[9] == '0';
    //@ check dots: out[3] == '.' && out[5] == '.' && out[7] == '.';
}

/* A step towards the checks of print_v6, away from its other facts. */
/*@ requires readable: \valid_read(out + (0 .. ADDR_TEXT_MAX - 1));
    requires texts: GroupText(out, 0, 0x2b) && GroupText(out, 4, 2);
    assigns \nothing;
    ensures digits: out[0] == '2' && out[1] == 'b' && out[4] == '2'; */
static void group_digits(const char *out)
{
    (void)out;
    //@ assert lengths: GroupLength(0x2b) == 2 && GroupLength(2) == 1;
    //@ assert digits: GroupDigit(0x2b, 1) == '2' && GroupDigit(0x2b, 0) == 'b' && GroupDigit(2, 0) == '2';
}

void print_v6(void)
{
    ip_addr a = { { 0, 0x2b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 } };
    char out[ADDR_TEXT_MAX];
    //@ assert run7: ZeroEnd(&a, 7) == 7;
    //@ assert run6: ZeroEnd(&a, 6) == 7;
    //@ assert run5: ZeroEnd(&a, 5) == 7;
    //@ assert run4: ZeroEnd(&a, 4) == 7;
    //@ assert run3: ZeroEnd(&a, 3) == 7;
    //@ assert run2: ZeroEnd(&a, 2) == 7;
    //@ assert run1: ZeroEnd(&a, 1) == 7;
    //@ assert run0: ZeroEnd(&a, 0) == 0;
    //@ assert longest: LongestZeros(&a, 1);
    //@ assert before: GroupAt(&a, 0, 0) == 0 && GroupAt(&a, 0, 1) == 3;
    //@ assert behind: GroupAt(&a, 7, 7) == 0 && GroupAt(&a, 7, 8) == 2;
    //@ assert words: Word(&a, 0) == 0x2b && Word(&a, 7) == 2;
    size_t n = addr_print(&a, out);
    //@ assert text: V6Text(&a, 1, &out[0], n);
    //@ assert left: GroupText(&out[0], 0, 0x2b);
    //@ assert behind_gap: GroupsText(&a, 7, 8, &out[0], 4);
    //@ assert right: GroupText(&out[0], 4 + GroupAt(&a, 7, 7), Word(&a, 7));
    group_digits(out);
    //@ check length: n == 5 && out[5] == 0;
    //@ check first: out[0] == '2' && out[1] == 'b';
    //@ check gap: out[2] == ':' && out[3] == ':';
    //@ check last: out[4] == '2';
}
