/* secagree answer: what a first hop does with a request, why, and the header fields of its answer (RFC 3329 2.3.1,
 * 2.3.2; TS 33.203 7.2). */
#include "../ims/answer_facts.h"
#include "../ims/compose.h"
#include "../ims/keys.h"
#include "../ims/offer.h"
#include "../ims/request_facts.h"
#include "../oracle/agree_facts.h"
#include "cmd.h"
#include "text_input.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define OWN_MAX  16u
#define FIELDS   4 /* at most, in an answer */
#define FAULTS   8

typedef struct {
    agree_facts f;
    text_input server;     /* s NULL: not known */
    sec_pair own[OWN_MAX]; /* IMS without a list: the pairs that it would be made of */
    size_t owns;
    char *challenge;
    const char *file;
    bool json, told;       /* told: what is wrong with the arguments has been said */
} request;

typedef struct { const char *name; char *value; } field;
typedef struct { const char *what, *requirement; } fault;

typedef struct {
    agree_verdict v;
    const char *unknown;      /* why it cannot be told, or NULL */
    agree_facts other;        /* where unknown: what the facts may be as well */
    field add[FIELDS], add_401;
    size_t adds, faults;
    bool bare;                /* Security-Server lacks SPIs and ports */
    fault fault[FAULTS];      /* what the client did against its own rules */
} result;

static int usage(void)
{
    fputs("usage: secagree answer [--profile P] [--policy FILE] [--server LIST] [--algorithms ALG/EALG,...]\n"
          "                       [--protected] [--tls] [--optional] [--off] [--challenge VALUE] [--json] [FILE|-]\n"
          "LIST is the server's own list, or @FILE; without it the IMS profiles make one of --algorithms. --optional:\n"
          "policy does not demand the agreement; --off: the extension is off; --tls: the request came over TLS that\n"
          "RFC 3263 led to. A policy is a JSON object (spec/json.md).\n", cmd_usage());
    return EXIT_USAGE;
}

static bool is_ims(sec_profile p)
{
    return p == PROFILE_IMS || p == PROFILE_IMS_R5 || p == PROFILE_CR1;
}

/* ---- the verdict in words ---- */

static const char *phrase(const agree_verdict *v)
{
    return v->outcome == AGREE_PROCEED ? "proceed" : v->outcome == AGREE_DISCARD ? "discard" : compose_reason(v->code);
}

static const char *reason(const request *q, agree_req req)
{
    if (req == AGREE_REQ_R3329_2_3_1_08 && is_ims(q->f.profile) && !q->f.protected && q->f.method == AGREE_REGISTER)
        return "no ipsec-3gpp of Security-Client reads well and has a pair of algorithms in common";
    switch (req) {
    case AGREE_REQ_R3329_6_04: return "the extension is off here, and the request insists on it";
    case AGREE_REQ_R3329_3_01: return "the extension is off here";
    case AGREE_REQ_R3329_3_02: return "the request came over TLS that RFC 3263 led to: no agreement is needed";
    case AGREE_REQ_R3329_3_03: return "unprotected ACK or CANCEL where policy demands the agreement";
    case AGREE_REQ_R3329_2_3_1_08: return "the request asks for the agreement and is not protected by one";
    case AGREE_REQ_R3329_2_3_1_24: return "Security-Verify is missing or bad, so the list may have been changed";
    case AGREE_REQ_R3329_2_3_1_25: return "Security-Verify is not the list that the server sent";
    case AGREE_REQ_R3329_2_3_1_27: return "protected, and Security-Verify is good where it must be there";
    case AGREE_REQ_R3329_2_3_2_01: return "policy does not demand the agreement, and the request does not ask for it";
    case AGREE_REQ_R3329_2_3_2_02: return "there is no Via value, or one is malformed";
    case AGREE_REQ_R3329_2_3_2_04: return "more than one Via value: the client is not one hop away";
    case AGREE_REQ_R3329_2_3_2_06: return "policy demands the agreement, and the client does not say that it knows it";
    case AGREE_REQ_R3329_2_3_2_07: return "policy demands the agreement, and the client knows it";
    case AGREE_REQ_R3329_2_2_04: return "Security-Client is malformed";
    case AGREE_REQ_R3329_2_1_02: return "the first REGISTER goes on; its 401 brings the server's list";
    case AGREE_REQ_CR2_7_1_3: return "no message but REGISTER may come in clear";
    case AGREE_REQ_CR2_7_2_SM1_1: return "the REGISTER has no Security-Client";
    default: return "";
    }
}

/* ---- header fields ---- */

static void add(result *r, const char *name, char *value)
{
    if (r->adds < FIELDS && value != NULL)
        r->add[r->adds++] = (field){ name, value };
    else
        free(value);
}

/* The server's list: as given, or of its own pairs without SPIs and ports. */
static char *own_list(const request *q)
{
    static uint8_t text[4096];
    sip_out o = { text, sizeof text, 0, false };

    if (q->server.s != NULL)
        return strndup((const char *)q->server.s, q->server.n);
    offer_server(&o, q->f.profile, q->own, q->owns, NULL, ADDR_PREF_ABSENT);
    return o.full ? NULL : strndup((const char *)text, o.n);
}

static void add_fields(const request *q, result *r)
{
    const agree_verdict *v = &r->v;

    if (v->code == 420)
        add(r, "Unsupported", strdup("sec-agree"));
    if (v->add_server)
        add(r, "Security-Server", own_list(q));
    if (v->add_require)
        add(r, "Require", strdup("sec-agree"));
    if (v->challenge != AGREE_NO_CHALLENGE)
        add(r, v->challenge == AGREE_PROXY_AUTHENTICATE ? "Proxy-Authenticate" : "WWW-Authenticate",
            strdup(q->challenge));
    if (v->server_in_401)
        r->add_401 = (field){ "Security-Server", own_list(q) };
    r->bare = q->server.s == NULL && v->server_in_401;
}

/* ---- what the client did against its own rules ---- */

static void blame(result *r, const char *what, const char *requirement)
{
    if (r->faults < FAULTS)
        r->fault[r->faults++] = (fault){ what, requirement };
}

static void check_places(const request *q, const sip_message *m, result *r)
{
    static const struct { sip_header_name id; agree_header header; const char *what; } all[] = {
        { SIP_H_SECURITY_CLIENT, AGREE_SECURITY_CLIENT, "Security-Client may not stand in this request" },
        { SIP_H_SECURITY_SERVER, AGREE_SECURITY_SERVER, "Security-Server may not stand in a request" },
        { SIP_H_SECURITY_VERIFY, AGREE_SECURITY_VERIFY, "Security-Verify may not stand in this request" },
    };
    agree_req req;

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        if (sip_header_find(m, all[k].id, 0) != SIP_NPOS &&
            agree_may_stand(q->f.profile, all[k].header, q->f.method, 0, &req) == AGREE_FORBIDDEN)
            blame(r, all[k].what, agree_requirement(req));
    }
}

/* No tag counts of a header field that is malformed. */
static void check_lists(const sip_message *m, const text_input *t, result *r)
{
    static const struct { sip_header_name id; const char *what; } all[] = {
        { SIP_H_REQUIRE, "Require is malformed" }, { SIP_H_PROXY_REQUIRE, "Proxy-Require is malformed" },
        { SIP_H_SUPPORTED, "Supported is malformed" },
    };
    size_t unused;

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        if (!sip_header_valid(t->s, m, all[k].id, &unused))
            blame(r, all[k].what, "SIP-25.1-3");
    }
}

/* What a request of that method has to carry over the agreed mechanism. */
static agree_client_action due(const request *q)
{
    agree_client c = { .phase = AGREE_CLIENT_AGREED, .chosen = AGREE_IPSEC_3GPP };
    agree_client_event e = { .kind = AGREE_EV_REQUEST, .profile = q->f.profile, .method = q->f.method };

    return agree_client_step(&c, &e);
}

/* Require and Proxy-Require have no place in ACK and CANCEL (RFC 3261 20). */
static void check_tags(const request *q, const text_input *t, const sip_message *m, result *r)
{
    const agree_facts *f = &q->f;
    bool both = f->require && f->proxy_require;

    check_lists(m, t, r);
    if (!due(q).add_tags)
        return;
    if (f->client != AGREE_CLIENT_ABSENT && !both)
        blame(r, "Security-Client without sec-agree in both Require and Proxy-Require", "R3329-2.3.1-06");
    else if (f->verify != AGREE_VERIFY_ABSENT && !both)
        blame(r, "Security-Verify without sec-agree in both Require and Proxy-Require", "R3329-2.3.1-21");
}

/* Where the agreement has no place, and what each request over the agreed mechanism has: in ACK that is disputed. */
static void check_use(const request *q, result *r)
{
    const agree_facts *f = &q->f;
    agree_client_action x = due(q);
    agree_req unused;

    if (f->direct_tls && !f->protected && f->client != AGREE_CLIENT_ABSENT)
        blame(r, "Security-Client over TLS that RFC 3263 led to", "R3329-2.3.1-01");
    if (f->protected && f->verify == AGREE_VERIFY_ABSENT && x.add_verify &&
        agree_may_stand(f->profile, AGREE_SECURITY_VERIFY, f->method, 0, &unused) == AGREE_ALLOWED)
        blame(r, "no Security-Verify in a request over the agreed mechanism", agree_requirement(x.req));
}

/* ---- the answer ---- */

/* The facts; false where the list given does not parse. Without one Security-Verify has nothing to be compared with. */
static bool read_facts(request *q, const text_input *t, const sip_message *m, result *r)
{
    static sec_list list;
    uint32_t notes;

    if (q->server.s != NULL) {
        if (!text_list_parse("--server", &q->server, false, &list, &notes))
            return false;
        agree_facts_read(t->s, m, q->server.s, q->server.n, &list, &q->f);
        r->other = q->f;
        r->other.preferred = AGREE_IPSEC_3GPP;
        if (q->f.preferred == AGREE_NONE && answer_lacks(q->server.s, &list, q->f.profile))
            r->unknown = "an ipsec-3gpp of the server's list has no SPIs and ports, so it cannot be chosen: give the "
                         "list of the 401, or --algorithms";
        return true;
    }
    request_facts_ipsec(t->s, m, q->own, q->owns, NULL, 0, &q->f);
    r->other = q->f;
    r->other.verify = AGREE_VERIFY_EQUAL;
    if (q->f.verify == AGREE_VERIFY_DIFFERENT)
        r->unknown = "Security-Verify is there, but not the list that it repeats: give it with --server";
    return true;
}

/* What is not known does not matter where both readings have one verdict. */
static void judge(const request *q, result *r)
{
    agree_verdict other;

    r->v = agree_server(&q->f);
    if (r->unknown == NULL)
        return;
    other = agree_server(&r->other);
    if (r->v.outcome == other.outcome && r->v.code == other.code && r->v.req == other.req)
        r->unknown = NULL;
}

static int status_of(const result *r)
{
    if (r->unknown != NULL)
        return EXIT_CANNOT_TELL;
    return r->v.outcome == AGREE_PROCEED && r->faults == 0 ? EXIT_CONFORMS : EXIT_VIOLATES;
}

static json_t *line_json(const field *x)
{
    char *line = NULL;
    json_t *j;

    if (asprintf(&line, "%s: %s", x->name, x->value) < 0)
        return json_null();
    j = text_json((const uint8_t *)line, strlen(line));
    free(line);
    return j;
}

static void report_json(const request *q, const result *r)
{
    static const char *const outcome[] = { "proceed", "refuse", "discard" };
    const agree_verdict *v = &r->v;
    json_t *list = json_array(), *in_401 = json_array(), *faults = json_array(), *o;

    for (size_t k = 0; k < r->adds; k++)
        json_array_append_new(list, line_json(&r->add[k]));
    if (r->add_401.value != NULL)
        json_array_append_new(in_401, line_json(&r->add_401));
    for (size_t k = 0; k < r->faults; k++)
        json_array_append_new(faults, json_pack("{s:s, s:s}", "what", r->fault[k].what, "requirement",
                                                r->fault[k].requirement));
    if (r->unknown != NULL)
        o = json_pack("{s:i, s:s, s:s}", "version", 1, "verdict", "cannot-tell", "reason", r->unknown);
    else
        o = json_pack("{s:i, s:s, s:i, s:s, s:s, s:O, s:O, s:b, s:b, s:b, s:b, s:b, s:b}", "version", 1, "verdict",
                      outcome[v->outcome], "code", (int)v->code, "reason", reason(q, v->req), "requirement",
                      agree_requirement(v->req), "add", list, "add_401", in_401, "strip_tags", v->strip_tags,
                      "strip_client", v->strip_client, "strip_verify", v->strip_verify, "server_in_401",
                      v->server_in_401, "spis_to_add", r->bare, "one_via", v->one_via);
    json_object_set(o, "faults", faults);
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
    json_decref(list);
    json_decref(in_401);
    json_decref(faults);
}

static void report_verdict(const request *q, const result *r)
{
    const agree_verdict *v = &r->v;

    if (v->outcome == AGREE_REFUSE)
        printf("%u ", v->code);
    printf("%s: %s (%s)\n", phrase(v), reason(q, v->req), agree_requirement(v->req));
    for (size_t k = 0; k < r->adds; k++)
        printf("%s: %s\n", r->add[k].name, r->add[k].value);
    if (v->one_via)
        puts("keep the topmost Via alone");
    if (v->strip_tags)
        puts("take sec-agree out of Require and Proxy-Require");
    if (v->strip_client)
        puts("take Security-Client out");
    if (v->strip_verify)
        puts("take Security-Verify out");
    if (v->server_in_401)
        printf("in a 401 to it: %s: %s\n", r->add_401.name, r->add_401.value);
    if (r->bare)
        puts("  with the SPIs and ports of the P-CSCF in each mechanism");
}

static void report(const request *q, const result *r)
{
    if (r->unknown != NULL)
        printf("cannot tell: %s\n", r->unknown);
    else
        report_verdict(q, r);
    for (size_t k = 0; k < r->faults; k++)
        printf("violated: %s (%s)\n", r->fault[k].what, r->fault[k].requirement);
}

static int answer(request *q, const text_input *t)
{
    static sip_message m;
    sip_message_result parsed = sip_message_parse(t->s, t->n, &m);
    result r = { .adds = 0 };

    if (parsed.code != SIP_MESSAGE_OK) {
        fprintf(stderr, "secagree answer: %s: %s at byte %zu (%s)%s\n", q->file, sip_message_error_name(parsed.code),
                parsed.at, sip_message_requirement(parsed.code),
                parsed.code == SIP_MESSAGE_LINE_END ? ": each line of a message ends in CRLF" : "");
        return EXIT_USAGE;
    }
    if (!m.request) {
        fprintf(stderr, "secagree answer: %s: a response, not a request\n", q->file);
        return EXIT_USAGE;
    }
    if (!read_facts(q, t, &m, &r))
        return EXIT_USAGE;
    judge(q, &r);
    add_fields(q, &r);
    check_places(q, &m, &r);
    check_tags(q, t, &m, &r);
    check_use(q, &r);
    if (q->json)
        report_json(q, &r);
    else
        report(q, &r);
    for (size_t k = 0; k < r.adds; k++)
        free(r.add[k].value);
    free(r.add_401.value);
    return status_of(&r);
}

/* ---- arguments and policy ---- */

static bool complain(request *q, const char *option, const char *why)
{
    fprintf(stderr, "secagree answer: %s %s\n", option, why);
    q->told = true;
    return false;
}

/* "hmac-sha-1-96/aes-cbc" of that length, one of the profile's pairs that TS 33.203 Annex I has keys for. */
static bool read_pair(const char *text, size_t n, sec_profile profile, sec_pair *out)
{
    static const uint8_t zero[16];
    const profile_table *p = profile_get(profile);
    esp_keys unused;
    char word[64];

    for (int a = 0; a < ALG_COUNT; a++) {
        for (int e = 0; e < EALG_COUNT; e++) {
            int len = snprintf(word, sizeof word, "%s/%s", sec_alg_name((sec_alg)a), sec_ealg_name((sec_ealg)e));
            if ((size_t)len == n && memcmp(word, text, n) == 0) {
                *out = (sec_pair){ (sec_alg)a, (sec_ealg)e };
                return p->alg[a] && p->ealg[e] && esp_keys_expand(out->alg, out->ealg, zero, zero, &unused);
            }
        }
    }
    return false;
}

static bool read_pairs(const char *text, request *q)
{
    q->owns = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, ", ");
        if (n > 0 && (q->owns == OWN_MAX || !read_pair(text, n, q->f.profile, &q->own[q->owns++])))
            return false;
        text += n + (text[n] != '\0');
    }
    return q->owns > 0;
}

static bool set_list(request *q, const char *arg)
{
    size_t i, j;

    text_free(&q->server);
    if (!text_list_argument("answer", arg, &q->server)) {
        q->told = true;
        return false;
    }
    text_value(q->server.s, q->server.n, &i, &j); /* it is compared, and sent, without the LWS around it */
    memmove(q->server.s, q->server.s + i, j - i);
    q->server.n = j - i;
    return q->server.n <= SIP_MESSAGE_MAX || complain(q, "--server:", "the list is longer than any message");
}

/* It is sent as a header field, so it must be one value on one line. */
static bool set_challenge(request *q, const char *value)
{
    bool bad = value[0] == '\0';

    for (const char *c = value; *c != '\0'; c++)
        bad = bad || (unsigned char)*c < 0x20 || *c == 0x7f;
    if (bad)
        return complain(q, "--challenge:", "it is empty or has a control character");
    free(q->challenge);
    q->challenge = strdup(value);
    return q->challenge != NULL;
}

/* One member of a policy; pairs wait for the profile. */
static bool set_member(request *q, const char *name, const json_t *v, const char **pairs)
{
    const char *text = json_string_value(v);

    if (strcmp(name, "version") == 0)
        return json_is_integer(v) && json_integer_value(v) == 1;
    if (strcmp(name, "demanded") == 0)
        return q->f.demanded = json_is_true(v), json_is_boolean(v);
    if (strcmp(name, "enabled") == 0)
        return q->f.enabled = json_is_true(v), json_is_boolean(v);
    if (text == NULL)
        return false;
    if (strcmp(name, "profile") == 0)
        return text_profile(text, &q->f.profile);
    if (strcmp(name, "server") == 0)
        return text[0] != '@' && set_list(q, text);
    if (strcmp(name, "challenge") == 0)
        return set_challenge(q, text);
    if (strcmp(name, "algorithms") == 0)
        *pairs = text;
    return strcmp(name, "algorithms") == 0;
}

static bool read_policy(request *q, const char *file, char **pairs)
{
    json_error_t error;
    json_t *o = json_load_file(file, JSON_REJECT_DUPLICATES, &error), *v;
    const char *name, *text = NULL;
    bool ok = json_is_object(o);

    if (o == NULL && error.line < 0)
        fprintf(stderr, "secagree answer: %s\n", error.text);
    else if (!ok)
        fprintf(stderr, "secagree answer: %s:%d: %s\n", file, o == NULL ? error.line : 1,
                o == NULL ? error.text : "a policy is an object");
    json_object_foreach(o, name, v) {
        if (ok && !set_member(q, name, v, &text)) {
            fprintf(stderr, "secagree answer: %s: '%s' is unknown or has a bad value\n", file, name);
            ok = false;
        }
    }
    if (text != NULL) {
        free(*pairs);
        *pairs = strdup(text);
    }
    json_decref(o);
    q->told = !ok;
    return ok;
}

static bool option(request *q, int c, char **pairs)
{
    switch (c) {
    case 'p': return !(q->told = !text_profile_argument("answer", optarg, &q->f.profile));
    case 'f': return read_policy(q, optarg, pairs);
    case 's': return set_list(q, optarg);
    case 'a':
        free(*pairs);
        *pairs = strdup(optarg);
        return *pairs != NULL;
    case 'c': return set_challenge(q, optarg);
    case 'P': return q->f.protected = true;
    case 't': return q->f.direct_tls = true;
    case 'o': q->f.demanded = false; return true;
    case 'O': q->f.enabled = false; return true;
    case 'j': return q->json = true;
    default: return false;
    }
}

static bool arguments(int argc, char **argv, request *q)
{
    static const struct option options[] = {
        { "server", required_argument, NULL, 's' },     { "profile", required_argument, NULL, 'p' },
        { "policy", required_argument, NULL, 'f' },     { "algorithms", required_argument, NULL, 'a' },
        { "challenge", required_argument, NULL, 'c' },  { "protected", no_argument, NULL, 'P' },
        { "tls", no_argument, NULL, 't' },              { "optional", no_argument, NULL, 'o' },
        { "off", no_argument, NULL, 'O' },              { "json", no_argument, NULL, 'j' },
        { NULL, 0, NULL, 0 } };
    char *pairs = NULL;
    bool ok = set_challenge(q, "Digest realm=\"example.invalid\", nonce=\"\"");

    optind = 1;
    for (int c; ok && (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        ok = option(q, c, &pairs);
    q->file = optind < argc ? argv[optind] : "-";
    ok = ok && argc - optind <= 1;
    if (ok && q->server.s == NULL && !is_ims(q->f.profile))
        ok = complain(q, "--server:", "only the IMS profiles make a list of their own");
    if (ok && q->server.s == NULL && !read_pairs(pairs != NULL ? pairs : "hmac-sha-1-96/null", q))
        ok = complain(q, "--algorithms:", "no list of ALG/EALG that the profile has and keys can be made for");
    free(pairs);
    return ok;
}

int cmd_answer(int argc, char **argv)
{
    request q = { .f = { .profile = PROFILE_IMS, .enabled = true, .demanded = true } };
    text_input message;
    int status;

    if (!arguments(argc, argv, &q)) {
        status = q.told ? EXIT_USAGE : usage();
    } else if (!text_read(q.file, &message)) {
        fprintf(stderr, "secagree answer: %s: %s\n", q.file, strerror(errno));
        status = EXIT_USAGE;
    } else {
        status = answer(&q, &message);
        text_free(&message);
    }
    text_free(&q.server);
    free(q.challenge);
    return status;
}
