/* pcscf_step equals spec/states/pcscf.tsv over all combinations of facts, in profile cr1 and the others, and keeps the
 * invariant. */
#include "pcscf_table.h"

#define NOW UINT64_C(1000000)
#define ID_O 11u
#define ID_C 12u
#define ID_T 13u
#define ID_DEAD 5u

static table t;
static ip_addr same, inside, outside;
static ip_prefix one, many, elsewhere;

static int setup(void **unused)
{
    (void)unused;
    same = example_addr("2001:db8::1");
    inside = example_addr("2001:db8::2");
    outside = example_addr("2001:db9::1");
    one = example_prefix("2001:db8::1", 128);
    many = example_prefix("2001:db8::1", 64);
    elsewhere = example_prefix("2001:db9::1", 64);
    return 0;
}

/* Which facts an event has, besides those of the state. */
static const struct { pcscf_event_kind kind; int varies[12]; int n; } events[] = {
    { PCSCF_REGISTER, { F_ON, F_PORT, F_SOURCE, F_VIA, F_IMPI, F_VERIFY, F_AUTH, F_OFFER, F_CLIENT, F_TAKEN }, 10 },
    { PCSCF_CHALLENGE, { F_ON, F_WHICH, F_COMMON, F_ANSWER }, 4 },
    { PCSCF_ACCEPTED, { F_ON, F_WHICH, F_SECONDS }, 3 },
    { PCSCF_REJECTED, { F_ON, F_WHICH }, 2 },
    { PCSCF_INSTALL_FAILED, { F_ON }, 1 },
    { PCSCF_MESSAGE, { F_ON, F_PORT, F_SOURCE, F_VIA, F_VERIFY, F_IS, F_IMPU }, 7 },
    { PCSCF_SEND, { F_ON, F_IS }, 2 },
    { PCSCF_REAUTHENTICATE, { F_SECONDS }, 1 },
    { PCSCF_DEREGISTERED, { F_ON }, 0 },
    { PCSCF_TICK, { F_OVER }, 1 },
};

/* The machine in the state of the facts; false where there is no such state. */
static bool build_state(const int *v, pcscf *m)
{
    static const uint32_t place[] = { 0, ID_C, ID_O, ID_DEAD };
    static const uint32_t sm1_at[] = { 0, 0, ID_C, ID_O, ID_O };
    bool wide = v[F_COVER] == 0;

    memset(m, 0, sizeof *m);
    m->times = SA_TIMES;
    m->sets.next_id = 14;
    if (v[F_T] == 1)
        m->sets.temp = example_set(SA_TEMPORARY, ID_T, wide, NOW + 200000);
    if (v[F_C] != 0)
        m->sets.cur = example_set(SA_ESTABLISHED, ID_C, wide, NOW + 3600000);
    m->sets.cur.used = v[F_C] == 2;
    if (v[F_O] != 0)
        m->sets.old = example_set(v[F_O] == 1 ? SA_OLD : SA_CLOSING, ID_O, wide, NOW + 1000000);
    if ((v[F_FROM] == 1 && v[F_C] == 0) || (v[F_FROM] == 2 && v[F_O] != 1))
        return false; /* then it is gone */
    if (v[F_PROFILE] == 1) {
        one_pair_each(&m->sets);
        m->port_ps = 5062;
    }
    m->temp_on = place[v[F_FROM]];
    m->answered = v[F_ANSWERED] == 1;
    if (v[F_SM1] == 0)
        return v[F_SM1_AUTH] == 0 && v[F_SM1_OFFER] == 0 && pcscf_valid(m);
    m->sm1.active = true;
    m->sm1.transaction = 77;
    m->sm1.on = sm1_at[v[F_SM1]];
    m->sm1.marked = v[F_SM1] == 2 || v[F_SM1] == 4;
    m->sm1.auth = v[F_SM1_AUTH] == 0 ? PCSCF_AUTH_NONE : PCSCF_AUTH_AUTS;
    m->sm1.offered = v[F_SM1_OFFER] != 1;
    m->sm1.offer = (sa_offer){ 0x1020, 0x2020, v[F_SM1_OFFER] == 2 ? 6000 + ID_C : v[F_SM1_OFFER] == 3 ? 6000 + ID_O : 6020,
                                 5100 };
    if (v[F_PROFILE] == 1)
        m->sm1.offer.spi_uc = 0;
    m->sm1.source = same;
    return (v[F_SM1] != 2 || v[F_C] != 0) && (v[F_SM1] < 3 || v[F_O] == 1) && (v[F_SM1_OFFER] != 2 || v[F_C] != 0) &&
           (v[F_SM1_OFFER] != 3 || v[F_O] != 0) && pcscf_valid(m);
}

static void build_offer(const int *v, pcscf_event *e)
{
    e->offered = v[F_OFFER] != 0;
    e->offer = (sa_offer){ 0x1030, 0x2030, 6030, 5100 };
    if (v[F_PROFILE] == 1)
        e->offer.spi_uc = 0;
    if (v[F_OFFER] == 2)
        e->offer.port_us = 5060;
    if (v[F_OFFER] == 3)
        e->offer.port_us = 5200;
    if (v[F_OFFER] == 4)
        e->offer.port_uc = 6000 + ID_C;
    if (v[F_OFFER] == 5)
        e->offer.port_uc = 6000 + ID_O;
}

static void build_answer(const int *v, pcscf *m, pcscf_event *e)
{
    bool cr1 = v[F_PROFILE] == 1;

    e->answer = (sa_answer){ cr1 ? 0 : 0x3040, 0x4040, 7040, 5062 };
    e->ue = v[F_ANSWER] == 10 ? elsewhere : v[F_COVER] == 0 ? many : one;
    switch (v[F_ANSWER]) {
    case 1: *(cr1 ? &e->answer.spi_ps : &e->answer.spi_pc) = 255; break;
    case 2: e->answer.spi_pc = e->answer.spi_ps; break;
    case 3: e->answer.spi_ps = 0x2020; break;
    case 4: e->answer.spi_ps = (cr1 ? 0x4000 : 0x3000) + ID_C; break;
    case 5: *(cr1 ? &e->answer.spi_ps : &e->answer.spi_pc) = 0x4000 + ID_O; break;
    case 6: e->answer.port_pc = 5060; break;
    case 7: e->answer.port_pc = 7000 + ID_C; break;
    case 8: e->answer.port_pc = 7000 + ID_O; break;
    case 9: e->answer.port_ps = 5064; break;
    case 11: e->answer.port_pc = e->answer.port_ps; break;
    case 12: m->sets.next_id = UINT32_MAX; break;
    default: break;
    }
}

/* The event of the facts; false where there is none in this state. */
static bool build_event(int *v, pcscf *m, pcscf_event_kind kind, pcscf_event *e)
{
    const uint32_t on[] = { 0, m->sets.temp.id, m->sets.cur.id, m->sets.old.id, ID_DEAD };

    memset(e, 0, sizeof *e);
    e->kind = kind;
    e->now = NOW;
    e->on = on[v[F_ON]];
    if (v[F_ON] != 0 && e->on == 0)
        return false;
    v[F_ANSWERS] = v[F_ON] == 1 ? 2 : m->sm1.active && e->on == m->sm1.on && v[F_WHICH] == 0 ? 1 : 0;
    e->transaction = v[F_WHICH] == 0 ? 77 : 78;
    e->source = v[F_SOURCE] == 0 ? same : v[F_SOURCE] == 1 ? inside : outside;
    e->protected_port = v[F_PORT] == 1;
    e->via_ok = v[F_VIA] == 0;
    e->verify = (sa_verify)v[F_VERIFY];
    e->impi_ok = v[F_IMPI] == 0;
    e->auth = (pcscf_auth)v[F_AUTH];
    build_offer(v, e);
    e->client_same = v[F_CLIENT] == 0;
    e->pair_taken = v[F_TAKEN] == 1;
    e->common = v[F_COMMON] == 0;
    e->alg = ALG_AES_GMAC;
    e->ealg = EALG_AES_CBC;
    build_answer(v, m, e);
    e->p_addr = outside;
    e->seconds = v[F_SECONDS] == 0 ? 0 : v[F_SECONDS] == 1 ? 600 : 7200;
    e->code = 403;
    e->request = v[F_IS] == 0;
    e->request_on = v[F_IS] == 2 ? ID_DEAD + 1 : e->on;
    e->impu_ok = v[F_IMPU] == 0;
    return true;
}

static void overdue(const int *v, pcscf *m)
{
    if (v[F_OVER] & 1)
        m->sets.temp.expires_at = NOW;
    if (v[F_OVER] & 2)
        m->sets.cur.expires_at = NOW;
    if (v[F_OVER] & 4)
        m->sets.old.expires_at = NOW - 1;
}

static bool machines_equal(const pcscf *a, const pcscf *b)
{
    return sets_equal(&a->sets, &b->sets) && a->sm1.active == b->sm1.active && a->sm1.on == b->sm1.on &&
           a->sm1.transaction == b->sm1.transaction &&
           a->sm1.auth == b->sm1.auth && a->sm1.offered == b->sm1.offered &&
           memcmp(&a->sm1.offer, &b->sm1.offer, sizeof a->sm1.offer) == 0 &&
           addr_equal(&a->sm1.source, &b->sm1.source) && a->sm1.marked == b->sm1.marked &&
           a->temp_on == b->temp_on && a->answered == b->answered &&
           a->port_ps == b->port_ps;
}

static void show_case(const int *v, pcscf_event_kind kind, char *out)
{
    out += sprintf(out, "%s", pcscf_event_name(kind));
    for (int k = 0; k < F_COUNT; k++)
        out += sprintf(out, " %s=%s", pcscf_fact[k].name, pcscf_fact[k].value[v[k]]);
}

/* One case: the row, what it asks for, and what the step does. */
static void check_case(int *v, pcscf *m, const pcscf_event *e)
{
    pcscf expected = *m;
    meaning w = { .before = m->sets, .after = &expected.sets, .on = e->on, .sm1 = m->sm1.on, .from = m->temp_on,
                  .now = NOW, .reg = NOW + (uint64_t)e->seconds * 1000 + 30000,
                  .left = NOW + (uint64_t)e->seconds * 1000, .to = e->source };
    row *r = table_match(&t, pcscf_event_name(e->kind), v);
    sa_actions want, got;
    char words[128], what[1024], a[512], b[512], *save;

    if (r == NULL) {
        show_case(v, e->kind, what);
        fail_msg("no row for %s", what);
    }
    want = want_actions(&w, r);
    strcpy(words, r->next);
    for (char *p = strtok_r(words, " ", &save); p != NULL && strcmp(p, "=") != 0; p = strtok_r(NULL, " ", &save))
        apply(&expected, p, e);
    tidy(&expected);
    got = pcscf_step(m, e);
    if (actions_equal(&want, &got) && machines_equal(&expected, m) && pcscf_valid(m))
        return;
    show_case(v, e->kind, what);
    show_actions(a, &want);
    show_actions(b, &got);
    fail_msg("%s\nline %d wants%s\ngot%s\nnext state as in the table: %d, invariant kept: %d", what, r->line, a, b,
             machines_equal(&expected, m), pcscf_valid(m));
}

/* Counts through the values of the facts, the last fastest; false at the end. */
static bool next_values(int *v, const int *which, int n)
{
    for (int k = n - 1; k >= 0; k--) {
        if (++v[which[k]] < pcscf_fact[which[k]].n)
            return true;
        v[which[k]] = 0;
    }
    return false;
}

/* Every case; of REGISTER, which has most by far, every seventh. */
static long check_state(const int *state, int e)
{
    static long turn;
    int v[F_COUNT];
    long cases = 0;

    memcpy(v, state, sizeof v);
    do {
        pcscf m;
        pcscf_event x;

        if (events[e].kind == PCSCF_REGISTER && turn++ % 7 != 0)
            continue;
        build_state(v, &m);
        if (!build_event(v, &m, events[e].kind, &x))
            continue;
        overdue(v, &m);
        if (!pcscf_valid(&m) || ((v[F_OVER] & 1) && v[F_T] == 0) || ((v[F_OVER] & 2) && v[F_C] == 0) ||
            ((v[F_OVER] & 4) && v[F_O] == 0))
            continue;
        check_case(v, &m, &x);
        cases++;
    } while (next_values(v, events[e].varies, events[e].n));
    return cases;
}

/* All states, all events, all facts: the step is the table. Of the many cases of REGISTER those in which what SM1 was
 * changes nothing are left out. */
static void test_step_is_the_table(void **unused)
{
    static const int state_facts[] = { F_PROFILE, F_T,   F_FROM,     F_ANSWERED,  F_C,
                                        F_O,       F_SM1, F_SM1_AUTH, F_SM1_OFFER, F_COVER };
    int v[F_COUNT] = { 0 };
    long cases = 0, states = 0;

    (void)unused;
    table_read(&t, "spec/states/pcscf.tsv", pcscf_fact, F_COUNT);
    do {
        pcscf m;

        if (!build_state(v, &m))
            continue;
        states++;
        for (size_t e = 0; e < sizeof events / sizeof events[0]; e++) {
            if (events[e].kind == PCSCF_REGISTER && (v[F_SM1_AUTH] != 0 || v[F_SM1_OFFER] != 0))
                continue;
            cases += check_state(v, (int)e);
        }
    } while (next_values(v, state_facts, 10));
    table_all_hit(&t);
    print_message("%ld states, %ld cases\n", states, cases);
    assert_true(cases > 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_step_is_the_table) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
