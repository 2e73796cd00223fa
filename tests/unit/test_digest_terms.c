/* d-alg and d-qop of Security-Server replace algorithm and qop of the challenge (RFC 3329 2.4). */
#include "agree_flow.h"
#include "../../src/ims/digest_terms.h"

#define NO DIGEST_QOP_NONE
#define AUTH DIGEST_QOP_AUTH
#define WHOLE DIGEST_QOP_AUTH_INT

static bool read_terms(const char *server, const char *challenge, digest_terms *out)
{
    static sip_message m;
    sec_list list = list_of(server);
    char text[512];

    snprintf(text, sizeof text, "SIP/2.0 494 x\r\nProxy-Authenticate: %s\r\n\r\n", challenge);
    assert_int_equal(sip_message_parse(bytes(text), strlen(text), &m).code, SIP_MESSAGE_OK);
    return digest_terms_read(bytes(server), &list, 0, bytes(text), &m, 0, out);
}

static void test_replaced(void **state)
{
    static const struct { const char *server, *challenge; digest_hash hash; digest_qop qop; } rows[] = {
        { "digest", "Digest realm=\"r\", nonce=\"n\"", DIGEST_MD5, NO },
        { "digest", "Digest nonce=\"n\", algorithm=SHA-256, qop=\"auth-int\"", DIGEST_SHA_256, WHOLE },
        { "digest", "Digest nonce=\"n\", algorithm=md5, qop=\"auth-int,new, auth\"", DIGEST_MD5, AUTH },
        { "digest;d-alg=SHA-256", "Digest nonce=\"n\", algorithm=MD5, qop=\"auth\"", DIGEST_SHA_256, AUTH },
        { "digest;d-alg=MD5", "Digest nonce=\"n\", algorithm=SHA-256", DIGEST_MD5, NO },
        { "digest;d-alg=md5", "Digest nonce=\"n\", algorithm=unheard-of", DIGEST_MD5, NO },
        { "digest;d-qop=auth-int", "Digest nonce=\"n\", qop=\"auth\"", DIGEST_MD5, WHOLE },
        { "digest;d-qop=auth", "Digest nonce=\"n\", qop=\"auth-int\"", DIGEST_MD5, AUTH },
        { "digest;d-qop=auth", "Digest nonce=\"n\"", DIGEST_MD5, AUTH },
        { "digest;d-qop=auth-int;d-alg=SHA-256;q=0.5", "Digest nonce=\"n\", qop=\"new\"", DIGEST_SHA_256, WHOLE },
    };
    digest_terms t;

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        if (!read_terms(rows[k].server, rows[k].challenge, &t) || t.hash != rows[k].hash || t.qop != rows[k].qop)
            fail_msg("%s | %s", rows[k].server, rows[k].challenge);
    }
}

static void test_unknown(void **state)
{
    static const char *const rows[][2] = {
        { "digest;d-alg=new", "Digest nonce=\"n\", algorithm=MD5" }, { "digest;d-qop=new", "Digest nonce=\"n\"" },
        { "digest", "Digest nonce=\"n\", algorithm=new" }, { "digest", "Digest nonce=\"n\", qop=\"new\"" },
        { "digest;d-alg=MD5", "Basic realm=\"r\"" }, { "digest;d-alg=MD5", "Digest nonce=\"n\", nonce=\"m\"" },
    };
    digest_terms t;
    sec_list none = { 0 };
    sip_message m = { 0 };

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        if (read_terms(rows[k][0], rows[k][1], &t))
            fail_msg("%s | %s", rows[k][0], rows[k][1]);
    }
    assert_false(digest_terms_read(bytes(""), &none, 0, bytes(""), &m, 0, &t));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_replaced), cmocka_unit_test(test_unknown) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
