/* What the contracts of the UE's machine say about a UE that has just been made. */
#include "../../src/core/ue.h"

/* It is idle, has no set, works with the usual times, and has nothing to wait for. */
void fresh(void)
{
    ue m;
    uint64_t next;
    bool valid;
    ue_init(&m);
    //@ check idle: m.phase == UE_IDLE && m.sm1_on == 0 && m.bad == 0 && m.asked == 0 && !m.suspect;
    //@ check none: m.sets.temp.state == SA_NONE && m.sets.cur.state == SA_NONE && m.sets.old.state == SA_NONE;
    //@ check ids: m.sets.next_id == 1 && m.sets.cur.id == 0 && m.sets.profile == PROFILE_IMS;
    //@ check times: m.times.reg_await_auth == 240000 && m.times.grace == 30000 && m.times.drain == 128000;
    next = ue_next(&m);
    valid = ue_valid(&m);
    //@ check next: next == UINT64_MAX;
    //@ check valid: valid;
}

/* What is due first counts, while no registration runs. */
void due(void)
{
    ue m;
    uint64_t idle, busy;
    ue_init(&m);
    m.refresh_at = 1000;
    idle = ue_next(&m);
    m.phase = UE_SENT;
    busy = ue_next(&m);
    //@ check idle: idle == 1000;
    //@ check busy: busy == UINT64_MAX;
}

/* The invariant refuses a machine that can give no id, and one that registers again without a set. */
void broken(void)
{
    ue m, n;
    bool no_id, no_set;
    ue_init(&m);
    m.sets.next_id = 0;
    no_id = ue_valid(&m);
    //@ check no_id: !no_id;
    ue_init(&n);
    n.refresh_at = 1000;
    no_set = ue_valid(&n);
    //@ check no_set: !no_set;
}

/* A step leaves the times and the profile, and bad challenges stay below their limit while a registration runs. */
void step(void)
{
    ue m;
    ue_event e = { .kind = UE_TICK, .now = 1 };
    ue_init(&m);
    (void)ue_step(&m, &e);
    //@ check bounded: m.phase == UE_IDLE || m.bad < UE_BAD_MAX;
    //@ check kept: m.times.grace == 30000 && m.sets.profile == PROFILE_IMS;
}
