/* The P-CSCF's registration and security associations towards one UE. */
#include "pcscf.h"

static const char *const event_names[] = {
    "register", "challenge", "accepted", "rejected", "install-failed", "message", "send", "reauthenticate",
    "deregistered", "tick"
};

const char *pcscf_event_name(pcscf_event_kind k)
{
    return (unsigned)k <= PCSCF_TICK ? event_names[k] : "";
}

/*@ requires writable: \valid(m);
    terminates \true;
    exits \false;
    assigns m->sm1;
    ensures forgotten: PcscfNoSm1(m); */
static void forget_sm1(pcscf *m)
{
    static const pcscf_sm1 none = { .active = false };

    m->sm1 = none;
    //@ assert value: PcscfNone(none);
}

/*@ ghost // What the predicates say of whole machines and sets, field by field, and the other way round.
    /@ requires readable: \valid_read(m) && PcscfNoSm1(m);
       terminates \true; exits \false; assigns \nothing;
       ensures fields: m->sm1.active == 0 && m->sm1.on == 0 && m->sm1.offered == 0 && m->sm1.marked == 0; @/
    static void no_sm1(const pcscf *m)
    {
        (void)m;
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
       requires lives: !SaOver(&s->temp, now) && !SaOver(&s->cur, now) && !SaOver(&s->old, now);
       terminates \true; exits \false; assigns \nothing;
       ensures temp: s->temp.state == SA_NONE || now < s->temp.expires_at;
       ensures cur: s->cur.state == SA_NONE || now < s->cur.expires_at;
       ensures old: s->old.state == SA_NONE || now < s->old.expires_at; @/
    static void live_fields(const sa_sets *s, uint64_t now)
    {
        (void)s;
        (void)now;
    }

    /@ requires readable: \valid_read(s);
       requires temp: s->temp.state == SA_NONE || now < s->temp.expires_at;
       requires cur: s->cur.state == SA_NONE || now < s->cur.expires_at;
       requires old: s->old.state == SA_NONE || now < s->old.expires_at;
       terminates \true; exits \false; assigns \nothing;
       ensures lives: !SaOver(&s->temp, now) && !SaOver(&s->cur, now) && !SaOver(&s->old, now); @/
    static void all_live(const sa_sets *s, uint64_t now)
    {
        (void)s;
        (void)now;
    }

    /@ requires readable: \valid_read(m);
       requires none: m->sets.temp.state == SA_NONE && m->sets.cur.state == SA_NONE && m->sets.old.state == SA_NONE;
       requires ids: m->sets.temp.id == 0 && m->sets.cur.id == 0 && m->sets.old.id == 0 && m->sets.next_id != 0;
       requires sm1: m->sm1.active == 0 && m->sm1.on == 0 && m->sm1.offered == 0 && m->sm1.marked == 0;
       requires idle: m->temp_on == 0 && m->answered == 0 && m->port_ps == 0;
       terminates \true; exits \false; assigns \nothing;
       ensures valid: PcscfValid(m); @/
    static void empty_in_order(const pcscf *m)
    {
        (void)m;
    } */

void pcscf_init(pcscf *m)
{
    m->times = SA_TIMES;
    //@ assert value: PcscfTimes(m->times);
    /*@ assert times: m->times.reg_await_auth == SA_REG_AWAIT_AUTH && m->times.grace == SA_REG_GRACE &&
          m->times.drain == SA_DRAIN; */
    sa_clear(&m->sets.temp);
    sa_clear(&m->sets.cur);
    sa_clear(&m->sets.old);
    m->sets.next_id = 1;
    m->sets.profile = PROFILE_IMS;
    forget_sm1(m);
    //@ ghost no_sm1(m);
    m->temp_on = 0;
    m->answered = false;
    m->port_ps = 0;
    //@ ghost empty_in_order(m);
}

/* REGISTERs and their answers may run on the set. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfRegistered(m, id); */
static bool is_registered_set(const pcscf *m, uint32_t id)
{
    return id != 0 && (id == m->sets.cur.id || (id == m->sets.old.id && m->sets.old.state == SA_OLD));
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures gone: m->sets.temp.state == SA_NONE && m->temp_on == 0 && m->answered == 0; */
static void delete_temp(pcscf *m, sa_actions *a, sa_req req)
{
    sa_delete(&m->sets.temp, a, req);
    m->temp_on = 0;
    m->answered = false;
}

/* An SM1 that came on a set that is gone cannot be answered. */
/*@ requires writable: \valid(m);
    terminates \true;
    exits \false;
    assigns m->sm1; */
static void forget_lost_sm1(pcscf *m)
{
    if (m->sm1.active && m->sm1.on != 0 && !is_registered_set(m, m->sm1.on))
        forget_sm1(m);
}

/* Sets whose time is over go first; what hung on them is forgotten. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures lives: !SaOver(&m->sets.temp, now) && !SaOver(&m->sets.cur, now) && !SaOver(&m->sets.old, now); */
static void expire(pcscf *m, uint64_t now, sa_actions *a)
{
    sa_expire(&m->sets, now, a, SA_REQ_CR2_7_4_2A_24);
    //@ ghost live_fields(&m->sets, now);
    if (m->sets.temp.state == SA_NONE) {
        m->temp_on = 0;
        m->answered = false;
    }
    forget_lost_sm1(m);
    //@ ghost all_live(&m->sets, now);
}

/* A message other than this registration's came on the established set: the UE has it in use, and the old set only
 * finishes what runs on it (CR2-7.4.2a-17; 24.229: 64*T1). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.cur.used, m->sets.old.expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void touch(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->on != m->sets.cur.id || m->sets.cur.used)
        return;
    m->sets.cur.used = true;
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, sa_after(e->now, m->times.drain), a, SA_REQ_CR2_7_4_2A_17);
}

/* An answer by the P-CSCF itself, where the REGISTER came; on a set that is gone it cannot go out. */
/*@ requires writable: \valid(a);
    requires readable: \valid_read(m) && \separated(a, m);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures answered: on == 0 || PcscfRegistered(m, on) ==> SaActed{Pre, Post}(a, SA_REPLY, on, code, 0, req);
    ensures lost: on != 0 && !PcscfRegistered(m, on) ==> SaActed{Pre, Post}(a, SA_DISCARD, on, 0, 0,
      SA_REQ_CR2_7_4_2A_15); */
static void reply(const pcscf *m, uint32_t on, uint32_t code, sa_req req, sa_actions *a)
{
    if (on == 0 || is_registered_set(m, on))
        sa_act(a, SA_REPLY, on, code, req);
    else
        sa_act(a, SA_DISCARD, on, 0, SA_REQ_CR2_7_4_2A_15);
}

/* The UE's client port already stands for these addresses in a set of this IMPI (CR2-7.1-R3). */
/*@ requires readable: \valid_read(s) && \valid_read(source);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfPairIn(s, source, port_uc); */
static bool pair_in_set(const sa_set *s, const ip_addr *source, uint16_t port_uc)
{
    return sa_covers(s, source) && s->p.port_uc == port_uc;
}

/* What is wrong with the offer of an SM1 that came on `on` (NULL: in clear), or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(e) && (on == \null || \valid_read(on));
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: PcscfOfferFault(m, e, on, \result); */
static sa_req offer_fault(const pcscf *m, const pcscf_event *e, const sa_set *on)
{
    bool us_free = profile_get(m->sets.profile)->us_free;

    if (!sa_ports_ok(m->sets.profile, e->offer.port_uc, e->offer.port_us))
        return SA_REQ_CR2_7_1_U1;
    if (on != NULL && !us_free && on->p.port_us != e->offer.port_us)
        return SA_REQ_CR2_7_4_02;
    if (on != NULL && on->p.port_uc == e->offer.port_uc)
        return SA_REQ_CR2_7_4_03;
    if (e->pair_taken || pair_in_set(&m->sets.cur, &e->source, e->offer.port_uc) ||
        pair_in_set(&m->sets.old, &e->source, e->offer.port_uc))
        return SA_REQ_CR2_7_1_R3;
    return SA_REQ_NONE;
}

/*@ requires writable: \valid(m);
    requires readable: \valid_read(e) && \separated(m, e);
    terminates \true;
    exits \false;
    assigns m->sm1;
    ensures marked: m->sm1.marked != 0 <==> e->on != 0 && e->on == m->sets.cur.id;
    ensures stored: m->sm1.active != 0 && m->sm1.on == e->on && m->sm1.transaction == e->transaction && m->sm1.auth
      == e->auth && m->sm1.offered == e->offered;
    ensures offer: m->sm1.offer.spi_uc == e->offer.spi_uc && m->sm1.offer.spi_us == e->offer.spi_us &&
      m->sm1.offer.port_uc == e->offer.port_uc && m->sm1.offer.port_us == e->offer.port_us; */
static void store_sm1(pcscf *m, const pcscf_event *e)
{
    m->sm1.active = true;
    m->sm1.on = e->on;
    m->sm1.transaction = e->transaction;
    m->sm1.auth = e->auth;
    m->sm1.offered = e->offered;
    m->sm1.offer = e->offer;
    m->sm1.source = e->source;
    m->sm1.marked = e->on != 0 && e->on == m->sets.cur.id;
}

/* A REGISTER that came protected is at the S-CSCF: SM1, or SM7. It gets its answer (CR2-7.4.2a-15, -11). */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfWaits(m); */
static bool protected_waits(const pcscf *m)
{
    return m->answered || (m->sm1.active && m->sm1.on != 0);
}

/* SM1 in clear: the only message that may come so (CR2-7.1-3). Anybody can send one: it does not take the place of a
 * REGISTER that came protected. Its repetition finds the place free, at the latest when the set of that one ends. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sm1, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void register_clear(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->protected_port) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_1_P2);
    } else if (e->auth == PCSCF_AUTH_RESPONSE) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_2A_09); /* SM7 belongs on the new set */
    } else if (!e->impi_ok) {
        sa_act(a, SA_REPLY, 0, 403, SA_REQ_CR2_7_4_2A_03);
    } else if (!e->offered) {
        sa_act(a, SA_REPLY, 0, 421, SA_REQ_CR2_7_2_SM1_1);
    } else if (offer_fault(m, e, NULL) != SA_REQ_NONE) {
        sa_act(a, SA_REPLY, 0, 400, offer_fault(m, e, NULL));
    } else if (protected_waits(m)) {
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_7_4_2A_15);
    } else {
        store_sm1(m, e);
        sa_act(a, SA_FORWARD, 0, 0, SA_REQ_CR2_6_1_5_03);
    }
}

/* What every protected REGISTER must pass; true where it did not, and the action is given. */
/*@ requires writable: \valid(a);
    requires readable: \valid_read(e) && \valid_read(s) && \separated(a, e) && \separated(a, s);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures exact: \result <==> !SaCovers(s, &e->source) || e->via_ok == 0 || e->impi_ok == 0;
    ensures silent: !\result ==> SaSilent{Pre, Post}(a); */
static bool refused(const pcscf_event *e, const sa_set *s, sa_actions *a)
{
    if (!sa_covers(s, &e->source)) {
        sa_act(a, SA_DISCARD, s->id, 0, s->p.ue.len == 128 ? SA_REQ_CR2_7_1_R4 : SA_REQ_PAT_10);
        return true;
    }
    if (!e->via_ok) {
        sa_act(a, SA_REPLY, s->id, 403, SA_REQ_CR2_7_1_R2);
        return true;
    }
    if (!e->impi_ok) {
        sa_act(a, SA_REPLY, s->id, 403, SA_REQ_CR2_7_4_2A_03);
        return true;
    }
    return false;
}

/* SM7: the answer to the challenge, on the set that the challenge made, and no other message there. It takes the place
 * of an SM1 in clear. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, m->sm1, m->sets.cur.p.ue_addr, m->sets.old.p.ue_addr, a->count,
      a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void register_temp(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->auth != PCSCF_AUTH_RESPONSE) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_01);
    } else if (refused(e, &m->sets.temp, a)) {
        return;
    } else if (e->verify != SA_VERIFY_EQUAL) {
        sa_act(a, SA_REPLY, e->on, 494, SA_REQ_CR2_7_2_SM7_3);
        delete_temp(m, a, SA_REQ_CR2_7_4_2A_22);
    } else if (!e->client_same && !profile_get(m->sets.profile)->sm7_list_alone) {
        sa_act(a, SA_REPLY, e->on, 494, SA_REQ_CR2_7_2_SM7_4);
        delete_temp(m, a, SA_REQ_CR2_7_4_2A_22);
    } else {
        m->answered = true;
        if (m->sm1.on == 0)
            forget_sm1(m);
        sa_move(&m->sets, &e->source, a);
        sa_act(a, SA_FORWARD, e->on, 1, SA_REQ_CR2_6_1_5_01);
    }
}

/* SM1 on the established set, or on the old one as long as the UE has not taken the newer one into use. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires set: s == &m->sets.cur || s == &m->sets.old;
    terminates \true;
    exits \false;
    assigns m->sm1, m->sets.cur.used, m->sets.old.expires_at, m->sets.temp.p.ue_addr, m->sets.cur.p.ue_addr,
      m->sets.old.p.ue_addr, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void register_protected(pcscf *m, const pcscf_event *e, const sa_set *s, sa_actions *a)
{
    bool latest = e->on == m->sets.cur.id;
    sa_req fault = e->offered ? offer_fault(m, e, s) : SA_REQ_NONE;

    if (e->auth == PCSCF_AUTH_RESPONSE) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_09);
    } else if (!latest && m->sets.cur.used) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_18);
    } else if (refused(e, s, a)) {
        return;
    } else if (e->verify == SA_VERIFY_DIFFERENT || e->verify == SA_VERIFY_MALFORMED) {
        sa_act(a, SA_REPLY, e->on, 494, SA_REQ_R3329_2_3_1_25);
    } else if (fault != SA_REQ_NONE) {
        sa_act(a, SA_REPLY, e->on, 400, fault);
    } else {
        store_sm1(m, e);
        touch(m, e, a);
        sa_move(&m->sets, &e->source, a);
        sa_act(a, SA_FORWARD, e->on, latest ? 1 : 0, latest ? SA_REQ_CR2_6_1_5_02 : SA_REQ_CR2_6_1_5_03);
    }
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sm1, m->sets.temp, m->temp_on, m->answered, m->sets.cur.used, m->sets.cur.p.ue_addr,
      m->sets.old.expires_at, m->sets.old.p.ue_addr, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_register(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->on == 0)
        register_clear(m, e, a);
    else if (e->on == m->sets.temp.id)
        register_temp(m, e, a);
    else if (e->on == m->sets.cur.id)
        register_protected(m, e, &m->sets.cur, a);
    else if (is_registered_set(m, e->on))
        register_protected(m, e, &m->sets.old, a);
    else
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
}

/* What of the P-CSCF's own values clashes with a set that lives on, or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(e) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: PcscfClash(m, e, s, \result); */
static sa_req clash(const pcscf *m, const pcscf_event *e, const sa_set *s)
{
    const sa_answer *x = &e->answer;

    if (s->state == SA_NONE)
        return SA_REQ_NONE;
    if (sa_spi_in(x->spi_pc, s->p.spi_pc, s->p.spi_ps) || sa_spi_in(x->spi_ps, s->p.spi_pc, s->p.spi_ps))
        return SA_REQ_CR2_7_1_05;
    if (x->port_pc == s->p.port_pc)
        return SA_REQ_CR2_7_4_03_P;
    if (s->state != SA_CLOSING && x->port_ps != s->p.port_ps)
        return SA_REQ_CR2_7_1_P8;
    if (m->sm1.offer.port_uc == s->p.port_uc && prefix_overlap(&e->ue, &s->p.ue))
        return SA_REQ_CR2_7_1_R3;
    return SA_REQ_NONE;
}

/* What is wrong with the P-CSCF's own ports, or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(x);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: PcscfPortsFault(m, x, \result); */
static sa_req ports_fault(const pcscf *m, const sa_answer *x)
{
    if (x->port_pc == x->port_ps)
        return SA_REQ_CR2_7_1_P1_EQUAL;
    if (!sa_ports_ok(m->sets.profile, x->port_pc, x->port_ps))
        return SA_REQ_CR2_7_1_P1;
    return m->port_ps != 0 && x->port_ps != m->port_ps ? SA_REQ_CR2_7_1_P8 : SA_REQ_NONE;
}

/* What is wrong with the P-CSCF's own fresh values, or SA_REQ_NONE. */
/*@ requires readable: \valid_read(m) && \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: PcscfAnswerFault(m, e, \result); */
static sa_req answer_fault(const pcscf *m, const pcscf_event *e)
{
    const sa_answer *x = &e->answer;
    const sa_offer *u = &m->sm1.offer;

    if (!sa_spis_ok(m->sets.profile, x->spi_pc, x->spi_ps))
        return SA_REQ_CR2_7_2_SM6_1;
    if (sa_spi_in(x->spi_pc, u->spi_uc, u->spi_us) || sa_spi_in(x->spi_ps, u->spi_uc, u->spi_us))
        return SA_REQ_CR2_7_1_04;
    if (ports_fault(m, x) != SA_REQ_NONE)
        return ports_fault(m, x);
    if (!prefix_match(&e->ue, &m->sm1.source))
        return SA_REQ_PAT_06;
    if (m->sets.next_id == UINT32_MAX)
        return SA_REQ_CR2_7_2_SM6_3;
    return clash(m, e, &m->sets.cur) != SA_REQ_NONE ? clash(m, e, &m->sets.cur) : clash(m, e, &m->sets.old);
}

/* The temporary set of the SM1 that is stored; the slot is empty. */
/*@ requires writable: \valid(m);
    requires readable: \valid_read(e) && \separated(m, e);
    requires room: m->sets.next_id < UINT32_MAX;
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, m->sets.next_id, m->port_ps;
    ensures made: m->sets.temp.state == SA_TEMPORARY && m->sets.temp.id == \old(m->sets.next_id) && m->sets.next_id
      == \old(m->sets.next_id) + 1;
    ensures end: m->sets.temp.expires_at == SaAfter(e->now, m->times.reg_await_auth);
    ensures on: m->temp_on == m->sm1.on && m->answered == 0; */
static void make_temp(pcscf *m, const pcscf_event *e)
{
    sa_set *s = &m->sets.temp;

    s->state = SA_TEMPORARY;
    s->id = m->sets.next_id;
    m->sets.next_id++;
    s->used = false;
    s->expires_at = sa_after(e->now, m->times.reg_await_auth);
    s->p.spi_uc = m->sm1.offer.spi_uc;
    s->p.spi_us = m->sm1.offer.spi_us;
    s->p.port_uc = m->sm1.offer.port_uc;
    s->p.port_us = m->sm1.offer.port_us;
    s->p.spi_pc = e->answer.spi_pc;
    s->p.spi_ps = e->answer.spi_ps;
    s->p.port_pc = e->answer.port_pc;
    s->p.port_ps = e->answer.port_ps;
    s->p.alg = e->alg;
    s->p.ealg = e->ealg;
    s->p.ue = e->ue;
    s->p.ue_addr = m->sm1.source;
    s->p.p_addr = e->p_addr;
    m->temp_on = m->sm1.on;
    m->answered = false;
    if (profile_get(m->sets.profile)->ps_fixed)
        m->port_ps = e->answer.port_ps;
}

/* A challenge to the stored SM1. What an earlier authentication left behind goes first (CR2-7.4.2a-08); the new set is
 * installed before the 401 goes out, where SM1 came (Z-26, CR2-7.4.2a-05). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, m->sets.next_id, m->port_ps, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures forgotten: PcscfNoSm1(m); */
static void challenge_sm1(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    uint32_t on = m->sm1.on;
    sa_req fault = SA_REQ_NONE;

    delete_temp(m, a, SA_REQ_CR2_7_4_2A_08);
    if (!m->sm1.offered) {
        reply(m, on, 421, SA_REQ_CR2_7_2_SM1_1, a);
    } else if (!e->common) {
        reply(m, on, 494, SA_REQ_CR2_7_2_SM6_2, a);
    } else {
        fault = answer_fault(m, e);
        if (fault != SA_REQ_NONE) {
            reply(m, on, 500, fault, a);
        } else {
            make_temp(m, e);
            sa_act(a, SA_INSTALL, m->sets.temp.id, 0, SA_REQ_CR2_7_2_SM6_3);
            sa_act_at(a, SA_LIFETIME, m->sets.temp.id, m->sets.temp.expires_at, SA_REQ_CR2_7_4_2A_07);
            sa_act(a, SA_SEND, on, 0, SA_REQ_CR2_7_4_2A_05);
        }
    }
    forget_sm1(m);
}

/* The event answers the SM1 that is stored, and not one before it. */
/*@ requires readable: \valid_read(m) && \valid_read(e);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfAnswers(m, e); */
static bool answers_sm1(const pcscf *m, const pcscf_event *e)
{
    return m->sm1.active && e->on == m->sm1.on && e->transaction == m->sm1.transaction;
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, m->sets.next_id, m->port_ps, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1]; */
static void on_challenge(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (answers_sm1(m, e)) {
        challenge_sm1(m, e, a);
    } else if (e->on != 0 && e->on == m->sets.temp.id && m->answered) {
        /* The response was wrong and the S-CSCF tries again: the UE has to start anew, with fresh values. */
        sa_act(a, SA_REPLY, e->on, 403, SA_REQ_CR2_7_4_2A_20);
        delete_temp(m, a, SA_REQ_CR2_7_4_2A_22);
    } else {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    }
}

/* Ends a set that is not the one of that id. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns *s, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void delete_other(sa_set *s, uint32_t id, sa_actions *a)
{
    if (s->id != id)
        sa_delete(s, a, SA_REQ_CR2_7_1_R8);
}

/* The set carries nothing but the 200 and its repetitions, at most until `at`. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns s->state, s->expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures closing: s->state == SA_CLOSING && s->id == \old(s->id); */
static void close_set(sa_set *s, uint64_t at, sa_actions *a)
{
    sa_shorten(s, at, a, SA_REQ_CR2_7_1_R8);
    s->state = SA_CLOSING;
}

/* The UE has no registration left: the set that carries the 200 closes, all others go. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(carrier);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures closing: m->sets.old.state == SA_CLOSING && m->sets.old.id == \old(carrier->id) && m->sets.temp.state ==
      SA_NONE && m->sets.cur.state == SA_NONE;
    ensures forgotten: PcscfNoSm1(m); */
static void close_on(pcscf *m, const sa_set *carrier, uint64_t now, sa_actions *a)
{
    sa_set last = *carrier;

    //@ assert id: last.id == carrier->id;
    delete_other(&m->sets.temp, last.id, a);
    delete_other(&m->sets.cur, last.id, a);
    delete_other(&m->sets.old, last.id, a);
    m->sets.old = last;
    //@ assert value: SaHasId(m->sets.old, last.id);
    //@ ghost has_id(&m->sets.old, last.id);
    close_set(&m->sets.old, sa_after(now, m->times.drain), a);
    sa_clear(&m->sets.temp);
    sa_clear(&m->sets.cur);
    m->temp_on = 0;
    m->answered = false;
    forget_sm1(m);
}

/* Of the sets before the new one, the one that SM1 came on becomes or stays the old one, for what runs on it, and does
 * not outlive the new one (in cr1 that may end earlier); all others go (CR2-7.4.2a-12..16). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    terminates \true;
    exits \false;
    assigns m->sets.cur, m->sets.old, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void keep_one(pcscf *m, uint64_t end, sa_actions *a)
{
    sa_req why = m->temp_on == 0 ? SA_REQ_CR2_7_4_2A_13 : SA_REQ_CR2_7_4_2A_16;

    if (m->temp_on != 0 && m->temp_on == m->sets.cur.id) {
        sa_delete(&m->sets.old, a, why);
        m->sets.old = m->sets.cur;
        m->sets.old.state = SA_OLD;
    } else {
        sa_delete(&m->sets.cur, a, why);
        if (m->temp_on == 0 || m->temp_on != m->sets.old.id || m->sets.old.state != SA_OLD)
            sa_delete(&m->sets.old, a, why);
    }
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, end, a, SA_REQ_CR2_7_4_2A_12);
}

/* SM12: the new set takes the place of the established one (CR2-7.4.2a-11, -12). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures established: m->sets.cur.state == SA_ESTABLISHED && m->sets.cur.id == \old(m->sets.temp.id) &&
      m->sets.temp.state == SA_NONE; */
static void authenticated(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    uint64_t end = sa_life_end(&m->sets, &m->times, e->now, e->seconds);

    sa_set_end(&m->sets.temp, end, a, SA_REQ_CR2_7_4_2A_12);
    sa_act(a, SA_SEND, m->sets.temp.id, 0, SA_REQ_CR2_7_4_2A_11);
    keep_one(m, end, a);
    //@ assert temp: m->sets.temp.id == \at(m->sets.temp.id, Pre);
    m->sets.cur = m->sets.temp;
    //@ assert value: SaHasId(m->sets.cur, m->sets.temp.id);
    //@ ghost has_id(&m->sets.cur, m->sets.temp.id);
    m->sets.cur.state = SA_ESTABLISHED;
    sa_clear(&m->sets.temp);
    m->temp_on = 0;
    m->answered = false;
    forget_lost_sm1(m);
}

/* 200 to the stored SM1: registered again without authentication. Only what went on as protected may be (CR2-7.4-07);
 * its set may have become the old one since. The offered ports and SPIs are void. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures forgotten: PcscfNoSm1(m); */
static void refreshed(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    uint64_t end = sa_life_end(&m->sets, &m->times, e->now, e->seconds);

    if (!m->sm1.marked) {
        reply(m, e->on, 500, SA_REQ_CR2_7_4_07, a);
    } else if (e->seconds == 0) {
        sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_15);
        close_on(m, e->on == m->sets.cur.id ? &m->sets.cur : &m->sets.old, e->now, a);
    } else {
        sa_set_end(&m->sets.cur, end, a, SA_REQ_CR2_7_4_2A_23);
        if (m->sets.old.state == SA_OLD)
            sa_shorten(&m->sets.old, end, a, SA_REQ_CR2_7_4_2A_23);
        sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    }
    forget_sm1(m);
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1]; */
static void on_accepted(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->on != 0 && e->on == m->sets.temp.id && m->answered) {
        if (e->seconds == 0) {
            sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_11);
            close_on(m, &m->sets.temp, e->now, a);
        } else {
            authenticated(m, e, a);
        }
    } else if (answers_sm1(m, e)) {
        refreshed(m, e, a);
    } else {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    }
}

/* A failure goes where its REGISTER came: to SM7 on the new set, else as SM1 (CR2-7.4.2a-19..21, Z-16). Then the new
 * set goes and the old ones stay. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, m->answered, m->sm1, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_rejected(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->on != 0 && e->on == m->sets.temp.id && m->answered) {
        sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_20);
        delete_temp(m, a, SA_REQ_CR2_7_4_2A_22);
    } else if (answers_sm1(m, e)) {
        sa_act(a, SA_SEND, e->on, 0, e->on == 0 ? SA_REQ_CR2_7_4_2A_19 : SA_REQ_CR2_7_4_2A_21);
        if (m->sm1.auth != PCSCF_AUTH_NONE && m->sm1.on == m->temp_on && !m->answered)
            delete_temp(m, a, SA_REQ_CR2_7_4_2A_22);
        forget_sm1(m);
    } else {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    }
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->temp_on, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_install_failed(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    uint32_t on = m->temp_on;

    if (e->on == 0 || e->on != m->sets.temp.id || m->answered) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_09);
        return;
    }
    sa_clear(&m->sets.temp); /* not installed, so there is nothing to delete */
    m->temp_on = 0;
    reply(m, on, 500, SA_REQ_CR2_7_2_SM6_3, a);
}

/* A protected message other than REGISTER on the established or the old set. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    requires set: s == &m->sets.cur || s == &m->sets.old;
    terminates \true;
    exits \false;
    assigns m->sets.cur.used, m->sets.old.expires_at, m->sets.temp.p.ue_addr, m->sets.cur.p.ue_addr,
      m->sets.old.p.ue_addr, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void message_on(pcscf *m, const pcscf_event *e, const sa_set *s, sa_actions *a)
{
    if (!sa_covers(s, &e->source)) {
        sa_act(a, SA_DISCARD, e->on, 0, s->p.ue.len == 128 ? SA_REQ_CR2_7_1_R4 : SA_REQ_PAT_10);
    } else if (!e->impu_ok) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4A);
    } else if (!e->request && e->request_on != e->on) {
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    } else if (e->request && (e->verify == SA_VERIFY_DIFFERENT || e->verify == SA_VERIFY_MALFORMED)) {
        sa_act(a, SA_REPLY, e->on, 494, SA_REQ_R3329_2_3_1_25);
    } else {
        touch(m, e, a);
        if (e->request && e->via_ok)
            sa_move(&m->sets, &e->source, a);
        sa_act(a, SA_DELIVER, e->on, 0, SA_REQ_CR2_7_1_R4);
    }
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.cur.used, m->sets.old.expires_at, m->sets.temp.p.ue_addr, m->sets.cur.p.ue_addr,
      m->sets.old.p.ue_addr, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_message(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (e->on == 0)
        sa_act(a, SA_DISCARD, 0, 0, e->protected_port ? SA_REQ_CR2_7_1_P2 : SA_REQ_CR2_7_1_3);
    else if (e->on == m->sets.temp.id)
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_01);
    else if (e->on == m->sets.cur.id)
        message_on(m, e, &m->sets.cur, a);
    else if (is_registered_set(m, e->on))
        message_on(m, e, &m->sets.old, a);
    else
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_1_R4);
}

/* Requests to the UE stay on the old set until the UE has used the new one; responses go where their request came. */
/*@ requires writable: \valid(a);
    requires readable: \valid_read(m) && \valid_read(e) && \separated(m, a) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_send(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    const sa_sets *s = &m->sets;

    if (e->request && s->cur.state == SA_NONE)
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_6_3_01);
    else if (e->request && s->old.state == SA_OLD && !s->cur.used)
        sa_act(a, SA_SEND, s->old.id, 0, SA_REQ_CR2_7_4_2A_10);
    else if (e->request)
        sa_act(a, SA_SEND, s->cur.id, 0, SA_REQ_CR2_7_4_2A_18);
    else if (e->on == 0)
        sa_act(a, SA_DISCARD, 0, 0, SA_REQ_CR2_6_3_01);
    else if (e->on == s->temp.id)
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_01);
    else if (e->on == s->cur.id || e->on == s->old.id)
        sa_act(a, SA_SEND, e->on, 0, SA_REQ_CR2_7_4_2A_15);
    else
        sa_act(a, SA_DISCARD, e->on, 0, SA_REQ_CR2_7_4_2A_15);
}

/* The old pairs get less time, so that the new ones come into use (CR2-6.1.4-03). */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.cur.expires_at, m->sets.old.expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void on_reauthenticate(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    uint64_t at = sa_after(e->now, e->seconds * SA_MS);

    if (m->sets.cur.state == SA_NONE)
        return;
    sa_shorten(&m->sets.cur, at, a, SA_REQ_CR2_6_1_4_03);
    if (m->sets.old.state == SA_OLD)
        sa_shorten(&m->sets.old, at, a, SA_REQ_CR2_6_1_4_03);
}

/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->temp_on, m->answered, m->sm1, a->count, a->a[0 ..
      SA_ACTIONS_MAX - 1];
    ensures gone: m->sets.temp.state == SA_NONE && m->sets.cur.state == SA_NONE;
    ensures forgotten: PcscfNoSm1(m); */
static void on_deregistered(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    if (m->sets.cur.state != SA_NONE)
        close_on(m, &m->sets.cur, e->now, a);
    delete_temp(m, a, SA_REQ_CR2_7_1_R8);
    forget_sm1(m);
}

/* The event itself, on sets that all live. */
/*@ requires writable: \valid(m) && \valid(a) && \separated(m, a);
    requires readable: \valid_read(e) && \separated(m, e) && \separated(a, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->sets.next_id, m->temp_on, m->answered, m->port_ps, m->sm1,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1]; */
static void handle(pcscf *m, const pcscf_event *e, sa_actions *a)
{
    switch (e->kind) {
    case PCSCF_REGISTER: on_register(m, e, a); break;
    case PCSCF_CHALLENGE: on_challenge(m, e, a); break;
    case PCSCF_ACCEPTED: on_accepted(m, e, a); break;
    case PCSCF_REJECTED: on_rejected(m, e, a); break;
    case PCSCF_INSTALL_FAILED: on_install_failed(m, e, a); break;
    case PCSCF_MESSAGE: on_message(m, e, a); break;
    case PCSCF_SEND: on_send(m, e, a); break;
    case PCSCF_REAUTHENTICATE: on_reauthenticate(m, e, a); break;
    case PCSCF_DEREGISTERED: on_deregistered(m, e, a); break;
    case PCSCF_TICK:
    default: break;
    }
}

sa_actions pcscf_step(pcscf *m, const pcscf_event *e)
{
    sa_actions a = { .count = 0 };

    expire(m, e->now, &a);
    handle(m, e, &a);
    return a;
}

/* The slot is empty, or holds a set in order: its own values hold whatever the other sets do. */
/*@ requires readable: \valid_read(m) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfSetValid(m, s); */
static bool set_in_order(const pcscf *m, const sa_set *s)
{
    const sa_params *p = &s->p;

    if (s->state == SA_NONE)
        return s->id == 0;
    return s->id != 0 && s->id < m->sets.next_id && sa_spis_ok(m->sets.profile, p->spi_pc, p->spi_ps) &&
           !sa_spi_in(p->spi_pc, p->spi_uc, p->spi_us) && !sa_spi_in(p->spi_ps, p->spi_uc, p->spi_us) &&
           sa_ports_ok(m->sets.profile, p->port_pc, p->port_ps) &&
           sa_ports_ok(m->sets.profile, p->port_uc, p->port_us) && prefix_match(&p->ue, &p->ue_addr);
}

/* Two sets that stand side by side share no inbound SPI of the P-CSCF, no client port of its own, and no client port
 * of the UE for a common address; `together`: of one registration, so that they share the P-CSCF's server port. */
/*@ requires readable: \valid_read(a) && \valid_read(b);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfApart(a, b, together); */
static bool apart(const sa_set *a, const sa_set *b, bool together)
{
    const sa_params *p = &a->p, *q = &b->p;

    if (a->state == SA_NONE || b->state == SA_NONE)
        return true;
    return a->id != b->id && !sa_spi_in(p->spi_pc, q->spi_pc, q->spi_ps) &&
           !sa_spi_in(p->spi_ps, q->spi_pc, q->spi_ps) && p->port_pc != q->port_pc &&
           (!together || p->port_ps == q->port_ps) &&
           (p->port_uc != q->port_uc || !prefix_overlap(&p->ue, &q->ue));
}

/* Each slot holds what its role allows, and an old set does not outlive the established one. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaRoles(s); */
static bool roles_in_order(const sa_sets *s)
{
    return (s->temp.state == SA_NONE || s->temp.state == SA_TEMPORARY) &&
           (s->cur.state == SA_NONE || s->cur.state == SA_ESTABLISHED) &&
           (s->old.state == SA_NONE || s->old.state == SA_OLD || s->old.state == SA_CLOSING) &&
           (s->old.state != SA_OLD || (s->cur.state == SA_ESTABLISHED && s->old.expires_at <= s->cur.expires_at));
}

/* What the offer of an SM1 on the set keeps and changes (CR2-7.4-02, -03). */
/*@ requires readable: \valid_read(m) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfFollows(m, s); */
static bool follows(const pcscf *m, const sa_set *s)
{
    const sa_offer *o = &m->sm1.offer;
    bool us = profile_get(m->sets.profile)->us_free || o->port_us == s->p.port_us;

    return m->sm1.on != s->id || (us && o->port_uc != s->p.port_uc);
}

/* An SM1 hangs on a set that lives, and its offer passed what offer_fault asks. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfSm1Valid(m); */
static bool sm1_in_order(const pcscf *m)
{
    const pcscf_sm1 *x = &m->sm1;

    if (!x->active)
        return x->on == 0 && !x->offered && !x->marked;
    if (x->on == 0 ? x->marked || m->answered : x->on == m->sets.cur.id && !x->marked)
        return false;
    if (x->on != 0 && !is_registered_set(m, x->on))
        return false;
    return !x->offered || (sa_ports_ok(m->sets.profile, x->offer.port_uc, x->offer.port_us) &&
                           (x->on == 0 || (follows(m, &m->sets.cur) && follows(m, &m->sets.old))));
}

/* The set has the P-CSCF's one server port. */
/*@ requires readable: \valid_read(m) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfHasPs(m, s); */
static bool has_ps(const pcscf *m, const sa_set *s)
{
    return s->state == SA_NONE || (m->port_ps != 0 && s->p.port_ps == m->port_ps);
}

/* Where the P-CSCF has one server port for ever, all sets have it. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfPsValid(m); */
static bool ps_in_order(const pcscf *m)
{
    if (!profile_get(m->sets.profile)->ps_fixed)
        return m->port_ps == 0;
    return has_ps(m, &m->sets.temp) && has_ps(m, &m->sets.cur) && has_ps(m, &m->sets.old);
}

bool pcscf_valid(const pcscf *m)
{
    const sa_sets *s = &m->sets;
    bool old = s->old.state == SA_OLD;

    if (s->next_id == 0 || !roles_in_order(s))
        return false;
    if (!set_in_order(m, &s->temp) || !set_in_order(m, &s->cur) || !set_in_order(m, &s->old))
        return false;
    if (!apart(&s->temp, &s->cur, true) || !apart(&s->temp, &s->old, old) || !apart(&s->cur, &s->old, old))
        return false;
    if (s->temp.state == SA_NONE && (m->answered || m->temp_on != 0))
        return false;
    return ps_in_order(m) && sm1_in_order(m);
}
