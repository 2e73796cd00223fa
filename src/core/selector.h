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

#include "../../spec/logic/selector.h"

/*@ requires readable: \valid_read(a);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: SelWords(\result, a); */
sel_addr sel_addr_of(const ip_addr *a);

/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures hi: a.hi == \result.b[0] * 0x100000000000000 + \result.b[1] * 0x1000000000000 +
              \result.b[2] * 0x10000000000 + \result.b[3] * 0x100000000 + \result.b[4] * 0x1000000 +
              \result.b[5] * 0x10000 + \result.b[6] * 0x100 + \result.b[7];
    ensures lo: a.lo == \result.b[8] * 0x100000000000000 + \result.b[9] * 0x1000000000000 +
              \result.b[10] * 0x10000000000 + \result.b[11] * 0x100000000 + \result.b[12] * 0x1000000 +
              \result.b[13] * 0x10000 + \result.b[14] * 0x100 + \result.b[15]; */
ip_addr sel_addr_back(sel_addr a);

/* The first len bits of a, the rest zero. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: len <= 128 ==> SelMasked(\result, a, len);
    ensures net: len <= 128 ==> \forall sel_addr n; SelNetIs(n, \result, a, len);
    ensures above: len > 128 ==> \result == a; */
sel_addr sel_mask(sel_addr a, unsigned len);

/* ::ffff:0:0/96 (RFC 4291 2.5.5.2). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SelV4(a); */
bool sel_is_v4(sel_addr a);

/* a lies in net/len and is of its family. */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: len <= 128 ==> (\result <==> SelCovers(net, len, a));
    ensures above: len > 128 ==> !\result; */
bool sel_covers(sel_addr net, unsigned len, sel_addr a);

/*@ requires readable: \valid_read(r) && \valid_read(p);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: r->len <= 128 ==> (\result <==> SelMatches(*r, *p)); */
bool sel_matches(const sel_rule *r, const sel_packet *p);

/* Adds a rule with its host bits cleared; SEL_TIE if an equal (prefix, length, ports, direction) is there. */
/*@ requires writable: \valid(rules + (0 .. capacity - 1)) && \valid_read(r) && n <= capacity;
    requires apart: \separated(rules + (0 .. capacity - 1), r);
    terminates \true;
    exits \false;
    assigns rules[n];
    ensures range: \result == SEL_RANGE <==> r->len > 128;
    ensures full: \result == SEL_FULL <==> r->len <= 128 && n == capacity;
    ensures tie: \result == SEL_TIE ==> r->len <= 128 && n < capacity && \exists integer i; 0 <= i < n &&
              SelMasked(rules[i].net, r->net, r->len) && rules[i].len == r->len && rules[i].ue_port == r->ue_port &&
              rules[i].p_port == r->p_port && rules[i].direction == r->direction;
    ensures added: \result == SEL_OK ==> SelMasked(rules[n].net, r->net, r->len) && rules[n].len == r->len &&
              rules[n].ue_port == r->ue_port && rules[n].p_port == r->p_port && rules[n].direction == r->direction;
    ensures new: \result == SEL_OK ==> \forall integer i; 0 <= i < n ==> !SelTie(rules[i], rules[n], rules[n].net);
    ensures code: \result == SEL_OK || \result == SEL_TIE || \result == SEL_FULL || \result == SEL_RANGE;
    ensures kept: \result != SEL_OK && n < capacity ==> rules[n] == \old(rules[n]); */
sel_status sel_add(sel_rule *rules, uint32_t n, uint32_t capacity, const sel_rule *r);

/* The index of the matching rule with the longest prefix, or SEL_NONE. */
/*@ requires readable: \valid_read(rules + (0 .. n - 1)) && \valid_read(p);
    requires lengths: \forall integer i; 0 <= i < n ==> rules[i].len <= 128;
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: SelBest(rules, n, *p, \result); */
uint32_t sel_best(const sel_rule *rules, uint32_t n, const sel_packet *p);

#endif
