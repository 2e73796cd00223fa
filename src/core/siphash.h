/* SipHash (Aumasson and Bernstein 2012) over 64-bit words: a keyed hash whose collisions cannot be forced without the
 * key. It stands for the byte string of the words in little-endian order. */
#ifndef SECAGREE_SIPHASH_H
#define SECAGREE_SIPHASH_H
#include <stdint.h>

uint64_t siphash13(uint64_t k0, uint64_t k1, const uint64_t *w, uint32_t n);
uint64_t siphash24(uint64_t k0, uint64_t k1, const uint64_t *w, uint32_t n);

#endif
