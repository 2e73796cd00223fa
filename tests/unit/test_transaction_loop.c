/* Endpoints and transactions over real sockets of the loopback interface, with a T1 of a few milliseconds. */
#include "../../src/linux/transaction.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const transaction_times fast = { 20, 80, 50 }; /* timer F: 1280 ms */

/* A client and a server, two endpoints each: as over IPsec, a response neither comes from the port that the request
 * went to nor goes to the one it came from. */
typedef struct {
    uv_loop_t loop;
    uv_timer_t limit;
    transactions *client, *server;
    net_endpoint *uc, *us, *ps, *pc;
    unsigned drop_requests, drop_responses; /* datagrams to lose */
    unsigned requests, responses, fresh;    /* datagrams that came; requests that were new */
    unsigned provisional, final, timeouts, failed;
    unsigned answer_times;                  /* 100 before the 200 where 2; 0: silent */
    uint32_t status;
    int error;
    uint64_t id;
    bool running;
} bench;

static void loopback(ip_addr *a, bool v4)
{
    *a = (ip_addr){ { 0 } };
    if (v4) {
        a->b[10] = a->b[11] = 0xff;
        a->b[12] = 127;
    }
    a->b[15] = 1;
}

static void stop(bench *b)
{
    if (b->running)
        uv_stop(&b->loop);
    b->running = false;
}

static void on_limit(uv_timer_t *t)
{
    stop(t->data);
}

static size_t respond_text(char *out, size_t cap, const net_datagram *d, const sip_message *m, unsigned status)
{
    sip_part via = m->header[sip_header_find(m, SIP_H_VIA, 0)].line;
    sip_part cseq = m->header[sip_header_find(m, SIP_H_CSEQ, 0)].line;
    return (size_t)snprintf(out, cap, "SIP/2.0 %u Text\r\n%.*s%.*sContent-Length: 0\r\n\r\n", status, (int)via.len,
                            (const char *)d->bytes + via.at, (int)cseq.len, (const char *)d->bytes + cseq.at);
}

static void on_server(void *user, const net_datagram *d)
{
    bench *b = user;
    sip_message m;
    char text[1024];
    b->requests++;
    if (b->drop_requests > 0) {
        b->drop_requests--;
        return;
    }
    assert_int_equal(sip_message_parse(d->bytes, d->n, &m).code, SIP_MESSAGE_OK);
    server_received r = server_receive(b->server, d, &m, &fast);
    if (r.verdict != SERVER_NEW)
        return;
    b->fresh++;
    net_path to_us = { b->pc, d->src, net_port(b->us) };
    for (unsigned left = b->answer_times; left > 0; left--) {
        size_t n = respond_text(text, sizeof text, d, &m, left > 1 ? 100 : 200);
        assert_int_equal(server_respond(b->server, r.id, &to_us, (uint8_t *)text, n), 0);
    }
    if (b->answer_times > 0)
        assert_int_equal(server_respond(b->server, r.id, &to_us, (uint8_t *)text, 5), UV_ENOENT);
}

static void on_client(void *user, const net_datagram *d)
{
    bench *b = user;
    sip_message m;
    b->responses++;
    if (b->drop_responses > 0) {
        b->drop_responses--;
        return;
    }
    assert_int_equal(sip_message_parse(d->bytes, d->n, &m).code, SIP_MESSAGE_OK);
    assert_ptr_equal(d->endpoint, b->us);
    assert_int_equal(d->port, net_port(b->pc));
    client_receive(b->client, d, &m);
}

static void on_nobody(void *user, const net_datagram *d)
{
    (void)user;
    (void)d;
    fail_msg("a datagram on a port that only sends");
}

static void on_done(void *user, const client_result *r)
{
    bench *b = user;
    assert_int_equal(r->id, b->id);
    b->provisional += r->outcome == CLIENT_PROVISIONAL;
    b->final += r->outcome == CLIENT_FINAL;
    b->timeouts += r->outcome == CLIENT_TIMEOUT;
    b->failed += r->outcome == CLIENT_FAILED;
    b->error = r->error;
    assert_true((r->message != NULL) == (r->outcome <= CLIENT_FINAL));
    if (r->message != NULL)
        b->status = r->message->status;
    if (r->outcome != CLIENT_PROVISIONAL && b->drop_responses == 0)
        stop(b);
}

static void open_bench(bench *b, bool v4)
{
    ip_addr a;
    loopback(&a, v4);
    *b = (bench){ .answer_times = 1 };
    uv_loop_init(&b->loop);
    uv_timer_init(&b->loop, &b->limit);
    b->limit.data = b;
    assert_int_equal(net_open(&b->loop, &a, 0, on_nobody, b, &b->uc), 0);
    assert_int_equal(net_open(&b->loop, &a, 0, on_client, b, &b->us), 0);
    assert_int_equal(net_open(&b->loop, &a, 0, on_server, b, &b->ps), 0);
    assert_int_equal(net_open(&b->loop, &a, 0, on_nobody, b, &b->pc), 0);
    b->client = transactions_open(&b->loop, 4);
    b->server = transactions_open(&b->loop, 4);
}

static void run(bench *b, unsigned limit)
{
    uv_timer_start(&b->limit, on_limit, limit, 0);
    b->running = true;
    uv_run(&b->loop, UV_RUN_DEFAULT);
    uv_timer_stop(&b->limit);
}

static void close_bench(bench *b)
{
    transactions_close(b->client);
    transactions_close(b->server);
    net_close(b->uc);
    net_close(b->us);
    net_close(b->ps);
    net_close(b->pc);
    uv_close((uv_handle_t *)&b->limit, NULL);
    uv_run(&b->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&b->loop), 0); /* nothing is left in the loop */
}

static int send_text(bench *b, const char *format, const char *branch)
{
    char text[1024];
    net_path to_ps = { b->uc, *net_addr(b->ps), net_port(b->ps) };
    int n = snprintf(text, sizeof text, format, branch);
    return client_send(b->client, &to_ps, &fast, (uint8_t *)text, (size_t)n, on_done, b, &b->id);
}

#define OPTIONS                                                                                                       \
    "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP [::1]:4000;branch=%s\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:p>\r\n"       \
    "Call-ID: c\r\nCSeq: 7 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"

static void test_exchange(void **state)
{
    (void)state;
    for (int v4 = 0; v4 < 2; v4++) {
        bench b;
        open_bench(&b, v4);
        b.answer_times = 2;
        assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
        run(&b, 2000);
        assert_int_equal(b.provisional, 1);
        assert_int_equal(b.final, 1);
        assert_int_equal(b.status, 200);
        assert_int_equal(b.requests, 1);
        assert_int_equal(b.fresh, 1);
        assert_int_equal(net_count(b.uc)->sent, 1);
        close_bench(&b);
    }
}

/* Lost requests are sent again; the server sees one request. */
static void test_lost_requests(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, false);
    b.drop_requests = 3;
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    run(&b, 2000);
    assert_int_equal(b.final, 1);
    assert_int_equal(b.fresh, 1);
    assert_int_equal(b.requests, 4);
    assert_int_equal(transactions_count(b.client)->requests_resent, 3);
    close_bench(&b);
}

/* A lost response is sent again for the repeated request, from and to the ports of the first. */
static void test_lost_responses(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, false);
    b.drop_responses = 2;
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    run(&b, 2000);
    assert_int_equal(b.final, 1);
    assert_int_equal(b.fresh, 1);
    assert_int_equal(b.requests, 3);
    assert_int_equal(transactions_count(b.server)->responses_resent, 2);
    assert_int_equal(transactions_count(b.server)->requests_absorbed, 2);
    close_bench(&b);
}

static void test_timeout(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, false);
    b.answer_times = 0;
    uint64_t start = uv_hrtime();
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    run(&b, 4000);
    assert_int_equal(b.timeouts, 1);
    assert_true((uv_hrtime() - start) / 1000000 >= 1275); /* 64*T1 */
    assert_true(b.requests >= 10); /* 20 40 80 80 ... */
    assert_int_equal(b.fresh, 1);
    close_bench(&b);
}

/* The same branch with another method, sent-by or branch is another transaction; with other letters it is not. */
static void test_keys(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, false);
    b.answer_times = 0;
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), UV_EEXIST);
    assert_int_equal(send_text(&b, OPTIONS, "Z9HG4BKA"), UV_EEXIST);
    assert_int_equal(send_text(&b, OPTIONS, "abc"), UV_EINVAL);
    assert_int_equal(send_text(&b, "INVITE sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=%s\r\nCSeq: 1 INVITE\r\n\r\n",
                               "z9hG4bKi"), UV_EINVAL);
    assert_int_equal(send_text(&b, "MESSAGE sip:p SIP/2.0\r\nVia: SIP/2.0/UDP [::1]:4000;branch=%s\r\n"
                                   "CSeq: 7 MESSAGE\r\n\r\n", "z9hG4bKa"), 0);
    assert_int_equal(send_text(&b, "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP [::1]:4001;branch=%s\r\n"
                                   "CSeq: 7 OPTIONS\r\n\r\n", "z9hG4bKa"), 0);
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKb"), 0);
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKc"), UV_ENOBUFS);
    client_cancel(b.client, b.id);
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKc"), 0);
    run(&b, 15);
    assert_int_equal(b.fresh, 4); /* the server's table is full with them: z9hG4bKc finds no room */
    assert_int_equal(transactions_count(b.server)->full, 1);
    close_bench(&b);
}

/* More requests than there is room for, each answered at once: none is kept out. */
static void test_flood(void **state)
{
    (void)state;
    bench b;
    char text[1024], branch[32];
    open_bench(&b, false);
    net_path to_ps = { b.uc, *net_addr(b.ps), net_port(b.ps) };
    for (int i = 0; i < 50; i++) {
        snprintf(branch, sizeof branch, "z9hG4bK%d", i);
        int n = snprintf(text, sizeof text, OPTIONS, branch);
        assert_int_equal(net_send(&to_ps, (uint8_t *)text, (size_t)n), 0);
    }
    run(&b, 100);
    assert_int_equal(b.fresh, 50);
    assert_int_equal(b.responses, 50);
    assert_int_equal(transactions_count(b.server)->spared, 46);
    assert_int_equal(transactions_count(b.server)->full, 0);
    close_bench(&b);
}

/* RFC 3261 17.2.3, second rule: no cookie in the branch. */
static void test_old_branch(void **state)
{
    static const char *const other[] = {
        "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:p>\r\nCall-ID: c\r\n"
        "CSeq: 7 OPTIONS\r\n\r\n",
        "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:p>\r\nCall-ID: c\r\n"
        "CSeq: 8 OPTIONS\r\n\r\n",
        "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nFrom: <sip:a@b>;tag=2\r\nTo: <sip:p>\r\nCall-ID: c\r\n"
        "CSeq: 7 OPTIONS\r\n\r\n",
        "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:p>\r\nCall-ID: c\r\n"
        "CSeq: 7 OPTIONS\r\n\r\n",
    };
    (void)state;
    bench b;
    open_bench(&b, false);
    net_path to_ps = { b.uc, *net_addr(b.ps), net_port(b.ps) };
    b.answer_times = 0;
    for (size_t twice = 0; twice < 2; twice++) {
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(net_send(&to_ps, (const uint8_t *)other[i], strlen(other[i])), 0);
    }
    run(&b, 50);
    assert_int_equal(b.requests, 8);
    assert_int_equal(b.fresh, 4);
    assert_int_equal(transactions_count(b.server)->requests_absorbed, 4);
    close_bench(&b);
}

static server_verdict receive(bench *b, const char *text)
{
    sip_message m;
    net_datagram d = { .endpoint = b->ps, .bytes = (const uint8_t *)text, .n = strlen(text) };
    assert_int_equal(sip_message_parse(d.bytes, d.n, &m).code, SIP_MESSAGE_OK);
    server_received r = server_receive(b->server, &d, &m, &fast);
    assert_true((r.verdict == SERVER_NEW) == (r.id != 0));
    if (r.verdict == SERVER_NEW)
        server_ignore(b->server, r.id);
    return r.verdict;
}

static void test_verdicts(void **state)
{
    (void)state;
    bench b;
    open_bench(&b, false);
    assert_int_equal(receive(&b, "ACK sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nCSeq: 7 ACK\r\n\r\n"), SERVER_STATELESS);
    assert_int_equal(receive(&b, "INVITE sip:p SIP/2.0\r\nCSeq: 7 INVITE\r\n\r\n"), SERVER_STATELESS);
    assert_int_equal(receive(&b, "OPTIONS sip:p SIP/2.0\r\nCSeq: 7 OPTIONS\r\n\r\n"), SERVER_UNREADABLE);
    assert_int_equal(receive(&b, "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n\r\n"),
                     SERVER_UNREADABLE);
    assert_int_equal(receive(&b, "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n"
                                 "CSeq: 7 REGISTER\r\n\r\n"), SERVER_UNREADABLE);
    for (int i = 0; i < 10; i++) /* what is ignored leaves nothing behind */
        assert_int_equal(receive(&b, "OPTIONS sip:p SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n"
                                     "CSeq: 7 OPTIONS\r\n\r\n"), SERVER_NEW);
    close_bench(&b);
}

/* Responses that belong to nothing: another branch, sent-by or method. */
static void test_unmatched(void **state)
{
    static const char *const wrong[] = {
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP [::1]:4000;branch=z9hG4bKx\r\nCSeq: 7 OPTIONS\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP [::2]:4000;branch=z9hG4bKa\r\nCSeq: 7 OPTIONS\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP [::1]:4000;branch=z9hG4bKa\r\nCSeq: 7 REGISTER\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP [::1]:4000\r\nCSeq: 7 OPTIONS\r\n\r\n",
        "SIP/2.0 200 OK\r\nCSeq: 7 OPTIONS\r\n\r\n",
    };
    static const char right[] =
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP [::1]:4000;branch=z9hG4bKa\r\nCSeq: 7 OPTIONS\r\n\r\n";
    (void)state;
    bench b;
    sip_message m;
    open_bench(&b, false);
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        net_datagram d = { .endpoint = b.us, .bytes = (const uint8_t *)wrong[i], .n = strlen(wrong[i]) };
        assert_int_equal(sip_message_parse(d.bytes, d.n, &m).code, SIP_MESSAGE_OK);
        assert_false(client_receive(b.client, &d, &m));
    }
    assert_int_equal(transactions_count(b.client)->unmatched, 5);
    net_datagram d = { .endpoint = b.us, .bytes = (const uint8_t *)right, .n = strlen(right) };
    assert_int_equal(sip_message_parse(d.bytes, d.n, &m).code, SIP_MESSAGE_OK);
    assert_true(client_receive(b.client, &d, &m));
    assert_true(client_receive(b.client, &d, &m)); /* absorbed */
    assert_int_equal(b.final, 1);
    assert_int_equal(transactions_count(b.client)->responses_absorbed, 1);
    close_bench(&b);
}

/* An address that goes away: what waits on it ends, or is moved to the next one. */
static void test_endpoints_come_and_go(void **state)
{
    (void)state;
    bench b;
    net_endpoint *next;
    open_bench(&b, false);
    b.answer_times = 0;
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKa"), 0);
    transactions_forget_endpoint(b.client, b.uc);
    assert_int_equal(b.failed, 1);
    assert_int_equal(b.error, UV_ECANCELED);

    b.answer_times = 1;
    b.drop_requests = 2;
    assert_int_equal(send_text(&b, OPTIONS, "z9hG4bKb"), 0);
    assert_int_equal(net_open(&b.loop, net_addr(b.uc), 0, on_nobody, &b, &next), 0);
    net_path path = { next, *net_addr(b.ps), net_port(b.ps) };
    assert_true(client_redirect(b.client, b.id, &path));
    transactions_forget_endpoint(b.client, b.uc);
    net_close(b.uc);
    b.uc = next;
    run(&b, 2000);
    assert_int_equal(b.final, 1);
    assert_int_equal(b.failed, 1);
    assert_false(client_redirect(b.client, 999, &path));
    close_bench(&b);
}

static void test_net_errors(void **state)
{
    static uint8_t big[70000];
    (void)state;
    bench b;
    ip_addr v4, none;
    net_endpoint *e;
    char text[NET_TEXT_MAX];
    open_bench(&b, false);
    loopback(&v4, true);
    loopback(&none, false);
    none.b[0] = 0x20, none.b[1] = 0x01, none.b[2] = 0x0d, none.b[3] = 0xb8;
    assert_int_equal(net_open(&b.loop, net_addr(b.uc), net_port(b.uc), on_nobody, &b, &e), UV_EADDRINUSE);
    assert_null(e);
    assert_int_equal(net_open(&b.loop, &none, 0, on_nobody, &b, &e), UV_EADDRNOTAVAIL);
    assert_int_equal(net_send(&(net_path){ b.uc, v4, 5060 }, big, 1), UV_EINVAL);
    assert_int_equal(net_send(&(net_path){ b.uc, *net_addr(b.ps), 0 }, big, 1), UV_EINVAL);
    assert_int_equal(net_send(&(net_path){ b.uc, *net_addr(b.ps), 5060 }, big, sizeof big), UV_EMSGSIZE);
    assert_int_equal(net_count(b.uc)->failed, 3);
    net_print(&v4, 5060, text);
    assert_string_equal(text, "127.0.0.1:5060");
    net_print(&none, 65535, text);
    assert_string_equal(text, "[2001:db8::1]:65535");
    assert_non_null(strstr(net_error(UV_EPERM), "policy"));
    close_bench(&b);
}

static unsigned branches_differ;

static void test_branch(void **state)
{
    char a[TRANSACTION_BRANCH_MAX], b[TRANSACTION_BRANCH_MAX];
    (void)state;
    for (int i = 0; i < 50; i++) {
        assert_true(transaction_branch(a));
        assert_true(transaction_branch(b));
        assert_int_equal(strlen(a), 31);
        assert_int_equal(strncmp(a, "z9hG4bK", 7), 0);
        branches_differ += strcmp(a, b) != 0;
    }
    assert_int_equal(branches_differ, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exchange), cmocka_unit_test(test_lost_requests), cmocka_unit_test(test_lost_responses),
        cmocka_unit_test(test_timeout), cmocka_unit_test(test_keys), cmocka_unit_test(test_flood),
        cmocka_unit_test(test_old_branch), cmocka_unit_test(test_verdicts), cmocka_unit_test(test_unmatched),
        cmocka_unit_test(test_endpoints_come_and_go), cmocka_unit_test(test_net_errors),
        cmocka_unit_test(test_branch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
