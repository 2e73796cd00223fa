/* The commands of secagree(1): each takes its own arguments (argv[0] is the command's name). */
#ifndef SECAGREE_CMD_H
#define SECAGREE_CMD_H
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

typedef enum { EXIT_CONFORMS = 0, EXIT_VIOLATES = 1, EXIT_CANNOT_TELL = 2, EXIT_USAGE = 3 } exit_status;

#define COMMAND(name, args, what) int cmd_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

/* Usage was asked for (secagree COMMAND --help): main has told getopt to keep silent of it. It goes to standard output
 * and the status is 0; else something was wrong, and it goes to standard error. */
static inline bool cmd_help(void)
{
    return opterr == 0;
}

static inline FILE *cmd_usage(void)
{
    return cmd_help() ? stdout : stderr;
}

#endif
