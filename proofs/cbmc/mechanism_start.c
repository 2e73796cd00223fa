// cbmc: --unwind 9 --unwindset mechanisms_scan.0:1,parameters_scan.0:1,sip_token_end.0:1,sip_quoted.0:1,sip_quoted.1:2,d_ver.0:1,sip_word_at.0:2,q_taken.0:1,sec_param_find.0:1,sip_stop_at.0:2,sip_stops_fill.0:1,sip_stops_fill.1:7,ref_list_parse.0:1,mech_parameters.1:1,mech_parameters.0:1,ref_ip4.0:7,groups.0:5,ref_longest.0:8,in.0:12,equal_q.0:1,equal_q.1:1,lhex32.0:1,ref_thousandths.0:4,same.0:1,ref_equal_nocase.0:2,ref_qvalue.0:1 --slice-formula -D REF_QUOTED_MAX=6 -D SIP_STOPS_MAX=7 -D REF_MECHANISMS=4 -D REF_PARAMS=4
// sources: src/core/mechanism.c src/core/mechanism_list.c
// property: sec_list_parse refuses a list that begins with what no name does, as the reference does
// bound: all strings of six bytes of which no token has the first one, the others of twelve bytes that stand for the classes of the grammar; SIP_STOPS_MAX is 7
#define N 6u
#include "mechanism.h"

void harness(void)
{
    static const uint8_t first[] = { ';', ',', '=', '"', '\\', '[', ' ', 0x80 };
    uint8_t s[N];

    for (size_t i = 0; i < N; i++)
        s[i] = any();
    for (size_t k = 0; k < sizeof first; k++) {
        s[0] = first[k];
        __CPROVER_assert(alike(s, N), "as the reference reads it");
    }
}
