/* Milenage against the test sets of TS 35.208. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/ims/milenage.h"
#include "hex.h"

typedef struct { const char *k, *rand, *sqn, *amf, *op, *opc, *f1, *f1s, *f2, *f3, *f4, *f5, *f5s; } test_set;

static const test_set set1 = {
    "465b5ce8b199b49faa5f0a2ee238a6bc", "23553cbe9637a89d218ae64dae47bf35", "ff9bb4d0b607", "b9b9",
    "cdc202d5123e20f62b6d676ac72cb318", "cd63cb71954a9f4e48a5994e37a02baf", "4a9ffac354dfafb3", "01cfaf9ec4e871e9",
    "a54211d5e3ba50bf", "b40ba9a3c58b2a05bbf0d987b21bf8cb", "f769bcd751044604127672711c6d3441", "aa689c648370",
    "451e8beca43b",
};

static const test_set set19 = {
    "5122250214c33e723a5dd523fc145fc0", "81e92b6c0ee0e12ebceba8d92a99dfa5", "16f3b3f70fc2", "c3ab",
    "c9e8763286b5b9ffbdf56e1297d0887b", "981d464c7c52eb6e5036234984ad0bcf", "2a5c23d15ee351d5", "62dae3853f3af9d2",
    "28d7b0f2a2ec3de5", "5349fbe098649f948f5d2e973a81c00f", "9744871ad32bf9bbd1dd5ce54e3e2e5a", "ada15aeb7bb8",
    "d461bc15475d",
};

static void check_set(const test_set *t)
{
    uint8_t k[16], rand[16], sqn[6], amf[2], op[16], opc[16], mac_a[8], mac_s[8], res[8], ck[16], ik[16], ak[6];

    hex(t->k, k, 16);
    hex(t->rand, rand, 16);
    hex(t->sqn, sqn, 6);
    hex(t->amf, amf, 2);
    hex(t->op, op, 16);
    milenage_opc(k, op, opc);
    assert_hex(t->opc, opc, 16);
    milenage_f1(k, opc, rand, sqn, amf, mac_a, mac_s);
    assert_hex(t->f1, mac_a, 8);
    assert_hex(t->f1s, mac_s, 8);
    milenage_f2345(k, opc, rand, res, ck, ik, ak);
    assert_hex(t->f2, res, 8);
    assert_hex(t->f3, ck, 16);
    assert_hex(t->f4, ik, 16);
    assert_hex(t->f5, ak, 6);
    milenage_f5_star(k, opc, rand, ak);
    assert_hex(t->f5s, ak, 6);
}

static void test_set_1(void **state)
{
    (void)state;
    check_set(&set1);
}

static void test_set_19(void **state)
{
    (void)state;
    check_set(&set19);
}

/* Every input bit reaches f1: one flipped bit of K, OPc, RAND, SQN or AMF changes MAC-A and MAC-S. */
static void test_f1_depends_on_all_inputs(void **state)
{
    uint8_t in[16 + 16 + 16 + 6 + 2], a0[8], s0[8], a[8], s[8];

    (void)state;
    hex(set1.k, in, 16);
    hex(set1.opc, in + 16, 16);
    hex(set1.rand, in + 32, 16);
    hex(set1.sqn, in + 48, 6);
    hex(set1.amf, in + 54, 2);
    milenage_f1(in, in + 16, in + 32, in + 48, in + 54, a0, s0);
    for (size_t bit = 0; bit < 8 * sizeof in; bit++) {
        in[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        milenage_f1(in, in + 16, in + 32, in + 48, in + 54, a, s);
        assert_memory_not_equal(a, a0, 8);
        assert_memory_not_equal(s, s0, 8);
        in[bit / 8] ^= (uint8_t)(1u << (bit % 8));
    }
}

/* AMF and SQN take part in f1 only; f5 and f5* differ. */
static void test_anonymity_keys_differ(void **state)
{
    uint8_t k[16], opc[16], rand[16], res[8], ck[16], ik[16], ak[6], aks[6];

    (void)state;
    hex(set19.k, k, 16);
    hex(set19.opc, opc, 16);
    hex(set19.rand, rand, 16);
    milenage_f2345(k, opc, rand, res, ck, ik, ak);
    milenage_f5_star(k, opc, rand, aks);
    assert_memory_not_equal(ak, aks, 6);
    assert_memory_not_equal(ck, ik, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_1),
        cmocka_unit_test(test_set_19),
        cmocka_unit_test(test_f1_depends_on_all_inputs),
        cmocka_unit_test(test_anonymity_keys_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
