#include "ladder.h"
#include "../core/headers.h"
#include "../core/lex.h"
#include "../core/mechanism.h"
#include "../core/prefix.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An ESP packet, for the search for duplicates. */
typedef struct { ip_addr to; uint32_t spi, seq; } esp_mark;
typedef struct { esp_mark *mark; size_t count, room; unsigned prefix_length; } esp_marks;

/* Growing arrays of n elements: room for one more, or false. */
static bool grow(void **array, size_t *room, size_t n, size_t size)
{
    if (n < *room)
        return true;
    size_t more = *room == 0 ? 64 : *room * 2;
    void *bigger = reallocarray(*array, more, size);
    if (bigger == NULL)
        return false;
    *array = bigger;
    *room = more;
    return true;
}

static uint64_t digest_of(const uint8_t *p, size_t n)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return h;
}

static void copy_text(char *out, size_t size, const uint8_t *s, sip_span from)
{
    size_t n = from.len < size - 1 ? from.len : size - 1;
    memcpy(out, s + from.at, n);
    out[n] = '\0';
}

/* Hosts ----------------------------------------------------------------------------------------------------------- */

static size_t host_of(ladder *l, const ip_addr *a)
{
    size_t i = 0;
    while (i < l->hosts && !addr_equal(&l->host[i].addr, a))
        i++;
    if (i < l->hosts)
        return i;
    ladder_host *bigger = reallocarray(l->host, l->hosts + 1, sizeof *l->host);
    if (bigger == NULL)
        return SIP_NPOS;
    l->host = bigger;
    l->host[l->hosts++] = (ladder_host){ .addr = *a };
    return i;
}

void ladder_name(const ladder *l, size_t host, char out[LADDER_NAME_MAX])
{
    const ladder_host *h = &l->host[host];
    static const char *const names[] = { "host.%u", "UE.%u", "P-CSCF", "registrar" };
    if (h->who == LADDER_UE && h->number <= 26)
        snprintf(out, LADDER_NAME_MAX, "UE.%c", 'a' + (int)h->number - 1);
    else if (h->who <= LADDER_UE)
        snprintf(out, LADDER_NAME_MAX, names[h->who], h->number);
    else
        snprintf(out, LADDER_NAME_MAX, h->number == 1 ? "%s" : "%s.%u", names[h->who], h->number);
}

/* The P-CSCF is whoever sends Security-Server; without that, whoever gets the first REGISTER. The registrar is where
 * the P-CSCF sends REGISTER. Who else talks to the P-CSCF is a UE. */
static void name_hosts(ladder *l)
{
    const ladder_row *first = NULL;
    bool found = false;
    for (size_t i = 0; i < l->rows; i++) {
        const ladder_row *r = &l->row[i];
        if (r->sip && !r->request && r->server[0] != 0) {
            l->host[r->src].who = LADDER_PCSCF;
            found = true;
        }
        if (first == NULL && r->sip && r->request && strcmp(r->method, "REGISTER") == 0)
            first = r;
    }
    if (!found && first != NULL)
        l->host[first->dst].who = LADDER_PCSCF;
    for (size_t i = 0; i < l->rows; i++) {
        const ladder_row *r = &l->row[i];
        if (l->host[r->src].who == LADDER_PCSCF && r->sip && r->request && strcmp(r->method, "REGISTER") == 0)
            l->host[r->dst].who = LADDER_REGISTRAR;
    }
    for (size_t i = 0; i < l->rows; i++) {
        ladder_host *a = &l->host[l->row[i].src], *b = &l->host[l->row[i].dst];
        if (a->who == LADDER_HOST && b->who == LADDER_PCSCF)
            a->who = LADDER_UE;
        if (b->who == LADDER_HOST && a->who == LADDER_PCSCF)
            b->who = LADDER_UE;
    }
    unsigned numbers[LADDER_REGISTRAR + 1] = { 0 };
    for (size_t i = 0; i < l->hosts; i++)
        l->host[i].number = ++numbers[l->host[i].who];
}

/* Messages -------------------------------------------------------------------------------------------------------- */

/* The port parameters of all mechanisms of that header field (Annex H; RFC 3329 Appendix A). */
static void read_ports(const uint8_t *s, const sip_message *m, sip_header_name id, uint16_t out[LADDER_PORTS_MAX])
{
    static const char *const names[] = { "port-c", "port-s", "port1", "port2" };
    sec_list list;
    size_t n = 0;
    if (sec_list_read(s, m, id, &list).code != SEC_OK)
        return;
    for (uint32_t k = 0; k < list.count; k++) {
        for (size_t w = 0; w < sizeof names / sizeof names[0]; w++) {
            size_t i = sec_param_find(s, &list, k, names[w], strlen(names[w]));
            if (i == SIP_NPOS || n + 1 >= LADDER_PORTS_MAX)
                continue;
            sip_part v = list.param[i].value;
            sip_number port = sip_number_scan(s, v.at + v.len, v.at, 65535);
            if (port.code == SIP_NUMBER_OK && port.end == v.at + v.len && port.value != 0)
                out[n++] = (uint16_t)port.value;
        }
    }
}

static void read_message(ladder_row *r, const uint8_t *s, size_t n)
{
    sip_message m;
    sip_cseq cseq;
    r->code = (r->tcp ? sip_message_frame(s, n, &m) : sip_message_parse(s, n, &m)).code;
    r->sip = r->code == SIP_MESSAGE_OK;
    if (!r->sip)
        return;
    r->request = m.request;
    if (m.request) {
        copy_text(r->method, sizeof r->method, s, m.method);
        read_ports(s, &m, SIP_H_SECURITY_CLIENT, r->client);
    } else {
        r->status = m.status;
        copy_text(r->reason, sizeof r->reason, s, m.reason);
        read_ports(s, &m, SIP_H_SECURITY_SERVER, r->server);
    }
    if (sip_cseq_read(s, &m, &cseq)) {
        r->cseq = cseq.number;
        copy_text(r->cseq_method, sizeof r->cseq_method, s, cseq.method);
    }
    size_t call = sip_header_find(&m, SIP_H_CALL_ID, 0);
    if (call != SIP_NPOS)
        copy_text(r->call_id, sizeof r->call_id, s, sip_span_of(m.header[call].value));
}

static void protect(ladder *l, const uint16_t ports[LADDER_PORTS_MAX])
{
    for (size_t i = 0; i < LADDER_PORTS_MAX && ports[i] != 0; i++) {
        if (ports[i] != 5060 && ports[i] != 5061) /* TS 33.203 7.1: these are the unprotected ones */
            l->is_protected[ports[i]] = true;
    }
}

/* Both ends' ports are agreed on once the answer to an offer holds Security-Server: an offer alone protects nothing. */
static void learn_ports(ladder *l)
{
    for (size_t i = 0; i < l->rows; i++) {
        const ladder_row *r = &l->row[i];
        if (!r->sip || r->request || r->server[0] == 0)
            continue;
        protect(l, r->server);
        for (size_t k = 0; k < i; k++) {
            const ladder_row *q = &l->row[k];
            if (q->sip && q->request && q->src == r->dst && q->cseq == r->cseq && strcmp(q->call_id, r->call_id) == 0)
                protect(l, q->client);
        }
    }
}

/* Where the row stands among those seen (open addressing), or the free place where it would. */
static size_t *seen_place(const ladder *l, const ladder_row *r)
{
    size_t mask = l->seen_room - 1;
    size_t i = (size_t)r->digest & mask;
    for (; l->seen[i] != SIP_NPOS; i = (i + 1) & mask) {
        const ladder_row *q = &l->row[l->seen[i]];
        if (q->digest == r->digest && q->bytes == r->bytes && q->src == r->src && q->dst == r->dst &&
            q->sport == r->sport && q->dport == r->dport)
            break;
    }
    return &l->seen[i];
}

/* Room for one row more, at most half full. */
static bool seen_grow(ladder *l)
{
    if (2 * (l->rows + 1) <= l->seen_room)
        return true;
    size_t room = l->seen_room == 0 ? 256 : 2 * l->seen_room;
    size_t *bigger = reallocarray(l->seen, room, sizeof *bigger);
    if (bigger == NULL)
        return false;
    l->seen = bigger;
    l->seen_room = room;
    memset(l->seen, 0xff, room * sizeof *l->seen); /* SIP_NPOS */
    for (size_t i = 0; i < l->rows; i++) {
        size_t *place = seen_place(l, &l->row[i]);
        if (*place == SIP_NPOS)
            *place = i;
    }
    return true;
}

static bool add_row(ladder *l, const capture_packet *k)
{
    if (!grow((void **)&l->row, &l->room, l->rows, sizeof *l->row) || !seen_grow(l))
        return false;
    ladder_row r = { .number = k->number, .time = k->time, .src = host_of(l, &k->src), .dst = host_of(l, &k->dst),
                     .sport = k->sport, .dport = k->dport, .tcp = k->kind == CAPTURE_TCP, .esp = k->esp,
                     .spi = k->spi, .seq = k->seq, .bytes = k->n, .digest = digest_of(k->bytes, k->n) };
    if (r.src == SIP_NPOS || r.dst == SIP_NPOS)
        return false;
    if (k->n > 0)
        read_message(&r, k->bytes, k->n);
    size_t *place = seen_place(l, &r);
    r.repeated = k->n > 0 && *place != SIP_NPOS;
    if (*place == SIP_NPOS)
        *place = l->rows;
    l->row[l->rows++] = r;
    return true;
}

/* Totals ---------------------------------------------------------------------------------------------------------- */

/* An ESP packet goes to one end of an SA: on the way down, to any address of the UE's prefix. */
static bool add_mark(esp_marks *e, const capture_packet *k)
{
    ip_prefix to;
    unsigned bits = addr_is_v4(&k->dst) ? 32 : 128;
    if (!grow((void **)&e->mark, &e->room, e->count, sizeof *e->mark) ||
        !prefix_make(&k->dst, e->prefix_length < bits ? e->prefix_length : bits, &to))
        return false;
    e->mark[e->count++] = (esp_mark){ to.addr, k->spi, k->seq };
    return true;
}

static int order(const void *a, const void *b)
{
    const esp_mark *p = a, *q = b;
    int c = memcmp(&p->to, &q->to, sizeof p->to);
    if (c == 0)
        c = (p->spi > q->spi) - (p->spi < q->spi);
    return c != 0 ? c : (p->seq > q->seq) - (p->seq < q->seq);
}

static uint64_t duplicates(esp_marks *e)
{
    uint64_t n = 0;
    if (e->count > 0)
        qsort(e->mark, e->count, sizeof *e->mark, order);
    for (size_t i = 1; i < e->count; i++)
        n += order(&e->mark[i - 1], &e->mark[i]) == 0;
    return n;
}

static bool is_register(const ladder_row *r)
{
    return r->sip && r->request && strcmp(r->method, "REGISTER") == 0;
}

/* A UE's message inside ESP whose SPI was used from another address last: counts the REGISTERs since then. */
static void count_rotation(ladder *l, size_t now)
{
    const ladder_row *r = &l->row[now];
    size_t last = now;
    while (last > 0) {
        const ladder_row *q = &l->row[--last];
        if (!q->esp || q->spi != r->spi || q->dst != r->dst)
            continue;
        if (q->src == r->src)
            return;
        l->total.rotations++;
        for (size_t i = last + 1; i <= now; i++) {
            size_t from = l->row[i].src;
            l->total.registers_at_rotation += is_register(&l->row[i]) && (from == r->src || from == q->src);
        }
        return;
    }
}

static void count_row(ladder *l, size_t i)
{
    ladder_row *r = &l->row[i];
    ladder_totals *t = &l->total;
    r->clear_on_protected = !r->esp && (l->is_protected[r->sport] || l->is_protected[r->dport]);
    t->clear_on_protected += r->clear_on_protected;
    t->in_esp += r->sip && r->esp;
    t->in_clear += r->sip && !r->esp;
    t->no_sip += !r->sip && r->bytes > 0;
    t->repeated += r->sip && r->repeated;
    t->registers += is_register(r) && !r->repeated;
    t->registers_repeated += is_register(r) && r->repeated;
    if (r->esp && l->host[r->src].who == LADDER_UE)
        count_rotation(l, i);
}

static uint64_t ue_addresses(const ladder *l)
{
    uint64_t n = 0;
    for (size_t h = 0; h < l->hosts; h++) {
        size_t i = 0;
        while (i < l->rows && !(l->row[i].esp && l->row[i].src == h))
            i++;
        n += i < l->rows && l->host[h].who != LADDER_PCSCF;
    }
    return n;
}

/* What is neither SIP nor on a port of it (a name server's answer, ...) is of no concern. */
static void drop_foreign(ladder *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->rows; i++) {
        const ladder_row *r = &l->row[i];
        bool sip_port = r->sport == 5060 || r->dport == 5060 || l->is_protected[r->sport] || l->is_protected[r->dport];
        if (r->sip || sip_port || r->esp)
            l->row[kept++] = *r;
    }
    l->rows = kept;
}

static void count_all(ladder *l, esp_marks *e)
{
    learn_ports(l);
    drop_foreign(l);
    name_hosts(l);
    for (size_t i = 0; i < l->rows; i++)
        count_row(l, i);
    l->total.ue_addresses = ue_addresses(l);
    l->total.duplicates = duplicates(e);
}

/* The file -------------------------------------------------------------------------------------------------------- */

static bool take_packet(ladder *l, esp_marks *e, const capture_packet *k)
{
    l->total.packets++;
    l->total.cut += k->kind == CAPTURE_CUT;
    l->total.malformed += k->kind == CAPTURE_MALFORMED;
    l->total.esp_packets += k->esp;
    l->total.esp_unreadable += k->kind == CAPTURE_ESP;
    if (k->esp && !add_mark(e, k))
        return false;
    return (k->kind != CAPTURE_UDP && k->kind != CAPTURE_TCP) || add_row(l, k);
}

static bool take_file(ladder *l, esp_marks *e, const char *file, char error[CAPTURE_ERROR_MAX])
{
    capture_packet k;
    capture_next_code code;
    capture *c = capture_open(file, error);
    if (c == NULL)
        return false;
    bool room = true;
    while ((code = capture_next(c, &k)) == CAPTURE_NEXT_OK && room)
        room = take_packet(l, e, &k);
    if (!room)
        snprintf(error, CAPTURE_ERROR_MAX, "%s: no memory for packet %llu", file, (unsigned long long)k.number);
    l->damaged = code == CAPTURE_NEXT_ERROR;
    if (room && l->damaged)
        snprintf(error, CAPTURE_ERROR_MAX, "%s: %s", file, capture_error(c));
    capture_close(c);
    return room;
}

ladder *ladder_read(const char *file, const uint16_t *ports, size_t n, unsigned prefix_length,
                    char error[CAPTURE_ERROR_MAX])
{
    ladder *l = calloc(1, sizeof *l);
    esp_marks e = { .prefix_length = prefix_length };
    if (l == NULL) {
        snprintf(error, CAPTURE_ERROR_MAX, "no memory");
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        l->is_protected[ports[i]] = true;
    bool ok = take_file(l, &e, file, error);
    if (ok)
        count_all(l, &e);
    free(e.mark);
    if (!ok) {
        ladder_free(l);
        return NULL;
    }
    return l;
}

void ladder_free(ladder *l)
{
    if (l == NULL)
        return;
    free(l->row);
    free(l->seen);
    free(l->host);
    free(l);
}
