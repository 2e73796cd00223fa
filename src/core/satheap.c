#include "satable_in.h"

/*@ requires ok: SatHeapWritable(t) && at < t->m.capacity && a.ue < t->m.capacity;
    terminates \true;
    exits \false;
    assigns t->m.heap[at], t->m.hot[a.ue].heap_at;
    ensures there: t->m.heap[at].when == a.when && t->m.heap[at].ue == a.ue && t->m.hot[a.ue].heap_at == at; */
static void place(sa_table *t, uint32_t at, sat_alarm a)
{
    t->m.heap[at] = a;
    t->m.hot[a.ue].heap_at = at;
}

/* Puts a at `at` or above. */
/*@ requires ok: SatHeapWritable(t) && at < t->m.capacity && a.ue < t->m.capacity && SatHeapUes(t, at);
    terminates \true;
    exits \false;
    assigns t->m.heap[0 .. at], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ues: SatHeapUes(t, at + 1); */
static void rise(sa_table *t, uint32_t at, sat_alarm a)
{
    uint32_t i = at;

    /*@ loop invariant range: 0 <= i <= at;
        loop invariant ues: SatHeapUes(t, at) && (i < at ==> t->m.heap[at].ue < t->m.capacity);
        loop invariant same: t->m.capacity == \at(t->m.capacity, Pre) && t->used == \at(t->used, Pre);
        loop assigns i, t->m.heap[0 .. at], t->m.hot[0 .. t->m.capacity - 1].heap_at;
        loop variant i; */
    while (i > 0 && t->m.heap[(i - 1) / 2].when > a.when) {
        //@ assert parent: 0 <= (i - 1) / 2 < i && t->m.heap[(i - 1) / 2].ue < t->m.capacity;
        place(t, i, t->m.heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    place(t, i, a);
}

/* Puts a at `at` or below, in a heap of n. */
/*@ requires ok: SatHeapWritable(t) && at < n <= t->m.capacity && a.ue < t->m.capacity && SatHeapUes(t, n);
    terminates \true;
    exits \false;
    assigns t->m.heap[0 .. n - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
    ensures ues: SatHeapUes(t, n); */
static void sink(sa_table *t, uint32_t at, uint32_t n, sat_alarm a)
{
    uint32_t i = at;

    /*@ loop invariant range: at <= i < n;
        loop invariant ues: SatHeapUes(t, n);
        loop invariant same: t->m.capacity == \at(t->m.capacity, Pre) && t->used == \at(t->used, Pre);
        loop assigns i, t->m.heap[0 .. n - 1], t->m.hot[0 .. t->m.capacity - 1].heap_at;
        loop variant n - i; */
    while (i < n / 2) {
        uint32_t child = 2 * i + 1;

        if (child + 1 < n && t->m.heap[child + 1].when < t->m.heap[child].when)
            child++;
        if (t->m.heap[child].when >= a.when)
            break;
        //@ assert child: i < child < n && t->m.heap[child].ue < t->m.capacity;
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
