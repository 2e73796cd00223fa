/* secagree answer: what a first hop does with a request (RFC 3329 2.3.1, 2.3.2; TS 33.203). */
#include "../oracle/agree_facts.h"
#include "cmd.h"
#include "text_input.h"
#include <getopt.h>
#include <string.h>

static int usage(void)
{
    fputs("usage: secagree answer --server LIST [--profile P] [--protected] [--tls] [--optional] [--off]\n"
          "                       [--challenge VALUE] [--json] [FILE]\n"
          "LIST is the server's own list, or @FILE. --optional: policy does not demand the agreement; --off: the\n"
          "extension is off; --tls: the request came over TLS that RFC 3263 led to.\n", stderr);
    return EXIT_USAGE;
}

static const char *phrase(uint32_t code)
{
    switch (code) {
    case 400: return "Bad Request";
    case 420: return "Bad Extension";
    case 421: return "Extension Required";
    case 494: return "Security Agreement Required";
    default: return "Bad Gateway";
    }
}

/* The header fields that the verdict adds to the answer, one a line of `out`; challenge: the value of a challenge. */
static size_t added(const agree_verdict *v, const text_input *server, const char *challenge, char *out, size_t n)
{
    int used = 0;

    out[0] = '\0';
    if (v->code == 420)
        used += snprintf(out + used, n - (size_t)used, "Unsupported: sec-agree\n");
    if (v->add_server)
        used += snprintf(out + used, n - (size_t)used, "Security-Server: %.*s\n", (int)server->n, server->s);
    if (v->add_require)
        used += snprintf(out + used, n - (size_t)used, "Require: sec-agree\n");
    if (v->challenge != AGREE_NO_CHALLENGE)
        used += snprintf(out + used, n - (size_t)used, "%s: %s\n",
                         v->challenge == AGREE_PROXY_AUTHENTICATE ? "Proxy-Authenticate" : "WWW-Authenticate",
                         challenge);
    return (size_t)used;
}

static const char *outcome(const agree_verdict *v)
{
    return v->outcome == AGREE_PROCEED ? "proceed" : v->outcome == AGREE_DISCARD ? "discard" : "refuse";
}

static void report_json(const agree_verdict *v, const char *headers)
{
    json_t *add = json_array(), *o;

    for (const char *p = headers; *p != '\0'; p = strchr(p, '\n') + 1)
        json_array_append_new(add, json_stringn(p, strcspn(p, "\n")));
    o = json_pack("{s:i, s:s, s:i, s:o, s:b, s:b, s:b, s:b, s:b, s:s}", "version", 1, "verdict", outcome(v), "code",
                  (int)v->code, "add", add, "strip_tags", v->strip_tags, "strip_client", v->strip_client,
                  "strip_verify", v->strip_verify, "server_in_401", v->server_in_401, "one_via", v->one_via,
                  "requirement", agree_requirement(v->req));
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

static void report(const agree_verdict *v, const char *headers)
{
    if (v->outcome == AGREE_REFUSE)
        printf("%u %s (%s)\n%s", v->code, phrase(v->code), agree_requirement(v->req), headers);
    else
        printf("%s (%s)\n", outcome(v), agree_requirement(v->req));
    if (v->one_via)
        puts("keep the topmost Via alone");
    if (v->strip_tags)
        puts("take sec-agree out of Require and Proxy-Require");
    if (v->strip_client)
        puts("take Security-Client out");
    if (v->strip_verify)
        puts("take Security-Verify out");
    if (v->server_in_401)
        puts("put Security-Server into a 401 to it");
}

typedef struct { agree_facts f; const char *server, *challenge, *file; bool json; } request;

static bool arguments(int argc, char **argv, request *r)
{
    static const struct option options[] = {
        { "server", required_argument, NULL, 's' }, { "profile", required_argument, NULL, 'p' },
        { "protected", no_argument, NULL, 'P' },    { "tls", no_argument, NULL, 't' },
        { "optional", no_argument, NULL, 'o' },     { "off", no_argument, NULL, 'O' },
        { "challenge", required_argument, NULL, 'c' }, { "json", no_argument, NULL, 'j' }, { NULL, 0, NULL, 0 } };
    int c;

    optind = 1;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (c) {
        case 's': r->server = optarg; break;
        case 'p': if (!text_profile(optarg, &r->f.profile)) return false; break;
        case 'P': r->f.protected = true; break;
        case 't': r->f.direct_tls = true; break;
        case 'o': r->f.demanded = false; break;
        case 'O': r->f.enabled = false; break;
        case 'c': r->challenge = optarg; break;
        case 'j': r->json = true; break;
        default: return false;
        }
    }
    r->file = optind < argc ? argv[optind] : "-";
    return r->server != NULL && argc - optind <= 1;
}

/* Status 0: it is good; 1: it is refused or dropped. */
static int answer(request *r, const text_input *message, const text_input *list)
{
    static sip_message m;
    static sec_list server;
    static char headers[1 << 16];
    sip_message_result parsed = sip_message_parse(message->s, message->n, &m);
    uint32_t notes;
    agree_verdict v;

    if (parsed.code != SIP_MESSAGE_OK || !m.request) {
        fprintf(stderr, "secagree answer: %s\n", parsed.code != SIP_MESSAGE_OK ? sip_message_error_name(parsed.code)
                                                                              : "a response, not a request");
        return EXIT_USAGE;
    }
    if (!text_list_parse("--server", list, false, &server, &notes))
        return EXIT_USAGE;
    agree_facts_read(message->s, &m, list->s, list->n, &server, &r->f);
    v = agree_server(&r->f);
    added(&v, list, r->challenge, headers, sizeof headers);
    if (r->json)
        report_json(&v, headers);
    else
        report(&v, headers);
    return v.outcome == AGREE_PROCEED ? EXIT_CONFORMS : EXIT_VIOLATES;
}

int cmd_answer(int argc, char **argv)
{
    request r = { .f = { .profile = PROFILE_IMS, .enabled = true, .demanded = true },
                  .challenge = "Digest realm=\"example.invalid\", nonce=\"\"" };
    text_input message, list;
    int status;

    if (!arguments(argc, argv, &r) || !text_list_argument(r.server, &list))
        return usage();
    if (list.n > 60000 || !text_read(r.file, &message)) {
        fprintf(stderr, "secagree answer: %s cannot be read\n", r.file);
        text_free(&list);
        return EXIT_USAGE;
    }
    status = answer(&r, &message, &list);
    text_free(&message);
    text_free(&list);
    return status;
}
