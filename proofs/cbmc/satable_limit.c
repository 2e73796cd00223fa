// cbmc: --unwind 4 --unwindset is_v4.0:11,tix_init.0:2,tix_init.1:33,scan_tag.0:2,scan_entry.0:2,scan_free.0:2,sat_next_net.0:3,find_in_net.0:3,sat_known.0:3,sat_find_spi.0:2,sets_in.0:2,clash_in_net.0:3,clash_impi.0:3,chain_of.0:3,clash_below.0:3 -DTIX_W=1u -DREF_SETS_MAX=3u
// sources: src/core/satable.c src/core/satfind.c src/core/satlist.c src/core/satcheck.c src/core/satcover.c src/core/satedit.c src/core/satheap.c src/core/tagindex.c spec/ref/ref_satable.c
// property: a user with six SAs in each direction gets no seventh, from no address; else as the plain list says
// bound: one user with three sets at two addresses, any further set of the small domain
// requirements: CR2-7.1-R3a
#include "satable_small.h"

/* A set with values that no other set has. */
static void put_apart(small *w, uint8_t first, uint32_t n, sat_kind kind)
{
    sa_params p = { .spi_pc = 300u + 2 * n, .spi_ps = 301u + 2 * n, .spi_uc = 400u + 2 * n, .spi_us = 401u + 2 * n,
                    .port_uc = (uint16_t)(30 + n), .port_us = 40, .port_pc = (uint16_t)(50 + n), .port_ps = 60 };
    int at;

    p.ue.addr.b[0] = p.ue_addr.b[0] = first;
    p.ue.addr.b[15] = p.ue_addr.b[15] = 1;
    p.ue.len = 2;
    __CPROVER_assert(sat_insert(&w->t, &p, 5, 1, kind, n).status == SAT_OK, "three sets fit");
    __CPROVER_assert(rsat_insert(&w->l, &p, 5, 1, kind, n, &at) == SAT_OK, "three sets fit the list");
}

void harness(void)
{
    static small w;
    sa_params p = some_set();
    uint8_t x;
    sat_kind kind = (sat_kind)((x & 3u) % 3u);
    sat_ref r;

    open_small(&w);
    put_apart(&w, 0x40, 0, SAT_OLD);
    put_apart(&w, 0x40, 1, SAT_NEW);
    put_apart(&w, 0x80, 2, SAT_TEMP);
    __CPROVER_assert(sat_count(&w.t, 5, SEL_IN) == 6 && sat_count(&w.t, 5, SEL_OUT) == 6, "six");
    r = sat_insert(&w.t, &p, 5, 1, kind, 9);
    __CPROVER_assert(r.status != SAT_OK, "no seventh");
    __CPROVER_assert(sat_count(&w.t, 5, SEL_IN) == 6, "still six");
}
