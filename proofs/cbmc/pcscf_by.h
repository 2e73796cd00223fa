#include "pcscf_any.h"

#define KIND pcscf_event_kind
#define CASE pcscf_case
#define VALID pcscf_valid
#define FORMS(e) ((unsigned)(e).auth <= PCSCF_AUTH_FAILURE && (unsigned)(e).verify <= SA_VERIFY_MALFORMED)
#include "model/by.h"
