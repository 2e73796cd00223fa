/* What is worth a word about a list that parses (RFC 3329 2.2, 2.3.1; TS 24.229 7.2A.7). */
#include "ipsec3gpp.h"
#include "lex.h"

typedef struct { char word[20]; uint8_t len; } mechanism_name;

/* IANA sip-parameters, Security Mechanism Names; the names of the draft; the media entries of TS 24.229. */
static const mechanism_name REGISTERED[] = {
    { "digest", 6 }, { "tls", 3 }, { "ipsec-ike", 9 }, { "ipsec-man", 9 }, { "ipsec-3gpp", 10 },
};
static const mechanism_name DRAFT[] = {
    { "digest-integrity", 16 }, { "tls", 3 }, { "ipsec-ike", 9 }, { "ipsec-man", 9 }, { "smime", 5 },
};

/*@ // the name x is the word w but for case; the mechanism k has a parameter of that name
    predicate Called(uint8_t *s, sip_part x, mechanism_name *w) =
      x.len == w->len && \forall integer c; 0 <= c < x.len ==> Lower(s[x.at + c]) == Lower(w->word[c]);
    predicate HasParam(uint8_t *s, sec_list *l, integer k, char *name, integer len) =
      \exists integer j; l->mech[k].first <= j < l->mech[k].first + l->mech[k].count && SecNamed(s, l, j, name, len); */

/*@ requires readable: PartReadable(s, name) && \valid_read(set + (0 .. n - 1));
    requires words: \forall integer k; 0 <= k < n ==> set[k].len <= 20;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \exists integer k; 0 <= k < n && Called(s, name, set + k); */
static bool one_of(const uint8_t *s, sip_part name, const mechanism_name *set, size_t n)
{
    /*@ loop invariant range: 0 <= k <= n;
        loop invariant others: \forall integer j; 0 <= j < k ==> !Called(s, name, set + j);
        loop assigns k;
        loop variant n - k; */
    for (size_t k = 0; k < n; k++) {
        if (sip_equal_nocase(s, name.at, (size_t)name.at + name.len, set[k].word, set[k].len))
            return true;
        //@ assert other: !Called(s, name, set + k);
    }
    return false;
}

/*@ // letter c of a word has no other case; letter by letter, for the provers
    predicate LowerAt(char *w, integer n, integer c) = c < n ==> 0 <= w[c] && Lower(w[c]) == w[c]; */

/*@ requires readable: MechanismReadable(s, list, k) && \valid_read(name + (0 .. len - 1)) && len <= 8;
    requires lower: LowerAt(name, len, 0) && LowerAt(name, len, 1) && LowerAt(name, len, 2) && LowerAt(name, len, 3) &&
      LowerAt(name, len, 4) && LowerAt(name, len, 5) && LowerAt(name, len, 6) && LowerAt(name, len, 7);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> HasParam(s, list, k, name, len); */
static bool has(const uint8_t *s, const sec_list *list, uint32_t k, const char *name, size_t len)
{
    /*@ assert each: \forall integer c;
          (c == 0 || c == 1 || c == 2 || c == 3 || c == 4 || c == 5 || c == 6 || c == 7) ==> LowerAt(name, len, c); */
    return sec_param_find(s, list, k, name, len) != SIP_NPOS;
}

/*@ requires readable: MechanismReadable(s, list, k);
    terminates \true; exits \false; assigns \nothing; */
static uint32_t mechanism_notes(const uint8_t *s, const sec_list *list, uint32_t k, sec_profile profile)
{
    sip_part name = list->mech[k].name;
    if (has(s, list, k, "mediasec", 8))
        return SEC_NOTE_MEDIASEC;
    uint32_t notes = 0;
    if (!one_of(s, name, profile == PROFILE_DRAFT ? DRAFT : REGISTERED, 5))
        notes |= SEC_NOTE_UNREGISTERED;
    if (!sip_equal_nocase(s, name.at, (size_t)name.at + name.len, "digest", 6) &&
        (has(s, list, k, "d-alg", 5) || has(s, list, k, "d-qop", 5) || has(s, list, k, "d-ver", 5)))
        notes |= SEC_NOTE_NOT_DIGEST;
    return notes;
}

uint32_t sec_list_notes(const uint8_t *s, const sec_list *list, sec_profile profile, bool client)
{
    uint32_t notes = 0;
    int32_t last = 1001;
    /*@ loop invariant range: 0 <= k <= list->count && (k == 0 ==> notes == 0);
        loop assigns k, notes, last;
        loop variant list->count - k; */
    for (uint32_t k = 0; k < list->count; k++) {
        int32_t q = list->mech[k].q;
        notes |= mechanism_notes(s, list, k, profile);
        if (q > last)
            notes |= SEC_NOTE_Q_ORDER;
        if (client && q >= 0)
            notes |= SEC_NOTE_CLIENT_Q;
        last = q;
    }
    return notes;
}
