/* What the harnesses of both machines share: addresses, and questions about a list of actions.
 *
 * The machines see addresses through prefix_match, prefix_overlap and addr_equal alone, and copy them. Here these read
 * the first byte of an address and prefixes of 0..8 bits, which is room for every relation that the few addresses of
 * a machine can have; the true functions are proved in src/core/prefix.c and addr.c. */
#include "../../src/core/sa.h"

static bool small_match(const ip_addr *a, const ip_addr *b, uint8_t len)
{
    static const uint8_t masks[9] = { 0x00, 0x80, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe, 0xff };

    return (a->b[0] & masks[len]) == (b->b[0] & masks[len]);
}

bool prefix_match(const ip_prefix *p, const ip_addr *a)
{
    return p->len <= 8 && small_match(&p->addr, a, p->len);
}

bool prefix_overlap(const ip_prefix *p, const ip_prefix *q)
{
    return p->len <= 8 && q->len <= 8 && small_match(&p->addr, &q->addr, p->len < q->len ? p->len : q->len);
}

bool addr_equal(const ip_addr *a, const ip_addr *b)
{
    return a->b[0] == b->b[0];
}

bool addr_is_v4(const ip_addr *a)
{
    (void)a;
    return false;
}

/* The machines make prefixes of whole addresses alone. */
bool prefix_make(const ip_addr *a, unsigned length, ip_prefix *out)
{
    __CPROVER_assert(length == 128, "a whole address");
    out->addr = *a;
    out->len = 8;
    return true;
}

/* For the machines each profile is one of two; test_facts of tests/unit/test_cr1.c says so of the true tables. */
const profile_table *profile_get(sec_profile profile)
{
    static const profile_table ims = { .cr1 = false };
    static const profile_table cr1 = { .cr1 = true, .one_pair = true, .port_5061 = true, .us_free = true,
                                       .ps_fixed = true, .life_is_period = true, .sm7_list_alone = true };

    return profile == PROFILE_CR1 ? &cr1 : &ims;
}

/* An action of that kind for that set stands in the list. */
static bool does(const sa_actions *a, sa_action_kind kind, uint32_t set)
{
    bool found = false;

    for (uint32_t k = 0; k < SA_ACTIONS_MAX; k++)
        found = found || (k < a->count && a->a[k].kind == kind && a->a[k].set == set);
    return found;
}

/* How many actions of that kind stand in the list for that set. */
static uint32_t times(const sa_actions *a, sa_action_kind kind, uint32_t set)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < SA_ACTIONS_MAX; k++)
        n += k < a->count && a->a[k].kind == kind && a->a[k].set == set ? 1u : 0u;
    return n;
}

static bool any(const sa_actions *a, sa_action_kind kind)
{
    bool found = false;

    for (uint32_t k = 0; k < SA_ACTIONS_MAX; k++)
        found = found || (k < a->count && a->a[k].kind == kind);
    return found;
}

static bool same_params(const sa_params *p, const sa_params *q)
{
    return p->spi_uc == q->spi_uc && p->spi_us == q->spi_us && p->spi_pc == q->spi_pc && p->spi_ps == q->spi_ps &&
           p->port_uc == q->port_uc && p->port_us == q->port_us && p->port_pc == q->port_pc &&
           p->port_ps == q->port_ps && p->alg == q->alg && p->ealg == q->ealg;
}

/* The set's time has come: said again here, apart from the code. */
static inline bool ended(const sa_set *s, uint64_t now)
{
    return s->state != SA_NONE && s->expires_at <= now;
}

/* How many sets stand. */
static inline uint32_t standing(const sa_sets *s)
{
    return (s->temp.state != SA_NONE) + (s->cur.state != SA_NONE) + (s->old.state != SA_NONE);
}

/* The set of that id has the same values, whatever its role and its end. */
static bool same_set(const sa_set *s, const sa_set *t)
{
    return s->id == t->id && same_params(&s->p, &t->p);
}
