#include "ref_lex.h"
#include <string.h>

static bool in(uint8_t c, const char *set)
{
    for (; *set != '\0'; set++) {
        if (c == (uint8_t)*set)
            return true;
    }
    return false;
}

/* RFC 5234 B.1 */
static bool digit(uint8_t c) { return c >= 0x30 && c <= 0x39; }
static bool alpha(uint8_t c) { return (c >= 0x41 && c <= 0x5A) || (c >= 0x61 && c <= 0x7A); }
static bool alphanum(uint8_t c) { return alpha(c) || digit(c); }
static bool hexdig(uint8_t c) { return digit(c) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66); }
static bool wsp(uint8_t c) { return c == 0x20 || c == 0x09; }

size_t ref_longest(ref_rule *rule, const uint8_t *s, size_t n, size_t i)
{
    for (size_t j = n; j >= i; j--) {
        if (rule(s, i, j))
            return j;
        if (j == 0)
            break;
    }
    return REF_NONE;
}

size_t ref_longest_separator(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    for (size_t j = n; j > i; j--) {
        if (ref_separator(s, i, j, c))
            return j;
    }
    return REF_NONE;
}

/* token = 1*(alphanum / "-" / "." / "!" / "%" / "*" / "_" / "+" / "`" / "'" / "~" ) */
bool ref_token(const uint8_t *s, size_t i, size_t j)
{
    if (i == j)
        return false;
    for (size_t k = i; k < j; k++) {
        if (!alphanum(s[k]) && !in(s[k], "-.!%*_+`'~"))
            return false;
    }
    return true;
}

bool ref_wsps(const uint8_t *s, size_t i, size_t j)
{
    for (size_t k = i; k < j; k++) {
        if (!wsp(s[k]))
            return false;
    }
    return true;
}

/* LWS = [*WSP CRLF] 1*WSP */
bool ref_lws(const uint8_t *s, size_t i, size_t j)
{
    if (i < j && ref_wsps(s, i, j))
        return true;
    for (size_t k = i; k + 2 < j; k++) {
        if (ref_wsps(s, i, k) && s[k] == 0x0D && s[k + 1] == 0x0A && ref_wsps(s, k + 2, j))
            return true;
    }
    return false;
}

bool ref_sws(const uint8_t *s, size_t i, size_t j)
{
    return i == j || ref_lws(s, i, j);
}

bool ref_separator(const uint8_t *s, size_t i, size_t j, uint8_t c)
{
    for (size_t k = i; k < j; k++) {
        if (s[k] == c && ref_sws(s, i, k) && ref_sws(s, k + 1, j))
            return true;
    }
    return false;
}

/* UTF8-NONASCII, the five forms */
static bool utf8_nonascii(const uint8_t *s, size_t i, size_t j)
{
    static const uint8_t first[5] = { 0xC0, 0xE0, 0xF0, 0xF8, 0xFC }, last[5] = { 0xDF, 0xEF, 0xF7, 0xFB, 0xFD };

    for (size_t form = 0; form < 5; form++) {
        if (j - i != form + 2 || s[i] < first[form] || s[i] > last[form])
            continue;
        for (size_t k = i + 1; k < j; k++) {
            if (s[k] < 0x80 || s[k] > 0xBF)
                return false;
        }
        return true;
    }
    return false;
}

/* quoted-pair = "\" (%x00-09 / %x0B-0C / %x0E-7F) */
static bool quoted_pair(const uint8_t *s, size_t i, size_t j)
{
    return j - i == 2 && s[i] == 0x5C && s[i + 1] <= 0x7F && s[i + 1] != 0x0A && s[i + 1] != 0x0D;
}

/* qdtext = LWS / %x21 / %x23-5B / %x5D-7E / UTF8-NONASCII */
static bool qdtext(const uint8_t *s, size_t i, size_t j)
{
    if (j - i == 1 && (s[i] == 0x21 || (s[i] >= 0x23 && s[i] <= 0x5B) || (s[i] >= 0x5D && s[i] <= 0x7E)))
        return true;
    return ref_lws(s, i, j) || utf8_nonascii(s, i, j);
}

/* quoted-string = DQUOTE *(qdtext / quoted-pair ) DQUOTE. split[k]: s[i+1 .. i+1+k) divides into items in some way.
 * No item but a run of LWS is longer than six bytes, and a run of LWS divides into pieces of at most three. */
bool ref_quoted(const uint8_t *s, size_t i, size_t j)
{
    bool split[REF_QUOTED_MAX + 1];

    if (j - i < 2 || j - i > REF_QUOTED_MAX || s[i] != 0x22 || s[j - 1] != 0x22)
        return false;
    split[0] = true;
    for (size_t e = 1; e <= j - i - 2; e++) {
        split[e] = false;
        for (size_t b = e < 6 ? 0 : e - 6; b < e; b++) {
            size_t from = i + 1 + b, to = i + 1 + e;
            if (split[b] && (qdtext(s, from, to) || quoted_pair(s, from, to)))
                split[e] = true;
        }
    }
    return split[j - i - 2];
}

/* domainlabel = alphanum / alphanum *( alphanum / "-" ) alphanum */
static bool domainlabel(const uint8_t *s, size_t i, size_t j)
{
    if (i == j || !alphanum(s[i]) || !alphanum(s[j - 1]))
        return false;
    for (size_t k = i; k < j; k++) {
        if (!alphanum(s[k]) && s[k] != '-')
            return false;
    }
    return true;
}

/* hostname = *( domainlabel "." ) toplabel [ "." ] */
bool ref_hostname(const uint8_t *s, size_t i, size_t j)
{
    size_t start = i;

    if (j > i && s[j - 1] == '.')
        j--;
    for (size_t k = i; k < j; k++) {
        if (s[k] != '.')
            continue;
        if (!domainlabel(s, start, k))
            return false;
        start = k + 1;
    }
    return domainlabel(s, start, j) && alpha(s[start]);
}

/* dec-octet = DIGIT / %x31-39 DIGIT / "1" 2DIGIT / "2" %x30-34 DIGIT / "25" %x30-35 */
static bool dec_octet(const uint8_t *s, size_t i, size_t j)
{
    for (size_t k = i; k < j; k++) {
        if (!digit(s[k]))
            return false;
    }
    switch (j - i) {
    case 1: return true;
    case 2: return s[i] != '0';
    case 3: return s[i] == '1' || (s[i] == '2' && s[i + 1] <= '4') || (s[i] == '2' && s[i + 1] == '5' && s[i + 2] <= '5');
    default: return false;
    }
}

bool ref_ip4(const uint8_t *s, size_t i, size_t j)
{
    size_t start = i;
    int dots = 0;

    for (size_t k = i; k < j; k++) {
        if (s[k] != '.')
            continue;
        if (!dec_octet(s, start, k))
            return false;
        start = k + 1;
        dots++;
    }
    return dots == 3 && dec_octet(s, start, j);
}

static bool h16(const uint8_t *s, size_t i, size_t j)
{
    if (j - i < 1 || j - i > 4)
        return false;
    for (size_t k = i; k < j; k++) {
        if (!hexdig(s[k]))
            return false;
    }
    return true;
}

/* The number of 16-bit groups in s[i..j) = group *( ":" group ), the last of them possibly an IPv4address of two groups
 * where v4 allows it; -1 if it is no such list; 0 for the empty text. */
static int groups(const uint8_t *s, size_t i, size_t j, bool v4)
{
    size_t start = i;
    int n = 0;

    if (i == j)
        return 0;
    for (size_t k = i; k < j; k++) {
        if (s[k] != ':')
            continue;
        if (!h16(s, start, k))
            return -1;
        start = k + 1;
        n++;
    }
    if (h16(s, start, j))
        return n + 1;
    return v4 && ref_ip4(s, start, j) ? n + 2 : -1;
}

/* The nine alternatives of IPv6address (RFC 5954 4.1): eight groups, or up to seven around one "::". */
bool ref_ip6(const uint8_t *s, size_t i, size_t j)
{
    if (groups(s, i, j, true) == 8)
        return true;
    for (size_t k = i; k + 1 < j; k++) {
        int left, right;
        if (s[k] != ':' || s[k + 1] != ':')
            continue;
        left = groups(s, i, k, false);
        right = groups(s, k + 2, j, true);
        if (left >= 0 && right >= 0 && left + right <= 7)
            return true;
    }
    return false;
}

bool ref_host(const uint8_t *s, size_t i, size_t j)
{
    if (j - i >= 2 && s[i] == '[' && s[j - 1] == ']')
        return ref_ip6(s, i + 1, j - 1);
    return ref_hostname(s, i, j) || ref_ip4(s, i, j);
}

bool ref_digits(const uint8_t *s, size_t i, size_t j)
{
    for (size_t k = i; k < j; k++) {
        if (!digit(s[k]))
            return false;
    }
    return true;
}

/* qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ), by its alternatives */
bool ref_qvalue(const uint8_t *s, size_t i, size_t j)
{
    if (j - i == 1)
        return s[i] == '0' || s[i] == '1';
    if (j - i < 2 || j - i > 5 || s[i + 1] != '.')
        return false;
    if (s[i] == '0')
        return ref_digits(s, i + 2, j);
    if (s[i] != '1')
        return false;
    for (size_t k = i + 2; k < j; k++) {
        if (s[k] != '0')
            return false;
    }
    return true;
}

int ref_thousandths(const uint8_t *s, size_t i, size_t j)
{
    int q = s[i] - '0';

    for (size_t k = i + 2; k < i + 5; k++)
        q = q * 10 + (k < j ? s[k] - '0' : 0);
    return q;
}

uint64_t ref_number(const uint8_t *s, size_t i, size_t j, uint32_t max)
{
    uint64_t v = 0;

    for (size_t k = i; k < j; k++) {
        v = v * 10 + (uint64_t)(s[k] - '0');
        if (v > max)
            return (uint64_t)max + 1;
    }
    return v;
}

static uint8_t upper(uint8_t c)
{
    return c >= 0x61 && c <= 0x7A ? (uint8_t)(c - 0x20) : c;
}

bool ref_equal_nocase(const uint8_t *s, size_t i, size_t j, const char *w, size_t len)
{
    if (j < i || j - i != len)
        return false;
    for (size_t k = 0; k < len; k++) {
        if (upper(s[i + k]) != upper((uint8_t)w[k]))
            return false;
    }
    return true;
}

static unsigned hex_value(uint8_t c)
{
    return digit(c) ? c - 0x30u : upper(c) - 0x41u + 10u;
}

/* Writes the groups of s[i..j) so that the first stands at word `at`. */
static void fill(const uint8_t *s, size_t i, size_t j, size_t at, uint8_t out[16])
{
    size_t start = i, byte = 2 * at;

    for (size_t k = i; k <= j && start < j; k++) {
        unsigned v = 0;
        if (k < j && s[k] != ':')
            continue;
        if (ref_ip4(s, start, k)) {
            for (size_t m = start; m <= k; m++) {
                if (m == k || s[m] == '.') {
                    out[byte++] = (uint8_t)v;
                    v = 0;
                } else {
                    v = v * 10 + (s[m] - (unsigned)'0');
                }
            }
        } else {
            for (size_t m = start; m < k; m++)
                v = v * 16 + hex_value(s[m]);
            out[byte++] = (uint8_t)(v >> 8);
            out[byte++] = (uint8_t)v;
        }
        start = k + 1;
    }
}

bool ref_addr(const uint8_t *s, size_t i, size_t j, uint8_t out[16])
{
    memset(out, 0, 16);
    if (ref_ip4(s, i, j)) {
        out[10] = out[11] = 0xff;
        fill(s, i, j, 6, out);
        return true;
    }
    if (!ref_ip6(s, i, j))
        return false;
    for (size_t k = i; k + 1 < j; k++) {
        if (s[k] == ':' && s[k + 1] == ':') {
            fill(s, i, k, 0, out);
            fill(s, k + 2, j, (size_t)(8 - groups(s, k + 2, j, true)), out);
            return true;
        }
    }
    fill(s, i, j, 0, out);
    return true;
}
