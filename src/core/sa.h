/* What the two ends agree on: the four security associations of one registration (TS 33.203 7.1, CR2). */
#ifndef SECAGREE_SA_H
#define SECAGREE_SA_H
#include "prefix.h"
#include "profile.h"

/* Pair A: UE client port and P-CSCF server port; pair B: UE server port and P-CSCF client port.
 *   SA 1  ue:port_uc -> p:port_ps  spi_ps      SA 2  p:port_ps -> ue:port_uc  spi_uc
 *   SA 3  p:port_pc -> ue:port_us  spi_us      SA 4  ue:port_us -> p:port_pc  spi_pc  */
typedef struct {
    uint32_t spi_uc, spi_us, spi_pc, spi_ps;
    uint16_t port_uc, port_us, port_pc, port_ps;
    sec_alg alg;
    sec_ealg ealg;
    ip_prefix ue;     /* the addresses that the SAs cover */
    ip_addr ue_addr;  /* the UE's present address, inside ue */
    ip_addr p_addr;
} sa_params;

#endif
