/* spec/states/agree.tsv: its facts, and what the words of its columns say of a verdict or an action. */
#ifndef SECAGREE_TEST_AGREE_TABLE_H
#define SECAGREE_TEST_AGREE_TABLE_H
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

/* The word stands in the cell. */
static inline bool says(const char *cell, const char *word)
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

static inline bool verdict_fits(const row *r, const agree_facts *f, const agree_verdict *v)
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

/* 2.4: tls goes to the URI read as sips, IKE to the host of the Request-URI. */
static inline agree_peer peer_due(const char *cell, agree_mechanism best, agree_mechanism chosen)
{
    agree_mechanism m = says(cell, "start") ? best : says(cell, "over") ? chosen : AGREE_NONE;

    if (m == AGREE_IPSEC_IKE && says(cell, "start"))
        return AGREE_TO_REQUEST_HOST;
    return m == AGREE_TLS ? AGREE_TO_SIPS : AGREE_TO_NEXT_HOP;
}

static inline bool action_fits(const row *r, const agree_client_event *e, const agree_client *before,
                        const agree_client_action *x)
{
    const char *c = r->actions;
    agree_client_do act = says(c, "send") ? AGREE_DO_SEND : says(c, "start") ? AGREE_DO_START
                          : says(c, "deliver") ? AGREE_DO_DELIVER : AGREE_DO_ABORT;
    bool digest = says(c, "+d-ver") && before->chosen == AGREE_DIGEST;

    return x->act == act && x->start == (act == AGREE_DO_START ? e->best : AGREE_NONE) &&
           x->add_client == says(c, "+client") && x->add_verify == says(c, "+verify") &&
           x->add_tags == says(c, "+tags") && x->add_supported == says(c, "+supported") &&
           x->add_d_ver == (digest && e->profile != PROFILE_DRAFT) &&
           x->verify_in_body == (digest && e->profile == PROFILE_DRAFT) &&
           x->peer == peer_due(c, e->best, before->chosen) &&
           x->over_mechanism == says(c, "over") && strcmp(agree_requirement(x->req), r->reqs) == 0;
}

static inline agree_phase phase_of(const char *name, agree_phase before)
{
    static const char *const names[] = { "off", "offered", "agreed", "aborted" };

    for (int k = 0; k < 4; k++) {
        if (strcmp(names[k], name) == 0)
            return (agree_phase)k;
    }
    assert_string_equal(name, "=");
    return before;
}

#endif
