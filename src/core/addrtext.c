/* Addresses from and to text (RFC 5954 4.1, RFC 5952). */
#include "addr.h"
#include "iptext.h"

/*@ requires writable: \valid(out);
    terminates \true; exits \false; assigns *out;
    ensures v4: V4Mapped(out);
    ensures exact: out->b[12] == q.a && out->b[13] == q.b && out->b[14] == q.c && out->b[15] == q.d; */
static void from_ip4(ip4_text q, ip_addr *out)
{
    /*@ loop invariant range: 0 <= k <= 10;
        loop invariant zero: \forall integer m; 0 <= m < k ==> out->b[m] == 0;
        loop assigns k, out->b[0 .. 9];
        loop variant 10 - k; */
    for (size_t k = 0; k < 10; k++)
        out->b[k] = 0;
    out->b[10] = 0xff;
    out->b[11] = 0xff;
    out->b[12] = q.a;
    out->b[13] = q.b;
    out->b[14] = q.c;
    out->b[15] = q.d;
}

/* The first bytes can be those of an IPv4address: its dec-octets have one to three digits. */
/*@ requires readable: \valid_read(s + (0 .. j - 1)) && i < j < SIP_NPOS;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> i + 3 < j && (s[i + 1] == '.' || s[i + 2] == '.' || s[i + 3] == '.');
    ensures needed: Ip4End(s, j, i) == j ==> \result; */
static bool begins_v4(const uint8_t *s, size_t i, size_t j)
{
    //@ assert first: OctetDotEnd(s, j, i) >= 0 ==> s[OctetEnd(s, j, i)] == '.' && i < OctetEnd(s, j, i) <= i + 3;
    //@ assert second: OctetDotEnd(s, j, i) < 0 ==> Ip4Part3(s, j, i) < 0;
    //@ assert third: Ip4Part3(s, j, i) < 0 ==> Ip4Part4(s, j, i) < 0;
    //@ assert fourth: Ip4Part4(s, j, i) < 0 ==> Ip4End(s, j, i) < 0;
    //@ assert longer: Ip4End(s, j, i) == j ==> i + 3 < j;
    return j - i > 3 && (s[i + 1] == '.' || s[i + 2] == '.' || s[i + 3] == '.');
}

bool addr_parse(const uint8_t *s, size_t i, size_t j, ip_addr *out)
{
    ip4_text q;
    ip6_text t;

    if (i >= j)
        return false;
    if (begins_v4(s, i, j)) {
        q = ip4_scan(s, j, i);
        if (q.end == j) {
            from_ip4(q, out);
            return true;
        }
    }
    t = ip6_parse(s, i, j);
    if (!t.ok)
        return false;
    /*@ loop invariant range: 0 <= k <= 8;
        loop invariant words: \forall integer m; 0 <= m < k ==> Word(out, m) == t.w[m];
        loop assigns k, out->b[0 .. 15];
        loop variant 8 - k; */
    for (size_t k = 0; k < 8; k++) {
        out->b[2 * k] = (uint8_t)(t.w[k] / 256);
        out->b[2 * k + 1] = (uint8_t)(t.w[k] % 256);
    }
    return true;
}

/* A byte in decimal at out[n..); returns the index behind it. */
/*@ requires writable: n < 1000 && \valid(out + (n .. n + 2));
    terminates \true; exits \false; assigns out[n .. n + 2];
    ensures exact: \result == n + OctetLength(v) && OctetText(out, n, v); */
static size_t put_octet(char *out, size_t n, uint8_t v)
{
    if (v >= 100)
        out[n++] = (char)('0' + v / 100);
    if (v >= 10)
        out[n++] = (char)('0' + v / 10 % 10);
    out[n++] = (char)('0' + v % 10);
    return n;
}

/*@ requires readable: \valid_read(a) && k < 8;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Word(a, k);
    ensures range: \result < 0x10000; */
static uint32_t word(const ip_addr *a, size_t k)
{
    return a->b[2 * k] * 256u + a->b[2 * k + 1];
}

/*@ requires range: v < 16;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == HexDigit(v); */
static char hex_digit(uint32_t v)
{
    return (char)(v < 10 ? '0' + v : 'a' + (v - 10));
}

/* A group in lower-case hex without leading zeros (RFC 5952 4.1, 4.3) at out[n..). */
/*@ requires writable: n < 1000 && w < 0x10000 && \valid(out + (n .. n + 3));
    terminates \true; exits \false; assigns out[n .. n + 3];
    ensures exact: \result == n + GroupLength(w) && GroupText(out, n, w); */
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
/*@ requires readable: \valid_read(a) && k < 8;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: k + \result == ZeroEnd(a, k);
    ensures range: k + \result <= 8; */
static size_t zero_run(const ip_addr *a, size_t k)
{
    size_t r = 0;

    /*@ loop invariant range: k + r <= 8;
        loop invariant zero: ZeroEnd(a, k) == ZeroEnd(a, k + r);
        loop assigns r;
        loop variant 8 - r; */
    while (k + r < 8 && word(a, k + r) == 0)
        r++;
    return r;
}

/* The first of the longest runs of zero groups; 8 where none has two groups (RFC 5952 4.2.2, 4.2.3). */
/*@ requires readable: \valid_read(a);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: LongestZeros(a, \result);
    ensures range: \result <= 8 && ZeroEnd(a, \result) <= 8; */
static size_t longest_zeros(const ip_addr *a)
{
    size_t best = 8, length = 1;

    /*@ loop invariant range: 0 <= k <= 8 && best <= 8 && length >= 1;
        loop invariant length: (best == 8 ==> length == 1) &&
          (best < 8 ==> length >= 2 && length == ZeroEnd(a, best) - best);
        loop invariant end: ZeroEnd(a, best) <= 8 && (best < 8 ==> best < k);
        loop invariant first: \forall integer m; 0 <= m < best && m < k ==> ZeroEnd(a, m) - m < (best < 8 ? length : 2);
        loop invariant longest: \forall integer m; best <= m < k ==> ZeroEnd(a, m) - m <= length;
        loop assigns k, best, length;
        loop variant 8 - k; */
    for (size_t k = 0; k < 8; k++) {
        size_t r = zero_run(a, k);
        if (r > length) {
            best = k;
            length = r;
        }
    }
    return best;
}

/*@ requires readable: \valid_read(a);
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures exact: \forall integer g; LongestZeros(a, g) ==> V6Text(a, g, out, \result); */
static size_t print_v6(const ip_addr *a, char *out)
{
    size_t gap = longest_zeros(a), n = 0, k = 0;

    /*@ loop invariant range: 0 <= k <= 8 && (k <= gap || ZeroEnd(a, gap) <= k);
        loop invariant room: (k == 0 ==> n == 0) && (k > 0 ==> 0 < n < 5 * k); // a group takes four and its colon
        loop invariant end: n == V6End(a, gap, k);
        loop invariant gap: gap < k ==> V6End(a, gap, gap) < n && out[V6End(a, gap, gap)] == ':';
        loop invariant last: gap < k && k == 8 && ZeroEnd(a, gap) == 8 ==> out[n - 1] == ':';
        loop invariant below: \forall integer m; 0 <= m < k && (m < gap || ZeroEnd(a, gap) <= m) ==>
          0 <= V6End(a, gap, m) && V6End(a, gap, m) + (m > 0 ? 1 : 0) + GroupLength(Word(a, m)) <= n;
        loop invariant colons: \forall integer m; 0 < m < k && (m < gap || ZeroEnd(a, gap) <= m) ==>
          out[V6End(a, gap, m)] == ':';
        loop invariant groups: \forall integer m; 0 <= m < k && (m < gap || ZeroEnd(a, gap) <= m) ==>
          GroupText(out, V6End(a, gap, m) + (m > 0 ? 1 : 0), Word(a, m));
        loop assigns n, k, out[0 .. ADDR_TEXT_MAX - 1];
        loop variant 8 - k; */
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
    //@ assert one: \forall integer g; LongestZeros(a, g) ==> g == gap;
    return n;
}

/*@ requires readable: \valid_read(a);
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures exact: V4Text(a, out, \result); */
static size_t print_v4(const ip_addr *a, char *out)
{
    size_t n = 0;

    /*@ loop invariant range: 12 <= k <= 16;
        loop invariant room: (k == 12 ==> n == 0) && (k > 12 ==> 0 < n < 4 * (k - 12));
        loop invariant end: n == V4End(a, k);
        loop invariant below: \forall integer m; 12 <= m < k ==>
          0 <= V4End(a, m) && V4End(a, m) + (m > 12 ? 1 : 0) + OctetLength(a->b[m]) <= n;
        loop invariant dots: \forall integer m; 12 < m < k ==> out[V4End(a, m)] == '.';
        loop invariant octets: \forall integer m; 12 <= m < k ==>
          OctetText(out, V4End(a, m) + (m > 12 ? 1 : 0), a->b[m]);
        loop assigns n, k, out[0 .. ADDR_TEXT_MAX - 1];
        loop variant 16 - k; */
    for (size_t k = 12; k < 16; k++) {
        if (k > 12)
            out[n++] = '.';
        n = put_octet(out, n, a->b[k]);
    }
    out[n] = '\0';
    return n;
}

size_t addr_print(const ip_addr *a, char out[ADDR_TEXT_MAX])
{
    return addr_is_v4(a) ? print_v4(a, out) : print_v6(a, out);
}
