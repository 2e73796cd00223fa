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

/* The two bytes of a word, in network order. */
/*@ requires writable: \valid(out) && k < 8;
    terminates \true; exits \false; assigns out->b[2 * k .. 2 * k + 1];
    ensures exact: Word(out, k) == w;
    ensures kept: \forall integer m; 0 <= m < 8 && m != k ==> Word(out, m) == \old(Word(out, m)); */
static void put_word(ip_addr *out, size_t k, uint16_t w)
{
    out->b[2 * k] = (uint8_t)(w / 256);
    out->b[2 * k + 1] = (uint8_t)(w % 256);
}

/*@ requires readable: \valid_read(t) && \separated(t, out);
    requires writable: \valid(out);
    terminates \true; exits \false; assigns *out;
    ensures exact: \forall integer m; 0 <= m < 8 ==> Word(out, m) == t->w[m]; */
static void from_ip6(const ip6_text *t, ip_addr *out)
{
    /*@ loop invariant range: 0 <= k <= 8;
        loop invariant words: \forall integer m; 0 <= m < k ==> Word(out, m) == t->w[m];
        loop assigns k, out->b[0 .. 15];
        loop variant 8 - k; */
    for (size_t k = 0; k < 8; k++)
        put_word(out, k, t->w[k]);
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
    from_ip6(&t, out);
    return true;
}

/* A byte in decimal at out[n..); returns the index behind it. */
/*@ requires writable: n < 1000 && \valid(out + (n .. n + 2));
    terminates \true; exits \false; assigns out[n .. n + 2];
    ensures exact: \result == n + OctetLength(v) && OctetText(out, n, v);
    ensures kept: \forall integer x; x < n ==> out[x] == \old(out[x]); */
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
    ensures exact: \result == n + GroupLength(w) && GroupText(out, n, w);
    ensures kept: \forall integer x; x < n ==> out[x] == \old(out[x]); */
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

/* Group k and a colon at out[n..); returns the index behind the colon. */
/*@ requires readable: \valid_read(a) && k < 8;
    requires writable: n < 1000 && \valid(out + (n .. n + 4)) && \separated(a, out + (n .. n + 4));
    terminates \true; exits \false; assigns out[n .. n + 4];
    ensures exact: \result == n + GroupLength(Word(a, k)) + 1 && GroupText(out, n, Word(a, k));
    ensures range: n + 2 <= \result <= n + 5;
    ensures colon: out[\result - 1] == ':';
    ensures kept: \forall integer x; x < n ==> out[x] == \old(out[x]); */
static size_t put_next(char *out, size_t n, const ip_addr *a, size_t k)
{
    size_t e = put_group(out, n, word(a, k));

    out[e] = ':';
    return e + 1;
}

/* The groups f to t - 1 with a colon between them at out[n..), and a NUL; returns the index of the NUL. */
/*@ requires readable: \valid_read(a) && f <= t <= 8;
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    requires room: n + 5 * (t - f) <= ADDR_TEXT_MAX && n < ADDR_TEXT_MAX;
    terminates \true; exits \false; assigns out[n .. ADDR_TEXT_MAX - 1];
    ensures range: n <= \result < ADDR_TEXT_MAX && \result <= n + 5 * (t - f) &&
      (f < t ==> n < \result < n + 5 * (t - f));
    ensures exact: \result == n + GroupsLength(a, f, t) && GroupsText(a, f, t, out, n) && out[\result] == 0;
    ensures below: \forall integer m; f <= m < t ==>
      0 <= GroupAt(a, f, m) && n + GroupAt(a, f, m) + GroupLength(Word(a, m)) <= \result;
    ensures kept: \forall integer x; x < n ==> out[x] == \old(out[x]); */
static size_t put_groups(char *out, size_t n, const ip_addr *a, size_t f, size_t t)
{
    size_t p = n; // the place of the next group: each leaves a colon behind it

    /*@ loop invariant range: f <= k <= t && n <= p <= n + 5 * (k - f) && (f < k ==> n + 2 <= p);
        loop invariant place: p == n + GroupAt(a, f, k);
        loop invariant below: \forall integer m; f <= m < k ==>
          0 <= GroupAt(a, f, m) && n + GroupAt(a, f, m) + GroupLength(Word(a, m)) < p;
        loop invariant apart: \forall integer m; f < m <= k ==> 0 < GroupAt(a, f, m) <= p - n;
        loop invariant colons: \forall integer m; f < m <= k ==> ColonBefore(out, n + GroupAt(a, f, m));
        loop invariant groups: \forall integer m; f <= m < k ==> GroupText(out, n + GroupAt(a, f, m), Word(a, m));
        loop invariant kept: \forall integer x; x < n ==> out[x] == \at(out[x], Pre);
        loop assigns k, p, out[n .. ADDR_TEXT_MAX - 1];
        loop variant t - k; */
    for (size_t k = f; k < t; k++) {
        p = put_next(out, p, a, k);
        //@ assert next: p == n + GroupAt(a, f, k + 1) && GroupAt(a, f, k + 1) > GroupAt(a, f, k);
        //@ assert colon: ColonBefore(out, n + GroupAt(a, f, k + 1));
        //@ assert length: n + GroupAt(a, f, k) + GroupLength(Word(a, k)) == p - 1;
        //@ assert kept: \forall integer x; x < \at(p, LoopCurrent) ==> out[x] == \at(out[x], LoopCurrent);
        //@ assert places: \forall integer m; f < m <= k ==> n + GroupAt(a, f, m) <= \at(p, LoopCurrent);
        //@ assert colons: \forall integer m; f < m <= k ==> ColonBefore(out, n + GroupAt(a, f, m));
        //@ assert written: GroupText(out, n + GroupAt(a, f, k), Word(a, k));
        //@ assert still: \forall integer m; f <= m < k ==> GroupText(out, n + GroupAt(a, f, m), Word(a, m));
        //@ assert texts: \forall integer m; f <= m <= k ==> GroupText(out, n + GroupAt(a, f, m), Word(a, m));
    }
    if (f < t)
        p--;
    //@ assert last: \forall integer m; f < m < t ==> 0 < GroupAt(a, f, m) <= p - n;
    out[p] = '\0';
    //@ assert ends: \forall integer m; f < m < t ==> ColonBefore(out, n + GroupAt(a, f, m));
    return p;
}

/* With "::" in the place of the run of zeros at g. */
/*@ requires readable: \valid_read(a) && g < 8 && g + 2 <= ZeroEnd(a, g) <= 8;
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures exact: V6Text(a, g, out, \result); */
static size_t put_shortened(const ip_addr *a, size_t g, char *out)
{
    size_t n = put_groups(out, 0, a, 0, g);

    //@ ghost L: ;
    out[n] = ':';
    out[n + 1] = ':';
    size_t r = put_groups(out, n + 2, a, g + zero_run(a, g), 8);
    //@ assert gap: out[n] == ':' && out[n + 1] == ':';
    //@ assert before: \forall integer x; x < n ==> out[x] == \at(out[x], L);
    //@ assert still: GroupsText(a, 0, g, out, 0);
    return r;
}

/*@ requires readable: \valid_read(a);
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures exact: \forall integer g; LongestZeros(a, g) ==> V6Text(a, g, out, \result); */
static size_t print_v6(const ip_addr *a, char *out)
{
    size_t gap = longest_zeros(a);
    //@ assert one: \forall integer g; LongestZeros(a, g) ==> g == gap;
    return gap < 8 ? put_shortened(a, gap, out) : put_groups(out, 0, a, 0, 8);
}

/*@ requires readable: \valid_read(a);
    requires writable: \valid(out + (0 .. ADDR_TEXT_MAX - 1)) && \separated(a, out + (0 .. ADDR_TEXT_MAX - 1));
    terminates \true; exits \false; assigns out[0 .. ADDR_TEXT_MAX - 1];
    ensures range: 0 < \result < ADDR_TEXT_MAX;
    ensures exact: V4Text(a, out, \result); */
static size_t print_v4(const ip_addr *a, char *out)
{
    size_t p = 0; // the place of the next byte: each leaves a dot behind it

    /*@ loop invariant range: 12 <= k <= 16 && 2 * (k - 12) <= p <= 4 * (k - 12);
        loop invariant place: p == V4At(a, k);
        loop invariant below: \forall integer m; 12 <= m < k ==>
          0 <= V4At(a, m) && V4At(a, m) + OctetLength(a->b[m]) < p;
        loop invariant dots: \forall integer m; 12 < m <= k ==> 0 < V4At(a, m) <= p && out[V4At(a, m) - 1] == '.';
        loop invariant octets: \forall integer m; 12 <= m < k ==> OctetText(out, V4At(a, m), a->b[m]);
        loop assigns p, k, out[0 .. ADDR_TEXT_MAX - 1];
        loop variant 16 - k; */
    for (size_t k = 12; k < 16; k++) {
        size_t e = put_octet(out, p, a->b[k]);
        out[e] = '.';
        //@ assert before: \forall integer x; x < p ==> out[x] == \at(out[x], LoopCurrent);
        //@ assert written: OctetText(out, p, a->b[k]);
        //@ assert still: \forall integer m; 12 <= m < k ==> OctetText(out, V4At(a, m), a->b[m]);
        //@ assert dots: \forall integer m; 12 < m <= k ==> out[V4At(a, m) - 1] == '.';
        //@ assert next: V4At(a, k + 1) == V4At(a, k) + OctetLength(a->b[k]) + 1;
        p = e + 1;
    }
    //@ ghost L: ;
    out[p - 1] = '\0';
    //@ assert before: \forall integer x; x < p - 1 ==> out[x] == \at(out[x], L);
    //@ assert dots: \forall integer m; 12 < m < 16 ==> out[V4At(a, m) - 1] == '.';
    //@ assert octets: \forall integer m; 12 <= m < 16 ==> OctetText(out, V4At(a, m), a->b[m]);
    return p - 1;
}

size_t addr_print(const ip_addr *a, char out[ADDR_TEXT_MAX])
{
    return addr_is_v4(a) ? print_v4(a, out) : print_v6(a, out);
}
