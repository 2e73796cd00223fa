/* What the contracts of the functions that end and empty sets say about concrete ones. */
#include "../../src/core/sa.h"

/*@ requires \valid(s) && \valid(a) && \separated(s, a) && a->count == 0;
    requires s->temp.id == 3 && s->cur.id == 2 && s->old.id == 1;
    requires s->temp.state == SA_TEMPORARY && s->cur.state == SA_ESTABLISHED && s->old.state == SA_OLD;
    requires s->temp.expires_at == 500 && s->cur.expires_at == 2000 && s->old.expires_at == 1000;
    assigns *s, *a; */
void expire(sa_sets *s, sa_actions *a)
{
    sa_expire(s, 1000, a, SA_REQ_CR2_7_4_1A_23);
    //@ check count: a->count == 2;
    //@ check first: a->a[0].kind == SA_DELETE && a->a[0].set == 3 && a->a[0].req == SA_REQ_CR2_7_4_1A_23;
    //@ check second: a->a[1].kind == SA_DELETE && a->a[1].set == 1;
    //@ check gone: s->temp.state == SA_NONE && s->old.id == 0;
    //@ check stays: s->cur.state == SA_ESTABLISHED && s->cur.id == 2;
}

/*@ requires \valid(s) && \valid(a) && \separated(s, a) && a->count == 2 && s->state == SA_OLD && s->id == 7;
    assigns *s, *a; */
void delete(sa_set *s, sa_actions *a)
{
    sa_delete(s, a, SA_REQ_CR2_7_1_R8);
    //@ check gone: a->count == 3 && s->state == SA_NONE && a->a[2].kind == SA_DELETE && a->a[2].set == 7;
    sa_delete(s, a, SA_REQ_CR2_7_1_R8);
    //@ check once: a->count == 3;
    sa_clear(s);
    //@ check empty: s->id == 0 && s->p.port_uc == 0;
}
