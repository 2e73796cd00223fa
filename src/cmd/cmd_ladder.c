/* secagree ladder: the SIP messages of a capture as a ladder, over which SA or in clear, with totals. */
#include "../oracle/ladder.h"
#include "cmd.h"
#include "text_input.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PORTS_MAX 64u
#define SIDE      18
#define TEXT      40

typedef struct { const char *file; uint16_t port[PORTS_MAX]; size_t ports; unsigned prefix_length; bool json; } options;

static int usage(const char *why)
{
    if (!cmd_help())
        fprintf(stderr, "secagree ladder: %s\n", why);
    fputs("usage: secagree ladder CAPTURE [--ports P1,P2,...] [--prefix-length N] [--json]\n"
          "  CAPTURE          pcap or pcapng, taken at one end of one link\n"
          "  --ports          ports to hold for protected besides those agreed on in the capture\n"
          "  --prefix-length  how much of a UE's address its SAs cover (64)\n", cmd_usage());
    return EXIT_USAGE;
}

static bool read_number(const char **s, unsigned max, unsigned *out)
{
    char *end;
    if (**s < '0' || **s > '9')
        return false;
    unsigned long v = strtoul(*s, &end, 10);
    *s = end;
    *out = (unsigned)v;
    return v <= max;
}

static bool read_ports(const char *s, options *o)
{
    unsigned port;
    for (;; s++) {
        if (o->ports == PORTS_MAX || !read_number(&s, 65535, &port) || port == 0)
            return false;
        o->port[o->ports++] = (uint16_t)port;
        if (*s != ',')
            return *s == '\0';
    }
}

static const char *read_options(int argc, char **argv, options *o)
{
    *o = (options){ .prefix_length = 64 };
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--json") == 0) {
            o->json = true;
        } else if (strcmp(argv[i], "--ports") == 0) {
            if (!read_ports(value, o))
                return "--ports takes port numbers with commas between";
            i++;
        } else if (strcmp(argv[i], "--prefix-length") == 0) {
            if (!read_number(&value, 128, &o->prefix_length) || *value != '\0')
                return "--prefix-length takes a number from 0 to 128";
            i++;
        } else if (argv[i][0] == '-' || o->file != NULL) {
            return argv[i][0] == '-' ? "no such option" : "one capture: two ends of a link hold the same packets";
        } else {
            o->file = argv[i];
        }
    }
    return o->file == NULL ? "no capture is named" : NULL;
}

/* Text ------------------------------------------------------------------------------------------------------------ */

/* "REGISTER", "401 Unauthorized (REGISTER)", or why it is no SIP message. */
static void row_text(const ladder_row *r, char out[128])
{
    if (!r->sip && r->bytes == 0)
        snprintf(out, 128, "(TCP without payload)");
    else if (!r->sip)
        snprintf(out, 128, "(no SIP: %s)", sip_message_error_name(r->code));
    else if (r->request)
        snprintf(out, 128, "%s [%u]", r->method, (unsigned)r->cseq);
    else
        snprintf(out, 128, "%u %.20s [%u %s]", (unsigned)r->status, r->reason, (unsigned)r->cseq, r->cseq_method);
    for (char *p = out; *p != '\0'; p++) { /* what came from the wire does not command the terminal */
        if (*p < 0x20 || *p > 0x7e)
            *p = '?';
    }
}

static void print_row(const ladder *l, const ladder_row *r, uint64_t start)
{
    char name[2][LADDER_NAME_MAX], side[2][LADDER_NAME_MAX + 8], text[128];
    bool down = l->host[r->dst].who == LADDER_UE || l->host[r->src].who == LADDER_REGISTRAR; /* the UE stands left */
    ladder_name(l, down ? r->dst : r->src, name[0]);
    ladder_name(l, down ? r->src : r->dst, name[1]);
    snprintf(side[0], sizeof side[0], "%s:%u", name[0], down ? r->dport : r->sport);
    snprintf(side[1], sizeof side[1], "%s:%u", name[1], down ? r->sport : r->dport);
    row_text(r, text);
    printf("%10.6f  %*s %s %-*s  %-*s", (double)(r->time - start) / 1e6, SIDE, side[0], down ? "<---" : "--->", SIDE,
           side[1], TEXT, text);
    if (r->esp)
        printf("  ESP spi=%u seq=%u", (unsigned)r->spi, (unsigned)r->seq);
    else
        printf("  in clear%s", r->clear_on_protected ? " ON A PROTECTED PORT" : "");
    printf("%s%s\n", r->tcp ? " TCP" : "", r->repeated ? " (sent again)" : "");
}

static void print_hosts(const ladder *l)
{
    for (size_t h = 0; h < l->hosts; h++) {
        char name[LADDER_NAME_MAX], addr[ADDR_TEXT_MAX];
        if (l->host[h].who == LADDER_HOST)
            continue;
        ladder_name(l, h, name);
        addr_print(&l->host[h].addr, addr);
        printf("%-12s %s\n", name, addr);
    }
}

typedef struct { const char *key, *text; uint64_t value; } figure;

/* The totals, by their names in JSON and in words. */
static size_t figures(const ladder_totals *t, figure out[32])
{
    const figure all[] = {
        { "messages_in_esp", "SIP messages inside ESP", t->in_esp },
        { "messages_in_clear", "SIP messages in clear", t->in_clear },
        { "clear_on_protected_ports", "packets in clear on protected ports", t->clear_on_protected },
        { "no_sip", "payloads that are no SIP message", t->no_sip },
        { "registers", "REGISTERs", t->registers },
        { "registers_repeated", "REGISTERs sent again", t->registers_repeated },
        { "repeated", "messages sent again, REGISTERs included", t->repeated },
        { "ue_addresses", "UE addresses inside ESP", t->ue_addresses },
        { "rotations", "changes of address on one SA", t->rotations },
        { "registers_at_rotation", "REGISTERs at a change of address", t->registers_at_rotation },
        { "duplicates", "ESP packets with a sequence number sent before", t->duplicates },
        { "esp_packets", "ESP packets", t->esp_packets },
        { "esp_unreadable", "ESP packets that are encrypted or of no known form", t->esp_unreadable },
        { "packets", "packets in the capture", t->packets },
        { "cut", "packets that the capture holds in part only", t->cut },
        { "malformed", "malformed packets", t->malformed },
    };
    memcpy(out, all, sizeof all);
    return sizeof all / sizeof all[0];
}

static void print_text(const ladder *l)
{
    figure f[32];
    print_hosts(l);
    printf("\n");
    for (size_t i = 0; i < l->rows; i++) {
        if (l->row[i].bytes > 0 || l->row[i].clear_on_protected)
            print_row(l, &l->row[i], l->row[0].time);
    }
    printf("\n");
    for (size_t i = 0, n = figures(&l->total, f); i < n; i++)
        printf("%8llu  %s\n", (unsigned long long)f[i].value, f[i].text);
}

/* JSON ------------------------------------------------------------------------------------------------------------ */

static json_t *host_json(const ladder *l, size_t h, uint16_t port)
{
    char name[LADDER_NAME_MAX], addr[ADDR_TEXT_MAX];
    ladder_name(l, h, name);
    addr_print(&l->host[h].addr, addr);
    return json_pack("{s:s, s:s, s:i}", "name", name, "address", addr, "port", (int)port);
}

static json_t *words_json(const char *s)
{
    return text_json((const uint8_t *)s, strlen(s));
}

static json_t *row_json(const ladder *l, const ladder_row *r)
{
    json_t *j = json_pack("{s:I, s:f, s:o, s:o, s:s, s:I, s:b, s:b}", "packet", (json_int_t)r->number, "time",
                          (double)r->time / 1e6, "from", host_json(l, r->src, r->sport), "to",
                          host_json(l, r->dst, r->dport), "transport", r->tcp ? "tcp" : "udp", "bytes",
                          (json_int_t)r->bytes, "clear_on_protected_port", r->clear_on_protected, "repeated",
                          r->repeated);
    if (r->esp)
        json_object_set_new(j, "esp", json_pack("{s:I, s:I}", "spi", (json_int_t)r->spi, "seq", (json_int_t)r->seq));
    else
        json_object_set_new(j, "esp", json_null());
    if (!r->sip) {
        json_object_set_new(j, "no_sip", words_json(r->bytes == 0 ? "empty" : sip_message_error_name(r->code)));
        return j;
    }
    if (r->request) {
        json_object_set_new(j, "method", words_json(r->method));
    } else {
        json_object_set_new(j, "status", json_integer(r->status));
        json_object_set_new(j, "reason", words_json(r->reason));
    }
    json_object_set_new(j, "cseq", json_integer(r->cseq));
    json_object_set_new(j, "cseq_method", words_json(r->cseq_method));
    json_object_set_new(j, "call_id", words_json(r->call_id));
    return j;
}

static bool print_json(const ladder *l)
{
    figure f[32];
    json_t *rows = json_array(), *ports = json_array(), *totals = json_object();
    for (size_t i = 0; i < l->rows; i++)
        json_array_append_new(rows, row_json(l, &l->row[i]));
    for (unsigned p = 0; p < 65536; p++) {
        if (l->is_protected[p])
            json_array_append_new(ports, json_integer(p));
    }
    for (size_t i = 0, n = figures(&l->total, f); i < n; i++)
        json_object_set_new(totals, f[i].key, json_integer((json_int_t)f[i].value));
    json_t *j = json_pack("{s:i, s:b, s:o, s:o, s:o}", "version", 1, "complete", !l->damaged, "protected_ports", ports,
                          "messages", rows, "totals", totals);
    bool ok = j != NULL && json_dumpf(j, stdout, JSON_COMPACT | JSON_REAL_PRECISION(16)) == 0;
    printf("\n");
    json_decref(j);
    return ok;
}

int cmd_ladder(int argc, char **argv)
{
    options o;
    char error[CAPTURE_ERROR_MAX];
    const char *why = read_options(argc, argv, &o);
    if (why != NULL)
        return usage(why);
    ladder *l = ladder_read(o.file, o.port, o.ports, o.prefix_length, error);
    if (l == NULL) {
        fprintf(stderr, "secagree ladder: %s\n", error);
        return EXIT_USAGE;
    }
    bool written = true;
    if (o.json)
        written = print_json(l);
    else
        print_text(l);
    bool nothing = l->total.in_esp + l->total.in_clear == 0, violates = l->total.clear_on_protected > 0;
    bool damaged = l->damaged;
    ladder_free(l);
    if (!written || fflush(stdout) != 0) {
        fprintf(stderr, "secagree ladder: the output cannot be written\n");
        return EXIT_USAGE;
    }
    if (damaged) {
        fprintf(stderr, "secagree ladder: %s\n", error);
        return EXIT_USAGE;
    }
    if (nothing && !violates)
        fprintf(stderr, "secagree ladder: %s: no SIP message\n", o.file);
    return violates ? EXIT_VIOLATES : nothing ? EXIT_CANNOT_TELL : EXIT_CONFORMS;
}
