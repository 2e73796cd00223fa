/* secagree aka: what its four commands print, and every way to call them wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_aka.c"
#include "../../src/cmd/fields.c"
#include "command.h"

#define K     " --k 465b5ce8b199b49faa5f0a2ee238a6bc"
#define OP    " --op cdc202d5123e20f62b6d676ac72cb318"
#define OPC   " --opc cd63cb71954a9f4e48a5994e37a02baf"
#define RAND  " --rand 23553cbe9637a89d218ae64dae47bf35"
#define SQN   " --sqn ff9bb4d0b607"
#define AUTN  " --autn 55f328b43577b9b94a9ffac354dfafb3"
#define NONCE " --nonce I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M="
#define AUTS  " --auts ba853f3c123ccf44e93596e355c6"
#define WHO   " --username user1_private@home1.net --realm registrar.home1.net --uri sip:registrar.home1.net"
#define RES   " --res a54211d5e3ba50bf"
#define KEYS  " --ck b40ba9a3c58b2a05bbf0d987b21bf8cb --ik f769bcd751044604127672711c6d3441"

static void check(const char *line, int status, const char *want)
{
    assert_int_equal(run_line(cmd_aka, line), status);
    assert_string_equal(printed, want);
}

static void test_vector(void **state)
{
    static const char want[] = "opc          cd63cb71954a9f4e48a5994e37a02baf\n"
                               "rand         23553cbe9637a89d218ae64dae47bf35\n"
                               "autn         55f328b43577b9b94a9ffac354dfafb3\n"
                               "xres         a54211d5e3ba50bf\n"
                               "ck           b40ba9a3c58b2a05bbf0d987b21bf8cb\n"
                               "ik           f769bcd751044604127672711c6d3441\n"
                               "nonce        I1U8vpY3qJ0hiuZNrke/NVXzKLQ1d7m5Sp/6w1Tfr7M=\n";

    (void)state;
    check("aka vector" K OP RAND SQN " --amf b9b9", EXIT_CONFORMS, want);
    check("aka vector" K OPC RAND SQN " --amf B9B9", EXIT_CONFORMS, want);
    assert_int_equal(run_line(cmd_aka, "aka vector" K OP RAND SQN), EXIT_CONFORMS);
    assert_null(strstr(printed, "4a9ffac354dfafb3")); /* another AMF, another MAC */
}

static void test_check(void **state)
{
    static const char ok[] = "verdict      ok\nsqn          ff9bb4d0b607\nres          a54211d5e3ba50bf\n"
                             "ck           b40ba9a3c58b2a05bbf0d987b21bf8cb\n"
                             "ik           f769bcd751044604127672711c6d3441\n";
    static const char sync[] = "verdict      synchronisation failure\nauts         ba853f3c123ccf44e93596e355c6\n"
                               "auts_base64  uoU/PBI8z0TpNZbjVcY=\nrequirement  AKA-6.1.3-1\n";

    (void)state;
    check("aka check" K OPC NONCE, EXIT_CONFORMS, ok);
    check("aka check" K OP RAND AUTN, EXIT_CONFORMS, ok);
    check("aka check" K OP RAND AUTN " --seen ff9bb4d0b5ff", EXIT_CONFORMS, ok);
    check("aka check" K OP RAND AUTN " --seen ff9bb4d0b607", EXIT_VIOLATES, sync);
    check("aka check" K OP RAND " --autn 55f328b43577b9b94a9ffac354dfafb4 --json", EXIT_VIOLATES,
          "{\"version\":1,\"verdict\":\"MAC failure\",\"requirement\":\"AKA-6.1.1-14\"}\n");
    assert_int_equal(run_line(cmd_aka, "aka check" K OP RAND AUTN " --seen fffffffffffe"), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "synchronisation failure"));
    assert_int_equal(run_line(cmd_aka, "aka check" K OP RAND AUTN " --seen 00000000001f"), EXIT_CONFORMS);
}

static void test_response(void **state)
{
    (void)state;
    check("aka response" WHO NONCE RES, EXIT_CONFORMS, "response     80c87c24062c9d0e0c60756e7b4586c6\n");
    check("aka response" WHO NONCE RES " --expect 80c87c24062c9d0e0c60756e7b4586c6", EXIT_CONFORMS,
          "response     80c87c24062c9d0e0c60756e7b4586c6\nverdict      right\n");
    check("aka response" WHO NONCE RES " --expect 80c87c24062c9d0e0c60756e7b4586c7 --json", EXIT_VIOLATES,
          "{\"version\":1,\"response\":\"80c87c24062c9d0e0c60756e7b4586c6\",\"verdict\":\"wrong\","
          "\"requirement\":\"AKA-5.1.1-5\"}\n");
    check("aka response" WHO NONCE " --sync-failure", EXIT_CONFORMS,
          "response     41a1372cd3dacb9e460728290071bb44\n");
    check("aka response" WHO NONCE RES KEYS " --algorithm akav2-md5 --method REGISTER", EXIT_CONFORMS,
          "response     d783e686f2a584d8ec99f8fd492d4efd\n");
    assert_int_equal(run_line(cmd_aka, "aka response" WHO NONCE RES " --qop auth --nc 00000001 --cnonce 0a4f113b"),
                     EXIT_CONFORMS);
    assert_string_equal(printed, "response     cbec9fa4125f140089dbb22b24a0fec4\n");
    assert_int_equal(run_line(cmd_aka, "aka response" WHO NONCE RES KEYS " --algorithm AKAv2-SHA-256"), EXIT_CONFORMS);
    assert_string_equal(printed, "response     7dbf9b6404a140dade6e5c65b1e817fb8c7ae47eca211e6c61cb40b6e323d98c\n");
    assert_int_equal(run_line(cmd_aka, "aka response" WHO NONCE RES " --method OPTIONS"), EXIT_CONFORMS);
    assert_null(strstr(printed, "80c87c24"));
}

static void test_resync(void **state)
{
    (void)state;
    check("aka resync" K OP RAND " --sqn-ms ff9bb4d0b607", EXIT_CONFORMS,
          "auts         ba853f3c123ccf44e93596e355c6\nauts_base64  uoU/PBI8z0TpNZbjVcY=\n");
    check("aka resync" K OP NONCE AUTS, EXIT_CONFORMS, "verdict      right\nsqn_ms       ff9bb4d0b607\n");
    check("aka resync" K OP RAND " --auts uoU/PBI8z0TpNZbjVcY= --sqn-he 000000000020", EXIT_CONFORMS,
          "verdict      right\nsqn_ms       ff9bb4d0b607\nsqn_he       ff9bb4d0b607\n");
    check("aka resync" K OP RAND AUTS " --sqn-he ff9bb4d0b620 --json", EXIT_CONFORMS,
          "{\"version\":1,\"verdict\":\"right\",\"sqn_ms\":\"ff9bb4d0b607\",\"sqn_he\":\"ff9bb4d0b620\"}\n");
    check("aka resync" K OP RAND " --auts ba853f3c123ccf44e93596e355c7", EXIT_VIOLATES,
          "verdict      MAC-S is wrong\nrequirement  AKA-6.1.3-3\n");
}

static void test_usage(void **state)
{
    static const char *const bad[] = {
        "aka", "aka what", "aka vector", "aka vector" K RAND SQN, "aka vector" K OP OPC RAND SQN,
        "aka vector" OP RAND SQN, "aka vector" K OP SQN, "aka vector" K OP RAND, "aka vector" K K OP RAND SQN,
        "aka vector" K OP RAND " --sqn 12", "aka vector" K OP RAND SQN " --amf 1", "aka vector" K OP RAND SQN AUTN,
        "aka vector" K OP " --rand 00" SQN, "aka vector --k 00" OP RAND SQN, "aka vector" K " --op 00" RAND SQN,
        "aka vector" K " --opc 00" RAND SQN, "aka vector" K OP RAND SQN " more", "aka vector" K OP RAND SQN " --what",
        "aka check" K OP, "aka check" K OP RAND, "aka check" K OP NONCE RAND, "aka check" K OP NONCE AUTN,
        "aka check" K OP " --nonce AAAA", "aka check" K OP NONCE " --seen 1", "aka check" K OP RAND " --autn 1",
        "aka check" NONCE, "aka check" K OP NONCE RES,
        "aka response" WHO NONCE, "aka response" WHO RES, "aka response" NONCE RES,
        "aka response" WHO NONCE RES " --sync-failure", "aka response" WHO NONCE " --res 00",
        "aka response" WHO NONCE " --res a54211d5e3ba50bfa54211d5e3ba50bf00",
        "aka response" WHO NONCE " --res a54211d5e3ba50bg", "aka response" WHO NONCE RES " --algorithm MD5",
        "aka response" WHO NONCE RES " --algorithm AKAv2-MD5", "aka response" WHO NONCE RES " --qop auth",
        "aka response" WHO NONCE RES " --qop auth-int --nc 1 --cnonce 2", "aka response" WHO NONCE RES " --nc 1",
        "aka response" WHO NONCE RES " --cnonce 1", "aka response" WHO NONCE RES " --ck 1",
        "aka response" WHO NONCE RES K,
        "aka resync" K OP RAND, "aka resync" K OP AUTS, "aka resync" K OP RAND AUTS " --sqn-ms 000000000000",
        "aka resync" K OP RAND " --auts 00", "aka resync" K OP RAND AUTS " --sqn-he 1",
        "aka resync" K OP RAND " --sqn-ms 1", "aka resync" K OP RAND " --sqn-ms 000000000000 --sqn-he 000000000000",
        "aka resync" K OP RAND AUTS AUTN,
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(run_line(cmd_aka, bad[i]), EXIT_USAGE);
        assert_string_equal(printed, "");
        assert_non_null(strstr(complained, "usage: secagree aka"));
        assert_null(strstr(complained, "465b5ce8")); /* a key is not repeated */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vector), cmocka_unit_test(test_check), cmocka_unit_test(test_response),
        cmocka_unit_test(test_resync), cmocka_unit_test(test_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
