// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: a set is made only by a challenge that came where SM1 went, with a good MAC and SQN and a complete Security-Server with SPIs unlike the UE's; server ports stay and client ports are new
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.4.1a-05 CR2-7.4.1a-06 CR2-7.4-02 CR2-7.4-03 CR2-7.1-04 AKA-6.1.1-14 R3329-2.3.1-17 R3329-5-06
#include "ue_any.h"

/* An SPI of the P-CSCF, where it has that, is none of the UE's. */
static bool unlike(uint32_t spi, const sa_params *p)
{
    return spi == 0 || (spi != p->spi_uc && spi != p->spi_us);
}

/* What a set that stands leaves to the new one: the server ports, and no client port. */
static void check_against(const ue_case *c, const sa_set *o)
{
    const sa_params *n = &c->after.sets.temp.p;

    if (o->state == SA_NONE)
        return;
    __CPROVER_assert((rules(c)->us_free || n->port_us == o->p.port_us) && n->port_uc != o->p.port_uc,
                     "ports of the UE");
    __CPROVER_assert((c->before.sm1_on == 0 || n->port_ps == o->p.port_ps) && n->port_pc != o->p.port_pc,
                     "ports of the P-CSCF");
}

/* A set is made only by a challenge that came where SM1 went, with a good MAC and SQN and a complete Security-Server
 * whose SPIs are unlike the UE's; it keeps the server ports of the sets in use and has new client ports. */
void harness(void)
{
    ue_case c = any_case();
    const sa_params *n = &c.after.sets.temp.p;
    const sa_offer *o = &c.before.offer;

    if (!any(SA_INSTALL))
        return;
    __CPROVER_assert(c.e.kind == UE_CHALLENGE && c.before.phase == UE_SENT && c.e.on == c.before.sm1_on, "SM6");
    __CPROVER_assert(c.e.autn == UE_AUTN_OK && c.e.server == UE_SERVER_OK, "good and complete");
    __CPROVER_assert(unlike(n->spi_pc, n) && unlike(n->spi_ps, n), "no reflection");
    __CPROVER_assert(!rules(&c)->one_pair || (n->spi_uc == 0 && n->spi_pc == 0), "one SPI of each end");
    __CPROVER_assert(n->spi_uc == o->spi_uc && n->spi_us == o->spi_us && n->port_uc == o->port_uc &&
                     n->port_us == o->port_us, "what was offered");
    check_against(&c, &c.before.sets.cur);
    check_against(&c, &c.before.sets.old);
}
