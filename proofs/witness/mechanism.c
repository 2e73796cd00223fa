/* What the contracts of the list of mechanisms say about concrete values. */
#include "../../src/core/mechanism.h"

/*@ requires ListTakes(s, 4, list) && list->count == 1 && list->params == 2;
    assigns *list; */
void nothing(const uint8_t *s, sec_list *list)
{
    sec_result r = sec_list_parse(s, 4, 4, list);
    //@ check empty: r.code == SEC_EMPTY_LIST;
    //@ check kept: list->count == 1 && list->params == 2;
}

/*@ requires ListTakes(s, 4, list) && NotesApart(s, 4, list, notes);
    assigns *list, *notes; */
void some(const uint8_t *s, sec_list *list, uint32_t *notes)
{
    list->count = 31;
    list->params = 0;
    sec_result r = sec_list_parse_tolerant(s, 0, 4, list, notes);
    //@ check not_empty: r.code != SEC_EMPTY_LIST;
    //@ check counted: r.code == SEC_OK ==> list->count == 32 && list->mech[31].name.at + list->mech[31].name.len <= 4;
    //@ check kept: r.code != SEC_OK ==> list->count == 31 && list->params == 0;
}

/*@ requires MessageTakes(s, m, list) && NotesBeside(s, m, list, notes);
    assigns *list, *notes; */
void message(const uint8_t *s, const sip_message *m, sec_list *list, uint32_t *notes)
{
    sec_result r = sec_list_read(s, m, SIP_H_SECURITY_CLIENT, list);
    //@ check none_kept: r.code != SEC_OK ==> list->count == 0 && list->params == 0;
    sec_result t = sec_list_read_tolerant(s, m, SIP_H_SECURITY_CLIENT, list, notes);
    //@ check room: list->count <= SEC_MECHANISMS_MAX && list->params <= SEC_PARAMS_MAX;
    //@ check none_with_tolerance: t.code != SEC_OK ==> list->count == 0 && list->params == 0;
}

void form(void)
{
    const uint8_t s[3] = { 'q', '"', '[' };
    const sec_param none = { { 0, 1 }, { 1, 0 } }, token = { { 0, 1 }, { 0, 1 } }, quoted = { { 0, 1 }, { 1, 1 } };
    const sec_param host = { { 0, 1 }, { 2, 1 } };
    sec_value_form n = sec_param_form(s, &none), t = sec_param_form(s, &token), q = sec_param_form(s, &quoted);
    sec_value_form h = sec_param_form(s, &host);
    //@ check none: n == SEC_VALUE_NONE;
    //@ check token: t == SEC_VALUE_TOKEN;
    //@ check quoted: q == SEC_VALUE_QUOTED;
    //@ check host: h == SEC_VALUE_HOST;
}

/*@ requires \valid(list) && MechanismReadable(s, list, 0) && list->mech[0].first == 0 && list->mech[0].count == 2;
    requires list->param[0].name.len == 1 && s[list->param[0].name.at] == 'a';
    requires list->param[1].name.len == 1 && s[list->param[1].name.at] == 'Q';
    assigns \nothing; */
void find(const uint8_t *s, const sec_list *list)
{
    const char q[1] = { 'q' }, x[1] = { 'x' };
    //@ assert first: !SecNamed(s, list, 0, &q[0], 1) && SecNamed(s, list, 1, &q[0], 1);
    //@ assert neither: !SecNamed(s, list, 0, &x[0], 1) && !SecNamed(s, list, 1, &x[0], 1);
    size_t hit = sec_param_find(s, list, 0, q, 1), none = sec_param_find(s, list, 0, x, 1);
    //@ check hit: hit == 1;
    //@ check none: none == SIP_NPOS;
}
