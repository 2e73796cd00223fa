/* spec/states/pcscf.tsv as text: what does each word of its column `next`. */
#ifndef SECAGREE_TEST_PCSCF_TABLE_H
#define SECAGREE_TEST_PCSCF_TABLE_H
#include "sets.h"
#include "../../spec/states/pcscf.h"

/* One word of the column `next`, done to the machine. */
static inline void apply(pcscf *x, const char *w, const pcscf_event *e)
{
    static const struct { const char *word; void (*does)(pcscf *, const pcscf_event *); } all[] = {
        { "T:=none", T_none }, { "C:=none", C_none }, { "O:=none", O_none }, { "T:=new", T_new },
        { "sm1:=none", sm1_none }, { "sm1:=on", sm1_on }, { "answered", answered }, { "used", used },
        { "O:=C", O_C }, { "C:=T", C_T }, { "X:=O", X_O }, { "X:=C", X_C }, { "X:=T", X_T },
    };

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        if (strcmp(w, all[k].word) == 0) {
            all[k].does(x, e);
            return;
        }
    }
    fail_msg("next '%s'", w);
}

#endif
