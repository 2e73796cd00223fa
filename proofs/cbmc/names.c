// cbmc: --unwind 33
// sources: src/core/ipsec3gpp_names.c src/core/mechanism_names.c src/core/message_names.c src/core/agree.c
// property: for every number the functions that give a word for it give a string of at most 31 bytes, empty where the number stands for nothing
// bound: none
// requirements: R3329-2.2-01 SIP-7.3.1-1
#include "../../src/core/agree.h"
#include "../../src/core/ipsec3gpp.h"
#include "../../src/core/message.h"

/* The string has an end, and is empty or not as it should be. */
static void word(const char *text, bool empty)
{
    size_t n = 0;

    while (n < 32 && text[n] != '\0')
        n++;
    __CPROVER_assert(n < 32, "it ends");
    __CPROVER_assert((n == 0) == empty, "and is empty where there is nothing to say");
}

void harness(void)
{
    unsigned k;
    sec_profile p;
    bool draft = p == PROFILE_DRAFT && k == AGREE_IPSEC_3GPP;

    word(agree_requirement((agree_req)k), k == AGREE_REQ_NONE || k >= AGREE_REQ_COUNT);
    word(agree_mechanism_name((agree_mechanism)k), k == 0 || k > AGREE_IPSEC_3GPP);
    word(agree_mechanism_word(p, (agree_mechanism)k), k == 0 || k > AGREE_IPSEC_3GPP || draft);
    word(ipsec_error_name((ipsec_code)k), k > IPSEC_FORM);
    word(ipsec_requirement((ipsec_code)k), k == IPSEC_OK || k > IPSEC_FORM);
    word(sec_alg_name((sec_alg)k), k >= ALG_COUNT);
    word(sec_ealg_name((sec_ealg)k), k >= EALG_COUNT);
    word(sec_error_name((sec_code)k), k > SEC_TOO_LONG);
    word(sec_requirement((sec_code)k), k == SEC_OK || k > SEC_TOO_LONG);
    word(sec_difference_name((sec_difference)k), k > SEC_DIFFERENT_VALUE);
    word(sec_note_name(k), k == 0 || (k & (k - 1)) != 0 || k > SEC_NOTE_LAST);
    word(sip_header_text((sip_header_name)k), k == SIP_H_OTHER || k >= SIP_H_COUNT);
    word(sip_message_error_name((sip_message_code)k), k > SIP_MESSAGE_TOO_LONG);
    word(sip_message_requirement((sip_message_code)k),
         k == SIP_MESSAGE_OK || k == SIP_MESSAGE_MORE || k > SIP_MESSAGE_TOO_LONG);
}
