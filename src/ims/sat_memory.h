/* Memory from the heap for an SA table, which itself asks for none. */
#ifndef SECAGREE_SAT_MEMORY_H
#define SECAGREE_SAT_MEMORY_H
#include "../core/satable.h"

/* The arrays of sat_plan(); false if the heap has no more, and then nothing is held. */
bool sat_memory_new(sat_memory *m, uint32_t ues, uint32_t lengths);

/* What the arrays take, in bytes. */
size_t sat_memory_bytes(const sat_memory *m);

void sat_memory_free(sat_memory *m);

#endif
