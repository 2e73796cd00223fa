/* The words of the standard for algorithms, and the names of faults and notes. */
#include "ipsec3gpp.h"

typedef struct { const char *name, *requirement; } fault_text;

static const fault_text FAULT[] = {
    [IPSEC_OK] = { "ok", "" },
    [IPSEC_NOT_IPSEC] = { "not-ipsec-3gpp", "R3329-A-01" },
    [IPSEC_MISSING] = { "missing-parameter", "CR2-7.2-SM1-1" },
    [IPSEC_UNKNOWN_ALG] = { "unknown-alg", "CR2-7.1-01" },
    [IPSEC_UNKNOWN_EALG] = { "unknown-ealg", "R3329-A-05" },
    [IPSEC_PROT] = { "prot", "CR2-6.3-01" },
    [IPSEC_MOD] = { "mod", "R3329-A-04" },
    [IPSEC_PAIRING] = { "alg-ealg-pairing", "ANNEXH-1" },
    [IPSEC_SPI] = { "spi", "R3329-A-06" },
    [IPSEC_SPI_RESERVED] = { "spi-reserved", "ESP-2.1-1" },
    [IPSEC_SPI_EQUAL] = { "spi-equal", "CR2-7.1-05" },
    [IPSEC_PORT] = { "port", "R3329-A-10" },
    [IPSEC_PORT_EQUAL] = { "port-equal", "CR1-7.1-20" },
    [IPSEC_PORT_RESERVED] = { "port-reserved", "CR2-7.1-U1" },
    [IPSEC_PREFIX_LENGTH] = { "addr-pref-length", "PAT-03" },
    [IPSEC_FORM] = { "parameter-form", "R3329-A-01" },
};

const char *ipsec_error_name(ipsec_code code)
{
    return (unsigned)code <= IPSEC_FORM ? FAULT[code].name : "";
}

const char *ipsec_requirement(ipsec_code code)
{
    return (unsigned)code <= IPSEC_FORM ? FAULT[code].requirement : "";
}

const char *sec_alg_name(sec_alg alg)
{
    static const char *const name[ALG_COUNT] = { "hmac-md5-96", "hmac-sha-1-96", "aes-gmac", "null" };
    return (unsigned)alg < ALG_COUNT ? name[alg] : "";
}

const char *sec_ealg_name(sec_ealg ealg)
{
    static const char *const name[EALG_COUNT] = { "null", "des-ede3-cbc", "aes-cbc", "aes-gcm" };
    return (unsigned)ealg < EALG_COUNT ? name[ealg] : "";
}
