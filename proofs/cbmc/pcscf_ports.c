// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: a new set keeps the server port of the P-CSCF while the UE is registered and, after a protected SM1, that of the UE; both client ports are new; no SPI of the P-CSCF is one that the UE sent, so a packet of the P-CSCF that is reflected meets no inbound SA with its keys
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-P8 CR2-7.4-02 CR2-7.4-03 CR2-7.1-04 CR2-7.1-05 CR2-7.2-SM6-1
#include "pcscf_any.h"

/* A new set keeps the server port of the P-CSCF while the UE is registered and, after a protected SM1, that of the
 * UE; both client ports are new; no SPI of the P-CSCF is one that the UE sent, so a packet of the P-CSCF that is
 * reflected meets no inbound SA with its keys. */
static void check_ports(const pcscf_case *c)
{
    const sa_set *n = &c->after.sets.temp, *o;
    uint32_t id;

    if (any(&c->a, SA_INSTALL)) {
        o = live(c, id);
        __CPROVER_assert(n->p.spi_ps != n->p.spi_us && (rules(c)->one_pair || (n->p.spi_pc != n->p.spi_uc &&
                         n->p.spi_pc != n->p.spi_us && n->p.spi_ps != n->p.spi_uc)), "no reflection");
        if (o != NULL && o->id != c->before.sets.temp.id && o->state != SA_CLOSING)
            __CPROVER_assert(n->p.port_ps == o->p.port_ps && n->p.port_pc != o->p.port_pc, "ports of the P-CSCF");
        if (o != NULL && o->id == c->before.sm1.on)
            __CPROVER_assert((n->p.port_us == o->p.port_us || rules(c)->us_free) && n->p.port_uc != o->p.port_uc,
                             "ports of the UE");
    }
}

void harness(void)
{
    pcscf_case c = any_case();

    check_ports(&c);
}
