/* The facts of agree.h, read from a request. */
#ifndef SECAGREE_AGREE_FACTS_H
#define SECAGREE_AGREE_FACTS_H
#include "../core/agree.h"
#include "../core/headers.h"
#include "../core/ipsec3gpp.h"

/* Fills what the message tells: method, Vias, tags, Security-Client, Security-Verify against the server's list, which
 * is the whole of ss[0..n), and the best common mechanism. The caller sets profile, enabled, demanded, protected and
 * direct_tls. */
void agree_facts_read(const uint8_t *s, const sip_message *m, const uint8_t *ss, size_t n, const sec_list *server,
                      agree_facts *f);

#endif
