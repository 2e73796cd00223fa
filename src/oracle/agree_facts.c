#include "agree_facts.h"
#include "../ims/request_facts.h"
#include <string.h>

static agree_mechanism mechanism_of(sec_profile profile, const uint8_t *s, sip_part name)
{
    for (agree_mechanism k = AGREE_DIGEST; k <= AGREE_IPSEC_3GPP; k++) {
        const char *word = agree_mechanism_word(profile, k);
        sip_part whole = { 0, (uint16_t)strlen(word) };

        if (sec_names_equal(s, name, (const uint8_t *)word, whole))
            return k;
    }
    return AGREE_NONE;
}

void agree_facts_read(const uint8_t *s, const sip_message *m, const uint8_t *ss, size_t n, const sec_list *server,
                      agree_facts *f)
{
    static sec_list client;
    size_t best;

    request_facts_read(s, m, f);
    f->verify = request_verify_fact(request_verify(s, m, ss, n));
    f->client = request_offer_read(s, m, f->profile, NULL, 0).state;
    f->preferred = AGREE_NONE;
    client.count = client.params = 0;
    if (f->client != AGREE_CLIENT_OK || sec_list_read(s, m, SIP_H_SECURITY_CLIENT, &client).code != SEC_OK)
        return;
    best = sec_choose_common(ss, server, s, &client, f->profile, false);
    if (best != SIP_NPOS)
        f->preferred = mechanism_of(f->profile, ss, server->mech[best].name);
}
