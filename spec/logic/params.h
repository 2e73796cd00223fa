/* generic-param and auth-param in logic (RFC 3261 25.1); the names are as in lex.h. */
#ifndef SECAGREE_LOGIC_PARAMS_H
#define SECAGREE_LOGIC_PARAMS_H
#include "lex.h"

/*@ // behind EQUAL at v: 1 if a quoted-string stands there, which brings an SWS of its own
    logic integer QuoteBit(uint8_t *s, integer n, integer v) =
      (SwsEnd(s, n, v) < n && s[SwsEnd(s, n, v)] == '"') ? 1 : 0;
    // gen-value = token / host / quoted-string: of token and host a token is the longest but for an IPv6reference
    logic integer BracketBit(uint8_t *s, integer n, integer v) = (v < n && s[v] == '[') ? 1 : 0;
    logic integer GenAt(uint8_t *s, integer n, integer v) = QuoteBit(s, n, v) == 1 ? SwsEnd(s, n, v) : v;
    logic integer GenForm(uint8_t *s, integer n, integer v) =
      QuoteBit(s, n, v) == 1 ? 3 : BracketBit(s, n, v) == 1 ? 2 : 1;
    logic integer GenEnd(uint8_t *s, integer n, integer v) =
      QuoteBit(s, n, v) == 1 ? QuotedEnd(s, n, SwsEnd(s, n, v)) :
      BracketBit(s, n, v) == 1 ? HostEnd(s, n, v) : TokenEnd(s, n, v);

    // generic-param = token [ EQUAL gen-value ], the token read up to e
    logic integer EqualEnd(uint8_t *s, integer n, integer e) = SeparatorEnd(s, n, e, '=');
    logic integer ParamRest(uint8_t *s, integer n, integer e) =
      EqualEnd(s, n, e) < 0 ? e : GenEnd(s, n, EqualEnd(s, n, e));
    logic integer ParamEnd(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? -1 : ParamRest(s, n, TokenEnd(s, n, i));
*/

#endif
