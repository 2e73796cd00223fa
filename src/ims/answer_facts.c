#include "answer_facts.h"

bool answer_lacks(const uint8_t *s, const sec_list *list, sec_profile profile)
{
    ipsec3gpp unused;

    for (uint32_t k = 0; k < list->count; k++) {
        if (ipsec3gpp_read(s, list, k, profile, &unused).code == IPSEC_MISSING)
            return true;
    }
    return false;
}

agree_client_event answer_facts_read(const uint8_t *s, const sip_message *m, agree_method method, sec_profile profile,
                                     const sec_pair *own, size_t n, bool keyed, ipsec3gpp *chosen)
{
    agree_client_event e = { .kind = AGREE_EV_ANSWER, .profile = profile, .method = method, .code = m->status };
    sec_list list = { 0 };
    bool found;

    e.server_present = sip_header_find(m, SIP_H_SECURITY_SERVER, 0) != SIP_NPOS;
    e.server_ok = e.server_present && sec_list_read(s, m, SIP_H_SECURITY_SERVER, &list).code == SEC_OK;
    if (!e.server_ok)
        return e;
    found = ipsec3gpp_choose_client(s, &list, profile, own, n, chosen) != SIP_NPOS;
    e.best = found || answer_lacks(s, &list, profile) ? AGREE_IPSEC_3GPP : AGREE_NONE;
    e.complete = found && keyed;
    return e;
}

uint32_t answer_seconds(const uint8_t *s, const sip_message *m)
{
    sip_contact contact;
    int64_t seconds = sip_expires_read(s, m);

    if (!sip_contact_read(s, m, &contact))
        return 0;
    if (contact.expires >= 0)
        seconds = contact.expires;
    return seconds > 0 ? (uint32_t)seconds : 0;
}
