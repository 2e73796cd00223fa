#include "ue_any.h"

#define KIND ue_event_kind
#define CASE ue_case
#define VALID ue_valid
#define FORMS(e) ((unsigned)(e).autn <= UE_AUTN_SYNC && (unsigned)(e).server <= UE_SERVER_NONE)
#include "model/by.h"
