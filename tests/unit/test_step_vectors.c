/* The sequences of spec/vectors: what each says is due is what the machines do. */
#include "../../src/oracle/step_json.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct { bool is_ue; ue u; pcscf p; } machine;

static sa_actions act(machine *m, const json_t *event, const char *name)
{
    char why[128];
    ue_event x;
    pcscf_event y;

    if (m->is_ue && step_json_ue(event, &x, why, sizeof why))
        return ue_step(&m->u, &x);
    if (!m->is_ue && step_json_pcscf(event, &y, why, sizeof why))
        return pcscf_step(&m->p, &y);
    fail_msg("%s: %s", name, why);
    return (sa_actions){ .count = 0 };
}

static void equal(json_t *got, const json_t *want, const char *name, size_t step)
{
    if (!json_equal(got, want))
        fail_msg("%s, step %zu: got %s, want %s", name, step, json_dumps(got, JSON_COMPACT),
                 json_dumps(want, JSON_COMPACT));
    json_decref(got);
}

/* One line of a file. */
static void sequence(const json_t *o, bool is_ue)
{
    const char *name = json_string_value(json_object_get(o, "name"));
    const json_t *steps = json_object_get(o, "steps");
    machine m = { .is_ue = is_ue };
    json_t *s;
    size_t k;

    assert_non_null(name);
    assert_true(json_array_size(steps) > 0);
    assert_string_equal(json_string_value(json_object_get(o, "role")), is_ue ? "ue" : "pcscf");
    ue_init(&m.u);
    pcscf_init(&m.p);
    json_array_foreach((json_t *)steps, k, s) {
        const json_t *sets = json_object_get(s, "sets");
        sa_actions a = act(&m, json_object_get(s, "event"), name);

        equal(step_json_actions(&a), json_object_get(s, "actions"), name, k);
        if (sets != NULL)
            equal(step_json_sets(is_ue ? &m.u.sets : &m.p.sets), sets, name, k);
        assert_int_equal(step_json_differs(json_object_get(s, "actions"), &a), -1);
    }
}

static size_t file(const char *path, bool is_ue)
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    size_t room = 0, n = 0;

    assert_non_null(f);
    while (getline(&text, &room, f) >= 0) {
        json_t *o = json_loads(text, 0, NULL);

        assert_non_null(o);
        sequence(o, is_ue);
        json_decref(o);
        n++;
    }
    free(text);
    fclose(f);
    return n;
}

static void test_pcscf(void **unused)
{
    (void)unused;
    assert_true(file("spec/vectors/pcscf.jsonl", false) >= 150);
}

static void test_ue(void **unused)
{
    (void)unused;
    assert_true(file("spec/vectors/ue.jsonl", true) >= 150);
}

/* What another implementation did is held against what is due: a missing, another and a superfluous action. */
static void test_differs(void **unused)
{
    sa_actions due = { .count = 0 };
    json_t *did = json_pack("[{s:s, s:i}]", "do", "reply", "code", 494);

    (void)unused;
    assert_int_equal(step_json_differs(did, &due), 0);
    sa_act(&due, SA_REPLY, 3, 494, SA_REQ_CR2_7_2_SM7_3);
    assert_int_equal(step_json_differs(did, &due), -1);
    sa_act(&due, SA_DELETE, 3, 0, SA_REQ_CR2_7_4_2A_22);
    assert_int_equal(step_json_differs(did, &due), 1);
    json_object_set_new(json_array_get(did, 0), "code", json_integer(403));
    assert_int_equal(step_json_differs(did, &due), 0);
    json_object_del(json_array_get(did, 0), "do");
    assert_int_equal(step_json_differs(did, &due), 0);
    json_decref(did);
}

/* What is not an event is refused and named. */
static void test_refused(void **unused)
{
    static const char *const lines[] = {
        "[]", "{}", "{\"event\":\"tick\"}", "{\"event\":\"tock\",\"now\":1}", "{\"event\":\"tick\",\"now\":-1}",
        "{\"event\":\"tick\",\"now\":1,\"on\":4294967296}", "{\"event\":\"tick\",\"now\":1,\"colour\":1}",
        "{\"event\":\"tick\",\"now\":1,\"source\":\"1.2.3\"}", "{\"event\":\"tick\",\"now\":1,\"ue\":\"::/129\"}",
        "{\"event\":\"tick\",\"now\":1,\"via_ok\":1}", "{\"event\":\"tick\",\"now\":1,\"offer\":{\"port_uc\":65536}}",
        "{\"event\":\"tick\",\"now\":1,\"verify\":7}", "{\"event\":\"tick\",\"now\":1,\"offer\":7}" };
    pcscf_event e;
    char why[128];

    (void)unused;
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
        json_t *o = json_loads(lines[k], 0, NULL);

        assert_false(step_json_pcscf(o, &e, why, sizeof why));
        assert_true(why[0] != '\0');
        json_decref(o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pcscf), cmocka_unit_test(test_ue), cmocka_unit_test(test_differs),
        cmocka_unit_test(test_refused)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
