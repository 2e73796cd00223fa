/* A message by RFC 3261 7 and 25.1 in logic, read from the left. XxxCode: what reading the rule at i ends with; it is
 * SIP_MESSAGE_MORE where the text ends inside the rule. XxxStop: the index of the fault, or the one that the rule asks
 * for (the CRLF behind a value). An XxxBit is 1 inside a byte class and 0 outside. */
#ifndef SECAGREE_LOGIC_MESSAGE_H
#define SECAGREE_LOGIC_MESSAGE_H
#include "chars.h"
#include "lex.h"

/*@ // what stands in header values and reason phrases as it is: HTAB, SP, visible ASCII, UTF8-CONT
    logic integer TextBit(integer c) =
      (c == '\t' || (0x20 <= c && c <= 0x7E) || (0x80 <= c && c <= 0xBF)) ? 1 : 0;
    logic integer ReasonBit(integer c) =
      (TextBit(c) == 1 && c != '"' && c != '#' && c != '%' && c != '<' && c != '>' && c != '[' && c != '\\' &&
       c != ']' && c != '^' && c != '`' && c != '{' && c != '|' && c != '}') ? 1 : 0;
    predicate Outer(integer c) = Wsp(c) || c == '\r' || c == '\n';
    logic integer ByteFault(integer c) =
      (c == '\r' || c == '\n') ? SIP_MESSAGE_LINE_END : c >= 0x80 ? SIP_MESSAGE_UTF8 : SIP_MESSAGE_BYTE;
    // of a byte that stands where another has to
    logic integer PlaceFault(integer code, integer c) = (c >= 0x80 || TextBit(c) == 1) ? code : ByteFault(c);

    // where a rule that starts at i is left: behind it (j), at the end of the text, or at the fault
    logic integer LeftAt(integer code, integer n, integer i, integer j) =
      code == SIP_MESSAGE_OK ? j : code == SIP_MESSAGE_MORE ? n : i;

    logic integer CrlfCode(uint8_t *s, integer n, integer i) =
      i >= n ? SIP_MESSAGE_MORE : s[i] != '\r' ? ByteFault(s[i]) : i + 1 >= n ? SIP_MESSAGE_MORE :
      s[i + 1] == '\n' ? SIP_MESSAGE_OK : SIP_MESSAGE_LINE_END;
    logic integer SpaceCode(uint8_t *s, integer n, integer i) =
      i >= n ? SIP_MESSAGE_MORE : s[i] == ' ' ? SIP_MESSAGE_OK : SIP_MESSAGE_START_LINE;

    // UTF8-NONASCII from its k-th byte on
    logic integer Utf8Rest(uint8_t *s, integer n, integer i, integer k) =
      k > Utf8Tail(s[i]) ? SIP_MESSAGE_OK : i + k >= n ? SIP_MESSAGE_MORE :
      Utf8ContBit(s[i + k]) == 1 ? Utf8Rest(s, n, i, k + 1) : SIP_MESSAGE_UTF8;
    logic integer Utf8Code(uint8_t *s, integer n, integer i) =
      Utf8Tail(s[i]) == 0 ? SIP_MESSAGE_UTF8 : Utf8Rest(s, n, i, 1);
    logic integer Utf8Length(uint8_t *s, integer n, integer i) = // 0: none that is whole
      (s[i] >= 0xC0 && Utf8Code(s, n, i) == SIP_MESSAGE_OK) ? 1 + Utf8Tail(s[i]) : 0;

    // "SIP/2.0" without regard to case, from its k-th byte on
    logic integer VersionByte(integer k) =
      k == 0 ? 's' : k == 1 ? 'i' : k == 2 ? 'p' : k == 3 ? '/' : k == 4 ? '2' : k == 5 ? '.' : '0';
    logic integer VersionRest(uint8_t *s, integer n, integer i, integer k) =
      k >= 7 ? SIP_MESSAGE_OK : i + k >= n ? SIP_MESSAGE_MORE :
      Lower(s[i + k]) == VersionByte(k) ? VersionRest(s, n, i, k + 1) : SIP_MESSAGE_VERSION;
    logic integer VersionCode(uint8_t *s, integer n, integer i) = VersionRest(s, n, i, 0);

    // Status-Code = 3DIGIT, 100 to 699; escaped = "%" HEXDIG HEXDIG behind its first byte
    logic integer StatusCode(uint8_t *s, integer n, integer i) =
      i + 3 > n ? SIP_MESSAGE_MORE :
      ('1' <= s[i] && s[i] <= '6' && DigitBit(s[i + 1]) == 1 && DigitBit(s[i + 2]) == 1) ? SIP_MESSAGE_OK :
      SIP_MESSAGE_STATUS_CODE;
    logic integer StatusValue(uint8_t *s, integer i) =
      100 * (s[i] - '0') + 10 * (s[i + 1] - '0') + (s[i + 2] - '0');
    logic integer EscapedCode(uint8_t *s, integer n, integer i) =
      i + 3 > n ? SIP_MESSAGE_MORE : (HexBit(s[i + 1]) == 1 && HexBit(s[i + 2]) == 1) ? SIP_MESSAGE_OK :
      SIP_MESSAGE_START_LINE;

    // Reason-Phrase, item by item up to its CR; 0: no item at i
    logic integer ReasonItem(uint8_t *s, integer n, integer i) =
      ReasonBit(s[i]) == 1 ? 1 : s[i] == '%' ? (EscapedCode(s, n, i) == SIP_MESSAGE_OK ? 3 : 0) : Utf8Length(s, n, i);
    logic integer ReasonStop(uint8_t *s, integer n, integer i) =
      (i < n && ReasonItem(s, n, i) > 0) ? ReasonStop(s, n, i + ReasonItem(s, n, i)) : i;
    logic integer ReasonCode(uint8_t *s, integer n, integer k) = // where no item is at k
      k >= n ? SIP_MESSAGE_MORE : s[k] == '\r' ? SIP_MESSAGE_OK : s[k] == '%' ? EscapedCode(s, n, k) :
      s[k] >= 0xC0 ? Utf8Code(s, n, k) : TextBit(s[k]) == 1 ? SIP_MESSAGE_START_LINE : ByteFault(s[k]);

    // the second byte of a quoted-pair, which may be a control byte (RFC 3261 25.1, RFC 4475 3.1.1.2)
    logic integer PairBit(uint8_t *s, integer i) =
      s[i] < 0x80 && s[i] != '\r' && s[i] != '\n' && s[i - 1] == '\\' ? 1 : 0;
    // header-value, item by item: text, quoted-pair, a CRLF before WSP, UTF8-NONASCII; it ends at a CRLF before another byte
    logic integer ValueItem(uint8_t *s, integer n, integer i) =
      TextBit(s[i]) == 1 || PairBit(s, i) == 1 ? 1 : FoldBit(s, n, i) == 1 ? 2 : Utf8Length(s, n, i);
    logic integer ValueStop(uint8_t *s, integer n, integer i) =
      (i < n && ValueItem(s, n, i) > 0) ? ValueStop(s, n, i + ValueItem(s, n, i)) : i;
    logic integer ValueCode(uint8_t *s, integer n, integer k) = // where no item is at k
      k >= n ? SIP_MESSAGE_MORE : s[k] >= 0xC0 ? Utf8Code(s, n, k) :
      CrlfCode(s, n, k) != SIP_MESSAGE_OK ? CrlfCode(s, n, k) : k + 2 >= n ? SIP_MESSAGE_MORE : SIP_MESSAGE_OK;

    // Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF
    logic integer StatusLineStop(uint8_t *s, integer n, integer i) =
      VersionCode(s, n, i) != SIP_MESSAGE_OK ? i : SpaceCode(s, n, i + 7) != SIP_MESSAGE_OK ? i + 7 :
      StatusCode(s, n, i + 8) != SIP_MESSAGE_OK ? i + 8 : SpaceCode(s, n, i + 11) != SIP_MESSAGE_OK ? i + 11 :
      ReasonStop(s, n, i + 12);
    logic integer StatusLineCode(uint8_t *s, integer n, integer i) =
      VersionCode(s, n, i) != SIP_MESSAGE_OK ? VersionCode(s, n, i) :
      SpaceCode(s, n, i + 7) != SIP_MESSAGE_OK ? SpaceCode(s, n, i + 7) :
      StatusCode(s, n, i + 8) != SIP_MESSAGE_OK ? StatusCode(s, n, i + 8) :
      SpaceCode(s, n, i + 11) != SIP_MESSAGE_OK ? SpaceCode(s, n, i + 11) :
      ReasonCode(s, n, ReasonStop(s, n, i + 12)) != SIP_MESSAGE_OK ? ReasonCode(s, n, ReasonStop(s, n, i + 12)) :
      CrlfCode(s, n, ReasonStop(s, n, i + 12));

    // Request-Line = Method SP Request-URI SP SIP-Version CRLF, but for the inside of the URI: the visible bytes from
    // u on, up to v
    logic integer VisibleRun(uint8_t *s, integer n, integer i) =
      (i < n && 0x20 < s[i] && s[i] < 0x7F) ? VisibleRun(s, n, i + 1) : i;
    logic integer LineEndCode(uint8_t *s, integer n, integer i) = // the CRLF of a Request-Line
      (i < n && s[i] != '\r') ? PlaceFault(SIP_MESSAGE_START_LINE, s[i]) : CrlfCode(s, n, i);
    logic integer BehindUriStop(uint8_t *s, integer n, integer v) =
      v >= n ? n : SpaceCode(s, n, v) != SIP_MESSAGE_OK ? v : VersionCode(s, n, v + 1) != SIP_MESSAGE_OK ? v + 1 :
      v + 8;
    logic integer BehindUriCode(uint8_t *s, integer n, integer v) =
      v >= n ? SIP_MESSAGE_MORE : SpaceCode(s, n, v) != SIP_MESSAGE_OK ? SpaceCode(s, n, v) :
      VersionCode(s, n, v + 1) != SIP_MESSAGE_OK ? VersionCode(s, n, v + 1) : LineEndCode(s, n, v + 8);
    logic integer UriBit(uint8_t *s, integer n, integer i) = // the line reaches a Request-URI
      (TokenEnd(s, n, i) >= 0 && SpaceCode(s, n, TokenEnd(s, n, i)) == SIP_MESSAGE_OK) ? 1 : 0;
    logic integer UriAt(uint8_t *s, integer n, integer i) = TokenEnd(s, n, i) + 1;
    logic integer UriEnd(uint8_t *s, integer n, integer i) = VisibleRun(s, n, UriAt(s, n, i));
    logic integer RequestStop(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? i : UriBit(s, n, i) == 0 ? TokenEnd(s, n, i) : BehindUriStop(s, n, UriEnd(s, n, i));
    logic integer RequestCode(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? SIP_MESSAGE_START_LINE :
      UriBit(s, n, i) == 0 ? SpaceCode(s, n, TokenEnd(s, n, i)) : BehindUriCode(s, n, UriEnd(s, n, i));

    // "SIP/" starts a Status-Line, all else a Request-Line
    logic integer StatusBit(uint8_t *s, integer n, integer i) =
      (TokenEnd(s, n, i) == i + 3 && i + 3 < n && s[i + 3] == '/' && Lower(s[i]) == 's' && Lower(s[i + 1]) == 'i' &&
       Lower(s[i + 2]) == 'p') ? 1 : 0;
    logic integer StartStop(uint8_t *s, integer n, integer i) =
      StatusBit(s, n, i) == 1 ? StatusLineStop(s, n, i) : RequestStop(s, n, i);
    logic integer StartCode(uint8_t *s, integer n, integer i) =
      StatusBit(s, n, i) == 1 ? StatusLineCode(s, n, i) : RequestCode(s, n, i);

    // the header-name s[i..j) is "Content-Length" or "l"
    predicate LengthName(uint8_t *s, integer i, integer j) =
      (j == i + 1 && Lower(s[i]) == 'l') ||
      (j == i + 14 && Lower(s[i]) == 'c' && Lower(s[i + 1]) == 'o' && Lower(s[i + 2]) == 'n' &&
       Lower(s[i + 3]) == 't' && Lower(s[i + 4]) == 'e' && Lower(s[i + 5]) == 'n' && Lower(s[i + 6]) == 't' &&
       s[i + 7] == '-' && Lower(s[i + 8]) == 'l' && Lower(s[i + 9]) == 'e' && Lower(s[i + 10]) == 'n' &&
       Lower(s[i + 11]) == 'g' && Lower(s[i + 12]) == 't' && Lower(s[i + 13]) == 'h');

    // message-header = header-name HCOLON header-value CRLF, with *WSP before the colon
    logic integer ColonAt(uint8_t *s, integer n, integer i) = WspEnd(s, n, TokenEnd(s, n, i));
    logic integer ColonBit(uint8_t *s, integer n, integer i) =
      (ColonAt(s, n, i) < n && s[ColonAt(s, n, i)] == ':') ? 1 : 0;
    logic integer HeaderStop(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? i : ColonBit(s, n, i) == 0 ? ColonAt(s, n, i) : ValueStop(s, n, ColonAt(s, n, i) + 1);
    logic integer HeaderCode(uint8_t *s, integer n, integer i) =
      TokenEnd(s, n, i) < 0 ? PlaceFault(SIP_MESSAGE_HEADER_NAME, s[i]) :
      ColonAt(s, n, i) >= n ? SIP_MESSAGE_MORE : s[ColonAt(s, n, i)] != ':' ? SIP_MESSAGE_COLON :
      ValueCode(s, n, HeaderStop(s, n, i));

    // *message-header from the k-th on: the line that is none, and how many were before it
    logic integer LineBit(uint8_t *s, integer n, integer i, integer k) = // one more is read at i
      (i < n && s[i] != '\r' && k < SIP_HEADERS_MAX && HeaderCode(s, n, i) == SIP_MESSAGE_OK) ? 1 : 0;
    logic integer LinesStop(uint8_t *s, integer n, integer i, integer k) =
      LineBit(s, n, i, k) == 1 ? LinesStop(s, n, HeaderStop(s, n, i) + 2, k + 1) : i;
    logic integer LinesCount(uint8_t *s, integer n, integer i, integer k) =
      LineBit(s, n, i, k) == 1 ? LinesCount(s, n, HeaderStop(s, n, i) + 2, k + 1) : k;
    // *message-header CRLF, where line i is the first that is no header field that can be kept, the k-th
    logic integer LastCode(uint8_t *s, integer n, integer i, integer k) =
      !(i < n && s[i] != '\r') ? CrlfCode(s, n, i) : k == SIP_HEADERS_MAX ? SIP_MESSAGE_TOO_MANY_HEADERS :
      HeaderCode(s, n, i);
    logic integer LastStop(uint8_t *s, integer n, integer i, integer k) =
      (i < n && s[i] != '\r' && k != SIP_HEADERS_MAX) ? HeaderStop(s, n, i) : i;
    logic integer HeadersCode(uint8_t *s, integer n, integer i) =
      LastCode(s, n, LinesStop(s, n, i, 0), LinesCount(s, n, i, 0));
    logic integer HeadersStop(uint8_t *s, integer n, integer i) =
      LastStop(s, n, LinesStop(s, n, i, 0), LinesCount(s, n, i, 0));

    logic integer CrlfsEnd(uint8_t *s, integer n, integer i) = // *CRLF
      (i + 1 < n && s[i] == '\r' && s[i + 1] == '\n') ? CrlfsEnd(s, n, i + 2) : i;

    // of a stream: the bytes that a message can have, and where it starts
    logic integer Limit(integer n) = n > SIP_MESSAGE_MAX ? SIP_MESSAGE_MAX : n;
    logic integer StreamAt(uint8_t *s, integer n) = CrlfsEnd(s, Limit(n), 0);

    // start line, header fields, empty line
    logic integer HeadCode(uint8_t *s, integer n, integer i) =
      StartCode(s, n, i) != SIP_MESSAGE_OK ? StartCode(s, n, i) : HeadersCode(s, n, StartStop(s, n, i) + 2);
    logic integer HeadStop(uint8_t *s, integer n, integer i) =
      StartCode(s, n, i) != SIP_MESSAGE_OK ? StartStop(s, n, i) : HeadersStop(s, n, StartStop(s, n, i) + 2);
*/

#endif
