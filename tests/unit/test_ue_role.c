/* The UE role towards a P-CSCF, over real sockets and without a kernel's SAs: what its requests carry of the security
 * agreement, and what it does with answers that break it (RFC 3329 2.3.1; src/core/agree.h). */
#include "no_kernel.h"
#include "../../src/cmd/ue_role.h"
#include "../../src/ims/answer_facts.h"

#define ENDS "spi-c=80001;spi-s=80002;port-c=23001;port-s="
#define SHA  "ipsec-3gpp;alg=hmac-sha-1-96"
#define MD5  "ipsec-3gpp;alg=hmac-md5-96"

static ut t;
static int clear_fd, ps_fd; /* the P-CSCF: its port in clear, and port_ps */
static unsigned clear_port, ps;
static uint64_t now_ms, sqn;

/* The request that came last. */
static uint8_t bytes[8192];
static sip_message request;
static bool protected;

/* ---- in place of the kernel ---- */

uint64_t ut_now(const ut *unused)
{
    (void)unused;
    return now_ms;
}

bool xfrm_ue_add_address(xfrm *x, xfrm_set *s, const ip_addr *to, uint64_t seconds)
{
    (void)x, (void)s, (void)to, (void)seconds;
    return true;
}

bool xfrm_ue_drop_address(xfrm *x, xfrm_set *s, const ip_addr *a)
{
    (void)x, (void)s, (void)a;
    return true;
}

/* ---- the P-CSCF ---- */

static uint16_t free_port(void)
{
    unsigned port;

    close(open_end(&port));
    return (uint16_t)port;
}

/* A request that reached the P-CSCF; false: none did. */
static bool came(void)
{
    ssize_t n = recv(clear_fd, bytes, sizeof bytes - 1, MSG_DONTWAIT);

    protected = n <= 0;
    if (n <= 0)
        n = recv(ps_fd, bytes, sizeof bytes - 1, MSG_DONTWAIT);
    if (n <= 0)
        return false;
    bytes[n] = '\0';
    assert_int_equal(sip_message_parse(bytes, (size_t)n, &request).code, SIP_MESSAGE_OK);
    return true;
}

/* The value of the field in the request that came, "" where there is none. */
static const char *field(sip_header_name id)
{
    static char value[3][2048];
    static unsigned k;
    size_t h = sip_header_find(&request, id, 0);

    k = (k + 1) % 3;
    value[k][0] = '\0';
    if (h != SIP_NPOS) {
        sip_span v = sip_span_of(request.header[h].value);
        snprintf(value[k], sizeof value[k], "%.*s", (int)v.len, (const char *)bytes + v.at);
    }
    return value[k];
}

/* That answer to the request that came, on the way that it came; further fields end in CRLF each. */
static void answered(unsigned code, const char *fields)
{
    static uint8_t text[8192];
    sip_out o = { text, sizeof text, 0, false };
    uint16_t to = protected ? t.c.port_us : t.c.port;

    compose_response(&o, bytes, &request, code, compose_reason(code), "p");
    sip_put_text(&o, fields);
    compose_end(&o, NULL, 0);
    net_datagram d = { .endpoint = ut_bind(&t, &t.now, to), .src = t.c.pcscf,
                       .port = (uint16_t)(protected ? t.m.sets.temp.state != SA_NONE ? t.m.sets.temp.p.port_pc
                                                                                     : t.m.sets.cur.p.port_pc
                                                    : clear_port), .bytes = text, .n = o.n };
    role_receive(&t.r, &d);
}

/* WWW-Authenticate; spoilt: with a wrong MAC. */
static const char *challenge(bool spoilt)
{
    static const uint8_t rand[16] = { 1, 2, 3 };
    static char line[512];
    char nonce[AKA_NONCE_MAX];
    aka_vector v;

    sqn += 32;
    aka_vector_make(&t.secret, rand, sqn, &v);
    v.autn[15] ^= spoilt ? 1 : 0;
    size_t n = aka_nonce_print(v.rand, v.autn, NULL, 0, nonce, sizeof nonce);
    assert_true(n > 0);
    snprintf(line, sizeof line, "WWW-Authenticate: Digest realm=\"ims.example\", nonce=\"%.*s\", "
             "algorithm=AKAv1-MD5, qop=\"auth\"\r\n", (int)n, nonce);
    return line;
}

/* 401 with that Security-Server, "" for none. */
static void challenged(const char *list, bool spoilt)
{
    char fields[4096];

    snprintf(fields, sizeof fields, "%s%s%s%s", challenge(spoilt), list[0] != '\0' ? "Security-Server: " : "", list,
             list[0] != '\0' ? "\r\n" : "");
    answered(401, fields);
}

/* A list of two mechanisms with the ends of the P-CSCF; port_pc is another one each time. */
static const char *list_of(const char *first, const char *second)
{
    static char list[2][512];
    static unsigned k, pc = 23000;

    k = 1 - k;
    pc++;
    snprintf(list[k], sizeof list[k], "%s;q=0.9;spi-c=%u;spi-s=%u;port-c=%u;port-s=%u, "
             "%s;q=0.8;spi-c=%u;spi-s=%u;port-c=%u;port-s=%u", first, 200000 + 2 * pc, 200001 + 2 * pc, pc, ps,
             second, 200000 + 2 * pc, 200001 + 2 * pc, pc, ps);
    return list[k];
}

static void accepted(void)
{
    char contact[64];

    snprintf(contact, sizeof contact, "Contact: <sip:127.0.0.1:%u>;expires=600\r\n", t.c.port_us);
    answered(200, contact);
}

static bool lists_equal(const char *a, const char *b)
{
    sec_list x = { 0 }, y = { 0 };

    return sec_list_parse((const uint8_t *)a, 0, strlen(a), &x).code == SEC_OK &&
           sec_list_parse((const uint8_t *)b, 0, strlen(b), &y).code == SEC_OK &&
           sec_list_compare((const uint8_t *)a, &x, (const uint8_t *)b, &y).code == SEC_EQUAL;
}

/* What an offer in clear has, and has not. */
static void check_offer(void)
{
    assert_true(came());
    assert_false(protected);
    assert_string_equal(field(SIP_H_REQUIRE), "sec-agree");
    assert_string_equal(field(SIP_H_PROXY_REQUIRE), "sec-agree");
    assert_string_equal(field(SIP_H_SUPPORTED), "path, sec-agree");
    assert_non_null(strstr(field(SIP_H_SECURITY_CLIENT), SHA));
    assert_string_equal(field(SIP_H_SECURITY_VERIFY), "");
}

static void check_mirrored(const char *list)
{
    assert_true(came());
    assert_true(protected);
    assert_string_equal(field(SIP_H_REQUIRE), "sec-agree");
    assert_string_equal(field(SIP_H_PROXY_REQUIRE), "sec-agree");
    assert_true(lists_equal(field(SIP_H_SECURITY_VERIFY), list));
}

/* Registered with the set of that list. */
static void registered(const char *list)
{
    ut_register(&t, false, false);
    check_offer();
    challenged(list, false);
    check_mirrored(list);
    accepted();
    assert_int_equal(t.m.sets.cur.state, SA_ESTABLISHED);
}

/* The registration is over, and nothing was sent. */
static void check_over(void)
{
    assert_false(came());
    assert_int_equal(t.m.phase, UE_IDLE);
    assert_int_equal(t.m.sets.temp.state, SA_NONE);
}

/* ---- tests ---- */

/* R3329-2.3.1-03, -06, -20, -21; CR2-7.2-SM7-2: the offer, what SM7 repeats, and what later requests repeat. */
static void test_mirrors(void **state)
{
    char client[2048];
    const char *list = list_of(SHA, MD5);

    (void)state;
    ut_register(&t, false, false);
    check_offer();
    strcpy(client, field(SIP_H_SECURITY_CLIENT));
    challenged(list, false);
    check_mirrored(list);
    assert_string_equal(field(SIP_H_SECURITY_CLIENT), client);
    assert_string_equal(field(SIP_H_SUPPORTED), "path");
    accepted();
    assert_int_equal(t.m.sets.cur.p.alg, ALG_HMAC_SHA_1_96);
    ut_options(&t);
    check_mirrored(list);
    assert_string_equal(field(SIP_H_SECURITY_CLIENT), "");
    answered(200, "");
    ut_register(&t, false, false);
    check_mirrored(list);
    assert_string_not_equal(field(SIP_H_SECURITY_CLIENT), "");
    assert_string_not_equal(field(SIP_H_SECURITY_CLIENT), client);
}

/* R3329-2.2-08, -2.3.1-14, -17: what is missing, malformed or unknown ends the agreement; nothing is mirrored. */
static void test_no_good_list(void **state)
{
    static const char *const bad[] = {
        "", "digest;q", "digest;q=0.9, tls;q=0.9", "digest;q=0.9", SHA ";q=0.9",
        SHA ";q=0.9;spi-c=80001;spi-s=80002;port-c=23001", "ipsec-3gpp;alg=aes-gmac;q=0.9;" ENDS "23002",
    };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        ut_register(&t, false, false);
        check_offer();
        challenged(bad[k], false);
        check_over();
        assert_int_equal(t.agree.phase, AGREE_CLIENT_ABORTED);
    }
    assert_int_equal(installed, 0);
    registered(list_of(SHA, MD5));
}

/* The same on SAs that live: they stay, and what is sent on them repeats their list. A good list that differs from
 * theirs is the new set's, and no other's. */
static void test_other_list(void **state)
{
    const char *list = list_of(SHA, MD5), *other;

    (void)state;
    registered(list);
    ut_register(&t, false, false);
    check_mirrored(list);
    challenged("", false);
    check_over();
    ut_options(&t);
    check_mirrored(list);
    answered(200, "");
    other = list_of(MD5, SHA);
    ut_register(&t, false, false);
    check_mirrored(list);
    challenged(other, false);
    check_mirrored(other);
    assert_false(lists_equal(list, other));
    ut_options(&t);
    check_mirrored(list);
}

/* R3329-2.3.1-25 at the client: 494 or 421 to a mirrored list ends the agreement, and a new one starts in clear. */
static void test_refused_list(void **state)
{
    static const unsigned code[] = { 494, 421 };

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        ut_register(&t, false, false);
        check_offer();
        challenged(list_of(SHA, MD5), false);
        assert_true(came());
        answered(code[k], "Security-Server: " SHA ";q=0.1\r\n");
        check_over();
        assert_int_equal(removed, installed);
    }
    for (size_t k = 0; k < 2; k++) {
        registered(list_of(SHA, MD5));
        ut_options(&t);
        assert_true(came());
        answered(code[k], "Security-Server: " SHA ";q=0.1\r\n");
        ut_options(&t); /* nothing is agreed, so nothing can be mirrored (R3329-2.3.1-20) */
        assert_false(came());
    }
    ut_register(&t, false, false);
    check_offer();
}

/* A list that the P-CSCF refuses in SM7 is that of the new set; the established one goes on. */
static void test_refused_renewal(void **state)
{
    const char *list = list_of(SHA, MD5);

    (void)state;
    registered(list);
    ut_register(&t, false, false);
    check_mirrored(list);
    challenged(list_of(MD5, SHA), false);
    assert_true(came());
    answered(494, "Security-Server: " SHA ";q=0.1\r\n");
    check_over();
    ut_options(&t);
    check_mirrored(list);
}

/* 421, 494, 420 and 502 to the offer: without a challenge there are no keys for the mechanism, whatever is listed. */
static void test_refused_offer(void **state)
{
    static const unsigned code[] = { 421, 494, 420, 502 };
    char fields[1024];

    (void)state;
    for (size_t k = 0; k < 4; k++) {
        snprintf(fields, sizeof fields, "Require: sec-agree\r\nSecurity-Server: %s\r\n", list_of(SHA, MD5));
        ut_register(&t, false, false);
        check_offer();
        answered(code[k], fields);
        check_over();
        assert_int_equal(t.agree.phase, AGREE_CLIENT_ABORTED);
    }
    assert_int_equal(installed, 0);
}

/* R3329-2.3.1-18: a challenge that the USIM refuses leaves no mechanism; the next REGISTER offers anew, once. */
static void test_bad_challenge(void **state)
{
    (void)state;
    ut_register(&t, false, false);
    check_offer();
    challenged(list_of(SHA, MD5), true);
    check_offer();
    assert_int_equal(t.agree.tries, 2);
    challenged(list_of(SHA, MD5), true);
    check_over();
    registered(list_of(SHA, MD5));
}

/* SM7 is out; answers that the machine discards have not ended the registration: a 200 in clear (CR2-7.4.1a-11), to SM1
 * and to SM7, and a 401 in clear to SM7 (CR2-7.4.1a-03). */
static void sm7_after_stray_answers(void)
{
    const char *list = list_of(SHA, MD5);

    ut_register(&t, false, false);
    check_offer();
    accepted();
    assert_int_equal(t.m.phase, UE_SENT);
    challenged(list, false);
    check_mirrored(list);
    protected = false;
    accepted();
    challenged(list, false);
    assert_false(came());
    assert_int_equal(t.m.phase, UE_ANSWERED);
}

static void test_stray_answers(void **state)
{
    (void)state;
    sm7_after_stray_answers();
    protected = true;
    accepted();
    assert_int_equal(t.m.sets.cur.state, SA_ESTABLISHED);
}

/* A failure is taken where SM1 went as well (CR2-7.4.1a-18). */
static void test_failure_in_clear(void **state)
{
    (void)state;
    sm7_after_stray_answers();
    protected = false;
    answered(403, "");
    check_over();
    assert_int_equal(removed, installed);
}

/* What a response tells the client's step. */
static void test_facts(void **state)
{
    static const sec_pair own[] = { { ALG_HMAC_SHA_1_96, EALG_NULL } };
    static const struct { const char *list; bool present, ok; agree_mechanism best; bool complete; } cases[] = {
        { NULL, false, false, AGREE_NONE, false },
        { "", true, false, AGREE_NONE, false },
        { "tls;q", true, false, AGREE_NONE, false },
        { "tls;q=0.5, digest;q=0.5", true, false, AGREE_NONE, false },
        { "tls;q=0.5, digest;q=0.4", true, true, AGREE_NONE, false },
        { MD5 ";q=0.5;" ENDS "23002", true, true, AGREE_NONE, false },
        { SHA ";q=0.5", true, true, AGREE_IPSEC_3GPP, false },
        { "tls;q=0.9, " SHA ";q=0.5;" ENDS "23002", true, true, AGREE_IPSEC_3GPP, true },
    };

    (void)state;
    for (size_t k = 0; k < 2 * sizeof cases / sizeof cases[0]; k++) {
        const char *list = cases[k / 2].list;
        static sip_message m;
        char text[512];
        ipsec3gpp chosen;
        int n = snprintf(text, sizeof text, "SIP/2.0 401 Unauthorized\r\n%s%s%s\r\n",
                         list != NULL ? "Security-Server: " : "", list != NULL ? list : "", list != NULL ? "\r\n" : "");

        assert_int_equal(sip_message_parse((const uint8_t *)text, (size_t)n, &m).code, SIP_MESSAGE_OK);
        agree_client_event e = answer_facts_read((const uint8_t *)text, &m, AGREE_REGISTER, PROFILE_IMS, own, 1,
                                                 k % 2 != 0, &chosen);
        assert_true(e.kind == AGREE_EV_ANSWER && e.code == 401 && e.method == AGREE_REGISTER);
        assert_int_equal(e.server_present, cases[k / 2].present);
        assert_int_equal(e.server_ok, cases[k / 2].ok);
        assert_int_equal(e.best, cases[k / 2].best);
        assert_int_equal(e.complete, cases[k / 2].complete && k % 2 != 0);
    }
}

static int setup(void **state)
{
    char error[CONFIG_ERROR_MAX];

    (void)state;
    memset(&t, 0, sizeof t);
    assert_true(config_read_ue("tests/kernel/conf/ue.ini", &t.c, error));
    clear_fd = open_end(&clear_port);
    ps_fd = open_end(&ps);
    t.c.address = t.c.pcscf = t.now = example_addr("127.0.0.1");
    t.c.pcscf_port = (uint16_t)clear_port;
    t.c.prefix_length = 32; /* the whole address */
    t.c.interface[0] = '\0';
    t.c.steps.count = 0;
    t.c.port = free_port();
    t.c.port_us = free_port();
    t.c.port_uc = (config_range){ 24000, 29999 }; /* none that the system gives to the other sockets */
    memset(t.secret.k, 0x46, sizeof t.secret.k);
    sqn_array_init(&t.seen, SQN_DELTA, 0);
    sqn = 0;
    ue_init(&t.m);
    t.m.sets.profile = t.c.profile;
    t.r = (role){ .admit = ut_admit, .request = ut_request_came, .user = &t };
    uv_loop_init(&t.r.loop);
    t.r.tx = transactions_open(&t.r.loop, 64);
    assert_non_null(t.r.tx);
    assert_non_null(ut_bind(&t, &t.now, t.c.port));
    now_ms = 1000;
    installed = removed = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    transactions_close(t.r.tx);
    for (unsigned i = 0; i < UT_ENDPOINTS_MAX; i++)
        net_close(t.endpoint[i].endpoint);
    uv_run(&t.r.loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&t.r.loop), 0);
    close(clear_fd);
    close(ps_fd);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(test_mirrors), TEST(test_no_good_list), TEST(test_other_list),
                                        TEST(test_refused_list), TEST(test_refused_renewal),
                                        TEST(test_refused_offer), TEST(test_bad_challenge),
                                        TEST(test_stray_answers), TEST(test_failure_in_clear),
                                        TEST(test_facts) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
