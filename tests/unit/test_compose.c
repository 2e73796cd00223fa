/* Composition of SIP text: what is copied, what is dropped, what is put in, octet by octet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/ims/compose.h"
#include <string.h>

static uint8_t text[8192], buffer[8192];
static sip_message m;
static sip_out o;

static int setup(void **state)
{
    (void)state;
    o = (sip_out){ buffer, sizeof buffer - 1, 0, false };
    return 0;
}

static void parse(const char *message)
{
    size_t n = strlen(message);

    memcpy(text, message, n);
    assert_int_equal(sip_message_parse(text, n, &m).code, SIP_MESSAGE_OK);
}

static void expect(const char *want)
{
    assert_false(o.full);
    buffer[o.n] = '\0';
    assert_string_equal((const char *)buffer, want);
}

static const char request[] =
    "REGISTER sip:home SIP/2.0\r\n"
    "Via: SIP/2.0/UDP [2001:db8::1]:5061;branch=z9hG4bK1;rport\r\n"
    "f: <sip:a@home>;tag=1\r\n"
    "To: <sip:a@home>\r\n"
    "Call-ID: c\r\n"
    "CSeq: 7 REGISTER\r\n"
    "Require: sec-agree\r\n"
    "Proxy-Require: a,\r\n sec-agree , b\r\n"
    "Supported: path, SEC-AGREE\r\n"
    "Supported: gruu\r\n"
    "Security-Client: ipsec-3gpp;alg=hmac-sha-1-96\r\n"
    "X-Own: 1,\r\n\t2\r\n"
    "Content-Length: 0\r\n\r\n";

static void test_response(void **state)
{
    (void)state;
    parse(request);
    compose_response(&o, text, &m, 403, "Forbidden", "abc");
    compose_end(&o, NULL, 0);
    expect("SIP/2.0 403 Forbidden\r\n"
           "Via: SIP/2.0/UDP [2001:db8::1]:5061;branch=z9hG4bK1;rport\r\n"
           "f: <sip:a@home>;tag=1\r\n"
           "To: <sip:a@home>;tag=abc\r\n"
           "Call-ID: c\r\n"
           "CSeq: 7 REGISTER\r\n"
           "Content-Length: 0\r\n\r\n");
}

static void test_response_keeps_tag(void **state)
{
    (void)state;
    parse("BYE sip:a SIP/2.0\r\nVia: SIP/2.0/UDP b, SIP/2.0/TCP c\r\nTo: \"x;tag=y\" <sip:a>;x=1 ; tag=9\r\n\r\n");
    compose_response(&o, text, &m, 200, "OK", "abc");
    expect("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP b, SIP/2.0/TCP c\r\nTo: \"x;tag=y\" <sip:a>;x=1 ; tag=9\r\n");
    setup(NULL);
    parse("BYE sip:a SIP/2.0\r\nTo: \"x;tag=y\" <sip:a;tag=no>\r\n\r\n");
    compose_response(&o, text, &m, 200, "OK", "abc");
    expect("SIP/2.0 200 OK\r\nTo: \"x;tag=y\" <sip:a;tag=no>;tag=abc\r\n");
    setup(NULL);
    compose_response(&o, text, &m, 100, "Trying", NULL);
    expect("SIP/2.0 100 Trying\r\nTo: \"x;tag=y\" <sip:a;tag=no>\r\n");
}

static void via(const char *value, const char *host, uint32_t port, const char *want)
{
    char line[512];

    strcpy(line, "OPTIONS sip:a SIP/2.0\r\nVia: ");
    strcat(line, value);
    strcat(line, "\r\nv: SIP/2.0/UDP last\r\n\r\n");
    setup(NULL);
    parse(line);
    compose_via_received(&o, text, &m, host, port);
    strcpy(line, "Via: ");
    strcat(line, want);
    strcat(line, "\r\nv: SIP/2.0/UDP last\r\n");
    expect(line);
}

/* RFC 3261 18.2.1, RFC 3581 4 */
static void test_via_received(void **state)
{
    (void)state;
    via("SIP/2.0/UDP [2001:DB8::1]:5061;branch=z", "2001:db8::1", 5061, "SIP/2.0/UDP [2001:DB8::1]:5061;branch=z");
    via("SIP/2.0/UDP [2001:db8:0:0::1];branch=z", "2001:db8::2", 1, "SIP/2.0/UDP [2001:db8:0:0::1];branch=z"
        ";received=2001:db8::2");
    via("SIP/2.0/UDP [::]", "::", 1, "SIP/2.0/UDP [::]");
    via("SIP/2.0/UDP 192.0.2.1 ; branch=z", "192.0.2.1", 1, "SIP/2.0/UDP 192.0.2.1 ;branch=z");
    via("SIP/2.0/UDP name;branch=z, SIP/2.0/UDP b;rport", "192.0.2.1", 1,
        "SIP/2.0/UDP name;branch=z;received=192.0.2.1, SIP/2.0/UDP b;rport");
    via("SIP/2.0/UDP 192.0.2.1;rport;branch=z", "192.0.2.1", 4000,
        "SIP/2.0/UDP 192.0.2.1;branch=z;received=192.0.2.1;rport=4000");
    via("SIP/2.0/UDP 192.0.2.1;received=10.0.0.1;branch=z", "192.0.2.9", 4000,
        "SIP/2.0/UDP 192.0.2.1;branch=z;received=192.0.2.9");
    via("SIP/2.0/UDP 192.0.2.1;Received=10.0.0.1;RPORT=1;x=\"a,b;c\"", "192.0.2.1", 4000,
        "SIP/2.0/UDP 192.0.2.1;x=\"a,b;c\";received=192.0.2.1;rport=4000");
}

static void test_via_malformed(void **state)
{
    (void)state;
    parse("OPTIONS sip:a SIP/2.0\r\nVia: nonsense\r\n\r\n");
    compose_via_received(&o, text, &m, "192.0.2.1", 1);
    expect("Via: nonsense\r\n");
    setup(NULL);
    parse("OPTIONS sip:a SIP/2.0\r\n\r\n");
    compose_via_received(&o, text, &m, "192.0.2.1", 1);
    expect("");
}

static void test_response_from(void **state)
{
    (void)state;
    parse(request);
    compose_response_from(&o, text, &m, 494, "Security Agreement Required", "t", "2001:db8::1", 5061);
    expect("SIP/2.0 494 Security Agreement Required\r\n"
           "Via: SIP/2.0/UDP [2001:db8::1]:5061;branch=z9hG4bK1;received=2001:db8::1;rport=5061\r\n"
           "f: <sip:a@home>;tag=1\r\nTo: <sip:a@home>;tag=t\r\nCall-ID: c\r\nCSeq: 7 REGISTER\r\n");
}

static void test_own_via(void **state)
{
    (void)state;
    compose_via(&o, "UDP", "[2001:db8::9]", 5070, "z9hG4bKq", true);
    compose_via(&o, "TCP", "pcscf", 0, "z9hG4bKr", false);
    expect("Via: SIP/2.0/UDP [2001:db8::9]:5070;branch=z9hG4bKq;rport\r\nVia: SIP/2.0/TCP pcscf;branch=z9hG4bKr\r\n");
}

static void test_start_lines(void **state)
{
    (void)state;
    parse(request);
    compose_start_line(&o, text, &m);
    parse("SIP/2.0 401 Go  away\r\n\r\n");
    compose_start_line(&o, text, &m);
    compose_request_line(&o, "OPTIONS", "sip:x");
    expect("REGISTER sip:home SIP/2.0\r\nSIP/2.0 401 Go  away\r\nOPTIONS sip:x SIP/2.0\r\n");
}

static void test_copy_headers_except(void **state)
{
    (void)state;
    parse(request);
    compose_copy_headers_except(&o, text, &m,
                                COMPOSE_BIT(SIP_H_VIA) | COMPOSE_BIT(SIP_H_REQUIRE) | COMPOSE_BIT(SIP_H_PROXY_REQUIRE)
                                    | COMPOSE_BIT(SIP_H_SUPPORTED) | COMPOSE_BIT(SIP_H_SECURITY_CLIENT));
    expect("f: <sip:a@home>;tag=1\r\nTo: <sip:a@home>\r\nCall-ID: c\r\nCSeq: 7 REGISTER\r\nX-Own: 1,\r\n\t2\r\n");
    setup(NULL);
    compose_copy_header(&o, text, &m, SIP_H_SUPPORTED);
    compose_copy_header(&o, text, &m, SIP_H_PATH);
    expect("Supported: path, SEC-AGREE\r\nSupported: gruu\r\n");
}

/* TS 24.229 5.2.2.2: sec-agree leaves the lists, an empty list leaves the message. */
static void test_without_option_tag(void **state)
{
    (void)state;
    parse(request);
    compose_without_option_tag(&o, text, &m, SIP_H_REQUIRE, "sec-agree");
    expect("");
    compose_without_option_tag(&o, text, &m, SIP_H_PROXY_REQUIRE, "sec-agree");
    compose_without_option_tag(&o, text, &m, SIP_H_SUPPORTED, "sec-agree");
    expect("Proxy-Require: a, b\r\nSupported: path\r\nSupported: gruu\r\n");
    setup(NULL);
    compose_without_option_tag(&o, text, &m, SIP_H_PROXY_REQUIRE, "sec");
    expect("Proxy-Require: a, sec-agree, b\r\n");
}

static void test_pop_first(void **state)
{
    (void)state;
    parse("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;x=\"1,2\" , SIP/2.0/UDP b\r\nv: SIP/2.0/UDP c\r\n"
          "Route: <sip:p,q;lr>\r\nRoute: <sip:r>, <sip:s>\r\n\r\n");
    compose_pop_first(&o, text, &m, SIP_H_VIA);
    expect("Via: SIP/2.0/UDP b\r\nv: SIP/2.0/UDP c\r\n");
    setup(NULL);
    compose_pop_first(&o, text, &m, SIP_H_ROUTE);
    expect("Route: <sip:r>, <sip:s>\r\n");
    setup(NULL);
    compose_pop_first(&o, text, &m, SIP_H_PATH);
    expect("");
    parse("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a, \r\n\r\n");
    compose_pop_first(&o, text, &m, SIP_H_VIA);
    expect("");
}

/* THIG-5.2-3: values that the home network has encrypted are opaque here, and go through octet by octet, whichever way
 * the message goes. */
static void test_hidden_topology(void **state)
{
#define HIDDEN "SIP/2.0/UDP pQ7%25x.Z9-~*!home.example;branch=z9hG4bK0;tokenized-by=home.example"
#define ROUTES "Path: <sip:A1b+/~%41=@home.example;lr;tokenized-by=home.example>\r\n" \
    "Service-Route: <sip:zZ%7e@home.example;lr>,\r\n\t<sip:Yy@home.example;lr>\r\n" \
    "Record-Route: <sip:H%00H@home.example;lr>\r\nX-Hidden: \"q,;\\\"\"  ;a=%zz\r\n"
    (void)state;
    parse("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP own, SIP/2.0/UDP ue\r\n" ROUTES "\r\n");
    compose_pop_first(&o, text, &m, SIP_H_VIA);
    compose_copy_headers_except(&o, text, &m, COMPOSE_BIT(SIP_H_VIA) | COMPOSE_BIT(SIP_H_SECURITY_SERVER));
    expect("Via: SIP/2.0/UDP ue\r\n" ROUTES);
    setup(NULL);
    parse("OPTIONS sip:ue SIP/2.0\r\nVia: SIP/2.0/UDP scscf\r\nVia: " HIDDEN "\r\n" ROUTES "\r\n");
    compose_via_received(&o, text, &m, "192.0.2.1", 5060);
    compose_copy_headers_except(&o, text, &m, COMPOSE_BIT(SIP_H_VIA));
    expect("Via: SIP/2.0/UDP scscf;received=192.0.2.1\r\nVia: " HIDDEN "\r\n" ROUTES);
}

static bool max_forwards(const char *line)
{
    char message[256];

    strcpy(message, "OPTIONS sip:a SIP/2.0\r\n");
    strcat(message, line);
    strcat(message, "\r\n");
    setup(NULL);
    parse(message);
    return compose_max_forwards(&o, text, &m);
}

static void test_max_forwards(void **state)
{
    (void)state;
    assert_true(max_forwards("Max-Forwards: 70\r\n"));
    expect("Max-Forwards: 69\r\n");
    assert_true(max_forwards("Max-Forwards: 1\r\n"));
    expect("Max-Forwards: 0\r\n");
    assert_false(max_forwards("Max-Forwards: 0\r\n"));
    expect("");
    assert_true(max_forwards(""));
    expect("Max-Forwards: 70\r\n");
    assert_true(max_forwards("Max-Forwards: 256\r\n"));
    expect("Max-Forwards: 70\r\n");
    assert_true(max_forwards("Max-Forwards: 5x\r\n"));
    expect("Max-Forwards: 70\r\n");
}

static const char *const keys[] = { "ck", "ik", "integrity-protected" };

static void auth(const char *value, const char *add, const char *want)
{
    char message[512];

    strcpy(message, "SIP/2.0 401 Unauthorized\r\nTo: <sip:a>\r\nWWW-Authenticate: ");
    strcat(message, value);
    strcat(message, "\r\n\r\n");
    setup(NULL);
    parse(message);
    compose_auth(&o, text, &m, 1, keys, 3, add);
    strcpy(message, "WWW-Authenticate: ");
    strcat(message, want);
    strcat(message, "\r\n");
    expect(message);
}

/* TS 24.229 7.2A.1, 7.2A.2: ck, ik and a mark of the sender's own go, the P-CSCF's mark comes. */
static void test_auth(void **state)
{
    (void)state;
    auth("Digest realm=\"a,ck=1\", ck=\"0\" ,IK = \"1\", qop=\"auth,auth-int\"", NULL,
         "Digest realm=\"a,ck=1\", qop=\"auth,auth-int\"");
    auth("Digest realm=\"a\\\",b\",\r\n ck=\"0\",, Integrity-Protected=yes,x=y", "integrity-protected=\"no\"",
         "Digest realm=\"a\\\",b\", x=y, integrity-protected=\"no\"");
    auth("Digest ck=\"0\"", "integrity-protected=\"yes\"", "Digest integrity-protected=\"yes\"");
    auth("Digest ck=\"0\"", NULL, "Digest");
    auth("Digest", "a=b", "Digest a=b");
    auth("Digest ckx=\"0\", xck=1, ck=\"open", NULL, "Digest ckx=\"0\", xck=1");
    auth("Digest \"", NULL, "Digest \"");
    auth("Digest x=\"\\", NULL, "Digest x=\"\\");
    auth("Digest x=<a\\>, ck=1, y=<b", NULL, "Digest x=<a\\>, y=<b");
}

static void test_auth_absent(void **state)
{
    (void)state;
    parse(request);
    compose_auth(&o, text, &m, SIP_NPOS, keys, 3, "a=b");
    compose_auth(&o, text, &m, m.headers, keys, 3, "a=b");
    expect("");
}

static void test_elements(void **state)
{
    static const char list[] = ", a ;x=\",\" ,, <b,c>;d,\"e\\\",\" f ,";
    static const char *const want[] = { "a ;x=\",\"", "<b,c>;d", "\"e\\\",\" f" };
    sip_span rest = { 0, sizeof list - 1 }, e;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(compose_next_element((const uint8_t *)list, &rest, ',', &e));
        assert_int_equal(e.len, strlen(want[i]));
        assert_memory_equal(list + e.at, want[i], e.len);
    }
    assert_false(compose_next_element((const uint8_t *)list, &rest, ',', &e));
    assert_false(compose_next_element((const uint8_t *)list, &rest, ',', &e));
    assert_int_equal(e.len, 0);
}

static void test_headers_and_body(void **state)
{
    (void)state;
    parse(request);
    compose_header(&o, "A", "b");
    compose_header_number(&o, "Min-Expires", 60);
    compose_header_span(&o, "C", text, m.method);
    compose_end(&o, (const uint8_t *)"xyz", 3);
    expect("A: b\r\nMin-Expires: 60\r\nC: REGISTER\r\nContent-Length: 3\r\n\r\nxyz");
}

/* After an overflow nothing more is written and the flag stays. */
static void test_full(void **state)
{
    (void)state;
    parse(request);
    for (size_t cap = 0; cap < 200; cap += 7) {
        memset(buffer, 0x55, sizeof buffer);
        o = (sip_out){ buffer, cap, 0, false };
        compose_response_from(&o, text, &m, 200, "OK", "t", "192.0.2.1", 1);
        compose_without_option_tag(&o, text, &m, SIP_H_PROXY_REQUIRE, "sec-agree");
        compose_auth(&o, text, &m, 1, keys, 3, "a=b");
        compose_pop_first(&o, text, &m, SIP_H_SUPPORTED);
        compose_end(&o, text, 100);
        assert_true(o.full);
        assert_true(o.n <= cap);
        assert_int_equal(buffer[cap], 0x55);
    }
}

#define T(f) cmocka_unit_test_setup(f, setup)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_response), T(test_response_keeps_tag), T(test_via_received), T(test_via_malformed),
        T(test_response_from), T(test_own_via), T(test_start_lines), T(test_copy_headers_except),
        T(test_without_option_tag), T(test_hidden_topology), T(test_pop_first), T(test_max_forwards), T(test_auth),
        T(test_auth_absent), T(test_elements), T(test_headers_and_body), T(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
