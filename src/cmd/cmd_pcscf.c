/* secagree pcscf: the P-CSCF role, from start to stop. */
#include "cmd.h"
#include "gm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TICK_MS 100u

uint64_t gm_now(const gm *p)
{
    return uv_now(&p->r.loop);
}

/* Sets whose lifetime is over, earliest first. */
static void on_tick(uv_timer_t *timer)
{
    gm *p = timer->data;
    uint64_t now = gm_now(p);
    for (;;) {
        sat_ref ref = sat_expired(&p->table, (uint32_t)(now / SA_MS));
        if (ref.status != SAT_OK)
            return;
        gm_ue *u = &p->ue[sat_get(&p->table, ref).impi];
        uint32_t sets = p->table.sets;
        gm_step s = { .u = u };
        pcscf_event e = { .kind = PCSCF_TICK, .now = now };
        gm_act(&s, &e);
        if (p->table.sets == sets)
            return; /* due within this second, not yet over */
        gm_ue_release(u);
    }
}

/* What the kernel did by itself; the machine's own clock is ahead of it, so this is for the log. */
static void on_kernel_event(uv_poll_t *poll, int status, int events)
{
    gm *p = poll->data;
    xfrm_event ev;
    (void)status;
    (void)events;
    while (xfrm_event_next(p->x, &ev)) {
        char address[ADDR_TEXT_MAX];
        addr_print(&ev.address, address);
        log_event(p->r.log, "kernel", "event=%d spi=%u address=%s", (int)ev.kind, ev.spi, address);
    }
}

/* The lengths that the SA table must know: those that policy admits, and the single address. */
static uint32_t table_lengths(const config_pcscf *c, uint8_t out[SAT_LENGTHS])
{
    unsigned whole = addr_is_v4(&c->address) ? 32 : 128, base = 128 - whole;
    uint32_t n = 0;
    out[n++] = 128;
    for (unsigned length = 0; length < whole; length++) {
        if (!c->prefix_lengths[length])
            continue;
        if (n == SAT_LENGTHS)
            return 0;
        out[n++] = (uint8_t)(base + length);
    }
    return n;
}

static void *aligned(char **at, size_t count, size_t size)
{
    char *p = *at;
    *at += (count * size + 63) / 64 * 64;
    return p;
}

static bool open_table(gm *p)
{
    uint8_t lengths[SAT_LENGTHS];
    uint32_t n = table_lengths(&p->c, lengths);
    sat_memory m = sat_plan(p->c.max_ues, n);
    sat_key key;
    if (n == 0) {
        fprintf(stderr, "secagree pcscf: prefix-lengths: at most %u below the whole address\n", SAT_LENGTHS - 1);
        return false;
    }
    role_random(&key, sizeof key);
    size_t size = 64 * 8 + m.capacity * (sizeof(sat_hot) + sizeof(sat_cold) + sizeof(sat_alarm)) +
                  ((size_t)m.prefix_buckets + m.spi_buckets + m.impi_buckets + m.cover_buckets) * sizeof(tix_bucket);
    char *at = p->memory = aligned_alloc(64, (size + 63) / 64 * 64);
    p->ue = calloc(p->c.max_ues, sizeof *p->ue);
    p->hash = malloc(p->c.max_ues * sizeof *p->hash);
    if (p->memory == NULL || p->ue == NULL || p->hash == NULL) {
        fprintf(stderr, "secagree pcscf: no memory for %u UEs\n", p->c.max_ues);
        return false;
    }
    memset(p->memory, 0, size);
    memset(p->hash, 0xff, p->c.max_ues * sizeof *p->hash);
    m.hot = aligned(&at, m.capacity, sizeof *m.hot);
    m.cold = aligned(&at, m.capacity, sizeof *m.cold);
    m.heap = aligned(&at, m.capacity, sizeof *m.heap);
    m.by_prefix = aligned(&at, m.prefix_buckets, sizeof *m.by_prefix);
    m.by_spi = aligned(&at, m.spi_buckets, sizeof *m.by_spi);
    m.by_impi = aligned(&at, m.impi_buckets, sizeof *m.by_impi);
    m.by_cover = aligned(&at, m.cover_buckets, sizeof *m.by_cover);
    return sat_init(&p->table, &m, key, lengths, n, p->c.profile);
}

static bool open_kernel(gm *p)
{
    char why[XFRM_ERROR_MAX];
    xfrm_counts stale;
    p->x = xfrm_open(XFRM_ROLE_PCSCF, why);
    if (p->x == NULL) {
        fprintf(stderr, "secagree pcscf: %s\n", why);
        return false;
    }
    if (!xfrm_sweep(p->x, &stale)) { /* what a run before this one may have left */
        fprintf(stderr, "secagree pcscf: %s\n", xfrm_error(p->x));
        return false;
    }
    log_event(p->r.log, "swept", "states=%u policies=%u blocks=%u", stale.states, stale.policies, stale.blocks);
    uv_poll_init(&p->r.loop, &p->kernel_events, xfrm_event_fd(p->x));
    p->kernel_events.data = p;
    uv_poll_start(&p->kernel_events, UV_READABLE, on_kernel_event);
    return true;
}

static bool open_ports(gm *p)
{
    p->clear = role_bind(&p->r, &p->c.address, p->c.port);
    p->ps = role_bind(&p->r, &p->c.address, p->c.port_ps);
    p->core = role_bind(&p->r, &p->c.core_address, p->c.core_port);
    return p->clear != NULL && p->ps != NULL && p->core != NULL;
}

/* Nothing of ours stays in the kernel. */
static void close_kernel(gm *p)
{
    xfrm_counts ours;
    if (p->x == NULL)
        return;
    uv_poll_stop(&p->kernel_events);
    if (xfrm_sweep(p->x, &ours))
        log_event(p->r.log, "swept", "states=%u policies=%u blocks=%u", ours.states, ours.policies, ours.blocks);
    xfrm_close(p->x);
}

static void free_memory(gm *p)
{
    for (uint32_t i = 0; p->ue != NULL && i < p->c.max_ues; i++)
        gm_request_free(p->ue[i].reg);
    if (p->ue != NULL)
        secret_wipe(p->ue, p->c.max_ues * sizeof *p->ue);
    free(p->ue);
    free(p->hash);
    free(p->memory);
}

int cmd_pcscf(int argc, char **argv)
{
    static gm p; /* too large for a stack */
    const char *file;
    char error[CONFIG_ERROR_MAX];
    if (!role_arguments(argc, argv, &file, NULL))
        return EXIT_USAGE;
    if (!config_read_pcscf(file, &p.c, error)) {
        fprintf(stderr, "secagree pcscf: %s\n", error);
        return EXIT_USAGE;
    }
    p.r.admit = gm_admit;
    p.r.request = gm_request_came;
    p.r.user = &p;
    if (!role_open(&p.r, "pcscf", p.c.log, p.c.max_transactions))
        return EXIT_USAGE;
    bool ok = open_table(&p) && open_kernel(&p) && open_ports(&p);
    if (ok) {
        uv_timer_init(&p.r.loop, &p.tick);
        p.tick.data = &p;
        uv_timer_start(&p.tick, on_tick, TICK_MS, TICK_MS);
        log_event(p.r.log, "ready", "ues=%u", p.c.max_ues);
        role_run(&p.r);
        uv_timer_stop(&p.tick);
    }
    close_kernel(&p);
    role_close(&p.r);
    free_memory(&p);
    return ok ? EXIT_CONFORMS : EXIT_USAGE;
}
