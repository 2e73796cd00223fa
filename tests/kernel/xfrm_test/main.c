/* What src/linux/xfrm.h promises, tried on a kernel: run by tests/kernel/run inside two namespaces (see lib.sh).
 * The verdicts rest on the wire (a packet socket), /proc/net/xfrm_stat, dumps of the kernel's tables and ip(8), not on
 * what src/linux believes. */
#include "scenarios.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static const struct { const char *name; void (*run)(void); } ALL[] = {
        { "install", scenario_install }, { "undo", scenario_undo }, { "sweep", scenario_sweep },
        { "rotate", scenario_rotate }, { "block", scenario_block }, { "expire", scenario_expire },
        { "lacking", scenario_lacking }, { "attack", scenario_attack },
    };

    for (unsigned i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (argc == 2 && strcmp(argv[1], ALL[i].name) == 0) {
            ALL[i].run();
            xfrm_close(xf[0]);
            xfrm_close(xf[1]);
            printf("%u passed, %u failed\n", passed, failed);
            return failed != 0;
        }
    fprintf(stderr, "usage: xfrm_test install|undo|sweep|rotate|block|expire|lacking|attack\n");
    return 3;
}
