/* Sets of SAs and block policies (xfrm.h). */
#include "xfrm_internal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const unsigned ALL[4] = { 1, 2, 3, 4 };

static xfrm_state_spec spec_of(const xfrm *x, const xfrm_set *s, uint64_t hard)
{
    return (xfrm_state_spec){ x->role, s->id, &s->p, &s->k, s->p.ue_addr, hard, NULL, 0 };
}

/* The SAs in the order of installation: those that come in, then those that go out. */
static void in_before_out(xfrm_role role, unsigned n[4])
{
    unsigned k = 0;

    for (unsigned out = 0; out < 2; out++)
        for (unsigned i = 1; i <= 4; i++)
            if ((xfrm_direction(role, i == 1 || i == 4) == XFRM_POLICY_OUT) == (out == 1))
                n[k++] = i;
}

/* What the kernel would take though it makes no sense: SPI 0 and reserved ones, addresses of two families. */
static bool plausible(xfrm *x, const sa_params *p, uint32_t id)
{
    const uint32_t spi[4] = { p->spi_uc, p->spi_us, p->spi_pc, p->spi_ps };

    for (unsigned i = 0; i < 4; i++)
        if (spi[i] < 256) /* RFC 4303 2.1: 0 is local, 1..255 are reserved */
            return xfrm_refuse(x, EINVAL, "cannot install: an SPI is below 256");
    if (p->spi_uc == p->spi_us || p->spi_pc == p->spi_ps)
        return xfrm_refuse(x, EINVAL, "cannot install: the two SPIs of one side are equal");
    if (p->spi_uc == p->spi_pc || p->spi_uc == p->spi_ps || p->spi_us == p->spi_pc || p->spi_us == p->spi_ps)
        /* CR2-7.1-04: a packet sent back to its sender would pass the ICV there and use up a sequence number */
        return xfrm_refuse(x, EINVAL, "cannot install: an SPI of the UE equals one of the P-CSCF");
    if (!p->port_uc || !p->port_us || !p->port_pc || !p->port_ps)
        return xfrm_refuse(x, EINVAL, "cannot install: a port is 0");
    if (addr_is_v4(&p->p_addr) != addr_is_v4(&p->ue_addr) || !prefix_match(&p->ue, &p->ue_addr))
        return xfrm_refuse(x, EINVAL, "cannot install: the UE's address is not in its prefix or of another family");
    if (id > XFRM_ID_MAX)
        return xfrm_refuse(x, EINVAL, "cannot install: its id is too large");
    return true;
}

bool xfrm_set_install(xfrm *x, xfrm_set *s, const sa_params *p, const esp_keys *k, uint32_t id, uint64_t hard_seconds)
{
    xfrm_batch *b = xfrm_begin(x);
    xfrm_state_spec spec;
    unsigned n[4];

    secret_wipe(s, sizeof *s);
    if (!plausible(x, p, id))
        return false;
    s->id = id;
    s->p = *p;
    s->k = *k;
    s->address[0] = p->ue_addr;
    s->addresses = 1;
    s->sum[0] = (uint16_t)addr_sum16(&p->ue_addr);
    s->sums = 1;
    spec = spec_of(x, s, hard_seconds);
    in_before_out(x->role, n);
    for (unsigned i = 0; i < 4; i++)
        xfrm_put_state(b, XFRM_MSG_NEWSA, &spec, n[i]);
    for (unsigned i = 0; i < 4; i++)
        xfrm_put_policy(b, XFRM_MSG_NEWPOLICY, &spec, n[i]);
    if (xfrm_run(x, b, 0, NULL, NULL))
        return xfrm_done(x, true);
    xfrm_undo(x, b);
    secret_wipe(s, sizeof *s);
    return xfrm_done(x, false);
}

bool xfrm_set_remove(xfrm *x, xfrm_set *s)
{
    xfrm_batch *b = xfrm_begin(x);
    unsigned n[4];
    bool good;

    in_before_out(x->role, n);
    for (unsigned i = 4; i-- > 0;)
        xfrm_put_policy_id(b, x->role, &s->p, n[i]);
    for (unsigned i = 4; i-- > 0;)
        if (n[i] == 1 || n[i] == 4)
            xfrm_put_state_id(b, XFRM_MSG_DELSA, &s->p, &s->p.ue_addr, n[i]);
    for (unsigned a = 0; a < s->addresses; a++)
        for (unsigned i = 2; i <= 3; i++)
            xfrm_put_state_id(b, XFRM_MSG_DELSA, &s->p, &s->address[a], i);
    good = xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL);
    if (good)
        secret_wipe(s, sizeof *s);
    return xfrm_done(x, good);
}

bool xfrm_set_lifetime(xfrm *x, xfrm_set *s, uint64_t seconds)
{
    xfrm_kernel_state now[4];
    xfrm_state_spec spec;
    xfrm_batch *b;

    if (!xfrm_read_states(x, &s->p, &s->p.ue_addr, ALL, 4, now))
        return xfrm_done(x, false);
    b = xfrm_begin(x);
    for (unsigned i = 0; i < 4; i++) {
        spec = spec_of(x, s, seconds ? xfrm_age(&now[i].sa) + seconds : 0);
        xfrm_put_state(b, XFRM_MSG_UPDSA, &spec, i + 1);
    }
    spec = spec_of(x, s, seconds); /* an updated policy starts anew */
    for (unsigned i = 0; i < 4; i++)
        xfrm_put_policy(b, XFRM_MSG_UPDPOLICY, &spec, i + 1);
    return xfrm_done(x, xfrm_run(x, b, 0, NULL, NULL));
}

bool xfrm_hash_prefixes(xfrm *x, uint8_t bits4, uint8_t bits6)
{
    xfrm_batch *b = xfrm_begin(x);

    xfrm_put_thresholds(b, bits4, bits6);
    return xfrm_done(x, xfrm_run(x, b, 0, NULL, NULL));
}

/* --- block policies --------------------------------------------------------------------------------------------- */

#define BLOCKS_MAX 6u /* of one call */

static unsigned blocks_of(xfrm_role role, const sa_params *p, xfrm_block k[BLOCKS_MAX])
{
    bool ue = role == XFRM_ROLE_UE;
    uint16_t one = ue ? p->port_uc : p->port_ps, two = ue ? p->port_us : p->port_pc;

    k[0] = (xfrm_block){ p->p_addr, ue, false, one, XFRM_POLICY_IN };
    k[1] = (xfrm_block){ p->p_addr, ue, false, two, XFRM_POLICY_IN };
    k[2] = (xfrm_block){ p->p_addr, ue, true, one, XFRM_POLICY_OUT };
    k[3] = (xfrm_block){ p->p_addr, ue, true, two, XFRM_POLICY_OUT };
    k[4] = (xfrm_block){ p->p_addr, false, false, p->port_ps, XFRM_POLICY_OUT };
    k[5] = (xfrm_block){ p->p_addr, false, false, p->port_pc, XFRM_POLICY_OUT };
    return ue ? 6 : 4;
}

static bool same_block(const xfrm_block *a, const xfrm_block *b)
{
    bool same_address = a->any_address ? addr_is_v4(&a->address) == addr_is_v4(&b->address) :
                        addr_equal(&a->address, &b->address);

    return same_address && a->any_address == b->any_address && a->from == b->from && a->port == b->port &&
           a->dir == b->dir;
}

/* The slot of that block policy, or a free one; blocks of the table may grow. SIZE_MAX: no memory. */
static size_t slot_of(xfrm *x, const xfrm_block *k)
{
    size_t free_slot = SIZE_MAX;
    xfrm_block_slot *more;

    for (size_t i = 0; i < x->blocks; i++) {
        if (x->block[i].users && same_block(&x->block[i].k, k))
            return i;
        if (!x->block[i].users && free_slot == SIZE_MAX)
            free_slot = i;
    }
    if (free_slot != SIZE_MAX)
        return free_slot;
    more = realloc(x->block, (x->blocks + 1) * sizeof *more);
    if (!more)
        return SIZE_MAX;
    x->block = more;
    x->block[x->blocks] = (xfrm_block_slot){ *k, 0 };
    return x->blocks++;
}

static uint32_t block_index(xfrm_role role, size_t slot, uint8_t dir)
{
    uint32_t base = role == XFRM_ROLE_UE ? XFRM_INDEX_UE : XFRM_INDEX_PCSCF;

    return base | XFRM_INDEX_BLOCK | ((uint32_t)slot & 0xffffffu) << 3 | dir;
}

static void release(xfrm *x, const size_t *slot, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        x->block[slot[i]].users--;
}

bool xfrm_block_install(xfrm *x, const sa_params *p)
{
    xfrm_batch *b = xfrm_begin(x);
    xfrm_block k[BLOCKS_MAX];
    unsigned n = blocks_of(x->role, p, k);
    size_t slot[BLOCKS_MAX];

    for (unsigned i = 0; i < n; i++) {
        slot[i] = slot_of(x, &k[i]);
        if (slot[i] == SIZE_MAX) {
            release(x, slot, i);
            return xfrm_refuse(x, ENOMEM, "cannot install the block policies: no memory");
        }
        if (x->block[slot[i]].users++ == 0) {
            x->block[slot[i]].k = k[i];
            xfrm_put_block(b, &k[i], block_index(x->role, slot[i], k[i].dir));
        }
    }
    if (xfrm_run(x, b, 0, NULL, NULL))
        return xfrm_done(x, true);
    xfrm_undo(x, b);
    release(x, slot, n);
    return xfrm_done(x, false);
}

bool xfrm_block_remove(xfrm *x, const sa_params *p)
{
    xfrm_batch *b = xfrm_begin(x);
    xfrm_block k[BLOCKS_MAX];
    unsigned n = blocks_of(x->role, p, k);

    for (unsigned i = 0; i < n; i++) {
        size_t slot = slot_of(x, &k[i]);

        if (slot != SIZE_MAX && x->block[slot].users && --x->block[slot].users == 0)
            xfrm_put_block_id(b, &k[i]);
    }
    return xfrm_done(x, xfrm_run(x, b, XFRM_GONE_IS_FINE, NULL, NULL));
}
