#include "ref_mechanism.h"
#include "ref_lex.h"
#include <string.h>

static bool word(const uint8_t *s, size_t i, size_t j, const char *w)
{
    return ref_equal_nocase(s, i, j, w, strlen(w));
}

static bool same(const uint8_t *sa, size_t i, size_t j, const uint8_t *sb, size_t k, size_t l)
{
    if (j - i != l - k)
        return false;
    for (size_t x = 0; x < j - i; x++) {
        uint8_t a = sa[i + x], b = sb[k + x];
        if (a >= 'A' && a <= 'Z')
            a += 'a' - 'A';
        if (b >= 'A' && b <= 'Z')
            b += 'a' - 'A';
        if (a != b)
            return false;
    }
    return true;
}

#ifndef REF_ENDS_KNOWN /* or the includer has them */
/* The longest match of a rule cannot reach behind the first byte that no member of the rule holds: looking no further
 * keeps the trying of every end affordable. */
static size_t reach(const uint8_t *s, size_t n, size_t i, const char *bytes)
{
    while (i < n && s[i] != '\0' && strchr(bytes, s[i]) != NULL)
        i++;
    return i;
}

#define WHITE  " \t\r\n"
#define NAMING "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~[]:"

static size_t separator(const uint8_t *s, size_t n, size_t i, char c)
{
    const char bytes[] = { ' ', '\t', '\r', '\n', c, '\0' };
    return ref_longest_separator(s, reach(s, n, i, bytes), i, (uint8_t)c);
}

static size_t sws(const uint8_t *s, size_t n, size_t i)
{
    return ref_longest(ref_sws, s, reach(s, n, i, WHITE), i);
}

static size_t naming(ref_rule *rule, const uint8_t *s, size_t n, size_t i)
{
    return ref_longest(rule, s, reach(s, n, i, NAMING), i);
}

/* quoted-string: no two ends are possible, as a DQUOTE inside is a quoted-pair. */
static size_t quoted_end(const uint8_t *s, size_t n, size_t i)
{
    for (size_t j = i + 2; j <= n; j++) {
        if (s[j - 1] == '"' && ref_quoted(s, i, j))
            return j;
    }
    return REF_NONE;
}
#endif

/* [ EQUAL gen-value ] behind a name that ends at i */
static const char *value(const uint8_t *s, size_t n, size_t i, ref_param *p, size_t *at)
{
    size_t v = separator(s, n, i, '=');
    p->form = 'n';
    p->value = p->value_end = i;
    if (v == REF_NONE)
        return NULL;
    size_t q = sws(s, n, v);
    if (q < n && s[q] == '"') {
        p->form = 'q';
        p->value = *at = q;
        p->value_end = quoted_end(s, n, q);
        return p->value_end == REF_NONE ? "quoted-string" : NULL;
    }
    size_t t = naming(ref_token, s, n, v), h = naming(ref_host, s, n, v);
    *at = p->value = v;
    if (t == REF_NONE && h == REF_NONE)
        return "parameter-value";
    bool token = h == REF_NONE || (t != REF_NONE && t >= h);
    p->form = token ? 't' : 'h';
    p->value_end = token ? t : h;
    return NULL;
}

static bool lhex32(const uint8_t *s, const ref_param *p)
{
    if (p->form != 'q' || p->value_end - p->value != 34)
        return false;
    for (size_t k = p->value + 1; k < p->value_end - 1; k++) {
        if (memchr("0123456789abcdef", s[k], 16) == NULL)
            return false;
    }
    return true;
}

/* The forms that RFC 3329 2.2 gives to its own names. */
static const char *form(const uint8_t *s, const ref_param *p, int *q, size_t *at)
{
    *at = p->form == 'n' ? p->name : p->value;
    if (word(s, p->name, p->name_end, "q")) {
        if (p->form != 't' || !ref_qvalue(s, p->value, p->value_end))
            return "qvalue";
        *q = ref_thousandths(s, p->value, p->value_end);
    }
    if (word(s, p->name, p->name_end, "d-ver") && !lhex32(s, p))
        return "d-ver";
    if ((word(s, p->name, p->name_end, "d-alg") || word(s, p->name, p->name_end, "d-qop")) && p->form != 't')
        return "parameter-value";
    return NULL;
}

/* *( SEMI mech-parameters ) from *i, which it moves */
static const char *mech_parameters(const uint8_t *s, size_t n, size_t *i, ref_list *l, ref_mechanism *m, size_t *at)
{
    for (;;) {
        size_t b = separator(s, n, *i, ';');
        if (b == REF_NONE)
            return NULL;
        *at = b;
        if (l->params == REF_PARAMS)
            return "too-many-parameters";
        ref_param p = { .name = b, .name_end = naming(ref_token, s, n, b) };
        if (p.name_end == REF_NONE)
            return "parameter-name";
        const char *fault = value(s, n, p.name_end, &p, at);
        if (fault == NULL)
            fault = form(s, &p, &m->q, at);
        if (fault != NULL)
            return fault;
        for (size_t k = m->first; k < l->params; k++) {
            *at = b;
            if (same(s, p.name, p.name_end, s, l->param[k].name, l->param[k].name_end))
                return "duplicate-parameter";
        }
        *i = p.form == 'n' ? p.name_end : p.value_end;
        if (word(s, p.name, p.name_end, "d-ver")) /* RDQUOT */
            *i = sws(s, n, *i);
        l->param[l->params] = p;
        l->params++;
        m->count++;
    }
}

static const char *equal_q(const uint8_t *s, const ref_list *l, const ref_mechanism *m, size_t *at)
{
    for (size_t k = 0; k < l->count && m->q >= 0; k++) {
        if (l->mech[k].q != m->q)
            continue;
        for (size_t j = m->first; j < m->first + m->count; j++) {
            if (word(s, l->param[j].name, l->param[j].name_end, "q"))
                *at = l->param[j].value;
        }
        return "duplicate-q";
    }
    return NULL;
}

const char *ref_list_parse(const uint8_t *s, size_t n, bool tolerant, ref_list *l, size_t *at)
{
    size_t i = 0;
    l->count = l->params = 0;
    *at = 0;
    if (n == 0)
        return "empty-list";
    *at = 65535;
    if (n > *at)
        return "too-long";
    for (;;) {
        *at = i;
        if (l->count == REF_MECHANISMS)
            return "too-many-mechanisms";
        if (i == n || s[i] == ',')
            return "empty-element";
        ref_mechanism m = { i, naming(ref_token, s, n, i), l->params, 0, -1 };
        if (m.name_end == REF_NONE)
            return "mechanism-name";
        i = m.name_end;
        const char *fault = mech_parameters(s, n, &i, l, &m, at);
        if (fault == NULL && !tolerant)
            fault = equal_q(s, l, &m, at);
        if (fault != NULL)
            return fault;
        l->mech[l->count] = m;
        l->count++;
        if (i == n)
            return NULL;
        size_t c = separator(s, n, i, ',');
        *at = sws(s, n, i) == n ? i : sws(s, n, i);
        if (c == REF_NONE)
            return "trailing-text";
        i = c;
    }
}

/* What each profile takes; the first word of ealg, prot and mod is the default. old: with tolerance alone. */
typedef struct {
    const char *name, *alg[4], *ealg[4], *prot[3], *mod[4], *old_alg, *old_ealg, *spi_c, *spi_s, *port_c, *port_s;
    bool port_c_needed;
} rules;

static const rules RULES[] = {
    { "ims", { "hmac-sha-1-96", "aes-gmac", "null" }, { "null", "aes-cbc", "aes-gcm" }, { "esp" },
      { "trans", "tun", "udp-enc-tun" }, "hmac-md5-96", "des-ede3-cbc", "spi-c", "spi-s", "port-c", "port-s", true },
    { "ims-r5", { "hmac-md5-96", "hmac-sha-1-96" }, { "null", "des-ede3-cbc", "aes-cbc" }, { "esp" },
      { "trans", "tun" }, NULL, NULL, "spi-c", "spi-s", "port-c", "port-s", true },
    { "cr1", { "hmac-md5-96", "hmac-sha-1-96" }, { "null", "des-ede3-cbc" }, { "esp" }, { "trans", "tun" }, NULL, NULL,
      NULL, "spi", "port2", "port1", true },
    { "rfc3329", { "hmac-md5-96", "hmac-sha-1-96" }, { "null", "des-ede3-cbc" }, { "esp", "ah" }, { "trans", "tun" },
      NULL, NULL, NULL, "spi", "port2", "port1", false },
};

static const ref_param *find(const uint8_t *s, const ref_list *l, size_t k, const char *name)
{
    for (size_t j = l->mech[k].first; name != NULL && j < l->mech[k].first + l->mech[k].count; j++) {
        if (word(s, l->param[j].name, l->param[j].name_end, name))
            return &l->param[j];
    }
    return NULL;
}

/* The word of a set that p has: a fault, or its default where p is absent. */
static const char *one_of(const uint8_t *s, const ref_param *p, const char *const set[], const char *old,
                          const char *unknown, const char **out, size_t *at)
{
    *out = set[0];
    if (p == NULL)
        return NULL;
    *at = p->form == 'n' ? p->name : p->value;
    if (p->form != 't')
        return "parameter-form";
    for (size_t k = 0; set[k] != NULL; k++) {
        *out = set[k];
        if (word(s, p->value, p->value_end, set[k]))
            return NULL;
    }
    *out = old;
    return old != NULL && word(s, p->value, p->value_end, old) ? NULL : unknown;
}

static bool digits(const uint8_t *s, const ref_param *p)
{
    return p->form == 't' && ref_digits(s, p->value, p->value_end) && p->value < p->value_end;
}

static const char *spi(const uint8_t *s, const ref_param *p, uint64_t *out, size_t *at)
{
    if (p == NULL)
        return NULL;
    *at = p->form == 'n' ? p->name : p->value;
    if (p->form != 't')
        return "parameter-form";
    if (!digits(s, p) || p->value_end - p->value > 10)
        return "spi";
    *out = ref_number(s, p->value, p->value_end, UINT32_MAX);
    return *out > UINT32_MAX ? "spi" : *out <= 255 ? "spi-reserved" : NULL;
}

static const char *port(const uint8_t *s, const ref_param *p, uint64_t *out, size_t *at)
{
    if (p == NULL)
        return NULL;
    *at = p->form == 'n' ? p->name : p->value;
    if (p->form != 't')
        return "parameter-form";
    if (!digits(s, p))
        return "port";
    *out = ref_number(s, p->value, p->value_end, 65535);
    return *out == 0 || *out > 65535 ? "port" : *out == 5060 || *out == 5061 ? "port-reserved" : NULL;
}

static const char *prefix(const uint8_t *s, const ref_param *p, int *out, size_t *at)
{
    *out = -1;
    if (p == NULL)
        return NULL;
    *at = p->form == 'n' ? p->name : p->value;
    if (!digits(s, p) || ref_number(s, p->value, p->value_end, 128) > 128)
        return "addr-pref-length";
    *out = (int)ref_number(s, p->value, p->value_end, 128);
    return NULL;
}

const char *ref_ipsec_read(const uint8_t *s, const ref_list *l, size_t k, const char *profile, bool tolerant,
                           ref_ipsec *v, size_t *at)
{
    const rules *r = NULL;
    const char *fault;
    *at = l->mech[k].name;
    for (size_t x = 0; x < sizeof RULES / sizeof *RULES; x++)
        r = strcmp(RULES[x].name, profile) == 0 ? &RULES[x] : r;
    if (r == NULL || !word(s, l->mech[k].name, l->mech[k].name_end, "ipsec-3gpp") || find(s, l, k, "mediasec") != NULL)
        return "not-ipsec-3gpp";
    const ref_param *alg = find(s, l, k, "alg"), *spi_c = find(s, l, k, r->spi_c), *spi_s = find(s, l, k, r->spi_s),
                    *port_c = find(s, l, k, r->port_c), *port_s = find(s, l, k, r->port_s);
    if (alg == NULL || spi_s == NULL || port_s == NULL || (r->spi_c != NULL && spi_c == NULL) ||
        (r->port_c_needed && port_c == NULL))
        return "missing-parameter";
    *v = (ref_ipsec){ 0 };
    if ((fault = one_of(s, alg, r->alg, tolerant ? r->old_alg : NULL, "unknown-alg", &v->alg, at)) != NULL ||
        (fault = one_of(s, find(s, l, k, "ealg"), r->ealg, tolerant ? r->old_ealg : NULL, "unknown-ealg", &v->ealg,
                        at)) != NULL ||
        (fault = one_of(s, find(s, l, k, "prot"), r->prot, NULL, "prot", &v->prot, at)) != NULL ||
        (fault = one_of(s, find(s, l, k, "mod"), r->mod, NULL, "mod", &v->mod, at)) != NULL ||
        (fault = spi(s, spi_c, &v->spi_c, at)) != NULL || (fault = spi(s, spi_s, &v->spi_s, at)) != NULL ||
        (fault = port(s, port_c, &v->port_c, at)) != NULL || (fault = port(s, port_s, &v->port_s, at)) != NULL ||
        (fault = prefix(s, find(s, l, k, "addr-pref-length"), &v->prefix, at)) != NULL)
        return fault;
    *at = alg->value;
    bool null = strcmp(v->alg, "null") == 0, gcm = strcmp(v->ealg, "aes-gcm") == 0;
    if (null != gcm || (strcmp(v->alg, "aes-gmac") == 0 && strcmp(v->ealg, "null") != 0))
        return "alg-ealg-pairing";
    *at = spi_s->value;
    if (spi_c != NULL && v->spi_c == v->spi_s)
        return "spi-equal";
    *at = port_s->value;
    return port_c != NULL && v->port_c == v->port_s ? "port-equal" : NULL;
}

/* The bytes of a quoted-string with every LWS as one SP. */
static size_t plain(const uint8_t *s, size_t i, size_t j, uint8_t *out)
{
    size_t n = 0;
    while (i < j) {
        if (s[i] == '\\') {
            out[n++] = s[i++];
            out[n++] = s[i++];
        } else if (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n') {
            while (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n')
                i++;
            out[n++] = ' ';
        } else {
            out[n++] = s[i++];
        }
    }
    return n;
}

static bool value_equal(const uint8_t *sa, const ref_param *a, int qa, const uint8_t *sb, const ref_param *b, int qb)
{
    static uint8_t x[REF_QUOTED_MAX], y[REF_QUOTED_MAX];
    if (word(sa, a->name, a->name_end, "q"))
        return qa == qb;
    if (a->form != b->form)
        return false;
    if (a->form != 'q')
        return same(sa, a->value, a->value_end, sb, b->value, b->value_end);
    size_t n = plain(sa, a->value, a->value_end, x), m = plain(sb, b->value, b->value_end, y);
    return n == m && memcmp(x, y, n) == 0;
}

static bool mechanism_equal(const uint8_t *sa, const ref_list *a, const uint8_t *sb, const ref_list *b, size_t k)
{
    const ref_mechanism *x = &a->mech[k], *y = &b->mech[k];
    if (x->count != y->count || !same(sa, x->name, x->name_end, sb, y->name, y->name_end))
        return false;
    for (size_t i = x->first; i < x->first + x->count; i++) {
        bool found = false;
        for (size_t j = y->first; j < y->first + y->count; j++) {
            if (same(sa, a->param[i].name, a->param[i].name_end, sb, b->param[j].name, b->param[j].name_end))
                found = value_equal(sa, &a->param[i], x->q, sb, &b->param[j], y->q);
        }
        if (!found)
            return false;
    }
    return true;
}

bool ref_list_equal(const uint8_t *sa, const ref_list *a, const uint8_t *sb, const ref_list *b)
{
    for (size_t k = 0; k < a->count && k < b->count; k++) {
        if (!mechanism_equal(sa, a, sb, b, k))
            return false;
    }
    return a->count == b->count;
}

long ref_choose(const ref_list *l, const bool known[REF_MECHANISMS])
{
    for (size_t k = 0; k < l->count; k++) {
        bool best = known[k];
        for (size_t j = 0; j < l->count; j++) {
            if (known[j] && (l->mech[j].q > l->mech[k].q || (l->mech[j].q == l->mech[k].q && j < k)))
                best = false;
        }
        if (best)
            return (long)k;
    }
    return -1;
}
