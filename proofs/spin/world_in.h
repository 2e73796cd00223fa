/* What the files of the world share. */
#ifndef SECAGREE_SPIN_WORLD_IN_H
#define SECAGREE_SPIN_WORLD_IN_H
#include "world.h"

/* numbers.c */
extern const ip_addr ue_addr;
extern const ip_prefix ue_cover;
bool is_cr1(const world *w);
ip_addr addr_of_key(uint32_t key);
uint32_t key_of(const sa_set *s);
sa_answer answer_of(const sa_set *s);
bool same_answer(const sa_answer *a, const sa_answer *b);
bool same_offer(const sa_offer *a, const sa_offer *b);
sa_offer fresh_offer(const world *w);
sa_answer fresh_answer(const world *w);
uint32_t fresh_transaction(const world *w); /* of a REGISTER at the P-CSCF */

/* ipsec.c: what a sender adds; and the set whose inbound SA a packet meets, with the same key, 0 in clear. False: the
 * packet is dropped. */
void protect(message *m, const sa_sets *s, uint32_t id);
bool receive(const sa_sets *s, const message *m, uint64_t now, uint32_t *on);

/* world.c */
void post(world *w, const message *m);

/* ue_end.c, p_end.c: an event at an end, with all that it sends then; and a message that comes there. cseq, nonce: of
 * the REGISTER that the event is about. */
void ue_does(world *w, const ue_event *e);
void to_ue(world *w, const message *m);
void p_does(world *w, const pcscf_event *e, uint32_t cseq, uint32_t nonce);
void p_gives_up(world *w, const forwarded *f); /* it waits no longer for the S-CSCF's answer to that REGISTER */
void to_p(world *w, const message *m);

#endif
