/* One SA, many addresses: how the downlink follows the UE inside its prefix without a replay (GB 0216000.0; xfrm.h). */
#include "xfrm_internal.h"
#include <errno.h>
#include <string.h>

static const unsigned DOWNLINK[2] = { 2, 3 };

/* --- UE: the new address gets the old one's replay window ------------------------------------------------------- */

static bool may_use(xfrm *x, const xfrm_set *s, const ip_addr *to)
{
    uint16_t sum = (uint16_t)addr_sum16(to);

    if (!prefix_match(&s->p.ue, to))
        return xfrm_refuse(x, EINVAL, "cannot use the new address: it lies outside the prefix of the SAs");
    if (s->sums == XFRM_ROTATIONS_MAX)
        return xfrm_refuse(x, ENOSPC, "cannot use the new address: these SAs have had as many as they may");
    for (unsigned i = 0; i < s->sums; i++)
        if (s->sum[i] == sum) /* the checksum, the last guard against a packet sent on to another address, is blind */
            return xfrm_refuse(x, EADDRINUSE, "cannot use the new address: one used before has the same 16-bit sum");
    return true;
}

static xfrm_state_spec spec_at(const xfrm *x, const xfrm_set *s, const ip_addr *ue, uint64_t hard,
                               const struct xfrm_replay_state *replay)
{
    return (xfrm_state_spec){ x->role, s->id, &s->p, &s->k, *ue, hard, replay, 0 };
}

/* The hard lifetime that ends seconds from now, or earlier if it did before. */
static uint64_t ends_in(const struct xfrm_usersa_info *sa, uint64_t seconds)
{
    uint64_t hard = xfrm_age(sa) + (seconds ? seconds : 1);

    return sa->lft.hard_add_expires_seconds && sa->lft.hard_add_expires_seconds < hard ?
           sa->lft.hard_add_expires_seconds : hard;
}

/* A lifetime that was shortened before the batch failed is set back. */
static void restore_lifetimes(xfrm *x, const xfrm_set *s, const ip_addr *a, const xfrm_kernel_state old[2])
{
    xfrm_batch *u = &x->undo;

    xfrm_batch_start(u, x->seq);
    for (unsigned i = 0; i < 2; i++) {
        xfrm_state_spec spec = spec_at(x, s, a, old[i].sa.lft.hard_add_expires_seconds, NULL);

        if (x->batch.item[2 + i].error == 0)
            xfrm_put_state(u, XFRM_MSG_UPDSA, &spec, DOWNLINK[i]);
    }
    int error = x->error;
    char text[XFRM_ERROR_MAX];

    memcpy(text, x->text, sizeof text);
    xfrm_run(x, u, XFRM_GONE_IS_FINE, NULL, NULL);
    secret_wipe(u->bytes, u->used);
    memcpy(x->text, text, sizeof text);
    x->error = error;
}

static void first_address(xfrm *x, xfrm_set *s, const ip_addr *to)
{
    if (s->addresses == XFRM_ADDRESSES_MAX) {
        ip_addr oldest = s->address[s->addresses - 1];

        xfrm_ue_drop_address(x, s, &oldest);
    }
    if (s->addresses == XFRM_ADDRESSES_MAX) /* the kernel would not: it ends with its drain */
        s->addresses--;
    memmove(s->address + 1, s->address, s->addresses * sizeof s->address[0]);
    s->address[0] = *to;
    s->addresses++;
    s->p.ue_addr = *to;
    s->sum[s->sums++] = (uint16_t)addr_sum16(to);
}

bool xfrm_ue_add_address(xfrm *x, xfrm_set *s, const ip_addr *to, uint64_t drain_seconds)
{
    const ip_addr from = s->p.ue_addr;
    xfrm_kernel_state old[2];
    xfrm_batch *b = xfrm_begin(x);

    if (!may_use(x, s, to) || !xfrm_read_states(x, &s->p, &from, DOWNLINK, 2, old))
        return xfrm_done(x, false);
    b = xfrm_begin(x);
    for (unsigned i = 0; i < 2; i++) {
        xfrm_state_spec spec = spec_at(x, s, to, xfrm_left(&old[i].sa), &old[i].replay);

        xfrm_put_state(b, XFRM_MSG_NEWSA, &spec, DOWNLINK[i]);
    }
    for (unsigned i = 0; i < 2; i++) {
        xfrm_state_spec spec = spec_at(x, s, &from, ends_in(&old[i].sa, drain_seconds), NULL);

        xfrm_put_state(b, XFRM_MSG_UPDSA, &spec, DOWNLINK[i]);
    }
    if (!xfrm_run(x, b, 0, NULL, NULL)) {
        restore_lifetimes(x, s, &from, old);
        xfrm_undo(x, b);
        return xfrm_done(x, false);
    }
    first_address(x, s, to);
    return xfrm_done(x, true);
}

bool xfrm_ue_drop_address(xfrm *x, xfrm_set *s, const ip_addr *a)
{
    xfrm_batch *b = xfrm_begin(x);
    unsigned k = 1;

    while (k < s->addresses && !addr_equal(&s->address[k], a))
        k++;
    if (k >= s->addresses)
        return xfrm_refuse(x, EINVAL, "cannot drop the address: it is the present one or none of these SAs");
    for (unsigned i = 0; i < 2; i++)
        xfrm_put_state_id(b, XFRM_MSG_DELSA, &s->p, a, DOWNLINK[i]);
    if (!xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL))
        return xfrm_done(x, false);
    s->addresses--;
    memmove(s->address + k, s->address + k + 1, (s->addresses - k) * sizeof s->address[0]);
    return xfrm_done(x, true);
}

/* --- P-CSCF: sequence numbers go on at the new address ---------------------------------------------------------- */

/* More packets than can leave between two of our messages, or than a provisional state may send. */
#define LEAP (1u << 20)

static uint32_t later_number(uint32_t number)
{
    return number < UINT32_MAX - LEAP ? number + LEAP : UINT32_MAX;
}

static void empty(xfrm *x)
{
    while (recv(mnl_socket_get_fd(x->moved), x->answer, sizeof x->answer, MSG_DONTWAIT) >= 0)
        ;
}

/* Our own DELSA, as the kernel tells everyone: it was made after the state's last packet. The bodies of the message are
 * an xfrm_usersa_id, then attributes. */
static bool hear_of_removal(xfrm *x, uint32_t seq, struct xfrm_replay_state *last)
{
    for (;;) {
        ssize_t n = mnl_socket_recvfrom(x->moved, x->answer, sizeof x->answer);
        int left = (int)n;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if ((size_t)n > x->answered)
            x->answered = (size_t)n;
        for (const struct nlmsghdr *h = (struct nlmsghdr *)x->answer; mnl_nlmsg_ok(h, left);
             h = mnl_nlmsg_next(h, &left))
            if (h->nlmsg_type == XFRM_MSG_DELSA && h->nlmsg_pid == x->portid && h->nlmsg_seq == seq)
                return xfrm_replay_of(h, sizeof(struct xfrm_usersa_id), last);
    }
}

static bool install_state(xfrm *x, const xfrm_set *s, const ip_addr *a, uint64_t hard,
                          const struct xfrm_replay_state *last, unsigned n)
{
    xfrm_state_spec spec = spec_at(x, s, a, hard, last);
    xfrm_batch *b = xfrm_begin(x);

    xfrm_put_state(b, XFRM_MSG_NEWSA, &spec, n);
    return xfrm_run(x, b, 0, NULL, NULL);
}

/* What failed has been said already; the old address must not lose its state by it. */
static bool put_back(xfrm *x, const xfrm_set *s, const ip_addr *a, uint64_t hard,
                     const struct xfrm_replay_state *last, unsigned n)
{
    char text[XFRM_ERROR_MAX];
    int error = x->error;

    memcpy(text, x->text, sizeof text);
    if (install_state(x, s, a, hard, last, n)) {
        memcpy(x->text, text, sizeof text);
        x->error = error;
    }
    return false;
}

static bool move_state(xfrm *x, const xfrm_set *s, unsigned n, const ip_addr *from, const ip_addr *to)
{
    struct xfrm_replay_state last;
    xfrm_kernel_state old;
    xfrm_batch *b;
    uint64_t left;
    bool heard;

    if (!xfrm_read_states(x, &s->p, from, &n, 1, &old))
        return false;
    left = xfrm_left(&old.sa);
    b = xfrm_begin(x);
    xfrm_put_state_id(b, XFRM_MSG_DELSA, &s->p, from, n);
    if (!xfrm_run(x, b, 0, NULL, NULL))
        return false;
    heard = hear_of_removal(x, b->seq, &last);
    if (!heard) {
        xfrm_refuse(x, ETIME, "cannot move the downlink: the kernel did not tell the last sequence number");
        last = old.replay;
        last.oseq = later_number(last.oseq);
        return put_back(x, s, from, left, &last, n);
    }
    if (last.oseq < s->floor[n - 2]) /* numbers that a provisional state has used are not used again */
        last.oseq = s->floor[n - 2];
    return install_state(x, s, to, left, &last, n) || put_back(x, s, from, left, &last, n);
}

/* Whatever provisional states there are end. */
static bool end_provisional(xfrm *x, xfrm_set *s)
{
    xfrm_batch *b = xfrm_begin(x);

    if (s->addresses < 2)
        return true;
    for (unsigned i = 0; i < 2; i++)
        xfrm_put_state_id(b, XFRM_MSG_DELSA, &s->p, &s->address[1], DOWNLINK[i]);
    if (!xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL))
        return false;
    s->addresses = 1;
    return true;
}

bool xfrm_p_provisional(xfrm *x, xfrm_set *s, unsigned sa, const ip_addr *to, uint64_t seconds)
{
    struct xfrm_replay_state start = { 0, 0, 0 };
    xfrm_kernel_state now;
    xfrm_state_spec spec;
    xfrm_batch *b;
    uint64_t left;

    xfrm_begin(x);
    if (sa < 2 || sa > 3 || !seconds || !prefix_match(&s->p.ue, to) || addr_equal(&s->p.ue_addr, to))
        return xfrm_refuse(x, EINVAL, "cannot use the address for a while: it is in use or outside the prefix");
    if (!(s->addresses == 2 && addr_equal(&s->address[1], to)) && !end_provisional(x, s))
        return xfrm_done(x, false);
    if (!xfrm_read_states(x, &s->p, &s->p.ue_addr, &sa, 1, &now))
        return xfrm_done(x, false);
    left = xfrm_left(&now.sa);
    start.oseq = later_number(now.replay.oseq > s->floor[sa - 2] ? now.replay.oseq : s->floor[sa - 2]);
    if (start.oseq > UINT32_MAX / 2)
        return xfrm_refuse(x, EOVERFLOW, "cannot use the address for a while: too few sequence numbers are left");
    spec = spec_at(x, s, to, left && left < seconds ? left : seconds, &start);
    spec.packets = LEAP - 1;
    b = xfrm_begin(x);
    xfrm_put_state(b, XFRM_MSG_NEWSA, &spec, sa);
    if (!xfrm_run(x, b, 0, NULL, NULL))
        return xfrm_done(x, false);
    s->floor[sa - 2] = start.oseq + LEAP;
    s->address[1] = *to;
    s->addresses = 2;
    return xfrm_done(x, true);
}

bool xfrm_p_move(xfrm *x, xfrm_set *s, const ip_addr *to)
{
    const ip_addr from = s->p.ue_addr;
    unsigned group = XFRMNLGRP_SA;
    bool good;

    xfrm_begin(x);
    if (!prefix_match(&s->p.ue, to))
        return xfrm_refuse(x, EINVAL, "cannot move the downlink: the new address lies outside the prefix of the SAs");
    if (addr_equal(&from, to))
        return true;
    if (!end_provisional(x, s))
        return xfrm_done(x, false);
    if (mnl_socket_setsockopt(x->moved, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0)
        return xfrm_refuse(x, errno, "cannot move the downlink: the kernel's events about states are not to be had");
    empty(x);
    good = move_state(x, s, 2, &from, to);
    if (good && !move_state(x, s, 3, &from, to)) {
        char text[XFRM_ERROR_MAX];
        int error = x->error;

        memcpy(text, x->text, sizeof text);
        if (move_state(x, s, 2, to, &from)) {
            memcpy(x->text, text, sizeof text);
            x->error = error;
        }
        good = false;
    }
    mnl_socket_setsockopt(x->moved, NETLINK_DROP_MEMBERSHIP, &group, sizeof group);
    empty(x);
    if (good)
        s->p.ue_addr = s->address[0] = *to;
    return xfrm_done(x, good);
}
