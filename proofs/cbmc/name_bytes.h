/* The bytes of a token (RFC 3261 25.1), for harnesses on names. */
#ifndef SECAGREE_CBMC_NAME_BYTES_H
#define SECAGREE_CBMC_NAME_BYTES_H
#include <stdbool.h>
#include <stdint.h>

static bool letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool token(uint8_t c)
{
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '!' || c == '%' || c == '*' ||
           c == '_' || c == '+' || c == '`' || c == '\'' || c == '~';
}

#endif
