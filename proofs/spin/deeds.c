/* Counts what the search reaches, so that it cannot hold for want of anything that happens. No part of the state. */
#include "world.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOVES 100

static const char *const names[DEED_COUNT] = { "registered", "registered again", "delivered" };
static bool noted[DEED_COUNT];
static unsigned long counts[DEED_COUNT];

/* The moves that were made, by their places. */
static struct { const char *file; unsigned line; } made[MOVES];
static unsigned made_count;

static void print_counts(void)
{
    for (deed d = 0; d < DEED_COUNT; d++)
        printf("reached: %s: %lu\n", names[d], counts[d]);
    for (unsigned k = 0; k < made_count; k++)
        printf("made: %s:%u\n", made[k].file, made[k].line);
}

static void note_move(const char *file, unsigned line)
{
    for (unsigned k = 0; k < made_count; k++) {
        if (made[k].line == line && strcmp(made[k].file, file) == 0)
            return;
    }
    if (made_count == 0 && atexit(print_counts) != 0)
        abort();
    if (made_count < MOVES) {
        made[made_count].file = file;
        made[made_count++].line = line;
    }
}

void no_deeds(void)
{
    for (deed d = 0; d < DEED_COUNT; d++)
        noted[d] = false;
}

void notes_deed(deed d)
{
    noted[d] = true;
}

void count_deeds(const char *file, unsigned line)
{
    for (deed d = 0; d < DEED_COUNT; d++)
        counts[d] += noted[d];
    note_move(file, line);
}
