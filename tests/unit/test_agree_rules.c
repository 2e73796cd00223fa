/* RFC 3329 rule by rule, where test_agree.c has all combinations of facts: the order of things at the client, what a
 * request as text comes to at the server, how each mechanism is started, used and ended. */
#include "agree_flow.h"
#include "../../src/ims/compose.h"
#include "../../src/ims/request_facts.h"

#define RFC PROFILE_RFC3329

/* 2.1, 2.3.1, 4.1: the offer goes out with the first request, an OPTIONS too; 2.3.1: over a hop that RFC 3263 found
 * without TLS. 2.3.2: Supported. */
static void test_first_request(void **state)
{
    static const agree_method methods[] = { AGREE_REGISTER, AGREE_OPTIONS, AGREE_OTHER };

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        agree_client c = offering(RFC, methods[k]);

        assert_int_equal(answered(&c, RFC, 494, AGREE_TLS).start, AGREE_TLS); /* learnt from its answer */
    }
}

/* 2.3.2: Supported also where nothing is offered or agreed; not in ACK. */
static void test_supported(void **state)
{
    agree_client c;

    (void)state;
    agree_client_init(&c);
    for (agree_method m = AGREE_REGISTER; m <= AGREE_OTHER; m++) {
        agree_client_event tls = { .kind = AGREE_EV_START, .profile = RFC, .method = m, .located_tls = true };
        assert_int_equal(later(&c, RFC, m).add_supported, m != AGREE_ACK);
        assert_int_equal(agree_client_step(&c, &tls).add_supported, m != AGREE_ACK);
    }
}

/* 2.1, 2.3.1: the mechanism is on before the follow-up request, which goes over it; starting it is no SIP message. */
static void test_mechanism_first(void **state)
{
    (void)state;
    for (agree_mechanism m = AGREE_DIGEST; m <= AGREE_IPSEC_3GPP; m++) {
        agree_client c;

        agree_client_init(&c);
        start(&c, RFC, AGREE_OTHER);
        assert_int_equal(later(&c, RFC, AGREE_OTHER).act, AGREE_DO_ABORT); /* nothing follows before the answer */
        agree_client_action x = answered(&c, RFC, 421, m);
        assert_true(x.act == AGREE_DO_START && x.start == m);
        assert_false(x.add_client || x.add_verify || x.add_tags || x.add_supported || x.over_mechanism);
        x = later(&c, RFC, AGREE_OTHER);
        assert_true(x.act == AGREE_DO_SEND && x.over_mechanism && x.add_verify && x.add_tags);
        x = later(&c, RFC, AGREE_ACK);
        assert_true(x.act == AGREE_DO_SEND && x.over_mechanism); /* 4.1 */
    }
}

/* 2.1: an interface's own list is what counts there. */
static void test_list_of_the_interface(void **state)
{
    static const char inside[] = "tls;q=0.2, ipsec-man;q=0.1", outside[] = "ipsec-ike;q=0.5";
    static const char verified[] = HEAD("MESSAGE") TAGS "Security-Verify: tls;q=0.2, ipsec-man;q=0.1\r\n"
        END("MESSAGE");
    static const char offered[] = HEAD("MESSAGE") TAGS "Security-Client: ipsec-ike, tls\r\n" END("MESSAGE");

    (void)state;
    assert_int_equal(judge(RFC, verified, inside, true).outcome, AGREE_PROCEED);
    assert_int_equal(judge(RFC, verified, outside, true).code, 494);
    assert_int_equal(facts_of(RFC, offered, inside, false).preferred, AGREE_TLS);
    assert_int_equal(facts_of(RFC, offered, outside, false).preferred, AGREE_IPSEC_IKE);
}

/* 2.3.1, 2.3.2: the client's list is compared with the server's, and the challenge that its best mechanism needs is
 * added; the list that is sent stays the same. */
static void test_what_the_offer_decides(void **state)
{
    static const struct { const char *offer; agree_mechanism best; } rows[] = {
        { "Security-Client: digest, tls\r\n", AGREE_DIGEST }, { "Security-Client: tls\r\n", AGREE_TLS },
        { "Security-Client: TLS\r\nSecurity-Client: Digest\r\n", AGREE_DIGEST },
        { "Security-Client: ipsec-ike\r\n", AGREE_NONE }, { "", AGREE_NONE },
    };
    static const char list[] = "digest;d-qop=auth;q=0.9, tls;q=0.5";
    char request[1024];

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        snprintf(request, sizeof request, "%s%s%s", HEAD("INVITE") TAGS, rows[k].offer, END("INVITE"));
        assert_int_equal(facts_of(RFC, request, list, false).preferred, rows[k].best);
        agree_verdict v = judge(RFC, request, list, false);
        assert_true(v.code == 494 && v.add_server);
        assert_int_equal(v.challenge, rows[k].best == AGREE_DIGEST ? AGREE_PROXY_AUTHENTICATE : AGREE_NO_CHALLENGE);
    }
}

/* 2.4: tls goes to the URI read as sips, also where the request's scheme is another; IKE to the host of the
 * Request-URI; the others need no other place. */
static void test_where_to(void **state)
{
    (void)state;
    for (agree_mechanism m = AGREE_DIGEST; m <= AGREE_IPSEC_3GPP; m++) {
        agree_client c;

        agree_client_init(&c);
        assert_int_equal(start(&c, RFC, AGREE_OTHER).peer, AGREE_TO_NEXT_HOP);
        assert_int_equal(answered(&c, RFC, 494, m).peer, m == AGREE_TLS ? AGREE_TO_SIPS
                         : m == AGREE_IPSEC_IKE ? AGREE_TO_REQUEST_HOST : AGREE_TO_NEXT_HOP);
        for (agree_method method = AGREE_REGISTER; method <= AGREE_OTHER; method++) {
            agree_client_action x = later(&c, RFC, method);
            assert_true(x.over_mechanism);
            assert_int_equal(x.peer, m == AGREE_TLS ? AGREE_TO_SIPS : AGREE_TO_NEXT_HOP);
        }
    }
}

/* 2.4: ipsec-man whose keys are not there is not started. */
static void test_keys_before(void **state)
{
    agree_client_event e = { .kind = AGREE_EV_ANSWER, .profile = RFC, .method = AGREE_OTHER, .code = 494,
                             .server_present = true, .server_ok = true, .best = AGREE_IPSEC_MAN };
    agree_client c;

    (void)state;
    agree_client_init(&c);
    start(&c, RFC, AGREE_OTHER);
    agree_client_action x = agree_client_step(&c, &e);
    assert_true(x.act == AGREE_DO_ABORT && x.req == AGREE_REQ_R3329_2_3_1_17);
    e.complete = true;
    start(&c, RFC, AGREE_OTHER);
    assert_int_equal(agree_client_step(&c, &e).act, AGREE_DO_START);
}

/* 2.5: an agreement lasts until its mechanism ends (IKE's lifetime, that of the keys by hand), however many requests
 * that are; then it is over, and a new one is negotiated. */
static void test_end_of_a_mechanism(void **state)
{
    (void)state;
    for (agree_mechanism m = AGREE_DIGEST; m <= AGREE_IPSEC_3GPP; m++) {
        agree_client c = agreed_on(RFC, m);

        for (int k = 0; k < 1000; k++)
            assert_int_equal(later(&c, RFC, AGREE_OTHER).act, AGREE_DO_SEND);
        assert_int_equal(lost(&c, RFC).act, AGREE_DO_ABORT);
        assert_int_equal(later(&c, RFC, AGREE_OTHER).act, AGREE_DO_ABORT);
        assert_true(start(&c, RFC, AGREE_OTHER).add_client);
    }
}

/* 2.5: a request whose Digest credentials are good no more is unprotected, whatever it mirrors: a new challenge. */
static void test_stale_credentials(void **state)
{
    static const char list[] = "digest;d-qop=auth;q=0.9, tls;q=0.5";
    static const char request[] = HEAD("INVITE") TAGS "Security-Client: digest\r\n"
        "Security-Verify: digest;d-qop=auth;q=0.9, tls;q=0.5\r\n" END("INVITE");

    (void)state;
    assert_int_equal(judge(RFC, request, list, true).outcome, AGREE_PROCEED);
    agree_verdict v = judge(RFC, request, list, false);
    assert_true(v.code == 494 && v.add_server && v.challenge == AGREE_PROXY_AUTHENTICATE);
}

/* 2.6, 2.3.1: the first hop reads the three header fields, deletes what is its own, and takes the tags out; a Require
 * without any value left goes too. */
static void test_nothing_goes_on(void **state)
{
    static const char request[] = HEAD("INVITE") "Require: sec-agree\r\nProxy-Require: a, sec-agree\r\n"
        "Security-Client: tls\r\nSecurity-Verify: tls;q=0.5\r\n" END("INVITE");
    static uint8_t text[2048];
    static sip_message m, on;
    sip_out o = { text, sizeof text, 0, false };
    agree_verdict v = judge(RFC, request, "tls;q=0.5", true);
    compose_set drop = COMPOSE_BIT(SIP_H_REQUIRE) | COMPOSE_BIT(SIP_H_PROXY_REQUIRE);

    (void)state;
    assert_true(v.outcome == AGREE_PROCEED && v.strip_tags);
    drop |= v.strip_client ? COMPOSE_BIT(SIP_H_SECURITY_CLIENT) : 0;
    drop |= v.strip_verify ? COMPOSE_BIT(SIP_H_SECURITY_VERIFY) : 0;
    assert_int_equal(sip_message_parse(bytes(request), strlen(request), &m).code, SIP_MESSAGE_OK);
    compose_start_line(&o, bytes(request), &m);
    compose_without_option_tag(&o, bytes(request), &m, SIP_H_REQUIRE, "sec-agree");
    compose_without_option_tag(&o, bytes(request), &m, SIP_H_PROXY_REQUIRE, "sec-agree");
    compose_copy_headers_except(&o, bytes(request), &m, drop);
    compose_end(&o, NULL, 0);
    assert_int_equal(sip_message_parse(text, o.n, &on).code, SIP_MESSAGE_OK);
    assert_int_equal(sip_header_find(&on, SIP_H_SECURITY_CLIENT, 0), SIP_NPOS);
    assert_int_equal(sip_header_find(&on, SIP_H_SECURITY_VERIFY, 0), SIP_NPOS);
    assert_int_equal(sip_header_find(&on, SIP_H_REQUIRE, 0), SIP_NPOS);
    assert_true(sip_option_tag(text, &on, SIP_H_PROXY_REQUIRE, "a", 1));
    assert_false(sip_option_tag(text, &on, SIP_H_PROXY_REQUIRE, "sec-agree", 9));
    assert_int_not_equal(sip_header_find(&on, SIP_H_CALL_ID, 0), SIP_NPOS);
}

/* 6: the default reason phrases. */
static void test_reason_phrases(void **state)
{
    (void)state;
    assert_string_equal(compose_reason(494), "Security Agreement Required");
    assert_string_equal(compose_reason(421), "Extension Required");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_request), cmocka_unit_test(test_supported), cmocka_unit_test(test_mechanism_first),
        cmocka_unit_test(test_list_of_the_interface), cmocka_unit_test(test_what_the_offer_decides),
        cmocka_unit_test(test_where_to), cmocka_unit_test(test_keys_before), cmocka_unit_test(test_end_of_a_mechanism),
        cmocka_unit_test(test_stale_credentials), cmocka_unit_test(test_nothing_goes_on),
        cmocka_unit_test(test_reason_phrases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
