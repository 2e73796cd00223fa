/* RFC 3329 2.2 and TS 33.203 Annex H said again: slow, obvious, and sharing nothing with src. Faults are words. */
#ifndef SECAGREE_REF_MECHANISM_H
#define SECAGREE_REF_MECHANISM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef REF_PARAMS
#define REF_MECHANISMS 32
#define REF_PARAMS     256
#endif

typedef struct { size_t name, name_end, value, value_end; char form; } ref_param; /* form: n t h q, none to quoted */
typedef struct { size_t name, name_end, first, count; int q; } ref_mechanism;
typedef struct { size_t count, params; ref_mechanism mech[REF_MECHANISMS]; ref_param param[REF_PARAMS]; } ref_list;

/* The fault, or NULL, with its offset in *at. The whole of s[0..n) is one header value. */
const char *ref_list_parse(const uint8_t *s, size_t n, bool tolerant, ref_list *list, size_t *at);

/* Words and numbers of one ipsec-3gpp mechanism; spi, port1 and port2 stand in spi_s, port_s and port_c. */
typedef struct {
    const char *alg, *ealg, *prot, *mod;
    uint64_t spi_c, spi_s, port_c, port_s;
    int prefix; /* -1 where absent */
} ref_ipsec;
const char *ref_ipsec_read(const uint8_t *s, const ref_list *list, size_t k, const char *profile, bool tolerant,
                           ref_ipsec *out, size_t *at);

/* The lists are equal by RFC 3329 2.3.1: the same mechanisms in order, each with the same set of parameters. */
bool ref_list_equal(const uint8_t *sa, const ref_list *a, const uint8_t *sb, const ref_list *b);

/* The mechanism that a client prefers: no other of the known has a greater q, and no earlier one an equal q.
 * known[k]: the client can use mechanism k. -1 where there is none. */
long ref_choose(const ref_list *list, const bool known[REF_MECHANISMS]);

#endif
