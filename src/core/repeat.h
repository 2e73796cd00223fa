/* Names that stand twice among the parameters of one mechanism (RFC 3329 2.2, RFC 3261 7.3.1). */
#ifndef SECAGREE_REPEAT_H
#define SECAGREE_REPEAT_H
#include "mechanism.h"

/*@ predicate NameReadable(uint8_t *s, sec_param *param, integer i) =
      \valid_read(param + i) && PartReadable(s, param[i].name);
    // x[a .. b) are indices of parameters
    predicate NameIndices(uint8_t *s, sec_param *param, uint32_t *x, integer a, integer b) =
      \forall integer k; a <= k < b ==> NameReadable(s, param, x[k]); */

/* The least k in [0, n), n <= SEC_PARAMS_MAX, where an earlier one of param[0..n) has the name of param[k] but for
 * case, or n where all differ.
 *
 * Linear: with B bytes in the n names, no more than 9 * B bytes are compared. This is a merge sort, by length and then
 * by bytes, eight of them at a time. A comparison puts one name out and reads no more than that name has, so each of
 * the 8 levels that 256 names have reads at most B, and so does the last pass over neighbours. No choice of names makes
 * it worse. */
/*@ requires readable: n <= SEC_PARAMS_MAX &&
      \forall integer k; 0 <= k < n ==> \valid_read(param + k) && PartReadable(s, param[k].name);
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result <= n; */
uint32_t sec_name_repeat(const uint8_t *s, const sec_param *param, uint32_t n);

#endif
