/* The rule of one protected port, which the machines (sa.h) and the SA table (satable.h) ask alike. */
#ifndef SECAGREE_PORT_H
#define SECAGREE_PORT_H
#include <stdbool.h>
#include <stdint.h>

/* None of 0, 5060, 5061 (CR2-7.1-P1, -U1); of the profile: 5061 is a port like others (cr1: Z-14). */
/*@ terminates \true;
    exits \false;
    assigns \nothing;
    ensures exact: \result <==> port != 0 && port != 5060 && (port != 5061 || free_5061); */
static inline bool port_ok(bool free_5061, uint16_t port)
{
    return port != 0 && port != 5060 && (port != 5061 || free_5061);
}

#endif
