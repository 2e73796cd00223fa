/* spec/vectors/parse.jsonl: every case by the parser, and every case by what shares nothing with it: lists and typed
 * parameters by spec/ref to the word and offset, messages and header fields by the grammar. */
#include "../../spec/ref/abnf.h"
#include "../../spec/ref/ref_mechanism.h"
#include "../../src/core/headers.h"
#include "../../src/core/ipsec3gpp.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct { const char *id, *profile, *name; bool tolerant; json_t *error, *result; uint8_t *s; size_t n; } vector;

static abnf *grammar;
static sip_message m;

static const char *word(const json_t *o, const char *key)
{
    const char *v = json_string_value(json_object_get(o, key));
    assert_non_null(v);
    return v;
}

static void is_error(const vector *v, const char *name, size_t at, const char *requirement)
{
    if (v->error == NULL)
        fail_msg("%s: %s at %zu, but it is good", v->id, name, at);
    if (strcmp(word(v->error, "name"), name) != 0 ||
        json_integer_value(json_object_get(v->error, "at")) != (json_int_t)at)
        fail_msg("%s: %s at %zu", v->id, name, at);
    if (requirement != NULL)
        assert_string_equal(word(v->error, "requirement"), requirement);
}

static void is_good(const vector *v)
{
    if (v->error != NULL)
        fail_msg("%s: accepted", v->id);
}

static bool is_number(const vector *v, const char *key, json_int_t want)
{
    json_t *x = json_object_get(v->result, key);
    return json_is_integer(x) && json_integer_value(x) == want;
}

static void list_by_core(const vector *v)
{
    static sec_list l;
    static uint8_t out[1 << 16];
    uint32_t notes = 0;
    l.count = l.params = 0;
    sec_result r = v->tolerant ? sec_list_parse_tolerant(v->s, 0, v->n, &l, &notes) : sec_list_parse(v->s, 0, v->n, &l);
    if (r.code != SEC_OK) {
        is_error(v, sec_error_name(r.code), r.at, sec_requirement(r.code));
        return;
    }
    is_good(v);
    assert_true(is_number(v, "mechanisms", l.count) && is_number(v, "params", l.params));
    size_t len = sec_list_print(v->s, &l, out, sizeof out);
    assert_int_equal(len, json_string_length(json_object_get(v->result, "canonical")));
    assert_memory_equal(word(v->result, "canonical"), out, len);
}

static void list_by_reference(const vector *v)
{
    static ref_list l;
    size_t at;
    const char *fault = ref_list_parse(v->s, v->n, v->tolerant, &l, &at);
    if (fault != NULL)
        is_error(v, fault, at, NULL);
    else {
        is_good(v);
        assert_true(is_number(v, "mechanisms", (json_int_t)l.count) && is_number(v, "params", (json_int_t)l.params));
    }
}

static sec_profile profile_of(const char *name)
{
    int p = 0;
    while (p < PROFILE_COUNT && strcmp(profile_name((sec_profile)p), name) != 0)
        p++;
    assert_true(p < PROFILE_COUNT);
    return (sec_profile)p;
}

static void ipsec_by_core(const vector *v)
{
    static sec_list l;
    static const char *const mode[] = { "trans", "tun", "udp-enc-tun" };
    ipsec3gpp x;
    uint32_t notes = 0;
    l.count = l.params = 0;
    sec_result r = sec_list_parse(v->s, 0, v->n, &l);
    if (r.code != SEC_OK) {
        is_error(v, sec_error_name(r.code), r.at, sec_requirement(r.code));
        return;
    }
    sec_profile p = profile_of(v->profile);
    ipsec_result t = v->tolerant ? ipsec3gpp_read_tolerant(v->s, &l, 0, p, &x, &notes)
                                 : ipsec3gpp_read(v->s, &l, 0, p, &x);
    if (t.code != IPSEC_OK) {
        is_error(v, ipsec_error_name(t.code), t.at, ipsec_requirement(t.code));
        return;
    }
    is_good(v);
    assert_string_equal(word(v->result, "alg"), sec_alg_name(x.alg));
    assert_string_equal(word(v->result, "ealg"), sec_ealg_name(x.ealg));
    assert_string_equal(word(v->result, "prot"), x.prot == PROT_AH ? "ah" : "esp");
    assert_string_equal(word(v->result, "mod"), mode[x.mod]);
    assert_true(is_number(v, "spi_c", x.spi_c) && is_number(v, "spi_s", x.spi_s));
    assert_true(is_number(v, "port_c", x.port_c) && is_number(v, "port_s", x.port_s));
    assert_true(is_number(v, "addr_pref_length", x.addr_pref_length == ADDR_PREF_ABSENT ? -1 : x.addr_pref_length));
}

static void ipsec_by_reference(const vector *v)
{
    static ref_list l;
    ref_ipsec x;
    size_t at;
    const char *fault = ref_list_parse(v->s, v->n, false, &l, &at);
    if (fault == NULL)
        fault = ref_ipsec_read(v->s, &l, 0, v->profile, v->tolerant, &x, &at);
    if (fault != NULL) {
        is_error(v, fault, at, NULL);
        return;
    }
    is_good(v);
    assert_string_equal(word(v->result, "alg"), x.alg);
    assert_string_equal(word(v->result, "ealg"), x.ealg);
    assert_string_equal(word(v->result, "prot"), x.prot);
    assert_string_equal(word(v->result, "mod"), x.mod);
    assert_true(is_number(v, "spi_c", (json_int_t)x.spi_c) && is_number(v, "spi_s", (json_int_t)x.spi_s));
    assert_true(is_number(v, "port_c", (json_int_t)x.port_c) && is_number(v, "port_s", (json_int_t)x.port_s));
    assert_true(is_number(v, "addr_pref_length", x.prefix));
}

static void header_by_core(const vector *v)
{
    size_t at = 0;
    m.headers = 1;
    m.header[0].id = sip_header_id((const uint8_t *)v->name, 0, strlen(v->name));
    m.header[0].value = (sip_part){ 0, (uint16_t)v->n };
    if (sip_header_valid(v->s, &m, m.header[0].id, &at))
        is_good(v);
    else
        is_error(v, "header-value", at, NULL);
}

/* The grammar's word; a duplicate parameter is refused beyond it. */
static void by_grammar(const vector *v, const char *rule, bool may_refuse)
{
    if (v->n > ABNF_TEXT_MAX)
        return;
    bool in = abnf_match(grammar, abnf_rule(grammar, rule), v->s, v->n);
    if (in != (v->error == NULL) && !(in && may_refuse))
        fail_msg("%s: the grammar says %d", v->id, in);
}

static void header_by_grammar(const vector *v)
{
    char rule[64];
    const char *text = (const char *)v->s;
    bool twice = strstr(text, "branch=b;branch") != NULL || strstr(text, "tag=1;tag") != NULL;
    const char *name = strcmp(v->name, "Path") == 0 ? "Route" : v->name;
    snprintf(rule, sizeof rule, "%s-value", strcmp(v->name, "P-Asserted-Identity") == 0 ? "Identity" : name);
    by_grammar(v, rule, twice);
}

static void message_by_core(const vector *v)
{
    sip_message_result r = sip_message_parse(v->s, v->n, &m);
    if (r.code != SIP_MESSAGE_OK) {
        is_error(v, sip_message_error_name(r.code), r.at, sip_message_requirement(r.code));
        return;
    }
    is_good(v);
    assert_int_equal(json_is_true(json_object_get(v->result, "request")), m.request);
    assert_true(is_number(v, "headers", m.headers) && is_number(v, "body_at", m.body.at) &&
                is_number(v, "body_length", m.body.len));
    assert_true(m.request || is_number(v, "status", m.status));
}

static void message_by_grammar(const vector *v)
{
    if (v->error == NULL && sip_header_find(&m, SIP_H_CONTENT_LENGTH, 0) != SIP_NPOS)
        return;
    const char *name = v->error == NULL ? "" : word(v->error, "name");
    if (strncmp(name, "content-length", 14) != 0 && strcmp(name, "truncated") != 0)
        by_grammar(v, "SIP-message", false);
}

static void run_vector(const vector *v, const char *kind)
{
    if (strcmp(kind, "list") == 0) {
        list_by_core(v);
        list_by_reference(v);
    } else if (strcmp(kind, "ipsec") == 0) {
        ipsec_by_core(v);
        ipsec_by_reference(v);
    } else if (strcmp(kind, "header") == 0) {
        header_by_core(v);
        header_by_grammar(v);
    } else {
        assert_string_equal(kind, "message");
        message_by_core(v);
        message_by_grammar(v);
    }
}

/* The input, as text or in hex, NUL behind it. */
static void input(const json_t *o, vector *v)
{
    const json_t *text = json_object_get(o, "input");
    if (text != NULL) {
        v->n = json_string_length(text);
        v->s = malloc(v->n + 1);
        memcpy(v->s, json_string_value(text), v->n);
    } else {
        const char *hex = word(o, "input_hex");
        v->n = strlen(hex) / 2;
        v->s = malloc(v->n + 1);
        for (size_t k = 0; k < v->n; k++) {
            unsigned byte;
            assert_int_equal(sscanf(hex + 2 * k, "%2x", &byte), 1);
            v->s[k] = (uint8_t)byte;
        }
    }
    v->s[v->n] = '\0';
}

static void test_vectors(void **state)
{
    FILE *f = fopen("spec/vectors/parse.jsonl", "r");
    unsigned count = 0;
    char *line = NULL;
    size_t room = 0;
    (void)state;
    assert_non_null(f);
    while (getline(&line, &room, f) > 0) {
        json_t *o = json_loads(line, JSON_ALLOW_NUL, NULL);
        assert_non_null(o);
        vector v = { .id = word(o, "id"), .error = json_object_get(o, "error"), .result = json_object_get(o, "result"),
                     .profile = json_string_value(json_object_get(o, "profile")),
                     .name = json_string_value(json_object_get(o, "name")),
                     .tolerant = json_is_true(json_object_get(o, "tolerant")) };
        assert_true((v.error == NULL) != (v.result == NULL));
        input(o, &v);
        run_vector(&v, word(o, "kind"));
        free(v.s);
        json_decref(o);
        count++;
    }
    free(line);
    fclose(f);
    assert_true(count >= 400);
}

static int load(void **state)
{
    static const char *const file[] = { "lex", "message", "headers" };
    (void)state;
    grammar = abnf_new();
    for (size_t k = 0; grammar != NULL && k < 3; k++) {
        char path[64];
        snprintf(path, sizeof path, "spec/grammar/%s.abnf", file[k]);
        if (!abnf_load(grammar, path))
            return -1;
    }
    return grammar != NULL && abnf_finish(grammar) ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    abnf_free(grammar);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_vectors) };
    return cmocka_run_group_tests(tests, load, unload);
}
