#include "scenarios.h"
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* One sentence, and it names what is missing. */
static void refused_open(const char *what, const char *word)
{
    char why[XFRM_ERROR_MAX] = "";
    xfrm *x = xfrm_open(XFRM_ROLE_UE, why);

    check(!x && strstr(why, word), "%s: %s", what, x ? "opened" : why);
    xfrm_close(x);
}

static void without_privilege(void)
{
    pid_t child = fork();
    int status = 1;

    if (child == 0) {
        if (setgroups(0, NULL) < 0 || setgid(65534) < 0 || setuid(65534) < 0)
            die("setuid");
        refused_open("as an ordinary user", "CAP_NET_ADMIN is missing");
        _exit(failed != 0);
    }
    waitpid(child, &status, 0);
    if (status)
        failed++;
    else
        passed++;
}

/* All that this needs: an ordinary user with CAP_NET_ADMIN. */
static void with_one_capability(void)
{
    pid_t child = fork();
    int status = 1;

    if (child == 0) {
        struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
        struct __user_cap_data_struct data[2] = { { 1u << CAP_NET_ADMIN, 1u << CAP_NET_ADMIN, 0 }, { 0, 0, 0 } };
        sa_params p = params(UE_A, P_6, 64, ALG_HMAC_SHA_1_96, EALG_NULL);
        esp_keys k = keys(p.alg, p.ealg);
        ip_addr b = addr(UE_B);
        char why[XFRM_ERROR_MAX] = "";
        xfrm_set s;

        if (setgroups(0, NULL) < 0 || prctl(PR_SET_KEEPCAPS, 1) < 0 || setgid(65534) < 0 || setuid(65534) < 0 ||
            syscall(SYS_capset, &head, data) < 0)
            die("capset");
        xfrm *x = xfrm_open(XFRM_ROLE_PCSCF, why);
        check(x && getuid() == 65534 && xfrm_sweep(x, NULL) && xfrm_block_install(x, &p) &&
              xfrm_set_install(x, &s, &p, &k, 1, 60) && xfrm_set_lifetime(x, &s, 90) && xfrm_p_move(x, &s, &b) &&
              xfrm_set_remove(x, &s) && xfrm_block_remove(x, &p), "with CAP_NET_ADMIN alone all works%s%s", why,
              x ? xfrm_error(x) : "");
        _exit(failed != 0);
    }
    waitpid(child, &status, 0);
    if (status)
        failed++;
    else
        passed++;
}

static void refused_set(xfrm *x, sec_alg alg, sec_ealg ealg, const char *what, const char *word)
{
    sa_params p = params(UE_A, P_6, 64, alg, ealg);
    esp_keys k = keys(alg, ealg);
    xfrm_set s;
    bool ok = xfrm_set_install(x, &s, &p, &k, 1, 0);

    check(!ok && strstr(xfrm_error(x), word) && has(XFRM_ROLE_UE, 0, 0), "%s: %s", what,
          ok ? "installed" : xfrm_error(x));
}

/* No module is loaded by itself here, and few are loaded: see xfrm-lacking.sh, which loads more at each step. */
void scenario_lacking(void)
{
    char why[XFRM_ERROR_MAX];
    xfrm *x;

    enter(XFRM_ROLE_UE);
    refused_open("without xfrm_user", "no XFRM interface");
    if (system("modprobe -a xfrm_user hmac authenc echainiv") != 0)
        die("modprobe");
    without_privilege();
    x = xfrm_open(XFRM_ROLE_UE, why);
    if (!check(x != NULL, "with xfrm_user and the privilege it opens"))
        return;
    refused_set(x, ALG_HMAC_SHA_1_96, EALG_NULL, "without esp6", "this kernel has no ESP");
    if (system("modprobe esp6") != 0)
        die("modprobe");
    refused_set(x, ALG_HMAC_SHA_1_96, EALG_DES_EDE3_CBC, "without des_generic", "this kernel");
    refused_set(x, ALG_NULL, EALG_AES_GCM, "without gcm", "this kernel");
    xfrm_close(x);
    with_one_capability();
}
