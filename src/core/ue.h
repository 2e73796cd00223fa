/* The UE: registration and security associations as a pure step function (TS 33.203 6.1.4, 7.1, 7.2, 7.4.1a, CR2;
 * TS 24.229 5.1.1). Events in, actions out; time, SPIs and ports are arguments. spec/states/ue.tsv is the same machine
 * as a table. */
#ifndef SECAGREE_UE_H
#define SECAGREE_UE_H
#include "sa.h"

/* What the USIM said of the AUTN (33.102; a MAC failure wins over a synchronisation failure). */
typedef enum { UE_AUTN_OK, UE_AUTN_MAC, UE_AUTN_SYNC } ue_autn;

/* What agree_client made of the Security-Server of the 401. */
typedef enum {
    UE_SERVER_OK,      /* a mechanism was chosen and is complete */
    UE_SERVER_MISSING, /* no Security-Server, or a parameter of the chosen mechanism is missing (R3329-2.3.1-17) */
    UE_SERVER_BAD,     /* malformed, or two equal q values (R3329-2.2-08) */
    UE_SERVER_NONE     /* nothing in common */
} ue_server;

typedef enum {
    UE_REGISTER,       /* start a registration, re-registration or de-registration */
    UE_CHALLENGE,      /* 401 came */
    UE_ACCEPTED,       /* 200 to REGISTER came */
    UE_REJECTED,       /* another final response to REGISTER came */
    UE_TIMEOUT,        /* no final response to the REGISTER came (timer F) */
    UE_INSTALL_FAILED, /* the set of an INSTALL could not be installed; the actions after it were not done */
    UE_MESSAGE,        /* a message came that is not a response to REGISTER */
    UE_SEND,           /* a message other than REGISTER is to be sent: on which set? */
    UE_NEW_ADDRESS,    /* the UE now sends from `addr` */
    UE_REAUTHENTICATE, /* the network asks for authentication (notification): `seconds` left for the set */
    UE_TICK            /* time passes */
} ue_event_kind;

/* One event. `now` counts for every kind; the other fields for the kinds named. */
typedef struct {
    ue_event_kind kind;
    uint64_t now;

    /* CHALLENGE, ACCEPTED, REJECTED, MESSAGE: the set it came on (sa_sets_find), 0 in clear.
     * SEND: response: the set that its request came on. INSTALL_FAILED: the set. */
    uint32_t on;

    /* REGISTER, CHALLENGE (taken into use only where the challenge is bad): fresh values. offer.port_us is that of the
     * established set where there is one (CR2-7.4-02; in cr1 only where the network has asked for authentication). */
    sa_offer offer;

    /* REGISTER */
    bool clear;      /* send it in clear although there is an established set (CR2-7.4-06, -08) */
    bool deregister; /* expires 0 */

    /* REGISTER, NEW_ADDRESS */
    ip_addr addr;    /* the UE's address */
    ip_prefix cover; /* REGISTER: the addresses that the set shall cover (addr-pref-length: PAT-04, PAT-05) */

    /* CHALLENGE */
    ue_autn autn;
    ue_server server;
    sec_alg alg;
    sec_ealg ealg;
    sa_answer answer;
    bool one_address; /* the P-CSCF does not grant addr-pref-length: the set covers the UE's address alone (PAT-07) */
    ip_addr p_addr;

    /* ACCEPTED: seconds that the registration lasts, 0: de-registered.
     * REAUTHENTICATE: seconds left to the established set. */
    uint32_t seconds;

    /* REJECTED, MESSAGE (response) */
    uint32_t code;

    /* MESSAGE, SEND */
    bool request;        /* else a response */
    uint32_t request_on; /* MESSAGE: response: the set that its request went out on, 0 where there is none */
    bool protected_port; /* MESSAGE: in clear, but to a protected port of the UE (CR2-7.1-U2) */
} ue_event;

/* IDLE: no registration runs. SENT: SM1 (or the REGISTER that refuses a challenge) went out. ANSWERED: SM7 went out. */
typedef enum { UE_IDLE, UE_SENT, UE_ANSWERED } ue_phase;

/* ue_init: times SA_TIMES, sets.profile PROFILE_IMS; the caller may set others before the first event. */
typedef struct {
    sa_times times;
    sa_sets sets;
    ue_phase phase;
    uint32_t sm1_on;     /* the set that SM1 went out on, 0 in clear; IDLE: 0 */
    sa_offer offer;      /* of SM1 */
    ip_addr addr;        /* the UE's present address */
    ip_addr sm1_addr;    /* its address at SM1: the one that a set without the prefix is for (CR2-7.1-07) */
    ip_prefix cover;
    bool deregister;
    bool suspect;        /* a protected REGISTER found no answer: the next one goes in clear (CR2-7.4-08) */
    uint32_t bad;        /* bad challenges in a row; the second ends the registration */
    uint32_t asked;      /* the set that stood when the network asked for authentication, 0: it has not */
    uint64_t refresh_at; /* when the next re-registration is due, UINT64_MAX: not */
} ue;

#define UE_BAD_MAX 2u

/*@ // The machine in logic. r: the requirement that is broken, SA_REQ_NONE where none is.
    predicate UeIdle{L}(ue *m) = m->phase == UE_IDLE && m->sm1_on == 0 && m->deregister == 0;
    // asked of a whole value, so that the provers see all its fields
    predicate UeNone(ue m) = m.phase == UE_IDLE;
    predicate UeNew{L}(ue *m) = m->bad == 0 && m->asked == 0 && m->suspect == 0 && m->refresh_at == UINT64_MAX;
    predicate UeNoSet{L}(sa_set *s) = s->state == SA_NONE && s->id == 0;
    predicate UeFirst{L}(sa_sets *s) = s->next_id == 1 && s->profile == PROFILE_IMS;
    logic integer UeEnd{L}(ue *m) = \min(SaEnd(&m->sets.temp), \min(SaEnd(&m->sets.cur), SaEnd(&m->sets.old)));
    // while a registration runs, another bad challenge can be counted
    predicate UeBounded(integer phase, integer bad) = phase != UE_IDLE ==> bad < UE_BAD_MAX;
    predicate UeRegistered{L}(ue *m, integer id) = id != 0 && (id == m->sets.cur.id || id == m->sets.old.id);
    predicate UeAsked{L}(ue *m) = m->asked != 0 && m->asked == m->sets.cur.id;
    // the registration that runs has lost the set that its next message comes on
    predicate UeLost{L}(ue *m) =
      (m->phase == UE_ANSWERED && m->sets.temp.state == SA_NONE) ||
      (m->phase == UE_SENT && m->sm1_on != 0 && m->sm1_on != m->sets.cur.id);

    // ---- Offers ----

    predicate UeSpiClash{L}(sa_offer *o, sa_set *s) =
      SaSpiIn(o->spi_uc, s->p.spi_uc, s->p.spi_us) || SaSpiIn(o->spi_uc, s->p.spi_pc, s->p.spi_ps) ||
      SaSpiIn(o->spi_us, s->p.spi_uc, s->p.spi_us) || SaSpiIn(o->spi_us, s->p.spi_pc, s->p.spi_ps);
    predicate UePortClash{L}(sa_offer *o, sa_set *s) =
      o->port_uc == s->p.port_us || o->port_us == s->p.port_uc;
    predicate UeOfferClash{L}(sa_offer *o, sa_set *s, integer r) =
      (s->state == SA_NONE ==> r == SA_REQ_NONE) &&
      (s->state != SA_NONE ==>
        (UeSpiClash(o, s) ==> r == SA_REQ_CR2_7_1_03) &&
        (!UeSpiClash(o, s) && o->port_uc == s->p.port_uc ==> r == SA_REQ_CR2_7_4_03) &&
        (!UeSpiClash(o, s) && o->port_uc != s->p.port_uc && UePortClash(o, s) ==> r == SA_REQ_CR2_7_1_R6) &&
        (!UeSpiClash(o, s) && o->port_uc != s->p.port_uc && !UePortClash(o, s) ==> r == SA_REQ_NONE));
    predicate UeOtherUs{L}(ue *m, sa_offer *o) = m->sets.cur.state != SA_NONE && o->port_us != m->sets.cur.p.port_us;
    // the server port stays where the network has asked for authentication; in all profiles but cr1 always
    predicate UeOfferFault{L}(ue *m, sa_offer *o, integer asked, integer r) =
      (!SaSpis(m->sets.profile, o->spi_uc, o->spi_us) ==> r == SA_REQ_CR2_7_1_03) &&
      (SaSpis(m->sets.profile, o->spi_uc, o->spi_us) && !SaPorts(m->sets.profile, o->port_uc, o->port_us) ==>
        r == SA_REQ_CR2_7_1_U1) &&
      (SaSpis(m->sets.profile, o->spi_uc, o->spi_us) && SaPorts(m->sets.profile, o->port_uc, o->port_us) ==>
        (!UeOfferClash(o, &m->sets.cur, SA_REQ_NONE) ==> UeOfferClash(o, &m->sets.cur, r)) &&
        (UeOfferClash(o, &m->sets.cur, SA_REQ_NONE) ==>
          ((asked != 0 || m->sets.profile != PROFILE_CR1) && UeOtherUs(m, o) ==> r == SA_REQ_CR2_7_1_U8) &&
          (!((asked != 0 || m->sets.profile != PROFILE_CR1) && UeOtherUs(m, o)) ==> UeOfferClash(o, &m->sets.old, r))));
    // a REGISTER to start on a set, 0 for none; the offer's fault comes first
    predicate UeRegisterFault{L}(ue *m, ue_event *e, integer asked, integer on, integer r) =
      (!UeOfferFault(m, &e->offer, asked, SA_REQ_NONE) ==> UeOfferFault(m, &e->offer, asked, r)) &&
      (UeOfferFault(m, &e->offer, asked, SA_REQ_NONE) ==>
        (!SaInPrefix(&e->cover, &e->addr) ==> r == SA_REQ_PAT_06) &&
        (SaInPrefix(&e->cover, &e->addr) && on != 0 && !SaCovers(&m->sets.cur, &e->addr) ==> r == SA_REQ_PAT_09) &&
        (SaInPrefix(&e->cover, &e->addr) && !(on != 0 && !SaCovers(&m->sets.cur, &e->addr)) ==> r == SA_REQ_NONE));

    // ---- Answers ----

    predicate UeAnswerClash{L}(ue *m, sa_answer *x, sa_set *s, integer r) =
      (s->state == SA_NONE ==> r == SA_REQ_NONE) &&
      (s->state != SA_NONE ==>
        (m->sm1_on != 0 && x->port_ps != s->p.port_ps ==> r == SA_REQ_CR2_7_4_02) &&
        (!(m->sm1_on != 0 && x->port_ps != s->p.port_ps) && x->port_pc == s->p.port_pc ==>
          r == SA_REQ_CR2_7_4_03_P) &&
        (!(m->sm1_on != 0 && x->port_ps != s->p.port_ps) && x->port_pc != s->p.port_pc ==> r == SA_REQ_NONE));
    // the P-CSCF's SPIs are none of the UE's own
    predicate UeReflected{L}(ue *m, sa_answer *x) =
      SaSpiIn(x->spi_pc, m->offer.spi_uc, m->offer.spi_us) || SaSpiIn(x->spi_ps, m->offer.spi_uc, m->offer.spi_us);
    predicate UeAnswerPorts{L}(ue *m, sa_answer *x, integer r) =
      (x->port_pc == x->port_ps ==> r == SA_REQ_CR2_7_1_P1_EQUAL) &&
      (x->port_pc != x->port_ps && !SaPorts(m->sets.profile, x->port_pc, x->port_ps) ==> r == SA_REQ_CR2_7_1_P1) &&
      (SaPorts(m->sets.profile, x->port_pc, x->port_ps) ==> r == SA_REQ_NONE);
    predicate UeAnswerSets{L}(ue *m, sa_answer *x, integer r) =
      (m->sets.next_id == UINT32_MAX ==> r == SA_REQ_CR2_7_2_SM6_6) &&
      (m->sets.next_id != UINT32_MAX ==>
        (!UeAnswerClash(m, x, &m->sets.cur, SA_REQ_NONE) ==> UeAnswerClash(m, x, &m->sets.cur, r)) &&
        (UeAnswerClash(m, x, &m->sets.cur, SA_REQ_NONE) ==> UeAnswerClash(m, x, &m->sets.old, r)));
    predicate UeAnswerFault{L}(ue *m, sa_answer *x, integer r) =
      (!SaSpis(m->sets.profile, x->spi_pc, x->spi_ps) ==> r == SA_REQ_CR2_7_2_SM6_1) &&
      (SaSpis(m->sets.profile, x->spi_pc, x->spi_ps) ==>
        (UeReflected(m, x) ==> r == SA_REQ_CR2_7_1_04) &&
        (!UeReflected(m, x) && !UeAnswerPorts(m, x, SA_REQ_NONE) ==> UeAnswerPorts(m, x, r)) &&
        (!UeReflected(m, x) && UeAnswerPorts(m, x, SA_REQ_NONE) ==> UeAnswerSets(m, x, r)));

    // ---- What holds between two events ----

    predicate UeSetValid{L}(ue *m, sa_set *s) =
      (s->state == SA_NONE ==> s->id == 0) &&
      (s->state != SA_NONE ==>
        0 < s->id < m->sets.next_id && SaSpis(m->sets.profile, s->p.spi_uc, s->p.spi_us) &&
        SaSpis(m->sets.profile, s->p.spi_pc, s->p.spi_ps) && !SaSpiIn(s->p.spi_pc, s->p.spi_uc, s->p.spi_us) &&
        !SaSpiIn(s->p.spi_ps, s->p.spi_uc, s->p.spi_us) && SaPorts(m->sets.profile, s->p.port_pc, s->p.port_ps) &&
        SaPorts(m->sets.profile, s->p.port_uc, s->p.port_us) && SaInPrefix(&s->p.ue, &s->p.ue_addr));
    predicate UeApart{L}(ue *m, sa_set *a, sa_set *b) = a->state != SA_NONE && b->state != SA_NONE ==>
      a->id != b->id && !SaSpiIn(a->p.spi_uc, b->p.spi_uc, b->p.spi_us) &&
      !SaSpiIn(a->p.spi_us, b->p.spi_uc, b->p.spi_us) && a->p.port_uc != b->p.port_uc &&
      a->p.port_uc != b->p.port_us && a->p.port_us != b->p.port_uc &&
      (m->sets.profile == PROFILE_CR1 || a->p.port_us == b->p.port_us) && a->p.port_pc != b->p.port_pc;
    predicate UeRoles{L}(sa_sets *s) = SaRoles(s) && s->old.state != SA_CLOSING;
    predicate UeSent{L}(ue *m) =
      m->sets.temp.state == SA_NONE && (m->sm1_on == 0 || m->sm1_on == m->sets.cur.id) &&
      UeOfferFault(m, &m->offer, 0, SA_REQ_NONE);
    predicate UeAnswered{L}(ue *m) =
      m->phase == UE_ANSWERED && m->sets.temp.state == SA_TEMPORARY && m->sm1_on != m->sets.temp.id &&
      m->sm1_on < m->sets.next_id;
    predicate UePhase{L}(ue *m) =
      (m->phase == UE_IDLE ==> UeIdle(m) && m->sets.temp.state == SA_NONE) &&
      (m->phase != UE_IDLE ==>
        m->bad < UE_BAD_MAX && SaInPrefix(&m->cover, &m->addr) && m->refresh_at == UINT64_MAX &&
        (m->phase == UE_SENT ==> UeSent(m)) && (m->phase != UE_SENT ==> UeAnswered(m)));
    predicate UeValid{L}(ue *m) =
      m->sets.next_id != 0 && UeRoles(&m->sets) && UePhase(m) &&
      UeSetValid(m, &m->sets.temp) && UeSetValid(m, &m->sets.cur) && UeSetValid(m, &m->sets.old) &&
      UeApart(m, &m->sets.temp, &m->sets.cur) && UeApart(m, &m->sets.temp, &m->sets.old) &&
      UeApart(m, &m->sets.cur, &m->sets.old) &&
      (m->refresh_at == UINT64_MAX || m->sets.cur.state == SA_ESTABLISHED); */

/*@ requires writable: \valid(m);
    terminates \true;
    exits \false;
    assigns *m;
    ensures idle: UeIdle(m);
    ensures new: UeNew(m);
    ensures temp: UeNoSet(&m->sets.temp);
    ensures cur: UeNoSet(&m->sets.cur);
    ensures old: UeNoSet(&m->sets.old);
    ensures first: UeFirst(&m->sets);
    ensures times: m->times.reg_await_auth == SA_REG_AWAIT_AUTH && m->times.grace == SA_REG_GRACE && m->times.drain
      == SA_DRAIN;
    ensures valid: UeValid(m); */
void ue_init(ue *m);

/* One event. The result lists what to do, in order. Sets whose lifetime is over at e->now are deleted first, whatever
 * the event. After an INSTALL the parameters stand in m->sets.temp. */
/*@ requires writable: \valid(m);
    requires readable: \valid_read(e) && \separated(m, e);
    requires bounded: UeBounded(m->phase, m->bad);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->sets.next_id, m->phase, m->sm1_on, m->deregister, m->addr,
      m->cover, m->suspect, m->bad, m->asked, m->offer, m->sm1_addr, m->refresh_at;
    ensures bounded: UeBounded(m->phase, m->bad); */
sa_actions ue_step(ue *m, const ue_event *e);

/* When the next TICK is due at the latest. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures running: m->phase != UE_IDLE ==> \result == UeEnd(m);
    ensures idle: m->phase == UE_IDLE ==> \result == \min(m->refresh_at, UeEnd(m)); */
uint64_t ue_next(const ue *m);

/* The invariant of the machine, as executable text; CBMC and the unit tests check it after every step. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> UeValid(m); */
bool ue_valid(const ue *m);

/*@ terminates \true;
    exits \false;
    assigns \result \from k; */
const char *ue_event_name(ue_event_kind k); /* "register" */
/*@ terminates \true;
    exits \false;
    assigns \result \from p; */
const char *ue_phase_name(ue_phase p);      /* "idle" */

#endif
