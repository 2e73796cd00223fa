/* The IPsec layers of both ends, as far as they tell sets apart. */
#include "world_in.h"
#include <stddef.h>

void protect(message *m, const sa_sets *s, uint32_t id)
{
    const sa_set *set = sa_sets_get(s, id);

    if (set == NULL)
        return;
    m->key = key_of(set);
    m->spi = m->to_p ? set->p.spi_ps : set->p.spi_us;
    m->port = m->to_p ? set->p.port_uc : set->p.port_pc;
}

/* IPsec at the receiver: the set whose inbound SA the packet meets, with the same key; false: dropped. In CR1, where
 * SM7 does not repeat what SM1 offered, the selector stops a message of another offer; in CR2 the comparison does. */
bool receive(const sa_sets *s, const message *m, uint64_t now, uint32_t *on)
{
    const sa_set *all[] = { &s->temp, &s->cur, &s->old };

    *on = 0;
    if (m->key == 0)
        return true;
    for (int k = 0; k < 3; k++) {
        uint32_t spi = m->to_p ? all[k]->p.spi_ps : all[k]->p.spi_us;
        uint16_t port = m->to_p ? all[k]->p.port_uc : all[k]->p.port_pc;

        if (s->profile == PROFILE_CR1 && port != m->port)
            continue;
        if (all[k]->state != SA_NONE && now < all[k]->expires_at && spi == m->spi && key_of(all[k]) == m->key) {
            *on = all[k]->id;
            return true;
        }
    }
    return false;
}
