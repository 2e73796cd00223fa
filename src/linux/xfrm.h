/* Security associations in the Linux kernel: states and policies over netlink (TS 33.203 7.1, 7.4; RFC 4301; RFC 4303).
 *
 * One handle serves one role in one network namespace. A set is four ESP states and four policies, there whole or not
 * at all. Uplink states (UE to P-CSCF) accept every source inside the UE's prefix; downlink states carry one exact UE
 * address, because the kernel looks a state up by its destination. What is ours is known by the reqid (states, and the
 * template of a policy) and, for block policies, by index, priority and form; nothing else is ever removed. */
#ifndef SECAGREE_XFRM_H
#define SECAGREE_XFRM_H
#include "../core/sa.h"
#include "../ims/keys.h"

typedef enum { XFRM_ROLE_UE, XFRM_ROLE_PCSCF } xfrm_role;

/* Ranges of ours. reqid: base | (id * 4 + n), n = SA 1..4 less one. Policy index: base | number * 8 | direction. */
#define XFRM_REQID_UE    0x49000000u
#define XFRM_REQID_PCSCF 0x4a000000u
#define XFRM_REQID_MASK  0xff000000u
#define XFRM_INDEX_UE    0x40000000u
#define XFRM_INDEX_PCSCF 0x50000000u
#define XFRM_INDEX_BLOCK 0x08000000u /* set in the index of a block policy */
#define XFRM_INDEX_MASK  0xf8000000u
#define XFRM_ID_MAX      0x3fffffu   /* largest set id */
#define XFRM_PRIO_SET    0x4901u     /* priority of the policies of a set */
#define XFRM_PRIO_BLOCK  0x4980u     /* larger is weaker: block policies yield to sets */

#define XFRM_ADDRESSES_MAX 8u   /* UE addresses of one set that are live at a time */
#define XFRM_ROTATIONS_MAX 128u /* addresses that a UE may use one after the other with the same SAs */
#define XFRM_ERROR_MAX     320u

typedef struct xfrm xfrm;

/* One installed set. The caller keeps it and hands it back; the fields are for reading. */
typedef struct {
    uint32_t id;                              /* 0..XFRM_ID_MAX, distinct among the live sets of a handle */
    sa_params p;                              /* p.ue_addr is the present UE address */
    esp_keys k;
    ip_addr address[XFRM_ADDRESSES_MAX];      /* those with downlink states, the present one first */
    unsigned addresses;
    uint16_t sum[XFRM_ROTATIONS_MAX];         /* UE: the 16-bit sums of all addresses used so far */
    unsigned sums;
    uint32_t floor[2];                        /* P-CSCF: where the next state of SA 2 and of SA 3 may start to count */
} xfrm_set;

/* NULL on an error, and one sentence in why. The event socket joins EXPIRE and SA, that of a P-CSCF also ACQUIRE. */
xfrm *xfrm_open(xfrm_role role, char why[XFRM_ERROR_MAX]);
void xfrm_close(xfrm *x); /* removes nothing; see xfrm_sweep */
const char *xfrm_error(const xfrm *x); /* what the last call that returned false could not do, and why */
int xfrm_errno(const xfrm *x);         /* its errno: EEXIST, EPERM, ENOSYS, ... */

/* Four states, then four policies, in before out. hard_seconds: the kernel removes them after that time, 0 for never.
 * On false nothing stays in the kernel and *s is wiped. EEXIST: an SPI or a selector is in use. */
bool xfrm_set_install(xfrm *x, xfrm_set *s, const sa_params *p, const esp_keys *k, uint32_t id, uint64_t hard_seconds);
/* Policies first, then the states of every live address; what is gone already is no error. Wipes *s. */
bool xfrm_set_remove(xfrm *x, xfrm_set *s);
/* The states end in seconds from now (0: never). Addresses in drain keep their own end. Counters are kept. */
bool xfrm_set_lifetime(xfrm *x, xfrm_set *s, uint64_t seconds);

/* UE: takes a further address of the prefix into use. Downlink states for it with the same SPIs and the replay windows
 * of the present address; the present address ends after drain_seconds. Nothing changes uplink. Refused: an address
 * outside the prefix, or with the 16-bit sum of an address used with these SAs before (a packet replayed to the other
 * address would then pass the UDP and TCP checksum). On false all is as it was. */
bool xfrm_ue_add_address(xfrm *x, xfrm_set *s, const ip_addr *to, uint64_t drain_seconds);
bool xfrm_ue_drop_address(xfrm *x, xfrm_set *s, const ip_addr *a); /* not the present one */

/* P-CSCF: sends downlink to that address from now on, sequence numbers going on without a repetition: delete the state,
 * read its last number from the kernel's own event, install anew. On false the old address is in use again. */
bool xfrm_p_move(xfrm *x, xfrm_set *s, const ip_addr *to);

/* P-CSCF: what answers a TCP connection from a new address needs a state there before anything authenticated has come
 * from it (XFRM_EVENT_ACQUIRE). A second state of SA 2 or 3, for some seconds at most, with sequence numbers of its own
 * (2^20, which the kernel ends at); the present address stays in use. xfrm_p_move to it, or anywhere, ends it. One such
 * address at a time: another one replaces it. On false nothing was added. */
bool xfrm_p_provisional(xfrm *x, xfrm_set *s, unsigned sa, const ip_addr *to, uint64_t seconds);

/* No message in clear on a protected port, neither in nor out (CR2 7.1): dropped on arrival, EPERM on sending. Of p
 * only p_addr and the four ports are read. P-CSCF: port_ps and port_pc of p_addr. UE: port_uc and port_us of any
 * address, and, out, port_ps and port_pc of p_addr (or traffic from outside the prefix would leave in clear).
 * Counted: a port stays blocked until each install has met its remove. */
bool xfrm_block_install(xfrm *x, const sa_params *p);
bool xfrm_block_remove(xfrm *x, const sa_params *p);

/* Kernels before 6.12 keep policies with a prefix in a list: the cost of installing grows with their number. From now
 * on this namespace hashes policies of at least these prefix lengths (0..32, 0..128; own side and UE's alike), which
 * keeps it flat. It changes no decision, but concerns everyone's policies and outlives this process: for a P-CSCF of
 * many UEs. */
bool xfrm_hash_prefixes(xfrm *x, uint8_t bits4, uint8_t bits6);

typedef struct { unsigned states, policies, blocks, pending; } xfrm_counts; /* pending: asked for by ACQUIRE, no SPI */
/* What the kernel has of this role's range. */
bool xfrm_count(xfrm *x, xfrm_counts *n);
/* Removes all of it and nothing else; removed may be NULL. At start and at stop. */
bool xfrm_sweep(xfrm *x, xfrm_counts *removed);

typedef enum {
    XFRM_EVENT_EXPIRED, /* the hard lifetime of a state of ours ended; the kernel removed it */
    XFRM_EVENT_ACQUIRE, /* P-CSCF: a packet waits for a downlink state to address */
    XFRM_EVENT_DELETED, /* another process removed a state of ours */
    XFRM_EVENT_LOST     /* events were dropped: count again */
} xfrm_event_kind;
typedef struct { xfrm_event_kind kind; uint32_t id; unsigned sa; /* 1..4 */ uint32_t spi; ip_addr address; } xfrm_event;
int xfrm_event_fd(const xfrm *x);                /* readable when there may be an event */
bool xfrm_event_next(xfrm *x, xfrm_event *ev);   /* false: none left for now */

/* For tests: the k-th request from now (1, 2, ...) reaches the kernel spoilt and is refused by it; 0: none. */
void xfrm_fail_at(xfrm *x, unsigned k);
unsigned xfrm_requests(const xfrm *x); /* requests sent so far */

#endif
