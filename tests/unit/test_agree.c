/* agree_server and agree_client_step equal spec/states/agree.tsv over all combinations of facts; RFC 3329 Table 1. */
#include "agree_table.h"

static table t;

static const sec_profile profiles[] = { PROFILE_IMS, PROFILE_IMS_R5, PROFILE_CR1, PROFILE_RFC3329, PROFILE_DRAFT };

static void show_case(const int *v, const char *event, char *out)
{
    out += sprintf(out, "%s", event);
    for (int k = 0; k < F_COUNT; k++)
        out += sprintf(out, " %s=%s", facts[k].name, facts[k].value[v[k]]);
}

static bool next_values(int *v, const int *which, int n)
{
    for (int k = n - 1; k >= 0; k--) {
        if (++v[which[k]] < facts[which[k]].n)
            return true;
        v[which[k]] = 0;
    }
    return false;
}

static row *find(int *v, const char *event)
{
    row *r;
    char what[512];

    v[F_PROFILE] = v[F_REAL] < 3 ? 0 : v[F_REAL] - 2;
    r = table_match(&t, event, v);
    if (r == NULL) {
        show_case(v, event, what);
        fail_msg("no row for %s", what);
    }
    return r;
}

static void test_server_is_the_table(void **unused)
{
    static const int varies[] = { F_REAL, F_METHOD, F_BEST, F_ENABLED, F_DEMANDED, F_PROTECTED, F_TLS, F_VIAS, F_TAG,
                                  F_WHERE, F_CLIENT, F_VERIFY };
    int v[F_COUNT] = { 0 };

    (void)unused;
    do {
        agree_facts f = { .profile = profiles[v[F_REAL]], .enabled = v[F_ENABLED] == 0, .demanded = v[F_DEMANDED] == 1,
                          .method = (agree_method)v[F_METHOD], .protected = v[F_PROTECTED] == 1,
                          .direct_tls = v[F_TLS] == 1, .vias = (uint32_t)v[F_VIAS],
                          .require = v[F_TAG] == 2 && v[F_WHERE] != 1,
                          .proxy_require = v[F_TAG] == 2 && v[F_WHERE] != 0, .supported = v[F_TAG] == 1,
                          .client = (agree_client_list)v[F_CLIENT], .verify = (agree_verify)v[F_VERIFY],
                          .preferred = (agree_mechanism)v[F_BEST] };
        row *r = find(v, "request");
        agree_verdict got = agree_server(&f);
        char what[512];

        if (!verdict_fits(r, &f, &got)) {
            show_case(v, "request", what);
            fail_msg("%s\nline %d wants %s %s, got %d %u %s", what, r->line, r->actions, r->reqs, got.outcome,
                     got.code, agree_requirement(got.req));
        }
    } while (next_values(v, varies, 12));
}

static void test_client_is_the_table(void **unused)
{
    static const int varies[] = { F_REAL, F_METHOD, F_BEST, F_PHASE, F_CHOSEN, F_TRIES, F_LOCATED, F_CODE, F_LIST,
                                  F_NEEDS };
    static const char *const events[] = { "start", "answer", "later", "lost" };
    static const uint32_t codes[] = { 200, 401, 403, 407, 420, 421, 494, 502 };
    int v[F_COUNT] = { 0 };

    (void)unused;
    v[F_END] = 1;
    do {
        agree_client before = { (agree_phase)v[F_PHASE], (agree_mechanism)v[F_CHOSEN],
                                v[F_TRIES] == 1 ? AGREE_TRIES_MAX : 0 };

        if ((before.phase == AGREE_CLIENT_AGREED) != (before.chosen != AGREE_NONE))
            continue;
        for (int k = 0; k < 4; k++) {
            agree_client_event e = { .kind = (agree_event_kind)k, .profile = profiles[v[F_REAL]],
                                     .method = (agree_method)v[F_METHOD], .located_tls = v[F_LOCATED] == 1,
                                     .code = codes[v[F_CODE]], .server_present = v[F_LIST] != 0,
                                     .server_ok = v[F_LIST] == 1, .best = (agree_mechanism)v[F_BEST],
                                     .complete = v[F_NEEDS] == 0 };
            agree_client c = before;
            row *r = find(v, events[k]);
            agree_client_action got = agree_client_step(&c, &e);
            char what[512];

            if (!action_fits(r, &e, &before, &got) || c.phase != phase_of(r->next, before.phase) ||
                (c.phase == AGREE_CLIENT_AGREED) != (c.chosen != AGREE_NONE)) {
                show_case(v, events[k], what);
                fail_msg("%s\nline %d wants %s %s, got %d %s", what, r->line, r->actions, r->reqs, got.act,
                         agree_requirement(got.req));
            }
        }
    } while (next_values(v, varies, 10));
    table_all_hit(&t);
}

/* Two offers without an agreement are all; an answer over the agreed mechanism clears the count. */
static void test_tries(void **unused)
{
    agree_client c;
    agree_client_event start = { .kind = AGREE_EV_START, .profile = PROFILE_RFC3329, .method = AGREE_OTHER };
    agree_client_event refused = { .kind = AGREE_EV_ANSWER, .profile = PROFILE_RFC3329, .method = AGREE_OTHER,
                                   .code = 494 };
    agree_client_event list = { .kind = AGREE_EV_ANSWER, .profile = PROFILE_RFC3329, .method = AGREE_OTHER,
                                .code = 494, .server_present = true, .server_ok = true, .best = AGREE_TLS,
                                .complete = true };
    agree_client_event ok = { .kind = AGREE_EV_ANSWER, .profile = PROFILE_RFC3329, .method = AGREE_OTHER,
                              .code = 200 };

    (void)unused;
    agree_client_init(&c);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(agree_client_step(&c, &start).act, AGREE_DO_SEND);
        assert_int_equal(agree_client_step(&c, &refused).req, AGREE_REQ_R3329_2_3_1_17);
    }
    assert_int_equal(agree_client_step(&c, &start).req, AGREE_REQ_R3329_2_3_1_18);
    agree_client_init(&c);
    agree_client_step(&c, &start);
    assert_int_equal(agree_client_step(&c, &list).start, AGREE_TLS);
    assert_int_equal(c.tries, 1);
    agree_client_step(&c, &ok);
    assert_int_equal(c.tries, 0);
    agree_client_init(&c); /* a server that wants no agreement is asked each time */
    for (int k = 0; k < 5; k++) {
        agree_client_event first = { .kind = AGREE_EV_START, .profile = PROFILE_RFC3329, .method = AGREE_OTHER };
        agree_client_event plain = { .kind = AGREE_EV_ANSWER, .profile = PROFILE_RFC3329, .method = AGREE_OTHER,
                                     .code = 200 };
        assert_true(agree_client_step(&c, &first).add_client);
        assert_int_equal(agree_client_step(&c, &plain).act, AGREE_DO_DELIVER);
    }
}

/* RFC 3329 Table 1, with the responses that IMS and the draft add. */
static void test_table_1(void **unused)
{
    static const struct { agree_method m; agree_place client, verify; } rows[] = {
        { AGREE_ACK, AGREE_FORBIDDEN, AGREE_DISPUTED }, { AGREE_CANCEL, AGREE_FORBIDDEN, AGREE_FORBIDDEN },
        { AGREE_PRACK, AGREE_FORBIDDEN, AGREE_FORBIDDEN }, { AGREE_REGISTER, AGREE_ALLOWED, AGREE_ALLOWED },
        { AGREE_OPTIONS, AGREE_ALLOWED, AGREE_ALLOWED }, { AGREE_OTHER, AGREE_ALLOWED, AGREE_ALLOWED } };
    agree_req req;

    (void)unused;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        for (int p = 0; p < 5; p++) {
            sec_profile q = profiles[p];
            agree_method m = rows[k].m;

            assert_int_equal(agree_may_stand(q, AGREE_SECURITY_CLIENT, m, 0, &req), rows[k].client);
            assert_string_equal(agree_requirement(req), "R3329-2.6-01");
            assert_int_equal(agree_may_stand(q, AGREE_SECURITY_VERIFY, m, 0, &req), rows[k].verify);
            assert_string_equal(agree_requirement(req), "R3329-2.6-03");
            for (uint32_t status = 100; status < 700; status++) {
                bool ims = p < 3 && m == AGREE_REGISTER && status == 401;
                bool draft = p == 4 && (status == 401 || status == 407);
                bool good = k > 2 && (status == 421 || status == 494 || ims || draft);

                assert_int_equal(agree_may_stand(q, AGREE_SECURITY_CLIENT, m, status, &req), AGREE_FORBIDDEN);
                assert_int_equal(agree_may_stand(q, AGREE_SECURITY_VERIFY, m, status, &req), AGREE_FORBIDDEN);
                assert_int_equal(agree_may_stand(q, AGREE_SECURITY_SERVER, m, status, &req),
                                 good ? AGREE_ALLOWED : AGREE_FORBIDDEN);
            }
            assert_int_equal(agree_may_stand(q, AGREE_SECURITY_SERVER, m, 0, &req), AGREE_FORBIDDEN);
        }
    }
}

static int setup(void **unused)
{
    (void)unused;
    table_read(&t, "spec/states/agree.tsv", facts, F_COUNT);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server_is_the_table), cmocka_unit_test(test_client_is_the_table),
        cmocka_unit_test(test_tries), cmocka_unit_test(test_table_1)
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
