#include "transaction_table.h"
#include "../core/siphash.h"
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define SLOT_BITS 24u /* of an id; the rest counts up */

bool transaction_table_open(transaction_table *t, size_t size, const uint64_t secret[2])
{
    *t = (transaction_table){ .secret = { secret[0], secret[1] }, .oldest = NONE, .newest = NONE };
    if (size == 0 || size > TRANSACTIONS_MAX)
        return false;
    t->slot = calloc(size, sizeof *t->slot);
    t->head = malloc(size * sizeof *t->head);
    t->heap = malloc(size * sizeof *t->heap);
    if (t->slot == NULL || t->head == NULL || t->heap == NULL) {
        transaction_table_close(t);
        return false;
    }
    t->size = size;
    memset(t->head, 0xff, size * sizeof *t->head); /* NONE */
    for (size_t i = 0; i < size; i++)
        t->slot[i].next = i + 1 < size ? (uint32_t)i + 1 : NONE;
    return true;
}

void transaction_table_close(transaction_table *t)
{
    for (size_t i = 0; i < t->size; i++)
        free(t->slot[i].key);
    free(t->slot);
    free(t->head);
    free(t->heap);
    *t = (transaction_table){ 0 };
}

/* Finding --------------------------------------------------------------------------------------------------------- */

static uint32_t bucket_of(const transaction_table *t, transaction_side side, const uint8_t *key, size_t n)
{
    uint64_t w[TRANSACTION_KEY_MAX / 8 + 2] = { 0 };
    memcpy(w, key, n);
    w[(n + 7) / 8] = (uint64_t)n << 1 | (side == TRANSACTION_SERVER);
    return (uint32_t)(siphash13(t->secret[0], t->secret[1], w, (uint32_t)((n + 7) / 8 + 1)) % t->size);
}

transaction *transaction_find(const transaction_table *t, transaction_side side, const uint8_t *key, size_t n)
{
    if (n == 0 || n > TRANSACTION_KEY_MAX)
        return NULL;
    for (uint32_t i = t->head[bucket_of(t, side, key, n)]; i != NONE; i = t->slot[i].next) {
        transaction *x = &t->slot[i];
        if (x->side == side && x->key_len == n && memcmp(x->key, key, n) == 0)
            return x;
    }
    return NULL;
}

transaction *transaction_by_id(const transaction_table *t, uint64_t id)
{
    uint64_t i = id & TRANSACTIONS_MAX;
    transaction *x = i < t->size ? &t->slot[i] : NULL;
    return x != NULL && id != 0 && x->id == id ? x : NULL;
}

static void unchain(transaction_table *t, const transaction *x)
{
    uint32_t self = (uint32_t)(x - t->slot), *at = &t->head[x->bucket];
    while (*at != self)
        at = &t->slot[*at].next;
    *at = x->next;
}

/* Timers ---------------------------------------------------------------------------------------------------------- */

static uint64_t earliest(const transaction *x)
{
    return x->retransmit_at < x->ends_at ? x->retransmit_at : x->ends_at;
}

static void heap_put(transaction_table *t, size_t place, uint32_t slot)
{
    t->heap[place] = slot;
    t->slot[slot].place = (uint32_t)place;
}

/* Puts the slot where it belongs, from a place that it leaves free: up, then down, among the first n of the heap. */
static void heap_settle(transaction_table *t, size_t place, size_t n, uint32_t slot)
{
    uint64_t due = earliest(&t->slot[slot]);
    while (place > 0 && earliest(&t->slot[t->heap[(place - 1) / 2]]) > due) {
        heap_put(t, place, t->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    for (size_t child; (child = 2 * place + 1) < n; place = child) {
        if (child + 1 < n && earliest(&t->slot[t->heap[child + 1]]) < earliest(&t->slot[t->heap[child]]))
            child++;
        if (earliest(&t->slot[t->heap[child]]) >= due)
            break;
        heap_put(t, place, t->heap[child]);
    }
    heap_put(t, place, slot);
}

/* Its timers have changed. */
static void heap_move(transaction_table *t, const transaction *x)
{
    heap_settle(t, x->place, t->used, (uint32_t)(x - t->slot));
}

static void heap_remove(transaction_table *t, const transaction *x)
{
    size_t last = t->used - 1;
    if (x->place != last)
        heap_settle(t, x->place, last, t->heap[last]);
}

/* Completed ------------------------------------------------------------------------------------------------------- */

static void completed_add(transaction_table *t, transaction *x)
{
    uint32_t self = (uint32_t)(x - t->slot);
    x->state = TRANSACTION_COMPLETED;
    x->older = t->newest;
    x->newer = NONE;
    if (t->newest != NONE)
        t->slot[t->newest].newer = self;
    else
        t->oldest = self;
    t->newest = self;
}

static void completed_remove(transaction_table *t, const transaction *x)
{
    if (x->older != NONE)
        t->slot[x->older].newer = x->newer;
    else
        t->oldest = x->newer;
    if (x->newer != NONE)
        t->slot[x->newer].older = x->older;
    else
        t->newest = x->older;
}

transaction *transaction_spare(const transaction_table *t)
{
    return t->oldest == NONE ? NULL : &t->slot[t->oldest];
}

/* The machines ---------------------------------------------------------------------------------------------------- */

static void enter(transaction_table *t, transaction *x, const transaction_times *times, uint64_t now)
{
    x->state = TRANSACTION_TRYING;
    x->id = ++t->generation << SLOT_BITS | (uint64_t)(x - t->slot);
    x->times = *times;
    x->retransmit_at = TRANSACTION_NEVER;
    if (x->side == TRANSACTION_CLIENT) {
        x->interval = times->t1;
        x->retransmit_at = now + times->t1;
        x->ends_at = now + 64u * (uint64_t)times->t1;
    } else {
        /* The standard sets no limit while the user is silent. By then the peer's timer F has long ended. */
        x->ends_at = now + 128u * (uint64_t)times->t1;
    }
}

transaction *transaction_start(transaction_table *t, transaction_side side, const transaction_times *times,
                               const uint8_t *key, size_t n, uint64_t now)
{
    if (t->used == t->size || n == 0 || n > TRANSACTION_KEY_MAX || transaction_find(t, side, key, n) != NULL)
        return NULL;
    uint8_t *copy = malloc(n);
    if (copy == NULL)
        return NULL;
    memcpy(copy, key, n);
    uint32_t slot = t->free, bucket = bucket_of(t, side, key, n);
    transaction *x = &t->slot[slot];
    t->free = x->next;
    *x = (transaction){ .side = side, .key = copy, .key_len = n, .bucket = bucket, .next = t->head[bucket] };
    t->head[bucket] = slot;
    enter(t, x, times, now);
    heap_settle(t, t->used, t->used + 1, slot);
    t->used++;
    return x;
}

/* Figure 6. */
transaction_action transaction_client_response(transaction_table *t, transaction *x, uint32_t status, uint64_t now)
{
    if (x->state == TRANSACTION_COMPLETED)
        return TRANSACTION_NOTHING;
    if (status < 200) {
        x->state = TRANSACTION_PROCEEDING;
        return TRANSACTION_PASS;
    }
    completed_add(t, x);
    x->retransmit_at = TRANSACTION_NEVER;
    x->ends_at = now + x->times.t4;
    heap_move(t, x);
    return TRANSACTION_PASS;
}

/* Figure 8. */
transaction_action transaction_server_request(const transaction *x)
{
    return x->state == TRANSACTION_TRYING ? TRANSACTION_NOTHING : TRANSACTION_RESEND;
}

bool transaction_server_respond(transaction_table *t, transaction *x, uint32_t status, uint64_t now)
{
    if (x->state == TRANSACTION_COMPLETED)
        return false;
    if (status < 200)
        x->state = TRANSACTION_PROCEEDING;
    else
        completed_add(t, x);
    x->ends_at = now + (status < 200 ? 128u : 64u) * (uint64_t)x->times.t1;
    heap_move(t, x);
    return true;
}

void transaction_drop(transaction_table *t, transaction *x)
{
    if (x->state == TRANSACTION_COMPLETED)
        completed_remove(t, x);
    unchain(t, x);
    heap_remove(t, x);
    free(x->key);
    *x = (transaction){ .state = TRANSACTION_FREE, .next = t->free };
    t->free = (uint32_t)(x - t->slot);
    t->used--;
}

uint64_t transaction_next(const transaction_table *t)
{
    return t->used == 0 ? TRANSACTION_NEVER : earliest(&t->slot[t->heap[0]]);
}

/* 17.1.2.2: in Trying the interval doubles up to T2; in Proceeding it is T2. */
static void rearm(transaction_table *t, transaction *x, uint64_t now)
{
    uint64_t doubled = 2 * x->interval;
    x->interval = x->state == TRANSACTION_TRYING && doubled < x->times.t2 ? doubled : x->times.t2;
    x->retransmit_at = now + x->interval;
    heap_move(t, x);
}

transaction_action transaction_due(transaction_table *t, uint64_t now, uint64_t *id)
{
    *id = 0;
    if (transaction_next(t) > now)
        return TRANSACTION_NOTHING;
    transaction *x = &t->slot[t->heap[0]];
    *id = x->id;
    if (x->ends_at > now) {
        rearm(t, x, now);
        return TRANSACTION_RESEND;
    }
    return x->side == TRANSACTION_CLIENT && x->state != TRANSACTION_COMPLETED ? TRANSACTION_TIMEOUT : TRANSACTION_END;
}
