/* libre has no parser of Security-*: it splits such a field at its commas, and fmt_param_apply reads the parameters. */
#define HAVE_INTTYPES_H 1 /* re_types.h asks for it */
#define HAVE_STDBOOL_H 1
#include "bench.h"
#include <re/re.h>
#include <string.h>

static bool init(void)
{
    return true;
}

static void param(const struct pl *name, const struct pl *value, void *arg)
{
    if (arg != NULL)
        facts_param(arg, name->p, name->l, value->l > 0 ? value->p : "", value->l);
}

static bool mechanism(const struct sip_hdr *h, const struct sip_msg *m, void *arg)
{
    facts *f = arg;
    struct pl name, params = PL_INIT;
    const char *semi = pl_strchr(&h->val, ';');

    (void)m;
    name = h->val;
    if (semi != NULL) {
        name.l = (size_t)(semi - h->val.p);
        params.p = semi;
        params.l = h->val.l - name.l;
    }
    if (f != NULL)
        facts_mechanism(f, name.p, name.l);
    if (params.p != NULL)
        fmt_param_apply(&params, param, f);
    if (f != NULL)
        facts_end(f);
    return false;
}

static void all(const struct sip_msg *m, enum sip_hdrid id, char list, facts *f)
{
    if (f != NULL && sip_msg_hdr(m, id) != NULL)
        facts_list(f, list);
    sip_msg_hdr_apply(m, true, id, mechanism, f);
}

static bool credentials(const struct sip_msg *m)
{
    const struct sip_hdr *a = sip_msg_hdr(m, SIP_HDR_AUTHORIZATION), *w = sip_msg_hdr(m, SIP_HDR_WWW_AUTHENTICATE);
    struct httpauth_digest_resp r;
    struct httpauth_digest_chall c;

    return (a == NULL || httpauth_digest_response_decode(&r, &a->val) == 0) &&
           (w == NULL || httpauth_digest_challenge_decode(&c, &w->val) == 0);
}

static bool parse(const char *s, size_t n, facts *f)
{
    struct mbuf *mb = mbuf_alloc(n);
    struct sip_msg *m = NULL;
    bool ok = mb != NULL && mbuf_write_mem(mb, (const uint8_t *)s, n) == 0;

    if (ok) {
        mb->pos = 0;
        ok = sip_msg_decode(&m, mb) == 0 && pl_isset(&m->via.branch) && pl_isset(&m->cseq.met);
    }
    if (ok && m->req) {
        const struct sip_hdr *h = sip_msg_hdr(m, SIP_HDR_CONTACT);
        struct sip_addr addr;

        ok = h != NULL && sip_addr_decode(&addr, &h->val) == 0 && sip_msg_hdr_has_value(m, SIP_HDR_REQUIRE, "sec-agree");
    }
    if (ok) {
        all(m, SIP_HDR_SECURITY_CLIENT, 'c', f);
        all(m, SIP_HDR_SECURITY_SERVER, 's', f);
        all(m, SIP_HDR_SECURITY_VERIFY, 'v', f);
        ok = credentials(m);
    }
    mem_deref(m);
    mem_deref(mb);
    return ok;
}

const parser parser_re = { "libre", init, parse };
