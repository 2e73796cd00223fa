/* Security lists: parse, print, compare (RFC 3329 2.2, 2.3.1). */
#include "../../src/core/ipsec3gpp.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static sec_list a, b;

static const uint8_t *bytes(const char *t)
{
    return (const uint8_t *)t;
}

static sec_result parse(const char *t, sec_list *list)
{
    list->count = list->params = 0;
    return sec_list_parse(bytes(t), 0, strlen(t), list);
}

static void good(const char *t, uint32_t mechanisms, uint32_t params)
{
    sec_result r = parse(t, &a);
    if (r.code != SEC_OK)
        fail_msg("%s: %s at %zu", t, sec_error_name(r.code), r.at);
    assert_int_equal(a.count, mechanisms);
    assert_int_equal(a.params, params);
}

static void bad(const char *t, sec_code code, size_t at)
{
    sec_result r = parse(t, &a);
    if (r.code != code || r.at != at)
        fail_msg("%s: %s at %zu, not %s at %zu", t, sec_error_name(r.code), r.at, sec_error_name(code), at);
    assert_int_equal(a.count, 0);
    assert_int_equal(a.params, 0);
}

/* The form of parameter k of the list that t gave. */
static sec_value_form form(const char *t, uint32_t k)
{
    return sec_param_form(bytes(t), &a.param[k]);
}

static void test_grammar(void **state)
{
    (void)state;
    const char *forms = "a;b=[2001:db8::1];c=192.0.2.1;d=host.example;e=\"q\\\"x\";f";
    good("tls", 1, 0);
    good("digest;d-alg=MD5;d-qop=auth;d-ver=\"0123456789abcdef0123456789abcdef\" ;q=0.5", 1, 4);
    good("tls ; q = 1.000 , ipsec-ike\r\n\t;q=0.,x;y", 3, 3);
    good(forms, 1, 5);
    assert_int_equal(form(forms, 0), SEC_VALUE_HOST);
    assert_int_equal(form(forms, 1), SEC_VALUE_TOKEN);
    assert_int_equal(form(forms, 3), SEC_VALUE_QUOTED);
    assert_int_equal(form(forms, 4), SEC_VALUE_NONE);
    good("sdes-srtp;mediasec", 1, 1);
    assert_int_equal(a.mech[0].q, -1);
    good("a;x= \r\n \r\n \"two folds\"", 1, 1); /* EQUAL and quoted-string bring an SWS each */
}

static void test_faults(void **state)
{
    (void)state;
    bad("", SEC_EMPTY_LIST, 0);
    bad(",tls", SEC_EMPTY_ELEMENT, 0);
    bad("tls,,tls", SEC_EMPTY_ELEMENT, 4);
    bad("tls, ", SEC_EMPTY_ELEMENT, 5);
    bad(";q=1", SEC_NAME, 0);
    bad("tls;", SEC_PARAM_NAME, 4);
    bad("tls;;q=1", SEC_PARAM_NAME, 4);
    bad("tls;=1", SEC_PARAM_NAME, 4);
    bad("tls;x=", SEC_PARAM_VALUE, 6);
    bad("tls;x=;y", SEC_PARAM_VALUE, 6);
    bad("tls;x=[::1", SEC_PARAM_VALUE, 6);
    bad("tls;x=\r\n \r\n y", SEC_PARAM_VALUE, 9);
    bad("tls;x=\"abc", SEC_QUOTE, 6);
    bad("tls;q=1.1", SEC_QVALUE, 6);
    bad("tls;q=.5", SEC_QVALUE, 6);
    bad("tls;q=0.0001", SEC_QVALUE, 6);
    bad("tls;q", SEC_QVALUE, 4);
    bad("tls;q=\"1\"", SEC_QVALUE, 6);
    bad("digest;d-ver=abc", SEC_D_VER, 13);
    bad("digest;d-ver=\"0123456789ABCDEF0123456789abcdef\"", SEC_D_VER, 13);
    bad("digest;d-alg", SEC_PARAM_VALUE, 7);
    bad("tls;x=1;X=1", SEC_DUPLICATE_PARAM, 8);
    bad("tls;q=0.1;q=0.2", SEC_DUPLICATE_PARAM, 10);
    bad("tls;q=0.1,digest;q=0.10", SEC_DUPLICATE_Q, 19);
    bad("tls digest", SEC_TRAILING, 4);
    bad("tls/1", SEC_TRAILING, 3);
    bad("tls ", SEC_TRAILING, 3);
    bad("tls;x=a\"b\"", SEC_TRAILING, 7);
}

static void test_limits(void **state)
{
    (void)state;
    char t[4096] = "a";
    for (int k = 1; k < 32; k++)
        strcat(t, ",a");
    good(t, 32, 0);
    strcat(t, ",a");
    bad(t, SEC_TOO_MANY_MECHANISMS, 64);
    strcpy(t, "a");
    for (int k = 0; k < 256; k++)
        snprintf(t + strlen(t), 8, ";x%03d", k);
    good(t, 1, 256);
    strcat(t, ";y");
    bad(t, SEC_TOO_MANY_PARAMS, 1 + 256 * 5 + 1);
}

static void test_lines(void **state)
{
    (void)state;
    const char *t = "SIP/2.0 494 x\r\nSecurity-Server: tls;q=0.2,digest;q=0.1\r\nVia: x\r\nSECURITY-server : a"
            ";q=0.3\r\n\r\n";
    static sip_message m;
    assert_int_equal(sip_message_parse(bytes(t), strlen(t), &m).code, SIP_MESSAGE_OK);
    assert_int_equal(sec_list_read(bytes(t), &m, SIP_H_SECURITY_SERVER, &a).code, SEC_OK);
    assert_int_equal(a.count, 3);
    assert_int_equal(a.mech[2].q, 300);
    assert_int_equal(sec_list_read(bytes(t), &m, SIP_H_SECURITY_CLIENT, &a).code, SEC_EMPTY_LIST);
    assert_int_equal(a.count, 0);
    t = "SIP/2.0 494 x\r\nSecurity-Server: tls;q=0.2\r\nSecurity-Server: a;q=0.20\r\n\r\n";
    assert_int_equal(sip_message_parse(bytes(t), strlen(t), &m).code, SIP_MESSAGE_OK);
    assert_int_equal(sec_list_read(bytes(t), &m, SIP_H_SECURITY_SERVER, &a).code, SEC_DUPLICATE_Q);
    assert_int_equal(a.count, 0);
    uint32_t notes = 0;
    assert_int_equal(sec_list_read_tolerant(bytes(t), &m, SIP_H_SECURITY_SERVER, &a, &notes).code, SEC_OK);
    assert_int_equal(a.count, 2);
    assert_int_equal(notes, SEC_NOTE_EQUAL_Q);
}

static void prints(const char *t, const char *want)
{
    static uint8_t out[4096];
    assert_int_equal(parse(t, &a).code, SEC_OK);
    size_t n = sec_list_print(bytes(t), &a, out, sizeof out - 1);
    assert_true(n != SIP_NPOS);
    out[n] = 0;
    assert_string_equal((char *)out, want);
    assert_true(sec_list_print(bytes(t), &a, out, n - 1) == SIP_NPOS);
    assert_int_equal(sec_list_print(bytes(t), &a, out, n), n);
    if (strcmp(t, want) != 0)
        prints(want, want); /* idempotent */
}

static void test_print(void **state)
{
    (void)state;
    prints("TLS ; Q = 1.000", "tls;q=1");
    prints("IPSEC-3GPP;Alg=HMAC-SHA-1-96\r\n ;q=0.120 ,\tx;Y=[2001:DB8::1]",
        "ipsec-3gpp;alg=hmac-sha-1-96;q=0.12, x;y=[2001:db8::1]");
    prints("a;v=\"A \r\n\t b\\\"\\ c\";q=0.", "a;v=\"A b\\\"\\ c\";q=0");
    prints("a;q=0.005;mediasec", "a;q=0.005;mediasec");
}

static void compares(const char *x, const char *y, sec_difference want, uint32_t mech)
{
    assert_int_equal(parse(x, &a).code, SEC_OK);
    assert_int_equal(parse(y, &b).code, SEC_OK);
    sec_compared r = sec_list_compare(bytes(x), &a, bytes(y), &b);
    assert_string_equal(sec_difference_name(r.code), sec_difference_name(want));
    if (want != SEC_EQUAL)
        assert_int_equal(r.mech, mech);
    sec_compared back = sec_list_compare(bytes(y), &b, bytes(x), &a);
    assert_int_equal(back.code == SEC_EQUAL, want == SEC_EQUAL);
}

static void test_compare(void **state)
{
    (void)state;
    compares("tls;q=0.1;x=A", "TLS ;X=a; q=0.10", SEC_EQUAL, 0);
    compares("a,b", "b,a", SEC_DIFFERENT_NAME, 0);
    compares("a,b", "a", SEC_DIFFERENT_COUNT, 1);
    compares("a;x;y", "a;y", SEC_MISSING_PARAM, 0);
    compares("a,b;y", "a,b;y;x", SEC_EXTRA_PARAM, 1);
    compares("a;x=1", "a;x=2", SEC_DIFFERENT_VALUE, 0);
    compares("a;x=1", "a;x", SEC_DIFFERENT_VALUE, 0);
    compares("a;x=ab", "a;x=\"ab\"", SEC_DIFFERENT_VALUE, 0);
    compares("a;x=\"aB\"", "a;x=\"ab\"", SEC_DIFFERENT_VALUE, 0);
    compares("a;x=\"a \r\n b\"", "a;x=\"a b\"", SEC_EQUAL, 0);
    compares("a;x=\"a\\ b\"", "a;x=\"a b\"", SEC_DIFFERENT_VALUE, 0);
    compares("a;q=0.1", "a", SEC_MISSING_PARAM, 0);
    compares("a;alg=x;ealg=null", "a;alg=x", SEC_MISSING_PARAM, 0);
    compares("a;x=\"a\"", "a;x=\"ab\"", SEC_DIFFERENT_VALUE, 0);
}

static uint32_t notes_of(const char *t, sec_profile p, bool client)
{
    assert_int_equal(parse(t, &a).code, SEC_OK);
    return sec_list_notes(bytes(t), &a, p, client);
}

static void test_notes(void **state)
{
    (void)state;
    assert_int_equal(notes_of("tls;q=0.2,ipsec-3gpp;q=0.1,digest;d-alg=MD5", PROFILE_IMS, false), 0);
    assert_int_equal(notes_of("tls;q=0.1,digest;q=0.2", PROFILE_IMS, false), SEC_NOTE_Q_ORDER);
    assert_int_equal(notes_of("tls;q=0.2", PROFILE_IMS, true), SEC_NOTE_CLIENT_Q);
    assert_int_equal(notes_of("tls;d-qop=auth", PROFILE_IMS, true), SEC_NOTE_NOT_DIGEST);
    assert_int_equal(notes_of("smime", PROFILE_IMS, true), SEC_NOTE_UNREGISTERED);
    assert_int_equal(notes_of("smime,digest-integrity;alg=MD5", PROFILE_DRAFT, true), 0);
    assert_int_equal(notes_of("digest", PROFILE_DRAFT, true), SEC_NOTE_UNREGISTERED);
    assert_int_equal(notes_of("sdes-srtp;mediasec", PROFILE_IMS, true), SEC_NOTE_MEDIASEC);
}

static void test_tolerant_compare(void **state)
{
    (void)state;
    const char *x = "a;q=0.1;ealg=null;prot=esp;mod=trans;alg=x", *y = "a;alg=x";
    uint32_t notes = 0;
    assert_int_equal(parse(x, &a).code, SEC_OK);
    assert_int_equal(parse(y, &b).code, SEC_OK);
    assert_int_equal(sec_list_compare_tolerant(bytes(x), &a, bytes(y), &b, &notes).code, SEC_EQUAL);
    assert_int_equal(notes, SEC_NOTE_Q_DROPPED | SEC_NOTE_DEFAULT);
    assert_int_equal(sec_list_compare_tolerant(bytes(y), &b, bytes(x), &a, &notes).code, SEC_EQUAL);
    assert_int_equal(sec_list_compare(bytes(x), &a, bytes(y), &b).code, SEC_MISSING_PARAM);
    x = "a;ealg=aes-cbc;alg=x";
    assert_int_equal(parse(x, &a).code, SEC_OK);
    assert_int_equal(sec_list_compare_tolerant(bytes(x), &a, bytes(y), &b, &notes).code, SEC_MISSING_PARAM);
    assert_int_equal(sec_list_compare_tolerant(bytes(y), &b, bytes(x), &a, &notes).code, SEC_EXTRA_PARAM);
}

/* No offset of a list is above SIP_MESSAGE_MAX; a value that ends there is read. */
static void test_too_long(void **state)
{
    static uint8_t text[SIP_MESSAGE_MAX + 1];

    (void)state;
    memset(text, 'a', sizeof text);
    a.count = a.params = 0;
    assert_int_equal(sec_list_parse(text, 0, SIP_MESSAGE_MAX, &a).code, SEC_OK);
    assert_int_equal(a.mech[0].name.len, SIP_MESSAGE_MAX);
    a.count = a.params = 0;
    sec_result r = sec_list_parse(text, 0, sizeof text, &a);
    assert_int_equal(r.code, SEC_TOO_LONG);
    assert_int_equal(r.at, SIP_MESSAGE_MAX);
    assert_int_equal(a.count, 0);
}

static void test_names(void **state)
{
    (void)state;
    for (int c = SEC_EMPTY_LIST; c <= SEC_TOO_LONG; c++) {
        assert_true(strlen(sec_error_name((sec_code)c)) > 0);
        assert_true(strlen(sec_requirement((sec_code)c)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grammar), cmocka_unit_test(test_faults),  cmocka_unit_test(test_limits),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_lines),   cmocka_unit_test(test_print),   cmocka_unit_test(test_compare),
        cmocka_unit_test(test_names),   cmocka_unit_test(test_notes),   cmocka_unit_test(test_tolerant_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
