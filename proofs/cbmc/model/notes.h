/* What one step does, in place of its list of actions. */
#ifndef PROOFS_NOTES_H
#define PROOFS_NOTES_H
#include "../../../src/core/sa.h"

/* The set that the notes are about: any, so what holds of it holds of every set. 0 is "in clear". */
extern uint32_t watched;

typedef struct {
    uint32_t count;                   /* actions */
    uint8_t all[SA_REREGISTER + 1];   /* how often an action of each kind came */
    uint8_t of[SA_REREGISTER + 1];    /* how often for the set that is watched */
    uint32_t code[SA_REREGISTER + 1]; /* of the latest action of each kind */
    uint64_t at;                      /* of the latest LIFETIME of the set that is watched */
    bool there;                       /* the set that is watched is installed */
    bool stray;                       /* an action used or deleted it while it was not, or installed it twice */
    uint32_t sets, most;              /* how many sets are installed; the most there were */
} notes;

extern notes seen;

#endif
