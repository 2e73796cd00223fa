/* Byte classes of SIP (RFC 3261 25.1, RFC 5234 B.1): one table of 0 and 1 per class that a scanner runs over. */
#ifndef SECAGREE_CHARS_H
#define SECAGREE_CHARS_H
#include "../../spec/logic/chars.h"
#include <stdbool.h>
#include <stdint.h>

/* alphanum and - . ! % * _ + ` ' ~ ; row r, column c stand for byte 16 r + c */
static const uint8_t sip_class_token[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

/* alphanum and -, the bytes of a domain label */
static const uint8_t sip_class_label[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

/* the bytes that stand for themselves in a quoted-string: SP, HTAB, %x21, %x23-5B, %x5D-7E */
static const uint8_t sip_class_quoted[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> TokenChar(c); */
static inline bool sip_is_token(uint8_t c)
{
    return sip_class_token[c] == 1;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> LabelChar(c); */
static inline bool sip_is_label(uint8_t c)
{
    return sip_class_label[c] == 1;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> QuotedChar(c); */
static inline bool sip_is_quoted(uint8_t c)
{
    return sip_class_quoted[c] == 1;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Digit(c); */
static inline bool sip_is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Alpha(c); */
static inline bool sip_is_alpha(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Alphanum(c); */
static inline bool sip_is_alphanum(uint8_t c)
{
    return sip_is_digit(c) || sip_is_alpha(c);
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Wsp(c); */
static inline bool sip_is_wsp(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Hex(c); */
static inline bool sip_is_hex(uint8_t c)
{
    return sip_is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Lhex(c); */
static inline bool sip_is_lhex(uint8_t c)
{
    return sip_is_digit(c) || (c >= 'a' && c <= 'f');
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Utf8Cont(c); */
static inline bool sip_is_utf8_cont(uint8_t c)
{
    return c >= 0x80 && c <= 0xBF;
}

#endif
