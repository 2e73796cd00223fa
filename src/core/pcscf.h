/* The P-CSCF towards one UE (one IMPI): registration and security associations as a pure step function
 * (TS 33.203 6.1.4, 6.1.5, 7.1, 7.2, 7.4.2a, CR2; TS 24.229 5.2.2). Events in, actions out; time, SPIs and ports are
 * arguments. spec/states/pcscf.tsv is the same machine as a table. */
#ifndef SECAGREE_PCSCF_H
#define SECAGREE_PCSCF_H
#include "sa.h"

/* Does the Authorization of a REGISTER answer the challenge of the temporary set (the nonce is that of its 401)? A
 * re-REGISTER that repeats the nonce and response of an earlier, finished authentication is NONE. */
typedef enum {
    PCSCF_AUTH_NONE,     /* no Authorization, empty nonce, or the nonce of another challenge */
    PCSCF_AUTH_RESPONSE, /* this challenge's nonce, with a response and no auts: SM7 */
    PCSCF_AUTH_AUTS,     /* this challenge's nonce, with auts: synchronisation failure */
    PCSCF_AUTH_FAILURE   /* this challenge's nonce, empty response, no auts: network authentication failure */
} pcscf_auth;

typedef enum {
    PCSCF_REGISTER,      /* a REGISTER came from the UE */
    PCSCF_CHALLENGE,     /* the S-CSCF answers it with 401, IK and CK */
    PCSCF_ACCEPTED,      /* the S-CSCF answers it with 200 */
    PCSCF_REJECTED,      /* any other final answer, and one of the caller's where none came or none is waited for any
                          * more: each REGISTER that went on ends in one of these three */
    PCSCF_INSTALL_FAILED,/* the set of an INSTALL could not be installed (and nothing of it is left in the kernel); the
                          * actions after that INSTALL were not done */
    PCSCF_MESSAGE,       /* a message other than REGISTER came from the UE's side */
    PCSCF_SEND,          /* a message other than a response to REGISTER is to go to the UE: on which set? */
    PCSCF_REAUTHENTICATE,/* the S-CSCF asks the UE to authenticate again (notification): `seconds` left for the set */
    PCSCF_DEREGISTERED,  /* the network has de-registered the last public identity of the UE */
    PCSCF_TICK           /* time passes */
} pcscf_event_kind;

/* One event. `now` counts for every kind; the other fields for the kinds named. */
typedef struct {
    pcscf_event_kind kind;
    uint64_t now;

    /* REGISTER, MESSAGE: the set it came on (sa_sets_find or the SA table), 0 in clear.
     * CHALLENGE, ACCEPTED, REJECTED: the set that the REGISTER so answered came on, 0 in clear.
     * SEND: response: the set of its request. INSTALL_FAILED: the set. */
    uint32_t on;

    /* REGISTER; CHALLENGE, ACCEPTED, REJECTED: which REGISTER this is, or is answered: any number that the caller gives
     * to each transaction. Two in clear are told apart by it alone. */
    uint32_t transaction;

    /* REGISTER, MESSAGE */
    ip_addr source;      /* source address of the packet */
    bool protected_port; /* in clear, but to a protected port of the P-CSCF (CR2-7.1-P2) */
    bool via_ok;         /* the topmost Via names `source` (names resolved first: CR2-7.1-R2, R2a) */
    sa_verify verify;    /* Security-Verify against what went out for the set `on` */

    /* REGISTER */
    bool impi_ok;        /* the IMPI of Authorization is this machine's (absent on a protected one: true) */
    pcscf_auth auth;
    bool offered;        /* Security-Client was read and has a usable ipsec-3gpp mechanism */
    sa_offer offer;      /* its SPIs and ports */
    bool client_same;    /* the whole Security-Client equals that of SM1 of the temporary set (CR2-7.2-SM7-4; in cr1 SM7
                          * does not repeat it: CR1-7.2-SM7-2) */
    bool pair_taken;     /* (source, offer.port_uc) belongs to a set of another IMPI (CR2-7.1-R3) */

    /* CHALLENGE: fresh values chosen by the caller */
    bool common;         /* some algorithm of the P-CSCF's own list is in the UE's (CR2-7.2-SM6-2) */
    sec_alg alg;
    sec_ealg ealg;
    sa_answer answer;
    ip_prefix ue;        /* the addresses that the set shall cover: of the source of SM1 (PAT-06, PAT-07) */
    ip_addr p_addr;

    /* ACCEPTED: seconds until the last registered public identity expires, 0: none is left (de-registration).
     * REAUTHENTICATE: seconds left to the established set. */
    uint32_t seconds;

    /* REJECTED */
    uint32_t code;

    /* MESSAGE, SEND */
    bool request;        /* else a response */
    uint32_t request_on; /* MESSAGE: response: the set that its request went out on */
    bool impu_ok;        /* MESSAGE: the public identity belongs to this IMPI (CR2-7.1-R4a) */
} pcscf_event;

/* A REGISTER that went on to the S-CSCF and was not on the temporary set: SM1. */
typedef struct {
    bool active;
    uint32_t on;    /* the set it came on; 0: in clear */
    uint32_t transaction;
    pcscf_auth auth;
    bool offered;
    sa_offer offer;
    ip_addr source;
    bool marked;    /* it went on as protected: that was the set of the latest authentication (CR2-6.1.5-02) */
} pcscf_sm1;

/* pcscf_init: times SA_TIMES, sets.profile PROFILE_IMS; the caller may set others before the first event. */
typedef struct {
    sa_times times;
    sa_sets sets;
    pcscf_sm1 sm1;
    uint32_t temp_on; /* where the SM1 of the temporary set came: a set, 0 in clear */
    bool answered;    /* SM7 went on to the S-CSCF */
    uint16_t port_ps; /* cr1: that of the first set, which all others have (CR1-7.1-14); else 0 */
} pcscf;

/*@ // The machine in logic. r: the requirement that is broken, SA_REQ_NONE where none is.
    // asked of a whole value, so that the provers see all its fields
    predicate PcscfNone(pcscf_sm1 s) = s.active == 0;
    predicate PcscfTimes(sa_times t) =
      t.reg_await_auth == SA_REG_AWAIT_AUTH && t.grace == SA_REG_GRACE && t.drain == SA_DRAIN;
    predicate PcscfNoSm1{L}(pcscf *m) =
      m->sm1.active == 0 && m->sm1.on == 0 && m->sm1.offered == 0 && m->sm1.marked == 0;
    predicate PcscfRegistered{L}(pcscf *m, integer id) =
      id != 0 && (id == m->sets.cur.id || (id == m->sets.old.id && m->sets.old.state == SA_OLD));
    predicate PcscfAnswers{L}(pcscf *m, pcscf_event *e) =
      m->sm1.active != 0 && e->on == m->sm1.on && e->transaction == m->sm1.transaction;
    predicate PcscfWaits{L}(pcscf *m) = m->answered != 0 || (m->sm1.active != 0 && m->sm1.on != 0);
    predicate PcscfOverlap{L}(ip_prefix *p, ip_prefix *q) = p->len <= 128 && q->len <= 128 &&
      SameFamily(&p->addr, &q->addr) && SamePrefix(&p->addr, &q->addr, \min(p->len, q->len));

    // ---- Offers; on: the set that SM1 came on, \null in clear ----

    predicate PcscfPairIn{L}(sa_set *s, ip_addr *source, integer port_uc) =
      SaCovers(s, source) && s->p.port_uc == port_uc;
    predicate PcscfPairTaken{L}(pcscf *m, pcscf_event *e) = e->pair_taken != 0 ||
      PcscfPairIn(&m->sets.cur, &e->source, e->offer.port_uc) ||
      PcscfPairIn(&m->sets.old, &e->source, e->offer.port_uc);
    predicate PcscfOtherUs{L}(pcscf *m, pcscf_event *e, sa_set *on) =
      on != \null && m->sets.profile != PROFILE_CR1 && on->p.port_us != e->offer.port_us;
    predicate PcscfSameUc{L}(pcscf_event *e, sa_set *on) = on != \null && on->p.port_uc == e->offer.port_uc;
    predicate PcscfOfferFault{L}(pcscf *m, pcscf_event *e, sa_set *on, integer r) =
      (!SaPorts(m->sets.profile, e->offer.port_uc, e->offer.port_us) ==> r == SA_REQ_CR2_7_1_U1) &&
      (SaPorts(m->sets.profile, e->offer.port_uc, e->offer.port_us) ==>
        (PcscfOtherUs(m, e, on) ==> r == SA_REQ_CR2_7_4_02) &&
        (!PcscfOtherUs(m, e, on) && PcscfSameUc(e, on) ==> r == SA_REQ_CR2_7_4_03) &&
        (!PcscfOtherUs(m, e, on) && !PcscfSameUc(e, on) && PcscfPairTaken(m, e) ==> r == SA_REQ_CR2_7_1_R3) &&
        (!PcscfOtherUs(m, e, on) && !PcscfSameUc(e, on) && !PcscfPairTaken(m, e) ==> r == SA_REQ_NONE));

    // ---- Answers: the P-CSCF's own values ----

    predicate PcscfSpiTaken{L}(sa_answer *x, sa_set *s) =
      SaSpiIn(x->spi_pc, s->p.spi_pc, s->p.spi_ps) || SaSpiIn(x->spi_ps, s->p.spi_pc, s->p.spi_ps);
    predicate PcscfOtherPs{L}(sa_answer *x, sa_set *s) = s->state != SA_CLOSING && x->port_ps != s->p.port_ps;
    predicate PcscfSameUe{L}(pcscf *m, pcscf_event *e, sa_set *s) =
      m->sm1.offer.port_uc == s->p.port_uc && PcscfOverlap(&e->ue, &s->p.ue);
    predicate PcscfClash{L}(pcscf *m, pcscf_event *e, sa_set *s, integer r) =
      (s->state == SA_NONE ==> r == SA_REQ_NONE) &&
      (s->state != SA_NONE ==>
        (PcscfSpiTaken(&e->answer, s) ==> r == SA_REQ_CR2_7_1_05) &&
        (!PcscfSpiTaken(&e->answer, s) ==>
          (e->answer.port_pc == s->p.port_pc ==> r == SA_REQ_CR2_7_4_03_P) &&
          (e->answer.port_pc != s->p.port_pc && PcscfOtherPs(&e->answer, s) ==> r == SA_REQ_CR2_7_1_P8) &&
          (e->answer.port_pc != s->p.port_pc && !PcscfOtherPs(&e->answer, s) ==>
            (PcscfSameUe(m, e, s) ==> r == SA_REQ_CR2_7_1_R3) && (!PcscfSameUe(m, e, s) ==> r == SA_REQ_NONE))));
    predicate PcscfPortsFault{L}(pcscf *m, sa_answer *x, integer r) =
      (x->port_pc == x->port_ps ==> r == SA_REQ_CR2_7_1_P1_EQUAL) &&
      (x->port_pc != x->port_ps && !SaPorts(m->sets.profile, x->port_pc, x->port_ps) ==> r == SA_REQ_CR2_7_1_P1) &&
      (SaPorts(m->sets.profile, x->port_pc, x->port_ps) ==>
        (m->port_ps != 0 && x->port_ps != m->port_ps ==> r == SA_REQ_CR2_7_1_P8) &&
        (m->port_ps == 0 || x->port_ps == m->port_ps ==> r == SA_REQ_NONE));
    // the SPIs are none of the UE's own
    predicate PcscfReflected{L}(pcscf *m, sa_answer *x) =
      SaSpiIn(x->spi_pc, m->sm1.offer.spi_uc, m->sm1.offer.spi_us) ||
      SaSpiIn(x->spi_ps, m->sm1.offer.spi_uc, m->sm1.offer.spi_us);
    predicate PcscfClashes{L}(pcscf *m, pcscf_event *e, integer r) =
      (!PcscfClash(m, e, &m->sets.cur, SA_REQ_NONE) ==> PcscfClash(m, e, &m->sets.cur, r)) &&
      (PcscfClash(m, e, &m->sets.cur, SA_REQ_NONE) ==> PcscfClash(m, e, &m->sets.old, r));
    predicate PcscfAnswerSets{L}(pcscf *m, pcscf_event *e, integer r) =
      (!SaInPrefix(&e->ue, &m->sm1.source) ==> r == SA_REQ_PAT_06) &&
      (SaInPrefix(&e->ue, &m->sm1.source) ==>
        (m->sets.next_id == UINT32_MAX ==> r == SA_REQ_CR2_7_2_SM6_3) &&
        (m->sets.next_id != UINT32_MAX ==> PcscfClashes(m, e, r)));
    predicate PcscfAnswerFault{L}(pcscf *m, pcscf_event *e, integer r) =
      (!SaSpis(m->sets.profile, e->answer.spi_pc, e->answer.spi_ps) ==> r == SA_REQ_CR2_7_2_SM6_1) &&
      (SaSpis(m->sets.profile, e->answer.spi_pc, e->answer.spi_ps) ==>
        (PcscfReflected(m, &e->answer) ==> r == SA_REQ_CR2_7_1_04) &&
        (!PcscfReflected(m, &e->answer) ==>
          (!PcscfPortsFault(m, &e->answer, SA_REQ_NONE) ==> PcscfPortsFault(m, &e->answer, r)) &&
          (PcscfPortsFault(m, &e->answer, SA_REQ_NONE) ==> PcscfAnswerSets(m, e, r))));

    // ---- What holds between two events ----

    predicate PcscfSetValid{L}(pcscf *m, sa_set *s) =
      (s->state == SA_NONE ==> s->id == 0) &&
      (s->state != SA_NONE ==>
        0 < s->id < m->sets.next_id && SaSpis(m->sets.profile, s->p.spi_pc, s->p.spi_ps) &&
        !SaSpiIn(s->p.spi_pc, s->p.spi_uc, s->p.spi_us) && !SaSpiIn(s->p.spi_ps, s->p.spi_uc, s->p.spi_us) &&
        SaPorts(m->sets.profile, s->p.port_pc, s->p.port_ps) &&
        SaPorts(m->sets.profile, s->p.port_uc, s->p.port_us) && SaInPrefix(&s->p.ue, &s->p.ue_addr));
    predicate PcscfApart{L}(sa_set *a, sa_set *b, integer together) = a->state != SA_NONE && b->state != SA_NONE ==>
      a->id != b->id && !SaSpiIn(a->p.spi_pc, b->p.spi_pc, b->p.spi_ps) &&
      !SaSpiIn(a->p.spi_ps, b->p.spi_pc, b->p.spi_ps) && a->p.port_pc != b->p.port_pc &&
      (together == 0 || a->p.port_ps == b->p.port_ps) &&
      (a->p.port_uc != b->p.port_uc || !PcscfOverlap(&a->p.ue, &b->p.ue));
    predicate PcscfFollows{L}(pcscf *m, sa_set *s) = m->sm1.on == s->id ==>
      (m->sets.profile == PROFILE_CR1 || m->sm1.offer.port_us == s->p.port_us) &&
      m->sm1.offer.port_uc != s->p.port_uc;
    predicate PcscfSm1Valid{L}(pcscf *m) =
      (m->sm1.active == 0 ==> m->sm1.on == 0 && m->sm1.offered == 0 && m->sm1.marked == 0) &&
      (m->sm1.active != 0 ==>
        (m->sm1.on == 0 || PcscfRegistered(m, m->sm1.on)) &&
        (m->sm1.on == 0 ==> m->sm1.marked == 0 && m->answered == 0) &&
        (m->sm1.on != 0 && m->sm1.on == m->sets.cur.id ==> m->sm1.marked != 0) &&
        (m->sm1.offered != 0 ==>
          SaPorts(m->sets.profile, m->sm1.offer.port_uc, m->sm1.offer.port_us) &&
          (m->sm1.on != 0 ==> PcscfFollows(m, &m->sets.cur) && PcscfFollows(m, &m->sets.old))));
    predicate PcscfHasPs{L}(pcscf *m, sa_set *s) =
      s->state != SA_NONE ==> m->port_ps != 0 && s->p.port_ps == m->port_ps;
    predicate PcscfPsValid{L}(pcscf *m) =
      (m->sets.profile != PROFILE_CR1 ==> m->port_ps == 0) &&
      (m->sets.profile == PROFILE_CR1 ==>
        PcscfHasPs(m, &m->sets.temp) && PcscfHasPs(m, &m->sets.cur) && PcscfHasPs(m, &m->sets.old));
    predicate PcscfOldApart{L}(pcscf *m) =
      (m->sets.old.state == SA_OLD ==>
        PcscfApart(&m->sets.temp, &m->sets.old, 1) && PcscfApart(&m->sets.cur, &m->sets.old, 1)) &&
      (m->sets.old.state != SA_OLD ==>
        PcscfApart(&m->sets.temp, &m->sets.old, 0) && PcscfApart(&m->sets.cur, &m->sets.old, 0));
    predicate PcscfValid{L}(pcscf *m) =
      m->sets.next_id != 0 && SaRoles(&m->sets) && PcscfSetValid(m, &m->sets.temp) &&
      PcscfSetValid(m, &m->sets.cur) && PcscfSetValid(m, &m->sets.old) &&
      PcscfApart(&m->sets.temp, &m->sets.cur, 1) && PcscfOldApart(m) &&
      (m->sets.temp.state == SA_NONE ==> m->answered == 0 && m->temp_on == 0) &&
      PcscfPsValid(m) && PcscfSm1Valid(m); */

/*@ requires writable: \valid(m);
    terminates \true;
    exits \false;
    assigns *m;
    ensures empty: m->sets.temp.state == SA_NONE && m->sets.cur.state == SA_NONE && m->sets.old.state == SA_NONE &&
      m->sets.next_id == 1 && m->sets.profile == PROFILE_IMS;
    ensures times: m->times.reg_await_auth == SA_REG_AWAIT_AUTH && m->times.grace == SA_REG_GRACE && m->times.drain
      == SA_DRAIN;
    ensures valid: PcscfValid(m); */
void pcscf_init(pcscf *m);

/* One event. The result lists what to do, in order. Sets whose lifetime is over at e->now are deleted first, whatever
 * the event. After an INSTALL the parameters stand in m->sets.temp. The replies: 421 carries Require: sec-agree and
 * Security-Server, 494 Security-Server, as agree.h says. A CHALLENGE that ends in SA_SEND takes Security-Server for
 * m->sets.temp with it. */
/*@ requires writable: \valid(m);
    requires readable: \valid_read(e) && \separated(m, e);
    terminates \true;
    exits \false;
    assigns m->sets.temp, m->sets.cur, m->sets.old, m->sets.next_id, m->temp_on, m->answered, m->port_ps, m->sm1; */
sa_actions pcscf_step(pcscf *m, const pcscf_event *e);

/* The invariant of the machine, as executable text; CBMC and the unit tests check it after every step. */
/*@ requires readable: \valid_read(m);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> PcscfValid(m); */
bool pcscf_valid(const pcscf *m);

/*@ terminates \true;
    exits \false;
    assigns \result \from k; */
const char *pcscf_event_name(pcscf_event_kind k); /* "register" */

#endif
