#include "satable_in.h"

/*@ // The heap's arrays, apart from all else; its first n elements name records.
    predicate SatHeapArrays{L}(sat_memory m) =
      \valid(m.heap + (0 .. m.capacity - 1)) && \valid(m.hot + (0 .. m.capacity - 1)) &&
      \separated(m.hot + (0 .. m.capacity - 1), m.heap + (0 .. m.capacity - 1));
    predicate SatAlarms{L}(sat_memory m, integer n) = \forall integer i; 0 <= i < n ==> m.heap[i].ue < m.capacity; */

/*@ requires ok: SatHeapArrays(m) && at < m.capacity && a.ue < m.capacity;
    terminates \true;
    exits \false;
    assigns m.heap[at], m.hot[a.ue].heap_at;
    ensures there: m.heap[at].when == a.when && m.heap[at].ue == a.ue && m.hot[a.ue].heap_at == at; */
static void place(sat_memory m, uint32_t at, sat_alarm a)
{
    m.heap[at] = a;
    m.hot[a.ue].heap_at = at;
}

/* Puts a at `at` or above. */
/*@ requires ok: SatHeapArrays(m) && at < m.capacity && a.ue < m.capacity && SatAlarms(m, at);
    terminates \true;
    exits \false;
    assigns m.heap[0 .. at], m.hot[0 .. m.capacity - 1].heap_at;
    ensures ues: SatAlarms(m, at + 1); */
static void rise(sat_memory m, uint32_t at, sat_alarm a)
{
    uint32_t i = at;

    /*@ loop invariant range: 0 <= i <= at;
        loop invariant ues: SatAlarms(m, at) && (i < at ==> m.heap[at].ue < m.capacity);
        loop assigns i, m.heap[0 .. at], m.hot[0 .. m.capacity - 1].heap_at;
        loop variant i; */
    while (i > 0 && m.heap[(i - 1) / 2].when > a.when) {
        //@ assert parent: 0 <= (i - 1) / 2 < i && m.heap[(i - 1) / 2].ue < m.capacity;
        place(m, i, m.heap[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    place(m, i, a);
}

/* Puts a at `at` or below, in a heap of n. */
/*@ requires ok: SatHeapArrays(m) && at < n <= m.capacity && a.ue < m.capacity && SatAlarms(m, n);
    terminates \true;
    exits \false;
    assigns m.heap[0 .. n - 1], m.hot[0 .. m.capacity - 1].heap_at;
    ensures ues: SatAlarms(m, n); */
static void sink(sat_memory m, uint32_t at, uint32_t n, sat_alarm a)
{
    uint32_t i = at;

    /*@ loop invariant range: at <= i < n;
        loop invariant ues: SatAlarms(m, n);
        loop assigns i, m.heap[0 .. n - 1], m.hot[0 .. m.capacity - 1].heap_at;
        loop variant n - i; */
    while (i < n / 2) {
        uint32_t child = 2 * i + 1;

        if (child + 1 < n && m.heap[child + 1].when < m.heap[child].when)
            child++;
        if (m.heap[child].when >= a.when)
            break;
        //@ assert child: i < child < n && m.heap[child].ue < m.capacity;
        place(m, i, m.heap[child]);
        i = child;
    }
    place(m, i, a);
}

/* The heap has t->used elements; the caller counts the new UE afterwards. */
void sat_heap_add(sa_table *t, uint32_t ue, uint32_t when)
{
    rise(t->m, t->used, (sat_alarm){ when, ue });
}

void sat_heap_change(sa_table *t, uint32_t ue, uint32_t when)
{
    uint32_t at = t->m.hot[ue].heap_at;
    sat_alarm a = { when, ue };

    if (when < t->m.heap[at].when)
        rise(t->m, at, a);
    else
        sink(t->m, at, t->used, a);
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
        rise(t->m, at, a);
    else
        sink(t->m, at, last, a);
    //@ assert same: t->used == last + 1 && t->m.capacity == \at(t->m.capacity, Pre);
    //@ assert ues: \forall integer i; 0 <= i < last ==> t->m.heap[i].ue < t->m.capacity;
}
