/* secagree step: events as JSON lines in, the actions of the machine and its sets out; exit 1 at the first requirement
 * that the implementation under test violated, where the lines say what it did. */
#include "../oracle/replay.h"
#include "cmd.h"
#include "text_input.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    bool json, role_given;
    replay_role role;
    sec_profile profile;
    const char *file;
    unsigned line;
    unsigned long events, sequences, stated;
} stepping;

static int usage(void)
{
    fputs("usage: secagree step --role ue|pcscf|client|server|place [--profile P] [--json] [FILE|-]\n"
          "Each line is an event, or a sequence of them; a sequence names its own role (spec/json.md).\n", cmd_usage());
    return EXIT_USAGE;
}

static int wrong(const stepping *s, const char *what)
{
    fprintf(stderr, "secagree step: %s:%u: %s\n", s->file, s->line, what);
    return EXIT_USAGE;
}

/* ---- what is printed ---- */

static void print_text(const char *name, const json_t *v)
{
    if (json_is_string(v))
        printf(" %s=%s", name, json_string_value(v));
    else if (json_is_integer(v))
        printf(" %s=%lld", name, (long long)json_integer_value(v));
    else if (json_is_true(v))
        printf(" %s", name);
}

static void print_action(const json_t *a)
{
    const char *name;
    json_t *v;

    printf("    %s", json_string_value(json_object_get(a, "do")));
    json_object_foreach((json_t *)a, name, v) {
        if (strcmp(name, "do") != 0 && strcmp(name, "requirement") != 0)
            print_text(name, v);
    }
    printf("  (%s)\n", json_string_value(json_object_get(a, "requirement")));
}

static long long number(const json_t *o, const char *name)
{
    return (long long)json_integer_value(json_object_get(o, name));
}

static void print_set(const json_t *s)
{
    printf("    %-11s %3lld  spi %lld %lld %lld %lld  port %lld %lld %lld %lld  %s  until %lld%s\n",
           json_string_value(json_object_get(s, "state")), number(s, "id"), number(s, "spi_uc"), number(s, "spi_us"),
           number(s, "spi_pc"), number(s, "spi_ps"), number(s, "port_uc"), number(s, "port_us"), number(s, "port_pc"),
           number(s, "port_ps"), json_string_value(json_object_get(s, "cover")), number(s, "expires_at"),
           json_is_true(json_object_get(s, "used")) ? "  used" : "");
}

static void print_result(const char *kind, unsigned long n, const json_t *result, const json_t *violation)
{
    const json_t *phase = json_object_get(result, "phase"), *why = json_object_get(violation, "requirement");
    size_t k;
    json_t *v;

    printf("%lu %s\n", n, kind);
    json_array_foreach(json_object_get(result, "actions"), k, v)
        print_action(v);
    if (json_array_size(json_object_get(result, "sets")) > 0)
        puts("  sets      id  spi uc us pc ps  port uc us pc ps  prefix");
    json_array_foreach(json_object_get(result, "sets"), k, v)
        print_set(v);
    if (phase != NULL)
        printf("    phase %s\n", json_string_value(phase));
    if (violation != NULL)
        printf("  violated: %s: %s\n", json_is_string(why) ? json_string_value(why) : "asked for by nothing",
               json_string_value(json_object_get(violation, "what")));
}

static void report(const stepping *s, const json_t *sequence, const json_t *event, const json_t *result,
                   const json_t *violation, unsigned long n)
{
    const char *kind = json_string_value(json_object_get(event, "event"));
    json_t *o;

    if (kind == NULL)
        kind = replay_role_name(s->role);
    if (!s->json) {
        print_result(kind, n, result, violation);
        return;
    }
    o = json_pack("{s:i, s:i, s:I, s:s}", "version", 1, "line", (int)s->line, "step", (json_int_t)n, "event", kind);
    if (sequence != NULL)
        json_object_set(o, "name", json_object_get(sequence, "name"));
    json_object_update(o, (json_t *)result);
    if (violation != NULL)
        json_object_set(o, "violates", (json_t *)violation);
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

/* ---- events ---- */

/* Sets, each with an id of its own: no other member tells one from another. */
static bool good_sets(const json_t *sets)
{
    size_t k, j;
    json_t *s;

    json_array_foreach((json_t *)sets, k, s) {
        const json_t *id = json_object_get(s, "id");

        if (!json_is_integer(id))
            return false;
        for (j = 0; j < k; j++) {
            if (json_equal(id, json_object_get(json_array_get(sets, j), "id")))
                return false;
        }
    }
    return sets == NULL || json_is_array(sets);
}

/* Why what an implementation did cannot be compared, or NULL. */
static const char *statement_fault(replay_role role, const json_t *event, const json_t *from)
{
    const json_t *did = json_object_get(from, from == event ? "did" : "actions"), *sets = json_object_get(from, "sets");
    const json_t *phase = json_object_get(from, "phase");

    if (from != event && (json_object_get(event, "did") != NULL || json_object_get(event, "sets") != NULL ||
                          json_object_get(event, "phase") != NULL))
        return "in a sequence what was done stands in the step, not in its event";
    if (sets != NULL && role != REPLAY_UE && role != REPLAY_PCSCF)
        return "this role has no 'sets'";
    if (phase != NULL && role != REPLAY_UE && role != REPLAY_CLIENT)
        return "this role has no 'phase'";
    if ((did != NULL && !json_is_array(did)) || (phase != NULL && !json_is_string(phase)))
        return "what was done is no array of actions, or no phase";
    return good_sets(sets) ? NULL : "'sets' is no array of sets, each with an id of its own";
}

/* One event. from: what it is compared with: the event itself with did, sets and phase, or a step of a sequence with
 * actions, sets and phase. */
static int do_event(stepping *s, replay *r, const json_t *sequence, const json_t *event, const json_t *from,
                    unsigned long n)
{
    char fault[RECORD_FAULT_MAX];
    replay_event e;
    json_t *result, *violation;
    const json_t *did = json_object_get(from, from == event ? "did" : "actions");
    const char *why;
    int status;

    if (event == NULL)
        return wrong(s, "a step without an 'event'");
    if (!replay_event_read(r, event, &e, fault))
        return wrong(s, fault);
    why = statement_fault(s->role, event, from);
    if (why != NULL)
        return wrong(s, why);
    result = replay_step(r, &e);
    violation = replay_compare(r, result, did, json_object_get(from, "sets"), json_object_get(from, "phase"));
    if (sequence == NULL || s->json || violation != NULL)
        report(s, sequence, event, result, violation, n);
    s->events++;
    s->stated += did != NULL || json_object_get(from, "sets") != NULL || json_object_get(from, "phase") != NULL;
    status = violation == NULL ? EXIT_CONFORMS : EXIT_VIOLATES;
    json_decref(violation);
    json_decref(result);
    return status;
}

/* The members of an object, and no others. */
static bool has_only(const json_t *o, const char *const *names)
{
    const char *name;
    json_t *v;

    json_object_foreach((json_t *)o, name, v) {
        if (record_word(names, name) < 0)
            return false;
    }
    return json_is_object(o);
}

static bool text_or_absent(const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);

    return v == NULL || json_is_string(v);
}

static const char *sequence_fault(const json_t *o)
{
    static const char *const members[] = { "version", "name", "role", "profile", "note", "steps", NULL };
    static const char *const step_members[] = { "event", "actions", "sets", "phase", "note", NULL };
    const json_t *steps = json_object_get(o, "steps");
    json_t *s;
    size_t k;

    if (!has_only(o, members))
        return "unknown member of a sequence";
    if (!text_or_absent(o, "name") || !text_or_absent(o, "role") || !text_or_absent(o, "profile"))
        return "'name', 'role' or 'profile' is no text";
    if (json_array_size(steps) == 0)
        return "'steps' is no array of steps";
    json_array_foreach((json_t *)steps, k, s) {
        if (!has_only(s, step_members))
            return "unknown member of a step";
    }
    return NULL;
}

/* A sequence: a machine of its own, from its beginning. */
static int do_sequence(stepping *s, const json_t *o)
{
    const char *fault = sequence_fault(o), *role = json_string_value(json_object_get(o, "role"));
    const char *profile = json_string_value(json_object_get(o, "profile"));
    const json_t *name = json_object_get(o, "name");
    stepping own = *s;
    int status = EXIT_CONFORMS;
    size_t k;
    json_t *e;
    replay r;

    if (fault != NULL)
        return wrong(s, fault);
    if ((role == NULL || !replay_role_read(role, &own.role)) && (role != NULL || !s->role_given))
        return wrong(s, "'role' is missing or none that is known");
    if (profile != NULL && !text_profile(profile, &own.profile))
        return wrong(s, "'profile' is none that is known");
    replay_start(&r, own.role, own.profile);
    if (!s->json && name != NULL) {
        printf("%s: ", replay_role_name(own.role));
        text_print(stdout, (const uint8_t *)json_string_value(name), json_string_length(name));
        putchar('\n');
    }
    json_array_foreach(json_object_get(o, "steps"), k, e) {
        status = do_event(&own, &r, o, json_object_get(e, "event"), e, (unsigned long)k + 1);
        if (status != EXIT_CONFORMS)
            break;
    }
    replay_end(&r);
    s->events = own.events;
    s->stated = own.stated;
    s->sequences++;
    return status;
}

static int do_line(stepping *s, replay *r, const char *text, size_t n)
{
    json_error_t error;
    json_t *o = json_loadb(text, n, JSON_REJECT_DUPLICATES, &error), *version;
    int status;

    if (o == NULL)
        return wrong(s, error.text);
    version = json_object_get(o, "version");
    if (version != NULL && (!json_is_integer(version) || json_integer_value(version) != 1))
        status = wrong(s, "'version' is not 1");
    else if (json_object_get(o, "steps") != NULL)
        status = do_sequence(s, o);
    else if (!s->role_given)
        status = wrong(s, "--role is needed for an event that stands alone");
    else
        status = do_event(s, r, NULL, o, o, s->events + 1);
    json_decref(o);
    return status;
}

static bool blank(const char *s, size_t n)
{
    while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
        n--;
    return n == 0;
}

/* Line by line; an input error ends it, and so does the first violation. */
static int run(stepping *s, const text_input *in)
{
    const char *p = (const char *)in->s, *end = p + in->n;
    int status = EXIT_CONFORMS;
    replay r;

    replay_start(&r, s->role, s->profile);
    while (p < end && status == EXIT_CONFORMS) {
        const char *e = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((e == NULL ? end : e) - p);

        s->line++;
        if (!blank(p, n))
            status = do_line(s, &r, p, n);
        p += n + 1;
        if (e == NULL)
            break;
    }
    replay_end(&r);
    if (status == EXIT_CONFORMS && s->events == 0)
        return wrong(s, "no event");
    if (status == EXIT_CONFORMS && !s->json)
        printf("%lu events, %lu of them compared\n", s->events, s->stated);
    return status;
}

int cmd_step(int argc, char **argv)
{
    static const struct option options[] = {
        { "role", required_argument, NULL, 'r' }, { "profile", required_argument, NULL, 'p' },
        { "json", no_argument, NULL, 'j' },       { NULL, 0, NULL, 0 },
    };
    stepping s = { .profile = PROFILE_IMS, .file = "-" };
    text_input in;
    int status;

    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'r':
            s.role_given = replay_role_read(optarg, &s.role);
            if (!s.role_given) {
                fprintf(stderr, "secagree step: --role: '%s' is none of ue, pcscf, client, server, place\n", optarg);
                return EXIT_USAGE;
            }
            break;
        case 'p':
            if (!text_profile_argument("step", optarg, &s.profile))
                return EXIT_USAGE;
            break;
        case 'j': s.json = true; break;
        default: return usage();
        }
    }
    if (optind + 1 < argc)
        return usage();
    if (optind < argc)
        s.file = argv[optind];
    if (!text_read(s.file, &in)) {
        fprintf(stderr, "secagree step: %s: %s\n", s.file, strerror(errno));
        return EXIT_USAGE;
    }
    status = run(&s, &in);
    text_free(&in);
    return status;
}
