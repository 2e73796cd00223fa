/* What the contracts of the P-CSCF machine say about a concrete machine and event. */
#include "../../src/core/pcscf.h"

/* The machine that has seen no event: no set, the lifetimes of a deployment, in order. */
void started(void)
{
    pcscf m;
    bool valid;
    pcscf_init(&m);
    valid = pcscf_valid(&m);
    //@ check valid: valid;
    //@ check none: m.sets.temp.state == SA_NONE && m.sets.cur.state == SA_NONE && m.sets.old.state == SA_NONE;
    //@ check times: m.times.reg_await_auth == 240000 && m.times.grace == 30000 && m.times.drain == 128000;
    //@ check profile: m.sets.profile == PROFILE_IMS && m.sets.next_id == 1;
}

/* A machine without a next id, or that waits for the answer to an SM7 without a temporary set, is not in order. */
void disordered(void)
{
    pcscf m;
    bool no_id, waits;
    pcscf_init(&m);
    m.sets.next_id = 0;
    no_id = pcscf_valid(&m);
    m.sets.next_id = 1;
    m.answered = true;
    waits = pcscf_valid(&m);
    //@ check no_id: !no_id;
    //@ check waits: !waits;
}

/* No event changes the profile or the lifetimes. */
void kept(void)
{
    pcscf m;
    pcscf_event e = { .kind = PCSCF_MESSAGE, .now = 5, .on = 7 };
    const char *name = pcscf_event_name(PCSCF_MESSAGE);
    pcscf_init(&m);
    pcscf_step(&m, &e);
    //@ check profile: m.sets.profile == PROFILE_IMS;
    //@ check times: m.times.reg_await_auth == 240000 && m.times.grace == 30000 && m.times.drain == 128000;
    (void)name;
}
