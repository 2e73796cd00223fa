#include "satable_in.h"

static void place(sa_table *t, uint32_t at, sat_alarm a)
{
    t->m.heap[at] = a;
    t->m.hot[a.ue].heap_at = at;
}

/* Puts a at `at` or above. */
static void rise(sa_table *t, uint32_t at, sat_alarm a)
{
    uint32_t i = at;

    while (i > 0 && t->m.heap[(i - 1) / 2].when > a.when) {
        place(t, i, t->m.heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    place(t, i, a);
}

/* Puts a at `at` or below, in a heap of n. */
static void sink(sa_table *t, uint32_t at, uint32_t n, sat_alarm a)
{
    uint32_t i = at;

    while (i < n / 2) {
        uint32_t child = 2 * i + 1;

        if (child + 1 < n && t->m.heap[child + 1].when < t->m.heap[child].when)
            child++;
        if (t->m.heap[child].when >= a.when)
            break;
        place(t, i, t->m.heap[child]);
        i = child;
    }
    place(t, i, a);
}

/* The heap has t->used elements; the caller counts the new UE afterwards. */
void sat_heap_add(sa_table *t, uint32_t ue, uint32_t when)
{
    rise(t, t->used, (sat_alarm){ when, ue });
}

void sat_heap_change(sa_table *t, uint32_t ue, uint32_t when)
{
    uint32_t at = t->m.hot[ue].heap_at;
    sat_alarm a = { when, ue };

    if (when < t->m.heap[at].when)
        rise(t, at, a);
    else
        sink(t, at, t->used, a);
}

/* Before the caller counts the UE off. */
void sat_heap_remove(sa_table *t, uint32_t ue)
{
    uint32_t at = t->m.hot[ue].heap_at;
    uint32_t last = t->used - 1;
    sat_alarm a = t->m.heap[last];

    if (at == last)
        return;
    if (a.when < t->m.heap[at].when)
        rise(t, at, a);
    else
        sink(t, at, last, a);
}
