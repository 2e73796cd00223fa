/* Byte classes (RFC 3261 25.1): the predicates that the contracts use. */
#ifndef SECAGREE_LOGIC_CHARS_H
#define SECAGREE_LOGIC_CHARS_H

/*@ predicate Digit(integer c) = '0' <= c <= '9';
    predicate Alpha(integer c) = 'A' <= c <= 'Z' || 'a' <= c <= 'z';
    predicate Alphanum(integer c) = Digit(c) || Alpha(c);
    predicate TokenChar(integer c) = Alphanum(c) || c == '-' || c == '.' || c == '!' || c == '%' || c == '*' ||
      c == '_' || c == '+' || c == '`' || c == '\'' || c == '~';
    predicate LabelChar(integer c) = Alphanum(c) || c == '-';
    predicate Wsp(integer c) = c == ' ' || c == '\t';
    predicate Hex(integer c) = Digit(c) || 'A' <= c <= 'F' || 'a' <= c <= 'f';
    predicate Lhex(integer c) = Digit(c) || 'a' <= c <= 'f';
    predicate Utf8Cont(integer c) = 0x80 <= c <= 0xBF;
    // WSP or a qdtext of one byte: what stands for itself between the quotes
    predicate QuotedChar(integer c) = Wsp(c) || c == 0x21 || 0x23 <= c <= 0x5B || 0x5D <= c <= 0x7E;
    // the case rule of RFC 3261 7.3.1 concerns ASCII letters alone
    logic integer Lower(integer c) = ('A' <= c && c <= 'Z') ? c + 32 : c;
*/

#endif
