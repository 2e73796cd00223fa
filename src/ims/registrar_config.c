/* The subscriber file, an INI file:
 *
 *   [registrar]                          all keys optional
 *   realm = ims.example                  of the challenge
 *   domain = ims.example                 host of the Request-URI of a REGISTER; without it any
 *   service-route = <sip:orig@scscf.ims.example;lr>
 *   authenticate-reregistration = yes    no: a protected re-REGISTER refreshes without a challenge
 *   min-expires = 60
 *   max-expires = 600000
 *   default-expires = 3600
 *   reg-await-auth = 240
 *   delta = 268435456                    of the USIMs (TS 33.102 C.2.1)
 *
 *   [subscriber alice]                   any name, one section for each
 *   impi = alice@ims.example
 *   impu = sip:alice@ims.example         once or more: one implicit registration set
 *   k = 32 hex digits
 *   opc = 32 hex digits                  or op =
 *   amf = 0000
 *   sqn = 000000000000                   the last one given out
 */
#include "registrar.h"
#include "hextext.h"
#include "keys.h"
#include "milenage.h"
#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The subscriber of the section that is being read */
typedef struct {
    registrar *r;
    char *error; /* of REGISTRAR_ERROR_MAX octets; the first error stays */
    char section[128];
    bool open, has_k, has_op, has_opc;
    uint8_t op[16];
    registrar_subscriber sub;
} loader;

static int fail(loader *l, const char *what, const char *name)
{
    if (l->error[0] == '\0')
        snprintf(l->error, REGISTRAR_ERROR_MAX, "[%s] %s: %s", l->section, name, what);
    return 0;
}

static bool read_number(const char *text, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;

    for (const char *c = text; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || v > (max - (uint64_t)(*c - '0')) / 10)
            return false;
        v = 10 * v + (uint64_t)(*c - '0');
    }
    *out = v;
    return *text != '\0';
}

static bool read_text(const char *text, char out[REGISTRAR_TEXT_MAX])
{
    if (text[0] == '\0' || strlen(text) >= REGISTRAR_TEXT_MAX)
        return false;
    strcpy(out, text);
    return true;
}

static int set_seconds(loader *l, const char *name, const char *value, uint32_t min, uint32_t *out)
{
    uint64_t v;

    if (!read_number(value, UINT32_MAX, &v) || v < min)
        return fail(l, "not a number of seconds in range", name);
    *out = (uint32_t)v;
    return 1;
}

static int set_registrar(loader *l, const char *name, const char *value)
{
    registrar *r = l->r;

    if (strcmp(name, "realm") == 0)
        return strpbrk(value, "\"\\") == NULL && read_text(value, r->realm) ? 1 : fail(l, "not a realm", name);
    if (strcmp(name, "domain") == 0)
        return read_text(value, r->domain) ? 1 : fail(l, "empty or too long", name);
    if (strcmp(name, "service-route") == 0)
        return read_text(value, r->service_route) ? 1 : fail(l, "empty or too long", name);
    if (strcmp(name, "min-expires") == 0)
        return set_seconds(l, name, value, 0, &r->min_expires);
    if (strcmp(name, "max-expires") == 0)
        return set_seconds(l, name, value, 1, &r->max_expires);
    if (strcmp(name, "default-expires") == 0)
        return set_seconds(l, name, value, 1, &r->default_expires);
    if (strcmp(name, "reg-await-auth") == 0)
        return set_seconds(l, name, value, 1, &r->reg_await_auth);
    if (strcmp(name, "delta") == 0)
        return read_number(value, SQN_MAX, &r->delta) ? 1 : fail(l, "not a number in range", name);
    if (strcmp(name, "authenticate-reregistration") != 0)
        return fail(l, "no such key", name);
    r->authenticate_reregistration = strcmp(value, "yes") == 0;
    return r->authenticate_reregistration || strcmp(value, "no") == 0 ? 1 : fail(l, "neither yes nor no", name);
}

static int add_impu(loader *l, const char *value)
{
    registrar_subscriber *sub = &l->sub;

    if (sub->impus == REGISTRAR_IMPUS_MAX || strpbrk(value, "<> \t") != NULL
        || !read_text(value, sub->impu[sub->impus].uri))
        return fail(l, "not a URI, or too many", "impu");
    sub->impus++;
    return 1;
}

static bool given_twice(const loader *l, const char *name)
{
    return (strcmp(name, "impi") == 0 && l->sub.impi[0] != '\0') || (strcmp(name, "k") == 0 && l->has_k)
        || (strcmp(name, "op") == 0 && l->has_op) || (strcmp(name, "opc") == 0 && l->has_opc);
}

static int set_subscriber(loader *l, const char *name, const char *value)
{
    registrar_subscriber *sub = &l->sub;
    uint8_t sqn[6];

    if (given_twice(l, name)) /* also two sections of one name, which inih cuts at 50 characters */
        return fail(l, "given twice", name);
    if (strcmp(name, "impi") == 0)
        return strpbrk(value, "\"\\") == NULL && read_text(value, sub->impi) ? 1 : fail(l, "not an IMPI", name);
    if (strcmp(name, "impu") == 0)
        return add_impu(l, value);
    if (strcmp(name, "k") == 0)
        return (l->has_k = hex_read(value, sub->secret.k, 16)) ? 1 : fail(l, "not 32 hex digits", name);
    if (strcmp(name, "op") == 0)
        return (l->has_op = hex_read(value, l->op, 16)) ? 1 : fail(l, "not 32 hex digits", name);
    if (strcmp(name, "opc") == 0)
        return (l->has_opc = hex_read(value, sub->secret.opc, 16)) ? 1 : fail(l, "not 32 hex digits", name);
    if (strcmp(name, "amf") == 0)
        return hex_read(value, sub->secret.amf, 2) ? 1 : fail(l, "not 4 hex digits", name);
    if (strcmp(name, "sqn") != 0)
        return fail(l, "no such key", name);
    if (!hex_read(value, sqn, 6))
        return fail(l, "not 12 hex digits", name);
    sub->sqn = sqn_get(sqn);
    return 1;
}

/* The section is complete: the subscriber joins the others. */
static int close_section(loader *l)
{
    int ok = 1;

    if (!l->open)
        return 1;
    if (l->sub.impi[0] == '\0')
        ok = fail(l, "missing", "impi");
    else if (l->sub.impus == 0)
        ok = fail(l, "missing", "impu");
    else if (!l->has_k)
        ok = fail(l, "missing", "k");
    else if (l->has_op == l->has_opc)
        ok = fail(l, "one of the two is needed", "op, opc");
    if (ok && l->has_op)
        milenage_opc(l->sub.secret.k, l->op, l->sub.secret.opc);
    if (ok && !registrar_add(l->r, &l->sub))
        ok = fail(l, "it or one of its IMPUs is there twice", "impi");
    secret_wipe(&l->sub, sizeof l->sub);
    secret_wipe(l->op, sizeof l->op);
    l->open = l->has_k = l->has_op = l->has_opc = false;
    return ok;
}

/* inih: 0 is an error */
static int on_pair(void *user, const char *section, const char *name, const char *value)
{
    loader *l = user;

    if (strcmp(section, l->section) != 0) {
        if (!close_section(l))
            return 0;
        snprintf(l->section, sizeof l->section, "%s", section);
        l->open = strncmp(section, "subscriber ", 11) == 0;
    }
    if (l->open)
        return set_subscriber(l, name, value);
    return strcmp(section, "registrar") == 0 ? set_registrar(l, name, value) : fail(l, "no such section", name);
}

bool registrar_load(registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX])
{
    loader l = { .r = r, .error = error };
    char what[REGISTRAR_ERROR_MAX];
    int line;

    error[0] = '\0';
    line = ini_parse(path, on_pair, &l);
    if (line == -1) {
        snprintf(error, REGISTRAR_ERROR_MAX, "%.100s: %s", path, strerror(errno));
    } else if (error[0] == '\0' && line != 0) {
        snprintf(error, REGISTRAR_ERROR_MAX, "%.100s:%d: not a line of an INI file", path, line);
    } else {
        close_section(&l);
        if (error[0] != '\0') {
            snprintf(what, sizeof what, "%s", error);
            snprintf(error, REGISTRAR_ERROR_MAX, "%.100s: %.200s", path, what);
        }
    }
    secret_wipe(&l, sizeof l);
    return error[0] == '\0';
}

/* ---- State: lines of "IMPI SQN" ---- */

static registrar_subscriber *find(registrar *r, const char *impi)
{
    return (registrar_subscriber *)registrar_find(r, impi);
}

static bool take_state(registrar *r, const char *line)
{
    char impi[REGISTRAR_TEXT_MAX], text[13], more;
    uint8_t sqn[6];

    if (sscanf(line, "%255s %12s %c", impi, text, &more) != 2 || !hex_read(text, sqn, 6))
        return false;
    registrar_subscriber *sub = find(r, impi);
    if (sub != NULL && sqn_get(sqn) > sub->sqn)
        sub->sqn = sqn_get(sqn);
    return true;
}

bool registrar_state_load(registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX])
{
    char line[REGISTRAR_TEXT_MAX + 32];
    FILE *f = fopen(path, "r");
    bool ok = true;

    error[0] = '\0';
    if (f == NULL) {
        if (errno == ENOENT)
            return true;
        snprintf(error, REGISTRAR_ERROR_MAX, "%.100s: %s", path, strerror(errno));
        return false;
    }
    for (unsigned n = 1; ok && fgets(line, sizeof line, f) != NULL; n++) {
        ok = take_state(r, line);
        if (!ok)
            snprintf(error, REGISTRAR_ERROR_MAX, "%.100s:%u: not \"IMPI SQN\"", path, n);
    }
    fclose(f);
    return ok;
}

/* Written beside the file and moved over it, so that a crash leaves the old or the new state. */
bool registrar_state_save(const registrar *r, const char *path, char error[REGISTRAR_ERROR_MAX])
{
    char beside[512];
    bool ok = snprintf(beside, sizeof beside, "%s.new", path) < (int)sizeof beside;
    FILE *f = ok ? fopen(beside, "w") : NULL;

    error[0] = '\0';
    ok = f != NULL;
    for (size_t i = 0; ok && i < r->count; i++)
        ok = fprintf(f, "%s %012llx\n", r->subscriber[i].impi, (unsigned long long)r->subscriber[i].sqn) > 0;
    if (f != NULL) {
        ok = fflush(f) == 0 && fsync(fileno(f)) == 0 && ok;
        ok = fclose(f) == 0 && ok;
    }
    ok = ok && rename(beside, path) == 0;
    if (!ok)
        snprintf(error, REGISTRAR_ERROR_MAX, "%.100s: %s", path, strerror(errno));
    return ok;
}
