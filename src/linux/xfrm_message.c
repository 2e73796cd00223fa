#include "xfrm_message.h"
#include <netinet/in.h>
#include <string.h>

#define REPLAY_WINDOW 32u /* RFC 4303 3.4.3: at least 32 */

xfrm_flow xfrm_flow_of(const sa_params *p, unsigned n)
{
    switch (n) {
    case 1: return (xfrm_flow){ 1, true, p->spi_ps, p->port_uc, p->port_ps };
    case 2: return (xfrm_flow){ 2, false, p->spi_uc, p->port_ps, p->port_uc };
    case 3: return (xfrm_flow){ 3, false, p->spi_us, p->port_pc, p->port_us };
    default: return (xfrm_flow){ 4, true, p->spi_pc, p->port_us, p->port_pc };
    }
}

static uint32_t reqid_base(xfrm_role role)
{
    return role == XFRM_ROLE_UE ? XFRM_REQID_UE : XFRM_REQID_PCSCF;
}

static uint32_t index_base(xfrm_role role)
{
    return role == XFRM_ROLE_UE ? XFRM_INDEX_UE : XFRM_INDEX_PCSCF;
}

uint32_t xfrm_reqid(xfrm_role role, uint32_t id, unsigned n)
{
    return reqid_base(role) | (id * 4 + n - 1);
}

uint8_t xfrm_direction(xfrm_role role, bool uplink)
{
    return (role == XFRM_ROLE_PCSCF) == uplink ? XFRM_POLICY_IN : XFRM_POLICY_OUT;
}

static uint16_t family_of(const ip_addr *a)
{
    return addr_is_v4(a) ? AF_INET : AF_INET6;
}

static uint8_t full_length(const ip_addr *a)
{
    return addr_is_v4(a) ? 32 : 128;
}

static xfrm_address_t kernel_address(const ip_addr *a)
{
    xfrm_address_t k;

    memset(&k, 0, sizeof k);
    if (addr_is_v4(a))
        memcpy(&k.a4, a->b + 12, 4);
    else
        memcpy(&k.a6, a->b, 16);
    return k;
}

ip_addr xfrm_address_from(uint16_t family, const xfrm_address_t *a)
{
    ip_addr out = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } };

    if (family == AF_INET)
        memcpy(out.b + 12, &a->a4, 4);
    else
        memcpy(out.b, &a->a6, 16);
    return out;
}

/* The kernel keeps host bits of a selector and takes A/64 and P::/64 for two policies: mask them here. */
static xfrm_address_t masked_address(const ip_prefix *p)
{
    ip_addr a = p->addr;

    for (unsigned i = 0; i < 16; i++) {
        unsigned keep = p->len > 8 * i ? p->len - 8 * i : 0;

        if (keep < 8)
            a.b[i] &= (uint8_t)(0xff00u >> keep);
    }
    return kernel_address(&a);
}

/* --- batch ------------------------------------------------------------------------------------------------------ */

void xfrm_batch_start(xfrm_batch *b, uint32_t seq)
{
    b->seq = seq;
    b->count = 0;
    b->used = 0;
}

/* The body is copied: messages lie on multiples of 4 only, and the kernel's structs want 8. */
static struct nlmsghdr *begin(xfrm_batch *b, uint16_t type, uint16_t flags, const void *body, size_t n, xfrm_item item)
{
    struct nlmsghdr *h = mnl_nlmsg_put_header(b->bytes + b->used);

    h->nlmsg_type = type;
    h->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
    h->nlmsg_seq = b->seq + b->count;
    item.type = type;
    item.at = b->used;
    b->item[b->count] = item;
    if (n)
        memcpy(mnl_nlmsg_put_extra_header(h, n), body, n);
    return h;
}

static void end(xfrm_batch *b, const struct nlmsghdr *h)
{
    b->used += NLMSG_ALIGN(h->nlmsg_len);
    b->count++;
}

/* --- states ----------------------------------------------------------------------------------------------------- */

static void fill_selector(struct xfrm_selector *sel, const sa_params *p, const xfrm_flow *f)
{
    xfrm_address_t ue = masked_address(&p->ue), own = kernel_address(&p->p_addr);
    uint8_t ue_length = (uint8_t)prefix_length(&p->ue), full = full_length(&p->p_addr);

    sel->family = family_of(&p->p_addr);
    sel->saddr = f->uplink ? ue : own;
    sel->daddr = f->uplink ? own : ue;
    sel->prefixlen_s = f->uplink ? ue_length : full;
    sel->prefixlen_d = f->uplink ? full : ue_length;
    sel->sport = htons(f->sport);
    sel->dport = htons(f->dport);
    sel->sport_mask = sel->dport_mask = 0xffff;
    sel->proto = 0; /* one SA for UDP and TCP (TS 33.203 7.1) */
}

static void fill_lifetime(struct xfrm_lifetime_cfg *l, uint64_t hard)
{
    l->soft_byte_limit = l->hard_byte_limit = l->soft_packet_limit = l->hard_packet_limit = XFRM_INF;
    l->hard_add_expires_seconds = hard;
}

static size_t put_key(uint8_t *to, const uint8_t *key, size_t n, const uint8_t *salt, size_t salts)
{
    memcpy(to, key, n);
    memcpy(to + n, salt, salts);
    return 8 * (n + salts);
}

/* AES-GCM and AES-GMAC: key, then salt, ICV of 128 bits (RFC 4106 8.1, RFC 4543 5.1). */
static void put_aead(struct nlmsghdr *h, const char *name, const uint8_t *key, size_t n, const esp_keys *k)
{
    _Alignas(8) uint8_t space[sizeof(struct xfrm_algo_aead) + 32] = { 0 };
    struct xfrm_algo_aead *a = (struct xfrm_algo_aead *)space;

    strcpy(a->alg_name, name);
    a->alg_key_len = (unsigned)put_key((uint8_t *)a->alg_key, key, n, k->salt, k->salt_len);
    a->alg_icv_len = 128;
    mnl_attr_put(h, XFRMA_ALG_AEAD, sizeof *a + a->alg_key_len / 8, a);
    secret_wipe(space, sizeof space);
}

static void put_auth(struct nlmsghdr *h, const char *name, const esp_keys *k)
{
    _Alignas(8) uint8_t space[sizeof(struct xfrm_algo_auth) + sizeof k->ik] = { 0 };
    struct xfrm_algo_auth *a = (struct xfrm_algo_auth *)space;

    strcpy(a->alg_name, name);
    a->alg_key_len = (unsigned)put_key((uint8_t *)a->alg_key, k->ik, k->ik_len, k->salt, 0);
    a->alg_trunc_len = 96;
    mnl_attr_put(h, XFRMA_ALG_AUTH_TRUNC, sizeof *a + a->alg_key_len / 8, a);
    secret_wipe(space, sizeof space);
}

static void put_crypt(struct nlmsghdr *h, const char *name, const esp_keys *k)
{
    _Alignas(8) uint8_t space[sizeof(struct xfrm_algo) + sizeof k->ck] = { 0 };
    struct xfrm_algo *a = (struct xfrm_algo *)space;

    strcpy(a->alg_name, name);
    a->alg_key_len = (unsigned)put_key((uint8_t *)a->alg_key, k->ck, k->ck_len, k->salt, 0);
    mnl_attr_put(h, XFRMA_ALG_CRYPT, sizeof *a + a->alg_key_len / 8, a);
    secret_wipe(space, sizeof space);
}

static void put_algorithms(struct nlmsghdr *h, const sa_params *p, const esp_keys *k)
{
    if (p->ealg == EALG_AES_GCM) {
        put_aead(h, "rfc4106(gcm(aes))", k->ck, k->ck_len, k);
        return;
    }
    if (p->alg == ALG_AES_GMAC) {
        put_aead(h, "rfc4543(gcm(aes))", k->ik, k->ik_len, k);
        return;
    }
    put_auth(h, p->alg == ALG_HMAC_MD5_96 ? "hmac(md5)" : "hmac(sha1)", k);
    put_crypt(h, p->ealg == EALG_AES_CBC ? "cbc(aes)" : p->ealg == EALG_DES_EDE3_CBC ? "cbc(des3_ede)" :
              "ecb(cipher_null)", k);
}

/* Uplink states take every source of the prefix: the all-zero source matches any, a prefix matches none. */
static bool any_source(const sa_params *p)
{
    return prefix_length(&p->ue) < full_length(&p->p_addr);
}

void xfrm_put_state(xfrm_batch *b, uint16_t type, const xfrm_state_spec *s, unsigned n)
{
    xfrm_flow f = xfrm_flow_of(s->p, n);
    uint16_t flags = type == XFRM_MSG_NEWSA ? NLM_F_CREATE | NLM_F_EXCL : 0;
    xfrm_item item = { .kind = XFRM_ITEM_STATE, .sa = n, .number = f.spi };
    struct xfrm_usersa_info sa;
    struct nlmsghdr *h;

    memset(&sa, 0, sizeof sa);
    fill_selector(&sa.sel, s->p, &f);
    sa.id.spi = htonl(f.spi);
    sa.id.proto = IPPROTO_ESP;
    sa.id.daddr = kernel_address(f.uplink ? &s->p->p_addr : &s->ue);
    if (!f.uplink)
        sa.saddr = kernel_address(&s->p->p_addr);
    else if (!any_source(s->p))
        sa.saddr = kernel_address(&s->ue);
    fill_lifetime(&sa.lft, s->hard);
    if (s->packets)
        sa.lft.hard_packet_limit = s->packets;
    sa.reqid = xfrm_reqid(s->role, s->id, n);
    sa.family = family_of(&s->p->p_addr);
    sa.mode = XFRM_MODE_TRANSPORT;
    sa.replay_window = REPLAY_WINDOW;
    h = begin(b, type, flags, &sa, sizeof sa, item);
    put_algorithms(h, s->p, s->k);
    if (s->replay)
        mnl_attr_put(h, XFRMA_REPLAY_VAL, sizeof *s->replay, s->replay);
    end(b, h);
}

void xfrm_put_state_id(xfrm_batch *b, uint16_t type, const sa_params *p, const ip_addr *ue, unsigned n)
{
    xfrm_flow f = xfrm_flow_of(p, n);
    xfrm_item item = { .kind = XFRM_ITEM_STATE, .sa = n, .number = f.spi };
    struct xfrm_usersa_id id = { .spi = htonl(f.spi), .family = family_of(&p->p_addr), .proto = IPPROTO_ESP };

    id.daddr = kernel_address(f.uplink ? &p->p_addr : ue);
    end(b, begin(b, type, 0, &id, sizeof id, item));
}

/* --- policies --------------------------------------------------------------------------------------------------- */

void xfrm_put_policy(xfrm_batch *b, uint16_t type, const xfrm_state_spec *s, unsigned n)
{
    xfrm_flow f = xfrm_flow_of(s->p, n);
    uint16_t flags = type == XFRM_MSG_NEWPOLICY ? NLM_F_CREATE | NLM_F_EXCL : 0;
    xfrm_item item = { .kind = XFRM_ITEM_POLICY, .sa = n, .number = f.spi };
    struct xfrm_userpolicy_info p;
    struct xfrm_user_tmpl t;
    struct nlmsghdr *h;

    memset(&p, 0, sizeof p);
    fill_selector(&p.sel, s->p, &f);
    fill_lifetime(&p.lft, s->hard ? s->hard + XFRM_LATER : 0);
    p.priority = XFRM_PRIO_SET;
    p.dir = xfrm_direction(s->role, f.uplink);
    p.index = index_base(s->role) | (s->id * 4 + n - 1) << 3 | p.dir;
    p.action = XFRM_POLICY_ALLOW;
    memset(&t, 0, sizeof t);
    t.id.proto = IPPROTO_ESP;
    t.family = family_of(&s->p->p_addr);
    t.reqid = xfrm_reqid(s->role, s->id, n); /* only this SA, not another one between the same hosts */
    t.mode = XFRM_MODE_TRANSPORT;
    t.aalgos = t.ealgos = t.calgos = ~0u;
    h = begin(b, type, flags, &p, sizeof p, item);
    mnl_attr_put(h, XFRMA_TMPL, sizeof t, &t);
    end(b, h);
}

void xfrm_put_policy_id(xfrm_batch *b, xfrm_role role, const sa_params *p, unsigned n)
{
    xfrm_flow f = xfrm_flow_of(p, n);
    xfrm_item item = { .kind = XFRM_ITEM_POLICY, .sa = n, .number = f.spi };
    struct xfrm_userpolicy_id id = { .dir = xfrm_direction(role, f.uplink) };

    fill_selector(&id.sel, p, &f);
    end(b, begin(b, XFRM_MSG_DELPOLICY, 0, &id, sizeof id, item));
}

static void fill_block_selector(struct xfrm_selector *sel, const xfrm_block *k)
{
    xfrm_address_t any, a = kernel_address(&k->address);
    uint8_t length = k->any_address ? 0 : full_length(&k->address);

    memset(&any, 0, sizeof any);
    sel->family = family_of(&k->address);
    if (k->from) {
        sel->saddr = length ? a : any;
        sel->prefixlen_s = length;
        sel->sport = htons(k->port);
        sel->sport_mask = 0xffff;
    } else {
        sel->daddr = length ? a : any;
        sel->prefixlen_d = length;
        sel->dport = htons(k->port);
        sel->dport_mask = 0xffff;
    }
}

void xfrm_put_block(xfrm_batch *b, const xfrm_block *k, uint32_t index)
{
    xfrm_item item = { .kind = XFRM_ITEM_BLOCK, .number = k->port };
    struct xfrm_userpolicy_info p;

    memset(&p, 0, sizeof p);
    fill_block_selector(&p.sel, k);
    fill_lifetime(&p.lft, 0);
    p.priority = XFRM_PRIO_BLOCK;
    p.index = index;
    p.dir = k->dir;
    p.action = XFRM_POLICY_BLOCK;
    end(b, begin(b, XFRM_MSG_NEWPOLICY, NLM_F_CREATE | NLM_F_EXCL, &p, sizeof p, item));
}

void xfrm_put_block_id(xfrm_batch *b, const xfrm_block *k)
{
    struct xfrm_userpolicy_id id = { .dir = k->dir };

    fill_block_selector(&id.sel, k);
    end(b, begin(b, XFRM_MSG_DELPOLICY, 0, &id, sizeof id, (xfrm_item){ .kind = XFRM_ITEM_BLOCK, .number = k->port }));
}

void xfrm_put_thresholds(xfrm_batch *b, uint8_t bits4, uint8_t bits6)
{
    struct xfrmu_spdhthresh four = { bits4, bits4 }, six = { bits6, bits6 };
    uint32_t flags = 0;
    struct nlmsghdr *h = begin(b, XFRM_MSG_NEWSPDINFO, 0, &flags, sizeof flags, (xfrm_item){ .kind = XFRM_ITEM_OTHER });

    mnl_attr_put(h, XFRMA_SPD_IPV4_HTHRESH, sizeof four, &four);
    mnl_attr_put(h, XFRMA_SPD_IPV6_HTHRESH, sizeof six, &six);
    end(b, h);
}

/* --- what the kernel has ---------------------------------------------------------------------------------------- */

void xfrm_put_dump(xfrm_batch *b, uint16_t type)
{
    end(b, begin(b, type, NLM_F_DUMP, NULL, 0, (xfrm_item){ .kind = XFRM_ITEM_OTHER }));
}

void xfrm_put_found_state(xfrm_batch *b, const struct xfrm_usersa_info *sa)
{
    xfrm_item item = { .kind = XFRM_ITEM_STATE, .sa = (sa->reqid & 3) + 1, .number = ntohl(sa->id.spi) };
    struct xfrm_usersa_id id;

    memset(&id, 0, sizeof id); /* its padding goes to the kernel, too */
    id.daddr = sa->id.daddr;
    id.spi = sa->id.spi;
    id.family = sa->family;
    id.proto = sa->id.proto;
    end(b, begin(b, XFRM_MSG_DELSA, 0, &id, sizeof id, item));
}

void xfrm_put_pending_state(xfrm_batch *b, const struct xfrm_usersa_info *sa, uint32_t spi)
{
    xfrm_item item = { .kind = XFRM_ITEM_STATE, .sa = (sa->reqid & 3) + 1, .number = spi };
    struct xfrm_userspi_info u;

    memset(&u, 0, sizeof u);
    u.info.id = sa->id;
    u.info.saddr = sa->saddr;
    u.info.family = sa->family;
    u.info.mode = sa->mode;
    u.info.reqid = sa->reqid;
    u.min = u.max = spi;
    end(b, begin(b, XFRM_MSG_ALLOCSPI, 0, &u, sizeof u, item));
}

void xfrm_put_found_policy(xfrm_batch *b, const struct xfrm_userpolicy_info *p)
{
    xfrm_item item = { .kind = XFRM_ITEM_POLICY, .sa = (p->index >> 3 & 3) + 1, .number = p->index };
    struct xfrm_userpolicy_id id = { .index = p->index, .dir = p->dir };

    end(b, begin(b, XFRM_MSG_DELPOLICY, 0, &id, sizeof id, item));
}

void xfrm_put_inverse(xfrm_batch *b, const xfrm_batch *sent, unsigned item)
{
    const void *body = mnl_nlmsg_get_payload((const struct nlmsghdr *)(sent->bytes + sent->item[item].at));
    struct xfrm_userpolicy_id id = { .index = 0 };
    struct xfrm_userpolicy_info p;
    struct xfrm_usersa_info sa;

    if (sent->item[item].type == XFRM_MSG_NEWSA) {
        memcpy(&sa, body, sizeof sa);
        xfrm_put_found_state(b, &sa);
    } else if (sent->item[item].type == XFRM_MSG_NEWPOLICY) {
        memcpy(&p, body, sizeof p);
        id.sel = p.sel;
        id.dir = p.dir;
        end(b, begin(b, XFRM_MSG_DELPOLICY, 0, &id, sizeof id, sent->item[item]));
    }
}

bool xfrm_state_ours(xfrm_role role, const struct xfrm_usersa_info *sa)
{
    return sa->id.proto == IPPROTO_ESP && sa->mode == XFRM_MODE_TRANSPORT &&
           (sa->reqid & XFRM_REQID_MASK) == reqid_base(role);
}

const void *xfrm_attribute(const struct nlmsghdr *h, size_t body, uint16_t type, size_t least)
{
    const uint8_t *end = (const uint8_t *)h + h->nlmsg_len;
    const struct nlattr *a;

    if (mnl_nlmsg_get_payload_len(h) < body)
        return NULL;
    mnl_attr_for_each(a, h, body)
        if (mnl_attr_get_type(a) == type) {
            const uint8_t *at = mnl_attr_get_payload(a);

            return mnl_attr_get_payload_len(a) >= least && (size_t)(end - at) >= least ? at : NULL;
        }
    return NULL;
}

xfrm_owner xfrm_policy_owner(xfrm_role role, const struct nlmsghdr *h)
{
    struct xfrm_userpolicy_info p;
    struct xfrm_user_tmpl t;
    const void *tmpl = xfrm_attribute(h, sizeof p, XFRMA_TMPL, sizeof t);

    if (mnl_nlmsg_get_payload_len(h) < sizeof p)
        return XFRM_FOREIGN;
    memcpy(&p, mnl_nlmsg_get_payload(h), sizeof p);
    if (tmpl) {
        memcpy(&t, tmpl, sizeof t);
        return p.priority == XFRM_PRIO_SET && p.action == XFRM_POLICY_ALLOW && t.id.proto == IPPROTO_ESP &&
               (t.reqid & XFRM_REQID_MASK) == reqid_base(role) ? XFRM_OUR_POLICY : XFRM_FOREIGN;
    }
    return p.priority == XFRM_PRIO_BLOCK && p.action == XFRM_POLICY_BLOCK &&
           (p.index & XFRM_INDEX_MASK) == (index_base(role) | XFRM_INDEX_BLOCK) ? XFRM_OUR_BLOCK : XFRM_FOREIGN;
}

bool xfrm_replay_of(const struct nlmsghdr *h, size_t body, struct xfrm_replay_state *out)
{
    const struct xfrm_replay_state *r = xfrm_attribute(h, body, XFRMA_REPLAY_VAL, sizeof *r);

    if (!r)
        return false;
    memcpy(out, r, sizeof *out);
    return true;
}
