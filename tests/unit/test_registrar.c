/* The registrar (S-CSCF and HSS) as a terminal behind a P-CSCF sees it: every answer to every kind of REGISTER. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/core/headers.h"
#include "../../src/ims/keys.h"
#include "../../src/ims/registrar.h"
#include "hex.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define REALM "registrar.home1.net"
#define IMPI  "user1_private@home1.net"
#define IMPU  "sip:user1_public1@home1.net"
#define IMPU2 "tel:+1-212-555-1111"

/* ---- The bench: a registrar, an ISIM, and the last answer ---- */

typedef struct {
    registrar r;
    aka_secret secret;
    sqn_array seen;
    uint64_t now;
    uint8_t next_rand;
    unsigned cseq;
    uint8_t text[4096], request[4096];
    sip_message m;
    registrar_result result;
    char nonce[AKA_NONCE_MAX + 1];
    aka_answer isim;
} bench;

static bench B;

static int setup(void **state)
{
    registrar_subscriber sub;

    (void)state;
    memset(&B, 0, sizeof B);
    memset(&sub, 0, sizeof sub);
    registrar_init(&B.r);
    strcpy(B.r.realm, REALM);
    strcpy(B.r.domain, REALM);
    strcpy(B.r.service_route, "<sip:orig@scscf1.home1.net;lr>");
    hex("465b5ce8b199b49faa5f0a2ee238a6bc", B.secret.k, 16);
    hex("cd63cb71954a9f4e48a5994e37a02baf", B.secret.opc, 16);
    strcpy(sub.impi, IMPI);
    strcpy(sub.impu[0].uri, IMPU);
    strcpy(sub.impu[1].uri, IMPU2);
    sub.impus = 2;
    sub.secret = B.secret;
    assert_true(registrar_add(&B.r, &sub));
    strcpy(sub.impi, "user2_private@home1.net");
    strcpy(sub.impu[0].uri, "sip:user2@home1.net");
    sub.impus = 1;
    assert_true(registrar_add(&B.r, &sub));
    sqn_array_init(&B.seen, SQN_DELTA, 0);
    B.now = 1000;
    B.cseq = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    registrar_free(&B.r);
    return 0;
}

/* Gives the request to the registrar; the response must be a whole SIP message. */
static unsigned give(const char *request)
{
    registrar_random rnd;
    sip_message in;
    sip_out out = { B.text, sizeof B.text, 0, false };
    size_t n = strlen(request);

    memset(&rnd, ++B.next_rand, sizeof rnd);
    memcpy(B.request, request, n + 1);
    assert_int_equal(sip_message_parse(B.request, n, &in).code, SIP_MESSAGE_OK);
    B.result = registrar_request(&B.r, B.request, &in, B.now, &rnd, &out);
    assert_false(out.full);
    if (B.result.code == 0) {
        assert_int_equal(out.n, 0);
        return 0;
    }
    assert_int_equal(sip_message_parse(B.text, out.n, &B.m).code, SIP_MESSAGE_OK);
    assert_false(B.m.request);
    assert_int_equal(B.m.status, B.result.code);
    assert_true(B.m.status < 400 || B.m.status == 401 || B.result.requirement != NULL);
    return B.result.code;
}

static const char first_contact[] = "Contact: <sip:[2001:db8::1]:5061;transport=udp>;+sip.instance=\"<urn:x>\"\r\n";

/* A REGISTER of the first subscriber with these Authorization parameters and further header lines */
static unsigned send_register(const char *auth, const char *lines)
{
    char text[4096];

    B.cseq++;
    snprintf(text, sizeof text,
             "REGISTER sip:" REALM " SIP/2.0\r\n"
             "Via: SIP/2.0/UDP pcscf1.visited1.net;branch=z9hG4bKp%u, "
             "SIP/2.0/UDP [2001:db8::1]:5061;branch=z9hG4bKu%u\r\n"
             "v: SIP/2.0/UDP [2001:db8::2];branch=z9hG4bKx\r\n"
             "Max-Forwards: 69\r\n"
             "Path: <sip:term@pcscf1.visited1.net;lr>\r\n"
             "Require: path\r\n"
             "From: <" IMPU ">;tag=4fa3\r\n"
             "To: <" IMPU ">\r\n"
             "Call-ID: apb03a0s09dkjdfglkj49111\r\n"
             "CSeq: %u REGISTER\r\n"
             "%s%s%s%s"
             "Content-Length: 0\r\n\r\n",
             B.cseq, B.cseq, B.cseq, auth != NULL ? "Authorization: Digest " : "", auth != NULL ? auth : "",
             auth != NULL ? "\r\n" : "", lines != NULL ? lines : first_contact);
    return give(text);
}

static const char empty_auth[] = "username=\"" IMPI "\", realm=\"" REALM "\", nonce=\"\", uri=\"sip:" REALM
                                 "\", response=\"\", integrity-protected=\"no\"";
static const char protected_empty[] = "username=\"" IMPI "\", realm=\"" REALM "\", nonce=\"\", uri=\"sip:" REALM
                                      "\", response=\"\", integrity-protected=\"yes\"";

static sip_auth_param challenge_param(const char *name)
{
    size_t k = sip_header_find(&B.m, SIP_H_WWW_AUTHENTICATE, 0);

    assert_true(k != SIP_NPOS);
    return sip_auth_param_find(B.text, &B.m, k, name, strlen(name));
}

static void param_text(const char *name, char *out, size_t cap)
{
    sip_auth_param p = challenge_param(name);

    assert_true(p.found && p.value.len < cap);
    memcpy(out, B.text + p.value.at, p.value.len);
    out[p.value.len] = '\0';
}

/* The terminal checks the challenge that just came. */
static aka_verdict isim_check(void)
{
    uint8_t rand[16], autn[16];
    size_t data_len;

    param_text("nonce", B.nonce, sizeof B.nonce);
    assert_true(aka_nonce_read((const uint8_t *)B.nonce, strlen(B.nonce), rand, autn, &data_len));
    return aka_challenge_check(&B.secret, &B.seen, rand, autn, &B.isim);
}

typedef struct { bool no_qop, unprotected, wrong, v_uri; const char *algorithm; } how;

/* Authorization of the challenge that isim_check looked at */
static void make_auth(char *out, size_t cap, how h)
{
    const char *uri = h.v_uri ? "sip:other.net" : "sip:" REALM;
    char response[DIGEST_HEX_MAX];
    digest_input in = {
        .hash = DIGEST_MD5, .qop = h.no_qop ? DIGEST_QOP_NONE : DIGEST_QOP_AUTH,
        .username = digest_text(IMPI), .realm = digest_text(REALM), .password = { B.isim.res, AKA_RES_LEN },
        .nonce = digest_text(B.nonce), .nc = digest_text("00000001"), .cnonce = digest_text("6629fae4"),
        .method = digest_text("REGISTER"), .uri = digest_text(uri),
    };

    digest_response(&in, response);
    if (h.wrong)
        response[31] = response[31] == '0' ? '1' : '0';
    snprintf(out, cap,
             "username=\"" IMPI "\", realm=\"" REALM "\", nonce=\"%s\", algorithm=%s, uri=\"%s\", response=\"%s\"%s, "
             "integrity-protected=\"%s\"",
             B.nonce, h.algorithm != NULL ? h.algorithm : "AKAv1-MD5", uri, response,
             h.no_qop ? "" : ", qop=auth, nc=00000001, cnonce=\"6629fae4\"", h.unprotected ? "no" : "yes");
}

static unsigned answer_challenge(how h, const char *lines)
{
    char auth[1024];

    make_auth(auth, sizeof auth, h);
    return send_register(auth, lines);
}

static void register_now(void)
{
    assert_int_equal(send_register(empty_auth, NULL), 401);
    assert_int_equal(isim_check(), AKA_OK);
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
}

static const char *value_of(sip_header_name id, size_t k)
{
    static char text[1024];
    size_t i = sip_header_find(&B.m, id, k);

    if (i == SIP_NPOS)
        return "";
    memcpy(text, B.text + B.m.header[i].value.at, B.m.header[i].value.len);
    text[B.m.header[i].value.len] = '\0';
    return text;
}

static bool answer_has(const char *text)
{
    return memmem(B.text, B.m.header[B.m.headers - 1].line.at + B.m.header[B.m.headers - 1].line.len, text,
                  strlen(text)) != NULL;
}

/* ---- Challenge and success ---- */

static void test_challenge(void **state)
{
    char text[64];
    aka_vector av;
    uint8_t rand[16];

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    param_text("realm", text, sizeof text);
    assert_string_equal(text, REALM);
    param_text("algorithm", text, sizeof text);
    assert_string_equal(text, "AKAv1-MD5");
    param_text("qop", text, sizeof text);
    assert_string_equal(text, "auth");
    memset(rand, B.next_rand, sizeof rand);
    aka_vector_make(&B.secret, rand, 1u << SQN_IND_BITS | 1u, &av);
    param_text("ck", text, sizeof text);
    assert_int_equal(strlen(text), 32);
    assert_hex(text, av.ck, 16);
    param_text("ik", text, sizeof text);
    assert_hex(text, av.ik, 16);
    assert_int_equal(isim_check(), AKA_OK);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_PENDING);
    assert_int_equal(registrar_flag(&B.r, IMPU2, B.now), IMPU_NOT_REGISTERED);
    assert_true(registrar_await_auth(&B.r, IMPI, B.now));
    assert_false(answer_has("AUTN"));
}

/* Via of all lines in order, From, To with a tag, Call-ID and CSeq (RFC 3261 8.2.6.2) */
static void test_response_frame(void **state)
{
    sip_party to, from;

    (void)state;
    send_register(empty_auth, NULL);
    assert_int_equal(sip_via_count(B.text, &B.m), 3);
    assert_string_equal(value_of(SIP_H_VIA, 1), "SIP/2.0/UDP [2001:db8::2];branch=z9hG4bKx");
    assert_true(sip_party_read(B.text, &B.m, SIP_H_TO, &to));
    assert_int_equal(to.tag.len, 16);
    assert_true(sip_party_read(B.text, &B.m, SIP_H_FROM, &from));
    assert_int_equal(from.tag.len, 4);
    assert_string_equal(value_of(SIP_H_CALL_ID, 0), "apb03a0s09dkjdfglkj49111");
    assert_string_equal(value_of(SIP_H_CSEQ, 0), "1 REGISTER");
    assert_string_equal(value_of(SIP_H_CONTENT_LENGTH, 0), "0");
}

static void test_registration(void **state)
{
    (void)state;
    register_now();
    assert_string_equal(value_of(SIP_H_CONTACT, 0),
                        "<sip:[2001:db8::1]:5061;transport=udp>;+sip.instance=\"<urn:x>\";expires=3600");
    assert_string_equal(value_of(SIP_H_P_ASSOCIATED_URI, 0), "<" IMPU ">, <" IMPU2 ">");
    assert_string_equal(value_of(SIP_H_SERVICE_ROUTE, 0), "<sip:orig@scscf1.home1.net;lr>");
    assert_string_equal(value_of(SIP_H_PATH, 0), "<sip:term@pcscf1.visited1.net;lr>");
    assert_true(sip_header_find(&B.m, SIP_H_WWW_AUTHENTICATE, 0) == SIP_NPOS);
    assert_int_equal(registrar_flag(&B.r, IMPU2, B.now), IMPU_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 3600);
    assert_false(registrar_await_auth(&B.r, IMPI, B.now));
}

static void test_registration_without_qop(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ .no_qop = true }, NULL), 200);
}

/* The default SQN and a new one each time: no vector is given out twice. */
static void test_vectors_never_repeat(void **state)
{
    char nonce[4][AKA_NONCE_MAX];

    (void)state;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(send_register(empty_auth, NULL), 401);
        param_text("nonce", nonce[i], sizeof nonce[i]);
        assert_int_equal(isim_check(), AKA_OK);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(nonce[i], nonce[j]);
    }
    assert_true(registrar_find(&B.r, IMPI)->sqn == (4u << SQN_IND_BITS | 4u));
}

/* The vector is gone once it has served. */
static void test_vector_serves_once(void **state)
{
    static const registrar_auth none;
    char auth[1024];

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ 0 });
    assert_int_equal(send_register(auth, NULL), 200);
    assert_memory_equal(&registrar_find(&B.r, IMPI)->auth, &none, sizeof none);
    assert_int_equal(send_register(auth, NULL), 401); /* a re-registration, whatever response it repeats */
}

static void test_expires_sources(void **state)
{
    static const struct { const char *lines; uint32_t seconds; } row[] = {
        { "Contact: <sip:a@b>\r\nExpires: 600\r\n", 600 },
        { "Contact: <sip:a@b>;expires=900\r\nExpires: 600\r\n", 900 },
        { "Contact: <sip:a@b>\r\nExpires: 4294967295\r\n", 600000 },
        { "Contact: <sip:a@b>\r\nExpires: soon\r\n", 3600 },
        { "m: sip:a@b;expires=60;q=0.5\r\n", 60 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        assert_int_equal(send_register(empty_auth, row[i].lines), 401);
        isim_check();
        assert_int_equal(answer_challenge((how){ 0 }, row[i].lines), 200);
        assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), row[i].seconds);
    }
    assert_string_equal(value_of(SIP_H_CONTACT, 0), "sip:a@b;q=0.5;expires=60");
}

static void test_too_brief(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, "Contact: <sip:a@b>;expires=59\r\n"), 423);
    assert_true(answer_has("Min-Expires: 60\r\n"));
    assert_true(registrar_find(&B.r, IMPI)->sqn == 0);
}

/* A REGISTER without Contact asks for the bindings and changes none. */
static void test_query(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    assert_int_equal(send_register(empty_auth, ""), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ 0 }, ""), 200);
    assert_string_equal(value_of(SIP_H_CONTACT, 0), "");
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_NOT_REGISTERED);
    register_now();
    B.now += 100;
    assert_int_equal(send_register(protected_empty, ""), 200);
    assert_true(strstr(value_of(SIP_H_CONTACT, 0), ";expires=3500") != NULL);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 3500);
}

/* ---- Refused ---- */

static void test_wrong_response(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ .wrong = true }, NULL), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.2.1-1");
    assert_false(answer_has("WWW-Authenticate")); /* AKA-6.1.2.2-6: no security parameter */
    assert_false(answer_has("ck="));
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_UNREGISTERED);
    assert_false(registrar_await_auth(&B.r, IMPI, B.now));
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 401); /* too late: the vector is gone */
}

/* AKA-6.1.1-24: a registered subscriber stays so. */
static void test_wrong_response_when_registered(void **state)
{
    (void)state;
    register_now();
    assert_int_equal(send_register(protected_empty, NULL), 401);
    isim_check();
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    assert_int_equal(answer_challenge((how){ .wrong = true }, NULL), 403);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 3600);
}

static void test_wrong_algorithm(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ .algorithm = "MD5" }, NULL), 403);
}

static void test_wrong_digest_uri(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ .v_uri = true }, NULL), 400);
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
}

/* AKA-5.1.2-3: a right response that came without protection is an initial registration. */
static void test_unprotected_response(void **state)
{
    char old[AKA_NONCE_MAX + 1], now[AKA_NONCE_MAX + 1];

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    strcpy(old, B.nonce);
    assert_int_equal(answer_challenge((how){ .unprotected = true }, NULL), 401);
    param_text("nonce", now, sizeof now);
    assert_string_not_equal(old, now);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_PENDING);
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 401); /* to the challenge that is over */
}

static void test_network_authentication_failure(void **state)
{
    char auth[512];

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    snprintf(auth, sizeof auth, "username=\"" IMPI "\", realm=\"" REALM "\", nonce=\"%s\", uri=\"sip:" REALM
             "\", response=\"\", integrity-protected=\"no\"", B.nonce);
    assert_int_equal(send_register(auth, NULL), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.2.2-6");
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_UNREGISTERED);
    assert_false(answer_has("nonce"));
}

static unsigned send_auts(const char *auts)
{
    char auth[512];

    snprintf(auth, sizeof auth, "username=\"" IMPI "\", realm=\"" REALM "\", nonce=\"%s\", uri=\"sip:" REALM
             "\", response=\"\", auts=\"%s\", integrity-protected=\"no\"", B.nonce, auts);
    return send_register(auth, NULL);
}

static void test_resynchronisation(void **state)
{
    const uint64_t sqn_ms = (uint64_t)5000 << SQN_IND_BITS | 7;
    char auts[AKA_AUTS_TEXT + 1];

    (void)state;
    assert_int_equal(sqn_array_accept(&B.seen, sqn_ms), SQN_FRESH);
    B.seen.limit = 1000;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    assert_int_equal(isim_check(), AKA_SYNC_FAILURE);
    aka_auts_print(B.isim.auts, auts);
    assert_int_equal(send_auts(auts), 401);
    assert_string_equal(B.result.what, "resynchronised");
    assert_true(registrar_find(&B.r, IMPI)->sqn == ((uint64_t)5001 << SQN_IND_BITS | 8));
    assert_int_equal(isim_check(), AKA_OK);
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
}

/* TS 33.102 6.3.5: a counter that would be accepted anyway is not set back. */
static void test_resynchronisation_keeps_counter(void **state)
{
    char auts[AKA_AUTS_TEXT + 1];
    uint8_t raw[AKA_AUTS_LEN], rand[16];
    uint64_t before;

    (void)state;
    for (int i = 0; i < 9; i++)
        assert_int_equal(send_register(empty_auth, NULL), 401);
    before = registrar_find(&B.r, IMPI)->sqn;
    memset(rand, B.next_rand, sizeof rand);
    param_text("nonce", B.nonce, sizeof B.nonce);
    aka_auts_make(&B.secret, rand, 3u << SQN_IND_BITS, raw);
    aka_auts_print(raw, auts);
    assert_int_equal(send_auts(auts), 401);
    assert_true(registrar_find(&B.r, IMPI)->sqn > before);
}

/* A USIM that is ahead by more than Delta allows the other way: the HE goes back to it. */
static void test_resynchronisation_after_jump(void **state)
{
    char auts[AKA_AUTS_TEXT + 1];

    (void)state;
    B.seen.delta = B.r.delta = 100;
    B.r.subscriber[0].sqn = (uint64_t)5000 << SQN_IND_BITS;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    assert_int_equal(isim_check(), AKA_SYNC_FAILURE);
    aka_auts_print(B.isim.auts, auts);
    assert_int_equal(send_auts(auts), 401);
    assert_int_equal(isim_check(), AKA_OK);
}

static void test_wrong_auts(void **state)
{
    uint64_t before;

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    before = registrar_find(&B.r, IMPI)->sqn;
    assert_int_equal(send_auts("AAAA"), 400);
    assert_true(registrar_await_auth(&B.r, IMPI, B.now));
    assert_int_equal(send_auts("AAAAAAAAAAAAAAAAAAA="), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.3-3");
    assert_true(registrar_find(&B.r, IMPI)->sqn == before);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_UNREGISTERED);
}

/* reg-await-auth: 4 minutes, then the authentication has failed (AKA-6.1.2.3-1). */
static void test_reg_await_auth(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    B.now += 239;
    assert_true(registrar_await_auth(&B.r, IMPI, B.now));
    B.now += 1;
    registrar_tick(&B.r, B.now);
    assert_int_equal(registrar_find(&B.r, IMPI)->impu[0].flag, IMPU_UNREGISTERED);
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 401);
    isim_check();
    B.now += 239;
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
}

/* Timers need no tick: each call sees what is over. */
static void test_timers_without_tick(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    B.now += 240;
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 401);
    B.now += 240;
    assert_false(registrar_await_auth(&B.r, IMPI, B.now));
    register_now();
    B.now += 3601;
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 0);
    register_now();
    B.now += 3601;
    assert_false(registrar_reauthenticate(&B.r, IMPI, 60, B.now));
    register_now();
    B.now += 3600;
    assert_int_equal(send_register(protected_empty, NULL), 401);
}

/* What a shorter value replaces leaves nothing behind. */
static void test_shorter_binding(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    register_now();
    assert_int_equal(send_register(protected_empty, "Contact: <sip:a@b>\r\n"), 200);
    assert_string_equal(value_of(SIP_H_CONTACT, 0), "<sip:a@b>;expires=3600");
    assert_string_equal(registrar_find(&B.r, IMPI)->binding.contact, "<sip:a@b>");
    strcpy(B.r.subscriber[0].binding.call_id, "a longer Call-ID than that of the next request");
    assert_int_equal(send_register(protected_empty, "Contact: <sip:a@b>\r\n"), 200);
    assert_string_equal(registrar_find(&B.r, IMPI)->binding.call_id, "apb03a0s09dkjdfglkj49111");
}

static void test_sqn_used_up(void **state)
{
    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    B.r.subscriber[0].sqn = SQN_MAX;
    assert_int_equal(send_register(empty_auth, NULL), 500);
    assert_string_equal(B.result.requirement, "AKA-6.1-4");
    assert_false(registrar_await_auth(&B.r, IMPI, B.now));
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_UNREGISTERED);
}

/* AKA-6.1.1-17: only the Call-ID of the challenge answers it; another one does not end the authentication. */
static void test_other_call_id(void **state)
{
    char auth[1024], changed[4096];
    char *id;

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ .wrong = true });
    snprintf(changed, sizeof changed,
             "REGISTER sip:" REALM " SIP/2.0\r\nVia: SIP/2.0/UDP p;branch=z9hG4bK1\r\nFrom: <" IMPU ">;tag=1\r\n"
             "To: <" IMPU ">\r\nCall-ID: apb03a0s09dkjdfglkj49112\r\nCSeq: 9 REGISTER\r\nAuthorization: Digest %s\r\n"
             "Content-Length: 0\r\n\r\n", auth);
    assert_int_equal(give(changed), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.1-17");
    assert_true(registrar_await_auth(&B.r, IMPI, B.now));
    id = strstr(changed, "49112");
    id[4] = '1';
    assert_int_equal(give(changed), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.2.1-1");
}

/* A response of another length than 32 is wrong, also where it begins like the right one. */
static void test_response_length(void **state)
{
    char auth[1024], *end;

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ .no_qop = true });
    end = strstr(auth, "\", integrity");
    memmove(end - 1, end, strlen(end) + 1);
    assert_int_equal(send_register(auth, NULL), 403);
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ .no_qop = true });
    end = strstr(auth, "\", integrity");
    memmove(end + 1, end, strlen(end) + 1);
    *end = '0';
    assert_int_equal(send_register(auth, NULL), 403);
}

/* nc = 8LHEX of either case is read, whatever it counts. */
static void test_nc_forms(void **state)
{
    static const char *const good[] = { "00000002", "09afAF1b" };
    char auth[1024], *nc;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(send_register(empty_auth, NULL), 401);
        isim_check();
        make_auth(auth, sizeof auth, (how){ 0 });
        nc = strstr(auth, "nc=00000001");
        memcpy(nc + 3, good[i], 8);
        assert_int_equal(send_register(auth, NULL), 403); /* computed over another nc */
        assert_string_equal(B.result.requirement, "AKA-6.1.2.1-1");
    }
}

/* LHEX: a response in upper case is wrong (RFC 2617 3.1.3). */
static void test_response_upper_case(void **state)
{
    char auth[1024], *r;
    bool changed = false;

    (void)state;
    for (int round = 0; !changed && round < 5; round++) {
        assert_int_equal(send_register(empty_auth, NULL), 401);
        isim_check();
        make_auth(auth, sizeof auth, (how){ 0 });
        for (r = strstr(auth, "response=\"") + 10; *r != '"'; r++) {
            changed = changed || (*r >= 'a' && *r <= 'f');
            *r = (char)(*r >= 'a' && *r <= 'f' ? *r - 32 : *r);
        }
    }
    assert_true(changed);
    assert_int_equal(send_register(auth, NULL), 403);
}

/* ---- Re-registration, de-registration, expiry ---- */

static void test_reregistration_challenged(void **state)
{
    (void)state;
    register_now();
    B.now += 1000;
    assert_int_equal(send_register(protected_empty, NULL), 401);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    isim_check();
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 3600);
}

static void test_reregistration_by_policy(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    register_now();
    B.now += 1000;
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200); /* repeats the last nonce and response */
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 3600);
    assert_int_equal(send_register(empty_auth, NULL), 401);    /* AKA-5.1.2-3 */
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
}

/* Marked as protected, but no registration is known: authenticated like an initial one (AKA-5.1.2-1). */
static void test_protected_but_unknown(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    assert_int_equal(send_register(protected_empty, NULL), 401);
}

static void test_reauthentication_on_request(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    assert_false(registrar_reauthenticate(&B.r, IMPI, 60, B.now));
    assert_false(registrar_reauthenticate(&B.r, "nobody", 60, B.now));
    register_now();
    assert_true(registrar_reauthenticate(&B.r, IMPI, 60, B.now));
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 60);
    assert_true(registrar_reauthenticate(&B.r, IMPI, 600, B.now));
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 60);
    assert_int_equal(send_register(protected_empty, NULL), 401);
    isim_check();
    assert_int_equal(answer_challenge((how){ 0 }, NULL), 200);
    assert_int_equal(send_register(protected_empty, NULL), 200);
}

static void test_deregistration(void **state)
{
    (void)state;
    register_now();
    assert_int_equal(send_register(protected_empty, "Contact: <sip:[2001:db8::1]:5061>;expires=0\r\n"), 200);
    assert_string_equal(B.result.what, "de-registered");
    assert_string_equal(value_of(SIP_H_CONTACT, 0), "");
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_NOT_REGISTERED);
    assert_int_equal(registrar_flag(&B.r, IMPU2, B.now), IMPU_NOT_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 0);
    assert_int_equal(send_register(protected_empty, "Contact: <sip:a@b>\r\nExpires: 0\r\n"), 200);
    assert_string_equal(B.result.what, "was not registered");
}

static void test_deregistration_star(void **state)
{
    (void)state;
    register_now();
    assert_int_equal(send_register(protected_empty, "Contact: *\r\n"), 400);
    assert_int_equal(send_register(protected_empty, "Contact: *\r\nExpires: 60\r\n"), 400);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    assert_int_equal(send_register(protected_empty, "Contact: *\r\nExpires: 0\r\n"), 200);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_NOT_REGISTERED);
}

/* Without protection it is challenged first, and the registration stands until the answer is right. */
static void test_deregistration_unprotected(void **state)
{
    static const char zero[] = "Contact: <sip:[2001:db8::1]:5061>\r\nExpires: 0\r\n";

    (void)state;
    register_now();
    assert_int_equal(send_register(empty_auth, zero), 401);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    isim_check();
    assert_int_equal(answer_challenge((how){ 0 }, zero), 200);
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_NOT_REGISTERED);
}

static void test_expiry(void **state)
{
    (void)state;
    register_now();
    B.now += 3599;
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 1);
    B.now += 1;
    assert_int_equal(registrar_flag(&B.r, IMPU, B.now), IMPU_NOT_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now + 1), 0);
    assert_false(registrar_find(&B.r, IMPI)->binding.active);
}

static void test_cseq_order(void **state)
{
    (void)state;
    B.r.authenticate_reregistration = false;
    register_now();
    B.cseq -= 1; /* the next request has the CSeq of the last one */
    assert_int_equal(send_register(protected_empty, NULL), 500);
    assert_int_equal(send_register(protected_empty, NULL), 200);
}

static void test_queries_of_strangers(void **state)
{
    (void)state;
    register_now();
    assert_int_equal(registrar_flag(&B.r, "sip:nobody@home1.net", B.now), IMPU_NOT_REGISTERED);
    assert_int_equal(registrar_seconds_left(&B.r, "nobody", B.now), 0);
    assert_false(registrar_await_auth(&B.r, "nobody", B.now));
}

/* ---- Identities ---- */

static void test_unknown_impi(void **state)
{
    (void)state;
    assert_int_equal(send_register("username=\"nobody@home1.net\", realm=\"r\", nonce=\"\", uri=\"sip:r\", "
                                   "response=\"\"", NULL), 403);
    assert_string_equal(B.result.requirement, "AKA-5.1.1-2");
}

static void test_foreign_impu(void **state)
{
    (void)state;
    assert_int_equal(send_register("username=\"user2_private@home1.net\", realm=\"r\", nonce=\"\", uri=\"sip:r\", "
                                   "response=\"\"", NULL), 403);
    assert_string_equal(B.result.requirement, "AKA-6.1.1-05");
}

/* Without Authorization the IMPU names the subscriber; of another scheme it does not count. */
static void test_no_credentials(void **state)
{
    (void)state;
    assert_int_equal(send_register(NULL, NULL), 401);
    assert_int_equal(send_register(NULL, "Contact: <sip:a@b>\r\nAuthorization: Basic YTpi\r\n"), 401);
}

static const char frame[] =
    "REGISTER %s SIP/2.0\r\nVia: SIP/2.0/UDP p;branch=z9hG4bK1\r\nFrom: <%s>;tag=1\r\nTo: %s\r\n%s"
    "Content-Length: 0\r\n\r\n";

static unsigned send_framed(const char *uri, const char *from, const char *to, const char *lines)
{
    char text[2048];

    snprintf(text, sizeof text, frame, uri, from, to, lines);
    return give(text);
}

static const char call_1[] = "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:a@b>\r\n";

static void test_identity_forms(void **state)
{
    static const char *const same[] = {
        "<" IMPU ">", IMPU, "\"A, B\" <sip:user1_public1@HOME1.net;transport=udp>", "<" IMPU2 ">",
        "<TEL:+1-212-555-1111;phone-context=x>",
    };
    static const char *const other[] = {
        "<sip:USER1_public1@home1.net>", "<sip:user1_public1@home2.net>", "<tel:+1-212-555-1112>",
        "<sip:home1.net>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        assert_int_equal(send_framed("sip:" REALM, IMPU, same[i], call_1), 401);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        assert_int_equal(send_framed("sip:" REALM, IMPU, other[i], call_1), 403);
}

static void test_domain(void **state)
{
    (void)state;
    assert_int_equal(send_framed("sip:other.net", IMPU, "<" IMPU ">", call_1), 404);
    assert_int_equal(send_framed("tel:1", IMPU, "<" IMPU ">", call_1), 404);
    assert_int_equal(send_framed("sip:REGISTRAR.home1.NET", IMPU, "<" IMPU ">", call_1), 401);
    B.r.domain[0] = '\0';
    assert_int_equal(send_framed("sip:other.net", IMPU, "<" IMPU ">", call_1), 401);
}

/* ---- Malformed ---- */

static void test_malformed(void **state)
{
    static const char *const bad[] = {
        "CSeq: 1 REGISTER\r\n",
        "Call-ID: 1\r\n",
        "Call-ID: 1\r\nCall-ID: 2\r\nCSeq: 1 REGISTER\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nCSeq: 2 REGISTER\r\n",
        "Call-ID: 1\r\nCSeq: 1 OPTIONS\r\n",
        "Call-ID: 1\r\nCSeq: x REGISTER\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nTo: <sip:a@b>\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:a@b>, <sip:c@d>\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:a@b>\r\nContact: <sip:c@d>\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:a@b\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: ,\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:a@b>;expires=x\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest username=\"a\", username=\"a\"\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest realm=\"a\"\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest username=\"" IMPI
        "\", response=\"0\", qop=auth-int\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest username=\"" IMPI "\", response=\"0\", qop=auth\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest username=\"" IMPI
        "\", response=\"0\", qop=auth, nc=1, cnonce=\"x\"\r\n",
        "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nAuthorization: Digest username=\"" IMPI
        "\", response=\"0\", qop=auth, nc=0000000g, cnonce=\"x\"\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU ">", bad[i]), 400);
    assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU, call_1), 400);
    assert_int_equal(send_framed("sip:" REALM, IMPU ">;tag=1;tag", "<" IMPU ">", call_1), 400);
}

static void test_too_long(void **state)
{
    char lines[1600], id[300], contact[1200];

    (void)state;
    memset(id, 'c', sizeof id);
    id[256] = '\0';
    snprintf(lines, sizeof lines, "Call-ID: %s\r\nCSeq: 1 REGISTER\r\n", id);
    assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU ">", lines), 400);
    id[255] = '\0';
    snprintf(lines, sizeof lines, "Call-ID: %s\r\nCSeq: 1 REGISTER\r\n", id);
    assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU ">", lines), 401);
    memset(contact, 'c', sizeof contact);
    contact[1024 - 8] = '\0';
    snprintf(lines, sizeof lines, "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:%s@b>\r\n", contact);
    assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU ">", lines), 400);
    contact[1024 - 9] = '\0';
    snprintf(lines, sizeof lines, "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nContact: <sip:%s@b>\r\n", contact);
    assert_int_equal(send_framed("sip:" REALM, IMPU, "<" IMPU ">", lines), 401);
}

/* A second Authorization parameter of one name says nothing: neither two marks nor two responses count. */
static void test_doubled_mark(void **state)
{
    char auth[1200];

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ 0 });
    strcat(auth, ", integrity-protected=\"yes\"");
    assert_int_equal(send_register(auth, NULL), 401);
}

/* ---- Other requests ---- */

static const char other[] = "%s sip:" REALM " SIP/2.0\r\nVia: SIP/2.0/UDP p;branch=z9hG4bK1\r\n"
                            "From: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 %s\r\n%s"
                            "Content-Length: 0\r\n\r\n";

static unsigned send_other(const char *method, const char *lines)
{
    char text[1024];

    snprintf(text, sizeof text, other, method, method, lines);
    return give(text);
}

static void test_other_methods(void **state)
{
    (void)state;
    assert_int_equal(send_other("OPTIONS", ""), 200);
    assert_true(answer_has("Allow: REGISTER, OPTIONS\r\n"));
    assert_string_equal(value_of(SIP_H_SUPPORTED, 0), "path");
    assert_int_equal(send_other("INVITE", ""), 405);
    assert_string_equal(value_of(SIP_H_SUPPORTED, 0), "");
    assert_true(answer_has("Allow: REGISTER, OPTIONS\r\n"));
    assert_int_equal(send_other("options", ""), 405);
    assert_int_equal(send_other("ACK", ""), 0);
}

static void test_require(void **state)
{
    (void)state;
    assert_int_equal(send_other("OPTIONS", "Require: path\r\n"), 200);
    assert_int_equal(send_other("OPTIONS", "Require: path, sec-agree, PATH\r\nRequire: gruu\r\n"), 420);
    assert_string_equal(value_of(SIP_H_UNSUPPORTED, 0), "sec-agree");
    assert_string_equal(value_of(SIP_H_UNSUPPORTED, 1), "gruu");
    assert_string_equal(value_of(SIP_H_UNSUPPORTED, 2), "");
}

static void test_no_answer(void **state)
{
    (void)state;
    assert_int_equal(give("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP p\r\nContent-Length: 0\r\n\r\n"), 0);
    assert_int_equal(give("OPTIONS sip:" REALM " SIP/2.0\r\nContent-Length: 0\r\n\r\n"), 0);
}

/* A buffer that is too small is reported, never overrun. */
static void test_small_buffer(void **state)
{
    static const char text[] = "OPTIONS sip:" REALM " SIP/2.0\r\nVia: SIP/2.0/UDP p\r\nContent-Length: 0\r\n\r\n";
    registrar_random rnd = { { 0 }, { 0 } };
    sip_message m;

    (void)state;
    assert_int_equal(sip_message_parse((const uint8_t *)text, sizeof text - 1, &m).code, SIP_MESSAGE_OK);
    for (size_t cap = 0; cap < 80; cap++) {
        uint8_t *small = malloc(cap + 1);
        sip_out out = { small, cap, 0, false };
        registrar_request(&B.r, (const uint8_t *)text, &m, 0, &rnd, &out);
        assert_true(out.full && out.n <= cap);
        free(small);
    }
}

/* Damaged requests: whatever parses gets a whole response or none, and only the right response registers. */
static void test_damaged_requests(void **state)
{
    uint32_t x = 2463534242u;
    uint8_t good[4096];
    char auth[1024];
    size_t n;

    (void)state;
    assert_int_equal(send_register(empty_auth, NULL), 401);
    isim_check();
    make_auth(auth, sizeof auth, (how){ .wrong = true });
    send_register(auth, NULL);
    n = strlen((const char *)B.request);
    memcpy(good, B.request, n);
    for (int round = 0; round < 20000; round++) {
        registrar_random rnd = { { 0 }, { 0 } };
        sip_out out = { B.text, sizeof B.text, 0, false };
        sip_message in;
        memcpy(B.request, good, n);
        for (int change = 0; change < 1 + round % 3; change++) {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            B.request[x % n] = x & 0x10000 ? (uint8_t)(x >> 24) : good[(x >> 8) % n];
        }
        rnd.rand[0] = (uint8_t)round;
        if (sip_message_parse(B.request, n, &in).code != SIP_MESSAGE_OK)
            continue;
        B.result = registrar_request(&B.r, B.request, &in, B.now, &rnd, &out);
        assert_false(out.full);
        assert_int_equal(B.result.code == 0, out.n == 0);
        if (out.n > 0)
            assert_int_equal(sip_message_parse(B.text, out.n, &B.m).code, SIP_MESSAGE_OK);
    }
    assert_int_equal(registrar_seconds_left(&B.r, IMPI, B.now), 0);
}

/* ---- Subscribers, file and state ---- */

static void test_defaults(void **state)
{
    registrar r;

    (void)state;
    memset(&r, 0xff, sizeof r);
    registrar_init(&r);
    assert_string_equal(r.realm, "ims.example");
    assert_string_equal(r.domain, "");
    assert_string_equal(r.service_route, "");
    assert_true(r.authenticate_reregistration);
    assert_int_equal(r.min_expires, 60);
    assert_int_equal(r.max_expires, 600000);
    assert_int_equal(r.default_expires, 3600);
    assert_int_equal(r.reg_await_auth, 240);
    assert_int_equal(r.delta, 1u << 28);
    assert_null(r.subscriber);
    assert_int_equal(r.count, 0);
    registrar_free(&r);
}

static void test_add(void **state)
{
    registrar_subscriber sub;

    (void)state;
    memset(&sub, 0, sizeof sub);
    strcpy(sub.impi, IMPI);
    assert_false(registrar_add(&B.r, &sub));
    strcpy(sub.impi, "user3");
    strcpy(sub.impu[0].uri, "sip:user2@HOME1.net");
    sub.impus = 1;
    assert_false(registrar_add(&B.r, &sub));
    strcpy(sub.impu[0].uri, "sip:user3@home1.net");
    assert_true(registrar_add(&B.r, &sub));
    assert_int_equal(B.r.count, 3);
    assert_non_null(registrar_find(&B.r, "user3"));
    assert_null(registrar_find(&B.r, "user33"));
}

static char path[64];

static void write_file(const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int setup_file(void **state)
{
    int fd;

    setup(state);
    strcpy(path, "registrar-test-XXXXXX");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    return 0;
}

static int teardown_file(void **state)
{
    unlink(path);
    return teardown(state);
}

#define SUB(name, impi) "[subscriber " name "]\nimpi = " impi "\nimpu = sip:" name "@x\n"
#define KEYS "k = 465b5ce8b199b49faa5f0a2ee238a6bc\nop = cdc202d5123e20f62b6d676ac72cb318\n"

static void test_load(void **state)
{
    char error[REGISTRAR_ERROR_MAX];
    registrar r;
    const registrar_subscriber *sub;

    (void)state;
    write_file("; comment\n[registrar]\nrealm = a.example\ndomain=b.example\nservice-route = <sip:o@s;lr>\n"
               "authenticate-reregistration = no\nmin-expires = 30\nmax-expires=7200\ndefault-expires=600\n"
               "reg-await-auth=120\ndelta=1000\n"
               SUB("alice", "alice@x") "impu = tel:+1\n" KEYS "amf = 8000\nsqn = 000000000FE0\n"
               SUB("bob", "bob@x") "k = 465b5ce8b199b49faa5f0a2ee238a6bc\nopc = CD63cb71954A9F4e48a5994e37a02baf\n");
    registrar_init(&r);
    assert_true(registrar_load(&r, path, error));
    assert_string_equal(r.realm, "a.example");
    assert_string_equal(r.domain, "b.example");
    assert_string_equal(r.service_route, "<sip:o@s;lr>");
    assert_false(r.authenticate_reregistration);
    assert_int_equal(r.min_expires, 30);
    assert_int_equal(r.max_expires, 7200);
    assert_int_equal(r.default_expires, 600);
    assert_int_equal(r.reg_await_auth, 120);
    assert_int_equal(r.delta, 1000);
    assert_int_equal(r.count, 2);
    sub = registrar_find(&r, "alice@x");
    assert_non_null(sub);
    assert_int_equal(sub->impus, 2);
    assert_string_equal(sub->impu[1].uri, "tel:+1");
    assert_hex("cd63cb71954a9f4e48a5994e37a02baf", sub->secret.opc, 16);
    assert_hex("8000", sub->secret.amf, 2);
    assert_int_equal(sub->sqn, 0xfe0);
    sub = registrar_find(&r, "bob@x");
    assert_hex("cd63cb71954a9f4e48a5994e37a02baf", sub->secret.opc, 16);
    assert_hex("465b5ce8b199b49faa5f0a2ee238a6bc", sub->secret.k, 16);
    registrar_free(&r);
    assert_int_equal(r.count, 0);
    assert_null(r.subscriber);
    registrar_free(&r);
}

static void test_load_limits(void **state)
{
    char error[REGISTRAR_ERROR_MAX];
    registrar r;

    (void)state;
    write_file("[registrar]\nmin-expires = 0\nmax-expires = 1\ndefault-expires = 4294967295\nreg-await-auth = 19\n"
               "delta = 281474976710655\nauthenticate-reregistration = yes\n");
    registrar_init(&r);
    assert_true(registrar_load(&r, path, error));
    assert_int_equal(r.min_expires, 0);
    assert_int_equal(r.max_expires, 1);
    assert_true(r.default_expires == UINT32_MAX);
    assert_int_equal(r.reg_await_auth, 19);
    assert_true(r.delta == SQN_MAX);
    assert_true(r.authenticate_reregistration);
    registrar_free(&r);
    write_file("[registrar]\ndelta = 281474976710656\n");
    registrar_init(&r);
    assert_false(registrar_load(&r, path, error));
    registrar_free(&r);
}

static void test_load_errors(void **state)
{
    static const struct { const char *text, *says; } row[] = {
        { "[registrar]\nrealm =\n", "realm" },
        { "[registrar]\nrealm = a\"b\n", "realm" },
        { "[registrar]\ncolour = red\n", "colour" },
        { "[registrar]\ndomain =\n", "domain" },
        { "[registrar]\nservice-route =\n", "service-route" },
        { "[registrar]\nmin-expires = -1\n", "min-expires" },
        { "[registrar]\nmax-expires = 0\n", "max-expires" },
        { "[registrar]\ndefault-expires = 4294967296\n", "default-expires" },
        { "[registrar]\nreg-await-auth = 1h\n", "reg-await-auth" },
        { "[registrar]\ndelta = 999999999999999999999\n", "delta" },
        { "[registrar]\nauthenticate-reregistration = maybe\n", "yes nor no" },
        { "[other]\na = b\n", "no such section" },
        { "a = b\n", "no such section" },
        { "[registrar]\nno pair here\n", ":2: " },
        { SUB("a", "a") KEYS "colour = red\n", "colour" },
        { SUB("a", "a") "k = 00\n", "32 hex digits" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6bg\n", "32 hex digits" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6G0\n", "32 hex digits" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6:0\n", "32 hex digits" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6/0\n", "32 hex digits" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6@0\n", "32 hex digits" },
        { SUB("a", "a") "op = 00\n", "32 hex digits" },
        { SUB("a", "a") "opc = 00\n", "32 hex digits" },
        { SUB("a", "a") KEYS "amf = 1\n", "amf" },
        { SUB("a", "a") KEYS "sqn = 1\n", "sqn" },
        { SUB("a", "a") KEYS "opc = cd63cb71954a9f4e48a5994e37a02baf\n", "op, opc" },
        { SUB("a", "a") "k = 465b5ce8b199b49faa5f0a2ee238a6bc\n", "op, opc" },
        { SUB("a", "a") "op = cdc202d5123e20f62b6d676ac72cb318\n", "k: missing" },
        { SUB("a", "a") "impi = b\n", "twice" },
        { SUB("a", "a") KEYS KEYS, "k: given twice" },
        { SUB("a", "a") KEYS "op = cdc202d5123e20f62b6d676ac72cb318\n", "op: given twice" },
        { SUB("a", "a") "opc = cdc202d5123e20f62b6d676ac72cb318\nopc = cdc202d5123e20f62b6d676ac72cb318\n",
          "opc: given twice" },
        { SUB("a", "a") "impu = <sip:a@b>\n", "impu" },
        { "[subscriber a]\nimpu = sip:a@x\n" KEYS, "impi: missing" },
        { "[subscriber a]\nimpi = a\n" KEYS, "impu: missing" },
        { SUB("a", "a") KEYS SUB("b", "a") KEYS, "there twice" },
        { SUB("a", "a") "k = 00\n" SUB("b", "b") KEYS, "[subscriber a] k" },
    };
    char error[REGISTRAR_ERROR_MAX];
    registrar r;

    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        write_file(row[i].text);
        registrar_init(&r);
        assert_false(registrar_load(&r, path, error));
        assert_non_null(strstr(error, row[i].says));
        assert_memory_equal(error, path, strlen(path)); /* each names the file first */
        assert_null(strstr(error, "465b")); /* no key in a message */
        registrar_free(&r);
    }
    registrar_init(&r);
    assert_false(registrar_load(&r, "no/such/file", error));
    assert_non_null(strstr(error, "No such file"));
    assert_null(r.subscriber);
}

static void test_state_file(void **state)
{
    char error[REGISTRAR_ERROR_MAX];

    (void)state;
    unlink(path);
    strcpy(error, "stale");
    assert_true(registrar_state_load(&B.r, path, error)); /* none yet */
    assert_string_equal(error, "");
    assert_int_equal(send_register(empty_auth, NULL), 401);
    strcpy(error, "stale");
    assert_true(registrar_state_save(&B.r, path, error));
    assert_string_equal(error, "");
    B.r.subscriber[0].sqn = 0;
    assert_true(registrar_state_load(&B.r, path, error));
    assert_int_equal(B.r.subscriber[0].sqn, 1u << SQN_IND_BITS | 1u);
    B.r.subscriber[0].sqn = 999;
    assert_true(registrar_state_load(&B.r, path, error)); /* never back */
    assert_int_equal(B.r.subscriber[0].sqn, 999);
    write_file("unknown 000000000001\n" IMPI " 0000000010e0\n");
    assert_true(registrar_state_load(&B.r, path, error));
    assert_int_equal(B.r.subscriber[0].sqn, 0x10e0);
    write_file(IMPI " 12\n");
    assert_false(registrar_state_load(&B.r, path, error));
    assert_non_null(strstr(error, ":1: "));
    write_file(IMPI " 0000000010e0\n" IMPI " 0000000010e0 x\n");
    assert_false(registrar_state_load(&B.r, path, error));
    assert_non_null(strstr(error, ":2: "));
    assert_false(registrar_state_load(&B.r, "/dev/null/x", error));
    assert_non_null(strstr(error, "Not a directory"));
    assert_false(registrar_state_save(&B.r, "no/such/dir/file", error));
    assert_non_null(strstr(error, "No such file"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define TF(f) cmocka_unit_test_setup_teardown(f, setup_file, teardown_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_challenge), T(test_response_frame), T(test_registration), T(test_registration_without_qop),
        T(test_vectors_never_repeat), T(test_vector_serves_once), T(test_expires_sources), T(test_too_brief),
        T(test_query), T(test_wrong_response), T(test_wrong_response_when_registered), T(test_wrong_algorithm),
        T(test_wrong_digest_uri), T(test_unprotected_response), T(test_network_authentication_failure),
        T(test_resynchronisation), T(test_resynchronisation_keeps_counter), T(test_resynchronisation_after_jump),
        T(test_wrong_auts), T(test_reg_await_auth), T(test_sqn_used_up), T(test_timers_without_tick),
        T(test_shorter_binding), T(test_other_call_id), T(test_response_length), T(test_response_upper_case),
        T(test_nc_forms), T(test_queries_of_strangers), T(test_damaged_requests),
        T(test_reregistration_challenged),
        T(test_reregistration_by_policy), T(test_protected_but_unknown), T(test_reauthentication_on_request),
        T(test_deregistration), T(test_deregistration_star), T(test_deregistration_unprotected), T(test_expiry),
        T(test_cseq_order), T(test_unknown_impi), T(test_foreign_impu), T(test_no_credentials),
        T(test_identity_forms), T(test_domain), T(test_malformed), T(test_too_long), T(test_doubled_mark),
        T(test_other_methods), T(test_require), T(test_no_answer), T(test_small_buffer), T(test_defaults), T(test_add),
        TF(test_load), TF(test_load_limits), TF(test_load_errors), TF(test_state_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
