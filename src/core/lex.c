#include "lex.h"
#include "chars.h"
#include "iptext.h"

size_t sip_token_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;

    /*@ loop invariant range: i <= j <= n;
        loop invariant rest: TokenRun(s, n, i) == TokenRun(s, n, j);
        loop invariant taken: \forall integer k; i <= k < j ==> TokenChar(s[k]);
        loop assigns j;
        loop variant n - j; */
    while (j < n && sip_is_token(s[j]))
        j++;
    return j > i ? j : SIP_NPOS;
}

size_t sip_wsp_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;

    /*@ loop invariant range: i <= j <= n;
        loop invariant rest: WspEnd(s, n, i) == WspEnd(s, n, j);
        loop invariant taken: Wsps(s, i, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && sip_is_wsp(s[j]))
        j++;
    return j;
}

/* A line fold starts at i: CRLF and one WSP. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> FoldBit(s, n, i) == 1; */
static bool fold_at(const uint8_t *s, size_t n, size_t i)
{
    return n - i > 2 && s[i] == '\r' && s[i + 1] == '\n' && sip_is_wsp(s[i + 2]);
}

size_t sip_sws_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t w, j;

    if (i < n && s[i] > ' ') /* mostly there is none */
        return i;
    w = sip_wsp_scan(s, n, i);
    if (!fold_at(s, n, w))
        return w;
    j = sip_wsp_scan(s, n, w + 2);
    //@ assert folded: Folded(s, i, w, j); // the witness for LWS
    return j;
}

size_t sip_separator_scan(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    size_t w = sip_sws_scan(s, n, i);

    return w < n && s[w] == c ? sip_sws_scan(s, n, w + 1) : SIP_NPOS;
}

/* UTF8-NONASCII: the bytes that follow the lead byte c; 0 where c is none (RFC 3261 25.1). */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Utf8Tail(c); */
static size_t utf8_tail(uint8_t c)
{
    return c < 0xC0 ? 0 : c <= 0xDF ? 1 : c <= 0xEF ? 2 : c <= 0xF7 ? 3 : c <= 0xFB ? 4 : c <= 0xFD ? 5 : 0;
}

/* UTF8-NONASCII at i: its length, or 0. */
/*@ requires readable: Text(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Utf8Item(s, n, i);
    ensures rule: \result > 0 ==> i + \result <= n && Utf8NonAscii(s, i, i + \result);
    ensures none: \result == 0 ==> \forall integer j; i <= j <= n ==> !Utf8NonAscii(s, i, j); */
static size_t utf8_item(const uint8_t *s, size_t n, size_t i)
{
    size_t tail = utf8_tail(s[i]), k = 1;

    if (tail == 0 || n - i <= tail)
        return 0;
    /*@ loop invariant range: 1 <= k <= tail + 1;
        loop invariant taken: \forall integer m; i < m < i + k ==> Utf8Cont(s[m]);
        loop assigns k;
        loop variant tail - k; */
    while (k <= tail && sip_is_utf8_cont(s[i + k]))
        k++;
    return k > tail ? k : 0;
}

/* One qdtext or quoted-pair at i: its length, or 0. */
/*@ requires readable: Text(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == QuotedItem(s, n, i) && i + \result <= n; */
static size_t quoted_item(const uint8_t *s, size_t n, size_t i)
{
    if (sip_is_quoted(s[i]))
        return 1;
    if (s[i] == '\\')
        return n - i > 1 && s[i + 1] <= 0x7F && s[i + 1] != '\r' && s[i + 1] != '\n' ? 2 : 0;
    if (s[i] == '\r')
        return fold_at(s, n, i) ? 3 : 0;
    return utf8_item(s, n, i);
}

size_t sip_quoted_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j;

    if (i >= n || s[i] != '"')
        return SIP_NPOS;
    j = i + 1;
    /*@ loop invariant range: i < j <= n;
        loop invariant rest: QuotedRest(s, n, i + 1) == QuotedRest(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] != '"') {
        size_t k = quoted_item(s, n, j);
        if (k == 0)
            return SIP_NPOS;
        j += k;
    }
    return j < n ? j + 1 : SIP_NPOS;
}

/* The run of label bytes at i. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: i <= \result <= n && \result == LabelRun(s, n, i); */
static size_t label_run(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;

    /*@ loop invariant range: i <= j <= n;
        loop invariant rest: LabelRun(s, n, i) == LabelRun(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && sip_is_label(s[j]))
        j++;
    return j;
}

/* s[i..j) without the hyphens at its end. */
/*@ requires readable: \valid_read(s + (i .. j - 1)) && i <= j;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: i <= \result <= j && \result == Trimmed(s, i, j); */
static size_t trim_hyphens(const uint8_t *s, size_t i, size_t j)
{
    size_t k = j;

    /*@ loop invariant range: i <= k <= j;
        loop invariant rest: Trimmed(s, i, j) == Trimmed(s, i, k);
        loop assigns k;
        loop variant k - i; */
    while (k > i && s[k - 1] == '-')
        k--;
    return k;
}

/* hostname = *( domainlabel "." ) toplabel [ "." ]: the longest at i; i where there is none. */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: i <= \result <= n && \result == HostnameEnd(s, n, i); */
static size_t hostname_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t best = i, j = i;

    /*@ loop invariant range: i <= j <= n && i <= best <= n;
        loop invariant rest: HostnameRest(s, n, i, i) == HostnameRest(s, n, j, best);
        loop assigns j, best;
        loop variant n - j; */
    while (j < n && sip_is_alphanum(s[j])) {
        size_t k = label_run(s, n, j), e = trim_hyphens(s, j, k);
        bool top = sip_is_alpha(s[j]), dot = e == k && k < n && s[k] == '.';
        if (top)
            best = dot ? k + 1 : e;
        if (!dot)
            break;
        j = k + 1;
    }
    return best;
}

/* IPv6reference = "[" IPv6address "]" behind the bracket at i, or SIP_NPOS. */
/*@ requires readable: Text(s, n, i) && i < n;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, Ip6ReferenceEnd(s, n, i)) && (\result != SIP_NPOS ==> i < \result <= n); */
static size_t ip6_reference_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i + 1;

    /*@ loop invariant range: i < j <= n;
        loop invariant rest: Ip6Run(s, n, i + 1) == Ip6Run(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && (sip_is_hex(s[j]) || s[j] == ':' || s[j] == '.'))
        j++;
    //@ assert run: j == Ip6Run(s, n, i + 1);
    return j < n && s[j] == ']' && ip6_parse(s, i + 1, j).ok ? j + 1 : SIP_NPOS;
}

size_t sip_host_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t h, v;

    if (i >= n)
        return SIP_NPOS;
    if (s[i] == '[')
        return ip6_reference_scan(s, n, i);
    h = hostname_scan(s, n, i);
    v = ip4_scan(s, n, i).end;
    return v != SIP_NPOS && v > h ? v : h > i ? h : SIP_NPOS;
}

sip_number sip_number_scan(const uint8_t *s, size_t n, size_t i, uint32_t max)
{
    sip_number r = { SIP_NUMBER_NONE, 0, i };
    uint64_t v = 0;
    size_t j = i;

    /*@ loop invariant range: i <= j <= n && v <= 10 * max + 9;
        loop invariant rest: DigitsEnd(s, n, i) == DigitsEnd(s, n, j);
        loop invariant taken: Digits(s, i, j);
        loop invariant value: (v <= max ==> v == Decimal(s, i, j)) && (v > max ==> Decimal(s, i, j) > max);
        loop assigns j, v;
        loop variant n - j; */
    while (j < n && sip_is_digit(s[j])) {
        if (v <= max)
            v = v * 10 + ((uint64_t)s[j] - '0');
        j++;
    }
    r.end = j;
    if (j == i)
        return r;
    r.code = v <= max ? SIP_NUMBER_OK : SIP_NUMBER_OVERFLOW;
    if (v <= max)
        r.value = (uint32_t)v;
    return r;
}

int32_t sip_qvalue(const uint8_t *s, size_t i, size_t j)
{
    int32_t v, unit = 100;

    if (i >= j || j - i > 5 || (s[i] != '0' && s[i] != '1'))
        return -1;
    if (j - i > 1 && s[i + 1] != '.')
        return -1;
    v = (s[i] - '0') * 1000;
    /*@ loop invariant range: 2 <= k <= 5 && (k == 2 || k <= j - i);
        loop invariant taken: \forall integer m; i + 2 <= m < i + k ==> Digit(s[m]);
        loop invariant unit: unit == (k == 2 ? 100 : k == 3 ? 10 : k == 4 ? 1 : 0);
        loop invariant value: v == Thousandths(s, i, i + k);
        loop assigns k, v, unit;
        loop variant 5 - k; */
    for (size_t k = 2; k < j - i; k++) {
        if (!sip_is_digit(s[i + k]))
            return -1;
        v += (s[i + k] - '0') * unit;
        unit /= 10;
    }
    return v <= 1000 ? v : -1;
}

/* An ASCII letter in lower case, any other value as it is. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Lower(c); */
static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool sip_equal_nocase(const uint8_t *s, size_t i, size_t j, const char *w, size_t len)
{
    if (i > j || j - i != len)
        return false;
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant equal: \forall integer m; 0 <= m < k ==> Lower(s[i + m]) == Lower(w[m]);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        if (lower(s[i + k]) != lower(w[k]))
            return false;
    }
    return true;
}
