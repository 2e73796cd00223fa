/* Sets of SAs and addresses at the UE: the kernel, the sockets, the interface. */
#include "../linux/address.h"
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

#define ADDRESS_TRIES 16u

ut_set *ut_set_by_id(ut *t, uint32_t id)
{
    for (unsigned i = 0; id != 0 && i < 3; i++) {
        if (t->set[i].id == id)
            return &t->set[i];
    }
    return NULL;
}

net_endpoint *ut_bind(ut *t, const ip_addr *addr, uint16_t port)
{
    ut_endpoint *slot = NULL;
    for (unsigned i = 0; i < UT_ENDPOINTS_MAX; i++) {
        ut_endpoint *e = &t->endpoint[i];
        if (e->endpoint != NULL && e->port == port && addr_equal(&e->addr, addr))
            return e->endpoint;
        if (e->endpoint == NULL && slot == NULL)
            slot = e;
    }
    net_endpoint *opened = slot == NULL ? NULL : role_bind(&t->r, addr, port);
    if (opened != NULL)
        *slot = (ut_endpoint){ *addr, port, opened };
    return opened;
}

static void close_endpoint(ut *t, ut_endpoint *e)
{
    transactions_forget_endpoint(t->r.tx, e->endpoint);
    net_close(e->endpoint);
    e->endpoint = NULL;
}

static bool port_needed(const ut *t, uint16_t port)
{
    bool needed = port == t->c.port;
    for (unsigned i = 0; i < 3; i++)
        needed = needed || (t->set[i].id != 0 && (t->set[i].kernel.p.port_uc == port || t->set[i].kernel.p.port_us == port));
    return needed;
}

static void close_unneeded(ut *t)
{
    for (unsigned i = 0; i < UT_ENDPOINTS_MAX; i++) {
        if (t->endpoint[i].endpoint != NULL && !port_needed(t, t->endpoint[i].port))
            close_endpoint(t, &t->endpoint[i]);
    }
}

static uint64_t kernel_seconds(const ut *t, uint64_t until)
{
    return role_kernel_seconds(ut_now(t), until);
}

static bool refused(ut *t, const char *what, const char *requirement, const char *why)
{
    log_refusal(t->r.log, "install-failed", requirement, "step=%s why=\"%s\"", what, why);
    return false;
}

static bool install_below(ut *t, ut_set *g, const sa_set *s)
{
    esp_keys keys;
    if (!xfrm_block_install(t->x, &s->p))
        return refused(t, "block", "CR2-7.1-U2", xfrm_error(t->x));
    bool ok = esp_keys_expand(s->p.alg, s->p.ealg, t->answer.ck, t->answer.ik, &keys);
    if (!ok)
        refused(t, "keys", "CR2-6.3-07", "no such pair of algorithms");
    else if (!(ok = xfrm_set_install(t->x, &g->kernel, &s->p, &keys, s->id, kernel_seconds(t, s->expires_at))))
        refused(t, "kernel", "CR2-7.4-09", xfrm_error(t->x));
    secret_wipe(&keys, sizeof keys);
    if (!ok)
        xfrm_block_remove(t->x, &s->p);
    return ok;
}

bool ut_set_install(ut *t, const sa_set *s)
{
    ut_set *g = t->set;
    while (g < t->set + 3 && g->id != 0)
        g++;
    if (g == t->set + 3)
        return refused(t, "table", "CR2-7.1-R3a", "three sets are there");
    if (!install_below(t, g, s))
        return false;
    g->id = s->id;
    g->agree = *ut_agreement(t, t->register_on);
    memcpy(g->server, t->server, t->server_len);
    g->server_len = t->server_len;
    if (ut_bind(t, &s->p.ue_addr, s->p.port_uc) == NULL || ut_bind(t, &s->p.ue_addr, s->p.port_us) == NULL) {
        ut_set_delete(t, s->id);
        return refused(t, "port", "CR2-7.1-U5", "a protected port cannot be opened");
    }
    log_event(t->r.log, "installed", "set=%u spi_uc=%u spi_us=%u spi_pc=%u spi_ps=%u ports=%u,%u,%u,%u prefix=%u",
              (unsigned)s->id, s->p.spi_uc, s->p.spi_us, s->p.spi_pc, s->p.spi_ps, s->p.port_uc, s->p.port_us, s->p.port_pc,
              s->p.port_ps, prefix_length(&s->p.ue));
    return true;
}

void ut_set_delete(ut *t, uint32_t id)
{
    ut_set *g = ut_set_by_id(t, id);
    if (g == NULL)
        return;
    sa_params params = g->kernel.p;
    if (!xfrm_set_remove(t->x, &g->kernel) || !xfrm_block_remove(t->x, &params))
        log_refusal(t->r.log, "remove-failed", "CR2-7.4-09", "set=%u why=\"%s\"", (unsigned)id, xfrm_error(t->x));
    secret_wipe(g, sizeof *g);
    close_unneeded(t);
    log_event(t->r.log, "deleted", "set=%u spi_uc=%u", (unsigned)id, params.spi_uc);
}

void ut_set_lifetime(ut *t, uint32_t id, uint64_t until)
{
    ut_set *g = ut_set_by_id(t, id);
    if (g != NULL && !xfrm_set_lifetime(t->x, &g->kernel, kernel_seconds(t, until)))
        log_refusal(t->r.log, "lifetime-failed", "CR2-7.4-09", "set=%u why=\"%s\"", (unsigned)id, xfrm_error(t->x));
}

bool ut_set_move(ut *t, uint32_t id)
{
    ut_set *g = ut_set_by_id(t, id);
    if (g == NULL || addr_equal(&g->kernel.p.ue_addr, &t->now))
        return g != NULL;
    bool ok = xfrm_ue_add_address(t->x, &g->kernel, &t->now, t->c.drain) &&
              ut_bind(t, &t->now, g->kernel.p.port_uc) != NULL && ut_bind(t, &t->now, g->kernel.p.port_us) != NULL;
    if (!ok)
        log_refusal(t->r.log, "move-failed", "PAT-08", "set=%u why=\"%s\"", (unsigned)id, xfrm_error(t->x));
    return ok;
}

/* An address whose 16-bit sum is that of one in use would let a packet be replayed to the other address. */
static bool sum_in_use(const ut *t, const ip_addr *a)
{
    bool used = addr_sum16(a) == addr_sum16(&t->now);
    for (unsigned i = 0; i < 3; i++) {
        for (unsigned k = 0; t->set[i].id != 0 && k < t->set[i].kernel.addresses; k++)
            used = used || addr_sum16(a) == addr_sum16(&t->set[i].kernel.address[k]);
    }
    return used;
}

/* Host bits at random behind the prefix (RFC 8981 3.3.1). */
static void randomise(ip_addr *a, unsigned prefix_bits)
{
    uint8_t random[16];
    role_random(random, sizeof random);
    for (unsigned i = 0; i < 16; i++) {
        unsigned kept = prefix_bits >= 8 * i + 8 ? 8 : prefix_bits <= 8 * i ? 0 : prefix_bits - 8 * i;
        uint8_t mask = (uint8_t)(0xffu >> kept);
        a->b[i] = (uint8_t)((a->b[i] & (uint8_t)~mask) | (random[i] & mask));
    }
}

bool ut_new_address(ut *t, ip_addr *to)
{
    unsigned bits = t->m.sets.cur.state != SA_NONE ? t->m.sets.cur.p.ue.len : 128;
    char text[ADDR_TEXT_MAX];
    for (unsigned i = 0; bits < 128 && i < ADDRESS_TRIES; i++) {
        *to = t->now;
        randomise(to, bits);
        if (sum_in_use(t, to))
            continue;
        int error = t->c.interface[0] != '\0' ? address_add(t->c.interface, to) : 0;
        addr_print(to, text);
        log_event(t->r.log, "address", "new=%s why=\"%s\"", text, strerror(error));
        return error == 0;
    }
    return false;
}

static void leave(ut *t, const ip_addr *a)
{
    for (unsigned i = 0; i < 3; i++) {
        if (t->set[i].id != 0)
            xfrm_ue_drop_address(t->x, &t->set[i].kernel, a);
    }
    for (unsigned i = 0; i < UT_ENDPOINTS_MAX; i++) {
        if (t->endpoint[i].endpoint != NULL && addr_equal(&t->endpoint[i].addr, a))
            close_endpoint(t, &t->endpoint[i]);
    }
    if (t->c.interface[0] != '\0' && !addr_equal(a, &t->c.address))
        address_remove(t->c.interface, a);
}

bool ut_drains(ut *t)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < t->draining; i++) {
        if (t->drain[i].until <= ut_now(t))
            leave(t, &t->drain[i].addr);
        else
            t->drain[kept++] = t->drain[i];
    }
    t->draining = kept;
    return kept < UT_ADDRESSES_MAX;
}

net_path ut_path(ut *t, uint32_t set)
{
    net_path path = { NULL, t->c.pcscf, t->c.pcscf_port };
    ut_set *g = ut_set_by_id(t, set);
    if (set == 0) {
        path.endpoint = ut_bind(t, &t->now, t->c.port);
    } else if (g != NULL) {
        path.endpoint = ut_bind(t, &g->kernel.p.ue_addr, g->kernel.p.port_uc);
        path.port = g->kernel.p.port_ps;
    }
    return path;
}

/* Values that none of the UE's SAs has (CR2-7.1-R6, CR2-7.1-03); port_us stays while there are SAs (CR2-7.1-U8). */
bool ut_offer_make(ut *t, sa_offer *offer, bool keep_port_us)
{
    uint32_t spis[14], ports[4], random[3], spi, port, n = 0, k = 0;
    const sa_set *sets[] = { &t->m.sets.temp, &t->m.sets.cur, &t->m.sets.old };
    role_random(random, sizeof random);
    for (unsigned i = 0; i < 3; i++) {
        if (sets[i]->state == SA_NONE)
            continue;
        const sa_params *p = &sets[i]->p;
        spis[n++] = p->spi_uc;
        spis[n++] = p->spi_us;
        spis[n++] = p->spi_pc;
        spis[n++] = p->spi_ps;
        ports[k++] = p->port_uc;
        if (keep_port_us)
            offer->port_us = p->port_us;
    }
    if (!keep_port_us || k == 0)
        offer->port_us = t->c.port_us;
    ports[k++] = offer->port_us;
    const config_ue *c = &t->c;
    bool ok = sat_pick(c->spi.first, c->spi.last, spis, n, c->spi.first + random[0] % (c->spi.last - c->spi.first + 1), &spi);
    offer->spi_uc = spis[n++] = spi;
    ok = ok && sat_pick(c->spi.first, c->spi.last, spis, n, c->spi.first + random[1] % (c->spi.last - c->spi.first + 1), &spi);
    offer->spi_us = spi;
    ok = ok && sat_pick(c->port_uc.first, c->port_uc.last, ports, k,
                        c->port_uc.first + random[2] % (c->port_uc.last - c->port_uc.first + 1), &port);
    offer->port_uc = (uint16_t)port;
    return ok;
}
