// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: a set is made only by a challenge that came where SM1 went, with a good MAC and SQN and a complete Security-Server with SPIs unlike the UE's; server ports stay and client ports are new
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-05 CR2-7.4.1a-06 CR2-7.4-02 CR2-7.4-03 CR2-7.1-04 AKA-6.1.1-14 R3329-2.3.1-17 R3329-5-06
#include "ue_any.h"

/* Profile cr1: one SPI of each end, and port_us may change. */
static bool one_pair(const ue_case *c)
{
    return c->before.sets.profile == PROFILE_CR1;
}

/* An SPI of the P-CSCF, where it has that, is none of the UE's. */
static bool unlike(uint32_t spi, const sa_params *p)
{
    return spi == 0 || (spi != p->spi_uc && spi != p->spi_us);
}

/* A set is made only by a challenge that came where SM1 went, with a good MAC and SQN and a complete Security-Server
 * whose SPIs are unlike the UE's; it keeps the server ports of the sets in use and has new client ports. */
static void check_challenge(const ue_case *c)
{
    const sa_set *n = &c->after.sets.temp, *o;
    uint32_t id;

    if (any(&c->a, SA_INSTALL)) {
        o = live(c, id);
        __CPROVER_assert(c->e.kind == UE_CHALLENGE && c->before.phase == UE_SENT && c->e.on == c->before.sm1_on, "SM6");
        __CPROVER_assert(c->e.autn == UE_AUTN_OK && c->e.server == UE_SERVER_OK, "good and complete");
        __CPROVER_assert(unlike(n->p.spi_pc, &n->p) && unlike(n->p.spi_ps, &n->p), "no reflection");
        __CPROVER_assert(!one_pair(c) || (n->p.spi_uc == 0 && n->p.spi_pc == 0), "one SPI of each end");
        __CPROVER_assert(n->p.spi_uc == c->before.offer.spi_uc && n->p.spi_us == c->before.offer.spi_us &&
                         n->p.port_uc == c->before.offer.port_uc && n->p.port_us == c->before.offer.port_us,
                         "what was offered");
        if (o != NULL)
            __CPROVER_assert((one_pair(c) || n->p.port_us == o->p.port_us) && n->p.port_uc != o->p.port_uc &&
                             n->p.port_pc != o->p.port_pc && (c->before.sm1_on == 0 || n->p.port_ps == o->p.port_ps),
                             "ports");
    }
}

void harness(void)
{
    ue_case c = any_case();

    check_challenge(&c);
}
