// cbmc: --unwind 40
// sources: src/core/message_names.c
// property: sip_header_id_in finds a header field by its full or compact name in any case, and none by another
// bound: all texts of at most 25 bytes, the name from their first or second byte on; no name has more than 21
#include "../../src/core/message.h"

#define N 25

void __CPROVER_assert(_Bool, const char *);
void __CPROVER_assume(_Bool);
uint8_t nondet_byte(void);
size_t nondet_size(void);
void harness(void);

static const struct { const char *name; sip_header_name id; } LIST[] = {
    { "accept", SIP_H_OTHER }, { "authentication-info", SIP_H_AUTHENTICATION_INFO },
    { "authorization", SIP_H_AUTHORIZATION }, { "call-id", SIP_H_CALL_ID }, { "i", SIP_H_CALL_ID },
    { "contact", SIP_H_CONTACT }, { "m", SIP_H_CONTACT }, { "content-length", SIP_H_CONTENT_LENGTH },
    { "l", SIP_H_CONTENT_LENGTH }, { "content-type", SIP_H_CONTENT_TYPE }, { "c", SIP_H_CONTENT_TYPE },
    { "cseq", SIP_H_CSEQ }, { "expires", SIP_H_EXPIRES }, { "from", SIP_H_FROM }, { "f", SIP_H_FROM },
    { "max-forwards", SIP_H_MAX_FORWARDS }, { "p-access-network-info", SIP_H_P_ACCESS_NETWORK_INFO },
    { "p-asserted-identity", SIP_H_P_ASSERTED_IDENTITY }, { "p-associated-uri", SIP_H_P_ASSOCIATED_URI },
    { "p-preferred-identity", SIP_H_P_PREFERRED_IDENTITY }, { "path", SIP_H_PATH },
    { "proxy-authenticate", SIP_H_PROXY_AUTHENTICATE }, { "proxy-authorization", SIP_H_PROXY_AUTHORIZATION },
    { "proxy-require", SIP_H_PROXY_REQUIRE }, { "record-route", SIP_H_RECORD_ROUTE }, { "require", SIP_H_REQUIRE },
    { "route", SIP_H_ROUTE }, { "security-client", SIP_H_SECURITY_CLIENT },
    { "security-server", SIP_H_SECURITY_SERVER }, { "security-verify", SIP_H_SECURITY_VERIFY },
    { "service-route", SIP_H_SERVICE_ROUTE }, { "supported", SIP_H_SUPPORTED }, { "k", SIP_H_SUPPORTED },
    { "to", SIP_H_TO }, { "t", SIP_H_TO }, { "unsupported", SIP_H_UNSUPPORTED }, { "via", SIP_H_VIA },
    { "v", SIP_H_VIA }, { "www-authenticate", SIP_H_WWW_AUTHENTICATE },
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static bool is(const uint8_t *s, size_t i, size_t j, const char *name)
{
    size_t k = 0;

    while (name[k] != 0 && i + k < j && lower(s[i + k]) == (uint8_t)name[k])
        k++;
    return name[k] == 0 && i + k == j;
}

void harness(void)
{
    uint8_t s[N];
    size_t n = nondet_size(), i = nondet_size(), j = nondet_size();
    sip_header_name want = SIP_H_OTHER;

    __CPROVER_assume(n <= N && i <= 1 && i <= j && j <= n);
    for (size_t k = 0; k < n; k++)
        s[k] = nondet_byte();
    for (size_t k = 0; k < sizeof LIST / sizeof *LIST; k++)
        want = is(s, i, j, LIST[k].name) ? LIST[k].id : want;
    __CPROVER_assert(sip_header_id_in(s, n, i, j) == want, "the field of that name");
}
