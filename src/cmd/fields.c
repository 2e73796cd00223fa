/* Named values as text or JSON. */
#include "fields.h"
#include "../ims/hextext.h"
#include "../ims/keys.h"
#include <stdio.h>
#include <string.h>

void fields_open(fields *f)
{
    f->object = json_pack("{s:i}", "version", 1);
}

void fields_text(fields *f, const char *name, const char *value)
{
    json_object_set_new(f->object, name, json_string(value));
}

void fields_hex(fields *f, const char *name, const uint8_t *octets, size_t n)
{
    char text[129];

    if (n > 64)
        return;
    hex_print(octets, n, text);
    fields_text(f, name, text);
    secret_wipe(text, sizeof text);
}

void fields_close(fields *f, bool json)
{
    const char *name;
    json_t *value;

    if (json) {
        json_dumpf(f->object, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        json_object_foreach(f->object, name, value) {
            if (json_is_string(value) && json_string_length(value) > 0)
                printf("%-12s %s\n", name, json_string_value(value));
        }
    }
    json_decref(f->object);
    f->object = NULL;
}
