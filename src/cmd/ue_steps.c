/* The script of the UE: its steps, one after the other, each with a line on standard output. */
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

static const char *name_of(ue_step_kind kind)
{
    static const char *const names[] = { "register", "options", "rotate", "reauthenticate", "deregister", "wait" };
    return names[kind];
}

static void run(ut *t);

static void after_wait(uv_timer_t *timer)
{
    ut_step_done(timer->data, true, "");
}

/* A new temporary address inside the prefix; the SAs stay and no REGISTER goes out (PAT-08). */
void ut_rotate(ut *t)
{
    ip_addr to, from = t->now;
    if (!ut_drains(t)) {
        ut_step_done(t, false, "too many addresses are still draining");
        return;
    }
    if (!ut_new_address(t, &to)) {
        ut_step_done(t, false, "no new address inside the prefix of the SAs");
        return;
    }
    ue_event e = { .kind = UE_NEW_ADDRESS, .now = ut_now(t), .addr = to };
    t->now = to;
    t->drain[t->draining++] = (ut_drain){ from, ut_now(t) + t->c.drain * SA_MS };
    bool failed_before = t->failed;
    t->failed = false;
    ut_step(t, &e);
    bool ok = !t->failed && t->m.sets.cur.state != SA_NONE;
    t->failed = failed_before;
    ut_step_done(t, ok, "the kernel refused the new address");
}

static void do_step(ut *t, const config_step *s)
{
    switch (s->kind) {
    case STEP_REGISTER: ut_register(t, t->m.sets.cur.state == SA_NONE, false); break;
    case STEP_REAUTHENTICATE: ut_register(t, false, false); break;
    case STEP_DEREGISTER: ut_register(t, false, true); break;
    case STEP_OPTIONS: ut_options(t); break;
    case STEP_ROTATE: ut_rotate(t); break;
    case STEP_WAIT: uv_timer_start(&t->wait, after_wait, s->argument, 0); break;
    }
}

bool ut_step_registers(const ut *t)
{
    if (t->step >= t->c.steps.count)
        return false;
    ue_step_kind kind = t->c.steps.step[t->step].kind;
    return kind == STEP_REGISTER || kind == STEP_REAUTHENTICATE || kind == STEP_DEREGISTER;
}

static void on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *buf)
{
    ut *t = handle->data;
    (void)hint;
    *buf = uv_buf_init(t->line, sizeof t->line);
}

/* A line on standard input lets the next step run; its end stops the UE. */
static void on_input(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    ut *t = stream->data;
    if (n == 0)
        return;
    uv_read_stop(stream);
    if (n < 0 || memchr(buf->base, '\n', (size_t)n) == NULL)
        role_quit(&t->r);
    else
        run(t);
}

static void on_next(uv_timer_t *timer)
{
    ut *t = timer->data;
    if (t->stepwise)
        uv_read_start((uv_stream_t *)&t->input, on_alloc, on_input);
    else
        run(t);
}

static void run(ut *t)
{
    if (t->step >= t->c.steps.count) {
        role_quit(&t->r);
        return;
    }
    do_step(t, &t->c.steps.step[t->step]);
}

/* The next step starts from the loop, so that no step runs inside the callback of another. */
void ut_step_done(ut *t, bool ok, const char *why)
{
    char at[ADDR_TEXT_MAX];
    if (t->step >= t->c.steps.count)
        return;
    addr_print(&t->now, at);
    printf("step %zu %s %s%s%s address=%s\n", t->step + 1, name_of(t->c.steps.step[t->step].kind), ok ? "ok" : "FAILED",
           ok ? "" : ": ", ok ? "" : why, at);
    fflush(stdout);
    t->failed = t->failed || !ok;
    t->step++;
    uv_timer_start(&t->wait, on_next, 0, 0);
}

void ut_steps_start(ut *t)
{
    uv_timer_init(&t->r.loop, &t->wait);
    t->wait.data = t;
    if (t->stepwise) {
        uv_pipe_init(&t->r.loop, &t->input, 0);
        t->input.data = t;
        uv_pipe_open(&t->input, 0);
    }
    uv_timer_start(&t->wait, on_next, 0, 0);
}
