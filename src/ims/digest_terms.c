/* Whose algorithm and qop count, and what Security-Verify has besides the mirrored list. */
#include "digest_terms.h"
#include "../core/lex.h"
#include "compose.h"
#include <string.h>

static bool word(const uint8_t *s, sip_span v, const char *text)
{
    return sip_equal_nocase(s, v.at, (size_t)v.at + v.len, text, strlen(text));
}

static bool hash_of(const uint8_t *s, sip_span v, digest_hash *out)
{
    bool sha = word(s, v, "SHA-256");

    *out = sha ? DIGEST_SHA_256 : DIGEST_MD5;
    return sha || word(s, v, "MD5");
}

static bool qop_of(const uint8_t *s, sip_span v, digest_qop *out)
{
    bool whole = word(s, v, "auth-int");

    *out = whole ? DIGEST_QOP_AUTH_INT : DIGEST_QOP_AUTH;
    return whole || word(s, v, "auth");
}

/* The first of the challenge's list of qop values that is known; auth before auth-int. */
static bool listed_qop(const uint8_t *s, sip_span list, digest_qop *out)
{
    sip_span element;
    digest_qop one;
    bool known = false;

    while (compose_next_element(s, &list, ',', &element)) {
        if (qop_of(s, element, &one) && (!known || one == DIGEST_QOP_AUTH)) {
            *out = one;
            known = true;
        }
    }
    return known;
}

/* The value of a parameter of the mechanism; false where it has none. */
static bool agreed_value(const uint8_t *ss, const sec_list *server, uint32_t k, const char *name, sip_span *out)
{
    size_t p = sec_param_find(ss, server, k, name, strlen(name));

    if (p == SIP_NPOS)
        return false;
    *out = (sip_span){ server->param[p].value.at, server->param[p].value.len };
    return true;
}

bool digest_terms_read(const uint8_t *ss, const sec_list *server, uint32_t k, const uint8_t *s, const sip_message *m,
                       size_t h, digest_terms *out)
{
    sip_auth challenge;
    sip_span v;

    if (k >= server->count || !sip_auth_read(s, m, h, &challenge))
        return false;
    sip_auth_param algorithm = sip_auth_get(s, &challenge, "algorithm", 9);
    sip_auth_param qop = sip_auth_get(s, &challenge, "qop", 3);
    *out = (digest_terms){ DIGEST_MD5, DIGEST_QOP_NONE };
    if (agreed_value(ss, server, k, "d-alg", &v)) {
        if (!hash_of(ss, v, &out->hash))
            return false;
    } else if (algorithm.found && !hash_of(s, algorithm.value, &out->hash)) {
        return false;
    }
    if (agreed_value(ss, server, k, "d-qop", &v))
        return qop_of(ss, v, &out->qop);
    return !qop.found || listed_qop(s, qop.value, &out->qop);
}

void digest_verify_drop(const uint8_t *s, sec_list *verify, const uint8_t *ss, const sec_list *server)
{
    for (uint32_t k = 0; k < verify->count && k < server->count; k++) {
        sec_mechanism *m = &verify->mech[k];
        sip_span name = sip_span_of(m->name);
        size_t j = word(s, name, "digest") ? sec_param_find(s, verify, k, "d-ver", 5) : SIP_NPOS;

        if (j == SIP_NPOS || sec_param_find(ss, server, k, "d-ver", 5) != SIP_NPOS)
            continue;
        m->count--;
        memmove(&verify->param[j], &verify->param[j + 1], (m->first + m->count - j) * sizeof verify->param[0]);
    }
}
