/* The commands of secagree(1): each takes its own arguments (argv[0] is the command's name). */
#ifndef SECAGREE_CMD_H
#define SECAGREE_CMD_H

typedef enum { EXIT_CONFORMS = 0, EXIT_VIOLATES = 1, EXIT_CANNOT_TELL = 2, EXIT_USAGE = 3 } exit_status;

#define COMMAND(name, args, what) int cmd_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

#endif
