/* URIs as SIP writes them: SIP and SIPS URIs by their own grammar, any other scheme as absoluteURI (RFC 3261 25.1). */
#ifndef SECAGREE_URI_H
#define SECAGREE_URI_H
#include "lex.h"
#include <stdbool.h>

/* Parts of a SIP or SIPS URI: user without the password; port 0 where absent. */
typedef struct { sip_span user, host; uint32_t port; } sip_uri;

/* The index behind the longest URI at i, or SIP_NPOS. A scheme of sip or sips asks for the SIP-URI form. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
size_t sip_uri_scan(const uint8_t *s, size_t n, size_t i);

/* The same, with the parts of a SIP or SIPS URI; an empty host where it is another. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(parts) && \separated(parts, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *parts;
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures parts: \result != SIP_NPOS && parts->host.len > 0 ==> parts->host.at + parts->host.len <= \result &&
      parts->port <= 65535; */
size_t sip_uri_parts(const uint8_t *s, size_t n, size_t i, sip_uri *parts);

/* The whole of s[i..j) as a SIP or SIPS URI; false leaves *out as it was. */
/*@ requires readable: Text(s, j, i) && j <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. j - 1));
    terminates \true; exits \false; assigns *out;
    ensures range: \result ==> i <= out->user.at && out->user.at + out->user.len <= out->host.at &&
      0 < out->host.len && out->host.at + out->host.len <= j && out->port <= 65535;
    ensures kept: !\result ==> *out == \old(*out); */
bool sip_uri_read(const uint8_t *s, size_t i, size_t j, sip_uri *out);

#endif
