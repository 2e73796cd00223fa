/* secagree select: which security association a packet belongs to (TS 33.203 7.1, CR2-7.1-R4; GB 0216000.0). The table
 * and the answer are described in spec/json-select.md. */
#include "../ims/sat_memory.h"
#include "cmd.h"
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { sa_params p; json_t *impi, *impus; uint32_t user; sat_kind kind; uint32_t expires; size_t line; } row;
typedef struct { row *v; size_t n; json_t *users; } rows;
typedef struct { ip_addr src, dst; uint16_t sport, dport; uint32_t spi; bool has_spi; } packet;
typedef struct { const char *reason, *requirement; } refusal;

static const char *const kind_names[SAT_SETS] = { [SAT_OLD] = "old", [SAT_TEMP] = "temporary", [SAT_NEW] = "new" };

static int usage(const char *why)
{
    if (why != NULL && !cmd_help())
        fprintf(stderr, "secagree select: %s\n", why);
    fputs("usage: secagree select --table FILE --packet SRC,SPORT,DST,DPORT[,SPI] [--json]\n", cmd_usage());
    return EXIT_USAGE;
}

static int wrong(const char *file, size_t line, const char *what, const char *requirement)
{
    fprintf(stderr, "%s:%zu: %s%s%s%s\n", file, line, what, requirement[0] != '\0' ? " (" : "", requirement,
            requirement[0] != '\0' ? ")" : "");
    return EXIT_USAGE;
}

/* ---- the table ---- */

/* The member as a number 0..max; absent: the default, which must then be one. */
static bool number(const json_t *o, const char *name, uint32_t max, int64_t otherwise, uint32_t *out)
{
    const json_t *j = json_object_get(o, name);
    json_int_t v = j != NULL ? json_integer_value(j) : otherwise;

    if ((j != NULL && !json_is_integer(j)) || v < 0 || v > max)
        return false;
    *out = (uint32_t)v;
    return true;
}

static bool address(const json_t *o, const char *name, ip_addr *out)
{
    const char *s = json_string_value(json_object_get(o, name));

    return s != NULL && addr_parse((const uint8_t *)s, 0, strlen(s), out);
}

static const char *read_ports(const json_t *o, sa_params *p)
{
    uint16_t *const at[] = { &p->port_uc, &p->port_us, &p->port_pc, &p->port_ps };
    static const char *const names[] = { "port_uc", "port_us", "port_pc", "port_ps" };

    for (size_t i = 0; i < 4; i++) {
        uint32_t v;

        if (!number(o, names[i], 65535, -1, &v))
            return "port_uc, port_us, port_pc and port_ps must be numbers 0..65535";
        *at[i] = (uint16_t)v;
    }
    return NULL;
}

static const char *read_addresses(const json_t *o, sa_params *p)
{
    uint32_t length;

    if (!address(o, "ue", &p->ue_addr))
        return "ue must be an address";
    if (!number(o, "length", 128, addr_is_v4(&p->ue_addr) ? 32 : 128, &length) ||
        !prefix_make(&p->ue_addr, length, &p->ue))
        return "length must be a number 0..128, of IPv4 0..32";
    if (json_object_get(o, "p") != NULL && !address(o, "p", &p->p_addr))
        return "p must be an address";
    return NULL;
}

/* Users have numbers in the table; the same name has the same number. */
static uint32_t user_of(json_t *users, const char *impi)
{
    json_t *j = json_object_get(users, impi);

    if (j == NULL) {
        j = json_integer((json_int_t)json_object_size(users));
        json_object_set_new(users, impi, j);
    }
    return (uint32_t)json_integer_value(j);
}

static const char *read_row(json_t *o, json_t *users, row *r)
{
    sa_params *p = &r->p;
    const char *kind = json_object_get(o, "kind") != NULL ? json_string_value(json_object_get(o, "kind")) : "new";
    const char *why = read_addresses(o, p);

    why = why != NULL ? why : read_ports(o, p);
    if (why != NULL)
        return why;
    if (!number(o, "spi_uc", UINT32_MAX, -1, &p->spi_uc) || !number(o, "spi_us", UINT32_MAX, -1, &p->spi_us) ||
        !number(o, "spi_pc", UINT32_MAX, -1, &p->spi_pc) || !number(o, "spi_ps", UINT32_MAX, -1, &p->spi_ps))
        return "spi_uc, spi_us, spi_pc and spi_ps must be numbers 0..4294967295";
    if (!number(o, "expires", UINT32_MAX, UINT32_MAX, &r->expires))
        return "expires must be a number of seconds";
    r->impi = json_object_get(o, "impi");
    r->impus = json_object_get(o, "impus");
    if (!json_is_string(r->impi) || (r->impus != NULL && !json_is_array(r->impus)))
        return "impi must be a string, impus an array";
    r->user = user_of(users, json_string_value(r->impi));
    for (r->kind = SAT_OLD; r->kind < SAT_SETS; r->kind++) {
        if (kind != NULL && strcmp(kind, kind_names[r->kind]) == 0)
            break;
    }
    if (r->kind == SAT_SETS)
        return "kind must be old, temporary or new";
    json_incref(r->impi);
    json_incref(r->impus);
    return NULL;
}

/* One JSON object a line; blank lines are skipped. */
static int read_lines(FILE *f, const char *file, rows *rs)
{
    char *line = NULL;
    size_t room = 0, at = 0;
    ssize_t n = 0;
    int status = EXIT_CONFORMS;

    while (status == EXIT_CONFORMS && (n = getline(&line, &room, f)) >= 0) {
        json_error_t e;
        json_t *o;
        row *grown;
        const char *why;

        at++;
        if (strspn(line, " \t\r\n") == (size_t)n)
            continue;
        o = json_loadb(line, (size_t)n, JSON_REJECT_DUPLICATES, &e);
        grown = realloc(rs->v, (rs->n + 1) * sizeof *rs->v);
        if (grown != NULL) {
            rs->v = grown;
            rs->v[rs->n] = (row){ .line = at };
        }
        why = o == NULL ? e.text : grown == NULL ? "no memory" : read_row(o, rs->users, &rs->v[rs->n]);
        if (why != NULL)
            status = wrong(file, at, why, "");
        else
            rs->n++;
        json_decref(o);
    }
    if (status == EXIT_CONFORMS && ferror(f))
        status = wrong(file, at + 1, strerror(errno), "");
    free(line);
    return status;
}

static int read_table(const char *file, rows *rs)
{
    FILE *f = fopen(file, "r");
    int status;

    if (f == NULL) {
        fprintf(stderr, "secagree select: %s: %s\n", file, strerror(errno));
        return EXIT_USAGE;
    }
    status = read_lines(f, file, rs);
    fclose(f);
    return status;
}

/* How many different prefix lengths the rows have; 0: more than there may be, and *line has the first too many. */
static uint32_t lengths_of(const rows *rs, uint8_t *out, size_t *line)
{
    uint32_t n = 0;

    for (size_t i = 0; i < rs->n; i++) {
        uint32_t k = 0;

        while (k < n && out[k] != rs->v[i].p.ue.len)
            k++;
        if (k == n && n == SAT_LENGTHS) {
            *line = rs->v[i].line;
            return 0;
        }
        if (k == n)
            out[n++] = rs->v[i].p.ue.len;
    }
    if (n == 0)
        out[n++] = 128;
    return n;
}

static const char *why_refused(sat_status s)
{
    switch (s) {
    case SAT_OCCUPIED: return "this user has a set of that kind here";
    case SAT_PORT_IN_USE: return "a UE port is in use where the prefixes overlap";
    case SAT_PORT_BAD: return "a port is 0, 5060 or 5061, or both ports of one side are equal";
    case SAT_SPI_IN_USE: return "spi_pc or spi_ps belongs to another SA";
    case SAT_SPI_RESERVED: return "an SPI below 256";
    case SAT_SPI_CLASH: return "an SPI of this set equals another of it, or one that the UE already has";
    case SAT_LIMIT: return "more than six SAs in a direction for one IMPI";
    case SAT_LENGTH: return "a prefix length that is not allowed";
    case SAT_OUTSIDE: return "the UE's address is outside its prefix";
    default: return "no room in the table: too many users under one prefix";
    }
}

/* impus of the table: the number of the row. */
static int fill(sa_table *t, sat_memory *m, const rows *rs, const char *file)
{
    uint8_t length[SAT_LENGTHS];
    size_t line = 0;
    uint32_t lengths = lengths_of(rs, length, &line);
    const sat_key key = { 0, 0 }; /* nobody chooses addresses against a file */

    if (lengths == 0)
        return wrong(file, line, "more than four different prefix lengths", "");
    if (rs->n > 10000000 || !sat_memory_new(m, (uint32_t)rs->n + 16, lengths) ||
        !sat_init(t, m, key, length, lengths, PROFILE_IMS))
        return wrong(file, rs->n, "no memory for so many", "");
    for (size_t i = 0; i < rs->n; i++) {
        const row *r = &rs->v[i];
        sat_ref ref = sat_insert(t, &r->p, r->user, (uint32_t)i, r->kind, r->expires);

        if (ref.status != SAT_OK)
            return wrong(file, r->line, why_refused(ref.status), sat_requirement(t, ref.status));
    }
    return EXIT_CONFORMS;
}

/* ---- the packet ---- */

static bool text_number(const char *s, unsigned long max, unsigned long *out)
{
    char *end;

    if (s == NULL || *s < '0' || *s > '9')
        return false;
    errno = 0;
    *out = strtoul(s, &end, 10);
    return errno == 0 && *end == '\0' && *out <= max;
}

static bool read_packet(char *text, packet *k)
{
    char *part[6] = { NULL };
    unsigned long sport, dport, spi = 0;
    size_t n = 0;

    while (text != NULL && n < 6)
        part[n++] = strsep(&text, ",");
    if (n < 4 || n > 5 || !addr_parse((const uint8_t *)part[0], 0, strlen(part[0]), &k->src) ||
        !addr_parse((const uint8_t *)part[2], 0, strlen(part[2]), &k->dst) ||
        !text_number(part[1], 65535, &sport) || !text_number(part[3], 65535, &dport) ||
        (n == 5 && !text_number(part[4], UINT32_MAX, &spi)))
        return false;
    k->sport = (uint16_t)sport;
    k->dport = (uint16_t)dport;
    k->spi = (uint32_t)spi;
    k->has_spi = n == 5;
    return true;
}

/* Which of the four SAs of sa_params it is, and its SPI, which the receiver chose. */
static unsigned which_sa(const sa_params *p, sat_ref r, bool in, uint32_t *spi)
{
    if (in)
        *spi = r.pair == 0 ? p->spi_ps : p->spi_pc;
    else
        *spi = r.pair == 0 ? p->spi_uc : p->spi_us;
    return r.pair == 0 ? (in ? 1 : 2) : (in ? 4 : 3);
}

/* The row that a set came from: the UE's latest row says where it is, the SPIs say which set. */
static const row *row_of(const rows *rs, const sat_set *s)
{
    for (size_t i = 0; i < rs->n; i++) {
        if (rs->v[i].p.spi_ps == s->sa.spi_ps)
            return &rs->v[i];
    }
    return NULL;
}

static bool unspecified(const ip_addr *a)
{
    static const ip_addr zero;

    return addr_equal(a, &zero);
}

/* Why no SA was found: the nearest thing to one. */
static refusal why_none(const sa_table *t, const packet *k)
{
    bool ports = false, covered = false, turned = false;

    for (sat_ref r = sat_each(t, NULL); r.status == SAT_OK; r = sat_each(t, &r)) {
        sat_set s = sat_get(t, r);
        bool in = (s.sa.port_uc == k->sport && s.sa.port_ps == k->dport) ||
                  (s.sa.port_us == k->sport && s.sa.port_pc == k->dport);
        bool out = (s.sa.port_uc == k->dport && s.sa.port_ps == k->sport) ||
                   (s.sa.port_us == k->dport && s.sa.port_pc == k->sport);

        bool src = prefix_match(&s.sa.ue, &k->src), dst = prefix_match(&s.sa.ue, &k->dst);

        ports = ports || in || out;
        covered = covered || src || dst;
        turned = turned || (in && dst) || (out && src);
    }
    if (turned)
        return (refusal){ "an SA covers the address, but has these ports the other way round", "CR2-7.1-R4" };
    if (ports)
        return (refusal){ "an SA has these ports, but the address is outside its prefix", "PAT-10" };
    if (covered)
        return (refusal){ "an SA covers the address, but none has these ports", "CR2-7.1-R4" };
    return (refusal){ "no SA covers the address, and none has these ports", "CR2-7.1-R4" };
}

static int say_none(refusal why, bool json)
{
    if (json) {
        json_t *o = json_pack("{s:i, s:s, s:s, s:s}", "version", 1, "result", "none", "reason", why.reason,
                              "requirement", why.requirement);

        json_dumpf(o, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
        putchar('\n');
        json_decref(o);
    } else {
        printf("no SA: %s (%s)\n", why.reason, why.requirement);
    }
    return EXIT_VIOLATES;
}

static int say_match(const sat_set *s, const row *from, sat_ref r, bool in, bool json)
{
    static const char *const ends[5] = { "", "UE client port to P-CSCF server port",
                                         "P-CSCF server port to UE client port",
                                         "P-CSCF client port to UE server port",
                                         "UE server port to P-CSCF client port" };
    char net[ADDR_TEXT_MAX];
    uint32_t spi;
    unsigned sa = which_sa(&s->sa, r, in, &spi);
    int length = (int)prefix_length(&s->sa.ue);

    addr_print(&s->sa.ue.addr, net);
    if (json) {
        json_t *o = json_pack("{s:i, s:s, s:i, s:s, s:I, s:s, s:s, s:i, s:O, s:I}", "version", 1, "result", "match",
                              "sa", (int)sa, "direction", in ? "in" : "out", "spi", (json_int_t)spi, "kind",
                              kind_names[s->kind], "prefix", net, "length", length, "impi", from->impi, "expires",
                              (json_int_t)s->expires);

        if (from->impus != NULL)
            json_object_set(o, "impus", from->impus);
        json_dumpf(o, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
        putchar('\n');
        json_decref(o);
    } else {
        printf("SA %u, %s, SPI %u\nprefix %s/%d, length matched %d\n%s set of %s\n", sa, ends[sa], spi, net, length,
               length, kind_names[s->kind], json_string_value(from->impi));
    }
    return EXIT_CONFORMS;
}

/* From the UE if the source is one with these ports, else to the UE if the destination is. */
static int answer(const sa_table *t, const rows *rs, const packet *k, bool json)
{
    bool in = true;
    sat_ref r = sat_find(t, &k->src, k->sport, k->dport);
    const row *from;
    sat_set s;
    uint32_t spi;

    if (r.status != SAT_OK) {
        in = false;
        r = sat_find(t, &k->dst, k->dport, k->sport);
    }
    if (r.status != SAT_OK)
        return say_none(why_none(t, k), json);
    s = sat_get(t, r);
    from = row_of(rs, &s);
    (void)which_sa(&s.sa, r, in, &spi);
    if (k->has_spi && k->spi != spi)
        return say_none((refusal){ "the SA of these addresses and ports has another SPI", "CR2-7.1-R4" }, json);
    if (!unspecified(&from->p.p_addr) && !addr_equal(&from->p.p_addr, in ? &k->dst : &k->src))
        return say_none((refusal){ "the SA is with another address of the P-CSCF", "CR2-7.1-07" }, json);
    return say_match(&s, from, r, in, json);
}

static int run(const char *file, const packet *k, bool json)
{
    rows rs = { NULL, 0, json_object() };
    sat_memory m = { 0 };
    sa_table t;
    int status = read_table(file, &rs);

    if (status == EXIT_CONFORMS)
        status = fill(&t, &m, &rs, file);
    if (status == EXIT_CONFORMS)
        status = answer(&t, &rs, k, json);
    sat_memory_free(&m);
    for (size_t i = 0; i < rs.n; i++) {
        json_decref(rs.v[i].impi);
        json_decref(rs.v[i].impus);
    }
    json_decref(rs.users);
    free(rs.v);
    return status;
}

int cmd_select(int argc, char **argv)
{
    static const struct option options[] = { { "table", required_argument, NULL, 't' },
                                             { "packet", required_argument, NULL, 'p' },
                                             { "json", no_argument, NULL, 'j' },
                                             { NULL, 0, NULL, 0 } };
    const char *table = NULL;
    packet k = { 0 };
    bool json = false, seen = false;
    int c;

    optind = 1;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 't') {
            table = optarg;
        } else if (c == 'p') {
            seen = read_packet(optarg, &k);
            if (!seen)
                return usage("--packet takes SRC,SPORT,DST,DPORT[,SPI]");
        } else if (c == 'j') {
            json = true;
        } else {
            return usage(NULL);
        }
    }
    if (table == NULL || !seen || optind != argc)
        return usage("--table and --packet are needed");
    return run(table, &k, json);
}
