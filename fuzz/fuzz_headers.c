/* The first byte chooses a header field or the URI; the rest is its value: reader against the grammar, spans inside. */
#include "../spec/ref/abnf.h"
#include "check_message.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

typedef struct { const char *rule; sip_header_name id; int index; bool once; } field;

/* once: a rule beyond the grammar may refuse a parameter that stands twice */
static field fields[] = {
    { "Via-value", SIP_H_VIA, -1, true },         { "CSeq-value", SIP_H_CSEQ, -1, false },
    { "From-value", SIP_H_FROM, -1, true },       { "Contact-value", SIP_H_CONTACT, -1, true },
    { "Expires-value", SIP_H_EXPIRES, -1, false }, { "Require-value", SIP_H_REQUIRE, -1, false },
    { "Call-ID-value", SIP_H_CALL_ID, -1, false }, { "Route-value", SIP_H_PATH, -1, false },
    { "Identity-value", SIP_H_P_ASSERTED_IDENTITY, -1, false },
    { "Access-value", SIP_H_P_ACCESS_NETWORK_INFO, -1, false },
    { "Authorization-value", SIP_H_AUTHORIZATION, -1, false },
    { "Authentication-Info-value", SIP_H_AUTHENTICATION_INFO, -1, false },
    { "URI", SIP_H_OTHER, -1, false },
};
#define FIELDS (sizeof fields / sizeof fields[0])

static abnf *grammar;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    grammar = abnf_new();
    if (grammar == NULL || !abnf_load(grammar, "spec/grammar/lex.abnf") ||
        !abnf_load(grammar, "spec/grammar/message.abnf") || !abnf_load(grammar, "spec/grammar/headers.abnf") ||
        !abnf_finish(grammar))
        must_hold("the grammar does not load: run from the project's root");
    for (size_t k = 0; k < FIELDS; k++)
        fields[k].index = abnf_rule(grammar, fields[k].rule);
    return 0;
}

/* The value alone behind an index made for it, as the readers take it. */
static bool reads(sip_header_name id, const uint8_t *s, size_t n)
{
    static sip_message m;
    size_t at;
    m.headers = 1;
    m.header[0].id = id;
    m.header[0].value = (sip_part){ 0, (uint16_t)n };
    m.body = (sip_span){ (uint32_t)n, 0 };
    must_hold(check_readers(s, &m));
    return sip_header_valid(s, &m, id, &at);
}

/* The parts of a SIP URI are those of one that reads well, in order. */
static void uri_parts(const uint8_t *s, size_t n, bool ok)
{
    sip_uri u;
    if (!sip_uri_read(s, 0, n, &u))
        return;
    if (!ok || u.user.at < 4 || u.host.at < u.user.at + u.user.len || u.host.len == 0 ||
        u.host.at + u.host.len > n || u.port > 65535)
        must_hold("uri: parts of what does not read, or out of order");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 301)
        return 0;
    const field *f = &fields[data[0] % FIELDS];
    size_t n = size - 1;
    uint8_t *s = malloc(n == 0 ? 1 : n); /* of its own, so that a read behind the value is seen */
    memcpy(s, data + 1, n);
    bool ok = f->id == SIP_H_OTHER ? sip_uri_scan(s, n, 0) == n : reads(f->id, s, n);
    if (f->id == SIP_H_OTHER)
        uri_parts(s, n, ok);
    bool want = abnf_match(grammar, f->index, s, n);
    if (ok && !want)
        must_hold("header: read, but not in the grammar");
    if (!ok && want && !f->once)
        must_hold("header: in the grammar, but not read");
    free(s);
    return 0;
}
