/* What world.c and holds.c share. */
#ifndef SECAGREE_SPIN_WORLD_IN_H
#define SECAGREE_SPIN_WORLD_IN_H
#include "world.h"

uint32_t key_of(const sa_set *s); /* of the IPsec layer */

#endif
