/* The configuration of the roles: defaults, the sample files, and every kind of bad value. */
#include "../../src/linux/config.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define SECRETS "[subscriber]\nk = 465b5ce8b199b49faa5f0a2ee238a6bc\nopc = cd63cb71954a9f4e48a5994e37a02baf\n"

static char error[CONFIG_ERROR_MAX];
static config_ue ue;
static config_pcscf pcscf;
static config_registrar registrar;

/* A temporary file with that content; the name is the caller's to unlink. */
static void write_file(char name[32], const char *content)
{
    strcpy(name, "build/test_config.XXXXXX");
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
    close(fd);
}

static bool read_ue(const char *content)
{
    char name[32];
    write_file(name, content);
    bool ok = config_read_ue(name, &ue, error);
    unlink(name);
    return ok;
}

static bool read_pcscf(const char *content)
{
    char name[32];
    write_file(name, content);
    bool ok = config_read_pcscf(name, &pcscf, error);
    unlink(name);
    return ok;
}

static void assert_addr(const ip_addr *a, const char *text)
{
    char out[ADDR_TEXT_MAX];
    addr_print(a, out);
    assert_string_equal(out, text);
}

static void test_defaults(void **state)
{
    (void)state;
    assert_true(read_ue(SECRETS));
    assert_addr(&ue.address, "2001:db8:1:1::a");
    assert_int_equal(ue.port, 5060);
    assert_int_equal(ue.prefix_length, 64);
    assert_int_equal(ue.profile, PROFILE_IMS_R5);
    assert_int_equal(ue.algorithms.count, 2);
    assert_int_equal(ue.algorithms.pair[0].alg, ALG_HMAC_SHA_1_96);
    assert_int_equal(ue.algorithms.pair[1].alg, ALG_HMAC_MD5_96);
    assert_int_equal(ue.algorithms.pair[1].ealg, EALG_NULL);
    assert_int_equal(ue.expires, 600000);
    assert_int_equal(ue.times.t1, 2000);
    assert_int_equal(ue.times.t4, 17000);
    assert_int_equal(ue.steps.count, 12);
    assert_int_equal(ue.steps.step[3].kind, STEP_ROTATE);
    assert_int_equal(ue.steps.step[11].kind, STEP_DEREGISTER);
    assert_true(ue.op_is_opc);
    assert_int_equal(ue.k[0], 0x46);
    assert_int_equal(ue.op[15], 0xaf);
    assert_string_equal(ue.log, "-");

    assert_true(config_read_pcscf(NULL, &pcscf, error));
    assert_int_equal(pcscf.port_ps, 6060);
    assert_int_equal(pcscf.prefix_lengths[64], 1);
    assert_int_equal(pcscf.prefix_lengths[128], 1);
    assert_int_equal(pcscf.prefix_lengths[63], 0);
    assert_int_equal(pcscf.core_times.t1, 500);
    assert_true(pcscf.options_to_ue);
    assert_true(config_read_registrar(NULL, &registrar, error));
    assert_string_equal(registrar.subscribers, "subscribers.ini");
}

/* "Every value is also the default", as the sample files say. */
static void test_sample_files(void **state)
{
    (void)state;
    config_ue plain;
    config_pcscf plain_pcscf;
    assert_true(read_ue(SECRETS));
    plain = ue;
    if (!config_read_ue("tests/kernel/conf/ue.ini", &ue, error))
        fail_msg("%s", error);
    assert_memory_equal(&ue, &plain, sizeof ue);
    assert_true(config_read_pcscf(NULL, &plain_pcscf, error));
    if (!config_read_pcscf("tests/kernel/conf/pcscf.ini", &pcscf, error))
        fail_msg("%s", error);
    assert_memory_equal(&pcscf, &plain_pcscf, sizeof pcscf);
    if (!config_read_registrar("tests/kernel/conf/registrar.ini", &registrar, error))
        fail_msg("%s", error);
    assert_string_equal(registrar.subscribers, "tests/kernel/conf/subscribers.ini");
}

static void test_values(void **state)
{
    (void)state;
    assert_true(read_ue(SECRETS "sqn = 0000000000aB\n[ue]\naddress = 192.0.2.7\npcscf=192.0.2.1\nport_uc = 2000-2002\n"
                                "steps = wait:500 register\nexpires=4294967295\n[kernel]\nspi = 256-261\n"
                                "[log]\nfile = run/a b.log\n"));
    assert_addr(&ue.address, "192.0.2.7");
    assert_int_equal(ue.prefix_length, 32); /* the default follows the family */
    assert_int_equal(ue.port_uc.last, 2002);
    assert_int_equal(ue.steps.step[0].kind, STEP_WAIT);
    assert_int_equal(ue.steps.step[0].argument, 500);
    assert_int_equal(ue.steps.count, 2);
    assert_int_equal(ue.expires, UINT32_MAX);
    assert_int_equal(ue.sqn[5], 0xab);
    assert_string_equal(ue.log, "run/a b.log");
    assert_true(read_ue("[subscriber]\nk = 465b5ce8b199b49faa5f0a2ee238a6bc\nop = cdc202d5123e20f62b6d676ac72cb318\n"));
    assert_false(ue.op_is_opc);
    assert_true(read_pcscf("[pcscf]\nprefix_lengths = 0, 56 ,128\noptions_to_ue = no\n"));
    assert_int_equal(pcscf.prefix_lengths[0] + pcscf.prefix_lengths[56] + pcscf.prefix_lengths[64], 2);
    assert_false(pcscf.options_to_ue);
    assert_true(read_ue(SECRETS "[ue]\nalgorithms = aes-gmac/null, null/aes-gcm,\n  hmac-sha-1-96/aes-cbc\n"));
    assert_int_equal(ue.algorithms.count, 3);
    assert_int_equal(ue.algorithms.pair[2].ealg, EALG_AES_CBC);
}

/* PAT-02: a Rel-5 terminal has 64 or 128; a later one what its network gives it. */
static void test_prefix_length(void **state)
{
    (void)state;
    assert_true(read_ue(SECRETS "[ue]\nprofile = ims-r5\nprefix_length = 128\n"));
    assert_int_equal(ue.prefix_length, 128);
    assert_true(read_ue(SECRETS "[ue]\nprofile = ims\nprefix_length = 60\n"));
    assert_int_equal(ue.prefix_length, 60);
}

typedef struct { const char *content, *says; } bad;

static void test_bad_ue(void **state)
{
    static const bad cases[] = {
        { "[ue]\nport = 0\n", ":2: [ue] port: '0' is not a number from 1 to 65535" },
        { "[ue]\nport = 65536\n", ":2: [ue] port" },
        { "[ue]\nport = 5060x\n", ":2: [ue] port" },
        { "[ue]\nport = -1\n", ":2: [ue] port" },
        { "[ue]\nport =\n", ":2: [ue] port" },
        { "[ue]\nexpires = 4294967296\n", ":2: [ue] expires" },
        { "[ue]\nexpires = 99999999999999999999999\n", ":2: [ue] expires" },
        { "\n; comment\n[ue]\nadress = ::1\n", ":4: no key 'adress' in section [ue]" },
        { "[eu]\naddress = ::1\n", ":2: no key 'address' in section [eu]" },
        { "address = ::1\n", ":1: no key 'address'" },
        { "[ue]\naddress = 2001:db8::g\n", ":2: [ue] address: '2001:db8::g' is not an IPv4 or IPv6 address" },
        { "[ue]\nport = 5060\nport = 5062\n", ":3: [ue] port is given twice" },
        { "[ue]\nport = 5060\n 5062\n", ":3: [ue] port is given twice (an indented line" },
        { "[ue]\nprofile = cr1\n", ":2: [ue] profile" },
        { "[ue]\nprefix_length = 129\n", ":2: [ue] prefix_length" },
        { "[ue]\nalgorithms = hmac-sha-1-96\n", ":2: [ue] algorithms" },
        { "[ue]\nalgorithms = null/null\n", ":2: [ue] algorithms" },
        { "[ue]\nalgorithms = hmac-sha-1-96/aes-gcm\n", ":2: [ue] algorithms" },
        { "[ue]\nalgorithms = hmac-sha1/null\n", ":2: [ue] algorithms" },
        { "[ue]\nalgorithms =\n", ":2: [ue] algorithms" },
        { "[ue]\nsteps = register, dance\n", ":2: [ue] steps" },
        { "[ue]\nsteps = wait:0\n", ":2: [ue] steps" },
        { "[ue]\nsteps = wait:\n", ":2: [ue] steps" },
        { "[ue]\nport_uc = 3000-2000\n", ":2: [ue] port_uc" },
        { "[ue]\nport_uc = 3000\n", ":2: [ue] port_uc" },
        { "[ue]\nport_uc = 80-2000\n", ":2: [ue] port_uc" },
        { "[ue]\nport_uc = 5000-5100\n", "may not be 5060 or 5061" },
        { "[ue]\nport_us = 5061\n", "may not be 5060 or 5061" },
        { "[ue]\nport_us = 40001\n", "must differ" },
        { "[ue]\nport_uc = 3000-3001\n", "three client ports" },
        { "[ue]\naddress = 192.0.2.7\n", "two families" },
        { "[ue]\naddress = 192.0.2.7\npcscf = 192.0.2.1\nprefix_length = 64\n", "more than the 32 bits" },
        { "[kernel]\nspi = 255-1000\n", ":2: [kernel] spi" },
        { "[kernel]\nspi = 256-4294967296\n", ":2: [kernel] spi" },
        { "[kernel]\nspi = 256-260\n", "six SPIs" },
        { "[timers]\nt1 = 3000\nt2 = 2000\n", "t1 is longer than t2" },
        { "[subscriber]\nimpu = tel:+1\n", ":2: [subscriber] impu" },
        { "[subscriber]\nimpi = a\"b\n", ":2: [subscriber] impi" },
        { "[ue]\nprefix_length = 60\n", "64 or 128" }, /* PAT-02 */
        { "[ue]\nprefix_length = 0\n", "64 or 128" },
        { "[subscriber]\nimpi = alice\n", "user@realm" }, /* AKA-6.1-1 */
        { "[subscriber]\nimpi = @ims.example\n", "user@realm" },
        { "[subscriber]\nimpi = alice@\n", "user@realm" },
        { "[subscriber]\nimpi = alice@a@b\n", "user@realm" },
        { "[subscriber]\nhome_domain =\n", ":2: [subscriber] home_domain" },
        { "[ue\nport = 1\n", ":1: neither [section]" },
        { "[ue]\nport\n", ":2: neither [section]" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char content[1024];
        snprintf(content, sizeof content, "%s" SECRETS, cases[i].content);
        if (read_ue(content))
            fail_msg("accepted: %s", cases[i].content);
        if (strstr(error, cases[i].says) == NULL || strncmp(error, "build/test_config.", 18) != 0 || strchr(error, '\n'))
            fail_msg("for %s: %s", cases[i].content, error);
    }
}

static void test_secrets(void **state)
{
    static const uint8_t zero[16];
    (void)state;
    assert_false(read_ue(""));
    assert_non_null(strstr(error, "k is missing"));
    assert_false(read_ue("[subscriber]\nk = 465b5ce8b199b49faa5f0a2ee238a6bc\n"));
    assert_non_null(strstr(error, "one of op and opc"));
    assert_false(read_ue(SECRETS "op = cdc202d5123e20f62b6d676ac72cb318\n"));
    assert_non_null(strstr(error, "one of op and opc"));
    assert_memory_equal(ue.k, zero, 16); /* what was read is wiped */
    assert_memory_equal(ue.op, zero, 16);
    assert_false(read_ue("[subscriber]\nk = 465b5ce8b199b49faa5f0a2ee238a6bz\n"));
    assert_non_null(strstr(error, ":2: [subscriber] k is not 32 hexadecimal digits"));
    assert_null(strstr(error, "465b")); /* and not repeated */
    assert_false(config_read_ue(NULL, &ue, error));
    assert_true(read_ue(SECRETS));
    config_wipe_ue(&ue);
    assert_memory_equal(ue.k, zero, 16);
}

static void test_files(void **state)
{
    char line[400];
    (void)state;
    assert_false(config_read_ue("/nonexistent/ue.ini", &ue, error));
    assert_non_null(strstr(error, "/nonexistent/ue.ini: "));
    assert_false(config_read_ue("tests", &ue, error));
    snprintf(line, sizeof line, "[log]\nfile = %0250d\n", 1);
    assert_false(read_ue(line));
    assert_non_null(strstr(error, ":2: the line is longer than"));
    assert_true(read_pcscf(""));
    assert_true(read_pcscf("[pcscf]\nport_ps = 7000")); /* no newline at the end */
    assert_int_equal(pcscf.port_ps, 7000);
    assert_false(read_pcscf("[pcscf]\ncore_port = 6060\n"));
    assert_non_null(strstr(error, "taken by the side"));
    assert_false(read_pcscf("[pcscf]\nmax_transactions = 7\n"));
    assert_false(read_pcscf("[pcscf]\noptions_to_ue = true\n"));
    assert_false(read_pcscf("[pcscf]\nprefix_lengths = 64, 129\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults), cmocka_unit_test(test_sample_files), cmocka_unit_test(test_values),
        cmocka_unit_test(test_prefix_length), cmocka_unit_test(test_bad_ue), cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
