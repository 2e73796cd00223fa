/* Shared by the files behind xfrm.h. */
#ifndef SECAGREE_XFRM_INTERNAL_H
#define SECAGREE_XFRM_INTERNAL_H
#include "xfrm_message.h"

typedef struct { xfrm_block k; unsigned users; } xfrm_block_slot; /* free where users is 0 */

struct xfrm {
    xfrm_role role;
    struct mnl_socket *request, *event, *moved; /* moved: hears of our own DELSA while a downlink moves */
    uint32_t seq, portid;
    unsigned fail_at, requests;
    int error;
    char text[XFRM_ERROR_MAX];
    xfrm_block_slot *block;
    size_t blocks;
    size_t pending, pending_at;                 /* what of events[] is still to be read */
    size_t answered;                            /* how much of answer[] was written: it may hold keys */
    xfrm_batch batch, undo;
    _Alignas(8) uint8_t events[16384];
    _Alignas(8) uint8_t answer[32768];
};

/* A fresh batch in x->batch; the error text is emptied. */
xfrm_batch *xfrm_begin(xfrm *x);

/* Sends the batch and waits for the kernel. seen gets every answer that is no acknowledgement. Each item's error is
 * set; true if all are 0. The first error that is none of the tolerated two becomes the handle's. */
typedef void xfrm_seen(const struct nlmsghdr *h, void *arg);
bool xfrm_run(xfrm *x, xfrm_batch *b, int tolerated, xfrm_seen *seen, void *arg);
#define XFRM_GONE_IS_FINE (-1) /* tolerate ESRCH and ENOENT */

/* The end of each public function: wipes the keys in the messages sent and received. Returns good. */
bool xfrm_done(xfrm *x, bool good);

/* Removes what the batch has installed, last first. Keeps the error text, and adds to it if something stayed. */
void xfrm_undo(xfrm *x, const xfrm_batch *b);

bool xfrm_refuse(xfrm *x, int error, const char *text); /* sets the error; false */

/* A state as the kernel has it. */
typedef struct {
    bool found, counted; /* counted: replay is there */
    struct xfrm_usersa_info sa;
    struct xfrm_replay_state replay;
} xfrm_kernel_state;
/* The states SA n[0..count) at that UE address; all of them or false. */
bool xfrm_read_states(xfrm *x, const sa_params *p, const ip_addr *ue, const unsigned *n, unsigned count,
                      xfrm_kernel_state *out);
uint64_t xfrm_age(const struct xfrm_usersa_info *sa);  /* seconds since it was installed */
uint64_t xfrm_left(const struct xfrm_usersa_info *sa); /* seconds to its hard end, at least 1; 0 for never */

#endif
