/* What the harnesses of both machines share: addresses, and what a step does.
 *
 * The machines see addresses through prefix_match, prefix_overlap and addr_equal alone, and copy them. Here these read
 * the first byte of an address and prefixes of 0..8 bits, which is room for every relation that the few addresses of
 * a machine can have; the true functions are proved in src/core/prefix.c and addr.c. */
#include "model/notes.h"

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

/* The history of one set, whichever: made by a good challenge, SM7 sent or forwarded on it, accepted on it, deleted. */
typedef struct { bool born, answered, accepted, dead; } history;

/* An action of that kind came. */
static inline bool any(sa_action_kind kind)
{
    return seen.all[kind] != 0;
}

/* It is known that one came for that set, or that none did: nothing is known unless the set is watched. */
static inline bool does(sa_action_kind kind, uint32_t set)
{
    return watched == set && seen.of[kind] != 0;
}

static inline bool lacks(sa_action_kind kind, uint32_t set)
{
    return watched == set && seen.of[kind] == 0;
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

static inline bool nothing_over(const sa_sets *s, uint64_t now)
{
    return !ended(&s->temp, now) && !ended(&s->cur, now) && !ended(&s->old, now);
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

/* The set of that id, or one of no state. */
static inline sa_set set_of(const sa_sets *s, uint32_t id)
{
    sa_set x;

    x.state = SA_NONE;
    x.id = 0;
    if (id != 0 && s->temp.id == id)
        x = s->temp;
    if (id != 0 && s->cur.id == id)
        x = s->cur;
    if (id != 0 && s->old.id == id)
        x = s->old;
    return x;
}

/* A set is as it was. */
static inline bool kept_set(const sa_set *s, const sa_set *t)
{
    return s->state == t->state && s->used == t->used && s->expires_at == t->expires_at && same_set(s, t) &&
           addr_equal(&s->p.ue_addr, &t->p.ue_addr);
}

/* All are, and no id was given. */
static inline bool untouched(const sa_sets *s, const sa_sets *t)
{
    return kept_set(&s->temp, &t->temp) && kept_set(&s->cur, &t->cur) && kept_set(&s->old, &t->old) &&
           s->next_id == t->next_id && s->profile == t->profile;
}

/* That much later, or the end of time: said again here, apart from the code. */
static inline uint64_t plus(uint64_t now, uint64_t ms)
{
    return now > UINT64_MAX - ms ? UINT64_MAX : now + ms;
}

/* The notes are in force, and not the list. */
static inline void noted(const sa_actions *a)
{
    __CPROVER_assert(a->count == seen.count, "each action is noted");
}

/* A step begins: any set is watched. */
static inline void watch(const sa_sets *s)
{
    static const notes none;
    uint32_t id;

    watched = id;
    seen = none;
    seen.there = id != 0 && (s->temp.id == id || s->cur.id == id || s->old.id == id);
    seen.sets = standing(s);
    seen.most = seen.sets;
}
