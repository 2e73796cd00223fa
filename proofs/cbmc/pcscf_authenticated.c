// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: for ever: a message is delivered, and a request sent, only on a set whose challenge was answered by SM7 with an equal Security-Verify, that the S-CSCF accepted, and that was not deleted since
// bound: none in histories (induction, with ghosts for an arbitrary set); addresses of 8 bits (machine.h)
// requirements: CR2-7.4-01 CR2-7.4.2a-01 CR2-7.4.2a-11 CR2-7.4.2a-22 CR2-7.2-SM7-3 R3329-5-04
#include "pcscf_any.h"

/* What the state says of the history. */
static bool fits(const pcscf *m, const history *h)
{
    sa_set s = set_of(&m->sets, watched);

    if (h->born != (watched < m->sets.next_id) || (h->dead && s.state != SA_NONE))
        return false;
    if (!h->born && (h->answered || h->accepted || h->dead))
        return false;
    if (s.state == SA_NONE)
        return true;
    return s.state == SA_TEMPORARY ? !m->answered || h->answered : h->answered && h->accepted;
}

/* The first half of a step, too, keeps what is said of the history. */
static void check_expiry(void)
{
    pcscf was, m;
    history h;
    sa_actions a;
    uint64_t now;

    __CPROVER_assume(pcscf_valid(&was));
    m = was;
    run_out(&m, now, &a);
    __CPROVER_assume(watched != 0 && fits(&was, &h));
    h.dead = h.dead || seen.of[SA_DELETE] != 0;
    __CPROVER_assert(fits(&m, &h), "kept as sets end");
}

static void check_event(void)
{
    pcscf_case c = any_case();
    history h;
    bool used = seen.of[SA_DELIVER] != 0 || (c.e.kind == PCSCF_SEND && c.e.request && seen.of[SA_SEND] != 0);

    __CPROVER_assume(watched != 0 && fits(&c.before, &h));
    __CPROVER_assert(!used || (h.born && h.answered && h.accepted && !h.dead), "authenticated");
    h.born = h.born || seen.of[SA_INSTALL] != 0;
    h.answered = h.answered || (c.e.kind == PCSCF_REGISTER && seen.of[SA_FORWARD] != 0 &&
                                c.e.auth == PCSCF_AUTH_RESPONSE && c.e.verify == SA_VERIFY_EQUAL);
    h.accepted = h.accepted || (c.e.kind == PCSCF_ACCEPTED && c.e.on == watched && seen.of[SA_SEND] != 0);
    h.dead = h.dead || seen.of[SA_DELETE] != 0;
    __CPROVER_assert(fits(&c.after, &h), "kept");
}

void harness(void)
{
    static const history none;
    pcscf first;

    pcscf_init(&first);
    watch(&first.sets);
    __CPROVER_assert(watched == 0 || fits(&first, &none), "base");
    check_expiry();
    check_event();
}
