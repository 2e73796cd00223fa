/* What a parse must satisfy, told as the first thing that it does not; NULL where all holds. Shared by the fuzz
 * harnesses and by the tests over made strings. */
#ifndef SECAGREE_FUZZ_CHECK_H
#define SECAGREE_FUZZ_CHECK_H

/* Lists: parser against spec/ref, strict and tolerant, every profile; canonical form; comparison; choice. */
#include "../spec/ref/ref_mechanism.h"
#include "../src/core/ipsec3gpp.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static inline bool check_span(sip_part x, size_t from, size_t to)
{
    return x.at == from && x.len == to - from;
}

static inline const char *check_ipsec(const uint8_t *s, const sec_list *l, const ref_list *r, uint32_t k, int p,
                                      bool tolerant)
{
    ipsec3gpp v;
    ref_ipsec w;
    size_t at = 0;
    uint32_t notes = 0;
    const char *fault = ref_ipsec_read(s, r, k, profile_name((sec_profile)p), tolerant, &w, &at);
    ipsec_result x = tolerant ? ipsec3gpp_read_tolerant(s, l, k, (sec_profile)p, &v, &notes)
                              : ipsec3gpp_read(s, l, k, (sec_profile)p, &v);
    if (fault != NULL || x.code != IPSEC_OK)
        return fault == NULL || strcmp(fault, ipsec_error_name(x.code)) != 0 ? "ipsec-3gpp: another fault"
               : at != x.at ? "ipsec-3gpp: fault at another place"
               : ipsec_requirement(x.code)[0] == '\0' ? "ipsec-3gpp: a fault without its requirement" : NULL;
    ipsec3gpp noted;
    if (!tolerant && (ipsec3gpp_read_noted(s, l, k, (sec_profile)p, &noted, &notes).code != IPSEC_OK ||
                      noted.spi_s != v.spi_s || (notes & (SEC_NOTE_OLD_ALG | SEC_NOTE_OLD_EALG)) != 0))
        return "ipsec-3gpp: read otherwise with notes";
    static const char *const mode[] = { "trans", "tun", "udp-enc-tun" };
    if (strcmp(w.alg, sec_alg_name(v.alg)) != 0 || strcmp(w.ealg, sec_ealg_name(v.ealg)) != 0 ||
        strcmp(w.prot, v.prot == PROT_AH ? "ah" : "esp") != 0 || strcmp(w.mod, mode[v.mod]) != 0)
        return "ipsec-3gpp: another word";
    if (w.spi_c != v.spi_c || w.spi_s != v.spi_s || w.port_c != v.port_c || w.port_s != v.port_s ||
        w.prefix != (v.addr_pref_length == ADDR_PREF_ABSENT ? -1 : v.addr_pref_length))
        return "ipsec-3gpp: another number";
    return NULL;
}

static inline const char *check_same(const uint8_t *s, const sec_list *l, const ref_list *r)
{
    static const char form[] = { 'n', 't', 'h', 'q' };
    if (l->count != r->count || l->params != r->params)
        return "list: another number of mechanisms or parameters";
    for (size_t k = 0; k < r->count; k++) {
        if (!check_span(l->mech[k].name, r->mech[k].name, r->mech[k].name_end) || l->mech[k].q != r->mech[k].q ||
            l->mech[k].first != r->mech[k].first || l->mech[k].count != r->mech[k].count)
            return "list: another mechanism";
    }
    for (size_t k = 0; k < r->params; k++) {
        if (!check_span(l->param[k].name, r->param[k].name, r->param[k].name_end) ||
            !check_span(l->param[k].value, r->param[k].value, r->param[k].value_end) ||
            form[sec_param_form(s, &l->param[k])] != r->param[k].form)
            return "list: another parameter";
    }
    return NULL;
}

/* Canonical form: parses again, equals the list, prints as itself, and fits its length exactly. */
static inline const char *check_print(const uint8_t *s, size_t n, const sec_list *l)
{
    static uint8_t once[1 << 18], twice[1 << 18];
    static sec_list again;
    size_t len = sec_list_print(s, l, once, sizeof once);
    if (len == SIP_NPOS)
        return n > sizeof once / 4 ? NULL : "print: does not fit";
    if (len > SIP_MESSAGE_MAX)
        return NULL; /* ", " for a comma has made it too long */
    again.count = again.params = 0;
    uint32_t notes = 0;
    if (sec_list_parse_tolerant(once, 0, len, &again, &notes).code != SEC_OK)
        return "print: does not parse";
    if (sec_list_compare(s, l, once, &again).code != SEC_EQUAL ||
        sec_list_compare(once, &again, s, l).code != SEC_EQUAL)
        return "print: another list";
    if (sec_list_print(once, &again, twice, len) != len || memcmp(once, twice, len) != 0)
        return "print: not idempotent";
    if (len > 0 && sec_list_print(once, &again, twice, len - 1) != SIP_NPOS)
        return "print: overflow not told";
    return NULL;
}

static inline const char *check_choice(const uint8_t *s, const sec_list *l, const ref_list *r, int p)
{
    static const sec_pair all[] = {
        { ALG_HMAC_SHA_1_96, EALG_NULL }, { ALG_AES_GMAC, EALG_NULL }, { ALG_NULL, EALG_AES_GCM },
        { ALG_HMAC_MD5_96, EALG_NULL },
    };
    bool known[REF_MECHANISMS] = { false };
    long first = -1;
    size_t best = REF_MECHANISMS;
    for (size_t k = 0; k < r->count; k++) {
        ref_ipsec w;
        size_t at;
        if (ref_ipsec_read(s, r, k, profile_name((sec_profile)p), false, &w, &at) != NULL)
            continue;
        if (strcmp(w.prot, "esp") != 0 || strcmp(w.mod, "trans") != 0)
            continue;
        for (size_t a = 0; a < 4; a++) {
            if (strcmp(w.alg, sec_alg_name(all[a].alg)) != 0 || strcmp(w.ealg, sec_ealg_name(all[a].ealg)) != 0)
                continue;
            known[k] = true;
            if (a < best) {
                best = a;
                first = (long)k;
            }
        }
    }
    ipsec3gpp v;
    size_t c = ipsec3gpp_choose_client(s, l, (sec_profile)p, all, 4, &v);
    if ((c == SIP_NPOS ? -1 : (long)c) != ref_choose(r, known))
        return "choice: another one at the client";
    c = ipsec3gpp_choose_server(s, l, (sec_profile)p, all, 4, &v);
    return (c == SIP_NPOS ? -1 : (long)c) != first ? "choice: another one at the server" : NULL;
}

static inline bool check_has(const uint8_t *s, const ref_list *r, size_t k, const char *name)
{
    for (size_t j = r->mech[k].first; j < r->mech[k].first + r->mech[k].count; j++) {
        if (r->param[j].name_end - r->param[j].name == strlen(name) &&
            strncasecmp((const char *)s + r->param[j].name, name, strlen(name)) == 0)
            return true;
    }
    return false;
}

/* A list against itself: every mechanism is common but media entries and offers that do not read. The notes name what
 * the list has. */
static inline const char *check_common(const uint8_t *s, const sec_list *l, const ref_list *r, int p, bool tolerant)
{
    bool known[REF_MECHANISMS] = { false }, media = false, q = false, rising = false;
    for (size_t k = 0; k < r->count; k++) {
        ref_ipsec w;
        size_t at;
        const char *fault = ref_ipsec_read(s, r, k, profile_name((sec_profile)p), tolerant, &w, &at);
        bool mediasec = check_has(s, r, k, "mediasec");
        known[k] = fault == NULL || (strcmp(fault, "not-ipsec-3gpp") == 0 && !mediasec);
        media = media || mediasec;
        q = q || r->mech[k].q >= 0;
        rising = rising || (k > 0 && r->mech[k].q > r->mech[k - 1].q);
    }
    size_t c = sec_choose_common(s, l, s, l, (sec_profile)p, tolerant);
    if ((c == SIP_NPOS ? -1 : (long)c) != ref_choose(r, known))
        return "choice: another common mechanism";
    uint32_t notes = sec_list_notes(s, l, (sec_profile)p, true);
    if (((notes & SEC_NOTE_MEDIASEC) != 0) != media || ((notes & SEC_NOTE_CLIENT_Q) != 0) != q ||
        ((notes & SEC_NOTE_Q_ORDER) != 0) != rising)
        return "notes: another one";
    for (uint32_t bit = 1; bit <= SEC_NOTE_LAST; bit *= 2) {
        if ((notes & bit) != 0 && sec_note_name(bit)[0] == '\0')
            return "notes: one without a name";
    }
    return NULL;
}

/* One header value. At most 4000 bytes, the reference being slow. */
static inline const char *check_list(const uint8_t *s, size_t n)
{
    static sec_list l;
    static ref_list r;
    for (int tolerant = 0; tolerant < 2; tolerant++) {
        size_t at = 0;
        uint32_t notes = 0;
        const char *fault = ref_list_parse(s, n, tolerant, &r, &at);
        l.count = l.params = 0;
        sec_result x = tolerant ? sec_list_parse_tolerant(s, 0, n, &l, &notes) : sec_list_parse(s, 0, n, &l);
        if (fault != NULL || x.code != SEC_OK) {
            if (fault == NULL || strcmp(fault, sec_error_name(x.code)) != 0)
                return "list: another fault";
            if (at != x.at)
                return "list: fault at another place";
            if (sec_requirement(x.code)[0] == '\0')
                return "list: a fault without its requirement";
            if (l.count != 0 || l.params != 0)
                return "list: touched by an error";
            continue;
        }
        const char *why = check_same(s, &l, &r);
        if (why == NULL)
            why = check_print(s, n, &l);
        for (int p = 0; why == NULL && p < PROFILE_COUNT; p++) {
            for (uint32_t k = 0; why == NULL && k < l.count; k++)
                why = check_ipsec(s, &l, &r, k, p, tolerant);
            if (why == NULL)
                why = check_choice(s, &l, &r, p);
            if (why == NULL)
                why = check_common(s, &l, &r, p, tolerant);
        }
        if (why != NULL)
            return why;
    }
    return NULL;
}

/* Two header values: strict comparison is that of the reference, and symmetric. */
static inline const char *check_compare(const uint8_t *sa, size_t na, const uint8_t *sb, size_t nb)
{
    static sec_list a, b;
    static ref_list ra, rb;
    size_t at;
    a.count = a.params = b.count = b.params = 0;
    if (ref_list_parse(sa, na, false, &ra, &at) != NULL || ref_list_parse(sb, nb, false, &rb, &at) != NULL)
        return NULL;
    if (sec_list_parse(sa, 0, na, &a).code != SEC_OK || sec_list_parse(sb, 0, nb, &b).code != SEC_OK)
        return "compare: a list does not parse";
    size_t common = sec_choose_common(sa, &a, sb, &b, PROFILE_IMS, false);
    if (common != SIP_NPOS && common >= a.count)
        return "choice: of no mechanism of the list";
    bool equal = sec_list_compare(sa, &a, sb, &b).code == SEC_EQUAL;
    if (equal != (sec_list_compare(sb, &b, sa, &a).code == SEC_EQUAL))
        return "compare: not symmetric";
    uint32_t notes = 0;
    if (equal && (sec_list_compare_tolerant(sa, &a, sb, &b, &notes).code != SEC_EQUAL || notes != 0))
        return "compare: tolerance differs on equal lists";
    notes = 0;
    sec_compared t = sec_list_compare_tolerant(sa, &a, sb, &b, &notes);
    if (!equal && t.code == SEC_EQUAL && notes == 0)
        return "compare: tolerance in silence";
    if (sec_difference_name(t.code)[0] == '\0' || (t.code != SEC_EQUAL && t.at_a > na && t.at_a != SIP_NPOS))
        return "compare: a difference without a name or outside";
    if (sec_list_compare(sa, &a, sa, &a).code != SEC_EQUAL)
        return "compare: not reflexive";
    return equal != ref_list_equal(sa, &ra, sb, &rb) ? "compare: another answer" : NULL;
}

#endif
