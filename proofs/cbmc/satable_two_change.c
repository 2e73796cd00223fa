// cbmc: --unwind 4 --unwindset is_v4.0:11,tix_init.0:2,tix_init.1:33,scan_tag.0:2,scan_entry.0:2,scan_free.0:2,sat_next_net.0:3,find_in_net.0:3,sat_known.0:3,sat_find_spi.0:2,sets_in.0:2,clash_in_net.0:3,clash_impi.0:3,chain_of.0:3,clash_below.0:3 -DTIX_W=1u -DREF_SETS_MAX=2u -DLENGTHS=1 -DSPI_BUCKETS=8
// sources: src/core/satable.c src/core/satfind.c src/core/satlist.c src/core/satcheck.c src/core/satcover.c src/core/satedit.c src/core/satheap.c src/core/tagindex.c spec/ref/ref_satable.c
// property: an insertion and then a change of kind, expiry or address have the plain list's results; then every question has its answer
// bound: an empty table of two UEs, one prefix length; any set of the small domain, any change of it, any question
// requirements: CR2-7.1-R4, PAT-08, PAT-10
#include "satable_small.h"

void harness(void)
{
    static small w;

    open_small(&w);
    some_insert(&w, false);
    some_change(&w);
    same_answers(&w);
    __CPROVER_assert(sat_count(&w.t, 5, SEL_OUT) == rsat_count(&w.l, 5), "the user's SAs, outbound");
}
