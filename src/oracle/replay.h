/* The machines of src/core driven by JSON: an event in, the actions and the sets after it out, and the comparison with
 * what an implementation did. The schemas stand in spec/json.md. */
#ifndef SECAGREE_REPLAY_H
#define SECAGREE_REPLAY_H
#include "../core/agree.h"
#include "../core/pcscf.h"
#include "../core/ue.h"
#include "record.h"

typedef enum { REPLAY_UE, REPLAY_PCSCF, REPLAY_CLIENT, REPLAY_SERVER, REPLAY_PLACE, REPLAY_ROLES } replay_role;

typedef union { ue_event u; pcscf_event p; agree_client_event c; agree_facts s;
                struct { agree_header header; agree_method method; uint32_t status; } place; } replay_event;

typedef struct {
    replay_role role;
    sec_profile profile;
    ue u;
    pcscf p;
    agree_client c;
    uint64_t now;  /* of the last event */
    json_t *asked; /* id of a set: the requirement of the last action on it */
} replay;

const char *replay_role_name(replay_role r); /* "ue", "pcscf", "client", "server", "place" */
bool replay_role_read(const char *name, replay_role *out);

void replay_start(replay *r, replay_role role, sec_profile profile);
void replay_end(replay *r);

/* The event of the object; its members "did", "sets", "phase", "note" and "version" are passed over. */
bool replay_event_read(const replay *r, const json_t *o, replay_event *e, char fault[RECORD_FAULT_MAX]);

/* One event: {"actions": [...]}; ue and pcscf with "sets", ue and client with "phase". */
json_t *replay_step(replay *r, const replay_event *e);

/* NULL where what is stated agrees with the result; else {"requirement": id or null, "what": text} of the first
 * difference. did, sets, phase: NULL where nothing is stated. Members that are left out are not compared. */
json_t *replay_compare(const replay *r, const json_t *result, const json_t *did, const json_t *sets,
                       const json_t *phase);

#endif
