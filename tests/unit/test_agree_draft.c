/* Profile draft: where draft-ietf-sip-sec-agree differs from RFC 3329, and what it has in common with it. */
#include "agree_flow.h"
#include "../../src/ims/compose.h"
#include "../../src/ims/digest.h"
#include "../../src/linux/transaction.h"

#define DRAFT PROFILE_DRAFT
#define LIST  "digest-integrity;alg=MD5;q=0.9, tls;q=0.5"

static uint32_t notes_of(const char *text, bool client)
{
    sec_list list = list_of(text);

    return sec_list_notes(bytes(text), &list, DRAFT, client);
}

/* 3.3: q, alg and generic-param. The parameters of RFC 3329's digest are no parameters of digest-integrity; alg is for
 * any mechanism; equal q are an error. */
static void test_parameters(void **state)
{
    sec_list list = { 0 };

    (void)state;
    assert_int_equal(notes_of("digest-integrity;alg=MD5;q=0.9, ipsec-man;alg=hmac-sha-1;x=[::1];q=0.2", false), 0);
    assert_int_equal(notes_of("smime;alg=x;q=0.9, ipsec-ike;y=\"z\"", false), 0);
    assert_int_equal(notes_of("digest-integrity;d-alg=MD5", false), SEC_NOTE_NOT_DIGEST);
    assert_int_equal(notes_of("digest-integrity;d-qop=auth", false), SEC_NOTE_NOT_DIGEST);
    assert_int_equal(notes_of("digest", false), SEC_NOTE_UNREGISTERED);
    assert_int_equal(sec_list_parse(bytes("tls;q=0.5,smime;q=0.50"), 0, 22, &list).code, SEC_DUPLICATE_Q);
    assert_int_equal(sec_list_parse(bytes("tls;alg="), 0, 8, &list).code, SEC_PARAM_VALUE);
}

/* 3.4.1: no q in Security-Client. */
static void test_no_q_from_client(void **state)
{
    (void)state;
    assert_int_equal(notes_of("tls;q=0.2, smime;q=0.1", true), SEC_NOTE_CLIENT_Q);
    assert_int_equal(notes_of("tls, smime", true), 0);
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(agree_mechanism_word(DRAFT, AGREE_DIGEST), "digest-integrity");
    assert_string_equal(agree_mechanism_word(DRAFT, AGREE_TLS), "tls");
    assert_string_equal(agree_mechanism_word(DRAFT, AGREE_IPSEC_3GPP), "");
    assert_string_equal(agree_mechanism_word(PROFILE_RFC3329, AGREE_DIGEST), "digest");
}

/* 3.4.1, 3.4.2: the first request has the list at once, both tags, and Supported. */
static void test_offer(void **state)
{
    static const agree_method methods[] = { AGREE_REGISTER, AGREE_OPTIONS, AGREE_OTHER };

    (void)state;
    for (size_t k = 0; k < 3; k++)
        offering(DRAFT, methods[k]);
}

/* 3.4.1: asked for by a tag, 494 with the list whatever the client offers; and what its best mechanism needs. */
static void test_challenge(void **state)
{
    static const struct { const char *offer; agree_challenge challenge; } rows[] = {
        { "Security-Client: digest-integrity, tls\r\n", AGREE_WWW_AUTHENTICATE },
        { "Security-Client: tls\r\n", AGREE_NO_CHALLENGE },
        { "Security-Client: digest, ipsec-ike\r\n", AGREE_NO_CHALLENGE }, /* nothing in common */
        { "Security-Client: ;;\r\n", AGREE_NO_CHALLENGE },
        { "", AGREE_NO_CHALLENGE },
    };
    char request[1024];

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        snprintf(request, sizeof request, "%s%s%s", HEAD("INVITE") TAGS, rows[k].offer, END("INVITE"));
        agree_verdict v = judge(DRAFT, request, LIST, false);
        assert_int_equal(v.outcome, AGREE_REFUSE);
        assert_int_equal(v.code, 494);
        assert_true(v.add_server);
        assert_int_equal(v.challenge, rows[k].challenge);
    }
}

/* 3.4.2: where policy demands the agreement every unprotected request is challenged, with any tags and any number of
 * Vias; the answer keeps the topmost Via alone. */
static void test_demanded(void **state)
{
    static const struct { const char *tags; uint32_t code; } rows[] = {
        { "", 421 }, { "Supported: sec-agree\r\n", 494 }, { TAGS, 494 }, { "Proxy-Require: sec-agree\r\n", 494 },
        { "Supported: path\r\nRequire: path\r\n", 421 },
    };
    static const char *const vias[] = { "", NEXT_VIA, NEXT_VIA NEXT_VIA };
    char request[1024];

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        for (size_t n = 0; n < 3; n++) {
            snprintf(request, sizeof request, "%s%s%s%s", HEAD("INVITE"), vias[n], rows[k].tags, END("INVITE"));
            agree_verdict v = judge(DRAFT, request, LIST, false);
            assert_int_equal(v.outcome, AGREE_REFUSE);
            assert_int_equal(v.code, rows[k].code);
            assert_true(v.add_server && v.add_require);
            assert_int_equal(v.one_via, n > 0);
            v = judge(PROFILE_RFC3329, request, "tls;q=0.5", false);
            assert_int_equal(v.code, n > 0 ? 502 : rows[k].code);
            assert_false(v.one_via);
        }
    }
}

/* 3.4.1: the highest q among what the client knows; nothing missing; the list comes back. */
static void test_choice(void **state)
{
    static const struct { const char *server, *client; size_t best; } rows[] = {
        { LIST, "digest-integrity, tls", 0 }, { LIST, "tls, digest-integrity", 0 }, { LIST, "tls", 1 },
        { "tls;q=0.1, ipsec-ike;q=0.3", "tls, ipsec-ike", 1 }, { "tls, ipsec-ike;q=0.0", "tls, ipsec-ike", 1 },
        { LIST, "digest, ipsec-man", SIP_NPOS },
    };
    agree_client c;

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        sec_list server = list_of(rows[k].server), client = list_of(rows[k].client);
        size_t k_best = sec_choose_common(bytes(rows[k].server), &server, bytes(rows[k].client), &client, DRAFT, false);
        assert_int_equal(k_best, rows[k].best);
    }
    agree_client_init(&c);
    start(&c, DRAFT, AGREE_OTHER);
    agree_client_event missing = { .kind = AGREE_EV_ANSWER, .profile = DRAFT, .method = AGREE_OTHER, .code = 494,
                                   .server_present = true, .server_ok = true, .best = AGREE_DIGEST };
    assert_int_equal(agree_client_step(&c, &missing).act, AGREE_DO_ABORT); /* no WWW-Authenticate */
    assert_int_equal(start(&c, DRAFT, AGREE_OTHER).act, AGREE_DO_SEND);    /* it may try again */
    assert_int_equal(answered(&c, DRAFT, 401, AGREE_TLS).start, AGREE_TLS);
    agree_client_action x = later(&c, DRAFT, AGREE_OTHER);
    assert_true(x.add_verify && x.add_tags && x.over_mechanism);
}

/* 3.1: both ends know the mechanism before it is used: the server from the offer, the client from the answer. */
static void test_both_know_before(void **state)
{
    static const char *const lists[] = { LIST, "tls;q=0.9, digest-integrity;q=0.2", "ipsec-ike;q=0.1, tls;q=0.05" };
    static const char *const offers[] = { "digest-integrity", "tls", "digest-integrity, tls, ipsec-ike", "ipsec-man" };
    char request[1024];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        for (size_t n = 0; n < 4; n++) {
            sec_list server = list_of(lists[k]), client = list_of(offers[n]);
            snprintf(request, sizeof request, "%sSecurity-Client: %s\r\n%s", HEAD("INVITE") TAGS, offers[n],
                     END("INVITE"));
            agree_facts f = facts_of(DRAFT, request, lists[k], false);
            size_t best = sec_choose_common(bytes(lists[k]), &server, bytes(offers[n]), &client, DRAFT, false);
            const char *word = agree_mechanism_word(DRAFT, f.preferred);
            if (best == SIP_NPOS)
                assert_int_equal(f.preferred, AGREE_NONE);
            else
                assert_memory_equal(word, lists[k] + server.mech[best].name.at, server.mech[best].name.len);
        }
    }
}

/* 3.4.1: the mirrored list is checked; a changed one is challenged again; a good one goes no further. */
static void test_mirror(void **state)
{
#define OFFER "Security-Client: digest-integrity\r\n"
    static const struct { const char *verify; uint32_t code; } rows[] = {
        { "Security-Verify: " LIST "\r\n", 0 },
        { "Security-Verify: tls;q=0.5, digest-integrity;alg=MD5;q=0.9\r\n", 494 },
        { "Security-Verify: digest-integrity;alg=SHA;q=0.9, tls;q=0.5\r\n", 494 },
        { "Security-Verify: tls;q=0.5\r\n", 494 }, { "Security-Verify: ,\r\n", 494 }, { "", 494 },
    };
    char request[1024];

    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        snprintf(request, sizeof request, "%s%s%s", HEAD("INVITE") TAGS OFFER, rows[k].verify, END("INVITE"));
        agree_verdict v = judge(DRAFT, request, LIST, true);
        assert_int_equal(v.code, rows[k].code);
        assert_int_equal(v.outcome, rows[k].code == 0 ? AGREE_PROCEED : AGREE_REFUSE);
        assert_true(v.code == 0 ? v.strip_tags && v.strip_verify && v.strip_client
                                : v.add_server && v.challenge == AGREE_WWW_AUTHENTICATE);
    }
}

/* 3.5, 3.6, 6: how each mechanism is started, used, and ended. */
static void test_mechanisms(void **state)
{
    (void)state;
    for (agree_mechanism m = AGREE_DIGEST; m <= AGREE_IPSEC_MAN; m++) {
        agree_client c = agreed_on(DRAFT, m);
        agree_client_action x = later(&c, DRAFT, AGREE_OTHER);

        assert_true(x.act == AGREE_DO_SEND && x.over_mechanism && x.add_verify);
        assert_int_equal(x.verify_in_body, m == AGREE_DIGEST);
        assert_false(x.add_d_ver);
        assert_int_equal(x.peer, m == AGREE_TLS ? AGREE_TO_SIPS : AGREE_TO_NEXT_HOP);
        assert_int_equal(lost(&c, DRAFT).req, m == AGREE_IPSEC_IKE ? AGREE_REQ_R3329_2_4_07 : AGREE_REQ_R3329_2_5_01);
        assert_int_equal(c.phase, AGREE_CLIENT_ABORTED);
        assert_int_equal(later(&c, DRAFT, AGREE_OTHER).act, AGREE_DO_ABORT);
        assert_true(start(&c, DRAFT, AGREE_OTHER).add_client); /* the end of the mechanism: a new negotiation */
    }
}

/* 3.5: qop=auth-int over a body that holds Security-Verify: a changed list changes the response. */
static void test_list_in_body(void **state)
{
    static const char body[] = "INVITE sip:proxy.example SIP/2.0\r\nSecurity-Verify: " LIST "\r\n\r\n";
    static const char changed[] = "INVITE sip:proxy.example SIP/2.0\r\nSecurity-Verify: tls;q=0.5\r\n\r\n";
    digest_input in = {
        .hash = DIGEST_MD5, .qop = DIGEST_QOP_AUTH_INT, .username = digest_text("alice"), .realm = digest_text("r"),
        .password = digest_text("p"), .nonce = digest_text("n"), .nc = digest_text("00000001"),
        .cnonce = digest_text("c"), .method = digest_text("INVITE"), .uri = digest_text("sip:proxy.example"),
        .body = digest_text(body),
    };
    char good[DIGEST_HEX_MAX], other[DIGEST_HEX_MAX];

    (void)state;
    digest_response(&in, good);
    in.body = digest_text(changed);
    digest_response(&in, other);
    assert_string_not_equal(good, other);
    in.qop = DIGEST_QOP_AUTH; /* which would not do */
    digest_response(&in, good);
    in.body = digest_text(body);
    digest_response(&in, other);
    assert_string_equal(good, other);
}

/* 5.2: P1 sends on what came from a UAC, P2 negotiates with P1. */
static void test_two_proxies(void **state)
{
    static const char second[] = HEAD("INVITE") NEXT_VIA TAGS "Security-Verify: tls;q=0.5, ipsec-ike;q=0.1\r\n"
        END("INVITE");
    static const char list[] = "tls;q=0.5, ipsec-ike;q=0.1";
    agree_client p1;

    (void)state;
    agree_client_init(&p1);
    agree_client_action x = start(&p1, DRAFT, AGREE_OTHER);
    assert_true(x.add_client && x.add_tags);
    agree_verdict v = judge(DRAFT, HEAD("INVITE") NEXT_VIA END("INVITE"), list, false);
    assert_true(v.code == 421 && v.add_server && v.add_require && v.one_via); /* so that P1 itself takes it */
    assert_int_equal(answered(&p1, DRAFT, v.code, AGREE_TLS).start, AGREE_TLS);
    x = later(&p1, DRAFT, AGREE_OTHER);
    assert_true(x.add_verify && x.add_tags && x.over_mechanism);
    v = judge(DRAFT, second, list, true);
    assert_true(v.outcome == AGREE_PROCEED && v.strip_verify && v.strip_tags);
    v = judge(PROFILE_RFC3329, second, list, true);
    assert_int_equal(v.code, 502); /* which RFC 3329 forbids */
}

/* 5.2: the INVITE that is sent again has a branch of its own. */
static void test_new_branch(void **state)
{
    char branch[64][TRANSACTION_BRANCH_MAX], text[256];
    sip_out o = { (uint8_t *)text, sizeof text - 1, 0, false };

    (void)state;
    for (size_t k = 0; k < 64; k++) {
        assert_true(transaction_branch(branch[k]));
        assert_memory_equal(branch[k], "z9hG4bK", 7);
        for (size_t n = 0; n < k; n++)
            assert_string_not_equal(branch[k], branch[n]);
    }
    compose_via(&o, "TLS", "192.0.2.2", 0, branch[0], false);
    text[o.n] = '\0';
    assert_non_null(strstr(text, branch[0]));
}

/* ---- 3.1: bidding down ---- */

#define WORDS 3 /* digest-integrity, tls, ipsec-ike */
typedef struct { uint32_t q[WORDS]; } list; /* 0: not in it */

static bool next_list(list *l)
{
    for (size_t k = 0; k < WORDS; k++) {
        if (++l->q[k] <= WORDS)
            return true;
        l->q[k] = 0;
    }
    return false;
}

static bool distinct(const list *l)
{
    for (size_t k = 0; k < WORDS; k++) {
        for (size_t n = 0; n < k; n++) {
            if (l->q[k] != 0 && l->q[k] == l->q[n])
                return false;
        }
    }
    return true;
}

static agree_mechanism best(const list *l, unsigned known)
{
    agree_mechanism m = AGREE_NONE;
    uint32_t q = 0;

    for (unsigned k = 0; k < WORDS; k++) {
        if ((known >> k & 1u) != 0 && l->q[k] > q) {
            q = l->q[k];
            m = (agree_mechanism)(AGREE_DIGEST + k);
        }
    }
    return m;
}

/* One exchange: the server's list, the one that reaches the client, and the one that comes back. */
static long exchange(const list *server, const list *seen, const list *mirrored, unsigned known, bool kept)
{
    agree_client c;
    agree_facts f = { .profile = DRAFT, .enabled = true, .demanded = true, .method = AGREE_OTHER, .vias = 1,
                      .client = AGREE_CLIENT_OK };

    agree_client_init(&c);
    f.require = f.proxy_require = start(&c, DRAFT, AGREE_OTHER).add_tags;
    assert_int_equal(agree_server(&f).code, 494);
    if (answered(&c, DRAFT, 494, best(seen, known)).act != AGREE_DO_START)
        return 0;
    assert_true(later(&c, DRAFT, AGREE_OTHER).over_mechanism);
    const list *back = kept ? seen : mirrored; /* changed: its protection is broken */
    f.protected = kept;
    f.verify = memcmp(back, server, sizeof *back) == 0 ? AGREE_VERIFY_EQUAL : AGREE_VERIFY_DIFFERENT;
    if (agree_server(&f).outcome != AGREE_PROCEED)
        return 0;
    assert_true(kept);
    assert_int_equal(c.chosen, best(server, known));
    return 1;
}

static void test_bidding_down(void **state)
{
    list server = { { 0 } };
    long processed = 0;

    (void)state;
    do {
        list seen = { { 0 } };
        do {
            for (unsigned known = 0; distinct(&server) && distinct(&seen) && known < 1u << WORDS; known++) {
                processed += exchange(&server, &seen, &seen, known, true);
                processed += exchange(&server, &seen, &server, known, false);
            }
        } while (next_list(&seen));
    } while (next_list(&server));
    assert_true(processed > 100);
}

/* 3.1: the server keeps nothing: its verdict is a function of the request and its own list. */
static void test_no_state(void **state)
{
    static const char *const requests[] = { HEAD("INVITE") END("INVITE"), HEAD("INVITE") TAGS END("INVITE"),
                                            HEAD("INVITE") TAGS "Security-Verify: " LIST "\r\n" END("INVITE") };
    agree_verdict first[3];

    (void)state;
    for (size_t k = 0; k < 3; k++)
        first[k] = judge(DRAFT, requests[k], LIST, k == 2);
    assert_int_equal(first[2].outcome, AGREE_PROCEED);
    for (size_t k = 3; k-- > 0;) {
        agree_verdict v = judge(DRAFT, requests[k], LIST, k == 2);
        assert_true(v.outcome == first[k].outcome && v.code == first[k].code && v.req == first[k].req &&
                    v.add_server == first[k].add_server && v.add_require == first[k].add_require);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters), cmocka_unit_test(test_no_q_from_client), cmocka_unit_test(test_words),
        cmocka_unit_test(test_offer), cmocka_unit_test(test_challenge), cmocka_unit_test(test_demanded),
        cmocka_unit_test(test_choice), cmocka_unit_test(test_both_know_before), cmocka_unit_test(test_mirror),
        cmocka_unit_test(test_mechanisms), cmocka_unit_test(test_list_in_body), cmocka_unit_test(test_two_proxies),
        cmocka_unit_test(test_new_branch), cmocka_unit_test(test_bidding_down), cmocka_unit_test(test_no_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
