/* SIP text for servers and proxies, written from a parsed message (RFC 3261 8.2.6, 16.6, 16.7, 18.2.1).
 * Every function writes whole header lines with their CRLF into *o; look at o->full once, at the end.
 * s is the buffer that m was parsed from. compose_end must be the last call: only it writes Content-Length. */
#ifndef SECAGREE_COMPOSE_H
#define SECAGREE_COMPOSE_H
#include "../core/message.h"
#include "../core/print.h"

/* A set of header names, one bit each. */
typedef uint64_t compose_set;
#define COMPOSE_BIT(id) ((compose_set)1 << (id))

/* Status line, all Via fields, From, To, Call-ID, CSeq of the request. To gets ;tag=to_tag where it has none and to_tag
 * is not NULL (RFC 3261 8.2.6.2: not for 100). The header section stays open. */
void compose_response(sip_out *o, const uint8_t *s, const sip_message *m, unsigned code, const char *reason,
                      const char *to_tag);

/* The same for a server next to the network: the topmost Via gets ;received=host where its sent-by is not that host or
 * rport was asked for, and the value of rport (RFC 3261 18.2.1, RFC 3581 4). host: the packet's source, no brackets. */
void compose_response_from(sip_out *o, const uint8_t *s, const sip_message *m, unsigned code, const char *reason,
                           const char *to_tag, const char *host, uint32_t port);

/* Request line or status line as received. */
void compose_start_line(sip_out *o, const uint8_t *s, const sip_message *m);

/* "METHOD uri SIP/2.0" */
void compose_request_line(sip_out *o, const char *method, const char *uri);

/* All header fields in their order, except the names in drop and Content-Length. */
void compose_copy_headers_except(sip_out *o, const uint8_t *s, const sip_message *m, compose_set drop);

/* All header fields of that name, as received. */
void compose_copy_header(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id);

/* "name: value" */
void compose_header(sip_out *o, const char *name, const char *value);
void compose_header_number(sip_out *o, const char *name, uint32_t value);
void compose_header_span(sip_out *o, const char *name, const uint8_t *s, sip_span value);

/* A Via value on top: "Via: SIP/2.0/transport host[:port];branch=branch[;rport]"; host with brackets where it is IPv6,
 * port 0: none. */
void compose_via(sip_out *o, const char *transport, const char *host, uint32_t port, const char *branch, bool rport);

/* All Via fields of a received request, the topmost value marked with the packet's source like in
 * compose_response_from: what a proxy writes below its own Via (RFC 3261 16.6, 18.2.1). */
void compose_via_received(sip_out *o, const uint8_t *s, const sip_message *m, const char *host, uint32_t port);

/* The fields of that name without their first value: Via of a response at a proxy, Route of a request (RFC 3261 16.7,
 * 16.4). A field left empty is not written. */
void compose_pop_first(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id);

/* Max-Forwards one less, 70 where it is absent or no number (RFC 3261 16.6). False, and nothing written, where it is 0:
 * the answer is 483. */
bool compose_max_forwards(sip_out *o, const uint8_t *s, const sip_message *m);

/* The fields of that name (Require, Proxy-Require, Supported) without the option tag; a field left empty is not written
 * (TS 24.229 5.2.2.2). */
void compose_without_option_tag(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id,
                                const char *tag);

/* Header field k (Authorization, WWW-Authenticate, ...) without the parameters named in remove[0..n), and with add
 * behind the others (one or more parameters, comma between them; NULL: none), e.g. "integrity-protected=\"yes\""
 * (TS 24.229 7.2A.1, 7.2A.2). Names are compared without case. Nothing where there is no field k (SIP_NPOS). */
void compose_auth(sip_out *o, const uint8_t *s, const sip_message *m, size_t k, const char *const *remove, size_t n,
                  const char *add);

/* The next element of *rest, which ends before the next separator outside quotes and angle brackets; without LWS at its
 * ends, empty ones passed over. *rest becomes what is left. False: there is none. */
bool compose_next_element(const uint8_t *s, sip_span *rest, uint8_t separator, sip_span *element);

/* The element is, or is a parameter of, that name (what stands before "=" or LWS), without case. */
bool compose_element_named(const uint8_t *s, sip_span element, const char *name);

/* Content-Length, the blank line and the body (NULL where n is 0). */
void compose_end(sip_out *o, const uint8_t *body, size_t n);

const char *compose_reason(uint32_t code); /* of an answer that the driver sends; "Refused" for others */

#endif
