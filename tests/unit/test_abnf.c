/* The parsers against the grammar itself: strings made from spec/grammar by seed, and strings one edit away, are taken
 * exactly where the ABNF takes them. SECAGREE_ABNF_N: how many of each (100000), SECAGREE_ABNF_SEED: where to start. */
#include "../../spec/ref/abnf.h"
#include "../../src/core/headers.h"
#include "../../src/core/ipsec3gpp.h"
#include "../../src/core/lex.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static abnf *grammar;
static sip_message m;
static unsigned long count_members = 100000;
static uint64_t first_seed = 1;

/* A parser's word on s[0..n): -1 means that a rule beyond the grammar refuses or alters it. */
typedef int verdict(const uint8_t *s, size_t n);

/* A message index with this one header field, whose value is all of s. */
static void index_one(sip_header_name id, size_t n)
{
    memset(&m, 0, offsetof(sip_message, header) + sizeof m.header[0]);
    m.headers = 1;
    m.header[0].id = id;
    m.header[0].value.len = (uint32_t)n;
}

/* The parameter name stands twice in one entry of the list. */
static bool twice(const uint8_t *s, size_t n, const char *name)
{
    unsigned seen = 0;
    bool quoted = false, angle = false;
    size_t len = strlen(name);
    for (size_t i = 0; i < n; i++) {
        if (quoted) {
            if (s[i] == '\\')
                i++;
            else if (s[i] == '"')
                quoted = false;
            continue;
        }
        if (s[i] == '"')
            quoted = true;
        else if (s[i] == '<')
            angle = true;
        else if (s[i] == '>')
            angle = false;
        else if (!angle && s[i] == ',')
            seen = 0;
        else if (!angle && s[i] == ';') {
            size_t b = sip_sws_scan(s, n, i + 1), e = sip_token_scan(s, n, b);
            if (e != SIP_NPOS && e - b == len && sip_equal_nocase(s, b, e, name, len) && ++seen > 1)
                return true;
        }
    }
    return false;
}

static int on_list(const uint8_t *s, size_t n)
{
    static sec_list list;
    list.count = list.params = 0;
    sec_code code = sec_list_parse(s, 0, n, &list).code;
    bool beyond = code == SEC_DUPLICATE_PARAM || code == SEC_DUPLICATE_Q || code == SEC_TOO_MANY_MECHANISMS ||
                  code == SEC_TOO_MANY_PARAMS;
    return beyond ? -1 : code == SEC_OK;
}

static int on_via(const uint8_t *s, size_t n)
{
    static const char *const once[] = { "ttl", "maddr", "received", "branch", "rport" };
    index_one(SIP_H_VIA, n);
    bool ok = sip_via_count(s, &m) != SIP_NPOS;
    for (size_t k = 0; !ok && k < 5; k++) {
        if (twice(s, n, once[k]))
            return -1;
    }
    return ok;
}

static int on_cseq(const uint8_t *s, size_t n)
{
    sip_cseq c;
    index_one(SIP_H_CSEQ, n);
    return sip_cseq_read(s, &m, &c);
}

static int on_from(const uint8_t *s, size_t n)
{
    sip_party p;
    index_one(SIP_H_FROM, n);
    bool ok = sip_party_read(s, &m, SIP_H_FROM, &p);
    return !ok && twice(s, n, "tag") ? -1 : ok;
}

static int on_contact(const uint8_t *s, size_t n)
{
    sip_contact c;
    index_one(SIP_H_CONTACT, n);
    bool ok = sip_contact_read(s, &m, &c);
    return !ok && (twice(s, n, "expires") || twice(s, n, "q")) ? -1 : ok;
}

static int valid(sip_header_name id, const uint8_t *s, size_t n)
{
    size_t at;
    index_one(id, n);
    return sip_header_valid(s, &m, id, &at);
}

static int on_expires(const uint8_t *s, size_t n) { return valid(SIP_H_EXPIRES, s, n); }
static int on_require(const uint8_t *s, size_t n) { return valid(SIP_H_REQUIRE, s, n); }
static int on_call_id(const uint8_t *s, size_t n) { return valid(SIP_H_CALL_ID, s, n); }
static int on_route(const uint8_t *s, size_t n) { return valid(SIP_H_ROUTE, s, n); }
static int on_identity(const uint8_t *s, size_t n) { return valid(SIP_H_P_ASSERTED_IDENTITY, s, n); }
static int on_access(const uint8_t *s, size_t n) { return valid(SIP_H_P_ACCESS_NETWORK_INFO, s, n); }
static int on_authorization(const uint8_t *s, size_t n) { return valid(SIP_H_AUTHORIZATION, s, n); }
static int on_info(const uint8_t *s, size_t n) { return valid(SIP_H_AUTHENTICATION_INFO, s, n); }

static int on_uri(const uint8_t *s, size_t n)
{
    return sip_uri_scan(s, n, 0) == n;
}

static int on_message(const uint8_t *s, size_t n)
{
    sip_message_code code = sip_message_parse(s, n, &m).code;
    if (code == SIP_MESSAGE_CONTENT_LENGTH || code == SIP_MESSAGE_LENGTH_DIFFERS || code == SIP_MESSAGE_TRUNCATED)
        return -1;
    if (code == SIP_MESSAGE_OK && sip_header_find(&m, SIP_H_CONTENT_LENGTH, 0) != SIP_NPOS)
        return -1;
    return code == SIP_MESSAGE_OK;
}

static void show(const uint8_t *s, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (s[k] >= 0x20 && s[k] < 0x7F)
            fputc(s[k], stderr);
        else
            fprintf(stderr, "<%02x>", s[k]);
    }
    fputc('\n', stderr);
}

typedef struct { const char *rule; verdict *sut; size_t cap; } target;

/* Both answers on one string; a parser is free only where a rule beyond the grammar speaks. The copy ends where the
 * allocation ends, so that a sanitizer sees a read behind it. */
static int agree(const target *t, int rule, const uint8_t *s, size_t n, bool member)
{
    uint8_t *copy = malloc(n == 0 ? 1 : n);
    memcpy(copy, s, n);
    int sut = t->sut(copy, n);
    free(copy);
    bool want = member || abnf_match(grammar, rule, s, n);
    if (sut >= 0 && sut != want) {
        show(s, n);
        fail_msg("%s: the parser says %d, the grammar %d", t->rule, sut, want);
    }
    return sut;
}

static void run(const target *t)
{
    int rule = abnf_rule(grammar, t->rule);
    uint64_t seed = first_seed;
    uint8_t s[ABNF_TEXT_MAX + 1], near[ABNF_TEXT_MAX + 2];
    unsigned long members = 0, beyond = 0, outside = 0;
    assert_true(rule >= 0);
    while (members < count_members) {
        long n = abnf_make(grammar, rule, &seed, s, t->cap);
        if (n < 0)
            continue;
        if (members % 64 == 0)
            assert_true(abnf_match(grammar, rule, s, (size_t)n)); /* the maker itself is checked */
        beyond += agree(t, rule, s, (size_t)n, true) < 0;
        size_t k = abnf_near(&seed, s, (size_t)n, near);
        outside += agree(t, rule, near, k, false) == 0;
        members++;
    }
    printf("%s: %lu members (%lu refused by a rule beyond the grammar), %lu near-members (%lu refused)\n", t->rule,
           members, beyond, members, outside);
    assert_true(beyond < members / 2 && outside > members / 50);
}

static void test_grammar(void **state)
{
    run(*state);
}

/* The interpreter on rules that are easy to see. */
static void test_interpreter(void **state)
{
    (void)state;
    int q = abnf_rule(grammar, "qvalue"), lws = abnf_rule(grammar, "LWS"), port = abnf_rule(grammar, "port");
    static const char *const good[] = { "0", "0.", "0.123", "1.000", "1" };
    static const char *const bad[] = { "", ".5", "0.1234", "1.1", "2" };
    for (size_t k = 0; k < 5; k++) {
        assert_true(abnf_match(grammar, q, (const uint8_t *)good[k], strlen(good[k])));
        assert_false(abnf_match(grammar, q, (const uint8_t *)bad[k], strlen(bad[k])));
    }
    assert_true(abnf_match(grammar, lws, (const uint8_t *)" \r\n\t", 4));
    assert_false(abnf_match(grammar, lws, (const uint8_t *)"\r\n \r\n ", 6));
    assert_true(abnf_match(grammar, port, (const uint8_t *)"00065535", 8));
    assert_false(abnf_match(grammar, port, (const uint8_t *)"65536", 5));
    assert_false(abnf_match(grammar, abnf_rule(grammar, "extension"), (const uint8_t *)"Q=1", 3));
    assert_true(abnf_match(grammar, abnf_rule(grammar, "extension"), (const uint8_t *)"Qq=1", 4));
}

static int load(void **state)
{
    static const char *const file[] = { "lex", "mechanism", "message", "headers", "ipsec3gpp" };
    (void)state;
    grammar = abnf_new();
    for (size_t k = 0; grammar != NULL && k < sizeof file / sizeof *file; k++) {
        char path[64];
        snprintf(path, sizeof path, "spec/grammar/%s.abnf", file[k]);
        if (!abnf_load(grammar, path)) {
            fprintf(stderr, "%s\n", abnf_error(grammar));
            return -1;
        }
    }
    if (grammar == NULL || !abnf_finish(grammar)) {
        fprintf(stderr, "%s\n", grammar == NULL ? "no memory" : abnf_error(grammar));
        return -1;
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    abnf_free(grammar);
    return 0;
}

int main(void)
{
    static target t[] = {
        { "security-list", on_list, 160 },
        { "Via-value", on_via, 160 },
        { "CSeq-value", on_cseq, 80 },
        { "From-value", on_from, 160 },
        { "Contact-value", on_contact, 160 },
        { "Expires-value", on_expires, 40 },
        { "Require-value", on_require, 80 },
        { "Call-ID-value", on_call_id, 80 },
        { "Route-value", on_route, 160 },
        { "Identity-value", on_identity, 160 },
        { "Access-value", on_access, 160 },
        { "Authorization-value", on_authorization, 160 },
        { "Authentication-Info-value", on_info, 160 },
        { "URI", on_uri, 120 },
        { "SIP-message", on_message, 240 },
    };
    struct CMUnitTest tests[1 + sizeof t / sizeof *t] = { cmocka_unit_test(test_interpreter) };
    if (getenv("SECAGREE_ABNF_N") != NULL)
        count_members = strtoul(getenv("SECAGREE_ABNF_N"), NULL, 10);
    if (getenv("SECAGREE_ABNF_SEED") != NULL)
        first_seed = strtoull(getenv("SECAGREE_ABNF_SEED"), NULL, 10);
    for (size_t k = 0; k < sizeof t / sizeof *t; k++)
        tests[k + 1] = (struct CMUnitTest){ t[k].rule, test_grammar, NULL, NULL, &t[k] };
    return cmocka_run_group_tests(tests, load, unload);
}
