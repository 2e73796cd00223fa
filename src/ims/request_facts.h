/* What a server's side of the security agreement needs of a request, read from the message (agree.h). */
#ifndef SECAGREE_REQUEST_FACTS_H
#define SECAGREE_REQUEST_FACTS_H
#include "../core/agree.h"
#include "../core/headers.h"
#include "../core/ipsec3gpp.h"
#include "../core/sa.h"

agree_method request_method(const uint8_t *s, sip_span method);

/* Security-Verify of the message against the Security-Server that was sent; sent NULL: none is known. */
sa_verify request_verify(const uint8_t *s, const sip_message *m, const uint8_t *sent, size_t n);

typedef struct {
    agree_client_list state;
    bool common;     /* one of the server's own pairs is in Security-Client */
    bool usable;     /* some ipsec-3gpp mechanism reads well: offer is set */
    sa_offer offer;  /* of the mechanism that this server would choose, else of the first that reads well */
    ipsec3gpp chosen;
} request_offer;

/* Security-Client under the profile, for a server with these pairs of algorithms, best first. */
request_offer request_offer_read(const uint8_t *s, const sip_message *m, sec_profile profile, const sec_pair *own,
                                 size_t n);

/* What the message alone tells: method, Vias and option tags; the rest of *f stays as it is. */
void request_facts_read(const uint8_t *s, const sip_message *m, agree_facts *f);

/* The same, with Security-Verify against the Security-Server that was sent (NULL: none is known), and Security-Client
 * for a server that has ipsec-3gpp alone, with these pairs of algorithms; f->profile is set already. */
void request_facts_ipsec(const uint8_t *s, const sip_message *m, const sec_pair *own, size_t n, const uint8_t *sent,
                         size_t sent_n, agree_facts *f);

agree_verify request_verify_fact(sa_verify v);

#endif
