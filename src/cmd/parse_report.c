#include "parse_report.h"
#include "../core/headers.h"
#include "../core/lex.h"
#include "cmd.h"
#include <stdlib.h>
#include <string.h>

#define FAULTS_MAX 64

typedef enum { KIND_MESSAGE, KIND_HEADER, KIND_LIST } input_kind;
typedef struct { const char *where, *name, *requirement; size_t at; } fault;
typedef struct { bool present, read; sec_list list; ipsec_code code[SEC_MECHANISMS_MAX];
                 ipsec3gpp ipsec[SEC_MECHANISMS_MAX]; uint32_t notes; } list_view;

struct parse_report {
    const char *name;
    const text_input *in;
    sec_profile profile;
    bool tolerant, indexed, unknown;
    input_kind kind;
    uint8_t *s;       /* what was parsed: the input, or a header line inside a message made for it */
    size_t n, before; /* before: bytes of s that stand before the input */
    sip_message m;
    fault faults[FAULTS_MAX];
    size_t count;
    list_view list[3]; /* Security-Client, -Server, -Verify; a bare list is the first */
};

static const sip_header_name LISTS[3] = { SIP_H_SECURITY_CLIENT, SIP_H_SECURITY_SERVER, SIP_H_SECURITY_VERIFY };

static void add(parse_report *r, const char *where, const char *name, const char *requirement, size_t at)
{
    if (r->count < FAULTS_MAX)
        r->faults[r->count++] = (fault){ where, name, requirement, at < r->before ? 0 : at - r->before };
}

static const char *list_name(const parse_report *r, int which)
{
    return r->kind == KIND_LIST ? "list" : sip_header_text(LISTS[which]);
}

/* Reads each mechanism under the profile. A mechanism that is no ipsec-3gpp is no fault. */
static void check_mechanisms(parse_report *r, int which)
{
    list_view *v = &r->list[which];
    for (uint32_t k = 0; k < v->list.count; k++) {
        ipsec_result x = r->tolerant
            ? ipsec3gpp_read_tolerant(r->s, &v->list, k, r->profile, &v->ipsec[k], &v->notes)
            : ipsec3gpp_read_noted(r->s, &v->list, k, r->profile, &v->ipsec[k], &v->notes);
        v->code[k] = x.code;
        if (x.code == IPSEC_MISSING && r->tolerant)
            v->notes |= SEC_NOTE_INCOMPLETE;
        else if (x.code != IPSEC_OK && x.code != IPSEC_NOT_IPSEC)
            add(r, list_name(r, which), ipsec_error_name(x.code), ipsec_requirement(x.code), x.at);
    }
    v->notes |= sec_list_notes(r->s, &v->list, r->profile, which == 0 && r->kind != KIND_LIST);
}

static void check_list(parse_report *r, int which)
{
    list_view *v = &r->list[which];
    sec_result x;
    size_t i, j;
    text_value(r->s, r->n, &i, &j);
    if (r->kind == KIND_LIST)
        x = r->tolerant ? sec_list_parse_tolerant(r->s, i, j, &v->list, &v->notes)
                        : sec_list_parse(r->s, i, j, &v->list);
    else if (sip_header_find(&r->m, LISTS[which], 0) == SIP_NPOS)
        return;
    else
        x = r->tolerant ? sec_list_read_tolerant(r->s, &r->m, LISTS[which], &v->list, &v->notes)
                        : sec_list_read(r->s, &r->m, LISTS[which], &v->list);
    v->present = true;
    v->read = x.code == SEC_OK;
    if (v->read)
        check_mechanisms(r, which);
    else
        add(r, list_name(r, which), sec_error_name(x.code), sec_requirement(x.code), x.at);
}

/* Of the header fields of that name, which are not well: the first that is not well alone, else the second one. */
static size_t field_at(const parse_report *r, sip_header_name id)
{
    static sip_message one;
    size_t at = 0;
    for (uint32_t k = 0; k < r->m.headers; k++) {
        one.headers = 1;
        one.header[0] = r->m.header[k];
        if (r->m.header[k].id == id && !sip_header_valid(r->s, &one, id, &at))
            return at;
    }
    size_t k = sip_header_find(&r->m, id, 1);
    return k == SIP_NPOS ? 0 : r->m.header[k].value.at;
}

static void check_headers(parse_report *r)
{
    for (int id = 1; id < SIP_H_COUNT; id++) {
        size_t at = 0;
        if (!sip_header_valid(r->s, &r->m, (sip_header_name)id, &at))
            add(r, sip_header_text((sip_header_name)id), "header-value", "SIP-25.1-3",
                field_at(r, (sip_header_name)id));
    }
    for (int which = 0; which < 3; which++)
        check_list(r, which);
}

/* The line end of the first line that stands in s[0..n), or n. */
static size_t first_line(const uint8_t *s, size_t n)
{
    const uint8_t *e = n > 0 ? memchr(s, '\n', n) : NULL;
    size_t k = e == NULL ? n : (size_t)(e - s);
    return k > 0 && s[k - 1] == '\r' ? k - 1 : k;
}

/* The last word of the line begins with SIP/. */
static bool version_last(const uint8_t *s, size_t e)
{
    size_t k = e;
    while (k > 0 && s[k - 1] != ' ')
        k--;
    return k > 0 && e - k >= 4 && strncasecmp((const char *)s + k, "SIP/", 4) == 0;
}

/* A first line that begins with SIP/, or that has it behind a URI, is a start line; one with a name and a colon is a
 * header line; what remains is a message if an empty line stands in it, else a bare list. */
static input_kind kind_of(const uint8_t *s, size_t n)
{
    size_t e = first_line(s, n), w = 0, c = 0;
    if (e >= 4 && strncasecmp((const char *)s, "SIP/", 4) == 0)
        return KIND_MESSAGE;
    while (c < e && s[c] != ':' && s[c] != ';' && s[c] != ',' && s[c] != '=' && s[c] != '"')
        c++;
    while (w < c && s[w] != ' ' && s[w] != '\t')
        w++;
    bool whole = n >= 4 && memmem(s, n, "\r\n\r\n", 4) != NULL, colon = c < e && s[c] == ':';
    bool header = colon && sip_wsp_scan(s, c, w) == c && !(whole && version_last(s, e)); /* HCOLON (RFC 3261 25.1) */
    for (size_t k = 0; k + 5 <= e && !header; k++) {
        if (s[k] == ' ' && strncasecmp((const char *)s + k + 1, "SIP/", 4) == 0 && memchr(s, ':', k) != NULL &&
            memchr(s, ' ', k) != NULL && (const uint8_t *)memchr(s, ' ', k) < (const uint8_t *)memchr(s, ':', k))
            return KIND_MESSAGE;
    }
    return colon && (header || !whole) ? KIND_HEADER : whole ? KIND_MESSAGE : KIND_LIST;
}

static void check_message(parse_report *r)
{
    sip_message_result x = sip_message_parse(r->s, r->n, &r->m);
    r->indexed = x.code == SIP_MESSAGE_OK || (r->kind == KIND_HEADER && x.code == SIP_MESSAGE_TRUNCATED);
    if (r->indexed)
        check_headers(r);
    else
        add(r, r->kind == KIND_HEADER ? "header" : "message", sip_message_error_name(x.code),
            sip_message_requirement(x.code), x.at);
    if (r->indexed && r->kind == KIND_HEADER) /* nothing here reads a media type */
        r->unknown = r->m.headers == 1 &&
                     (r->m.header[0].id == SIP_H_OTHER || r->m.header[0].id == SIP_H_CONTENT_TYPE);
}

/* The bytes to parse: a header line or list without its last line end; a header line inside a message of its own. */
static bool place(parse_report *r)
{
    static const char head[] = "OPTIONS sip:a SIP/2.0\r\n", tail[] = "\r\n\r\n";
    size_t n = r->in->n;
    if (r->kind != KIND_MESSAGE) {
        if (n > 0 && r->in->s[n - 1] == '\n')
            n--;
        if (n > 0 && n < r->in->n && r->in->s[n - 1] == '\r')
            n--;
    }
    r->before = r->kind == KIND_HEADER ? sizeof head - 1 : 0;
    r->s = malloc(r->before + n + sizeof tail);
    if (r->s == NULL)
        return false;
    memcpy(r->s, head, r->before);
    memcpy(r->s + r->before, r->in->s, n);
    r->n = r->before + n;
    if (r->kind == KIND_HEADER) {
        memcpy(r->s + r->n, tail, sizeof tail - 1);
        r->n += sizeof tail - 1;
    }
    return true;
}

/* The faults in the order in which one reads on them; of those at one place, as they were found. */
static void in_order(parse_report *r)
{
    for (size_t k = 1; k < r->count; k++) {
        fault x = r->faults[k];
        size_t j = k;
        for (; j > 0 && r->faults[j - 1].at > x.at; j--)
            r->faults[j] = r->faults[j - 1];
        r->faults[j] = x;
    }
}

parse_report *parse_report_make(const char *name, const text_input *in, sec_profile profile, bool tolerant)
{
    parse_report *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->name = name;
    r->in = in;
    r->profile = profile;
    r->tolerant = tolerant;
    r->kind = kind_of(in->s, in->n);
    if (!place(r)) {
        free(r);
        return NULL;
    }
    if (r->kind == KIND_LIST)
        check_list(r, 0);
    else
        check_message(r);
    in_order(r);
    return r;
}

void parse_report_free(parse_report *r)
{
    if (r != NULL)
        free(r->s);
    free(r);
}

int parse_report_status(const parse_report *r)
{
    return r->count > 0 ? EXIT_VIOLATES : r->unknown ? EXIT_CANNOT_TELL : EXIT_CONFORMS;
}

static const char *kind_name(const parse_report *r)
{
    return r->kind == KIND_MESSAGE ? "message" : r->kind == KIND_HEADER ? "header" : "list";
}

static const char *verdict(const parse_report *r)
{
    switch (parse_report_status(r)) {
    case EXIT_CONFORMS: return "conforms";
    case EXIT_VIOLATES: return "violates";
    default: return "cannot tell: no grammar of this header field is known here";
    }
}

/* The canonical form, which may hold NUL; none, with length 0, where memory lacks. */
static text_input canonical(const parse_report *r, const sec_list *list)
{
    size_t cap = 2 * r->n + 256; /* the separators of the canonical form are at most one byte longer */
    text_input t = { malloc(cap), 0 };
    size_t n = t.s == NULL ? SIP_NPOS : sec_list_print(r->s, list, t.s, cap);
    t.n = n == SIP_NPOS ? 0 : n;
    return t;
}

static void mechanism_text(const parse_report *r, const list_view *v, uint32_t k, FILE *f)
{
    const sec_mechanism *m = &v->list.mech[k];
    fprintf(f, "  %u. %.*s", (unsigned)k + 1, (int)m->name.len, (const char *)r->s + m->name.at);
    if (m->q >= 0)
        fprintf(f, "  q %d.%03d", m->q / 1000, m->q % 1000);
    if (v->code[k] == IPSEC_OK) {
        const ipsec3gpp *x = &v->ipsec[k];
        static const char *const mode[] = { "trans", "tun", "UDP-enc-tun" };
        fprintf(f, "  alg %s  ealg %s  %s %s", sec_alg_name(x->alg), sec_ealg_name(x->ealg),
                x->prot == PROT_AH ? "ah" : "esp", mode[x->mod]);
        if (profile_get(r->profile)->pairs)
            fprintf(f, "  spi-c %u  spi-s %u  port-c %u  port-s %u", (unsigned)x->spi_c, (unsigned)x->spi_s,
                    (unsigned)x->port_c, (unsigned)x->port_s);
        else
            fprintf(f, "  spi %u  port1 %u  port2 %u", (unsigned)x->spi_s, (unsigned)x->port_s, (unsigned)x->port_c);
        if (x->addr_pref_length != ADDR_PREF_ABSENT)
            fprintf(f, "  addr-pref-length %u", (unsigned)x->addr_pref_length);
    } else if (v->code[k] != IPSEC_NOT_IPSEC) {
        fprintf(f, "  %s", ipsec_error_name(v->code[k]));
    }
    fputc('\n', f);
}

void parse_report_text(const parse_report *r, FILE *f)
{
    fprintf(f, "%s: %s, profile %s%s: %s\n", r->name, kind_name(r), profile_name(r->profile),
            r->tolerant ? ", tolerant" : "", verdict(r));
    if (r->indexed && r->kind == KIND_MESSAGE && r->m.request)
        fprintf(f, "request %.*s %.*s, %u header fields, body of %u bytes\n", (int)r->m.method.len,
                (const char *)r->s + r->m.method.at, (int)r->m.uri.len, (const char *)r->s + r->m.uri.at,
                (unsigned)r->m.headers, (unsigned)r->m.body.len);
    if (r->indexed && !r->m.request && r->kind == KIND_MESSAGE)
        fprintf(f, "response %u, %u header fields, body of %u bytes\n", (unsigned)r->m.status, (unsigned)r->m.headers,
                (unsigned)r->m.body.len);
    for (int which = 0; which < 3; which++) {
        const list_view *v = &r->list[which];
        if (!v->read)
            continue;
        text_input t = canonical(r, &v->list);
        fprintf(f, "%s: ", list_name(r, which));
        text_print(f, t.s, t.n);
        fputc('\n', f);
        text_free(&t);
        for (uint32_t k = 0; k < v->list.count; k++)
            mechanism_text(r, v, k, f);
        text_notes(f, "  ", v->notes);
    }
    for (size_t k = 0; k < r->count; k++) {
        const fault *x = &r->faults[k];
        fprintf(f, "%s: %s at byte %zu (%s)\n", x->where, x->name, x->at, x->requirement);
        text_caret(f, r->in->s, r->in->n, x->at);
    }
}

void parse_report_line(const parse_report *r, FILE *f)
{
    if (r->count == 0) {
        fprintf(f, "%s: %s\n", r->name, verdict(r));
        return;
    }
    const fault *x = &r->faults[0];
    fprintf(f, "%s: violates: %s: %s at byte %zu (%s)\n", r->name, x->where, x->name, x->at, x->requirement);
}

static json_t *param_json(const parse_report *r, const sec_param *p)
{
    static const char *const form[] = { "none", "token", "host", "quoted" };
    return json_pack("{s:o, s:o, s:s, s:I}", "name", text_json(r->s + p->name.at, p->name.len), "value",
                     p->value.len == 0 ? json_null() : text_json(r->s + p->value.at, p->value.len), "form",
                     form[sec_param_form(r->s, p)], "at", (json_int_t)(p->name.at - r->before));
}

static json_t *ipsec_json(const ipsec3gpp *x, bool pairs)
{
    static const char *const mode[] = { "trans", "tun", "UDP-enc-tun" };
    json_t *o = json_pack("{s:s, s:s, s:s, s:s}", "alg", sec_alg_name(x->alg), "ealg", sec_ealg_name(x->ealg), "prot",
                          x->prot == PROT_AH ? "ah" : "esp", "mod", mode[x->mod]);
    if (pairs) {
        json_object_set_new(o, "spi-c", json_integer(x->spi_c));
        json_object_set_new(o, "spi-s", json_integer(x->spi_s));
        json_object_set_new(o, "port-c", json_integer(x->port_c));
        json_object_set_new(o, "port-s", json_integer(x->port_s));
    } else {
        json_object_set_new(o, "spi", json_integer(x->spi_s));
        json_object_set_new(o, "port1", json_integer(x->port_s));
        json_object_set_new(o, "port2", x->port_c == 0 ? json_null() : json_integer(x->port_c));
    }
    json_object_set_new(o, "addr-pref-length",
                        x->addr_pref_length == ADDR_PREF_ABSENT ? json_null() : json_integer(x->addr_pref_length));
    return o;
}

static json_t *mechanism_json(const parse_report *r, const list_view *v, uint32_t k)
{
    const sec_mechanism *m = &v->list.mech[k];
    json_t *params = json_array();
    for (uint32_t j = 0; j < m->count; j++)
        json_array_append_new(params, param_json(r, &v->list.param[m->first + j]));
    json_t *o = json_pack("{s:o, s:I, s:o, s:o}", "name", text_json(r->s + m->name.at, m->name.len), "at",
                          (json_int_t)(m->name.at - r->before), "q",
                          m->q < 0 ? json_null() : json_real(m->q / 1000.0), "params", params);
    if (v->code[k] == IPSEC_OK)
        json_object_set_new(o, "ipsec-3gpp", ipsec_json(&v->ipsec[k], profile_get(r->profile)->pairs));
    else
        json_object_set_new(o, "ipsec-3gpp", json_null());
    return o;
}

static json_t *list_json(const parse_report *r, const list_view *v)
{
    text_input t = canonical(r, &v->list);
    json_t *mechanisms = json_array();
    for (uint32_t k = 0; k < v->list.count; k++)
        json_array_append_new(mechanisms, mechanism_json(r, v, k));
    json_t *o = json_pack("{s:o, s:o, s:o}", "canonical", text_json(t.s, t.n),
                          "mechanisms", mechanisms, "notes", text_notes_json(v->notes));
    text_free(&t);
    return o;
}

static json_t *message_json(const parse_report *r)
{
    json_t *o = json_pack("{s:b, s:I, s:I, s:I}", "request", r->m.request, "headers", (json_int_t)r->m.headers,
                          "body_at", (json_int_t)r->m.body.at, "body_length", (json_int_t)r->m.body.len);
    if (r->m.request) {
        json_object_set_new(o, "method", text_json(r->s + r->m.method.at, r->m.method.len));
        json_object_set_new(o, "uri", text_json(r->s + r->m.uri.at, r->m.uri.len));
    } else {
        json_object_set_new(o, "status", json_integer(r->m.status));
    }
    return o;
}

void parse_report_json(const parse_report *r, FILE *f)
{
    static const char *const status[] = { "conforms", "violates", "cannot-tell" };
    json_t *errors = json_array(), *lists = json_object();
    for (size_t k = 0; k < r->count; k++) {
        const fault *x = &r->faults[k];
        json_array_append_new(errors, json_pack("{s:s, s:s, s:I, s:s}", "where", x->where, "name", x->name, "at",
                                                (json_int_t)x->at, "requirement", x->requirement));
    }
    for (int which = 0; which < 3; which++) {
        if (r->list[which].read)
            json_object_set_new(lists, list_name(r, which), list_json(r, &r->list[which]));
    }
    json_t *o = json_pack("{s:i, s:o, s:s, s:s, s:b, s:s, s:o, s:o, s:o}", "version", 1, "input",
                          text_json((const uint8_t *)r->name, strlen(r->name)), "kind", kind_name(r), "profile",
                          profile_name(r->profile), "tolerant", r->tolerant, "status", status[parse_report_status(r)],
                          "errors", errors, "message",
                          r->indexed && r->kind == KIND_MESSAGE ? message_json(r) : json_null(), "lists", lists);
    json_dumpf(o, f, JSON_COMPACT | JSON_REAL_PRECISION(3)); /* a q has three digits */
    fputc('\n', f);
    json_decref(o);
}
