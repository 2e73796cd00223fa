/* Counts what the search reaches, so that it cannot hold for want of anything that happens. No part of the state. */
#include "world.h"
#include <stdio.h>
#include <stdlib.h>

#define LINES 200

static const char *const names[DEED_COUNT] = { "registered", "registered again", "delivered" };
static bool noted[DEED_COUNT];
static unsigned long counts[DEED_COUNT];
static bool made[LINES]; /* the move that stands there */

static void print_counts(void)
{
    for (deed d = 0; d < DEED_COUNT; d++)
        printf("reached: %s: %lu\n", names[d], counts[d]);
    for (unsigned k = 0; k < LINES; k++) {
        if (made[k])
            printf("made: %u\n", k);
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

void count_deeds(unsigned line)
{
    static bool started;

    if (!started)
        started = atexit(print_counts) == 0;
    for (deed d = 0; d < DEED_COUNT; d++)
        counts[d] += noted[d];
    made[line] = true;
}
