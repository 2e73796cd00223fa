/* Packet captures (pcap, pcapng) down to the payloads of UDP and TCP, in clear and inside ESP with null encryption.
 *
 * Link layers: Ethernet (with VLAN tags), Linux cooked v1 and v2, raw IP, BSD loopback. IPv4 and IPv6 with extension
 * headers and fragments. Nothing that the file says is trusted: every length is checked. */
#ifndef SECAGREE_CAPTURE_H
#define SECAGREE_CAPTURE_H
#include "../core/addr.h"

typedef enum {
    CAPTURE_UDP,
    CAPTURE_TCP,
    CAPTURE_ESP,       /* ESP that is encrypted, or that no reading of null encryption fits */
    CAPTURE_FRAGMENT,  /* a part of an IP packet whose other parts have not come yet */
    CAPTURE_OTHER,     /* another protocol (ARP, ICMP, ...) */
    CAPTURE_CUT,       /* the capture holds only the packet's beginning */
    CAPTURE_MALFORMED  /* lengths or headers contradict each other */
} capture_kind;

typedef struct {
    capture_kind kind;
    uint64_t number;       /* of the packet in the file, from 1 */
    uint64_t time;         /* microseconds since 1970 */
    ip_addr src, dst;      /* zero where the packet has no readable IP header */
    bool esp;              /* inside ESP: spi and seq are set; for UDP and TCP the payload stands in clear in it */
    uint32_t spi, seq;
    uint16_t sport, dport; /* UDP and TCP */
    const uint8_t *bytes;  /* UDP and TCP: the payload; good until the next call */
    size_t n;
    bool checksum;         /* UDP and TCP: the checksum fits addresses and payload (outside ESP, a sender may leave it
                              to hardware that a virtual link does not have) */
} capture_packet;

typedef struct capture capture;
#define CAPTURE_ERROR_MAX 512u

/* NULL: no such file, no capture, or a link layer that is not known here; error says which. */
capture *capture_open(const char *file, char error[CAPTURE_ERROR_MAX]);
void capture_close(capture *c);

typedef enum { CAPTURE_NEXT_OK, CAPTURE_NEXT_END, CAPTURE_NEXT_ERROR } capture_next_code;
capture_next_code capture_next(capture *c, capture_packet *out);
const char *capture_error(const capture *c); /* after CAPTURE_NEXT_ERROR: how the file is damaged, and from where on */

/* The parts of fragmented packets, waiting for each other. */
typedef struct capture_parts capture_parts;
capture_parts *capture_parts_new(void); /* NULL: no memory */
void capture_parts_free(capture_parts *p);

/* One packet of that link type (DLT_... of libpcap): bytes[0..n) of wire_n. Fills all of *out but number and time. */
void capture_decode(int link, const uint8_t *bytes, size_t n, size_t wire_n, capture_parts *parts, capture_packet *out);
bool capture_link_known(int link);

#endif
