/* Captures written by hand, byte by byte: link layers, IPv4 and IPv6, extension headers, fragments, ESP with null
 * encryption; every cut and every flipped byte of a packet; and the ladder over a whole registration. */
#include "../../src/oracle/ladder.h"
#include <pcap/pcap.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

typedef struct { uint8_t b[4096]; size_t n; } packet;

static void put(packet *p, const void *s, size_t n)
{
    assert_true(p->n + n <= sizeof p->b);
    memcpy(p->b + p->n, s, n);
    p->n += n;
}

static void put8(packet *p, unsigned v) { put(p, &(uint8_t){ (uint8_t)v }, 1); }
static void put16(packet *p, unsigned v) { put8(p, v >> 8 & 255); put8(p, v & 255); }
static void put32(packet *p, uint32_t v) { put16(p, v >> 16); put16(p, v & 0xffff); }

/* 2001:db8:1:1::last, or 192.0.2.last */
static ip_addr v6(unsigned last)
{
    return (ip_addr){ { 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 1, [15] = (uint8_t)last } };
}

static ip_addr v4(unsigned last)
{
    return (ip_addr){ { [10] = 0xff, 0xff, 192, 0, 2, (uint8_t)last } };
}

static unsigned checksum(const ip_addr *src, const ip_addr *dst, unsigned proto, const uint8_t *s, size_t n)
{
    uint32_t sum = proto + (uint32_t)n;
    for (size_t i = 0; i < 16; i++)
        sum += (uint32_t)(src->b[i] + dst->b[i]) << (i % 2 == 0 ? 8 : 0);
    for (size_t i = 0; i < n; i++)
        sum += (uint32_t)s[i] << (i % 2 == 0 ? 8 : 0);
    while (sum > 0xffff)
        sum = (sum >> 16) + (sum & 0xffff);
    return ~sum & 0xffff;
}

static packet udp(ip_addr src, ip_addr dst, unsigned sport, unsigned dport, const char *text)
{
    packet p = { .n = 0 };
    put16(&p, sport);
    put16(&p, dport);
    put16(&p, (unsigned)(8 + strlen(text)));
    put16(&p, 0);
    put(&p, text, strlen(text));
    unsigned c = checksum(&src, &dst, 17, p.b, p.n);
    p.b[6] = (uint8_t)(c >> 8);
    p.b[7] = (uint8_t)c;
    return p;
}

static packet tcp(ip_addr src, ip_addr dst, unsigned sport, unsigned dport, const char *text)
{
    packet p = { .n = 0 };
    put16(&p, sport);
    put16(&p, dport);
    put32(&p, 1);
    put32(&p, 2);
    put16(&p, 0x6018); /* a header of 24 bytes: one option */
    put32(&p, 0xffff0000);
    put16(&p, 0);
    put32(&p, 0x01010101);
    put(&p, text, strlen(text));
    unsigned c = checksum(&src, &dst, 6, p.b, p.n);
    p.b[16] = (uint8_t)(c >> 8);
    p.b[17] = (uint8_t)c;
    return p;
}

/* ESP with null encryption (RFC 4303): iv bytes before, padding 1 2 3 ..., icv bytes behind. */
static packet esp(uint32_t spi, uint32_t seq, const packet *inner, unsigned next, unsigned iv, unsigned icv)
{
    packet p = { .n = 0 };
    unsigned pad = 0;
    put32(&p, spi);
    put32(&p, seq);
    for (unsigned i = 0; i < iv; i++)
        put8(&p, 0xa0 + i);
    put(&p, inner->b, inner->n);
    while ((inner->n + pad + 2) % 4 != 0)
        put8(&p, ++pad);
    put8(&p, pad);
    put8(&p, next);
    for (unsigned i = 0; i < icv; i++)
        put8(&p, 0xc0 + i);
    return p;
}

static packet ipv6(ip_addr src, ip_addr dst, unsigned next, const packet *inner)
{
    packet p = { .n = 0 };
    put32(&p, 0x60000000);
    put16(&p, (unsigned)inner->n);
    put8(&p, next);
    put8(&p, 64);
    put(&p, src.b, 16);
    put(&p, dst.b, 16);
    put(&p, inner->b, inner->n);
    return p;
}

static packet ipv4(ip_addr src, ip_addr dst, unsigned proto, unsigned id, unsigned fragment, const packet *inner)
{
    packet p = { .n = 0 };
    put16(&p, 0x4500);
    put16(&p, (unsigned)(20 + inner->n));
    put16(&p, id);
    put16(&p, fragment);
    put8(&p, 64);
    put8(&p, proto);
    put16(&p, 0); /* the header's checksum is the router's affair */
    put(&p, src.b + 12, 4);
    put(&p, dst.b + 12, 4);
    put(&p, inner->b, inner->n);
    return p;
}

static packet ether(unsigned type, const packet *inner)
{
    packet p = { .n = 0 };
    put(&p, "\2\0\0\0\0\1\2\0\0\0\0\2", 12);
    put16(&p, type);
    put(&p, inner->b, inner->n);
    return p;
}

/* Decodes a copy of exactly that size, so that a tool that checks memory sees each step beyond it. */
static capture_packet decode(int link, const packet *p, capture_parts *parts)
{
    static uint8_t *last;
    capture_packet k;
    free(last);
    last = malloc(p->n == 0 ? 1 : p->n);
    assert_non_null(last);
    memcpy(last, p->b, p->n);
    capture_decode(link, last, p->n, p->n, parts, &k);
    return k;
}

static void assert_payload(const capture_packet *k, const char *text)
{
    assert_int_equal(k->n, strlen(text));
    assert_memory_equal(k->bytes, text, k->n);
}

static void test_links(void **state)
{
    (void)state;
    packet u = udp(v6(1), v6(2), 5060, 5061, "hello"), ip = ipv6(v6(1), v6(2), 17, &u), e = ether(0x86dd, &ip);
    packet vlan = { .n = 0 }, sll = { .n = 0 }, sll2 = { .n = 0 }, null = { .n = 0 };
    put(&vlan, e.b, 12);
    put32(&vlan, 0x88a80001);
    put32(&vlan, 0x81000002);
    put16(&vlan, 0x86dd);
    put(&vlan, ip.b, ip.n);
    put(&sll, (uint8_t[14]){ 0 }, 14);
    put16(&sll, 0x86dd);
    put(&sll, ip.b, ip.n);
    put16(&sll2, 0x86dd);
    put(&sll2, (uint8_t[18]){ 0 }, 18);
    put(&sll2, ip.b, ip.n);
    put32(&null, 0x1e000000);
    put(&null, ip.b, ip.n);
    const struct { int link; const packet *p; } cases[] = {
        { DLT_EN10MB, &e }, { DLT_EN10MB, &vlan }, { DLT_LINUX_SLL, &sll }, { DLT_LINUX_SLL2, &sll2 },
        { DLT_RAW, &ip }, { DLT_IPV6, &ip }, { DLT_NULL, &null }, { DLT_LOOP, &null },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(capture_link_known(cases[i].link));
        capture_packet k = decode(cases[i].link, cases[i].p, NULL);
        assert_int_equal(k.kind, CAPTURE_UDP);
        assert_int_equal(k.sport, 5060);
        assert_int_equal(k.dport, 5061);
        assert_true(k.checksum);
        assert_false(k.esp);
        assert_payload(&k, "hello");
    }
    assert_false(capture_link_known(DLT_IEEE802_11));
    packet arp = ether(0x0806, &u);
    assert_int_equal(decode(DLT_EN10MB, &arp, NULL).kind, CAPTURE_OTHER);
    packet lies = ether(0x0800, &ip); /* IPv6 under the type of IPv4 */
    assert_int_equal(decode(DLT_EN10MB, &lies, NULL).kind, CAPTURE_MALFORMED);
}

static void test_transports(void **state)
{
    (void)state;
    packet u = udp(v4(1), v4(2), 1, 2, "odd"), t = tcp(v4(1), v4(2), 3, 4, "segment");
    packet p = ipv4(v4(1), v4(2), 17, 7, 0x4000, &u);
    put(&p, "\0\0\0\0\0\0", 6); /* Ethernet fills up to 60 bytes */
    capture_packet k = decode(DLT_RAW, &p, NULL);
    ip_addr one = v4(1), two = v4(2);
    assert_int_equal(k.kind, CAPTURE_UDP);
    assert_payload(&k, "odd");
    assert_true(k.checksum);
    assert_true(addr_equal(&k.src, &one));
    assert_true(addr_equal(&k.dst, &two));
    p.b[28 + 2] ^= 1; /* "odd" becomes "oee" */
    k = decode(DLT_RAW, &p, NULL);
    assert_int_equal(k.kind, CAPTURE_UDP);
    assert_false(k.checksum);
    p = ipv4(v4(1), v4(2), 6, 7, 0, &t);
    k = decode(DLT_RAW, &p, NULL);
    assert_int_equal(k.kind, CAPTURE_TCP);
    assert_true(k.checksum);
    assert_payload(&k, "segment");
    p = ipv4(v4(1), v4(2), 1, 7, 0, &t);
    assert_int_equal(decode(DLT_RAW, &p, NULL).kind, CAPTURE_OTHER);
}

/* Hop-by-hop, routing and destination options before UDP. */
static void test_extension_headers(void **state)
{
    (void)state;
    packet u = udp(v6(1), v6(2), 1, 2, "x"), p = { .n = 0 };
    put32(&p, 43u << 24 | 0u << 16 | 0x0104);
    put32(&p, 0);
    put32(&p, 60u << 24 | 1u << 16);
    put32(&p, 0);
    put32(&p, 0);
    put32(&p, 0);
    put32(&p, 17u << 24);
    put32(&p, 0);
    put(&p, u.b, u.n);
    packet ip = ipv6(v6(1), v6(2), 0, &p);
    capture_packet k = decode(DLT_RAW, &ip, NULL);
    assert_int_equal(k.kind, CAPTURE_UDP);
    assert_payload(&k, "x");
    ip.b[41] = 200; /* a length beyond the packet */
    assert_int_equal(decode(DLT_RAW, &ip, NULL).kind, CAPTURE_MALFORMED);
}

static void test_esp(void **state)
{
    static const char *const texts[] = { "", "a", "ab", "abc", "abcd", "OPTIONS sip:x SIP/2.0\r\n\r\n" };
    static const unsigned forms[2][2] = { { 0, 12 }, { 8, 16 } };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (size_t f = 0; f < 2; f++) {
            packet u = udp(v6(1), v6(2), 40000, 6060, texts[i]), t = tcp(v6(1), v6(2), 40000, 6060, texts[i]);
            packet e = esp(0x12345678, 9, &u, 17, forms[f][0], forms[f][1]), ip = ipv6(v6(1), v6(2), 50, &e);
            capture_packet k = decode(DLT_RAW, &ip, NULL);
            assert_int_equal(k.kind, CAPTURE_UDP);
            assert_true(k.esp && k.checksum);
            assert_int_equal(k.spi, 0x12345678);
            assert_int_equal(k.seq, 9);
            assert_int_equal(k.dport, 6060);
            assert_payload(&k, texts[i]);
            e = esp(7, 8, &t, 6, forms[f][0], forms[f][1]);
            ip = ipv6(v6(1), v6(2), 50, &e);
            k = decode(DLT_RAW, &ip, NULL);
            assert_int_equal(k.kind, CAPTURE_TCP);
            assert_true(k.esp && k.spi == 7 && k.seq == 8);
            assert_payload(&k, texts[i]);
        }
    }
}

/* What does not fit null encryption is opaque, and never read. */
static void test_esp_opaque(void **state)
{
    (void)state;
    packet u = udp(v6(1), v6(2), 1, 2, "abc"), e = esp(1, 2, &u, 17, 0, 12), bad;
    size_t trailer = e.n - 14;
    const struct { size_t at; uint8_t value; } changes[] = {
        { trailer + 1, 41 },      /* next header: IPv6 in IPv6 */
        { trailer, 200 },         /* more padding than packet */
        { trailer, 0 },           /* less padding: the length of UDP no longer fits */
        { 8 + 5, 99 },            /* UDP's length */
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        bad = e;
        bad.b[changes[i].at] = changes[i].value;
        packet ip = ipv6(v6(1), v6(2), 50, &bad);
        capture_packet k = decode(DLT_RAW, &ip, NULL);
        assert_int_equal(k.kind, CAPTURE_ESP);
        assert_true(k.esp && k.spi == 1 && k.seq == 2 && k.bytes == NULL);
    }
    packet t = tcp(v6(1), v6(2), 1, 2, "abc");
    t.b[16] ^= 1; /* nothing but the checksum tells a TCP segment from noise */
    e = esp(1, 2, &t, 6, 0, 12);
    packet ip = ipv6(v6(1), v6(2), 50, &e);
    assert_int_equal(decode(DLT_RAW, &ip, NULL).kind, CAPTURE_ESP);
    packet tiny = { .n = 0 };
    put32(&tiny, 5);
    ip = ipv6(v6(1), v6(2), 50, &tiny);
    assert_int_equal(decode(DLT_RAW, &ip, NULL).kind, CAPTURE_MALFORMED);
}

/* Every beginning of a packet, cut by the capture or by the sender: none is taken for whole, none is read beyond. */
static void test_cut_everywhere(void **state)
{
    (void)state;
    packet u = udp(v6(1), v6(2), 1, 2, "payload"), s = esp(1, 2, &u, 17, 0, 12);
    packet six = ipv6(v6(1), v6(2), 50, &s), e = ether(0x86dd, &six);
    packet four = ipv4(v4(1), v4(2), 17, 1, 0, &u), f = ether(0x0800, &four);
    const packet *whole[] = { &e, &f };
    for (size_t w = 0; w < 2; w++) {
        for (size_t n = 0; n < whole[w]->n; n++) {
            packet p = *whole[w];
            capture_packet k;
            p.n = n;
            assert_int_equal(decode(DLT_EN10MB, &p, NULL).kind, CAPTURE_MALFORMED);
            uint8_t *exact = malloc(n == 0 ? 1 : n);
            memcpy(exact, p.b, n);
            capture_decode(DLT_EN10MB, exact, n, whole[w]->n, NULL, &k);
            assert_int_equal(k.kind, CAPTURE_CUT);
            free(exact);
        }
    }
}

/* Each bit flipped, each byte set to its extremes: any verdict, but nothing outside the packet. */
static void test_flip_everywhere(void **state)
{
    (void)state;
    capture_parts *parts = capture_parts_new();
    packet u = udp(v6(1), v6(2), 1, 2, "payload"), s = esp(1, 2, &u, 17, 0, 12), opt = { .n = 0 };
    put32(&opt, 50u << 24 | 0x0104);
    put32(&opt, 0);
    put(&opt, s.b, s.n);
    packet six = ipv6(v6(1), v6(2), 60, &opt), four = ipv4(v4(1), v4(2), 17, 1, 0, &u);
    const packet *whole[] = { &six, &four };
    for (size_t w = 0; w < 2; w++) {
        for (size_t i = 0; i < whole[w]->n; i++) {
            for (unsigned change = 0; change < 10; change++) {
                packet p = *whole[w];
                p.b[i] = change < 8 ? p.b[i] ^ (uint8_t)(1 << change) : change == 8 ? 0 : 255;
                capture_packet k = decode(DLT_RAW, &p, parts);
                if (k.kind == CAPTURE_UDP || k.kind == CAPTURE_TCP)
                    assert_true(k.n <= p.n);
                else
                    assert_null(k.bytes);
            }
        }
    }
    capture_parts_free(parts);
}

static packet part6(unsigned next, uint32_t id, size_t offset, bool more, const uint8_t *s, size_t n)
{
    packet p = { .n = 0 };
    put8(&p, next);
    put8(&p, 0);
    put16(&p, (unsigned)offset | more);
    put32(&p, id);
    put(&p, s, n);
    return ipv6(v6(1), v6(2), 44, &p);
}

static void test_fragments(void **state)
{
    (void)state;
    char text[1200];
    memset(text, 'r', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    packet u = udp(v6(1), v6(2), 1, 2, text), e = esp(3, 4, &u, 17, 0, 12);
    capture_parts *parts = capture_parts_new();
    const size_t cut[] = { 0, 400, 800, e.n };
    static const size_t orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 }, { 2, 0, 1 } };
    for (uint32_t o = 0; o < 4; o++) {
        for (size_t i = 0; i < 3; i++) {
            size_t from = cut[orders[o][i]], to = cut[orders[o][i] + 1];
            packet p = part6(50, o, from, to < e.n, e.b + from, to - from);
            capture_packet k = decode(DLT_RAW, &p, parts);
            assert_int_equal(k.kind, i < 2 ? CAPTURE_FRAGMENT : CAPTURE_UDP);
            if (i == 2)
                assert_payload(&k, text);
        }
    }
    packet a = part6(50, 9, 0, true, e.b, 400), b = part6(50, 9, 392, true, e.b + 392, 400);
    assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_FRAGMENT);
    assert_int_equal(decode(DLT_RAW, &b, parts).kind, CAPTURE_MALFORMED); /* overlap */
    a = part6(50, 10, 800, true, e.b, 8);
    b = part6(50, 10, 8, false, e.b, 16);
    assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_FRAGMENT);
    assert_int_equal(decode(DLT_RAW, &b, parts).kind, CAPTURE_MALFORMED); /* the last part, and one behind it */
    a = part6(50, 11, 0, true, e.b, 9);
    assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_MALFORMED); /* 9 bytes, and more to come */
    a = part6(50, 12, 0xfff8, false, e.b, 16);
    assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_MALFORMED); /* beyond 65535 */
    a = part6(50, 13, 0, false, e.b, e.n); /* an atomic fragment is whole */
    assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_UDP);

    packet u4 = udp(v4(1), v4(2), 1, 2, text), first = { .n = 0 }, second = { .n = 0 };
    put(&first, u4.b, 800);
    put(&second, u4.b + 800, u4.n - 800);
    packet f1 = ipv4(v4(1), v4(2), 17, 5, 0x2000, &first), f2 = ipv4(v4(1), v4(2), 17, 5, 100, &second);
    assert_int_equal(decode(DLT_RAW, &f1, parts).kind, CAPTURE_FRAGMENT);
    capture_packet k = decode(DLT_RAW, &f2, parts);
    assert_int_equal(k.kind, CAPTURE_UDP);
    assert_payload(&k, text);
    for (uint32_t id = 100; id < 200; id++) { /* parts without end take no more room */
        a = part6(50, id, 0, true, e.b, 400);
        assert_int_equal(decode(DLT_RAW, &a, parts).kind, CAPTURE_FRAGMENT);
    }
    capture_parts_free(parts);
}

/* The file and the ladder ----------------------------------------------------------------------------------------- */

typedef struct { FILE *f; char name[32]; uint32_t time; } file;

static file create(uint32_t link)
{
    file f = { .name = "build/test_capture.XXXXXX" };
    int fd = mkstemp(f.name);
    assert_true(fd >= 0);
    f.f = fdopen(fd, "wb");
    assert_non_null(f.f);
    const uint32_t head[6] = { 0xa1b2c3d4, 4u << 16 | 2, 0, 0, 65535, link };
    const uint16_t version[2] = { 2, 4 };
    fwrite(head, 4, 1, f.f);
    fwrite(version, 2, 2, f.f);
    fwrite(head + 2, 4, 4, f.f);
    return f;
}

static void record(file *f, const packet *p)
{
    uint32_t head[4] = { 1000, f->time++, (uint32_t)p->n, (uint32_t)p->n };
    fwrite(head, 4, 4, f->f);
    fwrite(p->b, 1, p->n, f->f);
}

static ladder *read_ladder(file *f, const uint16_t *ports, size_t n)
{
    char error[CAPTURE_ERROR_MAX];
    fclose(f->f);
    ladder *l = ladder_read(f->name, ports, n, 64, error);
    unlink(f->name);
    if (l == NULL)
        fail_msg("%s", error);
    return l;
}

static ip_addr pcscf(void)
{
    return (ip_addr){ { 0x20, 1, 0x0d, 0xb8, 0, 1, 0, 2, [15] = 1 } };
}

static void clear(file *f, ip_addr src, ip_addr dst, unsigned sport, unsigned dport, const char *text)
{
    packet u = udp(src, dst, sport, dport, text), ip = ipv6(src, dst, 17, &u), e = ether(0x86dd, &ip);
    record(f, &e);
}

static void sealed(file *f, ip_addr src, ip_addr dst, unsigned sport, unsigned dport, uint32_t spi, uint32_t seq,
                   const char *text)
{
    packet u = udp(src, dst, sport, dport, text), s = esp(spi, seq, &u, 17, 0, 12), ip = ipv6(src, dst, 50, &s);
    packet e = ether(0x86dd, &ip);
    record(f, &e);
}

#define REQUEST(method, n) method " sip:home1.example SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" n "\r\n" \
                           "Call-ID: c\r\nCSeq: " n " " method "\r\n"
#define OK_FOR(method, n)  "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" n "\r\nCall-ID: c\r\n" \
                           "CSeq: " n " " method "\r\n\r\n"
#define OFFER   "Security-Client: ipsec-3gpp;alg=hmac-sha-1-96;spi-c=1001;spi-s=1002;port-c=40000;port-s=45000\r\n\r\n"
#define ANSWER  "SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\n" \
                "Security-Server: ipsec-3gpp;q=0.5;alg=hmac-sha-1-96;spi-c=2001;spi-s=2002;port-c=50000;port-s=6060" \
                "\r\n\r\n"

/* A registration in clear, then inside ESP, a change of address, an OPTIONS each way. */
static void registration(file *f)
{
    clear(f, v6(1), pcscf(), 5060, 5060, REQUEST("REGISTER", "1") OFFER);
    clear(f, v6(1), pcscf(), 5060, 5060, REQUEST("REGISTER", "1") OFFER);
    clear(f, pcscf(), v6(1), 5060, 5060, ANSWER);
    sealed(f, v6(1), pcscf(), 40000, 6060, 2002, 1, REQUEST("REGISTER", "2") OFFER);
    sealed(f, pcscf(), v6(1), 50000, 45000, 1002, 1, OK_FOR("REGISTER", "2"));
    sealed(f, v6(1), pcscf(), 40000, 6060, 2002, 2, REQUEST("OPTIONS", "3") "\r\n");
    sealed(f, v6(2), pcscf(), 40000, 6060, 2002, 3, REQUEST("OPTIONS", "4") "\r\n");
    sealed(f, pcscf(), v6(2), 50000, 45000, 1002, 2, OK_FOR("OPTIONS", "4"));
    clear(f, v6(1), pcscf(), 53, 53, "a name server's business");
}

static void test_ladder(void **state)
{
    (void)state;
    file f = create(1);
    char name[LADDER_NAME_MAX];
    registration(&f);
    ladder *l = read_ladder(&f, NULL, 0);
    const ladder_totals *t = &l->total;
    assert_int_equal(t->packets, 9);
    assert_int_equal(t->esp_packets, 5);
    assert_int_equal(t->in_esp, 5);
    assert_int_equal(t->in_clear, 3);
    assert_int_equal(t->no_sip, 0);
    assert_int_equal(t->clear_on_protected, 0);
    assert_int_equal(t->registers, 2);
    assert_int_equal(t->registers_repeated, 1);
    assert_int_equal(t->ue_addresses, 2);
    assert_int_equal(t->rotations, 1);
    assert_int_equal(t->registers_at_rotation, 0);
    assert_int_equal(t->duplicates, 0);
    assert_int_equal(l->rows, 8);
    assert_true(l->is_protected[40000] && l->is_protected[45000] && l->is_protected[50000] && l->is_protected[6060]);
    assert_false(l->is_protected[5060]);
    assert_int_equal(l->row[2].status, 401);
    assert_string_equal(l->row[2].reason, "Unauthorized");
    assert_int_equal(l->row[3].cseq, 2);
    assert_true(l->row[1].repeated);
    ladder_name(l, l->row[6].src, name);
    assert_string_equal(name, "UE.b");
    ladder_name(l, l->row[6].dst, name);
    assert_string_equal(name, "P-CSCF");
    ladder_free(l);
}

static void test_violations(void **state)
{
    (void)state;
    file f = create(1);
    registration(&f);
    clear(&f, v6(1), pcscf(), 40000, 6060, REQUEST("OPTIONS", "9") "\r\n");   /* in clear on a protected port */
    clear(&f, v6(3), pcscf(), 999, 6060, "noise");                            /* and so is this */
    sealed(&f, v6(2), pcscf(), 40000, 6060, 2002, 3, REQUEST("OPTIONS", "4") "\r\n"); /* a number sent before */
    sealed(&f, pcscf(), v6(1), 50000, 45000, 1002, 2, OK_FOR("OPTIONS", "4"));        /* to the other address */
    sealed(&f, v6(1), pcscf(), 40000, 6060, 2002, 4, REQUEST("REGISTER", "10") "\r\n"); /* back, by a REGISTER */
    ladder *l = read_ladder(&f, NULL, 0);
    assert_int_equal(l->total.clear_on_protected, 2);
    assert_int_equal(l->total.no_sip, 1);
    assert_int_equal(l->total.duplicates, 2);
    assert_int_equal(l->total.rotations, 2);
    assert_int_equal(l->total.registers_at_rotation, 1);
    ladder_free(l);
}

/* An offer that nobody answered protects nothing; --ports does; 5060 in an offer never does. */
static void test_ports(void **state)
{
    (void)state;
    file f = create(1);
    clear(&f, v6(1), pcscf(), 5060, 5060, REQUEST("REGISTER", "1") OFFER);
    clear(&f, v6(1), pcscf(), 40000, 6060, REQUEST("OPTIONS", "2") "\r\n");
    ladder *l = read_ladder(&f, NULL, 0);
    assert_int_equal(l->total.clear_on_protected, 0);
    assert_int_equal(l->total.in_clear, 2);
    ladder_free(l);
    f = create(1);
    clear(&f, v6(1), pcscf(), 40000, 6060, REQUEST("OPTIONS", "2") "\r\n");
    l = read_ladder(&f, (const uint16_t[]){ 6060 }, 1);
    assert_int_equal(l->total.clear_on_protected, 1);
    ladder_free(l);
    f = create(1);
    clear(&f, v6(1), pcscf(), 5060, 5060, REQUEST("REGISTER", "1") "Security-Client: ipsec-3gpp;port-c=5060\r\n\r\n");
    clear(&f, pcscf(), v6(1), 5060, 5060, ANSWER);
    l = read_ladder(&f, NULL, 0);
    assert_int_equal(l->total.clear_on_protected, 0);
    assert_false(l->is_protected[5060]);
    ladder_free(l);
}

static void test_damaged_files(void **state)
{
    (void)state;
    char error[CAPTURE_ERROR_MAX];
    assert_null(capture_open("build/no-such-capture", error));
    assert_non_null(strstr(error, "no-such-capture"));
    assert_null(capture_open("GNUmakefile", error));
    file f = create(105); /* IEEE 802.11 */
    fclose(f.f);
    assert_null(capture_open(f.name, error));
    assert_non_null(strstr(error, "not known here"));
    unlink(f.name);
    f = create(1);
    registration(&f);
    fwrite("\1\2\3", 1, 3, f.f); /* a record that ends in its header */
    fclose(f.f);
    ladder *l = ladder_read(f.name, NULL, 0, 64, error);
    assert_non_null(l);
    assert_true(l->damaged);
    assert_int_equal(l->total.packets, 9);
    assert_int_equal(l->total.in_esp, 5);
    assert_non_null(strstr(error, "behind packet 9: truncated"));
    ladder_free(l);
    unlink(f.name);
    f = create(1);
    l = read_ladder(&f, NULL, 0);
    assert_int_equal(l->total.packets, 0);
    assert_false(l->damaged);
    ladder_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links), cmocka_unit_test(test_transports), cmocka_unit_test(test_extension_headers),
        cmocka_unit_test(test_esp), cmocka_unit_test(test_esp_opaque), cmocka_unit_test(test_cut_everywhere),
        cmocka_unit_test(test_flip_everywhere), cmocka_unit_test(test_fragments), cmocka_unit_test(test_ladder),
        cmocka_unit_test(test_violations), cmocka_unit_test(test_ports), cmocka_unit_test(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
