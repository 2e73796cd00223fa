#include "register_facts.h"
#include "../core/lex.h"
#include <string.h>

bool register_span_is(const uint8_t *s, sip_span v, const char *text)
{
    return strlen(text) == v.len && memcmp(s + v.at, text, v.len) == 0;
}

static bool span_is_nocase(const uint8_t *s, sip_span v, const char *text)
{
    return sip_equal_nocase(s, v.at, v.at + v.len, text, strlen(text));
}

static bool same_sip_uri(const uint8_t *s, sip_uri a, const uint8_t *t, sip_uri b)
{
    return a.user.len == b.user.len && memcmp(s + a.user.at, t + b.user.at, a.user.len) == 0
        && sip_equal_nocase(s, a.host.at, a.host.at + a.host.len, (const char *)t + b.host.at, b.host.len);
}

/* The URI up to its first parameter or header */
static size_t bare_length(const uint8_t *s, size_t n)
{
    size_t i = 0;

    while (i < n && s[i] != ';' && s[i] != '?')
        i++;
    return i;
}

bool register_same_identity(const uint8_t *s, sip_span uri, const char *impu)
{
    const uint8_t *t = (const uint8_t *)impu;
    sip_uri a, b;
    bool a_sip = sip_uri_read(s, uri.at, uri.at + uri.len, &a), b_sip = sip_uri_read(t, 0, strlen(impu), &b);

    if (a_sip && b_sip)
        return same_sip_uri(s, a, t, b);
    if (a_sip != b_sip)
        return false;
    return sip_equal_nocase(s, uri.at, uri.at + bare_length(s + uri.at, uri.len), impu, bare_length(t, strlen(impu)));
}

static registrar_result refuse(unsigned code, const char *requirement, const char *what)
{
    return (registrar_result){ code, requirement, what };
}

static const registrar_result accepted = { 0, NULL, NULL };

/* RFC 3261 8.1.1: what every request has, once. */
static registrar_result read_frame(const uint8_t *s, const sip_message *m, register_facts *f)
{
    static const sip_header_name once[] = { SIP_H_FROM, SIP_H_TO, SIP_H_CALL_ID, SIP_H_CSEQ };
    sip_party to, from;
    sip_cseq cseq;

    for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
        if (sip_header_find(m, once[i], 0) == SIP_NPOS || sip_header_find(m, once[i], 1) != SIP_NPOS)
            return refuse(400, "AKA-6.1.1-02", "From, To, Call-ID or CSeq is missing or there twice");
    }
    if (!sip_party_read(s, m, SIP_H_TO, &to) || !sip_party_read(s, m, SIP_H_FROM, &from))
        return refuse(400, "AKA-6.1.1-02", "From or To is malformed");
    if (!sip_cseq_read(s, m, &cseq) || !register_span_is(s, cseq.method, "REGISTER"))
        return refuse(400, "AKA-6.1.1-02", "CSeq is malformed or has another method");
    f->call_id = sip_span_of(m->header[sip_header_find(m, SIP_H_CALL_ID, 0)].value);
    if (f->call_id.len == 0 || f->call_id.len >= REGISTRAR_TEXT_MAX)
        return refuse(400, "AKA-6.1.1-02", "Call-ID is empty or too long");
    f->impu = to.uri;
    f->cseq = cseq.number;
    return accepted;
}

/* All Contact values of the request; *value: the first one. */
static size_t count_contacts(const uint8_t *s, const sip_message *m, sip_span *value)
{
    size_t count = 0;

    for (uint32_t i = 0; i < m->headers; i++) {
        sip_span rest = sip_span_of(m->header[i].value), element;
        if (m->header[i].id != SIP_H_CONTACT)
            continue;
        while (compose_next_element(s, &rest, ',', &element)) {
            if (count++ == 0)
                *value = element;
        }
    }
    return count;
}

static registrar_result read_contact(const uint8_t *s, const sip_message *m, register_facts *f)
{
    sip_contact contact;
    size_t count = count_contacts(s, m, &f->contact_value);

    f->expires = sip_expires_read(s, m);
    if (f->expires == -2)
        f->expires = 3600; /* RFC 3261 10.2 */
    if (sip_header_find(m, SIP_H_CONTACT, 0) == SIP_NPOS)
        return accepted;
    if (count != 1 || !sip_contact_read(s, m, &contact))
        return refuse(400, "AKA-6.1.1-02", "Contact is malformed or has more than one value");
    f->contact = contact.star ? CONTACT_STAR : CONTACT_ONE;
    if (contact.star && f->expires != 0)
        return refuse(400, "AKA-6.1.1-02", "Contact: * without Expires: 0"); /* RFC 3261 10.3 step 6 */
    if (f->contact_value.len >= REGISTRAR_VALUE_MAX)
        return refuse(400, "AKA-6.1.1-02", "Contact is too long");
    if (contact.expires >= 0)
        f->expires = contact.expires;
    return accepted;
}

static sip_auth_param param(const uint8_t *s, const sip_message *m, size_t k, const char *name)
{
    return sip_auth_param_find(s, m, k, name, strlen(name));
}

/* The Authorization of scheme Digest with a username, or SIP_NPOS. */
static size_t find_credentials(const uint8_t *s, const sip_message *m)
{
    size_t k;

    for (size_t i = 0; (k = sip_header_find(m, SIP_H_AUTHORIZATION, i)) != SIP_NPOS; i++) {
        if (param(s, m, k, "username").found)
            return k;
    }
    return SIP_NPOS;
}

/* Scheme Digest, whatever follows */
static bool is_digest(const uint8_t *s, sip_span v)
{
    return v.len >= 6 && sip_equal_nocase(s, v.at, v.at + 6, "digest", 6);
}

static bool has_digest(const uint8_t *s, const sip_message *m)
{
    size_t k;

    for (size_t i = 0; (k = sip_header_find(m, SIP_H_AUTHORIZATION, i)) != SIP_NPOS; i++) {
        if (is_digest(s, sip_span_of(m->header[k].value)))
            return true;
    }
    return false;
}

static bool is_nc(const uint8_t *s, sip_span v)
{
    for (uint32_t i = 0; i < v.len; i++) {
        uint8_t c = s[v.at + i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
            return false;
    }
    return v.len == 8;
}

/* The challenge offers qop="auth"; a response without qop is that of RFC 2069 and counts too (RFC 2617 3.2.2). */
static registrar_result read_qop(const uint8_t *s, const sip_message *m, size_t k, register_facts *f)
{
    sip_auth_param qop = param(s, m, k, "qop");

    f->nc = param(s, m, k, "nc").value;
    f->cnonce = param(s, m, k, "cnonce").value;
    if (!qop.found || f->response.len == 0)
        return accepted;
    if (!span_is_nocase(s, qop.value, "auth"))
        return refuse(400, "AKA-6.1.1-11", "qop was not offered");
    if (!is_nc(s, f->nc) || f->cnonce.len == 0)
        return refuse(400, "AKA-6.1.1-11", "qop without nc or cnonce");
    f->qop = DIGEST_QOP_AUTH;
    return accepted;
}

static registrar_result read_credentials(const uint8_t *s, const sip_message *m, register_facts *f)
{
    size_t k = find_credentials(s, m);

    f->credentials = k != SIP_NPOS;
    if (!f->credentials && has_digest(s, m))
        return refuse(400, "AKA-6.1.1-02", "Authorization is malformed or has no username");
    if (!f->credentials)
        return accepted;
    sip_auth_param algorithm = param(s, m, k, "algorithm"), auts = param(s, m, k, "auts");
    f->impi = param(s, m, k, "username").value;
    f->nonce = param(s, m, k, "nonce").value;
    f->response = param(s, m, k, "response").value;
    f->uri = param(s, m, k, "uri").value;
    f->auts = auts.value;
    f->has_auts = auts.found;
    f->algorithm_ok = !algorithm.found || span_is_nocase(s, algorithm.value, aka_algorithm_name(AKA_V1_MD5));
    f->is_protected = span_is_nocase(s, param(s, m, k, "integrity-protected").value, "yes");
    return read_qop(s, m, k, f);
}

registrar_result register_facts_read(const uint8_t *s, const sip_message *m, register_facts *f)
{
    registrar_result r;

    memset(f, 0, sizeof *f);
    r = read_frame(s, m, f);
    if (r.code == 0)
        r = read_contact(s, m, f);
    if (r.code == 0)
        r = read_credentials(s, m, f);
    return r;
}
