/* Sequences of spec/vectors in tests: what a step says is due, in the structs of the core. */
#ifndef SECAGREE_TEST_VECTORS_H
#define SECAGREE_TEST_VECTORS_H
#include "sets.h"
#include "../../src/core/ipsec3gpp.h"
#include "../../src/oracle/replay.h"

static inline const char *text_member(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));

    if (s == NULL)
        fail_msg("'%s' is missing in %s", name, json_dumps(o, JSON_COMPACT));
    return s;
}

static inline uint64_t number_member(const json_t *o, const char *name)
{
    if (!json_is_integer(json_object_get(o, name)))
        fail_msg("'%s' is no number in %s", name, json_dumps(o, JSON_COMPACT));
    return (uint64_t)json_integer_value(json_object_get(o, name));
}

static inline uint32_t code_member(const json_t *o, sa_action_kind kind)
{
    uint32_t code = 0;

    if (kind == SA_REPLY)
        return (uint32_t)number_member(o, "code");
    if (kind == SA_FORWARD)
        return strcmp(text_member(o, "integrity_protected"), "yes") == 0;
    while (kind == SA_REGISTER && strcmp(sa_register_name((sa_register)code), text_member(o, "register")) != 0)
        assert_true(++code < 4);
    return code;
}

/* The profile of a sequence; without one: ims. */
static inline sec_profile profile_of(const json_t *sequence)
{
    const char *name = json_string_value(json_object_get(sequence, "profile"));
    int p = 0;

    while (name != NULL && strcmp(profile_name((sec_profile)p), name) != 0)
        assert_true(++p < PROFILE_COUNT);
    return (sec_profile)p;
}

/* The first requirement that has the name in the profile: some of CR1 have one name in CR2, and the other way round. */
static inline sa_req named(sec_profile profile, const char *name)
{
    for (int k = 1; k < SA_REQ_COUNT; k++) {
        if (strcmp(sa_requirement(profile, (sa_req)k), name) == 0)
            return (sa_req)k;
    }
    fail_msg("requirement '%s'", name);
    return SA_REQ_NONE;
}

/* The actions that the vector says are due. */
static inline sa_actions due_actions(sec_profile profile, const json_t *list)
{
    sa_actions a = { .count = 0 };
    size_t k;
    json_t *o;

    assert_true(json_is_array(list) && json_array_size(list) <= SA_ACTIONS_MAX);
    json_array_foreach((json_t *)list, k, o) {
        sa_action_kind kind = SA_FORWARD;

        while (strcmp(sa_action_name(kind), text_member(o, "do")) != 0)
            assert_true(++kind <= SA_REREGISTER);
        want(&a, kind, (uint32_t)number_member(o, "set"), code_member(o, kind),
             kind == SA_LIFETIME ? number_member(o, "at") : 0, named(profile, text_member(o, "requirement")));
    }
    return a;
}

static inline void address_is(const json_t *o, const char *name, const ip_addr *a)
{
    char text[ADDR_TEXT_MAX];

    addr_print(a, text);
    assert_string_equal(text_member(o, name), text);
}

/* The set is what the vector says: every member. */
static inline void set_is(const json_t *o, const sa_set *s)
{
    char text[ADDR_TEXT_MAX], cover[ADDR_TEXT_MAX + 8];
    const sa_params *p = &s->p;

    assert_string_equal(text_member(o, "state"), sa_state_name(s->state));
    assert_int_equal(number_member(o, "id"), s->id);
    assert_int_equal(json_is_true(json_object_get(o, "used")), s->used);
    assert_int_equal(number_member(o, "expires_at"), s->expires_at);
    assert_true(number_member(o, "spi_uc") == p->spi_uc && number_member(o, "spi_us") == p->spi_us);
    assert_true(number_member(o, "spi_pc") == p->spi_pc && number_member(o, "spi_ps") == p->spi_ps);
    assert_true(number_member(o, "port_uc") == p->port_uc && number_member(o, "port_us") == p->port_us);
    assert_true(number_member(o, "port_pc") == p->port_pc && number_member(o, "port_ps") == p->port_ps);
    assert_string_equal(text_member(o, "alg"), sec_alg_name(p->alg));
    assert_string_equal(text_member(o, "ealg"), sec_ealg_name(p->ealg));
    addr_print(&p->ue.addr, text);
    snprintf(cover, sizeof cover, "%s/%u", text, prefix_length(&p->ue));
    assert_string_equal(text_member(o, "cover"), cover);
    address_is(o, "ue", &p->ue_addr);
}

static inline void sets_are(const json_t *list, const sa_sets *s)
{
    const sa_set *const all[] = { &s->temp, &s->cur, &s->old };
    size_t n = 0;

    for (int k = 0; k < 3; k++) {
        if (all[k]->state != SA_NONE)
            set_is(json_array_get(list, n++), all[k]);
    }
    assert_int_equal(json_array_size(list), n);
}

/* What the row asks for, behind what is asked for already; the lifetimes and moves are done to *w.after. */
static inline void append_wanted(sa_actions *all, meaning *w, const row *r)
{
    sa_actions more = want_actions(w, r);

    for (uint32_t k = 0; k < more.count; k++) {
        assert_true(all->count < SA_ACTIONS_MAX);
        more.a[k].req = named(w->before.profile, sa_requirement(w->before.profile, more.a[k].req));
        all->a[all->count++] = more.a[k];
    }
}

/* Calls one(sequence) for each line of the file; returns how many there are. */
static inline size_t each_sequence(const char *path, void (*one)(const json_t *sequence))
{
    FILE *f = fopen(path, "r");
    char *text = NULL;
    size_t room = 0, n = 0;

    assert_non_null(f);
    while (getline(&text, &room, f) >= 0) {
        json_t *o = json_loads(text, JSON_REJECT_DUPLICATES, NULL);

        assert_non_null(o);
        one(o);
        json_decref(o);
        n++;
    }
    free(text);
    fclose(f);
    return n;
}

#endif
