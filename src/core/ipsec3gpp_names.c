/* The words of the standard for algorithms, and the names of faults and notes. */
#include "ipsec3gpp.h"

const char *ipsec_error_name(ipsec_code code)
{
    static const char *const text[] = {
        [IPSEC_OK] = "ok",
        [IPSEC_NOT_IPSEC] = "not-ipsec-3gpp",
        [IPSEC_MISSING] = "missing-parameter",
        [IPSEC_UNKNOWN_ALG] = "unknown-alg",
        [IPSEC_UNKNOWN_EALG] = "unknown-ealg",
        [IPSEC_PROT] = "prot",
        [IPSEC_MOD] = "mod",
        [IPSEC_PAIRING] = "alg-ealg-pairing",
        [IPSEC_SPI] = "spi",
        [IPSEC_SPI_RESERVED] = "spi-reserved",
        [IPSEC_SPI_EQUAL] = "spi-equal",
        [IPSEC_PORT] = "port",
        [IPSEC_PORT_EQUAL] = "port-equal",
        [IPSEC_PORT_RESERVED] = "port-reserved",
        [IPSEC_PREFIX_LENGTH] = "addr-pref-length",
        [IPSEC_FORM] = "parameter-form",
    };
    return (unsigned)code <= IPSEC_FORM ? text[code] : "";
}

const char *ipsec_requirement(ipsec_code code)
{
    static const char *const text[] = {
        [IPSEC_OK] = "",
        [IPSEC_NOT_IPSEC] = "R3329-A-01",
        [IPSEC_MISSING] = "CR2-7.2-SM1-1",
        [IPSEC_UNKNOWN_ALG] = "CR2-7.1-01",
        [IPSEC_UNKNOWN_EALG] = "R3329-A-05",
        [IPSEC_PROT] = "CR2-6.3-01",
        [IPSEC_MOD] = "R3329-A-04",
        [IPSEC_PAIRING] = "ANNEXH-1",
        [IPSEC_SPI] = "R3329-A-06",
        [IPSEC_SPI_RESERVED] = "ESP-2.1-1",
        [IPSEC_SPI_EQUAL] = "CR2-7.1-05",
        [IPSEC_PORT] = "R3329-A-10",
        [IPSEC_PORT_EQUAL] = "CR1-7.1-20",
        [IPSEC_PORT_RESERVED] = "CR2-7.1-U1",
        [IPSEC_PREFIX_LENGTH] = "PAT-03",
        [IPSEC_FORM] = "R3329-A-01",
    };
    return (unsigned)code <= IPSEC_FORM ? text[code] : "";
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
