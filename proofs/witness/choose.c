/* What the contracts of the choice say about lists. */
#include "../../src/core/ipsec3gpp.h"

/*@ requires ListReadable(s, l) && \valid(out) && \separated(out, l) && l->count == 2;
    requires ListQ(l) && \valid_read(own + (0 .. 1));
    assigns *out; */
void server(const uint8_t *s, const sec_list *l, const sec_pair *own, ipsec3gpp *out)
{
    size_t none = ipsec3gpp_choose_server(s, l, PROFILE_IMS, own, 0, out);
    //@ check nothing_of_its_own: none == SIP_NPOS;
}

/*@ requires ListReadable(s, l) && \valid(out) && \separated(out, l) && l->count == 2;
    requires ListQ(l) && \valid_read(own + (0 .. 1));
    assigns *out; */
void member(const uint8_t *s, const sec_list *l, const sec_pair *own, ipsec3gpp *out)
{
    size_t k = ipsec3gpp_choose_server(s, l, PROFILE_IMS, own, 2, out);
    //@ check member: k == SIP_NPOS || k < 2;
}

/*@ requires ListReadable(s, l) && \valid(out) && \separated(out, l) && l->count == 2;
    requires ListQ(l) && \valid_read(own + (0 .. 1)) && l->mech[0].q == 100 && l->mech[1].q == 900;
    requires ServerRank(s, l, 1, ProfileOf(PROFILE_IMS), own, 2) > 0;
    assigns *out; */
void client(const uint8_t *s, const sec_list *l, const sec_pair *own, ipsec3gpp *out)
{
    //@ assert second: OfferRank(s, l, 1, ProfileOf(PROFILE_IMS), own, 2, 1) == 900;
    //@ assert first: OfferRank(s, l, 0, ProfileOf(PROFILE_IMS), own, 2, 1) <= 100;
    //@ assert not_first: !ClientBest(s, l, ProfileOf(PROFILE_IMS), own, 2, 0);
    //@ assert not_none: !ClientBest(s, l, ProfileOf(PROFILE_IMS), own, 2, SIP_NPOS);
    //@ assert best: \forall integer r; ClientBest(s, l, ProfileOf(PROFILE_IMS), own, 2, r) ==> r == 1;
    size_t k = ipsec3gpp_choose_client(s, l, PROFILE_IMS, own, 2, out);
    //@ check highest_q: k == 1;
}

/*@ requires ListReadable(s, l) && ListReadable(t, m) && ListQ(l) && l->count == 0;
    assigns \nothing; */
void common(const uint8_t *s, const sec_list *l, const uint8_t *t, const sec_list *m)
{
    size_t k = sec_choose_common(s, l, t, m, PROFILE_IMS, false);
    //@ check empty: k == SIP_NPOS;
}

/*@ requires ListReadable(s, l) && ListReadable(t, m) && ListQ(l) && l->count == 2;
    requires l->mech[0].q == 100 && l->mech[1].q == 900;
    requires TakesPart(s, l, 0, t, m, ProfileOf(PROFILE_IMS), 0) && TakesPart(s, l, 1, t, m, ProfileOf(PROFILE_IMS), 0);
    assigns \nothing; */
void common_member(const uint8_t *s, const sec_list *l, const uint8_t *t, const sec_list *m)
{
    //@ assert second: RankBeats(l->mech[1].q, 1, l->mech[0].q, 0);
    //@ assert not_none: !CommonBest(s, l, t, m, ProfileOf(PROFILE_IMS), 0, SIP_NPOS);
    //@ assert not_first: !CommonBest(s, l, t, m, ProfileOf(PROFILE_IMS), 0, 0);
    size_t k = sec_choose_common(s, l, t, m, PROFILE_IMS, false);
    //@ check highest_of_both: k == 1;
}
