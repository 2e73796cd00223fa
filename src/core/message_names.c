/* The names of header fields and of faults. */
#include "message.h"
#include "plain.h"
#include "word.h"

typedef struct { uint8_t name[24]; uint8_t len; sip_header_name id; } known_name; /* NULs behind the name */

static const known_name KNOWN[] = {
    { "c", 1, SIP_H_CONTENT_TYPE },
    { "f", 1, SIP_H_FROM },
    { "i", 1, SIP_H_CALL_ID },
    { "k", 1, SIP_H_SUPPORTED },
    { "l", 1, SIP_H_CONTENT_LENGTH },
    { "m", 1, SIP_H_CONTACT },
    { "t", 1, SIP_H_TO },
    { "v", 1, SIP_H_VIA },
    { "to", 2, SIP_H_TO },
    { "via", 3, SIP_H_VIA },
    { "cseq", 4, SIP_H_CSEQ },
    { "from", 4, SIP_H_FROM },
    { "path", 4, SIP_H_PATH },
    { "route", 5, SIP_H_ROUTE },
    { "call-id", 7, SIP_H_CALL_ID },
    { "contact", 7, SIP_H_CONTACT },
    { "expires", 7, SIP_H_EXPIRES },
    { "require", 7, SIP_H_REQUIRE },
    { "supported", 9, SIP_H_SUPPORTED },
    { "unsupported", 11, SIP_H_UNSUPPORTED },
    { "content-type", 12, SIP_H_CONTENT_TYPE },
    { "max-forwards", 12, SIP_H_MAX_FORWARDS },
    { "record-route", 12, SIP_H_RECORD_ROUTE },
    { "authorization", 13, SIP_H_AUTHORIZATION },
    { "proxy-require", 13, SIP_H_PROXY_REQUIRE },
    { "service-route", 13, SIP_H_SERVICE_ROUTE },
    { "content-length", 14, SIP_H_CONTENT_LENGTH },
    { "security-client", 15, SIP_H_SECURITY_CLIENT },
    { "security-server", 15, SIP_H_SECURITY_SERVER },
    { "security-verify", 15, SIP_H_SECURITY_VERIFY },
    { "p-associated-uri", 16, SIP_H_P_ASSOCIATED_URI },
    { "www-authenticate", 16, SIP_H_WWW_AUTHENTICATE },
    { "proxy-authenticate", 18, SIP_H_PROXY_AUTHENTICATE },
    { "authentication-info", 19, SIP_H_AUTHENTICATION_INFO },
    { "p-asserted-identity", 19, SIP_H_P_ASSERTED_IDENTITY },
    { "proxy-authorization", 19, SIP_H_PROXY_AUTHORIZATION },
    { "p-preferred-identity", 20, SIP_H_P_PREFERRED_IDENTITY },
    { "p-access-network-info", 21, SIP_H_P_ACCESS_NETWORK_INFO },
};

/* SLOT[hash] is the row of KNOWN with that hash, and 0 where there is none. No two names have the same one. */
static const uint8_t SLOT[128] = {
    0, 0, 0, 19, 0, 0, 0, 22, 2, 32, 0, 0, 0, 0, 25, 0, 0, 27, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    12, 14, 0, 0, 35, 0, 7, 8, 31, 0, 16, 0, 0, 0, 0, 0, 0, 15, 0, 0, 3, 0, 0, 0, 0, 37, 0, 0, 20, 0, 0, 0,
    0, 0, 0, 11, 0, 9, 1, 0, 0, 30, 4, 0, 0, 23, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21, 0, 0, 34,
    5, 36, 0, 0, 0, 0, 29, 0, 0, 0, 33, 0, 0, 0, 0, 28, 0, 0, 0, 26, 0, 18, 0, 0, 10, 13, 6, 0, 0, 17, 0, 24,
};

/* s[i..j) is the name k, of that length; s[0..n) can be read. */
/*@ requires readable: Text(s, n, i) && \valid_read(k) && i + k->len <= n;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \forall integer x; 0 <= x < k->len ==> Lower(s[i + x]) == k->name[x]; */
static inline bool same_name(const uint8_t *s, size_t n, size_t i, const known_name *k)
{
    if (n - i < 24)
        return sip_word_at(s, i, (const char *)k->name, k->len);
    uint64_t d = sip_differs8(s + i, k->name) | sip_differs8(s + i + 8, k->name + 8);
    return (k->len > 16 ? d | sip_differs8(s + i + 16, k->name + 16) : d) == 0;
}

sip_header_name sip_header_id_in(const uint8_t *s, size_t n, size_t i, size_t j)
{
    size_t len = j - i;
    if (len == 0)
        return SIP_H_OTHER;
    uint32_t first = s[i] | 0x20, last = s[j - 1] | 0x20; /* letters in lower case */
    const known_name *k = &KNOWN[SLOT[(2 * (uint32_t)len + 5 * first + 17 * last) % 128]];
    return k->len == len && same_name(s, n, i, k) ? k->id : SIP_H_OTHER;
}

sip_header_name sip_header_id(const uint8_t *s, size_t i, size_t j)
{
    return sip_header_id_in(s, j, i, j);
}

const char *sip_header_text(sip_header_name id)
{
    static const char *const text[SIP_H_COUNT] = {
        [SIP_H_OTHER] = "",
        [SIP_H_VIA] = "Via",
        [SIP_H_FROM] = "From",
        [SIP_H_TO] = "To",
        [SIP_H_CALL_ID] = "Call-ID",
        [SIP_H_CSEQ] = "CSeq",
        [SIP_H_MAX_FORWARDS] = "Max-Forwards",
        [SIP_H_CONTACT] = "Contact",
        [SIP_H_EXPIRES] = "Expires",
        [SIP_H_CONTENT_LENGTH] = "Content-Length",
        [SIP_H_CONTENT_TYPE] = "Content-Type",
        [SIP_H_ROUTE] = "Route",
        [SIP_H_RECORD_ROUTE] = "Record-Route",
        [SIP_H_PATH] = "Path",
        [SIP_H_SERVICE_ROUTE] = "Service-Route",
        [SIP_H_REQUIRE] = "Require",
        [SIP_H_PROXY_REQUIRE] = "Proxy-Require",
        [SIP_H_SUPPORTED] = "Supported",
        [SIP_H_UNSUPPORTED] = "Unsupported",
        [SIP_H_AUTHORIZATION] = "Authorization",
        [SIP_H_PROXY_AUTHORIZATION] = "Proxy-Authorization",
        [SIP_H_WWW_AUTHENTICATE] = "WWW-Authenticate",
        [SIP_H_PROXY_AUTHENTICATE] = "Proxy-Authenticate",
        [SIP_H_AUTHENTICATION_INFO] = "Authentication-Info",
        [SIP_H_SECURITY_CLIENT] = "Security-Client",
        [SIP_H_SECURITY_SERVER] = "Security-Server",
        [SIP_H_SECURITY_VERIFY] = "Security-Verify",
        [SIP_H_P_ASSOCIATED_URI] = "P-Associated-URI",
        [SIP_H_P_ACCESS_NETWORK_INFO] = "P-Access-Network-Info",
        [SIP_H_P_PREFERRED_IDENTITY] = "P-Preferred-Identity",
        [SIP_H_P_ASSERTED_IDENTITY] = "P-Asserted-Identity",
    };
    return (unsigned)id < SIP_H_COUNT ? text[id] : "";
}

typedef struct { const char *name, *requirement; } fault_text;

static const fault_text FAULT[] = {
    [SIP_MESSAGE_OK] = { "ok", "" },
    [SIP_MESSAGE_MORE] = { "more", "" },
    [SIP_MESSAGE_EMPTY] = { "empty-message", "SIP-7-1" },
    [SIP_MESSAGE_START_LINE] = { "start-line", "SIP-7-2" },
    [SIP_MESSAGE_VERSION] = { "sip-version", "SIP-7.1-1" },
    [SIP_MESSAGE_STATUS_CODE] = { "status-code", "SIP-7.2-1" },
    [SIP_MESSAGE_HEADER_NAME] = { "header-name", "SIP-7.3.1-1" },
    [SIP_MESSAGE_COLON] = { "colon", "SIP-7.3.1-2" },
    [SIP_MESSAGE_LINE_END] = { "line-end", "SIP-7.3.1-3" },
    [SIP_MESSAGE_BYTE] = { "control-byte", "SIP-25.1-1" },
    [SIP_MESSAGE_UTF8] = { "utf-8", "SIP-25.1-2" },
    [SIP_MESSAGE_NO_BLANK_LINE] = { "no-blank-line", "SIP-7-3" },
    [SIP_MESSAGE_CONTENT_LENGTH] = { "content-length", "SIP-20.14-1" },
    [SIP_MESSAGE_LENGTH_DIFFERS] = { "content-length-differs", "SIP-20.14-2" },
    [SIP_MESSAGE_TRUNCATED] = { "truncated", "SIP-18.3-1" },
    [SIP_MESSAGE_TOO_MANY_HEADERS] = { "too-many-headers", "SIP-LIMIT-1" },
    [SIP_MESSAGE_TOO_LONG] = { "too-long", "SIP-LIMIT-2" },
};

const char *sip_message_error_name(sip_message_code code)
{
    return (unsigned)code <= SIP_MESSAGE_TOO_LONG ? FAULT[code].name : "";
}

const char *sip_message_requirement(sip_message_code code)
{
    return (unsigned)code <= SIP_MESSAGE_TOO_LONG ? FAULT[code].requirement : "";
}
