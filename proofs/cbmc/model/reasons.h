/* With action_reasons.c in place of action_notes.c. */
#ifndef PROOFS_REASONS_H
#define PROOFS_REASONS_H
#include "notes.h"

extern sa_req why; /* the requirement of the latest discard */

#endif
