/* spec/vectors/agree.jsonl and client.jsonl against spec/states/agree.tsv, and against RFC 3329 Table 1 as it stands
 * below. Neither agree_server, agree_client_step nor agree_may_stand is called. */
#include "agree_table.h"
#include "../../src/oracle/agree_facts.h"
#include "../../src/oracle/replay.h"

static table t;
static size_t clients, placed;

static const char *text(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));

    if (s == NULL)
        fail_msg("'%s' is missing in %s", name, json_dumps(o, JSON_COMPACT));
    return s;
}

static bool truth(const json_t *o, const char *name)
{
    const json_t *j = json_object_get(o, name);

    if (!json_is_boolean(j))
        fail_msg("'%s' is missing in %s", name, json_dumps(o, JSON_COMPACT));
    return json_is_true(j);
}

static sec_profile profile_of(const char *name)
{
    int k = 0;

    while (strcmp(profile_name((sec_profile)k), name) != 0)
        assert_true(++k < PROFILE_COUNT);
    return (sec_profile)k;
}

static int profile_fact(sec_profile p)
{
    return p == PROFILE_RFC3329 ? 1 : p == PROFILE_DRAFT ? 2 : 0;
}

static agree_req requirement_of(const json_t *o)
{
    agree_req r = AGREE_REQ_NONE;

    while (strcmp(agree_requirement(r), text(o, "requirement")) != 0)
        assert_true(++r < AGREE_REQ_COUNT);
    return r;
}

static int word_of(const char *const *words, int n, const char *word)
{
    int k = 0;

    while (strcmp(words[k], word) != 0)
        assert_true(++k < n);
    return k;
}

static void each_line(const char *path, void (*one)(const json_t *o), size_t least)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, n = 0;

    assert_non_null(f);
    while (getline(&line, &room, f) >= 0) {
        json_t *o = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

        assert_non_null(o);
        one(o);
        json_decref(o);
        n++;
    }
    free(line);
    fclose(f);
    assert_true(n >= least);
}

/* ---- server ---- */

/* The header fields to add, by their names; each has the value that it should have. */
static bool adds(const json_t *due, const char *name, const char *value)
{
    json_t *line;
    size_t k, n = strlen(name);

    json_array_foreach(json_object_get(due, "add"), k, line) {
        const char *s = json_string_value(line);

        if (strncmp(s, name, n) == 0 && strncmp(s + n, ": ", 2) == 0)
            return value == NULL || strcmp(s + n + 2, value) == 0;
    }
    return false;
}

static agree_verdict due_verdict(const json_t *due, const char *server)
{
    static const char *const outcomes[] = { "proceed", "refuse", "discard" };
    agree_verdict v = { .outcome = (agree_outcome)word_of(outcomes, 3, text(due, "verdict")),
                        .code = (uint32_t)json_integer_value(json_object_get(due, "code")),
                        .add_server = adds(due, "Security-Server", server),
                        .add_require = adds(due, "Require", "sec-agree"), .strip_tags = truth(due, "strip_tags"),
                        .strip_client = truth(due, "strip_client"), .strip_verify = truth(due, "strip_verify"),
                        .server_in_401 = truth(due, "server_in_401"), .one_via = truth(due, "one_via"),
                        .req = requirement_of(due) };

    v.challenge = adds(due, "Proxy-Authenticate", NULL) ? AGREE_PROXY_AUTHENTICATE
                  : adds(due, "WWW-Authenticate", NULL) ? AGREE_WWW_AUTHENTICATE : AGREE_NO_CHALLENGE;
    return v;
}

static row *server_row(const agree_facts *f)
{
    bool asked = f->require || f->proxy_require;
    int v[F_COUNT] = { 0 };

    v[F_PROFILE] = profile_fact(f->profile);
    v[F_METHOD] = (int)f->method;
    v[F_BEST] = (int)f->preferred;
    v[F_ENABLED] = !f->enabled;
    v[F_DEMANDED] = f->demanded;
    v[F_PROTECTED] = f->protected;
    v[F_TLS] = f->direct_tls;
    v[F_VIAS] = f->vias > 1 ? 2 : (int)f->vias;
    v[F_TAG] = asked ? 2 : f->supported ? 1 : 0;
    v[F_CLIENT] = (int)f->client;
    v[F_VERIFY] = (int)f->verify;
    return table_match(&t, "request", v);
}

static void one_case(const json_t *o)
{
    static sip_message m;
    static sec_list list;
    const char *request = text(o, "request"), *server = text(o, "server");
    agree_facts f = { .profile = profile_of(text(o, "profile")), .enabled = truth(o, "enabled"),
                      .demanded = truth(o, "demanded"), .protected = truth(o, "protected"),
                      .direct_tls = truth(o, "tls") };
    agree_verdict v = due_verdict(json_object_get(o, "due"), server);
    row *r;

    list.count = list.params = 0;
    assert_int_equal(sip_message_parse((const uint8_t *)request, strlen(request), &m).code, SIP_MESSAGE_OK);
    assert_int_equal(sec_list_parse((const uint8_t *)server, 0, strlen(server), &list).code, SEC_OK);
    agree_facts_read((const uint8_t *)request, &m, (const uint8_t *)server, strlen(server), &list, &f);
    r = server_row(&f);
    assert_non_null(r);
    if (!verdict_fits(r, &f, &v))
        fail_msg("%s: line %d wants %s %s", text(o, "name"), r->line, r->actions, r->reqs);
    v.strip_tags = !v.strip_tags; /* and a difference is seen */
    assert_false(verdict_fits(r, &f, &v));
}

static void test_requests(void **unused)
{
    (void)unused;
    each_line("spec/vectors/agree.jsonl", one_case, 150);
}

/* ---- client ---- */

static agree_client_action due_action(const json_t *due)
{
    static const char *const acts[] = { "send", "start", "deliver", "abort" };
    static const char *const mechanisms[] = { "none", "digest", "tls", "ipsec-ike", "ipsec-man", "ipsec-3gpp" };
    static const char *const peers[] = { "next-hop", "sips", "request-host" };
    agree_client_action x = { .act = (agree_client_do)word_of(acts, 4, text(due, "do")),
                              .req = requirement_of(due) };

    if (x.act == AGREE_DO_START)
        x.start = (agree_mechanism)word_of(mechanisms, 6, text(due, "start"));
    if (x.act == AGREE_DO_START || x.act == AGREE_DO_SEND)
        x.peer = (agree_peer)word_of(peers, 3, text(due, "peer"));
    if (x.act == AGREE_DO_SEND) {
        x.add_client = truth(due, "add_client");
        x.add_verify = truth(due, "add_verify");
        x.add_tags = truth(due, "add_tags");
        x.add_supported = truth(due, "add_supported");
        x.add_d_ver = truth(due, "add_d_ver");
        x.verify_in_body = truth(due, "verify_in_body");
        x.over_mechanism = truth(due, "over_mechanism");
    }
    return x;
}

static row *client_row(const agree_client *c, const agree_client_event *e)
{
    static const char *const events[] = { "start", "answer", "later", "lost" };
    static const uint32_t codes[] = { 200, 401, 403, 407, 420, 421, 494, 502 };
    int v[F_COUNT] = { 0 }, k = 0;

    v[F_END] = 1;
    v[F_PROFILE] = profile_fact(e->profile);
    v[F_METHOD] = (int)e->method;
    v[F_BEST] = (int)e->best;
    v[F_PHASE] = (int)c->phase;
    v[F_CHOSEN] = (int)c->chosen;
    v[F_TRIES] = c->tries >= AGREE_TRIES_MAX;
    v[F_LOCATED] = e->located_tls;
    while (e->kind == AGREE_EV_ANSWER && codes[k] != e->code)
        assert_true(++k < 8);
    v[F_CODE] = k;
    v[F_LIST] = !e->server_present ? 0 : e->server_ok ? 1 : 2;
    v[F_NEEDS] = !e->complete;
    return table_match(&t, events[e->kind], v);
}

/* The client goes on as the row says; an offer is a try, an answer over the agreed mechanism clears their count. */
static void next_client(agree_client *c, const agree_client_event *e, const row *r)
{
    static const char *const phases[] = { "off", "offered", "agreed", "aborted" };
    agree_phase before = c->phase;

    if (e->kind == AGREE_EV_START && strcmp(r->next, "offered") == 0)
        c->tries++;
    if (e->kind == AGREE_EV_ANSWER && before == AGREE_CLIENT_AGREED && says(r->actions, "deliver"))
        c->tries = 0;
    if (strcmp(r->next, "=") != 0)
        c->phase = (agree_phase)word_of(phases, 4, r->next);
    if (says(r->actions, "start"))
        c->chosen = e->best;
    else if (c->phase != AGREE_CLIENT_AGREED)
        c->chosen = AGREE_NONE;
}

static void client_step(agree_client *c, const json_t *s, const agree_client_event *e, const char *name)
{
    static const char *const phases[] = { "off", "offered", "agreed", "aborted" };
    const json_t *actions = json_object_get(s, "actions");
    row *r = client_row(c, e);
    agree_client_action x;

    assert_non_null(r);
    assert_int_equal(json_array_size(actions), 1);
    x = due_action(json_array_get(actions, 0));
    if (!action_fits(r, e, c, &x))
        fail_msg("%s: line %d wants %s %s", name, r->line, r->actions, r->reqs);
    next_client(c, e, r);
    assert_string_equal(text(s, "phase"), phases[c->phase]);
}

/* RFC 3329 Table 1: "o" in REGISTER, OPTIONS and the methods that it does not bar; Security-Server in 421 and 494, in
 * IMS also in the 401 to REGISTER, in the draft in 401 and 407. Security-Verify in ACK is disputed. */
static const char *may_stand(sec_profile p, const char *header, const char *method, json_int_t status)
{
    bool barred = strcmp(method, "ack") == 0 || strcmp(method, "cancel") == 0 || strcmp(method, "prack") == 0;

    if (strcmp(header, "Security-Server") == 0) {
        bool also = profile_fact(p) == 2 ? status == 401 || status == 407
                    : profile_fact(p) == 0 && status == 401 && strcmp(method, "register") == 0;
        return !barred && (status == 421 || status == 494 || also) ? "allowed" : "forbidden";
    }
    if (status == 0 && strcmp(method, "ack") == 0 && strcmp(header, "Security-Verify") == 0)
        return "disputed";
    return barred || status != 0 ? "forbidden" : "allowed";
}

static void place_step(const json_t *s, sec_profile p, const char *name)
{
    const json_t *e = json_object_get(s, "event"), *due = json_array_get(json_object_get(s, "actions"), 0);
    const char *header = text(e, "header");
    const char *place = may_stand(p, header, text(e, "method"), json_integer_value(json_object_get(e, "status")));

    if (strcmp(text(due, "do"), place) != 0)
        fail_msg("%s: %s", name, place);
    assert_string_equal(text(due, "requirement"), strcmp(header, "Security-Client") == 0   ? "R3329-2.6-01"
                                                  : strcmp(header, "Security-Server") == 0 ? "R3329-2.6-02"
                                                                                           : "R3329-2.6-03");
}

static void one_sequence(const json_t *o)
{
    bool client = strcmp(text(o, "role"), "client") == 0;
    agree_client c = { .phase = AGREE_CLIENT_OFF };
    char fault[RECORD_FAULT_MAX];
    replay_event e;
    replay r;
    json_t *s;
    size_t k;

    assert_true(client || strcmp(text(o, "role"), "place") == 0);
    replay_start(&r, client ? REPLAY_CLIENT : REPLAY_PLACE, profile_of(text(o, "profile")));
    json_array_foreach(json_object_get(o, "steps"), k, s) {
        if (!replay_event_read(&r, json_object_get(s, "event"), &e, fault))
            fail_msg("%s: %s", text(o, "name"), fault);
        if (client)
            client_step(&c, s, &e.c, text(o, "name"));
        else
            place_step(s, r.profile, text(o, "name"));
    }
    clients += client;
    placed += !client;
    replay_end(&r);
}

static void test_sequences(void **unused)
{
    (void)unused;
    each_line("spec/vectors/client.jsonl", one_sequence, 150);
    assert_true(clients >= 100 && placed >= 50);
}

static int setup(void **unused)
{
    (void)unused;
    table_read(&t, "spec/states/agree.tsv", facts, F_COUNT);
    return 0;
}

/* The rows that vectors show. */
static void test_rows_shown(void **unused)
{
    int shown = 0;

    (void)unused;
    for (int i = 0; i < t.n; i++) {
        shown += t.r[i].hits > 0;
        if (t.r[i].hits == 0)
            print_message("agree.tsv:%d has no vector\n", t.r[i].line);
    }
    print_message("%d of %d rows have a vector\n", shown, t.n);
    assert_int_equal(shown, t.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_requests), cmocka_unit_test(test_sequences),
                                        cmocka_unit_test(test_rows_shown) };

    return cmocka_run_group_tests(tests, setup, NULL);
}
