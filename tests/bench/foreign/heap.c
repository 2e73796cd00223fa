/* Loaded before libc: counts what a parser asks of the heap. */
#include <stddef.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void *malloc(size_t n), *calloc(size_t n, size_t m), *realloc(void *p, size_t n);

extern unsigned long heap_calls;
unsigned long heap_calls;

void *malloc(size_t n)
{
    heap_calls++;
    return __libc_malloc(n);
}

void *calloc(size_t n, size_t m)
{
    heap_calls++;
    return __libc_calloc(n, m);
}

void *realloc(void *p, size_t n)
{
    heap_calls++;
    return __libc_realloc(p, n);
}
