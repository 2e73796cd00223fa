#include "transaction.h"
#include "../core/headers.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* What a slot of the table holds besides its state: the message to send again and where to, and who waits. */
typedef struct {
    net_path path; /* endpoint NULL: not sent again */
    uint8_t *bytes;
    size_t n;
    client_done *done;
    void *user;
} errand;

struct transactions {
    uv_loop_t *loop;
    uv_timer_t timer;
    bool closed;
    transaction_table table;
    errand *errand; /* one for each slot */
    transaction_counters count;
};

/* Keys ---------------------------------------------------------------------------------------------------------- */

typedef struct { uint8_t b[TRANSACTION_KEY_MAX]; size_t n; bool full; } key_text;

static uint8_t lower(uint8_t c) { return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c; }

/* Appends a part and a NUL, which no part contains. */
static void key_put(key_text *k, const uint8_t *s, sip_span part, bool nocase)
{
    if (k->n + part.len + 1 > sizeof k->b) {
        k->full = true;
        return;
    }
    for (uint32_t i = 0; i < part.len; i++)
        k->b[k->n++] = nocase ? lower(s[part.at + i]) : s[part.at + i];
    k->b[k->n++] = 0;
}

static void key_number(key_text *k, uint32_t v)
{
    char text[12];
    int n = snprintf(text, sizeof text, "%u", (unsigned)v);
    key_put(k, (const uint8_t *)text, (sip_span){ 0, (uint32_t)n }, false);
}

static bool has_cookie(const uint8_t *s, sip_span branch)
{
    static const char cookie[] = "z9hg4bk"; /* tokens compare without case (7.3.1) */
    if (branch.len < sizeof cookie - 1)
        return false;
    for (uint32_t i = 0; i < sizeof cookie - 1; i++) {
        if (lower(s[branch.at + i]) != (uint8_t)cookie[i])
            return false;
    }
    return true;
}

/* 17.1.3 and the first rule of 17.2.3. The method is case-sensitive. */
static void key_by_branch(key_text *k, const uint8_t *s, const sip_via *via, sip_span method)
{
    key_put(k, s, method, false);
    key_put(k, s, via->branch, true);
    key_put(k, s, via->host, true);
    key_number(k, via->port);
}

/* The second rule of 17.2.3, for peers of RFC 2543. */
static bool key_by_fields(key_text *k, const uint8_t *s, const sip_message *m, const sip_via *via,
                          const sip_cseq *cseq)
{
    sip_party from, to;
    size_t call_id = sip_header_find(m, SIP_H_CALL_ID, 0);
    if (call_id == SIP_NPOS || !sip_party_read(s, m, SIP_H_FROM, &from) || !sip_party_read(s, m, SIP_H_TO, &to))
        return false;
    key_put(k, s, m->uri, false);
    key_put(k, s, to.tag, true);
    key_put(k, s, from.tag, true);
    key_put(k, s, sip_span_of(m->header[call_id].value), false);
    key_number(k, cseq->number);
    key_put(k, s, cseq->method, false);
    key_put(k, s, via->value, false);
    return true;
}

static bool span_is(const uint8_t *s, sip_span a, const char *word)
{
    return a.len == strlen(word) && memcmp(s + a.at, word, a.len) == 0;
}

static bool span_equal(const uint8_t *s, sip_span a, sip_span b)
{
    return a.len == b.len && memcmp(s + a.at, s + b.at, a.len) == 0;
}

/* The key of a message. cookie_only: a client's own branches always have the cookie. */
static bool key_of(const uint8_t *s, const sip_message *m, bool cookie_only, key_text *k)
{
    sip_via via;
    sip_cseq cseq;
    k->n = 0;
    k->full = false;
    if (!sip_via_read(s, m, &via) || !sip_cseq_read(s, m, &cseq))
        return false;
    if (m->request && !span_equal(s, cseq.method, m->method))
        return false;
    bool ok = true;
    if (has_cookie(s, via.branch))
        key_by_branch(k, s, &via, cseq.method);
    else
        ok = !cookie_only && key_by_fields(k, s, m, &via, &cseq);
    return ok && !k->full;
}

/* The layer ----------------------------------------------------------------------------------------------------- */

static uint64_t now_of(transactions *l)
{
    uv_update_time(l->loop);
    return uv_now(l->loop);
}

static errand *errand_of(transactions *l, const transaction *x) { return &l->errand[x - l->table.slot]; }

static void release(errand *e)
{
    free(e->bytes);
    *e = (errand){ 0 };
}

static void drop(transactions *l, transaction *x)
{
    release(errand_of(l, x));
    transaction_drop(&l->table, x);
}

static void on_timer(uv_timer_t *timer);

static void arm(transactions *l)
{
    if (l->closed)
        return;
    uint64_t next = transaction_next(&l->table), now = now_of(l);
    if (next == TRANSACTION_NEVER)
        uv_timer_stop(&l->timer);
    else
        uv_timer_start(&l->timer, on_timer, next > now ? next - now : 0, 0);
}

/* The kernel may do better next time; what else goes wrong is a transport error (17.1.4). */
static bool passing(int error) { return error == UV_EAGAIN || error == UV_ENOBUFS || error == UV_ENOMEM; }

/* Ends a client transaction with the news, and tells the user when it is gone. */
static void end_client(transactions *l, transaction *x, client_outcome outcome, int error)
{
    errand e = *errand_of(l, x);
    client_result r = { .outcome = outcome, .id = x->id, .error = error };
    drop(l, x);
    e.done(e.user, &r);
}

static void resend(transactions *l, transaction *x)
{
    errand *e = errand_of(l, x);
    if (e->path.endpoint == NULL)
        return;
    int error = net_send(&e->path, e->bytes, e->n);
    if (x->side == TRANSACTION_SERVER) {
        l->count.responses_resent++;
    } else if (error == 0 || passing(error)) {
        l->count.requests_resent++;
    } else {
        end_client(l, x, CLIENT_FAILED, error);
    }
}

static void on_timer(uv_timer_t *timer)
{
    transactions *l = timer->data;
    uint64_t id;
    for (;;) {
        transaction_action action = l->closed ? TRANSACTION_NOTHING : transaction_due(&l->table, now_of(l), &id);
        if (action == TRANSACTION_NOTHING)
            break;
        transaction *x = transaction_by_id(&l->table, id);
        if (action == TRANSACTION_RESEND) {
            resend(l, x);
        } else if (action == TRANSACTION_TIMEOUT) {
            l->count.timeouts++;
            end_client(l, x, CLIENT_TIMEOUT, 0);
        } else {
            drop(l, x);
        }
    }
    arm(l);
}

static bool random_bytes(void *out, size_t n)
{
    ssize_t got;
    do
        got = getrandom(out, n, 0);
    while (got < 0 && errno == EINTR);
    return got == (ssize_t)n;
}

transactions *transactions_open(uv_loop_t *loop, size_t max_transactions)
{
    uint64_t secret[2];
    transactions *l = calloc(1, sizeof *l);
    if (l == NULL)
        return NULL;
    l->loop = loop;
    l->errand = calloc(max_transactions, sizeof *l->errand);
    if (!random_bytes(secret, sizeof secret) || l->errand == NULL ||
        !transaction_table_open(&l->table, max_transactions, secret) ||
        uv_timer_init(loop, &l->timer) != 0) {
        transaction_table_close(&l->table);
        free(l->errand);
        free(l);
        return NULL;
    }
    l->timer.data = l;
    return l;
}

static void on_close(uv_handle_t *h)
{
    transactions *l = h->data;
    transaction_table_close(&l->table);
    free(l->errand);
    free(l);
}

void transactions_close(transactions *l)
{
    if (l == NULL || l->closed)
        return;
    l->closed = true;
    for (size_t i = 0; i < l->table.size; i++) {
        if (l->table.slot[i].state != TRANSACTION_FREE)
            drop(l, &l->table.slot[i]);
    }
    uv_close((uv_handle_t *)&l->timer, on_close);
}

const transaction_counters *transactions_count(const transactions *l) { return &l->count; }

/* A copy of the message, to be sent by that path. */
static bool keep(errand *e, const net_path *path, const uint8_t *bytes, size_t n)
{
    uint8_t *copy = malloc(n);
    if (copy == NULL)
        return false;
    memcpy(copy, bytes, n);
    free(e->bytes);
    e->bytes = copy;
    e->n = n;
    e->path = *path;
    return true;
}

/* transaction_start, in a full table at the cost of the transaction that can best be spared. */
static transaction *begin(transactions *l, transaction_side side, const transaction_times *times, const key_text *k)
{
    transaction *spare = l->table.used == l->table.size ? transaction_spare(&l->table) : NULL;
    if (spare != NULL) {
        l->count.spared++;
        drop(l, spare);
    }
    return transaction_start(&l->table, side, times, k->b, k->n, now_of(l));
}

/* Client -------------------------------------------------------------------------------------------------------- */

static bool sendable(const uint8_t *bytes, size_t n, key_text *k)
{
    sip_message m;
    if (sip_message_parse(bytes, n, &m).code != SIP_MESSAGE_OK || !m.request)
        return false;
    return !span_is(bytes, m.method, "INVITE") && !span_is(bytes, m.method, "ACK") && key_of(bytes, &m, true, k);
}

int client_send(transactions *l, const net_path *path, const transaction_times *times, const uint8_t *bytes, size_t n,
                client_done *done, void *user, uint64_t *id)
{
    key_text k;
    if (l->closed)
        return UV_ECANCELED;
    if (!sendable(bytes, n, &k))
        return UV_EINVAL;
    if (transaction_find(&l->table, TRANSACTION_CLIENT, k.b, k.n) != NULL)
        return UV_EEXIST;
    transaction *x = begin(l, TRANSACTION_CLIENT, times, &k);
    if (x == NULL) {
        l->count.full++;
        return l->table.used == l->table.size ? UV_ENOBUFS : UV_ENOMEM;
    }
    errand *e = errand_of(l, x);
    bool kept = keep(e, path, bytes, n);
    int error = kept ? net_send(path, bytes, n) : UV_ENOMEM;
    if (!kept || (error != 0 && !passing(error))) {
        drop(l, x);
        return error;
    }
    e->done = done;
    e->user = user;
    if (id != NULL)
        *id = x->id;
    arm(l);
    return 0;
}

bool client_receive(transactions *l, const net_datagram *d, const sip_message *m)
{
    key_text k;
    transaction *x = NULL;
    if (!l->closed && !m->request && key_of(d->bytes, m, true, &k))
        x = transaction_find(&l->table, TRANSACTION_CLIENT, k.b, k.n);
    if (x == NULL) {
        l->count.unmatched++;
        return false;
    }
    if (transaction_client_response(&l->table, x, m->status, now_of(l)) == TRANSACTION_NOTHING) {
        l->count.responses_absorbed++;
        return true;
    }
    errand *e = errand_of(l, x);
    client_result r = { .outcome = m->status < 200 ? CLIENT_PROVISIONAL : CLIENT_FINAL, .id = x->id, .datagram = d,
                        .message = m };
    e->done(e->user, &r);
    arm(l);
    return true;
}

static transaction *client_by_id(const transactions *l, uint64_t id)
{
    transaction *x = l->closed ? NULL : transaction_by_id(&l->table, id);
    return x != NULL && x->side == TRANSACTION_CLIENT ? x : NULL;
}

bool client_redirect(transactions *l, uint64_t id, const net_path *path)
{
    transaction *x = client_by_id(l, id);
    if (x == NULL)
        return false;
    errand_of(l, x)->path = *path;
    return true;
}

void client_cancel(transactions *l, uint64_t id)
{
    transaction *x = client_by_id(l, id);
    if (x != NULL)
        drop(l, x);
}

/* Server -------------------------------------------------------------------------------------------------------- */

server_received server_receive(transactions *l, const net_datagram *d, const sip_message *m,
                               const transaction_times *times)
{
    key_text k;
    if (m->request && (span_is(d->bytes, m->method, "INVITE") || span_is(d->bytes, m->method, "ACK")))
        return (server_received){ SERVER_STATELESS, 0 };
    if (!m->request || !key_of(d->bytes, m, false, &k))
        return (server_received){ SERVER_UNREADABLE, 0 };
    transaction *x = transaction_find(&l->table, TRANSACTION_SERVER, k.b, k.n);
    if (x != NULL) {
        l->count.requests_absorbed++;
        if (transaction_server_request(x) == TRANSACTION_RESEND)
            resend(l, x);
        return (server_received){ SERVER_RETRANSMISSION, 0 };
    }
    if (!l->closed)
        x = begin(l, TRANSACTION_SERVER, times, &k);
    if (x == NULL) {
        l->count.full++;
        return (server_received){ SERVER_FULL, 0 };
    }
    arm(l);
    return (server_received){ SERVER_NEW, x->id };
}

static transaction *server_by_id(const transactions *l, uint64_t id)
{
    transaction *x = l->closed ? NULL : transaction_by_id(&l->table, id);
    return x != NULL && x->side == TRANSACTION_SERVER ? x : NULL;
}

int server_respond(transactions *l, uint64_t id, const net_path *path, const uint8_t *bytes, size_t n)
{
    sip_message m;
    transaction *x = server_by_id(l, id);
    if (x == NULL || x->state == TRANSACTION_COMPLETED)
        return UV_ENOENT;
    if (sip_message_parse(bytes, n, &m).code != SIP_MESSAGE_OK || m.request)
        return UV_EINVAL;
    if (!keep(errand_of(l, x), path, bytes, n))
        return UV_ENOMEM;
    transaction_server_respond(&l->table, x, m.status, now_of(l));
    arm(l);
    return net_send(path, bytes, n);
}

void server_ignore(transactions *l, uint64_t id)
{
    transaction *x = server_by_id(l, id);
    if (x != NULL)
        drop(l, x);
}

void transactions_forget_endpoint(transactions *l, const net_endpoint *e)
{
    for (size_t i = 0; !l->closed && i < l->table.size; i++) {
        transaction *x = &l->table.slot[i];
        if (x->state == TRANSACTION_FREE || l->errand[i].path.endpoint != e)
            continue;
        if (x->side == TRANSACTION_CLIENT && x->state != TRANSACTION_COMPLETED)
            end_client(l, x, CLIENT_FAILED, UV_ECANCELED);
        else
            l->errand[i].path.endpoint = NULL;
    }
}

bool transaction_branch(char out[TRANSACTION_BRANCH_MAX])
{
    uint8_t random[12];
    if (!random_bytes(random, sizeof random))
        return false;
    size_t at = (size_t)snprintf(out, TRANSACTION_BRANCH_MAX, "z9hG4bK");
    for (size_t i = 0; i < sizeof random; i++)
        at += (size_t)snprintf(out + at, TRANSACTION_BRANCH_MAX - at, "%02x", random[i]);
    return true;
}
