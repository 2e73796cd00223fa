/* Typed parameters of ipsec-3gpp by profile, and the choice (RFC 3329 Appendix A; TS 33.203 Annex H, 7.2). */
#include "../../src/core/ipsec3gpp.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static sec_list list;

static const uint8_t *parse(const char *t)
{
    list.count = list.params = 0;
    assert_int_equal(sec_list_parse((const uint8_t *)t, 0, strlen(t), &list).code, SEC_OK);
    return (const uint8_t *)t;
}

static ipsec3gpp good(const char *t, sec_profile p)
{
    ipsec3gpp v;
    memset(&v, 0, sizeof v);
    ipsec_result r = ipsec3gpp_read(parse(t), &list, 0, p, &v);
    if (r.code != IPSEC_OK)
        fail_msg("%s: %s at %zu", t, ipsec_error_name(r.code), r.at);
    return v;
}

static void bad(const char *t, sec_profile p, ipsec_code code, size_t at)
{
    ipsec3gpp v, was;
    memset(&v, 0x5a, sizeof v);
    was = v;
    ipsec_result r = ipsec3gpp_read(parse(t), &list, 0, p, &v);
    if (r.code != code || r.at != at)
        fail_msg("%s: %s at %zu, not %s at %zu", t, ipsec_error_name(r.code), r.at, ipsec_error_name(code), at);
    assert_memory_equal(&v, &was, sizeof v);
}

#define PORTS ";spi-c=1000;spi-s=1001;port-c=2000;port-s=2001"

static void test_ims(void **state)
{
    (void)state;
    ipsec3gpp v = good("ipsec-3gpp;alg=hmac-sha-1-96" PORTS, PROFILE_IMS);
    assert_int_equal(v.alg, ALG_HMAC_SHA_1_96);
    assert_int_equal(v.ealg, EALG_NULL);
    assert_int_equal(v.prot, PROT_ESP);
    assert_int_equal(v.mod, MOD_TRANS);
    assert_int_equal(v.spi_c, 1000);
    assert_int_equal(v.spi_s, 1001);
    assert_int_equal(v.port_c, 2000);
    assert_int_equal(v.port_s, 2001);
    assert_int_equal(v.addr_pref_length, ADDR_PREF_ABSENT);
    v = good("IPSEC-3GPP;Alg=NULL;EALG=aes-gcm;prot=esp;mod=udp-enc-TUN;addr-pref-length=64;spi-c=4294967295"
            ";spi-s=0000000256"
             ";port-c=65535;port-s=1", PROFILE_IMS);
    assert_int_equal(v.mod, MOD_UDP_ENC_TUN);
    assert_true(v.spi_c == 4294967295u);
    assert_int_equal(v.spi_s, 256);
    assert_int_equal(v.addr_pref_length, 64);
    bad("tls", PROFILE_IMS, IPSEC_NOT_IPSEC, 0);
    bad("ipsec-3gpp;mediasec;alg=hmac-sha-1-96" PORTS, PROFILE_IMS, IPSEC_NOT_IPSEC, 0);
    bad("ipsec-3gpp", PROFILE_IMS, IPSEC_MISSING, 0);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;spi-c=1000;spi-s=1001;port-c=2000", PROFILE_IMS, IPSEC_MISSING, 0);
    bad("ipsec-3gpp;alg=hmac-md5-96" PORTS, PROFILE_IMS, IPSEC_UNKNOWN_ALG, 15);
    bad("ipsec-3gpp;alg=hmac" PORTS, PROFILE_IMS, IPSEC_UNKNOWN_ALG, 15);
    bad("ipsec-3gpp;alg" PORTS, PROFILE_IMS, IPSEC_FORM, 11);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;ealg=des-ede3-cbc" PORTS, PROFILE_IMS, IPSEC_UNKNOWN_EALG, 34);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;prot=ah" PORTS, PROFILE_IMS, IPSEC_PROT, 34);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;mod=tunnel" PORTS, PROFILE_IMS, IPSEC_MOD, 33);
}

static void test_pairing(void **state)
{
    (void)state;
    good("ipsec-3gpp;alg=aes-gmac;ealg=null" PORTS, PROFILE_IMS);
    good("ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc" PORTS, PROFILE_IMS);
    bad("ipsec-3gpp;alg=null" PORTS, PROFILE_IMS, IPSEC_PAIRING, 15);
    bad("ipsec-3gpp;alg=null;ealg=aes-cbc" PORTS, PROFILE_IMS, IPSEC_PAIRING, 15);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-gcm" PORTS, PROFILE_IMS, IPSEC_PAIRING, 15);
    bad("ipsec-3gpp;alg=aes-gmac;ealg=aes-cbc" PORTS, PROFILE_IMS, IPSEC_PAIRING, 15);
    bad("ipsec-3gpp;alg=aes-gmac;ealg=aes-gcm" PORTS, PROFILE_IMS, IPSEC_PAIRING, 15);
}

static void number(const char *param, ipsec_code code, size_t at)
{
    char t[256] = "ipsec-3gpp;alg=hmac-sha-1-96;";
    strcat(t, param);
    if (strncmp(param, "spi-c", 5) != 0)
        strcat(t, ";spi-c=1000");
    if (strncmp(param, "port-c", 6) != 0)
        strcat(t, ";port-c=2000");
    strcat(t, ";spi-s=1001;port-s=2001");
    if (code == IPSEC_OK)
        good(t, PROFILE_IMS);
    else
        bad(t, PROFILE_IMS, code, at);
}

static void test_numbers(void **state)
{
    (void)state;
    number("spi-c=0", IPSEC_SPI_RESERVED, 35);
    number("spi-c=255", IPSEC_SPI_RESERVED, 35);
    number("spi-c=256", IPSEC_OK, 0);
    number("spi-c=4294967295", IPSEC_OK, 0);
    number("spi-c=4294967296", IPSEC_SPI, 35);
    number("spi-c=00000001000", IPSEC_SPI, 35);
    number("spi-c=10x", IPSEC_SPI, 35);
    number("spi-c=1001", IPSEC_SPI_EQUAL, 58);
    number("port-c=0", IPSEC_PORT, 36);
    number("port-c=65536", IPSEC_PORT, 36);
    number("port-c=5060", IPSEC_PORT_RESERVED, 36);
    number("port-c=5061", IPSEC_PORT_RESERVED, 36);
    number("port-c=5062", IPSEC_OK, 0);
    number("port-c=0005062", IPSEC_OK, 0);
    number("port-c=2001", IPSEC_PORT_EQUAL, 70);
    number("addr-pref-length=0", IPSEC_OK, 0);
    number("addr-pref-length=128", IPSEC_OK, 0);
    number("addr-pref-length=129", IPSEC_PREFIX_LENGTH, 46);
    number("addr-pref-length=x", IPSEC_PREFIX_LENGTH, 46);
    number("addr-pref-length", IPSEC_PREFIX_LENGTH, 29);
}

static void test_profiles(void **state)
{
    (void)state;
    good("ipsec-3gpp;alg=hmac-md5-96;ealg=des-ede3-cbc" PORTS, PROFILE_IMS_R5);
    good("ipsec-3gpp;alg=hmac-md5-96;ealg=aes-cbc" PORTS, PROFILE_IMS_R5);
    bad("ipsec-3gpp;alg=aes-gmac" PORTS, PROFILE_IMS_R5, IPSEC_UNKNOWN_ALG, 15);
    ipsec3gpp v = good("ipsec-3gpp;alg=hmac-md5-96;spi=1000;port1=2001;port2=2000", PROFILE_CR1);
    assert_int_equal(v.spi_s, 1000);
    assert_int_equal(v.port_s, 2001);
    assert_int_equal(v.port_c, 2000);
    v = good("ipsec-3gpp;alg=hmac-md5-96;prot=ah;spi=1000;port1=2001", PROFILE_RFC3329);
    assert_int_equal(v.prot, PROT_AH);
    assert_int_equal(v.port_c, 0);
    bad("ipsec-3gpp;alg=hmac-md5-96;spi=1000;port1=2001", PROFILE_CR1, IPSEC_MISSING, 0);
    bad("ipsec-3gpp;alg=hmac-md5-96" PORTS, PROFILE_CR1, IPSEC_MISSING, 0);
    bad("ipsec-3gpp;alg=hmac-sha-1-96;spi=1000;port1=2001;port2=2000", PROFILE_IMS, IPSEC_MISSING, 0);
    bad("ipsec-3gpp;alg=hmac-sha-1-96" PORTS, PROFILE_DRAFT, IPSEC_NOT_IPSEC, 0);
}

static void test_tolerant(void **state)
{
    (void)state;
    const char *t = "ipsec-3gpp;alg=hmac-md5-96;ealg=des-ede3-cbc" PORTS;
    ipsec3gpp v;
    uint32_t notes = 0;
    assert_int_equal(ipsec3gpp_read_tolerant(parse(t), &list, 0, PROFILE_IMS, &v, &notes).code, IPSEC_OK);
    assert_int_equal(notes, SEC_NOTE_OLD_ALG | SEC_NOTE_OLD_EALG | SEC_NOTE_SPI_DIGITS | SEC_NOTE_NO_PROT);
    assert_int_equal(v.alg, ALG_HMAC_MD5_96);
    t = "ipsec-3gpp;alg=aes-gmac;spi=1000;port1=2001";
    notes = 0;
    assert_int_equal(ipsec3gpp_read_tolerant(parse(t), &list, 0, PROFILE_RFC3329, &v, &notes).code, IPSEC_UNKNOWN_ALG);
    t = "ipsec-3gpp;alg=hmac-sha-1-96;prot=esp;mod=trans;ealg=null;spi-c=0000001000;spi-s=0000001001;port-c=1;port-s=2";
    notes = 0;
    assert_int_equal(ipsec3gpp_read_noted(parse(t), &list, 0, PROFILE_IMS, &v, &notes).code, IPSEC_OK);
    assert_int_equal(notes, 0);
    for (uint32_t bit = 1; bit <= SEC_NOTE_LAST; bit *= 2)
        assert_true(strlen(sec_note_name(bit)) > 0);
}

static void test_choose(void **state)
{
    (void)state;
    static const sec_pair own[] = { { ALG_HMAC_SHA_1_96, EALG_AES_CBC }, { ALG_HMAC_SHA_1_96, EALG_NULL } };
    ipsec3gpp v;
    const uint8_t *s = parse("tls, ipsec-3gpp;alg=hmac-sha-1-96" PORTS ", ipsec-3gpp;alg=hmac-sha-1-96"
            ";ealg=aes-cbc" PORTS);
    assert_int_equal(ipsec3gpp_choose_server(s, &list, PROFILE_IMS, own, 2, &v), 2);
    assert_int_equal(v.ealg, EALG_AES_CBC);
    assert_int_equal(ipsec3gpp_choose_client(s, &list, PROFILE_IMS, own, 2, &v), 1);
    assert_int_equal(v.ealg, EALG_NULL);
    assert_true(ipsec3gpp_choose_server(s, &list, PROFILE_IMS, own, 0, &v) == SIP_NPOS);
    assert_true(ipsec3gpp_choose_client(s, &list, PROFILE_IMS, own, 0, &v) == SIP_NPOS);
    s = parse("ipsec-3gpp;alg=hmac-sha-1-96;q=0.1" PORTS ", ipsec-3gpp;alg=aes-gmac;q=0.9" PORTS
              ", ipsec-3gpp;alg=hmac-sha-1-96;ealg=aes-cbc;q=0.5" PORTS ", ipsec-3gpp;alg=hmac-sha-1-96" PORTS);
    assert_int_equal(ipsec3gpp_choose_client(s, &list, PROFILE_IMS, own, 2, &v), 2);
    /* the SAs of both ends are ESP in transport mode: what asks for another takes no part */
    s = parse("ipsec-3gpp;alg=hmac-sha-1-96;mod=tun" PORTS ", ipsec-3gpp;alg=hmac-sha-1-96;prot=ah" PORTS
              ", ipsec-3gpp;alg=hmac-sha-1-96;mod=UDP-enc-tun" PORTS ", ipsec-3gpp;alg=hmac-sha-1-96;mod=trans" PORTS);
    assert_int_equal(ipsec3gpp_choose_server(s, &list, PROFILE_IMS, own, 2, &v), 3);
    assert_int_equal(ipsec3gpp_choose_client(s, &list, PROFILE_IMS, own, 2, &v), 3);
    s = parse("ipsec-3gpp;alg=hmac-sha-1-96;mod=tun" PORTS);
    assert_true(ipsec3gpp_choose_server(s, &list, PROFILE_IMS, own, 2, &v) == SIP_NPOS);
    assert_true(ipsec3gpp_choose_client(s, &list, PROFILE_IMS, own, 2, &v) == SIP_NPOS);
}

static void test_names(void **state)
{
    (void)state;
    for (int c = IPSEC_NOT_IPSEC; c <= IPSEC_FORM; c++) {
        assert_true(strlen(ipsec_error_name((ipsec_code)c)) > 0);
        assert_true(strlen(ipsec_requirement((ipsec_code)c)) > 0);
    }
    assert_string_equal(sec_alg_name(ALG_HMAC_SHA_1_96), "hmac-sha-1-96");
    assert_string_equal(sec_ealg_name(EALG_AES_GCM), "aes-gcm");
    assert_string_equal(profile_name(PROFILE_IMS_R5), "ims-r5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ims),      cmocka_unit_test(test_pairing),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_profiles), cmocka_unit_test(test_tolerant), cmocka_unit_test(test_choose),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
