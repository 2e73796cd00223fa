/* secagree(1): finds the command and runs it. */
#include "cmd.h"
#include <string.h>

typedef struct { const char *name, *args, *what; int (*run)(int argc, char **argv); } command;

static const command commands[] = {
#define COMMAND(name, args, what) { #name, args, what, cmd_##name },
#include "commands.def"
#undef COMMAND
    { NULL, NULL, NULL, NULL },
};

static void usage(FILE *f)
{
    fputs("usage: secagree COMMAND [ARGUMENTS], secagree COMMAND --help, man src/cmd/secagree.1\n\n", f);
    for (const command *c = commands; c->name != NULL; c++)
        fprintf(f, "  %-10s %-52s %s\n", c->name, c->args, c->what);
    fputs("\nExit status: 0 conforms, 1 violates, 2 cannot tell, 3 usage, input or output error.\n", f);
}

/* No command knows --help: it prints its usage, as after any mistake. */
static int run(const command *c, int argc, char **argv)
{
    opterr = argc < 2 || strcmp(argv[1], "--help") != 0;
    int status = c->run(argc, argv);
    return cmd_help() ? EXIT_CONFORMS : status;
}

/* A verdict that cannot be written is none. */
static int written(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("secagree: the output cannot be written\n", stderr);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    if (argc >= 2 && (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)) {
        usage(stdout);
        return written(EXIT_CONFORMS);
    }
    for (const command *c = commands; argc >= 2 && c->name != NULL; c++) {
        if (strcmp(argv[1], c->name) == 0)
            return written(run(c, argc - 1, argv + 1));
    }
    if (argc >= 2)
        fprintf(stderr, "secagree: no command '%s'\n", argv[1]);
    usage(stderr);
    return EXIT_USAGE;
}
