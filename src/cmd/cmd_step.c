/* secagree step: events in, actions and the table of SA sets out, as JSON lines (spec/json-step.md). */
#include "../oracle/step_json.h"
#include "cmd.h"
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { bool is_ue; ue u; pcscf p; } machine;

static int usage(void)
{
    fputs("usage: secagree step --role ue|pcscf [FILE]\n", stderr);
    return EXIT_USAGE;
}

static void reset(machine *m)
{
    ue_init(&m->u);
    pcscf_init(&m->p);
}

/* One event; false with what is wrong in why. */
static bool step(machine *m, const json_t *o, sa_actions *a, char *why, size_t n)
{
    ue_event x;
    pcscf_event y;

    if (m->is_ue && step_json_ue(o, &x, why, n))
        *a = ue_step(&m->u, &x);
    else if (!m->is_ue && step_json_pcscf(o, &y, why, n))
        *a = pcscf_step(&m->p, &y);
    else
        return false;
    return true;
}

/* The requirement that asked for action k, or, where `did` has more than is due, for the last one that is. */
static const char *asked_by(const sa_actions *a, uint32_t k)
{
    if (a->count == 0)
        return "";
    return sa_requirement(a->a[k < a->count ? k : a->count - 1].req);
}

/* The answer to one line. did: what another implementation did, or NULL. Returns an exit status. */
static int answer(const machine *m, const json_t *did, const sa_actions *a)
{
    json_t *o = json_object();
    long k = did == NULL ? -1 : step_json_differs(did, a);

    json_object_set_new(o, "actions", step_json_actions(a));
    json_object_set_new(o, "sets", step_json_sets(m->is_ue ? &m->u.sets : &m->p.sets));
    if (m->is_ue)
        json_object_set_new(o, "phase", json_string(ue_phase_name(m->u.phase)));
    if (k >= 0)
        json_object_set_new(o, "violates", json_pack("{s:I, s:s}", "action", (json_int_t)k, "requirement",
                                                     asked_by(a, (uint32_t)k)));
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
    return k >= 0 ? EXIT_VIOLATES : EXIT_CONFORMS;
}

static int line(machine *m, const char *text, size_t at)
{
    json_error_t fault;
    json_t *o = json_loads(text, 0, &fault);
    char why[128];
    sa_actions a;
    int status;

    if (o == NULL) {
        fprintf(stderr, "secagree step: line %zu: %s\n", at, fault.text);
        return EXIT_USAGE;
    }
    if (json_is_true(json_object_get(o, "reset"))) {
        reset(m);
        status = EXIT_CONFORMS;
    } else if (!step(m, o, &a, why, sizeof why)) {
        fprintf(stderr, "secagree step: line %zu: %s\n", at, why);
        status = EXIT_USAGE;
    } else {
        status = answer(m, json_object_get(o, "did"), &a);
    }
    json_decref(o);
    return status;
}

/* Until the end, or the first line that is wrong or violates a requirement. */
static int run(machine *m, FILE *f)
{
    char *text = NULL;
    size_t room = 0, at = 0;
    int status = EXIT_CONFORMS;

    reset(m);
    while (status == EXIT_CONFORMS && getline(&text, &room, f) >= 0) {
        at++;
        if (text[strspn(text, " \t\r\n")] != '\0')
            status = line(m, text, at);
    }
    free(text);
    return status;
}

int cmd_step(int argc, char **argv)
{
    static const struct option options[] = { { "role", required_argument, NULL, 'r' }, { NULL, 0, NULL, 0 } };
    machine m = { .is_ue = false };
    const char *role = NULL;
    FILE *f = stdin;
    int c, status;

    optind = 1;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c != 'r')
            return usage();
        role = optarg;
    }
    if (role == NULL || (strcmp(role, "ue") != 0 && strcmp(role, "pcscf") != 0) || argc - optind > 1)
        return usage();
    m.is_ue = strcmp(role, "ue") == 0;
    if (optind < argc && strcmp(argv[optind], "-") != 0)
        f = fopen(argv[optind], "r");
    if (f == NULL) {
        fprintf(stderr, "secagree step: %s: %s\n", argv[optind], strerror(errno));
        return EXIT_USAGE;
    }
    status = run(&m, f);
    if (f != stdin)
        fclose(f);
    return status;
}
