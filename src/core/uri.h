/* URIs as SIP writes them: SIP and SIPS URIs by their own grammar, any other scheme as absoluteURI (RFC 3261 25.1). */
#ifndef SECAGREE_URI_H
#define SECAGREE_URI_H
#include "lex.h"
#include <stdbool.h>

/* The index behind the longest URI at i, or SIP_NPOS. A scheme of sip or sips asks for the SIP-URI form. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
size_t sip_uri_scan(const uint8_t *s, size_t n, size_t i);

/* Parts of a SIP or SIPS URI s[i..j), the whole of it; user without the password; port 0 where absent.
 * false leaves *out as it was. */
typedef struct { sip_span user, host; uint32_t port; } sip_uri;
/*@ requires readable: Text(s, j, i) && j <= 0xFFFFFFFF;
    requires writable: \valid(out) && \separated(out, s + (0 .. j - 1));
    terminates \true; exits \false; assigns *out;
    ensures range: \result ==> i <= out->user.at && out->user.at + out->user.len <= out->host.at &&
      0 < out->host.len && out->host.at + out->host.len <= j && out->port <= 65535;
    ensures kept: !\result ==> *out == \old(*out); */
bool sip_uri_read(const uint8_t *s, size_t i, size_t j, sip_uri *out);

#endif
