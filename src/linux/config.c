#include "config.h"
#include "../ims/keys.h"
#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    K_ADDR, K_U16, K_U32, K_RANGE, K_FILE, K_NAME, K_URI, K_HEX, K_BOOL, K_PAIRS, K_PREFIXES, K_PROFILE, K_STEPS
} kind;

/* One key: where it stands in the file and in the record, its limits, and its default as text (NULL: must be given). */
typedef struct {
    const char *section, *name;
    kind kind;
    size_t at, size;
    uint32_t min, max;
    const char *fallback;
} key;

/* Values -------------------------------------------------------------------------------------------------------- */

/* 1*DIGIT from *s on, at most max; moves *s behind it. */
static bool digits(const char **s, uint32_t max, uint32_t *out)
{
    uint64_t v = 0;
    const char *p = *s;
    for (; *p >= '0' && *p <= '9'; p++) {
        v = v * 10 + (uint64_t)(*p - '0');
        if (v > max)
            return false;
    }
    bool some = p != *s;
    *s = p;
    *out = (uint32_t)v;
    return some;
}

static bool number(const char *s, uint32_t min, uint32_t max, uint32_t *out)
{
    return digits(&s, max, out) && *s == '\0' && *out >= min;
}

static bool range(const char *s, uint32_t min, uint32_t max, config_range *out)
{
    return digits(&s, max, &out->first) && *s == '-' && (s++, number(s, min, max, &out->last)) &&
           out->first >= min && out->first <= out->last;
}

static bool text(const char *s, kind k, char *out, size_t size)
{
    size_t n = strlen(s);
    if (n >= size)
        return false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x20 || c > 0x7e || (k != K_FILE && (c == ' ' || strchr("\"<>,\\", c) != NULL)))
            return false;
    }
    if (k == K_NAME && n == 0)
        return false;
    if (k == K_URI && (strncmp(s, "sip:", 4) != 0 || n == 4))
        return false;
    memcpy(out, s, n + 1);
    return true;
}

static int nibble(char c)
{
    static const char hex[] = "0123456789abcdef";
    const char *p = c == '\0' ? NULL : strchr(hex, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c);
    return p == NULL ? -1 : (int)(p - hex);
}

static bool hex(const char *s, uint8_t *out, size_t size)
{
    if (strlen(s) != 2 * size)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = nibble(s[2 * i]), low = nibble(s[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* The next word of a list with commas or blanks between: false at its end. */
static bool word(const char **s, char out[CONFIG_TEXT_MAX])
{
    *s += strspn(*s, " \t,");
    size_t n = strcspn(*s, " \t,");
    if (n == 0 || n >= CONFIG_TEXT_MAX)
        return false;
    memcpy(out, *s, n);
    out[n] = '\0';
    *s += n;
    return true;
}

/* "alg/ealg", a pair that TS 33.203 Annex I has keys for. */
static bool pair(char *s, sec_pair *out)
{
    static const uint8_t zero[16];
    char *slash = strchr(s, '/');
    unsigned a = 0, e = 0;
    if (slash == NULL)
        return false;
    *slash = '\0';
    while (a < ALG_COUNT && strcmp(s, sec_alg_name((sec_alg)a)) != 0)
        a++;
    while (e < EALG_COUNT && strcmp(slash + 1, sec_ealg_name((sec_ealg)e)) != 0)
        e++;
    *slash = '/';
    if (a == ALG_COUNT || e == EALG_COUNT)
        return false;
    *out = (sec_pair){ (sec_alg)a, (sec_ealg)e };
    esp_keys unused;
    return esp_keys_expand(out->alg, out->ealg, zero, zero, &unused);
}

static bool pairs(const char *s, config_pairs *out)
{
    char w[CONFIG_TEXT_MAX];
    while (word(&s, w)) {
        if (out->count == CONFIG_PAIRS_MAX || !pair(w, &out->pair[out->count++]))
            return false;
    }
    return *s == '\0' && out->count > 0;
}

static bool prefixes(const char *s, uint8_t out[129])
{
    char w[CONFIG_TEXT_MAX];
    uint32_t n, some = 0;
    memset(out, 0, 129);
    while (word(&s, w)) {
        if (!number(w, 0, 128, &n))
            return false;
        out[n] = 1;
        some++;
    }
    return *s == '\0' && some > 0;
}

static bool step(const char *s, config_step *out)
{
    static const char *const names[] = { "register", "options", "rotate", "reauthenticate", "deregister" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(s, names[i]) == 0) {
            *out = (config_step){ (ue_step_kind)i, 0 };
            return true;
        }
    }
    *out = (config_step){ STEP_WAIT, 0 };
    return strncmp(s, "wait:", 5) == 0 && number(s + 5, 1, 3600000, &out->argument);
}

static bool steps(const char *s, config_steps *out)
{
    char w[CONFIG_TEXT_MAX];
    while (word(&s, w)) {
        if (out->count == CONFIG_STEPS_MAX || !step(w, &out->step[out->count++]))
            return false;
    }
    return *s == '\0' && out->count > 0;
}

/* The roles set up two pairs of SAs; the profiles with one pair are for the oracle's commands. */
static bool profile(const char *s, sec_profile *out)
{
    *out = strcmp(s, "ims") == 0 ? PROFILE_IMS : PROFILE_IMS_R5;
    return *out == PROFILE_IMS || strcmp(s, "ims-r5") == 0;
}

static bool boolean(const char *s, bool *out)
{
    *out = strcmp(s, "yes") == 0;
    return *out || strcmp(s, "no") == 0;
}

static bool value_read(const key *k, const char *s, void *record)
{
    void *field = (char *)record + k->at;
    uint32_t v;
    switch (k->kind) {
    case K_ADDR: return addr_parse((const uint8_t *)s, 0, strlen(s), field);
    case K_U16:
        if (!number(s, k->min, k->max, &v))
            return false;
        *(uint16_t *)field = (uint16_t)v;
        return true;
    case K_U32: return number(s, k->min, k->max, field);
    case K_RANGE: return range(s, k->min, k->max, field);
    case K_FILE: case K_NAME: case K_URI: return text(s, k->kind, field, k->size);
    case K_HEX: return hex(s, field, k->size);
    case K_BOOL: return boolean(s, field);
    case K_PAIRS: return pairs(s, field);
    case K_PREFIXES: return prefixes(s, field);
    case K_PROFILE: return profile(s, field);
    case K_STEPS: return steps(s, field);
    }
    return false;
}

static const char *expected(const key *k, char room[80])
{
    switch (k->kind) {
    case K_ADDR: return "an IPv4 or IPv6 address";
    case K_U16: case K_U32:
        snprintf(room, 80, "a number from %u to %u", (unsigned)k->min, (unsigned)k->max);
        return room;
    case K_RANGE:
        snprintf(room, 80, "FIRST-LAST within %u-%u", (unsigned)k->min, (unsigned)k->max);
        return room;
    case K_FILE: snprintf(room, 80, "printable text of at most %zu bytes", k->size - 1); return room;
    case K_NAME: snprintf(room, 80, "a name of 1 to %zu bytes without blanks or quotes", k->size - 1); return room;
    case K_URI: return "a URI that begins with sip:";
    case K_HEX: snprintf(room, 80, "%zu hexadecimal digits", 2 * k->size); return room;
    case K_BOOL: return "yes or no";
    case K_PAIRS: return "a list of ALG/EALG pairs that TS 33.203 allows";
    case K_PREFIXES: return "a list of lengths from 0 to 128";
    case K_PROFILE: return "ims or ims-r5";
    case K_STEPS: return "a list of register, options, rotate, reauthenticate, deregister, wait:MILLISECONDS";
    }
    return "known";
}

/* The file ------------------------------------------------------------------------------------------------------ */

typedef struct {
    const char *file;
    FILE *f;
    int line;
    bool indented;       /* the line continues the value before it: only a list may */
    const key *keys;
    size_t count;
    void *record;
    bool seen[64];
    char *error;         /* empty: none yet */
    int error_line;
} reading;

static bool fail(reading *r, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
static bool fail(reading *r, int line, const char *format, ...)
{
    if (r->error[0] != '\0' && line >= r->error_line) /* the first one counts */
        return false;
    r->error_line = line;
    int n = line > 0 ? snprintf(r->error, CONFIG_ERROR_MAX, "%s:%d: ", r->file, line)
                     : snprintf(r->error, CONFIG_ERROR_MAX, "%s: ", r->file);
    va_list args;
    va_start(args, format);
    if (n > 0 && n < (int)CONFIG_ERROR_MAX)
        vsnprintf(r->error + n, CONFIG_ERROR_MAX - (size_t)n, format, args);
    va_end(args);
    return false;
}

/* One line for inih, counted; a longer one than inih can hold would be cut without a word. */
static char *next_line(char *out, int size, void *user)
{
    reading *r = user;
    if (fgets(out, size, r->f) == NULL)
        return NULL;
    r->line++;
    r->indented = out[0] == ' ' || out[0] == '\t';
    size_t n = strlen(out);
    if (n > 0 && out[n - 1] != '\n' && !feof(r->f)) {
        fail(r, r->line, "the line is longer than %d bytes or holds a NUL", size - 2);
        return NULL;
    }
    return out;
}

static int take(void *user, const char *section, const char *name, const char *value)
{
    reading *r = user;
    char room[80];
    for (size_t i = 0; i < r->count; i++) {
        const key *k = &r->keys[i];
        if (strcmp(k->section, section) != 0 || strcmp(k->name, name) != 0)
            continue;
        bool more = r->seen[i] && r->indented && (k->kind == K_STEPS || k->kind == K_PAIRS);
        if (r->seen[i] && !more)
            return fail(r, r->line, "[%s] %s is given twice%s", section, name,
                        r->indented ? " (an indented line continues the one before)" : "");
        r->seen[i] = true;
        if (!more)
            memset((char *)r->record + k->at, 0, k->size); /* lists begin empty */
        if (value_read(k, value, r->record))
            return 1;
        if (k->kind == K_HEX) /* a secret is not repeated */
            return fail(r, r->line, "[%s] %s is not %s", section, name, expected(k, room));
        return fail(r, r->line, "[%s] %s: '%.80s' is not %s", section, name, value, expected(k, room));
    }
    return fail(r, r->line, "no key '%.60s' in section [%.60s]", name, section);
}

static bool read_file(reading *r)
{
    r->f = fopen(r->file, "re");
    if (r->f == NULL)
        return fail(r, 0, "%s", strerror(errno));
    int line = ini_parse_stream(next_line, r, take, r);
    bool broken = ferror(r->f) != 0;
    fclose(r->f);
    if (broken)
        return fail(r, 0, "cannot be read");
    if (line > 0)
        return fail(r, line, "neither [section], name = value nor a comment");
    if (line < 0)
        return fail(r, 0, "no memory");
    return r->error[0] == '\0';
}

static bool given(const reading *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->seen[i] && strcmp(r->keys[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Defaults, the file, and what must be given. */
static bool read_all(reading *r)
{
    r->error[0] = '\0';
    for (size_t i = 0; i < r->count; i++) {
        const key *k = &r->keys[i];
        if (k->fallback != NULL && !value_read(k, k->fallback, r->record))
            return fail(r, 0, "the default of [%s] %s is bad", k->section, k->name);
    }
    return r->file == NULL || read_file(r);
}

/* Rules between keys -------------------------------------------------------------------------------------------- */

static bool same_family(const ip_addr *a, const ip_addr *b) { return addr_is_v4(a) == addr_is_v4(b); }
static bool within(config_range r, uint32_t v) { return r.first <= v && v <= r.last; }
static uint32_t width(config_range r) { return r.last - r.first + 1; }

/* TS 33.203 7.1: protected ports are not 5060 or 5061. */
static bool well_known(config_range r) { return within(r, 5060) || within(r, 5061); }

static bool times_ok(reading *r, const char *section, const transaction_times *t)
{
    return t->t1 <= t->t2 || fail(r, 0, "[%s] t1 is longer than t2", section);
}

/* ports: client ports to choose from; three sets can live at a time (TS 33.203 7.1). */
static bool ports_ok(reading *r, const char *section, config_range ports, uint16_t server, uint16_t clear)
{
    config_range one = { server, server };
    if (well_known(ports) || well_known(one))
        return fail(r, 0, "[%s] a protected port may not be 5060 or 5061 (TS 33.203 7.1)", section);
    if (within(ports, server) || within(ports, clear) || server == clear)
        return fail(r, 0, "[%s] the unprotected port, the server port and the client ports must differ", section);
    return width(ports) >= 3 || fail(r, 0, "[%s] three client ports are needed at least", section);
}

static bool spi_ok(reading *r, config_range spi)
{
    return width(spi) >= 6 || fail(r, 0, "[kernel] six SPIs are needed at least (TS 33.203 7.1)");
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PORT_MIN 1
#define PORT_MAX 65535
#define DAYS     86400u

#define KEY(s, n, k, field, min, max, def)                                                                            \
    { s, n, k, offsetof(RECORD, field), sizeof(((RECORD *)0)->field), min, max, def }
#define TIMES(section, field, a, b, c)                                                                                \
    KEY(section, "t1", K_U32, field.t1, 1, 60000, a), KEY(section, "t2", K_U32, field.t2, 1, 600000, b),              \
    KEY(section, "t4", K_U32, field.t4, 1, 600000, c)

#define RECORD config_ue
static const key ue_keys[] = {
    KEY("ue", "address", K_ADDR, address, 0, 0, "2001:db8:1:1::a"),
    KEY("ue", "interface", K_FILE, interface, 0, 0, "eth0"),
    KEY("ue", "port", K_U16, port, PORT_MIN, PORT_MAX, "5060"),
    KEY("ue", "port_uc", K_RANGE, port_uc, 1024, PORT_MAX, "40000-40999"),
    KEY("ue", "port_us", K_U16, port_us, 1024, PORT_MAX, "45000"),
    KEY("ue", "pcscf", K_ADDR, pcscf, 0, 0, "2001:db8:2::1"),
    KEY("ue", "pcscf_port", K_U16, pcscf_port, PORT_MIN, PORT_MAX, "5060"),
    KEY("ue", "profile", K_PROFILE, profile, 0, 0, "ims-r5"),
    KEY("ue", "prefix_length", K_U32, prefix_length, 0, 128, "64"),
    KEY("ue", "algorithms", K_PAIRS, algorithms, 0, 0, "hmac-sha-1-96/null, hmac-md5-96/null"),
    KEY("ue", "expires", K_U32, expires, 1, UINT32_MAX, "600000"),
    KEY("ue", "reg_await_auth", K_U32, reg_await_auth, 1, 3600, "240"),
    KEY("ue", "drain", K_U32, drain, 1, 3600, "30"),
    KEY("ue", "steps", K_STEPS, steps, 0, 0,
        "register, options, options, rotate, options, options, rotate, options, options, reauthenticate, options, "
        "deregister"),
    KEY("subscriber", "home_domain", K_NAME, home_domain, 0, 0, "ims.example"),
    KEY("subscriber", "impi", K_NAME, impi, 0, 0, "alice@ims.example"),
    KEY("subscriber", "impu", K_URI, impu, 0, 0, "sip:alice@ims.example"),
    KEY("subscriber", "k", K_HEX, k, 0, 0, NULL),
    KEY("subscriber", "op", K_HEX, op, 0, 0, NULL),
    KEY("subscriber", "opc", K_HEX, op, 0, 0, NULL),
    KEY("subscriber", "sqn", K_HEX, sqn, 0, 0, "000000000000"),
    KEY("kernel", "spi", K_RANGE, spi, 256, UINT32_MAX, "65536-131071"),
    TIMES("timers", times, "2000", "16000", "17000"),
    KEY("log", "file", K_FILE, log, 0, 0, "-"),
};
#undef RECORD

#define RECORD config_pcscf
static const key pcscf_keys[] = {
    KEY("pcscf", "address", K_ADDR, address, 0, 0, "2001:db8:2::1"),
    KEY("pcscf", "port", K_U16, port, PORT_MIN, PORT_MAX, "5060"),
    KEY("pcscf", "port_ps", K_U16, port_ps, 1024, PORT_MAX, "6060"),
    KEY("pcscf", "port_pc", K_RANGE, port_pc, 1024, PORT_MAX, "50000-59999"),
    KEY("pcscf", "core_address", K_ADDR, core_address, 0, 0, "2001:db8:2::1"),
    KEY("pcscf", "core_port", K_U16, core_port, PORT_MIN, PORT_MAX, "5070"),
    KEY("pcscf", "registrar", K_ADDR, registrar, 0, 0, "2001:db8:2::5"),
    KEY("pcscf", "registrar_port", K_U16, registrar_port, PORT_MIN, PORT_MAX, "5060"),
    KEY("pcscf", "home_domain", K_NAME, home_domain, 0, 0, "ims.example"),
    KEY("pcscf", "profile", K_PROFILE, profile, 0, 0, "ims-r5"),
    KEY("pcscf", "algorithms", K_PAIRS, algorithms, 0, 0, "hmac-sha-1-96/null, hmac-md5-96/null"),
    KEY("pcscf", "prefix_lengths", K_PREFIXES, prefix_lengths, 0, 0, "64, 128"),
    KEY("pcscf", "max_ues", K_U32, max_ues, 1, 1000000, "1000"),
    KEY("pcscf", "max_rotations", K_U32, max_rotations, 0, 1000000, "1000"),
    KEY("pcscf", "reg_await_auth", K_U32, reg_await_auth, 1, 3600, "240"),
    KEY("pcscf", "registration_grace", K_U32, registration_grace, 0, 3600, "30"),
    KEY("pcscf", "options_to_ue", K_BOOL, options_to_ue, 0, 0, "yes"),
    KEY("pcscf", "max_transactions", K_U32, max_transactions, 8, 1000000, "1024"),
    KEY("kernel", "spi", K_RANGE, spi, 256, UINT32_MAX, "131072-1048575"),
    TIMES("timers", times, "2000", "16000", "17000"),
    TIMES("core_timers", core_times, "500", "4000", "5000"),
    KEY("log", "file", K_FILE, log, 0, 0, "-"),
};
#undef RECORD

#define RECORD config_registrar
static const key registrar_keys[] = {
    KEY("registrar", "address", K_ADDR, address, 0, 0, "2001:db8:2::5"),
    KEY("registrar", "port", K_U16, port, PORT_MIN, PORT_MAX, "5060"),
    KEY("registrar", "home_domain", K_NAME, home_domain, 0, 0, "ims.example"),
    KEY("registrar", "subscribers", K_FILE, subscribers, 0, 0, "subscribers.ini"),
    KEY("registrar", "expires_min", K_U32, expires_min, 1, 30 * DAYS, "60"),
    KEY("registrar", "expires_max", K_U32, expires_max, 1, 30 * DAYS, "600000"),
    KEY("registrar", "reg_await_auth", K_U32, reg_await_auth, 1, 3600, "240"),
    KEY("registrar", "max_transactions", K_U32, max_transactions, 8, 1000000, "1024"),
    TIMES("timers", times, "500", "4000", "5000"),
    KEY("log", "file", K_FILE, log, 0, 0, "-"),
};
#undef RECORD

/* TS 33.203 6.1: the IMPI is a NAI, user@realm (RFC 2486). */
static bool is_nai(const char *impi)
{
    const char *at = strchr(impi, '@');
    return at != NULL && at > impi && at[1] != '\0' && strchr(at + 1, '@') == NULL;
}

static bool ue_ok(reading *r, config_ue *c)
{
    unsigned bits = addr_is_v4(&c->address) ? 32 : 128;
    if (!given(r, "k"))
        return fail(r, 0, "[subscriber] k is missing");
    if (given(r, "op") == given(r, "opc"))
        return fail(r, 0, "[subscriber] one of op and opc is needed");
    c->op_is_opc = given(r, "opc");
    if (!given(r, "prefix_length") && bits == 32)
        c->prefix_length = 32;
    if (c->prefix_length > bits)
        return fail(r, 0, "[ue] prefix_length is more than the %u bits of the address", bits);
    if (c->profile == PROFILE_IMS_R5 && bits == 128 && c->prefix_length != 64 && c->prefix_length != 128)
        return fail(r, 0, "[ue] prefix_length of a Rel-5 terminal is 64 or 128 (GB 0216000.0)");
    if (!is_nai(c->impi))
        return fail(r, 0, "[subscriber] impi is not of the form user@realm (TS 33.203 6.1)");
    if (!same_family(&c->address, &c->pcscf))
        return fail(r, 0, "[ue] address and pcscf are of two families");
    return ports_ok(r, "ue", c->port_uc, c->port_us, c->port) && spi_ok(r, c->spi) && times_ok(r, "timers", &c->times);
}

bool config_read_ue(const char *file, config_ue *out, char error[CONFIG_ERROR_MAX])
{
    memset(out, 0, sizeof *out);
    reading r = { .file = file, .keys = ue_keys, .count = COUNT(ue_keys), .record = out, .error = error };
    bool ok = read_all(&r) && ue_ok(&r, out);
    if (!ok)
        config_wipe_ue(out);
    return ok;
}

static bool pcscf_ok(reading *r, const config_pcscf *c)
{
    if (!same_family(&c->core_address, &c->registrar))
        return fail(r, 0, "[pcscf] core_address and registrar are of two families");
    if (addr_equal(&c->address, &c->core_address) &&
        (c->core_port == c->port || c->core_port == c->port_ps || within(c->port_pc, c->core_port)))
        return fail(r, 0, "[pcscf] core_address and core_port are taken by the side towards the UE");
    return ports_ok(r, "pcscf", c->port_pc, c->port_ps, c->port) && spi_ok(r, c->spi) &&
           times_ok(r, "timers", &c->times) && times_ok(r, "core_timers", &c->core_times);
}

bool config_read_pcscf(const char *file, config_pcscf *out, char error[CONFIG_ERROR_MAX])
{
    memset(out, 0, sizeof *out);
    reading r = { .file = file, .keys = pcscf_keys, .count = COUNT(pcscf_keys), .record = out, .error = error };
    return read_all(&r) && pcscf_ok(&r, out);
}

/* A relative name is meant beside the configuration file. */
static bool beside(reading *r, char name[CONFIG_TEXT_MAX])
{
    const char *slash = r->file == NULL ? NULL : strrchr(r->file, '/');
    char whole[CONFIG_TEXT_MAX];
    if (name[0] == '/' || slash == NULL)
        return true;
    int n = snprintf(whole, sizeof whole, "%.*s/%s", (int)(slash - r->file), r->file, name);
    if (n < 0 || (size_t)n >= sizeof whole)
        return fail(r, 0, "[registrar] subscribers: the path is too long");
    memcpy(name, whole, (size_t)n + 1);
    return true;
}

bool config_read_registrar(const char *file, config_registrar *out, char error[CONFIG_ERROR_MAX])
{
    memset(out, 0, sizeof *out);
    reading r = { .file = file, .keys = registrar_keys, .count = COUNT(registrar_keys), .record = out,
                  .error = error };
    if (!read_all(&r) || !beside(&r, out->subscribers))
        return false;
    if (out->expires_min > out->expires_max)
        return fail(&r, 0, "[registrar] expires_min is more than expires_max");
    return times_ok(&r, "timers", &out->times);
}

void config_wipe_ue(config_ue *c)
{
    secret_wipe(c->k, sizeof c->k);
    secret_wipe(c->op, sizeof c->op);
}
