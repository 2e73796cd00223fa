#include "ipsec3gpp.h"
#include "lex.h"

/* Index into list->param of each parameter that the profile knows, or SIP_NPOS. */
typedef struct { size_t alg, ealg, prot, mod, spi_c, spi_s, port_c, port_s, prefix, mediasec; } places;

/*@ logic integer PlaceKind(uint8_t *s, sec_param *p, integer pairs) = NameKind(s, p->name.at, p->name.len, pairs);
    logic integer Index(integer i) = i == SIP_NPOS ? -1 : i;
    // i is where param[a .. b) has that kind last
    predicate PlacedAt(uint8_t *s, sec_list *l, integer a, integer b, integer pairs, integer kind, integer i) =
      LastOf(s, l, a, b, pairs, kind) == Index(i) && (i == SIP_NPOS || a <= i < b);
    // i is where mechanism k has that kind last
    predicate PlacedIn(uint8_t *s, sec_list *l, integer k, integer pairs, integer kind, integer i) =
      PlacedAt(s, l, l->mech[k].first, l->mech[k].first + l->mech[k].count, pairs, kind, i);
    predicate PlaceReadable(uint8_t *s, sec_list *l, integer i) =
      i == SIP_NPOS || (i < SEC_PARAMS_MAX && PartReadable(s, l->param[i].name) && PartReadable(s, l->param[i].value));
    predicate PlacesReadable(uint8_t *s, sec_list *l, places f) = \valid_read(l) &&
      PlaceReadable(s, l, f.alg) && PlaceReadable(s, l, f.ealg) && PlaceReadable(s, l, f.prot) &&
      PlaceReadable(s, l, f.mod) && PlaceReadable(s, l, f.spi_c) && PlaceReadable(s, l, f.spi_s) &&
      PlaceReadable(s, l, f.port_c) && PlaceReadable(s, l, f.port_s) && PlaceReadable(s, l, f.prefix);
    // v is what the parameters say that stand there, or what stands for those that are absent
    logic integer NumberAt(uint8_t *s, sec_list *l, integer i, integer absent) =
      i == SIP_NPOS ? absent : Number(s, &l->param[i]);
    predicate PlacedIs(uint8_t *s, sec_list *l, places f, ipsec3gpp v) =
      v.alg == AlgOf(s, &l->param[f.alg]) &&
      v.ealg == (f.ealg == SIP_NPOS ? EALG_NULL : EalgOf(s, &l->param[f.ealg])) &&
      v.prot == (f.prot == SIP_NPOS ? PROT_ESP :
        ProtWord(s, l->param[f.prot].value.at, l->param[f.prot].value.len)) &&
      v.mod == (f.mod == SIP_NPOS ? MOD_TRANS : ModWord(s, l->param[f.mod].value.at, l->param[f.mod].value.len)) &&
      NumbersAre(v, NumberAt(s, l, f.spi_c, 0), NumberAt(s, l, f.spi_s, 0), NumberAt(s, l, f.port_c, 0),
        NumberAt(s, l, f.port_s, 0), NumberAt(s, l, f.prefix, ADDR_PREF_ABSENT)); */

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
        loop invariant equal: \forall integer m; 0 <= m < k ==> SameAt(s, i, word, len, m);
        loop assigns k;
        loop variant len - k; */
    for (size_t k = 0; k < len; k++) {
        /*@ assert each: k == 0 || k == 1 || k == 2 || k == 3 || k == 4 || k == 5 || k == 6 || k == 7 || k == 8 ||
              k == 9 || k == 10 || k == 11 || k == 12 || k == 13 || k == 14 || k == 15; */
        //@ assert small: SmallAt(word, len, k);
        int c = s[i + k];
        if (c != word[k] && (c < 'A' || c > 'Z' || c + 32 != word[k])) {
            //@ assert differs: !SameAt(s, i, word, len, k);
            return false;
        }
        //@ assert same: SameAt(s, i, word, len, k);
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

typedef struct { ipsec_result result; uint16_t port; } port_reading; /* port: where the code is IPSEC_OK */

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.result.code == code && \result.result.at == i && \result.port == port; */
static port_reading port_at(ipsec_code code, size_t i, uint16_t port)
{
    port_reading x = { { code, i }, port };
    return x;
}

/* port = 1*DIGIT, 1 to 65535, neither 5060 nor 5061 (CR2-7.1-P1, CR2-7.1-U1). */
/*@ requires readable: SecReadable(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.result.code == PortCode(s, p);
    ensures value: \result.result.code == IPSEC_OK ==> \result.port == Number(s, p) && PortNumber(\result.port);
    ensures at: \result.result.at == (\result.result.code == IPSEC_OK ? 0 : SecAt(p)); */
static port_reading read_port(const uint8_t *s, const sec_param *p)
{
    if (sec_param_form(s, p) != SEC_VALUE_TOKEN)
        return port_at(IPSEC_FORM, where(p), 0);
    int64_t v = number(s, p, 65535);
    if (v <= 0)
        return port_at(IPSEC_PORT, p->value.at, 0);
    if (v == 5060 || v == 5061)
        return port_at(IPSEC_PORT_RESERVED, p->value.at, 0);
    return port_at(IPSEC_OK, 0, (uint16_t)v);
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

/* What the name of p stands for, by its length. */
/*@ requires readable: SecReadable(s, p) && p->name.len == 3;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind3(s, p->name.at, pairs); */
static inline int kind3(const uint8_t *s, const sec_param *p, bool pairs)
{
    return named(s, p, "alg", 3) ? KIND_ALG : named(s, p, "mod", 3) ? KIND_MOD :
           !pairs && named(s, p, "spi", 3) ? KIND_SPI_S : 0;
}

/*@ requires readable: SecReadable(s, p) && p->name.len == 4;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind4(s, p->name.at); */
static inline int kind4(const uint8_t *s, const sec_param *p)
{
    return named(s, p, "ealg", 4) ? KIND_EALG : named(s, p, "prot", 4) ? KIND_PROT : 0;
}

/*@ requires readable: SecReadable(s, p) && p->name.len == 5;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind5(s, p->name.at, pairs); */
static inline int kind5(const uint8_t *s, const sec_param *p, bool pairs)
{
    if (pairs)
        return last_is(s, p, 'c') && named(s, p, "spi-c", 5) ? KIND_SPI_C : named(s, p, "spi-s", 5) ? KIND_SPI_S : 0;
    return named(s, p, "port1", 5) ? KIND_PORT_S : named(s, p, "port2", 5) ? KIND_PORT_C : 0;
}

/*@ requires readable: SecReadable(s, p) && p->name.len == 6;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind6(s, p->name.at, pairs); */
static inline int kind6(const uint8_t *s, const sec_param *p, bool pairs)
{
    if (!pairs)
        return 0;
    return last_is(s, p, 'c') && named(s, p, "port-c", 6) ? KIND_PORT_C : named(s, p, "port-s", 6) ? KIND_PORT_S : 0;
}

/*@ requires readable: SecReadable(s, p) && p->name.len == 8;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind8(s, p->name.at); */
static inline int kind8(const uint8_t *s, const sec_param *p)
{
    return named(s, p, "mediasec", 8) ? KIND_MEDIASEC : 0;
}

/*@ requires readable: SecReadable(s, p) && p->name.len == 16;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == Kind16(s, p->name.at); */
static inline int kind16(const uint8_t *s, const sec_param *p)
{
    return named(s, p, "addr-pref-length", 16) ? KIND_PREFIX : 0;
}

/*@ requires readable: SecReadable(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == PlaceKind(s, p, pairs); */
static int kind_of(const uint8_t *s, const sec_param *p, bool pairs)
{
    switch (p->name.len) {
    case 3: return kind3(s, p, pairs);
    case 4: return kind4(s, p);
    case 5: return kind5(s, p, pairs);
    case 6: return kind6(s, p, pairs);
    case 8: return kind8(s, p);
    case 16: return kind16(s, p);
    default: return 0;
    }
}

/* f with parameter j where that kind belongs. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures alg: \result.alg == (kind == KIND_ALG ? j : f.alg);
    ensures ealg: \result.ealg == (kind == KIND_EALG ? j : f.ealg);
    ensures prot: \result.prot == (kind == KIND_PROT ? j : f.prot);
    ensures mod: \result.mod == (kind == KIND_MOD ? j : f.mod);
    ensures spi_c: \result.spi_c == (kind == KIND_SPI_C ? j : f.spi_c);
    ensures spi_s: \result.spi_s == (kind == KIND_SPI_S ? j : f.spi_s);
    ensures port_c: \result.port_c == (kind == KIND_PORT_C ? j : f.port_c);
    ensures port_s: \result.port_s == (kind == KIND_PORT_S ? j : f.port_s);
    ensures prefix: \result.prefix == (kind == KIND_PREFIX ? j : f.prefix);
    ensures mediasec: \result.mediasec == (kind == KIND_MEDIASEC ? j : f.mediasec); */
static inline places place(places f, int kind, size_t j)
{
    switch (kind) {
    case KIND_ALG: f.alg = j; break;
    case KIND_EALG: f.ealg = j; break;
    case KIND_PROT: f.prot = j; break;
    case KIND_MOD: f.mod = j; break;
    case KIND_SPI_C: f.spi_c = j; break;
    case KIND_SPI_S: f.spi_s = j; break;
    case KIND_PORT_C: f.port_c = j; break;
    case KIND_PORT_S: f.port_s = j; break;
    case KIND_PREFIX: f.prefix = j; break;
    case KIND_MEDIASEC: f.mediasec = j; break;
    default: break;
    }
    return f;
}

/*@ requires readable: MechanismReadable(s, list, k) && ProfileTable(t);
    terminates \true; exits \false; assigns \nothing;
    ensures alg: PlacedIn(s, list, k, PairsBit(t->id), KIND_ALG, \result.alg);
    ensures ealg: PlacedIn(s, list, k, PairsBit(t->id), KIND_EALG, \result.ealg);
    ensures prot: PlacedIn(s, list, k, PairsBit(t->id), KIND_PROT, \result.prot);
    ensures mod: PlacedIn(s, list, k, PairsBit(t->id), KIND_MOD, \result.mod);
    ensures spi_c: PlacedIn(s, list, k, PairsBit(t->id), KIND_SPI_C, \result.spi_c);
    ensures spi_s: PlacedIn(s, list, k, PairsBit(t->id), KIND_SPI_S, \result.spi_s);
    ensures port_c: PlacedIn(s, list, k, PairsBit(t->id), KIND_PORT_C, \result.port_c);
    ensures port_s: PlacedIn(s, list, k, PairsBit(t->id), KIND_PORT_S, \result.port_s);
    ensures prefix: PlacedIn(s, list, k, PairsBit(t->id), KIND_PREFIX, \result.prefix);
    ensures mediasec: PlacedIn(s, list, k, PairsBit(t->id), KIND_MEDIASEC, \result.mediasec); */
static places find_all(const uint8_t *s, const sec_list *list, uint32_t k, const profile_table *t)
{
    places f = { SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS, SIP_NPOS };
    uint32_t first = list->mech[k].first, end = first + list->mech[k].count;
    const bool pairs = t->pairs;
    uint32_t j = first;
    /*@ loop invariant range: first <= j <= end;
        loop invariant alg: PlacedAt(s, list, first, j, pairs, KIND_ALG, f.alg);
        loop invariant ealg: PlacedAt(s, list, first, j, pairs, KIND_EALG, f.ealg);
        loop invariant prot: PlacedAt(s, list, first, j, pairs, KIND_PROT, f.prot);
        loop invariant mod: PlacedAt(s, list, first, j, pairs, KIND_MOD, f.mod);
        loop invariant spi_c: PlacedAt(s, list, first, j, pairs, KIND_SPI_C, f.spi_c);
        loop invariant spi_s: PlacedAt(s, list, first, j, pairs, KIND_SPI_S, f.spi_s);
        loop invariant port_c: PlacedAt(s, list, first, j, pairs, KIND_PORT_C, f.port_c);
        loop invariant port_s: PlacedAt(s, list, first, j, pairs, KIND_PORT_S, f.port_s);
        loop invariant prefix: PlacedAt(s, list, first, j, pairs, KIND_PREFIX, f.prefix);
        loop invariant mediasec: PlacedAt(s, list, first, j, pairs, KIND_MEDIASEC, f.mediasec);
        loop assigns j, f;
        loop variant end - j; */
    for (; j < end; j++)
        f = place(f, kind_of(s, &list->param[j], pairs), j);
    //@ assert end: j == end && end == list->mech[k].first + list->mech[k].count && first == list->mech[k].first;
    //@ assert pairs: pairs == PairsBit(t->id);
    return f;
}

/*@ requires readable: ProfileTable(t);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> CompleteBit(t->id, Index(f.alg), Index(f.spi_c), Index(f.spi_s), Index(f.port_c),
      Index(f.port_s)) == 1; */
static bool complete(places f, const profile_table *t)
{
    if (f.alg == SIP_NPOS || f.spi_s == SIP_NPOS || f.port_s == SIP_NPOS)
        return false;
    if (t->pairs && f.spi_c == SIP_NPOS)
        return false;
    return !(t->pairs || t->port2_needed) || f.port_c != SIP_NPOS;
}

/* The algorithms of the parameters found. */
/*@ requires readable: \valid_read(list) && PlaceReadable(s, list, f.alg) && PlaceReadable(s, list, f.ealg) &&
      ProfileTable(t) && f.alg != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \separated(v, notes) && \separated(v, t) &&
      \separated(v, list) && \separated(notes, t) && \separated(notes, list);
    terminates \true; exits \false; assigns v->alg, v->ealg, *notes;
    ensures exact: \result.code == \old(FirstCode(AlgCode(s, &list->param[f.alg], t->id, tolerant),
      f.ealg == SIP_NPOS ? IPSEC_OK : EalgCode(s, &list->param[f.ealg], t->id, tolerant)));
    ensures profile: t->id == \old(t->id);
    ensures alg: \result.code == IPSEC_OK ==> v->alg == AlgOf(s, &list->param[f.alg]);
    ensures ealg: \result.code == IPSEC_OK ==>
      v->ealg == (f.ealg == SIP_NPOS ? \old(v->ealg) : EalgOf(s, &list->param[f.ealg])); */
static ipsec_result read_algs(const uint8_t *s, const sec_list *list, places f, const profile_table *t, bool tolerant,
                              ipsec3gpp *v, uint32_t *notes)
{
    ipsec_result r = read_alg(s, &list->param[f.alg], t, tolerant, &v->alg, notes);
    if (r.code != IPSEC_OK || f.ealg == SIP_NPOS)
        return r;
    return read_ealg(s, &list->param[f.ealg], t, tolerant, &v->ealg, notes);
}

/* Their protocol and mode. */
/*@ requires readable: \valid_read(list) && PlaceReadable(s, list, f.prot) && PlaceReadable(s, list, f.mod) &&
      ProfileTable(t);
    requires writable: \valid(v) && \separated(v, t) && \separated(v, list);
    terminates \true; exits \false; assigns v->prot, v->mod;
    ensures exact: \result.code ==
      \old(FirstCode(f.prot == SIP_NPOS ? IPSEC_OK : ProtCode(s, &list->param[f.prot], t->id),
        f.mod == SIP_NPOS ? IPSEC_OK : ModCode(s, &list->param[f.mod], t->id)));
    ensures prot: \result.code == IPSEC_OK ==> v->prot == (f.prot == SIP_NPOS ? \old(v->prot) :
      ProtWord(s, list->param[f.prot].value.at, list->param[f.prot].value.len));
    ensures mod: \result.code == IPSEC_OK ==> v->mod == (f.mod == SIP_NPOS ? \old(v->mod) :
      ModWord(s, list->param[f.mod].value.at, list->param[f.mod].value.len)); */
static ipsec_result read_modes(const uint8_t *s, const sec_list *list, places f, const profile_table *t, ipsec3gpp *v)
{
    ipsec_result r = f.prot == SIP_NPOS ? at(IPSEC_OK, 0) : read_prot(s, &list->param[f.prot], t, &v->prot);
    if (r.code != IPSEC_OK || f.mod == SIP_NPOS)
        return r;
    return read_mod(s, &list->param[f.mod], t, &v->mod);
}

/* The values that are words; an absent one keeps what *v has, its default. */
/*@ requires readable: PlacesReadable(s, list, f) && ProfileTable(t) && f.alg != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \separated(v, notes) && \separated(v, t) &&
      \separated(v, list) && \separated(notes, t) && \separated(notes, list);
    terminates \true; exits \false; assigns v->alg, v->ealg, v->prot, v->mod, *notes;
    ensures exact: \result.code == \old(WordsCode(s, list, t->id, tolerant, f.alg, Index(f.ealg), Index(f.prot),
      Index(f.mod)));
    ensures alg: \result.code == IPSEC_OK ==> v->alg == AlgOf(s, &list->param[f.alg]);
    ensures ealg: \result.code == IPSEC_OK ==>
      v->ealg == (f.ealg == SIP_NPOS ? \old(v->ealg) : EalgOf(s, &list->param[f.ealg]));
    ensures prot: \result.code == IPSEC_OK ==> v->prot == (f.prot == SIP_NPOS ? \old(v->prot) :
      ProtWord(s, list->param[f.prot].value.at, list->param[f.prot].value.len));
    ensures mod: \result.code == IPSEC_OK ==> v->mod == (f.mod == SIP_NPOS ? \old(v->mod) :
      ModWord(s, list->param[f.mod].value.at, list->param[f.mod].value.len)); */
static ipsec_result read_words(const uint8_t *s, const sec_list *list, places f, const profile_table *t,
                               bool tolerant, ipsec3gpp *v, uint32_t *notes)
{
    ipsec_result r = read_algs(s, list, f, t, tolerant, v, notes);
    //@ assert alg: r.code == IPSEC_OK ==> \at(AlgCode(s, &list->param[f.alg], t->id, tolerant), Pre) == IPSEC_OK;
    /*@ assert ealg: r.code == IPSEC_OK && f.ealg != SIP_NPOS ==>
          \at(EalgCode(s, &list->param[f.ealg], t->id, tolerant), Pre) == IPSEC_OK; */
    if (r.code != IPSEC_OK)
        return r;
    //@ assert absent: f.ealg == SIP_NPOS ? Index(f.ealg) == -1 : 0 <= Index(f.ealg) && Index(f.ealg) == f.ealg;
    //@ assert no_prot: f.prot == SIP_NPOS ? Index(f.prot) == -1 : 0 <= Index(f.prot) && Index(f.prot) == f.prot;
    //@ assert no_mod: f.mod == SIP_NPOS ? Index(f.mod) == -1 : 0 <= Index(f.mod) && Index(f.mod) == f.mod;
    /*@ assert rest: \at(WordsCode(s, list, t->id, tolerant, f.alg, Index(f.ealg), Index(f.prot), Index(f.mod)), Pre) ==
          \at(FirstCode(f.prot == SIP_NPOS ? IPSEC_OK : ProtCode(s, &list->param[f.prot], t->id),
            f.mod == SIP_NPOS ? IPSEC_OK : ModCode(s, &list->param[f.mod], t->id)), Pre); */
    return read_modes(s, list, f, t, v);
}

/* What is noted of parameters that are left out. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures none: \result == 0 <==> f.ealg != SIP_NPOS && f.prot != SIP_NPOS && f.mod != SIP_NPOS;
    ensures ealg: f.prot != SIP_NPOS && f.mod != SIP_NPOS ==>
      \result == (f.ealg == SIP_NPOS ? SEC_NOTE_NO_EALG : 0);
    ensures modes: f.ealg != SIP_NPOS && (f.prot == SIP_NPOS || f.mod == SIP_NPOS) ==>
      \result == SEC_NOTE_NO_PROT; */
static uint32_t left_out(places f)
{
    return (f.ealg == SIP_NPOS ? SEC_NOTE_NO_EALG : 0) +
           (f.prot == SIP_NPOS || f.mod == SIP_NPOS ? SEC_NOTE_NO_PROT : 0);
}

/* The SPIs of the parameters found. */
/*@ requires readable: \valid_read(list) && PlaceReadable(s, list, f.spi_c) && PlaceReadable(s, list, f.spi_s) &&
      f.spi_s != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \separated(v, notes) && \separated(v, list) &&
      \separated(notes, list);
    terminates \true; exits \false; assigns v->spi_c, v->spi_s, *notes;
    ensures exact: \result.code == FirstCode(f.spi_c == SIP_NPOS ? IPSEC_OK : SpiCode(s, &list->param[f.spi_c]),
      SpiCode(s, &list->param[f.spi_s]));
    ensures spi_c: \result.code == IPSEC_OK ==> (f.spi_c == SIP_NPOS ? v->spi_c == \old(v->spi_c) :
      v->spi_c == Number(s, &list->param[f.spi_c]) && SpiNumber(v->spi_c));
    ensures spi_s: \result.code == IPSEC_OK ==>
      v->spi_s == Number(s, &list->param[f.spi_s]) && SpiNumber(v->spi_s); */
static ipsec_result read_spis(const uint8_t *s, const sec_list *list, places f, ipsec3gpp *v, uint32_t *notes)
{
    ipsec_result r = f.spi_c == SIP_NPOS ? at(IPSEC_OK, 0) : read_spi(s, &list->param[f.spi_c], &v->spi_c, notes);
    return r.code == IPSEC_OK ? read_spi(s, &list->param[f.spi_s], &v->spi_s, notes) : r;
}

/* Their ports. */
/*@ requires readable: \valid_read(list) && PlaceReadable(s, list, f.port_c) && PlaceReadable(s, list, f.port_s) &&
      f.port_s != SIP_NPOS;
    requires writable: \valid(v) && \separated(v, list);
    terminates \true; exits \false; assigns v->port_c, v->port_s;
    ensures exact: \result.code ==
      \old(FirstCode(f.port_c == SIP_NPOS ? IPSEC_OK : PortCode(s, &list->param[f.port_c]),
        PortCode(s, &list->param[f.port_s])));
    ensures port_c: \result.code == IPSEC_OK ==> (f.port_c == SIP_NPOS ? v->port_c == \old(v->port_c) :
      v->port_c == \old(Number(s, &list->param[f.port_c])) && PortNumber(v->port_c));
    ensures port_s: \result.code == IPSEC_OK ==>
      v->port_s == \old(Number(s, &list->param[f.port_s])) && PortNumber(v->port_s); */
static ipsec_result read_ports(const uint8_t *s, const sec_list *list, places f, ipsec3gpp *v)
{
    port_reading c = f.port_c == SIP_NPOS ? port_at(IPSEC_OK, 0, v->port_c) : read_port(s, &list->param[f.port_c]);
    if (c.result.code != IPSEC_OK)
        return c.result;
    port_reading p = read_port(s, &list->param[f.port_s]);
    if (p.result.code != IPSEC_OK)
        return p.result;
    v->port_c = c.port;
    v->port_s = p.port;
    return p.result;
}

/* SPIs, ports and prefix length. */
/*@ requires readable: PlacesReadable(s, list, f) && f.spi_s != SIP_NPOS && f.port_s != SIP_NPOS;
    requires writable: \valid(v) && \valid(notes) && \valid(prefix) && \separated(v, notes, prefix) &&
      \separated(v, list) && \separated(notes, list) && \separated(prefix, list);
    terminates \true; exits \false; assigns v->spi_c, v->spi_s, v->port_c, v->port_s, *prefix, *notes;
    ensures exact: \result.code == \old(NumbersCode(s, list, Index(f.spi_c), f.spi_s, Index(f.port_c), f.port_s,
      Index(f.prefix)));
    ensures spi_c: \result.code == IPSEC_OK ==> (f.spi_c == SIP_NPOS ? v->spi_c == \old(v->spi_c) :
      v->spi_c == \old(Number(s, &list->param[f.spi_c])) && SpiNumber(v->spi_c));
    ensures spi_s: \result.code == IPSEC_OK ==>
      v->spi_s == \old(Number(s, &list->param[f.spi_s])) && SpiNumber(v->spi_s);
    ensures port_c: \result.code == IPSEC_OK ==> (f.port_c == SIP_NPOS ? v->port_c == \old(v->port_c) :
      v->port_c == \old(Number(s, &list->param[f.port_c])) && PortNumber(v->port_c));
    ensures port_s: \result.code == IPSEC_OK ==> v->port_s == \old(Number(s, &list->param[f.port_s])) &&
      PortNumber(v->port_s);
    ensures prefix: \result.code == IPSEC_OK ==> (f.prefix == SIP_NPOS ? *prefix == \old(*prefix) :
      *prefix == \old(Number(s, &list->param[f.prefix])) && *prefix <= 128); */
static ipsec_result read_numbers(const uint8_t *s, const sec_list *list, places f, ipsec3gpp *v,
                                 uint32_t *prefix, uint32_t *notes)
{
    uint32_t length = *prefix;
    ipsec_result p = f.prefix == SIP_NPOS ? at(IPSEC_OK, 0) : read_prefix(s, &list->param[f.prefix], &length);
    ipsec_result r = read_spis(s, list, f, v, notes);
    if (r.code == IPSEC_OK)
        r = read_ports(s, list, f, v);
    if (r.code != IPSEC_OK || p.code != IPSEC_OK)
        return r.code != IPSEC_OK ? r : p;
    *prefix = length;
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
/*@ requires readable: \valid_read(list) && \valid_read(v) && f.alg < SEC_PARAMS_MAX &&
      f.spi_s < SEC_PARAMS_MAX && f.port_s < SEC_PARAMS_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.code == WholeCode(v->alg, v->ealg, f.spi_c == SIP_NPOS ? -1 : v->spi_c, v->spi_s,
      f.port_c == SIP_NPOS ? -1 : v->port_c, v->port_s); */
static ipsec_result check_whole(const sec_list *list, places f, const ipsec3gpp *v)
{
    if (!pair_fits(v->alg, v->ealg))
        return at(IPSEC_PAIRING, where(&list->param[f.alg]));
    if (f.spi_c != SIP_NPOS && v->spi_c == v->spi_s)
        return at(IPSEC_SPI_EQUAL, where(&list->param[f.spi_s]));
    if (f.port_c != SIP_NPOS && v->port_c == v->port_s)
        return at(IPSEC_PORT_EQUAL, where(&list->param[f.port_s]));
    return at(IPSEC_OK, 0);
}

/* The mechanism of list whose parameters stand there. */
/*@ requires readable: PlacesReadable(s, list, f) && ProfileTable(t);
    requires complete: CompleteBit(t->id, Index(f.alg), Index(f.spi_c), Index(f.spi_s), Index(f.port_c),
      Index(f.port_s)) == 1;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.result.code == PlacedCode(s, list, t->id, tolerant, Index(f.alg), Index(f.ealg),
      Index(f.prot), Index(f.mod), Index(f.spi_c), Index(f.spi_s), Index(f.port_c), Index(f.port_s), Index(f.prefix));
    ensures read: \result.result.code == IPSEC_OK ==> PlacedIs(s, list, f, \result.v);
    ensures taken: \result.result.code == IPSEC_OK ==> IpsecTaken(\result.v, t->id); */
static ipsec_reading read_placed(const uint8_t *s, const sec_list *list, places f, const profile_table *t,
                                 bool tolerant)
{
    ipsec3gpp v = { ALG_COUNT, EALG_NULL, PROT_ESP, MOD_TRANS, 0, 0, 0, 0, 0 };
    uint32_t prefix = ADDR_PREF_ABSENT, notes = left_out(f);
    ipsec_result r = read_words(s, list, f, t, tolerant, &v, &notes);
    /*@ assert words: r.code == WordsCode(s, list, t->id, tolerant, Index(f.alg), Index(f.ealg), Index(f.prot),
          Index(f.mod)); */
    if (r.code == IPSEC_OK) {
        r = read_numbers(s, list, f, &v, &prefix, &notes);
        /*@ assert numbers: r.code == NumbersCode(s, list, Index(f.spi_c), Index(f.spi_s), Index(f.port_c),
              Index(f.port_s), Index(f.prefix)); */
    }
    if (r.code == IPSEC_OK) {
        v.addr_pref_length = (uint8_t)prefix;
        //@ assert placed: PlacedIs(s, list, f, v);
        r = check_whole(list, f, &v);
        /*@ assert whole: r.code == WholeCode(AlgOf(s, &list->param[f.alg]),
              f.ealg == SIP_NPOS ? EALG_NULL : EalgOf(s, &list->param[f.ealg]),
              f.spi_c == SIP_NPOS ? -1 : Number(s, &list->param[f.spi_c]), Number(s, &list->param[f.spi_s]),
              f.port_c == SIP_NPOS ? -1 : Number(s, &list->param[f.port_c]), Number(s, &list->param[f.port_s])); */
        /*@ assert codes: AlgCode(s, &list->param[f.alg], t->id, tolerant) == IPSEC_OK &&
              (f.ealg != SIP_NPOS ==> EalgCode(s, &list->param[f.ealg], t->id, tolerant) == IPSEC_OK); */
        //@ assert algs: v.alg < ALG_COUNT && v.ealg < EALG_COUNT;
        //@ assert prot: v.prot == PROT_ESP || (v.prot == PROT_AH && AhBit(t->id) == 1);
        /*@ assert mod: v.mod == MOD_TRANS || v.mod == MOD_TUN ||
              (v.mod == MOD_UDP_ENC_TUN && UdpEncTunBit(t->id) == 1); */
        //@ assert fits: r.code == IPSEC_OK ==> PairFits(v.alg, v.ealg);
        //@ assert no_ealg: f.ealg == SIP_NPOS ? Index(f.ealg) == -1 : 0 <= Index(f.ealg) && Index(f.ealg) == f.ealg;
        /*@ assert no_spi: f.spi_c == SIP_NPOS ? Index(f.spi_c) == -1 :
              0 <= Index(f.spi_c) && Index(f.spi_c) == f.spi_c; */
        /*@ assert no_port: f.port_c == SIP_NPOS ? Index(f.port_c) == -1 :
              0 <= Index(f.port_c) && Index(f.port_c) == f.port_c; */
        //@ assert needed: Index(f.alg) == f.alg && Index(f.spi_s) == f.spi_s && Index(f.port_s) == f.port_s;
    }
    ipsec_reading x = { r, v, notes };
    return x;
}

/* Nothing is read of a mechanism whose name stands there. */
/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.result.code == code; */
static ipsec_reading unread(ipsec_code code, size_t name)
{
    ipsec_reading x = { at(code, name), { ALG_COUNT, EALG_COUNT, PROT_ESP, MOD_TRANS, 0, 0, 0, 0, 0 }, 0 };
    return x;
}

ipsec_reading ipsec3gpp_reading(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                bool tolerant)
{
    const profile_table *t = profile_get(profile);
    size_t name = list->mech[k].name.at;
    if (!t->ipsec || list->mech[k].name.len != 10 || !same(s, name, "ipsec-3gpp", 10))
        return unread(IPSEC_NOT_IPSEC, name);
    places f = find_all(s, list, k, t);
    if (f.mediasec != SIP_NPOS) /* an offer for media (TS 24.229 7.2A.7) */
        return unread(IPSEC_NOT_IPSEC, name);
    if (!complete(f, t))
        return unread(IPSEC_MISSING, name);
    //@ assert pairs: t->id == ProfileOf(profile);
    //@ assert alg: PlaceReadable(s, list, f.alg);
    //@ assert alg_at: KindAt(s, list, k, PairsBit(t->id), KIND_ALG) == Index(f.alg);
    //@ assert ealg: PlaceReadable(s, list, f.ealg);
    //@ assert ealg_at: KindAt(s, list, k, PairsBit(t->id), KIND_EALG) == Index(f.ealg);
    //@ assert prot: PlaceReadable(s, list, f.prot);
    //@ assert prot_at: KindAt(s, list, k, PairsBit(t->id), KIND_PROT) == Index(f.prot);
    //@ assert mod: PlaceReadable(s, list, f.mod);
    //@ assert mod_at: KindAt(s, list, k, PairsBit(t->id), KIND_MOD) == Index(f.mod);
    //@ assert spi_c: PlaceReadable(s, list, f.spi_c);
    //@ assert spi_c_at: KindAt(s, list, k, PairsBit(t->id), KIND_SPI_C) == Index(f.spi_c);
    //@ assert spi_s: PlaceReadable(s, list, f.spi_s);
    //@ assert spi_s_at: KindAt(s, list, k, PairsBit(t->id), KIND_SPI_S) == Index(f.spi_s);
    //@ assert port_c: PlaceReadable(s, list, f.port_c);
    //@ assert port_c_at: KindAt(s, list, k, PairsBit(t->id), KIND_PORT_C) == Index(f.port_c);
    //@ assert port_s: PlaceReadable(s, list, f.port_s);
    //@ assert port_s_at: KindAt(s, list, k, PairsBit(t->id), KIND_PORT_S) == Index(f.port_s);
    //@ assert prefix: PlaceReadable(s, list, f.prefix);
    //@ assert prefix_at: KindAt(s, list, k, PairsBit(t->id), KIND_PREFIX) == Index(f.prefix);
    //@ assert spi_c_read: ReadNumber(s, list, k, t->id, KIND_SPI_C, 0) == NumberAt(s, list, f.spi_c, 0);
    //@ assert spi_s_read: ReadNumber(s, list, k, t->id, KIND_SPI_S, 0) == NumberAt(s, list, f.spi_s, 0);
    //@ assert port_c_read: ReadNumber(s, list, k, t->id, KIND_PORT_C, 0) == NumberAt(s, list, f.port_c, 0);
    //@ assert port_s_read: ReadNumber(s, list, k, t->id, KIND_PORT_S, 0) == NumberAt(s, list, f.port_s, 0);
    /*@ assert prefix_read: ReadNumber(s, list, k, t->id, KIND_PREFIX, ADDR_PREF_ABSENT) ==
          NumberAt(s, list, f.prefix, ADDR_PREF_ABSENT); */
    return read_placed(s, list, f, t, tolerant);
}

/* Hands a reading out. */
/*@ requires writable: \valid(out);
    terminates \true; exits \false; assigns *out;
    ensures code: \result.code == x.result.code;
    ensures taken: x.result.code == IPSEC_OK ==> out->alg == x.v.alg && out->ealg == x.v.ealg &&
      out->prot == x.v.prot && out->mod == x.v.mod &&
      NumbersAre(*out, x.v.spi_c, x.v.spi_s, x.v.port_c, x.v.port_s, x.v.addr_pref_length);
    ensures known: x.result.code == IPSEC_OK ==> \forall integer p; IpsecTaken(x.v, p) ==> IpsecTaken(*out, p);
    ensures kept: x.result.code != IPSEC_OK ==> *out == \old(*out); */
static ipsec_result hand_out(ipsec_reading x, ipsec3gpp *out)
{
    if (x.result.code == IPSEC_OK)
        *out = x.v;
    return x.result;
}

ipsec_result ipsec3gpp_read(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile, ipsec3gpp *out)
{
    return hand_out(ipsec3gpp_reading(s, list, k, profile, false), out);
}

ipsec_result ipsec3gpp_read_noted(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                  ipsec3gpp *out, uint32_t *notes)
{
    ipsec_reading x = ipsec3gpp_reading(s, list, k, profile, false);
    *notes |= x.notes;
    return hand_out(x, out);
}

ipsec_result ipsec3gpp_read_tolerant(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile,
                                     ipsec3gpp *out, uint32_t *notes)
{
    ipsec_reading x = ipsec3gpp_reading(s, list, k, profile, true);
    *notes |= x.notes;
    return hand_out(x, out);
}

bool sec_is_media(const uint8_t *s, const sec_list *list, uint32_t k)
{
    uint32_t first = list->mech[k].first, end = first + list->mech[k].count;
    /*@ loop invariant range: first <= j <= end;
        loop invariant none: \forall integer m; first <= m < j ==> !MediaAt(s, list, m);
        loop assigns j;
        loop variant end - j; */
    for (uint32_t j = first; j < end; j++) {
        if (list->param[j].name.len == 8 && kind8(s, &list->param[j]) == KIND_MEDIASEC) {
            //@ assert here: MediaAt(s, list, j);
            return true;
        }
        //@ assert other: !MediaAt(s, list, j);
    }
    return false;
}
