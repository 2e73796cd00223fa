/* Two lists with a NUL between them: canonical form and comparison. */
#include "check.h"
#include "check_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
    const uint8_t *zero = n > 0 ? memchr(s, 0, n) : NULL;
    if (zero == NULL || n > 4000)
        return 0;
    size_t k = (size_t)(zero - s);
    must_hold(check_compare(s, k, zero + 1, n - k - 1));
    must_hold(check_list(s, k));
    return 0;
}
