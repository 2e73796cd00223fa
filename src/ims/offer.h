/* The Security-Client and Security-Server values of ipsec-3gpp as a UE and a P-CSCF write them: one mechanism for each
 * pair of algorithms, all with the same SPIs and ports (TS 33.203 Annex H; GB 0216000.0). Values without header name.
 * Profile cr1 has spi, port1 (inbound) and port2 (outbound) in place of the pairs (CR1-7.2-SM1-2, SM6-4). */
#ifndef SECAGREE_OFFER_H
#define SECAGREE_OFFER_H
#include "../core/ipsec3gpp.h"
#include "../core/print.h"
#include "../core/sa.h"

/* Security-Client: no q (RFC 3329 2.3.1). prefix: addr-pref-length, or ADDR_PREF_ABSENT. */
void offer_client(sip_out *o, sec_profile profile, const sec_pair *own, size_t n, const sa_offer *offer,
                  unsigned prefix);

/* Security-Server: the whole list of the P-CSCF, best first, with a falling q; answer NULL: without SPIs and ports, as
 * in a 421 or 494 in clear. prefix: the addr-pref-length that is granted, or ADDR_PREF_ABSENT. n at most 16. */
void offer_server(sip_out *o, sec_profile profile, const sec_pair *own, size_t n, const sa_answer *answer,
                  unsigned prefix);

#endif
