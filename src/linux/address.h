/* Addresses of a network interface: a UE that makes its own temporary addresses (RFC 8981) adds and removes them. */
#ifndef SECAGREE_ADDRESS_H
#define SECAGREE_ADDRESS_H
#include "../core/prefix.h"

/* Adds the address to the interface at once, without duplicate address detection. 0, or an errno: EEXIST (there already),
 * ENODEV (no such interface), EPERM. */
int address_add(const char *interface, const ip_addr *a);
int address_remove(const char *interface, const ip_addr *a); /* EADDRNOTAVAIL: it is not there */

#endif
