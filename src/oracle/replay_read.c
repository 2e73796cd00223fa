/* Events from JSON: which member each kind of event has, and which it must have. */
#include "../core/ipsec3gpp.h"
#include "replay.h"
#include "replay_words.h"
#include <string.h>

static const char *const role_names[] = { "ue", "pcscf", "client", "server", "place", NULL };
static const char *const autn_words[] = { "ok", "mac", "sync", NULL };
static const char *const server_words[] = { "ok", "missing", "bad", "nothing-common", NULL };
static const char *const verify_words[] = { "absent", "equal", "different", "malformed", NULL };
static const char *const auth_words[] = { "none", "response", "auts", "failure", NULL };
static const char *const list_words[] = { "absent", "ok", "malformed", NULL };
static const char *const method_words[] = { "register", "ack", "cancel", "prack", "options", "other", NULL };
static const char *const mechanism_words[] = { "none", "digest", "tls", "ipsec-ike", "ipsec-man", "ipsec-3gpp", NULL };
static const char *const client_kinds[] = { "start", "answer", "later", "lost", NULL };
static const char *const header_words[] = { "Security-Client", "Security-Server", "Security-Verify", NULL };
static const char *const alg_words[] = { "hmac-md5-96", "hmac-sha-1-96", "aes-gmac", "null", NULL };
static const char *const ealg_words[] = { "null", "des-ede3-cbc", "aes-cbc", "aes-gcm", NULL };
static const char *const known[] = { "version", "event", "did", "sets", "phase", "note", NULL };

#define B(k)  (1u << (k))
#define COUNT(a) (sizeof (a) / sizeof (a)[0])

#define U(name, type, words, kinds, needed, otherwise) \
    { #name, RECORD_##type, offsetof(ue_event, name), words, kinds, needed, otherwise }
static const record_member ue_members[] = {
    U(now, U64, NULL, ~0u, ~0u, false),
    U(on, U32, NULL,
      B(UE_CHALLENGE) | B(UE_ACCEPTED) | B(UE_REJECTED) | B(UE_INSTALL_FAILED) | B(UE_MESSAGE) | B(UE_SEND),
      B(UE_CHALLENGE) | B(UE_ACCEPTED) | B(UE_REJECTED) | B(UE_INSTALL_FAILED) | B(UE_MESSAGE), false),
    U(offer, OFFER, NULL, B(UE_REGISTER) | B(UE_CHALLENGE), B(UE_REGISTER), false),
    U(clear, BOOL, NULL, B(UE_REGISTER), 0, false),
    U(deregister, BOOL, NULL, B(UE_REGISTER), 0, false),
    U(addr, ADDR, NULL, B(UE_REGISTER) | B(UE_NEW_ADDRESS), B(UE_REGISTER) | B(UE_NEW_ADDRESS), false),
    U(cover, PREFIX, NULL, B(UE_REGISTER), B(UE_REGISTER), false),
    U(autn, WORD, autn_words, B(UE_CHALLENGE), 0, false),
    U(server, WORD, server_words, B(UE_CHALLENGE), 0, false),
    U(alg, WORD, alg_words, B(UE_CHALLENGE), 0, false),
    U(ealg, WORD, ealg_words, B(UE_CHALLENGE), 0, false),
    U(answer, ANSWER, NULL, B(UE_CHALLENGE), 0, false),
    U(one_address, BOOL, NULL, B(UE_CHALLENGE), 0, false),
    U(p_addr, ADDR, NULL, B(UE_CHALLENGE), 0, false),
    U(seconds, U32, NULL, B(UE_ACCEPTED) | B(UE_REAUTHENTICATE), B(UE_ACCEPTED) | B(UE_REAUTHENTICATE), false),
    U(code, U32, NULL, B(UE_REJECTED) | B(UE_MESSAGE), B(UE_REJECTED), false),
    U(request, BOOL, NULL, B(UE_MESSAGE) | B(UE_SEND), B(UE_MESSAGE) | B(UE_SEND), false),
    U(request_on, U32, NULL, B(UE_MESSAGE), 0, false),
    U(protected_port, BOOL, NULL, B(UE_MESSAGE), 0, false),
};
#undef U

#define P(name, type, words, kinds, needed, otherwise) \
    { #name, RECORD_##type, offsetof(pcscf_event, name), words, kinds, needed, otherwise }
#define REGISTERS (B(PCSCF_REGISTER) | B(PCSCF_CHALLENGE) | B(PCSCF_ACCEPTED) | B(PCSCF_REJECTED))
#define COME      (B(PCSCF_REGISTER) | B(PCSCF_MESSAGE))
static const record_member pcscf_members[] = {
    P(now, U64, NULL, ~0u, ~0u, false),
    P(on, U32, NULL, REGISTERS | B(PCSCF_INSTALL_FAILED) | B(PCSCF_MESSAGE) | B(PCSCF_SEND),
      REGISTERS | B(PCSCF_INSTALL_FAILED) | B(PCSCF_MESSAGE), false),
    P(transaction, U32, NULL, REGISTERS, REGISTERS, false),
    P(source, ADDR, NULL, COME, COME, false),
    P(protected_port, BOOL, NULL, COME, 0, false),
    P(via_ok, BOOL, NULL, COME, 0, true),
    P(verify, WORD, verify_words, COME, 0, false),
    P(impi_ok, BOOL, NULL, B(PCSCF_REGISTER), 0, true),
    P(auth, WORD, auth_words, B(PCSCF_REGISTER), 0, false),
    P(offer, OFFER, NULL, B(PCSCF_REGISTER), 0, false),
    P(client_same, BOOL, NULL, B(PCSCF_REGISTER), 0, true),
    P(pair_taken, BOOL, NULL, B(PCSCF_REGISTER), 0, false),
    P(common, BOOL, NULL, B(PCSCF_CHALLENGE), 0, true),
    P(alg, WORD, alg_words, B(PCSCF_CHALLENGE), 0, false),
    P(ealg, WORD, ealg_words, B(PCSCF_CHALLENGE), 0, false),
    P(answer, ANSWER, NULL, B(PCSCF_CHALLENGE), 0, false),
    P(ue, PREFIX, NULL, B(PCSCF_CHALLENGE), 0, false),
    P(p_addr, ADDR, NULL, B(PCSCF_CHALLENGE), 0, false),
    P(seconds, U32, NULL, B(PCSCF_ACCEPTED) | B(PCSCF_REAUTHENTICATE), B(PCSCF_ACCEPTED) | B(PCSCF_REAUTHENTICATE),
      false),
    P(code, U32, NULL, B(PCSCF_REJECTED), B(PCSCF_REJECTED), false),
    P(request, BOOL, NULL, B(PCSCF_MESSAGE) | B(PCSCF_SEND), B(PCSCF_MESSAGE) | B(PCSCF_SEND), false),
    P(request_on, U32, NULL, B(PCSCF_MESSAGE), 0, false),
    P(impu_ok, BOOL, NULL, B(PCSCF_MESSAGE), 0, true),
};
#undef P

#define C(member, name, type, words, kinds, needed) \
    { name, RECORD_##type, offsetof(agree_client_event, member), words, kinds, needed, false }
static const record_member client_members[] = {
    C(method, "method", WORD, method_words, ~B(AGREE_EV_LOST), ~B(AGREE_EV_LOST)),
    C(located_tls, "located_tls", BOOL, NULL, B(AGREE_EV_START), 0),
    C(code, "code", U32, NULL, B(AGREE_EV_ANSWER), B(AGREE_EV_ANSWER)),
    C(server_present, "server_present", BOOL, NULL, B(AGREE_EV_ANSWER), 0),
    C(server_ok, "server_ok", BOOL, NULL, B(AGREE_EV_ANSWER), 0),
    C(best, "best", WORD, mechanism_words, B(AGREE_EV_ANSWER), 0),
    C(complete, "complete", BOOL, NULL, B(AGREE_EV_ANSWER), 0),
};
#undef C

#define S(name, type, words, needed, otherwise) \
    { #name, RECORD_##type, offsetof(agree_facts, name), words, 1, needed, otherwise }
static const record_member server_members[] = {
    S(enabled, BOOL, NULL, 0, true), S(demanded, BOOL, NULL, 1, false), S(method, WORD, method_words, 1, false),
    S(protected, BOOL, NULL, 1, false), S(direct_tls, BOOL, NULL, 0, false), S(vias, U32, NULL, 1, false),
    S(require, BOOL, NULL, 0, false), S(proxy_require, BOOL, NULL, 0, false), S(supported, BOOL, NULL, 0, false),
    S(client, WORD, list_words, 0, false), S(verify, WORD, verify_words, 0, false),
    S(preferred, WORD, mechanism_words, 0, false),
};
#undef S

static const record_member place_members[] = {
    { "header", RECORD_WORD, offsetof(replay_event, place.header), header_words, 1, 1, false },
    { "method", RECORD_WORD, offsetof(replay_event, place.method), method_words, 1, 1, false },
    { "status", RECORD_U32, offsetof(replay_event, place.status), NULL, 1, 1, false },
};

const char *replay_role_name(replay_role r)
{
    return (unsigned)r < REPLAY_ROLES ? role_names[r] : "";
}

bool replay_role_read(const char *name, replay_role *out)
{
    int k = record_word(role_names, name);

    if (k >= 0)
        *out = (replay_role)k;
    return k >= 0;
}

const char *replay_mechanism(agree_mechanism m)
{
    return mechanism_words[m];
}

/* The kind of event by the machine's own names. */
static bool read_kind(const replay *r, const json_t *o, unsigned *kind, char fault[RECORD_FAULT_MAX])
{
    const char *words[16] = { NULL };

    if (r->role == REPLAY_SERVER || r->role == REPLAY_PLACE) {
        *kind = 0;
        return true;
    }
    if (r->role == REPLAY_CLIENT)
        return record_kind(o, "event", client_kinds, kind, fault);
    for (unsigned k = 0; k <= (r->role == REPLAY_UE ? (unsigned)UE_TICK : (unsigned)PCSCF_TICK); k++)
        words[k] = r->role == REPLAY_UE ? ue_event_name((ue_event_kind)k) : pcscf_event_name((pcscf_event_kind)k);
    return record_kind(o, "event", words, kind, fault);
}

/* The members in names, ended by NULL, are all there. */
static bool has_all(const json_t *o, const char *const *names, const char *why, char fault[RECORD_FAULT_MAX])
{
    for (; *names != NULL; names++) {
        if (json_object_get(o, *names) == NULL)
            return record_refuse(fault, "'%s' is missing (%s)", *names, why);
    }
    return true;
}

static bool read_ue(const json_t *o, unsigned kind, ue_event *e, char fault[RECORD_FAULT_MAX])
{
    static const char *const good[] = { "answer", "alg", "ealg", "p_addr", NULL }, *const bad[] = { "offer", NULL };

    if (!record_read(o, ue_members, COUNT(ue_members), kind, known, e, fault))
        return false;
    e->kind = (ue_event_kind)kind;
    if (e->kind == UE_CHALLENGE && e->autn != UE_AUTN_OK)
        return has_all(o, bad, "autn is not ok", fault);
    if (e->kind == UE_CHALLENGE && e->server == UE_SERVER_OK)
        return has_all(o, good, "the challenge is good", fault);
    return true;
}

static bool read_pcscf(const json_t *o, unsigned kind, pcscf_event *e, char fault[RECORD_FAULT_MAX])
{
    static const char *const fresh[] = { "answer", "alg", "ealg", "ue", "p_addr", NULL };

    if (!record_read(o, pcscf_members, COUNT(pcscf_members), kind, known, e, fault))
        return false;
    e->kind = (pcscf_event_kind)kind;
    e->offered = json_object_get(o, "offer") != NULL;
    return e->kind != PCSCF_CHALLENGE || !e->common || has_all(o, fresh, "common is true", fault);
}

/* Time does not go back. */
static bool in_time(const replay *r, uint64_t now, char fault[RECORD_FAULT_MAX])
{
    return now >= r->now || record_refuse(fault, "'now' is less than that of the event before");
}

bool replay_event_read(const replay *r, const json_t *o, replay_event *e, char fault[RECORD_FAULT_MAX])
{
    unsigned kind;

    memset(e, 0, sizeof *e);
    if (!json_is_object(o))
        return record_refuse(fault, "not an object");
    if (!read_kind(r, o, &kind, fault))
        return false;
    switch (r->role) {
    case REPLAY_UE: return read_ue(o, kind, &e->u, fault) && in_time(r, e->u.now, fault);
    case REPLAY_PCSCF: return read_pcscf(o, kind, &e->p, fault) && in_time(r, e->p.now, fault);
    case REPLAY_CLIENT:
        e->c.kind = (agree_event_kind)kind;
        e->c.profile = r->profile;
        return record_read(o, client_members, COUNT(client_members), kind, known, &e->c, fault);
    case REPLAY_SERVER:
        e->s.profile = r->profile;
        return record_read(o, server_members, COUNT(server_members), kind, known, &e->s, fault);
    case REPLAY_PLACE:
    case REPLAY_ROLES:
    default: return record_read(o, place_members, COUNT(place_members), 0, known, e, fault);
    }
}
