#include "transaction_table.h"
#include <stdlib.h>
#include <string.h>

bool transaction_table_open(transaction_table *t, size_t size)
{
    *t = (transaction_table){ .slot = calloc(size, sizeof *t->slot), .size = size };
    return t->slot != NULL;
}

void transaction_table_close(transaction_table *t)
{
    for (size_t i = 0; i < t->size; i++)
        free(t->slot[i].key);
    free(t->slot);
    *t = (transaction_table){ 0 };
}

/* FNV-1a: only to pass over most slots quickly; the keys themselves decide. */
static uint64_t hash_of(const uint8_t *key, size_t n)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ key[i]) * 1099511628211u;
    return h;
}

transaction *transaction_find(const transaction_table *t, transaction_side side, const uint8_t *key, size_t n)
{
    uint64_t h = hash_of(key, n);
    for (size_t i = 0; i < t->size; i++) {
        transaction *x = &t->slot[i];
        if (x->state != TRANSACTION_FREE && x->hash == h && x->side == side && x->key_len == n &&
            memcmp(x->key, key, n) == 0)
            return x;
    }
    return NULL;
}

transaction *transaction_by_id(const transaction_table *t, uint64_t id)
{
    for (size_t i = 0; i < t->size; i++) {
        if (t->slot[i].state != TRANSACTION_FREE && t->slot[i].id == id)
            return &t->slot[i];
    }
    return NULL;
}

static transaction *free_slot(const transaction_table *t)
{
    for (size_t i = 0; t->used < t->size && i < t->size; i++) {
        if (t->slot[i].state == TRANSACTION_FREE)
            return &t->slot[i];
    }
    return NULL;
}

transaction *transaction_start(transaction_table *t, transaction_side side, const transaction_times *times,
                               const uint8_t *key, size_t n, uint64_t now)
{
    transaction *x = free_slot(t);
    if (x == NULL || n == 0 || n > TRANSACTION_KEY_MAX || transaction_find(t, side, key, n) != NULL)
        return NULL;
    uint8_t *copy = malloc(n);
    if (copy == NULL)
        return NULL;
    memcpy(copy, key, n);
    *x = (transaction){ .state = TRANSACTION_TRYING, .side = side, .id = ++t->last_id, .times = *times, .key = copy,
                        .key_len = n, .hash = hash_of(key, n), .retransmit_at = TRANSACTION_NEVER };
    if (side == TRANSACTION_CLIENT) {
        x->interval = times->t1;
        x->retransmit_at = now + times->t1;
        x->ends_at = now + 64u * (uint64_t)times->t1;
    } else {
        /* The standard sets no limit while the user is silent. By then the peer's timer F has long ended. */
        x->ends_at = now + 128u * (uint64_t)times->t1;
    }
    t->used++;
    return x;
}

/* Figure 6. */
transaction_action transaction_client_response(transaction *x, uint32_t status, uint64_t now)
{
    if (x->state == TRANSACTION_COMPLETED)
        return TRANSACTION_NOTHING;
    if (status < 200) {
        x->state = TRANSACTION_PROCEEDING;
        return TRANSACTION_PASS;
    }
    x->state = TRANSACTION_COMPLETED;
    x->retransmit_at = TRANSACTION_NEVER;
    x->ends_at = now + x->times.t4;
    return TRANSACTION_PASS;
}

/* Figure 8. */
transaction_action transaction_server_request(const transaction *x)
{
    return x->state == TRANSACTION_TRYING ? TRANSACTION_NOTHING : TRANSACTION_RESEND;
}

bool transaction_server_respond(transaction *x, uint32_t status, uint64_t now)
{
    if (x->state == TRANSACTION_COMPLETED)
        return false;
    x->state = status < 200 ? TRANSACTION_PROCEEDING : TRANSACTION_COMPLETED;
    x->ends_at = now + (status < 200 ? 128u : 64u) * (uint64_t)x->times.t1;
    return true;
}

void transaction_drop(transaction_table *t, transaction *x)
{
    free(x->key);
    *x = (transaction){ .state = TRANSACTION_FREE };
    t->used--;
}

transaction *transaction_spare(const transaction_table *t)
{
    transaction *first = NULL;
    for (size_t i = 0; i < t->size; i++) {
        transaction *x = &t->slot[i];
        if (x->state == TRANSACTION_COMPLETED && (first == NULL || x->ends_at < first->ends_at))
            first = x;
    }
    return first;
}

static uint64_t earliest(const transaction *x)
{
    return x->retransmit_at < x->ends_at ? x->retransmit_at : x->ends_at;
}

uint64_t transaction_next(const transaction_table *t)
{
    uint64_t next = TRANSACTION_NEVER;
    for (size_t i = 0; t->used > 0 && i < t->size; i++) {
        if (t->slot[i].state != TRANSACTION_FREE && earliest(&t->slot[i]) < next)
            next = earliest(&t->slot[i]);
    }
    return next;
}

/* 17.1.2.2: in Trying the interval doubles up to T2; in Proceeding it is T2. */
static void rearm(transaction *x, uint64_t now)
{
    uint64_t doubled = 2 * x->interval;
    x->interval = x->state == TRANSACTION_TRYING && doubled < x->times.t2 ? doubled : x->times.t2;
    x->retransmit_at = now + x->interval;
}

transaction_action transaction_due(transaction_table *t, uint64_t now, uint64_t *id)
{
    for (size_t i = 0; t->used > 0 && i < t->size; i++) {
        transaction *x = &t->slot[i];
        if (x->state == TRANSACTION_FREE || earliest(x) > now)
            continue;
        *id = x->id;
        if (x->ends_at > now) {
            rearm(x, now);
            return TRANSACTION_RESEND;
        }
        return x->side == TRANSACTION_CLIENT && x->state != TRANSACTION_COMPLETED ? TRANSACTION_TIMEOUT
                                                                                   : TRANSACTION_END;
    }
    *id = 0;
    return TRANSACTION_NOTHING;
}
