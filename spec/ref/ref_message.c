#include "ref_message.h"
#include "../../src/core/uri.h"

typedef sip_message_result answer; /* OK: at is the index behind the rule; MORE: the text ends inside it */

static answer say(sip_message_code code, size_t at)
{
    answer r = { code, at };
    return r;
}

static bool one_of(uint8_t c, const char *set)
{
    while (*set != 0 && (uint8_t)*set != c)
        set++;
    return *set != 0;
}

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 'a' - 'A') : c;
}

static bool digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool token(uint8_t c)
{
    return digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || one_of(c, "-.!%*_+`'~");
}

static bool wsp(uint8_t c)
{
    return c == ' ' || c == '\t';
}

static bool text(uint8_t c)
{
    return wsp(c) || (c > ' ' && c < 0x7F) || (c >= 0x80 && c <= 0xBF);
}

static bool in_reason(uint8_t c)
{
    return text(c) && !one_of(c, "\"#%<>[\\]^`{|}");
}

static bool hex(uint8_t c)
{
    return digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

static answer byte_fault(const uint8_t *s, size_t i)
{
    bool line = s[i] == '\r' || s[i] == '\n';
    return say(line ? SIP_MESSAGE_LINE_END : s[i] < 0x80 ? SIP_MESSAGE_BYTE : SIP_MESSAGE_UTF8, i);
}

static answer crlf(const uint8_t *s, size_t n, size_t i)
{
    if (i == n || (i + 1 == n && s[i] == '\r'))
        return say(SIP_MESSAGE_MORE, n);
    if (s[i] != '\r')
        return byte_fault(s, i);
    return s[i + 1] == '\n' ? say(SIP_MESSAGE_OK, i + 2) : say(SIP_MESSAGE_LINE_END, i);
}

static answer space(const uint8_t *s, size_t n, size_t i)
{
    return i == n ? say(SIP_MESSAGE_MORE, n) : s[i] == ' ' ? say(SIP_MESSAGE_OK, i + 1) :
           say(SIP_MESSAGE_START_LINE, i);
}

/* UTF8-NONASCII: the lead byte has a one for each byte, then a zero. */
static answer utf8(const uint8_t *s, size_t n, size_t i)
{
    size_t ones = 0;
    while (ones < 8 && (s[i] >> (7 - ones) & 1))
        ones++;
    if (ones < 2 || ones > 6)
        return say(SIP_MESSAGE_UTF8, i);
    for (size_t k = 1; k < ones; k++) {
        if (i + k == n)
            return say(SIP_MESSAGE_MORE, n);
        if (s[i + k] >> 6 != 2)
            return say(SIP_MESSAGE_UTF8, i);
    }
    return say(SIP_MESSAGE_OK, i + ones);
}

static answer version(const uint8_t *s, size_t n, size_t i)
{
    for (size_t k = 0; k < 7; k++) {
        if (i + k == n)
            return say(SIP_MESSAGE_MORE, n);
        if (lower(s[i + k]) != (uint8_t)"sip/2.0"[k])
            return say(SIP_MESSAGE_VERSION, i);
    }
    return say(SIP_MESSAGE_OK, i + 7);
}

static answer status(const uint8_t *s, size_t n, size_t i)
{
    if (i + 3 > n)
        return say(SIP_MESSAGE_MORE, n);
    bool ok = s[i] >= '1' && s[i] <= '6' && digit(s[i + 1]) && digit(s[i + 2]);
    return ok ? say(SIP_MESSAGE_OK, i + 3) : say(SIP_MESSAGE_STATUS_CODE, i);
}

static answer escaped(const uint8_t *s, size_t n, size_t i)
{
    if (i + 3 > n)
        return say(SIP_MESSAGE_MORE, n);
    return hex(s[i + 1]) && hex(s[i + 2]) ? say(SIP_MESSAGE_OK, i + 3) : say(SIP_MESSAGE_START_LINE, i);
}

static answer reason(const uint8_t *s, size_t n, size_t i)
{
    while (i < n && s[i] != '\r') {
        answer r = in_reason(s[i]) ? say(SIP_MESSAGE_OK, i + 1) : s[i] == '%' ? escaped(s, n, i) :
                   s[i] >= 0xC0 ? utf8(s, n, i) : text(s[i]) ? say(SIP_MESSAGE_START_LINE, i) : byte_fault(s, i);
        if (r.code != SIP_MESSAGE_OK)
            return r;
        i = r.at;
    }
    return i < n ? say(SIP_MESSAGE_OK, i) : say(SIP_MESSAGE_MORE, n);
}

typedef answer rule(const uint8_t *s, size_t n, size_t i);

static answer in_order(rule *const *rules, size_t count, const uint8_t *s, size_t n, size_t i)
{
    answer r = say(SIP_MESSAGE_OK, i);
    for (size_t k = 0; k < count && r.code == SIP_MESSAGE_OK; k++)
        r = rules[k](s, n, r.at);
    return r;
}

static size_t token_end(const uint8_t *s, size_t n, size_t i)
{
    while (i < n && token(s[i]))
        i++;
    return i;
}

static answer uri(const uint8_t *s, size_t n, size_t i)
{
    size_t v = i;
    while (v < n && s[v] > ' ' && s[v] < 0x7F)
        v++;
    size_t stop = v < n ? sip_uri_scan(s, v, i) : v;
    if (stop == v)
        return v < n ? say(SIP_MESSAGE_OK, v) : say(SIP_MESSAGE_MORE, n);
    return say(SIP_MESSAGE_START_LINE, stop == SIP_NPOS ? i : stop);
}

/* What is no control byte stands in the line still. */
static answer line_end(const uint8_t *s, size_t n, size_t i)
{
    return i < n && (text(s[i]) || s[i] > 0x7F) ? say(SIP_MESSAGE_START_LINE, i) : crlf(s, n, i);
}

static answer start_line(const uint8_t *s, size_t n, size_t i)
{
    static rule *const response[] = { version, space, status, space, reason, crlf };
    static rule *const request[] = { space, uri, space, version, line_end };
    size_t e = token_end(s, n, i);
    if (e == i)
        return say(SIP_MESSAGE_START_LINE, i);
    if (e == i + 3 && e < n && s[e] == '/' && lower(s[i]) == 's' && lower(s[i + 1]) == 'i' && lower(s[i + 2]) == 'p')
        return in_order(response, sizeof response / sizeof *response, s, n, i);
    return in_order(request, sizeof request / sizeof *request, s, n, e);
}

/* header-value up to its CRLF, over the folds */
static answer value(const uint8_t *s, size_t n, size_t i)
{
    while (i < n) {
        bool pair = s[i] < 0x80 && s[i] != '\r' && s[i] != '\n' && s[i - 1] == '\\'; /* quoted-pair */
        answer r = pair || text(s[i]) ? say(SIP_MESSAGE_OK, i + 1) : s[i] >= 0xC0 ? utf8(s, n, i) : crlf(s, n, i);
        if (r.code != SIP_MESSAGE_OK)
            return r;
        if (s[i] == '\r' && r.at < n && !wsp(s[r.at]))
            return say(SIP_MESSAGE_OK, i);
        i = r.at;
    }
    return say(SIP_MESSAGE_MORE, n);
}

static answer header(const uint8_t *s, size_t n, ref_line *l)
{
    l->name_end = token_end(s, n, l->at);
    if (l->name_end == l->at)
        return text(s[l->at]) || s[l->at] > 0x7F ? say(SIP_MESSAGE_HEADER_NAME, l->at) : byte_fault(s, l->at);
    l->colon = l->name_end;
    while (l->colon < n && wsp(s[l->colon]))
        l->colon++;
    if (l->colon == n)
        return say(SIP_MESSAGE_MORE, n);
    if (s[l->colon] != ':')
        return say(SIP_MESSAGE_COLON, l->colon);
    answer r = value(s, n, l->colon + 1);
    l->stop = r.at;
    return r;
}

static answer head(const uint8_t *s, size_t n, size_t i, ref_message *m)
{
    answer r = start_line(s, n, i);
    m->lines = 0;
    while (r.code == SIP_MESSAGE_OK && r.at < n && s[r.at] != '\r') {
        if (m->lines == SIP_HEADERS_MAX)
            return say(SIP_MESSAGE_TOO_MANY_HEADERS, r.at);
        m->line[m->lines].at = r.at;
        r = header(s, n, &m->line[m->lines++]);
        r.at += r.code == SIP_MESSAGE_OK ? 2 : 0;
    }
    return r.code == SIP_MESSAGE_OK ? crlf(s, n, r.at) : r;
}

static bool outer(uint8_t c)
{
    return wsp(c) || c == '\r' || c == '\n';
}

static bool names_length(const uint8_t *s, const ref_line *l)
{
    static const char full[] = "content-length";
    size_t len = l->name_end - l->at, k = 0;
    if (len == 1)
        return lower(s[l->at]) == 'l';
    while (k < len && k < sizeof full - 1 && lower(s[l->at + k]) == (uint8_t)full[k])
        k++;
    return k == len && len == sizeof full - 1;
}

typedef struct { answer r; bool found; uint64_t length; } content;

/* What the Content-Length fields say; r.at is the offset of the last of their values, or of the first bad one. */
static content content_length(const uint8_t *s, const ref_message *m)
{
    content c = { { SIP_MESSAGE_OK, 0 }, false, 0 };
    for (size_t k = 0; k < m->lines; k++) {
        size_t i = m->line[k].colon + 1, j = m->line[k].stop;
        uint64_t v = 0;
        if (!names_length(s, &m->line[k]))
            continue;
        while (i < j && outer(s[i]))
            i++;
        while (j > i && outer(s[j - 1]))
            j--;
        c.r = say(i < j ? SIP_MESSAGE_OK : SIP_MESSAGE_CONTENT_LENGTH, i);
        for (size_t x = i; x < j && c.r.code == SIP_MESSAGE_OK; x++) {
            v = 10 * v + (uint64_t)(s[x] - '0');
            if (!digit(s[x]) || v > UINT32_MAX)
                c.r.code = SIP_MESSAGE_CONTENT_LENGTH;
        }
        if (c.r.code == SIP_MESSAGE_OK && c.found && v != c.length)
            c.r.code = SIP_MESSAGE_LENGTH_DIFFERS;
        if (c.r.code != SIP_MESSAGE_OK)
            return c;
        c.found = true;
        c.length = v;
    }
    return c;
}

sip_message_result ref_message_parse(const uint8_t *s, size_t n, ref_message *m)
{
    if (n == 0 || n > SIP_MESSAGE_MAX)
        return n == 0 ? say(SIP_MESSAGE_EMPTY, 0) : say(SIP_MESSAGE_TOO_LONG, SIP_MESSAGE_MAX);
    answer r = head(s, n, 0, m);
    if (r.code != SIP_MESSAGE_OK)
        return r.code == SIP_MESSAGE_MORE ? say(SIP_MESSAGE_NO_BLANK_LINE, n) : r;
    content c = content_length(s, m);
    if (c.r.code != SIP_MESSAGE_OK)
        return c.r;
    if (c.found && r.at + c.length > n)
        return say(SIP_MESSAGE_TRUNCATED, c.r.at);
    m->body = r.at;
    m->body_end = c.found ? r.at + (size_t)c.length : n;
    return say(SIP_MESSAGE_OK, m->body_end);
}

sip_message_result ref_message_frame(const uint8_t *s, size_t n, ref_message *m)
{
    size_t end = n < SIP_MESSAGE_MAX ? n : SIP_MESSAGE_MAX, i = 0;
    while (i + 1 < end && s[i] == '\r' && s[i + 1] == '\n')
        i += 2;
    if (i == end || (i + 1 == end && s[i] == '\r'))
        return say(SIP_MESSAGE_MORE, i);
    answer r = head(s, end, i, m);
    if (r.code == SIP_MESSAGE_MORE)
        return n < SIP_MESSAGE_MAX ? say(SIP_MESSAGE_MORE, i) : say(SIP_MESSAGE_TOO_LONG, SIP_MESSAGE_MAX);
    if (r.code != SIP_MESSAGE_OK)
        return r;
    content c = content_length(s, m);
    if (c.r.code != SIP_MESSAGE_OK)
        return c.r;
    if (!c.found)
        return say(SIP_MESSAGE_CONTENT_LENGTH, r.at);
    if (r.at + c.length > SIP_MESSAGE_MAX)
        return say(SIP_MESSAGE_TOO_LONG, c.r.at);
    if (r.at + c.length > end)
        return say(SIP_MESSAGE_MORE, i);
    m->body = r.at;
    m->body_end = r.at + (size_t)c.length;
    return say(SIP_MESSAGE_OK, m->body_end);
}
