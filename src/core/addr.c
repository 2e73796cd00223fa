#include "addr.h"
#include "iptext.h"

bool addr_is_v4(const ip_addr *a)
{
    for (size_t k = 0; k < 10; k++) {
        if (a->b[k] != 0)
            return false;
    }
    return a->b[10] == 0xff && a->b[11] == 0xff;
}

bool addr_equal(const ip_addr *a, const ip_addr *b)
{
    for (size_t k = 0; k < 16; k++) {
        if (a->b[k] != b->b[k])
            return false;
    }
    return true;
}

static uint32_t word(const ip_addr *a, size_t k)
{
    return a->b[2 * k] * 256u + a->b[2 * k + 1];
}

uint32_t addr_sum16(const ip_addr *a)
{
    return (word(a, 0) + word(a, 1) + word(a, 2) + word(a, 3) + word(a, 4) + word(a, 5) + word(a, 6) + word(a, 7)) %
           65535u;
}

bool addr_parse(const uint8_t *s, size_t i, size_t j, ip_addr *out)
{
    uint8_t q[4] = { 0, 0, 0, 0 };

    if (i >= j)
        return false;
    if (ip4_scan(s, j, i, q) != j)
        return ip6_parse(s, i, j, out->b);
    for (size_t k = 0; k < 10; k++)
        out->b[k] = 0;
    out->b[10] = 0xff;
    out->b[11] = 0xff;
    for (size_t k = 0; k < 4; k++)
        out->b[12 + k] = q[k];
    return true;
}

/* A byte in decimal at out[n..); returns the index behind it. */
static size_t put_octet(char *out, size_t n, uint8_t v)
{
    if (v >= 100)
        out[n++] = (char)('0' + v / 100);
    if (v >= 10)
        out[n++] = (char)('0' + v / 10 % 10);
    out[n++] = (char)('0' + v % 10);
    return n;
}

static char hex_digit(uint32_t v)
{
    return (char)(v < 10 ? '0' + v : 'a' + (v - 10));
}

/* A group in lower-case hex without leading zeros (RFC 5952 4.1, 4.3) at out[n..). */
static size_t put_group(char *out, size_t n, uint32_t w)
{
    if (w >= 0x1000)
        out[n++] = hex_digit(w / 4096 % 16);
    if (w >= 0x100)
        out[n++] = hex_digit(w / 256 % 16);
    if (w >= 0x10)
        out[n++] = hex_digit(w / 16 % 16);
    out[n++] = hex_digit(w % 16);
    return n;
}

/* The length of the run of zero groups that starts at k. */
static size_t zero_run(const ip_addr *a, size_t k)
{
    size_t r = 0;

    while (k + r < 8 && word(a, k + r) == 0)
        r++;
    return r;
}

/* The first of the longest runs of zero groups; 8 where none has two groups (RFC 5952 4.2.2, 4.2.3). */
static size_t longest_zeros(const ip_addr *a)
{
    size_t best = 8, length = 1;

    for (size_t k = 0; k < 8; k++) {
        size_t r = zero_run(a, k);
        if (r > length) {
            best = k;
            length = r;
        }
    }
    return best;
}

static size_t print_v6(const ip_addr *a, char *out)
{
    size_t gap = longest_zeros(a), n = 0, k = 0;

    while (k < 8) {
        if (k == gap) {
            out[n++] = ':';
            k += zero_run(a, k);
            if (k == 8)
                out[n++] = ':';
        } else {
            if (k > 0)
                out[n++] = ':';
            n = put_group(out, n, word(a, k));
            k++;
        }
    }
    out[n] = '\0';
    return n;
}

size_t addr_print(const ip_addr *a, char out[ADDR_TEXT_MAX])
{
    size_t n = 0;

    if (!addr_is_v4(a))
        return print_v6(a, out);
    for (size_t k = 12; k < 16; k++) {
        if (k > 12)
            out[n++] = '.';
        n = put_octet(out, n, a->b[k]);
    }
    out[n] = '\0';
    return n;
}
