/* What the three roles of the driver share. */
#include "role.h"
#include "../core/sa.h"
#include "cmd.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define SAFETY_SECONDS 5u /* by which the kernel's lifetime of a set outlasts the machine's */

static void on_signal(uv_signal_t *handle, int number)
{
    role *r = handle->data;
    log_event(r->log, "stopping", "signal=%d", number);
    if (r->stop != NULL)
        r->stop(r->user);
    else
        role_quit(r);
}

bool role_open(role *r, const char *name, const char *log_file, size_t max_transactions)
{
    r->log = log_open(name, log_file);
    if (r->log == NULL) {
        fprintf(stderr, "secagree %s: cannot write the log %s: %s\n", name, log_file, strerror(errno));
        return false;
    }
    uv_loop_init(&r->loop);
    uv_signal_init(&r->loop, &r->term);
    uv_signal_init(&r->loop, &r->interrupt);
    r->term.data = r->interrupt.data = r;
    uv_signal_start(&r->term, on_signal, SIGTERM);
    uv_signal_start(&r->interrupt, on_signal, SIGINT);
    r->tx = transactions_open(&r->loop, max_transactions);
    if (r->tx == NULL)
        fprintf(stderr, "secagree %s: no memory for %zu transactions\n", name, max_transactions);
    return r->tx != NULL;
}

void role_run(role *r)
{
    uv_run(&r->loop, UV_RUN_DEFAULT);
}

void role_quit(role *r)
{
    uv_stop(&r->loop);
}

static void close_handle(uv_handle_t *handle, void *unused)
{
    (void)unused;
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

void role_close(role *r)
{
    if (r->tx != NULL)
        transactions_close(r->tx);
    uv_run(&r->loop, UV_RUN_NOWAIT); /* lets the layers below free what they closed */
    uv_walk(&r->loop, close_handle, NULL);
    uv_run(&r->loop, UV_RUN_DEFAULT);
    uv_loop_close(&r->loop);
    log_event(r->log, "stopped", "requests=%llu responses=%llu malformed=%llu discarded=%llu",
              (unsigned long long)r->count.requests, (unsigned long long)r->count.responses,
              (unsigned long long)r->count.malformed, (unsigned long long)r->count.discarded);
    log_close(r->log);
}

void role_discard(role *r, const net_datagram *d, const char *requirement, const char *why)
{
    char from[NET_TEXT_MAX];
    net_print(&d->src, d->port, from);
    r->count.discarded++;
    log_refusal(r->log, "discard", requirement, "from=%s port=%u why=\"%s\"", from,
                (unsigned)net_port(d->endpoint), why);
}

void role_receive(void *user, const net_datagram *d)
{
    role *r = user;
    sip_message m;
    if (d->n <= 4 && !d->truncated)
        return; /* a keep-alive of CRLFs (RFC 5626 3.5.1, RFC 3261 7.5) */
    sip_message_result result = sip_message_parse(d->bytes, d->n, &m);
    if (d->truncated)
        result.code = SIP_MESSAGE_TOO_LONG;
    if (result.code != SIP_MESSAGE_OK) {
        char why[96];
        snprintf(why, sizeof why, "%s at byte %zu", sip_message_error_name(result.code), result.at);
        r->count.malformed++;
        role_discard(r, d, sip_message_requirement(result.code), why);
        return;
    }
    if (r->admit != NULL && !r->admit(r->user, d, &m))
        return;
    if (m.request) {
        r->count.requests++;
        r->request(r->user, d, &m);
    } else {
        r->count.responses++;
        if (!client_receive(r->tx, d, &m))
            role_discard(r, d, "TD-18", "a response to no request of ours");
    }
}

net_endpoint *role_bind(role *r, const ip_addr *addr, uint16_t port)
{
    net_endpoint *e;
    char at[NET_TEXT_MAX];
    int error = net_open(&r->loop, addr, port, role_receive, r, &e);
    if (error == 0)
        return e;
    net_print(addr, port, at);
    fprintf(stderr, "secagree: cannot open %s: %s\n", at, net_error(error));
    log_event(r->log, "bind-failed", "at=%s why=\"%s\"", at, net_error(error));
    return NULL;
}

net_path role_response_path(const net_datagram *d, const sip_via *via)
{
    net_path path = { d->endpoint, d->src, d->port };
    if (!via->rport)
        path.port = via->port != 0 ? (uint16_t)via->port : 5060;
    return path;
}

bool role_arguments(int argc, char **argv, const char **file, bool *stepwise)
{
    *file = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-c") == 0 && i + 1 < argc) {
            *file = argv[++i];
        } else if (stepwise != NULL && strcmp(argv[i], "--stepwise") == 0) {
            *stepwise = true;
        } else {
            fprintf(strcmp(argv[i], "--help") == 0 ? stdout : stderr, "usage: secagree %s [-c FILE]%s\n", argv[0],
                    stepwise != NULL ? " [--stepwise]" : "");
            return false;
        }
    }
    return true;
}

void role_random(void *p, size_t n)
{
    uint8_t *at = p;
    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);
        if (got <= 0) {
            perror("secagree: the system's random source failed");
            abort();
        }
        at += got;
        n -= (size_t)got;
    }
}

uint64_t role_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec;
}

uint64_t role_kernel_seconds(uint64_t now, uint64_t until)
{
    return (until > now ? (until - now + SA_MS - 1) / SA_MS : 0) + SAFETY_SECONDS;
}

void role_text_init(role_text *t)
{
    t->o = (sip_out){ t->text, sizeof t->text, 0, false };
}
