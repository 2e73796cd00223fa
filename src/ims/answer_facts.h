/* What a client's side of the security agreement needs of a response, read from the message (agree.h); and what both
 * ends of a registration read from a 200 to REGISTER. */
#ifndef SECAGREE_ANSWER_FACTS_H
#define SECAGREE_ANSWER_FACTS_H
#include "../core/agree.h"
#include "../core/headers.h"
#include "../core/ipsec3gpp.h"

/* The answer to a request of that method, for a client that knows ipsec-3gpp alone, with these pairs of algorithms.
 * keyed: the challenge that ipsec-3gpp takes its keys from is there. *chosen is set where the event is complete. */
agree_client_event answer_facts_read(const uint8_t *s, const sip_message *m, agree_method method, sec_profile profile,
                                     const sec_pair *own, size_t n, bool keyed, ipsec3gpp *chosen);

/* Some ipsec-3gpp of the list lacks a mandatory parameter, as in the 421 of a server that sets up no SA. */
bool answer_lacks(const uint8_t *s, const sec_list *list, sec_profile profile);

/* Seconds that the registration lasts by its 200; 0: no binding is left (RFC 3261 10.2.1, 10.3). */
uint32_t answer_seconds(const uint8_t *s, const sip_message *m);

#endif
