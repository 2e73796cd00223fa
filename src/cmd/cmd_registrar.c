/* secagree registrar: S-CSCF and HSS in one, for tests and demonstrations. */
#include "../ims/keys.h"
#include "../ims/registrar.h"
#include "../linux/config.h"
#include "cmd.h"
#include "role.h"
#include <stdio.h>

typedef struct { role r; config_registrar c; registrar logic; net_endpoint *endpoint; } registrar_role;

static void request_came(void *user, const net_datagram *d, const sip_message *m)
{
    registrar_role *g = user;
    registrar_random random;
    role_text t;
    sip_via via;
    server_received got = server_receive(g->r.tx, d, m, &g->c.times);
    if (got.verdict == SERVER_RETRANSMISSION)
        return;
    if (got.verdict != SERVER_NEW || !sip_via_read(d->bytes, m, &via)) {
        role_discard(&g->r, d, "TD-18", "no transaction");
        server_ignore(g->r.tx, got.id);
        return;
    }
    role_text_init(&t);
    role_random(&random, sizeof random);
    registrar_result result = registrar_request(&g->logic, d->bytes, m, role_seconds(), &random, &t.o);
    log_event(g->r.log, "answered", "code=%u requirement=%s what=\"%s\"", result.code,
              result.requirement != NULL ? result.requirement : "-", result.what != NULL ? result.what : "");
    if (result.code == 0 || t.o.full) {
        server_ignore(g->r.tx, got.id);
        return;
    }
    net_path path = role_response_path(d, &via);
    int error = server_respond(g->r.tx, got.id, &path, t.o.s, t.o.n);
    secret_wipe(&t, sizeof t); /* a challenge holds ck and ik */
    if (error != 0)
        log_event(g->r.log, "answer-failed", "why=\"%s\"", net_error(error));
}

static bool load(registrar_role *g, const char *file)
{
    char error[CONFIG_ERROR_MAX];
    if (!config_read_registrar(file, &g->c, error)) {
        fprintf(stderr, "secagree registrar: %s\n", error);
        return false;
    }
    registrar_init(&g->logic);
    snprintf(g->logic.realm, sizeof g->logic.realm, "%s", g->c.home_domain);
    g->logic.min_expires = g->c.expires_min;
    g->logic.max_expires = g->c.expires_max;
    g->logic.reg_await_auth = g->c.reg_await_auth;
    if (!registrar_load(&g->logic, g->c.subscribers, error)) {
        fprintf(stderr, "secagree registrar: %s\n", error);
        return false;
    }
    return true;
}

int cmd_registrar(int argc, char **argv)
{
    static registrar_role g;
    const char *file;
    if (!role_arguments(argc, argv, &file, NULL) || !load(&g, file))
        return EXIT_USAGE;
    g.r.request = request_came;
    g.r.user = &g;
    bool ok = role_open(&g.r, "registrar", g.c.log, g.c.max_transactions) &&
              (g.endpoint = role_bind(&g.r, &g.c.address, g.c.port)) != NULL;
    if (ok) {
        log_event(g.r.log, "ready", "subscribers=%zu", g.logic.count);
        role_run(&g.r);
    }
    role_close(&g.r);
    registrar_free(&g.logic);
    return ok ? EXIT_CONFORMS : EXIT_USAGE;
}
