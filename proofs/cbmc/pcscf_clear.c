// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: nothing but a REGISTER in clear, and while one that came protected waits for its answer no event in clear changes anything; nothing but SM7 and its answer on a temporary set, the old set in use until the UE has used the new one, the mark of protection on the set of the challenge or of the latest authentication alone
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.1-3 CR2-7.1-P2 CR2-6.1.5-03 CR2-7.2-SM7-1 CR2-7.4.2a-01 CR2-7.4.2a-09 CR2-7.4.2a-10 CR2-7.4.2a-15 CR2-7.4.2a-18 CR2-6.1.5-01 CR2-6.1.5-02 CR2-7.2-SM8-1 CR1-7.1-31
#include "pcscf_any.h"

/* In clear the P-CSCF accepts nothing but a REGISTER on an unprotected port, and never as protected. */
static void check_clear(const pcscf_case *c)
{
    __CPROVER_assert(seen.all[SA_FORWARD] + seen.all[SA_DELIVER] <= 1, "one message, once");
    if (seen.of[SA_DELIVER] != 0)
        __CPROVER_assert(c->e.kind == PCSCF_MESSAGE && watched == c->e.on && watched != 0,
                         "only a protected message is delivered");
    if (seen.of[SA_FORWARD] != 0)
        __CPROVER_assert(c->e.kind == PCSCF_REGISTER && watched == c->e.on, "only a REGISTER is forwarded");
    if (does(SA_FORWARD, 0))
        __CPROVER_assert(seen.code[SA_FORWARD] == 0 && !c->e.protected_port && c->e.auth != PCSCF_AUTH_RESPONSE,
                         "in clear: marked as not protected, and no SM7");
    if (c->e.kind == PCSCF_SEND)
        __CPROVER_assert(!does(SA_SEND, 0), "nothing is sent in clear");
}

/* On a temporary set nothing but SM7 is accepted, and nothing but the answer to SM7 is sent; requests to the UE stay
 * on the old set until the UE has used the new one. */
static void check_temporary(const pcscf_case *c)
{
    const sa_sets *s = &c->before.sets;
    bool answer = (c->e.kind == PCSCF_ACCEPTED || c->e.kind == PCSCF_REJECTED) && c->before.answered;

    if (s->temp.state != SA_NONE && watched == s->temp.id) {
        __CPROVER_assert(seen.of[SA_DELIVER] == 0, "no message is delivered");
        __CPROVER_assert(seen.of[SA_FORWARD] == 0 || c->e.auth == PCSCF_AUTH_RESPONSE, "only SM7 is forwarded");
        __CPROVER_assert(seen.of[SA_SEND] == 0 || (answer && c->e.on == watched), "only the answer to SM7 is sent");
    }
    if (c->e.kind == PCSCF_SEND && c->e.request && s->old.state == SA_OLD && !s->cur.used)
        __CPROVER_assert(!does(SA_SEND, s->cur.id), "the old set stays in use");
    if (c->e.kind == PCSCF_SEND && !c->e.request)
        __CPROVER_assert(seen.of[SA_SEND] == 0 || watched == c->e.on, "a response goes on the set of its request");
    if (c->e.kind == PCSCF_MESSAGE && !c->e.request && any(SA_DELIVER))
        __CPROVER_assert(c->e.on == c->e.request_on, "a response comes on the set of its request");
}

/* A REGISTER is marked as protected only if it is SM7 on the set of its challenge, or has no challenge response and
 * came on the set of the latest successful authentication; one in clear never. */
static void check_integrity(const pcscf_case *c)
{
    sa_state s = live(c, c->e.on).state;
    bool sm7 = s == SA_TEMPORARY && c->e.auth == PCSCF_AUTH_RESPONSE;
    bool again = s == SA_ESTABLISHED && c->e.auth != PCSCF_AUTH_RESPONSE;

    if (any(SA_FORWARD))
        __CPROVER_assert((seen.code[SA_FORWARD] == 1) == (sm7 || again), "the mark");
}

/* A REGISTER that came protected and waits for the S-CSCF's answer gets it: nothing in clear, neither a REGISTER that
 * anybody sends nor the answer to one, takes its place or one of the sets. */
static void check_waits(const pcscf_case *c)
{
    const pcscf *was = &c->before, *is = &c->after;

    if (c->e.on != 0 || c->e.kind > PCSCF_SEND || (!was->answered && was->sm1.on == 0))
        return;
    __CPROVER_assert(!any(SA_FORWARD), "none beside it");
    __CPROVER_assert(is->answered == was->answered && is->temp_on == was->temp_on &&
                     is->sm1.active == was->sm1.active && is->sm1.on == was->sm1.on &&
                     is->sm1.transaction == was->sm1.transaction, "it waits");
    __CPROVER_assert(untouched(&was->sets, &is->sets), "the sets stay as they are");
}

void harness(void)
{
    pcscf_case c = any_case();

    check_clear(&c);
    check_temporary(&c);
    check_integrity(&c);
    check_waits(&c);
}
