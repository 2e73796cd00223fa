/* One registration through the machines of both ends, step by step: what comes before what (SAs before the messages
 * that need them, authentication before service), and what each message shows of the identity behind it (RFC 3329 2.1,
 * 2.3.1; SA3 liaison 5.1, 6.1; SPEC(T)). */
#include "example.h"
#include "../../src/core/pcscf.h"
#include "../../src/core/ue.h"

#define SM1 1u /* transactions */
#define SM7 2u

static const sa_offer offer = { 1001, 1002, 6001, 6002 };
static const sa_answer answer = { 2001, 2002, 7001, 7002 };
static ip_addr at;

/* The place of the first action of that kind, or -1. */
static int place(const sa_actions *a, sa_action_kind kind)
{
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->a[k].kind == kind)
            return (int)k;
    }
    return -1;
}

static bool only(const sa_actions *a, sa_action_kind kind)
{
    return a->count == 1 && a->a[0].kind == kind;
}

/* ---- P-CSCF ---- */

static sa_actions p_register(pcscf *m, uint32_t on, uint32_t transaction, pcscf_auth auth)
{
    pcscf_event e = { .kind = PCSCF_REGISTER, .now = 1000, .on = on, .transaction = transaction, .source = at,
                      .via_ok = true, .impi_ok = true, .auth = auth, .offered = true, .offer = offer,
                      .client_same = true, .verify = on == 0 ? SA_VERIFY_ABSENT : SA_VERIFY_EQUAL };

    return pcscf_step(m, &e);
}

static sa_actions p_challenge(pcscf *m)
{
    pcscf_event e = { .kind = PCSCF_CHALLENGE, .now = 1100, .transaction = SM1, .common = true,
                      .alg = ALG_HMAC_SHA_1_96, .answer = answer, .ue = example_prefix("2001:db8::1", 64),
                      .p_addr = example_addr("2001:db8:1::1") };

    return pcscf_step(m, &e);
}

static sa_actions p_message(pcscf *m, uint32_t on, bool identity)
{
    pcscf_event e = { .kind = PCSCF_MESSAGE, .now = 1200, .on = on, .source = at, .via_ok = true, .request = true,
                      .impu_ok = identity, .verify = on == 0 ? SA_VERIFY_ABSENT : SA_VERIFY_EQUAL };

    return pcscf_step(m, &e);
}

static sa_actions p_send(pcscf *m, uint32_t on)
{
    pcscf_event e = { .kind = PCSCF_SEND, .now = 1300, .on = on, .request = on == 0 };

    return pcscf_step(m, &e);
}

static sa_actions p_accepted(pcscf *m, uint32_t on)
{
    pcscf_event e = { .kind = PCSCF_ACCEPTED, .now = 1250, .on = on, .transaction = SM7, .seconds = 600 };

    return pcscf_step(m, &e);
}

static void challenged(pcscf *m)
{
    pcscf_init(m);
    p_register(m, 0, SM1, PCSCF_AUTH_NONE);
    p_challenge(m);
    assert_int_equal(m->sets.temp.state, SA_TEMPORARY);
}

static uint32_t registered(pcscf *m)
{
    challenged(m);
    uint32_t id = m->sets.temp.id;
    p_register(m, id, SM7, PCSCF_AUTH_RESPONSE);
    p_accepted(m, id);
    assert_int_equal(m->sets.cur.id, id);
    return id;
}

/* R3329-2.1-06: between offer and challenge. */
static void test_set_up_before_the_challenge(void **state)
{
    pcscf m;

    (void)state;
    pcscf_init(&m);
    sa_actions a = p_register(&m, 0, SM1, PCSCF_AUTH_NONE);
    assert_int_equal(place(&a, SA_INSTALL), -1);
    a = p_challenge(&m);
    assert_true(place(&a, SA_INSTALL) >= 0);
    assert_true(place(&a, SA_SEND) > place(&a, SA_INSTALL));
}

/* AKA-5.1.1-3, AKA-6.1.1-01, TD-11: no message in clear at any time, none over the SAs before authentication; all goes
 * once a public identity is registered. */
static void test_no_service_before(void **state)
{
    pcscf m;
    sa_actions a;

    (void)state;
    pcscf_init(&m);
    a = p_message(&m, 0, true);
    assert_true(only(&a, SA_DISCARD));
    a = p_send(&m, 0);
    assert_true(only(&a, SA_DISCARD));
    challenged(&m);
    uint32_t id = m.sets.temp.id;
    a = p_message(&m, id, true);
    assert_true(only(&a, SA_DISCARD));
    a = p_send(&m, 0);
    assert_true(only(&a, SA_DISCARD));
    p_register(&m, id, SM7, PCSCF_AUTH_RESPONSE);
    a = p_message(&m, id, true);
    assert_true(only(&a, SA_DISCARD)); /* the S-CSCF has not answered yet */
    p_accepted(&m, id);
    a = p_message(&m, 0, true);
    assert_true(only(&a, SA_DISCARD));
    a = p_message(&m, id, true);
    assert_true(place(&a, SA_DELIVER) >= 0 && place(&a, SA_DISCARD) < 0);
}

/* TD-08: the identity that a message claims is one of those that the SA's keys belong to. */
static void test_identity_of_the_sa(void **state)
{
    pcscf m;
    uint32_t id = registered(&m);
    sa_actions a = p_message(&m, id, false);

    (void)state;
    assert_true(only(&a, SA_DISCARD));
    assert_string_equal(sa_requirement(PROFILE_IMS, a.a[0].req), "CR2-7.1-R4a");
    a = p_message(&m, id, true);
    assert_true(place(&a, SA_DELIVER) >= 0);
}

/* R3329-2.3.1-29, R3329-4.1-02: requests of the P-CSCF and responses go over the same SAs. */
static void test_roles_swapped(void **state)
{
    pcscf m;
    uint32_t id = registered(&m);

    (void)state;
    sa_actions a = p_send(&m, 0);
    assert_true(place(&a, SA_SEND) >= 0 && a.a[place(&a, SA_SEND)].set == id);
    a = p_send(&m, id);
    assert_true(place(&a, SA_SEND) >= 0 && a.a[place(&a, SA_SEND)].set == id);
}

/* AKA-6.1.1-16, AKA-6.1.5-1: what answers the challenge goes on to the S-CSCF, marked as protected; SM1 in clear is
 * not marked so. */
static void test_response_goes_on(void **state)
{
    pcscf m;

    (void)state;
    pcscf_init(&m);
    sa_actions a = p_register(&m, 0, SM1, PCSCF_AUTH_NONE);
    assert_true(only(&a, SA_FORWARD) && a.a[0].code == 0);
    p_challenge(&m);
    a = p_register(&m, m.sets.temp.id, SM7, PCSCF_AUTH_RESPONSE);
    assert_true(place(&a, SA_FORWARD) >= 0 && a.a[place(&a, SA_FORWARD)].code == 1);
    uint32_t id = registered(&m);
    pcscf_event again = { .kind = PCSCF_REGISTER, .now = 2000, .on = id, .transaction = 3, .source = at, .via_ok = true,
                          .impi_ok = true, .offered = true, .offer = { 1011, 1012, 6011, 6002 },
                          .verify = SA_VERIFY_EQUAL };
    a = pcscf_step(&m, &again);
    assert_true(place(&a, SA_FORWARD) >= 0 && a.a[place(&a, SA_FORWARD)].code == 1);
}

/* AKA-6.1.2.2-3: so does the REGISTER that says that the network's authentication failed, or that SQN is out of
 * range. */
static void test_failure_goes_on(void **state)
{
    static const pcscf_auth kinds[] = { PCSCF_AUTH_FAILURE, PCSCF_AUTH_AUTS };

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        pcscf m;
        challenged(&m);
        sa_actions a = p_register(&m, 0, 3, kinds[k]);
        assert_true(place(&a, SA_FORWARD) >= 0 && a.a[place(&a, SA_FORWARD)].code == 0);
    }
}

/* AKA-6.1.4-1: asked to authenticate again, the UE does so over the SA that it has; until then the SA lives on, for the
 * time that is left. */
static void test_reauthentication(void **state)
{
    pcscf m;
    uint32_t id = registered(&m);
    uint64_t until = m.sets.cur.expires_at;
    pcscf_event e = { .kind = PCSCF_REAUTHENTICATE, .now = 5000, .seconds = 60 };

    (void)state;
    sa_actions a = pcscf_step(&m, &e);
    assert_true(place(&a, SA_LIFETIME) >= 0 && a.a[place(&a, SA_LIFETIME)].set == id);
    assert_true(m.sets.cur.id == id && m.sets.cur.expires_at < until && m.sets.cur.expires_at > 5000);
    a = p_message(&m, id, true);
    assert_true(place(&a, SA_DELIVER) >= 0);
    pcscf_event tick = { .kind = PCSCF_TICK, .now = until };
    a = pcscf_step(&m, &tick);
    assert_true(place(&a, SA_DELETE) >= 0 && m.sets.cur.state == SA_NONE);
}

/* ---- UE ---- */

static sa_actions ue_send(ue *m)
{
    ue_event e = { .kind = UE_SEND, .now = 1300, .request = true };

    return ue_step(m, &e);
}

/* R3329-2.1-07: between challenge and SM7, which goes over the new SAs; AKA-5.1.1-3: nothing else before the 200.
 * AKA-6.1.4-1: asked to authenticate again it registers. */
static void test_ue(void **state)
{
    ue_event start = { .kind = UE_REGISTER, .now = 1000, .offer = offer, .addr = at,
                       .cover = example_prefix("2001:db8::1", 64) };
    ue_event challenge = { .kind = UE_CHALLENGE, .now = 1100, .alg = ALG_HMAC_SHA_1_96, .answer = answer,
                           .p_addr = example_addr("2001:db8:1::1"), .offer = { 1021, 1022, 6021, 6022 } };
    ue_event again = { .kind = UE_REAUTHENTICATE, .now = 5000, .seconds = 60 };
    ue m;

    (void)state;
    ue_init(&m);
    sa_actions a = ue_step(&m, &start);
    assert_true(only(&a, SA_REGISTER) && a.a[0].set == 0);
    a = ue_send(&m);
    assert_true(only(&a, SA_DISCARD));
    a = ue_step(&m, &challenge);
    int install = place(&a, SA_INSTALL), answered = place(&a, SA_REGISTER);
    assert_true(install >= 0 && answered > install);
    assert_true(a.a[answered].code == SA_REGISTER_RESPONSE && a.a[answered].set == a.a[install].set);
    uint32_t id = a.a[install].set;
    a = ue_send(&m);
    assert_true(only(&a, SA_DISCARD));
    ue_event clear = { .kind = UE_MESSAGE, .now = 1200, .request = true };
    a = ue_step(&m, &clear);
    assert_true(only(&a, SA_DISCARD));
    ue_event accepted = { .kind = UE_ACCEPTED, .now = 1250, .on = id, .seconds = 600 };
    ue_step(&m, &accepted);
    a = ue_send(&m);
    assert_true(place(&a, SA_SEND) >= 0 && a.a[place(&a, SA_SEND)].set == id);
    ue_event response = { .kind = UE_SEND, .now = 1300, .on = id };
    a = ue_step(&m, &response); /* R3329-4.1-02 */
    assert_true(place(&a, SA_SEND) >= 0 && a.a[place(&a, SA_SEND)].set == id);
    clear.now = 1400;
    a = ue_step(&m, &clear);
    assert_true(only(&a, SA_DISCARD));
    a = ue_step(&m, &again);
    assert_true(place(&a, SA_REREGISTER) >= 0 && place(&a, SA_LIFETIME) >= 0 && m.sets.cur.id == id);
}

/* PAT-11: outside the prefix the UE has the old way: the SAs go, and a registration in clear begins. */
static void test_outside_the_prefix(void **state)
{
    ue_event start = { .kind = UE_REGISTER, .now = 1000, .offer = offer, .addr = at,
                       .cover = example_prefix("2001:db8::1", 64) };
    ue_event challenge = { .kind = UE_CHALLENGE, .now = 1100, .alg = ALG_HMAC_SHA_1_96, .answer = answer,
                           .p_addr = example_addr("2001:db8:1::1"), .offer = { 1021, 1022, 6021, 6022 } };
    ue m;

    (void)state;
    ue_init(&m);
    ue_step(&m, &start);
    ue_step(&m, &challenge);
    ue_event accepted = { .kind = UE_ACCEPTED, .now = 1250, .on = m.sets.temp.id, .seconds = 600 };
    ue_step(&m, &accepted);
    ue_event away = { .kind = UE_NEW_ADDRESS, .now = 2000, .addr = example_addr("2001:db9::1") };
    sa_actions a = ue_step(&m, &away);
    assert_true(place(&a, SA_DELETE) >= 0 && place(&a, SA_REREGISTER) > place(&a, SA_DELETE));
    assert_int_equal(m.sets.cur.state, SA_NONE);
    start.now = 2001;
    start.addr = away.addr;
    start.cover = example_prefix("2001:db9::1", 64);
    start.offer = (sa_offer){ 1031, 1032, 6031, 6032 };
    a = ue_step(&m, &start);
    assert_true(place(&a, SA_REGISTER) >= 0 && a.a[place(&a, SA_REGISTER)].set == 0);
}

static int setup(void **state)
{
    (void)state;
    at = example_addr("2001:db8::1");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_up_before_the_challenge), cmocka_unit_test(test_no_service_before),
        cmocka_unit_test(test_identity_of_the_sa), cmocka_unit_test(test_roles_swapped),
        cmocka_unit_test(test_response_goes_on), cmocka_unit_test(test_failure_goes_on),
        cmocka_unit_test(test_reauthentication), cmocka_unit_test(test_ue), cmocka_unit_test(test_outside_the_prefix),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
