/* The netlink sockets of xfrm.h: open, send a batch, read the answers, say what went wrong. */
#include "xfrm_internal.h"
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_SECONDS 5 /* the kernel answers within the call; this only ends a wait that cannot end */
#define EVENT_MICROSECONDS 200000 /* the event of a removal is there before its acknowledgement */
#define SPOILT_TYPE    0x7f

static const char *verb(uint16_t type)
{
    switch (type) {
    case XFRM_MSG_NEWSA: case XFRM_MSG_NEWPOLICY: return "install";
    case XFRM_MSG_DELSA: case XFRM_MSG_DELPOLICY: return "remove";
    case XFRM_MSG_UPDSA: case XFRM_MSG_UPDPOLICY: return "update";
    default: return "read";
    }
}

static const char *reason(const xfrm_item *i)
{
    bool state = i->kind == XFRM_ITEM_STATE;

    switch (i->error) {
    case EPERM: return "CAP_NET_ADMIN is missing";
    case EPROTONOSUPPORT: return state ? "this kernel has no ESP" : "this kernel does not know it";
    case ENOSYS: return "this kernel lacks the algorithm";
    case EEXIST: return state ? "the SPI is in use" : "there is a policy with this selector";
    case ESRCH: return "the kernel has no such state";
    case ENOENT: return i->type == XFRM_MSG_NEWSA ? "this kernel cannot start the algorithm" : "the kernel has none";
    default: return strerror(i->error);
    }
}

static void describe(xfrm *x, const xfrm_item *i, const char *kernel_text)
{
    char what[64];

    switch (i->kind) {
    case XFRM_ITEM_STATE: snprintf(what, sizeof what, "the state of SA %u (SPI %u)", i->sa, i->number); break;
    case XFRM_ITEM_POLICY: snprintf(what, sizeof what, "the policy of SA %u", i->sa); break;
    case XFRM_ITEM_BLOCK: snprintf(what, sizeof what, "the block policy of port %u", i->number); break;
    default: snprintf(what, sizeof what, "the kernel's states and policies"); break;
    }
    x->error = i->error;
    snprintf(x->text, sizeof x->text, "cannot %s %s: %s%s%.100s%s", verb(i->type), what, reason(i),
             kernel_text ? " (" : "", kernel_text ? kernel_text : "", kernel_text ? ")" : "");
}

bool xfrm_refuse(xfrm *x, int error, const char *text)
{
    x->error = error;
    snprintf(x->text, sizeof x->text, "%s", text);
    return false;
}

xfrm_batch *xfrm_begin(xfrm *x)
{
    x->error = 0;
    x->text[0] = '\0';
    secret_wipe(x->batch.bytes, x->batch.used);
    xfrm_batch_start(&x->batch, x->seq);
    return &x->batch;
}

/* --- sending ---------------------------------------------------------------------------------------------------- */

static void prepare(xfrm *x, xfrm_batch *b)
{
    for (unsigned i = 0; i < b->count; i++) {
        struct nlmsghdr *h = (struct nlmsghdr *)(b->bytes + b->item[i].at);

        h->nlmsg_seq = x->seq++;
        h->nlmsg_pid = x->portid; /* events about what this does carry it, and so are known as our own */
        if (i + 1 == b->count && !(h->nlmsg_flags & NLM_F_ROOT)) /* a dump ends with DONE, the rest with this ACK */
            h->nlmsg_flags |= NLM_F_ACK;
        b->item[i].error = 0;
        x->requests++;
        if (x->fail_at && --x->fail_at == 0)
            h->nlmsg_type = SPOILT_TYPE;
    }
    b->seq = x->seq - b->count;
}

static const char *kernel_text(const struct nlmsghdr *h)
{
    size_t body = sizeof(struct nlmsgerr);
    const struct nlmsgerr *e = mnl_nlmsg_get_payload(h);
    const char *s;

    if (!(h->nlmsg_flags & NLM_F_ACK_TLVS))
        return NULL;
    if (!(h->nlmsg_flags & NLM_F_CAPPED))
        body += e->msg.nlmsg_len - sizeof e->msg;
    s = xfrm_attribute(h, body, NLMSGERR_ATTR_MSG, 1);
    return s && memchr(s, '\0', mnl_nlmsg_get_payload_len(h) - body) ? s : NULL;
}

static bool tolerable(int error, int tolerated)
{
    return error == 0 || (tolerated == XFRM_GONE_IS_FINE && (error == ESRCH || error == ENOENT));
}

typedef struct { xfrm *x; xfrm_batch *b; int tolerated; xfrm_seen *seen; void *arg; bool good, done; } run;

static void take_error(run *r, const struct nlmsghdr *h, uint32_t k)
{
    const struct nlmsgerr *e = mnl_nlmsg_get_payload(h);
    xfrm_item *i = &r->b->item[k];

    i->error = -e->error;
    if (!tolerable(i->error, r->tolerated)) {
        if (r->good)
            describe(r->x, i, kernel_text(h));
        r->good = false;
    }
    r->done = k + 1 == r->b->count;
}

static void take(run *r, const struct nlmsghdr *h)
{
    uint32_t k = h->nlmsg_seq - r->b->seq;

    if (h->nlmsg_pid != r->x->portid || k >= r->b->count)
        return;
    if (h->nlmsg_type == NLMSG_ERROR && mnl_nlmsg_get_payload_len(h) >= sizeof(struct nlmsgerr))
        take_error(r, h, k);
    else if (h->nlmsg_type == NLMSG_DONE)
        r->done = true;
    else if (r->seen)
        r->seen(h, r->arg);
}

bool xfrm_run(xfrm *x, xfrm_batch *b, int tolerated, xfrm_seen *seen, void *arg)
{
    run r = { x, b, tolerated, seen, arg, true, b->count == 0 };

    prepare(x, b);
    if (b->count && mnl_socket_sendto(x->request, b->bytes, b->used) < 0) {
        for (unsigned i = 0; i < b->count; i++)
            b->item[i].error = errno;
        describe(x, &b->item[0], NULL);
        r.good = false;
        r.done = true;
    }
    while (!r.done) {
        ssize_t n = mnl_socket_recvfrom(x->request, x->answer, sizeof x->answer);
        int left = (int)n;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) { /* what the kernel did is unknown: errors stay 0, so that undo looks at every object */
            r.good = xfrm_refuse(x, errno, "the kernel does not answer on its XFRM socket");
            break;
        }
        if ((size_t)n > x->answered)
            x->answered = (size_t)n;
        for (const struct nlmsghdr *h = (struct nlmsghdr *)x->answer; mnl_nlmsg_ok(h, left);
             h = mnl_nlmsg_next(h, &left))
            take(&r, h);
    }
    return r.good;
}

bool xfrm_done(xfrm *x, bool good)
{
    secret_wipe(x->batch.bytes, x->batch.used);
    secret_wipe(x->answer, x->answered);
    x->batch.used = 0;
    x->answered = 0;
    return good;
}

/* --- open and close --------------------------------------------------------------------------------------------- */

static struct mnl_socket *netlink(unsigned groups)
{
    struct mnl_socket *s = mnl_socket_open2(NETLINK_XFRM, SOCK_CLOEXEC);
    int on = 1;

    if (!s)
        return NULL;
    if (mnl_socket_bind(s, groups, MNL_SOCKET_AUTOPID) < 0) {
        int e = errno;

        mnl_socket_close(s);
        errno = e;
        return NULL;
    }
    mnl_socket_setsockopt(s, NETLINK_EXT_ACK, &on, sizeof on); /* an old kernel says less; that is no fault */
    mnl_socket_setsockopt(s, NETLINK_CAP_ACK, &on, sizeof on);
    return s;
}

/* Events of our own requests are no news: keep them out of the socket's buffer. */
static void ignore_own(struct mnl_socket *s, uint32_t portid)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct nlmsghdr, nlmsg_pid)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __builtin_bswap32(portid), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0xffffffffu),
    };
    struct sock_fprog program = { sizeof code / sizeof code[0], code };

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    code[1].k = portid;
#endif
    setsockopt(mnl_socket_get_fd(s), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

static unsigned group_bit(unsigned group)
{
    return 1u << (group - 1);
}

static bool open_sockets(xfrm *x)
{
    unsigned groups = group_bit(XFRMNLGRP_EXPIRE) | group_bit(XFRMNLGRP_SA);
    struct timeval wait = { ANSWER_SECONDS, 0 }, moment = { 0, EVENT_MICROSECONDS };

    if (x->role == XFRM_ROLE_PCSCF)
        groups |= group_bit(XFRMNLGRP_ACQUIRE);
    x->request = netlink(0);
    if (x->request)
        x->event = netlink(groups);
    if (x->event)
        x->moved = netlink(0);
    if (!x->moved)
        return false;
    x->portid = mnl_socket_get_portid(x->request);
    ignore_own(x->event, x->portid);
    setsockopt(mnl_socket_get_fd(x->request), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(mnl_socket_get_fd(x->moved), SOL_SOCKET, SO_RCVTIMEO, &moment, sizeof moment);
    return true;
}

xfrm *xfrm_open(xfrm_role role, char why[XFRM_ERROR_MAX])
{
    xfrm *x = calloc(1, sizeof *x);

    if (!x) {
        snprintf(why, XFRM_ERROR_MAX, "no memory for the XFRM handle");
        return NULL;
    }
    x->role = role;
    x->seq = 1;
    if (!open_sockets(x)) {
        if (errno == EPERM)
            snprintf(why, XFRM_ERROR_MAX, "cannot use the kernel's XFRM: CAP_NET_ADMIN is missing");
        else if (errno == EPROTONOSUPPORT)
            snprintf(why, XFRM_ERROR_MAX, "this kernel has no XFRM interface (module xfrm_user)");
        else
            snprintf(why, XFRM_ERROR_MAX, "cannot open the kernel's XFRM socket: %s", strerror(errno));
        xfrm_close(x);
        return NULL;
    }
    return x;
}

void xfrm_close(xfrm *x)
{
    if (!x)
        return;
    if (x->request)
        mnl_socket_close(x->request);
    if (x->event)
        mnl_socket_close(x->event);
    if (x->moved)
        mnl_socket_close(x->moved);
    free(x->block);
    secret_wipe(x, sizeof *x);
    free(x);
}

const char *xfrm_error(const xfrm *x)
{
    return x->text;
}

int xfrm_errno(const xfrm *x)
{
    return x->error;
}

void xfrm_fail_at(xfrm *x, unsigned k)
{
    x->fail_at = k;
}

unsigned xfrm_requests(const xfrm *x)
{
    return x->requests;
}

/* --- single states ---------------------------------------------------------------------------------------------- */

typedef struct { xfrm_kernel_state *out; const xfrm_batch *b; } reading;

static void keep_state(const struct nlmsghdr *h, void *arg)
{
    reading *r = arg;
    xfrm_kernel_state *out = &r->out[h->nlmsg_seq - r->b->seq];

    if (h->nlmsg_type != XFRM_MSG_NEWSA || mnl_nlmsg_get_payload_len(h) < sizeof out->sa)
        return;
    out->found = true;
    memcpy(&out->sa, mnl_nlmsg_get_payload(h), sizeof out->sa);
    out->counted = xfrm_replay_of(h, sizeof out->sa, &out->replay);
}

bool xfrm_read_states(xfrm *x, const sa_params *p, const ip_addr *ue, const unsigned *n, unsigned count,
                      xfrm_kernel_state *out)
{
    xfrm_batch *b = xfrm_begin(x);
    reading r = { out, b };
    bool all = true;

    memset(out, 0, count * sizeof *out);
    for (unsigned i = 0; i < count; i++)
        xfrm_put_state_id(b, XFRM_MSG_GETSA, p, ue, n[i]);
    if (!xfrm_run(x, b, 0, keep_state, &r))
        return false;
    for (unsigned i = 0; i < count; i++)
        all = all && out[i].found && out[i].counted;
    return all || xfrm_refuse(x, EPROTO, "the kernel's answer about a state has no counters");
}

uint64_t xfrm_age(const struct xfrm_usersa_info *sa)
{
    uint64_t now = (uint64_t)time(NULL);

    return now > sa->curlft.add_time ? now - sa->curlft.add_time : 0;
}

uint64_t xfrm_left(const struct xfrm_usersa_info *sa)
{
    uint64_t hard = sa->lft.hard_add_expires_seconds, age = xfrm_age(sa);

    if (hard == 0)
        return 0;
    return hard > age ? hard - age : 1;
}

/* --- undo ------------------------------------------------------------------------------------------------------- */

void xfrm_undo(xfrm *x, const xfrm_batch *b)
{
    xfrm_batch *u = &x->undo;
    char first[XFRM_ERROR_MAX];
    int error = x->error;
    size_t n;

    memcpy(first, x->text, sizeof first);
    xfrm_batch_start(u, x->seq);
    for (unsigned i = b->count; i-- > 0;)
        if (b->item[i].error == 0)
            xfrm_put_inverse(u, b, i);
    bool clean = xfrm_run(x, u, XFRM_GONE_IS_FINE, NULL, NULL);

    x->error = error;
    memcpy(x->text, first, sizeof first);
    n = strlen(x->text);
    if (!clean)
        snprintf(x->text + n, sizeof x->text - n, "; and what was installed before it could not all be removed");
}
