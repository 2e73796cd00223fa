/* secagree keys: the keys of ESP from CK and IK (TS 33.203 Annex I). */
#include "../core/ipsec3gpp.h"
#include "../ims/hextext.h"
#include "../ims/keys.h"
#include "cmd.h"
#include "fields.h"
#include <getopt.h>
#include <stdio.h>
#include <strings.h>

static int usage(const char *why)
{
    if (why != NULL && !cmd_help())
        fprintf(stderr, "secagree keys: %s\n", why);
    fputs("usage: secagree keys --alg A --ealg E --ck HEX --ik HEX [--json]\n"
          "A: hmac-md5-96, hmac-sha-1-96, aes-gmac, null. E: null, des-ede3-cbc, aes-cbc, aes-gcm.\n"
          "HEX: 32 digits.\n", cmd_usage());
    return EXIT_USAGE;
}

static bool read_alg(const char *text, sec_alg *out)
{
    for (int a = 0; a < ALG_COUNT; a++) {
        if (strcasecmp(text, sec_alg_name((sec_alg)a)) == 0) {
            *out = (sec_alg)a;
            return true;
        }
    }
    return false;
}

static bool read_ealg(const char *text, sec_ealg *out)
{
    for (int e = 0; e < EALG_COUNT; e++) {
        if (strcasecmp(text, sec_ealg_name((sec_ealg)e)) == 0) {
            *out = (sec_ealg)e;
            return true;
        }
    }
    return false;
}

static void report(sec_alg alg, sec_ealg ealg, const esp_keys *k, bool json)
{
    fields f;

    fields_open(&f);
    fields_text(&f, "alg", sec_alg_name(alg));
    fields_text(&f, "ealg", sec_ealg_name(ealg));
    fields_hex(&f, "ik_esp", k->ik, k->ik_len);
    fields_hex(&f, "ck_esp", k->ck, k->ck_len);
    fields_hex(&f, "salt", k->salt, k->salt_len);
    fields_close(&f, json);
}

int cmd_keys(int argc, char **argv)
{
    static const struct option options[] = {
        { "alg", required_argument, NULL, 'a' }, { "ealg", required_argument, NULL, 'e' },
        { "ck", required_argument, NULL, 'c' },  { "ik", required_argument, NULL, 'i' },
        { "json", no_argument, NULL, 'j' },      { NULL, 0, NULL, 0 },
    };
    sec_alg alg = ALG_COUNT;
    sec_ealg ealg = EALG_COUNT;
    uint8_t ck[16], ik[16];
    bool have[256] = { false }, good;
    esp_keys keys;
    int c;

    optind = 0;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == '?')
            return usage(NULL);
        if (have[c])
            return usage("an option is given twice");
        have[c] = true;
        if (c == 'a' && !read_alg(optarg, &alg))
            return usage("--alg is not known");
        if (c == 'e' && !read_ealg(optarg, &ealg))
            return usage("--ealg is not known");
        if ((c == 'c' && !hex_read(optarg, ck, 16)) || (c == 'i' && !hex_read(optarg, ik, 16)))
            return usage("--ck and --ik are 32 hex digits");
    }
    if (optind != argc)
        return usage("an argument without an option");
    if (!have['a'] || !have['e'] || !have['c'] || !have['i'])
        return usage("--alg, --ealg, --ck and --ik are needed");
    good = esp_keys_expand(alg, ealg, ck, ik, &keys);
    if (good)
        report(alg, ealg, &keys, have['j']);
    else
        fputs("secagree keys: TS 33.203 Annex H does not allow this pair\n", stderr);
    secret_wipe(&keys, sizeof keys);
    secret_wipe(ck, sizeof ck);
    secret_wipe(ik, sizeof ik);
    return good ? EXIT_CONFORMS : EXIT_VIOLATES;
}
