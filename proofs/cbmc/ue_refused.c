// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: an event that the UE discards leaves the machine as it was; a message in clear that is no answer to REGISTER changes nothing, whatever it is
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-4 CR2-7.1-U2 CR2-7.4.1a-02 CR2-7.4.1a-03 CR2-7.4.1a-05 CR2-7.4.1a-11
#include "ue_any.h"

static bool same(const ue *m, const ue *n)
{
    return untouched(&m->sets, &n->sets) && m->phase == n->phase && m->sm1_on == n->sm1_on &&
           m->offer.spi_uc == n->offer.spi_uc && m->offer.spi_us == n->offer.spi_us &&
           m->offer.port_uc == n->offer.port_uc && m->offer.port_us == n->offer.port_us &&
           addr_equal(&m->addr, &n->addr) && addr_equal(&m->sm1_addr, &n->sm1_addr) &&
           m->cover.len == n->cover.len &&
           addr_equal(&m->cover.addr, &n->cover.addr) && m->deregister == n->deregister && m->suspect == n->suspect &&
           m->bad == n->bad && m->asked == n->asked && m->refresh_at == n->refresh_at;
}

void harness(void)
{
    ue_case c = any_case();

    if (any(SA_DISCARD))
        __CPROVER_assert(c.a.count == 1 && same(&c.before, &c.after), "refused");
    if (c.e.kind == UE_MESSAGE && c.e.on == 0)
        __CPROVER_assert(same(&c.before, &c.after), "in clear");
}
