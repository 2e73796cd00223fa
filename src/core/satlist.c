#include "satable_in.h"

uint32_t sat_known(const sa_table *t, sel_addr net, unsigned len, uint32_t impi)
{
    uint32_t tag = sat_tag(t, net, len);
    uint32_t at = sat_next_net(t, tag, net, len, 0);

    while (at < TIX_END) {
        uint32_t ue = tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at);

        if (t->m.hot[ue].impi == impi)
            return ue;
        at = sat_next_net(t, tag, net, len, at + 1);
    }
    return SAT_NONE;
}

/* The UE's set that has this SPI of the UE: port_uc is where SPI uc receives, and CR1 has none there. */
static sat_ref has_ue_spi(const sa_table *t, uint32_t ue, uint32_t spi)
{
    const sat_cold *c = &t->m.cold[ue];

    for (unsigned k = 0; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] == 0)
            continue;
        if (t->per_set == 2 && c->spi_uc[k] == spi)
            return sat_at(ue, k, 0, t->m.hot[ue].len);
        if (c->spi_us[k] == spi)
            return sat_at(ue, k, 1, t->m.hot[ue].len);
    }
    return sat_refuse(SAT_ABSENT);
}

sat_ref sat_find_ue_spi(const sa_table *t, const ip_addr *ue, uint32_t spi)
{
    sel_addr a = sel_addr_of(ue);

    for (uint32_t i = 0; i < t->lengths; i++) {
        sel_addr net = sel_mask(a, t->length[i]);
        uint32_t tag = sat_tag(t, net, t->length[i]);
        uint32_t at = sat_applies(t, i, a) ? sat_next_net(t, tag, net, t->length[i], 0) : TIX_END;

        while (at < TIX_END) {
            sat_ref r = has_ue_spi(t, tix_at(t->m.by_prefix, t->m.prefix_buckets, tag, at), spi);

            if (r.status == SAT_OK)
                return r;
            at = sat_next_net(t, tag, net, t->length[i], at + 1);
        }
    }
    return sat_refuse(SAT_ABSENT);
}

/* The UE's first set of kind `from` or later. */
static sat_ref set_from(const sa_table *t, uint32_t ue, unsigned from)
{
    for (unsigned k = from; k < SAT_SETS; k++) {
        if (t->m.hot[ue].port_uc[k] != 0)
            return sat_at(ue, k, 0, t->m.hot[ue].len);
    }
    return sat_refuse(SAT_ABSENT);
}

sat_ref sat_find_impi(const sa_table *t, uint32_t impi, const sat_ref *after)
{
    const tix_bucket *x = t->m.by_impi;
    uint32_t nb = t->m.impi_buckets;
    uint32_t at = tix_next(x, nb, impi, 0);
    sat_ref r = sat_refuse(SAT_ABSENT);

    if (after != NULL) {
        if (!sat_present(t, *after))
            return r;
        r = set_from(t, after->ue, after->kind + 1u);
        if (r.status == SAT_OK)
            return r;
        while (at < TIX_END && tix_at(x, nb, impi, at) != after->ue)
            at = tix_next(x, nb, impi, at + 1);
        at = at < TIX_END ? tix_next(x, nb, impi, at + 1) : TIX_END;
    }
    return at < TIX_END ? set_from(t, tix_at(x, nb, impi, at), 0) : r;
}

sat_ref sat_each(const sa_table *t, const sat_ref *after)
{
    sat_ref r = sat_refuse(SAT_ABSENT);
    uint32_t ue = 0;

    if (after != NULL && after->ue < t->m.capacity) {
        ue = after->ue;
        if (t->m.hot[ue].live > 0)
            r = set_from(t, ue, after->kind + 1u);
        ue++;
    }
    while (r.status != SAT_OK && ue < t->m.capacity) {
        if (t->m.hot[ue].live > 0)
            r = set_from(t, ue, 0);
        ue++;
    }
    return r;
}

uint32_t sat_count(const sa_table *t, uint32_t impi, sel_direction direction)
{
    uint32_t at = tix_next(t->m.by_impi, t->m.impi_buckets, impi, 0);
    uint32_t sets = 0;

    (void)direction; /* a set has as many SAs in as out */
    while (at < TIX_END) {
        sets += t->m.hot[tix_at(t->m.by_impi, t->m.impi_buckets, impi, at)].live;
        at = tix_next(t->m.by_impi, t->m.impi_buckets, impi, at + 1);
    }
    return sets * t->per_set;
}
