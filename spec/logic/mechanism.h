/* Security mechanisms and their parameters in logic (RFC 3329 2.2). To be included behind the types of mechanism.h. */
#ifndef SECAGREE_LOGIC_MECHANISM_H
#define SECAGREE_LOGIC_MECHANISM_H
#include "lex.h"

/*@ predicate PartReadable(uint8_t *s, sip_part x) = \valid_read(s + (0 .. x.at + x.len - 1));
    predicate SecReadable(uint8_t *s, sec_param *p) =
      \valid_read(p) && PartReadable(s, p->name) && PartReadable(s, p->value);
    // mechanism k of the list, with its parameters, lies in the list and in the text
    predicate MechanismReadable(uint8_t *s, sec_list *l, integer k) =
      \valid_read(l) && 0 <= k < SEC_MECHANISMS_MAX && PartReadable(s, l->mech[k].name) &&
      l->mech[k].first + l->mech[k].count <= SEC_PARAMS_MAX &&
      \forall integer j; l->mech[k].first <= j < l->mech[k].first + l->mech[k].count ==>
        PartReadable(s, l->param[j].name) && PartReadable(s, l->param[j].value);
    predicate ListReadable(uint8_t *s, sec_list *l) =
      \valid_read(l) && l->count <= SEC_MECHANISMS_MAX &&
      \forall integer k; 0 <= k < l->count ==> MechanismReadable(s, l, k);

    // param[a .. b) and mechanism k lie in s[i .. n)
    predicate ParamsInside(sec_list *l, integer a, integer b, integer i, integer n) =
      \forall integer j; a <= j < b ==> PartInside(l->param[j].name, i, n) && 0 < l->param[j].name.len &&
        PartInside(l->param[j].value, i, n);
    predicate MechanismInside(sec_list *l, integer k, integer i, integer n) =
      PartInside(l->mech[k].name, i, n) && 0 < l->mech[k].name.len && -1 <= l->mech[k].q <= 1000 &&
      l->mech[k].first + l->mech[k].count <= SEC_PARAMS_MAX &&
      ParamsInside(l, l->mech[k].first, l->mech[k].first + l->mech[k].count, i, n);
    // q of every mechanism is that of a qvalue, or -1
    predicate ListQ(sec_list *l) = \forall integer k; 0 <= k < l->count ==> -1 <= l->mech[k].q <= 1000;

    predicate ListRoom(sec_list *l) = l->count <= SEC_MECHANISMS_MAX && l->params <= SEC_PARAMS_MAX;
    // mechanisms mech[a ..) and their parameters lie in s[i .. n), and param[0 .. params) holds these
    predicate ListInside(sec_list *l, integer a, integer count, integer params, integer i, integer n) =
      \forall integer k; a <= k < count ==>
        MechanismInside(l, k, i, n) && l->mech[k].first + l->mech[k].count <= params;

    // the header value s[i .. j) can be read into *l, which may hold mechanisms already
    predicate ListTakes(uint8_t *s, integer j, sec_list *l) =
      \valid_read(s + (0 .. j - 1)) && j < SIP_NPOS && \valid(l) && \separated(l, s + (0 .. j - 1)) && ListRoom(l);
    predicate NotesApart(uint8_t *s, integer j, sec_list *l, uint32_t *notes) =
      \valid(notes) && \separated(notes, l) && \separated(notes, s + (0 .. j - 1));
    // *l, which held that many, after a value of s[i .. j) was read with that code
    predicate ListParsed(sec_list *l, integer count, integer params, integer i, integer j, integer code) =
      count <= l->count && params <= l->params && ListRoom(l) && ListInside(l, count, l->count, l->params, i, j) &&
      (i >= j <==> code == SEC_EMPTY_LIST) && (code == SEC_OK ==> count < l->count) &&
      (code != SEC_OK ==> l->count == count && l->params == params);

    // every header value of the message can be read into *l
    predicate MessageTakes(uint8_t *s, sip_message *m, sec_list *l) =
      \valid_read(m) && m->headers <= SIP_HEADERS_MAX && \valid(l) && \separated(l, m) &&
      \forall integer k; 0 <= k < m->headers ==> PartReadable(s, m->header[k].value) &&
        \separated(l, s + (0 .. m->header[k].value.at + m->header[k].value.len - 1));
    predicate NotesBeside(uint8_t *s, sip_message *m, sec_list *l, uint32_t *notes) =
      \valid(notes) && \separated(notes, l) && \separated(notes, m) &&
      \forall integer k; 0 <= k < m->headers ==>
        \separated(notes, s + (0 .. m->header[k].value.at + m->header[k].value.len - 1));
    // *l after all of them were read with that code
    predicate ListRead(sec_list *l, integer code) =
      ListRoom(l) && ListInside(l, 0, l->count, l->params, 0, 65535) &&
      (code != SEC_OK ==> l->count == 0 && l->params == 0);

    // param[j] has that name but for case
    predicate SecNamed(uint8_t *s, sec_list *l, integer j, char *name, integer len) =
      l->param[j].name.len == len &&
      \forall integer k; 0 <= k < len ==> Lower(s[l->param[j].name.at + k]) == Lower(name[k]);

    // the form of the value s[i .. i + n), and the offset that a fault of a parameter is shown at
    logic integer SecValueForm(uint8_t *s, integer i, integer n) =
      n == 0 ? SEC_VALUE_NONE : s[i] == '"' ? SEC_VALUE_QUOTED : s[i] == '[' ? SEC_VALUE_HOST : SEC_VALUE_TOKEN;
    logic integer SecForm(uint8_t *s, sec_param *p) = SecValueForm(s, p->value.at, p->value.len);
    logic integer SecAt(sec_param *p) = p->value.len == 0 ? p->name.at : p->value.at;
*/

#endif
