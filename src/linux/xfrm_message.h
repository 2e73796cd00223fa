/* Netlink messages for XFRM: built into a batch that goes to the kernel in one send, and read from it. No I/O here. */
#ifndef SECAGREE_XFRM_MESSAGE_H
#define SECAGREE_XFRM_MESSAGE_H
#include "xfrm.h"
#include <libmnl/libmnl.h>
#include <linux/xfrm.h>

#define XFRM_BATCH_MAX   32u
#define XFRM_BATCH_BYTES 24576u
#define XFRM_MESSAGE_MAX 768u /* the largest that is built here; test_xfrm measures it */
#define XFRM_LATER       5u   /* seconds by which a policy outlives its states: never clear in between */

/* What a message is about, for the error text. */
typedef enum { XFRM_ITEM_STATE, XFRM_ITEM_POLICY, XFRM_ITEM_BLOCK, XFRM_ITEM_OTHER } xfrm_item_kind;
typedef struct {
    xfrm_item_kind kind;
    uint16_t type;
    unsigned sa;
    uint32_t number; /* SPI or port */
    int error;       /* after sending */
    size_t at;       /* in the batch's bytes */
} xfrm_item;

typedef struct {
    uint32_t seq;            /* of the first message */
    unsigned count;
    size_t used;
    xfrm_item item[XFRM_BATCH_MAX];
    _Alignas(8) uint8_t bytes[XFRM_BATCH_BYTES];
} xfrm_batch;

/* One of the four SAs, seen from the kernel: SA n is 1..4 (core/sa.h). */
typedef struct { unsigned n; bool uplink; uint32_t spi; uint16_t sport, dport; } xfrm_flow;
xfrm_flow xfrm_flow_of(const sa_params *p, unsigned n);
uint32_t xfrm_reqid(xfrm_role role, uint32_t id, unsigned n);
uint8_t xfrm_direction(xfrm_role role, bool uplink); /* XFRM_POLICY_IN or XFRM_POLICY_OUT */

/* A state: SA n of the parameters, with that UE address. replay: NULL for a fresh one. hard: seconds from creation. */
typedef struct {
    xfrm_role role;
    uint32_t id;
    const sa_params *p;
    const esp_keys *k;
    ip_addr ue;
    uint64_t hard;
    const struct xfrm_replay_state *replay;
    uint64_t packets; /* the kernel ends the state after so many; 0: never */
} xfrm_state_spec;

void xfrm_batch_start(xfrm_batch *b, uint32_t seq);
void xfrm_put_state(xfrm_batch *b, uint16_t type, const xfrm_state_spec *s, unsigned n);      /* NEWSA, UPDSA */
void xfrm_put_state_id(xfrm_batch *b, uint16_t type, const sa_params *p, const ip_addr *ue, unsigned n); /* GET, DEL */
void xfrm_put_policy(xfrm_batch *b, uint16_t type, const xfrm_state_spec *s, unsigned n);     /* NEWPOLICY, UPDPOLICY */
void xfrm_put_policy_id(xfrm_batch *b, xfrm_role role, const sa_params *p, unsigned n);       /* DELPOLICY */

/* A block policy: whatever goes to (or comes from) that port, of the address or of any address of its family. */
typedef struct { ip_addr address; bool any_address, from; uint16_t port; uint8_t dir; } xfrm_block;
void xfrm_put_block(xfrm_batch *b, const xfrm_block *k, uint32_t index);
void xfrm_put_block_id(xfrm_batch *b, const xfrm_block *k);

/* What the item of a sent batch has installed is removed again (NEWSA, NEWPOLICY; else nothing is added). */
void xfrm_put_inverse(xfrm_batch *b, const xfrm_batch *sent, unsigned item);

void xfrm_put_thresholds(xfrm_batch *b, uint8_t bits4, uint8_t bits6);             /* NEWSPDINFO */

/* What the kernel's dumps hold. */
void xfrm_put_dump(xfrm_batch *b, uint16_t type);                                 /* GETSA, GETPOLICY */
void xfrm_put_found_state(xfrm_batch *b, const struct xfrm_usersa_info *sa);      /* DELSA */
void xfrm_put_pending_state(xfrm_batch *b, const struct xfrm_usersa_info *sa, uint32_t spi); /* ALLOCSPI */
void xfrm_put_found_policy(xfrm_batch *b, const struct xfrm_userpolicy_info *p);  /* DELPOLICY by index */
bool xfrm_state_ours(xfrm_role role, const struct xfrm_usersa_info *sa);
typedef enum { XFRM_FOREIGN, XFRM_OUR_POLICY, XFRM_OUR_BLOCK } xfrm_owner;
xfrm_owner xfrm_policy_owner(xfrm_role role, const struct nlmsghdr *h);           /* h: NEWPOLICY */
bool xfrm_replay_of(const struct nlmsghdr *h, size_t body, struct xfrm_replay_state *out);
const void *xfrm_attribute(const struct nlmsghdr *h, size_t body, uint16_t type, size_t least);
ip_addr xfrm_address_from(uint16_t family, const xfrm_address_t *a);

#endif
