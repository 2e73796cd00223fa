#include "satable_in.h"
#include "siphash.h"

uint32_t sat_tag(const sa_table *t, sel_addr net, unsigned len)
{
    uint64_t w[3] = { net.hi, net.lo, len };

    return (uint32_t)(siphash13(t->key.k0, t->key.k1, w, 3) & UINT32_MAX);
}
