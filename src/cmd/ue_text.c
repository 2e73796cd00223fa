/* The requests of the UE as text (RFC 3261; TS 24.229 5.1.1.2.2, 5.1.1.5.1; RFC 3310; RFC 3329 2.3.1). */
#include "ue_role.h"
#include <stdio.h>
#include <string.h>

static void put(sip_out *o, const char *name, const char *before, const char *value, const char *after)
{
    sip_put_text(o, name);
    sip_put_text(o, ": ");
    sip_put_text(o, before);
    sip_put_text(o, value);
    sip_put_text(o, after);
    sip_put_text(o, "\r\n");
}

static void put_parameter(sip_out *o, const char *name, const char *value)
{
    sip_put_text(o, ", ");
    sip_put_text(o, name);
    sip_put_text(o, "=\"");
    sip_put_text(o, value);
    sip_put_text(o, "\"");
}

/* What every request begins with. port: where the answer shall come (CR2-7.1-U6: port_us where it is protected). */
static void put_head(ut *t, sip_out *o, const char *method, const char *uri, const ip_addr *addr, uint16_t port,
                     const char *branch)
{
    char host[ADDR_TEXT_MAX], bracketed[ADDR_TEXT_MAX + 2], tag[40];
    addr_print(addr, host);
    snprintf(bracketed, sizeof bracketed, addr_is_v4(addr) ? "%s" : "[%s]", host);
    compose_request_line(o, method, uri);
    compose_via(o, "UDP", bracketed, port, branch, false);
    compose_header_number(o, "Max-Forwards", 70);
    snprintf(tag, sizeof tag, ">;tag=%s", t->tag);
    put(o, "From", "<", t->c.impu, tag);
}

static void put_contact(sip_out *o, const ip_addr *addr, uint16_t port, const char *parameters)
{
    char at[NET_TEXT_MAX];
    net_print(addr, port, at);
    put(o, "Contact", "<sip:", at, parameters);
}

static void put_list(sip_out *o, const char *name, const uint8_t *list, size_t n)
{
    sip_put_text(o, name);
    sip_put_text(o, ": ");
    sip_put(o, list, n);
    sip_put_text(o, "\r\n");
}

static void put_agreement(ut *t, sip_out *o, const ut_set *g, const agree_client_action *x)
{
    if (x->add_tags) {
        compose_header(o, "Require", "sec-agree");
        compose_header(o, "Proxy-Require", "sec-agree");
    }
    if (x->add_verify && g != NULL)
        put_list(o, "Security-Verify", g->server, g->server_len);
    if (x->add_client)
        put_list(o, "Security-Client", t->client, t->client_len);
}

/* The digest response; an empty password for a synchronisation failure (RFC 3310 3.4). */
static void response_of(ut *t, bool empty_password, const char *uri, const char *cnonce, char out[DIGEST_HEX_MAX])
{
    uint8_t password[AKA_PASSWORD_MAX];
    size_t n = empty_password ? 0 : aka_password(t->algorithm, t->answer.res, AKA_RES_LEN, t->answer.ik, t->answer.ck, password);
    digest_input in = {
        .hash = aka_algorithm_hash(t->algorithm), .qop = t->qop_auth ? DIGEST_QOP_AUTH : DIGEST_QOP_NONE,
        .username = digest_text(t->c.impi), .realm = digest_text(t->realm), .password = { password, n },
        .nonce = digest_text(t->nonce), .nc = digest_text("00000001"), .cnonce = digest_text(cnonce),
        .method = digest_text("REGISTER"), .uri = digest_text(uri),
    };
    digest_response(&in, out);
    secret_wipe(password, sizeof password);
}

static void put_authorization(ut *t, sip_out *o, sa_register which, const char *uri)
{
    char response[DIGEST_HEX_MAX] = "", cnonce[20] = "", auts[AKA_AUTS_TEXT + 1];
    bool fresh = which == SA_REGISTER_START;
    if (which == SA_REGISTER_RESPONSE || which == SA_REGISTER_AUTS) {
        uint32_t random[2];
        role_random(random, sizeof random);
        snprintf(cnonce, sizeof cnonce, "%08x%08x", random[0], random[1]);
        response_of(t, which == SA_REGISTER_AUTS, uri, cnonce, response);
    }
    sip_put_text(o, "Authorization: Digest username=\"");
    sip_put_text(o, t->c.impi);
    sip_put_text(o, "\"");
    put_parameter(o, "realm", fresh ? t->c.home_domain : t->realm);
    put_parameter(o, "uri", uri);
    put_parameter(o, "nonce", fresh ? "" : t->nonce);
    put_parameter(o, "response", response);
    if (!fresh) {
        sip_put_text(o, ", algorithm=");
        sip_put_text(o, aka_algorithm_name(t->algorithm));
    }
    if (t->qop_auth && response[0] != '\0') {
        sip_put_text(o, ", qop=auth, nc=00000001");
        put_parameter(o, "cnonce", cnonce);
    }
    if (which == SA_REGISTER_AUTS) {
        aka_auts_print(t->answer.auts, auts);
        put_parameter(o, "auts", auts);
    }
    sip_put_text(o, "\r\n");
}

bool ut_register_print(ut *t, sip_out *o, uint32_t set, sa_register which, const agree_client_action *x,
                       const char *branch)
{
    const ut_set *g = ut_set_by_id(t, set);
    char uri[CONFIG_TEXT_MAX + 4], text[48];
    const ip_addr *addr = g != NULL ? &g->kernel.p.ue_addr : &t->now;
    uint16_t port = g != NULL ? g->kernel.p.port_us : t->c.port;
    snprintf(uri, sizeof uri, "sip:%s", t->c.home_domain);
    put_head(t, o, "REGISTER", uri, addr, port, branch);
    put(o, "To", "<", t->c.impu, ">");
    compose_header(o, "Call-ID", t->call_id);
    snprintf(text, sizeof text, "%u REGISTER", t->cseq);
    compose_header(o, "CSeq", text);
    snprintf(text, sizeof text, ">;expires=%u", t->m.deregister ? 0 : t->c.expires);
    put_contact(o, addr, port, text);
    put_authorization(t, o, which, uri);
    compose_header(o, "Supported", x->add_supported ? "path, sec-agree" : "path");
    put_agreement(t, o, g, x);
    compose_end(o, NULL, 0);
    return !o->full;
}

bool ut_options_print(ut *t, sip_out *o, uint32_t set, const agree_client_action *x, const char *branch)
{
    const ut_set *g = ut_set_by_id(t, set);
    char at[NET_TEXT_MAX], uri[NET_TEXT_MAX + 4], id[24];
    uint32_t random[2];
    if (g == NULL)
        return false;
    role_random(random, sizeof random);
    net_print(&t->c.pcscf, g->kernel.p.port_ps, at);
    snprintf(uri, sizeof uri, "sip:%s", at);
    snprintf(id, sizeof id, "%08x%08x", random[0], random[1]);
    put_head(t, o, "OPTIONS", uri, &g->kernel.p.ue_addr, g->kernel.p.port_us, branch);
    put(o, "To", "<", uri, ">");
    compose_header(o, "Call-ID", id);
    compose_header(o, "CSeq", "1 OPTIONS");
    put_contact(o, &g->kernel.p.ue_addr, g->kernel.p.port_us, ">");
    put_agreement(t, o, g, x);
    compose_end(o, NULL, 0);
    return !o->full;
}
