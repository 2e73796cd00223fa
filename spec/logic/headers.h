/* Values of header fields in logic (RFC 3261 20, 25.1; spec/grammar/headers.abnf); the names are as in lex.h. */
#ifndef SECAGREE_LOGIC_HEADERS_H
#define SECAGREE_LOGIC_HEADERS_H
#include "params.h"

/*@ // CSeq-value = cseq-number LWS token, the parts ending at d and b; the number is below 2**31 (RFC 3261 8.1.1.5)
    predicate CSeqParts(uint8_t *s, integer i, integer d, integer b, integer n) =
      i < d && Digits(s, i, d) && Decimal(s, i, d) <= 2147483647 && LWS(s, d, b) && Token(s, b, n);
    // the same, read from left to right: 1 if it is the whole of s[i..n), else 0
    logic integer CSeqBlank(uint8_t *s, integer n, integer i) = SwsEnd(s, n, DigitsEnd(s, n, i));
    logic integer CSeqBit(uint8_t *s, integer n, integer i) =
      (DigitsEnd(s, n, i) > i && Decimal(s, i, DigitsEnd(s, n, i)) <= 2147483647 &&
       CSeqBlank(s, n, i) > DigitsEnd(s, n, i) && TokenEnd(s, n, CSeqBlank(s, n, i)) == n) ? 1 : 0;

    // the whole of s[i..j) is 1*DIGIT up to max; for Expires-value that is 2**32-1 (RFC 3261 20.19)
    logic integer NumberBit(uint8_t *s, integer i, integer j, integer max) =
      (i < j && DigitsEnd(s, j, i) == j && Decimal(s, i, j) <= max) ? 1 : 0;

    // s[i..j) is the word w of that length but for case
    predicate SameWord(uint8_t *s, integer i, integer j, char *w, integer len) =
      j - i == len && \forall integer k; 0 <= k < len ==> Lower(s[i + k]) == Lower(w[k]);

    // Require-value = token *( COMMA token ) is the whole of s[i..n): 1, else 0
    logic integer CommaEnd(uint8_t *s, integer n, integer e) = e < n ? SeparatorEnd(s, n, e, ',') : -1;
    logic integer TokensBit(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? 0 : TokenEnd(s, n, i) == n ? 1 :
      CommaEnd(s, n, TokenEnd(s, n, i)) < 0 ? 0 : TokensBit(s, n, CommaEnd(s, n, TokenEnd(s, n, i)));
    // one of the tokens from i on is the word
    predicate AnyWord(uint8_t *s, integer n, integer i, char *w, integer len) =
      TokenEnd(s, n, i) >= 0 &&
      (SameWord(s, i, TokenEnd(s, n, i), w, len) ||
       (CommaEnd(s, n, TokenEnd(s, n, i)) >= 0 && AnyWord(s, n, CommaEnd(s, n, TokenEnd(s, n, i)), w, len)));
    predicate HasWord(uint8_t *s, integer n, integer i, char *w, integer len) =
      TokensBit(s, n, i) == 1 && AnyWord(s, n, i, w, len);

    // auth-param = token EQUAL ( token / quoted-string )
    logic integer AuthEqualEnd(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? -1 : EqualEnd(s, n, TokenEnd(s, n, i));
    logic integer AuthValueEnd(uint8_t *s, integer n, integer v) =
      v < 0 ? -1 : QuoteBit(s, n, v) == 1 ? QuotedEnd(s, n, SwsEnd(s, n, v)) : TokenEnd(s, n, v);
    logic integer AuthParamEnd(uint8_t *s, integer n, integer i) = AuthValueEnd(s, n, AuthEqualEnd(s, n, i));

    // scheme LWS, and the same where the scheme must be Digest: where the list behind it begins; -1: none
    logic integer SchemeEnd(uint8_t *s, integer n, integer i) =
      (TokenEnd(s, n, i) >= 0 && SwsEnd(s, n, TokenEnd(s, n, i)) > TokenEnd(s, n, i)) ?
      SwsEnd(s, n, TokenEnd(s, n, i)) : -1;
    logic integer DigestBit(uint8_t *s, integer i, integer j) =
      (j - i == 6 && Lower(s[i]) == 'd' && Lower(s[i + 1]) == 'i' && Lower(s[i + 2]) == 'g' &&
       Lower(s[i + 3]) == 'e' && Lower(s[i + 4]) == 's' && Lower(s[i + 5]) == 't') ? 1 : 0;
    logic integer DigestEnd(uint8_t *s, integer n, integer i) =
      (TokenEnd(s, n, i) >= 0 && DigestBit(s, i, TokenEnd(s, n, i)) == 1) ? SchemeEnd(s, n, i) : -1;

    // auth-param *( COMMA auth-param ): where the one behind that at i begins, and the k-th from i on; -1: none
    logic integer AuthNext(uint8_t *s, integer n, integer i) =
      (i < 0 || AuthParamEnd(s, n, i) < 0) ? -1 : CommaEnd(s, n, AuthParamEnd(s, n, i));
    logic integer AuthAt(uint8_t *s, integer n, integer i, integer k) =
      k <= 0 ? i : AuthNext(s, n, AuthAt(s, n, i, k - 1));
    // the list is the whole of s[i..n): 1, else 0
    logic integer AuthListBit(uint8_t *s, integer n, integer i) =
      AuthParamEnd(s, n, i) < 0 ? 0 : AuthParamEnd(s, n, i) == n ? 1 :
      AuthNext(s, n, i) < 0 ? 0 : AuthListBit(s, n, AuthNext(s, n, i));
    // s[i..j) is the word w of that length but for case, as SameWord: 1, else 0
    logic integer WordRun(uint8_t *s, integer i, char *w, integer k) =
      k <= 0 ? 1 : Lower(s[i + k - 1]) == Lower(w[k - 1]) ? WordRun(s, i, w, k - 1) : 0;
    logic integer WordBit(uint8_t *s, integer i, integer j, char *w, integer len) =
      j - i == len ? WordRun(s, i, w, len) : 0;
    // where in the list the auth-param of name w is, -1: nowhere, where the list is the whole of s[i..n); -2 where it
    // is not, or has the name twice; before i it was found at f, -1: not yet
    logic integer AuthTaken(uint8_t *s, integer n, integer i, char *w, integer len, integer f) =
      WordBit(s, i, TokenEnd(s, n, i), w, len) == 0 ? f : f < 0 ? i : -2;
    logic integer AuthFound(uint8_t *s, integer n, integer i, char *w, integer len, integer f) =
      AuthParamEnd(s, n, i) < 0 ? -2 : AuthTaken(s, n, i, w, len, f) == -2 ? -2 :
      AuthParamEnd(s, n, i) == n ? AuthTaken(s, n, i, w, len, f) :
      AuthNext(s, n, i) < 0 ? -2 : AuthFound(s, n, AuthNext(s, n, i), w, len, AuthTaken(s, n, i, w, len, f));
    // the len bytes at i and at j are the same but for case: x and y are in the same place there
    predicate SameBytes(uint8_t *s, integer i, integer j, integer len) =
      \forall integer x, integer y; i <= x < i + len && x - i == y - j ==> Lower(s[x]) == Lower(s[y]);
    // the tokens at a and b
    predicate SameTokens(uint8_t *s, integer n, integer a, integer b) =
      TokenEnd(s, n, a) - a == TokenEnd(s, n, b) - b && SameBytes(s, a, b, TokenEnd(s, n, a) - a);
    // from the k-th at j on, of those from i: they go on to n, are at most max, and no two names are the same
    predicate AuthReads(uint8_t *s, integer n, integer i, integer j, integer k, integer max) =
      k < max && AuthParamEnd(s, n, j) >= 0 &&
      (\forall integer a; 0 <= a < k ==> !SameTokens(s, n, AuthAt(s, n, i, a), j)) &&
      (AuthParamEnd(s, n, j) == n ||
       (AuthNext(s, n, j) >= 0 && AuthReads(s, n, i, AuthNext(s, n, j), k + 1, max)));

    // sent-protocol = token SLASH token SLASH token
    logic integer TokenSlashEnd(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? -1 : SeparatorEnd(s, n, TokenEnd(s, n, i), '/');
    logic integer TransportAt(uint8_t *s, integer n, integer i) =
      TokenSlashEnd(s, n, i) < 0 ? -1 : TokenSlashEnd(s, n, TokenSlashEnd(s, n, i));
    logic integer ProtocolEnd(uint8_t *s, integer n, integer i) =
      TransportAt(s, n, i) < 0 ? -1 : TokenEnd(s, n, TransportAt(s, n, i));

    // port, at most 65535, where a COLON ends at c; none: -1
    logic integer PortEnd(uint8_t *s, integer n, integer c) =
      (DigitsEnd(s, n, c) > c && Decimal(s, c, DigitsEnd(s, n, c)) <= 65535) ? DigitsEnd(s, n, c) : -1;
    // sent-by = host [ COLON port ], and its port, 0 where there is none
    logic integer ColonEnd(uint8_t *s, integer n, integer i) =
      HostEnd(s, n, i) < 0 ? -1 : SeparatorEnd(s, n, HostEnd(s, n, i), ':');
    logic integer SentByEnd(uint8_t *s, integer n, integer i) =
      ColonEnd(s, n, i) < 0 ? HostEnd(s, n, i) : PortEnd(s, n, ColonEnd(s, n, i));
    logic integer SentByPort(uint8_t *s, integer n, integer i) =
      ColonEnd(s, n, i) < 0 ? 0 : Decimal(s, ColonEnd(s, n, i), DigitsEnd(s, n, ColonEnd(s, n, i)));

    // EQUAL ( IPv4address / IPv6address / IPv6reference ), the name "received" read up to e; what ends the address
    logic integer AddressRun(uint8_t *s, integer n, integer i) =
      (i < n && s[i] != ';' && s[i] != ',' && s[i] != ' ' && s[i] != '\t' && s[i] != '\r') ?
      AddressRun(s, n, i + 1) : i;
    logic integer ReceivedBit(uint8_t *s, integer i, integer j) =
      (i < j && (s[i] == '[' ? HostEnd(s, j, i) == j : (Ip4End(s, j, i) == j || Ip6AddressBit(s, i, j) == 1))) ? 1 : 0;
    logic integer ReceivedFrom(uint8_t *s, integer n, integer v) =
      (v >= 0 && ReceivedBit(s, v, AddressRun(s, n, v)) == 1) ? AddressRun(s, n, v) : -1;
    logic integer ReceivedEnd(uint8_t *s, integer n, integer e) = ReceivedFrom(s, n, EqualEnd(s, n, e));

    // which of the parameters that a rule names has the name s[i..e): 1 branch, 2 rport, 3 ttl, 4 maddr, 5 received;
    // 0: none
    logic integer BranchBit(uint8_t *s, integer i, integer e) =
      (e - i == 6 && Lower(s[i]) == 'b' && Lower(s[i + 1]) == 'r' && Lower(s[i + 2]) == 'a' &&
       Lower(s[i + 3]) == 'n' && Lower(s[i + 4]) == 'c' && Lower(s[i + 5]) == 'h') ? 1 : 0;
    logic integer RportBit(uint8_t *s, integer i, integer e) =
      (e - i == 5 && Lower(s[i]) == 'r' && Lower(s[i + 1]) == 'p' && Lower(s[i + 2]) == 'o' &&
       Lower(s[i + 3]) == 'r' && Lower(s[i + 4]) == 't') ? 1 : 0;
    logic integer TtlBit(uint8_t *s, integer i, integer e) =
      (e - i == 3 && Lower(s[i]) == 't' && Lower(s[i + 1]) == 't' && Lower(s[i + 2]) == 'l') ? 1 : 0;
    logic integer MaddrBit(uint8_t *s, integer i, integer e) =
      (e - i == 5 && Lower(s[i]) == 'm' && Lower(s[i + 1]) == 'a' && Lower(s[i + 2]) == 'd' &&
       Lower(s[i + 3]) == 'd' && Lower(s[i + 4]) == 'r') ? 1 : 0;
    logic integer ReceivedNameBit(uint8_t *s, integer i, integer e) =
      (e - i == 8 && Lower(s[i]) == 'r' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 'c' &&
       Lower(s[i + 3]) == 'e' && Lower(s[i + 4]) == 'i' && Lower(s[i + 5]) == 'v' && Lower(s[i + 6]) == 'e' &&
       Lower(s[i + 7]) == 'd') ? 1 : 0;
    logic integer ViaKind(uint8_t *s, integer i, integer e) =
      BranchBit(s, i, e) == 1 ? 1 : RportBit(s, i, e) == 1 ? 2 : TtlBit(s, i, e) == 1 ? 3 :
      MaddrBit(s, i, e) == 1 ? 4 : ReceivedNameBit(s, i, e) == 1 ? 5 : 0;

    // a parameter of that kind and form may have the value s[i..j), and was not seen before (b, r, t, m: it was)
    logic integer ViaFormBit(uint8_t *s, integer kind, integer form, integer i, integer j,
                             integer b, integer r, integer t, integer m) =
      kind == 1 ? ((b == 0 && form == 1) ? 1 : 0) :
      kind == 2 ? ((r == 0 && (form == 0 || (form == 1 && NumberBit(s, i, j, 65535) == 1))) ? 1 : 0) :
      kind == 3 ? ((t == 0 && j - i <= 3 && form == 1 && NumberBit(s, i, j, 255) == 1) ? 1 : 0) :
      kind == 4 ? ((m == 0 && (form == 1 || form == 2) && HostEnd(s, j, i) == j) ? 1 : 0) : 1;
    // form and place of the value of a generic-param whose name ends at e
    logic integer FormOf(uint8_t *s, integer n, integer e) =
      EqualEnd(s, n, e) < 0 ? 0 : GenForm(s, n, EqualEnd(s, n, e));
    logic integer PlaceOf(uint8_t *s, integer n, integer e) =
      EqualEnd(s, n, e) < 0 ? e : GenAt(s, n, EqualEnd(s, n, e));
    logic integer ViaParamRest(uint8_t *s, integer n, integer i, integer e,
                               integer b, integer c, integer r, integer t, integer m) =
      e < 0 ? -1 : ReceivedNameBit(s, i, e) == 1 ? (c == 0 ? ReceivedEnd(s, n, e) : -1) :
      (ParamRest(s, n, e) >= 0 && ViaFormBit(s, ViaKind(s, i, e), FormOf(s, n, e), PlaceOf(s, n, e),
                                             ParamRest(s, n, e), b, r, t, m) == 1) ? ParamRest(s, n, e) : -1;
    // via-params at i; c: received was seen
    logic integer ViaParamEnd(uint8_t *s, integer n, integer i,
                              integer b, integer c, integer r, integer t, integer m) =
      ViaParamRest(s, n, i, TokenEnd(s, n, i), b, c, r, t, m);
    logic integer ViaKindAt(uint8_t *s, integer n, integer i) = ViaKind(s, i, TokenEnd(s, n, i));
    logic integer SemiEnd(uint8_t *s, integer n, integer i) = SeparatorEnd(s, n, i, ';');
    // *( SEMI via-params ) at i
    logic integer ViaRest(uint8_t *s, integer n, integer i, integer b, integer c, integer r, integer t, integer m) =
      SemiEnd(s, n, i) < 0 ? i : ViaParamEnd(s, n, SemiEnd(s, n, i), b, c, r, t, m) < 0 ? -1 :
      ViaRest(s, n, ViaParamEnd(s, n, SemiEnd(s, n, i), b, c, r, t, m),
              ViaKindAt(s, n, SemiEnd(s, n, i)) == 1 ? 1 : b, ViaKindAt(s, n, SemiEnd(s, n, i)) == 5 ? 1 : c,
              ViaKindAt(s, n, SemiEnd(s, n, i)) == 2 ? 1 : r, ViaKindAt(s, n, SemiEnd(s, n, i)) == 3 ? 1 : t,
              ViaKindAt(s, n, SemiEnd(s, n, i)) == 4 ? 1 : m);
    // via-parm = sent-protocol LWS sent-by *( SEMI via-params )
    logic integer ViaHostAt(uint8_t *s, integer n, integer i) =
      (ProtocolEnd(s, n, i) >= 0 && SwsEnd(s, n, ProtocolEnd(s, n, i)) > ProtocolEnd(s, n, i)) ?
      SwsEnd(s, n, ProtocolEnd(s, n, i)) : -1;
    logic integer ViaSentByEnd(uint8_t *s, integer n, integer i) =
      ViaHostAt(s, n, i) < 0 ? -1 : SentByEnd(s, n, ViaHostAt(s, n, i));
    logic integer ViaEnd(uint8_t *s, integer n, integer i) =
      ViaSentByEnd(s, n, i) < 0 ? -1 : ViaRest(s, n, ViaSentByEnd(s, n, i), 0, 0, 0, 0, 0);
    // Via-value = via-parm *( COMMA via-parm ) is the whole of s[i..n): c more than the number of its via-parms, or -1
    logic integer ViaCount(uint8_t *s, integer n, integer i, integer c) =
      ViaEnd(s, n, i) < 0 ? -1 : ViaEnd(s, n, i) == n ? c + 1 :
      CommaEnd(s, n, ViaEnd(s, n, i)) < 0 ? -1 : ViaCount(s, n, CommaEnd(s, n, ViaEnd(s, n, i)), c + 1);
*/

#endif
