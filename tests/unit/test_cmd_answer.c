/* secagree answer: verdicts with their words and header fields, policies, and every way to call it wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_answer.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

static int on_text(const char *line, const char *text)
{
    return run_on_text(cmd_answer, line, text);
}

#define HEAD(method) method " sip:home.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n" \
    "From: <sip:a@home.example>;tag=1\r\nTo: <sip:a@home.example>\r\nCall-ID: x\r\nCSeq: 1 " method "\r\n"
#define END    "Content-Length: 0\r\n\r\n"
#define TAGS   "Require: sec-agree\r\nProxy-Require: sec-agree\r\n"
#define ENDS   "spi-c=0000001001;spi-s=0000001002;port-c=6001;port-s=6002"
#define CLIENT "Security-Client: ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;" ENDS "\r\n"
#define TLS    " --profile rfc3329 --server tls;q=0.2 "

static void test_ims_register(void **state)
{
    (void)state;
    assert_int_equal(on_text("answer %s", HEAD("REGISTER") TAGS CLIENT END), EXIT_CONFORMS);
    assert_string_equal(printed,
        "proceed: the first REGISTER goes on; its 401 brings the server's list (R3329-2.1-02)\n"
        "take sec-agree out of Require and Proxy-Require\n"
        "take Security-Client out\n"
        "in a 401 to it: Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;q=0.900\n"
        "  with the SPIs and ports of the P-CSCF in each mechanism\n");
    assert_int_equal(on_text("answer --algorithms hmac-sha-1-96/aes-cbc %s", HEAD("REGISTER") TAGS CLIENT END),
                     EXIT_VIOLATES);
    assert_string_equal(printed,
        "494 Security Agreement Required: no ipsec-3gpp of Security-Client reads well and has a pair of algorithms in "
        "common (R3329-2.3.1-08)\n"
        "Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;prot=esp;mod=trans;q=0.900\n"
        "Require: sec-agree\n");
    assert_int_equal(on_text("answer %s", HEAD("REGISTER") END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "421 Extension Required: "));
    assert_int_equal(on_text("answer %s", HEAD("REGISTER") TAGS "Security-Client: ipsec-3gpp;;\r\n" END),
                     EXIT_VIOLATES);
    assert_non_null(strstr(printed, "400 Bad Request: Security-Client is malformed"));
    assert_int_equal(on_text("answer %s", HEAD("REGISTER") TAGS "Security-Client: \r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "400 Bad Request: Security-Client is malformed"));
    assert_int_equal(on_text("answer %s", HEAD("MESSAGE") END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "discard: no message but REGISTER may come in clear (CR2-7.1-3)"));
}

static void test_generic(void **state)
{
    (void)state;
    assert_int_equal(on_text("answer" TLS "--optional %s", HEAD("INVITE") END), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "R3329-2.3.2-01"));
    assert_int_equal(on_text("answer" TLS "%s", HEAD("INVITE") "Via: SIP/2.0/UDP 192.0.2.2\r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "502 Bad Gateway: more than one Via value"));
    assert_int_equal(on_text("answer" TLS "--off %s", HEAD("INVITE") TAGS END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "Unsupported: sec-agree"));
    assert_int_equal(on_text("answer" TLS "--tls %s", HEAD("INVITE") END), EXIT_CONFORMS);
    assert_int_equal(on_text("answer" TLS "%s", HEAD("INVITE") "Supported: sec-agree\r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "494 ") );
    assert_int_equal(on_text("answer --profile rfc3329 --server digest;q=0.9 --challenge Digest! %s",
                             HEAD("INVITE") TAGS "Security-Client: digest\r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "Proxy-Authenticate: Digest!\n"));
}

static void test_verify(void **state)
{
    (void)state;
    assert_int_equal(on_text("answer" TLS "--protected %s",
                             HEAD("INVITE") TAGS "Security-Verify: TLS; q=0.20\r\n" END), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "take Security-Verify out"));
    assert_int_equal(on_text("answer --profile rfc3329 --server digest;q=0.2 --protected %s",
                             HEAD("INVITE") TAGS "Security-Verify: digest;q=0.2;"
                             "d-ver=\"0123456789abcdef0123456789abcdef\"\r\n" END), EXIT_CONFORMS);
    assert_int_equal(on_text("answer" TLS "--protected %s", HEAD("INVITE") TAGS "Security-Verify: tls;q=0.3\r\n" END),
                     EXIT_VIOLATES);
    assert_non_null(strstr(printed, "494 Security Agreement Required: Security-Verify is not the list that"));
    assert_non_null(strstr(printed, "Security-Server: tls;q=0.2\n"));
    assert_int_equal(on_text("answer --protected %s", HEAD("MESSAGE") TAGS "Security-Verify: tls;q=0.3\r\n" END),
                     EXIT_CANNOT_TELL);
    assert_non_null(strstr(printed, "cannot tell: Security-Verify is there, but not the list"));
    assert_int_equal(on_text("answer --json --protected %s", HEAD("MESSAGE") TAGS "Security-Verify: tls\r\n" END),
                     EXIT_CANNOT_TELL);
    assert_non_null(strstr(printed, "\"verdict\":\"cannot-tell\""));
}

/* What is not known is asked for only where it decides. */
static void test_unknown(void **state)
{
    (void)state;
    assert_int_equal(on_text("answer --protected %s", HEAD("MESSAGE") "Via: SIP/2.0/UDP 192.0.2.2\r\n" TAGS
                             "Security-Verify: tls\r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "502 Bad Gateway"));
    assert_int_equal(on_text("answer --server ipsec-3gpp;alg=hmac-sha-1-96;q=0.5 %s",
                             HEAD("REGISTER") TAGS CLIENT END), EXIT_CANNOT_TELL);
    assert_non_null(strstr(printed, "has no SPIs and ports"));
    assert_int_equal(on_text("answer --server ipsec-3gpp;alg=hmac-sha-1-96;q=0.5 %s", HEAD("REGISTER") END),
                     EXIT_VIOLATES);
    assert_non_null(strstr(printed, "421 Extension Required"));
}

/* What the client did against its own rules is said, whatever the verdict. */
static void test_faults(void **state)
{
    static const struct { const char *request, *requirement; } cases[] = {
        { HEAD("REGISTER") "Require: sec-agree\r\n" CLIENT END, "R3329-2.3.1-06" },
        { HEAD("REGISTER") TAGS CLIENT "Security-Server: tls\r\n" END, "R3329-2.6-02" },
        { HEAD("PRACK") TAGS CLIENT END, "R3329-2.6-01" },
        { HEAD("INVITE") "Require: a,,b\r\n" END, "Require is malformed (SIP-25.1-3)" },
        { HEAD("CANCEL") "Security-Verify: tls;q=0.2\r\n" END, "R3329-2.6-03" },
        { HEAD("INVITE") "Require: sec-agree\r\nSecurity-Verify: tls;q=0.2\r\n" END, "R3329-2.3.1-21" },
        { HEAD("INVITE") TAGS END, "R3329-2.3.1-20" },
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        assert_int_equal(on_text("answer" TLS "--protected %s", cases[k].request), EXIT_VIOLATES);
        if (strstr(printed, cases[k].requirement) == NULL)
            fail_msg("%zu: %s", k, printed);
    }
    assert_int_equal(on_text("answer" TLS "--protected %s", HEAD("ACK") "Security-Verify: tls;q=0.2\r\n" END),
                     EXIT_CONFORMS); /* disputed: nothing is said against it */
    assert_int_equal(on_text("answer" TLS "--protected %s", HEAD("PRACK") TAGS END), EXIT_CONFORMS);
    assert_int_equal(on_text("answer" TLS "--tls %s", HEAD("INVITE") TAGS "Security-Client: tls\r\n" END),
                     EXIT_VIOLATES);
    assert_non_null(strstr(printed, "R3329-2.3.1-01"));
    assert_int_equal(on_text("answer --optional --protected %s", HEAD("MESSAGE") END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "proceed: "));
    assert_non_null(strstr(printed, "R3329-2.3.1-20"));
}

static void test_json(void **state)
{
    json_t *o;

    (void)state;
    assert_int_equal(on_text("answer --json --server ipsec-3gpp;alg=hmac-sha-1-96;" ENDS " %s",
                             HEAD("REGISTER") TAGS CLIENT END), EXIT_CONFORMS);
    o = json_loads(printed, 0, NULL);
    assert_non_null(o);
    assert_string_equal(json_string_value(json_object_get(o, "verdict")), "proceed");
    assert_string_equal(json_string_value(json_array_get(json_object_get(o, "add_401"), 0)),
                        "Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;" ENDS);
    assert_true(json_is_false(json_object_get(o, "spis_to_add")));
    assert_true(json_is_true(json_object_get(o, "strip_client")));
    json_decref(o);
}

/* With the policy in a file of its own. */
static int with_policy(const char *policy, const char *text)
{
    char line[256];
    FILE *f = tmpfile();
    int status;

    assert_non_null(f);
    fputs(policy, f);
    fflush(f);
    snprintf(line, sizeof line, "answer --policy /dev/fd/%d %%s", fileno(f));
    status = on_text(line, text);
    fclose(f);
    return status;
}

static void test_policy(void **state)
{
    static const char *const bad[] = { "", "[]", "{\"demanded\":1}", "{\"colour\":1}", "{\"profile\":\"x\"}",
                                       "{\"version\":2}", "{\"algorithms\":\"des/null\"}", "{\"server\":7}",
                                       "{\"algorithms\":\"\"}", "{\"server\":\"@x\"}", "{\"profile\":\"draft\"}" };

    (void)state;
    assert_int_equal(with_policy("{\"version\":1,\"profile\":\"rfc3329\",\"demanded\":false,\"server\":\"tls\"}",
                                 HEAD("INVITE") END), EXIT_CONFORMS);
    assert_int_equal(with_policy("{\"algorithms\":\"aes-gmac/null, hmac-sha-1-96/null\"}",
                                 HEAD("REGISTER") TAGS CLIENT END), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "alg=aes-gmac;ealg=null;prot=esp;mod=trans;q=0.900, ipsec-3gpp;alg=hmac-sha-1-96"));
    assert_int_equal(with_policy("{\"profile\":\"draft\",\"server\":\"digest-integrity\",\"challenge\":\"Digest?\"}",
                                 HEAD("INVITE") TAGS "Security-Client: digest-integrity\r\n" END), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "WWW-Authenticate: Digest?\n"));
    assert_int_equal(with_policy("{\"enabled\":false}", HEAD("INVITE") END), EXIT_CONFORMS);
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        if (with_policy(bad[k], HEAD("REGISTER") END) != EXIT_USAGE)
            fail_msg("%s: %s", bad[k], printed);
    }
}

/* The command gives for each case of spec/vectors/agree.jsonl what the case says is due, member by member. */
static void one_vector(const json_t *o)
{
    json_t *policy = json_pack("{s:O, s:O, s:O, s:O}", "profile", json_object_get(o, "profile"), "server",
                               json_object_get(o, "server"), "demanded", json_object_get(o, "demanded"), "enabled",
                               json_object_get(o, "enabled"));
    char *text = json_dumps(policy, 0), line[256];
    FILE *f = tmpfile();
    json_t *got;

    assert_true(f != NULL && text != NULL);
    fputs(text, f);
    fflush(f);
    snprintf(line, sizeof line, "answer --json --policy /dev/fd/%d%s%s %%s", fileno(f),
             json_is_true(json_object_get(o, "protected")) ? " --protected" : "",
             json_is_true(json_object_get(o, "tls")) ? " --tls" : "");
    assert_true(on_text(line, json_string_value(json_object_get(o, "request"))) <= EXIT_VIOLATES);
    got = json_loads(printed, 0, NULL);
    if (!json_equal(got, json_object_get(o, "due")))
        fail_msg("%s: %s", json_string_value(json_object_get(o, "name")), printed);
    json_decref(got);
    json_decref(policy);
    free(text);
    fclose(f);
}

static void test_vectors(void **state)
{
    FILE *f = fopen("spec/vectors/agree.jsonl", "r");
    char *line = NULL;
    size_t room = 0, n = 0;

    (void)state;
    assert_non_null(f);
    for (; getline(&line, &room, f) >= 0; n++) {
        json_t *o = json_loads(line, 0, NULL);
        assert_non_null(o);
        one_vector(o);
        json_decref(o);
    }
    free(line);
    fclose(f);
    assert_true(n >= 150);
}

static void test_usage(void **state)
{
    static const char *const bad[] = { "answer --what", "answer a b", "answer --profile rfc3329", "answer --profile x",
                                       "answer --algorithms x", "answer --algorithms hmac-md5-96/null",
                                       "answer --algorithms aes-gmac/aes-cbc", "answer --algorithms null/null",
                                       "answer no/such/file", "answer --policy no/such/file",
                                       "answer --server @no/such", "answer --challenge a\tb" };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(run_line(cmd_answer, bad[k]), EXIT_USAGE);
        assert_string_not_equal(complained, "");
    }
    assert_int_equal(on_text("answer %s", "nothing"), EXIT_USAGE);
    assert_int_equal(on_text("answer %s", "ACK sip:a SIP/2.0\r\nVia x\r\n\r\n"), EXIT_USAGE);
    assert_non_null(strstr(complained, "colon at byte 23 (SIP-7.3.1-2)"));
    assert_int_equal(on_text("answer %s", "SIP/2.0 200 OK\r\n\r\n"), EXIT_USAGE);
    assert_non_null(strstr(complained, "a response, not a request"));
    assert_int_equal(on_text("answer --server tls;; %s", HEAD("REGISTER") END), EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ims_register), cmocka_unit_test(test_generic), cmocka_unit_test(test_verify),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_faults), cmocka_unit_test(test_json), cmocka_unit_test(test_policy),
        cmocka_unit_test(test_vectors), cmocka_unit_test(test_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
