/* On the fast path: words of the standards, and separators, most of which have no white space around them. */
#ifndef SECAGREE_WORD_H
#define SECAGREE_WORD_H
#include "lex.h"

/* s[i..i+len) is the word w, which holds no capital letter. */
/*@ requires readable: \valid_read(s + (i .. i + len - 1)) && \valid_read(w + (0 .. len - 1));
    requires range: i + len <= SIP_NPOS;
    requires lower: \forall integer k; 0 <= k < len ==> 0 <= w[k] && Lower(w[k]) == w[k];
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \forall integer k; 0 <= k < len ==> Lower(s[i + k]) == Lower(w[k]); */
static inline bool sip_word_at(const uint8_t *s, size_t i, const char *w, size_t len)
{
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant equal: \forall integer j; 0 <= j < k ==> Lower(s[i + j]) == Lower(w[j]);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        int c = s[i + k];
        if (c != w[k] && (c < 'A' || c > 'Z' || c + 32 != w[k]))
            return false;
    }
    return true;
}

/* Less than, equal to or greater than 0 as x stands before, with or behind y, both in lower case. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Lower(x) - Lower(y); */
static inline int sip_letter_order(uint8_t x, uint8_t y)
{
    int a = x, b = y;
    if (a == b)
        return 0;
    return (a >= 'A' && a <= 'Z' ? a + 32 : a) - (b >= 'A' && b <= 'Z' ? b + 32 : b);
}

/* SWS c SWS at i, as sip_separator_scan; c is none of the bytes of white space. */
/*@ requires readable: Text(s, n, i);
    requires visible: c > 0x20;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, SeparatorEnd(s, n, i, c));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static inline size_t sip_separator(const uint8_t *s, size_t n, size_t i, uint8_t c)
{
    if (n - i > 2 && s[i] == c) { /* mostly there is one SP behind it, or none */
        if (s[i + 1] > ' ')
            return i + 1;
        if (s[i + 1] == ' ' && s[i + 2] > ' ')
            return i + 2;
    }
    return i < n && s[i] > ' ' && s[i] != c ? SIP_NPOS : sip_separator_scan(s, n, i, c);
}

#endif
