/* Non-INVITE transactions against RFC 3261 17.1.2 (figure 6) and 17.2.2 (figure 8), with a clock in the test's hand. */
#include "../../src/linux/transaction_table.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define KEY(text) (const uint8_t *)(text), sizeof(text) - 1

static const transaction_times core = { 500, 4000, 5000 };

typedef struct { transaction_table t; uint64_t now; } bench;

static void open_bench(bench *b, size_t size)
{
    assert_true(transaction_table_open(&b->t, size, (const uint64_t[]){ 1, 2 }));
    b->now = 1000;
}

/* The next timer: turns the clock to it and fires it. */
static transaction_action fire(bench *b, uint64_t *at)
{
    uint64_t id;
    *at = transaction_next(&b->t);
    if (*at == TRANSACTION_NEVER)
        return TRANSACTION_NOTHING;
    assert_true(*at >= b->now);
    b->now = *at;
    assert_int_equal(transaction_due(&b->t, b->now - 1, &id), TRANSACTION_NOTHING); /* not a millisecond early */
    transaction_action a = transaction_due(&b->t, b->now, &id);
    assert_int_not_equal(a, TRANSACTION_NOTHING);
    if (a == TRANSACTION_TIMEOUT || a == TRANSACTION_END)
        transaction_drop(&b->t, transaction_by_id(&b->t, id));
    return a;
}

/* 17.1.2.1: intervals of 500 ms, 1 s, 2 s, 4 s, 4 s, ...; 64*T1 in all. */
static void test_timer_e_and_f(void **state)
{
    static const uint64_t sent[] = { 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500 };
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 4);
    assert_non_null(transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("a"), b.now));
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        assert_int_equal(fire(&b, &at), TRANSACTION_RESEND);
        assert_int_equal(at, 1000 + sent[i]);
    }
    assert_int_equal(fire(&b, &at), TRANSACTION_TIMEOUT);
    assert_int_equal(at, 1000 + 64 * 500);
    assert_int_equal(b.t.used, 0);
    assert_int_equal(fire(&b, &at), TRANSACTION_NOTHING);
    transaction_table_close(&b.t);
}

/* TS 24.229: T1 2 s and T2 16 s at the UE. */
static void test_times_of_gm(void **state)
{
    static const uint64_t sent[] = { 2000, 6000, 14000, 30000, 46000, 62000, 78000, 94000, 110000, 126000 };
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 1);
    b.now = 0;
    assert_non_null(transaction_start(&b.t, TRANSACTION_CLIENT, &TRANSACTION_TIMES_GM, KEY("a"), 0));
    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++) {
        assert_int_equal(fire(&b, &at), TRANSACTION_RESEND);
        assert_int_equal(at, sent[i]);
    }
    assert_int_equal(fire(&b, &at), TRANSACTION_TIMEOUT);
    assert_int_equal(at, 128000);
    transaction_table_close(&b.t);
}

/* In Proceeding the request goes on being sent every T2, and timer F still holds (17.1.2.2). */
static void test_provisional(void **state)
{
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 4);
    transaction *x = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("a"), b.now);
    assert_int_equal(transaction_client_response(&b.t, x, 100, b.now + 100), TRANSACTION_PASS);
    assert_int_equal(x->state, TRANSACTION_PROCEEDING);
    assert_int_equal(transaction_client_response(&b.t, x, 183, b.now + 200), TRANSACTION_PASS);
    for (uint64_t due = 1500; due < 33000; due += 4000) {
        assert_int_equal(fire(&b, &at), TRANSACTION_RESEND);
        assert_int_equal(at, due);
    }
    assert_int_equal(fire(&b, &at), TRANSACTION_TIMEOUT);
    assert_int_equal(at, 33000);
    transaction_table_close(&b.t);
}

/* A final response ends the retransmissions; its repetitions are absorbed for T4 (timer K). */
static void test_final(void **state)
{
    static const uint32_t finals[] = { 200, 302, 401, 494, 503, 603 };
    (void)state;
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++) {
        bench b;
        uint64_t at;
        open_bench(&b, 2);
        transaction *x = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("a"), b.now);
        assert_int_equal(transaction_client_response(&b.t, x, finals[i], 1200), TRANSACTION_PASS);
        assert_int_equal(transaction_client_response(&b.t, x, finals[i], 1300), TRANSACTION_NOTHING);
        assert_int_equal(transaction_client_response(&b.t, x, 100, 1300), TRANSACTION_NOTHING);
        assert_int_equal(x->state, TRANSACTION_COMPLETED);
        assert_int_equal(fire(&b, &at), TRANSACTION_END);
        assert_int_equal(at, 1200 + 5000);
        transaction_table_close(&b.t);
    }
}

/* 17.2.2: nothing to send again in Trying; the last response after that; Completed for 64*T1 (timer J). */
static void test_server(void **state)
{
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 2);
    transaction *x = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("a"), b.now);
    assert_int_equal(transaction_server_request(x), TRANSACTION_NOTHING);
    assert_true(transaction_server_respond(&b.t, x, 100, b.now));
    assert_int_equal(transaction_server_request(x), TRANSACTION_RESEND);
    assert_true(transaction_server_respond(&b.t, x, 200, 2000));
    assert_false(transaction_server_respond(&b.t, x, 500, 2001));
    assert_false(transaction_server_respond(&b.t, x, 100, 2001));
    assert_int_equal(transaction_server_request(x), TRANSACTION_RESEND);
    assert_int_equal(fire(&b, &at), TRANSACTION_END);
    assert_int_equal(at, 2000 + 64 * 500);
    transaction_table_close(&b.t);
}

/* A user that never answers does not hold a slot for ever. */
static void test_silent_server(void **state)
{
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 1);
    transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("a"), b.now);
    assert_int_equal(fire(&b, &at), TRANSACTION_END);
    assert_int_equal(at, 1000 + 128 * 500);
    assert_non_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("b"), b.now));
    transaction_table_close(&b.t);
}

static void test_find(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, 8);
    transaction *x = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("one"), b.now);
    transaction *y = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("one"), b.now); /* a side of its own */
    assert_non_null(x);
    assert_non_null(y);
    assert_int_not_equal(x->id, y->id);
    assert_ptr_equal(transaction_find(&b.t, TRANSACTION_CLIENT, KEY("one")), x);
    assert_ptr_equal(transaction_find(&b.t, TRANSACTION_SERVER, KEY("one")), y);
    assert_null(transaction_find(&b.t, TRANSACTION_CLIENT, KEY("on")));
    assert_null(transaction_find(&b.t, TRANSACTION_CLIENT, KEY("one ")));
    assert_null(transaction_find(&b.t, TRANSACTION_CLIENT, KEY("One")));
    assert_null(transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("one"), b.now)); /* in use */
    uint64_t old = x->id;
    transaction_drop(&b.t, x);
    assert_null(transaction_by_id(&b.t, old));
    assert_null(transaction_by_id(&b.t, 0));
    x = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("one"), b.now);
    assert_int_not_equal(x->id, old); /* an id is not used again */
    transaction_table_close(&b.t);
}

static void test_bounds(void **state)
{
    static uint8_t big[TRANSACTION_KEY_MAX + 1];
    (void)state;
    bench b;
    open_bench(&b, 3);
    memset(big, 'x', sizeof big);
    assert_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, big, sizeof big, b.now));
    assert_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, big, 0, b.now));
    assert_non_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, big, sizeof big - 1, b.now));
    assert_non_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("b"), b.now));
    assert_non_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("c"), b.now));
    assert_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("d"), b.now));
    assert_int_equal(b.t.used, 3);
    transaction_drop(&b.t, transaction_find(&b.t, TRANSACTION_SERVER, KEY("b")));
    assert_non_null(transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("d"), b.now));
    transaction_table_close(&b.t);
    assert_false(transaction_table_open(&b.t, 0, (const uint64_t[]){ 1, 2 }));
    assert_false(transaction_table_open(&b.t, TRANSACTIONS_MAX + 1, (const uint64_t[]){ 1, 2 }));
}

/* Only what is over but for repetitions can be spared, and of that what is over for longest. */
static void test_spare(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, 4);
    transaction *x = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("a"), 1000);
    transaction *y = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("b"), 1000);
    transaction *z = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("c"), 1000);
    assert_null(transaction_spare(&b.t));
    transaction_server_respond(&b.t, x, 100, 1000);
    assert_null(transaction_spare(&b.t));
    transaction_server_respond(&b.t, y, 200, 1001);
    assert_ptr_equal(transaction_spare(&b.t), y);
    transaction_client_response(&b.t, z, 200, 1002);
    transaction_server_respond(&b.t, x, 200, 1003);
    assert_ptr_equal(transaction_spare(&b.t), y);
    transaction_drop(&b.t, z); /* from the middle of the line */
    transaction_drop(&b.t, y);
    assert_ptr_equal(transaction_spare(&b.t), x);
    transaction_drop(&b.t, x);
    assert_null(transaction_spare(&b.t));
    transaction_table_close(&b.t);
}

/* The slow and obvious table beside the fast one: one record a transaction, searched from end to end. */
typedef struct {
    bool live;
    transaction_side side;
    unsigned key;
    uint64_t id, at, ends, interval, done;
    uint32_t status;
} plain;

#define PLAIN 40u

static uint64_t plain_next(const plain *p, size_t n)
{
    uint64_t next = TRANSACTION_NEVER;
    for (size_t i = 0; i < n; i++) {
        uint64_t due = p[i].at < p[i].ends ? p[i].at : p[i].ends;
        if (p[i].live && due < next)
            next = due;
    }
    return next;
}

static plain *plain_find(plain *p, transaction_side side, unsigned key)
{
    for (size_t i = 0; i < PLAIN; i++) {
        if (p[i].live && p[i].side == side && p[i].key == key)
            return &p[i];
    }
    return NULL;
}

static uint64_t plain_oldest(const plain *p)
{
    const plain *old = NULL;
    for (size_t i = 0; i < PLAIN; i++) {
        if (p[i].live && p[i].status >= 200 && (old == NULL || p[i].done < old->done))
            old = &p[i];
    }
    return old == NULL ? 0 : old->id;
}

/* Starts one, or answers it where it is there. */
static void plain_message(bench *b, plain *p, transaction_side side, unsigned key, uint32_t status, uint64_t count)
{
    plain *q = plain_find(p, side, key);
    uint8_t text[2] = { (uint8_t)key, 'k' };
    transaction *x = transaction_find(&b->t, side, text, 2);
    assert_true((q != NULL) == (x != NULL));
    if (q == NULL) {
        x = transaction_start(&b->t, side, &core, text, 2, b->now);
        for (size_t i = 0; i < PLAIN && q == NULL; i++)
            q = p[i].live ? NULL : &p[i];
        assert_true((q != NULL) == (x != NULL));
        if (q == NULL)
            return;
        bool client = side == TRANSACTION_CLIENT;
        *q = (plain){ true, side, key, x->id, client ? b->now + 500 : TRANSACTION_NEVER,
                      b->now + (client ? 64 : 128) * 500, 500, 0, 0 };
        return;
    }
    assert_int_equal(q->id, x->id);
    bool over = q->status >= 200;
    if (side == TRANSACTION_CLIENT)
        assert_int_equal(transaction_client_response(&b->t, x, status, b->now), over ? TRANSACTION_NOTHING
                                                                                     : TRANSACTION_PASS);
    else
        assert_int_equal(transaction_server_respond(&b->t, x, status, b->now), !over);
    if (over)
        return;
    q->status = status;
    q->done = count;
    if (status >= 200)
        q->at = TRANSACTION_NEVER;
    if (side == TRANSACTION_SERVER)
        q->ends = b->now + (status < 200 ? 128 : 64) * 500;
    else if (status >= 200)
        q->ends = b->now + 5000;
}

/* Turns the clock on and fires what is due, in both. */
static void plain_time(bench *b, plain *p, uint64_t by)
{
    uint64_t id;
    b->now += by;
    for (transaction_action a; (a = transaction_due(&b->t, b->now, &id)) != TRANSACTION_NOTHING;) {
        plain *q = NULL;
        for (size_t i = 0; i < PLAIN && q == NULL; i++)
            q = p[i].live && p[i].id == id ? &p[i] : NULL;
        assert_non_null(q);
        if (a == TRANSACTION_RESEND) {
            assert_true(q->at <= b->now && q->ends > b->now);
            q->interval = q->status != 0 || q->interval * 2 > 4000 ? 4000 : q->interval * 2;
            q->at = b->now + q->interval;
            continue;
        }
        assert_true(q->ends <= b->now);
        assert_int_equal(a == TRANSACTION_TIMEOUT, q->side == TRANSACTION_CLIENT && q->status < 200);
        transaction_drop(&b->t, transaction_by_id(&b->t, id));
        q->live = false;
    }
}

static void test_against_plain_table(void **state)
{
    static plain p[PLAIN];
    (void)state;
    bench b;
    uint64_t random = 88172645463325252u;
    open_bench(&b, PLAIN);
    for (uint64_t count = 0; count < 200000; count++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        transaction_side side = random >> 8 & 1 ? TRANSACTION_SERVER : TRANSACTION_CLIENT;
        unsigned key = random >> 16 & 63, what = random >> 32 & 7;
        if (what == 0) {
            plain_time(&b, p, random >> 40 & 4095);
        } else if (what == 1) {
            plain *q = plain_find(p, side, key);
            if (q != NULL) {
                transaction_drop(&b.t, transaction_by_id(&b.t, q->id));
                q->live = false;
            }
        } else {
            plain_message(&b, p, side, key, what == 2 ? 200 : 100, count);
        }
        assert_int_equal(transaction_next(&b.t), plain_next(p, PLAIN));
        transaction *spare = transaction_spare(&b.t);
        assert_int_equal(spare == NULL ? 0 : spare->id, plain_oldest(p));
    }
    transaction_table_close(&b.t);
}

/* A loop that slept too long: each timer still fires once, the end before a retransmission. */
static void test_late_clock(void **state)
{
    (void)state;
    bench b;
    uint64_t id;
    open_bench(&b, 4);
    transaction *x = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("a"), 0);
    assert_int_equal(transaction_due(&b.t, 10000, &id), TRANSACTION_RESEND);
    assert_int_equal(id, x->id);
    assert_int_equal(transaction_due(&b.t, 10000, &id), TRANSACTION_NOTHING); /* 500 .. 7500 do not pile up */
    assert_int_equal(transaction_next(&b.t), 11000);
    assert_int_equal(transaction_due(&b.t, 40000, &id), TRANSACTION_TIMEOUT);
    transaction_table_close(&b.t);
}

/* A T2 that is not a doubling of T1 is still the longest interval. */
static void test_interval_is_capped(void **state)
{
    static const transaction_times odd = { 300, 400, 100 };
    (void)state;
    bench b;
    uint64_t at;
    open_bench(&b, 1);
    transaction_start(&b.t, TRANSACTION_CLIENT, &odd, KEY("a"), 1000);
    assert_int_equal(fire(&b, &at), TRANSACTION_RESEND);
    assert_int_equal(at, 1300);
    assert_int_equal(fire(&b, &at), TRANSACTION_RESEND);
    assert_int_equal(at, 1700); /* 400, not 600 */
    transaction_table_close(&b.t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timer_e_and_f), cmocka_unit_test(test_times_of_gm), cmocka_unit_test(test_provisional),
        cmocka_unit_test(test_final), cmocka_unit_test(test_server), cmocka_unit_test(test_silent_server),
        cmocka_unit_test(test_find), cmocka_unit_test(test_bounds), cmocka_unit_test(test_spare),
        cmocka_unit_test(test_against_plain_table),
        cmocka_unit_test(test_late_clock), cmocka_unit_test(test_interval_is_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
