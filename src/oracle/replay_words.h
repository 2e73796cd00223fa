/* Words that the parts of replay share. */
#ifndef SECAGREE_REPLAY_WORDS_H
#define SECAGREE_REPLAY_WORDS_H
#include "../core/agree.h"

const char *replay_mechanism(agree_mechanism m); /* "none", "digest", ... */

#endif
