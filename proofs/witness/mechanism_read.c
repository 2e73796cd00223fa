/* What the contracts of the reader of one mechanism say about concrete texts. The asserts are steps for the provers. */
#define SEC_MECH_PARAMETER
#include "../../src/core/mechanism_read.h"

void separator(void)
{
    const uint8_t s[3] = { ',', ' ', 'a' };
    //@ assert white: WspEnd(&s[0], 3, 0) == 0 && WspEnd(&s[0], 3, 2) == 2 && WspEnd(&s[0], 3, 1) == 2;
    //@ assert before: SwsEnd(&s[0], 3, 0) == 0 && SwsEnd(&s[0], 3, 1) == 2;
    size_t r = sec_separator(s, 3, 0, ','), none = sec_separator(s, 3, 0, ';');
    //@ check behind: r == 2;
    //@ check none: none == SIP_NPOS;
}

/*@ requires \valid(list) && StopsPlace(s, 1, f) && \valid(stop) && \separated(stop, f) && \separated(stop, s) &&
      \separated(list, f) && \separated(list, stop) && \separated(list, s) && Text(s, 1, 0);
    requires Stops(s, f, 1, *stop) && StopsRun(s, f->ahead, 0, f->at[*stop]);
    requires s[0] == 'a';
    assigns *stop, *f, list->param[0 .. SEC_PARAMS_MAX - 1]; */
void name(const uint8_t *s, sip_stops *f, uint32_t *stop, sec_list *list)
{
    //@ assert token: NameEnd(s, 1, 0) == 1;
    //@ assert white: WspEnd(s, 1, 1) == 1 && SwsEnd(s, 1, 1) == 1;
    //@ assert none: ParamStart(s, 1, 1, 0, 0) == -1;
    sec_reading r = sec_mechanism_read(s, 1, 0, f, stop, list, 0);
    //@ assert no_parameter: r.m.count == 0;
    //@ check accepted: r.end.code == SEC_OK && r.end.at == 1;
    //@ check name: r.m.name.at == 0 && r.m.name.len == 1;
    //@ check no_q: r.m.q == -1;
}

/*@ requires \valid(list) && StopsPlace(s, 1, f) && \valid(stop) && \separated(stop, f) && \separated(stop, s) &&
      \separated(list, f) && \separated(list, stop) && \separated(list, s) && Text(s, 1, 0);
    requires Stops(s, f, 1, *stop) && StopsRun(s, f->ahead, 0, f->at[*stop]);
    requires s[0] == ',' || s[0] == ';';
    assigns *stop, *f, list->param[0 .. SEC_PARAMS_MAX - 1]; */
void refused(const uint8_t *s, sip_stops *f, uint32_t *stop, sec_list *list)
{
    //@ assert no_token: s[0] == ';' ==> NameEnd(s, 1, 0) < 0;
    sec_reading r = sec_mechanism_read(s, 1, 0, f, stop, list, 0);
    //@ check element: s[0] == ',' ==> r.end.code == SEC_EMPTY_ELEMENT;
    //@ check name: s[0] == ';' ==> r.end.code == SEC_NAME;
}
