/* The lexical rules of RFC 3261 25.1 in logic. Rule(s, i, j): the rule matches exactly s[i..j).
 * RuleEnd(s, n, i): where the longest match of the rule in s[i..n) ends; -1 (or i, where noted) if it matches nowhere. */
#ifndef SECAGREE_LOGIC_LEX_H
#define SECAGREE_LOGIC_LEX_H
#include "chars.h"
#include "iptext.h"

/*@ predicate Text(uint8_t *s, integer n, integer i) = \valid_read(s + (0 .. n - 1)) && 0 <= i <= n < SIP_NPOS;

    // a scanner's answer r for an end e in logic; no end is SIP_NPOS
    predicate Found(integer r, integer e) = (e < 0 <==> r == SIP_NPOS) && (e >= 0 ==> r == e);

    predicate Token(uint8_t *s, integer i, integer j) = i < j && \forall integer k; i <= k < j ==> TokenChar(s[k]);
    logic integer TokenRun(uint8_t *s, integer n, integer i) =
      (i < n && TokenBit(s[i]) == 1) ? TokenRun(s, n, i + 1) : i;
    logic integer TokenEnd(uint8_t *s, integer n, integer i) =
      TokenRun(s, n, i) > i ? TokenRun(s, n, i) : -1;

    predicate Wsps(uint8_t *s, integer i, integer j) = i <= j && \forall integer k; i <= k < j ==> Wsp(s[k]);
    logic integer WspEnd(uint8_t *s, integer n, integer i) =
      (i < n && WspBit(s[i]) == 1) ? WspEnd(s, n, i + 1) : i;

    // *WSP CRLF 1*WSP, the line break at k
    predicate Folded(uint8_t *s, integer i, integer k, integer j) =
      k + 2 < j && Wsps(s, i, k) && s[k] == '\r' && s[k + 1] == '\n' && Wsps(s, k + 2, j);
    predicate LWS(uint8_t *s, integer i, integer j) =
      i < j && (Wsps(s, i, j) || \exists integer k; i <= k < j && Folded(s, i, k, j));
    predicate SWS(uint8_t *s, integer i, integer j) = i == j || LWS(s, i, j);
    logic integer FoldBit(uint8_t *s, integer n, integer i) =
      (i + 2 < n && s[i] == '\r' && s[i + 1] == '\n' && WspBit(s[i + 2]) == 1) ? 1 : 0;
    logic integer SwsFrom(uint8_t *s, integer n, integer w) = FoldBit(s, n, w) == 1 ? WspEnd(s, n, w + 2) : w;
    logic integer SwsEnd(uint8_t *s, integer n, integer i) = SwsFrom(s, n, WspEnd(s, n, i));

    logic integer SeparatorFrom(uint8_t *s, integer n, integer w, integer c) =
      (w < n && s[w] == c) ? SwsEnd(s, n, w + 1) : -1;
    logic integer SeparatorEnd(uint8_t *s, integer n, integer i, integer c) =
      SeparatorFrom(s, n, SwsEnd(s, n, i), c);

    // UTF8-NONASCII: how many UTF8-CONT follow the lead byte, and the length of one at i (0: none)
    logic integer Utf8Tail(integer c) =
      (0xC0 <= c && c <= 0xDF) ? 1 : (0xE0 <= c && c <= 0xEF) ? 2 : (0xF0 <= c && c <= 0xF7) ? 3 :
      (0xF8 <= c && c <= 0xFB) ? 4 : (0xFC <= c && c <= 0xFD) ? 5 : 0;
    predicate Utf8NonAscii(uint8_t *s, integer i, integer j) =
      j == i + 1 + Utf8Tail(s[i]) && Utf8Tail(s[i]) > 0 && \forall integer k; i < k < j ==> Utf8Cont(s[k]);
    logic integer Utf8Item(uint8_t *s, integer n, integer i) =
      \let t = Utf8Tail(s[i]);
      (0 < t && i + t < n && Utf8ContBit(s[i + 1]) == 1 && (t < 2 || Utf8ContBit(s[i + 2]) == 1) &&
       (t < 3 || Utf8ContBit(s[i + 3]) == 1) && (t < 4 || Utf8ContBit(s[i + 4]) == 1) &&
       (t < 5 || Utf8ContBit(s[i + 5]) == 1)) ? t + 1 : 0;

    // quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE, read item by item: WSP and the one-byte qdtext, a fold
    // with one WSP (the rest of its LWS are items of their own), quoted-pair, UTF8-NONASCII. 0: no item at i.
    logic integer QuotedItem(uint8_t *s, integer n, integer i) =
      QuotedBit(s[i]) == 1 ? 1 :
      s[i] == '\\' ? ((i + 1 < n && s[i + 1] <= 0x7F && s[i + 1] != '\r' && s[i + 1] != '\n') ? 2 : 0) :
      s[i] == '\r' ? (FoldBit(s, n, i) == 1 ? 3 : 0) : Utf8Item(s, n, i);
    // from behind the opening quote: no item starts with DQUOTE, so the first one that no item covers closes
    logic integer QuotedRest(uint8_t *s, integer n, integer i) =
      i >= n ? -1 : s[i] == '"' ? i + 1 :
      QuotedItem(s, n, i) <= 0 ? -1 : QuotedRest(s, n, i + QuotedItem(s, n, i));
    logic integer QuotedEnd(uint8_t *s, integer n, integer i) =
      (i < n && s[i] == '"') ? QuotedRest(s, n, i + 1) : -1;

    // domainlabel = alphanum / alphanum *( alphanum / "-" ) alphanum; toplabel: the same from an ALPHA
    predicate Label(uint8_t *s, integer i, integer j) =
      i < j && Alphanum(s[i]) && Alphanum(s[j - 1]) && \forall integer k; i <= k < j ==> LabelChar(s[k]);
    logic integer LabelRun(uint8_t *s, integer n, integer i) =
      (i < n && LabelBit(s[i]) == 1) ? LabelRun(s, n, i + 1) : i;
    logic integer Trimmed(uint8_t *s, integer i, integer j) =
      (i < j && s[j - 1] == '-') ? Trimmed(s, i, j - 1) : j;
    // a label that starts at i runs to k, and a dot can join the next
    logic integer DotBit(uint8_t *s, integer n, integer i, integer k) =
      (Trimmed(s, i, k) == k && k < n && s[k] == '.') ? 1 : 0;
    // hostname = *( domainlabel "." ) toplabel [ "." ], label by label; best: end of the longest match so far
    logic integer HostnameBest(uint8_t *s, integer n, integer i, integer k, integer best) =
      AlphaBit(s[i]) == 0 ? best : DotBit(s, n, i, k) == 1 ? k + 1 : Trimmed(s, i, k);
    logic integer HostnameRest(uint8_t *s, integer n, integer i, integer best) =
      !(i < n && AlphanumBit(s[i]) == 1) ? best :
      DotBit(s, n, i, LabelRun(s, n, i)) == 0 ? HostnameBest(s, n, i, LabelRun(s, n, i), best) :
      HostnameRest(s, n, LabelRun(s, n, i) + 1, HostnameBest(s, n, i, LabelRun(s, n, i), best));
    logic integer HostnameEnd(uint8_t *s, integer n, integer i) = // i: none
      HostnameRest(s, n, i, i);

    logic integer Ip6Run(uint8_t *s, integer n, integer i) =
      (i < n && (HexBit(s[i]) == 1 || s[i] == ':' || s[i] == '.')) ? Ip6Run(s, n, i + 1) : i;
    logic integer Ip6ReferenceFrom(uint8_t *s, integer n, integer i, integer k) =
      (k < n && s[k] == ']' && Ip6AddressBit(s, i + 1, k) == 1) ? k + 1 : -1;
    logic integer Ip6ReferenceEnd(uint8_t *s, integer n, integer i) =
      Ip6ReferenceFrom(s, n, i, Ip6Run(s, n, i + 1));
    logic integer HostLonger(integer i, integer h, integer v) = v > h ? v : h > i ? h : -1;
    logic integer HostEnd(uint8_t *s, integer n, integer i) =
      i >= n ? -1 : s[i] == '[' ? Ip6ReferenceEnd(s, n, i) :
      HostLonger(i, HostnameEnd(s, n, i), Ip4End(s, n, i));

    predicate Digits(uint8_t *s, integer i, integer j) = i <= j && \forall integer k; i <= k < j ==> Digit(s[k]);
    logic integer DigitsEnd(uint8_t *s, integer n, integer i) = // i: none
      (i < n && DigitBit(s[i]) == 1) ? DigitsEnd(s, n, i + 1) : i;

    // qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ), and its thousandths
    predicate Qvalue(uint8_t *s, integer i, integer j) =
      1 <= j - i <= 5 && (j - i >= 2 ==> s[i + 1] == '.') &&
      ((s[i] == '0' && \forall integer k; i + 2 <= k < j ==> Digit(s[k])) ||
       (s[i] == '1' && \forall integer k; i + 2 <= k < j ==> s[k] == '0'));
    logic integer Thousandths(uint8_t *s, integer i, integer j) =
      (s[i] - '0') * 1000 + (j - i > 2 ? (s[i + 2] - '0') * 100 : 0) + (j - i > 3 ? (s[i + 3] - '0') * 10 : 0) +
      (j - i > 4 ? s[i + 4] - '0' : 0);
*/

#endif
