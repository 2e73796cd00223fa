/* Byte classes (RFC 3261 25.1, RFC 5234 B.1). An XxxBit is 1 inside the class and 0 outside: a term, so that a logic
 * function can branch on it. The predicate of the same name says it in words of logic. */
#ifndef SECAGREE_LOGIC_CHARS_H
#define SECAGREE_LOGIC_CHARS_H

/*@ logic integer DigitBit(integer c) = ('0' <= c && c <= '9') ? 1 : 0;
    logic integer AlphaBit(integer c) = (('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z')) ? 1 : 0;
    logic integer AlphanumBit(integer c) =
      (('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z')) ? 1 : 0;
    logic integer TokenBit(integer c) =
      (('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') || c == '-' || c == '.' ||
       c == '!' || c == '%' || c == '*' || c == '_' || c == '+' || c == '`' || c == '\'' || c == '~') ? 1 : 0;
    logic integer LabelBit(integer c) =
      (('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z') || c == '-') ? 1 : 0;
    logic integer WspBit(integer c) = (c == ' ' || c == '\t') ? 1 : 0;
    logic integer HexBit(integer c) =
      (('0' <= c && c <= '9') || ('A' <= c && c <= 'F') || ('a' <= c && c <= 'f')) ? 1 : 0;
    logic integer LhexBit(integer c) = (('0' <= c && c <= '9') || ('a' <= c && c <= 'f')) ? 1 : 0;
    logic integer Utf8ContBit(integer c) = (0x80 <= c && c <= 0xBF) ? 1 : 0;
    // WSP or a qdtext of one byte: what stands for itself between the quotes
    logic integer QuotedBit(integer c) =
      (c == ' ' || c == '\t' || c == 0x21 || (0x23 <= c && c <= 0x5B) || (0x5D <= c && c <= 0x7E)) ? 1 : 0;

    predicate Digit(integer c) = DigitBit(c) == 1;
    predicate Alpha(integer c) = AlphaBit(c) == 1;
    predicate Alphanum(integer c) = AlphanumBit(c) == 1;
    predicate TokenChar(integer c) = TokenBit(c) == 1;
    predicate LabelChar(integer c) = LabelBit(c) == 1;
    predicate Wsp(integer c) = WspBit(c) == 1;
    predicate Hex(integer c) = HexBit(c) == 1;
    predicate Lhex(integer c) = LhexBit(c) == 1;
    predicate Utf8Cont(integer c) = Utf8ContBit(c) == 1;
    predicate QuotedChar(integer c) = QuotedBit(c) == 1;

    // the case rule of RFC 3261 7.3.1 concerns ASCII letters alone
    logic integer Lower(integer c) = ('A' <= c && c <= 'Z') ? c + 32 : c;
*/

#endif
