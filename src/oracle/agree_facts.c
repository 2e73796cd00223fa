#include "agree_facts.h"
#include <string.h>

static bool is(const uint8_t *s, sip_span v, const char *text)
{
    return v.len == strlen(text) && memcmp(s + v.at, text, v.len) == 0;
}

static agree_method method_of(const uint8_t *s, const sip_message *m)
{
    static const struct { const char *name; agree_method method; } known[] = {
        { "REGISTER", AGREE_REGISTER }, { "ACK", AGREE_ACK }, { "CANCEL", AGREE_CANCEL }, { "PRACK", AGREE_PRACK },
        { "OPTIONS", AGREE_OPTIONS } };

    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        if (is(s, m->method, known[k].name))
            return known[k].method;
    }
    return AGREE_OTHER;
}

static bool tag(const uint8_t *s, const sip_message *m, sip_header_name id)
{
    return sip_option_tag(s, m, id, "sec-agree", 9);
}

static agree_mechanism mechanism_of(const uint8_t *s, sip_span name)
{
    for (agree_mechanism k = AGREE_DIGEST; k <= AGREE_IPSEC_3GPP; k++) {
        const char *word = agree_mechanism_name(k);
        sip_span whole = { 0, (uint32_t)strlen(word) };

        if (sec_names_equal(s, name, (const uint8_t *)word, whole))
            return k;
    }
    return AGREE_NONE;
}

static agree_verify verify_of(const uint8_t *s, const sip_message *m, const uint8_t *ss, const sec_list *server)
{
    static sec_list verify;
    sec_result r;

    if (sip_header_find(m, SIP_H_SECURITY_VERIFY, 0) == SIP_NPOS)
        return AGREE_VERIFY_ABSENT;
    verify.count = verify.params = 0;
    r = sec_list_read(s, m, SIP_H_SECURITY_VERIFY, &verify);
    if (r.code != SEC_OK)
        return AGREE_VERIFY_MALFORMED;
    return sec_list_compare(ss, server, s, &verify).code == SEC_EQUAL ? AGREE_VERIFY_EQUAL : AGREE_VERIFY_DIFFERENT;
}

void agree_facts_read(const uint8_t *s, const sip_message *m, const uint8_t *ss, const sec_list *server, agree_facts *f)
{
    static sec_list client;
    size_t vias = sip_via_count(s, m), best;

    f->method = method_of(s, m);
    f->vias = vias == SIP_NPOS ? 0 : (uint32_t)vias;
    f->require = tag(s, m, SIP_H_REQUIRE);
    f->proxy_require = tag(s, m, SIP_H_PROXY_REQUIRE);
    f->supported = tag(s, m, SIP_H_SUPPORTED);
    f->verify = verify_of(s, m, ss, server);
    f->client = AGREE_CLIENT_ABSENT;
    f->preferred = AGREE_NONE;
    if (sip_header_find(m, SIP_H_SECURITY_CLIENT, 0) == SIP_NPOS)
        return;
    client.count = client.params = 0;
    f->client = AGREE_CLIENT_MALFORMED;
    if (sec_list_read(s, m, SIP_H_SECURITY_CLIENT, &client).code != SEC_OK)
        return;
    f->client = AGREE_CLIENT_OK;
    best = sec_choose_common(ss, server, s, &client, f->profile, false);
    if (best != SIP_NPOS)
        f->preferred = mechanism_of(ss, server->mech[best].name);
}
