/* The netlink messages of src/linux/xfrm.h, without a kernel: what stands in them, and what is taken for ours. */
#include "../../src/linux/xfrm_message.h"
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static sa_params example(const char *ue, const char *p, unsigned length)
{
    sa_params s = { .spi_uc = 0x1001, .spi_us = 0x1002, .spi_pc = 0x2001, .spi_ps = 0x2002, .port_uc = 5061,
                    .port_us = 5062, .port_pc = 6061, .port_ps = 6062, .alg = ALG_HMAC_SHA_1_96, .ealg = EALG_NULL };

    assert_true(addr_parse((const uint8_t *)ue, 0, strlen(ue), &s.ue_addr));
    assert_true(addr_parse((const uint8_t *)p, 0, strlen(p), &s.p_addr));
    assert_true(prefix_make(&s.ue_addr, length, &s.ue));
    return s;
}

static const uint8_t CK[16] = { 0xc0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
static const uint8_t IK[16] = { 0x80, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

static const struct nlmsghdr *message(const xfrm_batch *b, unsigned i)
{
    assert_true(i < b->count);
    const struct nlmsghdr *h = (const struct nlmsghdr *)(b->bytes + b->item[i].at);
    assert_true(mnl_nlmsg_ok(h, (int)(b->used - b->item[i].at)));
    return h;
}

static struct xfrm_usersa_info state_in(const xfrm_batch *b, unsigned i)
{
    struct xfrm_usersa_info sa;

    memcpy(&sa, mnl_nlmsg_get_payload(message(b, i)), sizeof sa);
    return sa;
}

static struct xfrm_userpolicy_info policy_in(const xfrm_batch *b, unsigned i)
{
    struct xfrm_userpolicy_info p;

    memcpy(&p, mnl_nlmsg_get_payload(message(b, i)), sizeof p);
    return p;
}

static const void *attribute(const xfrm_batch *b, unsigned i, size_t body, uint16_t type)
{
    return xfrm_attribute(message(b, i), body, type, 0);
}

static xfrm_batch batch;

static void put(xfrm_role role, uint32_t id, const sa_params *p, unsigned n, const struct xfrm_replay_state *replay)
{
    esp_keys k;

    assert_true(esp_keys_expand(p->alg, p->ealg, CK, IK, &k));
    xfrm_state_spec s = { role, id, p, &k, p->ue_addr, 600, replay, 0 };
    xfrm_batch_start(&batch, 100);
    xfrm_put_state(&batch, XFRM_MSG_NEWSA, &s, n);
    xfrm_put_policy(&batch, XFRM_MSG_NEWPOLICY, &s, n);
}

/* TS 33.203 7.1: who sends to whom over which SA; the SPI is the receiver's. */
static void test_four_sas(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    static const struct { bool uplink; uint32_t spi; uint16_t sport, dport; } WANT[5] = {
        { false, 0, 0, 0 }, { true, 0x2002, 5061, 6062 }, { false, 0x1001, 6062, 5061 }, { false, 0x1002, 6061, 5062 },
        { true, 0x2001, 5062, 6061 },
    };

    (void)state;
    for (unsigned n = 1; n <= 4; n++) {
        xfrm_flow f = xfrm_flow_of(&p, n);
        assert_int_equal(f.uplink, WANT[n].uplink);
        assert_int_equal(f.spi, WANT[n].spi);
        assert_int_equal(f.sport, WANT[n].sport);
        assert_int_equal(f.dport, WANT[n].dport);
        assert_int_equal(xfrm_direction(XFRM_ROLE_UE, f.uplink), f.uplink ? XFRM_POLICY_OUT : XFRM_POLICY_IN);
        assert_int_equal(xfrm_direction(XFRM_ROLE_PCSCF, f.uplink), f.uplink ? XFRM_POLICY_IN : XFRM_POLICY_OUT);
    }
}

static void test_reqids_differ(void **state)
{
    static const uint32_t ID[] = { 0, 1, 2, XFRM_ID_MAX };
    uint32_t seen[32];
    size_t k = 0;

    (void)state;
    for (unsigned role = 0; role < 2; role++)
        for (unsigned i = 0; i < 4; i++)
            for (unsigned n = 1; n <= 4; n++)
                seen[k++] = xfrm_reqid(role, ID[i], n);
    for (size_t i = 0; i < k; i++) {
        assert_int_equal(seen[i] & XFRM_REQID_MASK, i < 16 ? XFRM_REQID_UE : XFRM_REQID_PCSCF);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(seen[i], seen[j]);
    }
}

/* Uplink: any source, selected by the prefix. Downlink: the exact address. */
static void test_state_of_a_prefix(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    uint8_t prefix[16] = { 0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 1 }, zero[16] = { 0 };

    (void)state;
    put(XFRM_ROLE_UE, 5, &p, 1, NULL);
    struct xfrm_usersa_info sa = state_in(&batch, 0);
    assert_memory_equal(&sa.saddr, zero, 16);
    assert_memory_equal(&sa.id.daddr, p.p_addr.b, 16);
    assert_memory_equal(&sa.sel.saddr, prefix, 16);
    assert_memory_equal(&sa.sel.daddr, p.p_addr.b, 16);
    assert_int_equal(sa.sel.prefixlen_s, 64);
    assert_int_equal(sa.sel.prefixlen_d, 128);
    assert_int_equal(ntohs(sa.sel.sport), 5061);
    assert_int_equal(ntohs(sa.sel.dport), 6062);
    assert_int_equal(sa.sel.sport_mask, 0xffff);
    assert_int_equal(sa.sel.dport_mask, 0xffff);
    assert_int_equal(sa.sel.proto, 0);
    assert_int_equal(ntohl(sa.id.spi), 0x2002);
    assert_int_equal(sa.id.proto, IPPROTO_ESP);
    assert_int_equal(sa.family, AF_INET6);
    assert_int_equal(sa.mode, XFRM_MODE_TRANSPORT);
    assert_int_equal(sa.replay_window, 32);
    assert_int_equal(sa.reqid, XFRM_REQID_UE | 20);
    assert_int_equal(sa.lft.hard_add_expires_seconds, 600);
    assert_true(sa.lft.hard_byte_limit == XFRM_INF && sa.lft.hard_packet_limit == XFRM_INF);

    put(XFRM_ROLE_PCSCF, 5, &p, 3, NULL);
    sa = state_in(&batch, 0);
    assert_memory_equal(&sa.saddr, p.p_addr.b, 16);
    assert_memory_equal(&sa.id.daddr, p.ue_addr.b, 16);
    assert_memory_equal(&sa.sel.saddr, p.p_addr.b, 16);
    assert_memory_equal(&sa.sel.daddr, prefix, 16);
    assert_int_equal(sa.sel.prefixlen_s, 128);
    assert_int_equal(sa.sel.prefixlen_d, 64);
    assert_int_equal(ntohl(sa.id.spi), 0x1002);
    assert_int_equal(sa.reqid, XFRM_REQID_PCSCF | 22);
}

/* PAT-04, PAT-07: 128 is one address, then the source is exact too. */
static void test_state_of_one_address(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 128), q = example("198.51.100.10", "203.0.113.1", 32);
    uint8_t four[4] = { 198, 51, 100, 10 };

    (void)state;
    put(XFRM_ROLE_UE, 0, &p, 4, NULL);
    struct xfrm_usersa_info sa = state_in(&batch, 0);
    assert_memory_equal(&sa.saddr, p.ue_addr.b, 16);
    assert_int_equal(sa.sel.prefixlen_s, 128);
    put(XFRM_ROLE_UE, 0, &q, 4, NULL);
    sa = state_in(&batch, 0);
    assert_int_equal(sa.family, AF_INET);
    assert_memory_equal(&sa.saddr, four, 4);
    assert_int_equal(sa.sel.prefixlen_s, 32);
    assert_int_equal(sa.sel.prefixlen_d, 32);
}

/* The kernel keeps host bits and would take two prefixes for different: none must come through, at any length. */
static void test_host_bits_are_masked(void **state)
{
    (void)state;
    for (unsigned length = 0; length <= 128; length++) {
        sa_params p = example("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8:2::1", length);

        memset(p.ue.addr.b, 0xff, 16); /* as if a caller had not masked */
        put(XFRM_ROLE_UE, 0, &p, 1, NULL);
        const uint8_t *b = (const uint8_t *)batch.bytes + batch.item[0].at + NLMSG_HDRLEN +
                           offsetof(struct xfrm_usersa_info, sel.saddr);
        for (unsigned bit = 0; bit < 128; bit++)
            assert_int_equal(b[bit / 8] >> (7 - bit % 8) & 1, bit < length);
    }
}

static void check_aead(sec_alg alg, sec_ealg ealg, const char *name, const uint8_t *key)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_algo_aead a;
    esp_keys k;

    p.alg = alg;
    p.ealg = ealg;
    put(XFRM_ROLE_UE, 0, &p, 1, NULL);
    const uint8_t *at = attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_AEAD);
    assert_non_null(at);
    memcpy(&a, at, sizeof a);
    assert_string_equal(a.alg_name, name);
    assert_int_equal(a.alg_key_len, 160);
    assert_int_equal(a.alg_icv_len, 128);
    esp_keys_expand(alg, ealg, CK, IK, &k);
    assert_memory_equal(at + sizeof a, key, 16);
    assert_memory_equal(at + sizeof a + 16, k.salt, 4);
    assert_null(attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_CRYPT));
    assert_null(attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_AUTH_TRUNC));
}

static void check_pair(sec_alg alg, sec_ealg ealg, const char *auth, unsigned auth_bits, const char *crypt,
                       unsigned crypt_bits)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_algo_auth a;
    struct xfrm_algo c;
    esp_keys k;

    p.alg = alg;
    p.ealg = ealg;
    put(XFRM_ROLE_UE, 0, &p, 1, NULL);
    const uint8_t *at = attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_AUTH_TRUNC);
    assert_non_null(at);
    memcpy(&a, at, sizeof a);
    assert_string_equal(a.alg_name, auth);
    assert_int_equal(a.alg_key_len, auth_bits);
    assert_int_equal(a.alg_trunc_len, 96);
    esp_keys_expand(alg, ealg, CK, IK, &k);
    assert_memory_equal(at + sizeof a, k.ik, auth_bits / 8);
    at = attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_CRYPT);
    assert_non_null(at);
    memcpy(&c, at, sizeof c);
    assert_string_equal(c.alg_name, crypt);
    assert_int_equal(c.alg_key_len, crypt_bits);
    assert_memory_equal(at + sizeof c, k.ck, crypt_bits / 8);
    assert_null(attribute(&batch, 0, sizeof(struct xfrm_usersa_info), XFRMA_ALG_AEAD));
}

static void test_algorithms(void **state)
{
    (void)state;
    check_pair(ALG_HMAC_SHA_1_96, EALG_NULL, "hmac(sha1)", 160, "ecb(cipher_null)", 0);
    check_pair(ALG_HMAC_SHA_1_96, EALG_AES_CBC, "hmac(sha1)", 160, "cbc(aes)", 128);
    check_pair(ALG_HMAC_MD5_96, EALG_DES_EDE3_CBC, "hmac(md5)", 128, "cbc(des3_ede)", 192);
    check_pair(ALG_HMAC_MD5_96, EALG_NULL, "hmac(md5)", 128, "ecb(cipher_null)", 0);
    check_aead(ALG_NULL, EALG_AES_GCM, "rfc4106(gcm(aes))", CK);
    check_aead(ALG_AES_GMAC, EALG_NULL, "rfc4543(gcm(aes))", IK);
}

static void test_policy(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_user_tmpl t;

    (void)state;
    put(XFRM_ROLE_PCSCF, 7, &p, 1, NULL);
    struct xfrm_userpolicy_info q = policy_in(&batch, 1);
    struct xfrm_usersa_info sa = state_in(&batch, 0);
    assert_memory_equal(&q.sel, &sa.sel, sizeof q.sel); /* the state's selector and the policy's are one */
    assert_int_equal(q.dir, XFRM_POLICY_IN);
    assert_int_equal(q.action, XFRM_POLICY_ALLOW);
    assert_int_equal(q.priority, XFRM_PRIO_SET);
    assert_int_equal(q.index & 7, q.dir);
    assert_int_equal(q.index & XFRM_INDEX_MASK, XFRM_INDEX_PCSCF);
    assert_true(q.lft.hard_add_expires_seconds > sa.lft.hard_add_expires_seconds); /* never clear in between */
    memcpy(&t, attribute(&batch, 1, sizeof q, XFRMA_TMPL), sizeof t);
    assert_int_equal(t.reqid, sa.reqid);
    assert_int_equal(t.id.proto, IPPROTO_ESP);
    assert_int_equal(t.mode, XFRM_MODE_TRANSPORT);
    assert_int_equal(t.optional, 0);
    assert_true(XFRM_PRIO_SET < XFRM_PRIO_BLOCK);
}

static void test_replay_counters_go_along(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_replay_state r = { 7, 1234, 0xdeadbeef }, got;

    (void)state;
    put(XFRM_ROLE_UE, 0, &p, 2, &r);
    assert_true(xfrm_replay_of(message(&batch, 0), sizeof(struct xfrm_usersa_info), &got));
    assert_memory_equal(&got, &r, sizeof r);
    put(XFRM_ROLE_UE, 0, &p, 2, NULL);
    assert_false(xfrm_replay_of(message(&batch, 0), sizeof(struct xfrm_usersa_info), &got));
}

static void test_inverse(void **state)
{
    static xfrm_batch u;
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_usersa_id sid;
    struct xfrm_userpolicy_id pid;

    (void)state;
    put(XFRM_ROLE_UE, 0, &p, 2, NULL);
    xfrm_put_state_id(&batch, XFRM_MSG_GETSA, &p, &p.ue_addr, 2);
    xfrm_batch_start(&u, 1);
    for (unsigned i = 0; i < 3; i++)
        xfrm_put_inverse(&u, &batch, i);
    assert_int_equal(u.count, 2); /* reading needs no undoing */
    assert_int_equal(message(&u, 0)->nlmsg_type, XFRM_MSG_DELSA);
    memcpy(&sid, mnl_nlmsg_get_payload(message(&u, 0)), sizeof sid);
    assert_memory_equal(&sid.daddr, p.ue_addr.b, 16);
    assert_int_equal(ntohl(sid.spi), 0x1001);
    assert_int_equal(sid.proto, IPPROTO_ESP);
    assert_int_equal(sid.family, AF_INET6);
    assert_int_equal(message(&u, 1)->nlmsg_type, XFRM_MSG_DELPOLICY);
    memcpy(&pid, mnl_nlmsg_get_payload(message(&u, 1)), sizeof pid);
    struct xfrm_userpolicy_info q = policy_in(&batch, 1);
    assert_memory_equal(&pid.sel, &q.sel, sizeof q.sel);
    assert_int_equal(pid.dir, q.dir);
    assert_int_equal(pid.index, 0); /* by selector, not by an index that another may have got */
}

static void test_whose_state(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);

    (void)state;
    put(XFRM_ROLE_UE, XFRM_ID_MAX, &p, 4, NULL);
    struct xfrm_usersa_info sa = state_in(&batch, 0), other;
    assert_true(xfrm_state_ours(XFRM_ROLE_UE, &sa));
    assert_false(xfrm_state_ours(XFRM_ROLE_PCSCF, &sa));
    other = sa;
    other.reqid = 1;
    assert_false(xfrm_state_ours(XFRM_ROLE_UE, &other));
    other = sa;
    other.id.proto = IPPROTO_AH;
    assert_false(xfrm_state_ours(XFRM_ROLE_UE, &other));
    other = sa;
    other.mode = XFRM_MODE_TUNNEL;
    assert_false(xfrm_state_ours(XFRM_ROLE_UE, &other));
}

static void set_policy(const struct xfrm_userpolicy_info *q)
{
    memcpy(batch.bytes + batch.item[1].at + NLMSG_HDRLEN, q, sizeof *q);
}

static void test_whose_policy(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct nlmsghdr *h;

    (void)state;
    put(XFRM_ROLE_PCSCF, 3, &p, 4, NULL);
    struct xfrm_userpolicy_info q = policy_in(&batch, 1), other = q;
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_PCSCF, message(&batch, 1)), XFRM_OUR_POLICY);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_UE, message(&batch, 1)), XFRM_FOREIGN);
    other.priority = 1000;
    set_policy(&other);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_PCSCF, message(&batch, 1)), XFRM_FOREIGN);
    set_policy(&q);
    h = (struct nlmsghdr *)(batch.bytes + batch.item[1].at);
    h->nlmsg_len = NLMSG_HDRLEN + sizeof q - 1; /* a message cut short */
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_PCSCF, h), XFRM_FOREIGN);
    h->nlmsg_len = NLMSG_HDRLEN + sizeof q; /* no template: not a policy of a set */
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_PCSCF, h), XFRM_FOREIGN);
}

static void test_block_policies(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    xfrm_block k = { p.p_addr, false, false, 6062, XFRM_POLICY_IN };
    uint8_t zero[16] = { 0 };

    (void)state;
    xfrm_batch_start(&batch, 1);
    xfrm_put_block(&batch, &k, XFRM_INDEX_PCSCF | XFRM_INDEX_BLOCK | XFRM_POLICY_IN);
    k.any_address = k.from = true;
    k.dir = XFRM_POLICY_OUT;
    xfrm_put_block(&batch, &k, XFRM_INDEX_UE | XFRM_INDEX_BLOCK | XFRM_POLICY_OUT);
    struct xfrm_userpolicy_info q = policy_in(&batch, 0);
    assert_memory_equal(&q.sel.daddr, p.p_addr.b, 16);
    assert_int_equal(q.sel.prefixlen_d, 128);
    assert_int_equal(q.sel.prefixlen_s, 0);
    assert_int_equal(ntohs(q.sel.dport), 6062);
    assert_int_equal(q.sel.sport_mask, 0);
    assert_int_equal(q.action, XFRM_POLICY_BLOCK);
    assert_int_equal(q.priority, XFRM_PRIO_BLOCK);
    q = policy_in(&batch, 1);
    assert_memory_equal(&q.sel.saddr, zero, 16);
    assert_int_equal(q.sel.prefixlen_s, 0);
    assert_int_equal(ntohs(q.sel.sport), 6062);
    assert_int_equal(q.sel.sport_mask, 0xffff);
    assert_int_equal(q.sel.dport_mask, 0);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_PCSCF, message(&batch, 0)), XFRM_OUR_BLOCK);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_UE, message(&batch, 0)), XFRM_FOREIGN);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_UE, message(&batch, 1)), XFRM_OUR_BLOCK);
    q.index = 8; /* the kernel's own choice of an index is not ours */
    set_policy(&q);
    assert_int_equal(xfrm_policy_owner(XFRM_ROLE_UE, message(&batch, 1)), XFRM_FOREIGN);
}

static void test_a_batch_has_room(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    static const struct { sec_alg alg; sec_ealg ealg; } PAIR[] = {
        { ALG_HMAC_SHA_1_96, EALG_DES_EDE3_CBC }, { ALG_NULL, EALG_AES_GCM }, { ALG_AES_GMAC, EALG_NULL },
    };
    struct xfrm_replay_state r = { 1, 2, 3 };
    struct xfrm_usersa_info sa;

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        p.alg = PAIR[i].alg;
        p.ealg = PAIR[i].ealg;
        put(XFRM_ROLE_UE, 0, &p, 1, &r);
        for (unsigned m = 0; m < batch.count; m++)
            assert_true(message(&batch, m)->nlmsg_len <= XFRM_MESSAGE_MAX);
    }
    sa = state_in(&batch, 0);
    xfrm_batch_start(&batch, 1);
    xfrm_put_pending_state(&batch, &sa, 1);
    assert_true(message(&batch, 0)->nlmsg_len <= XFRM_MESSAGE_MAX);
    assert_true(XFRM_BATCH_MAX * XFRM_MESSAGE_MAX <= XFRM_BATCH_BYTES);
    assert_true(XFRM_BATCH_MAX >= 4 + 2 + 2 * XFRM_ADDRESSES_MAX); /* the largest: removing a set in drain */
}

static void test_attributes_cut_short(void **state)
{
    sa_params p = example("2001:db8:1:1::a", "2001:db8:2::1", 64);
    struct xfrm_replay_state r = { 1, 2, 3 }, got;

    (void)state;
    put(XFRM_ROLE_UE, 0, &p, 1, &r);
    struct nlmsghdr *h = (struct nlmsghdr *)(batch.bytes + batch.item[0].at);
    uint32_t whole = h->nlmsg_len;
    for (h->nlmsg_len = NLMSG_HDRLEN; h->nlmsg_len < whole; h->nlmsg_len++)
        assert_false(xfrm_replay_of(h, sizeof(struct xfrm_usersa_info), &got));
    assert_true(xfrm_replay_of(h, sizeof(struct xfrm_usersa_info), &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_sas), cmocka_unit_test(test_reqids_differ),
        cmocka_unit_test(test_state_of_a_prefix), cmocka_unit_test(test_state_of_one_address),
        cmocka_unit_test(test_host_bits_are_masked), cmocka_unit_test(test_algorithms), cmocka_unit_test(test_policy),
        cmocka_unit_test(test_replay_counters_go_along), cmocka_unit_test(test_inverse),
        cmocka_unit_test(test_whose_state), cmocka_unit_test(test_whose_policy),
        cmocka_unit_test(test_block_policies), cmocka_unit_test(test_a_batch_has_room),
        cmocka_unit_test(test_attributes_cut_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
