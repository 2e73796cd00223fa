/* What the kernel tells by itself (xfrm.h): states that end, packets that wait for one. */
#include "xfrm_internal.h"
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

int xfrm_event_fd(const xfrm *x)
{
    return mnl_socket_get_fd(x->event);
}

/* bytes: an xfrm_usersa_info anywhere. */
static bool from_state(const xfrm *x, xfrm_event_kind kind, const void *bytes, xfrm_event *ev)
{
    struct xfrm_usersa_info sa;
    uint32_t low;

    memcpy(&sa, bytes, sizeof sa);
    low = sa.reqid & ~XFRM_REQID_MASK;
    if (!xfrm_state_ours(x->role, &sa))
        return false;
    *ev = (xfrm_event){ kind, low / 4, low % 4 + 1, ntohl(sa.id.spi), xfrm_address_from(sa.family, &sa.id.daddr) };
    return true;
}

static bool from_acquire(const xfrm *x, const struct nlmsghdr *h, xfrm_event *ev)
{
    struct xfrm_user_acquire a;
    struct xfrm_user_tmpl t;
    const void *tmpl = xfrm_attribute(h, sizeof a, XFRMA_TMPL, sizeof t);
    struct xfrm_usersa_info sa = { .mode = XFRM_MODE_TRANSPORT };

    if (!tmpl)
        return false;
    memcpy(&a, mnl_nlmsg_get_payload(h), sizeof a);
    memcpy(&t, tmpl, sizeof t);
    sa.reqid = t.reqid;
    sa.id = a.id;
    sa.family = a.sel.family;
    return from_state(x, XFRM_EVENT_ACQUIRE, &sa, ev);
}

static bool read_event(const xfrm *x, const struct nlmsghdr *h, xfrm_event *ev)
{
    struct xfrm_user_expire e;
    const void *sa;
    size_t body = mnl_nlmsg_get_payload_len(h);

    switch (h->nlmsg_type) {
    case XFRM_MSG_EXPIRE:
        if (body < sizeof e)
            return false;
        memcpy(&e, mnl_nlmsg_get_payload(h), sizeof e);
        return e.hard && e.state.id.spi && from_state(x, XFRM_EVENT_EXPIRED, &e.state, ev);
    case XFRM_MSG_ACQUIRE:
        return body >= sizeof(struct xfrm_user_acquire) && from_acquire(x, h, ev);
    case XFRM_MSG_DELSA:
        sa = xfrm_attribute(h, sizeof(struct xfrm_usersa_id), XFRMA_SA, sizeof(struct xfrm_usersa_info));
        return h->nlmsg_pid != x->portid && sa && from_state(x, XFRM_EVENT_DELETED, sa, ev);
    case XFRM_MSG_FLUSHSA:
        *ev = (xfrm_event){ .kind = XFRM_EVENT_LOST };
        return true;
    default:
        return false;
    }
}

bool xfrm_event_next(xfrm *x, xfrm_event *ev)
{
    for (;;) {
        const struct nlmsghdr *h = (struct nlmsghdr *)(x->events + x->pending_at);
        ssize_t n;

        if (mnl_nlmsg_ok(h, (int)(x->pending - x->pending_at))) {
            x->pending_at += NLMSG_ALIGN(h->nlmsg_len) < x->pending - x->pending_at ? NLMSG_ALIGN(h->nlmsg_len) :
                             x->pending - x->pending_at;
            if (read_event(x, h, ev))
                return true;
            continue;
        }
        secret_wipe(x->events, x->pending);
        x->pending = x->pending_at = 0;
        n = recv(mnl_socket_get_fd(x->event), x->events, sizeof x->events, MSG_DONTWAIT);
        if (n > 0) {
            x->pending = (size_t)n;
        } else if (n < 0 && errno == ENOBUFS) {
            *ev = (xfrm_event){ .kind = XFRM_EVENT_LOST };
            return true;
        } else if (n == 0 || errno != EINTR) {
            return false;
        }
    }
}
