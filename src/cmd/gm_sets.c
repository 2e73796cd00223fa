/* Sets of SAs at the P-CSCF: the SA table, the kernel and the protected client ports, always all three. */
#include "gm.h"
#include <stdio.h>
#include <string.h>

gm_set *gm_set_by_id(gm_ue *u, uint32_t id)
{
    for (unsigned i = 0; id != 0 && i < 3; i++) {
        if (u->set[i].id == id)
            return &u->set[i];
    }
    return NULL;
}

static net_endpoint *port_open(gm *p, uint16_t port)
{
    gm_port *slot = NULL;
    for (unsigned i = 0; i < GM_PORTS_MAX; i++) {
        if (p->pc[i].users > 0 && p->pc[i].port == port) {
            p->pc[i].users++;
            return p->pc[i].endpoint;
        }
        if (p->pc[i].users == 0 && slot == NULL)
            slot = &p->pc[i];
    }
    net_endpoint *e = slot == NULL ? NULL : role_bind(&p->r, &p->c.address, port);
    if (e != NULL)
        *slot = (gm_port){ port, 1, e };
    return e;
}

static void port_close(gm *p, uint16_t port)
{
    for (unsigned i = 0; i < GM_PORTS_MAX; i++) {
        if (p->pc[i].users > 0 && p->pc[i].port == port && --p->pc[i].users == 0) {
            transactions_forget_endpoint(p->r.tx, p->pc[i].endpoint);
            net_close(p->pc[i].endpoint);
            p->pc[i].endpoint = NULL;
        }
    }
}

static uint32_t whole_seconds(uint64_t ms)
{
    return (uint32_t)((ms + SA_MS - 1) / SA_MS);
}

static uint64_t kernel_seconds(const gm *p, uint64_t until)
{
    return role_kernel_seconds(gm_now(p), until);
}

static bool refused(gm_ue *u, const char *what, const char *requirement, const char *why)
{
    log_refusal(u->p->r.log, "install-failed", requirement, "impi=%s step=%s why=\"%s\"", u->impi, what, why);
    return false;
}

/* Kernel and port; the SA table has the set already. */
static bool install_below(gm_ue *u, gm_set *g, const sa_set *s)
{
    gm *p = u->p;
    if (!xfrm_block_install(p->x, &s->p))
        return refused(u, "block", "CR2-7.1-P2", xfrm_error(p->x));
    esp_keys keys;
    bool ok = esp_keys_expand(s->p.alg, s->p.ealg, u->ck, u->ik, &keys);
    p->next_id = p->next_id % XFRM_ID_MAX + 1;
    if (!ok)
        refused(u, "keys", "CR2-6.3-07", "no such pair of algorithms");
    else if (!(ok = xfrm_set_install(p->x, &g->kernel, &s->p, &keys, p->next_id, kernel_seconds(p, s->expires_at))))
        refused(u, "kernel", "CR2-7.4-09", xfrm_error(p->x));
    secret_wipe(&keys, sizeof keys);
    if (ok && (g->pc = port_open(p, s->p.port_pc)) == NULL) {
        ok = refused(u, "port", "CR2-7.1-P5", "the protected client port cannot be opened");
        xfrm_set_remove(p->x, &g->kernel);
    }
    if (!ok)
        xfrm_block_remove(p->x, &s->p);
    return ok;
}

static void free_set(gm_set *g)
{
    secret_wipe(g, sizeof *g);
}

bool gm_set_install(gm_ue *u, const sa_set *s)
{
    gm *p = u->p;
    gm_set *g = u->set;
    while (g < u->set + 3 && g->id != 0)
        g++;
    if (g == u->set + 3)
        return refused(u, "table", "CR2-7.1-R3a", "three sets are there");
    sat_ref ref = sat_insert(&p->table, &s->p, gm_ue_index(u), 0, SAT_TEMP, whole_seconds(s->expires_at));
    if (ref.status != SAT_OK)
        return refused(u, "table", sat_requirement(&p->table, ref.status), "the SA table refuses the set");
    if (!install_below(u, g, s)) {
        sat_remove(&p->table, ref);
        free_set(g);
        return false;
    }
    g->id = s->id;
    sip_out o = { g->server, sizeof g->server, 0, false };
    sa_answer answer = { s->p.spi_pc, s->p.spi_ps, s->p.port_pc, s->p.port_ps };
    offer_server(&o, p->c.profile, p->c.algorithms.pair, p->c.algorithms.count, &answer, u->granted);
    g->server_len = o.n;
    memcpy(u->agreed, u->client, u->client_len);
    u->agreed_len = u->client_len;
    log_event(p->r.log, "installed", "impi=%s set=%u spi_uc=%u spi_us=%u spi_pc=%u spi_ps=%u ports=%u,%u,%u,%u prefix=%u",
              u->impi, (unsigned)s->id, s->p.spi_uc, s->p.spi_us, s->p.spi_pc, s->p.spi_ps, s->p.port_uc, s->p.port_us,
              s->p.port_pc, s->p.port_ps, prefix_length(&s->p.ue));
    return true;
}

/* The table's row of a set: its P-CSCF SPIs are unique. */
static sat_ref row_of(gm_ue *u, const gm_set *g)
{
    return sat_find_spi(&u->p->table, g->kernel.p.spi_ps);
}

void gm_set_delete(gm_ue *u, uint32_t id)
{
    gm *p = u->p;
    gm_set *g = gm_set_by_id(u, id);
    if (g == NULL)
        return;
    sa_params params = g->kernel.p;
    sat_remove(&p->table, row_of(u, g));
    port_close(p, params.port_pc);
    if (!xfrm_set_remove(p->x, &g->kernel))
        log_refusal(p->r.log, "remove-failed", "CR2-7.4-09", "impi=%s set=%u why=\"%s\"", u->impi, (unsigned)id,
                    xfrm_error(p->x));
    if (!xfrm_block_remove(p->x, &params))
        log_refusal(p->r.log, "remove-failed", "CR2-7.1-P2", "why=\"%s\"", xfrm_error(p->x));
    log_event(p->r.log, "deleted", "impi=%s set=%u spi_ps=%u", u->impi, (unsigned)id, params.spi_ps);
    free_set(g);
}

void gm_set_lifetime(gm_ue *u, uint32_t id, uint64_t until)
{
    gm_set *g = gm_set_by_id(u, id);
    if (g == NULL)
        return;
    sat_set_expiry(&u->p->table, row_of(u, g), whole_seconds(until));
    if (!xfrm_set_lifetime(u->p->x, &g->kernel, kernel_seconds(u->p, until)))
        log_refusal(u->p->r.log, "lifetime-failed", "CR2-7.4-09", "set=%u why=\"%s\"", (unsigned)id,
                    xfrm_error(u->p->x));
}

bool gm_set_move(gm_ue *u, uint32_t id, const ip_addr *to)
{
    gm *p = u->p;
    gm_set *g = gm_set_by_id(u, id);
    char text[ADDR_TEXT_MAX];
    if (g == NULL || addr_equal(&g->kernel.p.ue_addr, to))
        return g != NULL;
    addr_print(to, text);
    if (u->rotations >= p->c.max_rotations) {
        log_refusal(p->r.log, "move-refused", "PAT-08", "impi=%s to=%s why=\"more than max-rotations\"", u->impi, text);
        return false;
    }
    if (!xfrm_p_move(p->x, &g->kernel, to)) {
        log_refusal(p->r.log, "move-failed", "PAT-08", "impi=%s to=%s why=\"%s\"", u->impi, text, xfrm_error(p->x));
        return false;
    }
    sat_set_address(&p->table, row_of(u, g), to);
    log_event(p->r.log, "moved", "impi=%s set=%u to=%s", u->impi, (unsigned)id, text);
    return true;
}

/* Oldest first, so that the kind that a set moves to is free. */
void gm_sets_sync(gm_ue *u)
{
    const sa_set *in_order[] = { &u->m.sets.old, &u->m.sets.cur, &u->m.sets.temp };
    static const sat_kind kind[] = { SAT_OLD, SAT_NEW, SAT_TEMP };
    for (unsigned i = 0; i < 3; i++) {
        gm_set *g = gm_set_by_id(u, in_order[i]->id);
        if (in_order[i]->state == SA_NONE || g == NULL)
            continue;
        sat_ref ref = row_of(u, g);
        if (ref.status == SAT_OK && ref.kind != kind[i])
            sat_set_kind(&u->p->table, ref, kind[i]);
    }
}

net_path gm_set_path(gm_ue *u, uint32_t id)
{
    gm_set *g = gm_set_by_id(u, id);
    net_path path = { NULL, { { 0 } }, 0 };
    if (g != NULL)
        path = (net_path){ g->pc, g->kernel.p.ue_addr, g->kernel.p.port_us };
    return path;
}

bool gm_answer_make(gm_ue *u, const sa_offer *offer, const ip_addr *source, sa_answer *answer)
{
    gm *p = u->p;
    uint32_t avoid[3] = { offer->spi_uc, offer->spi_us, 0 };
    uint32_t random[3];
    sa_params params = { .spi_uc = offer->spi_uc, .spi_us = offer->spi_us, .port_uc = offer->port_uc,
                         .port_us = offer->port_us, .port_ps = p->c.port_ps, .ue_addr = *source,
                         .p_addr = p->c.address };
    prefix_make(source, addr_is_v4(source) ? 32 : 128, &params.ue);
    role_random(random, sizeof random);
    uint32_t span = p->c.spi.last - p->c.spi.first + 1;
    answer->spi_pc = sat_new_spi(&p->table, avoid, 2, p->c.spi.first + random[0] % span);
    avoid[2] = answer->spi_pc;
    answer->spi_ps = sat_new_spi(&p->table, avoid, 3, p->c.spi.first + random[1] % span);
    answer->port_ps = p->c.port_ps;
    answer->port_pc = sat_new_port(&p->table, &params, (uint16_t)p->c.port_pc.first, (uint16_t)p->c.port_pc.last,
                                   random[2]);
    return answer->spi_pc != 0 && answer->spi_ps != 0 && answer->port_pc != 0;
}
