/* Header fields that are lists, read for their grammar alone (RFC 3261 25.1, 3327, 3608, 3325, 7315). */
#include "address.h"
#include "headers.h"
#include "lex.h"
#include "params.h"
#include "word.h"

/*@ requires range: x.at + x.len <= SIZE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == x.at + x.len; */
static size_t end_of(sip_span x)
{
    return (size_t)x.at + x.len;
}

/* word = 1*(alphanum and - . ! % * _ + ` ' ~ ( ) < > : \ " / [ ] ? { }) */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures range: i <= \result <= n; */
static size_t word_scan(const uint8_t *s, size_t n, size_t i)
{
    static const uint8_t more[128] = {
        ['('] = 1, [')'] = 1, ['<'] = 1, ['>'] = 1, [':'] = 1, ['\\'] = 1, ['"'] = 1, ['/'] = 1, ['['] = 1,
        [']'] = 1, ['?'] = 1, ['{'] = 1, ['}'] = 1,
    };
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    while (j < n) {
        size_t e = sip_token_scan(s, n, j);
        if (e != SIP_NPOS)
            j = e;
        else if (s[j] < 128 && more[s[j]] == 1)
            j++;
        else
            break;
    }
    return j;
}

bool sip_call_id_read(const uint8_t *s, const sip_message *m, sip_span *out)
{
    size_t k = sip_header_find(m, SIP_H_CALL_ID, 0);
    if (k == SIP_NPOS || sip_header_find(m, SIP_H_CALL_ID, 1) != SIP_NPOS)
        return false;
    size_t i = m->header[k].value.at, n = end_of(sip_span_of(m->header[k].value));
    size_t e = word_scan(s, n, i);
    if (e == i)
        return false;
    if (e < n && s[e] == '@') {
        size_t f = word_scan(s, n, e + 1);
        e = f > e + 1 ? f : e;
    }
    if (e != n)
        return false;
    *out = sip_span_of(m->header[k].value);
    return true;
}

/* *( SEMI generic-param ) */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> i <= \result <= n; */
static size_t params_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t j = i;
    /*@ loop invariant range: i <= j <= n;
        loop assigns j;
        loop variant n - j; */
    for (;;) {
        sip_param p;
        size_t b = sip_separator(s, n, j, ';');
        if (b == SIP_NPOS)
            return j;
        j = sip_param_scan(s, n, b, &p);
        if (j == SIP_NPOS)
            return SIP_NPOS;
    }
}

typedef enum { ENTRY_TAG, ENTRY_ROUTE, ENTRY_IDENTITY, ENTRY_ACCESS } entry_kind;

/* One entry of a list: option-tag; name-addr with parameters; name-addr or addr-spec; access-type with parameters. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static size_t entry_scan(const uint8_t *s, size_t n, size_t i, entry_kind kind)
{
    sip_span uri;
    sip_uri unused;
    size_t e;
    switch (kind) {
    case ENTRY_TAG: return sip_token_scan(s, n, i);
    case ENTRY_IDENTITY: return sip_address_scan(s, n, i, &uri, &unused);
    case ENTRY_ACCESS: e = sip_token_scan(s, n, i); break;
    default:
        e = sip_name_addr_scan(s, n, i, &uri, &unused);
        e = e == SIP_NPOS ? e : sip_sws_scan(s, n, e);
        break;
    }
    return e == SIP_NPOS ? e : params_scan(s, n, e);
}

/* The entries of one header value, at least one of them; SIP_NPOS if one is malformed. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> 0 < \result <= n - i; */
static size_t list_count(const uint8_t *s, size_t i, size_t n, entry_kind kind)
{
    size_t count = 0;
    size_t j = i;
    /*@ loop invariant range: i <= j <= n && count <= j - i;
        loop assigns j, count;
        loop variant n - j; */
    for (;;) {
        size_t e = entry_scan(s, n, j, kind);
        if (e == SIP_NPOS)
            return SIP_NPOS;
        count++;
        if (e == n)
            return count;
        j = sip_separator(s, n, e, ',');
        if (j == SIP_NPOS)
            return SIP_NPOS;
    }
}

/* The entries over all header fields of that name; *at is the offset of a value that is malformed. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(at) && \separated(at, m) && SIP_APART(at, s, m);
    terminates \true; exits \false; assigns *at;
    ensures range: \result == SIP_NPOS || \result <= 65535 * m->headers;
    ensures at: *at == \old(*at) || (\result == SIP_NPOS && *at <= SIP_MESSAGE_MAX); */
static size_t count_all(const uint8_t *s, const sip_message *m, sip_header_name id, entry_kind kind, bool empty,
                        size_t *at)
{
    size_t count = 0;
    /*@ loop invariant range: 0 <= k <= m->headers && count <= 65535 * k;
        loop assigns k, count;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        sip_span v = sip_span_of(m->header[k].value);
        if (m->header[k].id != id || (empty && v.len == 0))
            continue;
        size_t c = list_count(s, v.at, end_of(v), kind);
        if (c == SIP_NPOS) {
            *at = v.at;
            return SIP_NPOS;
        }
        count += c;
    }
    return count;
}

/*@ terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> (id == SIP_H_P_ASSERTED_IDENTITY || id == SIP_H_P_PREFERRED_IDENTITY); */
static bool is_identity(sip_header_name id)
{
    return id == SIP_H_P_ASSERTED_IDENTITY || id == SIP_H_P_PREFERRED_IDENTITY;
}

size_t sip_address_count(const uint8_t *s, const sip_message *m, sip_header_name id)
{
    size_t unused = 0;
    return count_all(s, m, id, is_identity(id) ? ENTRY_IDENTITY : ENTRY_ROUTE, id == SIP_H_P_ASSOCIATED_URI, &unused);
}

/* Max-Forwards = 1*DIGIT, 0 to 255 (RFC 3261 20.22) */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing;
    ensures absent: NoneNamed(m, SIP_H_MAX_FORWARDS) ==> \result; */
static bool max_forwards_valid(const uint8_t *s, const sip_message *m)
{
    size_t k = sip_header_find(m, SIP_H_MAX_FORWARDS, 0);
    if (k == SIP_NPOS)
        return true;
    size_t n = end_of(sip_span_of(m->header[k].value));
    sip_number v = sip_number_scan(s, n, m->header[k].value.at, 255);
    return v.code == SIP_NUMBER_OK && v.end == n && sip_header_find(m, SIP_H_MAX_FORWARDS, 1) == SIP_NPOS;
}

/* Every header field of that name has a scheme and parameters that read well; one that is not Digest is opaque. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    requires writable: \valid(at) && \separated(at, m) && SIP_APART(at, s, m);
    terminates \true; exits \false; assigns *at;
    ensures at: *at == \old(*at) || (!\result && *at <= SIP_MESSAGE_MAX); */
static bool auth_valid(const uint8_t *s, const sip_message *m, sip_header_name id, size_t *at)
{
    /*@ loop invariant range: 0 <= k <= m->headers;
        loop assigns k;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id == id && !sip_auth_valid(s, m, k)) {
            *at = m->header[k].value.at;
            return false;
        }
    }
    return true;
}

/* The header field that the message may have once reads well. */
/*@ requires readable: \valid_read(m) && Values(s, m);
    terminates \true; exits \false; assigns \nothing; */
static bool single_valid(const uint8_t *s, const sip_message *m, sip_header_name id)
{
    sip_cseq cseq;
    sip_party party;
    sip_contact contact;
    sip_span call_id;
    switch (id) {
    case SIP_H_CSEQ: return sip_cseq_read(s, m, &cseq);
    case SIP_H_FROM:
    case SIP_H_TO: return sip_party_read(s, m, id, &party);
    case SIP_H_CONTACT: return sip_contact_read(s, m, &contact);
    case SIP_H_CALL_ID: return sip_call_id_read(s, m, &call_id);
    case SIP_H_EXPIRES: return sip_expires_read(s, m) != -2;
    case SIP_H_MAX_FORWARDS: return max_forwards_valid(s, m);
    case SIP_H_VIA: return sip_via_count(s, m) != SIP_NPOS;
    default: return true;
    }
}

bool sip_header_valid(const uint8_t *s, const sip_message *m, sip_header_name id, size_t *at)
{
    size_t k = sip_header_find(m, id, 0);
    if (k == SIP_NPOS)
        return true;
    *at = m->header[k].value.at;
    switch (id) {
    case SIP_H_SUPPORTED: return count_all(s, m, id, ENTRY_TAG, true, at) != SIP_NPOS;
    case SIP_H_REQUIRE:
    case SIP_H_PROXY_REQUIRE:
    case SIP_H_UNSUPPORTED: return count_all(s, m, id, ENTRY_TAG, false, at) != SIP_NPOS;
    case SIP_H_ROUTE:
    case SIP_H_RECORD_ROUTE:
    case SIP_H_PATH:
    case SIP_H_SERVICE_ROUTE: return count_all(s, m, id, ENTRY_ROUTE, false, at) != SIP_NPOS;
    case SIP_H_P_ASSOCIATED_URI: return count_all(s, m, id, ENTRY_ROUTE, true, at) != SIP_NPOS;
    case SIP_H_P_ASSERTED_IDENTITY:
    case SIP_H_P_PREFERRED_IDENTITY: return count_all(s, m, id, ENTRY_IDENTITY, false, at) != SIP_NPOS;
    case SIP_H_P_ACCESS_NETWORK_INFO: return count_all(s, m, id, ENTRY_ACCESS, false, at) != SIP_NPOS;
    case SIP_H_AUTHORIZATION:
    case SIP_H_PROXY_AUTHORIZATION:
    case SIP_H_WWW_AUTHENTICATE:
    case SIP_H_PROXY_AUTHENTICATE:
    case SIP_H_AUTHENTICATION_INFO: return auth_valid(s, m, id, at);
    default: break;
    }
    return single_valid(s, m, id);
}
