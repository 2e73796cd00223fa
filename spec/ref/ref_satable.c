#include "ref_satable.h"

unsigned rsat_bit(const ip_addr *a, unsigned i)
{
    return (a->b[i / 8] >> (7 - i % 8)) & 1u;
}

static bool is_v4(const ip_addr *a)
{
    for (int i = 0; i < 10; i++) {
        if (a->b[i] != 0)
            return false;
    }
    return a->b[10] == 0xff && a->b[11] == 0xff;
}

bool rsat_in_prefix(const ip_addr *net, unsigned len, const ip_addr *a)
{
    if (is_v4(net) != is_v4(a))
        return false;
    for (unsigned i = 0; i < len; i++) {
        if (rsat_bit(net, i) != rsat_bit(a, i))
            return false;
    }
    return true;
}

/* Two prefixes share an address iff the shorter holds the other's network. */
static bool overlap(const ip_prefix *x, const ip_prefix *y)
{
    return x->len <= y->len ? rsat_in_prefix(&x->addr, x->len, &y->addr) : rsat_in_prefix(&y->addr, y->len, &x->addr);
}

static bool same_prefix(const ip_prefix *x, const ip_prefix *y)
{
    return x->len == y->len && overlap(x, y);
}

static bool same_ue(const ref_set *s, const ip_prefix *ue, uint32_t impi)
{
    return s->used && s->impi == impi && same_prefix(&s->p.ue, ue);
}

void rsat_init(ref_table *t, uint32_t ues_max, const uint8_t *length, uint32_t lengths, bool cr1)
{
    t->n = 0;
    t->ues_max = ues_max;
    t->lengths = lengths;
    t->cr1 = cr1;
    for (uint32_t i = 0; i < lengths; i++)
        t->length[i] = length[i];
}

int rsat_find(const ref_table *t, const ip_addr *ue, uint16_t ue_port, uint16_t p_port, int *pair)
{
    int best = -1;

    for (uint32_t i = 0; i < t->n; i++) {
        const ref_set *s = &t->s[i];
        bool a = s->p.port_uc == ue_port && s->p.port_ps == p_port;
        bool b = !t->cr1 && s->p.port_us == ue_port && s->p.port_pc == p_port;

        if (!s->used || !(a || b) || !rsat_in_prefix(&s->p.ue.addr, s->p.ue.len, ue))
            continue;
        if (best < 0 || s->p.ue.len > t->s[best].p.ue.len) {
            best = (int)i;
            *pair = a ? 0 : 1;
        }
    }
    return best;
}

int rsat_find_spi(const ref_table *t, uint32_t spi, int *pair)
{
    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->s[i].used)
            continue;
        *pair = t->s[i].p.spi_ps == spi ? 0 : 1;
        if (t->s[i].p.spi_ps == spi || (!t->cr1 && t->s[i].p.spi_pc == spi))
            return (int)i;
    }
    return -1;
}

int rsat_find_set(const ref_table *t, const ip_prefix *ue, uint32_t impi, sat_kind kind)
{
    for (uint32_t i = 0; i < t->n; i++) {
        if (same_ue(&t->s[i], ue, impi) && t->s[i].kind == kind)
            return (int)i;
    }
    return -1;
}

bool rsat_ue_spi(const ref_table *t, const ip_addr *ue, uint32_t spi)
{
    for (uint32_t i = 0; i < t->n; i++) {
        const sa_params *p = &t->s[i].p;

        if (t->s[i].used && rsat_in_prefix(&p->ue.addr, p->ue.len, ue) &&
            (p->spi_us == spi || (!t->cr1 && p->spi_uc == spi)))
            return true;
    }
    return false;
}

uint32_t rsat_count(const ref_table *t, uint32_t impi)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        if (t->s[i].used && t->s[i].impi == impi)
            n += t->cr1 ? 1 : 2;
    }
    return n;
}

uint32_t rsat_ues(const ref_table *t)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        bool first = t->s[i].used;

        for (uint32_t k = 0; k < i && first; k++)
            first = !same_ue(&t->s[k], &t->s[i].p.ue, t->s[i].impi);
        n += first ? 1 : 0;
    }
    return n;
}

static bool bad_port(const ref_table *t, uint16_t port)
{
    return port == 0 || port == 5060 || (!t->cr1 && port == 5061);
}

/* What is wrong with the set in itself. */
static sat_status alone(const ref_table *t, const sa_params *p)
{
    bool allowed = false;

    for (uint32_t i = 0; i < t->lengths; i++)
        allowed = allowed || (t->length[i] == p->ue.len && (p->ue.len >= 96 || !is_v4(&p->ue.addr)));
    if (!allowed)
        return SAT_LENGTH;
    if (!rsat_in_prefix(&p->ue.addr, p->ue.len, &p->ue_addr))
        return SAT_OUTSIDE;
    if (bad_port(t, p->port_uc) || bad_port(t, p->port_us) || bad_port(t, p->port_pc) || bad_port(t, p->port_ps) ||
        p->port_uc == p->port_us || p->port_pc == p->port_ps)
        return SAT_PORT_BAD;
    if (t->cr1)
        return p->spi_ps < 256 || p->spi_us < 256 ? SAT_SPI_RESERVED : p->spi_ps == p->spi_us ? SAT_SPI_CLASH : SAT_OK;
    if (p->spi_ps < 256 || p->spi_us < 256 || p->spi_pc < 256 || p->spi_uc < 256)
        return SAT_SPI_RESERVED;
    if (p->spi_ps == p->spi_pc || p->spi_ps == p->spi_us || p->spi_ps == p->spi_uc || p->spi_pc == p->spi_us ||
        p->spi_pc == p->spi_uc || p->spi_us == p->spi_uc)
        return SAT_SPI_CLASH;
    return SAT_OK;
}

static bool one_of(uint32_t v, const uint32_t *l, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (l[i] == v)
            return true;
    }
    return false;
}

/* The new set p against one that stays. Bits: 1 SPI of the P-CSCF taken, 2 port taken, 4 SPI of the UE not new. */
static unsigned against(const ref_table *t, const ref_set *s, const sa_params *p, uint32_t impi)
{
    const sa_params *o = &s->p;
    bool mine = s->impi == impi;
    bool over = overlap(&o->ue, &p->ue);
    unsigned ps = t->cr1 ? 1 : 2; /* SPIs of one side in a set */
    uint32_t old_p[2] = { o->spi_ps, o->spi_pc }, new_p[2] = { p->spi_ps, p->spi_pc };
    uint32_t old_ue[2] = { o->spi_us, o->spi_uc }, new_ue[2] = { p->spi_us, p->spi_uc };
    unsigned bad = 0;

    for (unsigned i = 0; i < ps; i++) {
        if (one_of(new_p[i], old_p, ps))
            bad |= 1;
        if ((over || mine) && one_of(new_ue[i], old_ue, ps))
            bad |= 4;
        if (mine && one_of(new_ue[i], old_p, ps))
            bad |= 4;
    }
    if (over && (p->port_uc == o->port_uc || p->port_uc == o->port_us || p->port_us == o->port_uc))
        bad |= 2;
    if (over && p->port_us == o->port_us && (!mine || p->port_pc == o->port_pc))
        bad |= 2;
    return bad;
}

static sat_status check(const ref_table *t, const sa_params *p, uint32_t impi, int skip)
{
    sat_status s = alone(t, p);
    uint32_t per_set = t->cr1 ? 1 : 2;
    uint32_t limit = t->cr1 ? 3 : 6;
    unsigned bad = 0;

    if (s != SAT_OK)
        return s;
    if (rsat_count(t, impi) + per_set - (skip >= 0 ? per_set : 0) > limit)
        return SAT_LIMIT;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->s[i].used && (int)i != skip)
            bad |= against(t, &t->s[i], p, impi);
    }
    return bad & 1 ? SAT_SPI_IN_USE : bad & 2 ? SAT_PORT_IN_USE : bad & 4 ? SAT_SPI_CLASH : SAT_OK;
}

static void note_ue(ref_table *t, const sa_params *p, uint32_t impi, uint32_t impus)
{
    for (uint32_t i = 0; i < t->n; i++) {
        if (same_ue(&t->s[i], &p->ue, impi)) {
            t->s[i].p.ue_addr = p->ue_addr;
            t->s[i].impus = impus;
        }
    }
}

sat_status rsat_insert(ref_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind,
                      uint32_t expires, int *at)
{
    sat_status s = check(t, p, impi, -1);
    bool known = false;
    uint32_t i = 0;

    if (s != SAT_OK)
        return s;
    if (rsat_find_set(t, &p->ue, impi, kind) >= 0)
        return SAT_OCCUPIED;
    for (uint32_t k = 0; k < t->n; k++)
        known = known || same_ue(&t->s[k], &p->ue, impi);
    if (!known && rsat_ues(t) >= t->ues_max)
        return SAT_FULL;
    while (i < t->n && t->s[i].used)
        i++;
    if (i >= REF_SETS_MAX)
        return SAT_FULL;
    if (i == t->n)
        t->n++;
    t->s[i] = (ref_set){ true, *p, impi, impus, expires, kind };
    note_ue(t, p, impi, impus);
    *at = (int)i;
    return SAT_OK;
}

sat_status rsat_replace(ref_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind,
                       uint32_t expires, int *at)
{
    int i = rsat_find_set(t, &p->ue, impi, kind);
    sat_status s;

    if (i < 0)
        return SAT_ABSENT;
    s = check(t, p, impi, i);
    if (s != SAT_OK)
        return s;
    t->s[i] = (ref_set){ true, *p, impi, impus, expires, kind };
    note_ue(t, p, impi, impus);
    *at = i;
    return SAT_OK;
}

bool rsat_port_in_use(const ref_table *t, const ip_addr *ue, uint16_t p_port)
{
    for (uint32_t i = 0; i < t->n; i++) {
        const sa_params *p = &t->s[i].p;

        if (t->s[i].used && rsat_in_prefix(&p->ue.addr, p->ue.len, ue) && (p->port_pc == p_port || p->port_ps == p_port))
            return true;
    }
    return false;
}

int rsat_first_expiry(const ref_table *t)
{
    int best = -1;

    for (uint32_t i = 0; i < t->n; i++) {
        if (t->s[i].used && (best < 0 || t->s[i].expires < t->s[best].expires))
            best = (int)i;
    }
    return best;
}
