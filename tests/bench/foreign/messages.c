/* Messages of a registration and a call in IMS, varied by a seed: ids, SPIs, ports, order of header fields and of
 * parameters, number of mechanisms. */
#include "bench.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const kind_name[KINDS] = { "reg1", "reg2", "401", "invite" };

#define LINES_MAX 32

typedef struct { char s[1400]; } line;

static uint64_t state;
static line lines[LINES_MAX];
static unsigned count;

static uint32_t rnd(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state * 0x2545f4914f6cdd1du) >> 33) % below;
}

static const char *hex(char *out, unsigned digits)
{
    for (unsigned i = 0; i < digits; i++)
        out[i] = "0123456789abcdef"[rnd(16)];
    out[digits] = 0;
    return out;
}

__attribute__((format(printf, 1, 2))) static void add(const char *format, ...)
{
    va_list a;

    va_start(a, format);
    vsnprintf(lines[count++].s, sizeof lines[0].s, format, a);
    va_end(a);
}

static void shuffle_words(char w[][48], unsigned n)
{
    for (unsigned i = n; i > 1; i--) {
        unsigned k = rnd(i);
        char t[48];

        memcpy(t, w[i - 1], sizeof t);
        memcpy(w[i - 1], w[k], sizeof t);
        memcpy(w[k], t, sizeof t);
    }
}

/* One ipsec-3gpp mechanism; q in thousandths, 0 for none. */
static size_t mechanism(char *out, size_t cap, unsigned q, const uint32_t spi[2], const uint32_t port[2])
{
    static const char *const pair[] = { "hmac-sha-1-96 aes-cbc", "hmac-sha-1-96 null", "aes-gmac null",
                                        "null aes-gcm" };
    char w[9][48], alg[16], ealg[16];
    unsigned n = 0;
    size_t len;

    sscanf(pair[rnd(4)], "%15s %15s", alg, ealg);
    snprintf(w[n++], 48, "alg=%s", alg);
    snprintf(w[n++], 48, "ealg=%s", ealg);
    if (rnd(4) != 0)
        snprintf(w[n++], 48, "prot=esp");
    if (rnd(4) != 0)
        snprintf(w[n++], 48, "mod=trans");
    snprintf(w[n++], 48, "spi-c=%u", spi[0]);
    snprintf(w[n++], 48, "spi-s=%u", spi[1]);
    snprintf(w[n++], 48, "port-c=%u", port[0]);
    snprintf(w[n++], 48, "port-s=%u", port[1]);
    if (q > 0)
        snprintf(w[n++], 48, "q=0.%03u", q);
    shuffle_words(w, n);
    len = (size_t)snprintf(out, cap, "ipsec-3gpp");
    for (unsigned i = 0; i < n; i++)
        len += (size_t)snprintf(out + len, cap - len, "%s%s", rnd(3) == 0 ? "; " : ";", w[i]);
    return len;
}

/* Mechanisms of one list, in one field or, at times, several. */
static void security(const char *name, unsigned mechanisms, bool q)
{
    uint32_t spi[2] = { 1000000000u + rnd(1000000000), 2000000001u + rnd(1000000000) };
    uint32_t port[2] = { 10000 + rnd(20000), 30001 + rnd(30000) };
    char s[1300];
    size_t n = 0;

    for (unsigned k = 0; k < mechanisms; k++) {
        n += mechanism(s + n, sizeof s - n, q ? 900 - 100 * k - rnd(50) : 0, spi, port);
        if (k + 1 < mechanisms && rnd(8) != 0) {
            n += (size_t)snprintf(s + n, sizeof s - n, rnd(2) == 0 ? ", " : ",");
            continue;
        }
        add("%s: %s", name, s);
        n = 0;
    }
}

static void dialog(bool request, const char *method, const char *user, bool tag)
{
    char a[40], b[40];

    add("Via: SIP/2.0/%s [2001:db8:%x:%x::%x]:%u;branch=z9hG4bK%s%s", rnd(2) == 0 ? "UDP" : "TCP", rnd(65536),
        rnd(65536), 1 + rnd(65535), 30000 + rnd(30000), hex(a, 16 + rnd(17)), rnd(2) == 0 ? ";rport" : "");
    if (!request)
        snprintf(lines[count - 1].s + strlen(lines[count - 1].s), 60, ";received=2001:db8::%x", 1 + rnd(65535));
    if (request)
        add("Max-Forwards: %u", 60 + rnd(11));
    add("From: <sip:%s>;tag=%s", user, hex(a, 6 + rnd(10)));
    add(tag ? "To: <sip:%s>;tag=%s" : "To: <sip:%s>", user, hex(b, 6 + rnd(10)));
    add("Call-ID: %s@2001:db8::%x", hex(a, 20 + rnd(12)), 1 + rnd(65535));
    add("CSeq: %u %s", 1 + rnd(100000), method);
}

static void contact(const char *subscriber, bool expires)
{
    add("Contact: <sip:%s@[2001:db8:%x::%x]:%u>;+g.3gpp.icsi-ref=\"urn%%3Aurn-7%%3A3gpp-service.ims.icsi.mmtel\";"
        "+g.3gpp.smsip;audio;+sip.instance=\"<urn:gsma:imei:%08u-%06u-0>\"%s", subscriber, rnd(65536),
        1 + rnd(65535), 30000 + rnd(30000), rnd(100000000), rnd(1000000), expires ? ";expires=600000" : "");
}

static void authorization(const char *subscriber, bool response)
{
    char w[9][120], a[80], b[80];
    char s[600];
    unsigned n = 0;
    size_t len;

    snprintf(w[n++], 120, "username=\"%s@ims.mnc001.mcc460.3gppnetwork.org\"", subscriber);
    snprintf(w[n++], 120, "realm=\"ims.mnc001.mcc460.3gppnetwork.org\"");
    snprintf(w[n++], 120, "uri=\"sip:ims.mnc001.mcc460.3gppnetwork.org\"");
    snprintf(w[n++], 120, "nonce=\"%s\"", response ? hex(a, 44) : "");
    snprintf(w[n++], 120, "response=\"%s\"", response ? hex(b, 32) : "");
    snprintf(w[n++], 120, "algorithm=AKAv1-MD5");
    if (response) {
        snprintf(w[n++], 120, "qop=auth");
        snprintf(w[n++], 120, "nc=%08x", 1 + rnd(9));
        snprintf(w[n++], 120, "cnonce=\"%s\"", hex(a, 16));
    }
    len = (size_t)snprintf(s, sizeof s, "Digest ");
    for (unsigned i = 0, at = rnd(n); i < n; i++, at = (at + 1) % n)
        len += (size_t)snprintf(s + len, sizeof s - len, "%s%s", i == 0 ? "" : rnd(3) == 0 ? "," : ", ", w[at]);
    add("Authorization: %s", s);
}

static void common(const char *user)
{
    add("Require: sec-agree");
    add("Proxy-Require: sec-agree");
    add("Supported: path,sec-agree%s", rnd(2) == 0 ? ", gruu" : "");
    add("P-Access-Network-Info: 3GPP-E-UTRAN-FDD; utran-cell-id-3gpp=46001%08X%07X", rnd(0x7fffffff), rnd(0xfffffff));
    add("User-Agent: Handset/%u.%u.%u", rnd(20), rnd(20), rnd(20));
    add("Allow: INVITE, ACK, OPTIONS, CANCEL, BYE, UPDATE, INFO, NOTIFY, MESSAGE, PRACK");
    if (rnd(2) == 0)
        add("P-Preferred-Identity: <sip:%s>", user);
}

static void registration(kind w, const char *subscriber, const char *user, unsigned mechanisms, unsigned verified)
{
    dialog(true, "REGISTER", user, false);
    contact(subscriber, rnd(2) == 0);
    add("Expires: %u", 3600 + rnd(596401));
    common(user);
    authorization(subscriber, w == KIND_REG2);
    security("Security-Client", mechanisms, false);
    if (w == KIND_REG2)
        security("Security-Verify", verified, rnd(2) == 0);
}

static void challenge(const char *user, unsigned mechanisms)
{
    char a[80], b[40], c[40];

    dialog(false, "REGISTER", user, true);
    add("WWW-Authenticate: Digest realm=\"ims.mnc001.mcc460.3gppnetwork.org\",nonce=\"%s\",algorithm=AKAv1-MD5,"
        "qop=\"auth\"%s%s%s", hex(a, 44), rnd(2) == 0 ? ",opaque=\"" : ",stale=\"", hex(b, 16), "\"");
    add("Path: <sip:%s@pcscf%u.ims.mnc001.mcc460.3gppnetwork.org:5060;lr>", hex(c, 12), rnd(100));
    add("Supported: path");
    add("Server: Proxy/%u.%u", rnd(9), rnd(99));
    add("P-Charging-Vector: icid-value=\"%s\";orig-ioi=ims.mnc001.mcc460.3gppnetwork.org", hex(a, 32));
    security("Security-Server", mechanisms, true);
}

static const char sdp[] = "v=0\r\no=- %u %u IN IP6 2001:db8::%x\r\ns=-\r\nc=IN IP6 2001:db8::%x\r\nb=AS:38\r\nt=0 0\r\n"
    "m=audio %u RTP/AVP 104 102 105 100\r\na=rtpmap:104 AMR-WB/16000/1\r\n"
    "a=fmtp:104 mode-change-capability=2;max-red=0\r\na=rtpmap:102 AMR/8000/1\r\n"
    "a=fmtp:102 mode-change-capability=2;max-red=0\r\na=rtpmap:105 telephone-event/16000\r\na=fmtp:105 0-15\r\n"
    "a=rtpmap:100 telephone-event/8000\r\na=fmtp:100 0-15\r\na=curr:qos local none\r\na=curr:qos remote none\r\n"
    "a=des:qos mandatory local sendrecv\r\na=des:qos optional remote sendrecv\r\na=sendrecv\r\na=ptime:20\r\n"
    "a=maxptime:240\r\n";

static void invite(const char *subscriber, const char *user, unsigned mechanisms)
{
    char a[40];

    dialog(true, "INVITE", user, false);
    contact(subscriber, false);
    common(user);
    add("Route: <sip:[2001:db8::%x]:%u;lr>", 1 + rnd(65535), 5064 + rnd(900));
    add("Route: <sip:%s@scscf.ims.mnc001.mcc460.3gppnetwork.org;lr>", hex(a, 10));
    add("Accept: application/sdp, application/3gpp-ims+xml");
    add("P-Early-Media: supported");
    add("Session-Expires: 1800;refresher=uac");
    add("Content-Type: application/sdp");
    security("Security-Verify", mechanisms, true);
}

static void shuffle_lines(unsigned from)
{
    for (unsigned i = count; i > from + 1; i--) {
        unsigned k = from + rnd(i - from);
        line t = lines[i - 1];

        lines[i - 1] = lines[k];
        lines[k] = t;
    }
}

void make_message(kind w, unsigned k, text *out)
{
    static const unsigned described[KINDS][2] = { { 6, 0 }, { 6, 3 }, { 2, 0 }, { 2, 0 } };
    static const char *const start[KINDS] = {
        "REGISTER sip:ims.mnc001.mcc460.3gppnetwork.org SIP/2.0\r\n",
        "REGISTER sip:ims.mnc001.mcc460.3gppnetwork.org SIP/2.0\r\n", "SIP/2.0 401 Unauthorized\r\n",
        "INVITE tel:+861380013%04u;phone-context=ims SIP/2.0\r\n",
    };
    char subscriber[32], user[96], body[1024] = "";
    unsigned many, fewer;
    size_t n;

    state = 0x9e3779b97f4a7c15u * (k * KINDS + w + 1);
    for (unsigned i = 0; i < 8; i++)
        (void)rnd(2);
    many = k == 0 ? described[w][0] : 1 + rnd(6);
    fewer = k == 0 ? described[w][1] : 1 + rnd(6);
    count = 0;
    snprintf(subscriber, sizeof subscriber, "46001%010u", rnd(1000000000));
    snprintf(user, sizeof user, "%s@ims.mnc001.mcc460.3gppnetwork.org", subscriber);
    if (w == KIND_401)
        challenge(user, many);
    else if (w == KIND_INVITE)
        invite(subscriber, user, many);
    else
        registration(w, subscriber, user, many, fewer);
    if (w == KIND_INVITE)
        snprintf(body, sizeof body, sdp, rnd(1000000), rnd(1000000), 1 + rnd(65535), 1 + rnd(65535), 1024 + rnd(60000));
    add("Content-Length: %zu", strlen(body));
    shuffle_lines(0);
    n = (size_t)snprintf(out->s, TEXT_MAX, w == KIND_INVITE ? "INVITE sip:%s SIP/2.0\r\n" : start[w], user);
    for (unsigned i = 0; i < count; i++)
        n += (size_t)snprintf(out->s + n, TEXT_MAX - n, "%s\r\n", lines[i].s);
    n += (size_t)snprintf(out->s + n, TEXT_MAX - n, "\r\n%s", body);
    if (n >= TEXT_MAX)
        abort();
    out->n = n;
}

static char parts[64][96];
static unsigned part;

static void append(facts *f, const char *s, size_t n)
{
    if (f->n + n >= sizeof f->s)
        abort();
    memcpy(f->s + f->n, s, n);
    f->n += n;
    f->s[f->n] = 0;
}

void facts_list(facts *f, char list)
{
    append(f, &list, 1);
    append(f, "\n", 1);
}

void facts_mechanism(facts *f, const char *s, size_t n)
{
    append(f, s, n);
    part = 0;
}

void facts_param(facts *f, const char *name, size_t n, const char *value, size_t m)
{
    (void)f;
    if (part == 64)
        abort();
    snprintf(parts[part], sizeof parts[0], m > 0 ? "%.*s=%.*s" : "%.*s%.*s", (int)n, name, (int)m, value);
    for (char *c = parts[part]; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    part++;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

void facts_end(facts *f)
{
    qsort(parts, part, sizeof parts[0], by_text);
    for (unsigned i = 0; i < part; i++) {
        append(f, ";", 1);
        append(f, parts[i], strlen(parts[i]));
    }
    append(f, "\n", 1);
}
