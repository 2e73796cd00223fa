/* The parameters of one ipsec-3gpp mechanism, by profile (RFC 3329 Appendix A; TS 33.203 Annex H; GB 0216000.0). */
#ifndef SECAGREE_IPSEC3GPP_H
#define SECAGREE_IPSEC3GPP_H
#include "mechanism.h"
#include "profile.h"

typedef enum { PROT_ESP, PROT_AH } sec_prot;
typedef enum { MOD_TRANS, MOD_TUN, MOD_UDP_ENC_TUN } sec_mod;
#define ADDR_PREF_ABSENT 255u

typedef struct {
    sec_alg alg;
    sec_ealg ealg;
    sec_prot prot;
    sec_mod mod;
    uint32_t spi_c, spi_s;    /* cr1 and rfc3329: spi_s holds spi */
    uint16_t port_c, port_s;  /* cr1 and rfc3329: port_s holds port1, port_c holds port2 (0 where absent) */
    uint8_t addr_pref_length; /* 0..128, or ADDR_PREF_ABSENT */
} ipsec3gpp;

typedef enum {
    IPSEC_OK, IPSEC_NOT_IPSEC, IPSEC_MISSING, IPSEC_UNKNOWN_ALG, IPSEC_UNKNOWN_EALG, IPSEC_PROT, IPSEC_MOD,
    IPSEC_PAIRING, IPSEC_SPI, IPSEC_SPI_RESERVED, IPSEC_SPI_EQUAL, IPSEC_PORT, IPSEC_PORT_EQUAL, IPSEC_PORT_RESERVED,
    IPSEC_PREFIX_LENGTH, IPSEC_FORM
} ipsec_code;
typedef struct { ipsec_code code; size_t at; } ipsec_result; /* at: offset of the value, or of the mechanism's name */

#include "../../spec/logic/ipsec3gpp.h"

/* What was read of a mechanism; v has no meaning on an error, the notes are of what was read until then. */
typedef struct { ipsec_result result; ipsec3gpp v; uint32_t notes; } ipsec_reading;
/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.result.code == ReadCode(s, list, k, ProfileOf(profile), tolerant);
    ensures read: \result.result.code == IPSEC_OK ==> IPSEC_READ(s, list, k, ProfileOf(profile), \result.v);
    ensures taken: \result.result.code == IPSEC_OK ==> IpsecTaken(\result.v, ProfileOf(profile)); */
ipsec_reading ipsec3gpp_reading(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                bool tolerant);

/* Mechanism k of the list under the profile. On an error *out is as it was. */
/*@ requires readable: MechanismReadable(s, list, k);
    requires writable: \valid(out) && \separated(out, list);
    terminates \true; exits \false; assigns *out;
    ensures read: \result.code == IPSEC_OK ==> IPSEC_READ(s, list, k, ProfileOf(profile), *out);
    ensures taken: \result.code == IPSEC_OK ==> IpsecTaken(*out, ProfileOf(profile));
    ensures exact: \result.code == \old(ReadCode(s, list, k, ProfileOf(profile), 0));
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out); */
ipsec_result ipsec3gpp_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, ipsec3gpp *out);

/* The same; the notes of what was read are added to *notes, also on an error. */
/*@ requires readable: MechanismReadable(s, list, k);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes) && \separated(out, list) &&
      \separated(notes, list);
    terminates \true; exits \false; assigns *out, *notes;
    ensures read: \result.code == IPSEC_OK ==> IPSEC_READ(s, list, k, ProfileOf(profile), *out);
    ensures taken: \result.code == IPSEC_OK ==> IpsecTaken(*out, ProfileOf(profile));
    ensures exact: \result.code == \old(ReadCode(s, list, k, ProfileOf(profile), 0));
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out); */
ipsec_result ipsec3gpp_read_noted(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                  ipsec3gpp *out, uint32_t *notes);

/* The same with tolerance for SEC_NOTE_OLD_ALG and SEC_NOTE_OLD_EALG. */
/*@ requires readable: MechanismReadable(s, list, k);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes) && \separated(out, list) &&
      \separated(notes, list);
    terminates \true; exits \false; assigns *out, *notes;
    ensures read: \result.code == IPSEC_OK ==> IPSEC_READ(s, list, k, ProfileOf(profile), *out);
    ensures taken: \result.code == IPSEC_OK ==> IpsecTaken(*out, ProfileOf(profile));
    ensures exact: \result.code == \old(ReadCode(s, list, k, ProfileOf(profile), 1));
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out); */
ipsec_result ipsec3gpp_read_tolerant(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                     ipsec3gpp *out, uint32_t *notes);

/* The notes of a list as a whole: SEC_NOTE_Q_ORDER and those below it. client: it stands in Security-Client. */
/*@ requires readable: ListReadable(s, list);
    terminates \true; exits \false; assigns \nothing;
    ensures empty: list->count == 0 ==> \result == 0; */
uint32_t sec_list_notes(const uint8_t *s, const sec_list *list, sec_profile profile, bool client);

/* The words of the standard: "hmac-sha-1-96", "null", ... */
/*@ terminates \true; exits \false; assigns \result \from alg;
    ensures readable: \valid_read(\result); */
const char *sec_alg_name(sec_alg alg);
/*@ terminates \true; exits \false; assigns \result \from ealg;
    ensures readable: \valid_read(\result); */
const char *sec_ealg_name(sec_ealg ealg);
/*@ terminates \true; exits \false; assigns \result \from code;
    ensures readable: \valid_read(\result); */
const char *ipsec_error_name(ipsec_code code);
/*@ terminates \true; exits \false; assigns \result \from code;
    ensures readable: \valid_read(\result); */
const char *ipsec_requirement(ipsec_code code);

typedef struct { sec_alg alg; sec_ealg ealg; } sec_pair;
#include "../../spec/logic/choose.h"

/* Mechanism k is an entry for media, which a choice leaves alone (TS 24.229 7.2A.7). */
/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Media(s, list, k); */
bool sec_is_media(const uint8_t *s, const sec_list *list, uint32_t k);

/* P-CSCF: the index of the client's mechanism that the server's own order of algorithm pairs prefers, or SIP_NPOS
 * (CR2-7.2-SM6-2). The pairs are own[0..n), best first. */
/*@ requires readable: ListReadable(s, client) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    requires writable: \valid(out) && \separated(out, client);
    terminates \true; exits \false; assigns *out;
    ensures exact: \forall integer r; r == \result ==> \old(ServerBest(s, client, ProfileOf(profile), own, n, r));
    ensures kept: \result == SIP_NPOS ==> *out == \old(*out); */
size_t ipsec3gpp_choose_server(const uint8_t *s, const sec_list *client, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out);

/* UE: the mechanism of the server's list with the highest q among those it knows (RFC 3329 2.3.1), else the first. */
/*@ requires readable: ListReadable(s, server) && \valid_read(own + (0 .. n - 1)) && n <= INT32_MAX;
    requires writable: \valid(out) && \separated(out, server);
    terminates \true; exits \false; assigns *out;
    ensures exact: \forall integer r; r == \result ==> \old(ClientBest(s, server, ProfileOf(profile), own, n, r));
    ensures kept: \result == SIP_NPOS ==> *out == \old(*out); */
size_t ipsec3gpp_choose_client(const uint8_t *s, const sec_list *server, sec_profile profile, const sec_pair *own,
                               size_t n, ipsec3gpp *out);

/* UE: the mechanism of the server's list with the highest q among those that the client's list has too, by name, and
 * for ipsec-3gpp by a pair of algorithms as well (RFC 3329 2.3.1); SIP_NPOS where there is none. */
/*@ requires readable: ListReadable(ss, server) && ListReadable(sc, client) && ListQ(server);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: CommonBest(ss, server, sc, client, ProfileOf(profile), tolerant, \result); */
size_t sec_choose_common(const uint8_t *ss, const sec_list *server, const uint8_t *sc, const sec_list *client,
                         sec_profile profile, bool tolerant);

#endif
