/* What an index of a message must satisfy, told as the first thing that it does not; NULL where all holds. */
#ifndef SECAGREE_FUZZ_CHECK_MESSAGE_H
#define SECAGREE_FUZZ_CHECK_MESSAGE_H
#include "../src/core/headers.h"
#include "../src/core/ipsec3gpp.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline bool inside(sip_span x, size_t from, size_t to)
{
    return from <= x.at && x.len <= to - x.at && x.at <= to;
}

static inline bool outer_white(const uint8_t *s, sip_part x)
{
    return x.len > 0 && (strchr(" \t\r\n", s[x.at]) != NULL || strchr(" \t\r\n", s[x.at + x.len - 1]) != NULL);
}

/* Header fields stand one behind the other, from the start line to the empty line, and their parts in them. */
static inline const char *check_index(const uint8_t *s, size_t end, const sip_message *m)
{
    size_t at = m->headers > 0 ? m->header[0].line.at : m->body.at - 2;
    if (at < 2 || s[at - 2] != '\r' || s[at - 1] != '\n')
        return "index: no start line";
    for (uint32_t k = 0; k < m->headers; k++) {
        const sip_header *h = &m->header[k];
        size_t line_end = (size_t)h->line.at + h->line.len;
        if (h->line.at != at || line_end > end || h->line.len < 3 || s[line_end - 2] != '\r' || s[line_end - 1] != '\n')
            return "index: lines do not follow one another";
        if (h->name.at != at || h->name.len == 0 || !inside(sip_span_of(h->value), at + h->name.len + 1, line_end - 2))
            return "index: name or value outside of its line";
        if (outer_white(s, h->value))
            return "index: white space around a value";
        for (size_t i = at; i + 2 < line_end; i++) {
            if (s[i] == '\r' && (s[i + 1] != '\n' || (s[i + 2] != ' ' && s[i + 2] != '\t')))
                return "index: a line break that folds nothing";
        }
        if (h->id != sip_header_id(s, at, at + h->name.len))
            return "index: another name";
        at = line_end;
    }
    if (s[at] != '\r' || s[at + 1] != '\n' || m->body.at != at + 2 || !inside(m->body, at + 2, end))
        return "index: body not behind the empty line";
    return NULL;
}

/* Every reader keeps its spans inside the field that it reads. */
static inline const char *check_readers(const uint8_t *s, const sip_message *m)
{
    size_t end = m->body.at;
    sip_via via;
    sip_cseq cseq;
    sip_party party;
    sip_contact contact;
    sip_span id;
    if (sip_via_read(s, m, &via) &&
        !(inside(via.value, 0, end) && inside(via.host, via.value.at, via.value.at + via.value.len) &&
          inside(via.transport, via.value.at, via.value.at + via.value.len) && inside(via.branch, 0, end) &&
          inside(via.received, 0, end) && via.host.len > 0 && via.port <= 65535))
        return "Via: a span outside";
    if (sip_via_count(s, m) != SIP_NPOS && sip_header_find(m, SIP_H_VIA, 0) != SIP_NPOS && !sip_via_read(s, m, &via))
        return "Via: counted but not read";
    if (sip_cseq_read(s, m, &cseq) && (!inside(cseq.method, 0, end) || cseq.number > 2147483647))
        return "CSeq: a span outside";
    if (sip_party_read(s, m, SIP_H_FROM, &party) && (!inside(party.uri, 0, end) || !inside(party.tag, 0, end)))
        return "From: a span outside";
    if (sip_contact_read(s, m, &contact) &&
        (!inside(contact.uri, 0, end) || !inside(contact.host, 0, end) || contact.port > 65535 || contact.expires < -1))
        return "Contact: a span outside";
    if (sip_call_id_read(s, m, &id) && !inside(id, 0, end))
        return "Call-ID: a span outside";
    if (sip_expires_read(s, m) < -2)
        return "Expires: a number that is none";
    for (int h = SIP_H_SECURITY_CLIENT; h <= SIP_H_SECURITY_VERIFY; h++) {
        static sec_list l;
        uint32_t notes = 0;
        sec_result x = sec_list_read(s, m, (sip_header_name)h, &l);
        if (x.code == SEC_OK && l.count == 0)
            return "Security-*: an empty list is taken";
        if (x.code == SEC_OK &&
            (sec_list_read_tolerant(s, m, (sip_header_name)h, &l, &notes).code != SEC_OK || notes != 0))
            return "Security-*: tolerance differs on a list that is good";
        if (x.at > end)
            return "Security-*: a fault outside";
    }
    for (int h = 0; h < SIP_H_COUNT; h++) {
        size_t at = 0;
        if (!sip_header_valid(s, m, (sip_header_name)h, &at) && at > end)
            return "header: a fault outside";
        const char *t = sip_header_text((sip_header_name)h);
        if (h > 0 && sip_header_id((const uint8_t *)t, 0, strlen(t)) != (sip_header_name)h)
            return "header: a name that is another's";
    }
    for (int h = SIP_H_REQUIRE; h <= SIP_H_UNSUPPORTED; h++) {
        if (sip_option_tag(s, m, (sip_header_name)h, "sec-agree", 9) &&
            sip_header_find(m, (sip_header_name)h, 0) == SIP_NPOS)
            return "Require: a tag from nowhere";
    }
    size_t routes = sip_address_count(s, m, SIP_H_ROUTE);
    if (routes != SIP_NPOS && routes > end)
        return "Route: more entries than bytes";
    for (uint32_t k = 0; k < m->headers; k++) {
        sip_auth_param p = sip_auth_param_find(s, m, k, "nonce", 5);
        if (p.found && !(inside(p.value, p.whole.at, (size_t)p.whole.at + p.whole.len) && inside(p.whole, 0, end)))
            return "nonce: a span outside";
        sip_auth all;
        bool read = sip_auth_read(s, m, k, &all);
        if (!read && all.count != 0)
            return "auth: parameters of a field that does not read";
        for (uint32_t j = 0; j < all.count; j++) {
            const sip_auth_entry *e = &all.entry[j];
            const char *name = (const char *)s + e->name.at;
            sip_auth_param one = sip_auth_param_find(s, m, k, name, e->name.len);
            sip_auth_param got = sip_auth_get(s, &all, name, e->name.len);
            if (!one.found || one.value.at != e->param.value.at || one.value.len != e->param.value.len ||
                got.value.at != one.value.at || got.whole.len != one.whole.len)
                return "auth: read otherwise in one pass";
        }
        if (read && sip_auth_get(s, &all, "no-such-name", 12).found !=
                        sip_auth_param_find(s, m, k, "no-such-name", 12).found)
            return "auth: a parameter from nowhere";
    }
    return NULL;
}

static inline void must_hold(const char *why)
{
    if (why == NULL)
        return;
    fprintf(stderr, "%s\n", why);
    abort();
}

#endif
