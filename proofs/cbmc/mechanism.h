/* A security list of N bytes beside the reference. */
#include "../../spec/ref/ref_lex.h"
#include "../../src/core/mechanism.h"
#undef REF_NONE
#define REF_NONE SIZE_MAX /* the same value, and no conversion to be told */
#include "../../spec/ref/ref_lex.c"

#define MOST   3u /* mechanisms, or parameters, that six bytes hold */
#define NO_END 0xff
#define VALUE  4 /* a;b= is the shortest text before a value */

/* Where each rule ends, from each byte on: the reference asks often, and every answer is a search. */
static struct { uint8_t semi, comma, equal, sws, token, host, quoted; } ends[N + 1];

static size_t known(uint8_t end)
{
    return end == NO_END ? REF_NONE : end;
}

static size_t separator(const uint8_t *s, size_t n, size_t i, char c)
{
    (void)s;
    (void)n;
    return known(c == ';' ? ends[i].semi : c == ',' ? ends[i].comma : ends[i].equal);
}

static size_t sws(const uint8_t *s, size_t n, size_t i)
{
    (void)s;
    (void)n;
    return known(ends[i].sws);
}

static size_t naming(ref_rule *rule, const uint8_t *s, size_t n, size_t i)
{
    (void)s;
    (void)n;
    __CPROVER_assert(rule == ref_token || i >= VALUE, "a host is a value");
    return known(rule == ref_token ? ends[i].token : ends[i].host);
}

static size_t quoted_end(const uint8_t *s, size_t n, size_t i)
{
    (void)s;
    (void)n;
    __CPROVER_assert(i >= VALUE, "a quoted string is a value");
    return known(ends[i].quoted);
}

#define REF_ENDS_KNOWN
#include "../../spec/ref/ref_mechanism.c"

static uint8_t kept(size_t end)
{
    return end == REF_NONE ? NO_END : (uint8_t)end;
}

static void find_ends(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i <= n; i++) {
        ends[i].semi = kept(ref_longest_separator(s, n, i, ';'));
        ends[i].comma = kept(ref_longest_separator(s, n, i, ','));
        ends[i].equal = kept(ref_longest_separator(s, n, i, '='));
        ends[i].sws = kept(ref_longest(ref_sws, s, n, i));
        ends[i].token = kept(ref_longest(ref_token, s, n, i));
    }
    for (size_t i = VALUE; i <= n; i++) {
        ends[i].host = kept(ref_longest(ref_host, s, n, i));
        ends[i].quoted = kept(ref_longest(ref_quoted, s, n, i));
    }
}

static sec_list l;
static ref_list r;
uint8_t nondet_class(void);

/* One byte for each class of the grammar: of the tokens a letter, the name q, and what a value of q has; the separators
 * and white space; what begins and escapes other values; and a byte that no rule takes. */
static uint8_t any(void)
{
    static const uint8_t byte[] = { 'a', 'q', '1', '.', ';', ',', '=', '"', '\\', '[', ' ', 0x80 };
    uint8_t k = nondet_class();

    __CPROVER_assume(k < sizeof byte);
    return byte[k];
}

/* By the letters that tell the words of faults apart; a string this short has no other fault. */
static sec_code code_of(const char *w)
{
    if (w == NULL)
        return SEC_OK;
    switch (w[0]) {
    case 'e': return w[6] == 'l' ? SEC_EMPTY_LIST : SEC_EMPTY_ELEMENT;
    case 'm': return SEC_NAME;
    case 'p': return w[10] == 'n' ? SEC_PARAM_NAME : SEC_PARAM_VALUE;
    case 'q': return w[1] == 'u' ? SEC_QUOTE : SEC_QVALUE;
    case 'd': return w[10] == 'p' ? SEC_DUPLICATE_PARAM : SEC_DUPLICATE_Q;
    default: return SEC_TRAILING;
    }
}

static bool spans(sip_part x, size_t from, size_t to)
{
    return x.at == from && x.at + x.len == (int)to;
}

static bool same_mechanism(const sec_mechanism *m, const ref_mechanism *x)
{
    return spans(m->name, x->name, x->name_end) && m->q == x->q && m->first == x->first && m->count == x->count;
}

static bool same_param(const sec_param *p, const ref_param *x)
{
    return spans(p->name, x->name, x->name_end) && spans(p->value, x->value, x->value_end);
}

/* The list s[0 .. n) is accepted by both, as the same list; or has the same fault at the same place, and the list that
 * was there stays. */
static bool alike(const uint8_t *s, size_t n)
{
    size_t at = 0;

    find_ends(s, n);
    l.count = l.params = 0;
    sec_result x = sec_list_parse(s, 0, n, &l);
    const char *fault = ref_list_parse(s, n, false, &r, &at);
    if (x.code != SEC_OK)
        return x.code == code_of(fault) && x.at == at && l.count == 0 && l.params == 0;
    bool all = fault == NULL && l.count == r.count && l.params == r.params;
    all = all && l.count <= MOST && l.params <= MOST;
    for (size_t k = 0; k < MOST; k++) {
        all = all && (k >= l.count || same_mechanism(&l.mech[k], &r.mech[k]));
        all = all && (k >= l.params || same_param(&l.param[k], &r.param[k]));
    }
    return all;
}
