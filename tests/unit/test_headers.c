/* Typed header fields (RFC 3261 20, 25.1; RFC 3310). */
#include "../../src/core/headers.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static sip_message m;
static char text[4096];

/* A message with these header lines. */
static const uint8_t *with(const char *lines)
{
    snprintf(text, sizeof text, "A sip:a SIP/2.0\r\n%s\r\n\r\n", lines);
    sip_message_result r = sip_message_parse((const uint8_t *)text, strlen(text), &m);
    if (r.code != SIP_MESSAGE_OK)
        fail_msg("%s: %s at %zu", lines, sip_message_error_name(r.code), r.at);
    return (const uint8_t *)text;
}

static void is_text(sip_span x, const char *want)
{
    assert_int_equal(x.len, strlen(want));
    assert_memory_equal(text + x.at, want, x.len);
}

static void test_via(void **state)
{
    (void)state;
    sip_via v;
    const uint8_t *s = with("Via: SIP / 2.0 / UDP [5555::1:2]:1357;branch=z9hG4bKn;rport;received=192.0.2.1 "
            ", SIP/2.0/TCP b.example : 5\r\n"
                            "v: SIP/2.0/TLS c;rport=7;maddr=x.example;ttl=3;hidden;x=\"y\"");
    assert_int_equal(sip_via_count(s, &m), 3);
    assert_true(sip_via_read(s, &m, &v));
    is_text(v.transport, "UDP");
    is_text(v.host, "[5555::1:2]");
    is_text(v.branch, "z9hG4bKn");
    is_text(v.received, "192.0.2.1");
    assert_int_equal(v.port, 1357);
    assert_true(v.rport);
    assert_int_equal(v.rport_value, 0);
    is_text(v.value, "SIP / 2.0 / UDP [5555::1:2]:1357;branch=z9hG4bKn;rport;received=192.0.2.1");
    s = with("Via: SIP/2.0/UDP a;received=2001:db8::1;rport=7;branch=x");
    assert_true(sip_via_read(s, &m, &v));
    is_text(v.received, "2001:db8::1");
    assert_int_equal(v.rport_value, 7);
    s = with("Via: SIP/2.0/UDP a;received=[2001:db8::1]");
    assert_true(sip_via_read(s, &m, &v));
    static const char *const bad[] = {
        "Via:", "Via: SIP/2.0 a", "Via: SIP/2.0/UDP", "Via: SIP/2.0/UDPa", "Via: SIP/2.0/UDP a,", "Via: SIP/2.0/UDP a;",
        "Via: SIP/2.0/UDP a:", "Via: SIP/2.0/UDP a:65536", "Via: SIP/2.0/UDP a;branch", "Via: SIP/2.0/UDP a;ttl=256",
        "Via: SIP/2.0/UDP a;received=b", "Via: SIP/2.0/UDP a;rport=x", "Via: SIP/2.0/UDP a b", "Via: SIP/2.0/UDP a,,b",
        "Via: SIP/2.0/UDP -a", "Via: SIP/2.0/UDP a;branch=x;branch=x", "Via: SIP/2.0/UDP a;rport;rport",
        "Via: SIP/2.0/UDP a;ttl=1;ttl=1", "Via: SIP/2.0/UDP a;maddr=a;maddr=b", "Via: SIP/2.0/UDP a;maddr=\"a\"",
        "Via: SIP/2.0/UDP a;received=1.1.1.1;received=1.1.1.1", "Via: SIP/2.0/UDP a\r\nVia: x",
        "Via: SIP/2.0/UDP a;received=[192.0.2.1]", "Via: SIP/2.0/UDP a;received=[]", "Via: SIP/2.0/UDP a;received=",
        "Via: SIP/2.0/UDP a;received=[2001:db8::1",
    };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_via_count(with(bad[k]), &m) != SIP_NPOS)
            fail_msg("%s", bad[k]);
    }
    assert_false(sip_via_read(with("To: x"), &m, &v));
    assert_int_equal(sip_via_count(with("To: x"), &m), 0);
}

static void test_cseq(void **state)
{
    (void)state;
    sip_cseq c;
    const uint8_t *s = with("CSeq: 2147483647\r\n REGISTER");
    assert_true(sip_cseq_read(s, &m, &c));
    assert_int_equal(c.number, 2147483647);
    is_text(c.method, "REGISTER");
    static const char *const bad[] = { "CSeq: garbage 1 INVITE", "CSeq: 2147483648 A", "CSeq: 1", "CSeq: 1A",
        "CSeq: 1 A B",
                                       "CSeq: 4294967297 A", "To: x", "CSeq: 1 A\r\nCSeq: 1 A" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        assert_false(sip_cseq_read(with(bad[k]), &m, &c));
}

static void test_party(void **state)
{
    (void)state;
    sip_party p;
    const uint8_t *s = with("From: \"A \\\"B\" <sip:a@b.example;x=y?h=v> ; x=\"z\";tag=t1\r\nTo: sip:b@c.example"
            ";tag=t2");
    assert_true(sip_party_read(s, &m, SIP_H_FROM, &p));
    is_text(p.uri, "sip:a@b.example;x=y?h=v");
    is_text(p.tag, "t1");
    assert_true(sip_party_read(s, &m, SIP_H_TO, &p));
    is_text(p.uri, "sip:b@c.example");
    is_text(p.tag, "t2");
    s = with("From: A. G. Bell <tel:+1-2>\r\nTo: <sip:[::1]:5060>");
    assert_true(sip_party_read(s, &m, SIP_H_FROM, &p));
    is_text(p.uri, "tel:+1-2");
    assert_int_equal(p.tag.len, 0);
    assert_true(sip_party_read(s, &m, SIP_H_TO, &p));
    static const char *const bad[] = { "To: <sip:a", "To: sip:a?h=v", "To: sip:a, sip:b", "To: <sip:a>x",
        "To: sip:a;tag", "To: x",
                                       "To: sip:a;tag=\"q\"", "To: sip:a;tag=1;tag=2", "To: <sip:a b>",
                                       "To: sip:a\r\nTo: sip:a" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_party_read(with(bad[k]), &m, SIP_H_TO, &p))
            fail_msg("%s", bad[k]);
    }
}

static void test_contact(void **state)
{
    (void)state;
    sip_contact c;
    const uint8_t *s = with("Contact: <sip:u@[5555::1]:1400;comp=sigcomp>;expires=600000;q=0.5;+g.x=\"y\", sip:b"
            ";expires=1");
    assert_true(sip_contact_read(s, &m, &c));
    is_text(c.uri, "sip:u@[5555::1]:1400;comp=sigcomp");
    is_text(c.host, "[5555::1]");
    assert_int_equal(c.port, 1400);
    assert_int_equal(c.expires, 600000);
    assert_true(sip_contact_read(with("m: *"), &m, &c));
    assert_true(c.star);
    assert_true(sip_contact_read(with("m: tel:+1"), &m, &c));
    assert_int_equal(c.host.len, 0);
    assert_int_equal(c.expires, -1);
    static const char *const bad[] = { "m: * *", "m:", "m: sip:a,", "m: sip:a;expires=x", "m: sip:a;q=2",
        "m: sip:a;q=1;q=1", "m: sip:a;expires=1;expires=1",
        "m: sip:a;expires=4294967296",
                                       "m: <sip:a>;expires", "m: sip:a,*" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_contact_read(with(bad[k]), &m, &c))
            fail_msg("%s", bad[k]);
    }
}

static void test_expires(void **state)
{
    (void)state;
    assert_int_equal(sip_expires_read(with("Expires: 600000"), &m), 600000);
    assert_true(sip_expires_read(with("Expires: 4294967295"), &m) == 4294967295);
    assert_int_equal(sip_expires_read(with("Expires: 4294967296"), &m), -2);
    assert_int_equal(sip_expires_read(with("Expires: 1 2"), &m), -2);
    assert_int_equal(sip_expires_read(with("Expires:"), &m), -2);
    assert_int_equal(sip_expires_read(with("Expires: 1\r\nExpires: 1"), &m), -2);
    assert_int_equal(sip_expires_read(with("To: x"), &m), -1);
}

static bool tag(const char *lines)
{
    return sip_option_tag(with(lines), &m, SIP_H_REQUIRE, "sec-agree", 9);
}

static void test_option_tag(void **state)
{
    (void)state;
    assert_true(tag("Require: sec-agree"));
    assert_true(tag("Require: path\r\nRequire: x , Sec-Agree , y"));
    assert_false(tag("Require: sec-agree2, asec-agree"));
    assert_false(tag("Proxy-Require: sec-agree"));
    assert_false(tag("Require: sec-agree,"));
    assert_false(tag("Require: sec agree"));
    assert_false(tag("Require:"));
}

static void test_auth(void **state)
{
    (void)state;
    const uint8_t *s = with("Authorization: Digest username=\"u@h\", realm = \"h\",nonce=\"\", nc=00000001"
            ", response=\"\",integrity-protected=\"no\"");
    sip_auth_param p = sip_auth_param_find(s, &m, 0, "username", 8);
    assert_true(p.found && p.quoted);
    is_text(p.value, "u@h");
    p = sip_auth_param_find(s, &m, 0, "realm", 5);
    is_text(p.whole, "realm = \"h\"");
    p = sip_auth_param_find(s, &m, 0, "nonce", 5);
    assert_true(p.found);
    assert_int_equal(p.value.len, 0);
    p = sip_auth_param_find(s, &m, 0, "nc", 2);
    assert_true(p.found && !p.quoted);
    is_text(p.value, "00000001");
    assert_false(sip_auth_param_find(s, &m, 0, "auts", 4).found);
    assert_false(sip_auth_param_find(s, &m, 1, "nc", 2).found);
    s = with("Authentication-Info: nextnonce=\"x\"");
    assert_true(sip_auth_param_find(s, &m, 0, "nextnonce", 9).found);
    static const char *const bad[] = { "Authorization: Basic nc=1", "Authorization: Digest nc=1,",
        "Authorization: Digest nc=1,x",
                                       "Authorization: Digest nc=1,nc=1", "Authorization: Digest nc=1, x=\"y",
                                       "Authorization: nc=1" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_auth_param_find(with(bad[k]), &m, 0, "nc", 2).found)
            fail_msg("%s", bad[k]);
    }
}

/* One pass over all parameters says what the search for each of them says. */
static void test_auth_read(void **state)
{
    (void)state;
    sip_auth a;
    const uint8_t *s = with("WWW-Authenticate: Digest realm=\"h\" , Nonce=\"\",qop = auth");
    assert_true(sip_auth_read(s, &m, 0, &a));
    assert_int_equal(a.count, 3);
    is_text(a.entry[1].name, "Nonce");
    assert_true(sip_auth_get(s, &a, "nonce", 5).found);
    is_text(sip_auth_get(s, &a, "qop", 3).whole, "qop = auth");
    assert_false(sip_auth_get(s, &a, "stale", 5).found);
    assert_false(sip_auth_read(s, &m, 1, &a));
    static const char *const bad[] = { "Authorization: Basic a=1", "Authorization: Digest nc=1,",
        "Authorization: Digest nc=1,x", "Authorization: Digest nc=1,y=2,NC=1", "Authorization: Digest nc=1, x=\"y" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_auth_read(with(bad[k]), &m, 0, &a) || a.count != 0)
            fail_msg("%s", bad[k]);
    }
    char many[200] = "Authorization: Digest a=1";
    for (char c = 'b'; c <= 'x'; c++)
        snprintf(many + strlen(many), 8, ",%c=1", c);
    s = with(many);
    assert_true(sip_auth_read(s, &m, 0, &a));
    assert_int_equal(a.count, SIP_AUTH_PARAMS_MAX);
    is_text(sip_auth_get(s, &a, "x", 1).whole, "x=1");
    strcat(many, ",y=1");
    assert_false(sip_auth_read(with(many), &m, 0, &a));
}

static bool holds(const char *lines, sip_header_name id)
{
    size_t at = SIP_NPOS;
    bool ok = sip_header_valid(with(lines), &m, id, &at);
    if (!ok && at != m.header[m.headers - 1].value.at)
        fail_msg("%s: fault at %zu", lines, at);
    return ok;
}

static void test_lists(void **state)
{
    (void)state;
    assert_true(holds("Supported:", SIP_H_SUPPORTED));
    assert_false(holds("Require: a\r\nRequire:", SIP_H_REQUIRE));
    assert_true(holds("Path: <sip:a>, <sip:b>;x=y\r\nPath: <sip:c>", SIP_H_PATH));
    assert_false(holds("Path: sip:a", SIP_H_PATH));
    assert_true(holds("P-Associated-URI:", SIP_H_P_ASSOCIATED_URI));
    assert_true(holds("P-Asserted-Identity: \"a\" <sip:a>, tel:+1", SIP_H_P_ASSERTED_IDENTITY));
    assert_true(holds("P-Access-Network-Info: 3GPP-UTRAN-TDD; utran-cell-id-3gpp=234", SIP_H_P_ACCESS_NETWORK_INFO));
    assert_true(holds("Max-Forwards: 70", SIP_H_MAX_FORWARDS));
    assert_false(holds("Max-Forwards: 256", SIP_H_MAX_FORWARDS));
    assert_false(holds("Authorization: Digest a=b\r\nAuthorization: Digest", SIP_H_AUTHORIZATION));
    assert_true(holds("X: anything", SIP_H_OTHER));
    assert_int_equal(sip_address_count(with("Route: <sip:a>,<sip:b>\r\nRoute: <sip:c>"), &m, SIP_H_ROUTE), 3);
    assert_true(sip_address_count(with("Route: x"), &m, SIP_H_ROUTE) == SIP_NPOS);
    sip_span id;
    assert_true(sip_call_id_read(with("i: a@b"), &m, &id));
    is_text(id, "a@b");
    assert_false(sip_call_id_read(with("i: a@b\r\nCall-ID: c"), &m, &id));
}

static void test_uri(void **state)
{
    (void)state;
    static const struct { const char *uri; bool sip; const char *user, *host; uint32_t port; } good[] = {
        { "sip:a", true, "", "a", 0 },
        { "SIPS:u:pw@h.example:5061;lr;x=[y]?a=b&c=", true, "u", "h.example", 5061 },
        { "sip:+1-2;isub=3@h", true, "+1-2;isub=3", "h", 0 },
        { "sip:%41@[::1]", true, "%41", "[::1]", 0 },
        { "tel:+1;phone-context=x", false, "", "", 0 },
        { "urn:service:sos", false, "", "", 0 },
        { "http://u@[::1]:80/x?y", false, "", "", 0 },
    };
    for (size_t k = 0; k < sizeof good / sizeof *good; k++) {
        const uint8_t *s = (const uint8_t *)good[k].uri;
        size_t n = strlen(good[k].uri);
        assert_int_equal(sip_uri_scan(s, n, 0), n);
        sip_uri u;
        assert_int_equal(sip_uri_read(s, 0, n, &u), good[k].sip);
        if (!good[k].sip)
            continue;
        assert_int_equal(u.user.len, strlen(good[k].user));
        assert_memory_equal(s + u.user.at, good[k].user, u.user.len);
        assert_int_equal(u.host.len, strlen(good[k].host));
        assert_memory_equal(s + u.host.at, good[k].host, u.host.len);
        assert_int_equal(u.port, good[k].port);
    }
    static const char *const bad[] = { "sip:", "a", ":a", "1a:b", "sip:@h", "sip:u@", "sip:h:", "sip:h:65536",
        "sip:h;", "sip:h?a",
                                       "sip:h%41", "sip:u%4@h", "tel:", "tel:a b", "sip:u@h@i", "x:[::1]" };
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (sip_uri_scan((const uint8_t *)bad[k], strlen(bad[k]), 0) == strlen(bad[k]))
            fail_msg("%s", bad[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_via),     cmocka_unit_test(test_cseq),       cmocka_unit_test(test_party),
        cmocka_unit_test(test_contact), cmocka_unit_test(test_expires),    cmocka_unit_test(test_option_tag),
        cmocka_unit_test(test_auth),    cmocka_unit_test(test_auth_read),  cmocka_unit_test(test_uri),
        cmocka_unit_test(test_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
