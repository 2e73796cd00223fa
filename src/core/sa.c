/* Sets of security associations and lists of actions: what ue.c and pcscf.c share. */
#include "sa.h"
#include "port.h"

#define SA_REQ_ONE(id, name) { name, name },
#define SA_REQ_TWO(id, name, cr1) { name, cr1 },
static const char *const requirement_names[SA_REQ_COUNT][2] = { { "", "" }, SA_REQ_LIST(SA_REQ_ONE, SA_REQ_TWO) };
#undef SA_REQ_ONE
#undef SA_REQ_TWO

static const char *const action_names[] = {
    "forward", "send", "reply", "register", "install", "delete", "lifetime", "move", "deliver", "discard", "abort",
    "reregister"
};

static const char *const state_names[] = { "none", "temporary", "established", "old", "closing" };

static const char *const register_names[] = { "start", "response", "auts", "failed" };

const char *sa_requirement(sec_profile profile, sa_req req)
{
    return (unsigned)req < SA_REQ_COUNT ? requirement_names[req][profile_get(profile)->cr1 ? 1 : 0] : "";
}

const char *sa_action_name(sa_action_kind k)
{
    return (unsigned)k <= SA_REREGISTER ? action_names[k] : "";
}

const char *sa_state_name(sa_state s)
{
    return (unsigned)s <= SA_CLOSING ? state_names[s] : "";
}

const char *sa_register_name(sa_register r)
{
    return (unsigned)r <= SA_REGISTER_FAILED ? register_names[r] : "";
}

bool sa_over(const sa_set *s, uint64_t now)
{
    return s->state != SA_NONE && now >= s->expires_at;
}

void sa_clear(sa_set *s)
{
    static const sa_set none = { .state = SA_NONE };

    *s = none;
    //@ assert none: SaNone(none);
    // for the provers: each address is zero as a value, and so are its bytes
    //@ assert value: \let x = s->p.ue.addr; \forall integer k; 0 <= k < 16 ==> x.b[k] == 0;
    //@ assert bytes: \let x = s->p.ue.addr; \forall integer k; 0 <= k < 16 ==> s->p.ue.addr.b[k] == x.b[k];
    //@ assert zero: \forall integer k; 0 <= k < 16 ==> s->p.ue.addr.b[k] == 0;
    //@ assert value: \let x = s->p.ue_addr; \forall integer k; 0 <= k < 16 ==> x.b[k] == 0;
    //@ assert bytes: \let x = s->p.ue_addr; \forall integer k; 0 <= k < 16 ==> s->p.ue_addr.b[k] == x.b[k];
    //@ assert zero: \forall integer k; 0 <= k < 16 ==> s->p.ue_addr.b[k] == 0;
    //@ assert value: \let x = s->p.p_addr; \forall integer k; 0 <= k < 16 ==> x.b[k] == 0;
    //@ assert bytes: \let x = s->p.p_addr; \forall integer k; 0 <= k < 16 ==> s->p.p_addr.b[k] == x.b[k];
    //@ assert zero: \forall integer k; 0 <= k < 16 ==> s->p.p_addr.b[k] == 0;
}

uint64_t sa_after(uint64_t now, uint64_t ms)
{
    return now > UINT64_MAX - ms ? UINT64_MAX : now + ms;
}

bool sa_covers(const sa_set *s, const ip_addr *a)
{
    return s->state != SA_NONE && prefix_match(&s->p.ue, a);
}

bool sa_ports_ok(sec_profile profile, uint16_t c, uint16_t s)
{
    bool free_5061 = profile_get(profile)->port_5061;

    return c != s && port_ok(free_5061, c) && port_ok(free_5061, s);
}

bool sa_spis_ok(sec_profile profile, uint32_t c, uint32_t s)
{
    return s >= SA_SPI_MIN && (profile_get(profile)->one_pair ? c == 0 : c >= SA_SPI_MIN && c != s);
}

bool sa_spi_in(uint32_t spi, uint32_t c, uint32_t s)
{
    return spi != 0 && (spi == c || spi == s);
}

/* One action with all its fields. */
/*@ requires writable: \valid(a);
    requires readable: \valid_read(x) && \separated(a, x);
    terminates \true;
    exits \false;
    assigns a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures exact: SaActed{Pre, Post}(a, x->kind, x->set, x->code, x->at, x->req); */
static void push(sa_actions *a, const sa_action *x)
{
    if (a->count < SA_ACTIONS_MAX) {
        a->a[a->count] = *x;
        a->count++;
    }
}

void sa_act(sa_actions *a, sa_action_kind kind, uint32_t id, uint32_t code, sa_req req)
{
    sa_action x = { .kind = kind, .set = id, .code = code, .at = 0, .req = req };

    push(a, &x);
}

void sa_act_at(sa_actions *a, sa_action_kind kind, uint32_t id, uint64_t at, sa_req req)
{
    sa_action x = { .kind = kind, .set = id, .code = 0, .at = at, .req = req };

    push(a, &x);
}

void sa_delete(sa_set *s, sa_actions *a, sa_req req)
{
    if (s->state == SA_NONE)
        return;
    sa_act(a, SA_DELETE, s->id, 0, req);
    sa_clear(s);
    //@ assert count: a->count == SaNext(\at(a->count, Pre));
    //@ assert is: SaIs(a, \at(a->count, Pre), SA_DELETE, \at(s->id, Pre), 0, 0, req);
    //@ assert keeps: SaKeeps{Pre, Here}(a, \at(a->count, Pre), \at(a->count, Pre) + 1);
}

/* One set, if it is over. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    terminates \true;
    exits \false;
    assigns *s, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures gone: \old(SA_OVER(*s, now)) ==> SA_EMPTY(*s);
    ensures no_address: \old(SA_OVER(*s, now)) ==> SaNoAddress(s);
    ensures told: \old(SA_OVER(*s, now)) ==> SaActed{Pre, Post}(a, SA_DELETE, \old(s->id), 0, 0, req);
    ensures stays: !\old(SA_OVER(*s, now)) ==> SA_SAME(*s);
    ensures addresses: !\old(SA_OVER(*s, now)) ==> SaSameAddresses{Pre, Post}(s);
    ensures silent: !\old(SA_OVER(*s, now)) ==> SaSilent{Pre, Post}(a); */
static void expire_set(sa_set *s, uint64_t now, sa_actions *a, sa_req req)
{
    if (sa_over(s, now))
        sa_delete(s, a, req);
}

void sa_expire(sa_sets *s, uint64_t now, sa_actions *a, sa_req req)
{
    expire_set(&s->temp, now, a, req);
    expire_set(&s->cur, now, a, req);
    expire_set(&s->old, now, a, req);
}

void sa_set_end(sa_set *s, uint64_t at, sa_actions *a, sa_req req)
{
    s->expires_at = at;
    sa_act_at(a, SA_LIFETIME, s->id, at, req);
}

void sa_shorten(sa_set *s, uint64_t at, sa_actions *a, sa_req req)
{
    if (at < s->expires_at)
        sa_set_end(s, at, a, req);
}

/* The UE's present address on one set. */
/*@ requires writable: \valid(s) && \valid(a) && \separated(s, a);
    requires readable: \valid_read(to) && \separated(s, to) && \separated(a, to);
    terminates \true;
    exits \false;
    assigns s->p.ue_addr, a->count, a->a[0 .. SA_ACTIONS_MAX - 1];
    ensures moved: \old(SaMoves(s, to)) ==> SaUses(s, to);
    ensures told: \old(SaMoves(s, to)) ==> SaActed{Pre, Post}(a, SA_MOVE, \old(s->id), 0, 0, SA_REQ_PAT_08);
    ensures stays: !\old(SaMoves(s, to)) ==> SaSameAddr{Pre, Post}(s);
    ensures silent: !\old(SaMoves(s, to)) ==> SaSilent{Pre, Post}(a); */
static void move_set(sa_set *s, const ip_addr *to, sa_actions *a)
{
    if (!sa_covers(s, to) || addr_equal(&s->p.ue_addr, to))
        return;
    s->p.ue_addr = *to;
    //@ assert copied: \let x = *to; \forall integer k; 0 <= k < 16 ==> s->p.ue_addr.b[k] == x.b[k];
    //@ assert uses: SaUses(s, to);
    //@ assert list: SaSilent{Pre, Here}(a);
    sa_act(a, SA_MOVE, s->id, 0, SA_REQ_PAT_08);
}

void sa_move(sa_sets *s, const ip_addr *to, sa_actions *a)
{
    move_set(&s->temp, to, a);
    move_set(&s->cur, to, a);
    move_set(&s->old, to, a);
}

const sa_set *sa_sets_get(const sa_sets *s, uint32_t id)
{
    if (id == 0)
        return NULL;
    if (s->temp.id == id)
        return &s->temp;
    if (s->cur.id == id)
        return &s->cur;
    return s->old.id == id ? &s->old : NULL;
}

/* Pair A of the set has these ports. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaPairA(s, ue_port, p_port); */
static bool has_a(const sa_set *s, uint16_t ue_port, uint16_t p_port)
{
    return s->state != SA_NONE && s->p.port_uc == ue_port && s->p.port_ps == p_port;
}

/* Pair B has. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaPairB(s, ue_port, p_port); */
static bool has_b(const sa_set *s, uint16_t ue_port, uint16_t p_port)
{
    return s->state != SA_NONE && s->p.port_us == ue_port && s->p.port_pc == p_port;
}

/* Of one pair of SAs the one to the UE has the ports of pair B. */
/*@ requires readable: \valid_read(all) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaToUe(all->profile, s, ue_port, p_port); */
static bool to_ue(const sa_sets *all, const sa_set *s, uint16_t ue_port, uint16_t p_port)
{
    return has_b(s, ue_port, p_port) || (!profile_get(all->profile)->one_pair && has_a(s, ue_port, p_port));
}

/* The one to the P-CSCF has those of pair A. */
/*@ requires readable: \valid_read(all) && \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> SaToP(all->profile, s, ue_port, p_port); */
static bool to_p(const sa_sets *all, const sa_set *s, uint16_t ue_port, uint16_t p_port)
{
    return has_a(s, ue_port, p_port) || (!profile_get(all->profile)->one_pair && has_b(s, ue_port, p_port));
}

uint32_t sa_sets_find(const sa_sets *s, uint16_t ue_port, uint16_t p_port)
{
    if (to_ue(s, &s->temp, ue_port, p_port))
        return s->temp.id;
    if (to_ue(s, &s->cur, ue_port, p_port))
        return s->cur.id;
    return to_ue(s, &s->old, ue_port, p_port) ? s->old.id : 0;
}

uint32_t sa_sets_find_at(const sa_sets *s, const ip_addr *ue, uint16_t ue_port, uint16_t p_port)
{
    if (to_p(s, &s->temp, ue_port, p_port) && sa_covers(&s->temp, ue))
        return s->temp.id;
    if (to_p(s, &s->cur, ue_port, p_port) && sa_covers(&s->cur, ue))
        return s->cur.id;
    return to_p(s, &s->old, ue_port, p_port) && sa_covers(&s->old, ue) ? s->old.id : 0;
}

uint64_t sa_life_end(const sa_sets *s, const sa_times *t, uint64_t now, uint32_t seconds)
{
    uint64_t period = sa_after(now, seconds * SA_MS), end = sa_after(period, t->grace);

    if (profile_get(s->profile)->life_is_period)
        return period;
    return s->cur.state != SA_NONE && s->cur.expires_at > end ? s->cur.expires_at : end;
}

/* When the set ends, UINT64_MAX where there is none. */
/*@ requires readable: \valid_read(s);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result == SaEnd(s); */
static uint64_t end_of(const sa_set *s)
{
    return s->state == SA_NONE ? UINT64_MAX : s->expires_at;
}

uint64_t sa_sets_next_expiry(const sa_sets *s)
{
    uint64_t t = end_of(&s->temp);

    if (end_of(&s->cur) < t)
        t = end_of(&s->cur);
    return end_of(&s->old) < t ? end_of(&s->old) : t;
}
