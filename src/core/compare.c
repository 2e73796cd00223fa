/* Comparison of two lists: mechanisms in order, parameters in any order (RFC 3329 2.3.1, RFC 3261 7.3.1). */
#include "lex.h"
#include "mechanism.h"

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
}

static bool white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool sec_names_equal(const uint8_t *sa, sip_part a, const uint8_t *sb, sip_part b)
{
    if (a.len != b.len)
        return false;
    /*@ loop invariant 0 <= k <= a.len;
        loop assigns k;
        loop variant a.len - k; */
    for (size_t k = 0; k < a.len; k++) {
        if (lower(sa[a.at + k]) != lower(sb[b.at + k]))
            return false;
    }
    return true;
}

/* A reader of a quoted-string that sees one SP for each LWS; a quoted-pair keeps its byte. */
typedef struct { size_t at, end; bool pair; } reader;

static uint8_t next_byte(const uint8_t *s, reader *r)
{
    uint8_t c = s[r->at++];
    if (r->pair || !white(c)) {
        r->pair = !r->pair && c == '\\';
        return c;
    }
    /*@ loop invariant r->at <= r->end;
        loop assigns r->at;
        loop variant r->end - r->at; */
    while (r->at < r->end && white(s[r->at]))
        r->at++;
    return ' ';
}

static bool equal_quoted(const uint8_t *sa, sip_part a, const uint8_t *sb, sip_part b)
{
    reader x = { a.at, (size_t)a.at + a.len, false }, y = { b.at, (size_t)b.at + b.len, false };
    /*@ loop invariant x.at <= x.end && y.at <= y.end;
        loop assigns x, y;
        loop variant x.end - x.at; */
    while (x.at < x.end && y.at < y.end) {
        if (next_byte(sa, &x) != next_byte(sb, &y))
            return false;
    }
    return x.at == x.end && y.at == y.end;
}

/* The parameter of mechanism m of list b with the name of p, or SIP_NPOS. */
static size_t counterpart(const uint8_t *sa, const sec_param *p, const uint8_t *sb, const sec_list *b,
                          const sec_mechanism *m)
{
    /*@ loop invariant 0 <= k <= m->count;
        loop assigns k;
        loop variant m->count - k; */
    for (uint32_t k = 0; k < m->count; k++) {
        if (sec_names_equal(sa, p->name, sb, b->param[m->first + k].name))
            return m->first + k;
    }
    return SIP_NPOS;
}

static bool equal_value(const uint8_t *sa, const sec_param *p, int32_t qa, const uint8_t *sb, const sec_param *o,
                        int32_t qb)
{
    if (p->name.len == 1 && lower(sa[p->name.at]) == 'q')
        return qa == qb;
    sec_value_form form = sec_param_form(sa, p);
    if (form != sec_param_form(sb, o))
        return false;
    if (form == SEC_VALUE_QUOTED)
        return equal_quoted(sa, p->value, sb, o->value);
    return sec_names_equal(sa, p->value, sb, o->value);
}

static sec_compared differ(sec_difference code, uint32_t mech, size_t at_a, size_t at_b)
{
    sec_compared r = { code, mech, at_a, at_b };
    return r;
}

static bool is(const uint8_t *s, sip_part x, const char *word, size_t len)
{
    return sip_equal_nocase(s, x.at, (size_t)x.at + x.len, word, len);
}

/* The note under which tolerance leaves out p, or 0: q, or a default of TS 33.203 Annex H that is named. */
static uint32_t may_lack(const uint8_t *s, const sec_param *p)
{
    if (is(s, p->name, "q", 1))
        return SEC_NOTE_Q_DROPPED;
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return 0;
    bool named = (is(s, p->name, "ealg", 4) && is(s, p->value, "null", 4)) ||
                 (is(s, p->name, "prot", 4) && is(s, p->value, "esp", 3)) ||
                 (is(s, p->name, "mod", 3) && is(s, p->value, "trans", 5));
    return named ? SEC_NOTE_DEFAULT : 0;
}

/* Every parameter of x stands in y with an equal value. */
static sec_compared covered(const uint8_t *sa, const sec_list *a, const sec_mechanism *x, const uint8_t *sb,
                            const sec_list *b, const sec_mechanism *y, bool tolerant, uint32_t *notes)
{
    /*@ loop invariant 0 <= k <= x->count;
        loop assigns k, *notes;
        loop variant x->count - k; */
    for (uint32_t k = 0; k < x->count; k++) {
        const sec_param *p = &a->param[x->first + k];
        size_t j = counterpart(sa, p, sb, b, y);
        if (j == SIP_NPOS) {
            uint32_t note = tolerant ? may_lack(sa, p) : 0;
            if (note == 0)
                return differ(SEC_MISSING_PARAM, 0, p->name.at, y->name.at);
            *notes |= note;
        } else if (!equal_value(sa, p, x->q, sb, &b->param[j], y->q)) {
            return differ(SEC_DIFFERENT_VALUE, 0, p->value.at, b->param[j].value.at);
        }
    }
    return differ(SEC_EQUAL, 0, 0, 0);
}

static sec_compared compare_mechanism(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b,
                                      uint32_t k, bool tolerant, uint32_t *notes)
{
    const sec_mechanism *x = &a->mech[k], *y = &b->mech[k];
    if (!sec_names_equal(sa, x->name, sb, y->name))
        return differ(SEC_DIFFERENT_NAME, k, x->name.at, y->name.at);
    sec_compared r = covered(sa, a, x, sb, b, y, tolerant, notes);
    if (r.code == SEC_EQUAL) {
        sec_compared back = covered(sb, b, y, sa, a, x, tolerant, notes);
        if (back.code != SEC_EQUAL)
            r = differ(SEC_EXTRA_PARAM, k, x->name.at, back.at_a);
    }
    r.mech = k;
    return r;
}

static sec_compared compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b, bool tolerant,
                            uint32_t *notes)
{
    uint32_t common = a->count < b->count ? a->count : b->count;
    /*@ loop invariant 0 <= k <= common;
        loop assigns k, *notes;
        loop variant common - k; */
    for (uint32_t k = 0; k < common; k++) {
        sec_compared r = compare_mechanism(sa, a, sb, b, k, tolerant, notes);
        if (r.code != SEC_EQUAL)
            return r;
    }
    if (a->count == b->count)
        return differ(SEC_EQUAL, 0, 0, 0);
    return differ(SEC_DIFFERENT_COUNT, common, a->count > common ? a->mech[common].name.at : SIP_NPOS,
                  b->count > common ? b->mech[common].name.at : SIP_NPOS);
}

sec_compared sec_list_compare(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b)
{
    uint32_t notes = 0;
    return compare(sa, a, sb, b, false, &notes);
}

sec_compared sec_list_compare_tolerant(const uint8_t *sa, const sec_list *a, const uint8_t *sb, const sec_list *b,
                                       uint32_t *notes)
{
    return compare(sa, a, sb, b, true, notes);
}
