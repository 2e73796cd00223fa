/* The UE's side of the security agreement (agree.h): each request that it sends and each answer that it gets is a step
 * of agree_client_step, which says what the request carries and what the answer means. */
#include "../ims/answer_facts.h"
#include "ue_role.h"

agree_client *ut_agreement(ut *t, uint32_t set)
{
    ut_set *g = ut_set_by_id(t, set);
    return set == 0 ? &t->agree : g != NULL ? &g->agree : NULL;
}

static agree_client_action step(ut *t, uint32_t set, const agree_client_event *e)
{
    static const char *const events[] = { "start", "answer", "later", "lost" };
    static const char *const acts[] = { "send", "start", "deliver", "abort" };
    agree_client_action x = agree_client_step(ut_agreement(t, set), e);
    log_event(t->r.log, "agree", "event=%s set=%u code=%u action=%s requirement=%s", events[e->kind], (unsigned)set,
              (unsigned)e->code, acts[x.act], agree_requirement(x.req));
    return x;
}

/* In clear a REGISTER starts an agreement; on a set it is a later request of the one that made the set. */
bool ut_agree_request(ut *t, uint32_t set, agree_method method, agree_client_action *x)
{
    agree_client_event e = { .kind = set == 0 ? AGREE_EV_START : AGREE_EV_REQUEST, .profile = t->c.profile,
                             .method = method };
    agree_client_event lost = { .kind = AGREE_EV_LOST, .profile = t->c.profile };
    if (ut_agreement(t, set) == NULL)
        return false;
    if (set == 0 && t->agree.phase == AGREE_CLIENT_AGREED)
        (void)step(t, set, &lost); /* a mechanism was chosen, but the challenge was bad: there are no keys for it */
    *x = step(t, set, &e);
    return x->act == AGREE_DO_SEND && x->over_mechanism == (set != 0);
}

/* The list that Security-Verify has to repeat; false: it is longer than what this UE can keep. */
static bool keep_server(ut *t, const uint8_t *s, const sip_message *m)
{
    sec_list list = { 0 };
    size_t n = SIP_NPOS;
    if (sec_list_read(s, m, SIP_H_SECURITY_SERVER, &list).code == SEC_OK)
        n = sec_list_print(s, &list, t->server, sizeof t->server);
    t->server_len = n == SIP_NPOS ? 0 : n;
    return n != SIP_NPOS;
}

agree_client_action ut_agree_answer(ut *t, uint32_t set, agree_method method, const uint8_t *s, const sip_message *m,
                                    bool keyed)
{
    agree_client_action none = { .act = AGREE_DO_DELIVER };
    agree_client_event e = answer_facts_read(s, m, method, t->c.profile, t->c.algorithms.pair, t->c.algorithms.count,
                                             keyed, &t->chosen);
    e.complete = e.complete && keep_server(t, s, m);
    return ut_agreement(t, set) != NULL ? step(t, set, &e) : none;
}
