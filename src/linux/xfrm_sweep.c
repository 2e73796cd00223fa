/* What the kernel has of ours: counting it, and removing all of it and nothing else (xfrm.h). */
#include "xfrm_internal.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PASSES 8u /* others may work in the kernel's tables while they are read */

typedef struct {
    xfrm_role role;
    xfrm_counts n;
    struct xfrm_usersa_info *state;
    struct xfrm_userpolicy_info *policy;
    size_t states, policies, state_room, policy_room;
    bool keep, no_memory;
} found;

/* Room for one more. */
static void *grow(void *list, size_t used, size_t *room, size_t size)
{
    void *more;

    if (used < *room)
        return list;
    more = realloc(list, (*room ? *room * 2 : 64) * size);
    if (more)
        *room = *room ? *room * 2 : 64;
    return more;
}

static void see_state(const struct nlmsghdr *h, void *arg)
{
    struct xfrm_usersa_info sa;
    found *f = arg;
    void *list;

    if (h->nlmsg_type != XFRM_MSG_NEWSA || mnl_nlmsg_get_payload_len(h) < sizeof sa)
        return;
    memcpy(&sa, mnl_nlmsg_get_payload(h), sizeof sa);
    if (!xfrm_state_ours(f->role, &sa))
        return;
    if (sa.id.spi)
        f->n.states++;
    else
        f->n.pending++;
    if (!f->keep)
        return;
    list = grow(f->state, f->states, &f->state_room, sizeof sa);
    if (!list) {
        f->no_memory = true;
        return;
    }
    f->state = list;
    f->state[f->states++] = sa;
}

static void see_policy(const struct nlmsghdr *h, void *arg)
{
    found *f = arg;
    xfrm_owner owner = h->nlmsg_type == XFRM_MSG_NEWPOLICY ? xfrm_policy_owner(f->role, h) : XFRM_FOREIGN;
    void *list;

    if (owner == XFRM_FOREIGN)
        return;
    if (owner == XFRM_OUR_BLOCK)
        f->n.blocks++;
    else
        f->n.policies++;
    if (!f->keep)
        return;
    list = grow(f->policy, f->policies, &f->policy_room, sizeof *f->policy);
    if (!list) {
        f->no_memory = true;
        return;
    }
    f->policy = list;
    memcpy(&f->policy[f->policies++], mnl_nlmsg_get_payload(h), sizeof *f->policy);
}

static bool look(xfrm *x, found *f)
{
    xfrm_batch *b = xfrm_begin(x);

    xfrm_put_dump(b, XFRM_MSG_GETPOLICY);
    if (!xfrm_run(x, b, 0, see_policy, f))
        return false;
    b = xfrm_begin(x);
    xfrm_put_dump(b, XFRM_MSG_GETSA);
    if (!xfrm_run(x, b, 0, see_state, f))
        return false;
    return !f->no_memory || xfrm_refuse(x, ENOMEM, "no memory for the list of states and policies");
}

bool xfrm_count(xfrm *x, xfrm_counts *n)
{
    found f = { .role = x->role };
    bool good = look(x, &f);

    *n = f.n;
    return xfrm_done(x, good);
}

static bool remove_policies(xfrm *x, const found *f)
{
    bool good = true;

    for (size_t i = 0; good && i < f->policies;) {
        xfrm_batch *b = xfrm_begin(x);

        for (; i < f->policies && b->count < XFRM_BATCH_MAX; i++)
            xfrm_put_found_policy(b, &f->policy[i]);
        good = xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL);
    }
    return good;
}

/* A state that waits for its SA has no SPI, and without one it cannot be removed: give it one. */
static bool name_pending(xfrm *x, struct xfrm_usersa_info *sa, uint32_t *next)
{
    for (unsigned i = 0; i < 16; i++) {
        xfrm_batch *b = xfrm_begin(x);

        xfrm_put_pending_state(b, sa, *next);
        sa->id.spi = htonl((*next)++);
        if (xfrm_run(x, b, 0, NULL, NULL))
            return true;
        if (x->error != ENOENT) /* the SPI is taken */
            return false;
    }
    return false;
}

static bool remove_states(xfrm *x, found *f)
{
    uint32_t next = XFRM_REQID_MASK | 1; /* far from the SPIs of SAs that were agreed lately */
    bool good = true;

    for (size_t i = 0; good && i < f->states; i++)
        if (!f->state[i].id.spi)
            good = name_pending(x, &f->state[i], &next);
    for (size_t i = 0; good && i < f->states;) {
        xfrm_batch *b = xfrm_begin(x);

        for (; i < f->states && b->count < XFRM_BATCH_MAX; i++)
            xfrm_put_found_state(b, &f->state[i]);
        good = xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL);
    }
    return good;
}

bool xfrm_sweep(xfrm *x, xfrm_counts *removed)
{
    xfrm_counts first = { 0, 0, 0, 0 };
    bool good = true, clean = false;

    for (unsigned pass = 0; good && !clean && pass < PASSES; pass++) {
        found f = { .role = x->role, .keep = true };

        good = look(x, &f);
        clean = f.states == 0 && f.policies == 0;
        if (pass == 0)
            first = f.n;
        good = good && remove_policies(x, &f) && remove_states(x, &f);
        free(f.state);
        free(f.policy);
    }
    if (good && !clean)
        good = xfrm_refuse(x, EBUSY, "another process keeps installing states or policies of our range");
    if (good)
        x->blocks = 0;
    if (removed)
        *removed = first;
    return xfrm_done(x, good);
}
