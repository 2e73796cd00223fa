/* IMS AKA: vectors, checks of both sides, SQN array, nonce, auts and passwords. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/ims/aka.h"
#include "hex.h"

typedef struct { const char *k, *opc, *amf, *rand, *sqn, *autn, *auts, *res, *ck, *ik; } test_set;

static const test_set set1 = {
    "465b5ce8b199b49faa5f0a2ee238a6bc", "cd63cb71954a9f4e48a5994e37a02baf", "b9b9",
    "23553cbe9637a89d218ae64dae47bf35", "ff9bb4d0b607", "55f328b43577b9b94a9ffac354dfafb3",
    "ba853f3c123ccf44e93596e355c6", "a54211d5e3ba50bf", "b40ba9a3c58b2a05bbf0d987b21bf8cb",
    "f769bcd751044604127672711c6d3441",
};

static const test_set set19 = {
    "5122250214c33e723a5dd523fc145fc0", "981d464c7c52eb6e5036234984ad0bcf", "c3ab",
    "81e92b6c0ee0e12ebceba8d92a99dfa5", "16f3b3f70fc2", "bb52e91c747ac3ab2a5c23d15ee351d5",
    "c2920fe2489f5b7a8925819b614b", "28d7b0f2a2ec3de5", "5349fbe098649f948f5d2e973a81c00f",
    "9744871ad32bf9bbd1dd5ce54e3e2e5a",
};

static const char nonce1[] = "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=";

static void load(const test_set *t, aka_secret *secret, uint8_t rand[16], uint64_t *sqn)
{
    uint8_t b[6];

    hex(t->k, secret->k, 16);
    hex(t->opc, secret->opc, 16);
    hex(t->amf, secret->amf, 2);
    hex(t->rand, rand, 16);
    hex(t->sqn, b, 6);
    *sqn = sqn_get(b);
}

static void check_vector(const test_set *t)
{
    aka_secret secret;
    aka_vector v;
    uint8_t rand[16], auts[AKA_AUTS_LEN];
    uint64_t sqn, sqn_ms = 0;

    load(t, &secret, rand, &sqn);
    aka_vector_make(&secret, rand, sqn, &v);
    assert_hex(t->rand, v.rand, 16);
    assert_hex(t->autn, v.autn, 16);
    assert_hex(t->res, v.xres, 8);
    assert_hex(t->ck, v.ck, 16);
    assert_hex(t->ik, v.ik, 16);
    aka_auts_make(&secret, rand, sqn, auts);
    assert_hex(t->auts, auts, 14);
    assert_true(aka_auts_verify(&secret, rand, auts, &sqn_ms));
    assert_true(sqn_ms == sqn);
}

static void test_vector_set_1(void **state)
{
    (void)state;
    check_vector(&set1);
}

static void test_vector_set_19(void **state)
{
    (void)state;
    check_vector(&set19);
}

/* AKA-6.1.1-14, AKA-6.1.1-15: RES, CK, IK of a fresh challenge are those of the vector. */
static void test_challenge_ok(void **state)
{
    aka_secret secret;
    aka_vector v;
    aka_answer a;
    sqn_array seen;
    uint8_t rand[16];
    uint64_t sqn;

    (void)state;
    load(&set1, &secret, rand, &sqn);
    sqn_array_init(&seen, 0, 0);
    aka_vector_make(&secret, rand, sqn, &v);
    memset(&a, 0xff, sizeof a);
    assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_OK);
    assert_hex("0000000000000000000000000000", a.auts, AKA_AUTS_LEN);
    assert_memory_equal(a.res, v.xres, AKA_RES_LEN);
    assert_memory_equal(a.ck, v.ck, 16);
    assert_memory_equal(a.ik, v.ik, 16);
    assert_true(a.sqn == sqn);
    assert_true(sqn_array_highest(&seen) == sqn);
}

/* AKA-5.1.1-4: each octet of AUTN and RAND is under the MAC; a failure leaves no key behind and stores no SQN. */
static void test_challenge_mac_failure(void **state)
{
    static const aka_answer none;
    aka_secret secret;
    aka_vector v;
    aka_answer a;
    sqn_array seen;
    uint8_t rand[16];
    uint64_t sqn;

    (void)state;
    load(&set1, &secret, rand, &sqn);
    sqn_array_init(&seen, 0, 0);
    for (size_t i = 0; i < 32; i++) {
        aka_vector_make(&secret, rand, sqn, &v);
        *(i < 16 ? &v.autn[i] : &v.rand[i - 16]) ^= 0x10;
        assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_MAC_FAILURE);
        assert_memory_equal(&a, &none, sizeof a);
        assert_true(sqn_array_highest(&seen) == 0);
    }
}

/* A stale SQN with a wrong MAC is a MAC failure: no AUTS for a forger (TS 33.102 6.3.3). */
static void test_mac_before_sqn(void **state)
{
    aka_secret secret;
    aka_vector v;
    aka_answer a;
    sqn_array seen;
    uint8_t rand[16];
    uint64_t sqn;

    (void)state;
    load(&set1, &secret, rand, &sqn);
    sqn_array_init(&seen, 0, 0);
    aka_vector_make(&secret, rand, sqn, &v);
    assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_OK);
    v.autn[15] ^= 1;
    assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_MAC_FAILURE);
}

/* AKA-6.1.3-1, AKA-6.1.3-3: a repeated challenge gives AUTS of the highest accepted SQN, which the HE verifies. */
static void test_challenge_sync_failure(void **state)
{
    static const uint8_t zero[16];
    aka_secret secret;
    aka_vector v;
    aka_answer a;
    sqn_array seen;
    uint8_t rand[16];
    uint64_t sqn, sqn_ms = 0;

    (void)state;
    load(&set1, &secret, rand, &sqn);
    sqn_array_init(&seen, 0, 0);
    aka_vector_make(&secret, rand, sqn, &v);
    assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_OK);
    assert_int_equal(aka_challenge_check(&secret, &seen, v.rand, v.autn, &a), AKA_SYNC_FAILURE);
    assert_memory_equal(a.ck, zero, 16);
    assert_memory_equal(a.ik, zero, 16);
    assert_memory_equal(a.res, zero, AKA_RES_LEN);
    assert_hex(set1.auts, a.auts, 14);
    assert_true(aka_auts_verify(&secret, rand, a.auts, &sqn_ms));
    assert_true(sqn_ms == sqn);
}

/* A wrong MAC-S changes nothing, whichever octet is wrong. */
static void test_auts_wrong(void **state)
{
    aka_secret secret;
    uint8_t rand[16], auts[AKA_AUTS_LEN];
    uint64_t sqn, sqn_ms = 77;

    (void)state;
    load(&set19, &secret, rand, &sqn);
    aka_auts_make(&secret, rand, sqn, auts);
    for (size_t i = 0; i < AKA_AUTS_LEN; i++) {
        auts[i] ^= 0x80;
        assert_false(aka_auts_verify(&secret, rand, auts, &sqn_ms));
        assert_true(sqn_ms == 77);
        auts[i] ^= 0x80;
    }
    rand[0] ^= 1;
    assert_false(aka_auts_verify(&secret, rand, auts, &sqn_ms));
}

static void test_sqn_bytes(void **state)
{
    uint8_t b[6];

    (void)state;
    sqn_put(0xff9bb4d0b607u, b);
    assert_hex("ff9bb4d0b607", b, 6);
    assert_true(sqn_get(b) == 0xff9bb4d0b607u);
}

/* TS 33.102 C.1: SEQ rises by one, IND goes round, and SEQ never wraps. */
static void test_sqn_next(void **state)
{
    uint64_t next = 99;

    (void)state;
    assert_true(sqn_next(0, &next));
    assert_true(next == (1u << 5 | 1u));
    assert_true(sqn_next(7u << 5 | 31u, &next));
    assert_true(next == (8u << 5));
    next = 99;
    assert_false(sqn_next(SQN_MAX, &next));
    assert_false(sqn_next(SQN_MAX - 31, &next));
    assert_true(next == 99);
    assert_true(sqn_next(SQN_MAX - 32, &next));
    assert_true(next == (SQN_MAX ^ 31u));
}

static uint64_t sqn_of(uint64_t seq, uint64_t ind)
{
    return seq << SQN_IND_BITS | ind;
}

/* TS 33.102 C.2.2: a lower SEQ is fresh under another IND, and only once. */
static void test_sqn_array_order(void **state)
{
    sqn_array a;

    (void)state;
    sqn_array_init(&a, SQN_DELTA, 0);
    assert_int_equal(sqn_array_accept(&a, 0), SQN_SEEN);
    assert_int_equal(sqn_array_accept(&a, sqn_of(10, 3)), SQN_FRESH);
    assert_int_equal(sqn_array_accept(&a, sqn_of(9, 2)), SQN_FRESH);
    assert_int_equal(sqn_array_accept(&a, sqn_of(9, 2)), SQN_SEEN);
    assert_int_equal(sqn_array_accept(&a, sqn_of(9, 3)), SQN_SEEN);
    assert_int_equal(sqn_array_accept(&a, sqn_of(11, 3)), SQN_FRESH);
    assert_true(sqn_array_highest(&a) == sqn_of(11, 3));
    assert_int_equal(sqn_array_check(&a, sqn_of(12, 4)), SQN_FRESH);
    assert_true(sqn_array_highest(&a) == sqn_of(11, 3));
    assert_int_equal(sqn_array_accept(&a, sqn_of(11, 7)), SQN_FRESH);
    assert_true(sqn_array_highest(&a) == sqn_of(11, 7));
}

static void test_sqn_array_delta(void **state)
{
    sqn_array a;

    (void)state;
    sqn_array_init(&a, 100, 0);
    assert_int_equal(sqn_array_accept(&a, sqn_of(101, 0)), SQN_JUMP);
    assert_int_equal(sqn_array_accept(&a, sqn_of(100, 0)), SQN_FRESH);
    assert_int_equal(sqn_array_accept(&a, sqn_of(201, 1)), SQN_JUMP);
    assert_int_equal(sqn_array_accept(&a, sqn_of(200, 1)), SQN_FRESH);
    assert_true(sqn_array_highest(&a) == sqn_of(200, 1));
}

static void test_sqn_array_limit(void **state)
{
    sqn_array a;

    (void)state;
    sqn_array_init(&a, 0, 10);
    assert_int_equal(sqn_array_accept(&a, sqn_of(100, 0)), SQN_FRESH);
    assert_int_equal(sqn_array_accept(&a, sqn_of(90, 1)), SQN_TOO_OLD);
    assert_int_equal(sqn_array_accept(&a, sqn_of(91, 1)), SQN_FRESH);
}

static void test_sqn_he_would_be_accepted(void **state)
{
    (void)state;
    assert_true(sqn_he_would_be_accepted(sqn_of(5, 0), sqn_of(5, 9), SQN_DELTA));
    assert_false(sqn_he_would_be_accepted(sqn_of(4, 0), sqn_of(5, 9), SQN_DELTA));
    assert_true(sqn_he_would_be_accepted(sqn_of(104, 0), sqn_of(5, 9), 100));
    assert_false(sqn_he_would_be_accepted(sqn_of(105, 0), sqn_of(5, 9), 100));
    assert_true(sqn_he_would_be_accepted(sqn_of(105, 0), sqn_of(5, 9), 0));
    assert_false(sqn_he_would_be_accepted(SQN_MAX, sqn_of(5, 9), 0));
}

static void test_nonce(void **state)
{
    static const uint8_t data[5] = { 's', 'e', 'r', 'v', 0 };
    aka_secret secret;
    aka_vector v;
    uint8_t rand[16], r[16], a[16];
    uint64_t sqn;
    char text[AKA_NONCE_MAX];
    size_t n, data_len = 9;

    (void)state;
    load(&set1, &secret, rand, &sqn);
    aka_vector_make(&secret, rand, sqn, &v);
    n = aka_nonce_print(v.rand, v.autn, NULL, 0, text, sizeof text);
    assert_int_equal(n, 44);
    assert_memory_equal(text, nonce1, 44);
    assert_true(aka_nonce_read((const uint8_t *)text, n, r, a, &data_len));
    assert_memory_equal(r, v.rand, 16);
    assert_memory_equal(a, v.autn, 16);
    assert_int_equal(data_len, 0);

    n = aka_nonce_print(v.rand, v.autn, data, sizeof data, text, sizeof text);
    assert_int_equal(n, 52);
    assert_memory_equal(text, "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7NzZXJ2AA==", 52);
    assert_true(aka_nonce_read((const uint8_t *)text, n, r, a, &data_len));
    assert_memory_equal(a, v.autn, 16);
    assert_int_equal(data_len, 5);
}

static void test_nonce_limits(void **state)
{
    static const uint8_t zero[200];
    char text[AKA_NONCE_MAX];

    (void)state;
    assert_int_equal(aka_nonce_print(zero, zero, NULL, 0, text, 43), 0);
    assert_int_equal(aka_nonce_print(zero, zero, NULL, 0, text, 44), 44);
    assert_int_equal(aka_nonce_print(zero, zero, zero, 160, text, sizeof text), 256);
    assert_int_equal(aka_nonce_print(zero, zero, zero, 161, text, sizeof text), 0);
}

static void test_nonce_malformed(void **state)
{
    static const char *const bad[] = {
        "", "AAAA", "dcd98b7102dd2f0e8b11d0f600bfb0c0",
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfrw==",      /* 31 octets */
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M",       /* no padding */
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=====",  /* too much of it */
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5 Sp/6w1Tfr7M=   ",  /* blanks */
        "I1U8vpY3qJ0hiuZNrke-NVXzKLQ1d7m5Sp_6w1Tfr7M=",      /* the other alphabet */
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7==",      /* bits left over */
        "I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M!",
        "I1U8vpY3qJ0h=uZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=",
    };
    uint8_t r[16], a[16], big[300];
    size_t data_len;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(aka_nonce_read((const uint8_t *)bad[i], strlen(bad[i]), r, a, &data_len));
    memset(big, 'A', sizeof big);
    assert_false(aka_nonce_read(big, 260, r, a, &data_len));
    assert_true(aka_nonce_read(big, 256, r, a, &data_len));
    assert_int_equal(data_len, 160);
}

static void test_auts_text(void **state)
{
    uint8_t auts[AKA_AUTS_LEN], back[AKA_AUTS_LEN];
    char text[AKA_AUTS_TEXT + 1];

    (void)state;
    hex(set1.auts, auts, 14);
    aka_auts_print(auts, text);
    assert_int_equal(strlen(text), 20);
    assert_true(aka_auts_read((const uint8_t *)text, 20, back));
    assert_memory_equal(auts, back, 14);
    assert_false(aka_auts_read((const uint8_t *)text, 19, back));
    assert_false(aka_auts_read((const uint8_t *)"uoU/PBI8z0TpNZbjVcYA", 20, back)); /* 15 octets */
    assert_false(aka_auts_read((const uint8_t *)"uoU/PBI8z0TpNZbj", 16, back));     /* 12 octets */
    assert_false(aka_auts_read((const uint8_t *)"", 0, back));
}

static digest_input register1(aka_algorithm a)
{
    return (digest_input){
        .hash = aka_algorithm_hash(a), .qop = DIGEST_QOP_NONE,
        .username = digest_text("user1_private@home1.net"), .realm = digest_text("registrar.home1.net"),
        .nonce = digest_text(nonce1), .nc = digest_text("00000001"), .cnonce = digest_text("0a4f113b"),
        .method = digest_text("REGISTER"), .uri = digest_text("sip:registrar.home1.net"),
    };
}

/* The worked example of AKAv1-MD5: the password is RES, 8 octets. */
static void test_response_v1(void **state)
{
    digest_input in = register1(AKA_V1_MD5);
    uint8_t res[8], password[AKA_PASSWORD_MAX], zero[16] = { 0 };
    char out[DIGEST_HEX_MAX];

    (void)state;
    hex(set1.res, res, 8);
    in.password = (digest_bytes){ password, aka_password(AKA_V1_MD5, res, 8, zero, zero, password) };
    assert_int_equal(in.password.n, 8);
    digest_response(&in, out);
    assert_string_equal(out, "80c87c24062c9d0e0c60756e7b4586c6");
    in.qop = DIGEST_QOP_AUTH;
    digest_response(&in, out);
    assert_string_equal(out, "cbec9fa4125f140089dbb22b24a0fec4");
}

/* Synchronisation failure: an empty password (RFC 3310 3.4). */
static void test_response_sync_failure(void **state)
{
    digest_input in = register1(AKA_V1_MD5);
    char out[DIGEST_HEX_MAX];

    (void)state;
    digest_response(&in, out);
    assert_string_equal(out, "41a1372cd3dacb9e460728290071bb44");
}

static void test_response_v2(void **state)
{
    digest_input in = register1(AKA_V2_MD5);
    uint8_t res[8], ck[16], ik[16], password[AKA_PASSWORD_MAX];
    char out[DIGEST_HEX_MAX];

    (void)state;
    hex(set1.res, res, 8);
    hex(set1.ck, ck, 16);
    hex(set1.ik, ik, 16);
    in.password = (digest_bytes){ password, aka_password(AKA_V2_MD5, res, 8, ik, ck, password) };
    assert_int_equal(in.password.n, 24);
    assert_memory_equal(password, "shzt3q8CWaZnCAWqs3WmEQ==", 24);
    digest_response(&in, out);
    assert_string_equal(out, "d783e686f2a584d8ec99f8fd492d4efd");
    in.password.n = aka_password(AKA_V2_SHA_256, res, 8, ik, ck, password);
    assert_int_equal(in.password.n, 44);
    assert_memory_equal(password, "wpC+5dv/7kC35JEI2hluv8XcBd+vf8XcfedJBan1buk=", 44);
    in.hash = aka_algorithm_hash(AKA_V2_SHA_256);
    digest_response(&in, out);
    assert_string_equal(out, "7dbf9b6404a140dade6e5c65b1e817fb8c7ae47eca211e6c61cb40b6e323d98c");
}

static void test_password_lengths(void **state)
{
    uint8_t res[17] = { 0 }, key[16] = { 0 }, out[AKA_PASSWORD_MAX];

    (void)state;
    assert_int_equal(aka_password(AKA_V1_MD5, res, 16, key, key, out), 16);
    assert_int_equal(aka_password(AKA_V1_MD5, res, 17, key, key, out), 0);
    assert_int_equal(aka_password(AKA_V2_SHA_256, res, 16, key, key, out), 44);
    assert_int_equal(aka_password(AKA_V2_SHA_256, res, 17, key, key, out), 0);
}

static void test_algorithm_names(void **state)
{
    aka_algorithm a = AKA_V2_MD5;

    (void)state;
    assert_true(aka_algorithm_read((const uint8_t *)"AkaV1-mD5", 9, &a));
    assert_int_equal(a, AKA_V1_MD5);
    assert_true(aka_algorithm_read((const uint8_t *)"akav2-sha-256", 13, &a));
    assert_int_equal(a, AKA_V2_SHA_256);
    assert_false(aka_algorithm_read((const uint8_t *)"AKAv1-MD", 8, &a));
    assert_false(aka_algorithm_read((const uint8_t *)"MD5", 3, &a));
    assert_false(aka_algorithm_read((const uint8_t *)"AKAv3-MD5", 9, &a));
    assert_string_equal(aka_algorithm_name(AKA_V2_MD5), "AKAv2-MD5");
    assert_string_equal(aka_algorithm_name(AKA_ALGORITHM_COUNT), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vector_set_1), cmocka_unit_test(test_vector_set_19),
        cmocka_unit_test(test_challenge_ok), cmocka_unit_test(test_challenge_mac_failure),
        cmocka_unit_test(test_mac_before_sqn), cmocka_unit_test(test_challenge_sync_failure),
        cmocka_unit_test(test_auts_wrong), cmocka_unit_test(test_sqn_bytes), cmocka_unit_test(test_sqn_next),
        cmocka_unit_test(test_sqn_array_order), cmocka_unit_test(test_sqn_array_delta),
        cmocka_unit_test(test_sqn_array_limit), cmocka_unit_test(test_sqn_he_would_be_accepted),
        cmocka_unit_test(test_nonce), cmocka_unit_test(test_nonce_limits), cmocka_unit_test(test_nonce_malformed),
        cmocka_unit_test(test_auts_text), cmocka_unit_test(test_response_v1),
        cmocka_unit_test(test_response_sync_failure), cmocka_unit_test(test_response_v2),
        cmocka_unit_test(test_password_lengths), cmocka_unit_test(test_algorithm_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
