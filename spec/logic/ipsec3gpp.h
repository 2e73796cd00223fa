/* The words and numbers of an ipsec-3gpp mechanism in logic (RFC 3329 Appendix A; TS 33.203 Annex H;
 * spec/grammar/ipsec3gpp.abnf). To be included behind the types of ipsec3gpp.h. */
#ifndef SECAGREE_LOGIC_IPSEC3GPP_H
#define SECAGREE_LOGIC_IPSEC3GPP_H
#include "mechanism.h"

/* What the name of a parameter stands for; 0 for any other name. */
#define KIND_ALG      1
#define KIND_EALG     2
#define KIND_PROT     3
#define KIND_MOD      4
#define KIND_SPI_C    5
#define KIND_SPI_S    6
#define KIND_PORT_C   7
#define KIND_PORT_S   8
#define KIND_PREFIX   9
#define KIND_MEDIASEC 10

/*@ // s[i .. i + len) is w but for case; every byte by itself, as provers do not count. len is at most 16.
    predicate SameAt(uint8_t *s, integer i, char *w, integer len, integer k) = k < len ==> Lower(s[i + k]) == w[k];
    predicate SmallAt(char *w, integer len, integer k) = k < len ==> 0 <= w[k] && !('A' <= w[k] <= 'Z');
    predicate SmallWord(char *w, integer len) = // no capital letter in it
      SmallAt(w, len, 0) && SmallAt(w, len, 1) && SmallAt(w, len, 2) && SmallAt(w, len, 3) &&
      SmallAt(w, len, 4) && SmallAt(w, len, 5) && SmallAt(w, len, 6) && SmallAt(w, len, 7) &&
      SmallAt(w, len, 8) && SmallAt(w, len, 9) && SmallAt(w, len, 10) && SmallAt(w, len, 11) &&
      SmallAt(w, len, 12) && SmallAt(w, len, 13) && SmallAt(w, len, 14) && SmallAt(w, len, 15);
    predicate SameShort(uint8_t *s, integer i, char *w, integer len) =
      SameAt(s, i, w, len, 0) && SameAt(s, i, w, len, 1) && SameAt(s, i, w, len, 2) && SameAt(s, i, w, len, 3) &&
      SameAt(s, i, w, len, 4) && SameAt(s, i, w, len, 5) && SameAt(s, i, w, len, 6) && SameAt(s, i, w, len, 7) &&
      SameAt(s, i, w, len, 8) && SameAt(s, i, w, len, 9) && SameAt(s, i, w, len, 10) && SameAt(s, i, w, len, 11) &&
      SameAt(s, i, w, len, 12) && SameAt(s, i, w, len, 13) && SameAt(s, i, w, len, 14) && SameAt(s, i, w, len, 15);

    logic integer Kind3(uint8_t *s, integer i, integer pairs) =
      (Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'l' && Lower(s[i + 2]) == 'g') ? KIND_ALG :
      (Lower(s[i]) == 'm' && Lower(s[i + 1]) == 'o' && Lower(s[i + 2]) == 'd') ? KIND_MOD :
      (pairs == 0 && Lower(s[i]) == 's' && Lower(s[i + 1]) == 'p' && Lower(s[i + 2]) == 'i') ? KIND_SPI_S : 0;
    logic integer Kind4(uint8_t *s, integer i) =
      (Lower(s[i]) == 'e' && Lower(s[i + 1]) == 'a' && Lower(s[i + 2]) == 'l' && Lower(s[i + 3]) == 'g') ? KIND_EALG :
      (Lower(s[i]) == 'p' && Lower(s[i + 1]) == 'r' && Lower(s[i + 2]) == 'o' && Lower(s[i + 3]) == 't') ? KIND_PROT :
      0;
    logic integer Kind5(uint8_t *s, integer i, integer pairs) =
      (pairs != 0 && Lower(s[i]) == 's' && Lower(s[i + 1]) == 'p' && Lower(s[i + 2]) == 'i' && Lower(s[i + 3]) == '-')
      ? (Lower(s[i + 4]) == 'c' ? KIND_SPI_C : Lower(s[i + 4]) == 's' ? KIND_SPI_S : 0) :
      (pairs == 0 && Lower(s[i]) == 'p' && Lower(s[i + 1]) == 'o' && Lower(s[i + 2]) == 'r' && Lower(s[i + 3]) == 't')
      ? (Lower(s[i + 4]) == '1' ? KIND_PORT_S : Lower(s[i + 4]) == '2' ? KIND_PORT_C : 0) : 0;
    logic integer Kind6(uint8_t *s, integer i, integer pairs) =
      (pairs != 0 && Lower(s[i]) == 'p' && Lower(s[i + 1]) == 'o' && Lower(s[i + 2]) == 'r' &&
       Lower(s[i + 3]) == 't' && Lower(s[i + 4]) == '-')
      ? (Lower(s[i + 5]) == 'c' ? KIND_PORT_C : Lower(s[i + 5]) == 's' ? KIND_PORT_S : 0) : 0;
    logic integer Kind8(uint8_t *s, integer i) =
      (Lower(s[i]) == 'm' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 'd' && Lower(s[i + 3]) == 'i' &&
       Lower(s[i + 4]) == 'a' && Lower(s[i + 5]) == 's' && Lower(s[i + 6]) == 'e' && Lower(s[i + 7]) == 'c')
      ? KIND_MEDIASEC : 0;
    logic integer Kind16(uint8_t *s, integer i) =
      (Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'd' && Lower(s[i + 2]) == 'd' && Lower(s[i + 3]) == 'r' &&
       Lower(s[i + 4]) == '-' && Lower(s[i + 5]) == 'p' && Lower(s[i + 6]) == 'r' && Lower(s[i + 7]) == 'e' &&
       Lower(s[i + 8]) == 'f' && Lower(s[i + 9]) == '-' && Lower(s[i + 10]) == 'l' && Lower(s[i + 11]) == 'e' &&
       Lower(s[i + 12]) == 'n' && Lower(s[i + 13]) == 'g' && Lower(s[i + 14]) == 't' && Lower(s[i + 15]) == 'h')
      ? KIND_PREFIX : 0;
    // the name s[i .. i + n); pairs: the profile has spi-c, spi-s, port-c and port-s, not spi, port1 and port2
    logic integer NameKind(uint8_t *s, integer i, integer n, integer pairs) =
      n == 3 ? Kind3(s, i, pairs) : n == 4 ? Kind4(s, i) : n == 5 ? Kind5(s, i, pairs) :
      n == 6 ? Kind6(s, i, pairs) : n == 8 ? Kind8(s, i) : n == 16 ? Kind16(s, i) : 0;
    // the last of param[a .. b) with that kind; -1: none
    logic integer LastOf(uint8_t *s, sec_list *l, integer a, integer b, integer pairs, integer kind) =
      b <= a ? -1 :
      NameKind(s, l->param[b - 1].name.at, l->param[b - 1].name.len, pairs) == kind ? b - 1 :
      LastOf(s, l, a, b - 1, pairs, kind);

    logic integer NullBit(uint8_t *s, integer i, integer n) =
      (n == 4 && Lower(s[i]) == 'n' && Lower(s[i + 1]) == 'u' && Lower(s[i + 2]) == 'l' && Lower(s[i + 3]) == 'l')
      ? 1 : 0;
    // alg: the value s[i .. i + n) as a word; ALG_COUNT: none
    logic integer AlgWord(uint8_t *s, integer i, integer n) =
      (n == 11 && Lower(s[i]) == 'h' && Lower(s[i + 1]) == 'm' && Lower(s[i + 2]) == 'a' && Lower(s[i + 3]) == 'c' &&
       Lower(s[i + 4]) == '-' && Lower(s[i + 5]) == 'm' && Lower(s[i + 6]) == 'd' && Lower(s[i + 7]) == '5' &&
       Lower(s[i + 8]) == '-' && Lower(s[i + 9]) == '9' && Lower(s[i + 10]) == '6') ? ALG_HMAC_MD5_96 :
      (n == 13 && Lower(s[i]) == 'h' && Lower(s[i + 1]) == 'm' && Lower(s[i + 2]) == 'a' && Lower(s[i + 3]) == 'c' &&
       Lower(s[i + 4]) == '-' && Lower(s[i + 5]) == 's' && Lower(s[i + 6]) == 'h' && Lower(s[i + 7]) == 'a' &&
       Lower(s[i + 8]) == '-' && Lower(s[i + 9]) == '1' && Lower(s[i + 10]) == '-' && Lower(s[i + 11]) == '9' &&
       Lower(s[i + 12]) == '6') ? ALG_HMAC_SHA_1_96 :
      (n == 8 && Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 's' && Lower(s[i + 3]) == '-' &&
       Lower(s[i + 4]) == 'g' && Lower(s[i + 5]) == 'm' && Lower(s[i + 6]) == 'a' && Lower(s[i + 7]) == 'c')
      ? ALG_AES_GMAC : NullBit(s, i, n) == 1 ? ALG_NULL : ALG_COUNT;
    // ealg: EALG_COUNT: none
    logic integer EalgWord(uint8_t *s, integer i, integer n) =
      NullBit(s, i, n) == 1 ? EALG_NULL :
      (n == 12 && Lower(s[i]) == 'd' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 's' && Lower(s[i + 3]) == '-' &&
       Lower(s[i + 4]) == 'e' && Lower(s[i + 5]) == 'd' && Lower(s[i + 6]) == 'e' && Lower(s[i + 7]) == '3' &&
       Lower(s[i + 8]) == '-' && Lower(s[i + 9]) == 'c' && Lower(s[i + 10]) == 'b' && Lower(s[i + 11]) == 'c')
      ? EALG_DES_EDE3_CBC :
      (n == 7 && Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 's' && Lower(s[i + 3]) == '-' &&
       Lower(s[i + 4]) == 'c' && Lower(s[i + 5]) == 'b' && Lower(s[i + 6]) == 'c') ? EALG_AES_CBC :
      (n == 7 && Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'e' && Lower(s[i + 2]) == 's' && Lower(s[i + 3]) == '-' &&
       Lower(s[i + 4]) == 'g' && Lower(s[i + 5]) == 'c' && Lower(s[i + 6]) == 'm') ? EALG_AES_GCM : EALG_COUNT;
    // prot and mod: -1: none
    logic integer ProtWord(uint8_t *s, integer i, integer n) =
      (n == 2 && Lower(s[i]) == 'a' && Lower(s[i + 1]) == 'h') ? PROT_AH :
      (n == 3 && Lower(s[i]) == 'e' && Lower(s[i + 1]) == 's' && Lower(s[i + 2]) == 'p') ? PROT_ESP : -1;
    logic integer ModWord(uint8_t *s, integer i, integer n) =
      (n == 5 && Lower(s[i]) == 't' && Lower(s[i + 1]) == 'r' && Lower(s[i + 2]) == 'a' && Lower(s[i + 3]) == 'n' &&
       Lower(s[i + 4]) == 's') ? MOD_TRANS :
      (n == 3 && Lower(s[i]) == 't' && Lower(s[i + 1]) == 'u' && Lower(s[i + 2]) == 'n') ? MOD_TUN :
      (n == 11 && Lower(s[i]) == 'u' && Lower(s[i + 1]) == 'd' && Lower(s[i + 2]) == 'p' && Lower(s[i + 3]) == '-' &&
       Lower(s[i + 4]) == 'e' && Lower(s[i + 5]) == 'n' && Lower(s[i + 6]) == 'c' && Lower(s[i + 7]) == '-' &&
       Lower(s[i + 8]) == 't' && Lower(s[i + 9]) == 'u' && Lower(s[i + 10]) == 'n') ? MOD_UDP_ENC_TUN : -1;

    // what a profile takes; old: dropped by the profile, and taken with tolerance alone
    logic integer AlgOld(integer p, integer v) =
      (AlgBit(p, v) == 0 && PairsBit(p) == 1 && v == ALG_HMAC_MD5_96) ? 1 : 0;
    logic integer EalgOld(integer p, integer v) =
      (EalgBit(p, v) == 0 && PairsBit(p) == 1 && v == EALG_DES_EDE3_CBC) ? 1 : 0;
    logic integer AlgCode(uint8_t *s, sec_param *x, integer p, integer tolerant) =
      \let v = AlgWord(s, x->value.at, x->value.len);
      SecForm(s, x) != SEC_VALUE_TOKEN ? IPSEC_FORM : v == ALG_COUNT ? IPSEC_UNKNOWN_ALG :
      (AlgBit(p, v) == 1 || (tolerant != 0 && AlgOld(p, v) == 1)) ? IPSEC_OK : IPSEC_UNKNOWN_ALG;
    logic integer EalgCode(uint8_t *s, sec_param *x, integer p, integer tolerant) =
      \let v = EalgWord(s, x->value.at, x->value.len);
      SecForm(s, x) != SEC_VALUE_TOKEN ? IPSEC_FORM : v == EALG_COUNT ? IPSEC_UNKNOWN_EALG :
      (EalgBit(p, v) == 1 || (tolerant != 0 && EalgOld(p, v) == 1)) ? IPSEC_OK : IPSEC_UNKNOWN_EALG;
    logic integer ProtCode(uint8_t *s, sec_param *x, integer p) =
      \let v = ProtWord(s, x->value.at, x->value.len);
      SecForm(s, x) != SEC_VALUE_TOKEN ? IPSEC_FORM :
      (v == PROT_ESP || (v == PROT_AH && AhBit(p) == 1)) ? IPSEC_OK : IPSEC_PROT;
    logic integer ModCode(uint8_t *s, sec_param *x, integer p) =
      \let v = ModWord(s, x->value.at, x->value.len);
      SecForm(s, x) != SEC_VALUE_TOKEN ? IPSEC_FORM :
      (v == MOD_TRANS || v == MOD_TUN || (v == MOD_UDP_ENC_TUN && UdpEncTunBit(p) == 1)) ? IPSEC_OK : IPSEC_MOD;

    // the value is a token of digits alone, and its number
    logic integer IpsecNumberBit(uint8_t *s, sec_param *p) =
      DigitsEnd(s, p->value.at + p->value.len, p->value.at) == p->value.at + p->value.len ? 1 : 0;
    logic integer Number(uint8_t *s, sec_param *p) = Decimal(s, p->value.at, p->value.at + p->value.len);
    logic integer SpiCode(uint8_t *s, sec_param *p) =
      SecForm(s, p) != SEC_VALUE_TOKEN ? IPSEC_FORM :
      (IpsecNumberBit(s, p) == 0 || p->value.len > 10 || Number(s, p) > 4294967295) ? IPSEC_SPI :
      Number(s, p) < 256 ? IPSEC_SPI_RESERVED : IPSEC_OK;
    logic integer PortCode(uint8_t *s, sec_param *p) =
      SecForm(s, p) != SEC_VALUE_TOKEN ? IPSEC_FORM :
      (IpsecNumberBit(s, p) == 0 || Number(s, p) == 0 || Number(s, p) > 65535) ? IPSEC_PORT :
      (Number(s, p) == 5060 || Number(s, p) == 5061) ? IPSEC_PORT_RESERVED : IPSEC_OK;
    logic integer PrefixCode(uint8_t *s, sec_param *p) =
      (SecForm(s, p) != SEC_VALUE_TOKEN || IpsecNumberBit(s, p) == 0 || Number(s, p) > 128) ? IPSEC_PREFIX_LENGTH :
      IPSEC_OK;

    // TS 33.203 Annex H: alg null if and only if ealg aes-gcm; aes-gmac with ealg null alone
    predicate PairFits(integer alg, integer ealg) =
      (alg == ALG_NULL <==> ealg == EALG_AES_GCM) && (alg == ALG_AES_GMAC ==> ealg == EALG_NULL);
    // where mechanism k has its parameter of that kind; -1: nowhere
    logic integer KindAt(uint8_t *s, sec_list *l, integer k, integer pairs, integer kind) =
      LastOf(s, l, l->mech[k].first, l->mech[k].first + l->mech[k].count, pairs, kind);
    logic integer IpsecNameBit(uint8_t *s, integer i, integer n) =
      (n == 10 && Lower(s[i]) == 'i' && Lower(s[i + 1]) == 'p' && Lower(s[i + 2]) == 's' && Lower(s[i + 3]) == 'e' &&
       Lower(s[i + 4]) == 'c' && Lower(s[i + 5]) == '-' && Lower(s[i + 6]) == '3' && Lower(s[i + 7]) == 'g' &&
       Lower(s[i + 8]) == 'p' && Lower(s[i + 9]) == 'p') ? 1 : 0;
    // alg, the server's SPI and port are mandatory; the client's by profile
    logic integer CompleteBit(integer p, integer alg, integer spi_c, integer spi_s, integer port_c,
                              integer port_s) =
      (alg >= 0 && spi_s >= 0 && port_s >= 0 && (PairsBit(p) == 0 || spi_c >= 0) &&
       ((PairsBit(p) == 0 && Port2Bit(p) == 0) || port_c >= 0)) ? 1 : 0;
    // the first fault of two
    logic integer FirstCode(integer a, integer b) = a != IPSEC_OK ? a : b;
    // words and numbers at these indices, in the order in which they are read
    logic integer WordsCode(uint8_t *s, sec_list *l, integer p, integer tolerant, integer alg, integer ealg,
                            integer prot, integer mod) =
      FirstCode(AlgCode(s, &l->param[alg], p, tolerant),
        FirstCode(ealg < 0 ? IPSEC_OK : EalgCode(s, &l->param[ealg], p, tolerant),
          FirstCode(prot < 0 ? IPSEC_OK : ProtCode(s, &l->param[prot], p),
            mod < 0 ? IPSEC_OK : ModCode(s, &l->param[mod], p))));
    logic integer NumbersCode(uint8_t *s, sec_list *l, integer spi_c, integer spi_s, integer port_c, integer port_s,
                              integer prefix) =
      FirstCode(spi_c < 0 ? IPSEC_OK : SpiCode(s, &l->param[spi_c]),
        FirstCode(SpiCode(s, &l->param[spi_s]),
          FirstCode(port_c < 0 ? IPSEC_OK : PortCode(s, &l->param[port_c]),
            FirstCode(PortCode(s, &l->param[port_s]),
              prefix < 0 ? IPSEC_OK : PrefixCode(s, &l->param[prefix])))));
    // what a mechanism must be as a whole; -1 stands for an SPI or a port that is absent
    logic integer PairBit(integer alg, integer ealg) =
      ((alg == ALG_NULL && ealg != EALG_AES_GCM) || (alg != ALG_NULL && ealg == EALG_AES_GCM) ||
       (alg == ALG_AES_GMAC && ealg != EALG_NULL)) ? 0 : 1;
    logic integer WholeCode(integer alg, integer ealg, integer spi_c, integer spi_s, integer port_c, integer port_s) =
      PairBit(alg, ealg) == 0 ? IPSEC_PAIRING : spi_c == spi_s ? IPSEC_SPI_EQUAL :
      port_c == port_s ? IPSEC_PORT_EQUAL : IPSEC_OK;
    logic integer AlgOf(uint8_t *s, sec_param *x) = AlgWord(s, x->value.at, x->value.len);
    logic integer EalgOf(uint8_t *s, sec_param *x) = EalgWord(s, x->value.at, x->value.len);
    // all of it, with the parameters at these indices, -1 where absent
    logic integer PlacedCode(uint8_t *s, sec_list *l, integer p, integer tolerant, integer alg, integer ealg,
                             integer prot, integer mod, integer spi_c, integer spi_s, integer port_c, integer port_s,
                             integer prefix) =
      CompleteBit(p, alg, spi_c, spi_s, port_c, port_s) == 0 ? IPSEC_MISSING :
      FirstCode(WordsCode(s, l, p, tolerant, alg, ealg, prot, mod),
        FirstCode(NumbersCode(s, l, spi_c, spi_s, port_c, port_s, prefix),
          WholeCode(AlgOf(s, &l->param[alg]), ealg < 0 ? EALG_NULL : EalgOf(s, &l->param[ealg]),
            spi_c < 0 ? -1 : Number(s, &l->param[spi_c]), Number(s, &l->param[spi_s]),
            port_c < 0 ? -1 : Number(s, &l->param[port_c]), Number(s, &l->param[port_s]))));
    // mechanism k under profile p
    logic integer ReadCode(uint8_t *s, sec_list *l, integer k, integer p, integer tolerant) =
      (IpsecBit(p) == 0 || IpsecNameBit(s, l->mech[k].name.at, l->mech[k].name.len) == 0 ||
       KindAt(s, l, k, PairsBit(p), KIND_MEDIASEC) >= 0) ? IPSEC_NOT_IPSEC :
      PlacedCode(s, l, p, tolerant, KindAt(s, l, k, PairsBit(p), KIND_ALG), KindAt(s, l, k, PairsBit(p), KIND_EALG),
        KindAt(s, l, k, PairsBit(p), KIND_PROT), KindAt(s, l, k, PairsBit(p), KIND_MOD),
        KindAt(s, l, k, PairsBit(p), KIND_SPI_C), KindAt(s, l, k, PairsBit(p), KIND_SPI_S),
        KindAt(s, l, k, PairsBit(p), KIND_PORT_C), KindAt(s, l, k, PairsBit(p), KIND_PORT_S),
        KindAt(s, l, k, PairsBit(p), KIND_PREFIX));
    // what mechanism k says under profile p, with what stands for a parameter that is absent
    logic integer ReadAlg(uint8_t *s, sec_list *l, integer k, integer p) =
      AlgOf(s, &l->param[KindAt(s, l, k, PairsBit(p), KIND_ALG)]);
    logic integer ReadEalg(uint8_t *s, sec_list *l, integer k, integer p) =
      \let i = KindAt(s, l, k, PairsBit(p), KIND_EALG); i < 0 ? EALG_NULL : EalgOf(s, &l->param[i]);
    logic integer ReadProt(uint8_t *s, sec_list *l, integer k, integer p) =
      \let i = KindAt(s, l, k, PairsBit(p), KIND_PROT);
      i < 0 ? PROT_ESP : ProtWord(s, l->param[i].value.at, l->param[i].value.len);
    logic integer ReadMod(uint8_t *s, sec_list *l, integer k, integer p) =
      \let i = KindAt(s, l, k, PairsBit(p), KIND_MOD);
      i < 0 ? MOD_TRANS : ModWord(s, l->param[i].value.at, l->param[i].value.len);
    logic integer ReadNumber(uint8_t *s, sec_list *l, integer k, integer p, integer kind, integer absent) =
      \let i = KindAt(s, l, k, PairsBit(p), kind); i < 0 ? absent : Number(s, &l->param[i]);
    predicate NumbersAre(ipsec3gpp v, integer spi_c, integer spi_s, integer port_c, integer port_s, integer prefix) =
      v.spi_c == spi_c && v.spi_s == spi_s && v.port_c == port_c && v.port_s == port_s &&
      v.addr_pref_length == prefix;
    // the numbers that TS 33.203 7.1 and RFC 4303 2.1 leave
    predicate SpiNumber(integer v) = 256 <= v <= 4294967295;
    predicate PortNumber(integer v) = 1 <= v <= 65535 && v != 5060 && v != 5061;
    // what holds of every mechanism that is accepted
    predicate IpsecTaken(ipsec3gpp v, integer p) =
      v.alg < ALG_COUNT && v.ealg < EALG_COUNT && PairFits(v.alg, v.ealg) &&
      (v.prot == PROT_ESP || (v.prot == PROT_AH && AhBit(p) == 1)) &&
      (v.mod == MOD_TRANS || v.mod == MOD_TUN || (v.mod == MOD_UDP_ENC_TUN && UdpEncTunBit(p) == 1)) &&
      SpiNumber(v.spi_s) && PortNumber(v.port_s) &&
      (PairsBit(p) == 1 ==> SpiNumber(v.spi_c) && v.spi_c != v.spi_s) &&
      (PairsBit(p) == 1 || Port2Bit(p) == 1 ==> PortNumber(v.port_c)) &&
      (v.port_c == 0 || (PortNumber(v.port_c) && v.port_c != v.port_s)) &&
      (v.addr_pref_length <= 128 || v.addr_pref_length == ADDR_PREF_ABSENT);
*/

/* In an ensures clause: v is what mechanism k said under profile p. */
#define IPSEC_READ(s, list, k, p, v) \
    ((v).alg == \old(ReadAlg(s, list, k, p)) && (v).ealg == \old(ReadEalg(s, list, k, p)) && \
     (v).prot == \old(ReadProt(s, list, k, p)) && (v).mod == \old(ReadMod(s, list, k, p)) && \
     NumbersAre(v, \old(ReadNumber(s, list, k, p, KIND_SPI_C, 0)), \
                \old(ReadNumber(s, list, k, p, KIND_SPI_S, 0)), \old(ReadNumber(s, list, k, p, KIND_PORT_C, 0)), \
                \old(ReadNumber(s, list, k, p, KIND_PORT_S, 0)), \
                \old(ReadNumber(s, list, k, p, KIND_PREFIX, ADDR_PREF_ABSENT))))

#endif
