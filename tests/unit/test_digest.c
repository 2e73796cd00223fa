/* Digest responses against RFC 2617 3.5 and against values computed by another implementation of the hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/ims/digest.h"
#include <string.h>

static digest_input mufasa(void)
{
    return (digest_input){
        .hash = DIGEST_MD5, .qop = DIGEST_QOP_AUTH,
        .username = digest_text("Mufasa"), .realm = digest_text("testrealm@host.com"),
        .password = digest_text("Circle Of Life"), .nonce = digest_text("dcd98b7102dd2f0e8b11d0f600bfb0c093"),
        .nc = digest_text("00000001"), .cnonce = digest_text("0a4f113b"), .method = digest_text("GET"),
        .uri = digest_text("/dir/index.html"),
    };
}

static digest_input alice(digest_qop qop)
{
    return (digest_input){
        .hash = DIGEST_MD5, .qop = qop,
        .username = digest_text("alice"), .realm = digest_text("example.com"), .password = digest_text("secret"),
        .nonce = digest_text("8f1c"), .nc = digest_text("00000001"), .cnonce = digest_text("c0ffee"),
        .method = digest_text("REGISTER"), .uri = digest_text("sip:example.com"),
    };
}

static void test_rfc2617_example(void **state)
{
    digest_input in = mufasa();
    char out[DIGEST_HEX_MAX];

    (void)state;
    digest_ha1(&in, out);
    assert_string_equal(out, "939e7578ed9e3c518a452acee763bce9");
    digest_ha2(&in, out);
    assert_string_equal(out, "39aff3a2bab6126f332b942af96d3366");
    digest_response(&in, out);
    assert_string_equal(out, "6629fae49393a05397450978507c4ef1");
}

static void test_sha_256(void **state)
{
    digest_input in = mufasa();
    char out[DIGEST_HEX_MAX];

    (void)state;
    in.hash = DIGEST_SHA_256;
    in.realm = digest_text("http-auth@example.org");
    in.password = digest_text("Circle of Life");
    in.nonce = digest_text("7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v");
    in.cnonce = digest_text("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzXusqGemxURZJv");
    digest_response(&in, out);
    assert_string_equal(out, "d3e861cf7e3189559d593d6ca6fc593237ef82c3e5e8369e917e5265116c3c10");
}

static void test_auth_int(void **state)
{
    digest_input in = alice(DIGEST_QOP_AUTH_INT);
    char out[DIGEST_HEX_MAX];

    (void)state;
    in.body = digest_text("v=0\r\n");
    digest_response(&in, out);
    assert_string_equal(out, "69b1c075aafa692573994313b74c49b7");
}

static const char server[] = "digest;q=0.2;d-alg=MD5;d-qop=auth, tls;q=0.1";

static void test_d_ver(void **state)
{
    digest_input in = alice(DIGEST_QOP_AUTH);
    char out[DIGEST_HEX_MAX], plain[DIGEST_HEX_MAX];

    (void)state;
    digest_verify(&in, digest_text(server), out);
    assert_string_equal(out, "afd94ae780864c6c5a362b3166e12fb7");
    digest_response(&in, plain);
    assert_string_not_equal(out, plain);
    in.qop = DIGEST_QOP_NONE;
    digest_verify(&in, digest_text(server), out);
    assert_string_equal(out, "9fcff35134715cc6e5fc87619dbe91a0");
}

static void test_d_ver_auth_int(void **state)
{
    digest_input in = alice(DIGEST_QOP_AUTH_INT);
    char out[DIGEST_HEX_MAX];

    (void)state;
    digest_verify(&in, digest_text(server), out); /* no body: H("") */
    assert_string_equal(out, "37b92733040fe930d19f23aff9f658f7");
    in.body = digest_text("v=0\r\n");
    digest_verify(&in, digest_text(server), out);
    assert_string_equal(out, "23e061fd4ebf53f7b68be996eed7572f");
}

/* R3329-2.2-15: every folding of the value gives the same d-ver; a blank added where none was does not. */
static void test_d_ver_white_space(void **state)
{
    static const char *const same[] = {
        "digest;q=0.2;d-alg=MD5;d-qop=auth,  tls;q=0.1",
        "digest;q=0.2;d-alg=MD5;d-qop=auth,\r\n tls;q=0.1",
        "digest;q=0.2;d-alg=MD5;d-qop=auth, \t\r\n\t  tls;q=0.1",
    };
    digest_input in = alice(DIGEST_QOP_AUTH);
    char out[DIGEST_HEX_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        digest_verify(&in, digest_text(same[i]), out);
        assert_string_equal(out, "afd94ae780864c6c5a362b3166e12fb7");
    }
    digest_verify(&in, digest_text("digest;q=0.2;d-alg=MD5;d-qop=auth,tls;q=0.1"), out);
    assert_string_not_equal(out, "afd94ae780864c6c5a362b3166e12fb7");
}

/* A password is octets: a NUL inside it counts. */
static void test_binary_password(void **state)
{
    static const uint8_t a[3] = { 1, 0, 2 }, b[3] = { 1, 0, 3 };
    digest_input in = mufasa();
    char x[DIGEST_HEX_MAX], y[DIGEST_HEX_MAX];

    (void)state;
    in.password = (digest_bytes){ a, sizeof a };
    digest_ha1(&in, x);
    in.password = (digest_bytes){ b, sizeof b };
    digest_ha1(&in, y);
    assert_string_not_equal(x, y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rfc2617_example), cmocka_unit_test(test_sha_256), cmocka_unit_test(test_auth_int),
        cmocka_unit_test(test_d_ver), cmocka_unit_test(test_d_ver_auth_int),
        cmocka_unit_test(test_d_ver_white_space), cmocka_unit_test(test_binary_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
