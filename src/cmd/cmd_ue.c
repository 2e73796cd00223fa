/* secagree ue: the UE role, from start to stop. */
#include "../ims/milenage.h"
#include "cmd.h"
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

#define TICK_MS 100u

uint64_t ut_now(const ut *t)
{
    return uv_now(&t->r.loop);
}

static void on_tick(uv_timer_t *timer)
{
    ut *t = timer->data;
    ut_drains(t);
    if (ue_next(&t->m) > ut_now(t))
        return;
    ue_event e = { .kind = UE_TICK, .now = ut_now(t) };
    ut_step(t, &e);
}

static void on_kernel_event(uv_poll_t *poll, int status, int events)
{
    ut *t = poll->data;
    xfrm_event ev;
    (void)status;
    (void)events;
    while (xfrm_event_next(t->x, &ev))
        log_event(t->r.log, "kernel", "event=%d spi=%u", (int)ev.kind, ev.spi);
}

static void open_usim(ut *t)
{
    memcpy(t->secret.k, t->c.k, 16);
    if (t->c.op_is_opc)
        memcpy(t->secret.opc, t->c.op, 16);
    else
        milenage_opc(t->c.k, t->c.op, t->secret.opc);
    config_wipe_ue(&t->c);
    sqn_array_init(&t->seen, SQN_DELTA, 0);
    uint64_t sqn = sqn_get(t->c.sqn);
    if (sqn != 0)
        sqn_array_accept(&t->seen, sqn);
}

static bool open_kernel(ut *t)
{
    char why[XFRM_ERROR_MAX];
    t->x = xfrm_open(XFRM_ROLE_UE, why);
    if (t->x == NULL || !xfrm_sweep(t->x, NULL)) { /* sweep: what a run before this one may have left */
        fprintf(stderr, "secagree ue: %s\n", t->x == NULL ? why : xfrm_error(t->x));
        return false;
    }
    uv_poll_init(&t->r.loop, &t->kernel_events, xfrm_event_fd(t->x));
    t->kernel_events.data = t;
    uv_poll_start(&t->kernel_events, UV_READABLE, on_kernel_event);
    return true;
}

static void close_all(ut *t)
{
    if (t->x != NULL) {
        uv_poll_stop(&t->kernel_events);
        xfrm_sweep(t->x, NULL);
        xfrm_close(t->x);
    }
    secret_wipe(&t->secret, sizeof t->secret);
    secret_wipe(&t->answer, sizeof t->answer);
    secret_wipe(t->set, sizeof t->set);
}

int cmd_ue(int argc, char **argv)
{
    static ut t; /* too large for a stack */
    const char *file;
    char error[CONFIG_ERROR_MAX];
    if (!role_arguments(argc, argv, &file, &t.stepwise))
        return EXIT_USAGE;
    if (!config_read_ue(file, &t.c, error)) {
        fprintf(stderr, "secagree ue: %s\n", error);
        return EXIT_USAGE;
    }
    open_usim(&t);
    ue_init(&t.m);
    t.m.sets.profile = t.c.profile;
    t.m.times = (sa_times){ t.c.reg_await_auth * SA_MS, SA_REG_GRACE, 64u * t.c.times.t1 };
    t.now = t.c.address;
    t.r.admit = ut_admit;
    t.r.request = ut_request_came;
    t.r.user = &t;
    bool ok = role_open(&t.r, "ue", t.c.log, 64) && open_kernel(&t) && ut_bind(&t, &t.now, t.c.port) != NULL;
    if (ok) {
        uv_timer_init(&t.r.loop, &t.tick);
        t.tick.data = &t;
        uv_timer_start(&t.tick, on_tick, TICK_MS, TICK_MS);
        ut_steps_start(&t);
        role_run(&t.r);
        uv_timer_stop(&t.tick);
        uv_timer_stop(&t.wait);
        printf("steps %zu of %zu, options-answered %u\n", t.step, t.c.steps.count, t.options_answered);
    }
    bool done = ok && !t.failed && t.step == t.c.steps.count;
    close_all(&t);
    role_close(&t.r);
    return !ok ? EXIT_USAGE : done ? EXIT_CONFORMS : EXIT_VIOLATES;
}
