/* secagree parse: a message, one header line or a security list; its canonical form, its faults and notes. */
#include "cmd.h"
#include "parse_report.h"
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct { sec_profile profile; bool tolerant, json; } choices;
typedef struct { unsigned conforms, violates, unknown, failed; } totals;

static int worst(const totals *t)
{
    return t->failed ? EXIT_USAGE : t->violates ? EXIT_VIOLATES : t->unknown ? EXIT_CANNOT_TELL : EXIT_CONFORMS;
}

static void count(totals *t, int status)
{
    switch (status) {
    case EXIT_CONFORMS: t->conforms++; break;
    case EXIT_VIOLATES: t->violates++; break;
    case EXIT_CANNOT_TELL: t->unknown++; break;
    default: t->failed++; break;
    }
}

static int parse_one(const char *name, const choices *c, bool line)
{
    text_input in;
    if (!text_read(name, &in)) {
        fprintf(stderr, "secagree parse: %s: %s\n", name, strerror(errno));
        return EXIT_USAGE;
    }
    parse_report *r = parse_report_make(name, &in, c->profile, c->tolerant);
    int status = EXIT_USAGE;
    if (r == NULL) {
        fprintf(stderr, "secagree parse: %s: out of memory\n", name);
    } else {
        status = parse_report_status(r);
        if (c->json)
            parse_report_json(r, stdout);
        else if (line)
            parse_report_line(r, stdout);
        else
            parse_report_text(r, stdout);
    }
    parse_report_free(r);
    text_free(&in);
    return status;
}

/* Each plain file of the directory, by name: one line a file and a total. */
static int parse_directory(const char *name, const choices *c)
{
    struct dirent **entry;
    int n = scandir(name, &entry, NULL, alphasort);
    totals t = { 0, 0, 0, 0 };
    if (n < 0) {
        fprintf(stderr, "secagree parse: %s: %s\n", name, strerror(errno));
        return EXIT_USAGE;
    }
    for (int k = 0; k < n; k++) {
        char path[4096];
        struct stat st;
        int len = snprintf(path, sizeof path, "%s/%s", name, entry[k]->d_name);
        if (len > 0 && (size_t)len < sizeof path && stat(path, &st) == 0 && S_ISREG(st.st_mode))
            count(&t, parse_one(path, c, true));
        free(entry[k]);
    }
    free(entry);
    if (c->json)
        printf("{\"version\":1,\"directory\":true,\"conforms\":%u,\"violates\":%u,\"cannot_tell\":%u,\"failed\":%u}\n",
               t.conforms, t.violates, t.unknown, t.failed);
    else
        printf("%u conform, %u violate, %u cannot be told, %u unreadable\n", t.conforms, t.violates, t.unknown,
               t.failed);
    return worst(&t);
}

static int usage(void)
{
    fputs("usage: secagree parse [--profile ims|ims-r5|cr1|rfc3329|draft] [--tolerant] [--json] [FILE|DIR|-]...\n",
          cmd_usage());
    return EXIT_USAGE;
}

int cmd_parse(int argc, char **argv)
{
    static const struct option options[] = {
        { "profile", required_argument, NULL, 'p' },
        { "tolerant", no_argument, NULL, 't' },
        { "json", no_argument, NULL, 'j' },
        { NULL, 0, NULL, 0 },
    };
    choices c = { PROFILE_IMS, false, false };
    optind = 1;
    for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (o) {
        case 'p':
            if (!text_profile_argument("parse", optarg, &c.profile))
                return EXIT_USAGE;
            break;
        case 't': c.tolerant = true; break;
        case 'j': c.json = true; break;
        default: return usage();
        }
    }
    if (optind == argc)
        return parse_one("-", &c, false);
    totals t = { 0, 0, 0, 0 };
    for (int k = optind; k < argc; k++) {
        struct stat st;
        bool directory = strcmp(argv[k], "-") != 0 && stat(argv[k], &st) == 0 && S_ISDIR(st.st_mode);
        count(&t, directory ? parse_directory(argv[k], &c) : parse_one(argv[k], &c, argc - optind > 1));
    }
    return worst(&t);
}
