/* What the machines answer, as JSON, and what an implementation did against it. */
#include "../core/ipsec3gpp.h"
#include "replay.h"
#include "replay_words.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void replay_start(replay *r, replay_role role, sec_profile profile)
{
    memset(r, 0, sizeof *r);
    r->role = role;
    r->profile = profile;
    ue_init(&r->u);
    pcscf_init(&r->p);
    r->u.sets.profile = profile;
    r->p.sets.profile = profile;
    agree_client_init(&r->c);
    r->asked = json_object();
}

void replay_end(replay *r)
{
    json_decref(r->asked);
    r->asked = NULL;
}

static void put(json_t *o, const char *name, json_t *v)
{
    json_object_set_new(o, name, v);
}

static void put_number(json_t *o, const char *name, uint64_t v)
{
    put(o, name, json_integer((json_int_t)v));
}

static void put_text(json_t *o, const char *name, const char *v)
{
    put(o, name, json_string(v));
}

static void put_true(json_t *o, const char *name, bool v)
{
    put(o, name, json_boolean(v));
}

/* ---- the SA machines ---- */

static json_t *action_json(const replay *r, const sa_action *a)
{
    json_t *o = json_object();

    put_text(o, "do", sa_action_name(a->kind));
    put_number(o, "set", a->set);
    if (a->kind == SA_REGISTER)
        put_text(o, "register", sa_register_name((sa_register)a->code));
    else if (a->kind == SA_FORWARD)
        put_text(o, "integrity_protected", a->code == 1 ? "yes" : "no");
    else if (a->kind == SA_REPLY)
        put_number(o, "code", a->code);
    else if (a->kind == SA_LIFETIME)
        put_number(o, "at", a->at);
    put_text(o, "requirement", sa_requirement(r->profile, a->req));
    return o;
}

static void put_addr(json_t *o, const char *name, const ip_addr *a)
{
    char text[ADDR_TEXT_MAX];

    addr_print(a, text);
    put_text(o, name, text);
}

static json_t *set_json(const sa_set *s)
{
    json_t *o = json_object();
    char text[ADDR_TEXT_MAX + 4];
    size_t n = addr_print(&s->p.ue.addr, text);

    snprintf(text + n, sizeof text - n, "/%u", prefix_length(&s->p.ue));
    put_text(o, "state", sa_state_name(s->state));
    put_number(o, "id", s->id);
    put_true(o, "used", s->used);
    put_number(o, "expires_at", s->expires_at);
    put_number(o, "spi_uc", s->p.spi_uc);
    put_number(o, "spi_us", s->p.spi_us);
    put_number(o, "spi_pc", s->p.spi_pc);
    put_number(o, "spi_ps", s->p.spi_ps);
    put_number(o, "port_uc", s->p.port_uc);
    put_number(o, "port_us", s->p.port_us);
    put_number(o, "port_pc", s->p.port_pc);
    put_number(o, "port_ps", s->p.port_ps);
    put_text(o, "alg", sec_alg_name(s->p.alg));
    put_text(o, "ealg", sec_ealg_name(s->p.ealg));
    put_text(o, "cover", text);
    put_addr(o, "ue", &s->p.ue_addr);
    return o;
}

static json_t *sets_json(const sa_sets *s)
{
    const sa_set *const all[] = { &s->temp, &s->cur, &s->old };
    json_t *a = json_array();

    for (int k = 0; k < 3; k++) {
        if (all[k]->state != SA_NONE)
            json_array_append_new(a, set_json(all[k]));
    }
    return a;
}

static void remember(replay *r, const sa_action *a)
{
    char id[16];

    snprintf(id, sizeof id, "%" PRIu32, a->set);
    put_text(r->asked, id, sa_requirement(r->profile, a->req));
}

static json_t *machine_json(replay *r, const sa_actions *x, const sa_sets *s)
{
    json_t *o = json_object(), *a = json_array();

    for (uint32_t k = 0; k < x->count; k++) {
        json_array_append_new(a, action_json(r, &x->a[k]));
        remember(r, &x->a[k]);
    }
    put(o, "actions", a);
    put(o, "sets", sets_json(s));
    return o;
}

/* ---- the agreement ---- */

static json_t *one_action(json_t *action, const char *requirement)
{
    put_text(action, "requirement", requirement);
    return json_pack("{s:[o]}", "actions", action);
}

static json_t *verdict_json(const agree_verdict *v)
{
    static const char *const outcome[] = { "proceed", "refuse", "discard" };
    static const char *const challenge[] = { "none", "Proxy-Authenticate", "WWW-Authenticate" };
    json_t *o = json_object();

    put_text(o, "do", outcome[v->outcome]);
    if (v->outcome == AGREE_REFUSE) {
        put_number(o, "code", v->code);
        put_true(o, "add_server", v->add_server);
        put_true(o, "add_require", v->add_require);
        put_text(o, "challenge", challenge[v->challenge]);
        put_true(o, "one_via", v->one_via);
    } else if (v->outcome == AGREE_PROCEED) {
        put_true(o, "strip_tags", v->strip_tags);
        put_true(o, "strip_client", v->strip_client);
        put_true(o, "strip_verify", v->strip_verify);
        put_true(o, "server_in_401", v->server_in_401);
    }
    return one_action(o, agree_requirement(v->req));
}

static json_t *client_json(const agree_client_action *x, const agree_client *c)
{
    static const char *const act[] = { "send", "start", "deliver", "abort" };
    static const char *const phase[] = { "off", "offered", "agreed", "aborted" };
    static const char *const peer[] = { "next-hop", "sips", "request-host" };
    json_t *o = json_object(), *result;

    put_text(o, "do", act[x->act]);
    if (x->act == AGREE_DO_START)
        put_text(o, "start", replay_mechanism(x->start));
    if (x->act == AGREE_DO_SEND) {
        put_true(o, "add_client", x->add_client);
        put_true(o, "add_verify", x->add_verify);
        put_true(o, "add_tags", x->add_tags);
        put_true(o, "add_supported", x->add_supported);
        put_true(o, "add_d_ver", x->add_d_ver);
        put_true(o, "verify_in_body", x->verify_in_body);
        put_true(o, "over_mechanism", x->over_mechanism);
    }
    if (x->act == AGREE_DO_START || x->act == AGREE_DO_SEND)
        put_text(o, "peer", peer[x->peer]);
    result = one_action(o, agree_requirement(x->req));
    put_text(result, "phase", phase[c->phase]);
    return result;
}

static json_t *place_json(const replay *r, const replay_event *e)
{
    static const char *const place[] = { "allowed", "forbidden", "disputed" };
    agree_req req;
    agree_place p = agree_may_stand(r->profile, e->place.header, e->place.method, e->place.status, &req);

    return one_action(json_pack("{s:s}", "do", place[p]), agree_requirement(req));
}

json_t *replay_step(replay *r, const replay_event *e)
{
    sa_actions a;
    agree_verdict v;
    agree_client_action c;
    json_t *o;

    switch (r->role) {
    case REPLAY_UE:
        r->now = e->u.now;
        a = ue_step(&r->u, &e->u);
        o = machine_json(r, &a, &r->u.sets);
        put_text(o, "phase", ue_phase_name(r->u.phase));
        return o;
    case REPLAY_PCSCF:
        r->now = e->p.now;
        a = pcscf_step(&r->p, &e->p);
        return machine_json(r, &a, &r->p.sets);
    case REPLAY_CLIENT:
        c = agree_client_step(&r->c, &e->c);
        return client_json(&c, &r->c);
    case REPLAY_SERVER:
        v = agree_server(&e->s);
        return verdict_json(&v);
    case REPLAY_PLACE:
    case REPLAY_ROLES:
    default: return place_json(r, e);
    }
}

/* ---- comparison ---- */

static const char *text_of(const json_t *v, char out[160])
{
    char *s = v == NULL ? NULL : json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);

    snprintf(out, 160, "%s", s == NULL ? "nothing" : s);
    free(s);
    return out;
}

/* The first member of what is stated that is not as it should be, or NULL. */
static const char *different_member(const json_t *should, const json_t *stated)
{
    const char *name;
    json_t *v;

    json_object_foreach((json_t *)stated, name, v) {
        if (!json_equal(v, json_object_get(should, name)))
            return name;
    }
    return NULL;
}

static json_t *violation(const char *requirement, const char *what)
{
    return json_pack("{s:s?, s:s}", "requirement", requirement, "what", what);
}

static const char *requirement_of(const json_t *action)
{
    return json_string_value(json_object_get(action, "requirement"));
}

/* The requirement that stands behind the last action, or NULL where there is none. */
static const char *last_requirement(const json_t *actions)
{
    size_t n = json_array_size(actions);

    return n == 0 ? NULL : requirement_of(json_array_get(actions, n - 1));
}

/* The actions one by one, in order. */
static json_t *compare_actions(const json_t *actions, const json_t *did)
{
    char a[160], b[160], what[480];
    size_t n = json_array_size(actions), d = json_array_size(did);

    for (size_t k = 0; k < n || k < d; k++) {
        const json_t *should = json_array_get(actions, k), *stated = json_array_get(did, k);

        if (should != NULL && json_is_object(stated) && different_member(should, stated) == NULL &&
            json_object_get(stated, "do") != NULL)
            continue;
        snprintf(what, sizeof what, "action %zu is to be %s, but was %s", k + 1, text_of(should, a),
                 text_of(stated, b));
        return violation(should != NULL ? requirement_of(should) : last_requirement(actions), what);
    }
    return NULL;
}

/* The requirement that asked for the set to be as it is: that of the last action on it. */
static const char *asked(const replay *r, const json_t *actions, const json_t *set)
{
    char id[24];
    const char *text;

    snprintf(id, sizeof id, "%lld", (long long)json_integer_value(json_object_get(set, "id")));
    text = json_string_value(json_object_get(r->asked, id));
    return text != NULL ? text : last_requirement(actions);
}

static json_t *set_with(const json_t *sets, const json_t *like)
{
    size_t k;
    json_t *s;

    json_array_foreach((json_t *)sets, k, s) {
        if (json_equal(json_object_get(s, "id"), json_object_get(like, "id")))
            return s;
    }
    return NULL;
}

/* The sets in any order: each is told from the others by its id. */
static json_t *compare_sets(const replay *r, const json_t *result, const json_t *sets)
{
    const json_t *should = json_object_get(result, "sets"), *actions = json_object_get(result, "actions");
    char a[160], b[160], c[160], what[640];
    size_t k;
    json_t *s, *other;

    json_array_foreach((json_t *)sets, k, s) {
        const char *name = NULL;

        other = set_with(should, s);
        if (other != NULL)
            name = different_member(other, s);
        if (other != NULL && name == NULL)
            continue;
        if (other == NULL)
            snprintf(what, sizeof what, "set %s is not to be there", text_of(json_object_get(s, "id"), a));
        else
            snprintf(what, sizeof what, "set %s: %s is to be %s, but was %s", text_of(json_object_get(s, "id"), a),
                     name, text_of(json_object_get(other, name), b), text_of(json_object_get(s, name), c));
        return violation(asked(r, actions, s), what);
    }
    json_array_foreach((json_t *)should, k, s) {
        if (set_with(sets, s) == NULL) {
            snprintf(what, sizeof what, "set %s is missing", text_of(json_object_get(s, "id"), a));
            return violation(asked(r, actions, s), what);
        }
    }
    return NULL;
}

json_t *replay_compare(const replay *r, const json_t *result, const json_t *did, const json_t *sets,
                       const json_t *phase)
{
    const json_t *actions = json_object_get(result, "actions"), *is = json_object_get(result, "phase");
    json_t *v = did == NULL ? NULL : compare_actions(actions, did);
    char a[160], b[160], what[480];

    if (v == NULL && sets != NULL && r->role <= REPLAY_PCSCF)
        v = compare_sets(r, result, sets);
    if (v == NULL && phase != NULL && is != NULL && !json_equal(phase, is)) {
        snprintf(what, sizeof what, "the phase is to be %s, but was %s", text_of(is, a), text_of(phase, b));
        v = violation(last_requirement(actions), what);
    }
    return v;
}
