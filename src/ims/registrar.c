#include "registrar.h"
#include "../core/lex.h"
#include "hextext.h"
#include "keys.h"
#include "register_facts.h"
#include <nettle/memops.h>
#include <stdlib.h>
#include <string.h>

/* ---- Subscribers ---- */

void registrar_init(registrar *r)
{
    memset(r, 0, sizeof *r);
    strcpy(r->realm, "ims.example");
    r->authenticate_reregistration = true;
    r->min_expires = 60;
    r->max_expires = 600000; /* TS 24.229 5.1.1.2 */
    r->default_expires = 3600;
    r->reg_await_auth = 240;
    r->delta = SQN_DELTA;
}

void registrar_free(registrar *r)
{
    if (r->subscriber != NULL)
        secret_wipe(r->subscriber, r->count * sizeof *r->subscriber);
    free(r->subscriber);
    r->subscriber = NULL;
    r->count = 0;
}

static registrar_subscriber *find_impi(const registrar *r, const uint8_t *s, sip_span impi)
{
    for (size_t i = 0; i < r->count; i++) {
        if (register_span_is(s, impi, r->subscriber[i].impi))
            return &r->subscriber[i];
    }
    return NULL;
}

static registrar_impu *find_impu(registrar_subscriber *sub, const uint8_t *s, sip_span uri)
{
    for (uint32_t i = 0; i < sub->impus; i++) {
        if (register_same_identity(s, uri, sub->impu[i].uri))
            return &sub->impu[i];
    }
    return NULL;
}

static registrar_subscriber *find_by_impu(const registrar *r, const uint8_t *s, sip_span uri)
{
    for (size_t i = 0; i < r->count; i++) {
        if (find_impu(&r->subscriber[i], s, uri) != NULL)
            return &r->subscriber[i];
    }
    return NULL;
}

static sip_span whole(const char *text)
{
    return (sip_span){ 0, (uint32_t)strlen(text) };
}

bool registrar_add(registrar *r, const registrar_subscriber *sub)
{
    registrar_subscriber *more;

    if (find_impi(r, (const uint8_t *)sub->impi, whole(sub->impi)) != NULL)
        return false;
    for (uint32_t i = 0; i < sub->impus; i++) {
        if (find_by_impu(r, (const uint8_t *)sub->impu[i].uri, whole(sub->impu[i].uri)) != NULL)
            return false;
    }
    more = calloc(r->count + 1, sizeof *more); /* not realloc: what it moves away from would keep the keys */
    if (more == NULL)
        return false;
    if (r->count > 0) {
        memcpy(more, r->subscriber, r->count * sizeof *more);
        secret_wipe(r->subscriber, r->count * sizeof *more);
    }
    free(r->subscriber);
    more[r->count++] = *sub;
    r->subscriber = more;
    return true;
}

/* ---- Registration state ---- */

static void set_flags(registrar_subscriber *sub, impu_flag flag)
{
    for (uint32_t i = 0; i < sub->impus; i++)
        sub->impu[i].flag = flag;
}

static void end_auth(registrar_subscriber *sub)
{
    secret_wipe(&sub->auth, sizeof sub->auth);
}

/* AKA-6.1.2.2-4, AKA-6.1.2.3-2: an IMPU that was not registered becomes unregistered, one that was stays so. */
static void fail_auth(registrar_subscriber *sub)
{
    end_auth(sub);
    for (uint32_t i = 0; i < sub->impus; i++) {
        if (sub->impu[i].flag == IMPU_PENDING)
            sub->impu[i].flag = IMPU_UNREGISTERED;
    }
}

static void deregister(registrar_subscriber *sub)
{
    memset(&sub->binding, 0, sizeof sub->binding);
    set_flags(sub, IMPU_NOT_REGISTERED);
}

static void expire(registrar_subscriber *sub, uint64_t now)
{
    if (sub->binding.active && now >= sub->binding.until) {
        memset(&sub->binding, 0, sizeof sub->binding);
        for (uint32_t i = 0; i < sub->impus; i++) {
            if (sub->impu[i].flag == IMPU_REGISTERED)
                sub->impu[i].flag = IMPU_NOT_REGISTERED;
        }
    }
    if (sub->auth.active && now >= sub->auth.until) /* AKA-6.1.2.3-1 */
        fail_auth(sub);
}

void registrar_tick(registrar *r, uint64_t now)
{
    for (size_t i = 0; i < r->count; i++)
        expire(&r->subscriber[i], now);
}

const registrar_subscriber *registrar_find(const registrar *r, const char *impi)
{
    return find_impi(r, (const uint8_t *)impi, whole(impi));
}

impu_flag registrar_flag(registrar *r, const char *impu, uint64_t now)
{
    registrar_subscriber *sub = find_by_impu(r, (const uint8_t *)impu, whole(impu));

    if (sub == NULL)
        return IMPU_NOT_REGISTERED;
    expire(sub, now);
    return find_impu(sub, (const uint8_t *)impu, whole(impu))->flag;
}

uint32_t registrar_seconds_left(registrar *r, const char *impi, uint64_t now)
{
    registrar_subscriber *sub = find_impi(r, (const uint8_t *)impi, whole(impi));

    if (sub == NULL)
        return 0;
    expire(sub, now);
    return sub->binding.active ? (uint32_t)(sub->binding.until - now) : 0;
}

bool registrar_await_auth(registrar *r, const char *impi, uint64_t now)
{
    registrar_subscriber *sub = find_impi(r, (const uint8_t *)impi, whole(impi));

    if (sub == NULL)
        return false;
    expire(sub, now);
    return sub->auth.active;
}

bool registrar_reauthenticate(registrar *r, const char *impi, uint32_t seconds, uint64_t now)
{
    registrar_subscriber *sub = find_impi(r, (const uint8_t *)impi, whole(impi));

    if (sub == NULL)
        return false;
    expire(sub, now);
    if (!sub->binding.active)
        return false;
    sub->reauthenticate = true;
    if (sub->binding.until - now > seconds)
        sub->binding.until = now + seconds;
    return true;
}

/* ---- Responses ---- */

/* A request being answered */
typedef struct {
    registrar *r;
    const uint8_t *s;
    const sip_message *m;
    uint64_t now;
    const registrar_random *rnd;
    sip_out *out;
    char tag[17];
    register_facts f;
    registrar_subscriber *sub;
    registrar_impu *impu;
} request;

static void open_response(request *q, unsigned code)
{
    compose_response(q->out, q->s, q->m, code, compose_reason(code), q->tag);
}

static registrar_result answer(request *q, unsigned code, const char *requirement, const char *what)
{
    open_response(q, code);
    compose_end(q->out, NULL, 0);
    return (registrar_result){ code, requirement, what };
}

/* SM4: RAND and AUTN in the nonce, CK and IK for the P-CSCF (AKA-6.1.1-10, AKA-6.1.1-11, TS 24.229 7.2A.1). */
static void put_challenge(request *q, const aka_vector *av, const char *nonce)
{
    sip_out *o = q->out;
    char key[33];

    sip_put_text(o, "WWW-Authenticate: Digest realm=\"");
    sip_put_text(o, q->r->realm);
    sip_put_text(o, "\", nonce=\"");
    sip_put_text(o, nonce);
    sip_put_text(o, "\", algorithm=AKAv1-MD5, qop=\"auth\", ck=\"");
    hex_print(av->ck, 16, key);
    sip_put_text(o, key);
    sip_put_text(o, "\", ik=\"");
    hex_print(av->ik, 16, key);
    sip_put_text(o, key);
    sip_put_text(o, "\"\r\n");
    secret_wipe(key, sizeof key);
}

static void copy_span(char *out, const uint8_t *s, sip_span v)
{
    memcpy(out, s + v.at, v.len);
    out[v.len] = '\0';
}

/* A new vector for each challenge: none is given out twice (AKA-6.1.1-12). A new challenge ends the one before. */
static registrar_result challenge(request *q, const char *what)
{
    registrar_subscriber *sub = q->sub;
    registrar_auth *auth = &sub->auth;
    uint64_t sqn;
    size_t n;

    if (!sqn_next(sub->sqn, &sqn)) {
        fail_auth(sub);
        return answer(q, 500, "AKA-6.1-4", "no sequence number is left");
    }
    end_auth(sub);
    sub->sqn = sqn;
    aka_vector_make(&sub->secret, q->rnd->rand, sqn, &auth->av);
    n = aka_nonce_print(auth->av.rand, auth->av.autn, NULL, 0, auth->nonce, AKA_NONCE_MAX);
    auth->nonce[n] = '\0';
    copy_span(auth->call_id, q->s, q->f.call_id);
    auth->until = q->now + q->r->reg_await_auth;
    auth->active = true;
    if (q->impu->flag != IMPU_REGISTERED) /* AKA-6.1.1-03, -04 */
        q->impu->flag = IMPU_PENDING;
    open_response(q, 401);
    put_challenge(q, &auth->av, auth->nonce);
    compose_end(q->out, NULL, 0);
    return (registrar_result){ 401, NULL, what };
}

static void put_binding(request *q)
{
    if (!q->sub->binding.active)
        return;
    sip_put_text(q->out, "Contact: ");
    sip_put_text(q->out, q->sub->binding.contact);
    sip_put_text(q->out, ";expires=");
    sip_put_number(q->out, (uint32_t)(q->sub->binding.until - q->now));
    sip_put_text(q->out, "\r\n");
}

/* AKA-6.1.1-20: all IMPUs of the implicit registration set */
static void put_associated(request *q)
{
    sip_put_text(q->out, "P-Associated-URI: ");
    for (uint32_t i = 0; i < q->sub->impus; i++) {
        sip_put_text(q->out, i == 0 ? "<" : ", <");
        sip_put_text(q->out, q->sub->impu[i].uri);
        sip_put_text(q->out, ">");
    }
    sip_put_text(q->out, "\r\n");
}

/* SM10 (TS 24.229 5.4.1.2.2, RFC 3327 5.3, RFC 3608 6.3) */
static registrar_result accept(request *q, const char *what)
{
    open_response(q, 200);
    if (q->sub->binding.active) {
        compose_copy_header(q->out, q->s, q->m, SIP_H_PATH);
        put_binding(q);
        put_associated(q);
        if (q->r->service_route[0] != '\0')
            compose_header(q->out, "Service-Route", q->r->service_route);
    }
    compose_end(q->out, NULL, 0);
    return (registrar_result){ 200, NULL, what };
}

/* ---- REGISTER ---- */

/* Seconds that the request asks for, within what the registrar grants. */
static uint32_t wanted_seconds(const request *q)
{
    int64_t wanted = q->f.expires >= 0 ? q->f.expires : q->r->default_expires;

    return wanted > q->r->max_expires ? q->r->max_expires : (uint32_t)wanted;
}

static bool is_deregistration(const request *q)
{
    return q->f.contact == CONTACT_STAR || (q->f.contact == CONTACT_ONE && wanted_seconds(q) == 0);
}

/* The Contact value without its expires parameter */
static void bind_contact(request *q)
{
    registrar_binding *b = &q->sub->binding;
    sip_span rest = q->f.contact_value, element;
    sip_out o = { (uint8_t *)b->contact, sizeof b->contact - 1, 0, false };

    while (compose_next_element(q->s, &rest, ';', &element)) {
        if (compose_element_named(q->s, element, "expires"))
            continue;
        if (o.n > 0)
            sip_put_text(&o, ";");
        sip_put(&o, q->s + element.at, element.len);
    }
    b->contact[o.n] = '\0';
}

/* The IMPUs are registered, or de-registered, or stay as they are (no Contact: a query). */
static registrar_result complete(request *q, const char *what)
{
    registrar_binding *b = &q->sub->binding;

    if (is_deregistration(q)) {
        deregister(q->sub);
        return accept(q, "de-registered");
    }
    if (q->f.contact == CONTACT_ONE) {
        bind_contact(q);
        copy_span(b->call_id, q->s, q->f.call_id);
        b->cseq = q->f.cseq;
        b->until = q->now + wanted_seconds(q);
        b->active = true;
        q->sub->reauthenticate = false;
        set_flags(q->sub, IMPU_REGISTERED); /* AKA-6.1.1-17, -18, -19, -21 */
    } else if (!b->active) {
        set_flags(q->sub, IMPU_NOT_REGISTERED);
    }
    return accept(q, what);
}

static digest_bytes bytes_of(const request *q, sip_span v)
{
    return (digest_bytes){ q->s + v.at, v.len };
}

/* The response that the active XRES asks for; the hex digits of the request in any case. */
static bool response_is_right(const request *q)
{
    const aka_vector *av = &q->sub->auth.av;
    char want[DIGEST_HEX_MAX], got[DIGEST_HEX_MAX] = "";
    digest_input in = {
        .hash = DIGEST_MD5, .qop = q->f.qop,
        .username = digest_text(q->sub->impi), .realm = digest_text(q->r->realm),
        .password = { av->xres, sizeof av->xres }, .nonce = digest_text(q->sub->auth.nonce),
        .nc = bytes_of(q, q->f.nc), .cnonce = bytes_of(q, q->f.cnonce),
        .method = bytes_of(q, q->m->method), .uri = bytes_of(q, q->f.uri),
    };
    bool right;

    if (q->f.response.len != 32)
        return false;
    digest_response(&in, want);
    copy_span(got, q->s, q->f.response);
    right = memeql_sec(want, got, 32) != 0; /* LHEX: lower case (RFC 2617 3.1.3) */
    secret_wipe(want, sizeof want);
    return right;
}

/* The digest-uri names the same host as the Request-URI (RFC 2617 3.2.2.5). */
static bool digest_uri_fits(const request *q)
{
    sip_uri a, b;
    sip_span u = q->f.uri, v = q->m->uri;

    return sip_uri_read(q->s, u.at, u.at + u.len, &a) && sip_uri_read(q->s, v.at, v.at + v.len, &b)
        && sip_equal_nocase(q->s, a.host.at, a.host.at + a.host.len, (const char *)q->s + b.host.at, b.host.len);
}

/* SM9 with a response: right or wrong, the vector has served (AKA-6.1.1-09). */
static registrar_result check_response(request *q)
{
    bool right;

    if (!digest_uri_fits(q))
        return answer(q, 400, "AKA-6.1.1-11", "the digest uri is not the Request-URI");
    right = q->f.algorithm_ok && response_is_right(q);
    if (!right) {
        fail_auth(q->sub);
        return answer(q, 403, "AKA-6.1.2.1-1", "the response is wrong");
    }
    end_auth(q->sub);
    return complete(q, "authenticated");
}

/* AUTS: back to the SQN of the ISIM, and a new challenge (AKA-6.1.3-2, -3, -4). */
static registrar_result resynchronise(request *q)
{
    uint8_t auts[AKA_AUTS_LEN];
    uint64_t sqn_ms;

    if (!aka_auts_read(q->s + q->f.auts.at, q->f.auts.len, auts))
        return answer(q, 400, "AKA-6.1.1-26", "auts is not the base64 of 14 octets");
    if (!aka_auts_verify(&q->sub->secret, q->sub->auth.av.rand, auts, &sqn_ms)) {
        fail_auth(q->sub);
        return answer(q, 403, "AKA-6.1.3-3", "the MAC of auts is wrong");
    }
    if (!sqn_he_would_be_accepted(q->sub->sqn, sqn_ms, q->r->delta))
        q->sub->sqn = sqn_ms;
    return challenge(q, "resynchronised");
}

/* The request answers the challenge under way. */
static registrar_result answer_to_challenge(request *q)
{
    if (!register_span_is(q->s, q->f.call_id, q->sub->auth.call_id))
        return answer(q, 403, "AKA-6.1.1-17", "the Call-ID is not that of the challenge");
    if (q->f.has_auts)
        return resynchronise(q);
    if (q->f.response.len == 0) { /* AKA-6.1.2.2-2, -4, -6 */
        fail_auth(q->sub);
        return answer(q, 403, "AKA-6.1.2.2-6", "the terminal did not authenticate the network");
    }
    if (!q->f.is_protected) /* AKA-5.1.2-3 */
        return challenge(q, "a response without protection counts as an initial registration");
    return check_response(q);
}

/* A protected REGISTER outside an authentication: the response of an earlier one that it may repeat says nothing. */
static registrar_result reregister(request *q)
{
    registrar_binding *b = &q->sub->binding;

    if (!b->active)
        return is_deregistration(q) ? accept(q, "was not registered")
                                    : challenge(q, "initial registration"); /* AKA-5.1.2-1 */
    if (register_span_is(q->s, q->f.call_id, b->call_id) && q->f.cseq <= b->cseq)
        return answer(q, 500, "AKA-6.1.1-23", "CSeq is not above that of the last registration"); /* RFC 3261 10.3 */
    if (is_deregistration(q))
        return complete(q, "de-registered");
    if (q->r->authenticate_reregistration || q->sub->reauthenticate) /* AKA-5.1.2-2, -4, CR2-6.1.4-02 */
        return challenge(q, "re-registration");
    return complete(q, "registration refreshed");
}

static bool names_challenge(const request *q)
{
    return q->sub->auth.active && register_span_is(q->s, q->f.nonce, q->sub->auth.nonce);
}

/* IMPI and IMPU are of one subscriber (AKA-5.1.1-2, AKA-6.1.1-05). Without credentials the IMPU names the IMPI
 * (TS 24.229 5.4.1.2.1). */
static registrar_result identify(request *q)
{
    q->sub = q->f.credentials ? find_impi(q->r, q->s, q->f.impi) : find_by_impu(q->r, q->s, q->f.impu);
    if (q->sub == NULL)
        return answer(q, 403, "AKA-5.1.1-2", "no such subscriber");
    q->impu = find_impu(q->sub, q->s, q->f.impu);
    if (q->impu == NULL)
        return answer(q, 403, "AKA-6.1.1-05", "the IMPU does not belong to the IMPI");
    return (registrar_result){ 0, NULL, NULL };
}

static registrar_result too_brief(request *q)
{
    open_response(q, 423);
    compose_header_number(q->out, "Min-Expires", q->r->min_expires);
    compose_end(q->out, NULL, 0);
    return (registrar_result){ 423, "AKA-6.1.1-22", "the registration would be too short" };
}

static registrar_result do_register(request *q)
{
    registrar_result result = register_facts_read(q->s, q->m, &q->f);

    if (result.code != 0)
        return answer(q, result.code, result.requirement, result.what);
    result = identify(q);
    if (result.code != 0)
        return result;
    expire(q->sub, q->now);
    if (q->f.contact == CONTACT_ONE && !is_deregistration(q) && wanted_seconds(q) < q->r->min_expires)
        return too_brief(q);
    if (names_challenge(q))
        return answer_to_challenge(q);
    if (q->f.is_protected)
        return reregister(q);
    return challenge(q, "initial registration"); /* AKA-5.1.2-1, -3 */
}

/* ---- Any request ---- */

static bool is_supported(const uint8_t *s, sip_span tag)
{
    return sip_equal_nocase(s, tag.at, tag.at + tag.len, "path", 4);
}

/* The option tags of Require that the registrar does not know: each goes into Unsupported (RFC 3261 8.2.2.3).
 * out NULL: only counts. sec-agree is one of them: the P-CSCF removes it (TS 24.229 5.2.2.2). */
static size_t unsupported(const uint8_t *s, const sip_message *m, sip_out *out)
{
    size_t count = 0;

    for (uint32_t i = 0; i < m->headers; i++) {
        sip_span rest = sip_span_of(m->header[i].value), tag;
        if (m->header[i].id != SIP_H_REQUIRE)
            continue;
        while (compose_next_element(s, &rest, ',', &tag)) {
            if (is_supported(s, tag))
                continue;
            if (out != NULL)
                compose_header_span(out, "Unsupported", s, tag);
            count++;
        }
    }
    return count;
}

static registrar_result bad_extension(request *q)
{
    open_response(q, 420);
    unsupported(q->s, q->m, q->out);
    compose_end(q->out, NULL, 0);
    return (registrar_result){ 420, "AKA-5.1.1-1", "Require names what is not supported" };
}

static bool domain_is_ours(const request *q)
{
    sip_uri uri;

    if (q->r->domain[0] == '\0')
        return true;
    return sip_uri_read(q->s, q->m->uri.at, q->m->uri.at + q->m->uri.len, &uri)
        && sip_equal_nocase(q->s, uri.host.at, uri.host.at + uri.host.len, q->r->domain, strlen(q->r->domain));
}

static registrar_result with_allow(request *q, unsigned code, const char *requirement, const char *what)
{
    open_response(q, code);
    compose_header(q->out, "Allow", "REGISTER, OPTIONS");
    if (code == 200)
        compose_header(q->out, "Supported", "path");
    compose_end(q->out, NULL, 0);
    return (registrar_result){ code, requirement, what };
}

registrar_result registrar_request(registrar *r, const uint8_t *s, const sip_message *m, uint64_t now,
                                   const registrar_random *rnd, sip_out *out)
{
    request q = { .r = r, .s = s, .m = m, .now = now, .rnd = rnd, .out = out };

    if (!m->request || register_span_is(s, m->method, "ACK") || sip_header_find(m, SIP_H_VIA, 0) == SIP_NPOS)
        return (registrar_result){ 0, NULL, "nothing to answer" };
    hex_print(rnd->tag, sizeof rnd->tag, q.tag);
    if (unsupported(s, m, NULL) > 0)
        return bad_extension(&q);
    if (register_span_is(s, m->method, "OPTIONS"))
        return with_allow(&q, 200, NULL, "options");
    if (!register_span_is(s, m->method, "REGISTER"))
        return with_allow(&q, 405, "AKA-6.1.1-02", "neither REGISTER nor OPTIONS");
    if (!domain_is_ours(&q))
        return answer(&q, 404, "AKA-5.1.1-1", "the Request-URI is not the home domain");
    return do_register(&q);
}
