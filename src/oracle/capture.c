#include "capture.h"
#include <pcap/pcap.h>
#include <pcap/sll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ETHER_IPV4 0x0800u
#define ETHER_IPV6 0x86ddu
#define PROTO_TCP  6u
#define PROTO_UDP  17u
#define PROTO_FRAG 44u
#define PROTO_ESP  50u

static uint16_t be16(const uint8_t *p) { return (uint16_t)(p[0] << 8 | p[1]); }
static uint32_t be32(const uint8_t *p) { return (uint32_t)be16(p) << 16 | be16(p + 2); }

/* UDP and TCP ----------------------------------------------------------------------------------------------------- */

static uint32_t sum_words(uint32_t sum, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i + 1 < n; i += 2)
        sum += be16(p + i);
    if (n % 2 != 0)
        sum += (uint32_t)p[n - 1] << 8;
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

/* RFC 1071 with the pseudo header. The ffff of a mapped IPv4 address is a zero of one's complement, so both families
 * have one sum. */
static bool checksum_fits(const capture_packet *k, uint8_t proto, const uint8_t *p, size_t n)
{
    uint32_t sum = sum_words(0, k->src.b, 16);
    sum = sum_words(sum, k->dst.b, 16);
    sum = sum_words(sum + proto + (uint32_t)n, p, n);
    return sum == 0xffff;
}

static capture_kind read_udp(capture_packet *k, const uint8_t *p, size_t n)
{
    if (n < 8 || be16(p + 4) < 8 || be16(p + 4) > n)
        return CAPTURE_MALFORMED;
    size_t length = be16(p + 4);
    k->sport = be16(p);
    k->dport = be16(p + 2);
    k->bytes = p + 8;
    k->n = length - 8;
    k->checksum = be16(p + 6) == 0 ? addr_is_v4(&k->src) : checksum_fits(k, PROTO_UDP, p, length);
    return CAPTURE_UDP;
}

static capture_kind read_tcp(capture_packet *k, const uint8_t *p, size_t n)
{
    size_t header = n < 20 ? 0 : (size_t)(p[12] >> 4) * 4;
    if (header < 20 || header > n)
        return CAPTURE_MALFORMED;
    k->sport = be16(p);
    k->dport = be16(p + 2);
    k->bytes = p + header;
    k->n = n - header;
    k->checksum = checksum_fits(k, PROTO_TCP, p, n);
    return CAPTURE_TCP;
}

/* ESP (RFC 4303 2) ------------------------------------------------------------------------------------------------ */

/* The trailer of p[0..n): padding 1, 2, 3, ... (2.4), its length, next header. The length of the payload, or 0. */
static size_t esp_payload(const uint8_t *p, size_t n, uint8_t *next)
{
    if (n < 2 || n % 4 != 0 || p[n - 2] > n - 2)
        return 0;
    size_t pad = p[n - 2];
    for (size_t i = 0; i < pad; i++) {
        if (p[n - 2 - pad + i] != i + 1)
            return 0;
    }
    *next = p[n - 1];
    return n - 2 - pad;
}

/* Null encryption leaves nothing that says so: it is taken for that where the padding, the next header, and the length
 * of UDP or the checksum of TCP all fit. An encrypted payload passes with a chance below 2^-24. */
static bool esp_null(capture_packet *k, const uint8_t *p, size_t n, size_t iv, size_t icv)
{
    uint8_t next = 0;
    capture_packet inner = *k;
    size_t len = n < iv + icv ? 0 : esp_payload(p + iv, n - iv - icv, &next);
    if (len == 0)
        return false;
    if (next == PROTO_UDP && len >= 8 && be16(p + iv + 4) == len)
        inner.kind = read_udp(&inner, p + iv, len);
    else if (next == PROTO_TCP)
        inner.kind = read_tcp(&inner, p + iv, len);
    if (inner.kind != CAPTURE_UDP && !(inner.kind == CAPTURE_TCP && inner.checksum))
        return false;
    *k = inner;
    return true;
}

static capture_kind read_esp(capture_packet *k, const uint8_t *p, size_t n)
{
    if (n < 8)
        return CAPTURE_MALFORMED;
    k->esp = true;
    k->spi = be32(p);
    k->seq = be32(p + 4);
    k->kind = CAPTURE_ESP;
    /* HMAC-MD5-96 and HMAC-SHA-1-96 have 12 bytes behind the trailer; AES-GMAC 8 before the payload and 16 behind. */
    if (!esp_null(k, p + 8, n - 8, 0, 12))
        esp_null(k, p + 8, n - 8, 8, 16);
    return k->kind;
}

static capture_kind read_transport(capture_packet *k, uint8_t proto, const uint8_t *p, size_t n)
{
    switch (proto) {
    case PROTO_UDP: return read_udp(k, p, n);
    case PROTO_TCP: return read_tcp(k, p, n);
    case PROTO_ESP: return read_esp(k, p, n);
    default: return CAPTURE_OTHER;
    }
}

/* Fragments (RFC 791 3.2, RFC 8200 4.5) --------------------------------------------------------------------------- */

#define PARTS_MAX 16u
#define UNITS_MAX 8192u

typedef struct {
    bool used;
    ip_addr src, dst;
    uint32_t id;
    uint8_t proto;
    size_t total, have;        /* bytes; total 0: the last part has not come */
    uint8_t unit[UNITS_MAX];   /* which 8-byte units are there */
    uint8_t bytes[UNITS_MAX * 8];
} whole;

struct capture_parts { size_t oldest; whole slot[PARTS_MAX]; };

capture_parts *capture_parts_new(void) { return calloc(1, sizeof(capture_parts)); }
void capture_parts_free(capture_parts *p) { free(p); }

/* The packet that the part belongs to; a new one takes the place of the oldest. */
static whole *parts_find(capture_parts *parts, const capture_packet *k, uint32_t id, uint8_t proto)
{
    for (size_t i = 0; i < PARTS_MAX; i++) {
        whole *w = &parts->slot[i];
        if (w->used && w->id == id && w->proto == proto && addr_equal(&w->src, &k->src) && addr_equal(&w->dst, &k->dst))
            return w;
    }
    whole *w = &parts->slot[parts->oldest];
    parts->oldest = (parts->oldest + 1) % PARTS_MAX;
    memset(w, 0, sizeof *w);
    w->used = true;
    w->src = k->src;
    w->dst = k->dst;
    w->id = id;
    w->proto = proto;
    return w;
}

/* Puts the part in its place. False: it overlaps another (RFC 5722 drops all then), or contradicts the length. */
static bool part_put(whole *w, size_t offset, const uint8_t *p, size_t n, bool more)
{
    if (n == 0 || (more && n % 8 != 0) || offset + n > sizeof w->bytes || (!more && w->total != 0) ||
        (w->total != 0 && offset + n > w->total))
        return false;
    size_t behind = more ? (offset + n) / 8 : UNITS_MAX; /* nothing lies behind the last part */
    for (size_t u = offset / 8; u < behind; u++) {
        if (w->unit[u] != 0)
            return false;
    }
    memset(w->unit + offset / 8, 1, (n + 7) / 8);
    memcpy(w->bytes + offset, p, n);
    w->have += n;
    if (!more)
        w->total = offset + n;
    return true;
}

static capture_kind read_fragment(capture_packet *k, capture_parts *parts, uint32_t id, uint8_t proto, size_t offset,
                                  bool more, const uint8_t *p, size_t n)
{
    if (parts == NULL)
        return CAPTURE_FRAGMENT;
    whole *w = parts_find(parts, k, id, proto);
    if (!part_put(w, offset, p, n, more)) {
        w->used = false;
        return CAPTURE_MALFORMED;
    }
    if (w->total == 0 || w->have < w->total)
        return CAPTURE_FRAGMENT;
    w->used = false; /* its bytes stay until the slot is taken again */
    return w->have == w->total ? read_transport(k, proto, w->bytes, w->total) : CAPTURE_MALFORMED;
}

/* IP -------------------------------------------------------------------------------------------------------------- */

static capture_kind read_ipv4(capture_packet *k, capture_parts *parts, const uint8_t *p, size_t n, bool cut)
{
    size_t header = n < 20 ? 0 : (size_t)(p[0] & 15) * 4, total = n < 20 ? 0 : be16(p + 2);
    if (header < 20)
        return cut ? CAPTURE_CUT : CAPTURE_MALFORMED;
    memset(&k->src, 0, sizeof k->src);
    k->src.b[10] = k->src.b[11] = 0xff;
    k->dst = k->src;
    memcpy(k->src.b + 12, p + 12, 4);
    memcpy(k->dst.b + 12, p + 16, 4);
    if (total < header || total > n)
        return cut && total >= header ? CAPTURE_CUT : CAPTURE_MALFORMED;
    uint16_t flags = be16(p + 6);
    if ((flags & 0x3fff) != 0) /* more to come, or not the first */
        return read_fragment(k, parts, be16(p + 4), p[9], (size_t)(flags & 0x1fff) * 8, (flags & 0x2000) != 0,
                             p + header, total - header);
    return read_transport(k, p[9], p + header, total - header);
}

/* Hop-by-hop, routing and destination options have one form. */
static bool is_option(uint8_t next) { return next == 0 || next == 43 || next == 60; }

static capture_kind read_ipv6(capture_packet *k, capture_parts *parts, const uint8_t *p, size_t n, bool cut)
{
    if (n < 40)
        return cut ? CAPTURE_CUT : CAPTURE_MALFORMED;
    memcpy(k->src.b, p + 8, 16);
    memcpy(k->dst.b, p + 24, 16);
    size_t at = 40, end = 40 + (size_t)be16(p + 4);
    if (end > n)
        return cut ? CAPTURE_CUT : CAPTURE_MALFORMED;
    uint8_t next = p[6];
    while (is_option(next) && end - at >= 8 && ((size_t)p[at + 1] + 1) * 8 <= end - at) {
        next = p[at];
        at += ((size_t)p[at + 1] + 1) * 8;
    }
    if (is_option(next) || (next == PROTO_FRAG && end - at < 8))
        return CAPTURE_MALFORMED;
    if (next == PROTO_FRAG) {
        uint16_t field = be16(p + at + 2);
        if ((field & 0xfff9) != 0)
            return read_fragment(k, parts, be32(p + at + 4), p[at], field & 0xfff8, (field & 1) != 0, p + at + 8,
                                 end - at - 8);
        next = p[at]; /* an atomic fragment is whole (RFC 6946) */
        at += 8;
    }
    return read_transport(k, next, p + at, end - at);
}

/* Link layer ------------------------------------------------------------------------------------------------------ */

bool capture_link_known(int link)
{
    return link == DLT_EN10MB || link == DLT_LINUX_SLL || link == DLT_LINUX_SLL2 || link == DLT_RAW ||
           link == DLT_IPV4 || link == DLT_IPV6 || link == DLT_NULL || link == DLT_LOOP;
}

/* Length of the link header of p[0..n) and the EtherType behind it (0: what the IP header itself says). False: the
 * header is not whole. */
static bool link_header(int link, const uint8_t *p, size_t n, size_t *header, uint16_t *type)
{
    *type = 0;
    *header = link == DLT_EN10MB ? 14 : link == DLT_LINUX_SLL ? 16 : link == DLT_LINUX_SLL2 ? 20
            : link == DLT_NULL || link == DLT_LOOP ? 4 : 0;
    if (n < *header)
        return false;
    if (link == DLT_EN10MB)
        *type = be16(p + 12);
    else if (link == DLT_LINUX_SLL)
        *type = be16(p + 14);
    else if (link == DLT_LINUX_SLL2)
        *type = be16(p);
    while (*type == 0x8100 || *type == 0x88a8) {
        if (n - *header < 4)
            return false;
        *type = be16(p + *header + 2);
        *header += 4;
    }
    return true;
}

void capture_decode(int link, const uint8_t *bytes, size_t n, size_t wire_n, capture_parts *parts, capture_packet *out)
{
    size_t header;
    uint16_t type;
    bool cut = n < wire_n;
    *out = (capture_packet){ .kind = CAPTURE_OTHER };
    if (!link_header(link, bytes, n, &header, &type)) {
        out->kind = cut ? CAPTURE_CUT : CAPTURE_MALFORMED;
        return;
    }
    const uint8_t *p = bytes + header;
    n -= header;
    uint8_t version = n > 0 ? p[0] >> 4 : 0;
    if (version == 4 && (type == 0 || type == ETHER_IPV4))
        out->kind = read_ipv4(out, parts, p, n, cut);
    else if (version == 6 && (type == 0 || type == ETHER_IPV6))
        out->kind = read_ipv6(out, parts, p, n, cut);
    else if (type == 0 || type == ETHER_IPV4 || type == ETHER_IPV6)
        out->kind = n == 0 && cut ? CAPTURE_CUT : CAPTURE_MALFORMED;
}

/* The file -------------------------------------------------------------------------------------------------------- */

struct capture {
    pcap_t *pcap;
    int link;
    uint64_t number;
    capture_parts *parts;
    char error[CAPTURE_ERROR_MAX];
};

capture *capture_open(const char *file, char error[CAPTURE_ERROR_MAX])
{
    char why[PCAP_ERRBUF_SIZE];
    pcap_t *pcap = pcap_open_offline(file, why);
    if (pcap == NULL) {
        bool named = strncmp(why, file, strlen(file)) == 0;
        snprintf(error, CAPTURE_ERROR_MAX, "%s%s%s", named ? "" : file, named ? "" : ": ", why);
        return NULL;
    }
    int link = pcap_datalink(pcap);
    capture *c = capture_link_known(link) ? calloc(1, sizeof *c) : NULL;
    capture_parts *parts = c == NULL ? NULL : capture_parts_new();
    if (parts == NULL) {
        const char *name = pcap_datalink_val_to_name(link);
        if (capture_link_known(link))
            snprintf(error, CAPTURE_ERROR_MAX, "%s: no memory", file);
        else
            snprintf(error, CAPTURE_ERROR_MAX, "%s: link type %d (%s) is not known here", file, link,
                     name == NULL ? "?" : name);
        free(c);
        pcap_close(pcap);
        return NULL;
    }
    *c = (capture){ .pcap = pcap, .link = link, .parts = parts };
    return c;
}

void capture_close(capture *c)
{
    if (c == NULL)
        return;
    pcap_close(c->pcap);
    capture_parts_free(c->parts);
    free(c);
}

const char *capture_error(const capture *c) { return c->error; }

capture_next_code capture_next(capture *c, capture_packet *out)
{
    struct pcap_pkthdr *h;
    const u_char *bytes;
    long long at = ftello(pcap_file(c->pcap)); /* -1 in a pipe */
    int code = pcap_next_ex(c->pcap, &h, &bytes);
    if (code == PCAP_ERROR_BREAK)
        return CAPTURE_NEXT_END;
    if (code != 1) {
        const char *why = pcap_geterr(c->pcap);
        if (at < 0)
            snprintf(c->error, sizeof c->error, "no record can be read behind packet %llu: %s",
                     (unsigned long long)c->number, why);
        else
            snprintf(c->error, sizeof c->error, "no record can be read from byte %lld on, behind packet %llu: %s", at,
                     (unsigned long long)c->number, why);
        return CAPTURE_NEXT_ERROR;
    }
    capture_decode(c->link, bytes, h->caplen, h->len, c->parts, out);
    out->number = ++c->number;
    out->time = (uint64_t)h->ts.tv_sec * 1000000u + (uint64_t)h->ts.tv_usec;
    return CAPTURE_NEXT_OK;
}
