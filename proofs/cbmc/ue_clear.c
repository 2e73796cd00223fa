// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: nothing but errors taken in clear and nothing but SM1 sent; on a temporary set SM7 alone; requests on the established set, responses on the set of their request
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-4 CR2-7.1-U2 CR2-7.2-SM7-1 CR2-7.4.1a-08 R3329-5-02 CR2-7.4.1a-02 CR2-7.4.1a-09 CR2-7.4.1a-10 CR2-7.4.1a-13 CR2-7.4.1a-14 CR2-7.4.1a-15
#include "ue_any.h"

/* In clear the UE accepts nothing but error responses besides the answers to its REGISTERs, and sends nothing but SM1
 * or the REGISTER that refuses a challenge. */
static void check_clear(const ue_case *c)
{
    uint32_t temp = c->after.sets.temp.id, cur = c->after.sets.cur.id;

    __CPROVER_assert(seen.all[SA_DELIVER] + seen.all[SA_REGISTER] <= 1, "one message, once");
    if (seen.of[SA_DELIVER] != 0)
        __CPROVER_assert(c->e.kind == UE_MESSAGE && watched == c->e.on, "the message itself");
    if (does(SA_DELIVER, 0))
        __CPROVER_assert(!c->e.request && c->e.code >= 400 && !c->e.protected_port, "an error message");
    __CPROVER_assert(!does(SA_SEND, 0), "nothing is sent in clear");
    if (seen.of[SA_REGISTER] != 0 && seen.code[SA_REGISTER] == SA_REGISTER_RESPONSE)
        __CPROVER_assert(watched != 0 && watched == temp, "SM7 goes on the new set");
    if (seen.of[SA_REGISTER] != 0 && seen.code[SA_REGISTER] != SA_REGISTER_RESPONSE)
        __CPROVER_assert(watched == 0 || watched == cur, "SM1 goes on the established set or in clear");
}

/* On a temporary set the UE sends SM7 alone and accepts the answers to it alone; requests go on the established set,
 * and while a registration in clear runs they do not go at all; responses keep to the set of their request. */
static void check_temporary(const ue_case *c)
{
    const sa_sets *s = &c->before.sets;

    if (s->temp.state != SA_NONE)
        __CPROVER_assert(!does(SA_DELIVER, s->temp.id) && !does(SA_SEND, s->temp.id), "SM7 and its answers alone");
    if (c->e.kind == UE_SEND && c->e.request && any(SA_SEND)) {
        __CPROVER_assert(!lacks(SA_SEND, s->cur.id), "a request goes on the established set");
        __CPROVER_assert(c->after.phase == UE_IDLE || c->after.sm1_on != 0, "no service while SM1 in clear runs");
    }
    if (c->e.kind == UE_SEND && !c->e.request)
        __CPROVER_assert(seen.of[SA_SEND] == 0 || watched == c->e.on, "a response goes on the set of its request");
    if (c->e.kind == UE_MESSAGE && !c->e.request && any(SA_DELIVER))
        __CPROVER_assert(c->e.on == c->e.request_on, "a response comes on the set of its request");
}

void harness(void)
{
    ue_case c = any_case();

    check_clear(&c);
    check_temporary(&c);
}
