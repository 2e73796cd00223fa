/* A header field in its place of a message, for the witnesses that read one. */
#ifndef SECAGREE_WITNESS_FIELD_H
#define SECAGREE_WITNESS_FIELD_H
#include "../../src/core/message.h"

/*@ requires \valid(m) && k < SIP_HEADERS_MAX;
    assigns m->header[k];
    ensures m->header[k].id == id && m->header[k].value.at == at && m->header[k].value.len == len; */
static void field(sip_message *m, uint32_t k, sip_header_name id, uint16_t at, uint16_t len)
{
    m->header[k].id = id;
    m->header[k].value.at = at;
    m->header[k].value.len = len;
    //@ check set: m->header[k].value.at == at;
}

#endif
