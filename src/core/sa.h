/* What the two ends agree on: the security associations of one registration, the sets of them that one end holds at a
 * time, their lifetimes, and the actions that the step functions of ue.h and pcscf.h answer with
 * (TS 33.203 7.1, 7.4, CR2; TS 24.229 5.1.1, 5.2.2). */
#ifndef SECAGREE_SA_H
#define SECAGREE_SA_H
#include "prefix.h"
#include "profile.h"

/* Pair A: UE client port and P-CSCF server port; pair B: UE server port and P-CSCF client port.
 *   SA 1  ue:port_uc -> p:port_ps  spi_ps      SA 2  p:port_ps -> ue:port_uc  spi_uc
 *   SA 3  p:port_pc -> ue:port_us  spi_us      SA 4  ue:port_us -> p:port_pc  spi_pc
 * Profile cr1 has one pair, SA 1 and an SA 3, and one SPI of each end: spi_uc and spi_pc are 0. Its inbound ports are
 * port_us and port_ps, its outbound ports port_uc and port_pc (CR1-7.2-SM1-2, SM6-4). */
typedef struct {
    uint32_t spi_uc, spi_us, spi_pc, spi_ps;
    uint16_t port_uc, port_us, port_pc, port_ps;
    sec_alg alg;
    sec_ealg ealg;
    ip_prefix ue;     /* the addresses that the SAs cover */
    ip_addr ue_addr;  /* the UE's present address, inside ue */
    ip_addr p_addr;
} sa_params;

/* What the UE put into Security-Client: its half of the parameters (CR2-7.2-SM1-1). */
typedef struct { uint32_t spi_uc, spi_us; uint16_t port_uc, port_us; } sa_offer;

/* What the P-CSCF put into Security-Server: the other half (CR2-7.2-SM6-4). */
typedef struct { uint32_t spi_pc, spi_ps; uint16_t port_pc, port_ps; } sa_answer;

/* Times are milliseconds of one clock that never goes back; its origin is the caller's. */
#define SA_MS               UINT64_C(1000)
#define SA_REG_AWAIT_AUTH   (240u * SA_MS) /* lifetime of a temporary set (24.229 reg-await-auth) */
#define SA_REG_GRACE        (30u * SA_MS)  /* a set outlives the registration by this (24.229 5.1.1.2.2, 5.2.2) */
#define SA_DRAIN            (128u * SA_MS) /* 64*T1 on Gm, T1 = 2 s: an old set after the first use of the new one */
#define SA_SPI_MIN          256u           /* 0..255 are reserved (RFC 4303 2.1) */

/* The lifetimes that a machine works with. A deployment has those above; tests with a smaller T1 have smaller ones. */
typedef struct { uint64_t reg_await_auth, grace, drain; } sa_times;
#define SA_TIMES ((sa_times){ SA_REG_AWAIT_AUTH, SA_REG_GRACE, SA_DRAIN })

/* TEMPORARY: made at the challenge, for authentication traffic alone. ESTABLISHED: by the latest successful
 * authentication. OLD: the set before that one, for what still runs on it. CLOSING: of a UE that has de-registered; it
 * carries the 200 and its repetitions towards the UE and nothing else, until it expires. */
typedef enum { SA_NONE, SA_TEMPORARY, SA_ESTABLISHED, SA_OLD, SA_CLOSING } sa_state;

/* One set: the four SAs of one authentication (cr1: the two). id: never given twice by one machine; 0 stands for "in
 * clear". */
typedef struct {
    sa_state state;
    uint32_t id;
    bool used;           /* the peer has sent a message other than this registration's on it */
    uint64_t expires_at; /* the set is over when now >= expires_at */
    sa_params p;
} sa_set;

/* Three slots by role, so that there are at most six SAs in each direction (CR2-7.1-R3a), three in profile cr1
 * (CR1-7.1-R3a). A set moves from temp to cur to old and keeps its id. temp: NONE or TEMPORARY; cur: NONE or
 * ESTABLISHED; old: NONE, OLD or CLOSING. The profile stands from the first event on. */
typedef struct { sa_set temp, cur, old; uint32_t next_id; sec_profile profile; } sa_sets;

/* Requirements that an action can name; the text is in spec/requirements.tsv. TWO: what CR2 says in 7.1 and 7.2, or in
 * 7.4, and CR1 in a clause of its own, whose id then counts in profile cr1. CR1 has no other clauses, so ONE holds for
 * both. _EQUAL, _P: the same id of CR2, where CR1 has two. */
#define SA_REQ_LIST(ONE, TWO) \
    TWO(CR2_6_1_5_01, "CR2-6.1.5-01", "CR1-7.2-SM8-1") TWO(CR2_6_1_5_02, "CR2-6.1.5-02", "CR1-7.2-SM8-2") \
    TWO(CR2_7_1_03, "CR2-7.1-03", "CR1-7.1-04") TWO(CR2_7_1_04, "CR2-7.1-04", "CR1-7.1-05") \
    TWO(CR2_7_1_05, "CR2-7.1-05", "CR1-7.2-SM6-1") TWO(CR2_7_1_P1, "CR2-7.1-P1", "CR1-7.1-14") \
    TWO(CR2_7_1_P1_EQUAL, "CR2-7.1-P1", "CR1-7.1-15") TWO(CR2_7_1_P2, "CR2-7.1-P2", "CR1-7.1-18") \
    TWO(CR2_7_1_P8, "CR2-7.1-P8", "CR1-7.1-14") TWO(CR2_7_1_U1, "CR2-7.1-U1", "CR1-7.1-20") \
    TWO(CR2_7_1_U2, "CR2-7.1-U2", "CR1-7.1-21") TWO(CR2_7_1_U8, "CR2-7.1-U8", "CR1-7.1-24") \
    TWO(CR2_7_1_3, "CR2-7.1-3", "CR1-7.1-29") TWO(CR2_7_1_4, "CR2-7.1-4", "CR1-7.1-32") \
    TWO(CR2_7_1_R2, "CR2-7.1-R2", "CR1-7.1-R2") TWO(CR2_7_1_R3, "CR2-7.1-R3", "CR1-7.1-R3") \
    TWO(CR2_7_1_R3A, "CR2-7.1-R3a", "CR1-7.1-R3a") TWO(CR2_7_1_R4, "CR2-7.1-R4", "CR1-7.1-R4") \
    TWO(CR2_7_1_R4A, "CR2-7.1-R4a", "CR1-7.1-R4a") TWO(CR2_7_1_R6, "CR2-7.1-R6", "CR1-7.1-R6") \
    TWO(CR2_7_1_R7, "CR2-7.1-R7", "CR1-7.1-R7") TWO(CR2_7_1_R8, "CR2-7.1-R8", "CR1-7.1-R9") \
    TWO(CR2_7_2_SM1_1, "CR2-7.2-SM1-1", "CR1-7.2-SM1-1") TWO(CR2_7_2_SM6_1, "CR2-7.2-SM6-1", "CR1-7.2-SM6-1") \
    TWO(CR2_7_2_SM6_2, "CR2-7.2-SM6-2", "CR1-7.2-SM6-2") TWO(CR2_7_2_SM6_3, "CR2-7.2-SM6-3", "CR1-7.2-SM6-3") \
    TWO(CR2_7_2_SM6_6, "CR2-7.2-SM6-6", "CR1-7.2-SM6-6") TWO(CR2_7_2_SM7_1, "CR2-7.2-SM7-1", "CR1-7.2-SM7-1") \
    TWO(CR2_7_2_SM7_3, "CR2-7.2-SM7-3", "CR1-7.2-SM7-3") TWO(CR2_7_2_SM12_1, "CR2-7.2-SM12-1", "CR1-7.2-SM12-1") \
    TWO(CR2_7_4_02, "CR2-7.4-02", "CR1-7.1-14") TWO(CR2_7_4_03, "CR2-7.4-03", "CR1-7.1-23") \
    TWO(CR2_7_4_03_P, "CR2-7.4-03", "CR1-7.1-26") TWO(CR2_7_4_1A_08, "CR2-7.4.1a-08", "CR1-7.2-SM7-1") \
    TWO(CR2_7_4_1A_12, "CR2-7.4.1a-12", "CR1-7.1-R9") TWO(CR2_7_4_1A_14, "CR2-7.4.1a-14", "CR1-7.1-R8") \
    TWO(CR2_7_4_1A_15, "CR2-7.4.1a-15", "CR1-7.1-R7") TWO(CR2_7_4_1A_22, "CR2-7.4.1a-22", "CR1-7.1-R9") \
    TWO(CR2_7_4_2A_12, "CR2-7.4.2a-12", "CR1-7.1-R9") TWO(CR2_7_4_2A_15, "CR2-7.4.2a-15", "CR1-7.1-31") \
    TWO(CR2_7_4_2A_23, "CR2-7.4.2a-23", "CR1-7.1-R9") \
    ONE(CR2_6_1_02, "CR2-6.1-02") ONE(CR2_6_1_03, "CR2-6.1-03") ONE(CR2_6_1_4_03, "CR2-6.1.4-03") \
    ONE(CR2_6_1_4_04, "CR2-6.1.4-04") ONE(CR2_6_1_5_03, "CR2-6.1.5-03") ONE(CR2_6_3_01, "CR2-6.3-01") \
    ONE(CR2_6_3_04, "CR2-6.3-04") ONE(CR2_7_2_SM7_4, "CR2-7.2-SM7-4") ONE(CR2_7_4_01, "CR2-7.4-01") \
    ONE(CR2_7_4_04, "CR2-7.4-04") ONE(CR2_7_4_06, "CR2-7.4-06") ONE(CR2_7_4_07, "CR2-7.4-07") \
    ONE(CR2_7_4_08, "CR2-7.4-08") ONE(CR2_7_4_09, "CR2-7.4-09") ONE(CR2_7_4_1A_01, "CR2-7.4.1a-01") \
    ONE(CR2_7_4_1A_02, "CR2-7.4.1a-02") ONE(CR2_7_4_1A_03, "CR2-7.4.1a-03") ONE(CR2_7_4_1A_04, "CR2-7.4.1a-04") \
    ONE(CR2_7_4_1A_05, "CR2-7.4.1a-05") ONE(CR2_7_4_1A_07, "CR2-7.4.1a-07") ONE(CR2_7_4_1A_10, "CR2-7.4.1a-10") \
    ONE(CR2_7_4_1A_11, "CR2-7.4.1a-11") ONE(CR2_7_4_1A_13, "CR2-7.4.1a-13") ONE(CR2_7_4_1A_17, "CR2-7.4.1a-17") \
    ONE(CR2_7_4_1A_18, "CR2-7.4.1a-18") ONE(CR2_7_4_1A_20, "CR2-7.4.1a-20") ONE(CR2_7_4_1A_21, "CR2-7.4.1a-21") \
    ONE(CR2_7_4_1A_23, "CR2-7.4.1a-23") ONE(CR2_7_4_2A_01, "CR2-7.4.2a-01") ONE(CR2_7_4_2A_02, "CR2-7.4.2a-02") \
    ONE(CR2_7_4_2A_03, "CR2-7.4.2a-03") ONE(CR2_7_4_2A_05, "CR2-7.4.2a-05") ONE(CR2_7_4_2A_07, "CR2-7.4.2a-07") \
    ONE(CR2_7_4_2A_08, "CR2-7.4.2a-08") ONE(CR2_7_4_2A_09, "CR2-7.4.2a-09") ONE(CR2_7_4_2A_10, "CR2-7.4.2a-10") \
    ONE(CR2_7_4_2A_11, "CR2-7.4.2a-11") ONE(CR2_7_4_2A_13, "CR2-7.4.2a-13") ONE(CR2_7_4_2A_16, "CR2-7.4.2a-16") \
    ONE(CR2_7_4_2A_17, "CR2-7.4.2a-17") ONE(CR2_7_4_2A_18, "CR2-7.4.2a-18") ONE(CR2_7_4_2A_19, "CR2-7.4.2a-19") \
    ONE(CR2_7_4_2A_20, "CR2-7.4.2a-20") ONE(CR2_7_4_2A_21, "CR2-7.4.2a-21") ONE(CR2_7_4_2A_22, "CR2-7.4.2a-22") \
    ONE(CR2_7_4_2A_24, "CR2-7.4.2a-24") ONE(R3329_2_2_08, "R3329-2.2-08") ONE(R3329_2_3_1_17, "R3329-2.3.1-17") \
    ONE(R3329_2_3_1_25, "R3329-2.3.1-25") ONE(PAT_06, "PAT-06") ONE(PAT_08, "PAT-08") ONE(PAT_09, "PAT-09") \
    ONE(PAT_10, "PAT-10") ONE(AKA_6_1_2_2_1, "AKA-6.1.2.2-1") ONE(AKA_6_1_2_2_2, "AKA-6.1.2.2-2") \
    ONE(AKA_6_1_3_1, "AKA-6.1.3-1")

#define SA_REQ_ENUM(id, name) SA_REQ_##id,
#define SA_REQ_ENUM_TWO(id, name, cr1) SA_REQ_##id,
typedef enum { SA_REQ_NONE, SA_REQ_LIST(SA_REQ_ENUM, SA_REQ_ENUM_TWO) SA_REQ_COUNT } sa_req;
#undef SA_REQ_ENUM
#undef SA_REQ_ENUM_TWO

/* What the caller has to do, in the order given. Where `set` is an id, 0 means "in clear, on unprotected ports". */
typedef enum {
    SA_FORWARD,    /* P: pass the REGISTER on to the S-CSCF; code 1: integrity-protected="yes", 0: "no" */
    SA_SEND,       /* pass the message of this event on to the peer, on `set` */
    SA_REPLY,      /* P: answer the REGISTER that this event is about with status `code`, on `set` */
    SA_REGISTER,   /* UE: send a REGISTER on `set`; code: a sa_register */
    SA_INSTALL,    /* install `set` (its parameters stand in the machine), before anything that follows */
    SA_DELETE,     /* take `set` out of the IPsec layer; it is no longer in the machine */
    SA_LIFETIME,   /* `set` now ends at `at` */
    SA_MOVE,       /* traffic on `set` to (P) or from (UE) the UE now uses the address of this event (PAT-08) */
    SA_DELIVER,    /* the message of this event, which came on `set`, is good: hand it up */
    SA_DISCARD,    /* drop the message of this event, without an answer */
    SA_ABORT,      /* the registration that ran is over without success */
    SA_REREGISTER  /* UE: start a registration now */
} sa_action_kind;

/* Which REGISTER the UE sends. */
typedef enum {
    SA_REGISTER_START,    /* SM1: Security-Client with the new offer; if protected, the last Security-Verify too */
    SA_REGISTER_RESPONSE, /* SM7: challenge response, Security-Verify, the Security-Client of SM1 again (not in cr1) */
    SA_REGISTER_AUTS,     /* SQN out of range: auts, new offer */
    SA_REGISTER_FAILED    /* MAC wrong: neither auts nor a response, new offer */
} sa_register;

typedef struct {
    sa_action_kind kind;
    uint32_t set;
    uint32_t code;
    uint64_t at;
    sa_req req; /* never SA_REQ_NONE */
} sa_action;

#define SA_ACTIONS_MAX 8u
typedef struct { uint32_t count; sa_action a[SA_ACTIONS_MAX]; } sa_actions;

/* How Security-Verify compares with the Security-Server that went out for the set it came on (sec_list_compare). */
typedef enum { SA_VERIFY_ABSENT, SA_VERIFY_EQUAL, SA_VERIFY_DIFFERENT, SA_VERIFY_MALFORMED } sa_verify;

#include "../../spec/logic/sa.h"

/* The set with that id, or NULL. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \result \from s, id;
    ensures clear: id == 0 ==> \result == \null;
    ensures temp: id != 0 && s->temp.id == id ==> \result == &s->temp;
    ensures cur: id != 0 && s->temp.id != id && s->cur.id == id ==> \result == &s->cur;
    ensures old: id != 0 && s->temp.id != id && s->cur.id != id && s->old.id == id ==> \result == &s->old;
    ensures none: s->temp.id != id && s->cur.id != id && s->old.id != id ==> \result == \null; */
const sa_set *sa_sets_get(const sa_sets *s, uint32_t id);

/* The id of the set that a packet belongs to, or 0: at the UE by its ports (CR2-7.1-R7), at the P-CSCF by the UE's
 * address and the ports (CR2-7.1-R4). The pair is (port_uc, port_ps) or (port_us, port_pc) and no other. In profile cr1
 * a packet to the UE has the latter, where the source port tells the sets apart (CR1-7.1-R7), and one to the P-CSCF the
 * former (CR1-7.1-R4). */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures temp: SaToUe(s->profile, &s->temp, ue_port, p_port) ==> \result == s->temp.id;
    ensures cur: !SaToUe(s->profile, &s->temp, ue_port, p_port) && SaToUe(s->profile, &s->cur, ue_port, p_port) ==>
      \result == s->cur.id;
    ensures old: !SaToUe(s->profile, &s->temp, ue_port, p_port) && !SaToUe(s->profile, &s->cur, ue_port, p_port) &&
      SaToUe(s->profile, &s->old, ue_port, p_port) ==> \result == s->old.id;
    ensures none: !SaToUe(s->profile, &s->temp, ue_port, p_port) && !SaToUe(s->profile, &s->cur, ue_port, p_port) &&
      !SaToUe(s->profile, &s->old, ue_port, p_port) ==> \result == 0; */
uint32_t sa_sets_find(const sa_sets *s, uint16_t ue_port, uint16_t p_port);
/*@ requires readable: \valid_read(s) && \valid_read(ue);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures temp: SaFrom(s->profile, &s->temp, ue, ue_port, p_port) ==> \result == s->temp.id;
    ensures cur: !SaFrom(s->profile, &s->temp, ue, ue_port, p_port) &&
      SaFrom(s->profile, &s->cur, ue, ue_port, p_port) ==> \result == s->cur.id;
    ensures old: !SaFrom(s->profile, &s->temp, ue, ue_port, p_port) &&
      !SaFrom(s->profile, &s->cur, ue, ue_port, p_port) && SaFrom(s->profile, &s->old, ue, ue_port, p_port) ==>
      \result == s->old.id;
    ensures none: !SaFrom(s->profile, &s->temp, ue, ue_port, p_port) &&
      !SaFrom(s->profile, &s->cur, ue, ue_port, p_port) && !SaFrom(s->profile, &s->old, ue, ue_port, p_port) ==>
      \result == 0; */
uint32_t sa_sets_find_at(const sa_sets *s, const ip_addr *ue, uint16_t ue_port, uint16_t p_port);

/* The earliest expires_at of the sets, or UINT64_MAX where there is none: when the next TICK is due at the latest. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == \min(SaEnd(&s->temp), \min(SaEnd(&s->cur), SaEnd(&s->old))); */
uint64_t sa_sets_next_expiry(const sa_sets *s);

/* What both machines do with sets. A set is over when its time has come; clearing leaves id 0 and state NONE. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaOver(s, now);
    ensures fields: \result <==> SA_OVER(*s, now); */
bool sa_over(const sa_set *s, uint64_t now);
/*@ requires writable: \valid(s);
    terminates \true;
    exits \false;
    assigns *s;
    ensures exact: SA_EMPTY(*s);
    ensures addresses: SaNoAddress(s); */
void sa_clear(sa_set *s);
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SaAfter(now, ms); */
uint64_t sa_after(uint64_t now, uint64_t ms); /* now + ms, at most UINT64_MAX */
/*@ requires readable: \valid_read(s) && \valid_read(a);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaCovers(s, a); */
bool sa_covers(const sa_set *s, const ip_addr *a);

/* Appends an action; an action too many is dropped (it cannot happen: proofs/cbmc). */
/*@ requires writable: \valid(a);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures exact: SaActed{Pre, Post}(a, kind, id, code, 0, req); */
void sa_act(sa_actions *a, sa_action_kind kind, uint32_t id, uint32_t code, sa_req req);
/*@ requires writable: \valid(a);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures exact: SaActed{Pre, Post}(a, kind, id, 0, at, req); */
void sa_act_at(sa_actions *a, sa_action_kind kind, uint32_t id, uint64_t at, sa_req req);

/* Ends a set where there is one: DELETE, and the slot is empty. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns *s, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures free: s->state == SA_NONE;
    ensures gone: \old(s->state) != SA_NONE ==> SA_EMPTY(*s);
    ensures addresses: \old(s->state) != SA_NONE ==> SaNoAddress(s);
    ensures told: \old(s->state) != SA_NONE ==> SaActed{Pre, Post}(a, SA_DELETE, \old(s->id), 0, 0, req);
    ensures none: \old(s->state) == SA_NONE ==> SA_SAME(*s);
    ensures none_addresses: \old(s->state) == SA_NONE ==> SaSameAddresses{Pre, Post}(s);
    ensures silent: \old(s->state) == SA_NONE ==> SaSilent{Pre, Post}(a); */
void sa_delete(sa_set *s, sa_actions *a, sa_req req);

/* Deletes the sets that are over (CR2-7.4.1a-23, CR2-7.4.2a-24). */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns s->temp, s->cur, s->old, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures temp_gone: \old(SA_OVER(s->temp, now)) ==> SA_EMPTY(s->temp);
    ensures temp_no_address: \old(SA_OVER(s->temp, now)) ==> SaNoAddress(&s->temp);
    ensures temp_stays: !\old(SA_OVER(s->temp, now)) ==> SA_SAME(s->temp);
    ensures temp_addresses: !\old(SA_OVER(s->temp, now)) ==> SaSameAddresses{Pre, Post}(&s->temp);
    ensures cur_gone: \old(SA_OVER(s->cur, now)) ==> SA_EMPTY(s->cur);
    ensures cur_no_address: \old(SA_OVER(s->cur, now)) ==> SaNoAddress(&s->cur);
    ensures cur_stays: !\old(SA_OVER(s->cur, now)) ==> SA_SAME(s->cur);
    ensures cur_addresses: !\old(SA_OVER(s->cur, now)) ==> SaSameAddresses{Pre, Post}(&s->cur);
    ensures old_gone: \old(SA_OVER(s->old, now)) ==> SA_EMPTY(s->old);
    ensures old_no_address: \old(SA_OVER(s->old, now)) ==> SaNoAddress(&s->old);
    ensures old_stays: !\old(SA_OVER(s->old, now)) ==> SA_SAME(s->old);
    ensures old_addresses: !\old(SA_OVER(s->old, now)) ==> SaSameAddresses{Pre, Post}(&s->old);
    ensures grows: \old(a->count) <= a->count;
    ensures told_temp: \old(SA_OVER(s->temp, now)) ==>
      SaIs(a, \old(a->count), SA_DELETE, \old(s->temp.id), 0, 0, req);
    ensures told_cur: \old(SA_OVER(s->cur, now)) ==>
      SaIs(a, \old(SA_EXPIRED_NEXT(s->temp, now, a->count)), SA_DELETE, \old(s->cur.id), 0, 0, req);
    ensures told_old: \old(SA_OVER(s->old, now)) ==>
      SaIs(a, \old(SA_EXPIRED_NEXT(s->cur, now, SA_EXPIRED_NEXT(s->temp, now, a->count))), SA_DELETE,
        \old(s->old.id), 0, 0, req);
    ensures count: a->count ==
      \old(SA_EXPIRED_NEXT(s->old, now, SA_EXPIRED_NEXT(s->cur, now, SA_EXPIRED_NEXT(s->temp, now, a->count))));
    ensures kept: SaKeeps{Pre, Post}(a, \old(a->count), a->count);
    ensures valid: SaValid{Pre}(s) ==> SaValid(s);
    ensures lives: !SaOver(&s->temp, now) && !SaOver(&s->cur, now) && !SaOver(&s->old, now); */
void sa_expire(sa_sets *s, uint64_t now, sa_actions *a, sa_req req);

/* LIFETIME: the set ends at `at`; or at the earlier of its end and `at`. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns s->expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures end: s->expires_at == at;
    ensures told: SaActed{Pre, Post}(a, SA_LIFETIME, \old(s->id), 0, at, req); */
void sa_set_end(sa_set *s, uint64_t at, sa_actions *a, sa_req req);
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns s->expires_at, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures end: s->expires_at == \min(\old(s->expires_at), at);
    ensures told: at < \old(s->expires_at) ==> SaActed{Pre, Post}(a, SA_LIFETIME, \old(s->id), 0, at, req);
    ensures none: at >= \old(s->expires_at) ==> SaSilent{Pre, Post}(a); */
void sa_shorten(sa_set *s, uint64_t at, sa_actions *a, sa_req req);

/* MOVE for each set that covers the address and has another one. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    requires readable: \valid_read(to) && \separated(s, to) && \separated(a, to);
    terminates \true;
    exits \false;
    assigns s->temp.p.ue_addr, s->cur.p.ue_addr, s->old.p.ue_addr,
      a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures temp_moved: \old(SaMoves(&s->temp, to)) ==> SaUses(&s->temp, to);
    ensures temp_stays: !\old(SaMoves(&s->temp, to)) ==> SaSameAddr{Pre, Post}(&s->temp);
    ensures cur_moved: \old(SaMoves(&s->cur, to)) ==> SaUses(&s->cur, to);
    ensures cur_stays: !\old(SaMoves(&s->cur, to)) ==> SaSameAddr{Pre, Post}(&s->cur);
    ensures old_moved: \old(SaMoves(&s->old, to)) ==> SaUses(&s->old, to);
    ensures old_stays: !\old(SaMoves(&s->old, to)) ==> SaSameAddr{Pre, Post}(&s->old);
    ensures grows: \old(a->count) <= a->count;
    ensures told_temp: \old(SaMoves(&s->temp, to)) ==>
      SaIs(a, \old(a->count), SA_MOVE, \old(s->temp.id), 0, 0, SA_REQ_PAT_08);
    ensures told_cur: \forall integer n; \old(SaMovedNext(&s->temp, to, a->count, n)) && \old(SaMoves(&s->cur, to)) ==>
      SaIs(a, n, SA_MOVE, \old(s->cur.id), 0, 0, SA_REQ_PAT_08);
    ensures told_old: \forall integer n, m; \old(SaMovedNext(&s->temp, to, a->count, n)) &&
      \old(SaMovedNext(&s->cur, to, n, m)) && \old(SaMoves(&s->old, to)) ==>
      SaIs(a, m, SA_MOVE, \old(s->old.id), 0, 0, SA_REQ_PAT_08);
    ensures count: \forall integer n, m, end; \old(SaMovedNext(&s->temp, to, a->count, n)) &&
      \old(SaMovedNext(&s->cur, to, n, m)) && \old(SaMovedNext(&s->old, to, m, end)) ==> a->count == end;
    ensures kept: SaKeeps{Pre, Post}(a, \old(a->count), a->count);
    ensures valid: SaValid{Pre}(s) ==> SaValid(s); */
void sa_move(sa_sets *s, const ip_addr *to, sa_actions *a);

/* A pair of protected ports: different, and none of 0, 5060, 5061 (CR2-7.1-P1, U1; 5061 is free in cr1: Z-14). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaPorts(profile, c, s); */
bool sa_ports_ok(sec_profile profile, uint16_t c, uint16_t s);

/* The SPIs of one end: different and not reserved; one alone, s, in cr1. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaSpis(profile, c, s); */
bool sa_spis_ok(sec_profile profile, uint32_t c, uint32_t s);

/* The SPI is one of the two; 0 is none. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaSpiIn(spi, c, s); */
bool sa_spi_in(uint32_t spi, uint32_t c, uint32_t s);

/* When the established set ends after a registration of so many seconds: with the grace, and not before the set that is
 * established now (Z-07); in cr1 with the registration itself (CR1-7.1-R9). */
/*@ requires readable: \valid_read(s) && \valid_read(t);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures period: s->profile == PROFILE_CR1 ==> \result == SaAfter(now, seconds * 1000);
    ensures grace: s->profile != PROFILE_CR1 && (s->cur.state == SA_NONE ||
      s->cur.expires_at <= SaAfter(SaAfter(now, seconds * 1000), t->grace)) ==>
      \result == SaAfter(SaAfter(now, seconds * 1000), t->grace);
    ensures longer: s->profile != PROFILE_CR1 && s->cur.state != SA_NONE &&
      s->cur.expires_at > SaAfter(SaAfter(now, seconds * 1000), t->grace) ==> \result == s->cur.expires_at; */
uint64_t sa_life_end(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds);

/* The id in the profile: "CR2-7.4.2a-08"; "" for SA_REQ_NONE. */
/*@ terminates \true;
    exits \false;
    assigns \result \from profile, req; */
const char *sa_requirement(sec_profile profile, sa_req req);
/*@ terminates \true;
    exits \false;
    assigns \result \from k; */
const char *sa_action_name(sa_action_kind k); /* "install" */
/*@ terminates \true;
    exits \false;
    assigns \result \from s; */
const char *sa_state_name(sa_state s);        /* "temporary" */
/*@ terminates \true;
    exits \false;
    assigns \result \from r; */
const char *sa_register_name(sa_register r);  /* "response" */

#endif
