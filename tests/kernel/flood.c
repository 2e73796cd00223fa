/* Sends bad input to a P-CSCF and checks that it bears it: first a list of bad requests, each with the answer that it
 * must get, then malformed, truncated, oversized and random datagrams, then the question whether it still answers.
 *
 *   flood ADDRESS PORT [--protected PORT] [--from ADDRESS] [--count N] [--seconds S] [--seed N]
 *
 * PORT is the unprotected port. The protected port gets the same, and must never answer. What is random comes from the
 * seed, so a run can be repeated. Exit status: 0 all as it must be, 1 not, 3 usage or no socket. */
#include "../../src/core/addr.h"
#include "../../src/core/headers.h"
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SILENT        0   /* no answer: discarded */
#define BAD           1   /* 400, or discarded: the message is not even one that can be answered */
#define ANY           2   /* whatever it says, as long as it lives */
#define ANSWER_MS     2000
#define SILENCE_MS    150
#define DATAGRAM_MAX  65487 /* over IPv6; 20 more over IPv4 */

typedef struct {
    const char *address, *from;
    unsigned port, protected_port, count, seconds;
    uint64_t seed;
    int fd, protected_fd;
    bool stopped;      /* by a policy, at the protected port */
    char own[64];      /* "[address]" as Via has it */
    unsigned own_port, serial, passed, failed;
    unsigned long sent, blocked, refused, answers;
} flood;

/* Requests -------------------------------------------------------------------------------------------------------- */

/* What a request is made of: each part can be left out (NULL) or replaced. */
typedef struct {
    const char *start, *via, *via2, *from, *to, *call_id, *cseq, *contact, *require, *supported, *auth, *client, *more,
        *end;
} parts;

#define OFFER "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;prot=esp;mod=trans;"
#define PORTS "spi-c=70001;spi-s=70002;port-c=41000;port-s=42000"
#define CLIENT(x) "Security-Client: " x "\r\n"

/* %A: own address, %P: own port, %N: serial number. */
static const parts good = {
    .start = "REGISTER sip:ims.example SIP/2.0\r\n",
    .via = "Via: SIP/2.0/UDP %A:%P;branch=z9hG4bKflood%N;rport\r\n",
    .via2 = "",
    .from = "From: <sip:flood@ims.example>;tag=f%N\r\n",
    .to = "To: <sip:flood@ims.example>\r\n",
    .call_id = "Call-ID: flood-%N\r\n",
    .cseq = "CSeq: 1 REGISTER\r\n",
    .contact = "Contact: <sip:flood@%A:%P>;expires=600\r\n",
    .require = "Require: sec-agree\r\nProxy-Require: sec-agree\r\n",
    .supported = "Supported: path, sec-agree\r\n",
    .auth = "Authorization: Digest username=\"flood@ims.example\", realm=\"ims.example\", uri=\"sip:ims.example\", "
            "nonce=\"\", response=\"\"\r\n",
    .client = CLIENT(OFFER PORTS),
    .more = "Max-Forwards: 70\r\n",
    .end = "Content-Length: 0\r\n\r\n",
};

typedef struct { const char *name; int expected; parts change; } crafted;

#define CUT "" /* the part is left out */

static const crafted list[] = {
    { "no sec-agree, no Security-Client (R3329-2.3.2-06)", 421, { .require = CUT, .supported = CUT, .client = CUT } },
    { "no sec-agree in Require (R3329-2.3.2-06)", 421, { .require = CUT, .supported = CUT } },
    { "sec-agree in Supported alone (R3329-2.3.2-07)", 494, { .require = CUT } },
    { "no Security-Client (CR2-7.2-SM1-1)", 421, { .client = CUT } },
    { "two Via fields (R3329-2.3.2-04)", 502, { .via2 = "Via: SIP/2.0/UDP other;branch=z9hG4bKx\r\n" } },
    { "two Via values in one field (R3329-2.3.2-04)", 502,
      { .via = "Via: SIP/2.0/UDP %A:%P;branch=z9hG4bKflood%N;rport, SIP/2.0/UDP other;branch=z9hG4bKx\r\n" } },
    { "a second Via by its short name (R3329-2.3.2-04)", 502, { .via2 = "v: SIP/2.0/TCP other\r\n" } },
    { "another mechanism alone (R3329-2.3.1-08)", 494, { .client = CLIENT("tls;q=0.5") } },
    { "an unknown algorithm (CR2-7.2-SM6-2)", 494,
      { .client = CLIENT("ipsec-3gpp;alg=rot13;ealg=null;" PORTS) } },
    { "alg=null without aes-gcm", 494, { .client = CLIENT("ipsec-3gpp;alg=null;ealg=null;" PORTS) } },
    { "SPI 0", 494, { .client = CLIENT(OFFER "spi-c=0;spi-s=70002;port-c=41000;port-s=42000") } },
    { "a reserved SPI", 494, { .client = CLIENT(OFFER "spi-c=255;spi-s=70002;port-c=41000;port-s=42000") } },
    { "an SPI of 33 bits", 494, { .client = CLIENT(OFFER "spi-c=4294967296;spi-s=70002;port-c=41000;port-s=42000") } },
    { "an SPI that overflows 64 bits", 494,
      { .client = CLIENT(OFFER "spi-c=18446744073709551617;spi-s=70002;port-c=41000;port-s=42000") } },
    { "equal SPIs", 494, { .client = CLIENT(OFFER "spi-c=70001;spi-s=70001;port-c=41000;port-s=42000") } },
    { "port 0", 494, { .client = CLIENT(OFFER "spi-c=70001;spi-s=70002;port-c=0;port-s=42000") } },
    { "port 65536", 494, { .client = CLIENT(OFFER "spi-c=70001;spi-s=70002;port-c=65536;port-s=42000") } },
    { "equal ports", 494, { .client = CLIENT(OFFER "spi-c=70001;spi-s=70002;port-c=41000;port-s=41000") } },
    { "port 5060 (CR2-7.1-U1)", 494, { .client = CLIENT(OFFER "spi-c=70001;spi-s=70002;port-c=5060;port-s=42000") } },
    { "prot=ah", 494, { .client = CLIENT("ipsec-3gpp;alg=hmac-sha-1-96;prot=ah;" PORTS) } },
    { "no ports", 494, { .client = CLIENT("ipsec-3gpp;alg=hmac-sha-1-96;spi-c=70001;spi-s=70002") } },
    { "Security-Client empty", 400, { .client = "Security-Client: \r\n" } },
    { "Security-Client with an empty element", 400, { .client = CLIENT("," OFFER PORTS) } },
    { "Security-Client with an empty parameter", 400, { .client = CLIENT("ipsec-3gpp;;alg=hmac-sha-1-96") } },
    { "Security-Client with an open quote", 400, { .client = CLIENT("digest;d-ver=\"0123") } },
    { "Security-Client with a parameter twice", 400, { .client = CLIENT(OFFER "alg=hmac-md5-96;" PORTS) } },
    { "Security-Client with q=1.5", 400, { .client = CLIENT("ipsec-3gpp;q=1.5;alg=hmac-sha-1-96") } },
    { "no To", 400, { .to = CUT } },
    { "no From", 400, { .from = CUT } },
    { "no Call-ID", ANY, { .call_id = CUT } }, /* the answer cannot be told from others */
    { "To without a closing bracket", 400, { .to = "To: <sip:flood@ims.example\r\n" } },
    { "credentials without a username", 400, { .auth = "Authorization: Digest realm=\"ims.example\"\r\n" } },
    { "credentials of another scheme", 400, { .auth = "Authorization: Basic Zmxvb2Q6Zmxvb2Q=\r\n" } },
    { "neither credentials nor a SIP URI in To", 400, { .auth = CUT, .to = "To: <tel:+1-201-555-0123>\r\n" } },
    { "no Via", BAD, { .via = CUT } },
    { "Via without a host", BAD, { .via = "Via: SIP/2.0/UDP ;branch=z9hG4bKflood%N\r\n" } },
    { "Via with port 99999", BAD, { .via = "Via: SIP/2.0/UDP %A:99999;branch=z9hG4bKflood%N;rport\r\n" } },
    { "no CSeq", BAD, { .cseq = CUT } },
    { "CSeq of another method", BAD, { .cseq = "CSeq: 1 INVITE\r\n" } },
    { "CSeq 2^32", BAD, { .cseq = "CSeq: 4294967296 REGISTER\r\n" } },
    { "CSeq without a number", BAD, { .cseq = "CSeq: REGISTER\r\n" } },
    { "Content-Length beyond the end", BAD, { .end = "Content-Length: 10\r\n\r\nshort" } },
    { "Content-Length -1", BAD, { .end = "Content-Length: -1\r\n\r\n" } },
    { "Content-Length of 30 digits", BAD, { .end = "Content-Length: 000000000000000000000000000009\r\n\r\n" } },
    { "two Content-Lengths", BAD, { .more = "Content-Length: 4\r\n" } },
    { "no blank line", BAD, { .end = "Content-Length: 0\r\n" } },
    { "a header without a colon", BAD, { .more = "Max-Forwards 70\r\n" } },
    { "a header without a name", BAD, { .more = ": 70\r\n" } },
    { "a control character", BAD, { .more = "Subject: a\001b\r\n" } },
    { "a bare CR", BAD, { .more = "Subject: a\rb\r\n" } },
    { "broken UTF-8", ANY, { .more = "Subject: \xc3\x28\r\n" } },
    { "SIP/3.0", BAD, { .start = "REGISTER sip:ims.example SIP/3.0\r\n" } },
    { "no version", BAD, { .start = "REGISTER sip:ims.example\r\n" } },
    { "two blanks in the start line", BAD, { .start = "REGISTER  sip:ims.example SIP/2.0\r\n" } },
    { "a folded first line", BAD, { .start = "REGISTER sip:ims.example\r\n SIP/2.0\r\n" } },
    { "HTTP", BAD, { .start = "GET / HTTP/1.1\r\n" } },
    { "OPTIONS in clear (CR2-7.1-3)", SILENT,
      { .start = "OPTIONS sip:ims.example SIP/2.0\r\n", .cseq = "CSeq: 1 OPTIONS\r\n" } },
    { "INVITE in clear (CR2-7.1-3)", SILENT,
      { .start = "INVITE sip:bob@ims.example SIP/2.0\r\n", .cseq = "CSeq: 1 INVITE\r\n" } },
    { "ACK in clear (CR2-7.1-3)", SILENT, { .start = "ACK sip:ims.example SIP/2.0\r\n", .cseq = "CSeq: 1 ACK\r\n" } },
    { "register in small letters (CR2-7.1-3)", SILENT,
      { .start = "register sip:ims.example SIP/2.0\r\n", .cseq = "CSeq: 1 register\r\n" } },
    { "a response to nothing (CR2-7.1-3)", SILENT, { .start = "SIP/2.0 200 OK\r\n" } },
    { "a response with status 999", SILENT, { .start = "SIP/2.0 999 Odd\r\n" } },
};

/* Puts text with its %A, %P and %N replaced. */
static size_t put(const flood *f, char *out, size_t n, size_t cap, const char *text)
{
    for (const char *p = text; *p != '\0' && n + 80 < cap; p++) {
        if (p[0] == '%' && p[1] == 'A')
            n += (size_t)sprintf(out + n, "%s", f->own);
        else if (p[0] == '%' && p[1] == 'P')
            n += (size_t)sprintf(out + n, "%u", f->own_port);
        else if (p[0] == '%' && p[1] == 'N')
            n += (size_t)sprintf(out + n, "%u", f->serial);
        else
            out[n++] = *p;
        p += p[0] == '%' && p[1] != '\0' && strchr("APN", p[1]) != NULL;
    }
    return n;
}

static size_t build(flood *f, const parts *change, char *out, size_t cap)
{
    const char *const *base = (const char *const *)&good, *const *other = (const char *const *)change;
    size_t n = 0;
    f->serial++;
    for (size_t i = 0; i < sizeof good / sizeof(char *); i++)
        n = put(f, out, n, cap, other[i] != NULL ? other[i] : base[i]);
    return n;
}

/* The wire -------------------------------------------------------------------------------------------------------- */

static bool make_addr(const char *text, unsigned port, struct sockaddr_storage *out, socklen_t *len)
{
    struct sockaddr_in *v4 = (void *)out;
    struct sockaddr_in6 *v6 = (void *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        *len = sizeof *v6;
    } else if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *len = sizeof *v4;
    } else {
        return false;
    }
    return true;
}

/* A connected socket: if nobody listens any more, the next send says ECONNREFUSED. */
static int connect_to(flood *f, unsigned port)
{
    struct sockaddr_storage a;
    socklen_t len;
    if (!make_addr(f->address, port, &a, &len))
        return -1;
    int fd = socket(a.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_storage own;
    socklen_t own_len;
    if (f->from != NULL && (!make_addr(f->from, 0, &own, &own_len) || bind(fd, (void *)&own, own_len) != 0))
        return -1;
    return connect(fd, (void *)&a, len) == 0 ? fd : -1;
}

static void learn_own(flood *f)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;
    char text[INET6_ADDRSTRLEN];
    getsockname(f->fd, (void *)&a, &len);
    bool v6 = a.ss_family == AF_INET6;
    const struct sockaddr_in *v4 = (void *)&a;
    const struct sockaddr_in6 *six = (void *)&a;
    inet_ntop(a.ss_family, v6 ? (const void *)&six->sin6_addr : &v4->sin_addr, text, sizeof text);
    snprintf(f->own, sizeof f->own, v6 ? "[%s]" : "%s", text);
    f->own_port = ntohs(v6 ? six->sin6_port : v4->sin_port);
}

static void send_to(flood *f, int fd, const void *bytes, size_t n)
{
    for (int again = 0; again < 2; again++) {
        if (send(fd, bytes, n, 0) >= 0) {
            f->sent++;
            return;
        }
        if (errno == ECONNREFUSED) { /* about an earlier one; this one has not left yet */
            f->refused++;
            continue;
        }
        f->blocked++;
        return;
    }
}

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* The final answer to the request with that serial number, within the time: its status, or 0. *whole: 421 and 494 carry
 * what they must, and every answer is a SIP message. */
static unsigned answer(flood *f, int fd, unsigned serial, unsigned limit, bool *whole)
{
    static char bytes[65536];
    char want[32];
    snprintf(want, sizeof want, "flood-%u", serial);
    uint64_t end = now_ms() + limit;
    *whole = true;
    for (uint64_t now; (now = now_ms()) < end;) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        if (poll(&p, 1, (int)(end - now)) <= 0)
            break;
        ssize_t n = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
        sip_message m;
        if (n < 0) {
            f->refused += errno == ECONNREFUSED;
            continue;
        }
        f->answers++;
        if (sip_message_parse((uint8_t *)bytes, (size_t)n, &m).code != SIP_MESSAGE_OK || m.request) {
            *whole = false;
            return 999;
        }
        size_t h = sip_header_find(&m, SIP_H_CALL_ID, 0);
        if (m.status < 200 || h == SIP_NPOS || m.header[h].value.len != strlen(want) ||
            memcmp(bytes + m.header[h].value.at, want, strlen(want)) != 0)
            continue;
        if (m.status == 421 || m.status == 494)
            *whole = sip_header_find(&m, SIP_H_SECURITY_SERVER, 0) != SIP_NPOS &&
                     (m.status != 421 || sip_option_tag((uint8_t *)bytes, &m, SIP_H_REQUIRE, "sec-agree", 9));
        return m.status;
    }
    return 0;
}

/* The three parts ------------------------------------------------------------------------------------------------- */

static void report(flood *f, bool ok, const char *name, unsigned got, const char *wanted)
{
    if (ok)
        f->passed++;
    else
        f->failed++;
    if (ok)
        printf("ok      %3u  %s\n", got, name);
    else
        printf("FAILED  %3u  %s: wanted %s\n", got, name, wanted);
}

static void send_list(flood *f)
{
    static char text[DATAGRAM_MAX];
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        const crafted *c = &list[i];
        char wanted[64];
        bool whole;
        size_t n = build(f, &c->change, text, sizeof text);
        send_to(f, f->fd, text, n);
        unsigned got = answer(f, f->fd, f->serial, c->expected > ANY ? ANSWER_MS : SILENCE_MS, &whole);
        bool ok = whole && (c->expected == ANY || (c->expected == BAD && (got == 0 || got == 400)) ||
                            got == (unsigned)c->expected);
        if (c->expected > ANY)
            snprintf(wanted, sizeof wanted, "%d%s", c->expected, whole ? "" : " with its Security-Server and Require");
        else
            snprintf(wanted, sizeof wanted, "%s", c->expected == BAD ? "400 or no answer" : "no answer");
        report(f, ok, c->name, got, wanted);
    }
}

/* In clear to the protected port: not a word comes back, or a policy of the sender's own host stops it. */
static void send_protected(flood *f)
{
    static char text[DATAGRAM_MAX];
    bool whole;
    if (f->stopped)
        report(f, true, "a policy stops what is sent in clear to the protected port", 0, "");
    if (f->protected_fd < 0)
        return;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        send_to(f, f->protected_fd, text, build(f, &list[i].change, text, sizeof text));
    size_t n = build(f, &good, text, sizeof text);
    send_to(f, f->protected_fd, text, n);
    unsigned got = answer(f, f->protected_fd, f->serial, 4 * SILENCE_MS, &whole);
    report(f, got == 0 && whole, "bad and good requests in clear to the protected port (CR2-7.1-P2)", got, "no answer");
}

static uint64_t next_random(flood *f)
{
    f->seed ^= f->seed >> 12;
    f->seed ^= f->seed << 25;
    f->seed ^= f->seed >> 27;
    return f->seed * 2685821657736338717u;
}

static size_t below(flood *f, size_t n) { return n == 0 ? 0 : (size_t)(next_random(f) >> 11) % n; }

/* Bytes without sense; mostly short, now and then as long as a datagram can be. */
static size_t make_noise(flood *f, char *out)
{
    size_t n = below(f, 16) == 0 ? below(f, DATAGRAM_MAX + 1) : below(f, 1400);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)next_random(f);
    return n;
}

/* Letters that SIP gives a meaning, in no order. */
static size_t make_salad(flood *f, char *out)
{
    static const char *const words[] = {
        "REGISTER ", "SIP/2.0", "\r\n", "\r\n\r\n", "Via: ", "v:", ";branch=z9hG4bK", ",", ";", "=", "\"", "\\", "<",
        ">", "sip:", "[", "]", "::", "%00", "Security-Client:", "ipsec-3gpp", "spi-c=", "4294967295", "99999999999",
        " ", "\t", "Content-Length:", "CSeq: ", "@", "q=0.999", "\r\n ", "alg=hmac-sha-1-96", "200 ", "*",
        "Require: sec-agree",
    };
    size_t n = (size_t)sprintf(out, "%s", below(f, 2) ? "REGISTER sip:x SIP/2.0\r\n" : "");
    for (size_t left = below(f, 300); left > 0; left--)
        n += (size_t)sprintf(out + n, "%s", words[below(f, sizeof words / sizeof words[0])]);
    return n;
}

/* A good REGISTER with some bytes changed, taken out, put in or doubled. */
static size_t make_mutant(flood *f, char *out)
{
    size_t n = build(f, &good, out, 4096);
    for (size_t left = 1 + below(f, 8); left > 0 && n > 0; left--) {
        size_t at = below(f, n), len = 1 + below(f, n - at < 60 ? n - at : 60);
        switch (below(f, 5)) {
        case 0: out[at] = (char)next_random(f); break;
        case 1: out[at] ^= (char)(1 << below(f, 8)); break;
        case 2: memmove(out + at, out + at + len, n - at - len); n -= len; break;
        case 3: memmove(out + at + len, out + at, n - at); n += len; break;
        default: out[at] = "\r\n ;,=\"<>\\:\0"[below(f, 12)]; break;
        }
    }
    return n;
}

/* A good REGISTER that ends too early. */
static size_t make_stump(flood *f, char *out)
{
    return below(f, build(f, &good, out, 4096));
}

/* A REGISTER with one part as long as can be: one line, many lines, many list elements, many Via values. */
static size_t make_giant(flood *f, char *out)
{
    static const char *const heads[] = { "Subject: ", CLIENT("ipsec-3gpp"), "Via: SIP/2.0/UDP a", "", "X: " };
    static const char *const units[] = { "a", ",ipsec-3gpp;a=b", ",SIP/2.0/UDP a;branch=b", "X: y\r\n", "\r\n " };
    size_t kind = below(f, 5), n = build(f, &(parts){ .end = CUT }, out, 4096), room = 8192 << below(f, 4);
    size_t unit = strlen(units[kind]), head = strlen(heads[kind]) - (kind == 1 ? 2 : 0);
    memcpy(out + n, heads[kind], head);
    for (n += head; n + unit + 8 < room && n + unit + 8 < DATAGRAM_MAX; n += unit)
        memcpy(out + n, units[kind], unit);
    memcpy(out + n, "\r\n\r\n", 4);
    return n + 4;
}

static size_t make_any(flood *f, char *out)
{
    switch (below(f, 8)) {
    case 0: return make_noise(f, out);
    case 1: case 2: return make_salad(f, out);
    case 3: return make_stump(f, out);
    case 4: return make_giant(f, out);
    default: return make_mutant(f, out);
    }
}

/* Waits until it has dealt with what was sent: a datagram that a full socket loses tests nothing. */
static void keep_pace(flood *f)
{
    static char text[DATAGRAM_MAX];
    bool whole;
    for (int tries = 0; tries < 4; tries++) {
        send_to(f, f->fd, text, build(f, &list[0].change, text, sizeof text));
        if (answer(f, f->fd, f->serial, ANSWER_MS / 4, &whole) != 0)
            return;
    }
}

static void send_random(flood *f)
{
    static char bytes[2 * DATAGRAM_MAX];
    uint64_t end = now_ms() + 1000u * f->seconds;
    unsigned i;
    for (i = 0; i < f->count && now_ms() < end; i++) {
        send_to(f, f->fd, bytes, make_any(f, bytes));
        if (f->protected_fd >= 0 && i % 4 == 0)
            send_to(f, f->protected_fd, bytes, make_any(f, bytes));
        if (i % 16 == 15)
            keep_pace(f);
    }
    keep_pace(f);
    printf("        %u random datagrams in this part\n", i);
}

/* A request that needs nobody else is still answered as it must be. */
static void ask_again(flood *f)
{
    static char text[DATAGRAM_MAX];
    bool whole = false;
    unsigned got = 0;
    for (int tries = 0; got == 0 && tries < 5; tries++) {
        f->serial += 1000000;
        send_to(f, f->fd, text, build(f, &list[0].change, text, sizeof text));
        got = answer(f, f->fd, f->serial, ANSWER_MS, &whole);
    }
    report(f, got == 421 && whole, "it still answers", got, "421 with its Security-Server and Require");
    report(f, f->refused == 0, "its port stayed open", (unsigned)f->refused, "no ICMP port unreachable");
}

static bool read_arguments(int argc, char **argv, flood *f)
{
    *f = (flood){ .count = 5000, .seconds = 20, .seed = 1, .protected_fd = -1 };
    if (argc < 3)
        return false;
    f->address = argv[1];
    f->port = (unsigned)strtoul(argv[2], NULL, 10);
    for (int i = 3; i + 1 < argc; i += 2) {
        unsigned long v = strtoul(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--protected") == 0)
            f->protected_port = (unsigned)v;
        else if (strcmp(argv[i], "--from") == 0)
            f->from = argv[i + 1];
        else if (strcmp(argv[i], "--count") == 0)
            f->count = (unsigned)v;
        else if (strcmp(argv[i], "--seconds") == 0)
            f->seconds = (unsigned)v;
        else if (strcmp(argv[i], "--seed") == 0 && v != 0)
            f->seed = v;
        else
            return false;
    }
    return argc % 2 == 1 && f->port != 0 && f->port <= 65535 && f->protected_port <= 65535;
}

int main(int argc, char **argv)
{
    flood f;
    if (!read_arguments(argc, argv, &f)) {
        fprintf(stderr, "usage: flood ADDRESS PORT [--protected PORT] [--from ADDRESS] [--count N] [--seconds S] "
                        "[--seed N]\n");
        return 3;
    }
    uint64_t seed = f.seed;
    f.fd = connect_to(&f, f.port);
    if (f.protected_port != 0)
        f.protected_fd = connect_to(&f, f.protected_port);
    f.stopped = f.protected_port != 0 && f.protected_fd < 0 && errno == EPERM;
    if (f.fd < 0 || (f.protected_port != 0 && f.protected_fd < 0 && !f.stopped)) {
        fprintf(stderr, "flood: %s: %s\n", f.address, strerror(errno));
        return 3;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    learn_own(&f);
    ask_again(&f);
    send_list(&f);
    send_protected(&f);
    send_random(&f);
    ask_again(&f);
    printf("        seed %llu: %lu sent, %lu stopped at the sender, %lu answers\n", (unsigned long long)seed, f.sent,
           f.blocked, f.answers);
    printf("%u passed, %u failed\n", f.passed, f.failed);
    return f.failed == 0 ? 0 : 1;
}
