/* What the contract of choosing a port says to a caller. */
#include "../../src/core/satable_in.h"

/* A port that is given is in the range and none of the UE's; where all are free there is one. */
/*@ requires SatOk(t) && \valid_read(offer);
    assigns \nothing; */
void port(const sa_table *t, const sa_params *offer)
{
    uint16_t p = sat_new_port(t, offer, 1024, 2048, 5);
    sel_addr a = sel_addr_of(&offer->ue_addr);
    //@ check range: p == 0 || (1024 <= p <= 2048 && p != offer->port_uc && p != offer->port_ps);
    //@ check unused: p != 0 ==> SatPortUnused(t, a, p);
    //@ check some: SatPortUnused(t, a, 1100) && !SatPortTaken(offer, 1100) ==> p != 0;
}
