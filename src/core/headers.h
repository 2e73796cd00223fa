/* Typed reading of the header fields that a registration needs (RFC 3261 20, 25.1; RFC 2617; RFC 3310). */
#ifndef SECAGREE_HEADERS_H
#define SECAGREE_HEADERS_H
#include "addr.h"
#include "message.h"
#include "uri.h"

/* One Via value. port is 0 where absent; sent_by is the host text (brackets included). */
typedef struct { sip_span transport, host, branch, received; uint32_t port; bool rport; uint32_t rport_value;
                 sip_span value; } sip_via; /* value: the whole of this Via value */

/* Number of Via values in the message, counted over lines and commas; SIP_NPOS if one is malformed. */
size_t sip_via_count(const uint8_t *s, const sip_message *m);
bool sip_via_read(const uint8_t *s, const sip_message *m, sip_via *top); /* the topmost value */

typedef struct { uint32_t number; sip_span method; } sip_cseq;
bool sip_cseq_read(const uint8_t *s, const sip_message *m, sip_cseq *out);

/* From and To: addr-spec without brackets, and tag (len 0 where absent). */
typedef struct { sip_span uri, tag; } sip_party;
bool sip_party_read(const uint8_t *s, const sip_message *m, sip_header_name id, sip_party *out);

/* The first Contact: addr-spec, host and port of it (0 where absent), expires (-1 where absent). */
typedef struct { bool star; sip_span uri, host; uint32_t port; int64_t expires; } sip_contact;
bool sip_contact_read(const uint8_t *s, const sip_message *m, sip_contact *out);

/* Expires in seconds, -1 where absent, -2 where malformed. */
int64_t sip_expires_read(const uint8_t *s, const sip_message *m);

/* The option tag stands in some header field of that name (Require, Proxy-Require, Supported, Unsupported). */
bool sip_option_tag(const uint8_t *s, const sip_message *m, sip_header_name id, const char *tag, size_t len);

/* The parameter of credentials or a challenge of scheme Digest in header field k; the value without its quotes. */
typedef struct { bool found, quoted; sip_span value, whole; } sip_auth_param; /* whole: name "=" value */
sip_auth_param sip_auth_param_find(const uint8_t *s, const sip_message *m, size_t k, const char *name, size_t len);

/* All parameters of such a field, in order, in one pass. False, with count 0, where the field does not read well, has a
 * name twice, or has more than SIP_AUTH_PARAMS_MAX of them. */
#define SIP_AUTH_PARAMS_MAX 24u
typedef struct { sip_span name; sip_auth_param param; } sip_auth_entry;
typedef struct { uint32_t count; sip_auth_entry entry[SIP_AUTH_PARAMS_MAX]; } sip_auth;
bool sip_auth_read(const uint8_t *s, const sip_message *m, size_t k, sip_auth *out);

/* The parameter of that name in what sip_auth_read gave. */
sip_auth_param sip_auth_get(const uint8_t *s, const sip_auth *a, const char *name, size_t len);

/* Header field k is a scheme (none in Authentication-Info) and a list of auth-params (RFC 3261 25.1). */
bool sip_auth_valid(const uint8_t *s, const sip_message *m, size_t k);

/* Every header field of that name matches its grammar; true where there is none. A name without a reader here, and
 * SIP_H_OTHER, is true. *at: the offset of the first value that does not match. */
bool sip_header_valid(const uint8_t *s, const sip_message *m, sip_header_name id, size_t *at);

/* Call-ID = word [ "@" word ], the one of the message */
bool sip_call_id_read(const uint8_t *s, const sip_message *m, sip_span *out);

/* Number of entries of a list of addresses over all its header fields: Route, Record-Route, Path, Service-Route,
 * P-Associated-URI, P-Asserted-Identity, P-Preferred-Identity; SIP_NPOS if one is malformed. */
size_t sip_address_count(const uint8_t *s, const sip_message *m, sip_header_name id);

#endif
