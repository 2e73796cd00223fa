// cbmc: --unwind 9 --slice-formula
// sources: src/core/sa.c proofs/cbmc/model/action_notes.c
// property: for ever: the UE delivers a protected message, and sends one that is not REGISTER, only on a set that a good challenge made, on which SM7 went out and the 200 came, and that was not deleted since
// bound: none in histories (induction, with ghosts for an arbitrary set); addresses of 8 bits (machine.h)
// requirements: CR2-7.4-01 CR2-7.4.1a-02 CR2-7.4.1a-11 CR2-7.4.1a-21
#include "ue_any.h"

/* What the state says of the history. */
static bool fits(const ue *m, const history *h)
{
    sa_set s = set_of(&m->sets, watched);

    if (h->born != (watched < m->sets.next_id) || (h->dead && s.state != SA_NONE))
        return false;
    if (!h->born && (h->answered || h->accepted || h->dead))
        return false;
    if (s.state == SA_NONE)
        return true;
    return h->answered && (s.state == SA_TEMPORARY || h->accepted);
}

/* The first half of a step, too, keeps what is said of the history. */
static void check_expiry(void)
{
    ue was, m;
    history h;
    sa_actions a;
    uint64_t now;

    __CPROVER_assume(ue_valid(&was));
    m = was;
    run_out(&m, now, &a);
    __CPROVER_assume(watched != 0 && fits(&was, &h));
    h.dead = h.dead || seen.of[SA_DELETE] != 0;
    __CPROVER_assert(fits(&m, &h), "kept as sets end");
}

static void check_event(void)
{
    ue_case c = any_case();
    history h;
    bool used = seen.of[SA_DELIVER] != 0 || (c.e.kind == UE_SEND && seen.of[SA_SEND] != 0);

    __CPROVER_assume(watched != 0 && fits(&c.before, &h));
    __CPROVER_assert(!used || (h.born && h.answered && h.accepted && !h.dead), "authenticated");
    h.born = h.born || seen.of[SA_INSTALL] != 0;
    h.answered = h.answered || (c.e.kind == UE_CHALLENGE && c.e.autn == UE_AUTN_OK && c.e.server == UE_SERVER_OK &&
                                seen.of[SA_REGISTER] != 0);
    h.accepted = h.accepted || (c.e.kind == UE_ACCEPTED && c.e.on == watched && seen.of[SA_LIFETIME] != 0);
    h.dead = h.dead || seen.of[SA_DELETE] != 0;
    __CPROVER_assert(fits(&c.after, &h), "kept");
}

void harness(void)
{
    static const history none;
    ue first;

    ue_init(&first);
    watch(&first.sets);
    __CPROVER_assert(watched == 0 || fits(&first, &none), "base");
    check_expiry();
    check_event();
}
