/* The rows of a success: the end that they say is the one that the step asked for (life.h), whose stand-in answered. */
#ifndef PROOFS_LIFE_ROW_H
#define PROOFS_LIFE_ROW_H
#include "life.h"
#include "../../../spec/states/facts.h"

/* The true one is the period of the registration in cr1, and elsewhere the later of that, with a little more, and the
 * end of the established set. */
static uint64_t asked_end(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds, bool cr1)
{
    __CPROVER_assert(asked_for(s, t, now, seconds) && cr1 == (s->profile == PROFILE_CR1), "the end that the row says");
    return life.is;
}

static uint64_t asked_period(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    return asked_end(s, t, now, seconds, true);
}

static uint64_t asked_later(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    __CPROVER_assume(s->cur.state == SA_NONE || life.is >= s->cur.expires_at); /* as the true one is */
    return asked_end(s, t, now, seconds, false);
}

#define life_period asked_period
#define life_later asked_later

#endif
