// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: a new set keeps the server port of the P-CSCF while the UE is registered and, after a protected SM1, that of the UE; both client ports are new; no SPI of the P-CSCF is one that the UE sent, so a packet of the P-CSCF that is reflected meets no inbound SA with its keys
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-P8 CR2-7.4-02 CR2-7.4-03 CR2-7.1-04 CR2-7.1-05 CR2-7.2-SM6-1
#include "pcscf_any.h"

/* What a set that stands leaves to the new one: the server ports, and no client port. */
static void check_against(const pcscf_case *c, const sa_set *o)
{
    const sa_params *n = &c->after.sets.temp.p;

    if (o->state == SA_NONE)
        return;
    __CPROVER_assert(o->state == SA_CLOSING || n->port_ps == o->p.port_ps, "the server port of the P-CSCF");
    __CPROVER_assert(n->port_pc != o->p.port_pc, "its client port");
    if (o->id == c->before.sm1.on)
        __CPROVER_assert((n->port_us == o->p.port_us || rules(c)->us_free) && n->port_uc != o->p.port_uc,
                         "ports of the UE");
}

void harness(void)
{
    pcscf_case c = any_case();
    const sa_params *n = &c.after.sets.temp.p;

    if (!any(SA_INSTALL))
        return;
    __CPROVER_assert(n->spi_ps != n->spi_us && (rules(&c)->one_pair || (n->spi_pc != n->spi_uc &&
                     n->spi_pc != n->spi_us && n->spi_ps != n->spi_uc)), "no reflection");
    check_against(&c, &c.before.sets.cur);
    check_against(&c, &c.before.sets.old);
}
