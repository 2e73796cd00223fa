/* spec/states/ue.tsv as text: what does each word of its column `next`. */
#ifndef SECAGREE_TEST_UE_TABLE_H
#define SECAGREE_TEST_UE_TABLE_H
#include "sets.h"
#include "../../spec/states/ue.h"

/* One word of the column `next`, done to the machine. reg: the set of the REGISTER that goes out. */
static inline void apply(ue *x, const char *w, const ue_event *e, uint32_t reg)
{
    static const struct { const char *word; void (*does)(ue *, const ue_event *, uint32_t); } all[] = {
        { "over", over }, { "start", start }, { "bad", bad }, { "offer", offer }, { "T:=new", T_new }, {
        "C:=none", C_none }, { "O:=none", O_none }, { "trust", trust }, { "suspect", suspect }, { "gone",
        gone }, { "O:=C", O_C }, { "refresh", refresh }, { "C:=T", C_T }, { "used", used }, { "due:=no",
        due_no }, { "asked", asked }, { "addr", addr },
    };

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        if (strcmp(w, all[k].word) == 0) {
            all[k].does(x, e, reg);
            return;
        }
    }
    fail_msg("next '%s'", w);
}

#endif
