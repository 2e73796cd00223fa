/* The cases of spec/vectors/agree.jsonl: a request and the first hop's list and policy, and what is due. */
#include "../../src/oracle/agree_facts.h"
#include <jansson.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static sec_profile profile_of(const char *name)
{
    for (int k = 0; k < PROFILE_COUNT; k++) {
        if (strcmp(profile_name((sec_profile)k), name) == 0)
            return (sec_profile)k;
    }
    fail_msg("no profile '%s'", name);
    return PROFILE_IMS;
}

static const char *text(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));

    assert_non_null(s);
    return s;
}

static bool truth(const json_t *o, const char *name)
{
    const json_t *j = json_object_get(o, name);

    assert_true(json_is_boolean(j));
    return json_is_true(j);
}

/* The header fields to add, by their names. */
static bool adds(const json_t *due, const char *name)
{
    json_t *line;
    size_t k;

    json_array_foreach(json_object_get(due, "add"), k, line) {
        if (strncmp(json_string_value(line), name, strlen(name)) == 0)
            return true;
    }
    return false;
}

static void check(const json_t *o)
{
    static sip_message m;
    static sec_list list;
    const json_t *due = json_object_get(o, "due");
    const char *request = text(o, "request"), *server = text(o, "server"), *name = text(o, "name");
    agree_facts f = { .profile = profile_of(text(o, "profile")), .enabled = true, .demanded = truth(o, "demanded"),
                      .protected = truth(o, "protected") };
    static const char *const verdicts[] = { "proceed", "refuse", "discard" };
    agree_verdict v;

    list.count = list.params = 0;
    assert_int_equal(sip_message_parse((const uint8_t *)request, strlen(request), &m).code, SIP_MESSAGE_OK);
    assert_int_equal(sec_list_parse((const uint8_t *)server, 0, strlen(server), &list).code, SEC_OK);
    agree_facts_read((const uint8_t *)request, &m, (const uint8_t *)server, strlen(server), &list, &f);
    v = agree_server(&f);
    if (strcmp(verdicts[v.outcome], text(due, "verdict")) != 0 ||
        (json_int_t)v.code != json_integer_value(json_object_get(due, "code")) ||
        strcmp(agree_requirement(v.req), text(due, "requirement")) != 0 ||
        v.add_server != adds(due, "Security-Server:") || v.add_require != adds(due, "Require:") ||
        (v.challenge == AGREE_PROXY_AUTHENTICATE) != adds(due, "Proxy-Authenticate:") ||
        (v.challenge == AGREE_WWW_AUTHENTICATE) != adds(due, "WWW-Authenticate:") ||
        v.strip_tags != truth(due, "strip_tags") || v.strip_client != truth(due, "strip_client") ||
        v.strip_verify != truth(due, "strip_verify") || v.server_in_401 != truth(due, "server_in_401") ||
        v.one_via != truth(due, "one_via"))
        fail_msg("%s: got %s %u %s", name, verdicts[v.outcome], v.code, agree_requirement(v.req));
}

static void test_cases(void **unused)
{
    FILE *f = fopen("spec/vectors/agree.jsonl", "r");
    char *line = NULL;
    size_t room = 0, n = 0;

    (void)unused;
    assert_non_null(f);
    while (getline(&line, &room, f) >= 0) {
        json_t *o = json_loads(line, 0, NULL);

        assert_non_null(o);
        check(o);
        json_decref(o);
        n++;
    }
    free(line);
    fclose(f);
    assert_true(n >= 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
