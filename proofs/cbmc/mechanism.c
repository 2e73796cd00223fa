// cbmc: --unwind 9 --unwindset mechanisms_scan.0:4,parameters_scan.0:3,sip_token_end.0:4,sip_quoted.0:1,sip_quoted.1:2,sip_quoted_scan.0:2,utf8_item.0:1,ip6_reference_scan.0:2,label_run.0:1,trim_hyphens.0:1,hostname_scan.0:1,d_ver.0:1,sip_word_at.0:2,sip_qvalue.0:1,q_taken.0:1,sec_param_find.0:1,sip_wsp_scan.0:6,sec_name_repeat.0:3,sec_name_repeat.1:2,merge_level.0:2,merge.0:3,first_again.0:2,order.0:1,order.1:2,sip_stop_at.0:2,sip_stops_fill.0:1,sip_stops_fill.1:7,ref_list_parse.0:4,mech_parameters.1:3,mech_parameters.0:2,ref_ip4.0:7,groups.0:5,ref_longest.0:8,in.0:12,equal_q.0:1,equal_q.1:1,lhex32.0:1,ref_thousandths.0:4,same.0:2,ref_equal_nocase.0:2,ref_qvalue.0:1 --slice-formula -D REF_QUOTED_MAX=6 -D SIP_STOPS_MAX=7 -D REF_MECHANISMS=4 -D REF_PARAMS=4
// sources: src/core/mechanism.c src/core/mechanism_list.c src/core/lex.c src/core/repeat.c
// property: sec_list_parse accepts what the reference does, with the same mechanisms, parameters and q; else it has the fault of the reference, at its place
// bound: all strings of six bytes, the first one a, the others of twelve bytes that stand for the classes of the grammar; SIP_STOPS_MAX is 7
#define N 6u
#include "mechanism.h"

void harness(void)
{
    uint8_t s[N];

    for (size_t i = 0; i < N; i++)
        s[i] = any();
    s[0] = 'a';
    __CPROVER_assert(alike(s, N), "as the reference reads it");
}
