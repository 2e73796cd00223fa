/* The lexer, the address texts and the prefixes against their references in spec/ref, on arbitrary bytes.
 * Input: one byte each for the start index, the separator and the limit of numbers, then the text. */
#include "../spec/ref/ref_lex.h"
#include "../spec/ref/ref_prefix.h"
#include "../src/core/lex.h"
#include "../src/core/prefix.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 192u /* the reference takes cubic time */

static void same(const char *what, size_t have, size_t want)
{
    if (have == want)
        return;
    fprintf(stderr, "%s: %zd, the reference says %zd\n", what, (ssize_t)have, (ssize_t)want);
    abort();
}

static void scanners(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    same("token", sip_token_scan(s, n, i), ref_longest(ref_token, s, n, i));
    same("wsp", sip_wsp_scan(s, n, i), ref_longest(ref_wsps, s, n, i));
    same("sws", sip_sws_scan(s, n, i), ref_longest(ref_sws, s, n, i));
    same("quoted", sip_quoted_scan(s, n, i), ref_longest(ref_quoted, s, n, i));
    same("host", sip_host_scan(s, n, i), ref_longest(ref_host, s, n, i));
    if (c > ' ' && c < 0x7F)
        same("separator", sip_separator_scan(s, n, i, c), ref_longest_separator(s, n, i, c));
}

static void numbers(const uint8_t *s, size_t n, size_t i, uint32_t max)
{
    sip_number r = sip_number_scan(s, n, i, max);
    size_t end = ref_longest(ref_digits, s, n, i);
    uint64_t v = ref_number(s, i, end, max);

    same("number end", r.end, end);
    same("number code", r.code, end == i ? SIP_NUMBER_NONE : v > max ? SIP_NUMBER_OVERFLOW : SIP_NUMBER_OK);
    same("number value", r.value, r.code == SIP_NUMBER_OK ? v : 0);
    same("qvalue", (size_t)(int64_t)sip_qvalue(s, i, n),
         (size_t)(int64_t)(ref_qvalue(s, i, n) ? ref_thousandths(s, i, n) : -1));
}

static void words(const uint8_t *s, size_t n, size_t i)
{
    char w[TEXT_MAX];

    for (size_t k = i; k < n; k++)
        w[k - i] = (char)(s[k] & 0x7F);
    same("equal_nocase", sip_equal_nocase(s, i, n, w, n - i), ref_equal_nocase(s, i, n, w, n - i));
    for (size_t k = i; k < n; k++)
        w[k - i] = (char)(w[k - i] ^ 0x20);
    same("equal_nocase", sip_equal_nocase(s, i, n, w, n - i), ref_equal_nocase(s, i, n, w, n - i));
}

static void addresses(const uint8_t *s, size_t n, size_t i, unsigned length)
{
    ip_addr a, again;
    ip_prefix p;
    uint8_t want[16];
    char text[ADDR_TEXT_MAX];
    size_t len;
    bool good = addr_parse(s, i, n, &a);

    same("address", good, ref_addr(s, i, n, want));
    if (!good)
        return;
    same("address bytes", memcmp(a.b, want, 16) == 0, 1);
    len = addr_print(&a, text);
    same("address text", addr_parse((const uint8_t *)text, 0, len, &again) && addr_equal(&a, &again), 1);
    same("mapped", addr_is_v4(&a), ref_mapped(a.b));
    same("sum", addr_sum16(&a), ref_ones_sum(a.b));
    if (!prefix_make(&a, length, &p))
        return;
    ref_prefix_mask(a.b, p.len, want);
    same("prefix", memcmp(p.addr.b, want, 16) == 0 && prefix_length(&p) == length, 1);
    again.b[length % 16] ^= 1;
    same("match", prefix_match(&p, &again), ref_prefix_match(p.addr.b, p.len, again.b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t max[] = { 0, 9, 255, 65535, 4294967295u };
    size_t n, i;
    uint8_t *s;

    if (size < 3 || size - 3 > TEXT_MAX)
        return 0;
    n = size - 3;
    i = data[0] % (n + 1);
    s = malloc(n); /* of the exact size, so that a read past the end is seen */
    if (s == NULL)
        return 0;
    memcpy(s, data + 3, n);
    scanners(s, n, i, data[1]);
    numbers(s, n, i, max[data[2] % 5]);
    words(s, n, i);
    addresses(s, n, i, data[2]);
    free(s);
    return 0;
}
