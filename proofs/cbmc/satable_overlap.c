// cbmc: --unwind 4 --unwindset is_v4.0:11,equal_text.0:12,tix_init.0:2,tix_init.1:33,scan_tag.0:2,scan_entry.0:2,scan_free.0:2,sat_next_net.0:3,find_in_net.0:3,sat_known.0:3,sat_find_spi.0:2,sets_in.0:2,clash_in_net.0:3,clash_impi.0:3,chain_of.0:3,clash_below.0:3 -DTIX_W=1u -DREF_SETS_MAX=3u
// sources: src/core/satable.c src/core/satfind.c src/core/satlist.c src/core/satcheck.c src/core/satcover.c src/core/satedit.c src/core/satheap.c src/core/tagindex.c spec/ref/ref_satable.c
// property: another UE whose prefix overlaps and that has an equal port is refused by CR2-7.1-R3, and the first set and both counts stay; else as the plain list says
// bound: two UEs, each with any prefix of one or two bits; any ports of the small domain for the second; the ports of the first and all SPIs fixed
// requirements: CR2-7.1-R3
#include "satable_small.h"

static sa_params first_set(void)
{
    sa_params p = { .spi_pc = 256, .spi_ps = 257, .spi_uc = 259, .spi_us = 260, .port_uc = 10, .port_us = 11,
                    .port_pc = 20, .port_ps = 21 };
    bool x;

    p.ue.addr = p.ue_addr = some_addr();
    p.ue.len = x ? 1 : 2;
    return p;
}

static sa_params second_set(void)
{
    sa_params p = some_set();

    p.spi_pc = 270;
    p.spi_ps = 271;
    p.spi_uc = 272;
    p.spi_us = 273;
    return p;
}

static bool port_of(uint16_t port, const sa_params *p)
{
    return port == p->port_uc || port == p->port_us;
}

static bool equal_text(const char *a, const char *b)
{
    for (unsigned i = 0; i < 11; i++) {
        if (a[i] != b[i])
            return false;
        if (a[i] == 0)
            break;
    }
    return true;
}

void harness(void)
{
    static small w;
    sa_params p = first_set(), q = second_set();
    bool over = rsat_in_prefix(&p.ue.addr, p.ue.len < q.ue.len ? p.ue.len : q.ue.len, &q.ue.addr);
    sat_ref first, r;
    sat_status s;
    int at;

    open_small(&w);
    first = sat_insert(&w.t, &p, 5, 1, SAT_NEW, 5);
    __CPROVER_assert(first.status == SAT_OK, "the first");
    __CPROVER_assert(rsat_insert(&w.l, &p, 5, 1, SAT_NEW, 5, &at) == SAT_OK, "the first in the list");
    r = sat_insert(&w.t, &q, 8, 2, SAT_NEW, 7);
    s = rsat_insert(&w.l, &q, 8, 2, SAT_NEW, 7, &at);
    __CPROVER_assert(r.status == s, "as the list says");
    __CPROVER_assert(s == SAT_OK || s == SAT_PORT_BAD || s == SAT_PORT_IN_USE, "nothing else is wrong");
    if (over && (port_of(q.port_uc, &p) || port_of(q.port_us, &p)) && q.port_uc != q.port_us && q.port_pc != q.port_ps)
        __CPROVER_assert(s == SAT_PORT_IN_USE, "overlap with an equal port");
    __CPROVER_assert(s != SAT_PORT_IN_USE || equal_text(sat_requirement(&w.t, r.status), "CR2-7.1-R3"), "why");
    __CPROVER_assert(same_set(&w, first, 0), "the first stays");
    __CPROVER_assert(w.t.used == (s == SAT_OK ? 2 : 1) && w.t.sets == w.t.used, "one more or none");
    __CPROVER_assert(sat_count(&w.t, 5, SEL_IN) == 2 && sat_count(&w.t, 8, SEL_IN) == rsat_count(&w.l, 8), "count");
}
