#include "request_facts.h"
#include "digest_terms.h"
#include <string.h>

agree_method request_method(const uint8_t *s, sip_span method)
{
    static const struct { const char *text; agree_method method; } known[] = {
        { "REGISTER", AGREE_REGISTER }, { "ACK", AGREE_ACK }, { "CANCEL", AGREE_CANCEL }, { "PRACK", AGREE_PRACK },
        { "OPTIONS", AGREE_OPTIONS },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (method.len == strlen(known[i].text) && memcmp(s + method.at, known[i].text, method.len) == 0)
            return known[i].method;
    }
    return AGREE_OTHER;
}

sa_verify request_verify(const uint8_t *s, const sip_message *m, const uint8_t *sent, size_t n)
{
    sec_list got = { 0 }, list = { 0 };
    if (sip_header_find(m, SIP_H_SECURITY_VERIFY, 0) == SIP_NPOS)
        return SA_VERIFY_ABSENT;
    if (sec_list_read(s, m, SIP_H_SECURITY_VERIFY, &got).code != SEC_OK)
        return SA_VERIFY_MALFORMED;
    if (sent == NULL || sec_list_parse(sent, 0, n, &list).code != SEC_OK)
        return SA_VERIFY_DIFFERENT;
    digest_verify_drop(s, &got, sent, &list);
    return sec_list_compare(s, &got, sent, &list).code == SEC_EQUAL ? SA_VERIFY_EQUAL : SA_VERIFY_DIFFERENT;
}

request_offer request_offer_read(const uint8_t *s, const sip_message *m, sec_profile profile, const sec_pair *own,
                                 size_t n)
{
    request_offer r = { .state = AGREE_CLIENT_OK };
    sec_list list = { 0 };
    bool absent = sip_header_find(m, SIP_H_SECURITY_CLIENT, 0) == SIP_NPOS;
    if (absent || sec_list_read(s, m, SIP_H_SECURITY_CLIENT, &list).code != SEC_OK) {
        r.state = absent ? AGREE_CLIENT_ABSENT : AGREE_CLIENT_MALFORMED;
        return r;
    }
    r.common = ipsec3gpp_choose_server(s, &list, profile, own, n, &r.chosen) != SIP_NPOS;
    r.usable = r.common;
    for (uint32_t k = 0; !r.usable && k < list.count; k++) /* usable, though no algorithm is common: 494 comes later */
        r.usable = ipsec3gpp_read(s, &list, k, profile, &r.chosen).code == IPSEC_OK;
    if (r.usable)
        r.offer = (sa_offer){ r.chosen.spi_c, r.chosen.spi_s, r.chosen.port_c, r.chosen.port_s };
    return r;
}

void request_facts_read(const uint8_t *s, const sip_message *m, agree_facts *f)
{
    size_t vias = sip_via_count(s, m);
    f->method = request_method(s, m->method);
    f->vias = vias == SIP_NPOS ? 0 : (uint32_t)vias;
    f->require = sip_option_tag(s, m, SIP_H_REQUIRE, "sec-agree", 9);
    f->proxy_require = sip_option_tag(s, m, SIP_H_PROXY_REQUIRE, "sec-agree", 9);
    f->supported = sip_option_tag(s, m, SIP_H_SUPPORTED, "sec-agree", 9);
}

void request_facts_ipsec(const uint8_t *s, const sip_message *m, const sec_pair *own, size_t n, const uint8_t *sent,
                         size_t sent_n, agree_facts *f)
{
    request_offer o = request_offer_read(s, m, f->profile, own, n);
    request_facts_read(s, m, f);
    f->client = o.state;
    f->preferred = o.common ? AGREE_IPSEC_3GPP : AGREE_NONE;
    f->verify = request_verify_fact(request_verify(s, m, sent, sent_n));
}

agree_verify request_verify_fact(sa_verify v)
{
    return v == SA_VERIFY_ABSENT ? AGREE_VERIFY_ABSENT : v == SA_VERIFY_EQUAL ? AGREE_VERIFY_EQUAL
         : v == SA_VERIFY_DIFFERENT ? AGREE_VERIFY_DIFFERENT : AGREE_VERIFY_MALFORMED;
}
