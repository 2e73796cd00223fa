/* Events, actions and sets of the two registration machines as JSON (spec/json-step.md). */
#ifndef SECAGREE_STEP_JSON_H
#define SECAGREE_STEP_JSON_H
#include "../core/pcscf.h"
#include "../core/ue.h"
#include <jansson.h>

/* The event of an object; false with what is wrong in why[0..n). Absent members have the defaults of the document. */
bool step_json_pcscf(const json_t *o, pcscf_event *e, char *why, size_t n);
bool step_json_ue(const json_t *o, ue_event *e, char *why, size_t n);

json_t *step_json_actions(const sa_actions *a); /* an array, new */
json_t *step_json_sets(const sa_sets *s);       /* an array of the sets that stand, new */

/* The first action in which `did`, an array of actions as another implementation took them, differs from what is due:
 * its index, or -1. Members that an action of `did` lacks are not compared, except "do". */
long step_json_differs(const json_t *did, const sa_actions *due);

#endif
