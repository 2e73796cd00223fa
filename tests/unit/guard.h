/* Places bytes so that the one behind them lies in an unmapped page: a read past the end is a fault. */
#ifndef SECAGREE_TEST_GUARD_H
#define SECAGREE_TEST_GUARD_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define GUARD_MAX 8192u

/* The same area each time: valid until the next call. */
static inline const uint8_t *guard_place(const void *bytes, size_t n)
{
    static uint8_t *end;

    if (end == NULL) {
        size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (GUARD_MAX + page - 1) / page * page;
        uint8_t *area = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (area == MAP_FAILED || mprotect(area + size, page, PROT_NONE) != 0)
            abort();
        end = area + size;
    }
    if (n > GUARD_MAX)
        abort();
    memcpy(end - n, bytes, n);
    return end - n;
}

#endif
