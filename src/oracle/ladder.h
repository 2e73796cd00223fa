/* The SIP messages of a capture, one after the other, and what they add up to: what went through ESP, what went in
 * clear, and whether anything went in clear on a port that the two ends had agreed to protect (TS 33.203 7.1).
 *
 * The capture is of one end of one link: what stands in it twice was sent twice. TCP is read segment by segment, so a
 * message that a segment border cuts is counted among what is no SIP message. */
#ifndef SECAGREE_LADDER_H
#define SECAGREE_LADDER_H
#include "../core/message.h"
#include "capture.h"

#define LADDER_PORTS_MAX 16u

typedef enum { LADDER_HOST, LADDER_UE, LADDER_PCSCF, LADDER_REGISTRAR } ladder_who;
typedef struct { ip_addr addr; ladder_who who; unsigned number; } ladder_host; /* number: of its kind, from 1 */

/* One datagram or segment with a payload. */
typedef struct {
    uint64_t number, time;      /* of the packet in the file; microseconds since 1970 */
    size_t src, dst;            /* indices of hosts */
    uint16_t sport, dport;
    bool tcp, esp;
    uint32_t spi, seq;          /* esp */
    size_t bytes;
    bool clear_on_protected;    /* outside ESP, and one of the ports is protected */
    bool repeated;              /* the same bytes went the same way before */
    bool sip;                   /* what follows is set */
    sip_message_code code;      /* not sip: why */
    bool request;
    uint32_t status;            /* response */
    char method[24], reason[48];
    uint32_t cseq;
    char cseq_method[24], call_id[96];
    uint16_t client[LADDER_PORTS_MAX], server[LADDER_PORTS_MAX]; /* ports of Security-Client, -Server; 0 ends them */
    uint64_t digest;            /* of the payload */
} ladder_row;

typedef struct {
    uint64_t packets, cut, malformed;     /* of the file */
    uint64_t esp_packets, esp_unreadable; /* ESP in all; of these encrypted, or in no known form */
    uint64_t in_esp, in_clear, no_sip;    /* SIP messages; payloads on SIP ports that are none */
    uint64_t clear_on_protected;          /* packets, whatever they hold */
    uint64_t registers, registers_repeated, repeated;
    uint64_t ue_addresses;                /* distinct sources inside ESP but for the P-CSCF */
    uint64_t rotations;                   /* the source changed on one SPI */
    uint64_t registers_at_rotation;       /* a REGISTER between the last message before and the first after */
    uint64_t duplicates;                  /* ESP packets with an (SPI, sequence number) that went to that end before */
} ladder_totals;

typedef struct {
    ladder_row *row;
    size_t rows, room;
    size_t *seen, seen_room;    /* rows by digest, while the file is read */
    ladder_host *host;
    size_t hosts;
    bool is_protected[65536];
    bool damaged;               /* the file cannot be read to its end */
    ladder_totals total;
} ladder;

/* Reads the capture. ports[0..n) are protected besides those that the messages agree on. prefix_length: addresses with
 * so many equal bits are one end of an SA (for duplicates). NULL: error is one sentence. Of a damaged file it is what
 * stands before the damage, and error says where that is. */
ladder *ladder_read(const char *file, const uint16_t *ports, size_t n, unsigned prefix_length,
                    char error[CAPTURE_ERROR_MAX]);
void ladder_free(ladder *l);

#define LADDER_NAME_MAX 24u
/* "UE.a", "UE.b", ... for the addresses of UEs, "P-CSCF", "registrar", "host.1", ... */
void ladder_name(const ladder *l, size_t host, char out[LADDER_NAME_MAX]);

#endif
