/* Text of header values and reason phrases (RFC 3261 25.1): what stands there as it is. */
#ifndef SECAGREE_LOGIC_MESSAGE_H
#define SECAGREE_LOGIC_MESSAGE_H

/*@ logic integer TextBit(integer c) =
      (c == '\t' || (0x20 <= c && c <= 0x7E) || (0x80 <= c && c <= 0xBF)) ? 1 : 0;
*/

#endif
