/* libosip2 has no parser of Security-*: it splits such a field at its commas, and its parser of "element *(; param)",
 * that of Accept-Encoding, reads the rest. So for Require. */
#include "bench.h"
#include <string.h>
#include <osipparser2/osip_parser.h>
#include <osipparser2/osip_message.h>

static bool init(void)
{
    return parser_init() == 0;
}

static bool mechanism(const char *value, facts *f)
{
    osip_accept_encoding_t *e;
    bool ok = osip_accept_encoding_init(&e) == 0;

    if (!ok)
        return false;
    ok = osip_accept_encoding_parse(e, value) == 0 && e->element != NULL;
    if (ok && f != NULL) {
        osip_list_iterator_t it;

        facts_mechanism(f, e->element, strlen(e->element));
        for (osip_generic_param_t *p = osip_list_get_first(&e->gen_params, &it); osip_list_iterator_has_elem(it);
             p = osip_list_get_next(&it))
            facts_param(f, p->gname, strlen(p->gname), p->gvalue ? p->gvalue : "", p->gvalue ? strlen(p->gvalue) : 0);
        facts_end(f);
    }
    osip_accept_encoding_free(e);
    return ok;
}

static bool all(const osip_message_t *m, const char *name, char list, facts *f)
{
    osip_header_t *h = NULL;
    int at = osip_message_header_get_byname(m, name, 0, &h);

    if (at >= 0 && list != 0 && f != NULL)
        facts_list(f, list);
    for (; at >= 0; at = osip_message_header_get_byname(m, name, at + 1, &h)) {
        if (h->hvalue == NULL || !mechanism(h->hvalue, list != 0 ? f : NULL))
            return false;
    }
    return true;
}

static bool parse(const char *s, size_t n, facts *f)
{
    osip_message_t *m;
    osip_contact_t *contact = NULL;
    osip_via_t *via = NULL;
    osip_authorization_t *a = NULL;
    osip_www_authenticate_t *w = NULL;
    bool ok;

    if (osip_message_init(&m) != 0)
        return false;
    ok = osip_message_parse(m, s, n) == 0 && osip_message_get_via(m, 0, &via) == 0 && via->host != NULL &&
         m->cseq != NULL && m->cseq->number != NULL;
    if (ok && MSG_IS_REQUEST(m))
        ok = osip_message_get_contact(m, 0, &contact) == 0 && contact->url != NULL;
    if (ok && osip_message_get_authorization(m, 0, &a) == 0)
        ok = a->username != NULL;
    if (ok && osip_message_get_www_authenticate(m, 0, &w) == 0)
        ok = w->nonce != NULL;
    ok = ok && all(m, "require", 0, NULL) && all(m, "security-client", 'c', f) && all(m, "security-server", 's', f) &&
         all(m, "security-verify", 'v', f);
    osip_message_free(m);
    return ok;
}

const parser parser_osip = { "libosip2", init, parse };
