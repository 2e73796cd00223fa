// cbmc: --unwind 9
// sources: src/core/sa.c
// property: each of the two functions that append to the list of actions puts one action behind those that are there and leaves those as they are; a full list stays as it is
// bound: none
// requirements: CR2-7.4-09
#include "../../src/core/sa.h"

static bool equal(const sa_action *x, const sa_action *y)
{
    return x->kind == y->kind && x->set == y->set && x->code == y->code && x->at == y->at && x->req == y->req;
}

void harness(void)
{
    sa_actions before, after;
    sa_action x;
    uint32_t k;
    bool at;

    __CPROVER_assume(before.count <= SA_ACTIONS_MAX && k < SA_ACTIONS_MAX);
    after = before;
    if (at)
        sa_act_at(&after, x.kind, x.set, x.at, x.req);
    else
        sa_act(&after, x.kind, x.set, x.code, x.req);
    x.code = at ? 0 : x.code;
    x.at = at ? x.at : 0;
    __CPROVER_assert(after.count == (before.count < SA_ACTIONS_MAX ? before.count + 1 : before.count), "one more");
    __CPROVER_assert(k >= before.count || equal(&after.a[k], &before.a[k]), "the others stay");
    __CPROVER_assert(k != before.count || equal(&after.a[k], &x), "the new one");
}
