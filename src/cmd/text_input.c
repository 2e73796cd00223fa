#include "text_input.h"
#include "../core/lex.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX (16u << 20)

/* All of f; what is behind INPUT_MAX bytes is an error. */
static bool slurp(FILE *f, text_input *out)
{
    size_t room = 4096;
    text_input t = { malloc(room), 0 };
    while (t.s != NULL) {
        t.n += fread(t.s + t.n, 1, room - t.n, f);
        if (t.n > INPUT_MAX) {
            free(t.s);
            errno = EFBIG;
            return false;
        }
        if (t.n < room)
            break;
        room *= 2;
        uint8_t *more = realloc(t.s, room);
        if (more == NULL)
            free(t.s);
        t.s = more;
    }
    if (t.s == NULL || ferror(f)) {
        free(t.s);
        return false;
    }
    *out = t;
    return true;
}

bool text_read(const char *name, text_input *out)
{
    if (strcmp(name, "-") == 0)
        return slurp(stdin, out);
    FILE *f = fopen(name, "rb");
    if (f == NULL)
        return false;
    bool ok = slurp(f, out);
    int error = errno;
    fclose(f);
    errno = error;
    return ok;
}

bool text_copy(const char *text, text_input *out)
{
    out->n = strlen(text);
    out->s = malloc(out->n + 1);
    if (out->s == NULL)
        return false;
    memcpy(out->s, text, out->n + 1);
    return true;
}

void text_free(text_input *t)
{
    free(t->s);
    t->s = NULL;
    t->n = 0;
}

void text_caret(FILE *f, const uint8_t *s, size_t n, size_t at)
{
    const size_t around = 60; /* a long line is shown near the fault */
    size_t a = at > n ? n : at, b = a;
    while (a > 0 && s[a - 1] != '\n' && at - a < around)
        a--;
    while (b < n && s[b] != '\n' && s[b] != '\r' && b - a < 2 * around)
        b++;
    fputs("    ", f);
    for (size_t k = a; k < b; k++)
        fputc(s[k] >= 0x20 && s[k] < 0x7F ? s[k] : '.', f);
    fprintf(f, "\n    %*s^\n", (int)((at > n ? n : at) - a), "");
}

json_t *text_json(const uint8_t *s, size_t n)
{
    json_t *j = json_stringn((const char *)s, n);
    if (j != NULL)
        return j;
    char *t = malloc(4 * n + 1);
    if (t == NULL)
        return NULL;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 0x80)
            t[k++] = (char)s[i];
        else
            k += (size_t)sprintf(t + k, "\\x%02x", s[i]);
    }
    j = json_stringn(t, k);
    free(t);
    return j;
}

bool text_profile(const char *name, sec_profile *out)
{
    for (int p = 0; p < PROFILE_COUNT; p++) {
        if (strcmp(name, profile_name((sec_profile)p)) == 0) {
            *out = (sec_profile)p;
            return true;
        }
    }
    return false;
}

bool text_profile_argument(const char *command, const char *name, sec_profile *out)
{
    if (text_profile(name, out))
        return true;
    fprintf(stderr, "secagree %s: --profile: '%s' is none of", command, name);
    for (int p = 0; p < PROFILE_COUNT; p++)
        fprintf(stderr, "%s %s", p == 0 ? "" : ",", profile_name((sec_profile)p));
    fputc('\n', stderr);
    return false;
}

bool text_list_argument(const char *command, const char *arg, text_input *out)
{
    bool file = arg[0] == '@';
    if (!(file ? text_read(arg + 1, out) : text_copy(arg, out))) {
        fprintf(stderr, "secagree %s: %s: %s\n", command, arg, strerror(errno));
        return false;
    }
    while (file && out->n > 0 && (out->s[out->n - 1] == '\n' || out->s[out->n - 1] == '\r'))
        out->n--;
    return true;
}

/* Behind the LWS at k, however much stands there. */
static size_t lws_end(const uint8_t *s, size_t n, size_t k)
{
    for (size_t e; (e = sip_sws_scan(s, n, k)) > k;)
        k = e;
    return k;
}

void text_value(const uint8_t *s, size_t n, size_t *i, size_t *j)
{
    size_t k = lws_end(s, n, 0);
    for (*i = *j = k; k < n; k = lws_end(s, n, k + 1))
        *j = k + 1;
}

void text_print(FILE *f, const uint8_t *s, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (s[k] < 0x20 || s[k] == 0x7F)
            fprintf(f, "\\x%02x", s[k]);
        else
            fputc(s[k], f);
    }
}

bool text_list_parse(const char *what, const text_input *t, bool tolerant, sec_list *list, uint32_t *notes)
{
    size_t i, j;
    list->count = list->params = 0;
    text_value(t->s, t->n, &i, &j);
    sec_result r = tolerant ? sec_list_parse_tolerant(t->s, i, j, list, notes) : sec_list_parse(t->s, i, j, list);
    if (r.code == SEC_OK)
        return true;
    fprintf(stderr, "%s: %s at byte %zu (%s)\n", what, sec_error_name(r.code), r.at, sec_requirement(r.code));
    text_caret(stderr, t->s, t->n, r.at);
    return false;
}

void text_notes(FILE *f, const char *indent, uint32_t notes)
{
    for (uint32_t bit = 1; bit <= SEC_NOTE_LAST; bit *= 2) {
        if (notes & bit)
            fprintf(f, "%snote: %s\n", indent, sec_note_name(bit));
    }
}

json_t *text_notes_json(uint32_t notes)
{
    json_t *a = json_array();
    for (uint32_t bit = 1; bit <= SEC_NOTE_LAST; bit *= 2) {
        if (notes & bit)
            json_array_append_new(a, json_string(sec_note_name(bit)));
    }
    return a;
}
