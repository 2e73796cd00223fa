// cbmc: --unwind 6
// sources: src/core/satheap.c
// property: adding, removing or changing an element keeps the heap a heap over the same elements, each at its place
// bound: any heap of up to five elements, one operation (so any number of them, by induction)
#include "../../src/core/satable_in.h"

#define N 5u

static bool heap_ok(const sa_table *t)
{
    bool ok = true;

    for (uint32_t i = 0; i < N; i++) {
        const sat_alarm *a = &t->m.heap[i];

        if (i < t->used)
            ok = ok && a->ue < N && t->m.hot[a->ue].heap_at == i && t->m.heap[i > 0 ? (i - 1) / 2 : 0].when <= a->when;
    }
    return ok;
}

static bool holds(const sa_table *t, uint32_t ue)
{
    uint32_t at = t->m.hot[ue].heap_at;

    return at < t->used && t->m.heap[at].ue == ue;
}

void harness(void)
{
    sat_hot hot[N];
    sat_alarm heap[N];
    sa_table t;
    uint32_t ue, other, when, before;
    uint8_t what;
    bool had, other_had;

    t.m.hot = hot;
    t.m.heap = heap;
    t.m.capacity = N;
    __CPROVER_assume(t.used <= N && ue < N && other < N && other != ue && heap_ok(&t));
    had = holds(&t, ue);
    other_had = holds(&t, other);
    before = other_had ? heap[hot[other].heap_at].when : 0;
    if (what == 0) {
        __CPROVER_assume(!had && t.used < N);
        sat_heap_add(&t, ue, when);
        t.used++;
    } else if (what == 1) {
        __CPROVER_assume(had);
        sat_heap_change(&t, ue, when);
    } else {
        __CPROVER_assume(had);
        sat_heap_remove(&t, ue);
        t.used--;
    }
    __CPROVER_assert(heap_ok(&t), "a heap, and every element knows its place");
    __CPROVER_assert(holds(&t, other) == other_had, "the other elements stay");
    __CPROVER_assert(!other_had || heap[hot[other].heap_at].when == before, "with their times");
    __CPROVER_assert(what > 1 || (holds(&t, ue) && heap[hot[ue].heap_at].when == when), "the element has its time");
    __CPROVER_assert(what <= 1 || !holds(&t, ue), "the element is gone");
    __CPROVER_assert(!other_had || heap[0].when <= before, "the first is the earliest");
}
