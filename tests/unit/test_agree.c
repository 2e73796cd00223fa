/* agree_server and agree_client_step equal spec/states/agree.tsv over all combinations of facts; RFC 3329 Table 1. */
#include "table.h"
#include "../../src/core/agree.h"

enum {
    F_END, F_REAL, F_PROFILE, F_METHOD, F_BEST,
    F_ENABLED, F_DEMANDED, F_PROTECTED, F_TLS, F_VIAS, F_TAG, F_WHERE, F_CLIENT, F_VERIFY, /* server */
    F_PHASE, F_CHOSEN, F_TRIES, F_LOCATED, F_CODE, F_LIST, F_NEEDS, F_COUNT                 /* client */
};

static const fact facts[F_COUNT] = {
    [F_END] = { "end", 2, { "server", "client" } },
    [F_REAL] = { "real", 5, { "ims", "ims-r5", "cr1", "rfc3329", "draft" } },
    [F_PROFILE] = { "profile", 3, { "ims", "rfc3329", "draft" } },
    [F_METHOD] = { "method", 6, { "register", "ack", "cancel", "prack", "options", "other" } },
    [F_BEST] = { "best", 6, { "none", "digest", "tls", "ipsec-ike", "ipsec-man", "ipsec-3gpp" } },
    [F_ENABLED] = { "enabled", 2, { "yes", "no" } },
    [F_DEMANDED] = { "demanded", 2, { "no", "yes" } },
    [F_PROTECTED] = { "protected", 2, { "no", "yes" } },
    [F_TLS] = { "tls", 2, { "no", "yes" } },
    [F_VIAS] = { "vias", 3, { "none", "one", "many" } },
    [F_TAG] = { "tag", 3, { "none", "supported", "asked" } },
    [F_WHERE] = { "where", 3, { "require", "proxy-require", "both" } },
    [F_CLIENT] = { "client", 3, { "absent", "ok", "malformed" } },
    [F_VERIFY] = { "verify", 4, { "absent", "equal", "different", "malformed" } },
    [F_PHASE] = { "phase", 4, { "off", "offered", "agreed", "aborted" } },
    [F_CHOSEN] = { "chosen", 6, { "none", "digest", "tls", "ipsec-ike", "ipsec-man", "ipsec-3gpp" } },
    [F_TRIES] = { "tries", 2, { "some", "all" } },
    [F_LOCATED] = { "located", 2, { "no", "tls" } },
    [F_CODE] = { "code", 8, { "200", "401", "403", "407", "420", "421", "494", "502" } },
    [F_LIST] = { "list", 3, { "absent", "ok", "bad" } },
    [F_NEEDS] = { "needs", 2, { "yes", "no" } },
};

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

/* The word stands in the cell. */
static bool says(const char *cell, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = cell; *p != '\0';) {
        size_t len = strcspn(p, " ");

        if (len == n && strncmp(p, word, n) == 0)
            return true;
        p += len + (p[len] == ' ');
    }
    return false;
}

static bool verdict_fits(const row *r, const agree_facts *f, const agree_verdict *v)
{
    const char *c = r->actions;
    agree_outcome outcome = says(c, "proceed") ? AGREE_PROCEED : says(c, "discard") ? AGREE_DISCARD : AGREE_REFUSE;
    uint32_t code = outcome == AGREE_REFUSE ? (uint32_t)strtoul(c, NULL, 10) : 0;
    agree_challenge challenge = f->preferred != AGREE_DIGEST ? AGREE_NO_CHALLENGE
                                : says(c, "+proxy-auth") && f->profile == PROFILE_RFC3329 ? AGREE_PROXY_AUTHENTICATE
                                : says(c, "+www-auth") && f->profile == PROFILE_DRAFT ? AGREE_WWW_AUTHENTICATE
                                                                                      : AGREE_NO_CHALLENGE;

    return v->outcome == outcome && v->code == code && v->add_server == says(c, "+list") &&
           v->add_require == says(c, "+require") && v->challenge == challenge &&
           v->strip_tags == (says(c, "-tags") && (f->require || f->proxy_require)) &&
           v->strip_client == (says(c, "-client") && f->client != AGREE_CLIENT_ABSENT) &&
           v->strip_verify == (says(c, "-verify") && f->verify != AGREE_VERIFY_ABSENT) &&
           v->server_in_401 == says(c, "401list") && v->one_via == (says(c, "+one-via") && f->vias > 1 &&
                                                             f->profile == PROFILE_DRAFT) &&
           strcmp(agree_requirement(v->req), r->reqs) == 0;
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

static bool action_fits(const row *r, const agree_client_event *e, const agree_client *before,
                        const agree_client_action *x)
{
    const char *c = r->actions;
    agree_client_do act = says(c, "send") ? AGREE_DO_SEND : says(c, "start") ? AGREE_DO_START
                          : says(c, "deliver") ? AGREE_DO_DELIVER : AGREE_DO_ABORT;

    return x->act == act && x->start == (act == AGREE_DO_START ? e->best : AGREE_NONE) &&
           x->add_client == says(c, "+client") && x->add_verify == says(c, "+verify") &&
           x->add_tags == says(c, "+tags") && x->add_supported == says(c, "+supported") &&
           x->add_d_ver == (says(c, "+d-ver") && before->chosen == AGREE_DIGEST) &&
           x->over_mechanism == says(c, "over") && strcmp(agree_requirement(x->req), r->reqs) == 0;
}

static agree_phase phase_of(const char *name, agree_phase before)
{
    static const char *const names[] = { "off", "offered", "agreed", "aborted" };

    for (int k = 0; k < 4; k++) {
        if (strcmp(names[k], name) == 0)
            return (agree_phase)k;
    }
    assert_string_equal(name, "=");
    return before;
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
