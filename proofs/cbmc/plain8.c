// cbmc: --unwind 9
// sources: ,
// property: in eight bytes the first is found that is not SP or visible ASCII, or that cannot stand in a quoted string as it is, or that no token has; the first colon is found; a known word is told from others but for case, and so is a name; of four bytes those are listed that no token has
// bound: all eight bytes; known words of letters, hyphens and NULs

/* Words wrap and are cut there on purpose. */
#pragma CPROVER check push
#pragma CPROVER check disable "unsigned-overflow"
#pragma CPROVER check disable "conversion"
#include "../../src/core/stops.h"
#include "../../src/core/plain.h"
#pragma CPROVER check pop

void __CPROVER_assert(_Bool, const char *);
void __CPROVER_assume(_Bool);
uint8_t nondet_byte(void);
uint64_t nondet_word(void);
void harness(void);

static bool plain(uint8_t c)
{
    return c >= 0x20 && c <= 0x7E;
}

static bool quoted(uint8_t c)
{
    return plain(c) && c != '"' && c != '\\';
}

static size_t first_mark(uint64_t stops)
{
    size_t first = 8;

    for (size_t n = 8; n > 0; n--)
        first = stops >> (8 * n - 1) & 1 ? n - 1 : first;
    return first;
}

static bool letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool token(uint8_t c)
{
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '!' || c == '%' || c == '*' ||
           c == '_' || c == '+' || c == '`' || c == '\'' || c == '~';
}

void harness(void)
{
    uint8_t p[8], w[8];
    size_t text = 8, string = 8, word = 8, colon = 8, count = 0;
    bool same = true, full = true;
    sip_stops f;

    for (size_t n = 8; n > 0; n--) {
        size_t k = n - 1;

        p[k] = nondet_byte();
        w[k] = nondet_byte();
        __CPROVER_assume(w[k] == 0 || w[k] == '-' || (w[k] >= 'a' && w[k] <= 'z'));
        text = plain(p[k]) ? text : k;
        string = quoted(p[k]) ? string : k;
        word = token(p[k]) ? word : k;
        colon = p[k] != ':' ? colon : k;
        full = full && w[k] != 0;
        same = same && (w[k] == 0 || p[k] == w[k] || (letter(w[k]) && p[k] + 0x20 == w[k]));
    }
    uint64_t marks = nondet_word() & 0x80 * SIP_EACH_BYTE;
    uint64_t plain8 = sip_plain_stops(p, 0), quoted8 = sip_quoted_stops(p, 0), colon8 = sip_colons(p, 0);
    __CPROVER_assert(sip_first_stop(marks) == first_mark(marks), "first");
    __CPROVER_assert(first_mark(plain8) == text && (plain8 & 0x7F * SIP_EACH_BYTE) == 0, "plain");
    __CPROVER_assert(first_mark(quoted8) == string && (quoted8 & 0x7F * SIP_EACH_BYTE) == 0, "quoted");
    __CPROVER_assert((plain8 == 0) == (text == 8) && (quoted8 == 0) == (string == 8) &&
                     (colon8 == 0) == (colon == 8), "no stop");
    __CPROVER_assert(sip_token8(p, 0) == word, "token");
    __CPROVER_assert((sip_differs8(p, w) == 0) == same, "word");
    __CPROVER_assert(first_mark(colon8) == colon && (colon8 & 0x7F * SIP_EACH_BYTE) == 0, "colon");
    __CPROVER_assert(word < 8 || !full || (sip_order8(p, w) == 0) == same, "name");

    size_t got = sip_stops_four(p, 4, 0, &f);
    for (size_t k = 4; k < 8; k++) {
        if (!token(p[k]))
            __CPROVER_assert(f.at[count++] == k, "stop");
    }
    __CPROVER_assert(got == count, "stops");
}
