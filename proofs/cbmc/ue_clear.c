// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c
// property: nothing but errors taken in clear and nothing but SM1 sent; on a temporary set SM7 alone; requests on the established set, responses on the set of their request
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-4 CR2-7.1-U2 CR2-7.2-SM7-1 CR2-7.4.1a-08 R3329-5-02 CR2-7.4.1a-02 CR2-7.4.1a-09 CR2-7.4.1a-10 CR2-7.4.1a-13 CR2-7.4.1a-14 CR2-7.4.1a-15
#include "ue_any.h"

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

void harness(void)
{
    ue_case c = any_case();

    check_clear(&c);
    check_temporary(&c);
}
