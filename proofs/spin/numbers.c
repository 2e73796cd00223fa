/* The values of the world: addresses, keys, and numbers that nobody has yet. */
#include "world_in.h"

/* The UE's address and its prefix, and the P-CSCF's address with a key in it: the machines only copy that, so the key
 * of a set hides there. */
const ip_addr ue_addr = { { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } };
const ip_prefix ue_cover = { { { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 } }, 64 };

ip_addr addr_of_key(uint32_t key)
{
    ip_addr a = { { 0 } };

    a.b[15] = (uint8_t)key;
    return a;
}

uint32_t key_of(const sa_set *s)
{
    return s->p.p_addr.b[15];
}

sa_answer answer_of(const sa_set *s)
{
    return (sa_answer){ s->p.spi_pc, s->p.spi_ps, s->p.port_pc, s->p.port_ps };
}

bool same_answer(const sa_answer *a, const sa_answer *b)
{
    return a->spi_pc == b->spi_pc && a->spi_ps == b->spi_ps && a->port_pc == b->port_pc && a->port_ps == b->port_ps;
}

bool same_offer(const sa_offer *a, const sa_offer *b)
{
    return a->spi_uc == b->spi_uc && a->spi_us == b->spi_us && a->port_uc == b->port_uc && a->port_us == b->port_us;
}

bool is_cr1(const world *w)
{
    return w->u.sets.profile == PROFILE_CR1;
}

/* ---- Fresh: what neither a machine nor a message has. Each SPI and each changing port is a constant of its kind plus
 * such a number, which is below 256 ---- */

static uint32_t larger(uint32_t n, uint32_t spi)
{
    return (spi & 0xff) > n ? spi & 0xff : n;
}

static uint32_t in_sets(const sa_sets *s, uint32_t n)
{
    const sa_set *all[] = { &s->temp, &s->cur, &s->old };

    for (int k = 0; k < 3; k++)
        n = larger(larger(n, all[k]->p.spi_us), all[k]->p.spi_ps);
    return n;
}

static uint32_t fresh(const world *w)
{
    uint32_t n = larger(larger(0, w->u.offer.spi_us), w->p.sm1.offer.spi_us);

    n = in_sets(&w->p.sets, in_sets(&w->u.sets, n));
    for (uint32_t k = 0; k < w->n; k++)
        n = larger(larger(larger(n, w->m[k].spi), w->m[k].offer.spi_us), w->m[k].answer.spi_ps);
    return n + 1;
}

sa_offer fresh_offer(const world *w)
{
    uint32_t k = fresh(w);

    return (sa_offer){ is_cr1(w) ? 0 : 0x1000 + k, 0x2000 + k, (uint16_t)(10000 + k), 5100 };
}

sa_answer fresh_answer(const world *w)
{
    uint32_t k = fresh(w);

    return (sa_answer){ is_cr1(w) ? 0 : 0x3000 + k, 0x4000 + k, (uint16_t)(20000 + k), 5062 };
}

/* That of a REGISTER at the P-CSCF. */
uint32_t fresh_transaction(const world *w)
{
    uint32_t a = w->p.sm1.transaction, b = w->f.transaction;

    return (a > b ? a : b) + 1;
}
