// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: nothing but errors in clear, SM7 alone on a temporary set, sets from good challenges alone, failure keeps the old sets, nothing after de-registration
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-4 CR2-7.1-U2 CR2-7.2-SM7-1 CR2-7.4.1a-08 R3329-5-02 CR2-7.4.1a-02 CR2-7.4.1a-09 CR2-7.4.1a-10 CR2-7.4.1a-13 CR2-7.4.1a-14 CR2-7.4.1a-15 CR2-7.4.1a-18 CR2-7.4.1a-20 CR2-7.4.1a-21 AKA-6.1.2.2-1 CR2-7.4.1a-05 CR2-7.4.1a-06 CR2-7.4-02 CR2-7.4-03 CR2-7.1-04 AKA-6.1.1-14 R3329-2.3.1-17 R3329-5-06 CR2-7.1-R8 PAT-08 PAT-09
#include "ue_any.h"

/* The set in that slot stands untouched unless its time is over. */
static void kept(const ue_case *c, const sa_set *s, const sa_set *t)
{
    if (live(c, s->id) != NULL)
        __CPROVER_assert(same_set(s, t) && s->state == t->state && s->expires_at == t->expires_at && s->used == t->used,
                         "kept");
}

/* In clear the UE accepts nothing but error responses besides the answers to its REGISTERs, and sends nothing but SM1
 * or the REGISTER that refuses a challenge. */
static void check_clear(const ue_case *c)
{
    uint32_t temp = c->after.sets.temp.id;

    for (uint32_t k = 0; k < SA_ACTIONS_MAX; k++) {
        const sa_action *x = &c->a.a[k];

        if (k >= c->a.count)
            continue;
        __CPROVER_assert(x->kind != SA_DELIVER || (c->e.kind == UE_MESSAGE && x->set == c->e.on), "the message itself");
        __CPROVER_assert(x->kind != SA_DELIVER || x->set != 0 ||
                         (!c->e.request && c->e.code >= 400 && !c->e.protected_port), "an error message");
        __CPROVER_assert(x->kind != SA_SEND || x->set != 0, "nothing is sent in clear");
        __CPROVER_assert(x->kind != SA_REGISTER || x->code != SA_REGISTER_RESPONSE || (x->set != 0 && x->set == temp),
                         "SM7 goes on the new set");
        __CPROVER_assert(x->kind != SA_REGISTER || x->code == SA_REGISTER_RESPONSE || x->set == 0 ||
                         x->set == c->after.sets.cur.id, "SM1 goes on the established set or in clear");
    }
}

/* On a temporary set the UE sends SM7 alone and accepts the answers to it alone; requests go on the established set,
 * and while a registration in clear runs they do not go at all; responses keep to the set of their request. */
static void check_temporary(const ue_case *c)
{
    uint32_t temp = c->before.sets.temp.id;

    if (temp != 0) {
        __CPROVER_assert(!does(&c->a, SA_DELIVER, temp), "nothing is delivered");
        __CPROVER_assert(!does(&c->a, SA_SEND, temp), "nothing is sent");
    }
    if (c->e.kind == UE_SEND && c->e.request && any(&c->a, SA_SEND)) {
        __CPROVER_assert(does(&c->a, SA_SEND, c->before.sets.cur.id), "a request goes on the established set");
        __CPROVER_assert(c->after.phase == UE_IDLE || c->after.sm1_on != 0, "no service while SM1 in clear runs");
    }
    if (c->e.kind == UE_SEND && !c->e.request && any(&c->a, SA_SEND))
        __CPROVER_assert(does(&c->a, SA_SEND, c->e.on), "a response goes on the set of its request");
    if (c->e.kind == UE_MESSAGE && !c->e.request && any(&c->a, SA_DELIVER))
        __CPROVER_assert(c->e.on == c->e.request_on, "a response comes on the set of its request");
}

/* When a registration ends without success the temporary set goes and the others stay as they were. */
static void check_failed(const ue_case *c)
{
    if (any(&c->a, SA_ABORT)) {
        __CPROVER_assert(c->after.sets.temp.state == SA_NONE, "the new set goes");
        __CPROVER_assert(c->after.phase == UE_IDLE || c->e.kind == UE_REGISTER, "no registration runs");
        if (c->e.kind != UE_NEW_ADDRESS) {
            kept(c, &c->before.sets.cur, &c->after.sets.cur);
            kept(c, &c->before.sets.old, &c->after.sets.old);
        }
    }
    if (c->e.kind == UE_REJECTED && !any(&c->a, SA_DISCARD))
        __CPROVER_assert(any(&c->a, SA_ABORT), "a failure ends the registration");
}

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

/* A de-registered UE has no set; without an established set no request is sent and nothing protected is delivered;
 * outside the prefix of a set the set is not used any more. */
static void check_gone(const ue_case *c)
{
    const sa_sets *s = &c->after.sets;
    uint32_t id;

    if (c->e.kind == UE_ACCEPTED && !any(&c->a, SA_DISCARD) && (c->e.seconds == 0 || c->before.deregister))
        __CPROVER_assert(s->temp.state == SA_NONE && s->cur.state == SA_NONE && s->old.state == SA_NONE, "no set");
    if (live(c, c->before.sets.cur.id) == NULL)
        __CPROVER_assert(!any(&c->a, SA_SEND) && (!any(&c->a, SA_DELIVER) || c->e.on == 0), "no service");
    if (c->e.kind == UE_NEW_ADDRESS && sa_sets_get(s, id) != NULL)
        __CPROVER_assert(addr_equal(&sa_sets_get(s, id)->p.ue_addr, &c->e.addr), "every set that stays moves");
}

void harness(void)
{
    ue_case c = any_case();

    check_clear(&c);
    check_temporary(&c);
    check_failed(&c);
    check_challenge(&c);
    check_gone(&c);
}
