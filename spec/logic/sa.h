/* Sets of security associations in logic: what is valid, and what the functions of sa.h do with sets and with lists of
 * actions (TS 33.203 7.1, 7.4, CR2; CR1 by profile). */
#ifndef SECAGREE_LOGIC_SA_H
#define SECAGREE_LOGIC_SA_H

/* All scalar fields of a set (x: an expression like s->temp), in an ensures clause: none of a set is left in the slot;
 * they are what they were. Written out where they stand, because a predicate hides from WP which field is read, and by
 * the field it sees what a write to another set leaves alone. */
#define SA_AWAY(p, a) (\separated(p, &(a)->count) && \separated(p, &(a)->a[0 .. SA_ACTIONS_MAX - 1])) /* a hint */
#define SA_OVER(x, now) ((x).state != SA_NONE && (now) >= (x).expires_at)
#define SA_EXPIRED_NEXT(x, now, n) (SA_OVER(x, now) ? SaNext(n) : (n)) /* where the list goes on behind x */
#define SA_EMPTY(x) ((x).state == SA_NONE && (x).id == 0 && (x).used == 0 && (x).expires_at == 0 && \
    (x).p.spi_uc == 0 && (x).p.spi_us == 0 && (x).p.spi_pc == 0 && (x).p.spi_ps == 0 && \
    (x).p.port_uc == 0 && (x).p.port_us == 0 && (x).p.port_pc == 0 && (x).p.port_ps == 0 && \
    (x).p.alg == 0 && (x).p.ealg == 0 && (x).p.ue.len == 0)
#define SA_SAME(x) ((x).state == \old((x).state) && (x).id == \old((x).id) && (x).used == \old((x).used) && \
    (x).expires_at == \old((x).expires_at) && \
    (x).p.spi_uc == \old((x).p.spi_uc) && (x).p.spi_us == \old((x).p.spi_us) && \
    (x).p.spi_pc == \old((x).p.spi_pc) && (x).p.spi_ps == \old((x).p.spi_ps) && \
    (x).p.port_uc == \old((x).p.port_uc) && (x).p.port_us == \old((x).p.port_us) && \
    (x).p.port_pc == \old((x).p.port_pc) && (x).p.port_ps == \old((x).p.port_ps) && \
    (x).p.alg == \old((x).p.alg) && (x).p.ealg == \old((x).p.ealg) && (x).p.ue.len == \old((x).p.ue.len))

/*@ // ---- One set ----

    predicate SaOver{L}(sa_set *s, integer now) = s->state != SA_NONE && now >= s->expires_at;
    predicate SaInPrefix{L}(ip_prefix *p, ip_addr *a) =
      p->len <= 128 && SameFamily(&p->addr, a) && SamePrefix(&p->addr, a, p->len);
    predicate SaCovers{L}(sa_set *s, ip_addr *a) = s->state != SA_NONE && SaInPrefix(&s->p.ue, a);

    // asked of a whole value, so that the provers see all its fields
    predicate SaNone(sa_set s) = s.state == SA_NONE;
    predicate SaHasId(sa_set s, integer id) = s.id == id;
    // the addresses of a set: none is left; all are what they were
    predicate SaNoAddress{L}(sa_set *s) =
      \forall integer k; 0 <= k < 16 ==> s->p.ue.addr.b[k] == 0 && s->p.ue_addr.b[k] == 0 && s->p.p_addr.b[k] == 0;
    predicate SaSameAddr{L1, L2}(sa_set *s) =
      \forall integer k; 0 <= k < 16 ==> \at(s->p.ue_addr.b[k], L2) == \at(s->p.ue_addr.b[k], L1);
    predicate SaSameAddresses{L1, L2}(sa_set *s) = \forall integer k; 0 <= k < 16 ==>
      \at(s->p.ue.addr.b[k], L2) == \at(s->p.ue.addr.b[k], L1) &&
      \at(s->p.ue_addr.b[k], L2) == \at(s->p.ue_addr.b[k], L1) &&
      \at(s->p.p_addr.b[k], L2) == \at(s->p.p_addr.b[k], L1);

    // ---- Times, ports, SPIs ----

    logic integer SaAfter(integer now, integer ms) = now + ms > UINT64_MAX ? UINT64_MAX : now + ms;
    logic integer SaEnd{L}(sa_set *s) = s->state == SA_NONE ? UINT64_MAX : s->expires_at;

    predicate SaPort(integer profile, integer port) =
      port != 0 && port != 5060 && (port != 5061 || profile == PROFILE_CR1);
    predicate SaPorts(integer profile, integer c, integer s) = c != s && SaPort(profile, c) && SaPort(profile, s);
    predicate SaSpis(integer profile, integer c, integer s) =
      s >= SA_SPI_MIN && (profile == PROFILE_CR1 ? c == 0 : c >= SA_SPI_MIN && c != s);
    predicate SaSpiIn(integer spi, integer c, integer s) = spi != 0 && (spi == c || spi == s);

    // Pair A: SA 1 and 2, pair B: SA 3 and 4. In cr1 SA 1 goes to the P-CSCF, SA 3 to the UE, and there are no others.
    logic boolean SaPairA{L}(sa_set *s, integer ue_port, integer p_port) =
      s->state != SA_NONE && s->p.port_uc == ue_port && s->p.port_ps == p_port;
    logic boolean SaPairB{L}(sa_set *s, integer ue_port, integer p_port) =
      s->state != SA_NONE && s->p.port_us == ue_port && s->p.port_pc == p_port;
    logic boolean SaToUe{L}(integer profile, sa_set *s, integer ue_port, integer p_port) =
      SaPairB(s, ue_port, p_port) || (profile != PROFILE_CR1 && SaPairA(s, ue_port, p_port));
    logic boolean SaToP{L}(integer profile, sa_set *s, integer ue_port, integer p_port) =
      SaPairA(s, ue_port, p_port) || (profile != PROFILE_CR1 && SaPairB(s, ue_port, p_port));
    predicate SaFrom{L}(integer profile, sa_set *s, ip_addr *ue, integer ue_port, integer p_port) =
      SaToP(profile, s, ue_port, p_port) && SaCovers(s, ue);

    // ---- Lists of actions; one too many is dropped ----

    predicate SaIs{L}(sa_actions *a, integer n, integer kind, integer id, integer code, integer when, integer req) =
      0 <= n < SA_ACTIONS_MAX ==>
        a->a[n].kind == kind && a->a[n].set == id && a->a[n].code == code && a->a[n].at == when && a->a[n].req == req;
    // all but those at from .. to - 1 are as they were
    predicate SaKeeps{L1, L2}(sa_actions *a, integer from, integer to) =
      \forall integer k; 0 <= k < SA_ACTIONS_MAX && (k < from || to <= k) ==>
        \at(a->a[k].kind, L2) == \at(a->a[k].kind, L1) && \at(a->a[k].set, L2) == \at(a->a[k].set, L1) &&
        \at(a->a[k].code, L2) == \at(a->a[k].code, L1) && \at(a->a[k].at, L2) == \at(a->a[k].at, L1) &&
        \at(a->a[k].req, L2) == \at(a->a[k].req, L1);
    logic integer SaNext(integer n) = n < SA_ACTIONS_MAX ? n + 1 : n;
    logic integer SaThen(integer due, integer n) = due != 0 ? SaNext(n) : n; // where it goes on behind what may be none
    predicate SaActed{L1, L2}(sa_actions *a, integer kind, integer id, integer code, integer when, integer req) =
      \at(a->count, L2) == SaNext(\at(a->count, L1)) && SaIs{L2}(a, \at(a->count, L1), kind, id, code, when, req) &&
      SaKeeps{L1, L2}(a, \at(a->count, L1), \at(a->count, L1) + 1);
    predicate SaSilent{L1, L2}(sa_actions *a) =
      \at(a->count, L2) == \at(a->count, L1) && SaKeeps{L1, L2}(a, 0, 0);

    // A set that covers the new address of the UE has it, and says so where it had another one.
    predicate SaUses{L}(sa_set *s, ip_addr *to) = SameAddr(&s->p.ue_addr, to);
    predicate SaMoves{L}(sa_set *s, ip_addr *to) = SaCovers(s, to) && !SaUses(s, to);
    // where the list goes on, from n, behind the action for it
    predicate SaMovedNext{L}(sa_set *s, ip_addr *to, integer n, integer m) =
      (SaMoves(s, to) ==> m == SaNext(n)) && (!SaMoves(s, to) ==> m == n);

    // ---- What holds between two events ----

    // the slots by role; an old set does not outlive the established one
    predicate SaRoles{L}(sa_sets *s) =
      (s->temp.state == SA_NONE || s->temp.state == SA_TEMPORARY) &&
      (s->cur.state == SA_NONE || s->cur.state == SA_ESTABLISHED) &&
      (s->old.state == SA_NONE || s->old.state == SA_OLD || s->old.state == SA_CLOSING) &&
      (s->old.state == SA_OLD ==> s->cur.state == SA_ESTABLISHED && s->old.expires_at <= s->cur.expires_at);
    // an empty slot has no id; a set has one that was given, good ports and SPIs, and covers the address of the UE
    predicate SaSetValid{L}(sa_sets *all, sa_set *s) =
      s->state == SA_NONE ? s->id == 0 :
      0 < s->id < all->next_id && SaSpis(all->profile, s->p.spi_uc, s->p.spi_us) &&
      SaSpis(all->profile, s->p.spi_pc, s->p.spi_ps) && SaPorts(all->profile, s->p.port_uc, s->p.port_us) &&
      SaPorts(all->profile, s->p.port_pc, s->p.port_ps) && SaInPrefix(&s->p.ue, &s->p.ue_addr);
    predicate SaApart{L}(sa_set *a, sa_set *b) = a->state != SA_NONE && b->state != SA_NONE ==> a->id != b->id;
    predicate SaValid{L}(sa_sets *s) =
      s->next_id != 0 && SaRoles(s) && SaSetValid(s, &s->temp) && SaSetValid(s, &s->cur) && SaSetValid(s, &s->old) &&
      SaApart(&s->temp, &s->cur) && SaApart(&s->temp, &s->old) && SaApart(&s->cur, &s->old);
*/

#endif
