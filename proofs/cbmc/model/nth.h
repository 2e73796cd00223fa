/* With action_nth.c in place of action_notes.c. */
#ifndef PROOFS_NTH_H
#define PROOFS_NTH_H
#include "../../../src/core/sa.h"

extern uint32_t nth;  /* the place of the action in the list */
extern sa_action did;

#endif
