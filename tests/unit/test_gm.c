/* The P-CSCF role between a UE and a registrar, over real sockets and without a kernel's SAs: what it does with
 * messages that come on a set where they do not belong, and with a REGISTER that comes while another one waits
 * (TS 33.203 7.2, 7.4.2a; spec/decisions.md, The driver's roles). */
#include "no_kernel.h"
#include "../../src/cmd/gm.h"
#include "../../src/ims/sat_memory.h"

#define NONCE "bm9uY2U="
#define SHA_1 "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null"

static gm p;
static sat_memory memory;
static int ue_fd, registrar_fd; /* the UE's port_us, and its port in clear; the registrar */
static unsigned us, next_branch;
static uint64_t now_ms;
static const char *offer_text;  /* what Security-Client offers, without SPIs and ports */
static const char *via_host, *from; /* what a request says of its sender */
static char verify[2048];       /* the Security-Server that came last */
static char forwarded[4096];    /* what reached the registrar last */

/* ---- in place of the kernel ---- */

uint64_t gm_now(const gm *unused)
{
    (void)unused;
    return now_ms;
}

bool xfrm_p_move(xfrm *x, xfrm_set *s, const ip_addr *to)
{
    (void)x;
    s->p.ue_addr = *to;
    return true;
}

/* ---- the other two ends ---- */

static void came(net_endpoint *at, unsigned port, const void *bytes, size_t n)
{
    net_datagram d = { .endpoint = at, .src = example_addr("127.0.0.1"), .port = (uint16_t)port, .bytes = bytes,
                       .n = n };

    role_receive(&p.r, &d);
}

/* What reached an end: its length, 0 for nothing. */
static size_t got(int fd, uint8_t *bytes, size_t size, sip_message *m)
{
    ssize_t n = recv(fd, bytes, size, MSG_DONTWAIT);

    if (n <= 0)
        return 0;
    assert_int_equal(sip_message_parse(bytes, (size_t)n, m).code, SIP_MESSAGE_OK);
    return (size_t)n;
}

/* The status of the answer at the UE, 0 where none came; its Security-Server is kept. */
static unsigned answer(void)
{
    static uint8_t bytes[4096];
    static sip_message m;

    if (got(ue_fd, bytes, sizeof bytes, &m) == 0)
        return 0;
    size_t h = sip_header_find(&m, SIP_H_SECURITY_SERVER, 0);
    if (h != SIP_NPOS) {
        sip_span value = sip_span_of(m.header[h].value);
        snprintf(verify, sizeof verify, "%.*s", (int)value.len, (const char *)bytes + value.at);
    }
    return m.status;
}

/* The registrar answers what has come to it; false where nothing has. */
static bool registrar_answers(unsigned code, const char *field, const char *value)
{
    static uint8_t bytes[4096], text[4096];
    static sip_message m;
    sip_out o = { text, sizeof text, 0, false };

    size_t n = got(registrar_fd, bytes, sizeof bytes, &m);
    if (n == 0)
        return false;
    snprintf(forwarded, sizeof forwarded, "%.*s", (int)n, (const char *)bytes);
    compose_response(&o, bytes, &m, code, "Whatever", "r");
    compose_header(&o, field, value);
    compose_end(&o, NULL, 0);
    came(p.core, p.c.registrar_port, text, o.n);
    return true;
}

static bool challenged(void)
{
    return registrar_answers(401, "WWW-Authenticate",
                             "Digest realm=\"ims.example\", nonce=\"" NONCE "\", algorithm=AKAv1-MD5, "
                             "ik=\"00112233445566778899aabbccddeeff\", ck=\"00112233445566778899aabbccddeeff\"");
}

static bool accepted(unsigned seconds)
{
    char contact[64];

    snprintf(contact, sizeof contact, "<sip:127.0.0.1:%u>;expires=%u", us, seconds);
    return registrar_answers(200, "Contact", contact);
}

/* A request of the UE, from `port` (0: in clear), with the offer of those numbers (spi_uc 0: none). */
static void request(const char *method, unsigned port, const char *nonce, unsigned spi_uc, unsigned uc,
                    const char *verified)
{
    char text[4096], client[256] = "", v[2100] = "";

    if (spi_uc != 0)
        snprintf(client, sizeof client, "Security-Client: %s;spi-c=%u;spi-s=%u;port-c=%u;port-s=%u\r\n", offer_text,
                 spi_uc, spi_uc + 1, uc, us);
    if (verified != NULL)
        snprintf(v, sizeof v, "Security-Verify: %s\r\n", verified);
    int n = snprintf(text, sizeof text, "%s sip:ims.example SIP/2.0\r\n"
                     "Via: SIP/2.0/UDP %s:%u;branch=z9hG4bK%u\r\nMax-Forwards: 70\r\n"
                     "From: <sip:%s@ims.example>;tag=a\r\nTo: <sip:alice@ims.example>\r\n"
                     "Call-ID: c\r\nCSeq: 1 %s\r\nContact: <sip:127.0.0.1:%u>\r\n"
                     "Authorization: Digest username=\"alice@ims.example\", realm=\"ims.example\", nonce=\"%s\", "
                     "uri=\"sip:ims.example\", response=\"%s\", integrity-protected=\"yes\"\r\n"
                     "Require: sec-agree\r\nProxy-Require: sec-agree\r\n"
                     "%s%sContent-Length: 0\r\n\r\n", method, via_host, us, ++next_branch, from, method, us, nonce,
                     nonce[0] != '\0' ? "00112233445566778899aabbccddeeff" : "", client, v);
    came(port != 0 ? p.ps : p.clear, port != 0 ? port : us, text, (size_t)n);
}

static const gm_ue *alice(void)
{
    return gm_ue_find(&p, (const uint8_t *)"alice@ims.example", 17);
}

/* SM1 in clear and its challenge: a temporary set for port_uc 41000. */
static void sm1_to_sm6(void)
{
    request("REGISTER", 0, "", 70001, 41000, NULL);
    assert_true(challenged());
    assert_int_equal(answer(), 401);
    assert_int_equal(alice()->m.sets.temp.state, SA_TEMPORARY);
}

static void registered(void)
{
    sm1_to_sm6();
    request("REGISTER", 41000, NONCE, 70001, 41000, verify);
    assert_true(accepted(600));
    assert_int_equal(answer(), 200);
    assert_int_equal(alice()->m.sets.cur.state, SA_ESTABLISHED);
}

/* ---- tests ---- */

/* CR2-7.2-SM7-3, -5: any other list in SM7 ends the registration, and the temporary set with it. */
static void test_other_list_in_sm7(void **state)
{
    static const char *const wrong[] = { "ipsec-3gpp;alg=hmac-sha-1-96;q=0.1", "digest;q", NULL };

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        unsigned before = removed;
        sm1_to_sm6();
        request("REGISTER", 41000, NONCE, 70001, 41000, wrong[k]);
        assert_int_equal(answer(), 494);
        assert_null(alice());
        assert_int_equal(removed, before + 1);
        assert_false(accepted(600));
    }
}

/* CR2-7.2-SM7-4: SM7 repeats the Security-Client of the SM1 that was challenged, whatever came in clear since. */
static void test_client_of_sm1(void **state)
{
    (void)state;
    sm1_to_sm6();
    request("REGISTER", 41000, NONCE, 70009, 41000, verify);
    assert_int_equal(answer(), 494);
    assert_null(alice());
    sm1_to_sm6();
    request("REGISTER", 0, "", 70009, 41009, NULL); /* anybody's */
    request("REGISTER", 41000, NONCE, 70009, 41009, verify);
    assert_int_equal(answer(), 494);
    assert_true(challenged());
    assert_int_equal(answer(), 401);
    request("REGISTER", 0, "", 70001, 41000, NULL);
    request("REGISTER", 41009, NONCE, 70009, 41009, verify);
    assert_true(challenged()); /* that in clear, whose answer nobody waits for */
    assert_true(accepted(600));
    assert_int_equal(answer(), 200);
    assert_int_equal(alice()->m.sets.cur.p.spi_uc, 70009);
}

/* CR2-7.4.2a-01, -02: a message on a set where it does not belong is discarded, and not answered. */
static void test_wrong_set(void **state)
{
    uint64_t before = p.r.count.discarded;

    (void)state;
    sm1_to_sm6();
    request("OPTIONS", 41000, "", 0, 0, NULL);
    request("OPTIONS", 41000, "", 0, 0, verify);
    request("OPTIONS", 41000, "", 0, 0, "digest;q=0.1");
    assert_int_equal(answer(), 0);
    assert_int_equal(p.r.count.discarded, before + 3);
    request("REGISTER", 41000, NONCE, 70001, 41000, verify);
    assert_true(accepted(600));
    assert_int_equal(answer(), 200);
    request("OPTIONS", 41000, "", 0, 0, verify);
    assert_int_equal(answer(), 200);
    request("REGISTER", 41000, "", 70011, 41001, verify);
    assert_true(accepted(0));
    assert_int_equal(answer(), 200);
    assert_int_equal(alice()->m.sets.old.state, SA_CLOSING);
    request("OPTIONS", 41000, "", 0, 0, NULL);
    request("REGISTER", 41000, "", 70021, 41002, "digest;q=0.1");
    assert_int_equal(answer(), 0);
    assert_int_equal(p.r.count.discarded, before + 5);
}

/* How often that text stands in what was forwarded. */
static unsigned times(const char *text)
{
    unsigned n = 0;

    for (const char *at = forwarded; (at = strstr(at, text)) != NULL; at++)
        n++;
    return n;
}

static void check_forwarded(const char *mark)
{
    assert_int_equal(times("integrity-protected"), 1);
    assert_int_equal(times(mark), 1);
    assert_int_equal(times("Security-"), 0);
    assert_int_equal(times("sec-agree"), 0);
    assert_int_equal(times("Require:"), 0);
}

/* CR2-6.1.5-01..03, CR2-7.2-SM8-1: a REGISTER goes on with the P-CSCF's own mark, whatever the UE wrote there; nothing
 * of the agreement goes past this hop (R3329-2.1-08, -2.3.1-27, -28). */
static void test_mark(void **state)
{
    (void)state;
    sm1_to_sm6();
    check_forwarded("integrity-protected=\"no\"");
    request("REGISTER", 41000, NONCE, 70001, 41000, verify);
    assert_true(accepted(600));
    check_forwarded("integrity-protected=\"yes\"");
    assert_int_equal(answer(), 200);
    request("REGISTER", 41000, "", 70011, 41001, verify);
    assert_true(accepted(600));
    check_forwarded("integrity-protected=\"yes\"");
    request("REGISTER", 0, "", 70009, 41009, NULL);
    assert_true(accepted(600));
    check_forwarded("integrity-protected=\"no\"");
}

/* The Security-Server that came last, without the values of SPIs and ports. */
static void list_of_algorithms(char *out)
{
    static const char *const own[] = { "spi-c=", "spi-s=", "port-c=", "port-s=" };

    strcpy(out, verify);
    for (size_t k = 0; k < 4; k++) {
        for (char *at = out; (at = strstr(at, own[k])) != NULL;) {
            at += strlen(own[k]);
            memmove(at, at + strspn(at, "0123456789"), strlen(at + strspn(at, "0123456789")) + 1);
        }
    }
}

/* R3329-2.1-04, -2.3.1-11: the list of the P-CSCF is the same whatever the UE offers, but for SPIs and ports (Z-24). */
static void test_static_list(void **state)
{
    static const char *const offers[] = { SHA_1, "ipsec-3gpp;alg=hmac-md5-96",
                                          "tls, ipsec-3gpp;alg=hmac-sha-1-96;x=y" };
    char first[2048], list[2048];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        offer_text = offers[k];
        request("REGISTER", 0, "", 70001 + (unsigned)k * 10, 41000 + (unsigned)k, NULL);
        assert_true(challenged());
        assert_int_equal(answer(), 401);
        list_of_algorithms(k == 0 ? first : list);
        if (k > 0)
            assert_string_equal(list, first);
    }
    assert_non_null(strstr(first, "hmac-sha-1-96"));
    assert_non_null(strstr(first, "hmac-md5-96"));
}

/* CR2-7.1-R2, -R4a: the topmost Via of a protected REGISTER names the packet's source, and a message one of the public
 * identities of its SA. */
static void test_sender(void **state)
{
    uint64_t before = p.r.count.discarded;

    (void)state;
    registered();
    via_host = "127.0.0.2";
    request("REGISTER", 41000, "", 70011, 41001, verify);
    assert_int_equal(answer(), 403);
    via_host = "host.example";
    request("REGISTER", 41000, "", 70011, 41001, verify);
    assert_int_equal(answer(), 403);
    assert_false(accepted(600));
    via_host = "127.0.0.1";
    from = "bob";
    request("OPTIONS", 41000, "", 0, 0, verify);
    assert_int_equal(answer(), 0);
    assert_int_equal(p.r.count.discarded, before + 1);
    from = "alice";
    request("OPTIONS", 41000, "", 0, 0, verify);
    assert_int_equal(answer(), 200);
}

/* CR2-7.4.2a-15, -23: a REGISTER in clear, which anybody can send, does not take its answer from a protected one. */
static void test_clear_while_protected_waits(void **state)
{
    (void)state;
    registered();
    request("REGISTER", 41000, "", 70011, 41001, verify);
    request("REGISTER", 0, "", 70009, 41009, NULL);
    assert_int_equal(answer(), 0);
    assert_true(accepted(3600));
    assert_int_equal(answer(), 200);
    assert_true(alice()->m.sets.cur.expires_at == now_ms + 3630000);
    assert_false(accepted(3600));
    request("REGISTER", 0, "", 70009, 41009, NULL);
    assert_true(challenged());
    assert_int_equal(answer(), 401);
}

/* The same of SM7; and a protected REGISTER takes the place of one that waits, which the P-CSCF then answers itself. */
static void test_protected_while_protected_waits(void **state)
{
    char first[sizeof verify];

    (void)state;
    sm1_to_sm6();
    request("REGISTER", 41000, NONCE, 70001, 41000, verify);
    request("REGISTER", 0, "", 70009, 41009, NULL);
    assert_int_equal(answer(), 0);
    assert_true(accepted(600));
    assert_false(challenged());
    assert_int_equal(answer(), 200);
    strcpy(first, verify);
    request("REGISTER", 41000, "", 70011, 41001, first);
    assert_true(challenged());
    assert_int_equal(answer(), 401);
    request("REGISTER", 41001, NONCE, 70011, 41001, verify);
    request("REGISTER", 41000, "", 70021, 41002, first); /* the UE starts anew */
    assert_int_equal(answer(), 500);
    assert_int_equal(alice()->m.sets.temp.state, SA_NONE);
    assert_true(accepted(600)); /* SM7, whose answer nobody waits for */
    assert_int_equal(answer(), 0);
    assert_true(accepted(3600));
    assert_int_equal(answer(), 200);
    assert_true(alice()->m.sets.cur.expires_at == now_ms + 3630000);
}

static int setup(void **state)
{
    static const uint8_t lengths[] = { 128 };
    char error[CONFIG_ERROR_MAX];
    unsigned registrar;

    (void)state;
    memset(&p, 0, sizeof p);
    assert_true(config_read_pcscf(NULL, &p.c, error));
    p.c.address = p.c.core_address = p.c.registrar = example_addr("127.0.0.1");
    p.c.max_ues = 8;
    p.c.options_to_ue = false;
    p.c.port_pc = (config_range){ 20000, 29999 }; /* none that the system gives to the other sockets */
    p.r = (role){ .admit = gm_admit, .request = gm_request_came, .user = &p };
    uv_loop_init(&p.r.loop);
    p.r.tx = transactions_open(&p.r.loop, 64);
    p.ue = calloc(p.c.max_ues, sizeof *p.ue);
    p.hash = malloc(p.c.max_ues * sizeof *p.hash);
    assert_non_null(p.r.tx);
    assert_non_null(p.ue);
    assert_non_null(p.hash);
    memset(p.hash, 0xff, p.c.max_ues * sizeof *p.hash);
    assert_true(sat_memory_new(&memory, p.c.max_ues, 1));
    assert_true(sat_init(&p.table, &memory, (sat_key){ 1, 2 }, lengths, 1, p.c.profile));
    p.clear = role_bind(&p.r, &p.c.address, 0);
    p.ps = role_bind(&p.r, &p.c.address, 0);
    p.core = role_bind(&p.r, &p.c.address, 0);
    assert_true(p.clear != NULL && p.ps != NULL && p.core != NULL);
    p.c.port_ps = net_port(p.ps);
    p.c.core_port = net_port(p.core);
    ue_fd = open_end(&us);
    registrar_fd = open_end(&registrar);
    p.c.registrar_port = (uint16_t)registrar;
    now_ms = 1000;
    offer_text = SHA_1;
    via_host = "127.0.0.1";
    from = "alice";
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < p.c.max_ues; i++)
        gm_request_free(p.ue[i].reg);
    transactions_close(p.r.tx);
    for (unsigned i = 0; i < GM_PORTS_MAX; i++)
        net_close(p.pc[i].users > 0 ? p.pc[i].endpoint : NULL);
    net_close(p.clear);
    net_close(p.ps);
    net_close(p.core);
    uv_run(&p.r.loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&p.r.loop), 0);
    sat_memory_free(&memory);
    free(p.ue);
    free(p.hash);
    close(ue_fd);
    close(registrar_fd);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(test_other_list_in_sm7), TEST(test_client_of_sm1), TEST(test_wrong_set),
                                        TEST(test_mark), TEST(test_static_list), TEST(test_sender),
                                        TEST(test_clear_while_protected_waits),
                                        TEST(test_protected_while_protected_waits) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
