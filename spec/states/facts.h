/* What the words of the tables here mean, as far as both machines have them: the facts of a state and of an event by
 * number, and what a row does. The tests read the tables as text; rows turns them into C for the harnesses
 * proofs/cbmc/pcscf_table_*.c and ue_table_*.c. Apart from the code of the machines on purpose. */
#ifndef SECAGREE_STATES_FACTS_H
#define SECAGREE_STATES_FACTS_H
#include "../../src/core/sa.h"

/* A fact: its name, how many values it has, and their names by number. */
typedef struct { const char *name; int n; const char *value[13]; } fact;

/* 0 clear, 1 T, 2 C, 3 O, 4 of no set. */
static inline int place_of(const sa_sets *s, uint32_t id)
{
    return id == 0 ? 0 : id == s->temp.id ? 1 : id == s->cur.id ? 2 : id == s->old.id ? 3 : 4;
}

/* 0 the set's known address, 1 another that it covers, 2 outside. */
static inline int address_in(const sa_set *s, const ip_addr *a)
{
    return s->state == SA_NONE || !prefix_match(&s->p.ue, a) ? 2 : addr_equal(&s->p.ue_addr, a) ? 0 : 1;
}

static inline bool spi_in(uint32_t x, uint32_t a, uint32_t b)
{
    return x != 0 && (x == a || x == b);
}

/* The SPIs of one end, by profile: 1 one is reserved, 2 equal, or in cr1 more than one, 0 good. */
static inline int spis_fact(sec_profile profile, uint32_t c, uint32_t s)
{
    if (s < 256 || (profile != PROFILE_CR1 && c < 256))
        return 1;
    return (profile == PROFILE_CR1 ? c != 0 : c == s) ? 2 : 0;
}

/* That much later, or the end of time. */
static inline uint64_t after(uint64_t now, uint64_t ms)
{
    return now > UINT64_MAX - ms ? UINT64_MAX : now + ms;
}

/* The later of that time and of the end of the set, where there is one. */
static inline uint64_t later(const sa_set *s, uint64_t at)
{
    return s->state != SA_NONE && s->expires_at > at ? s->expires_at : at;
}

/* When a registration of so many seconds is over, and the later of that, with a little more, and the end of C. */
static inline uint64_t life_period(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    (void)s;
    (void)t;
    return after(now, seconds * UINT64_C(1000));
}

static inline uint64_t life_later(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    return later(&s->cur, after(life_period(s, t, now, seconds), t->grace));
}

static inline bool over_by(const sa_set *s, uint64_t now)
{
    return s->state != SA_NONE && s->expires_at <= now;
}

/* Which sets are over at that time: bit 0 T, 1 C, 2 O. */
static inline int over_at(const sa_sets *s, uint64_t now)
{
    return (over_by(&s->temp, now) ? 1 : 0) + (over_by(&s->cur, now) ? 2 : 0) + (over_by(&s->old, now) ? 4 : 0);
}

static inline void drop(sa_set *s)
{
    static const sa_set none = { .state = SA_NONE };

    *s = none;
}

#endif
