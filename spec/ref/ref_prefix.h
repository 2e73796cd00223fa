/* Prefixes and address arithmetic bit by bit, independent of src. */
#ifndef SECAGREE_REF_PREFIX_H
#define SECAGREE_REF_PREFIX_H
#include <stdbool.h>
#include <stdint.h>

bool ref_bit(const uint8_t a[16], unsigned k); /* bit k of the address, 0 the most significant */
bool ref_mapped(const uint8_t a[16]);          /* ::ffff:0:0/96 */
bool ref_prefix_match(const uint8_t p[16], unsigned len, const uint8_t a[16]);
bool ref_prefix_overlap(const uint8_t p[16], unsigned plen, const uint8_t q[16], unsigned qlen);
void ref_prefix_mask(const uint8_t a[16], unsigned len, uint8_t out[16]);
uint32_t ref_ones_sum(const uint8_t a[16]);    /* the one's complement sum of the words, 0xffff read as 0 */

#endif
