/* Key expansion of TS 33.203 Annex I. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/ims/keys.h"
#include "hex.h"

static uint8_t ck[16], ik[16];

static int setup(void **state)
{
    (void)state;
    hex("b40ba9a3c58b2a05bbf0d987b21bf8cb", ck, 16);
    hex("f769bcd751044604127672711c6d3441", ik, 16);
    return 0;
}

static void test_hmac_md5_96(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_HMAC_MD5_96, EALG_NULL, ck, ik, &k));
    assert_int_equal(k.ik_len, 16);
    assert_hex("f769bcd751044604127672711c6d3441", k.ik, 16);
    assert_int_equal(k.ck_len, 0);
    assert_int_equal(k.salt_len, 0);
}

static void test_hmac_sha_1_96(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_HMAC_SHA_1_96, EALG_NULL, ck, ik, &k));
    assert_int_equal(k.ik_len, 20);
    assert_hex("f769bcd751044604127672711c6d344100000000", k.ik, 20);
    assert_int_equal(k.ck_len, 0);
}

static void test_des_ede3_cbc(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_HMAC_SHA_1_96, EALG_DES_EDE3_CBC, ck, ik, &k));
    assert_int_equal(k.ck_len, 24);
    assert_hex("b40ba9a3c58b2a05bbf0d987b21bf8cbb40ba9a3c58b2a05", k.ck, 24);
    assert_int_equal(k.salt_len, 0);
}

static void test_aes_cbc(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_HMAC_MD5_96, EALG_AES_CBC, ck, ik, &k));
    assert_int_equal(k.ck_len, 16);
    assert_hex("b40ba9a3c58b2a05bbf0d987b21bf8cb", k.ck, 16);
    assert_int_equal(k.ik_len, 16);
}

static void test_aes_gmac_salt(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_AES_GMAC, EALG_NULL, ck, ik, &k));
    assert_int_equal(k.ik_len, 16);
    assert_int_equal(k.ck_len, 0);
    assert_int_equal(k.salt_len, 4);
    assert_hex("dbc2b1c2", k.salt, 4);
}

static void test_aes_gcm_salt(void **state)
{
    esp_keys k;

    (void)state;
    assert_true(esp_keys_expand(ALG_NULL, EALG_AES_GCM, ck, ik, &k));
    assert_int_equal(k.ik_len, 0);
    assert_int_equal(k.ck_len, 16);
    assert_int_equal(k.salt_len, 4);
    assert_hex("89273db6", k.salt, 4);
}

/* alg null only with aes-gcm, aes-gcm only with alg null, aes-gmac only with ealg null (TS 33.203 Annex H). */
static void test_pairs(void **state)
{
    esp_keys k, zero;

    (void)state;
    memset(&zero, 0, sizeof zero);
    for (int a = 0; a <= ALG_COUNT; a++) {
        for (int e = 0; e <= EALG_COUNT; e++) {
            bool hmac = a == ALG_HMAC_MD5_96 || a == ALG_HMAC_SHA_1_96;
            bool want = (hmac && e != EALG_AES_GCM && e != EALG_COUNT) || (a == ALG_AES_GMAC && e == EALG_NULL)
                || (a == ALG_NULL && e == EALG_AES_GCM);
            memset(&k, 0xaa, sizeof k);
            assert_int_equal(esp_keys_expand((sec_alg)a, (sec_ealg)e, ck, ik, &k), want);
            if (!want)
                assert_memory_equal(&k, &zero, sizeof k);
        }
    }
}

static void test_wipe(void **state)
{
    uint8_t b[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

    (void)state;
    secret_wipe(b + 1, 6);
    assert_hex("0100000000000008", b, 8);
    secret_wipe(b, 0);
    assert_int_equal(b[0], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hmac_md5_96), cmocka_unit_test(test_hmac_sha_1_96),
        cmocka_unit_test(test_des_ede3_cbc), cmocka_unit_test(test_aes_cbc),
        cmocka_unit_test(test_aes_gmac_salt), cmocka_unit_test(test_aes_gcm_salt),
        cmocka_unit_test(test_pairs), cmocka_unit_test(test_wipe),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
