#include "sat_memory.h"
#include <stdlib.h>
#include <string.h>

#define PAIR 128u /* two cache lines: the size of a bucket */

static size_t rounded(size_t n, size_t size)
{
    return (n * size + PAIR - 1) / PAIR * PAIR;
}

/* NULL for none, and for n == 0. */
static void *lines(size_t n, size_t size)
{
    void *p = n > 0 ? aligned_alloc(PAIR, rounded(n, size)) : NULL;

    if (p != NULL)
        memset(p, 0, rounded(n, size));
    return p;
}

bool sat_memory_new(sat_memory *m, uint32_t ues, uint32_t lengths)
{
    *m = sat_plan(ues, lengths);
    m->hot = lines(m->capacity, sizeof *m->hot);
    m->cold = lines(m->capacity, sizeof *m->cold);
    m->heap = lines(m->capacity, sizeof *m->heap);
    m->by_prefix = lines(m->prefix_buckets, sizeof *m->by_prefix);
    m->by_spi = lines(m->spi_buckets, sizeof *m->by_spi);
    m->by_impi = lines(m->impi_buckets, sizeof *m->by_impi);
    m->by_cover = lines(m->cover_buckets, sizeof *m->by_cover);
    if (m->hot && m->cold && m->heap && m->by_prefix && m->by_spi && m->by_impi &&
        (m->by_cover || m->cover_buckets == 0))
        return true;
    sat_memory_free(m);
    return false;
}

size_t sat_memory_bytes(const sat_memory *m)
{
    return rounded(m->capacity, sizeof *m->hot) + rounded(m->capacity, sizeof *m->cold) +
           rounded(m->capacity, sizeof *m->heap) +
           ((size_t)m->prefix_buckets + m->spi_buckets + m->impi_buckets + m->cover_buckets) * sizeof(tix_bucket);
}

void sat_memory_free(sat_memory *m)
{
    free(m->hot);
    free(m->cold);
    free(m->heap);
    free(m->by_prefix);
    free(m->by_spi);
    free(m->by_impi);
    free(m->by_cover);
    *m = (sat_memory){ 0 };
}
