#include "ipsec3gpp.h"
#include "lex.h"
#include "word.h"

/* Index into list->param of each parameter that the profile knows, or SIP_NPOS. */
typedef struct { size_t alg, ealg, prot, mod, spi_c, spi_s, port_c, port_s, prefix, mediasec; } places;

static ipsec_result at(ipsec_code code, size_t i)
{
    ipsec_result r = { code, i };
    return r;
}

static size_t value_end(const sec_param *p)
{
    return (size_t)p->value.at + p->value.len;
}

static inline bool is(const uint8_t *s, const sec_param *p, const char *word, size_t len)
{
    return p->value.len == len && sip_word_at(s, p->value.at, word, len);
}

/* The offset that a fault of p is shown at. */
static size_t where(const sec_param *p)
{
    return p->value.len == 0 ? p->name.at : p->value.at;
}

static ipsec_result read_alg(const uint8_t *s, const sec_param *p, const profile_table *t, bool tolerant, sec_alg *out,
                             uint32_t *notes)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    sec_alg v = is(s, p, "hmac-md5-96", 11)     ? ALG_HMAC_MD5_96
                : is(s, p, "hmac-sha-1-96", 13) ? ALG_HMAC_SHA_1_96
                : is(s, p, "aes-gmac", 8)       ? ALG_AES_GMAC
                : is(s, p, "null", 4)           ? ALG_NULL
                                                : ALG_COUNT;
    if (v == ALG_COUNT)
        return at(IPSEC_UNKNOWN_ALG, p->value.at);
    if (!t->alg[v]) {
        if (!tolerant || !t->pairs || v != ALG_HMAC_MD5_96)
            return at(IPSEC_UNKNOWN_ALG, p->value.at);
        *notes |= SEC_NOTE_OLD_ALG;
    }
    *out = v;
    return at(IPSEC_OK, 0);
}

static ipsec_result read_ealg(const uint8_t *s, const sec_param *p, const profile_table *t, bool tolerant,
                              sec_ealg *out, uint32_t *notes)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    sec_ealg v = is(s, p, "null", 4)            ? EALG_NULL
                 : is(s, p, "des-ede3-cbc", 12) ? EALG_DES_EDE3_CBC
                 : is(s, p, "aes-cbc", 7)       ? EALG_AES_CBC
                 : is(s, p, "aes-gcm", 7)       ? EALG_AES_GCM
                                                : EALG_COUNT;
    if (v == EALG_COUNT)
        return at(IPSEC_UNKNOWN_EALG, p->value.at);
    if (!t->ealg[v]) {
        if (!tolerant || !t->pairs || v != EALG_DES_EDE3_CBC)
            return at(IPSEC_UNKNOWN_EALG, p->value.at);
        *notes |= SEC_NOTE_OLD_EALG;
    }
    *out = v;
    return at(IPSEC_OK, 0);
}

static ipsec_result read_prot(const uint8_t *s, const sec_param *p, const profile_table *t, sec_prot *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    bool ah = is(s, p, "ah", 2);
    if (!ah && !is(s, p, "esp", 3))
        return at(IPSEC_PROT, p->value.at);
    if (ah && !t->ah)
        return at(IPSEC_PROT, p->value.at);
    *out = ah ? PROT_AH : PROT_ESP;
    return at(IPSEC_OK, 0);
}

static ipsec_result read_mod(const uint8_t *s, const sec_param *p, const profile_table *t, sec_mod *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    if (is(s, p, "trans", 5))
        *out = MOD_TRANS;
    else if (is(s, p, "tun", 3))
        *out = MOD_TUN;
    else if (t->udp_enc_tun && is(s, p, "udp-enc-tun", 11))
        *out = MOD_UDP_ENC_TUN;
    else
        return at(IPSEC_MOD, p->value.at);
    return at(IPSEC_OK, 0);
}

/* spivalue = 1*10DIGIT, at most 4294967295 (Z-05); ESP reserves 0 to 255 (RFC 4303 2.1). */
static ipsec_result read_spi(const uint8_t *s, const sec_param *p, uint32_t *out, uint32_t *notes)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    sip_number v = sip_number_scan(s, value_end(p), p->value.at, UINT32_MAX);
    if (v.code != SIP_NUMBER_OK || v.end != value_end(p) || p->value.len > 10)
        return at(IPSEC_SPI, p->value.at);
    if (v.value < 256)
        return at(IPSEC_SPI_RESERVED, p->value.at);
    if (p->value.len != 10)
        *notes |= SEC_NOTE_SPI_DIGITS;
    *out = v.value;
    return at(IPSEC_OK, 0);
}

/* port = 1*DIGIT, 1 to 65535, neither 5060 nor 5061 (CR2-7.1-P1, CR2-7.1-U1). */
static ipsec_result read_port(const uint8_t *s, const sec_param *p, uint16_t *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    sip_number v = sip_number_scan(s, value_end(p), p->value.at, 65535);
    if (v.code != SIP_NUMBER_OK || v.end != value_end(p) || v.value == 0)
        return at(IPSEC_PORT, p->value.at);
    if (v.value == 5060 || v.value == 5061)
        return at(IPSEC_PORT_RESERVED, p->value.at);
    *out = (uint16_t)v.value;
    return at(IPSEC_OK, 0);
}

/* addr-pref-length = 1*DIGIT, 0 to 128 (GB 0216000.0) */
static ipsec_result read_prefix(const uint8_t *s, const sec_param *p, uint8_t *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_PREFIX_LENGTH, where(p));
    sip_number v = sip_number_scan(s, value_end(p), p->value.at, 128);
    if (v.code != SIP_NUMBER_OK || v.end != value_end(p))
        return at(IPSEC_PREFIX_LENGTH, p->value.at);
    *out = (uint8_t)v.value;
    return at(IPSEC_OK, 0);
}

/* The name of p, len bytes long, is that word. */
static inline bool named(const uint8_t *s, const sec_param *p, const char *word, size_t len)
{
    return sip_word_at(s, p->name.at, word, len);
}

/* The last letter of the name of p, in any case; it tells the names of a pair apart without reading them twice. */
static inline bool last_is(const uint8_t *s, const sec_param *p, uint8_t letter)
{
    return (s[p->name.at + p->name.len - 1] | 0x20) == letter;
}

/* Puts parameter j where its name belongs; the length decides which names can be meant. */
static void place(const uint8_t *s, const sec_param *p, size_t j, bool pairs, places *f)
{
    switch (p->name.len) {
    case 3:
        if (named(s, p, "alg", 3))
            f->alg = j;
        else if (named(s, p, "mod", 3))
            f->mod = j;
        else if (!pairs && named(s, p, "spi", 3))
            f->spi_s = j;
        break;
    case 4:
        if (named(s, p, "ealg", 4))
            f->ealg = j;
        else if (named(s, p, "prot", 4))
            f->prot = j;
        break;
    case 5:
        if (pairs && last_is(s, p, 'c') && named(s, p, "spi-c", 5))
            f->spi_c = j;
        else if (pairs && named(s, p, "spi-s", 5))
            f->spi_s = j;
        else if (!pairs && named(s, p, "port1", 5))
            f->port_s = j;
        else if (!pairs && named(s, p, "port2", 5))
            f->port_c = j;
        break;
    case 6:
        if (pairs && last_is(s, p, 'c') && named(s, p, "port-c", 6))
            f->port_c = j;
        else if (pairs && named(s, p, "port-s", 6))
            f->port_s = j;
        break;
    case 8:
        if (named(s, p, "mediasec", 8))
            f->mediasec = j;
        break;
    case 16:
        if (named(s, p, "addr-pref-length", 16))
            f->prefix = j;
        break;
    default: break;
    }
}

static places find_all(const uint8_t *s, const sec_list *list, uint32_t k, const profile_table *t)
{
    places f = { SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS };
    uint32_t first = list->mech[k].first, end = first + list->mech[k].count;
    /*@ loop invariant first <= j <= end;
        loop assigns j, f;
        loop variant end - j; */
    for (uint32_t j = first; j < end; j++)
        place(s, &list->param[j], j, t->pairs, &f);
    return f;
}

static bool complete(const places *f, const profile_table *t)
{
    if (f->alg == SIP_NPOS || f->spi_s == SIP_NPOS || f->port_s == SIP_NPOS)
        return false;
    if (t->pairs && f->spi_c == SIP_NPOS)
        return false;
    return !(t->pairs || t->port2_needed) || f->port_c != SIP_NPOS;
}

/* Algorithms, protocol and mode of the parameters found. */
static ipsec_result read_words(const uint8_t *s, const sec_list *list, const places *f, const profile_table *t,
                               bool tolerant, ipsec3gpp *v, uint32_t *notes)
{
    ipsec_result r = read_alg(s, &list->param[f->alg], t, tolerant, &v->alg, notes);
    if (r.code == IPSEC_OK && f->ealg != SIP_NPOS)
        r = read_ealg(s, &list->param[f->ealg], t, tolerant, &v->ealg, notes);
    if (r.code == IPSEC_OK && f->prot != SIP_NPOS)
        r = read_prot(s, &list->param[f->prot], t, &v->prot);
    if (r.code == IPSEC_OK && f->mod != SIP_NPOS)
        r = read_mod(s, &list->param[f->mod], t, &v->mod);
    if (f->ealg == SIP_NPOS)
        *notes |= SEC_NOTE_NO_EALG;
    if (f->prot == SIP_NPOS || f->mod == SIP_NPOS)
        *notes |= SEC_NOTE_NO_PROT;
    return r;
}

/* SPIs, ports and prefix length of the parameters found. */
static ipsec_result read_numbers(const uint8_t *s, const sec_list *list, const places *f, ipsec3gpp *v,
                                 uint32_t *notes)
{
    ipsec_result r = at(IPSEC_OK, 0);
    if (f->spi_c != SIP_NPOS)
        r = read_spi(s, &list->param[f->spi_c], &v->spi_c, notes);
    if (r.code == IPSEC_OK)
        r = read_spi(s, &list->param[f->spi_s], &v->spi_s, notes);
    if (r.code == IPSEC_OK && f->port_c != SIP_NPOS)
        r = read_port(s, &list->param[f->port_c], &v->port_c);
    if (r.code == IPSEC_OK)
        r = read_port(s, &list->param[f->port_s], &v->port_s);
    if (r.code == IPSEC_OK && f->prefix != SIP_NPOS)
        r = read_prefix(s, &list->param[f->prefix], &v->addr_pref_length);
    return r;
}

/* TS 33.203 Annex H: alg null if and only if ealg aes-gcm; aes-gmac with ealg null alone. */
static bool pair_fits(sec_alg alg, sec_ealg ealg)
{
    return (alg == ALG_NULL) == (ealg == EALG_AES_GCM) && !(alg == ALG_AES_GMAC && ealg != EALG_NULL);
}

/* What the parameters must be to one another. */
static ipsec_result check_whole(const sec_list *list, const places *f, const ipsec3gpp *v)
{
    if (!pair_fits(v->alg, v->ealg))
        return at(IPSEC_PAIRING, where(&list->param[f->alg]));
    if (f->spi_c != SIP_NPOS && v->spi_c == v->spi_s)
        return at(IPSEC_SPI_EQUAL, where(&list->param[f->spi_s]));
    if (f->port_c != SIP_NPOS && v->port_c == v->port_s)
        return at(IPSEC_PORT_EQUAL, where(&list->param[f->port_s]));
    return at(IPSEC_OK, 0);
}

static ipsec_result read_all(const uint8_t *s, const sec_list *list, uint32_t k, const profile_table *t, bool tolerant,
                             ipsec3gpp *out, uint32_t *notes)
{
    size_t name = list->mech[k].name.at;
    if (!t->ipsec || list->mech[k].name.len != 10 || !sip_word_at(s, name, "ipsec-3gpp", 10))
        return at(IPSEC_NOT_IPSEC, name);
    places f = find_all(s, list, k, t);
    if (f.mediasec != SIP_NPOS) /* an offer for media (TS 24.229 7.2A.7) */
        return at(IPSEC_NOT_IPSEC, name);
    if (!complete(&f, t))
        return at(IPSEC_MISSING, name);
    ipsec3gpp v = { ALG_HMAC_SHA_1_96, EALG_NULL, PROT_ESP, MOD_TRANS, 0, 0, 0, 0, ADDR_PREF_ABSENT };
    ipsec_result r = read_words(s, list, &f, t, tolerant, &v, notes);
    if (r.code == IPSEC_OK)
        r = read_numbers(s, list, &f, &v, notes);
    if (r.code == IPSEC_OK)
        r = check_whole(list, &f, &v);
    if (r.code == IPSEC_OK)
        *out = v;
    return r;
}

ipsec_result ipsec3gpp_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, ipsec3gpp *out)
{
    uint32_t notes = 0;
    return read_all(s, list, k, profile_get(profile), false, out, &notes);
}

ipsec_result ipsec3gpp_read_noted(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                  ipsec3gpp *out, uint32_t *notes)
{
    return read_all(s, list, k, profile_get(profile), false, out, notes);
}

ipsec_result ipsec3gpp_read_tolerant(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                     ipsec3gpp *out, uint32_t *notes)
{
    return read_all(s, list, k, profile_get(profile), true, out, notes);
}
