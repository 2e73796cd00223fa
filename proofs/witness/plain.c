/* What the contracts of the scans by eight bytes say about concrete texts. The asserts are steps for the provers. */
#include "../../src/core/plain.h"

void token(void)
{
    const uint8_t s[4] = { 'a', '-', ';', 'b' };
    //@ assert first: TokenRun(&s[0], 4, 2) == 2 && TokenRun(&s[0], 4, 1) == 2 && TokenRun(&s[0], 4, 0) == 2;
    //@ assert behind: TokenRun(&s[0], 4, 4) == 4 && TokenRun(&s[0], 4, 3) == 4;
    size_t r = sip_token(s, 4, 0), none = sip_token(s, 4, 2), last = sip_token(s, 4, 3), empty = sip_token(s, 4, 4);
    //@ check longest: r == 2;
    //@ check invalid: none == SIP_NPOS;
    //@ check end: last == 4;
    //@ check empty: empty == SIP_NPOS;
}

void quoted_string(void)
{
    const uint8_t s[5] = { '"', '\\', '"', 'a', '"' };
    //@ assert pair: QuotedItem(&s[0], 5, 1) == 2 && QuotedItem(&s[0], 5, 3) == 1;
    //@ assert behind: QuotedRest(&s[0], 5, 4) == 5 && QuotedRest(&s[0], 5, 3) == 5 && QuotedRest(&s[0], 5, 1) == 5;
    //@ assert cut_pair: QuotedItem(&s[0], 4, 1) == 2 && QuotedItem(&s[0], 4, 3) == 1;
    //@ assert cut: QuotedRest(&s[0], 4, 4) == -1 && QuotedRest(&s[0], 4, 3) == -1 && QuotedRest(&s[0], 4, 1) == -1;
    size_t r = sip_quoted(s, 5, 0), open = sip_quoted(s, 4, 0), other = sip_quoted(s, 5, 3), empty = sip_quoted(s, 5, 5);
    //@ check pair: r == 5;
    //@ check open: open == SIP_NPOS;
    //@ check other: other == SIP_NPOS;
    //@ check empty: empty == SIP_NPOS;
}
