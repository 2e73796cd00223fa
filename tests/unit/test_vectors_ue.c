/* spec/vectors/ue.jsonl against spec/states/ue.tsv: each step is found in the table by facts taken from the state
 * so far and the event, and the state goes on as the row says. The step function of the UE is never called, so both it
 * and the vectors that it made are held against the table; `secagree step` then runs the same file. */
#include "ue_table.h"
#include "vectors.h"

static table t;
static bool tampered;   /* the vectors are wrong on purpose, and a difference is no failure */
static size_t differences;

static bool asked(const ue *m)
{
    return m->asked != 0 && m->asked == m->sets.cur.id;
}

static int offer_fact(const ue *m, const sa_offer *o)
{
    const sa_params *c = &m->sets.cur.p, *d = &m->sets.old.p;
    bool has_c = m->sets.cur.state != SA_NONE, has_o = m->sets.old.state != SA_NONE;

    if (spis_fact(m->sets.profile, o->spi_uc, o->spi_us) != 0)
        return spis_fact(m->sets.profile, o->spi_uc, o->spi_us);
    if (!sa_ports_ok(m->sets.profile, o->port_uc, o->port_us))
        return 3;
    if (has_c && (spi_in(o->spi_uc, c->spi_uc, c->spi_us) || spi_in(o->spi_us, c->spi_uc, c->spi_us)))
        return 4;
    if (has_c && (spi_in(o->spi_uc, c->spi_pc, c->spi_ps) || spi_in(o->spi_us, c->spi_pc, c->spi_ps)))
        return 5;
    if (has_c && o->port_uc == c->port_uc)
        return 6;
    if (has_c && (o->port_uc == c->port_us || o->port_us == c->port_uc))
        return 10;
    if (has_c && o->port_us != c->port_us && (m->sets.profile != PROFILE_CR1 || asked(m)))
        return 7;
    if (has_o && (spi_in(o->spi_uc, d->spi_uc, d->spi_us) || spi_in(o->spi_us, d->spi_uc, d->spi_us) ||
                  spi_in(o->spi_uc, d->spi_pc, d->spi_ps) || spi_in(o->spi_us, d->spi_pc, d->spi_ps)))
        return 8;
    if (has_o && o->port_uc == d->port_uc)
        return 9;
    return has_o && (o->port_uc == d->port_us || o->port_us == d->port_uc) ? 11 : 0;
}

static int answer_fact(const ue *m, const sa_answer *x)
{
    const sa_set *c = &m->sets.cur, *o = &m->sets.old;

    if (spis_fact(m->sets.profile, x->spi_pc, x->spi_ps) != 0)
        return spis_fact(m->sets.profile, x->spi_pc, x->spi_ps);
    if (spi_in(x->spi_pc, m->offer.spi_uc, m->offer.spi_us) || spi_in(x->spi_ps, m->offer.spi_uc, m->offer.spi_us))
        return 3;
    if (x->port_pc == x->port_ps)
        return 8;
    if (!sa_ports_ok(m->sets.profile, x->port_pc, x->port_ps))
        return 4;
    if (c->state != SA_NONE && x->port_ps != c->p.port_ps && m->sm1_on == c->id)
        return 5;
    if (c->state != SA_NONE && x->port_pc == c->p.port_pc)
        return 6;
    return o->state != SA_NONE && x->port_pc == o->p.port_pc ? 7 : 0;
}

/* What the facts about addresses are taken from: a set, or the registration that runs. */
static sa_set about(const ue *m)
{
    sa_set s = m->sets.cur.state != SA_NONE ? m->sets.cur : m->sets.temp;

    if (s.state == SA_NONE)
        s.p = (sa_params){ .ue = m->cover, .ue_addr = m->addr };
    return s;
}

/* Where the sets cover one address, the others of its /64 are `inside`, too: then they are not covered. */
static int addr_fact(const ue *m, const ip_addr *a)
{
    sa_set s = about(m);
    ip_prefix wide;

    if (s.state == SA_NONE && m->phase == UE_IDLE && s.p.ue.len != 128)
        return 2;
    assert_true(prefix_make(&s.p.ue_addr, addr_is_v4(&s.p.ue_addr) ? 24 : 64, &wide));
    if (addr_equal(&s.p.ue_addr, a))
        return 0;
    return prefix_match(s.p.ue.len == 128 ? &wide : &s.p.ue, a) ? 1 : 2;
}

static void state_facts(const ue *m, uint64_t now, int *v)
{
    v[F_PROFILE] = m->sets.profile == PROFILE_CR1;
    v[F_ASKED] = asked(m);
    v[F_PHASE] = (int)m->phase;
    v[F_SM1] = m->sm1_on == 0 ? 0 : m->sm1_on == m->sets.cur.id ? 1 : 2;
    v[F_C] = m->sets.cur.state == SA_NONE ? 0 : m->sets.cur.used ? 2 : 1;
    v[F_O] = m->sets.old.state != SA_NONE;
    v[F_BAD] = m->bad > 0;
    v[F_SUSPECT] = m->suspect;
    v[F_DEREG] = m->deregister;
    v[F_DUE] = m->refresh_at == UINT64_MAX ? 0 : now < m->refresh_at ? 1 : 2;
    v[F_COVER] = about(m).p.ue.len == 128;
    v[F_MOVED] = m->phase == UE_SENT && !addr_equal(&m->addr, &m->sm1_addr);
}

static void event_facts(const ue *m, const ue_event *e, int *v)
{
    v[F_ON] = place_of(&m->sets, e->on);
    v[F_ASK] = e->clear;
    v[F_KIND] = e->deregister;
    v[F_ADDR] = addr_fact(m, &e->addr);
    v[F_COVERS] = e->kind == UE_REGISTER && !prefix_match(&e->cover, &e->addr);
    v[F_OFFER] = offer_fact(m, &e->offer);
    v[F_AUTN] = (int)e->autn;
    v[F_SERVER] = (int)e->server;
    v[F_ANSWER] = answer_fact(m, &e->answer);
    v[F_GRANT] = e->one_address;
    v[F_WAY] = e->on == m->sm1_on;
    v[F_SECONDS] = e->seconds == 0 ? 0 : 1;
    v[F_PORT] = e->protected_port;
    v[F_IS] = e->request ? 0 : e->request_on == e->on ? 1 : 2;
    v[F_CODE] = e->code >= 400;
}

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

    state_facts(m, e->now, v);
    v[F_OVER] = over;
    if (e->kind != UE_TICK && over != 0) {
        v[F_DUE] = 0;
        do_row(m, e, "tick", v, &all);
        memset(v, 0, sizeof v);
        state_facts(m, e->now, v);
    }
    event_facts(m, e, v);
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

/* Every row is shown by a vector. */
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
    assert_true(shown == t.n);
}

static int setup(void **unused)
{
    (void)unused;
    table_read(&t, "spec/states/ue.tsv", facts, F_COUNT);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_vectors_are_the_table), cmocka_unit_test(test_rows_shown),
                                        cmocka_unit_test(test_a_difference_is_seen) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
