/* Profile cr1 in both machines, rule by rule (TS 33.203 v5.5.0 as changed by CR1, 7.1 and 7.2): one pair of SAs, with
 * its ports and SPIs. Where CR2 has another rule the same run in profile ims shows it. That the steps are the tables in
 * this profile, too, is what test_ue.c and test_pcscf.c say. */
#include "example.h"
#include "../../src/core/agree.h"
#include "../../src/core/ipsec3gpp.h"
#include "../../src/core/pcscf.h"
#include "../../src/core/ue.h"

#define MINUTE (60u * SA_MS)

typedef struct { ue u; pcscf p; uint64_t now; uint32_t transaction; bool cr1; } pair;

static ip_addr ue_addr, near, p_addr;
static ip_prefix one_address;

static int setup(void **unused)
{
    (void)unused;
    ue_addr = example_addr("2001:db8::1");
    near = example_addr("2001:db8::2");
    p_addr = example_addr("2001:db8:ffff::1");
    one_address = example_prefix("2001:db8::1", 128);
    return 0;
}

static pair fresh(sec_profile profile)
{
    pair x = { .now = 1000, .cr1 = profile == PROFILE_CR1 };

    ue_init(&x.u);
    pcscf_init(&x.p);
    x.u.sets.profile = profile;
    x.p.sets.profile = profile;
    return x;
}

/* Offer and answer number k of the profile. */
static sa_offer offer(const pair *x, uint32_t k)
{
    return (sa_offer){ x->cr1 ? 0 : 0x1000 + k, 0x2000 + k, (uint16_t)(6000 + k), 5100 };
}

static sa_answer answer(const pair *x, uint32_t k)
{
    return (sa_answer){ x->cr1 ? 0 : 0x3000 + k, 0x4000 + k, (uint16_t)(7000 + k), 5062 };
}

static ue_event to_ue(const pair *x, ue_event_kind kind, uint32_t on)
{
    return (ue_event){ .kind = kind, .now = x->now, .on = on, .addr = ue_addr, .cover = one_address, .p_addr = p_addr,
                       .alg = ALG_HMAC_SHA_1_96, .seconds = 3600, .code = 403 };
}

static pcscf_event to_p(const pair *x, pcscf_event_kind kind, uint32_t on)
{
    return (pcscf_event){ .kind = kind, .now = x->now, .on = on, .transaction = x->transaction, .source = ue_addr,
                          .via_ok = true, .impi_ok = true, .impu_ok = true, .offered = true, .client_same = true,
                          .common = true, .alg = ALG_HMAC_SHA_1_96, .ue = one_address, .p_addr = p_addr,
                          .seconds = 3600, .code = 403 };
}

static sa_actions ue_do(pair *x, const ue_event *e)
{
    sa_actions a = ue_step(&x->u, e);

    assert_true(ue_valid(&x->u));
    return a;
}

static sa_actions p_do(pair *x, const pcscf_event *e)
{
    sa_actions a = pcscf_step(&x->p, e);

    assert_true(pcscf_valid(&x->p));
    return a;
}

/* The first action of that kind, on that set and for that requirement. */
static const sa_action *did(const sa_actions *a, sa_action_kind kind, uint32_t set, const pair *x, const char *req)
{
    const char *name = "";

    for (uint32_t k = 0; k < a->count; k++) {
        if (a->a[k].kind != kind || a->a[k].set != set)
            continue;
        name = sa_requirement(x->u.sets.profile, a->a[k].req);
        if (strcmp(name, req) == 0)
            return &a->a[k];
    }
    fail_msg("no %s on set %u for %s, but for %s", sa_action_name(kind), set, req, name);
    return NULL;
}

static bool does(const sa_actions *a, sa_action_kind kind)
{
    for (uint32_t k = 0; k < a->count; k++) {
        if (a->a[k].kind == kind)
            return true;
    }
    return false;
}

/* ---- steps of a registration ---- */

static sa_actions ue_sm1(pair *x, const sa_offer *o, bool clear)
{
    ue_event e = to_ue(x, UE_REGISTER, 0);

    e.offer = *o;
    e.clear = clear;
    return ue_do(x, &e);
}

static sa_actions p_sm1(pair *x, const sa_offer *o, uint32_t on)
{
    pcscf_event e = to_p(x, PCSCF_REGISTER, on);

    e.transaction = ++x->transaction;
    e.offer = *o;
    return p_do(x, &e);
}

static sa_actions p_sm6(pair *x, const sa_answer *y, uint32_t on)
{
    pcscf_event e = to_p(x, PCSCF_CHALLENGE, on);

    e.answer = *y;
    return p_do(x, &e);
}

static sa_actions ue_sm6(pair *x, const sa_answer *y, uint32_t on)
{
    ue_event e = to_ue(x, UE_CHALLENGE, on);

    e.answer = *y;
    return ue_do(x, &e);
}

static pcscf_event sm7(pair *x)
{
    pcscf_event e = to_p(x, PCSCF_REGISTER, x->p.sets.temp.id);

    e.transaction = ++x->transaction;
    e.auth = PCSCF_AUTH_RESPONSE;
    e.verify = SA_VERIFY_EQUAL;
    return e;
}

static sa_actions p_sm7(pair *x)
{
    pcscf_event e = sm7(x);

    return p_do(x, &e);
}

static sa_actions p_accepted(pair *x, uint32_t on, uint32_t seconds)
{
    pcscf_event e = to_p(x, PCSCF_ACCEPTED, on);

    e.seconds = seconds;
    return p_do(x, &e);
}

static sa_actions ue_accepted(pair *x, uint32_t on, uint32_t seconds)
{
    ue_event e = to_ue(x, UE_ACCEPTED, on);

    e.seconds = seconds;
    return ue_do(x, &e);
}

/* Registration k, challenged, of so many seconds, both ends. */
static void register_with(pair *x, const sa_offer *o, uint32_t k, uint32_t seconds)
{
    sa_answer y = answer(x, k);
    uint32_t on = x->u.sets.cur.id;

    ue_sm1(x, o, false);
    p_sm1(x, o, on);
    p_sm6(x, &y, on);
    ue_sm6(x, &y, on);
    assert_int_equal(x->u.sets.temp.id, k);
    assert_int_equal(x->p.sets.temp.id, k);
    p_sm7(x);
    p_accepted(x, k, seconds);
    ue_accepted(x, k, seconds);
    assert_true(x->u.sets.cur.id == k && x->p.sets.cur.id == k);
}

static void register_k(pair *x, uint32_t k, uint32_t seconds)
{
    sa_offer o = offer(x, k);

    register_with(x, &o, k, seconds);
}

static void p_uses(pair *x, uint32_t on)
{
    pcscf_event e = to_p(x, PCSCF_MESSAGE, on);

    e.request = true;
    p_do(x, &e);
}

/* ---- the rules ---- */

/* SM1 has the set-up line, and what it says is kept with the packet's source; each end makes one pair of SAs with the
 * addresses of that packet, and keeps what identifies and ends it (CR1-7.2-SM1-1, SM1-3, SM6-3, SM6-6; CR1-7.1-10, 11,
 * R1, R5). */
static void test_one_pair_of_sas(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 1);
    sa_answer y = answer(&x, 1);
    pcscf_event bare = to_p(&x, PCSCF_REGISTER, 0);
    const sa_params *p = &x.p.sets.temp.p;
    sa_actions a;

    (void)unused;
    bare.offered = false;
    a = p_do(&x, &bare);
    assert_int_equal(did(&a, SA_REPLY, 0, &x, "CR1-7.2-SM1-1")->code, 421);
    a = ue_sm1(&x, &o, false);
    assert_int_equal(did(&a, SA_REGISTER, 0, &x, "CR2-7.4-06")->code, SA_REGISTER_START);
    p_sm1(&x, &o, 0);
    assert_memory_equal(&x.p.sm1.offer, &o, sizeof o);
    assert_true(x.p.sm1.active && addr_equal(&x.p.sm1.source, &ue_addr));
    a = p_sm6(&x, &y, 0);
    did(&a, SA_INSTALL, 1, &x, "CR1-7.2-SM6-3");
    a = ue_sm6(&x, &y, 0);
    did(&a, SA_INSTALL, 1, &x, "CR1-7.2-SM6-6");
    assert_true(params_equal(p, &x.u.sets.temp.p));
    assert_true(p->spi_uc == 0 && p->spi_pc == 0 && p->spi_us == o.spi_us && p->spi_ps == y.spi_ps);
    assert_true(p->port_uc == o.port_uc && p->port_us == o.port_us && p->port_pc == y.port_pc &&
                p->port_ps == y.port_ps);
    assert_true(addr_equal(&p->ue_addr, &ue_addr) && addr_equal(&p->p_addr, &p_addr) && p->ue.len == 128);
    assert_true(x.p.sets.temp.expires_at > x.now && x.u.sets.temp.expires_at > x.now);
}

/* SM7 on the new set, forwarded as protected, and so are later REGISTERs; SM12 confirms (CR1-7.2-SM7-1, SM8-1, SM8-2,
 * SM12-1, SM12-2). */
static void test_sm7_to_sm12(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 1), next = offer(&x, 2);
    sa_answer y = answer(&x, 1);
    ue_event send = to_ue(&x, UE_SEND, 0);
    sa_actions a;

    (void)unused;
    send.request = true;
    ue_sm1(&x, &o, false);
    p_sm1(&x, &o, 0);
    p_sm6(&x, &y, 0);
    a = ue_sm6(&x, &y, 0);
    assert_int_equal(did(&a, SA_REGISTER, 1, &x, "CR1-7.2-SM7-1")->code, SA_REGISTER_RESPONSE);
    a = ue_do(&x, &send);
    assert_false(does(&a, SA_SEND));
    a = p_sm7(&x);
    assert_int_equal(did(&a, SA_FORWARD, 1, &x, "CR1-7.2-SM8-1")->code, 1);
    a = p_accepted(&x, 1, 3600);
    did(&a, SA_SEND, 1, &x, "CR2-7.4.2a-11");
    assert_true(x.u.phase == UE_ANSWERED && x.u.sets.cur.state == SA_NONE);
    ue_accepted(&x, 1, 3600);
    assert_true(x.u.phase == UE_IDLE && x.u.sets.cur.state == SA_ESTABLISHED && x.u.sets.cur.id == 1);
    a = ue_do(&x, &send);
    assert_int_equal(did(&a, SA_SEND, 1, &x, "CR2-7.4.1a-13")->set, 1);
    a = ue_sm1(&x, &next, false);
    did(&a, SA_REGISTER, 1, &x, "CR2-7.4-04");
    a = p_sm1(&x, &next, 1);
    assert_int_equal(did(&a, SA_FORWARD, 1, &x, "CR1-7.2-SM8-2")->code, 1);
}

/* A failure is no confirmation (CR1-7.2-SM12-1): no set is left, at either end. */
static void test_failure_confirms_nothing(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 1);
    sa_answer y = answer(&x, 1);
    pcscf_event p_no;
    ue_event u_no;

    (void)unused;
    ue_sm1(&x, &o, false);
    p_sm1(&x, &o, 0);
    p_sm6(&x, &y, 0);
    ue_sm6(&x, &y, 0);
    p_sm7(&x);
    p_no = to_p(&x, PCSCF_REJECTED, 1);
    u_no = to_ue(&x, UE_REJECTED, 1);
    p_do(&x, &p_no);
    ue_do(&x, &u_no);
    assert_true(x.p.sets.temp.state == SA_NONE && x.p.sets.cur.state == SA_NONE);
    assert_true(x.u.sets.temp.state == SA_NONE && x.u.sets.cur.state == SA_NONE && x.u.phase == UE_IDLE);
}

/* SM7 has the P-CSCF's list and nothing of the UE's; another list ends the registration (CR1-7.2-SM7-2, SM7-3). In CR2
 * it has Security-Client as well (CR2-7.2-SM7-4). */
static void test_what_sm7_repeats(void **unused)
{
    static const sa_verify bad[] = { SA_VERIFY_ABSENT, SA_VERIFY_DIFFERENT, SA_VERIFY_MALFORMED };

    (void)unused;
    for (int cr1 = 0; cr1 < 2; cr1++) {
        pair x = fresh(cr1 ? PROFILE_CR1 : PROFILE_IMS);
        sa_offer o = offer(&x, 1);
        sa_answer y = answer(&x, 1);
        pcscf_event e;
        sa_actions a;

        p_sm1(&x, &o, 0);
        p_sm6(&x, &y, 0);
        for (int k = 0; k < 3; k++) {
            pair other = x;

            e = sm7(&other);
            e.verify = bad[k];
            a = p_do(&other, &e);
            assert_int_equal(did(&a, SA_REPLY, 1, &x, cr1 ? "CR1-7.2-SM7-3" : "CR2-7.2-SM7-3")->code, 494);
            did(&a, SA_DELETE, 1, &x, "CR2-7.4.2a-22");
            assert_true(other.p.sets.temp.state == SA_NONE && !does(&a, SA_FORWARD));
        }
        e = sm7(&x);
        e.client_same = false;
        a = p_do(&x, &e);
        if (cr1)
            did(&a, SA_FORWARD, 1, &x, "CR1-7.2-SM8-1");
        else
            assert_int_equal(did(&a, SA_REPLY, 1, &x, "CR2-7.2-SM7-4")->code, 494);
    }
}

/* The UE's SPI is one, and in none of its sets, neither as its own nor as the P-CSCF's (CR1-7.1-04, R6). */
static void test_spi_of_the_ue(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    const uint32_t taken[] = { 0, 255, 0x2001, 0x2002, 0x4001, 0x4002 };
    sa_offer o;
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    register_k(&x, 2, 3600);
    assert_true(x.u.sets.old.id == 1 && x.u.sets.cur.id == 2);
    for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++) {
        o = offer(&x, 3);
        o.spi_us = taken[k];
        a = ue_sm1(&x, &o, false);
        did(&a, SA_ABORT, 0, &x, "CR1-7.1-04");
        assert_false(does(&a, SA_REGISTER));
    }
    o = offer(&x, 3);
    o.spi_uc = 0x1003;
    a = ue_sm1(&x, &o, false);
    did(&a, SA_ABORT, 0, &x, "CR1-7.1-04");
    o.spi_uc = 0;
    a = ue_sm1(&x, &o, false);
    did(&a, SA_REGISTER, 2, &x, "CR2-7.4-04");
}

/* The P-CSCF's SPI is one, not the UE's and not in another set of its own (CR1-7.1-05, CR1-7.2-SM6-1); the UE looks,
 * too. */
static void test_spi_of_the_pcscf(void **unused)
{
    const struct { sa_answer y; const char *p, *u; } bad[] = {
        { { 0, 255, 7002, 5062 }, "CR1-7.2-SM6-1", "CR1-7.2-SM6-1" },
        { { 0x3002, 0x4002, 7002, 5062 }, "CR1-7.2-SM6-1", "CR1-7.2-SM6-1" },
        { { 0, 0x2002, 7002, 5062 }, "CR1-7.1-05", "CR1-7.1-05" },
        { { 0, 0x4001, 7002, 5062 }, "CR1-7.2-SM6-1", NULL }, /* the UE cannot know: it is the P-CSCF's to choose */
    };

    (void)unused;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        pair x = fresh(PROFILE_CR1);
        sa_offer o = offer(&x, 2);
        sa_actions a;

        register_k(&x, 1, 3600);
        ue_sm1(&x, &o, false);
        p_sm1(&x, &o, 1);
        a = p_sm6(&x, &bad[k].y, 1);
        assert_int_equal(did(&a, SA_REPLY, 1, &x, bad[k].p)->code, 500);
        assert_false(does(&a, SA_INSTALL));
        a = ue_sm6(&x, &bad[k].y, 1);
        if (bad[k].u != NULL)
            did(&a, SA_ABORT, 0, &x, bad[k].u);
    }
}

/* Protected ports: inbound and outbound differ, and none is 5060; 5061 is none only since CR2 (CR1-7.1-14, 15, 20). */
static void test_port_numbers(void **unused)
{
    static const struct { uint16_t c, s; bool cr1, ims; } ports[] = {
        { 6001, 5100, true, true }, { 5100, 5100, false, false }, { 5060, 5100, false, false },
        { 6001, 5060, false, false }, { 5061, 5100, true, false }, { 6001, 5061, true, false },
        { 0, 5100, false, false }, { 6001, 0, false, false },
    };

    (void)unused;
    for (size_t k = 0; k < sizeof ports / sizeof ports[0]; k++) {
        pair x = fresh(PROFILE_CR1);
        sa_offer o = offer(&x, 1), good = o;
        sa_answer y = answer(&x, 1);
        sa_actions a;

        assert_int_equal(sa_ports_ok(PROFILE_CR1, ports[k].c, ports[k].s), ports[k].cr1);
        assert_int_equal(sa_ports_ok(PROFILE_IMS, ports[k].c, ports[k].s), ports[k].ims);
        o.port_uc = ports[k].c;
        o.port_us = ports[k].s;
        y.port_pc = ports[k].c;
        y.port_ps = ports[k].s;
        a = ue_sm1(&x, &o, false);
        did(&a, ports[k].cr1 ? SA_REGISTER : SA_ABORT, 0, &x, ports[k].cr1 ? "CR2-7.4-06" : "CR1-7.1-20");
        a = p_sm1(&x, &o, 0);
        did(&a, ports[k].cr1 ? SA_FORWARD : SA_REPLY, 0, &x, ports[k].cr1 ? "CR2-6.1.5-03" : "CR1-7.1-20");
        ue_sm1(&x, &good, false);
        p_sm1(&x, &good, 0);
        a = p_sm6(&x, &y, 0);
        did(&a, ports[k].cr1 ? SA_SEND : SA_REPLY, 0, &x,
            ports[k].cr1 ? "CR2-7.4.2a-05" : ports[k].c == ports[k].s ? "CR1-7.1-15" : "CR1-7.1-14");
        a = ue_sm6(&x, &y, 0);
        assert_int_equal(does(&a, SA_INSTALL), ports[k].cr1);
    }
}

/* The P-CSCF's inbound port is one for ever, also for a UE that comes back; in CR2 it may change with the registration
 * (CR1-7.1-14). The UE refuses a change where its REGISTER was protected. */
static void test_inbound_port_of_the_pcscf(void **unused)
{
    (void)unused;
    for (int cr1 = 0; cr1 < 2; cr1++) {
        pair x = fresh(cr1 ? PROFILE_CR1 : PROFILE_IMS);
        sa_offer o = offer(&x, 2);
        sa_answer y = answer(&x, 2);
        pcscf_event gone;
        sa_actions a;

        y.port_ps = 5064;
        register_k(&x, 1, 3600);
        ue_sm1(&x, &o, false);
        p_sm1(&x, &o, 1);
        a = p_sm6(&x, &y, 1);
        assert_int_equal(did(&a, SA_REPLY, 1, &x, cr1 ? "CR1-7.1-14" : "CR2-7.1-P8")->code, 500);
        a = ue_sm6(&x, &y, 1);
        did(&a, SA_ABORT, 0, &x, cr1 ? "CR1-7.1-14" : "CR2-7.4-02");
        gone = to_p(&x, PCSCF_DEREGISTERED, 0);
        p_do(&x, &gone);
        x.now += 10 * MINUTE;
        p_sm1(&x, &o, 0);
        a = p_sm6(&x, &y, 0);
        if (cr1)
            assert_int_equal(did(&a, SA_REPLY, 0, &x, "CR1-7.1-14")->code, 500);
        else
            assert_true(does(&a, SA_INSTALL));
    }
}

/* Each re-REGISTER has a new outbound port, and so has each challenge (CR1-7.1-23, 26; R3, R6). */
static void test_outbound_ports_are_new(void **unused)
{
    (void)unused;
    for (uint32_t k = 1; k <= 2; k++) {
        pair x = fresh(PROFILE_CR1);
        sa_offer o, good;
        sa_answer y;
        sa_actions a;

        register_k(&x, 1, 3600);
        register_k(&x, 2, 3600);
        o = good = offer(&x, 3);
        y = answer(&x, 3);
        o.port_uc = (uint16_t)(6000 + k);
        y.port_pc = (uint16_t)(7000 + k);
        a = ue_sm1(&x, &o, false);
        did(&a, SA_ABORT, 0, &x, "CR1-7.1-23");
        a = p_sm1(&x, &o, 2);
        assert_int_equal(did(&a, SA_REPLY, 2, &x, k == 2 ? "CR1-7.1-23" : "CR1-7.1-R3")->code, 400);
        ue_sm1(&x, &good, false);
        p_sm1(&x, &good, 2);
        a = p_sm6(&x, &y, 2);
        assert_int_equal(did(&a, SA_REPLY, 2, &x, "CR1-7.1-26")->code, 500);
        a = ue_sm6(&x, &y, 2);
        did(&a, SA_ABORT, 0, &x, "CR1-7.1-26");
    }
}

/* In clear, too, the UE's address and outbound port are new: else an error, and no registration (CR1-7.1-R3, R3b). */
static void test_initial_register_is_checked(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 2);
    pcscf_event e;
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    o.port_uc = 6001;
    a = p_sm1(&x, &o, 0);
    assert_int_equal(did(&a, SA_REPLY, 0, &x, "CR1-7.1-R3")->code, 400);
    assert_true(!does(&a, SA_FORWARD) && !x.p.sm1.active);
    e = to_p(&x, PCSCF_REGISTER, 0);
    e.offer = offer(&x, 2);
    e.pair_taken = true; /* by another user */
    a = p_do(&x, &e);
    assert_int_equal(did(&a, SA_REPLY, 0, &x, "CR1-7.1-R3")->code, 400);
    assert_true(!does(&a, SA_FORWARD) && !x.p.sm1.active);
    e.pair_taken = false;
    a = p_do(&x, &e);
    did(&a, SA_FORWARD, 0, &x, "CR2-6.1.5-03");
}

/* The UE's inbound port stays where the network asked for authentication, and may change else; in CR2 it stays always.
 * It is never a number that another set has as outbound port (CR1-7.1-24, D-1, R6). */
static void test_inbound_port_of_the_ue(void **unused)
{
    (void)unused;
    for (int cr1 = 0; cr1 < 2; cr1++) {
        pair x = fresh(cr1 ? PROFILE_CR1 : PROFILE_IMS);
        sa_offer o = offer(&x, 2), crossed = offer(&x, 2);
        ue_event ask;
        sa_actions a;

        register_k(&x, 1, 3600);
        o.port_us = 5300;
        crossed.port_us = 6001;
        a = ue_sm1(&x, &crossed, false);
        did(&a, SA_ABORT, 0, &x, cr1 ? "CR1-7.1-R6" : "CR2-7.1-R6");
        a = ue_sm1(&x, &o, false);
        if (!cr1) {
            did(&a, SA_ABORT, 0, &x, "CR2-7.1-U8");
            continue;
        }
        did(&a, SA_REGISTER, 1, &x, "CR2-7.4-04");
        ask = to_ue(&x, UE_REAUTHENTICATE, 0);
        ask.seconds = 600;
        ue_do(&x, &ask);
        a = ue_sm1(&x, &o, false);
        did(&a, SA_ABORT, 0, &x, "CR1-7.1-24");
        register_k(&x, 2, 3600); /* with the same inbound port */
        assert_int_equal(x.u.sets.cur.p.port_us, x.u.sets.old.p.port_us);
        o = offer(&x, 3);
        o.port_us = 5300;
        register_with(&x, &o, 3, 3600); /* nobody has asked since */
        assert_true(x.u.sets.cur.p.port_us == 5300 && x.u.sets.old.p.port_us == 5100);
        assert_true(x.p.sets.cur.p.port_us == 5300 && x.p.sets.old.p.port_us == 5100);
    }
}

/* A re-REGISTER that is not challenged: what it offered is in no set, and no packet with that port finds one
 * (CR1-7.1-25). */
static void test_port_that_is_void(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 2);
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    ue_sm1(&x, &o, false);
    p_sm1(&x, &o, 1);
    a = p_accepted(&x, 1, 3600);
    did(&a, SA_SEND, 1, &x, "CR1-7.1-31");
    ue_accepted(&x, 1, 3600);
    assert_true(x.u.phase == UE_IDLE && !x.p.sm1.active);
    assert_true(x.u.sets.cur.id == 1 && x.u.sets.cur.p.port_uc == 6001 && x.u.sets.old.state == SA_NONE);
    assert_true(x.p.sets.cur.id == 1 && x.p.sets.cur.p.port_uc == 6001 && x.p.sets.old.state == SA_NONE);
    assert_int_equal(sa_sets_find_at(&x.p.sets, &ue_addr, 6002, 5062), 0);
    assert_int_equal(sa_sets_find_at(&x.p.sets, &ue_addr, 6001, 5062), 1);
}

/* An SA lives as long as the registration at both ends, shorter or longer than before; an old one not longer than it
 * (CR1-7.1-R9). In CR2 it lives 30 s more, and never less than the set before (Z-07). */
static void test_lifetime(void **unused)
{
    (void)unused;
    for (int cr1 = 0; cr1 < 2; cr1++) {
        pair x = fresh(cr1 ? PROFILE_CR1 : PROFILE_IMS);
        sa_offer o = offer(&x, 3);
        uint64_t first;

        register_k(&x, 1, 7200);
        first = x.now + 7200 * SA_MS + (cr1 ? 0 : SA_REG_GRACE);
        assert_true(x.u.sets.cur.expires_at == first && x.p.sets.cur.expires_at == first);
        x.now += MINUTE;
        register_k(&x, 2, 600);
        if (cr1)
            first = x.now + 600 * SA_MS;
        assert_true(x.u.sets.cur.expires_at == first && x.p.sets.cur.expires_at == first);
        assert_true(x.u.sets.old.expires_at == first && x.p.sets.old.expires_at == first);
        x.now += MINUTE;
        ue_sm1(&x, &o, false);
        p_sm1(&x, &o, 2);
        p_accepted(&x, 2, 60);
        ue_accepted(&x, 2, 60);
        if (cr1)
            first = x.now + 60 * SA_MS;
        assert_true(x.u.sets.cur.expires_at == first && x.p.sets.cur.expires_at == first);
        assert_true(x.u.sets.old.expires_at == first); /* at the P-CSCF it drains: the UE has used the new one */
        assert_true(x.p.sets.old.expires_at == (cr1 ? first : x.now + SA_DRAIN));
        ue_sm1(&x, &o, false);
        p_sm1(&x, &o, 2);
        p_accepted(&x, 2, 36000);
        ue_accepted(&x, 2, 36000);
        first = x.now + 36000 * SA_MS + (cr1 ? 0 : SA_REG_GRACE);
        assert_true(x.u.sets.cur.expires_at == first && x.p.sets.cur.expires_at == first);
    }
}

/* At the end both ends delete it, and with the registration the set goes, too (CR1-7.1-R9). */
static void test_end_of_life(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    pcscf_event p_tick;
    ue_event u_tick, e;
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 600);
    x.now += 600 * SA_MS - 1;
    p_tick = to_p(&x, PCSCF_TICK, 0);
    a = p_do(&x, &p_tick);
    assert_int_equal(a.count, 0);
    x.now++;
    p_tick = to_p(&x, PCSCF_TICK, 0);
    u_tick = to_ue(&x, UE_TICK, 0);
    a = p_do(&x, &p_tick);
    did(&a, SA_DELETE, 1, &x, "CR2-7.4.2a-24");
    a = ue_do(&x, &u_tick);
    did(&a, SA_DELETE, 1, &x, "CR2-7.4.1a-23");
    x = fresh(PROFILE_CR1);
    register_k(&x, 1, 600);
    e = to_ue(&x, UE_REGISTER, 0);
    e.offer = offer(&x, 2);
    e.deregister = true;
    ue_do(&x, &e);
    a = ue_accepted(&x, 1, 0);
    did(&a, SA_DELETE, 1, &x, "CR1-7.1-R9");
}

/* At most three sets of one SA in each direction, whatever comes (CR1-7.1-R3a). */
static void test_three_sas(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 3);
    sa_answer y = answer(&x, 3);
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    register_k(&x, 2, 3600);
    p_sm1(&x, &o, 2);
    p_sm6(&x, &y, 2);
    assert_true(x.p.sets.old.id == 1 && x.p.sets.cur.id == 2 && x.p.sets.temp.id == 3);
    o = offer(&x, 4);
    y = answer(&x, 4);
    p_sm1(&x, &o, 2);
    a = p_sm6(&x, &y, 2); /* a fourth takes the place of the third */
    assert_true(a.a[0].kind == SA_DELETE && a.a[0].set == 3 && a.a[1].kind == SA_INSTALL && a.a[1].set == 4);
    p_sm7(&x);
    a = p_accepted(&x, 4, 3600);
    did(&a, SA_DELETE, 1, &x, "CR2-7.4.2a-16");
    assert_true(x.p.sets.old.id == 2 && x.p.sets.cur.id == 4 && x.p.sets.temp.state == SA_NONE);
}

/* The set of a packet: the UE knows it by the P-CSCF's outbound port, the P-CSCF by the UE's address and outbound port;
 * nothing comes the other way round, and no SPI is asked for (CR1-7.1-31, R1a, R4, R7, R8). */
static void test_set_of_a_packet(void **unused)
{
    static const uint16_t ue_ports[] = { 6001, 6002, 6003, 5100, 9 }, p_ports[] = { 7001, 7002, 7003, 5062, 9 };
    sec_profile profiles[] = { PROFILE_IMS, PROFILE_CR1 };

    (void)unused;
    for (int i = 0; i < 2; i++) {
        pair x = fresh(profiles[i]);
        sa_offer o = offer(&x, 3);
        sa_answer y = answer(&x, 3);

        register_k(&x, 1, 3600);
        register_k(&x, 2, 3600);
        ue_sm1(&x, &o, false);
        p_sm1(&x, &o, 2);
        p_sm6(&x, &y, 2);
        ue_sm6(&x, &y, 2);
        for (uint32_t j = 0; j < 5; j++) {
            for (uint32_t k = 0; k < 5; k++) {
                uint32_t a = j < 3 && k == 3 ? j + 1 : 0, b = j == 3 && k < 3 ? k + 1 : 0;
                uint32_t at_ue = sa_sets_find(&x.u.sets, ue_ports[j], p_ports[k]);
                uint32_t at_p = sa_sets_find_at(&x.p.sets, &ue_addr, ue_ports[j], p_ports[k]);

                assert_int_equal(at_ue, x.cr1 ? b : a + b);
                assert_int_equal(at_p, x.cr1 ? a : a + b);
                assert_int_equal(sa_sets_find_at(&x.p.sets, &near, ue_ports[j], p_ports[k]), 0);
            }
        }
    }
}

/* A protected message is of the set that its packet belongs to, from the addresses of that set, of its user, and with
 * the source in Via; else it is dropped, a REGISTER refused (CR1-7.1-10, 12, R2, R4, R4a). */
static void test_protected_message(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 1);
    sa_answer y = answer(&x, 1);
    pcscf_event e;
    sa_actions a;

    (void)unused;
    p_sm1(&x, &o, 0);
    p_sm6(&x, &y, 0);
    e = sm7(&x);
    e.source = near;
    a = p_do(&x, &e);
    did(&a, SA_DISCARD, 1, &x, "CR1-7.1-R4");
    e = sm7(&x);
    e.via_ok = false;
    a = p_do(&x, &e);
    assert_int_equal(did(&a, SA_REPLY, 1, &x, "CR1-7.1-R2")->code, 403);
    p_sm7(&x);
    p_accepted(&x, 1, 3600);
    e = to_p(&x, PCSCF_MESSAGE, 1);
    e.request = true;
    a = p_do(&x, &e);
    did(&a, SA_DELIVER, 1, &x, "CR1-7.1-R4");
    e.impu_ok = false;
    a = p_do(&x, &e);
    did(&a, SA_DISCARD, 1, &x, "CR1-7.1-R4a");
    e.impu_ok = true;
    e.source = near;
    a = p_do(&x, &e);
    did(&a, SA_DISCARD, 1, &x, "CR1-7.1-R4");
    e = to_p(&x, PCSCF_MESSAGE, 99);
    a = p_do(&x, &e);
    did(&a, SA_DISCARD, 99, &x, "CR1-7.1-R4");
}

/* In clear the P-CSCF takes REGISTER alone, on any port that is not protected, and drops all else (CR1-7.1-18, 19, 28,
 * 29). */
static void test_clear_at_the_pcscf(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    pcscf_event e;
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    for (int request = 0; request < 2; request++) {
        e = to_p(&x, PCSCF_MESSAGE, 0);
        e.request = request == 1;
        a = p_do(&x, &e);
        did(&a, SA_DISCARD, 0, &x, "CR1-7.1-29");
        assert_int_equal(a.count, 1);
        e.protected_port = true;
        a = p_do(&x, &e);
        did(&a, SA_DISCARD, 0, &x, "CR1-7.1-18");
        assert_int_equal(a.count, 1);
    }
    e = to_p(&x, PCSCF_REGISTER, 0);
    e.offer = offer(&x, 2);
    a = p_do(&x, &e);
    did(&a, SA_FORWARD, 0, &x, "CR2-6.1.5-03");
    e.protected_port = true;
    a = p_do(&x, &e);
    did(&a, SA_DISCARD, 0, &x, "CR1-7.1-18");
    assert_int_equal(a.count, 1);
}

/* In clear the UE takes the answers to its clear REGISTER and error messages, and drops all else (CR1-7.1-21, 27,
 * 32). */
static void test_clear_at_the_ue(void **unused)
{
    static const struct { bool request, protected_port; uint32_t code; const char *dropped; } messages[] = {
        { true, false, 0, "CR1-7.1-32" }, { false, false, 200, "CR1-7.1-32" }, { false, false, 302, "CR1-7.1-32" },
        { false, false, 400, NULL }, { false, false, 603, NULL }, { false, true, 400, "CR1-7.1-21" },
        { true, true, 0, "CR1-7.1-21" },
    };
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 2);
    sa_answer y = answer(&x, 2);
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    for (size_t k = 0; k < sizeof messages / sizeof messages[0]; k++) {
        ue_event e = to_ue(&x, UE_MESSAGE, 0);

        e.request = messages[k].request;
        e.code = messages[k].code;
        e.protected_port = messages[k].protected_port;
        a = ue_do(&x, &e);
        did(&a, messages[k].dropped == NULL ? SA_DELIVER : SA_DISCARD, 0, &x,
            messages[k].dropped == NULL ? "CR1-7.1-32" : messages[k].dropped);
        assert_int_equal(a.count, 1);
    }
    ue_sm1(&x, &o, false);
    a = ue_sm6(&x, &y, 0); /* in clear, but the REGISTER was not */
    did(&a, SA_DISCARD, 0, &x, "CR2-7.4.1a-05");
    ue_sm1(&x, &o, true);
    a = ue_sm6(&x, &y, 0);
    assert_true(does(&a, SA_INSTALL));
}

/* A response goes on the set of its request, and is taken from there alone (CR1-7.1-31, R7, R8). */
static void test_responses(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    register_k(&x, 2, 3600);
    for (uint32_t on = 1; on <= 3; on++) {
        ue_event u = to_ue(&x, UE_SEND, on);
        pcscf_event p = to_p(&x, PCSCF_SEND, on);

        a = ue_do(&x, &u);
        did(&a, on == 3 ? SA_DISCARD : SA_SEND, on, &x, "CR1-7.1-R8");
        a = p_do(&x, &p);
        did(&a, on == 3 ? SA_DISCARD : SA_SEND, on, &x, "CR1-7.1-31");
        u = to_ue(&x, UE_MESSAGE, on);
        u.request_on = on == 3 ? 2 : 3 - on;
        a = ue_do(&x, &u);
        did(&a, SA_DISCARD, on, &x, "CR1-7.1-R7");
        u.request_on = on;
        a = ue_do(&x, &u);
        did(&a, on == 3 ? SA_DISCARD : SA_DELIVER, on, &x, "CR1-7.1-R7");
    }
}

/* Requests to the UE stay on the old set until it has used the new one: that is 7.4, which CR1 leaves as it is. */
static void test_old_and_new(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    pcscf_event e;
    sa_actions a;

    (void)unused;
    register_k(&x, 1, 3600);
    register_k(&x, 2, 3600);
    e = to_p(&x, PCSCF_SEND, 0);
    e.request = true;
    a = p_do(&x, &e);
    did(&a, SA_SEND, 1, &x, "CR2-7.4.2a-10");
    p_uses(&x, 2);
    a = p_do(&x, &e);
    did(&a, SA_SEND, 2, &x, "CR2-7.4.2a-18");
}

/* ---- the lists ---- */

#define MD5  "ipsec-3gpp;alg=hmac-md5-96;spi=1000;port1=5100;port2=6001"
#define SHA1 "ipsec-3gpp;alg=hmac-sha-1-96;spi=1000;port1=5100;port2=6001"

static sec_list list_of(const char *s)
{
    sec_list list = { .count = 0 };

    assert_int_equal(sec_list_parse((const uint8_t *)s, 0, strlen(s), &list).code, SEC_OK);
    return list;
}

/* Both lists tell SPI, inbound port, outbound port and algorithms; each of them must be there (CR1-7.1-16,
 * CR1-7.2-SM1-2, SM6-4, D-2). */
static void test_what_the_lists_tell(void **unused)
{
    static const char *const lacking[] = {
        "ipsec-3gpp;spi=1000;port1=5100;port2=6001", "ipsec-3gpp;alg=hmac-md5-96;port1=5100;port2=6001",
        "ipsec-3gpp;alg=hmac-md5-96;spi=1000;port2=6001", "ipsec-3gpp;alg=hmac-md5-96;spi=1000;port1=5100",
    };
    ipsec3gpp v;

    (void)unused;
    for (size_t k = 0; k < sizeof lacking / sizeof lacking[0]; k++) {
        sec_list list = list_of(lacking[k]);

        assert_int_equal(ipsec3gpp_read((const uint8_t *)lacking[k], &list, 0, PROFILE_CR1, &v).code, IPSEC_MISSING);
    }
    for (uint32_t k = 0; k < 2; k++) {
        sec_list list = list_of(MD5 ", " SHA1);

        assert_int_equal(ipsec3gpp_read((const uint8_t *)MD5 ", " SHA1, &list, k, PROFILE_CR1, &v).code, IPSEC_OK);
        assert_int_equal(v.alg, k == 0 ? ALG_HMAC_MD5_96 : ALG_HMAC_SHA_1_96);
        assert_true(v.spi_s == 1000 && v.port_s == 5100 && v.port_c == 6001); /* spi_us or _ps, port_us or _ps, .. */
    }
}

/* Both algorithms are known; the P-CSCF takes the first of its own list that the UE has, the UE the first of the
 * P-CSCF's that it has; one that an end has dropped is never taken (CR1-7.1-02, 03, CR1-7.2-SM6-2, SM6-5). */
static void test_algorithms(void **unused)
{
    static const sec_pair both[] = { { ALG_HMAC_SHA_1_96, EALG_NULL }, { ALG_HMAC_MD5_96, EALG_NULL } };
    static const char *const sent[] = { MD5, SHA1, MD5 ", " SHA1, SHA1 ", " MD5 };
    ipsec3gpp v;

    (void)unused;
    for (size_t k = 0; k < sizeof sent / sizeof sent[0]; k++) {
        const uint8_t *s = (const uint8_t *)sent[k];
        sec_list list = list_of(sent[k]);
        bool md5 = strstr(sent[k], "md5") != NULL, sha1 = strstr(sent[k], "sha") != NULL;

        assert_true(ipsec3gpp_choose_server(s, &list, PROFILE_CR1, both, 2, &v) != SIP_NPOS);
        assert_int_equal(v.alg, sha1 ? ALG_HMAC_SHA_1_96 : ALG_HMAC_MD5_96);
        assert_int_equal(ipsec3gpp_choose_client(s, &list, PROFILE_CR1, both, 2, &v), 0);
        assert_int_equal(v.alg, k == 0 || k == 2 ? ALG_HMAC_MD5_96 : ALG_HMAC_SHA_1_96);
        for (size_t one = 0; one < 2; one++) {
            bool there = one == 0 ? sha1 : md5;
            size_t p = ipsec3gpp_choose_server(s, &list, PROFILE_CR1, both + one, 1, &v);
            size_t u = ipsec3gpp_choose_client(s, &list, PROFILE_CR1, both + one, 1, &v);

            assert_true((p != SIP_NPOS) == there && (u != SIP_NPOS) == there);
            assert_true(!there || v.alg == both[one].alg);
        }
    }
}

/* None in common: no set, and the UE hears of it (CR1-7.2-SM6-2). */
static void test_no_common_algorithm(void **unused)
{
    pair x = fresh(PROFILE_CR1);
    sa_offer o = offer(&x, 1);
    pcscf_event e;
    sa_actions a;

    (void)unused;
    p_sm1(&x, &o, 0);
    e = to_p(&x, PCSCF_CHALLENGE, 0);
    e.answer = answer(&x, 1);
    e.common = false;
    a = p_do(&x, &e);
    assert_int_equal(did(&a, SA_REPLY, 0, &x, "CR1-7.2-SM6-2")->code, 494);
    assert_false(does(&a, SA_INSTALL));
}

/* SM6 brings the P-CSCF's list, SM7 mirrors it over the new SA, and SM12 brings none (CR1-7.2-SM7-2, SM12-1). */
static void test_where_the_list_stands(void **unused)
{
    agree_client c;
    agree_client_event e = { .kind = AGREE_EV_START, .profile = PROFILE_CR1, .method = AGREE_REGISTER };
    agree_client_action a;
    agree_req req;

    (void)unused;
    agree_client_init(&c);
    a = agree_client_step(&c, &e);
    assert_true(a.act == AGREE_DO_SEND && a.add_client && !a.add_verify && !a.over_mechanism);
    e = (agree_client_event){ .kind = AGREE_EV_ANSWER, .profile = PROFILE_CR1, .method = AGREE_REGISTER, .code = 401,
                              .server_present = true, .server_ok = true, .best = AGREE_IPSEC_3GPP, .complete = true };
    a = agree_client_step(&c, &e);
    assert_true(a.act == AGREE_DO_START && a.start == AGREE_IPSEC_3GPP);
    e = (agree_client_event){ .kind = AGREE_EV_REQUEST, .profile = PROFILE_CR1, .method = AGREE_REGISTER };
    a = agree_client_step(&c, &e);
    assert_true(a.act == AGREE_DO_SEND && a.add_verify && a.over_mechanism);
    assert_int_equal(agree_may_stand(PROFILE_CR1, AGREE_SECURITY_SERVER, AGREE_REGISTER, 401, &req), AGREE_ALLOWED);
    assert_int_equal(agree_may_stand(PROFILE_CR1, AGREE_SECURITY_SERVER, AGREE_REGISTER, 200, &req), AGREE_FORBIDDEN);
    assert_int_equal(agree_may_stand(PROFILE_CR1, AGREE_SECURITY_VERIFY, AGREE_REGISTER, 200, &req), AGREE_FORBIDDEN);
    assert_int_equal(agree_may_stand(PROFILE_CR1, AGREE_SECURITY_CLIENT, AGREE_REGISTER, 200, &req), AGREE_FORBIDDEN);
}

/* Every name that an action can give, in either profile, is a requirement. */
static void test_names(void **unused)
{
    static char text[1 << 17], row[64];
    FILE *f = fopen("spec/requirements.tsv", "r");

    (void)unused;
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    for (int p = 0; p < PROFILE_COUNT; p++) {
        for (int k = 1; k < SA_REQ_COUNT; k++) {
            snprintf(row, sizeof row, "\n%s\t", sa_requirement((sec_profile)p, (sa_req)k));
            if (strstr(text, row) == NULL)
                fail_msg("%s is no requirement", row);
            if (p != PROFILE_CR1)
                assert_null(strstr(row, "CR1"));
        }
    }
}

/* All of it holds in profile cr1, and none of it in any other (so says proofs/cbmc/machine.h). */
static void test_facts(void **unused)
{
    (void)unused;
    for (int p = 0; p < PROFILE_COUNT; p++) {
        const profile_table *t = profile_get((sec_profile)p);
        bool all = t->cr1 && t->one_pair && t->port_5061 && t->us_free && t->ps_fixed && t->life_is_period &&
                   t->sm7_list_alone;
        bool any = t->cr1 || t->one_pair || t->port_5061 || t->us_free || t->ps_fixed || t->life_is_period ||
                   t->sm7_list_alone;

        assert_true(p == PROFILE_CR1 ? all : !any);
    }
    assert_ptr_equal(profile_get((sec_profile)PROFILE_COUNT), profile_get(PROFILE_IMS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_pair_of_sas), cmocka_unit_test(test_sm7_to_sm12),
        cmocka_unit_test(test_failure_confirms_nothing), cmocka_unit_test(test_what_sm7_repeats),
        cmocka_unit_test(test_spi_of_the_ue), cmocka_unit_test(test_spi_of_the_pcscf),
        cmocka_unit_test(test_port_numbers), cmocka_unit_test(test_inbound_port_of_the_pcscf),
        cmocka_unit_test(test_outbound_ports_are_new), cmocka_unit_test(test_initial_register_is_checked),
        cmocka_unit_test(test_inbound_port_of_the_ue), cmocka_unit_test(test_port_that_is_void),
        cmocka_unit_test(test_lifetime), cmocka_unit_test(test_end_of_life), cmocka_unit_test(test_three_sas),
        cmocka_unit_test(test_set_of_a_packet), cmocka_unit_test(test_protected_message),
        cmocka_unit_test(test_clear_at_the_pcscf), cmocka_unit_test(test_clear_at_the_ue),
        cmocka_unit_test(test_responses), cmocka_unit_test(test_old_and_new),
        cmocka_unit_test(test_what_the_lists_tell), cmocka_unit_test(test_algorithms),
        cmocka_unit_test(test_no_common_algorithm), cmocka_unit_test(test_where_the_list_stands),
        cmocka_unit_test(test_names), cmocka_unit_test(test_facts),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
