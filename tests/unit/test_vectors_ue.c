/* spec/vectors/ue.jsonl against spec/states/ue.tsv: each step is found in the table by facts taken from the state
 * so far and the event, and the state goes on as the row says. The step function of the UE is never called, so both it
 * and the vectors that it made are held against the table; `secagree step` then runs the same file. */
#include "ue_table.h"
#include "vectors.h"

static table t;
static bool tampered;   /* the vectors are wrong on purpose, and a difference is no failure */
static size_t differences;

/* One row done to the machine; what it asks for is appended. */
static void do_row(ue *m, const ue_event *e, const char *event, int *v, sa_actions *all)
{
    ue after = *m;
    meaning w = { .before = m->sets, .after = &after.sets, .on = e->on, .sm1 = m->sm1_on, .idle = m->phase == UE_IDLE,
                  .now = e->now, .reg = e->now + (uint64_t)e->seconds * 1000 + 30000,
                  .left = e->now + (uint64_t)e->seconds * 1000, .to = e->addr };
    row *r = table_match(&t, event, v);
    uint32_t first = all->count, reg = 0;
    char words[128], *save;

    if (r == NULL)
        fail_msg("no row for this %s", event);
    append_wanted(all, &w, r);
    for (uint32_t k = first; k < all->count; k++) {
        if (all->a[k].kind == SA_REGISTER)
            reg = all->a[k].set;
    }
    strcpy(words, r->next);
    for (char *p = strtok_r(words, " ", &save); p != NULL && strcmp(p, "=") != 0; p = strtok_r(NULL, " ", &save))
        apply(&after, p, e, reg);
    *m = after;
}

/* The sets that are over go first; then comes the event's own row. */
static sa_actions by_table(ue *m, const ue_event *e)
{
    sa_actions all = { .count = 0 };
    int v[F_COUNT] = { 0 }, over = over_at(&m->sets, e->now);

    ue_state_facts(m, e->now, v);
    v[F_OVER] = over;
    if (e->kind != UE_TICK && over != 0) {
        v[F_DUE] = 0;
        do_row(m, e, "tick", v, &all);
        memset(v, 0, sizeof v);
        ue_state_facts(m, e->now, v);
    }
    ue_event_facts(m, e, v);
    do_row(m, e, ue_event_name(e->kind), v, &all);
    return all;
}

static void step(ue *m, const json_t *s, const replay *r, const char *name, size_t k)
{
    char fault[RECORD_FAULT_MAX], a[1024], b[1024];
    replay_event e;
    sa_actions want, due;

    if (!replay_event_read(r, json_object_get(s, "event"), &e, fault))
        fail_msg("%s, step %zu: %s", name, k + 1, fault);
    want = by_table(m, &e.u);
    due = due_actions(m->sets.profile, json_object_get(s, "actions"));
    if (!actions_equal(&want, &due)) {
        show_actions(a, &want);
        show_actions(b, &due);
        differences++;
        if (!tampered)
            fail_msg("%s, step %zu: the table wants%s, the vector says%s", name, k + 1, a, b);
    }
    if (json_object_get(s, "sets") != NULL)
        sets_are(json_object_get(s, "sets"), &m->sets);
    if (json_object_get(s, "phase") != NULL)
        assert_string_equal(text_member(s, "phase"), ue_phase_name(m->phase));
}

static void sequence(const json_t *o)
{
    const char *name = text_member(o, "name");
    replay r;
    size_t k;
    json_t *s;
    ue m;

    assert_string_equal(text_member(o, "role"), "ue");
    assert_true(json_array_size(json_object_get(o, "steps")) > 0);
    replay_start(&r, REPLAY_UE, profile_of(o));
    ue_init(&m);
    m.sets.profile = profile_of(o);
    json_array_foreach(json_object_get(o, "steps"), k, s)
        step(&m, s, &r, name, k);
    replay_end(&r);
}

static void test_vectors_are_the_table(void **unused)
{
    (void)unused;
    assert_true(each_sequence("spec/vectors/ue.jsonl", sequence) >= 100);
}

/* The same file, but each last action names another set or another requirement, or is not there: it is always seen. */
static void change(const json_t *o, int how)
{
    json_t *steps = json_object_get(o, "steps"), *last = json_array_get(steps, json_array_size(steps) - 1);
    json_t *actions = json_object_get(last, "actions"), *a;
    size_t n = json_array_size(actions), before = differences;

    if (n == 0)
        return;
    a = json_array_get(actions, n - 1);
    if (how == 0)
        json_object_set_new(a, "set", json_integer(77));
    else if (how == 1)
        json_object_set_new(a, "requirement", json_string("CR2-6.1-02"));
    else
        json_array_remove(actions, n - 1);
    sequence(o);
    assert_int_equal(differences, before + 1);
}

static void other_set(const json_t *o)
{
    change(o, 0);
}

static void other_requirement(const json_t *o)
{
    change(o, 1);
}

static void left_out(const json_t *o)
{
    change(o, 2);
}

static void test_a_difference_is_seen(void **unused)
{
    (void)unused;
    tampered = true;
    each_sequence("spec/vectors/ue.jsonl", other_set);
    each_sequence("spec/vectors/ue.jsonl", other_requirement);
    each_sequence("spec/vectors/ue.jsonl", left_out);
    tampered = false;
}

/* Every row is shown by a vector, but the one that takes as many sets as there are ids, and the one for sets with
 * different server ports of the P-CSCF, which the UE never has (another row refuses them). */
static void test_rows_shown(void **unused)
{
    int shown = 0;

    (void)unused;
    for (int i = 0; i < t.n; i++) {
        shown += t.r[i].hits > 0;
        if (t.r[i].hits == 0)
            print_message("ue.tsv:%d has no vector\n", t.r[i].line);
    }
    print_message("%d of %d rows have a vector\n", shown, t.n);
    assert_true(shown == t.n - 2);
}

static int setup(void **unused)
{
    (void)unused;
    table_read(&t, "spec/states/ue.tsv", ue_fact, F_COUNT);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_vectors_are_the_table), cmocka_unit_test(test_rows_shown),
                                        cmocka_unit_test(test_a_difference_is_seen) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
