/* The UE's registration and security associations. */
#include "ue.h"

static const char *const event_names[] = {
    "register", "challenge", "accepted", "rejected", "timeout", "install-failed", "message", "send", "new-address",
    "reauthenticate", "tick"
};

static const char *const phase_names[] = { "idle", "sent", "answered" };

const char *ue_event_name(ue_event_kind k)
{
    return (unsigned)k <= UE_TICK ? event_names[k] : "";
}

const char *ue_phase_name(ue_phase p)
{
    return (unsigned)p <= UE_ANSWERED ? phase_names[p] : "";
}

/*@ requires writable: \valid(m);
    terminates \true;
    exits \false;
    assigns m->phase, m->sm1_on, m->deregister;
    ensures exact: UeIdle(m); */
static void idle(ue *m)
{
    m->phase = UE_IDLE;
    m->sm1_on = 0;
    m->deregister = false;
}

void ue_init(ue *m)
{
    static const ue none = { .phase = UE_IDLE };

    *m = none;
    //@ assert none: UeNone(none);
    m->times = SA_TIMES;
    m->sets.next_id = 1;
    m->refresh_at = UINT64_MAX;
    //@ assert roles: UeRoles(&m->sets);
    //@ assert phase: UePhase(m);
    //@ assert temp: UeSetValid(m, &m->sets.temp);
    //@ assert cur: UeSetValid(m, &m->sets.cur);
    //@ assert old: UeSetValid(m, &m->sets.old);
    //@ assert one: UeApart(m, &m->sets.temp, &m->sets.cur);
    //@ assert two: UeApart(m, &m->sets.temp, &m->sets.old);
    //@ assert three: UeApart(m, &m->sets.cur, &m->sets.old);
}

/* Messages other than the authentication's may come on the set. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeRegistered(m, id); */
static bool is_registered_set(const ue *m, uint32_t id)
{
    return id != 0 && (id == m->sets.cur.id || id == m->sets.old.id);
}

/* The registration that runs ends without success; the temporary set goes, the others stay (CR2-7.4.1a-21). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->phase, m->sm1_on, m->deregister, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures idle: UeIdle(m);
    ensures phase: m->phase == UE_IDLE;
    ensures gone: m->sets.temp.state == SA_NONE;
    ensures cur: m->sets.cur.state == \old(m->sets.cur.state) && m->sets.cur.expires_at == \old(m->sets.cur.expires_at);
    ensures old: m->sets.old.state == \old(m->sets.old.state) && m->sets.old.expires_at == \old(m->sets.old.expires_at);
    ensures bad: m->bad == \old(m->bad); */
static void give_up(ue *m, sa_req why, sa_actions *a)
{
    //@ assert away: SA_AWAY(&m->sets.cur.state, a) && SA_AWAY(&m->sets.old.state, a);
    sa_delete(&m->sets.temp, a, SA_REQ_CR2_7_4_1A_21);
    //@ assert cur: m->sets.cur.state == \at(m->sets.cur.state, Pre);
    //@ assert old: m->sets.old.state == \at(m->sets.old.state, Pre);
    if (m->phase != UE_IDLE)
        sa_act(a, SA_ABORT, 0, 0, why);
    idle(m);
}

/* The registration that runs has lost the set that its next message comes on. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeLost(m); */
static bool lost_way(const ue *m)
{
    if (m->phase == UE_ANSWERED)
        return m->sets.temp.state == SA_NONE;
    return m->phase == UE_SENT && m->sm1_on != 0 && m->sm1_on != m->sets.cur.id;
}

/*@ ghost // What the predicate says of whole sets, field by field, and the other way round.
    /@ requires readable: \valid_read(s);
       requires lives: !SaOver(&s->temp, now) && !SaOver(&s->cur, now) && !SaOver(&s->old, now);
       terminates \true; exits \false; assigns \nothing;
       ensures cur: s->cur.state == SA_NONE || now < s->cur.expires_at;
       ensures old: s->old.state == SA_NONE || now < s->old.expires_at; @/
    static void live_fields(const sa_sets *s, uint64_t now)
    {
        (void)s;
        (void)now;
    }

    /@ requires readable: \valid_read(s) && SaHasId(*s, id);
       terminates \true; exits \false; assigns \nothing;
       ensures field: s->id == id; @/
    static void has_id(const sa_set *s, uint32_t id)
    {
        (void)s;
        (void)id;
    }

    /@ requires readable: \valid_read(s);
       requires temp: s->temp.state == SA_NONE;
       requires cur: s->cur.state == SA_NONE || now < s->cur.expires_at;
       requires old: s->old.state == SA_NONE || now < s->old.expires_at;
       terminates \true; exits \false; assigns \nothing;
       ensures lives: !SaOver(&s->temp, now) && !SaOver(&s->cur, now) && !SaOver(&s->old, now); @/
    static void all_live(const sa_sets *s, uint64_t now)
    {
        (void)s;
        (void)now;
    } */

/* Sets whose time is over go first. A registration that hung on one of them is over, too. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->refresh_at, m->phase, m->sm1_on, m->deregister, a->count,
      a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad);
    ensures lives: !SaOver(&m->sets.temp, now) && !SaOver(&m->sets.cur, now) && !SaOver(&m->sets.old, now); */
static void expire(ue *m, uint64_t now, sa_actions *a)
{
    //@ assert away: SA_AWAY(&m->bad, a) && SA_AWAY(&m->phase, a);
    sa_expire(&m->sets, now, a, SA_REQ_CR2_7_4_1A_23);
    //@ assert phase: m->phase == \at(m->phase, Pre);
    //@ assert bad: m->bad == \at(m->bad, Pre);
    //@ assert bounded: m->phase != UE_IDLE ==> m->bad < UE_BAD_MAX;
    if (m->sets.cur.state == SA_NONE)
        m->refresh_at = UINT64_MAX;
    if (!lost_way(m))
        return;
    //@ ghost live_fields(&m->sets, now);
    give_up(m, SA_REQ_CR2_7_4_1A_23, a);
    //@ ghost all_live(&m->sets, now);
}

/* A value of the offer stands in a set that lives (CR2-7.1-03, R6; CR2-7.4-03). */
/*@ requires readable: \valid_read(o) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: UeOfferClash(o, s, \result); */
static sa_req offer_clash(const sa_offer *o, const sa_set *s)
{
    const sa_params *p = &s->p;

    if (s->state == SA_NONE)
        return SA_REQ_NONE;
    if (sa_spi_in(o->spi_uc, p->spi_uc, p->spi_us) || sa_spi_in(o->spi_uc, p->spi_pc, p->spi_ps))
        return SA_REQ_CR2_7_1_03;
    if (sa_spi_in(o->spi_us, p->spi_uc, p->spi_us) || sa_spi_in(o->spi_us, p->spi_pc, p->spi_ps))
        return SA_REQ_CR2_7_1_03;
    if (o->port_uc == p->port_uc)
        return SA_REQ_CR2_7_4_03;
    return o->port_uc == p->port_us || o->port_us == p->port_uc ? SA_REQ_CR2_7_1_R6 : SA_REQ_NONE;
}

/* The offer has another server port than the established set, and keep: it has to stay. */
/*@ requires readable: \valid_read(m) && \valid_read(o);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> keep && UeOtherUs(m, o); */
static bool other_us(const ue *m, const sa_offer *o, bool keep)
{
    return keep && m->sets.cur.state != SA_NONE && o->port_us != m->sets.cur.p.port_us;
}

/* What is wrong with the fresh values of an offer, or SA_REQ_NONE. asked: the network asks for authentication. */
/*@ requires readable: \valid_read(m) && \valid_read(o);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: UeOfferFault(m, o, asked, \result); */
static sa_req offer_fault(const ue *m, const sa_offer *o, bool asked)
{
    const profile_table *t = profile_get(m->sets.profile);

    if (!sa_spis_ok(m->sets.profile, o->spi_uc, o->spi_us))
        return SA_REQ_CR2_7_1_03;
    if (!sa_ports_ok(m->sets.profile, o->port_uc, o->port_us))
        return SA_REQ_CR2_7_1_U1;
    if (offer_clash(o, &m->sets.cur) != SA_REQ_NONE)
        return offer_clash(o, &m->sets.cur);
    if (other_us(m, o, asked || !t->us_free))
        return SA_REQ_CR2_7_1_U8;
    return offer_clash(o, &m->sets.old);
}

/* The network has asked for authentication, and there was none since. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeAsked(m); */
static bool is_asked(const ue *m)
{
    return m->asked != 0 && m->asked == m->sets.cur.id;
}

/* Where a REGISTER without a challenge response goes: on the established set, if it is not to go in clear. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == (clear != 0 || m->suspect != 0 ? 0 : m->sets.cur.id); */
static uint32_t register_on(const ue *m, bool clear)
{
    return clear || m->suspect ? 0 : m->sets.cur.id;
}

/* SM1, or the REGISTER that refuses a challenge. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(o) && \separated(m, o) && \separated(a, o);
    terminates \true;
    exits \false;
    assigns m->phase, m->sm1_on, m->offer, m->sm1_addr, m->refresh_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures sent: m->phase == UE_SENT && m->sm1_on == on && m->refresh_at == UINT64_MAX;
    ensures offer: m->offer.spi_uc == o->spi_uc && m->offer.spi_us == o->spi_us && m->offer.port_uc == o->port_uc &&
      m->offer.port_us == o->port_us;
    ensures told: SaActed{Pre, Post}(a, SA_REGISTER, on, what, 0, req);
    ensures bad: m->bad == \old(m->bad); */
static void send_start(ue *m, const sa_offer *o, uint32_t on, sa_register what, sa_req req, sa_actions *a)
{
    //@ assert away: SA_AWAY(&m->phase, a) && SA_AWAY(&m->sm1_on, a) && SA_AWAY(&m->bad, a);
    //@ assert away: SA_AWAY(&m->offer.spi_uc, a) && SA_AWAY(&m->offer.spi_us, a);
    //@ assert away: SA_AWAY(&o->spi_uc, a) && SA_AWAY(&o->spi_us, a);
    m->phase = UE_SENT;
    m->offer = *o;
    m->sm1_on = on;
    m->sm1_addr = m->addr;
    m->refresh_at = UINT64_MAX;
    //@ assert list: SaSilent{Pre, Here}(a);
    //@ assert spis: m->offer.spi_uc == o->spi_uc && m->offer.spi_us == o->spi_us;
    //@ assert ports: m->offer.port_uc == o->port_uc && m->offer.port_us == o->port_us;
    sa_act(a, SA_REGISTER, on, (uint32_t)what, req);
}

/* What is wrong with a REGISTER that is to start on that set, or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures asked: UeAsked(m) ==> UeRegisterFault(m, e, 1, on, \result);
    ensures free: !UeAsked(m) ==> UeRegisterFault(m, e, 0, on, \result); */
static sa_req register_fault(const ue *m, const ue_event *e, uint32_t on)
{
    sa_req fault = offer_fault(m, &e->offer, is_asked(m));

    if (fault == SA_REQ_NONE && !prefix_match(&e->cover, &e->addr))
        return SA_REQ_PAT_06;
    if (fault == SA_REQ_NONE && on != 0 && !sa_covers(&m->sets.cur, &e->addr))
        return SA_REQ_PAT_09;
    return fault;
}

/* A new registration puts an end to one that runs (CR2-7.4.1a-01). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->phase, m->sm1_on, m->deregister, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures phase: m->phase == UE_IDLE;
    ensures gone: m->sets.temp.state == SA_NONE; */
static void end_running(ue *m, sa_actions *a)
{
    //@ assert away: SA_AWAY(&m->phase, a);
    if (m->phase != UE_IDLE)
        sa_act(a, SA_ABORT, 0, 0, SA_REQ_CR2_7_4_1A_01);
    idle(m);
    sa_delete(&m->sets.temp, a, SA_REQ_CR2_7_4_1A_01);
}

/* SM1 goes out, unless something is wrong with it. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->phase, m->sm1_on, m->deregister, m->addr, m->cover, m->bad, m->offer, m->sm1_addr,
      m->refresh_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_register(ue *m, const ue_event *e, sa_actions *a)
{
    uint32_t on = register_on(m, e->clear);
    sa_req fault;

    //@ assert away: SA_AWAY(&m->phase, a);
    end_running(m, a);
    fault = register_fault(m, e, on);
    if (fault != SA_REQ_NONE) {
        sa_act(a, SA_ABORT, 0, 0, fault);
        //@ assert idle: m->phase == UE_IDLE;
        return;
    }
    m->addr = e->addr;
    m->cover = e->cover;
    m->deregister = e->deregister;
    m->bad = 0;
    send_start(m, &e->offer, on, SA_REGISTER_START, on == 0 ? SA_REQ_CR2_7_4_06 : SA_REQ_CR2_7_4_04, a);
}

/* What of the P-CSCF's values clashes with a set that lives on, or SA_REQ_NONE. Its server port stays (CR2-7.4-02)
 * unless the registration runs in clear: then the P-CSCF may have lost the sets. */
/*@ requires readable: \valid_read(m) && \valid_read(x) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: UeAnswerClash(m, x, s, \result); */
static sa_req answer_clash(const ue *m, const sa_answer *x, const sa_set *s)
{
    if (s->state == SA_NONE)
        return SA_REQ_NONE;
    if (m->sm1_on != 0 && x->port_ps != s->p.port_ps)
        return SA_REQ_CR2_7_4_02;
    return x->port_pc == s->p.port_pc ? SA_REQ_CR2_7_4_03_P : SA_REQ_NONE;
}

/* What is wrong with the P-CSCF's half of the parameters, or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(x);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: UeAnswerFault(m, x, \result); */
static sa_req answer_fault(const ue *m, const sa_answer *x)
{
    const sa_offer *o = &m->offer;

    if (!sa_spis_ok(m->sets.profile, x->spi_pc, x->spi_ps))
        return SA_REQ_CR2_7_2_SM6_1;
    if (sa_spi_in(x->spi_pc, o->spi_uc, o->spi_us) || sa_spi_in(x->spi_ps, o->spi_uc, o->spi_us))
        return SA_REQ_CR2_7_1_04;
    if (x->port_pc == x->port_ps)
        return SA_REQ_CR2_7_1_P1_EQUAL;
    if (!sa_ports_ok(m->sets.profile, x->port_pc, x->port_ps))
        return SA_REQ_CR2_7_1_P1;
    if (m->sets.next_id == UINT32_MAX)
        return SA_REQ_CR2_7_2_SM6_6;
    if (answer_clash(m, x, &m->sets.cur) != SA_REQ_NONE)
        return answer_clash(m, x, &m->sets.cur);
    return answer_clash(m, x, &m->sets.old);
}

/* The set that SM6 makes; the slot is empty. */
/*@ requires writable: \valid(m);
    requires readable: \valid_read(e) && \separated(m, e);
    requires room: m->sets.next_id < UINT32_MAX;
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.next_id;
    ensures made: m->sets.temp.state == SA_TEMPORARY && m->sets.temp.id == \old(m->sets.next_id) && m->sets.next_id
      == \old(m->sets.next_id) + 1;
    ensures end: m->sets.temp.expires_at == SaAfter(e->now, m->times.reg_await_auth); */
static void make_temp(ue *m, const ue_event *e)
{
    sa_set *s = &m->sets.temp;

    s->state = SA_TEMPORARY;
    s->id = m->sets.next_id;
    m->sets.next_id++;
    s->used = false;
    s->expires_at = sa_after(e->now, m->times.reg_await_auth);
    s->p.spi_uc = m->offer.spi_uc;
    s->p.spi_us = m->offer.spi_us;
    s->p.port_uc = m->offer.port_uc;
    s->p.port_us = m->offer.port_us;
    s->p.spi_pc = e->answer.spi_pc;
    s->p.spi_ps = e->answer.spi_ps;
    s->p.port_pc = e->answer.port_pc;
    s->p.port_ps = e->answer.port_ps;
    s->p.alg = e->alg;
    s->p.ealg = e->ealg;
    s->p.ue = m->cover;
    if (e->one_address)
        (void)prefix_make(&m->addr, addr_is_v4(&m->addr) ? 32 : 128, &s->p.ue);
    s->p.ue_addr = m->addr;
    s->p.p_addr = e->p_addr;
}

/* MAC wrong or SQN out of range: no new set; the REGISTER that says so goes where SM1 went, with a new offer
 * (24.229 5.1.1.5.3). The second bad challenge in a row ends the registration. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: m->bad < UE_BAD_MAX;
    terminates \true;
    exits \false;
    assigns m->bad, m->sets.temp, m->phase, m->sm1_on, m->deregister, m->offer, m->sm1_addr, m->refresh_at,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void refuse_challenge(ue *m, const ue_event *e, sa_actions *a)
{
    bool sync = e->autn == UE_AUTN_SYNC;
    sa_req why = sync ? SA_REQ_AKA_6_1_3_1 : SA_REQ_AKA_6_1_2_2_2;
    sa_req fault = offer_fault(m, &e->offer, is_asked(m));

    m->bad++;
    if (m->bad >= UE_BAD_MAX)
        give_up(m, sync ? SA_REQ_AKA_6_1_3_1 : SA_REQ_AKA_6_1_2_2_1, a);
    else if (fault != SA_REQ_NONE)
        give_up(m, fault, a);
    else
        send_start(m, &e->offer, m->sm1_on, sync ? SA_REGISTER_AUTS : SA_REGISTER_FAILED, why, a);
}

/* SM6. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: m->bad < UE_BAD_MAX;
    terminates \true;
    exits \false;
    assigns m->bad, m->sets.temp, m->sets.next_id, m->phase, m->sm1_on, m->deregister, m->offer, m->sm1_addr,
      m->refresh_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void challenge(ue *m, const ue_event *e, sa_actions *a)
{
    sa_req fault = answer_fault(m, &e->answer);

    //@ assert away: SA_AWAY(&m->bad, a) && SA_AWAY(&m->phase, a);
    if (e->autn != UE_AUTN_OK) {
        refuse_challenge(m, e, a);
    } else if (e->server != UE_SERVER_OK) {
        give_up(m, e->server == UE_SERVER_BAD ? SA_REQ_R3329_2_2_08 : SA_REQ_R3329_2_3_1_17, a);
    } else if (fault != SA_REQ_NONE) {
        give_up(m, fault, a);
    } else if (e->one_address && !addr_equal(&m->addr, &m->sm1_addr)) {
        give_up(m, SA_REQ_PAT_09, a); /* the P-CSCF's set is for the address that the UE has left */
    } else {
        m->bad = 0;
        make_temp(m, e);
        m->phase = UE_ANSWERED;
        sa_act(a, SA_INSTALL, m->sets.temp.id, 0, SA_REQ_CR2_7_2_SM6_6);
        sa_act_at(a, SA_LIFETIME, m->sets.temp.id, m->sets.temp.expires_at, SA_REQ_CR2_7_4_1A_07);
        sa_act(a, SA_REGISTER, m->sets.temp.id, SA_REGISTER_RESPONSE, SA_REQ_CR2_7_4_1A_08);
        //@ assert bad: m->bad == 0;
    }
}

/* A challenge comes where SM1 went, once (CR2-7.4.1a-05). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->bad, m->sets.temp, m->sets.next_id, m->phase, m->sm1_on, m->deregister, m->offer, m->sm1_addr,
      m->refresh_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_challenge(ue *m, const ue_event *e, sa_actions *a)
{
    if (m->phase == UE_SENT && e->on == m->sm1_on)
        challenge(m, e, a);
    else if (m->phase == UE_ANSWERED && e->on == m->sets.temp.id)
        give_up(m, SA_REQ_CR2_7_4_1A_21, a);
    else
        sa_act(a, SA_DISCARD, e->on, 0, m->phase == UE_SENT ? SA_REQ_CR2_7_4_1A_05 : SA_REQ_CR2_7_4_1A_03);
}

/* When to register again: 600 s before the end, or at half time (24.229 5.1.1.4). */
/*@ requires readable: \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SaAfter(e->now, (e->seconds > 1200 ? e->seconds - 600 : e->seconds / 2) * 1000); */
static uint64_t refresh_time(const ue_event *e)
{
    return sa_after(e->now, (e->seconds > 1200 ? e->seconds - 600 : e->seconds / 2) * SA_MS);
}

/* The sets that messages may come on. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns s->cur, s->old, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures gone: s->cur.state == SA_NONE && s->old.state == SA_NONE; */
static void delete_registered(sa_sets *s, sa_actions *a)
{
    //@ assert away: SA_AWAY(&s->cur.state, a);
    sa_delete(&s->cur, a, SA_REQ_CR2_7_1_R8);
    sa_delete(&s->old, a, SA_REQ_CR2_7_1_R8);
}

/* A de-registered UE has no sets. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->refresh_at, m->suspect, m->phase, m->sm1_on, m->deregister,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures idle: UeIdle(m);
    ensures gone: m->sets.temp.state == SA_NONE && m->sets.cur.state == SA_NONE && m->sets.old.state == SA_NONE; */
static void deregistered(ue *m, sa_actions *a)
{
    //@ assert away: SA_AWAY(&m->sets.temp.state, a);
    sa_delete(&m->sets.temp, a, SA_REQ_CR2_7_1_R8);
    delete_registered(&m->sets, a);
    //@ assert temp: m->sets.temp.state == SA_NONE;
    m->refresh_at = UINT64_MAX;
    m->suspect = false;
    idle(m);
}

/* Of the sets before the new one the UE keeps the one that SM1 went on, and after an SM1 in clear none, as the P-CSCF
 * does. It never outlives the new one, whose end may be the earlier one in cr1. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.cur, m->sets.old, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void keep_one(ue *m, uint64_t end, sa_actions *a)
{
    sa_delete(&m->sets.old, a, SA_REQ_CR2_7_4_01);
    if (m->sm1_on != 0 && m->sm1_on == m->sets.cur.id) {
        m->sets.old = m->sets.cur;
        m->sets.old.state = SA_OLD;
        sa_shorten(&m->sets.old, end, a, SA_REQ_CR2_7_4_1A_12);
    } else {
        sa_delete(&m->sets.cur, a, SA_REQ_CR2_7_4_01);
    }
}

/* SM12 on the new set (CR2-7.4.1a-11..16). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->refresh_at, m->suspect, m->phase, m->sm1_on, m->deregister,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures idle: UeIdle(m);
    ensures established: m->sets.cur.state == SA_ESTABLISHED && m->sets.cur.id == \old(m->sets.temp.id) &&
      m->sets.temp.state == SA_NONE; */
static void authenticated(ue *m, const ue_event *e, sa_actions *a)
{
    uint64_t end = sa_life_end(&m->sets, &m->times, e->now, e->seconds);

    //@ assert away: SA_AWAY(&m->sets.temp.id, a);
    sa_set_end(&m->sets.temp, end, a, SA_REQ_CR2_7_4_1A_12);
    keep_one(m, end, a);
    //@ assert temp: m->sets.temp.id == \at(m->sets.temp.id, Pre);
    m->sets.cur = m->sets.temp;
    //@ assert value: SaHasId(m->sets.cur, m->sets.temp.id);
    //@ ghost has_id(&m->sets.cur, m->sets.temp.id);
    m->sets.cur.state = SA_ESTABLISHED;
    sa_clear(&m->sets.temp);
    m->refresh_at = refresh_time(e);
    m->suspect = false;
    idle(m);
}

/* 200 to a protected SM1: registered again without authentication; what was offered is void. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.cur.expires_at, m->sets.old.expires_at, m->refresh_at, m->phase, m->sm1_on, m->deregister,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures idle: UeIdle(m); */
static void refreshed(ue *m, const ue_event *e, sa_actions *a)
{
    uint64_t end = sa_life_end(&m->sets, &m->times, e->now, e->seconds);

    sa_set_end(&m->sets.cur, end, a, SA_REQ_CR2_7_4_1A_22);
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, end, a, SA_REQ_CR2_7_4_1A_22);
    m->refresh_at = refresh_time(e);
    idle(m);
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->refresh_at, m->suspect, m->phase, m->sm1_on, m->deregister,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_accepted(ue *m, const ue_event *e, sa_actions *a)
{
    bool answered = m->phase == UE_ANSWERED && e->on == m->sets.temp.id;
    bool unchallenged = m->phase == UE_SENT && e->on != 0 && e->on == m->sm1_on && e->on == m->sets.cur.id;

    if (!answered && !unchallenged)
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_11);
    else if (e->seconds == 0 || m->deregister)
        deregistered(m, a);
    else if (answered)
        authenticated(m, e, a);
    else
        refreshed(m, e, a);
}

/* A failure comes where its REGISTER went; while SM7 is out also where SM1 went (CR2-7.4.1a-18..20). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->phase, m->sm1_on, m->deregister, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_rejected(ue *m, const ue_event *e, sa_actions *a)
{
    bool sent = m->phase == UE_SENT && e->on == m->sm1_on;
    bool live = e->on == 0 || is_registered_set(m, e->on);
    bool answered = m->phase == UE_ANSWERED && (e->on == m->sets.temp.id || (live && e->on == m->sm1_on));

    if (sent || answered)
        give_up(m, e->on == 0 ? SA_REQ_CR2_7_4_1A_18 : SA_REQ_CR2_7_4_1A_20, a);
    else
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_03);
}

/* No answer: if the REGISTER was protected by the established set, the next one goes in clear (CR2-7.4-08). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->suspect, m->sets.temp, m->phase, m->sm1_on, m->deregister, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures idle: UeIdle(m); */
static void on_timeout(ue *m, sa_actions *a)
{
    if (m->phase == UE_SENT && m->sm1_on != 0)
        m->suspect = true;
    give_up(m, SA_REQ_CR2_7_4_08, a);
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->phase, m->sm1_on, m->deregister, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_install_failed(ue *m, const ue_event *e, sa_actions *a)
{
    if (m->phase != UE_ANSWERED || e->on != m->sets.temp.id) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_09);
        return;
    }
    sa_clear(&m->sets.temp); /* not installed, so there is nothing to delete */
    give_up(m, SA_REQ_CR2_7_2_SM6_6, a);
}

/* A message on the established set: the P-CSCF is there and has the set in use; the old set finishes what runs on it
 * (CR2-7.4.1a-17). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->suspect, m->sets.cur.used, m->sets.old.expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void touch(ue *m, const ue_event *e, sa_actions *a)
{
    if (e->on != m->sets.cur.id)
        return;
    m->suspect = false;
    if (m->sets.cur.used)
        return;
    m->sets.cur.used = true;
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, sa_after(e->now, m->times.drain), a, SA_REQ_CR2_7_4_1A_17);
}

/* In clear the UE takes error messages alone, besides the answers to its REGISTERs (CR2-7.1-4); a response comes on
 * the set of its request (CR2-7.4.1a-15). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->suspect, m->sets.cur.used, m->sets.old.expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_message(ue *m, const ue_event *e, sa_actions *a)
{
    if (e->on == 0 && e->protected_port) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_U2);
    } else if (e->on == 0 && (e->request || e->code < 400)) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_4);
    } else if (e->on != 0 && e->on == m->sets.temp.id) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_02);
    } else if (e->on != 0 && !is_registered_set(m, e->on)) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R7);
    } else if (!e->request && e->request_on != e->on) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_15);
    } else {
        if (e->on != 0)
            touch(m, e, a);
        sa_act(a, SA_DELIVER, e->on, 0, e->on == 0 ? SA_REQ_CR2_7_1_4 : SA_REQ_CR2_7_1_R7);
    }
}

/* Requests go on the established set, responses on the set of their request. While a registration in clear runs, no
 * request goes (CR2-7.4.1a-10). */
/*@ requires writable: \valid(a);
    requires readable: \valid_read(m) && \valid_read(e) && \separated(m, a) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_send(const ue *m, const ue_event *e, sa_actions *a)
{
    bool clear = m->phase != UE_IDLE && m->sm1_on == 0;

    if (e->request && (clear || m->sets.cur.state == SA_NONE))
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_1A_10);
    else if (e->request)
        sa_act(a, SA_SEND, m->sets.cur.id, 0, SA_REQ_CR2_7_4_1A_13);
    else if (is_registered_set(m, e->on))
        sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_1A_14);
    else
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_1A_14);
}

/* A set that does not cover the address is of no use any more (PAT-09). */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    requires readable: \valid_read(to) && \separated(a, to) && \separated(s, to);
    terminates \true;
    exits \false;
    assigns *s, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures covers: s->state == SA_NONE || SaCovers(s, to); */
static void leave(sa_set *s, const ip_addr *to, sa_actions *a)
{
    if (s->state != SA_NONE && !sa_covers(s, to))
        sa_delete(s, a, SA_REQ_PAT_09);
}

/* Inside the prefix the sets move; outside they go, and with the established one the old one (PAT-08, PAT-09). */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    requires readable: \valid_read(to) && \separated(s, to) && \separated(a, to);
    terminates \true;
    exits \false;
    assigns s->temp, s->cur, s->old, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void move_sets(sa_sets *s, const ip_addr *to, sa_actions *a)
{
    leave(&s->temp, to, a);
    leave(&s->cur, to, a);
    if (s->cur.state == SA_NONE)
        sa_delete(&s->old, a, SA_REQ_PAT_09);
    leave(&s->old, to, a);
    sa_move(s, to, a);
}

/* Without an established set the UE registers anew (PAT-09). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->refresh_at, m->addr, m->phase, m->sm1_on, m->deregister,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void on_new_address(ue *m, const ue_event *e, sa_actions *a)
{
    bool had = m->sets.cur.state != SA_NONE;

    //@ assert away: SA_AWAY(&m->bad, a) && SA_AWAY(&m->phase, a);
    move_sets(&m->sets, &e->addr, a);
    //@ assert bounded: m->phase != UE_IDLE ==> m->bad < UE_BAD_MAX;
    if (m->sets.cur.state == SA_NONE)
        m->refresh_at = UINT64_MAX;
    if (m->phase != UE_IDLE && (!prefix_match(&m->cover, &e->addr) || lost_way(m)))
        give_up(m, SA_REQ_PAT_09, a);
    else if (m->phase != UE_IDLE)
        m->addr = e->addr;
    //@ assert bounded: m->phase != UE_IDLE ==> m->bad < UE_BAD_MAX;
    if (had && m->sets.cur.state == SA_NONE)
        sa_act(a, SA_REREGISTER, 0, 0, SA_REQ_PAT_09);
    //@ assert bounded: m->phase != UE_IDLE ==> m->bad < UE_BAD_MAX;
}

/* The old pairs get less time, and a registration starts (CR2-6.1.4-03, -04). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.cur.expires_at, m->sets.old.expires_at, m->refresh_at, m->asked, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1]; */
static void on_reauthenticate(ue *m, const ue_event *e, sa_actions *a)
{
    uint64_t at = sa_after(e->now, e->seconds * SA_MS);

    if (m->sets.cur.state == SA_NONE) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_6_1_4_04);
        return;
    }
    sa_shorten(&m->sets.cur, at, a, SA_REQ_CR2_6_1_4_03);
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, at, a, SA_REQ_CR2_6_1_4_03);
    m->refresh_at = UINT64_MAX;
    m->asked = m->sets.cur.id;
    sa_act(a, SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_6_1_4_04);
}

/* Re-registration is due. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->refresh_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_tick(ue *m, uint64_t now, sa_actions *a)
{
    if (now < m->refresh_at || m->phase != UE_IDLE)
        return;
    m->refresh_at = UINT64_MAX;
    sa_act(a, SA_REREGISTER, m->sets.cur.id, 0, SA_REQ_CR2_7_4_04);
}

/* The event itself, on sets that all live. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->sets.next_id, m->phase, m->sm1_on, m->deregister, m->addr,
      m->cover, m->suspect, m->bad, m->asked, m->offer, m->sm1_addr, m->refresh_at, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures bounded: UeBounded(m->phase, m->bad); */
static void handle(ue *m, const ue_event *e, sa_actions *a)
{
    switch (e->kind) {
    case UE_REGISTER: on_register(m, e, a); break;
    case UE_CHALLENGE: on_challenge(m, e, a); break;
    case UE_ACCEPTED: on_accepted(m, e, a); break;
    case UE_REJECTED: on_rejected(m, e, a); break;
    case UE_TIMEOUT: on_timeout(m, a); break;
    case UE_INSTALL_FAILED: on_install_failed(m, e, a); break;
    case UE_MESSAGE: on_message(m, e, a); break;
    case UE_SEND: on_send(m, e, a); break;
    case UE_NEW_ADDRESS: on_new_address(m, e, a); break;
    case UE_REAUTHENTICATE: on_reauthenticate(m, e, a); break;
    case UE_TICK:
    default: on_tick(m, e->now, a); break;
    }
}

sa_actions ue_step(ue *m, const ue_event *e)
{
    sa_actions a = { .count = 0 };

    expire(m, e->now, &a);
    handle(m, e, &a);
    return a;
}

uint64_t ue_next(const ue *m)
{
    uint64_t t = sa_sets_next_expiry(&m->sets);

    return m->phase == UE_IDLE && m->refresh_at < t ? m->refresh_at : t;
}

/* The slot is empty, or holds a set in order: its own values hold whatever the other sets do. */
/*@ requires readable: \valid_read(m) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeSetValid(m, s); */
static bool set_in_order(const ue *m, const sa_set *s)
{
    const sa_params *p = &s->p;

    if (s->state == SA_NONE)
        return s->id == 0;
    return s->id != 0 && s->id < m->sets.next_id && sa_spis_ok(m->sets.profile, p->spi_uc, p->spi_us) &&
           sa_spis_ok(m->sets.profile, p->spi_pc, p->spi_ps) && !sa_spi_in(p->spi_pc, p->spi_uc, p->spi_us) &&
           !sa_spi_in(p->spi_ps, p->spi_uc, p->spi_us) && sa_ports_ok(m->sets.profile, p->port_pc, p->port_ps) &&
           sa_ports_ok(m->sets.profile, p->port_uc, p->port_us) && prefix_match(&p->ue, &p->ue_addr);
}

/* Two sets that stand side by side share no inbound SPI of the UE and no client port, but the UE's server port (in cr1
 * that may have changed). */
/*@ requires readable: \valid_read(m) && \valid_read(a) && \valid_read(b);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeApart(m, a, b); */
static bool apart(const ue *m, const sa_set *a, const sa_set *b)
{
    bool same_us = !profile_get(m->sets.profile)->us_free;
    const sa_params *p = &a->p, *q = &b->p;

    if (a->state == SA_NONE || b->state == SA_NONE)
        return true;
    return a->id != b->id && !sa_spi_in(p->spi_uc, q->spi_uc, q->spi_us) &&
           !sa_spi_in(p->spi_us, q->spi_uc, q->spi_us) && p->port_uc != q->port_uc && p->port_uc != q->port_us &&
           p->port_us != q->port_uc && (!same_us || p->port_us == q->port_us) && p->port_pc != q->port_pc;
}

/* Each slot holds what its role allows, and an old set does not outlive the established one. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeRoles(s); */
static bool roles_in_order(const sa_sets *s)
{
    return (s->temp.state == SA_NONE || s->temp.state == SA_TEMPORARY) &&
           (s->cur.state == SA_NONE || s->cur.state == SA_ESTABLISHED) &&
           (s->old.state == SA_NONE || s->old.state == SA_OLD) &&
           (s->old.state != SA_OLD || (s->cur.state == SA_ESTABLISHED && s->old.expires_at <= s->cur.expires_at));
}

/* What belongs to the phase, and nothing else. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UePhase(m); */
static bool phase_in_order(const ue *m)
{
    if (m->phase == UE_IDLE)
        return m->sets.temp.state == SA_NONE && m->sm1_on == 0 && !m->deregister;
    if (m->bad >= UE_BAD_MAX || !prefix_match(&m->cover, &m->addr) || m->refresh_at != UINT64_MAX)
        return false;
    if (m->phase == UE_SENT)
        return m->sets.temp.state == SA_NONE && (m->sm1_on == 0 || m->sm1_on == m->sets.cur.id) &&
               offer_fault(m, &m->offer, false) == SA_REQ_NONE;
    return m->phase == UE_ANSWERED && m->sets.temp.state == SA_TEMPORARY && m->sm1_on != m->sets.temp.id &&
           m->sm1_on < m->sets.next_id;
}

bool ue_valid(const ue *m)
{
    const sa_sets *s = &m->sets;

    if (s->next_id == 0 || !roles_in_order(s) || !phase_in_order(m))
        return false;
    if (!set_in_order(m, &s->temp) || !set_in_order(m, &s->cur) || !set_in_order(m, &s->old))
        return false;
    if (!apart(m, &s->temp, &s->cur) || !apart(m, &s->temp, &s->old) || !apart(m, &s->cur, &s->old))
        return false;
    return m->refresh_at == UINT64_MAX || s->cur.state == SA_ESTABLISHED;
}
