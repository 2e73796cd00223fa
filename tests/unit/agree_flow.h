/* Short ways to drive agree.h in tests: a request as text and the first hop's list in, the verdict out; a client's
 * events one after the other. */
#ifndef SECAGREE_TEST_AGREE_FLOW_H
#define SECAGREE_TEST_AGREE_FLOW_H
#include "../../src/core/agree.h"
#include "../../src/core/ipsec3gpp.h"
#include "../../src/oracle/agree_facts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HEAD(method) method " sip:proxy.example SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bKa\r\n"
#define NEXT_VIA     "Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bKb\r\n"
#define TAGS         "Require: sec-agree\r\nProxy-Require: sec-agree\r\n"
#define END(method)  "From: <sip:a@home.example>;tag=1\r\nTo: <sip:b@home.example>\r\nCall-ID: x\r\nCSeq: 1 " method \
    "\r\nContent-Length: 0\r\n\r\n"

static inline const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static inline sec_list list_of(const char *text)
{
    sec_list list = { 0 };

    assert_int_equal(sec_list_parse(bytes(text), 0, strlen(text), &list).code, SEC_OK);
    return list;
}

/* What the first hop with that list sees of the request. */
static inline agree_facts facts_of(sec_profile profile, const char *request, const char *server, bool protected)
{
    static sip_message m;
    sec_list list = list_of(server);
    agree_facts f = { .profile = profile, .enabled = true, .demanded = true, .protected = protected };

    assert_int_equal(sip_message_parse(bytes(request), strlen(request), &m).code, SIP_MESSAGE_OK);
    agree_facts_read(bytes(request), &m, bytes(server), strlen(server), &list, &f);
    return f;
}

static inline agree_verdict judge(sec_profile profile, const char *request, const char *server, bool protected)
{
    agree_facts f = facts_of(profile, request, server, protected);

    return agree_server(&f);
}

/* ---- the client ---- */

static inline agree_client_action start(agree_client *c, sec_profile profile, agree_method method)
{
    agree_client_event e = { .kind = AGREE_EV_START, .profile = profile, .method = method };

    return agree_client_step(c, &e);
}

/* A response with a good list whose best mechanism is that one. */
static inline agree_client_action answered(agree_client *c, sec_profile profile, uint32_t code, agree_mechanism best)
{
    agree_client_event e = { .kind = AGREE_EV_ANSWER, .profile = profile, .method = AGREE_OTHER, .code = code,
                             .server_present = true, .server_ok = true, .best = best, .complete = true };

    return agree_client_step(c, &e);
}

static inline agree_client_action later(agree_client *c, sec_profile profile, agree_method method)
{
    agree_client_event e = { .kind = AGREE_EV_REQUEST, .profile = profile, .method = method };

    return agree_client_step(c, &e);
}

static inline agree_client_action lost(agree_client *c, sec_profile profile)
{
    agree_client_event e = { .kind = AGREE_EV_LOST, .profile = profile };

    return agree_client_step(c, &e);
}

/* A client whose first request, of that method, has gone out with the offer and nothing more. */
static inline agree_client offering(sec_profile profile, agree_method method)
{
    agree_client c;

    agree_client_init(&c);
    agree_client_action x = start(&c, profile, method);
    assert_true(x.act == AGREE_DO_SEND && x.add_client && x.add_tags && x.add_supported);
    assert_false(x.add_verify || x.over_mechanism);
    return c;
}

/* A client that has agreed on m. */
static inline agree_client agreed_on(sec_profile profile, agree_mechanism m)
{
    agree_client c = offering(profile, AGREE_OTHER);

    assert_int_equal(answered(&c, profile, 494, m).act, AGREE_DO_START);
    return c;
}

#endif
