/* ue_step equals spec/states/ue.tsv over all combinations of facts, in profile cr1 and the others, and keeps the
 * invariant. */
#include "ue_table.h"

#define NOW UINT64_C(1000000)
#define ID_O 11u
#define ID_C 12u
#define ID_T 13u
#define ID_DEAD 5u

/* What the cases differ in besides the facts: where the event's address is, and which of T, C, O and the registration
 * that runs take in one address alone, and not a prefix. */
enum { X_ADDR = F_COUNT, X_ONE_T, X_ONE_C, X_ONE_O, X_ONE_REG, X_COUNT };

static table t;
static ip_addr same, inside, outside;
static ip_prefix elsewhere;

/* Which facts an event has, besides those of the state. */
static const struct { ue_event_kind kind; int varies[8]; int n; } events[] = {
    { UE_REGISTER, { F_ASK, F_KIND, X_ADDR, F_COVERS, F_OFFER }, 5 },
    { UE_CHALLENGE, { F_ON, F_AUTN, F_SERVER, F_OFFER, F_ANSWER, F_GRANT }, 6 },
    { UE_ACCEPTED, { F_ON, F_SECONDS }, 2 },
    { UE_REJECTED, { F_ON }, 1 },
    { UE_TIMEOUT, { 0 }, 0 },
    { UE_INSTALL_FAILED, { F_ON }, 1 },
    { UE_MESSAGE, { F_ON, F_PORT, F_IS, F_CODE }, 4 },
    { UE_SEND, { F_ON, F_IS }, 2 },
    { UE_NEW_ADDRESS, { X_ADDR }, 1 },
    { UE_REAUTHENTICATE, { F_SECONDS }, 1 },
    { UE_TICK, { F_OVER }, 1 },
};

static int setup(void **unused)
{
    (void)unused;
    same = example_addr("2001:db8::1");
    inside = example_addr("2001:db8::2");
    outside = example_addr("2001:db9::1");
    elsewhere = example_prefix("2001:dba::1", 64);
    return 0;
}

static ip_prefix cover_of(const ip_addr *a, bool wide)
{
    ip_prefix p;

    assert_true(prefix_make(a, wide ? 64 : 128, &p));
    return p;
}

/* The machine in the state of the facts; false where there is no such state. */
static bool build_state(const int *v, ue *m)
{
    static const uint32_t place[] = { 0, ID_C, ID_DEAD };

    memset(m, 0, sizeof *m);
    m->times = SA_TIMES;
    m->sets.next_id = 14;
    m->phase = (ue_phase)v[F_PHASE];
    if (m->phase == UE_ANSWERED)
        m->sets.temp = example_set(SA_TEMPORARY, ID_T, v[X_ONE_T] == 0, NOW + 200000);
    if (v[F_C] != 0)
        m->sets.cur = example_set(SA_ESTABLISHED, ID_C, v[X_ONE_C] == 0, NOW + 3600000);
    m->sets.cur.used = v[F_C] == 2;
    if (v[F_O] != 0)
        m->sets.old = example_set(SA_OLD, ID_O, v[X_ONE_O] == 0, NOW + 1000000);
    if (v[F_PROFILE] == 1)
        one_pair_each(&m->sets);
    m->sm1_on = place[v[F_SM1]];
    m->offer = (sa_offer){ v[F_PROFILE] == 1 ? 0 : 0x1020, 0x2020, 6020, 5100 };
    m->addr = same;
    m->sm1_addr = v[F_MOVED] == 1 ? inside : same;
    m->cover = cover_of(&same, v[X_ONE_REG] == 0);
    m->deregister = v[F_DEREG] == 1;
    m->suspect = v[F_SUSPECT] == 1;
    m->bad = (uint32_t)v[F_BAD];
    m->refresh_at = v[F_DUE] == 0 ? UINT64_MAX : v[F_DUE] == 1 ? NOW + 5000 : NOW;
    m->asked = v[F_ASKED] == 1 ? m->sets.cur.id : 0;
    return (v[F_SM1] != 1 || v[F_C] != 0) && (v[F_ASKED] == 0 || v[F_C] != 0) &&
           (v[F_MOVED] == 0 || (m->phase == UE_SENT && v[X_ONE_REG] == 0)) &&
           v[X_ONE_T] <= (m->phase == UE_ANSWERED) && v[X_ONE_C] <= (v[F_C] != 0) && v[X_ONE_O] <= v[F_O] &&
           v[X_ONE_REG] <= (m->phase == UE_SENT || v[X_ONE_T]) && ue_valid(m);
}

static sa_offer build_offer(const int *v)
{
    bool cr1 = v[F_PROFILE] == 1;
    sa_offer o = { cr1 ? 0 : 0x1030, 0x2030, 6030, 5100 };

    switch (v[F_OFFER]) {
    case 1: o.spi_us = 255; break;
    case 2: o.spi_uc = o.spi_us; break;
    case 3: o.port_us = 5060; break;
    case 4: o.spi_us = (cr1 ? 0x2000 : 0x1000) + ID_C; break;
    case 5: *(cr1 ? &o.spi_us : &o.spi_uc) = 0x4000 + ID_C; break;
    case 6: o.port_uc = 6000 + ID_C; break;
    case 7: o.port_us = 5200; break;
    case 8: *(cr1 ? &o.spi_us : &o.spi_uc) = 0x2000 + ID_O; break;
    case 9: o.port_uc = 6000 + ID_O; break;
    case 10: o.port_uc = 5100, o.port_us = 5200; break;
    case 11: o.port_uc = 5300; break;
    default: break;
    }
    return o;
}

static sa_answer build_answer(const int *v, ue *m)
{
    sa_answer x = { v[F_PROFILE] == 1 ? 0 : 0x3040, 0x4040, 7040, 5062 };

    switch (v[F_ANSWER]) {
    case 1: x.spi_ps = 0; break;
    case 2: x.spi_pc = x.spi_ps; break;
    case 3: x.spi_ps = 0x2020; break;
    case 4: x.port_pc = 5060; break;
    case 5: x.port_ps = 5064; break;
    case 6: x.port_pc = 7000 + ID_C; break;
    case 7: x.port_pc = 7000 + ID_O; break;
    case 8: x.port_pc = x.port_ps; break;
    case 9: m->sets.next_id = UINT32_MAX; break;
    case 10: m->sets.old.p.port_ps = 5064; break;
    default: break;
    }
    return x;
}

/* The event of the facts; false where there is none in this state. */
static bool build_event(int *v, ue *m, ue_event_kind kind, ue_event *e)
{
    static const uint32_t seconds[] = { 0, 600, 1201, 7200 };
    const uint32_t on[] = { 0, m->sets.temp.id, m->sets.cur.id, m->sets.old.id, ID_DEAD };

    memset(e, 0, sizeof *e);
    e->kind = kind;
    e->now = NOW;
    e->on = on[v[F_ON]];
    if (v[F_ON] != 0 && e->on == 0)
        return false;
    v[F_WAY] = e->on == m->sm1_on;
    e->offer = build_offer(v);
    e->clear = v[F_ASK] == 1;
    e->deregister = v[F_KIND] == 1;
    e->addr = v[X_ADDR] == 0 ? same : v[X_ADDR] == 1 ? inside : outside;
    e->cover = v[F_COVERS] == 0 ? cover_of(&e->addr, true) : elsewhere;
    e->autn = (ue_autn)v[F_AUTN];
    e->server = (ue_server)v[F_SERVER];
    e->alg = ALG_AES_GMAC;
    e->ealg = EALG_AES_CBC;
    e->answer = build_answer(v, m);
    e->one_address = v[F_GRANT] == 1;
    e->p_addr = outside;
    e->seconds = seconds[v[F_SECONDS]];
    e->code = v[F_CODE] == 0 ? 200 : 400;
    e->request = v[F_IS] == 0;
    e->request_on = v[F_IS] == 2 ? ID_DEAD + 1 : e->on;
    e->protected_port = v[F_PORT] == 1;
    v[F_ADDR_T] = out_of(&m->sets.temp, &e->addr);
    v[F_ADDR_C] = out_of(&m->sets.cur, &e->addr);
    v[F_ADDR_O] = out_of(&m->sets.old, &e->addr);
    v[F_ADDR_REG] = m->phase != UE_IDLE && !prefix_match(&m->cover, &e->addr);
    return true;
}

static void overdue(const int *v, ue *m)
{
    if (v[F_OVER] & 1)
        m->sets.temp.expires_at = NOW;
    if (v[F_OVER] & 2)
        m->sets.cur.expires_at = NOW;
    if (v[F_OVER] & 4)
        m->sets.old.expires_at = NOW - 1;
}

static bool machines_equal(const ue *a, const ue *b)
{
    return sets_equal(&a->sets, &b->sets) && a->phase == b->phase && a->sm1_on == b->sm1_on &&
           memcmp(&a->offer, &b->offer, sizeof a->offer) == 0 && addr_equal(&a->addr, &b->addr) &&
           addr_equal(&a->sm1_addr, &b->sm1_addr) &&
           addr_equal(&a->cover.addr, &b->cover.addr) && a->cover.len == b->cover.len &&
           a->deregister == b->deregister && a->suspect == b->suspect && a->asked == b->asked &&
           a->refresh_at == b->refresh_at && (a->phase == UE_IDLE || a->bad == b->bad);
}

static void show_case(const int *v, ue_event_kind kind, char *out)
{
    out += sprintf(out, "%s", ue_event_name(kind));
    for (int k = 0; k < F_COUNT; k++)
        out += sprintf(out, " %s=%s", ue_fact[k].name, ue_fact[k].value[v[k]]);
}

/* One case: the row, what it asks for, and what the step does. */
static void check_case(int *v, ue *m, const ue_event *e)
{
    ue expected = *m;
    meaning w = { .before = m->sets, .after = &expected.sets, .on = e->on, .sm1 = m->sm1_on,
                  .idle = m->phase == UE_IDLE, .now = NOW, .reg = NOW + (uint64_t)e->seconds * 1000 + 30000,
                  .left = NOW + (uint64_t)e->seconds * 1000, .to = e->addr };
    row *r = table_match(&t, ue_event_name(e->kind), v);
    sa_actions want, got;
    char words[128], what[1024], a[512], b[512], *save;
    uint32_t reg = 0;

    if (r == NULL) {
        show_case(v, e->kind, what);
        fail_msg("no row for %s", what);
    }
    want = want_actions(&w, r);
    for (uint32_t k = 0; k < want.count; k++) {
        if (want.a[k].kind == SA_REGISTER)
            reg = want.a[k].set;
    }
    strcpy(words, r->next);
    for (char *p = strtok_r(words, " ", &save); p != NULL && strcmp(p, "=") != 0; p = strtok_r(NULL, " ", &save))
        apply(&expected, p, e, reg);
    got = ue_step(m, e);
    if (actions_equal(&want, &got) && machines_equal(&expected, m) && ue_valid(m))
        return;
    show_case(v, e->kind, what);
    show_actions(a, &want);
    show_actions(b, &got);
    fail_msg("%s\nline %d wants%s\ngot%s\nnext state as in the table: %d, invariant kept: %d", what, r->line, a, b,
             machines_equal(&expected, m), ue_valid(m));
}

/* Counts through the values of the facts, the last fastest; false at the end. */
static bool next_values(int *v, const int *which, int n)
{
    for (int k = n - 1; k >= 0; k--) {
        int values = which[k] < F_COUNT ? ue_fact[which[k]].n : which[k] == X_ADDR ? 3 : 2;

        if (++v[which[k]] < values)
            return true;
        v[which[k]] = 0;
    }
    return false;
}

/* Every case; of CHALLENGE, which has most by far, every seventh. */
static long check_state(const int *state, int e)
{
    static long turn;
    int v[X_COUNT];
    long cases = 0;

    memcpy(v, state, sizeof v);
    do {
        ue m;
        ue_event x;

        if (events[e].kind == UE_CHALLENGE && turn++ % 7 != 0)
            continue;
        build_state(v, &m);
        if (!build_event(v, &m, events[e].kind, &x))
            continue;
        overdue(v, &m);
        if (!ue_valid(&m) || ((v[F_OVER] & 1) && v[F_PHASE] != 2) || ((v[F_OVER] & 2) && v[F_C] == 0) ||
            ((v[F_OVER] & 4) && v[F_O] == 0))
            continue;
        check_case(v, &m, &x);
        cases++;
    } while (next_values(v, events[e].varies, events[e].n));
    return cases;
}

/* All states, all events, all facts: the step is the table. What the network asked for matters to offers alone, and what
 * covers one address to new addresses. */
static void test_step_is_the_table(void **unused)
{
    static const int state_facts[] = { F_PROFILE, F_PHASE, F_SM1, F_C,     F_O,    F_BAD,
                                        F_SUSPECT, F_DEREG, F_DUE, F_ASKED, F_MOVED, X_ONE_T, X_ONE_C, X_ONE_O, X_ONE_REG };
    int v[X_COUNT] = { 0 };
    long cases = 0, states = 0;

    (void)unused;
    table_read(&t, "spec/states/ue.tsv", ue_fact, F_COUNT);
    do {
        ue m;

        int one = v[X_ONE_T] + v[X_ONE_C] + v[X_ONE_O] + v[X_ONE_REG];

        if (!build_state(v, &m))
            continue;
        states++;
        for (size_t e = 0; e < sizeof events / sizeof events[0]; e++) {
            bool offers = events[e].kind == UE_REGISTER || events[e].kind == UE_CHALLENGE;

            if (one != 0 && events[e].kind != UE_REGISTER && events[e].kind != UE_NEW_ADDRESS)
                continue;
            if (v[F_ASKED] == 0 || offers || events[e].kind == UE_REAUTHENTICATE)
                cases += check_state(v, (int)e);
        }
    } while (next_values(v, state_facts, 15));
    table_all_hit(&t);
    print_message("%ld states, %ld cases\n", states, cases);
    assert_true(cases > 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_step_is_the_table) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
