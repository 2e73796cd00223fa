#include "uri.h"
#include "chars.h"
#include "lex.h"
#include "word.h"

/*@ predicate Short(uint8_t *s, integer n, integer i) = Text(s, n, i) && n <= 0xFFFFFFFF;
    predicate Ends(integer r, integer i, integer n) = r != SIP_NPOS ==> i <= r <= n; */

/* Classes of URI characters: 1 unreserved, 2 "& = + $ ,", 3 "; ? /", 4 ":", 5 "@", 6 "[ ]", 0 the rest. */

static const uint8_t URI_CLASS[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
    ['y'] = 1, ['z'] = 1, ['-'] = 1, ['_'] = 1, ['.'] = 1, ['!'] = 1, ['~'] = 1, ['*'] = 1, ['\''] = 1, ['('] = 1,
    [')'] = 1, ['&'] = 2, ['='] = 2, ['+'] = 2, ['$'] = 2, [','] = 2, [';'] = 3, ['?'] = 3, ['/'] = 3, [':'] = 4,
    ['['] = 6, [']'] = 6, ['@'] = 5,
};

/* escaped = "%" HEXDIG HEXDIG */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (i + 2 < n && s[i] == '%' && Hex(s[i + 1]) && Hex(s[i + 2])); */
static bool escaped_at(const uint8_t *s, size_t n, size_t i)
{
    return i < n && n - i > 2 && s[i] == '%' && sip_is_hex(s[i + 1]) && sip_is_hex(s[i + 2]);
}

/* What a run may hold beside unreserved and escaped. */
typedef enum { RUN_USER, RUN_PASSWORD, RUN_PARAM, RUN_HEADER, RUN_URIC } uri_run;

/*@ terminates \true; exits \false; assigns \nothing;
    ensures slash: run == RUN_URIC && c == '/' ==> \result;
    ensures ascii: \result ==> 0x20 < c < 0x7F && c != '%' && c != '<' && c != '>' && c != '"'; */
static bool run_takes(uri_run run, uint8_t c)
{
    switch (URI_CLASS[c]) {
    case 1: return true;
    case 2: return run == RUN_USER || run == RUN_PASSWORD || run == RUN_URIC ||
                   (run == RUN_PARAM && (c == '&' || c == '+' || c == '$')) ||
                   (run == RUN_HEADER && (c == '+' || c == '$'));
    case 3: return run == RUN_USER || run == RUN_URIC || (run == RUN_PARAM && c == '/') ||
                   (run == RUN_HEADER && (c == '/' || c == '?'));
    case 4: return run == RUN_PARAM || run == RUN_HEADER || run == RUN_URIC;
    case 5: return run == RUN_URIC;
    case 6: return run == RUN_PARAM || run == RUN_HEADER;
    default: return false;
    }
}

/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n;
    ensures some: run == RUN_URIC && i < n && s[i] == '/' ==> i < \result; */
static size_t run_scan(const uint8_t *s, size_t n, size_t i, uri_run run)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n) {
        if (run_takes(run, s[j]))
            j++;
        else if (escaped_at(s, n, j))
            j += 3;
        else
            break;
    }
    return j;
}

/* [userinfo]: the index behind "@", or i where there is none. *user_end is the end of user. */
/*@ requires readable: Text(s, n, i);
    requires writable: \valid(user_end) && \separated(user_end, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *user_end;
    ensures range: i <= *user_end <= \result <= n;
    ensures none: \result == i ==> *user_end == i;
    ensures sign: \result > i ==> s[\result - 1] == '@' && i < *user_end < \result; */
static size_t userinfo_scan(const uint8_t *s, size_t n, size_t i, size_t *user_end)
{
    size_t u = run_scan(s, n, i, RUN_USER);
    size_t p = u;
    if (u > i && u < n && s[u] == ':')
        p = run_scan(s, n, u + 1, RUN_PASSWORD);
    if (u > i && p < n && s[p] == '@') {
        *user_end = u;
        return p + 1;
    }
    *user_end = i;
    return i;
}

/* *( ";" pname [ "=" pvalue ] ) */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n; */
static size_t parameters_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] == ';') {
        size_t name = run_scan(s, n, j + 1, RUN_PARAM);
        if (name == j + 1)
            return j;
        size_t value = name < n && s[name] == '=' ? run_scan(s, n, name + 1, RUN_PARAM) : name;
        j = name < n && s[name] == '=' && value > name + 1 ? value : name;
    }
    return j;
}

/* [ "?" hname "=" hvalue *( "&" hname "=" hvalue ) ] */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n; */
static size_t headers_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] == (j == i ? '?' : '&')) {
        size_t name = run_scan(s, n, j + 1, RUN_HEADER);
        if (name == j + 1 || name >= n || s[name] != '=')
            return j;
        j = run_scan(s, n, name + 1, RUN_HEADER);
    }
    return j;
}

/* [ ":" 1*DIGIT ]: the index behind it; *port 0 where absent; SIP_NPOS where the port is above 65535. */
/*@ requires readable: Text(s, n, i);
    requires writable: \valid(port) && \separated(port, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *port;
    ensures range: Ends(\result, i, n) && *port <= 65535; */
static size_t port_scan(const uint8_t *s, size_t n, size_t i, uint32_t *port)
{
    *port = 0;
    if (i >= n || s[i] != ':')
        return i;
    sip_number p = sip_number_scan(s, n, i + 1, 65535);
    if (p.code == SIP_NUMBER_NONE)
        return i;
    if (p.code == SIP_NUMBER_OVERFLOW)
        return SIP_NPOS;
    *port = p.value;
    return p.end;
}

/* What follows "sip:" or "sips:". */
/*@ requires readable: Short(s, n, i);
    requires writable: \valid(out) && \separated(out, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *out;
    ensures range: Ends(\result, i + 1, n);
    ensures parts: \result != SIP_NPOS ==> out->user.at == i && i + out->user.len <= out->host.at &&
      0 < out->host.len && out->host.at + out->host.len <= \result && out->port <= 65535; */
static size_t sip_part_scan(const uint8_t *s, size_t n, size_t i, sip_uri *out)
{
    size_t user_end = i;
    size_t h = userinfo_scan(s, n, i, &user_end);
    size_t e = sip_host_scan(s, n, h);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    uint32_t port = 0;
    size_t p = port_scan(s, n, e, &port);
    if (p == SIP_NPOS)
        return SIP_NPOS;
    out->user.at = (uint32_t)i;
    out->user.len = (uint32_t)(user_end - i);
    out->host.at = (uint32_t)h;
    out->host.len = (uint32_t)(e - h);
    out->port = port;
    return headers_scan(s, n, parameters_scan(s, n, p));
}

/* What follows ":" of another scheme: opaque-part or hier-part. An IPv6reference stands in an authority alone. */
/*@ requires readable: Short(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: Ends(\result, i + 1, n); */
static size_t absolute_part_scan(const uint8_t *s, size_t n, size_t i)
{
    if (i < n && n - i > 2 && s[i] == '/' && s[i + 1] == '/') {
        size_t user_end = i + 2;
        size_t h = userinfo_scan(s, n, i + 2, &user_end);
        if (h < n && s[h] == '[') {
            size_t e = sip_host_scan(s, n, h);
            uint32_t port = 0;
            size_t p = e == SIP_NPOS ? e : port_scan(s, n, e, &port);
            if (p == SIP_NPOS)
                return run_scan(s, n, i, RUN_URIC);
            return p < n && (s[p] == '/' || s[p] == '?') ? run_scan(s, n, p, RUN_URIC) : p;
        }
    }
    size_t j = run_scan(s, n, i, RUN_URIC);
    return j > i ? j : SIP_NPOS;
}

/* scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ): the index of its end, i where there is none. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n;
    ensures alpha: \result > i ==> Alpha(s[i]); */
static size_t scheme_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop invariant alpha: j > i ==> Alpha(s[i]);
        loop assigns j;
        loop variant n - j; */
    while (j < n) {
        uint8_t c = s[j];
        bool alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (!alpha && !(other && j > i))
            break;
        j++;
    }
    return j;
}

/*@ requires readable: \valid_read(s + (i .. j - 1)) && i <= j;
    terminates \true; exits \false; assigns \nothing; */
static bool scheme_is_sip(const uint8_t *s, size_t i, size_t j)
{
    return (j - i == 3 && sip_word_at(s, i, "sip", 3)) || (j - i == 4 && sip_word_at(s, i, "sips", 4));
}

size_t sip_uri_parts(const uint8_t *s, size_t n, size_t i, sip_uri *parts)
{
    parts->user.at = parts->user.len = 0;
    parts->host.at = parts->host.len = 0;
    parts->port = 0;
    if (n - i > 4 && sip_word_at(s, i, "sip:", 4)) /* mostly it is this one */
        return sip_part_scan(s, n, i + 4, parts);
    size_t c = scheme_scan(s, n, i);
    if (c == i || c >= n || s[c] != ':')
        return SIP_NPOS;
    //@ assert empty: parts->host.len == 0;
    return scheme_is_sip(s, i, c) ? sip_part_scan(s, n, c + 1, parts) : absolute_part_scan(s, n, c + 1);
}

size_t sip_uri_scan(const uint8_t *s, size_t n, size_t i)
{
    sip_uri unused;
    return sip_uri_parts(s, n, i, &unused);
}

bool sip_uri_read(const uint8_t *s, size_t i, size_t j, sip_uri *out)
{
    size_t c = scheme_scan(s, j, i);
    if (c == i || c >= j || s[c] != ':' || !scheme_is_sip(s, i, c))
        return false;
    sip_uri parts;
    if (sip_part_scan(s, j, c + 1, &parts) != j)
        return false;
    *out = parts;
    return true;
}
