/* The lists that a UE and a P-CSCF write, and what their SPIs and ports mean to the end that reads them (RFC 3329
 * 2.3.1, Appendix A; TS 33.203 7.2; GB 0216000.0). */
#include "agree_flow.h"
#include "../../src/core/satable.h"
#include "../../src/ims/offer.h"
#include "../../src/ims/sat_memory.h"
#include "example.h"

static const sec_pair all[] = {
    { ALG_HMAC_SHA_1_96, EALG_AES_CBC }, { ALG_HMAC_SHA_1_96, EALG_NULL }, { ALG_AES_GMAC, EALG_NULL },
    { ALG_NULL, EALG_AES_GCM },
};
#define ALL (sizeof all / sizeof all[0])

static const sa_offer own = { 1001, 1002, 6001, 6002 };

static char text[4096];

static sec_list client_list(size_t n, unsigned prefix)
{
    sip_out o = { (uint8_t *)text, sizeof text - 1, 0, false };

    offer_client(&o, PROFILE_IMS, all, n, &own, prefix);
    assert_false(o.full);
    text[o.n] = '\0';
    return list_of(text);
}

/* R3329-2.3.1-04: every mechanism that the UE has, and none besides; no q. */
static void test_client_names_all(void **state)
{
    (void)state;
    for (size_t n = 1; n <= ALL; n++) {
        sec_list list = client_list(n, ADDR_PREF_ABSENT);
        assert_int_equal(list.count, n);
        for (uint32_t k = 0; k < n; k++) {
            ipsec3gpp v;
            assert_int_equal(ipsec3gpp_read(bytes(text), &list, k, PROFILE_IMS, &v).code, IPSEC_OK);
            assert_true(v.alg == all[k].alg && v.ealg == all[k].ealg);
            assert_true(v.spi_c == 1001 && v.spi_s == 1002 && v.port_c == 6001 && v.port_s == 6002);
            assert_int_equal(list.mech[k].q, -1);
            assert_int_equal(v.addr_pref_length, ADDR_PREF_ABSENT);
        }
    }
}

/* AKA-5.1.4-1: both ends come to one integrity algorithm, that of the P-CSCF's order. R3329-2.3.1-31: what the user
 * does not admit is not in the UE's own list, and is not taken; with nothing left the agreement ends. */
static void test_negotiation(void **state)
{
    static const sa_answer answer = { 2001, 2002, 7001, 7002 };
    char server[4096];
    sip_out o = { (uint8_t *)server, sizeof server - 1, 0, false };
    ipsec3gpp at_p, at_ue;

    (void)state;
    offer_server(&o, PROFILE_IMS, all, ALL, &answer, ADDR_PREF_ABSENT);
    server[o.n] = '\0';
    sec_list list = list_of(server);
    for (size_t first = 0; first < ALL; first++) { /* the UE has all[first] and what comes behind it */
        sip_out c = { (uint8_t *)text, sizeof text - 1, 0, false };
        offer_client(&c, PROFILE_IMS, all + first, ALL - first, &own, ADDR_PREF_ABSENT);
        text[c.n] = '\0';
        sec_list offered = list_of(text);
        assert_int_not_equal(ipsec3gpp_choose_server(bytes(text), &offered, PROFILE_IMS, all, ALL, &at_p), SIP_NPOS);
        assert_int_equal(ipsec3gpp_choose_client(bytes(server), &list, PROFILE_IMS, all + first, ALL - first, &at_ue),
                         first);
        assert_true(at_p.alg == at_ue.alg && at_p.ealg == at_ue.ealg && at_ue.alg == all[first].alg);
    }
    assert_int_equal(ipsec3gpp_choose_client(bytes(server), &list, PROFILE_IMS, all, 0, &at_ue), SIP_NPOS);
    agree_client a;
    agree_client_init(&a);
    start(&a, PROFILE_IMS, AGREE_REGISTER);
    assert_int_equal(answered(&a, PROFILE_IMS, 494, AGREE_NONE).act, AGREE_DO_ABORT);
    assert_int_equal(later(&a, PROFILE_IMS, AGREE_OTHER).act, AGREE_DO_ABORT);
}

/* PAT-12: addr-pref-length is a generic-param to whoever does not know it: it reads, is passed over in the choice, and
 * counts where the list is mirrored. */
static void test_prefix_is_an_extension(void **state)
{
    static const char without[] = "ipsec-3gpp;alg=hmac-sha-1-96;spi=1000;port1=2001";
    static const char with[] = "ipsec-3gpp;alg=hmac-sha-1-96;spi=1000;port1=2001;addr-pref-length=64";
    static const char unknown[] = "ipsec-3gpp;alg=hmac-sha-1-96;spi=1000;port1=2001;what-is-this=\"x\"";
    ipsec3gpp v;

    (void)state;
    sec_list a = list_of(without), b = list_of(with), c = list_of(unknown), d = list_of(with);
    assert_int_equal(ipsec3gpp_choose_client(bytes(with), &b, PROFILE_RFC3329, all, ALL, &v), 0);
    assert_int_equal(ipsec3gpp_choose_client(bytes(unknown), &c, PROFILE_RFC3329, all, ALL, &v), 0);
    assert_int_equal(sec_list_compare(bytes(with), &b, bytes(with), &d).code, SEC_EQUAL);
    assert_int_equal(sec_list_compare(bytes(with), &b, bytes(without), &a).code, SEC_MISSING_PARAM);
    sec_list mirrored = client_list(2, 64);
    assert_int_equal(ipsec3gpp_read(bytes(text), &mirrored, 1, PROFILE_IMS, &v).code, IPSEC_OK);
    assert_int_equal(v.addr_pref_length, 64);
}

/* PAT-13: the list of the patent's sample reads; its names are generic-params (Z-03), so nothing is set up from it. */
static void test_sample_of_the_patent(void **state)
{
    static const char sample[] = "ipsec-man;alg=HMAC-SHA1;SPI_U_UDP=45678;SPI_U_TCP=45679;Port_U_UDP=5062;"
        "Port_U_TCP=5063;addr-pref-length=64";
    ipsec3gpp v;

    (void)state;
    sec_list list = list_of(sample);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.params, 6);
    for (sec_profile p = PROFILE_IMS; p < PROFILE_COUNT; p++) {
        assert_int_equal(ipsec3gpp_read(bytes(sample), &list, 0, p, &v).code, IPSEC_NOT_IPSEC);
        assert_int_equal(sec_list_notes(bytes(sample), &list, p, true), 0);
    }
}

static ipsec3gpp read_one(const char *t)
{
    sec_list list = list_of(t);
    ipsec3gpp v;

    assert_int_equal(ipsec3gpp_read(bytes(t), &list, 0, PROFILE_CR1, &v).code, IPSEC_OK);
    return v;
}

/* R3329-A-07, -08: spi and port1 are those of what comes in at the end that sent the list, so at the P-CSCF a packet
 * from the UE is found by the P-CSCF's spi and port1, and what goes to the UE has the UE's. */
static void test_spi_is_the_senders(void **state)
{
    static const uint8_t length[] = { 128 };
    ipsec3gpp ue = read_one("ipsec-3gpp;alg=hmac-sha-1-96;spi=1001;port1=6001;port2=6002");
    ipsec3gpp p = read_one("ipsec-3gpp;alg=hmac-sha-1-96;spi=2001;port1=7001;port2=7002;q=0.1");
    sa_params sa = { .spi_us = ue.spi_s, .port_us = ue.port_s, .port_uc = ue.port_c, .spi_ps = p.spi_s,
                     .port_ps = p.port_s, .port_pc = p.port_c, .alg = ue.alg, .ealg = ue.ealg,
                     .ue = example_prefix("192.0.2.1", 32), .ue_addr = example_addr("192.0.2.1"),
                     .p_addr = example_addr("192.0.2.9") };
    sat_memory m;
    sa_table t;

    (void)state;
    assert_true(sat_memory_new(&m, 4, 1));
    assert_true(sat_init(&t, &m, (sat_key){ 1, 2 }, length, 1, PROFILE_CR1));
    assert_int_equal(sat_insert(&t, &sa, 1, 1, SAT_NEW, 600).status, SAT_OK);
    assert_int_equal(sat_find(&t, &sa.ue_addr, 6002, 7001).status, SAT_OK);     /* to the P-CSCF's port1 */
    assert_int_equal(sat_find(&t, &sa.ue_addr, 6002, 7002).status, SAT_ABSENT); /* port2 is where it sends from */
    assert_int_equal(sat_find_spi(&t, 2001).status, SAT_OK);
    assert_int_equal(sat_find_spi(&t, 1001).status, SAT_ABSENT);
    assert_int_equal(sat_find_ue_spi(&t, &sa.ue_addr, 1001).status, SAT_OK);
    assert_int_equal(sat_find_ue_spi(&t, &sa.ue_addr, 2001).status, SAT_ABSENT);
    sat_memory_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_client_names_all), cmocka_unit_test(test_negotiation),
        cmocka_unit_test(test_prefix_is_an_extension), cmocka_unit_test(test_sample_of_the_patent),
        cmocka_unit_test(test_spi_is_the_senders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
