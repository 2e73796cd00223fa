#include "step_json.h"
#include "../core/ipsec3gpp.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef enum { BOOLEAN, NUMBER_16, NUMBER_32, NUMBER_64, WORD, ADDRESS, PREFIX, OBJECT } member_type;

/* One member of an object: where its value goes. words: the values of a WORD, ended by NULL; part: of an OBJECT. */
typedef struct member { const char *name; member_type type; size_t at; const char *const *words;
                        const struct member *part; } member;

static const char *const verify_words[] = { "absent", "equal", "different", "malformed", NULL };
static const char *const auth_words[] = { "none", "response", "auts", "failure", NULL };
static const char *const autn_words[] = { "ok", "mac", "sync", NULL };
static const char *const server_words[] = { "ok", "missing", "bad", "nothing-common", NULL };
static const char *const alg_words[] = { "hmac-md5-96", "hmac-sha-1-96", "aes-gmac", "null", NULL };
static const char *const ealg_words[] = { "null", "des-ede3-cbc", "aes-cbc", "aes-gcm", NULL };
static const char *const pcscf_words[] = { "register", "challenge", "accepted", "rejected", "install-failed",
                                           "message", "send", "reauthenticate", "deregistered", "tick", NULL };
static const char *const ue_words[] = { "register", "challenge", "accepted", "rejected", "timeout", "install-failed",
                                        "message", "send", "new-address", "reauthenticate", "tick", NULL };

static const member offer_members[] = {
    { "spi_uc", NUMBER_32, offsetof(sa_offer, spi_uc), NULL, NULL },
    { "spi_us", NUMBER_32, offsetof(sa_offer, spi_us), NULL, NULL },
    { "port_uc", NUMBER_16, offsetof(sa_offer, port_uc), NULL, NULL },
    { "port_us", NUMBER_16, offsetof(sa_offer, port_us), NULL, NULL },
    { NULL, BOOLEAN, 0, NULL, NULL }
};

static const member answer_members[] = {
    { "spi_pc", NUMBER_32, offsetof(sa_answer, spi_pc), NULL, NULL },
    { "spi_ps", NUMBER_32, offsetof(sa_answer, spi_ps), NULL, NULL },
    { "port_pc", NUMBER_16, offsetof(sa_answer, port_pc), NULL, NULL },
    { "port_ps", NUMBER_16, offsetof(sa_answer, port_ps), NULL, NULL },
    { NULL, BOOLEAN, 0, NULL, NULL }
};

#define P(type, name, ...) { #name, type, offsetof(pcscf_event, name), __VA_ARGS__ }
static const member pcscf_members[] = {
    { "event", WORD, offsetof(pcscf_event, kind), pcscf_words, NULL },
    P(NUMBER_64, now, NULL, NULL), P(NUMBER_32, on, NULL, NULL), P(NUMBER_32, transaction, NULL, NULL),
    P(ADDRESS, source, NULL, NULL), P(BOOLEAN, protected_port, NULL, NULL), P(BOOLEAN, via_ok, NULL, NULL),
    P(WORD, verify, verify_words, NULL), P(BOOLEAN, impi_ok, NULL, NULL), P(WORD, auth, auth_words, NULL),
    P(OBJECT, offer, NULL, offer_members), P(BOOLEAN, client_same, NULL, NULL), P(BOOLEAN, pair_taken, NULL, NULL),
    P(BOOLEAN, common, NULL, NULL), P(WORD, alg, alg_words, NULL), P(WORD, ealg, ealg_words, NULL),
    P(OBJECT, answer, NULL, answer_members), P(PREFIX, ue, NULL, NULL), P(ADDRESS, p_addr, NULL, NULL),
    P(NUMBER_32, seconds, NULL, NULL), P(NUMBER_32, code, NULL, NULL), P(BOOLEAN, request, NULL, NULL),
    P(NUMBER_32, request_on, NULL, NULL), P(BOOLEAN, impu_ok, NULL, NULL), { NULL, BOOLEAN, 0, NULL, NULL }
};

#define U(type, name, ...) { #name, type, offsetof(ue_event, name), __VA_ARGS__ }
static const member ue_members[] = {
    { "event", WORD, offsetof(ue_event, kind), ue_words, NULL },
    U(NUMBER_64, now, NULL, NULL), U(NUMBER_32, on, NULL, NULL), U(OBJECT, offer, NULL, offer_members),
    U(BOOLEAN, clear, NULL, NULL), U(BOOLEAN, deregister, NULL, NULL), U(ADDRESS, addr, NULL, NULL),
    U(PREFIX, cover, NULL, NULL), U(WORD, autn, autn_words, NULL), U(WORD, server, server_words, NULL),
    U(WORD, alg, alg_words, NULL), U(WORD, ealg, ealg_words, NULL), U(OBJECT, answer, NULL, answer_members),
    U(BOOLEAN, one_address, NULL, NULL), U(ADDRESS, p_addr, NULL, NULL), U(NUMBER_32, seconds, NULL, NULL),
    U(NUMBER_32, code, NULL, NULL), U(BOOLEAN, request, NULL, NULL), U(NUMBER_32, request_on, NULL, NULL),
    U(BOOLEAN, protected_port, NULL, NULL), { NULL, BOOLEAN, 0, NULL, NULL }
};

static const member *find(const member *m, const char *name)
{
    while (m->name != NULL && strcmp(m->name, name) != 0)
        m++;
    return m->name == NULL ? NULL : m;
}

static bool read_number(const json_t *j, uint64_t max, void *at, member_type type)
{
    json_int_t v = json_integer_value(j);

    if (!json_is_integer(j) || v < 0 || (uint64_t)v > max)
        return false;
    if (type == NUMBER_16)
        *(uint16_t *)at = (uint16_t)v;
    else if (type == NUMBER_32)
        *(uint32_t *)at = (uint32_t)v;
    else
        *(uint64_t *)at = (uint64_t)v;
    return true;
}

/* The enumerations of the core count from 0 in the order of the words. */
static bool read_word(const json_t *j, const char *const *words, void *at)
{
    const char *s = json_string_value(j);

    for (unsigned k = 0; s != NULL && words[k] != NULL; k++) {
        if (strcmp(words[k], s) == 0) {
            memcpy(at, &k, sizeof k);
            return true;
        }
    }
    return false;
}

static bool read_address(const json_t *j, ip_addr *at)
{
    const char *s = json_string_value(j);

    return s != NULL && addr_parse((const uint8_t *)s, 0, strlen(s), at);
}

/* "2001:db8::/64" */
static bool read_prefix(const json_t *j, ip_prefix *at)
{
    const char *s = json_string_value(j), *slash = s == NULL ? NULL : strchr(s, '/');
    unsigned length;
    ip_addr a;
    int used = 0;

    return slash != NULL && addr_parse((const uint8_t *)s, 0, (size_t)(slash - s), &a) &&
           sscanf(slash + 1, "%3u%n", &length, &used) == 1 && slash[1 + used] == '\0' && prefix_make(&a, length, at);
}

static bool read_object(const json_t *o, const member *members, void *base, char *why, size_t n);

static bool read_member(const json_t *j, const member *m, void *base, char *why, size_t n)
{
    void *at = (char *)base + m->at;

    switch (m->type) {
    case BOOLEAN: *(bool *)at = json_is_true(j); return json_is_boolean(j);
    case NUMBER_16: return read_number(j, UINT16_MAX, at, m->type);
    case NUMBER_32: return read_number(j, UINT32_MAX, at, m->type);
    case NUMBER_64: return read_number(j, INT64_MAX, at, m->type);
    case WORD: return read_word(j, m->words, at);
    case ADDRESS: return read_address(j, at);
    case PREFIX: return read_prefix(j, at);
    case OBJECT:
    default: return json_is_object(j) && read_object(j, m->part, at, why, n);
    }
}

/* "did" and "note" belong to the line, not to the event. */
static bool read_object(const json_t *o, const member *members, void *base, char *why, size_t n)
{
    const char *name;
    json_t *j;

    json_object_foreach((json_t *)o, name, j) {
        const member *m = find(members, name);

        if (m == NULL && (strcmp(name, "did") == 0 || strcmp(name, "note") == 0))
            continue;
        if (m == NULL || !read_member(j, m, base, why, n)) {
            if (why[0] == '\0')
                snprintf(why, n, m == NULL ? "no member \"%s\"" : "\"%s\" has no such value", name);
            return false;
        }
    }
    return true;
}

static bool needs(const json_t *o, const char *name, char *why, size_t n)
{
    if (json_object_get(o, name) != NULL)
        return true;
    snprintf(why, n, "\"%s\" is missing", name);
    return false;
}

bool step_json_pcscf(const json_t *o, pcscf_event *e, char *why, size_t n)
{
    memset(e, 0, sizeof *e);
    e->via_ok = true;
    e->impi_ok = true;
    e->impu_ok = true;
    e->client_same = true;
    e->common = true;
    why[0] = '\0';
    if (!json_is_object(o)) {
        snprintf(why, n, "not an object");
        return false;
    }
    e->offered = json_object_get(o, "offer") != NULL;
    return needs(o, "event", why, n) && needs(o, "now", why, n) && read_object(o, pcscf_members, e, why, n);
}

bool step_json_ue(const json_t *o, ue_event *e, char *why, size_t n)
{
    memset(e, 0, sizeof *e);
    why[0] = '\0';
    if (!json_is_object(o)) {
        snprintf(why, n, "not an object");
        return false;
    }
    return needs(o, "event", why, n) && needs(o, "now", why, n) && read_object(o, ue_members, e, why, n);
}

/* What `code` means depends on the action. */
static void add_code(json_t *o, const sa_action *x)
{
    if (x->kind == SA_FORWARD)
        json_object_set_new(o, "integrity_protected", json_string(x->code == 1 ? "yes" : "no"));
    else if (x->kind == SA_REPLY)
        json_object_set_new(o, "code", json_integer(x->code));
    else if (x->kind == SA_REGISTER)
        json_object_set_new(o, "register", json_string(sa_register_name((sa_register)x->code)));
    else if (x->kind == SA_LIFETIME)
        json_object_set_new(o, "at", json_integer((json_int_t)x->at));
}

static json_t *action(const sa_action *x)
{
    json_t *o = json_pack("{s:s, s:i}", "do", sa_action_name(x->kind), "set", (int)x->set);

    add_code(o, x);
    json_object_set_new(o, "requirement", json_string(sa_requirement(x->req)));
    return o;
}

json_t *step_json_actions(const sa_actions *a)
{
    json_t *list = json_array();

    for (uint32_t k = 0; k < a->count; k++)
        json_array_append_new(list, action(&a->a[k]));
    return list;
}

static json_t *one_set(const sa_set *s)
{
    const sa_params *p = &s->p;
    char address[ADDR_TEXT_MAX], prefix[ADDR_TEXT_MAX], cover[ADDR_TEXT_MAX + 8];
    json_t *o;

    addr_print(&p->ue_addr, address);
    addr_print(&p->ue.addr, prefix);
    snprintf(cover, sizeof cover, "%s/%u", prefix, prefix_length(&p->ue));
    o = json_pack("{s:i, s:s, s:b, s:I, s:s, s:s}", "id", (int)s->id, "state", sa_state_name(s->state), "used",
                  s->used, "expires_at", (json_int_t)s->expires_at, "ue", address, "cover", cover);
    json_object_set_new(o, "alg", json_string(alg_words[p->alg]));
    json_object_set_new(o, "ealg", json_string(ealg_words[p->ealg]));
    json_object_update_new(o, json_pack("{s:I, s:I, s:I, s:I}", "spi_uc", (json_int_t)p->spi_uc, "spi_us",
                                        (json_int_t)p->spi_us, "spi_pc", (json_int_t)p->spi_pc, "spi_ps",
                                        (json_int_t)p->spi_ps));
    json_object_update_new(o, json_pack("{s:i, s:i, s:i, s:i}", "port_uc", p->port_uc, "port_us", p->port_us,
                                        "port_pc", p->port_pc, "port_ps", p->port_ps));
    return o;
}

json_t *step_json_sets(const sa_sets *s)
{
    const sa_set *all[] = { &s->temp, &s->cur, &s->old };
    json_t *list = json_array();

    for (int k = 0; k < 3; k++) {
        if (all[k]->state != SA_NONE)
            json_array_append_new(list, one_set(all[k]));
    }
    return list;
}

/* Each member that `did` has is as it is due. */
static bool fits(const json_t *did, const sa_action *due)
{
    json_t *want = action(due), *j;
    const char *name;
    bool same = json_is_object(did) && json_object_get(did, "do") != NULL;

    json_object_foreach((json_t *)did, name, j) {
        if (strcmp(name, "requirement") != 0 && !json_equal(j, json_object_get(want, name)))
            same = false;
    }
    json_decref(want);
    return same;
}

long step_json_differs(const json_t *did, const sa_actions *due)
{
    size_t n = json_array_size(did);

    for (size_t k = 0; k < n && k < due->count; k++) {
        if (!fits(json_array_get(did, k), &due->a[k]))
            return (long)k;
    }
    return n == due->count ? -1 : (long)(n < due->count ? n : due->count);
}
