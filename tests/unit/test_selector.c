/* Selectors, the tag index and the hash under them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../../spec/ref/ref_satable.h"
#include "../../src/core/selector.h"
#include "../../src/core/siphash.h"
#include "../../src/core/tagindex.h"

static uint64_t seed = 88172645463325252u;

static uint32_t rnd(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % n;
}

/* Vectors of the authors' reference: key 00..0f, message 00.. of 0, 8, 16 and 24 bytes. */
static void test_siphash(void **state)
{
    const uint64_t k0 = 0x0706050403020100, k1 = 0x0f0e0d0c0b0a0908;
    const uint64_t w[3] = { 0x0706050403020100, 0x0f0e0d0c0b0a0908, 0x1716151413121110 };

    (void)state;
    assert_true(siphash24(k0, k1, w, 0) == 0x726fdb47dd0e0e31);
    assert_true(siphash24(k0, k1, w, 1) == 0x93f5f5799a932462);
    assert_true(siphash24(k0, k1, w, 2) == 0x3f2acc7f57c29bdb);
    assert_true(siphash24(k0, k1, w, 3) == 0xb8ad50c6f649af94);
    assert_true(siphash13(k0, k1, w, 0) == 0xabac0158050fc4dc);
}

static ip_addr any_addr(void)
{
    ip_addr a = { { 0 } };

    if (rnd(3) == 0) {
        a.b[10] = a.b[11] = 0xff;
    } else {
        for (int i = 0; i < 12; i++)
            a.b[i] = (uint8_t)(rnd(40) == 0 ? rnd(256) : 0);
    }
    for (int i = 12; i < 16; i++)
        a.b[i] = (uint8_t)(rnd(4) == 0 ? rnd(256) : 0);
    return a;
}

/* Against the bits themselves. */
static void test_mask_and_covers(void **state)
{
    (void)state;
    for (int n = 0; n < 200000; n++) {
        ip_addr a = any_addr(), b = rnd(3) == 0 ? any_addr() : a;
        unsigned len = rnd(129);
        sel_addr x = sel_addr_of(&a), y;
        ip_addr m = sel_addr_back(sel_mask(x, len)), back = sel_addr_back(x);

        b.b[rnd(16)] ^= (uint8_t)(1u << rnd(8));
        y = sel_addr_of(&b);
        assert_memory_equal(&back, &a, sizeof a);
        for (unsigned i = 0; i < 128; i++)
            assert_int_equal(rsat_bit(&m, i), i < len ? rsat_bit(&a, i) : 0);
        assert_int_equal(sel_covers(x, len, y), rsat_in_prefix(&a, len, &b));
    }
}

static void test_best(void **state)
{
    sel_rule rules[40];
    sel_packet p;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        uint32_t n = 0, want = SEL_NONE, got;

        for (int i = 0; i < 60; i++) {
            sel_rule r = { .len = (uint8_t)rnd(131), .ue_port = (uint16_t)rnd(2), .p_port = (uint16_t)rnd(2),
                           .direction = (uint8_t)rnd(2) };
            ip_addr a = any_addr();
            sel_status s;
            bool tie = false;

            r.net = sel_addr_of(&a);
            for (uint32_t k = 0; k < n; k++) {
                ip_addr other = sel_addr_back(rules[k].net), mine = sel_addr_back(sel_mask(r.net, r.len));
                bool same = true;

                for (int q = 0; q < 16; q++)
                    same = same && other.b[q] == mine.b[q];
                tie = tie || (same && rules[k].len == r.len && rules[k].ue_port == r.ue_port &&
                              rules[k].p_port == r.p_port && rules[k].direction == r.direction);
            }
            s = sel_add(rules, n, 40, &r);
            assert_int_equal(s, r.len > 128 ? SEL_RANGE : n == 40 ? SEL_FULL : tie ? SEL_TIE : SEL_OK);
            n += s == SEL_OK ? 1 : 0;
        }
        {
            ip_addr a = any_addr();

            p = (sel_packet){ sel_addr_of(&a), (uint16_t)rnd(2), (uint16_t)rnd(2), (uint8_t)rnd(2) };
        }
        for (uint32_t k = 0; k < n; k++) {
            ip_addr net = sel_addr_back(rules[k].net), a = sel_addr_back(p.ue);

            if (rules[k].ue_port == p.ue_port && rules[k].p_port == p.p_port && rules[k].direction == p.direction &&
                rsat_in_prefix(&net, rules[k].len, &a) && (want == SEL_NONE || rules[k].len > rules[want].len))
                want = k;
        }
        got = sel_best(rules, n, &p);
        assert_int_equal(got, want);
    }
}

/* The index against an array of all entries; one to three buckets, so that they fill. */
static void test_tagindex(void **state)
{
    static tix_bucket x[3];
    struct { uint32_t tag, val; } l[100];

    (void)state;
    for (uint32_t nb = 1; nb <= 3; nb++) {
        uint32_t n = 0;

        tix_init(x, nb);
        for (int step = 0; step < 200000; step++) {
            uint32_t tag = rnd(12) * 0x10000001u, val = rnd(6), here = 0, places = 0, at = n;

            for (uint32_t i = 0; i < n; i++) {
                here += l[i].tag == tag ? 1 : 0;
                at = l[i].tag == tag && l[i].val == val ? i : at;
            }
            for (uint32_t p = tix_next(x, nb, tag, 0); p < TIX_END; p = tix_next(x, nb, tag, p + 1))
                places++;
            assert_int_equal(places, here);
            assert_int_equal(tix_find(x, nb, tag, val).found, at < n);
            if (rnd(2) == 0) {
                bool full = true;
                uint32_t home[2] = { tix_home1(tag, nb), tix_home2(tag, nb) };

                for (uint32_t j = 0; j < 2 * TIX_W; j++)
                    full = full && x[home[j / TIX_W]].s[j % TIX_W].val != TIX_NONE;
                assert_int_equal(tix_add(x, nb, tag, val).found, !full);
                if (!full) {
                    l[n].tag = tag;
                    l[n++].val = val;
                }
            } else if (rnd(8) == 0) {
                assert_int_equal(tix_change(x, nb, tag, val, val + 1).found, at < n);
                if (at < n)
                    l[at].val = val + 1;
            } else {
                assert_int_equal(tix_remove(x, nb, tag, val).found, at < n);
                if (at < n)
                    l[at] = l[--n];
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_siphash), cmocka_unit_test(test_mask_and_covers), cmocka_unit_test(test_best),
        cmocka_unit_test(test_tagindex),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
