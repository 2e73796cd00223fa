/* A slow reader of SIP messages, byte by byte as RFC 3261 7, 18.3 and 25.1 say: what src/core/message.c must answer.
 * The inside of a URI alone is left to sip_uri_scan, which is compared with its grammar elsewhere. */
#ifndef SECAGREE_REF_MESSAGE_H
#define SECAGREE_REF_MESSAGE_H
#include "../../src/core/message.h"

/* Of a header field that starts at `at`: the ends of its name and of what stands before its CRLF, and its colon. */
typedef struct { size_t at, name_end, colon, stop; } ref_line;
typedef struct { size_t lines, body, body_end; ref_line line[SIP_HEADERS_MAX]; } ref_message;

/* As sip_message_parse and sip_message_frame; the message is set where the code is SIP_MESSAGE_OK. */
sip_message_result ref_message_parse(const uint8_t *s, size_t n, ref_message *m);
sip_message_result ref_message_frame(const uint8_t *s, size_t n, ref_message *m);

#endif
