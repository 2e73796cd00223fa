/* A security list, strict and tolerant, in every profile, against the reference. */
#include "check.h"
#include "check_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
    if (n <= 4000)
        must_hold(check_list(s, n));
    return 0;
}
