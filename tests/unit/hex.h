/* Octets from hex text, for test vectors. */
#ifndef SECAGREE_TEST_HEX_H
#define SECAGREE_TEST_HEX_H
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Exactly n octets into out. */
static inline void hex(const char *text, uint8_t *out, size_t n)
{
    assert(strlen(text) == 2 * n);
    for (size_t i = 0; i < n; i++) {
        unsigned v;
        int got = sscanf(text + 2 * i, "%2x", &v);
        assert(got == 1);
        (void)got;
        out[i] = (uint8_t)v;
    }
}

#define assert_hex(text, octets, n)                     \
    do {                                                \
        uint8_t want_[64];                              \
        hex(text, want_, n);                            \
        assert_memory_equal(want_, octets, n);          \
    } while (0)

#endif
