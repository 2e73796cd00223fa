/* secagree compare: is Security-Verify the Security-Server list? (RFC 3329 2.3.1) */
#include "../ims/digest_terms.h"
#include "cmd.h"
#include "text_input.h"
#include <getopt.h>

typedef struct { text_input text; sec_list list; } side;

static const char *requirement(sec_difference d)
{
    return d == SEC_EQUAL ? "" : "R3329-2.3.1-23";
}

static json_t *offset(size_t at)
{
    return at == SIP_NPOS ? json_null() : json_integer((json_int_t)at);
}

static void report_json(const sec_compared *r, uint32_t notes, bool tolerant)
{
    json_t *o = json_pack("{s:i, s:b, s:b, s:s, s:o}", "version", 1, "tolerant", tolerant, "equal",
                          r->code == SEC_EQUAL, "difference", sec_difference_name(r->code), "notes",
                          text_notes_json(notes));
    if (r->code != SEC_EQUAL) {
        json_object_set_new(o, "mechanism", json_integer(r->mech));
        json_object_set_new(o, "at_server", offset(r->at_a));
        json_object_set_new(o, "at_verify", offset(r->at_b));
        json_object_set_new(o, "requirement", json_string(requirement(r->code)));
    }
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

static void show(const char *what, const side *x, size_t at)
{
    if (at == SIP_NPOS) {
        printf("  %s: the list ends before it\n", what);
        return;
    }
    printf("  %s, byte %zu:\n", what, at);
    text_caret(stdout, x->text.s, x->text.n, at);
}

static void report(const sec_compared *r, const side *server, const side *verify, uint32_t notes)
{
    if (r->code == SEC_EQUAL) {
        puts("equal");
    } else {
        printf("%s in mechanism %u (%s)\n", sec_difference_name(r->code), (unsigned)r->mech + 1,
               requirement(r->code));
        show("server", server, r->at_a);
        show("verify", verify, r->at_b);
    }
    text_notes(stdout, "", notes);
}

static int usage(void)
{
    fputs("usage: secagree compare [--tolerant] [--json] --server LIST --verify LIST\n"
          "LIST is the header's value, or @FILE.\n", cmd_usage());
    return EXIT_USAGE;
}

int cmd_compare(int argc, char **argv)
{
    static const struct option options[] = {
        { "server", required_argument, NULL, 's' }, { "verify", required_argument, NULL, 'v' },
        { "tolerant", no_argument, NULL, 't' },     { "json", no_argument, NULL, 'j' },
        { NULL, 0, NULL, 0 },
    };
    static side server, verify;
    const char *s = NULL, *v = NULL;
    bool tolerant = false, json = false;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 's': s = optarg; break;
        case 'v': v = optarg; break;
        case 't': tolerant = true; break;
        case 'j': json = true; break;
        default: return usage();
        }
    }
    if (s == NULL || v == NULL || optind != argc)
        return usage();
    uint32_t notes = 0;
    int status = EXIT_USAGE;
    if (text_list_argument("compare", s, &server.text) && text_list_argument("compare", v, &verify.text) &&
        text_list_parse("server", &server.text, tolerant, &server.list, &notes) &&
        text_list_parse("verify", &verify.text, tolerant, &verify.list, &notes)) {
        digest_verify_drop(verify.text.s, &verify.list, server.text.s, &server.list);
        sec_compared r = tolerant ? sec_list_compare_tolerant(server.text.s, &server.list, verify.text.s,
                                                              &verify.list, &notes)
                                  : sec_list_compare(server.text.s, &server.list, verify.text.s, &verify.list);
        if (json)
            report_json(&r, notes, tolerant);
        else
            report(&r, &server, &verify, notes);
        status = r.code == SEC_EQUAL ? EXIT_CONFORMS : EXIT_VIOLATES;
    }
    text_free(&server.text);
    text_free(&verify.text);
    return status;
}
