#include "abnf.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NODES_MAX 8192
#define RULES_MAX 512
#define NAME_LEN  48
#define WORDS     (ABNF_TEXT_MAX / 64 + 1)
#define MANY      1000000 /* no upper bound of a repetition */

typedef enum { NODE_SET, NODE_WORD, NODE_SEQ, NODE_ALT, NODE_REPEAT, NODE_RULE, NODE_EXCEPT } node_kind;

/* child: first child, next: its sister; SEQ and ALT have a list of children, REPEAT and EXCEPT one. */
typedef struct {
    node_kind kind;
    int child, next, rule, low, high;
    char word[96];     /* NODE_WORD: the word; NODE_EXCEPT: the words, each behind a NUL */
    bool set[256];     /* NODE_SET: its bytes */
    bool first[256];   /* bytes that a match can start with */
    bool empty;        /* the empty string matches */
    long least;        /* length of the shortest match */
} node;

typedef struct { uint64_t w[WORDS]; } ends; /* a set of end positions */

struct abnf {
    node node[NODES_MAX];
    int nodes, rules;
    char name[RULES_MAX][NAME_LEN];
    int body[RULES_MAX];
    char error[256];
    /* while a file is read */
    const char *at, *stop;
    int line;
    /* while a string is matched */
    const uint8_t *s;
    size_t n;
    uint32_t stamp, seen[RULES_MAX][ABNF_TEXT_MAX + 1];
    ends memo[RULES_MAX][ABNF_TEXT_MAX + 1];
};

abnf *abnf_new(void) { return calloc(1, sizeof(abnf)); }
void abnf_free(abnf *g) { free(g); }
const char *abnf_error(const abnf *g) { return g->error; }

static bool fail(abnf *g, const char *what)
{
    if (g->error[0] == '\0')
        snprintf(g->error, sizeof g->error, "line %d: %s", g->line, what);
    return false;
}

static int new_node(abnf *g, node_kind kind)
{
    if (g->nodes == NODES_MAX) {
        fail(g, "too many nodes");
        return 0;
    }
    node *x = &g->node[g->nodes];
    memset(x, 0, sizeof *x);
    x->kind = kind;
    x->child = x->next = x->rule = -1;
    return g->nodes++;
}

int abnf_rule(const abnf *g, const char *name)
{
    for (int r = 0; r < g->rules; r++) {
        if (strcasecmp(g->name[r], name) == 0)
            return r;
    }
    return -1;
}

static int rule_of(abnf *g, const char *name)
{
    int r = abnf_rule(g, name);
    if (r >= 0)
        return r;
    if (g->rules == RULES_MAX) {
        fail(g, "too many rules");
        return 0;
    }
    snprintf(g->name[g->rules], NAME_LEN, "%s", name);
    g->body[g->rules] = -1;
    return g->rules++;
}

/* White space, comments and line breaks before a continuation line. */
static void skip(abnf *g)
{
    for (;;) {
        while (g->at < g->stop && (*g->at == ' ' || *g->at == '\t'))
            g->at++;
        if (g->at < g->stop && *g->at == ';') {
            while (g->at < g->stop && *g->at != '\n')
                g->at++;
        }
        const char *p = g->at;
        int lines = 0;
        while (p < g->stop && (*p == '\n' || *p == '\r')) {
            lines += *p == '\n';
            p++;
        }
        if (lines == 0 || p >= g->stop || (*p != ' ' && *p != '\t' && *p != ';'))
            return;
        if (*p == ';') { /* a comment line belongs to the rule only if a continuation follows; let skip decide */
            const char *q = p;
            while (q < g->stop && *q != '\n')
                q++;
            while (q < g->stop && (*q == '\n' || *q == '\r'))
                q++;
            if (q >= g->stop || (*q != ' ' && *q != '\t'))
                return;
        }
        g->line += lines;
        g->at = p;
    }
}

static bool read_name(abnf *g, char name[NAME_LEN])
{
    size_t k = 0;
    while (g->at < g->stop && (isalnum((unsigned char)*g->at) || *g->at == '-') && k < NAME_LEN - 1)
        name[k++] = *g->at++;
    name[k] = '\0';
    return k > 0 && isalpha((unsigned char)name[0]) ? true : fail(g, "a rule name is needed");
}

static int alternation(abnf *g);

static long read_hex(abnf *g)
{
    char *end;
    long v = strtol(g->at, &end, 16);
    if (end == g->at || v < 0 || v > 255)
        fail(g, "a byte %x00-FF is needed");
    g->at = end;
    return v < 0 || v > 255 ? 0 : v;
}

/* %x0D, %x41-5A, %x0D.0A */
static int num_val(abnf *g)
{
    if (g->stop - g->at < 3 || tolower((unsigned char)g->at[1]) != 'x') {
        fail(g, "%x is needed");
        return 0;
    }
    g->at += 2;
    int x = new_node(g, NODE_SET);
    long a = read_hex(g), b = a;
    if (*g->at == '-') {
        g->at++;
        b = read_hex(g);
    }
    for (long c = a; c <= b; c++)
        g->node[x].set[c] = true;
    if (*g->at != '.')
        return x;
    int seq = new_node(g, NODE_SEQ), last = x;
    g->node[seq].child = x;
    while (*g->at == '.') {
        g->at++;
        int y = new_node(g, NODE_SET);
        g->node[y].set[read_hex(g)] = true;
        g->node[last].next = y;
        last = y;
    }
    return seq;
}

static int char_val(abnf *g)
{
    int x = new_node(g, NODE_WORD);
    size_t k = 0;
    for (g->at++; g->at < g->stop && *g->at != '"' && k < sizeof g->node[x].word - 1; g->at++)
        g->node[x].word[k++] = *g->at;
    if (g->at >= g->stop || *g->at != '"')
        fail(g, "a closing quote is needed");
    g->at++;
    if (k == 1) { /* one byte: a set */
        g->node[x].kind = NODE_SET;
        g->node[x].set[tolower((unsigned char)g->node[x].word[0])] = true;
        g->node[x].set[toupper((unsigned char)g->node[x].word[0])] = true;
    }
    return x;
}

/* <RULE but not "a" "b"> */
static int prose_val(abnf *g)
{
    char name[NAME_LEN];
    g->at++;
    int x = new_node(g, NODE_EXCEPT);
    if (!read_name(g, name))
        return x;
    int inner = new_node(g, NODE_RULE);
    g->node[inner].rule = rule_of(g, name);
    g->node[x].child = inner;
    if (strncmp(g->at, " but not", 8) != 0) {
        fail(g, "prose-val is <RULE but not \"...\">");
        return x;
    }
    g->at += 8;
    size_t k = 0;
    while (g->at < g->stop && *g->at != '>') {
        if (*g->at == '"') {
            for (g->at++; g->at < g->stop && *g->at != '"' && k < sizeof g->node[x].word - 2; g->at++)
                g->node[x].word[k++] = *g->at;
            g->node[x].word[k++] = '\0'; /* a second NUL ends the list */
        }
        g->at++;
    }
    if (k >= sizeof g->node[x].word - 2)
        fail(g, "too many words");
    g->at++;
    return x;
}

static int element(abnf *g)
{
    char name[NAME_LEN];
    char c = g->at < g->stop ? *g->at : '\0';
    if (c == '"')
        return char_val(g);
    if (c == '%')
        return num_val(g);
    if (c == '<')
        return prose_val(g);
    if (c == '(' || c == '[') {
        g->at++;
        int inner = alternation(g);
        if (g->at >= g->stop || *g->at != (c == '(' ? ')' : ']'))
            fail(g, "a closing bracket is needed");
        g->at++;
        if (c == '(')
            return inner;
        int x = new_node(g, NODE_REPEAT);
        g->node[x].child = inner;
        g->node[x].high = 1;
        return x;
    }
    int x = new_node(g, NODE_RULE);
    if (read_name(g, name))
        g->node[x].rule = rule_of(g, name);
    return x;
}

/* [repeat] element, repeat = 1*DIGIT / *DIGIT "*" *DIGIT */
static int repetition(abnf *g)
{
    int low = -1, high = -1;
    bool star = false;
    if (g->at < g->stop && isdigit((unsigned char)*g->at))
        low = (int)strtol(g->at, (char **)&g->at, 10);
    if (g->at < g->stop && *g->at == '*') {
        star = true;
        g->at++;
        if (g->at < g->stop && isdigit((unsigned char)*g->at))
            high = (int)strtol(g->at, (char **)&g->at, 10);
    }
    int inner = element(g);
    if (low < 0 && !star)
        return inner;
    int x = new_node(g, NODE_REPEAT);
    g->node[x].child = inner;
    g->node[x].low = low < 0 ? 0 : low;
    g->node[x].high = !star ? low : high < 0 ? MANY : high;
    return x;
}

static bool element_follows(const abnf *g)
{
    char c = g->at < g->stop ? *g->at : '\0';
    return c == '"' || c == '%' || c == '<' || c == '(' || c == '[' || c == '*' || isalnum((unsigned char)c);
}

static int concatenation(abnf *g)
{
    int first = repetition(g), last = first;
    int seq = -1;
    for (skip(g); element_follows(g) && g->error[0] == '\0'; skip(g)) {
        const char *line = g->at;
        if (line > g->stop - 1 || (line[-1] == '\n'))
            break; /* the next rule starts in column 1 */
        int next = repetition(g);
        if (seq < 0) {
            seq = new_node(g, NODE_SEQ);
            g->node[seq].child = first;
        }
        g->node[last].next = next;
        last = next;
    }
    return seq < 0 ? first : seq;
}

static int alternation(abnf *g)
{
    skip(g);
    int first = concatenation(g), last = first, alt = -1;
    for (skip(g); g->at < g->stop && *g->at == '/' && g->error[0] == '\0'; skip(g)) {
        g->at++;
        skip(g);
        int next = concatenation(g);
        if (alt < 0) {
            alt = new_node(g, NODE_ALT);
            g->node[alt].child = first;
        }
        g->node[last].next = next;
        last = next;
    }
    return alt < 0 ? first : alt;
}

/* A node that is shared as a sister must not be linked twice: rule bodies are wrapped. */
static int wrapped(abnf *g, int inner)
{
    int x = new_node(g, NODE_SEQ);
    g->node[x].child = inner;
    return x;
}

static bool read_rules(abnf *g)
{
    while (g->at < g->stop && g->error[0] == '\0') {
        if (*g->at == '\n' || *g->at == '\r') {
            g->line += *g->at == '\n';
            g->at++;
            continue;
        }
        if (*g->at == ';' || *g->at == ' ' || *g->at == '\t') {
            while (g->at < g->stop && *g->at != '\n')
                g->at++;
            continue;
        }
        char name[NAME_LEN];
        if (!read_name(g, name))
            return false;
        int r = rule_of(g, name);
        skip(g);
        if (g->at >= g->stop || *g->at != '=')
            return fail(g, "= is needed");
        g->at++;
        if (g->body[r] >= 0)
            return fail(g, "the rule is there already");
        int body = wrapped(g, alternation(g));
        g->body[r] = body;
        if (g->at < g->stop && *g->at != '\n' && *g->at != '\r')
            return fail(g, "text behind a rule");
    }
    return g->error[0] == '\0';
}

bool abnf_load(abnf *g, const char *path)
{
    FILE *f = fopen(path, "rb");
    static char text[1 << 17];
    if (f == NULL) {
        snprintf(g->error, sizeof g->error, "%s: cannot be opened", path);
        return false;
    }
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    g->at = text;
    g->stop = text + n;
    g->line = 1;
    bool ok = read_rules(g);
    if (!ok) {
        char why[200];
        snprintf(why, sizeof why, "%.180s", g->error);
        snprintf(g->error, sizeof g->error, "%.50s: %s", strrchr(path, '/') ? strrchr(path, '/') + 1 : path, why);
    }
    return ok;
}

/* One round of what a node can start with, whether it may be empty, how short it can be; true if a thing changed. */
static bool round_of(abnf *g, int k)
{
    node *x = &g->node[k];
    bool first[256], empty = false;
    long least = MANY;
    memcpy(first, x->first, sizeof first);
    switch (x->kind) {
    case NODE_SET:
        memcpy(first, x->set, sizeof first);
        least = 1;
        break;
    case NODE_WORD:
        least = (long)strlen(x->word);
        empty = least == 0;
        if (!empty) {
            first[tolower((unsigned char)x->word[0])] = true;
            first[toupper((unsigned char)x->word[0])] = true;
        }
        break;
    case NODE_SEQ:
        empty = true;
        least = 0;
        for (int c = x->child; c >= 0; c = g->node[c].next) {
            for (int b = 0; empty && b < 256; b++)
                first[b] = first[b] || g->node[c].first[b];
            empty = empty && g->node[c].empty;
            least = least + g->node[c].least > MANY ? MANY : least + g->node[c].least;
        }
        break;
    case NODE_ALT:
        for (int c = x->child; c >= 0; c = g->node[c].next) {
            for (int b = 0; b < 256; b++)
                first[b] = first[b] || g->node[c].first[b];
            empty = empty || g->node[c].empty;
            if (g->node[c].least < least)
                least = g->node[c].least;
        }
        break;
    default: {
        const node *in = &g->node[x->kind == NODE_RULE ? g->body[x->rule] : x->child];
        memcpy(first, in->first, sizeof first);
        empty = in->empty || (x->kind == NODE_REPEAT && x->low == 0);
        least = x->kind == NODE_REPEAT ? in->least * x->low : in->least;
        least = least > MANY ? MANY : least;
        break;
    }
    }
    if (memcmp(first, x->first, sizeof first) == 0 && empty == x->empty && least == x->least)
        return false;
    memcpy(x->first, first, sizeof first);
    x->empty = empty;
    x->least = least;
    return true;
}

bool abnf_finish(abnf *g)
{
    for (int r = 0; r < g->rules; r++) {
        if (g->body[r] < 0) {
            snprintf(g->error, sizeof g->error, "rule %s is used but not there", g->name[r]);
            return false;
        }
    }
    for (int k = 0; k < g->nodes; k++)
        g->node[k].least = MANY;
    for (bool more = true; more;) {
        more = false;
        for (int k = g->nodes - 1; k >= 0; k--)
            more = round_of(g, k) || more;
    }
    return true;
}

static void put(ends *e, size_t k) { e->w[k / 64] |= UINT64_C(1) << (k % 64); }
static bool has(const ends *e, size_t k) { return e->w[k / 64] >> (k % 64) & 1; }

static bool none(const ends *e)
{
    uint64_t any = 0;
    for (size_t k = 0; k < WORDS; k++)
        any |= e->w[k];
    return any == 0;
}

static void match(abnf *g, int k, size_t i, ends *out);

/* Adds to *out where node k ends, started at each position of *from. */
static void step_all(abnf *g, int k, const ends *from, ends *out)
{
    for (size_t w = 0; w < WORDS; w++) {
        for (uint64_t bits = from->w[w]; bits != 0; bits &= bits - 1)
            match(g, k, w * 64 + (size_t)__builtin_ctzll(bits), out);
    }
}

static void match_repeat(abnf *g, const node *x, size_t i, ends *out)
{
    ends now = { { 0 } }, all = { { 0 } };
    put(&now, i);
    if (x->low == 0)
        all = now;
    for (int count = 1; count <= x->high && !none(&now); count++) {
        ends next = { { 0 } };
        step_all(g, x->child, &now, &next);
        if (count >= x->low) { /* what was reached with fewer repetitions need not be gone on from again */
            for (size_t w = 0; w < WORDS; w++) {
                next.w[w] &= ~all.w[w];
                all.w[w] |= next.w[w];
            }
        }
        now = next;
    }
    for (size_t w = 0; w < WORDS; w++)
        out->w[w] |= all.w[w];
}

static bool excepted(const abnf *g, const node *x, size_t i, size_t j)
{
    for (const char *w = x->word; *w != '\0'; w += strlen(w) + 1) {
        if (strlen(w) == j - i && strncasecmp(w, (const char *)g->s + i, j - i) == 0)
            return true;
    }
    return false;
}

static void match_inner(abnf *g, const node *x, size_t i, ends *out)
{
    switch (x->kind) {
    case NODE_SET:
        put(out, i + 1);
        break;
    case NODE_WORD: {
        size_t len = strlen(x->word);
        if (g->n - i >= len && strncasecmp(x->word, (const char *)g->s + i, len) == 0)
            put(out, i + len);
        break;
    }
    case NODE_SEQ: {
        ends now = { { 0 } };
        put(&now, i);
        for (int c = x->child; c >= 0; c = g->node[c].next) {
            ends next = { { 0 } };
            step_all(g, c, &now, &next);
            now = next;
        }
        for (size_t w = 0; w < WORDS; w++)
            out->w[w] |= now.w[w];
        break;
    }
    case NODE_ALT:
        for (int c = x->child; c >= 0; c = g->node[c].next)
            match(g, c, i, out);
        break;
    case NODE_EXCEPT: {
        ends in = { { 0 } };
        match(g, x->child, i, &in);
        for (size_t j = i; j <= g->n; j++) {
            if (has(&in, j) && !excepted(g, x, i, j))
                put(out, j);
        }
        break;
    }
    default: {
        ends *m = &g->memo[x->rule][i];
        if (g->seen[x->rule][i] != g->stamp) {
            ends in = { { 0 } };
            match(g, g->body[x->rule], i, &in);
            *m = in;
            g->seen[x->rule][i] = g->stamp;
        }
        for (size_t w = 0; w < WORDS; w++)
            out->w[w] |= m->w[w];
        break;
    }
    }
}

/* Adds to *out every end of a match of node k that starts at i. */
static void match(abnf *g, int k, size_t i, ends *out)
{
    const node *x = &g->node[k];
    if (i >= g->n || !x->first[g->s[i]]) {
        if (x->empty)
            put(out, i);
        return;
    }
    if (x->kind != NODE_REPEAT) {
        match_inner(g, x, i, out);
        return;
    }
    const node *in = &g->node[x->child];
    if (in->kind != NODE_SET) {
        match_repeat(g, x, i, out);
        return;
    }
    int count = 0; /* a run of single bytes */
    if (x->low == 0)
        put(out, i);
    for (size_t j = i; j < g->n && in->set[g->s[j]] && count < x->high; j++) {
        count++;
        if (count >= x->low)
            put(out, j + 1);
    }
}

bool abnf_match(abnf *g, int rule, const uint8_t *s, size_t n)
{
    ends out = { { 0 } };
    g->s = s;
    g->n = n;
    if (++g->stamp == 0) {
        memset(g->seen, 0, sizeof g->seen);
        g->stamp = 1;
    }
    match(g, g->body[rule], 0, &out);
    return has(&out, n);
}

/* splitmix64 */
uint64_t abnf_random(uint64_t *seed)
{
    uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

typedef struct { uint8_t *s; size_t n, cap; bool full; } maker;

static void add(maker *m, uint8_t c)
{
    if (m->n == m->cap)
        m->full = true;
    else
        m->s[m->n++] = c;
}

static void make(abnf *g, int k, uint64_t *seed, maker *m);

static void make_set(const node *x, uint64_t *seed, maker *m)
{
    unsigned bytes = 0;
    for (int b = 0; b < 256; b++)
        bytes += x->set[b];
    unsigned pick = (unsigned)(abnf_random(seed) % bytes);
    for (int b = 0; b < 256; b++) {
        if (x->set[b] && pick-- == 0)
            add(m, (uint8_t)b);
    }
}

/* One of the children; near the end of the room one of the shortest. */
static void make_alt(abnf *g, const node *x, uint64_t *seed, maker *m)
{
    bool tight = m->n > m->cap / 2;
    unsigned fit = 0;
    for (int c = x->child; c >= 0; c = g->node[c].next)
        fit += !tight || g->node[c].least == x->least;
    unsigned pick = (unsigned)(abnf_random(seed) % fit);
    for (int c = x->child; c >= 0; c = g->node[c].next) {
        if ((!tight || g->node[c].least == x->least) && pick-- == 0) {
            make(g, c, seed, m);
            return;
        }
    }
}

static void make_repeat(abnf *g, const node *x, uint64_t *seed, maker *m)
{
    int count = x->low;
    while (count < x->high && m->n <= m->cap / 2 && abnf_random(seed) % 8 < 5 && count < x->low + 12)
        count++;
    for (int c = 0; c < count && !m->full; c++)
        make(g, x->child, seed, m);
}

static void make(abnf *g, int k, uint64_t *seed, maker *m)
{
    const node *x = &g->node[k];
    size_t start = m->n;
    if (m->full)
        return;
    switch (x->kind) {
    case NODE_SET: make_set(x, seed, m); break;
    case NODE_WORD:
        for (const char *w = x->word; *w != '\0'; w++)
            add(m, (uint8_t)(abnf_random(seed) % 4 == 0 ? toupper((unsigned char)*w) : *w));
        break;
    case NODE_SEQ:
        for (int c = x->child; c >= 0; c = g->node[c].next)
            make(g, c, seed, m);
        break;
    case NODE_ALT: make_alt(g, x, seed, m); break;
    case NODE_REPEAT: make_repeat(g, x, seed, m); break;
    case NODE_RULE: make(g, g->body[x->rule], seed, m); break;
    case NODE_EXCEPT:
        do {
            m->n = start;
            make(g, x->child, seed, m);
            g->s = m->s;
        } while (!m->full && excepted(g, x, start, m->n));
        break;
    }
}

long abnf_make(abnf *g, int rule, uint64_t *seed, uint8_t *out, size_t cap)
{
    maker m = { out, 0, cap < ABNF_TEXT_MAX ? cap : ABNF_TEXT_MAX, false };
    make(g, g->body[rule], seed, &m);
    return m.full ? -1 : (long)m.n;
}

/* Bytes that grammars turn on, and any byte. */
static uint8_t edit_byte(uint64_t *seed)
{
    static const char turn[] = ";,=\"\\ \t\r\n:/<>@?&[].-q01a%*'()";
    uint64_t r = abnf_random(seed);
    return r % 3 == 0 ? (uint8_t)(r >> 8) : (uint8_t)turn[(r >> 8) % (sizeof turn - 1)];
}

size_t abnf_near(uint64_t *seed, const uint8_t *s, size_t n, uint8_t *out)
{
    uint64_t r = abnf_random(seed);
    size_t kind = n == 0 ? 0 : r % (n == 1 ? 3 : 4);
    size_t at = (r >> 8) % (kind == 0 ? n + 1 : kind == 3 ? n - 1 : n);
    uint8_t c = edit_byte(seed);
    memcpy(out, s, n);
    switch (kind) {
    case 0:
        memmove(out + at + 1, out + at, n - at);
        out[at] = c;
        return n + 1;
    case 1:
        memmove(out + at, out + at + 1, n - at - 1);
        return n - 1;
    case 2:
        out[at] = c;
        return n;
    default:
        out[at] = s[at + 1];
        out[at + 1] = s[at];
        return n;
    }
}
