/* What a UE and a P-CSCF write into Security-Client and Security-Server is what the parser reads, in each profile. */
#include "../../src/ims/offer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const sec_pair both[] = { { ALG_HMAC_SHA_1_96, EALG_NULL }, { ALG_HMAC_MD5_96, EALG_NULL } };
static uint8_t text[1024];
static sec_list list;

static sip_out out(void)
{
    return (sip_out){ text, sizeof text, 0, false };
}

/* Mechanism k of what was written. */
static ipsec3gpp read_back(const sip_out *o, uint32_t k, sec_profile profile)
{
    ipsec3gpp v = { .spi_c = 0 };
    ipsec_result r;

    assert_false(o->full);
    list.count = list.params = 0;
    assert_int_equal(sec_list_parse(text, 0, o->n, &list).code, SEC_OK);
    assert_int_equal(list.count, 2);
    r = ipsec3gpp_read(text, &list, k, profile, &v);
    if (r.code != IPSEC_OK)
        fail_msg("%.*s: %s at %zu", (int)o->n, text, ipsec_error_name(r.code), r.at);
    return v;
}

static void check_ends(const ipsec3gpp *v, uint32_t k, uint32_t spi_c, uint32_t spi_s, uint16_t port_c, uint16_t port_s)
{
    assert_true(v->alg == both[k].alg && v->ealg == both[k].ealg && v->prot == PROT_ESP && v->mod == MOD_TRANS);
    assert_true(v->spi_c == spi_c && v->spi_s == spi_s && v->port_c == port_c && v->port_s == port_s);
}

/* Two SPIs, two ports and every pair of algorithms in each of the lists (CR2-7.2-SM1-1, SM6-4). */
static void test_pairs(void **unused)
{
    static const sa_offer offer = { 1000, 1001, 6001, 5100 };
    static const sa_answer answer = { 2000, 2001, 7001, 5062 };

    (void)unused;
    for (uint32_t k = 0; k < 2; k++) {
        sip_out o = out();
        ipsec3gpp v;

        offer_client(&o, PROFILE_IMS_R5, both, 2, &offer, ADDR_PREF_ABSENT);
        v = read_back(&o, k, PROFILE_IMS_R5);
        check_ends(&v, k, 1000, 1001, 6001, 5100);
        assert_int_equal(v.addr_pref_length, ADDR_PREF_ABSENT);
        o = out();
        offer_server(&o, PROFILE_IMS_R5, both, 2, &answer, 64);
        v = read_back(&o, k, PROFILE_IMS_R5);
        check_ends(&v, k, 2000, 2001, 7001, 5062);
        assert_int_equal(v.addr_pref_length, 64);
        assert_int_equal(ipsec3gpp_choose_client(text, &list, PROFILE_IMS_R5, both, 2, &v), 0); /* best first */
    }
}

/* One SPI, the inbound and the outbound port, and every algorithm (CR1-7.2-SM1-2, SM6-4, CR1-7.1-16, D-2). */
static void test_cr1(void **unused)
{
    static const char want[] = "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;"
                               "spi=1001;port2=6001;port1=5100, ";
    static const sa_offer offer = { 0, 1001, 6001, 5100 };
    static const sa_answer answer = { 0, 2001, 7001, 5062 };

    (void)unused;
    for (uint32_t k = 0; k < 2; k++) {
        sip_out o = out();
        ipsec3gpp v;

        offer_client(&o, PROFILE_CR1, both, 2, &offer, ADDR_PREF_ABSENT);
        v = read_back(&o, k, PROFILE_CR1);
        check_ends(&v, k, 0, 1001, 6001, 5100);
        assert_memory_equal(text, want, strlen(want));
        o = out();
        offer_server(&o, PROFILE_CR1, both, 2, &answer, ADDR_PREF_ABSENT);
        v = read_back(&o, k, PROFILE_CR1);
        check_ends(&v, k, 0, 2001, 7001, 5062);
        assert_int_equal(ipsec3gpp_choose_client(text, &list, PROFILE_CR1, both, 2, &v), 0);
    }
}

/* In clear a 421 or 494 has the algorithms alone: there is no set yet. */
static void test_without_ends(void **unused)
{
    static const char want[] = "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;q=0.900, "
                               "ipsec-3gpp;alg=hmac-md5-96;ealg=null;prot=esp;mod=trans;q=0.850";
    sip_out o = out();

    (void)unused;
    offer_server(&o, PROFILE_IMS_R5, both, 2, NULL, 64);
    assert_int_equal(o.n, strlen(want));
    assert_memory_equal(text, want, o.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_pairs), cmocka_unit_test(test_cr1),
                                        cmocka_unit_test(test_without_ends) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
