/* secagree step: the vectors, events one by one, what an implementation did, and every way to write it wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_step.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

static int on_text(const char *line, const char *text)
{
    return run_on_text(cmd_step, line, text);
}

#define OFFER  "\"offer\":{\"spi_uc\":4097,\"spi_us\":8193,\"port_uc\":6001,\"port_us\":5100}"
#define ANSWER "\"answer\":{\"spi_pc\":12289,\"spi_ps\":16385,\"port_pc\":7001,\"port_ps\":5062}"
#define START  "{\"event\":\"register\",\"now\":100," OFFER ",\"addr\":\"2001:db8::1\",\"cover\":\"2001:db8::/64\""
#define SM6    "{\"event\":\"challenge\",\"now\":200,\"on\":0,\"alg\":\"hmac-sha-1-96\",\"ealg\":\"aes-cbc\"," ANSWER \
               ",\"p_addr\":\"2001:db8:ffff::1\""

/* A wrong machine fails here; that the vectors are the tables is what test_vectors_* say. */
static void test_vectors(void **state)
{
    (void)state;
    assert_int_equal(run_line(cmd_step, "step spec/vectors/ue.jsonl"), EXIT_CONFORMS);
    assert_string_equal(complained, "");
    assert_int_equal(run_line(cmd_step, "step spec/vectors/pcscf.jsonl"), EXIT_CONFORMS);
    assert_string_equal(complained, "");
    assert_int_equal(run_line(cmd_step, "step spec/vectors/client.jsonl"), EXIT_CONFORMS);
    assert_string_equal(complained, "");
}

static void test_text(void **state)
{
    (void)state;
    assert_int_equal(on_text("step --role ue %s", START "}\n\n" SM6 "}\n"), EXIT_CONFORMS);
    assert_string_equal(printed, "1 register\n"
                                 "    register set=0 register=start  (CR2-7.4-06)\n"
                                 "    phase sent\n"
                                 "2 challenge\n"
                                 "    install set=1  (CR2-7.2-SM6-6)\n"
                                 "    lifetime set=1 at=240200  (CR2-7.4.1a-07)\n"
                                 "    register set=1 register=response  (CR2-7.4.1a-08)\n"
                                 "  sets      id  spi uc us pc ps  port uc us pc ps  prefix\n"
                                 "    temporary     1  spi 4097 8193 12289 16385  port 6001 5100 7001 5062  "
                                 "2001:db8::/64  until 240200\n"
                                 "    phase answered\n"
                                 "2 events, 0 of them compared\n");
}

static void test_json(void **state)
{
    (void)state;
    assert_int_equal(on_text("step --role ue --json %s", START "}\n" SM6 "}\n"), EXIT_CONFORMS);
    json_t *o = json_loads(strchr(printed, '\n') + 1, 0, NULL), *set;
    assert_non_null(o);
    assert_int_equal(json_integer_value(json_object_get(o, "version")), 1);
    assert_int_equal(json_integer_value(json_object_get(o, "line")), 2);
    assert_string_equal(json_string_value(json_object_get(o, "event")), "challenge");
    assert_string_equal(json_string_value(json_object_get(o, "phase")), "answered");
    assert_int_equal(json_array_size(json_object_get(o, "actions")), 3);
    set = json_array_get(json_object_get(o, "sets"), 0);
    assert_string_equal(json_string_value(json_object_get(set, "cover")), "2001:db8::/64");
    assert_int_equal(json_integer_value(json_object_get(set, "spi_ps")), 16385);
    assert_null(json_object_get(o, "violates"));
    json_decref(o);
}

/* What an implementation did, and the requirement that it violates. */
static void test_did(void **state)
{
    static const struct { const char *did, *requirement; } cases[] = {
        { "\"did\":[{\"do\":\"register\",\"set\":0}]", NULL },
        { "\"did\":[{\"do\":\"register\"}],\"sets\":[],\"phase\":\"sent\"", NULL },
        { "\"did\":[{\"do\":\"send\",\"set\":0}]", "CR2-7.4-06" },
        { "\"did\":[{\"do\":\"register\",\"set\":1}]", "CR2-7.4-06" },
        { "\"did\":[{\"do\":\"register\",\"register\":\"auts\"}]", "CR2-7.4-06" },
        { "\"did\":[{\"do\":\"register\",\"colour\":1}]", "CR2-7.4-06" },
        { "\"did\":[{\"set\":0}]", "CR2-7.4-06" },
        { "\"did\":[7]", "CR2-7.4-06" },
        { "\"did\":[]", "CR2-7.4-06" },
        { "\"did\":[{\"do\":\"register\"},{\"do\":\"install\",\"set\":1}]", "CR2-7.4-06" },
        { "\"sets\":[{\"id\":1,\"state\":\"temporary\"}]", "CR2-7.4-06" },
        { "\"phase\":\"idle\"", "CR2-7.4-06" },
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char text[2048], want[64];
        snprintf(text, sizeof text, START ",%s}\n", cases[k].did);
        assert_int_equal(on_text("step --role ue %s", text), cases[k].requirement ? EXIT_VIOLATES : EXIT_CONFORMS);
        snprintf(want, sizeof want, "violated: %s: ", cases[k].requirement ? cases[k].requirement : "");
        if (cases[k].requirement != NULL)
            assert_non_null(strstr(printed, want));
    }
}

/* Sets are told apart by their ids; a difference names what asked for the set to be so. */
static void test_sets(void **state)
{
    static const struct { const char *sets, *requirement; } cases[] = {
        { "[{\"id\":1,\"state\":\"temporary\",\"port_ps\":5062,\"expires_at\":240200}]", NULL },
        { "[{\"id\":1,\"expires_at\":240201}]", "CR2-7.4.1a-08" },
        { "[{\"id\":1},{\"id\":2}]", "CR2-7.4.1a-08" },
        { "[]", "CR2-7.4.1a-08" },
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char text[2048];
        snprintf(text, sizeof text, START "}\n" SM6 ",\"sets\":%s}\n{\"event\":\"tick\",\"now\":300}\n", cases[k].sets);
        assert_int_equal(on_text("step --role ue --json %s", text),
                         cases[k].requirement ? EXIT_VIOLATES : EXIT_CONFORMS);
        if (cases[k].requirement != NULL) {
            assert_non_null(strstr(printed, "\"violates\":{\"requirement\":\"CR2-7.4.1a-08\""));
            assert_null(strstr(printed, "\"tick\"")); /* the first violation ends it */
        }
    }
}

/* Of a sequence, and of each event that stands alone, the machine is its own. */
static void test_sequence(void **state)
{
    static const char step[] = "{\"name\":\"one\",\"role\":\"ue\",\"steps\":[{\"event\":" START "},"
                               "\"actions\":[{\"do\":\"%s\"}]}]}\n";
    char text[2048];

    (void)state;
    snprintf(text, sizeof text, step, "register");
    assert_int_equal(on_text("step %s", text), EXIT_CONFORMS);
    assert_string_equal(printed, "ue: one\n1 events, 1 of them compared\n");
    snprintf(text, sizeof text, step, "send");
    assert_int_equal(on_text("step %s", text), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "CR2-7.4-06"));
}

static void test_other_roles(void **state)
{
    (void)state;
    assert_int_equal(on_text("step --role server --profile rfc3329 %s",
                             "{\"demanded\":true,\"method\":\"other\",\"protected\":false,\"vias\":1}"), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "refuse code=421 add_server add_require challenge=none  (R3329-2.3.2-06)"));
    assert_int_equal(on_text("step --role place %s",
                             "{\"header\":\"Security-Verify\",\"method\":\"ack\",\"status\":0}"), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "disputed"));
    assert_int_equal(on_text("step --role client %s",
                             "{\"event\":\"start\",\"method\":\"register\",\"phase\":\"off\"}"), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "R3329-2.3.1-03"));
}

/* Events in profile cr1: one SPI of each end, and CR1's ids. What an implementation of two pairs did violates. */
static void test_profile(void **state)
{
    static const char start[] = "{\"event\":\"register\",\"now\":100,\"offer\":{\"spi_uc\":%d,\"spi_us\":8193,"
                                "\"port_uc\":6001,\"port_us\":5100},\"addr\":\"2001:db8::1\","
                                "\"cover\":\"2001:db8::1/128\"%s}\n";
    static const char sm6[] = "{\"event\":\"challenge\",\"now\":200,\"on\":0,\"alg\":\"hmac-sha-1-96\","
                              "\"ealg\":\"null\",\"answer\":{\"spi_pc\":0,\"spi_ps\":16385,\"port_pc\":7001,"
                              "\"port_ps\":5062},\"p_addr\":\"2001:db8:ffff::1\"}\n";
    char text[2048];
    int n;

    (void)state;
    n = snprintf(text, sizeof text, start, 0, "");
    snprintf(text + n, sizeof text - (size_t)n, "%s", sm6);
    assert_int_equal(on_text("step --role ue --profile cr1 %s", text), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "install set=1  (CR1-7.2-SM6-6)"));
    assert_non_null(strstr(printed, "spi 0 8193 0 16385  port 6001 5100 7001 5062"));
    assert_int_equal(on_text("step --role ue %s", text), EXIT_CONFORMS);
    assert_non_null(strstr(printed, "abort set=0  (CR2-7.1-03)"));
    snprintf(text, sizeof text, start, 4097, ",\"did\":[{\"do\":\"register\"}]");
    assert_int_equal(on_text("step --role ue %s", text), EXIT_CONFORMS);
    assert_int_equal(on_text("step --role ue --profile cr1 %s", text), EXIT_VIOLATES);
    assert_non_null(strstr(printed, "violated: CR1-7.1-04: "));
}

static void test_wrong_lines(void **state)
{
    static const struct { const char *line, *says; } cases[] = {
        { "{", "" }, { "[]", "not an object" }, { "7", "" }, { "{\"event\":\"tick\"}", "'now' is missing" },
        { "{\"now\":1}", "'event' is missing" }, { "{\"event\":\"tock\",\"now\":1}", "tock" },
        { "{\"event\":\"tick\",\"now\":-1}", "'now' is not a number" },
        { "{\"event\":\"tick\",\"now\":1,\"now\":2}", "duplicate" },
        { "{\"event\":\"tick\",\"now\":9007199254740993}", "2^53" },
        { "{\"event\":\"tick\",\"now\":1,\"colour\":1}", "unknown member 'colour'" },
        { "{\"event\":\"tick\",\"now\":1,\"addr\":\"::1\"}", "does not belong" },
        { "{\"version\":2,\"event\":\"tick\",\"now\":1}", "'version' is not 1" },
        { "{\"event\":\"new-address\",\"now\":1,\"addr\":\"1.2.3\"}", "'addr' is not an IP address" },
        { "{\"event\":\"send\",\"now\":1,\"request\":1}", "'request' is not true or false" },
        { "{\"event\":\"send\",\"now\":1,\"request\":true,\"on\":4294967296}", "'on' is not a number" },
        { "{\"event\":\"challenge\",\"now\":1,\"on\":0}", "'answer' is missing" },
        { "{\"event\":\"challenge\",\"now\":1,\"on\":0,\"autn\":\"mac\"}", "'offer' is missing" },
        { "{\"event\":\"challenge\",\"now\":1,\"on\":0,\"autn\":\"good\"}", "'autn' is not one of ok, mac, sync" },
        { "{\"event\":\"challenge\",\"now\":1,\"on\":0,\"answer\":{\"spi_pc\":1}}", "'answer' is not" },
        { START ",\"clear\":7}", "'clear'" },
        { "{\"event\":\"register\",\"now\":1," OFFER ",\"addr\":\"::1\",\"cover\":\"::/129\"}", "'cover' is not" },
        { "{\"event\":\"register\",\"now\":1," OFFER ",\"addr\":\"::1\",\"cover\":\"::\"}", "'cover' is not" },
        { "{\"event\":\"tick\",\"now\":1,\"did\":7}", "no array" },
        { "{\"event\":\"tick\",\"now\":1,\"sets\":7}", "no array" },
        { "{\"event\":\"tick\",\"now\":1,\"sets\":[7]}", "an id of its own" },
        { "{\"event\":\"tick\",\"now\":1,\"sets\":[{\"state\":\"old\"}]}", "an id of its own" },
        { "{\"event\":\"tick\",\"now\":1,\"sets\":[{\"id\":1},{\"id\":1}]}", "an id of its own" },
        { "{\"role\":\"pcscf\",\"steps\":[{\"event\":{\"event\":\"tick\",\"now\":1},\"phase\":\"idle\"}]}",
          "no 'phase'" },
        { "{\"role\":\"client\",\"steps\":[{\"event\":{\"event\":\"lost\"},\"sets\":[]}]}", "no 'sets'" },
        { "{\"steps\":[{\"event\":{\"event\":\"tick\",\"now\":1,\"did\":[]}}]}", "stands in the step" },
        { "{\"role\":7,\"steps\":[{}]}", "is no text" }, { "{\"profile\":7,\"steps\":[{}]}", "is no text" },
        { "{\"steps\":[]}", "'steps'" }, { "{\"steps\":[{\"event\":7}]}", "not an object" },
        { "{\"steps\":[{}]}", "without an 'event'" },
        { "{\"steps\":[{\"event\":{},\"did\":[]}]}", "unknown member of a step" },
        { "{\"steps\":[{}],\"colour\":1}", "unknown member of a sequence" },
        { "{\"role\":\"proxy\",\"steps\":[{}]}", "'role'" },
        { "{\"profile\":\"none\",\"steps\":[{}]}", "'profile'" },
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        char text[2048];
        snprintf(text, sizeof text, "{\"event\":\"tick\",\"now\":1}\n\n%s\n", cases[k].line);
        assert_int_equal(on_text("step --role ue %s", text), EXIT_USAGE);
        assert_non_null(strstr(complained, ":3: "));
        if (strstr(complained, cases[k].says) == NULL)
            fail_msg("%s: %s", cases[k].line, complained);
    }
    assert_int_equal(on_text("step --role ue %s", "{\"event\":\"tick\",\"now\":2}\n{\"event\":\"tick\",\"now\":1}\n"),
                     EXIT_USAGE);
    assert_non_null(strstr(complained, "less than that of the event before"));
    assert_int_equal(on_text("step %s", "{\"event\":\"tick\",\"now\":2}\n"), EXIT_USAGE);
    assert_int_equal(on_text("step --role ue %s", "\n"), EXIT_USAGE);
    assert_int_equal(on_text("step --role pcscf %s", "{\"event\":\"challenge\",\"now\":1,\"on\":0,\"transaction\":1}"),
                     EXIT_USAGE);
}

static void test_usage(void **state)
{
    static const char *const bad[] = { "step --role proxy", "step --what", "step --role ue a b", "step --profile x",
                                       "step --role ue no/such/file" };

    (void)state;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_int_equal(run_line(cmd_step, bad[k]), EXIT_USAGE);
        assert_string_not_equal(complained, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors), cmocka_unit_test(test_text), cmocka_unit_test(test_json),
        cmocka_unit_test(test_did), cmocka_unit_test(test_sets), cmocka_unit_test(test_sequence),
        cmocka_unit_test(test_other_roles), cmocka_unit_test(test_profile), cmocka_unit_test(test_wrong_lines),
        cmocka_unit_test(test_usage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
