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
    assert_true(transaction_table_open(&b->t, size));
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
    assert_int_equal(transaction_client_response(x, 100, b.now + 100), TRANSACTION_PASS);
    assert_int_equal(x->state, TRANSACTION_PROCEEDING);
    assert_int_equal(transaction_client_response(x, 183, b.now + 200), TRANSACTION_PASS);
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
        assert_int_equal(transaction_client_response(x, finals[i], 1200), TRANSACTION_PASS);
        assert_int_equal(transaction_client_response(x, finals[i], 1300), TRANSACTION_NOTHING);
        assert_int_equal(transaction_client_response(x, 100, 1300), TRANSACTION_NOTHING);
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
    assert_true(transaction_server_respond(x, 100, b.now));
    assert_int_equal(transaction_server_request(x), TRANSACTION_RESEND);
    assert_true(transaction_server_respond(x, 200, 2000));
    assert_false(transaction_server_respond(x, 500, 2001));
    assert_false(transaction_server_respond(x, 100, 2001));
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
}

/* Only what is over but for repetitions can be spared, and of that what ends first. */
static void test_spare(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, 4);
    transaction *x = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("a"), 1000);
    transaction *y = transaction_start(&b.t, TRANSACTION_SERVER, &core, KEY("b"), 1000);
    transaction *z = transaction_start(&b.t, TRANSACTION_CLIENT, &core, KEY("c"), 1000);
    assert_null(transaction_spare(&b.t));
    transaction_server_respond(x, 100, 1000);
    assert_null(transaction_spare(&b.t));
    transaction_server_respond(x, 200, 1002);
    assert_ptr_equal(transaction_spare(&b.t), x);
    transaction_server_respond(y, 200, 1001);
    assert_ptr_equal(transaction_spare(&b.t), y);
    transaction_client_response(z, 200, 1003); /* ends after T4 */
    assert_ptr_equal(transaction_spare(&b.t), z);
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
        cmocka_unit_test(test_late_clock), cmocka_unit_test(test_interval_is_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
