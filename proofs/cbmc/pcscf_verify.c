// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: no REGISTER or request goes on with another Security-Verify, Via, IMPI, IMPU or source than its set has; SM7 needs both lists; after de-registration no set takes a message
// bound: none in states, events and times; addresses of 8 bits (machine.h)
// requirements: CR2-7.2-SM7-3 CR2-7.2-SM7-4 CR2-7.2-SM7-5 CR2-7.1-R2 CR2-7.1-R4 CR2-7.1-R4a R3329-2.3.1-22 R3329-2.3.1-24 R3329-2.3.1-25 R3329-5-04 PAT-10 CR2-7.1-R8 CR2-7.1-P8 CR2-7.4.2a-24 CR2-6.3-01
#include "pcscf_any.h"

/* SM7 goes on only with Security-Verify equal to what was sent and the Security-Client of SM1; no request goes on
 * with a Security-Verify that differs; no protected REGISTER without the Via, IMPI and source address of its set. */
static void check_verify(const pcscf_case *c)
{
    bool forwarded = any(SA_FORWARD), delivered = any(SA_DELIVER);
    sa_set s = live(c, c->e.on);

    if (forwarded && s.state == SA_TEMPORARY)
        __CPROVER_assert(c->e.verify == SA_VERIFY_EQUAL && (c->e.client_same || rules(c)->sm7_list_alone),
                         "SM7 repeats what was agreed");
    if ((forwarded && c->e.on != 0) || (delivered && c->e.request))
        __CPROVER_assert(c->e.verify == SA_VERIFY_EQUAL || c->e.verify == SA_VERIFY_ABSENT, "no altered list");
    if (forwarded && c->e.on != 0)
        __CPROVER_assert(s.state != SA_NONE && c->e.via_ok && c->e.impi_ok && prefix_match(&s.p.ue, &c->e.source),
                         "Via, IMPI and source are those of the set");
    if (delivered)
        __CPROVER_assert(s.state != SA_NONE && c->e.impu_ok && prefix_match(&s.p.ue, &c->e.source),
                         "IMPU and source are those of the set");
}

/* After the 200 to a de-registration, and after de-registration by the network, no set takes a message: what is left
 * carries that 200 and ends within 64*T1; without an established set nothing is delivered and no request goes to the
 * UE. */
static void check_gone(const pcscf_case *c)
{
    const sa_sets *s = &c->after.sets;
    bool answered = c->e.kind == PCSCF_ACCEPTED && c->e.seconds == 0 && any(SA_SEND);

    if (answered || c->e.kind == PCSCF_DEREGISTERED)
        __CPROVER_assert(s->temp.state == SA_NONE && s->cur.state == SA_NONE && s->old.state != SA_OLD, "no set");
    if (answered)
        __CPROVER_assert(s->old.state == SA_CLOSING && s->old.id == c->e.on &&
                         s->old.expires_at <= plus(c->e.now, c->before.times.drain), "the set of the 200 closes");
    if (c->before.sets.cur.state == SA_NONE)
        __CPROVER_assert(!any(SA_DELIVER) && !(c->e.kind == PCSCF_SEND && c->e.request && any(SA_SEND)),
                         "no service");
}

void harness(void)
{
    pcscf_case c = any_case();

    check_verify(&c);
    check_gone(&c);
}
