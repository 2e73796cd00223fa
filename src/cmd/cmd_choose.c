/* secagree choose: which mechanism wins, why, and the four SAs (RFC 3329 2.3.1; TS 33.203 7.1, 7.2). */
#include "cmd.h"
#include "text_input.h"
#include <getopt.h>

/* result: of each mechanism, read as ipsec-3gpp under the profile */
typedef struct { const char *name; text_input text; sec_list list; ipsec_result result[SEC_MECHANISMS_MAX]; } side;

typedef struct {
    size_t server, client;    /* the mechanism chosen in each list, SIP_NPOS where none */
    bool ipsec;
    ipsec3gpp p, u;           /* the P-CSCF's parameters and the UE's */
    const char *conflict;     /* the requirement that the two together break, or NULL */
} choice;

static ipsec_result read_one(const side *x, uint32_t k, sec_profile profile, bool tolerant, ipsec3gpp *out,
                             uint32_t *notes)
{
    return tolerant ? ipsec3gpp_read_tolerant(x->text.s, &x->list, k, profile, out, notes)
                    : ipsec3gpp_read_noted(x->text.s, &x->list, k, profile, out, notes);
}

static bool reads(const side *x, uint32_t k, sec_profile profile, bool tolerant, ipsec3gpp *out)
{
    uint32_t notes = 0;
    return read_one(x, k, profile, tolerant, out, &notes).code == IPSEC_OK;
}

/* Reads each mechanism; the notes of the list and of all of them. */
static uint32_t read_all(side *x, sec_profile profile, bool tolerant, bool client)
{
    uint32_t notes = sec_list_notes(x->text.s, &x->list, profile, client);
    for (uint32_t k = 0; k < x->list.count; k++) {
        ipsec3gpp unused;
        x->result[k] = read_one(x, k, profile, tolerant, &unused, &notes);
        if (x->result[k].code == IPSEC_MISSING && tolerant)
            notes |= SEC_NOTE_INCOMPLETE;
    }
    return notes;
}

/* An ipsec-3gpp that is kept out of the choice. */
static bool unusable(const side *x, uint32_t k)
{
    return x->result[k].code != IPSEC_OK && x->result[k].code != IPSEC_NOT_IPSEC;
}

/* The client's own mechanism that answers mechanism k of the server's list. */
static size_t counterpart(const side *server, size_t k, const side *client, sec_profile profile, bool tolerant,
                          choice *c)
{
    for (uint32_t j = 0; j < client->list.count; j++) {
        ipsec3gpp u = { 0 };
        bool read = reads(client, j, profile, tolerant, &u);
        if (c->ipsec ? read && u.alg == c->p.alg && u.ealg == c->p.ealg && u.prot == c->p.prot && u.mod == c->p.mod
                     : sec_names_equal(server->text.s, server->list.mech[k].name, client->text.s,
                                       client->list.mech[j].name)) {
            c->u = u;
            return j;
        }
    }
    return SIP_NPOS;
}

/* SPIs of the P-CSCF differ from those of the UE; in profiles without two pairs each side has one (spi_s). */
static const char *conflict(const choice *c, bool pairs)
{
    if (!c->ipsec)
        return NULL;
    if (!pairs)
        return c->p.spi_s == c->u.spi_s ? "CR1-7.1-05" : NULL;
    bool same = c->p.spi_c == c->u.spi_c || c->p.spi_c == c->u.spi_s || c->p.spi_s == c->u.spi_c ||
                c->p.spi_s == c->u.spi_s;
    return same ? "CR2-7.1-04" : NULL;
}

static choice choose(const side *server, const side *client, sec_profile profile, bool tolerant)
{
    choice c = { .client = SIP_NPOS };
    c.server = sec_choose_common(server->text.s, &server->list, client->text.s, &client->list, profile,
                                 tolerant);
    if (c.server == SIP_NPOS)
        return c;
    c.ipsec = reads(server, (uint32_t)c.server, profile, tolerant, &c.p);
    c.client = counterpart(server, c.server, client, profile, tolerant, &c);
    c.conflict = conflict(&c, profile_get(profile)->pairs);
    return c;
}

static bool some_unusable(const side *x)
{
    for (uint32_t k = 0; k < x->list.count; k++) {
        if (unusable(x, k))
            return true;
    }
    return false;
}

static const char *reason(const side *server, const side *client, const choice *c)
{
    if (c->server == SIP_NPOS && (some_unusable(server) || some_unusable(client)))
        return "of what can be chosen no mechanism of the server's list is known to the client";
    if (c->server == SIP_NPOS)
        return "no mechanism of the server's list is known to the client";
    if (server->list.mech[c->server].q < 0)
        return "first of the server's list among those that the client knows; none of them has a q";
    return "highest q of the server's list among those that the client knows";
}

typedef struct { const char *from, *to, *carries; uint16_t source, destination; uint32_t spi; } sa_row;

/* TS 33.203 7.1: an SA's SPI is its receiver's. */
static void four(const choice *c, sa_row row[4])
{
    row[0] = (sa_row){ "UE", "P-CSCF", "UDP and TCP requests, UDP responses of the UE", c->u.port_c, c->p.port_s,
                       c->p.spi_s };
    row[1] = (sa_row){ "P-CSCF", "UE", "TCP responses of the P-CSCF", c->p.port_s, c->u.port_c, c->u.spi_c };
    row[2] = (sa_row){ "P-CSCF", "UE", "UDP and TCP requests, UDP responses of the P-CSCF", c->p.port_c, c->u.port_s,
                       c->u.spi_s };
    row[3] = (sa_row){ "UE", "P-CSCF", "TCP responses of the UE", c->u.port_s, c->p.port_c, c->p.spi_c };
}

static void report_unusable(const side *x)
{
    for (uint32_t k = 0; k < x->list.count; k++) {
        ipsec_result r = x->result[k];
        if (!unusable(x, k))
            continue;
        printf("not in the choice: mechanism %u of the %s's list: %s at byte %zu (%s)\n", (unsigned)k + 1, x->name,
               ipsec_error_name(r.code), r.at, ipsec_requirement(r.code));
        text_caret(stdout, x->text.s, x->text.n, r.at);
    }
}

static void report(const side *server, const side *client, const choice *c, bool pairs, uint32_t notes)
{
    if (c->server != SIP_NPOS) {
        const sec_mechanism *m = &server->list.mech[c->server];
        printf("chosen: mechanism %zu of the server's list, %.*s", c->server + 1, (int)m->name.len,
               (const char *)server->text.s + m->name.at);
        if (m->q >= 0)
            printf(", q %d.%03d", m->q / 1000, m->q % 1000);
        if (c->ipsec)
            printf(", alg %s, ealg %s", sec_alg_name(c->p.alg), sec_ealg_name(c->p.ealg));
        putchar('\n');
    } else {
        puts("chosen: none");
    }
    printf("reason: %s\n", reason(server, client, c));
    report_unusable(server);
    report_unusable(client);
    if (c->ipsec && pairs) {
        sa_row row[4];
        four(c, row);
        for (int k = 0; k < 4; k++)
            printf("SA %d: %s port %u -> %s port %u, spi %u: %s\n", k + 1, row[k].from, (unsigned)row[k].source,
                   row[k].to, (unsigned)row[k].destination, (unsigned)row[k].spi, row[k].carries);
    }
    if (c->conflict != NULL)
        printf("violation: an SPI of the P-CSCF is one of the UE's (%s)\n", c->conflict);
    text_notes(stdout, "", notes);
}

static void unusable_json(const side *x, json_t *a)
{
    for (uint32_t k = 0; k < x->list.count; k++) {
        ipsec_result r = x->result[k];
        if (unusable(x, k))
            json_array_append_new(a, json_pack("{s:s, s:i, s:s, s:I, s:s}", "list", x->name, "mechanism", (int)k,
                                               "name", ipsec_error_name(r.code), "at", (json_int_t)r.at,
                                               "requirement", ipsec_requirement(r.code)));
    }
}

static void report_json(const side *server, const side *client, const choice *c, bool pairs, uint32_t notes)
{
    json_t *o = json_pack("{s:i, s:s, s:o}", "version", 1, "reason", reason(server, client, c), "notes",
                          text_notes_json(notes));
    json_t *out = json_array();
    unusable_json(server, out);
    unusable_json(client, out);
    json_object_set_new(o, "not_in_choice", out);
    json_object_set_new(o, "server", c->server == SIP_NPOS ? json_null() : json_integer((json_int_t)c->server));
    json_object_set_new(o, "client", c->client == SIP_NPOS ? json_null() : json_integer((json_int_t)c->client));
    if (c->server != SIP_NPOS) {
        sip_part name = server->list.mech[c->server].name;
        json_object_set_new(o, "name", text_json(server->text.s + name.at, name.len));
    }
    if (c->ipsec) {
        json_object_set_new(o, "alg", json_string(sec_alg_name(c->p.alg)));
        json_object_set_new(o, "ealg", json_string(sec_ealg_name(c->p.ealg)));
    }
    if (c->ipsec && pairs) {
        sa_row row[4];
        four(c, row);
        json_t *sas = json_array();
        for (int k = 0; k < 4; k++)
            json_array_append_new(sas, json_pack("{s:s, s:i, s:s, s:i, s:I}", "from", row[k].from, "source_port",
                                                 (int)row[k].source, "to", row[k].to, "destination_port",
                                                 (int)row[k].destination, "spi", (json_int_t)row[k].spi));
        json_object_set_new(o, "sas", sas);
    }
    json_object_set_new(o, "violation", c->conflict == NULL ? json_null() : json_string(c->conflict));
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

static int usage(void)
{
    fputs("usage: secagree choose [--profile P] [--tolerant] [--json] --client LIST --server LIST\n"
          "LIST is the header's value, or @FILE.\n", cmd_usage());
    return EXIT_USAGE;
}

int cmd_choose(int argc, char **argv)
{
    static const struct option options[] = {
        { "client", required_argument, NULL, 'c' },  { "server", required_argument, NULL, 's' },
        { "profile", required_argument, NULL, 'p' }, { "tolerant", no_argument, NULL, 't' },
        { "json", no_argument, NULL, 'j' },          { NULL, 0, NULL, 0 },
    };
    static side server = { .name = "server" }, client = { .name = "client" };
    const char *s = NULL, *u = NULL;
    sec_profile profile = PROFILE_IMS;
    bool tolerant = false, json = false;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'c': u = optarg; break;
        case 's': s = optarg; break;
        case 'p':
            if (!text_profile_argument("choose", optarg, &profile))
                return EXIT_USAGE;
            break;
        case 't': tolerant = true; break;
        case 'j': json = true; break;
        default: return usage();
        }
    }
    if (s == NULL || u == NULL || optind != argc)
        return usage();
    uint32_t notes = 0;
    int status = EXIT_USAGE;
    if (text_list_argument("choose", s, &server.text) && text_list_argument("choose", u, &client.text) &&
        text_list_parse("client", &client.text, tolerant, &client.list, &notes) &&
        text_list_parse("server", &server.text, tolerant, &server.list, &notes)) {
        notes |= read_all(&server, profile, tolerant, false);
        notes |= read_all(&client, profile, tolerant, true);
        choice c = choose(&server, &client, profile, tolerant);
        bool pairs = profile_get(profile)->pairs;
        if (json)
            report_json(&server, &client, &c, pairs, notes);
        else
            report(&server, &client, &c, pairs, notes);
        status = c.server != SIP_NPOS && c.conflict == NULL ? EXIT_CONFORMS : EXIT_VIOLATES;
    }
    text_free(&server.text);
    text_free(&client.text);
    return status;
}
