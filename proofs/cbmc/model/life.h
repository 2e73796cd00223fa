/* The end that a success gives (sa_life_end): a stand-in answers any number here, so that no multiplication stands in
 * the middle of a step, which would be long work for the solver. What the true one answers is proved in src/core/sa.c:
 * its contract is the max rule (CR2-7.4.1a-12, CR2-7.4.2a-12, Z-07) and the period of cr1. */
#ifndef PROOFS_LIFE_H
#define PROOFS_LIFE_H
#include "../../../src/core/sa.h"

static struct {
    uint64_t is, now;
    uint32_t seconds;
    sa_set cur;
    sec_profile profile;
    sa_times times;
} life;

static inline uint64_t asked_life_end(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    uint64_t any;

    life.is = any;
    life.now = now;
    life.seconds = seconds;
    life.cur = s->cur;
    life.profile = s->profile;
    life.times = *t;
    return life.is;
}

/* It was asked for these sets, at that time. */
static inline bool asked_for(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    return life.now == now && life.seconds == seconds && life.cur.state == s->cur.state &&
           life.cur.expires_at == s->cur.expires_at && life.profile == s->profile && life.times.grace == t->grace;
}

#define sa_life_end asked_life_end

#endif
