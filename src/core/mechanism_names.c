/* The names of faults and differences in a security list, and the requirements behind them. */
#include "mechanism.h"

const char *sec_error_name(sec_code code)
{
    static const char *const text[] = {
        [SEC_OK] = "ok",
        [SEC_EMPTY_LIST] = "empty-list",
        [SEC_EMPTY_ELEMENT] = "empty-element",
        [SEC_NAME] = "mechanism-name",
        [SEC_PARAM_NAME] = "parameter-name",
        [SEC_PARAM_VALUE] = "parameter-value",
        [SEC_QUOTE] = "quoted-string",
        [SEC_QVALUE] = "qvalue",
        [SEC_D_VER] = "d-ver",
        [SEC_DUPLICATE_PARAM] = "duplicate-parameter",
        [SEC_DUPLICATE_Q] = "duplicate-q",
        [SEC_TRAILING] = "trailing-text",
        [SEC_TOO_MANY_MECHANISMS] = "too-many-mechanisms",
        [SEC_TOO_MANY_PARAMS] = "too-many-parameters",
        [SEC_TOO_LONG] = "too-long",
    };
    return (unsigned)code <= SEC_TOO_LONG ? text[code] : "";
}

const char *sec_requirement(sec_code code)
{
    static const char *const text[] = {
        [SEC_OK] = "",
        [SEC_EMPTY_LIST] = "R3329-2.2-01",
        [SEC_EMPTY_ELEMENT] = "R3329-2.2-01",
        [SEC_NAME] = "R3329-2.2-04",
        [SEC_PARAM_NAME] = "R3329-2.2-04",
        [SEC_PARAM_VALUE] = "R3329-2.2-17",
        [SEC_QUOTE] = "R3329-2.2-17",
        [SEC_QVALUE] = "R3329-2.2-06",
        [SEC_D_VER] = "R3329-2.2-12",
        [SEC_DUPLICATE_PARAM] = "SIP-7.3.1-4",
        [SEC_DUPLICATE_Q] = "R3329-2.2-07",
        [SEC_TRAILING] = "R3329-2.2-01",
        [SEC_TOO_MANY_MECHANISMS] = "SIP-LIMIT-3",
        [SEC_TOO_MANY_PARAMS] = "SIP-LIMIT-4",
        [SEC_TOO_LONG] = "SIP-LIMIT-2",
    };
    return (unsigned)code <= SEC_TOO_LONG ? text[code] : "";
}

const char *sec_difference_name(sec_difference d)
{
    static const char *const name[] = {
        [SEC_EQUAL] = "equal",
        [SEC_DIFFERENT_COUNT] = "different-count",
        [SEC_DIFFERENT_NAME] = "different-name",
        [SEC_MISSING_PARAM] = "missing-parameter",
        [SEC_EXTRA_PARAM] = "extra-parameter",
        [SEC_DIFFERENT_VALUE] = "different-value",
    };
    return (unsigned)d <= SEC_DIFFERENT_VALUE ? name[d] : "";
}

const char *sec_note_name(uint32_t note)
{
    switch (note) {
    case SEC_NOTE_EQUAL_Q: return "equal-q";
    case SEC_NOTE_OLD_ALG: return "old-alg";
    case SEC_NOTE_OLD_EALG: return "old-ealg";
    case SEC_NOTE_INCOMPLETE: return "incomplete-mechanism";
    case SEC_NOTE_Q_DROPPED: return "q-dropped";
    case SEC_NOTE_DEFAULT: return "explicit-default";
    case SEC_NOTE_SPI_DIGITS: return "spi-digits";
    case SEC_NOTE_NO_EALG: return "no-ealg";
    case SEC_NOTE_NO_PROT: return "no-prot-or-mod";
    case SEC_NOTE_Q_ORDER: return "q-order";
    case SEC_NOTE_CLIENT_Q: return "client-q";
    case SEC_NOTE_UNREGISTERED: return "unregistered-name";
    case SEC_NOTE_NOT_DIGEST: return "not-digest";
    case SEC_NOTE_MEDIASEC: return "mediasec";
    default: return "";
    }
}
