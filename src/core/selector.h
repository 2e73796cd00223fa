/* Selectors: which packets an SA covers, and the most specific of several (TS 33.203 7.1, CR2; GB 0216000.0). */
#ifndef SECAGREE_SELECTOR_H
#define SECAGREE_SELECTOR_H
#include "prefix.h"

typedef enum { SEL_IN, SEL_OUT } sel_direction; /* as the P-CSCF sees it: SEL_IN comes from the UE */

/* An address as two numbers in network order; an IPv4 address is the mapped ::ffff:a.b.c.d. */
typedef struct { uint64_t hi, lo; } sel_addr;

/* len counts bits of the 16-byte form, as in ip_prefix. The bits behind the first len are zero. */
typedef struct { sel_addr net; uint16_t ue_port, p_port; uint8_t len, direction; } sel_rule;

/* What a packet shows; UE and P-CSCF side are told apart by its direction. */
typedef struct { sel_addr ue; uint16_t ue_port, p_port; uint8_t direction; } sel_packet;

typedef enum { SEL_OK, SEL_TIE, SEL_FULL, SEL_RANGE } sel_status;
#define SEL_NONE UINT32_MAX

sel_addr sel_addr_of(const ip_addr *a);
ip_addr sel_addr_back(sel_addr a);

/* The first len bits of a, the rest zero; len <= 128. */
sel_addr sel_mask(sel_addr a, unsigned len);

/* ::ffff:0:0/96 (RFC 4291 2.5.5.2). */
bool sel_is_v4(sel_addr a);

/* a lies in net/len and is of its family. */
bool sel_covers(sel_addr net, unsigned len, sel_addr a);

bool sel_matches(const sel_rule *r, const sel_packet *p);

/* Adds a rule with its host bits cleared; SEL_TIE if an equal (prefix, length, ports, direction) is there. */
sel_status sel_add(sel_rule *rules, uint32_t n, uint32_t capacity, const sel_rule *r);

/* The index of the matching rule with the longest prefix, or SEL_NONE. */
uint32_t sel_best(const sel_rule *rules, uint32_t n, const sel_packet *p);

#endif
