/* Runs a command of secagree(1) inside the test and keeps what it prints. */
#ifndef SECAGREE_TEST_COMMAND_H
#define SECAGREE_TEST_COMMAND_H
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char printed[4096], complained[4096]; /* standard output and standard error of the last run */

static inline void collect(FILE *f, char out[4096])
{
    size_t n;

    rewind(f);
    n = fread(out, 1, 4095, f);
    out[n] = '\0';
    fclose(f);
}

/* The line is split at blanks; its first word is the command's name. */
static inline int run_line(int (*command)(int argc, char **argv), const char *line)
{
    char copy[2048], *argv[64], *save = NULL;
    int argc = 0, status, out = dup(1), err = dup(2);
    FILE *fo = tmpfile(), *fe = tmpfile();

    assert(fo != NULL && fe != NULL && strlen(line) < sizeof copy);
    strcpy(copy, line);
    for (char *w = strtok_r(copy, " ", &save); w != NULL; w = strtok_r(NULL, " ", &save))
        argv[argc++] = w;
    argv[argc] = NULL;
    fflush(stdout);
    fflush(stderr);
    dup2(fileno(fo), 1);
    dup2(fileno(fe), 2);
    status = command(argc, argv);
    fflush(stdout);
    fflush(stderr);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
    collect(fo, printed);
    collect(fe, complained);
    return status;
}

/* The same, where %s in the line stands for a file of that text. */
static inline int run_on_text(int (*command)(int argc, char **argv), const char *line, const char *text)
{
    const char *mark = strstr(line, "%s");
    char full[1024];
    FILE *f = tmpfile();
    int status;

    assert(f != NULL && mark != NULL && strlen(line) < 900);
    fputs(text, f);
    fflush(f);
    snprintf(full, sizeof full, "%.*s/dev/fd/%d%s", (int)(mark - line), line, fileno(f), mark + 2);
    status = run_line(command, full);
    fclose(f);
    return status;
}

#endif
