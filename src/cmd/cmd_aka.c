/* secagree aka: authentication vectors, the terminal's check, Digest responses and resynchronisation (TS 33.102 6.3,
 * TS 35.206, RFC 3310, RFC 4169). */
#include "../ims/aka.h"
#include "../ims/hextext.h"
#include "../ims/keys.h"
#include "../ims/milenage.h"
#include "cmd.h"
#include "fields.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    A_K, A_OP, A_OPC, A_AMF, A_RAND, A_AUTN, A_SQN, A_SEEN, A_NONCE, A_AUTS, A_SQN_MS, A_SQN_HE, A_RES, A_CK, A_IK,
    A_ALGORITHM, A_USERNAME, A_REALM, A_URI, A_METHOD, A_QOP, A_NC, A_CNONCE, A_EXPECT, A_SYNC, A_JSON, A_COUNT
};
#define BIT(a) (1u << (a))
#define SECRET (BIT(A_K) | BIT(A_OP) | BIT(A_OPC))

static const struct option options[A_COUNT + 1] = {
    [A_K] = { "k", required_argument, NULL, A_K },
    [A_OP] = { "op", required_argument, NULL, A_OP },
    [A_OPC] = { "opc", required_argument, NULL, A_OPC },
    [A_AMF] = { "amf", required_argument, NULL, A_AMF },
    [A_RAND] = { "rand", required_argument, NULL, A_RAND },
    [A_AUTN] = { "autn", required_argument, NULL, A_AUTN },
    [A_SQN] = { "sqn", required_argument, NULL, A_SQN },
    [A_SEEN] = { "seen", required_argument, NULL, A_SEEN },
    [A_NONCE] = { "nonce", required_argument, NULL, A_NONCE },
    [A_AUTS] = { "auts", required_argument, NULL, A_AUTS },
    [A_SQN_MS] = { "sqn-ms", required_argument, NULL, A_SQN_MS },
    [A_SQN_HE] = { "sqn-he", required_argument, NULL, A_SQN_HE },
    [A_RES] = { "res", required_argument, NULL, A_RES },
    [A_CK] = { "ck", required_argument, NULL, A_CK },
    [A_IK] = { "ik", required_argument, NULL, A_IK },
    [A_ALGORITHM] = { "algorithm", required_argument, NULL, A_ALGORITHM },
    [A_USERNAME] = { "username", required_argument, NULL, A_USERNAME },
    [A_REALM] = { "realm", required_argument, NULL, A_REALM },
    [A_URI] = { "uri", required_argument, NULL, A_URI },
    [A_METHOD] = { "method", required_argument, NULL, A_METHOD },
    [A_QOP] = { "qop", required_argument, NULL, A_QOP },
    [A_NC] = { "nc", required_argument, NULL, A_NC },
    [A_CNONCE] = { "cnonce", required_argument, NULL, A_CNONCE },
    [A_EXPECT] = { "expect", required_argument, NULL, A_EXPECT },
    [A_SYNC] = { "sync-failure", no_argument, NULL, A_SYNC },
    [A_JSON] = { "json", no_argument, NULL, A_JSON },
};

/* The arguments of one call, as given; NULL where absent. */
typedef struct { const char *v[A_COUNT]; } arguments;

static int usage(const char *option, const char *why)
{
    if (why != NULL && !cmd_help())
        fprintf(stderr, "secagree aka: %s%s%s%s\n", option != NULL ? "--" : "", option != NULL ? option : "",
                option != NULL ? ": " : "", why);
    fputs("usage: secagree aka vector   --k HEX (--op HEX | --opc HEX) --rand HEX --sqn HEX [--amf HEX]\n"
          "       secagree aka check    --k HEX (--op HEX | --opc HEX) (--nonce BASE64 | --rand HEX --autn HEX)\n"
          "                             [--seen SQN]\n"
          "       secagree aka response --username U --realm R --nonce N --uri URI (--res HEX | --sync-failure)\n"
          "                             [--algorithm AKAv1-MD5 | AKAv2-MD5 | AKAv2-SHA-256] [--ck HEX --ik HEX]\n"
          "                             [--method M] [--qop auth --nc NC --cnonce C] [--expect RESPONSE]\n"
          "       secagree aka resync   --k HEX (--op HEX | --opc HEX) (--nonce BASE64 | --rand HEX)\n"
          "                             (--auts HEX|BASE64 [--sqn-he SQN] | --sqn-ms SQN)\n"
          "Each takes --json. SQN: 12 hex digits. AKAv2 needs --ck and --ik.\n", cmd_usage());
    return EXIT_USAGE;
}

static bool fault(int option, const char *why)
{
    usage(options[option].name, why);
    return false;
}

/* All of needed and nothing outside allowed */
static bool admit(const arguments *a, unsigned needed, unsigned allowed)
{
    allowed |= needed | BIT(A_JSON);
    for (int i = 0; i < A_COUNT; i++) {
        if (a->v[i] == NULL && (needed & BIT(i)) != 0)
            return fault(i, "missing");
        if (a->v[i] != NULL && (allowed & BIT(i)) == 0)
            return fault(i, "does not belong here");
    }
    return true;
}

static bool octets(const arguments *a, int option, uint8_t *out, size_t n)
{
    char why[40];

    if (hex_read(a->v[option], out, n))
        return true;
    snprintf(why, sizeof why, "is not %zu hex digits", 2 * n);
    return fault(option, why);
}

static bool sqn_of(const arguments *a, int option, uint64_t *out)
{
    uint8_t b[6];

    if (!octets(a, option, b, 6))
        return false;
    *out = sqn_get(b);
    return true;
}

/* K and OPc, or OP */
static bool read_secret(const arguments *a, aka_secret *out)
{
    uint8_t op[16];

    memset(out, 0, sizeof *out);
    if (a->v[A_K] == NULL)
        return fault(A_K, "missing");
    if ((a->v[A_OP] != NULL) == (a->v[A_OPC] != NULL))
        return fault(A_OPC, "one of --op and --opc is needed");
    if (!octets(a, A_K, out->k, 16))
        return false;
    if (a->v[A_OPC] != NULL)
        return octets(a, A_OPC, out->opc, 16);
    if (!octets(a, A_OP, op, 16))
        return false;
    milenage_opc(out->k, op, out->opc);
    secret_wipe(op, sizeof op);
    return true;
}

/* RAND and AUTN: from the nonce, or each by its option; autn NULL: RAND alone */
static bool read_challenge(const arguments *a, uint8_t rand[16], uint8_t *autn)
{
    const char *nonce = a->v[A_NONCE];
    uint8_t both[16];
    size_t data_len;

    if (nonce != NULL && (a->v[A_RAND] != NULL || a->v[A_AUTN] != NULL))
        return fault(A_NONCE, "holds RAND and AUTN already");
    if (nonce != NULL) {
        if (!aka_nonce_read((const uint8_t *)nonce, strlen(nonce), rand, autn != NULL ? autn : both, &data_len))
            return fault(A_NONCE, "is not the base64 of 32 octets or more (RFC 3310 3.2)");
        return true;
    }
    if (a->v[A_RAND] == NULL)
        return fault(A_RAND, "this or --nonce is needed");
    if (autn != NULL && a->v[A_AUTN] == NULL)
        return fault(A_AUTN, "missing");
    return octets(a, A_RAND, rand, 16) && (autn == NULL || octets(a, A_AUTN, autn, 16));
}

static void add_sqn(fields *f, const char *name, uint64_t sqn)
{
    uint8_t b[6];

    sqn_put(sqn, b);
    fields_hex(f, name, b, sizeof b);
}

static int do_vector(const arguments *a)
{
    aka_secret secret;
    aka_vector v;
    fields f;
    uint8_t rand[16];
    uint64_t sqn;
    char nonce[AKA_NONCE_MAX + 1];

    if (!admit(a, BIT(A_RAND) | BIT(A_SQN), SECRET | BIT(A_AMF)) || !read_secret(a, &secret)
        || !read_challenge(a, rand, NULL) || !sqn_of(a, A_SQN, &sqn)
        || (a->v[A_AMF] != NULL && !octets(a, A_AMF, secret.amf, 2)))
        return EXIT_USAGE;
    aka_vector_make(&secret, rand, sqn, &v);
    nonce[aka_nonce_print(v.rand, v.autn, NULL, 0, nonce, AKA_NONCE_MAX)] = '\0';
    fields_open(&f);
    fields_hex(&f, "opc", secret.opc, 16);
    fields_hex(&f, "rand", v.rand, 16);
    fields_hex(&f, "autn", v.autn, 16);
    fields_hex(&f, "xres", v.xres, AKA_RES_LEN);
    fields_hex(&f, "ck", v.ck, 16);
    fields_hex(&f, "ik", v.ik, 16);
    fields_text(&f, "nonce", nonce);
    fields_close(&f, a->v[A_JSON] != NULL);
    secret_wipe(&secret, sizeof secret);
    secret_wipe(&v, sizeof v);
    return EXIT_CONFORMS;
}

static int report_check(const aka_answer *answer, aka_verdict verdict, bool json)
{
    static const char *const names[] = { "ok", "MAC failure", "synchronisation failure" };
    char auts[AKA_AUTS_TEXT + 1];
    fields f;

    fields_open(&f);
    fields_text(&f, "verdict", names[verdict]);
    if (verdict == AKA_OK) {
        add_sqn(&f, "sqn", answer->sqn);
        fields_hex(&f, "res", answer->res, AKA_RES_LEN);
        fields_hex(&f, "ck", answer->ck, 16);
        fields_hex(&f, "ik", answer->ik, 16);
    } else if (verdict == AKA_SYNC_FAILURE) {
        aka_auts_print(answer->auts, auts);
        fields_hex(&f, "auts", answer->auts, AKA_AUTS_LEN);
        fields_text(&f, "auts_base64", auts);
    }
    if (verdict != AKA_OK)
        fields_text(&f, "requirement", verdict == AKA_SYNC_FAILURE ? "AKA-6.1.3-1" : "AKA-6.1.1-14");
    fields_close(&f, json);
    return verdict == AKA_OK ? EXIT_CONFORMS : EXIT_VIOLATES;
}

/* An ISIM that accepts nothing up to `highest` under any IND, and reports that one. */
static void fill(sqn_array *seen, uint64_t highest)
{
    uint64_t seq = highest >> SQN_IND_BITS, ind = highest & (SQN_ARRAY_MAX - 1);

    sqn_array_init(seen, 0, 0);
    for (uint32_t i = 0; i < SQN_ARRAY_MAX; i++)
        seen->seq[i] = i <= ind || seq == 0 ? seq : seq - 1;
}

static int do_check(const arguments *a)
{
    aka_secret secret;
    aka_answer answer;
    sqn_array seen;
    uint8_t rand[16], autn[16];
    uint64_t highest = 0;
    int status;

    if (!admit(a, 0, SECRET | BIT(A_NONCE) | BIT(A_RAND) | BIT(A_AUTN) | BIT(A_SEEN)) || !read_secret(a, &secret)
        || !read_challenge(a, rand, autn) || (a->v[A_SEEN] != NULL && !sqn_of(a, A_SEEN, &highest)))
        return EXIT_USAGE;
    fill(&seen, highest);
    status = report_check(&answer, aka_challenge_check(&secret, &seen, rand, autn, &answer), a->v[A_JSON] != NULL);
    secret_wipe(&secret, sizeof secret);
    secret_wipe(&answer, sizeof answer);
    return status;
}

/* RES of 4 to 16 octets (TS 33.102 6.3.7) */
static bool read_password(const arguments *a, aka_algorithm algorithm, uint8_t out[AKA_PASSWORD_MAX], size_t *n)
{
    uint8_t res[16], ck[16] = { 0 }, ik[16] = { 0 };
    size_t len = strlen(a->v[A_RES]) / 2;

    if (len < 4 || len > 16 || !hex_read(a->v[A_RES], res, len))
        return fault(A_RES, "is not 8 to 32 hex digits");
    if (algorithm != AKA_V1_MD5 && (a->v[A_CK] == NULL || a->v[A_IK] == NULL))
        return fault(A_ALGORITHM, "AKAv2 needs --ck and --ik");
    if ((a->v[A_CK] != NULL && !octets(a, A_CK, ck, 16)) || (a->v[A_IK] != NULL && !octets(a, A_IK, ik, 16)))
        return false;
    *n = aka_password(algorithm, res, len, ik, ck, out);
    secret_wipe(res, sizeof res);
    secret_wipe(ck, sizeof ck);
    secret_wipe(ik, sizeof ik);
    return true;
}

static bool read_qop(const arguments *a, digest_input *in)
{
    bool given = a->v[A_QOP] != NULL;

    if (given && strcasecmp(a->v[A_QOP], "auth") != 0)
        return fault(A_QOP, "only auth");
    if (given != (a->v[A_NC] != NULL) || given != (a->v[A_CNONCE] != NULL))
        return fault(A_QOP, "--qop, --nc and --cnonce go together");
    if (given) {
        in->qop = DIGEST_QOP_AUTH;
        in->nc = digest_text(a->v[A_NC]);
        in->cnonce = digest_text(a->v[A_CNONCE]);
    }
    return true;
}

static int report_response(const char *response, const char *expect, bool json)
{
    bool right = expect == NULL || strcmp(expect, response) == 0;
    fields f;

    fields_open(&f);
    fields_text(&f, "response", response);
    if (expect != NULL)
        fields_text(&f, "verdict", right ? "right" : "wrong");
    if (!right)
        fields_text(&f, "requirement", "AKA-5.1.1-5");
    fields_close(&f, json);
    return right ? EXIT_CONFORMS : EXIT_VIOLATES;
}

static int do_response(const arguments *a)
{
    uint8_t password[AKA_PASSWORD_MAX];
    char response[DIGEST_HEX_MAX];
    aka_algorithm algorithm = AKA_V1_MD5;
    digest_input in = { .method = digest_text(a->v[A_METHOD] != NULL ? a->v[A_METHOD] : "REGISTER") };
    size_t n = 0;
    int status;

    if (!admit(a, BIT(A_USERNAME) | BIT(A_REALM) | BIT(A_NONCE) | BIT(A_URI),
               BIT(A_RES) | BIT(A_SYNC) | BIT(A_ALGORITHM) | BIT(A_CK) | BIT(A_IK) | BIT(A_METHOD) | BIT(A_QOP)
                   | BIT(A_NC) | BIT(A_CNONCE) | BIT(A_EXPECT)))
        return EXIT_USAGE;
    if ((a->v[A_RES] != NULL) == (a->v[A_SYNC] != NULL))
        return usage("res", "one of --res and --sync-failure is needed");
    if (a->v[A_ALGORITHM] != NULL
        && !aka_algorithm_read((const uint8_t *)a->v[A_ALGORITHM], strlen(a->v[A_ALGORITHM]), &algorithm))
        return usage("algorithm", "is not known");
    if (!read_qop(a, &in) || (a->v[A_RES] != NULL && !read_password(a, algorithm, password, &n)))
        return EXIT_USAGE;
    in.hash = aka_algorithm_hash(algorithm);
    in.username = digest_text(a->v[A_USERNAME]);
    in.realm = digest_text(a->v[A_REALM]);
    in.nonce = digest_text(a->v[A_NONCE]);
    in.uri = digest_text(a->v[A_URI]);
    in.password = (digest_bytes){ password, n }; /* synchronisation failure: empty (RFC 3310 3.4) */
    digest_response(&in, response);
    status = report_response(response, a->v[A_EXPECT], a->v[A_JSON] != NULL);
    secret_wipe(password, sizeof password);
    return status;
}

static int make_auts(const arguments *a, const aka_secret *secret, const uint8_t rand[16])
{
    uint8_t auts[AKA_AUTS_LEN];
    char text[AKA_AUTS_TEXT + 1];
    uint64_t sqn_ms;
    fields f;

    if (a->v[A_SQN_HE] != NULL)
        return usage("sqn-he", "goes with --auts");
    if (!sqn_of(a, A_SQN_MS, &sqn_ms))
        return EXIT_USAGE;
    aka_auts_make(secret, rand, sqn_ms, auts);
    aka_auts_print(auts, text);
    fields_open(&f);
    fields_hex(&f, "auts", auts, sizeof auts);
    fields_text(&f, "auts_base64", text);
    fields_close(&f, a->v[A_JSON] != NULL);
    return EXIT_CONFORMS;
}

static int check_auts(const arguments *a, const aka_secret *secret, const uint8_t rand[16])
{
    const char *text = a->v[A_AUTS];
    uint8_t auts[AKA_AUTS_LEN];
    uint64_t sqn_ms = 0, sqn_he = 0;
    bool good;
    fields f;

    if (!hex_read(text, auts, AKA_AUTS_LEN) && !aka_auts_read((const uint8_t *)text, strlen(text), auts))
        return usage("auts", "is neither 28 hex digits nor the base64 of 14 octets");
    if (a->v[A_SQN_HE] != NULL && !sqn_of(a, A_SQN_HE, &sqn_he))
        return EXIT_USAGE;
    good = aka_auts_verify(secret, rand, auts, &sqn_ms);
    fields_open(&f);
    fields_text(&f, "verdict", good ? "right" : "MAC-S is wrong");
    if (good)
        add_sqn(&f, "sqn_ms", sqn_ms);
    if (good && a->v[A_SQN_HE] != NULL)
        add_sqn(&f, "sqn_he", sqn_he_would_be_accepted(sqn_he, sqn_ms, SQN_DELTA) ? sqn_he : sqn_ms);
    if (!good)
        fields_text(&f, "requirement", "AKA-6.1.3-3");
    fields_close(&f, a->v[A_JSON] != NULL);
    return good ? EXIT_CONFORMS : EXIT_VIOLATES;
}

static int do_resync(const arguments *a)
{
    aka_secret secret;
    uint8_t rand[16];
    int status;

    if (!admit(a, 0, SECRET | BIT(A_NONCE) | BIT(A_RAND) | BIT(A_AUTS) | BIT(A_SQN_MS) | BIT(A_SQN_HE))
        || !read_secret(a, &secret) || !read_challenge(a, rand, NULL))
        return EXIT_USAGE;
    if ((a->v[A_AUTS] != NULL) == (a->v[A_SQN_MS] != NULL))
        return usage("auts", "one of --auts and --sqn-ms is needed");
    status = a->v[A_AUTS] != NULL ? check_auts(a, &secret, rand) : make_auts(a, &secret, rand);
    secret_wipe(&secret, sizeof secret);
    return status;
}

static bool read_arguments(int argc, char **argv, arguments *a)
{
    int c;

    memset(a, 0, sizeof *a);
    optind = 0;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == '?')
            return usage(NULL, NULL) == EXIT_CONFORMS;
        if (a->v[c] != NULL)
            return fault(c, "given twice");
        a->v[c] = optarg != NULL ? optarg : "";
    }
    if (optind != argc)
        return usage(NULL, "an argument without an option") == EXIT_CONFORMS;
    return true;
}

int cmd_aka(int argc, char **argv)
{
    static const struct { const char *name; int (*run)(const arguments *a); } verbs[] = {
        { "vector", do_vector }, { "check", do_check }, { "response", do_response }, { "resync", do_resync },
    };
    arguments a;

    for (size_t i = 0; argc >= 2 && i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(argv[1], verbs[i].name) == 0)
            return read_arguments(argc - 1, argv + 1, &a) ? verbs[i].run(&a) : EXIT_USAGE;
    }
    return usage(NULL, argc >= 2 ? "vector, check, response or resync?" : NULL);
}
