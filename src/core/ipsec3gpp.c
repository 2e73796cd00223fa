#include "ipsec3gpp.h"
#include "lex.h"

/* Index into list->param of each parameter that the profile knows, or SIP_NPOS. */
typedef struct { size_t alg, ealg, prot, mod, spi_c, spi_s, port_c, port_s, prefix, mediasec; } places;

/*@ logic integer PlaceKind(uint8_t *s, sec_param *p, integer pairs) = NameKind(s, p->name.at, p->name.len, pairs);
    logic integer Index(integer i) = i == SIP_NPOS ? -1 : i;
    // i is where param[a .. b) has that kind last
    predicate PlacedAt(uint8_t *s, sec_list *l, integer a, integer b, integer pairs, integer kind, integer i) =
      LastOf(s, l, a, b, pairs, kind) == Index(i) && (i == SIP_NPOS || a <= i < b);
    predicate AllPlaced(uint8_t *s, sec_list *l, integer a, integer b, integer pairs, places f) =
      PlacedAt(s, l, a, b, pairs, KIND_ALG, f.alg) && PlacedAt(s, l, a, b, pairs, KIND_EALG, f.ealg) &&
      PlacedAt(s, l, a, b, pairs, KIND_PROT, f.prot) && PlacedAt(s, l, a, b, pairs, KIND_MOD, f.mod) &&
      PlacedAt(s, l, a, b, pairs, KIND_SPI_C, f.spi_c) && PlacedAt(s, l, a, b, pairs, KIND_SPI_S, f.spi_s) &&
      PlacedAt(s, l, a, b, pairs, KIND_PORT_C, f.port_c) && PlacedAt(s, l, a, b, pairs, KIND_PORT_S, f.port_s) &&
      PlacedAt(s, l, a, b, pairs, KIND_PREFIX, f.prefix) && PlacedAt(s, l, a, b, pairs, KIND_MEDIASEC, f.mediasec);
    predicate PlaceReadable(uint8_t *s, sec_list *l, integer i) =
      i == SIP_NPOS || (i < SEC_PARAMS_MAX && PartReadable(s, l->param[i].name) && PartReadable(s, l->param[i].value));
    predicate PlacesReadable(uint8_t *s, sec_list *l, places *f) = \valid_read(f) && \valid_read(l) &&
      PlaceReadable(s, l, f->alg) && PlaceReadable(s, l, f->ealg) && PlaceReadable(s, l, f->prot) &&
      PlaceReadable(s, l, f->mod) && PlaceReadable(s, l, f->spi_c) && PlaceReadable(s, l, f->spi_s) &&
      PlaceReadable(s, l, f->port_c) && PlaceReadable(s, l, f->port_s) && PlaceReadable(s, l, f->prefix); */

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == code && \result.at == i; */
static ipsec_result at(ipsec_code code, size_t i)
{
    ipsec_result r = { code, i };
    return r;
}

/*@ requires readable: \valid_read(p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == p->value.at + p->value.len; */
static size_t value_end(const sec_param *p)
{
    return (size_t)p->value.at + p->value.len;
}

/* s[i..i+len) is that word of small letters, digits and hyphens, but for case. As sip_word_at, with a contract that
 * fits words of which every byte is known. */
/*@ requires readable: len <= 16 && \valid_read(s + (i .. i + len - 1)) && \valid_read(word + (0 .. len - 1));
    requires range: i + len <= SIP_NPOS;
    requires small: SmallWord(word, len);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameShort(s, i, word, len); */
static inline bool same(const uint8_t *s, size_t i, const char *word, size_t len)
{
    /*@ loop invariant range: 0 <= k <= len;
        loop invariant equal: SameShort(s, i, word, k);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        /*@ assert each: k == 0 || k == 1 || k == 2 || k == 3 || k == 4 || k == 5 || k == 6 || k == 7 || k == 8 ||
              k == 9 || k == 10 || k == 11 || k == 12 || k == 13 || k == 14 || k == 15; */
        int c = s[i + k];
        if (c != word[k] && (c < 'A' || c > 'Z' || c + 32 != word[k]))
            return false;
    }
    return true;
}

/* The value of p is that word. */
/*@ requires readable: SecReadable(s, p) && len <= 16 && \valid_read(word + (0 .. len - 1));
    requires small: SmallWord(word, len);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (p->value.len == len && SameShort(s, p->value.at, word, len)); */
static inline bool is(const uint8_t *s, const sec_param *p, const char *word, size_t len)
{
    return p->value.len == len && same(s, p->value.at, word, len);
}

/* The offset that a fault of p is shown at. */
/*@ requires readable: \valid_read(p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == SecAt(p); */
static size_t where(const sec_param *p)
{
    return p->value.len == 0 ? p->name.at : p->value.at;
}

/*@ requires readable: SecReadable(s, p) && ProfileTable(t);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes) && \separated(out, t) &&
      \separated(notes, t);
    terminates \true; exits \false; assigns *out, *notes;
    ensures exact: \result.code == AlgCode(s, p, t->id, tolerant);
    ensures value: \result.code == IPSEC_OK ==> *out == AlgWord(s, p->value.at, p->value.len);
    ensures noted: *notes == \old(*notes) || (\result.code == IPSEC_OK && AlgOld(t->id, *out) == 1);
    ensures silent: \result.code == IPSEC_OK && AlgOld(t->id, *out) == 0 ==> *notes == \old(*notes);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
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

/*@ requires readable: SecReadable(s, p) && ProfileTable(t);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes) && \separated(out, t) &&
      \separated(notes, t);
    terminates \true; exits \false; assigns *out, *notes;
    ensures exact: \result.code == EalgCode(s, p, t->id, tolerant);
    ensures value: \result.code == IPSEC_OK ==> *out == EalgWord(s, p->value.at, p->value.len);
    ensures noted: *notes == \old(*notes) || (\result.code == IPSEC_OK && EalgOld(t->id, *out) == 1);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
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

/*@ requires readable: SecReadable(s, p) && ProfileTable(t);
    requires writable: \valid(out) && \separated(out, t);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result.code == ProtCode(s, p, t->id);
    ensures value: \result.code == IPSEC_OK ==> *out == ProtWord(s, p->value.at, p->value.len);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
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

/*@ requires readable: SecReadable(s, p) && ProfileTable(t);
    requires writable: \valid(out) && \separated(out, t);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result.code == ModCode(s, p, t->id);
    ensures value: \result.code == IPSEC_OK ==> *out == ModWord(s, p->value.at, p->value.len);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
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

/* The value of p, which is not empty, as 1*DIGIT of at most max; -1 if it is none. */
/*@ requires readable: SecReadable(s, p) && p->value.len > 0;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: IpsecNumberBit(s, p) == 1 && Number(s, p) <= max ==> \result == Number(s, p) && 0 <= \result;
    ensures none: IpsecNumberBit(s, p) != 1 || Number(s, p) > max ==> \result == -1; */
static int64_t number(const uint8_t *s, const sec_param *p, uint32_t max)
{
    size_t end = value_end(p);
    sip_number v = sip_number_scan(s, end, p->value.at, max);
    //@ assert whole: v.end == end <==> IpsecNumberBit(s, p) == 1;
    //@ assert some: v.end == end ==> v.code != SIP_NUMBER_NONE;
    return v.code == SIP_NUMBER_OK && v.end == end ? (int64_t)v.value : -1;
}

/* spivalue = 1*10DIGIT, at most 4294967295 (Z-05); ESP reserves 0 to 255 (RFC 4303 2.1). */
/*@ requires readable: SecReadable(s, p);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes);
    terminates \true; exits \false; assigns *out, *notes;
    ensures exact: \result.code == SpiCode(s, p);
    ensures value: \result.code == IPSEC_OK ==> *out == Number(s, p) && SpiNumber(*out);
    ensures noted: *notes == \old(*notes) || (\result.code == IPSEC_OK && p->value.len != 10);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
static ipsec_result read_spi(const uint8_t *s, const sec_param *p, uint32_t *out, uint32_t *notes)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    int64_t v = number(s, p, UINT32_MAX);
    if (v < 0 || p->value.len > 10)
        return at(IPSEC_SPI, p->value.at);
    if (v < 256)
        return at(IPSEC_SPI_RESERVED, p->value.at);
    if (p->value.len != 10)
        *notes |= SEC_NOTE_SPI_DIGITS;
    *out = (uint32_t)v;
    return at(IPSEC_OK, 0);
}

/* port = 1*DIGIT, 1 to 65535, neither 5060 nor 5061 (CR2-7.1-P1, CR2-7.1-U1). */
/*@ requires readable: SecReadable(s, p);
    requires writable: \valid(out) && \separated(out, p);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result.code == PortCode(s, p);
    ensures value: \result.code == IPSEC_OK ==> *out == Number(s, p) && PortNumber(*out);
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
static ipsec_result read_port(const uint8_t *s, const sec_param *p, uint16_t *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_FORM, where(p));
    int64_t v = number(s, p, 65535);
    if (v <= 0)
        return at(IPSEC_PORT, p->value.at);
    if (v == 5060 || v == 5061)
        return at(IPSEC_PORT_RESERVED, p->value.at);
    *out = (uint16_t)v;
    return at(IPSEC_OK, 0);
}

/* addr-pref-length = 1*DIGIT, 0 to 128 (GB 0216000.0) */
/*@ requires readable: SecReadable(s, p);
    requires writable: \valid(out);
    terminates \true; exits \false; assigns *out;
    ensures exact: \result.code == PrefixCode(s, p);
    ensures value: \result.code == IPSEC_OK ==> *out == Number(s, p) && *out <= 128;
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out);
    ensures at: \result.at == (\result.code == IPSEC_OK ? 0 : SecAt(p)); */
static ipsec_result read_prefix(const uint8_t *s, const sec_param *p, uint32_t *out)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return at(IPSEC_PREFIX_LENGTH, where(p));
    int64_t v = number(s, p, 128);
    if (v < 0)
        return at(IPSEC_PREFIX_LENGTH, p->value.at);
    *out = (uint32_t)v;
    return at(IPSEC_OK, 0);
}

/* The name of p, len bytes long, is that word. */
/*@ requires readable: SecReadable(s, p) && len <= 16 && len <= p->name.len && \valid_read(word + (0 .. len - 1));
    requires small: SmallWord(word, len);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> SameShort(s, p->name.at, word, len); */
static inline bool named(const uint8_t *s, const sec_param *p, const char *word, size_t len)
{
    return same(s, p->name.at, word, len);
}

/* The last letter of the name of p, in any case; it tells the names of a pair apart without reading them twice. */
/*@ requires readable: SecReadable(s, p) && p->name.len > 0;
    requires lower: 'a' <= letter <= 'z';
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> Lower(s[p->name.at + p->name.len - 1]) == letter; */
static inline bool last_is(const uint8_t *s, const sec_param *p, uint8_t letter)
{
    int c = s[p->name.at + p->name.len - 1];
    return c == letter || c + 32 == letter;
}

/* Puts parameter j where its name belongs; the length decides which names can be meant. */
/*@ requires readable: SecReadable(s, p);
    requires writable: \valid(f) && \separated(f, p);
    terminates \true; exits \false; assigns *f;
    ensures alg: f->alg == (PlaceKind(s, p, pairs) == KIND_ALG ? j : \old(f->alg));
    ensures ealg: f->ealg == (PlaceKind(s, p, pairs) == KIND_EALG ? j : \old(f->ealg));
    ensures prot: f->prot == (PlaceKind(s, p, pairs) == KIND_PROT ? j : \old(f->prot));
    ensures mod: f->mod == (PlaceKind(s, p, pairs) == KIND_MOD ? j : \old(f->mod));
    ensures spi_c: f->spi_c == (PlaceKind(s, p, pairs) == KIND_SPI_C ? j : \old(f->spi_c));
    ensures spi_s: f->spi_s == (PlaceKind(s, p, pairs) == KIND_SPI_S ? j : \old(f->spi_s));
    ensures port_c: f->port_c == (PlaceKind(s, p, pairs) == KIND_PORT_C ? j : \old(f->port_c));
    ensures port_s: f->port_s == (PlaceKind(s, p, pairs) == KIND_PORT_S ? j : \old(f->port_s));
    ensures prefix: f->prefix == (PlaceKind(s, p, pairs) == KIND_PREFIX ? j : \old(f->prefix));
    ensures mediasec: f->mediasec == (PlaceKind(s, p, pairs) == KIND_MEDIASEC ? j : \old(f->mediasec)); */
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

/*@ requires readable: MechanismReadable(s, list, k) && ProfileTable(t);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: AllPlaced(s, list, list->mech[k].first, list->mech[k].first + list->mech[k].count,
      PairsBit(t->id), \result); */
static places find_all(const uint8_t *s, const sec_list *list, uint32_t k, const profile_table *t)
{
    places f = { SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS };
    uint32_t first = list->mech[k].first, end = first + list->mech[k].count;
    /*@ loop invariant range: first <= j <= end;
        loop invariant found: AllPlaced(s, list, first, j, PairsBit(t->id), f);
        loop assigns j, f;
        loop variant end - j; */
    for (uint32_t j = first; j < end; j++)
        place(s, &list->param[j], j, t->pairs, &f);
    return f;
}

/*@ requires readable: \valid_read(f) && ProfileTable(t);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> CompleteBit(t->id, Index(f->alg), Index(f->spi_c), Index(f->spi_s), Index(f->port_c),
      Index(f->port_s)) == 1; */
static bool complete(const places *f, const profile_table *t)
{
    if (f->alg == SIP_NPOS || f->spi_s == SIP_NPOS || f->port_s == SIP_NPOS)
        return false;
    if (t->pairs && f->spi_c == SIP_NPOS)
        return false;
    return !(t->pairs || t->port2_needed) || f->port_c != SIP_NPOS;
}

/* Algorithms, protocol and mode of the parameters found. */
/*@ requires readable: PlacesReadable(s, list, f) && ProfileTable(t) && f->alg != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \separated(v, notes, f) && \separated(v, t) &&
      \separated(v, list) && \separated(notes, t) && \separated(notes, list);
    terminates \true; exits \false; assigns v->alg, v->ealg, v->prot, v->mod, *notes;
    ensures exact: \result.code == WordsCode(s, list, t->id, tolerant, f->alg, Index(f->ealg), Index(f->prot),
      Index(f->mod));
    ensures alg: \result.code == IPSEC_OK ==> v->alg == AlgWord(s, list->param[f->alg].value.at,
      list->param[f->alg].value.len);
    ensures ealg: \result.code == IPSEC_OK ==> v->ealg == (f->ealg == SIP_NPOS ? \old(v->ealg) :
      EalgWord(s, list->param[f->ealg].value.at, list->param[f->ealg].value.len));
    ensures prot: \result.code == IPSEC_OK ==> v->prot == (f->prot == SIP_NPOS ? \old(v->prot) :
      ProtWord(s, list->param[f->prot].value.at, list->param[f->prot].value.len));
    ensures mod: \result.code == IPSEC_OK ==> v->mod == (f->mod == SIP_NPOS ? \old(v->mod) :
      ModWord(s, list->param[f->mod].value.at, list->param[f->mod].value.len)); */
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
/*@ requires readable: PlacesReadable(s, list, f) && f->spi_s != SIP_NPOS && f->port_s != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \valid(prefix) && \separated(v, notes, prefix, f) &&
      \separated(v, list) && \separated(notes, list) && \separated(prefix, list);
    terminates \true; exits \false; assigns v->spi_c, v->spi_s, v->port_c, v->port_s, *prefix, *notes;
    ensures exact: \result.code == NumbersCode(s, list, Index(f->spi_c), f->spi_s, Index(f->port_c), f->port_s,
      Index(f->prefix));
    ensures spi_c: \result.code == IPSEC_OK ==> (f->spi_c == SIP_NPOS ? v->spi_c == \old(v->spi_c) :
      v->spi_c == Number(s, &list->param[f->spi_c]) && SpiNumber(v->spi_c));
    ensures spi_s: \result.code == IPSEC_OK ==> v->spi_s == Number(s, &list->param[f->spi_s]) && SpiNumber(v->spi_s);
    ensures port_c: \result.code == IPSEC_OK ==> (f->port_c == SIP_NPOS ? v->port_c == \old(v->port_c) :
      v->port_c == Number(s, &list->param[f->port_c]) && PortNumber(v->port_c));
    ensures port_s: \result.code == IPSEC_OK ==> v->port_s == Number(s, &list->param[f->port_s]) &&
      PortNumber(v->port_s);
    ensures prefix: \result.code == IPSEC_OK ==> (f->prefix == SIP_NPOS ? *prefix == \old(*prefix) :
      *prefix == Number(s, &list->param[f->prefix]) && *prefix <= 128); */
static ipsec_result read_numbers(const uint8_t *s, const sec_list *list, const places *f, ipsec3gpp *v,
                                 uint32_t *prefix, uint32_t *notes)
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
        r = read_prefix(s, &list->param[f->prefix], prefix);
    return r;
}

/* TS 33.203 Annex H: alg null if and only if ealg aes-gcm; aes-gmac with ealg null alone. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> PairFits(alg, ealg); */
static bool pair_fits(sec_alg alg, sec_ealg ealg)
{
    return (alg == ALG_NULL) == (ealg == EALG_AES_GCM) && !(alg == ALG_AES_GMAC && ealg != EALG_NULL);
}

/* What the parameters must be to one another. */
/*@ requires readable: \valid_read(list) && \valid_read(f) && \valid_read(v) && f->alg < SEC_PARAMS_MAX &&
      f->spi_s < SEC_PARAMS_MAX && f->port_s < SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == WholeCode(v->alg, v->ealg, f->spi_c == SIP_NPOS ? -1 : v->spi_c, v->spi_s,
      f->port_c == SIP_NPOS ? -1 : v->port_c, v->port_s); */
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

/*@ requires readable: MechanismReadable(s, list, k);
    requires writable: \valid(out) && \valid(notes) && \separated(out, notes) && \separated(out, list) &&
      \separated(notes, list);
    terminates \true; exits \false; assigns *out, *notes;
    ensures exact: \result.code == \old(ReadCode(s, list, k, ProfileOf(profile), tolerant));
    ensures read: \result.code == IPSEC_OK ==> IPSEC_READ(s, list, k, ProfileOf(profile), out);
    ensures taken: \result.code == IPSEC_OK ==> IpsecTaken(out, ProfileOf(profile));
    ensures kept: \result.code != IPSEC_OK ==> *out == \old(*out); */
static ipsec_result read_all(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, bool tolerant,
                             ipsec3gpp *out, uint32_t *notes)
{
    const profile_table t = *profile_get(profile);
    size_t name = list->mech[k].name.at;
    if (!t.ipsec || list->mech[k].name.len != 10 || !same(s, name, "ipsec-3gpp", 10))
        return at(IPSEC_NOT_IPSEC, name);
    places f = find_all(s, list, k, &t);
    if (f.mediasec != SIP_NPOS) /* an offer for media (TS 24.229 7.2A.7) */
        return at(IPSEC_NOT_IPSEC, name);
    if (!complete(&f, &t))
        return at(IPSEC_MISSING, name);
    uint32_t prefix = ADDR_PREF_ABSENT;
    ipsec3gpp v;
    v.ealg = EALG_NULL;
    v.prot = PROT_ESP;
    v.mod = MOD_TRANS;
    v.spi_c = 0;
    v.port_c = 0;
    ipsec_result r = read_words(s, list, &f, &t, tolerant, &v, notes);
    if (r.code == IPSEC_OK)
        r = read_numbers(s, list, &f, &v, &prefix, notes);
    if (r.code == IPSEC_OK)
        r = check_whole(list, &f, &v);
    if (r.code != IPSEC_OK)
        return r;
    v.addr_pref_length = (uint8_t)prefix;
    *out = v;
    return r;
}

ipsec_result ipsec3gpp_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, ipsec3gpp *out)
{
    uint32_t notes = 0;
    return read_all(s, list, k, profile, false, out, &notes);
}

ipsec_result ipsec3gpp_read_noted(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                  ipsec3gpp *out, uint32_t *notes)
{
    return read_all(s, list, k, profile, false, out, notes);
}

ipsec_result ipsec3gpp_read_tolerant(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                     ipsec3gpp *out, uint32_t *notes)
{
    return read_all(s, list, k, profile, true, out, notes);
}
