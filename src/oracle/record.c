#include "record.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool record_refuse(char fault[RECORD_FAULT_MAX], const char *format, ...)
{
    va_list a;

    va_start(a, format);
    vsnprintf(fault, RECORD_FAULT_MAX, format, a);
    va_end(a);
    return false;
}

int record_word(const char *const *words, const char *word)
{
    for (int k = 0; words[k] != NULL; k++) {
        if (strcmp(words[k], word) == 0)
            return k;
    }
    return -1;
}

static bool read_number(const json_t *v, uint64_t max, uint64_t *out)
{
    if (!json_is_integer(v) || json_integer_value(v) < 0 || (uint64_t)json_integer_value(v) > max)
        return false;
    *out = (uint64_t)json_integer_value(v);
    return true;
}

/* An object of exactly these four members: two SPIs, then two ports. */
static bool read_four(const json_t *v, const char *const names[4], uint64_t out[4])
{
    for (int k = 0; k < 4; k++) {
        if (!read_number(json_object_get(v, names[k]), k < 2 ? UINT32_MAX : UINT16_MAX, &out[k]))
            return false;
    }
    return json_object_size(v) == 4;
}

static bool read_ends(const json_t *v, record_type type, void *out)
{
    static const char *const ue[4] = { "spi_uc", "spi_us", "port_uc", "port_us" };
    static const char *const p[4] = { "spi_pc", "spi_ps", "port_pc", "port_ps" };
    uint64_t x[4];

    if (!read_four(v, type == RECORD_OFFER ? ue : p, x))
        return false;
    if (type == RECORD_OFFER)
        *(sa_offer *)out = (sa_offer){ (uint32_t)x[0], (uint32_t)x[1], (uint16_t)x[2], (uint16_t)x[3] };
    else
        *(sa_answer *)out = (sa_answer){ (uint32_t)x[0], (uint32_t)x[1], (uint16_t)x[2], (uint16_t)x[3] };
    return true;
}

/* An address, or "address/length". */
static bool read_net(const json_t *v, record_type type, void *out)
{
    const char *text = json_string_value(v), *slash;
    ip_prefix p;
    ip_addr a;
    unsigned length = 0;

    if (text == NULL)
        return false;
    if (type == RECORD_ADDR)
        return addr_parse((const uint8_t *)text, 0, json_string_length(v), out);
    slash = strchr(text, '/');
    if (slash == NULL || slash[1] == '\0' || strlen(slash) > 4 || strspn(slash + 1, "0123456789") != strlen(slash + 1))
        return false;
    for (const char *c = slash + 1; *c != '\0'; c++)
        length = length * 10 + (unsigned)(*c - '0');
    if (!addr_parse((const uint8_t *)text, 0, (size_t)(slash - text), &a) || !prefix_make(&a, length, &p))
        return false;
    *(ip_prefix *)out = p;
    return true;
}

static bool read_value(const json_t *v, const record_member *m, void *out)
{
    uint64_t number;
    int word;

    switch (m->type) {
    case RECORD_BOOL:
        *(bool *)out = json_is_true(v);
        return json_is_boolean(v);
    case RECORD_U32:
        if (!read_number(v, UINT32_MAX, &number))
            return false;
        *(uint32_t *)out = (uint32_t)number;
        return true;
    case RECORD_U64: return read_number(v, RECORD_U64_MAX, out);
    case RECORD_WORD:
        word = json_is_string(v) ? record_word(m->words, json_string_value(v)) : -1;
        if (word >= 0)
            memcpy(out, &word, sizeof word); /* an enum is as wide as an int */
        return word >= 0;
    case RECORD_OFFER:
    case RECORD_ANSWER: return read_ends(v, m->type, out);
    case RECORD_ADDR:
    case RECORD_PREFIX:
    default: return read_net(v, m->type, out);
    }
}

static const char *shape(record_type t)
{
    static const char *const text[] = {
        "true or false", "a number up to 4294967295", "a number from 0 to 2^53", "one of",
        "{spi_uc, spi_us, port_uc, port_us}", "{spi_pc, spi_ps, port_pc, port_ps}", "an IP address",
        "a prefix such as \"2001:db8::/64\""
    };

    return text[t];
}

static bool bad_value(const record_member *m, char fault[RECORD_FAULT_MAX])
{
    size_t n;

    record_refuse(fault, "'%s' is not %s", m->name, shape(m->type));
    for (int k = 0; m->type == RECORD_WORD && m->words[k] != NULL; k++) {
        n = strlen(fault);
        snprintf(fault + n, RECORD_FAULT_MAX - n, "%s %s", k == 0 ? "" : ",", m->words[k]);
    }
    return false;
}

static bool read_members(const json_t *o, const record_member *table, size_t n, unsigned kind, uint8_t *out,
                         char fault[RECORD_FAULT_MAX])
{
    for (size_t k = 0; k < n; k++) {
        const record_member *m = &table[k];
        const json_t *v = json_object_get(o, m->name);

        if (m->type == RECORD_BOOL)
            *(bool *)(out + m->at) = m->otherwise;
        if (v == NULL && (m->needed >> kind & 1u) != 0)
            return record_refuse(fault, "'%s' is missing", m->name);
        if (v != NULL && (m->kinds >> kind & 1u) == 0)
            return record_refuse(fault, "'%s' does not belong to an event of this kind", m->name);
        if (v != NULL && !read_value(v, m, out + m->at))
            return bad_value(m, fault);
    }
    return true;
}

static bool is_member(const record_member *table, size_t n, const char *name)
{
    for (size_t k = 0; k < n; k++) {
        if (strcmp(table[k].name, name) == 0)
            return true;
    }
    return false;
}

bool record_read(const json_t *o, const record_member *table, size_t n, unsigned kind, const char *const *known,
                 void *out, char fault[RECORD_FAULT_MAX])
{
    const char *name;
    json_t *v;

    if (!json_is_object(o))
        return record_refuse(fault, "not an object");
    json_object_foreach((json_t *)o, name, v) {
        if (!is_member(table, n, name) && record_word(known, name) < 0)
            return record_refuse(fault, "unknown member '%.80s'", name);
    }
    return read_members(o, table, n, kind, out, fault);
}

bool record_kind(const json_t *o, const char *name, const char *const *words, unsigned *out,
                 char fault[RECORD_FAULT_MAX])
{
    const char *text = json_string_value(json_object_get(o, name));
    int k = text == NULL ? -1 : record_word(words, text);

    if (text == NULL)
        return record_refuse(fault, "'%s' is missing or no text", name);
    if (k < 0)
        return record_refuse(fault, "'%s' is none that is known: %.80s", name, text);
    *out = (unsigned)k;
    return true;
}
