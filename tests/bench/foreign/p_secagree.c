/* This project's parsers. */
#include "../../../src/core/headers.h"
#include "../../../src/core/ipsec3gpp.h"
#include "bench.h"

/* What one message gives. A message has at most two of the lists. */
typedef struct {
    sip_message m;
    sec_list first, second;
    sip_via via;
    sip_cseq cseq;
    sip_contact contact;
    sip_auth auth;
    sip_auth_param param[10];
} result;

static result r;

static bool init(void)
{
    return true;
}

static void tell(const char *s, facts *f, char name, const sec_list *l)
{
    facts_list(f, name);
    for (uint32_t k = 0; k < l->count; k++) {
        facts_mechanism(f, s + l->mech[k].name.at, l->mech[k].name.len);
        for (uint32_t i = l->mech[k].first; i < l->mech[k].first + l->mech[k].count; i++) {
            const sec_param *p = &l->param[i];

            facts_param(f, s + p->name.at, p->name.len, s + p->value.at, p->value.len);
        }
        facts_end(f);
    }
}

static bool lists(const char *s, facts *f)
{
    static const struct { sip_header_name id; char name; } list[] = {
        { SIP_H_SECURITY_CLIENT, 'c' }, { SIP_H_SECURITY_SERVER, 's' }, { SIP_H_SECURITY_VERIFY, 'v' },
    };
    sec_list *l = &r.first;

    for (unsigned i = 0; i < 3; i++) {
        sec_result x = sec_list_read((const uint8_t *)s, &r.m, list[i].id, l);

        if (x.code == SEC_EMPTY_LIST && l->count == 0)
            continue;
        if (x.code != SEC_OK)
            return false;
        if (f != NULL)
            tell(s, f, list[i].name, l);
        l = &r.second;
    }
    return true;
}

typedef struct { const char *s; size_t n; } word;

static bool credentials(const uint8_t *s)
{
    static const word answer[] = { { "username", 8 }, { "realm", 5 }, { "nonce", 5 }, { "uri", 3 }, { "response", 8 },
                                   { "algorithm", 9 }, { "cnonce", 6 }, { "opaque", 6 }, { "qop", 3 }, { "nc", 2 } };
    static const word question[] = { { "domain", 6 }, { "realm", 5 }, { "nonce", 5 }, { "opaque", 6 }, { "stale", 5 },
                                     { "algorithm", 9 }, { "qop", 3 } };
    size_t k = sip_header_find(&r.m, r.m.request ? SIP_H_AUTHORIZATION : SIP_H_WWW_AUTHENTICATE, 0);
    const word *name = r.m.request ? answer : question;

    if (k == SIP_NPOS)
        return true;
    if (!sip_auth_read(s, &r.m, k, &r.auth))
        return false;
    for (unsigned i = 0; i < (r.m.request ? 10 : 7); i++)
        r.param[i] = sip_auth_get(s, &r.auth, name[i].s, name[i].n);
    return r.param[1].found && r.param[2].found;
}

static bool parse(const char *text, size_t n, facts *f)
{
    const uint8_t *s = (const uint8_t *)text;

    if (sip_message_parse(s, n, &r.m).code != SIP_MESSAGE_OK || !sip_via_read(s, &r.m, &r.via) ||
        (sip_header_find(&r.m, SIP_H_VIA, 1) != SIP_NPOS && sip_via_count(s, &r.m) == SIP_NPOS) ||
        !sip_cseq_read(s, &r.m, &r.cseq))
        return false;
    if (r.m.request && (!sip_contact_read(s, &r.m, &r.contact) ||
                        !sip_option_tag(s, &r.m, SIP_H_REQUIRE, "sec-agree", 9)))
        return false;
    return lists(text, f) && credentials(s);
}

static bool typed(const char *text, size_t n, facts *f)
{
    const sec_list *const list[2] = { &r.first, &r.second };

    r.second.count = 0;
    if (!parse(text, n, f))
        return false;
    for (unsigned i = 0; i < 2; i++) {
        for (uint32_t k = 0; k < list[i]->count; k++) {
            ipsec3gpp v;

            if (ipsec3gpp_read((const uint8_t *)text, list[i], k, PROFILE_IMS, &v).code != IPSEC_OK)
                return false;
        }
    }
    return true;
}

const parser parser_secagree = { "secagree", init, parse };
const parser parser_typed = { "with numbers", init, typed };

/* Every reader takes its turn, whatever the others say. */
int secagree_hostile(const char *text, size_t n)
{
    const uint8_t *s = (const uint8_t *)text;
    bool ok = sip_message_parse(s, n, &r.m).code == SIP_MESSAGE_OK;

    if (!ok)
        return 1;
    ok = sip_header_find(&r.m, SIP_H_CONTACT, 0) == SIP_NPOS || sip_contact_read(s, &r.m, &r.contact);
    ok = sip_via_count(s, &r.m) != SIP_NPOS && ok;
    ok = lists(text, NULL) && ok;
    return credentials(s) && ok ? 0 : 1;
}

size_t secagree_result(size_t *message, size_t *list)
{
    *message = sizeof(sip_message);
    *list = sizeof(sec_list);
    return sizeof(result);
}
