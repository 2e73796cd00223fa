/* What holds in the world of world.h after every move. */
#include "world_in.h"
#include <stddef.h>

bool valid(const world *w)
{
    return ue_valid(&w->u) && pcscf_valid(&w->p);
}

static bool params_equal(const sa_params *p, const sa_params *q)
{
    return p->spi_uc == q->spi_uc && p->spi_us == q->spi_us && p->spi_pc == q->spi_pc && p->spi_ps == q->spi_ps &&
           p->port_uc == q->port_uc && p->port_us == q->port_us && p->port_pc == q->port_pc &&
           p->port_ps == q->port_ps && p->alg == q->alg && p->ealg == q->ealg && p->ue.len == q->ue.len &&
           addr_equal(&p->ue.addr, &q->ue.addr) && addr_equal(&p->ue_addr, &q->ue_addr);
}

static bool is_own(const world *w, const sa_set *s)
{
    return s->state == SA_NONE || (key_of(s) != 0 && key_of(s) <= w->nonces);
}

bool own_challenge(const world *w)
{
    return is_own(w, &w->u.sets.temp) && is_own(w, &w->u.sets.cur) && is_own(w, &w->u.sets.old);
}

/* The answer to a REGISTER that came protected finds that REGISTER, and none in clear has taken its place, as long as
 * its set stands. */
bool waits(const world *w)
{
    const forwarded *f = &w->f;

    if (w->displaced)
        return false;
    if (!f->there || f->on == 0 || sa_sets_get(&w->p.sets, f->on) == NULL)
        return true;
    if (f->on == w->p.sets.temp.id)
        return w->p.answered;
    return w->p.sm1.active && w->p.sm1.on == f->on && w->p.sm1.transaction == f->transaction;
}

/* A set that both have, by its key, and that SM7 has confirmed is the same at both: SPIs, ports, algorithms. Before SM7
 * the P-CSCF may hold an offer that was changed on its way; then SM7 is refused (CR2-7.2-SM7-4). */
static bool agrees(const world *w)
{
    const sa_set *a[] = { &w->u.sets.temp, &w->u.sets.cur, &w->u.sets.old };
    const sa_set *b[] = { &w->p.sets.temp, &w->p.sets.cur, &w->p.sets.old };

    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            if (a[i]->state != SA_NONE && b[j]->state != SA_NONE && key_of(a[i]) == key_of(b[j]) &&
                (b[j]->state != SA_TEMPORARY || w->p.answered) && !params_equal(&a[i]->p, &b[j]->p))
                return false;
        }
    }
    return true;
}

/* ---- From here on, once the losses stop ---- */

#define TRIES 3  /* registrations */
#define MOVES 32 /* until nothing is on its way any more */

/* What becomes of the messages that are on their way when the losses stop, and in which order messages arrive. */
typedef enum { FORGET_EARLIER, OLDEST_FIRST, NEWEST_FIRST, ORDERS } order;

/* agrees: at every end of such a run. */
typedef struct { bool agrees, completes; } outcome;

/* The network and the S-CSCF do all that there is to do; false: it never ends. */
static bool settles(world *w, order o)
{
    for (int k = 0; k < MOVES; k++) {
        if (w->n > 0)
            delivers(w, o == NEWEST_FIRST ? w->n - 1 : 0);
        else if (w->f.there)
            decides(w, true);
        else
            return true;
    }
    return false;
}

bool is_complete(const world *w)
{
    return w->u.phase == UE_IDLE && w->u.sets.cur.state == SA_ESTABLISHED && w->p.sets.cur.state == SA_ESTABLISHED &&
           key_of(&w->u.sets.cur) == w->nonces && key_of(&w->p.sets.cur) == w->nonces;
}

static void forget_earlier(world *w)
{
    is_silent(w);
    while (w->n > 0)
        loses(w, 0);
}

/* The UE's timer runs out where no answer can come any more; then it tries again, at most three times. */
static outcome run_on(world w, order o)
{
    outcome r = { true, false };

    if (o == FORGET_EARLIER)
        forget_earlier(&w);
    for (int k = 0; k < TRIES && !r.completes && settles(&w, o); k++) {
        if (w.u.phase != UE_IDLE)
            times_out(&w);
        registers(&w, false);
        r.completes = settles(&w, o) && is_complete(&w);
        r.agrees = r.agrees && agrees(&w);
    }
    return r;
}

bool agree(const world *w)
{
    bool all = agrees(w);

    for (order o = FORGET_EARLIER; o < ORDERS; o++)
        all = all && run_on(*w, o).agrees;
    return all;
}

bool completes(const world *w)
{
    bool all = true;

    for (order o = FORGET_EARLIER; o < ORDERS; o++)
        all = all && run_on(*w, o).completes;
    return all;
}
